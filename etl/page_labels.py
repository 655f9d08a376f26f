"""Labels of a scrambled page → the items of the form that they print."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from etl.form import Item, Plan
from etl.labels import Hit


def place_on_page(hits: Sequence[Hit], plan: Plan, reached: int, begun_below: int | None = None) -> list[tuple[Item, Hit, bool]]:
    """Which items the labels of a page print: those of the run of items in which each label comes as often as on the page. Where a page has none that the
    block prints once, it is the run between the last item of the page before and the first one of the page below, if that has all of its labels."""
    items, by_label = plan.single, plan.single_by_label
    placed: list[tuple[Item, Hit, bool]] = []
    prints: dict[str, list[Hit]] = {}
    for hit in hits:
        prints.setdefault(hit.label, []).append(hit)
    often: dict[str, list[Hit]] = {}
    for label, found in prints.items():
        if len(by_label[label]) > 1:
            often[label] = found
        else:
            placed.append((by_label[label][0], next((hit for hit in found if hit.rest), found[0]), True))
    if not placed and begun_below is not None:
        return _between_pages(often, hits, items, (reached, begun_below))
    if not placed or not often:
        return placed
    low, high = min(item.position for item, _, _ in placed), max(item.position for item, _, _ in placed)
    low, high = _stretched({label: len(found) for label, found in often.items()}, items, low, high, reached)
    run = _between(items, low - 1, high + 1)
    for label, found in often.items():
        inside = [item for item in by_label[label] if low <= item.position <= high]
        if len(inside) > len(found) and inside[0].type == "choice":
            placed.extend((item, found[0], False) for item in inside)  # prints were lost: the page's choices may still tell
        elif len(inside) == len(found):
            placed.extend(_pair(inside, found, hits, run))
    return placed


def _between_pages(prints: dict[str, list[Hit]], hits: Sequence[Hit], items: Sequence[Item], edges: tuple[int, int]) -> list[tuple[Item, Hit, bool]]:
    """The labels of a page on the items between its neighbours' if that run has each label as often."""
    run = _between(items, *edges)
    if not _have(items, edges[0] + 1, edges[1] - 1, {label: len(found) for label, found in prints.items()}):
        return []
    return [pair for label, found in prints.items() for pair in _pair([item for item in run if item.label == label], found, hits, run)]


def _between(items: Sequence[Item], low: int, high: int) -> Sequence[Item]:
    """The items whose positions lie between two others."""
    position = attrgetter("position")
    return items[bisect_right(items, low, key=position) : bisect_left(items, high, key=position)]


def _stretched(wanted: dict[str, int], items: Sequence[Item], low: int, high: int, reached: int) -> tuple[int, int]:
    """The run with the items of the page's other labels, and where some have none, with one item left out whose label is lost. Where that goes in several
    ways, what all of them share."""
    found = {_stretch(wanted, items, low, high, reached, (0, 0), back) for back in (True, False)}
    whole = {run for run in found if _have(items, *run, wanted)}
    whole = whole or {run for lost in ((1, 0), (0, 1)) if _have(items, *(run := _stretch(wanted, items, low, high, reached, lost)), wanted, 1)}
    if whole:
        whole |= {run for lost in ((2, 0), (0, 2)) if _have(items, *(run := _stretch(wanted, items, low, high, reached, lost)), wanted, 2)}
    runs = whole if len(whole) == 1 else found
    return max(low for low, _ in runs), min(high for _, high in runs)


def _have(items: Sequence[Item], low: int, high: int, wanted: dict[str, int], lost: int = 0) -> bool:
    """Does a run have each label as often as the page? Of those of texts, `lost` may be missing there."""
    run = _between(items, low - 1, high + 1)
    have, texts = Counter(item.label for item in run), {item.label for item in run if item.type == "prose"}
    return all(have[label] == often or (label in texts and 0 < have[label] - often <= lost) for label, often in wanted.items())


def _stretch(wanted: dict[str, int], items: Sequence[Item], low: int, high: int, reached: int, lost: tuple[int, int], back: bool = True) -> tuple[int, int]:
    """Lengthen the run towards the page before, then towards the page after (or, unless `back`, the other way round), while labels on the page have no item
    yet; as many as `lost` may be missing."""
    have = Counter(item.label for item in _between(items, low - 1, high + 1))
    before, after = reversed(_between(items, reached, low)), _between(items, high, items[-1].position + 1)
    ways = [(-1, before, lost[0]), (1, after, lost[1])]
    for direction, candidates, left in ways if back else ways[::-1]:
        for item in candidates:
            if have[item.label] < wanted.get(item.label, 0):
                have[item.label] += 1
            elif left and item.type == "prose":
                left -= 1
                continue
            else:
                break
            low, high = (item.position, high) if direction < 0 else (low, item.position)
    return low, high


def _pair(inside: Sequence[Item], found: Sequence[Hit], hits: Sequence[Hit], items: Sequence[Item]) -> list[tuple[Item, Hit, bool]]:
    """Items and prints of one label, and whether the pairs are sure: a print belongs to the heading above it if every heading has just one below it."""
    order = sorted(hits, key=attrgetter("first"))
    headings = {item.label for item in items if _is_heading(item)}
    under = [next((other.label for other in reversed(order) if other.first < hit.first and other.label in headings), None) for hit in found]
    wanted = [_heading_of(item, items) for item in inside]
    right_below = [order[at - 1].label if (at := order.index(hit)) else None for hit in found]
    follows = [items[items.index(item) - 1].label for item in inside]
    if right_below == under and set(under) == set(wanted) and follows == wanted:
        by_heading = dict(zip(under, found, strict=True))
        return [(item, by_heading[heading], True) for item, heading in zip(inside, wanted, strict=True)]
    if len(set(under)) == len(under) and set(under) <= set(wanted) and _ascending(under, items):
        by_heading = dict(zip(under, found, strict=True))
        return [(item, by_heading[heading], True) for item, heading in zip(inside, wanted, strict=True) if heading in by_heading]
    return [(item, hit, False) for item, hit in zip(inside, found, strict=True)]


def _is_heading(item: Item) -> bool:
    return item.type in ("risk", "section", "block")


def _heading_of(item: Item, items: Sequence[Item]) -> str | None:
    return next((other.label for other in reversed(items[: items.index(item)]) if _is_heading(other)), None)


def _ascending(labels: Sequence[str | None], items: Sequence[Item]) -> bool:
    places = [next((index for index, item in enumerate(items) if item.label == label), -1) for label in labels]
    return places == sorted(places)
