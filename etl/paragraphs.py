"""Cells that hold several fields, each label a paragraph of its own → the same cells, parted before each such label."""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.form import Form
from etl.lines import Cell
from etl.normalise import PARAGRAPH

_LONGEST = 80
_SHORTEST = 4  # 備考 or 期間 may well be a paragraph of somebody's text


def part_paragraphs(cells: Sequence[Cell], form: Form) -> list[Cell]:
    labels = _labels(form)
    parted: list[Cell] = []
    for cell in cells:
        if PARAGRAPH in cell.text:
            parted.extend(_parts(cell, labels))
        else:
            parted.append(cell)
    return parted


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
