"""Paragraphs of a change history that an extraction has scattered over their pages → rows, page by page: one that begins with a place of the form begins
a row, and what belongs to it is told by what else the page has."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from etl.body import is_history_header
from etl.change import DATE, TIMINGS, TITLE, Change, is_place
from etl.history_dates import LooseRow, settle_dates
from etl.history_items import is_day_alone, item_apart, own_lines, text_of
from etl.history_order import DATE_AND_PLACE, TIMED, read_in_order
from etl.labels import labels_at_end
from etl.lines import Cell

_IN_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))+\)$")  # the file's name, above the rest of its item
_OF_A_DAY = re.compile("(?:実施|公表|開始|提出|承認)日|日時|時期|時点|期間")  # items whose old and new wording are days


def parted_pages(paragraphs: Sequence[list[Cell]], heads: Sequence[int]) -> list[list[list[Cell]]]:
    """The paragraphs page by page, parted where rows begin. heads: the lines on which pages begin."""
    pages: dict[int, list[list[Cell]]] = {}
    for paragraph in paragraphs:
        page = pages.setdefault(bisect_right(heads, paragraph[0].line), [])
        page.extend(_parted(paragraph, page))
    return list(pages.values())


def begun_rows(page: Sequence[list[Cell]]) -> tuple[int, int]:
    """How many places of the form stand below a day of their own, and how many end with a label: whoever finds fewer rows has run some together."""
    texts = [text_of(paragraph) for paragraph in page]
    dated = sum(len(day) == 1 and is_day_alone(day[0]) and is_place(text) for day, text in zip(page, texts[1:], strict=False))
    return dated, sum(is_place(text) and bool(labels_at_end(text)) for text in texts)


def heads_of_pages(cells: Sequence[Cell]) -> list[int]:
    """The lines on which pages begin: also those of a table's header that comes again below one that begins a page, for that page's end was lost."""
    heads: list[int] = []
    for _, run in groupby(cells, attrgetter("page")):
        page = list(run)
        headers = [cell.line for cell in page if is_history_header([cell.text])]
        first = next((cell.line for cell in page if not TITLE.fullmatch(cell.text)), 0)
        heads += headers if headers[:1] == [first] else [page[0].line]
    return heads


def read_page(paragraphs: Sequence[list[Cell]], printed: Sequence[str], dense: bool) -> list[Change]:
    """The rows of a page of a history that is scattered elsewhere: in order if each has its timing, and days on their items' lines or no blank lines tell
    where rows begin."""
    lines = [[cell] for paragraph in paragraphs for cell in paragraph]
    dated = sum((both := DATE_AND_PLACE.fullmatch(line[0].text)) is not None and is_place(both[2]) for line in lines)
    in_order = read_in_order(lines, printed) if dense or dated > 1 else []
    rows = in_order or _page_rows(paragraphs)
    if dense and not in_order and is_place(lines[0][0].text) and is_day_alone(lines[-1][0]) and len({row.date for row in rows}) > 1:
        for row in rows:
            row.date = ""  # a day may stand behind its row as well as before it
    return rows


def _parted(paragraph: list[Cell], above: Sequence[list[Cell]]) -> list[list[Cell]]:
    """A paragraph that is a whole row, with its day or without: its item, what was changed, and its timing with the explanation. Or one that goes on behind a
    row's end, or its beginning, where a blank line was lost; above: the page's paragraphs before it."""
    if len(paragraph) > 2 and is_day_alone(paragraph[0]) and len(rest := _parted(paragraph[1:], above)) > 1:
        return [paragraph[:1], *rest]
    timed = next((at for at, cell in enumerate(paragraph) if at and TIMED.fullmatch(cell.text)), 0)
    if timed > 1 and is_place(paragraph[0].text):
        own = own_lines(paragraph, timed)
        return [paragraph[:own], paragraph[own:timed], paragraph[timed:]]
    edges = [at for at in range(1, len(paragraph)) if _parts_rows(paragraph, at, above)]
    return [piece for start, stop in pairwise([0, *edges, len(paragraph)]) for piece in item_apart(paragraph[start:stop])]


def _parts_rows(paragraph: Sequence[Cell], at: int, above: Sequence[Sequence[Cell]]) -> bool:
    """Does a row begin at a line of a paragraph: behind a day, or with a day or a part of the form where the row before has its timing?"""
    if is_day_alone(paragraph[at - 1]) != is_day_alone(paragraph[at]):
        return is_day_alone(paragraph[at - 1]) or _is_timed(above, paragraph[:at])
    text = text_of(paragraph[at:]) if paragraph[at].text[0] == "(" else paragraph[at].text
    begins = is_place(text) and not text[0].isdecimal() and not _IN_BRACKETS.search(text_of(paragraph[:at]))
    return begins and _is_timed(above, paragraph[:at])


def _is_timed(above: Sequence[Sequence[Cell]], lines: Sequence[Cell]) -> bool:
    """Has the row its timing to which some lines of a paragraph belong?"""
    for text in (*reversed([cell.text for cell in lines]), *(cell.text for paragraph in reversed(above) for cell in reversed(paragraph))):
        if text.endswith(tuple(TIMINGS)):
            return True
        if is_place(text):
            return False
    return False


def _page_rows(paragraphs: Sequence[list[Cell]]) -> list[Change]:
    rows: list[Change] = []
    dates: list[str] = []
    outside: list[str] = []
    timings: list[list[str]] = [[]]  # before the first row, then of each row up to the next one
    below: list[list[str]] = [[]]
    for index, paragraph in enumerate(paragraphs):
        text = text_of(paragraph)
        place = is_place(text)
        if place:
            before = text_of(paragraphs[index - 1]) if index and len(paragraphs[index - 1]) == 1 else ""
            rows.append(_scattered_row(paragraph[0].line, text, before if DATE.fullmatch(before) else ""))
            timings.append([rows[-1].timing] if rows[-1].timing else [])
            below.append([])
        else:
            below[-1].append(text)
        found = DATE.findall(text) if text.endswith("日") or DATE.fullmatch(text) else []
        dates += found
        outside += found if len(timings) == 1 or timings[-1] else []
        timings[-1] += _timing_of(paragraph, text) if not place else []
    _drop_changed_days(rows, dates)
    if all(len(timing) == 1 for timing in timings[1:]):  # each row is whole: a date between its item and its timing is what was changed
        dates = outside
    dates = _column_of_days(paragraphs, len(rows)) or dates
    _share_out(rows, dates, timings)
    loose = [LooseRow(row.item, row.after, texts, row.date) for row, texts in zip(rows, below[1:], strict=True)]
    settle_dates(loose, dates, below[0])
    for row, settled in zip(rows, loose, strict=True):
        row.date = settled.date
        row.after += "".join(settled.below)
    return rows


def _drop_changed_days(rows: Sequence[Change], dates: Sequence[str]) -> None:
    """The day right before a row of days (実施日), or right behind one, may be what was changed, unless other rows of the page have it too."""
    items = ["", *(row.item for row in rows)]
    for item_before, row in zip(items, rows, strict=False):
        if dates.count(row.date) == 1 and (_OF_A_DAY.search(row.item) or _OF_A_DAY.search(item_before)):
            row.date = ""


def _column_of_days(paragraphs: Sequence[list[Cell]], rows: int) -> list[str]:
    """The page's column of days where an extraction has kept it together: one run of as many as there are rows, all the same."""
    runs = [[cell.text for cell in run] for is_day, run in groupby((cell for paragraph in paragraphs for cell in paragraph), is_day_alone) if is_day]
    found = [run for run in runs if len(run) == rows > 1]
    return found[0] if len(found) == 1 and len(set(found[0])) == 1 else []


