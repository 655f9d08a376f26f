"""Hits of one segment ↔ items of its block, in the order of the form.

Labels that the block prints once are anchors. What stands between two anchors (リスクへの対策は十分か and the like, which the form prints many
times) is matched to the items between them so that most labels find a place, neighbours staying neighbours. A label for which two places are
equally good gets none: nothing is guessed.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.form import Item, Plan
from etl.labels import Hit

# Two neighbours that stay neighbours are worth a little less where a page ends between them or a title begins: that is where a page is lost.
_MATCH, _NEIGHBOUR, _NUMBER, _SEAM, _TITLE = 1000, 100, 30, 2, 1
_TITLES = frozenset({"block", "section", "risk", "group"})


@dataclass(slots=True)
class Alignment:
    """`placed`: position of the item → index of its hit. `loose`: indexes of hits without a place."""

    placed: dict[int, int]
    loose: list[int]


def align(hits: Sequence[Hit], plan: Plan, reach: int | None = None) -> Alignment:
    """Place the hits (in source order) on the items of a block outside numbered entries (in paper order).

    reach  how many items before the first anchor and after the last one the hits may stand for: those of a page stand side by side. Default: all"""
    items, positions = plan.single, plan.orders
    anchors = anchors_of(hits, positions)
    placed = {order: index for index, order in anchors}
    low, high = (0, len(items)) if reach is None or not anchors else (max(0, anchors[0][1] - reach), min(len(items), anchors[-1][1] + reach + 1))
    bounds = [(-1, low - 1), *anchors, (len(hits), high)]
    for (left_hit, left), (right_hit, right) in pairwise(bounds):
        between = [index for index in range(left_hit + 1, right_hit) if hits[index].label in positions]
        if between:
            far = (reach is not None and left_hit < 0, reach is not None and right_hit == len(hits))
            placed.update(_place(between, hits, positions, (left, right), items, far))
    used = set(placed.values())
    return Alignment({items[order].position: index for order, index in placed.items()}, [i for i in range(len(hits)) if i not in used])


def anchors_of(hits: Sequence[Hit], positions: dict[str, tuple[int, ...]]) -> list[tuple[int, int]]:
    """(hit, place) of labels printed once: the longest run of them that keeps the form's order."""
    single = [(index, positions[hit.label][0]) for index, hit in enumerate(hits) if len(positions.get(hit.label, ())) == 1]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for number, (_, place) in enumerate(single):
        slot = bisect_left(tails, place)
        if slot < len(tails) and tails[slot] == place and ends[slot] < number:
            before.append(None)  # the same label again: the first print counts
            continue
        before.append(ends[slot - 1] if slot else None)
        if slot == len(tails):
            tails.append(place)
            ends.append(number)
        else:
            tails[slot], ends[slot] = place, number
    chain: list[tuple[int, int]] = []
    at: int | None = ends[-1] if ends else None
    while at is not None:
        chain.append(single[at])
        at = before[at]
    return chain[::-1]


def _place(between: list[int], hits: Sequence[Hit], positions: dict[str, tuple[int, ...]], gap: tuple[int, int], items: Sequence[Item],
           far: tuple[bool, bool]) -> dict[int, int]:
    """`far`: whether the gap's two ends are but as far as one looks, so that nobody is their neighbour."""
    left, right = gap
    if [hits[index].label for index in between] == [items[order].label for order in range(left + 1, right)]:
        return {left + 1 + step: index for step, index in enumerate(between)}
    pairs = [(row, order) for row, index in enumerate(between) for order in positions[hits[index].label] if left < order < right]
    pairs = [(-1 - far[0], left), *pairs, (len(between) + far[1], right)]
    weights = [_weight(hits[between[row]], items[order]) if 0 <= row < len(between) else 0 for row, order in pairs]
    worth = [_worth(hits, between[0] + row, items, order) for row, order in pairs[1:]]
    forward = _scores(pairs, weights, [0, *worth])
    backward = _scores([(-row, -order) for row, order in reversed(pairs)], weights[::-1], [*worth[::-1], 0], back=True)[::-1]
    totals = [ahead + behind - weight for ahead, behind, weight in zip(forward, backward, weights, strict=True)]
    chosen: dict[int, list[int]] = {}
    for (row, order), total in zip(pairs[1:-1], totals[1:-1], strict=True):
        if total == totals[0]:
            chosen.setdefault(row, []).append(order)
    return {orders[0]: between[row] for row, orders in chosen.items() if len(orders) == 1}


def _weight(hit: Hit, item: Item) -> int:
    """What a match is worth: a risk's printed number speaks for the risk of that number."""
    return _MATCH + (_NUMBER if item.type == "risk" and hit.number == item.risk_no else 0)


def _worth(hits: Sequence[Hit], at: int, items: Sequence[Item], order: int) -> int:
    """What it is worth that a hit and an item both follow their neighbours."""
    page_ends = 0 < at < len(hits) and hits[at].page != hits[at - 1].page
    title_begins = order == len(items) or items[order].type in _TITLES or items[order].risk_no != items[order - 1].risk_no
    return _NEIGHBOUR - (_SEAM if page_ends else _TITLE if title_begins else 0)


def _scores(pairs: Sequence[tuple[int, int]], weights: Sequence[int], worth: Sequence[int], *, back: bool = False) -> list[int]:
    """Best score of an order-keeping chain from the first pair that ends in each pair; `worth` is that of the pair and the one before it on paper."""
    scores: list[int] = []
    for number, (row, order) in enumerate(pairs):
        best = 0
        for earlier in range(number):
            earlier_row, earlier_order = pairs[earlier]
            if earlier_row < row and earlier_order < order:
                neighbours = row - earlier_row == 1 and order - earlier_order == 1
                best = max(best, scores[earlier] + (worth[earlier if back else number] if neighbours else 0))
        scores.append(best + weights[number])
    return scores
