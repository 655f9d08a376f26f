"""Labels of one segment in source order → in the order of the form, where a page of it stands elsewhere in the segment."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.align import anchors_of
from etl.form import Plan
from etl.labels import Hit

_MOST_PAGES = 4

Anchors = Sequence[tuple[int, int]]  # index of a hit and its place in the order of the form


def in_form_order(hits: list[Hit], plan: Plan) -> list[Hit]:
    """The hits, each page that stands elsewhere put between the labels that are its neighbours on the form, at a page's end if there is one between them."""
    for _ in range(_MOST_PAGES):
        run = _moved_run(hits, plan)
        if not run:
            break
        begin, end, to = run
        page = hits[begin:end]
        hits = [*hits[:begin], *hits[end:to], *page, *hits[to:]] if to >= end else [*hits[:to], *page, *hits[to:begin], *hits[end:]]
    return hits


def _moved_run(hits: Sequence[Hit], plan: Plan) -> tuple[int, int, int] | None:
    """Where the first page that has moved begins and ends, and before which hit it belongs."""
    once = [(index, plan.orders[hit.label][0]) for index, hit in enumerate(hits) if len(plan.orders.get(hit.label, ())) == 1]
    if all(one < two for (_, one), (_, two) in pairwise(once)):
        return None
    chain = [(-1, -1), *anchors_of(hits, plan.orders), (len(hits), len(plan.single))]
    known = {order for _, order in chain}
    for (left, _), (right, _) in pairwise(chain):
        moved = [(index, order) for index, order in once if left < index < right and order not in known]
        holes = {_hole(chain, order) for _, order in moved}
        if len(holes) == 1 and _is_page(hits, moved, plan) and all(one < two for (_, one), (_, two) in pairwise(moved)):
            above, below = holes.pop()
            return _page_begins(hits, left + 1, moved[0][0]), _page_ends(hits, moved[-1][0], right), _page_ends(hits, max(above, 0), below)
    return None


def _is_page(hits: Sequence[Hit], moved: Anchors, plan: Plan) -> bool:
    """Are several labels out of order, or the title of a risk that begins its page? A single one may be a word of somebody's text."""
    index, order = moved[0]
    return len(moved) > 1 or (plan.single[order].type == "risk" and index > 0 and hits[index].page != hits[index - 1].page)


def _hole(chain: Anchors, order: int) -> tuple[int, int]:
    """The indexes of the labels between which one belongs."""
    return next((one[0], two[0]) for one, two in pairwise(chain) if one[1] < order < two[1])


def _page_begins(hits: Sequence[Hit], first: int, index: int) -> int:
    """The first hit of the page on which the one at `index` stands, not before `first`; that one itself if no page begins there."""
    return next((at for at in range(index, first, -1) if hits[at].page != hits[at - 1].page), index)


def _page_ends(hits: Sequence[Hit], index: int, last: int) -> int:
    """The first hit of the page behind the one at `index`; `last` if no page ends before it."""
    return next((at for at in range(index + 1, last) if hits[at].page != hits[at - 1].page), last)
