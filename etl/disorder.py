"""Have the lines of a body been moved? Then its answers are read page by page."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from etl.body import Body
from etl.choices import MARKS, option_texts, text_key
from etl.form import Form
from etl.lines import Cell

_DISORDER = 0.04
_MOST_CROSSED, _CROSSED = 8, 0.03  # what damage to single brackets leaves is less
_NO_BRACKET = re.compile(r"[^\[\]]+")
_LONGEST, _AROUND, _BEFORE = 40, f"[]{MARKS}", f"[] {MARKS}"
_ANSWERED = ("choice", "prose", "text", "date", "names")
_MOST_STRAY, _STRAY = 3, 0.12  # lost labels leave a few
_PAIR = re.compile(r"\[\]")


def disordered(cells: Sequence[Cell], body: Body, form: Form) -> bool:
    """Must lines have been moved? Labels that the form prints once come often before ones that stand before them on paper, brackets cross (one opens
    before the last one is closed), or choices stand where nobody asked for them."""
    return labels_fall(body, form) or _brackets_cross(cells, body) or _choices_stray(cells, body, form)


def _choices_stray(cells: Sequence[Cell], body: Body, form: Form) -> bool:
    """Do cells that are a choice often stand below a label that doesn't know it, or below one that has its choice already?"""
    keys = _choices_in(cells, form)
    if len(keys) == 0:
        return False
    stray = asked = 0
    for segment in body.segments:
        edges = [hit.last + 1 for hit in segment.hits]
        for hit, start, stop in zip(segment.hits, edges, [*(hit.first for hit in segment.hits[1:]), segment.cells[1]], strict=True):
            known = _choices_of(form, hit.label)
            asked += bool(known)
            found = {cell.row: keys[cell.text] for cell in cells[start:stop] if cell.text in keys}.values()
            if found and form.by_label[hit.label][0].type in _ANSWERED:  # a tick list or a section prints such words itself
                own = sum([key in known for key in found])
                stray += len(found) - min(own, 1)
    return stray > _MOST_STRAY and stray > _STRAY * asked


def _choices_in(cells: Sequence[Cell], form: Form) -> dict[str, str]:
    """Texts of cells that are a choice, in a box or not → the choice."""
    choices = _all_choices(form)
    begins = {choice[0] for choice in choices}
    texts = {cell.text for cell in cells if len(cell.text) < _LONGEST and cell.text.lstrip(_BEFORE)[:1] in begins}
    return {text: key for text in texts if (key := text_key(text).strip(_AROUND)) in choices}


@cache
def _all_choices(form: Form) -> frozenset[str]:
    return frozenset(key for item in form.items if item.type == "choice" for key in option_texts(item.options))


@cache
def _choices_of(form: Form, label: str) -> frozenset[str]:
    return frozenset(key for item in form.by_label[label] if item.type == "choice" for key in option_texts(item.options))


def _brackets_cross(cells: Sequence[Cell], body: Body) -> bool:
    """Do many brackets close where none is open, and as many open that are never closed? One torn over neighbouring lines does neither, and of damaged
    ones the other half is gone."""
    crossed = brackets = 0
    for segment in body.segments:
        signs = _NO_BRACKET.sub("", "".join([cell.text for cell in cells[slice(*segment.cells)] if "[" in cell.text or "]" in cell.text]))
        left = _PAIR.sub("", signs)
        crossed += 2 * min(left.count("["), left.count("]"))
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
