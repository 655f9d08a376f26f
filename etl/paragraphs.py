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
_SHORTEST = 4  # 備考 or 期間 may well be a paragraph of somebody's text


def part_paragraphs(cells: list[Cell], form: Form) -> list[Cell]:
    labels = _labels(form)
    merged = _merged_rows(cells, form)
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
