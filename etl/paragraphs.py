"""Cells that hold several fields, each label a paragraph of its own or with its own option list behind it → the same cells, parted before each such label."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.form import Form, label_pattern
from etl.lines import Cell
from etl.normalise import CIRCLED, PARAGRAPH

_LONGEST = 80
_LONGEST_BEGINNING = 24  # characters before an option list's heading that a label and its box have
_LIST = "選択肢"
_MOST_MERGED = 12
_LONGEST_ROW = 200
_SHORTEST = 4  # 備考 or 期間 may well be a paragraph of somebody's text


def part_paragraphs(cells: list[Cell], form: Form) -> list[Cell]:
    labels = _labels(form)
    merged = _merged_rows(cells, form) | _joined_rows(cells, form)
    parted: list[Cell] = []
    for at, cell in enumerate(cells):
        if at in merged:
            parted.extend(cell._replace(text=text) for start, end in pairwise(merged[at]) if (text := cell.text[start:end].strip()))
        elif PARAGRAPH in cell.text:
            parted.extend(_parts(cell, labels))
        else:
            parted.append(cell)
    return parted


def _merged_rows(cells: Sequence[Cell], form: Form) -> dict[int, Sequence[int]]:
    """Cells in which an OCR program made two rows one (…いない ③安全管理規程 [ 十分に整備している ] <選択肢> …), with where their parts begin and end.
    None where many are so: that is a text without line breaks, which is parted as a whole."""
    merged: dict[int, Sequence[int]] = {}
    for at in [at for at, cell in enumerate(cells) if _LIST in cell.text and cell.text.rfind(_LIST) > _LONGEST_BEGINNING]:
        text = cells[at].text
        if begins := [found.start() for found in _asked_label(form).finditer(text, 1)]:
            merged[at] = [0, *begins, len(text)]
            if len(merged) > _MOST_MERGED:
                return {}
    return merged


def _joined_rows(cells: Sequence[Cell], form: Form) -> dict[int, Sequence[int]]:
    """Cells in which the row of a name goes on with the next one (委託事項1 台帳の印刷 ①委託内容 …), with where their parts begin and end; none where many
    do so."""
    joined: dict[int, Sequence[int]] = {}
    rows, below = _two_rows(form)
    for at in [at for at, cell in enumerate(cells) if len(cell.text) <= _LONGEST_ROW and below.search(cell.text, 1)]:
        for label in ("", f"{cells[at - 1].text} " if at else ""):
            found = rows.match(label + cells[at].text)
            if found and found.end() > len(label):
                joined[at] = [0, found.end() - len(label), len(cells[at].text)]
                break
    return joined if len(joined) <= _MOST_MERGED else {}


@cache
def _two_rows(form: Form) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The row of a name up to the label of the row below it on the form, and what a text has that holds such a label: its number, or its last letters."""
    rows, unnumbered = [], set()
    for block in {item.block: form.block(item.block) for item in form.items}.values():
        for one, two in [*pairwise(item for item in block if item.type != "noise"), *((one, two) for one, two in pairwise(block) if two.type == "noise")]:
            if one.type in ("text", "group") and two.type in ("text", "prose", "choice", "noise"):
                first, second = (f"(?:{'|'.join(label_pattern(label).pattern for label in item.labels)})" for item in (one, two))
                named = r"\s[^。]{2,60}?"
                named = rf"\s*\d{{1,2}}(?:{named})?" if one.type == "group" else named
                sign = "" if two.type == "noise" else rf"{CIRCLED}\s*"
                unnumbered |= {label[-3:] for label in two.labels} if two.type == "noise" else set()
                rows.append(rf"(?:{CIRCLED}\s*)?{first}{named}(?=\s?{sign}{second}(?:\s|$))")
    return re.compile("|".join(dict.fromkeys(rows))), re.compile("|".join([CIRCLED, *sorted(unnumbered)]))


@cache
def _asked_label(form: Form) -> re.Pattern[str]:
    wordings = {label for item in form.items if item.type == "choice" for label in item.labels if len(label) >= _SHORTEST}
    labels = "|".join(label_pattern(label).pattern for label in sorted(wordings, key=len, reverse=True))
    return re.compile(rf"(?<=\s)(?:{CIRCLED}\s*)?(?:{labels})\s*※?\s*(?=(?:\[[^\[\]]*\]\s*)?<{_LIST})")


def _parts(cell: Cell, labels: frozenset[str]) -> Sequence[Cell]:
    paragraphs = cell.text.split(PARAGRAPH)
    begins = [0, *(at for at, text in enumerate(paragraphs) if at and len(text) < _LONGEST and text.strip(" ※") in labels), len(paragraphs)]
    if len(begins) == 2:
        return (cell,)
    texts = [PARAGRAPH.join(paragraphs[start:end]).strip() for start, end in pairwise(begins)]
    return [cell._replace(text=text) for text in texts if text]


@cache
def _labels(form: Form) -> frozenset[str]:
    answered = (item for item in form.items if item.type in ("text", "date", "choice", "prose", "boxes"))
    return frozenset(label for item in answered for label in item.labels if len(label) >= _SHORTEST)