def _timing_of(paragraph: Sequence[Cell], text: str) -> list[str]:
    """事前 or 事後 at the end of a paragraph or of one of its lines: alone or behind what was changed, with the explanation below; or before it on its line."""
    if text.endswith(tuple(TIMINGS)):
        return [text[-2:]]
    timed = [timed[1] for cell in paragraph if (timed := TIMED.fullmatch(cell.text))]
    return [*timed, *(last for cell in paragraph if (last := cell.text.split()[-1]) in TIMINGS)][:1]


def _share_out(rows: Sequence[Change], dates: Sequence[str], timings: Sequence[Sequence[str]]) -> None:
    """Dates that are all the same are every row's, unless each of several has its row. Timings are the rows' after which they stand if no row has two and
    none stands before the first; else those of some rows that have together as many, all the same, for none comes before its own row."""
    in_place = not timings[0] and all(len(found) <= 1 for found in timings)
    alike = {timing for found in timings for timing in found}
    enough = sum(map(len, timings)) >= len(rows)
    taken = len(dates) > 1 and sum(bool(row.date) for row in rows) == len(dates)
    together = _balanced(timings[1:]) if not (timings[0] or in_place) else {}
    for at, (row, found) in enumerate(zip(rows, timings[1:], strict=True)):
        row.date = row.date or (dates[0] if len(set(dates)) == 1 and not taken else "")
        if not row.timing and ((in_place and found) or (len(alike) == 1 and enough)):
            row.timing = found[0] if in_place and found else next(iter(alike))
        row.timing = row.timing or together.get(at, "")


def _balanced(timings: Sequence[Sequence[str]]) -> dict[int, str]:
    """The timing of each of the rows that have together, up to some row, as many timings as they are, all the same."""
    told: dict[int, str] = {}
    start = 0
    while start < len(timings):
        counted = accumulate(map(len, timings[start:]))
        end = next((at for at, count in enumerate(counted, start + 1) if count >= at - start), len(timings) + 1)
        found = [timing for own in timings[start:end] for timing in own]
        if len(found) != end - start:
            break
        if len(set(found)) == 1:
            told |= dict.fromkeys(range(start, end), found[0])
        start = end
    return told


def _scattered_row(line: int, text: str, date: str) -> Change:
    timing = re.search(r"\s(事前|事後)(?:\s|$|その)", text)
    item = text[: timing.start()] if timing else text
    item = DATE.split(item, maxsplit=1)[0].strip() if DATE.search(item) else item
    return Change(line, date, item, timing=timing[1] if timing else "", after=text[len(item) :])
