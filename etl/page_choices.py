"""Choices of a scrambled page: a field's own one where nothing else could claim it, and all that are no entries of an option list."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.choices import read_choice
from etl.form import Option
from etl.lines import Cell
from etl.options import MARKS, all_choices, any_option, option_entries, option_texts, text_key
from etl.page import Page
from etl.readings import Answer
from etl.swaps import Value

BOXED = re.compile(r"\[([^\[\]]*)\]")
_NUMBERED = re.compile(r"\d\)")
_SPLIT = re.compile(rf"[\n\[\]{MARKS}☐□<>:]|選択肢|\(\d{{0,3}}\)件")
_WRAPPED = 2  # lines above, over which an entry may run
_LEFT_OVER = re.compile(r"\d{0,2}\)?|[()※件]{1,4}|\(?\d{1,3}\)?件?")


def own_value(answer: Answer, alone: bool, ascending: bool, labels_moved: bool) -> Value | None:
    """The choice that stands on its label's own line, or in any way behind it on a page that is as it was printed; in brackets and with its option list
    before the next label, where whole blocks have moved (where only boxes have, that tells nothing)."""
    if not alone:
        return None
    if own := _on_its_line(answer):
        return own
    if _holds_anothers(answer):
        return None
    boxed = [value for cell in answer.cells for value in _boxed_values(cell, answer)]
    if len({value.key for value in boxed} | _bare_choices(answer)) > 1:
        return None  # of two, one is another field's
    if boxed and labels_moved and _has_its_list(answer):
        return boxed[0]
    return _listed_value(answer) if ascending and _has_its_list(answer) else None


def _on_its_line(answer: Answer) -> Value | None:
    known, entries = option_texts(answer.item.options), option_entries(answer.item.options)
    for cell in answer.cells:
        if cell.line == answer.line:
            bare = "" if BOXED.search(cell.text) else entries.sub("", text_key(cell.text)).strip("[]<>選択肢")
            if own := _boxed_values(cell, answer) or ([Value(bare, cell.line)] if bare in known else []):
                return own[0]
    return None


def _boxed_values(cell: Cell, answer: Answer) -> list[Value]:
    known = option_texts(answer.item.options)
    keys = [text_key(content).strip(MARKS) for content in BOXED.findall(cell.text)]
    return [Value(key, cell.line) for key in keys if key in known]


def _bare_choices(answer: Answer) -> set[str]:
    """Choices that fill cells of their own."""
    return {text_key(cell.text).strip(f"[]{MARKS}") for cell in answer.cells} & option_texts(answer.item.options).keys()


def paired_values(fields: Sequence[Answer]) -> dict[int, Value]:
    """The choices of fields whose labels stand in order, if each of them has a box's beginning of its own behind it: then only the lists have moved."""
    found = {at: [Value(text_key(cell.text).strip(f"[]{MARKS}"), cell.line) for cell in answer.cells if cell.text.startswith("[")]
             for at, answer in enumerate(fields)}
    one_each = all(len(values) == 1 and values[0].key in {"", *option_texts(fields[at].item.options)} for at, values in found.items())
    return {at: value for at, (value,) in found.items() if value.key} if one_each else {}


def _holds_anothers(answer: Answer) -> bool:
    """Does a choice that only another field's list has fill a cell between the label and the next one? Then choices have moved."""
    known = option_texts(answer.item.options)
    return any((key := text_key(cell.text).strip(f"[]{MARKS}")) in all_choices() and key not in known for cell in answer.cells)


def _has_its_list(answer: Answer) -> bool:
    entries = option_entries(answer.item.options)
    return any(entries.search(text_key(cell.text)) for cell in answer.cells if _NUMBERED.search(cell.text))


def _listed_value(answer: Answer) -> Value | None:
    text = " ".join(cell.text for cell in answer.cells if len(cell.text) < 80)
    option = read_choice(text, answer.item.options).option if "選択肢" in text else None
    if not option:
        return None
    key = text_key(option.label)
    return Value(key, next((cell.line for cell in answer.cells if key in text_key(cell.text) and "選択肢" not in cell.text), answer.line or 0))


def page_values(page: Page, lists: Sequence[tuple[Option, ...]], label_lines: set[int]) -> list[Value]:
    """Every choice on the page that is no entry of an option list and no part of a sentence, with its line."""
    options = tuple(dict.fromkeys(option for options in lists for option in options))
    entries, known, any_known = _entries(options), option_texts(options), any_option(options)
    values: list[Value] = []
    for at, (cell, key) in enumerate(page.short):
        if not any_known.search(key) or (key in known and _ends_an_entry("".join([above for _, above in page.short[max(0, at - _WRAPPED) : at]]), key)):
            continue
        pieces = [piece for piece in _SPLIT.split(entries.sub("\n", key)) if piece]
        found = [piece for piece in pieces if piece in known]
        if found and all(piece in known or cell.line in label_lines or _LEFT_OVER.fullmatch(piece) for piece in pieces):
            values.extend(Value(piece, cell.line) for piece in found)
        elif not found and cell.line in label_lines:
            values.extend(Value(key, cell.line) for key in known if any(piece.endswith(key) for piece in pieces))
    return values


def _ends_an_entry(above: str, key: str) -> bool:
    """Is a line the end of an entry of an option list that begins in the lines above (1) 特に力を入れて / 行っている)?"""
    entry = _last_entry().search(above + key)
    return entry is not None and entry.start() < len(above)


@cache
def _last_entry() -> re.Pattern[str]:
    """An entry of any option list at the end of a text."""
    return re.compile(rf"\d[).](?:{'|'.join(sorted(map(re.escape, all_choices()), key=len, reverse=True))})$")


@cache
def _entries(options: tuple[Option, ...]) -> re.Pattern[str]:
    """Entries of option lists, also the first one where its number stands elsewhere: 10人未満 2)10人以上50人未満."""
    keys = ["|".join(re.escape(text_key(label)) for label in option.labels) for option in options]
    unnumbered = "|".join(f"(?:{first})(?=2[).](?:{second}))" for first, second in pairwise(keys))
    return re.compile(f"{option_entries(options).pattern}|{unnumbered}" if unnumbered else option_entries(options).pattern)

