"""Dates that an extraction has parted from their rows → the rows' dates, where what the rows enter leaves only one way.

As with the choices of a scrambled page, a row has a date only if every way of giving the page's dates to its rows gives it the same one. Three
things rule ways out: a row cannot be older than the law that it cites (`forms/laws.csv`), nor than the day on which a step of the assessment was
taken that it enters, and a revision that makes word for word the same change for two files makes it on one day.
"""
from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.data import read_rows
from etl.normalise import compact
from etl.values import read_date, read_dates

_LEAST_ALIKE = 40  # characters of before and after together: shorter ones (あり → なし) are alike by chance


@dataclass(slots=True)
class LooseRow:
    """A row of a scattered page: its place in the form, what stands on the same line, the paragraphs below it, and its date if one stands at it."""

    item: str
    beside: str
    below: list[str]
    date: str = ""

    @property
    def change(self) -> tuple[str, ...]:
        """Before and after, the two paragraphs right below the place."""
        return tuple(self.below[:2])


@dataclass(frozen=True, slots=True)
class Law:
    """A citation that no text older than `not_before` can make, and the places of the form that cite it."""

    citation: re.Pattern[str]
    place: re.Pattern[str]
    not_before: dt.date


def settle_dates(rows: Sequence[LooseRow], dates: Sequence[str], outside: Sequence[str] = ()) -> None:
    """Give the rows of a page their dates in place. `dates`: all of the page, as printed; `outside`: paragraphs before the first row.

    Nothing is settled where the page has lost a date or has one too many."""
    days = [(day, date) for date in dates if (day := read_date(date))]
    printed = dict(days)
    left = Counter(day for day, _ in days)
    left.subtract(day for row in rows if row.date and (day := read_date(row.date)))
    if left.total() != sum(not row.date for row in rows) or min(left.values(), default=0) < 0:
        return
    for row in rows:
        day = _day_of_twin(row, rows)
        if day and left[day]:
            row.date = printed[day]
            left[day] -= 1
    since = [(row, _not_before(row, rows, outside)) for row in rows if not row.date]
    possible = [_possible(number, [day for _, day in since], left) for number in range(len(since))]
    for (row, _), found in zip(since, possible, strict=True):
        if len(found) == 1:
            row.date = printed[found[0]]


def _day_of_twin(row: LooseRow, rows: Sequence[LooseRow]) -> dt.date | None:
    """The day of a dated row that makes the same change elsewhere."""
    if row.date or len(row.change) < 2 or len(compact("".join(row.change))) < _LEAST_ALIKE:
        return None
    days = {read_date(other.date) for other in rows if other.date and other.change == row.change and other.item != row.item}
    return days.pop() if len(days) == 1 else None


def _not_before(row: LooseRow, rows: Sequence[LooseRow], outside: Sequence[str]) -> dt.date:
    found = [dt.date.min]
    if "評価実施手続" in compact(row.item):
        found += read_dates(row.beside)
    for law in _laws():
        if law.place.search(compact(row.item)):
            alone = sum(bool(law.place.search(compact(other.item))) for other in rows) == 1
            strayed = [text for other in rows for text in other.below[2:]] + list(outside) if alone else []
            found += [law.not_before for text in [row.beside, *row.change, *strayed] if law.citation.search(compact(text))]
    return max(found)


def _possible(number: int, since: Sequence[dt.date], left: Counter[dt.date]) -> list[dt.date]:
    """The days that a row can have while every other row still gets one."""
    others = sorted([*since[:number], *since[number + 1 :]])
    possible = []
    for day in sorted(day for day, count in left.items() if count and day >= since[number]):
        rest = sorted((left - Counter([day])).elements())
        if all(given >= least for given, least in zip(rest, others, strict=True)):
            possible.append(day)
    return possible


@cache
def _laws() -> tuple[Law, ...]:
    return tuple(Law(re.compile(row["pattern"]), re.compile(row["place"]), dt.date.fromisoformat(row["not_before"])) for row in read_rows("laws"))
