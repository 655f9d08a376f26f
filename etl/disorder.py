"""Have the lines of a body been moved? Then its answers are read page by page."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache

from etl.beside import cells_above
from etl.body import Body
from etl.form import Form, Item
from etl.labels import SPANNED
from etl.lines import Cell
from etl.options import MARKS, option_entries, option_texts, text_key

_DISORDER = 0.04
_MOST_CROSSED, _CROSSED = 8, 0.03  # what damage to single brackets leaves is less
_NO_BRACKET = re.compile(r"[^\[\]]+")
_LONGEST, _AROUND = 40, f"[] {MARKS}"
_ANSWERED = ("choice", "prose", "text", "date", "names")
_MOST_STRAY, _STRAY = 3, 0.12  # lost labels leave a few
_PAIR = re.compile(r"\[\]")
_BARE = re.compile(rf"^[\s{MARKS}]*\]|\[[\s{MARKS}]*$")  # half a bracket that has its choice elsewhere


def lines_moved(cells: Sequence[Cell], body: Body, form: Form) -> bool:
    """Must lines have been moved? Labels that the form prints once come often before ones that stand before them on paper, or brackets cross (one opens
    before the last one is closed)."""
    return labels_fall(body, form) or _brackets_cross(cells, body)


def choices_stray(cells: Sequence[Cell], body: Body, form: Form) -> bool:
    """Do cells that are a choice often stand below a label that doesn't know it, or below one that has its choice already? Then lines must have been moved,
    if the body knows its damaged labels too."""
    keys = _choices_in(cells, form)
    places = [at for at, cell in enumerate(cells) if cell.text in keys]
    if len(places) <= _MOST_STRAY:
        return False
    hits = [(hit, segment.cells[1]) for segment in body.segments for hit in segment.hits]
    firsts = [hit.first for hit, _ in hits]  # what stands beside the lines of a wrapped label is its own
    below: dict[int, dict[int, str]] = {}  # by label, and by row: a row may repeat its cells
    for at in places:
        label = bisect_right(firsts, at) - 1
        if label >= 0 and at < hits[label][1]:
            below.setdefault(label, {})[cells[at].row] = keys[cells[at].text]
    stray = 0
    for label, found in below.items():
        hit, after = hits[label][0], hits[label + 1][0].first if label + 1 < len(hits) else len(cells)
        listed = _unnumbered(form, hit.label, cells[hit.first : max(hit.last + 1, after)]) if len(found) > 1 else frozenset()
        asked = [key for key in found.values() if key not in listed]
        if count := _astray(form, hit.label, asked):  # what stands right above a label may be the box that is asked for there
            following = hits[label + 1][0] if label + 1 < len(hits) else None
            stray += count - bool(following and cells_above(hit, following, cells, form))
    return stray > _MOST_STRAY and stray > _STRAY * sum(bool(_choices_of(form, hit.label)) for hit, _ in hits)


def _astray(form: Form, label: str, found: Collection[str]) -> int:
    """How many of the choices below a label are none that it asks for. A tick list or a section prints such words itself."""
    if form.by_label[label][0].type not in _ANSWERED:
        return 0
    return len(found) - min(1, sum([key in _choices_of(form, label) for key in found]))


def _unnumbered(form: Form, label: str, cells: Sequence[Cell]) -> frozenset[str]:
    """The entries of a label's option list that have lost their numbers: they stand alone below it, and with the numbered ones the list is whole."""
    wanted = _choices_of(form, label)
    numbered = {text_key(entry["label"]) for cell in cells for entry in _entries_of(form, label).finditer(text_key(cell.text))} if wanted else set()
    bare = {text_key(cell.text) for cell in cells if "[" not in cell.text} & wanted
    return frozenset(bare - numbered) if wanted and len(numbered | bare) + 1 >= len(wanted) and bare - numbered else frozenset()


def _choices_in(cells: Sequence[Cell], form: Form) -> dict[str, str]:
    """Texts of cells that are a choice, in a box or not → the choice."""
    choices = _all_choices(form)
    return {text: choices[bare] for text in {cell.text for cell in cells} if len(text) < _LONGEST and (bare := text.strip(_AROUND)) in choices}


@cache
def _all_choices(form: Form) -> dict[str, str]:
    return {label: text_key(label) for item in form.items if item.type == "choice" for option in item.options for label in option.labels}


@cache
def _choices_of(form: Form, label: str) -> frozenset[str]:
    return frozenset(key for item in form.by_label[label] if item.type == "choice" for key in option_texts(item.options))


@cache
def _entries_of(form: Form, label: str) -> re.Pattern[str]:
    return option_entries(tuple(option for item in form.by_label[label] if item.type == "choice" for option in item.options))


def _brackets_cross(cells: Sequence[Cell], body: Body) -> bool:
    """Do many brackets close where none is open, and as many open that are never closed? One torn over neighbouring lines does neither, and of damaged
    ones the other half is gone: each half has its choice beside it."""
    crossed = brackets = 0
    for segment in body.segments:
        signs = _NO_BRACKET.sub("", "".join([cell.text for cell in cells[slice(*segment.cells)] if "[" in cell.text or "]" in cell.text]))
        left = _PAIR.sub("", signs)
        if crossing := min(left.count("["), left.count("]")):
            crossed += 2 * min(crossing, sum([len(_BARE.findall(cell.text)) for cell in cells[slice(*segment.cells)] if "[" in cell.text or "]" in cell.text]))
        brackets += len(signs)
    return crossed > _MOST_CROSSED and crossed > _CROSSED * brackets


def _is_amid_its_rows(item: Item, last: int) -> bool:
    """Does a label that only spans rows stand in the middle of them, below the first row's own?"""
    return item.type == "noise" and item.position < last <= item.position + SPANNED


def labels_fall(body: Body, form: Form) -> bool:
    """Do labels that the form prints once come before ones that stand before them on paper, in the block or in an entry? A section's title may head each of
    its pages."""
    once = falls = 0
    for segment in body.segments:
        last, title, within = -1, None, -1
        printed_once, kinds = form.plan(segment.block).once, form.plan(segment.block).kinds
        for hit in segment.hits:
            item = printed_once.get(hit.label)
            if hit.label in kinds:
                within = -1
            if item is None or hit.again or item is title or _is_amid_its_rows(item, last):
                continue
            if item.group:
                falls += item.position < within
                within = item.position
                continue
            title = item if item.type == "section" else title
            if item.type not in ("block", "names"):
                once += 1
                falls += item.position < last
            last = item.position
    return falls > 2 and falls > _DISORDER * once
