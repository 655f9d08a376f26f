"""How a row's item ends in a change history whose columns are lost: with a label of the form, which may go on over lines."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from etl.change import DATE, TIMINGS, is_place
from etl.form import current_items
from etl.labels import current_label_letters, label_letters, labels_at_end
from etl.lines import Cell
from etl.normalise import CIRCLED, folded

LONGEST_ITEM = 12  # lines
SECTION = re.compile(r"\d{1,2}\s*[.)、]\s*")
_LEAST_LABEL = 3  # letters of one of which a line's end has left the first alone
_LABEL_NUMBER = re.compile(rf"(?:{CIRCLED}|\(別添\s*\d\))\s*")
_NUMBER_AT_END = re.compile(rf"{CIRCLED}$")
_BROKEN_OFF = re.compile(rf"[\s)]|{CIRCLED}|\d[.]")  # what stands before an item's last label


def text_of(paragraph: Sequence[Cell]) -> str:
    """A paragraph's lines put together; a timing stays apart from the explanation right below it."""
    return folded("".join([f"{cell.text} " if cell.text in TIMINGS else cell.text for cell in paragraph]))


def is_day_alone(cell: Cell) -> bool:
    """Is a day all that a cell says?"""
    return bool(DATE.fullmatch(cell.text))


def own_lines(lines: Sequence[Cell], stop: int) -> int:
    """How many of a row's lines are its item's."""
    own = 1
    while own < stop - 1 and (goes_on(item := text_of(lines[:own]), lines[own].text) or (is_section(lines[own].text) and not SECTION.search(item))):
        own += 1
    return own


def item_apart(lines: list[Cell]) -> list[list[Cell]]:
    """An item that ends with a label of the form, apart from the old wording right below it."""
    ends = range(1, min(len(lines), LONGEST_ITEM)) if is_place(lines[0].text) else ()
    own = next((end for end in ends if labels_at_end(item := text_of(lines[:end])) and not _goes_further(item, lines[end].text)), len(lines))
    return [lines[:own], lines[own:]] if own < len(lines) else [lines]


def _goes_further(item: str, line: str) -> bool:
    """Does an item that ends with a label go on: with the rest of a longer one, or with what stands below it on the form?"""
    labels = [label for label in current_label_letters() if len(label) >= _LEAST_LABEL]
    below = any(label != end and (label.startswith(way) or (way.startswith(label) and len(label) > len(end)))
                for end in ("", *labels_at_end(item)) if (way := end + label_letters(line)) for label in labels)
    numbered = line[:1].isdecimal() and item.endswith(_entry_labels())  # 委託事項 / 4③委託先名
    return below or numbered or line.startswith("リスク") or goes_on(item, line) or is_section(line)


def goes_on(item: str, line: str) -> bool:
    """Is a line the rest of a label of the form with which an item breaks off, or the label that its number lacks (①部署), or an annex's title?"""
    letters = label_letters(line)
    numbered = _LABEL_NUMBER.match(line)
    begun = label_letters(_BROKEN_OFF.split(item)[-1])
    if numbered and label_letters(line[numbered.end() :]) in current_label_letters():
        return begun not in current_label_letters() or begun in _part_titles() or line.startswith("(")
    if not begun and _NUMBER_AT_END.search(item):
        return letters in current_label_letters()
    longer = [label for label in current_label_letters() if label.startswith(begun) and label != begun] if begun else []
    whole = any((begun + letters).startswith(label) and len(label) > _LEAST_LABEL for label in longer)
    part = any((begun + letters).startswith(label) or (len(letters) > 1 and label.startswith(begun + letters)) for label in longer)
    return whole or (len(begun) > 1 and part)


def is_section(text: str) -> bool:
    """Does a line begin with a number and the title of a section or an entry of the form (4. 特定個人情報ファイルの取扱いの委託, 4. 委託事項1), with a
    risk's, or with one number or two and a label (1.①請求先)?"""
    number = SECTION.match(text)
    if not number:
        return False
    rest = text[number.end() :]
    second = _LABEL_NUMBER.match(rest)
    label = label_letters(rest[second.end() :] if second else rest)
    return label in current_label_letters() or (not second and label.startswith((*_section_titles(), "リスク")))


@cache
def _entry_labels() -> tuple[str, ...]:
    return tuple({label for item in current_items() if item.type == "group" for label in item.labels})


@cache
def _section_titles() -> tuple[str, ...]:
    return tuple(sorted({label_letters(label) for item in current_items() if item.type in ("section", "group") for label in item.labels}))


@cache
def _part_titles() -> frozenset[str]:
    """The letters of what stands above an item's own label: Ⅰ 基本情報, and a label must follow."""
    return frozenset(label_letters(label) for item in current_items() if item.type == "block" for label in item.labels)
