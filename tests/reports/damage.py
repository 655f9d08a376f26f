"""What the way from paper to text does to a report: missing pages, empty boxes, lost choices.

Works on pages, so that the expected answer can be read off them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.reports.content import Report
from tests.reports.elements import Bare, Choice, Page, Pair, Row, Text

# Rows whose text may be empty without making another field doubtful.
BLANKABLE_TEXTS = {"department", "held_since", "used_since", "authority", "number"}


def damaged(pages: list[Page], report: Report) -> list[Page]:
    rng = Random(f"damage {report.seed} {report.kind}")
    if "missing_pages" in report.traps:
        pages = _drop_pages(pages, report, rng)
    if "blank_boxes" in report.traps:
        _change(pages, rng, 10, _blank)
        _blank_number(pages, rng)
    if "lost_choices" in report.traps:
        _change(pages, rng, 10, _lose)
    return pages


def _blank_number(pages: list[Page], rng: Random) -> None:
    for page in pages:
        for index, element in enumerate(page.elements):
            if isinstance(element, Pair) and rng.random() < 0.2:
                page.elements[index] = replace(element, left=replace(element.left, value=Text()))
            if isinstance(element, Pair) and rng.random() < 0.1:
                page.elements[index] = replace(
                    element, left=replace(element.left, value=Text()), right=replace(element.right, value=Text())
                )


def _drop_pages(pages: list[Page], report: Report, rng: Random) -> list[Page]:
    droppable = [page for page in pages if page.droppable and page.name != "contents"]
    gone = rng.sample(droppable, min(len(droppable) - 1, rng.randint(1, 4)))
    if len(report.files) == 1 and rng.random() < 0.2:  # the only part is known even without its first page
        gone += [page for page in pages if page.name.startswith("acquisition/")]
    if rng.random() < 0.3:
        for page in pages:
            page.elements = [e for e in page.elements if not (isinstance(e, Bare) and e.key == ("assessment", "form_version"))]
    return [page for page in pages if page not in gone]


def _change(pages: list[Page], rng: Random, count: int, change: Callable[[Row], Row | None]) -> None:
    """Changes up to `count` rows of those that `change` can change."""
    places = [
        (page, index)
        for page in pages
        for index, element in enumerate(page.elements)
        if isinstance(element, Row) and change(element) is not None
    ]
    for page, index in rng.sample(places, min(count, len(places) // 5 + 1, len(places))):
        row = page.elements[index]
        assert isinstance(row, Row)
        page.elements[index] = change(row) or row


def _blank(row: Row) -> Row | None:
    if row.key is None:
        return None
    if isinstance(row.value, Choice) and row.value.chosen and not row.value.lost and row.key[-1] != "outsourced":
        return replace(row, value=replace(row.value, chosen=None))
    if isinstance(row.value, Text) and row.key[-1] in BLANKABLE_TEXTS and row.value.lines:
        return replace(row, value=Text())
    return None


def _lose(row: Row) -> Row | None:
    if row.key and isinstance(row.value, Choice) and row.value.chosen and not row.value.lost:
        return replace(row, value=replace(row.value, lost=True))
    return None
