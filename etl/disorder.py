"""Have the lines of a body been moved? Then its answers are read page by page."""
from __future__ import annotations

import re
from collections.abc import Sequence

from etl.body import Body
from etl.form import Form
from etl.lines import Cell

_DISORDER = 0.04
_MOST_CROSSED, _CROSSED = 8, 0.03  # what damage to single brackets leaves is less
_NO_BRACKET = re.compile(r"[^\[\]]+")
_PAIR = re.compile(r"\[\]")


def disordered(cells: Sequence[Cell], body: Body, form: Form) -> bool:
    """Must lines have been moved? Labels that the form prints once come often before ones that stand before them on paper, or brackets cross: one opens
    before the last one is closed."""
    return labels_fall(body, form) or _brackets_cross(cells, body)


def _brackets_cross(cells: Sequence[Cell], body: Body) -> bool:
    """Do many brackets open inside another one, or close where none is open? One torn over neighbouring lines does neither."""
    crossed = brackets = 0
    for segment in body.segments:
        signs = _NO_BRACKET.sub("", "".join([cell.text for cell in cells[slice(*segment.cells)] if "[" in cell.text or "]" in cell.text]))
        crossed += len(_PAIR.sub("", signs))
        brackets += len(signs)
    return crossed > _MOST_CROSSED and crossed > _CROSSED * brackets


def labels_fall(body: Body, form: Form) -> bool:
    """Do labels that the form prints once come before ones that stand before them on paper?"""
    once = falls = 0
    for segment in body.segments:
        last = -1
        printed_once = form.plan(segment.block).once
        for hit in segment.hits:
            item = printed_once.get(hit.label)
            if item is None or item.group:
                continue
            if item.type not in ("block", "names"):
                once += 1
                falls += item.position < last
            last = item.position
    return falls > 2 and falls > _DISORDER * once
