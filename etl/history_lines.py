"""A change history of which every cell is a paragraph → its rows: one that begins with a place of the form begins a row."""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.body import is_history_header
from etl.change import DATE, TIMINGS, TITLE, Change, is_place
from etl.history_items import SECTION, goes_on, is_day_alone, is_section, own_lines, text_of
from etl.history_order import TIMED, read_in_order
from etl.history_pages import begun_rows, heads_of_pages, parted_pages, read_page
from etl.history_stacks import find_stacks
from etl.lines import Cell, printed_lines

_STAMPED = re.compile(rf"({DATE.pattern})\s+((?:事前|事後)(?:\s.*)?)")
_LEAST_STAMPS = 2
_LEAST_ROWS = 3
_DENSE = 20  # lines for each blank one: a page has none between its paragraphs


def read_scattered(cells: Sequence[Cell], source: str) -> list[Change]:
    """The rows of a history whose columns are lost. `source` is the whole text as it came, with the widths of its letters.

    Where each row has its timing before the next row begins, cells are in order. Where an extraction has scattered them over their page, a date
    is a row's if it stands right before it or if every date of the page is the same; a timing likewise. Else it stays open."""
    printed = printed_lines(source)
    changes: list[Change] = []
    stop = 0
    for start, end, rows in find_stacks(cells):
        changes += [*_read_part(cells[stop:start], printed), *rows]
        stop = end
    return [*changes, *_read_part(cells[stop:], printed)]


def _read_part(cells: Sequence[Cell], printed: Sequence[str]) -> list[Change]:
    dense = sum(cell.blanks > 0 and cell.page == above.page for above, cell in pairwise(cells)) * _DENSE < len(cells)
    cells = _timings_last(cells)
    paragraphs = _dense_paragraphs(cells) if dense else _paragraphs(cells)
    lines = [[cell] for cell in cells]
    pages = parted_pages(paragraphs, heads_of_pages(cells))
    begun = 0 if dense else max(map(sum, zip(*map(begun_rows, pages), strict=True)), default=0)
    for any_item in (False, True):
        in_order = max([] if dense else read_in_order(paragraphs, printed, any_item), read_in_order(lines, printed, any_item), key=len)
        if in_order and len(in_order) >= begun:
            return in_order
    return _rows_of_paragraphs(paragraphs) or [change for found in pages for change in read_page(found, printed, dense)]


def _rows_of_paragraphs(paragraphs: Sequence[list[Cell]]) -> list[Change]:
    """The rows if each is a paragraph: a day on a line of its own, the item, and what was changed; its timing may be missing."""
    rows = [row for paragraph in paragraphs if (row := _without_header(paragraph)) and not TITLE.fullmatch(text_of(row))]
    if len(rows) < _LEAST_ROWS or not all(len(row) > 2 and is_day_alone(row[0]) and not any(map(is_day_alone, row[1:2])) for row in rows):
        return []
    if 2 * sum(is_place(row[1].text) for row in rows) < len(rows):
        return []
    changes: list[Change] = []
    for day, *lines in rows:
        timed = next((at for at, cell in enumerate(lines) if at > 1 and TIMED.fullmatch(cell.text)), len(lines))
        own = own_lines(lines, timed) if is_place(lines[0].text) else 1
        before, after = [cell.text for cell in lines[own:timed]] if timed - own == 2 else ("", "")  # else nothing tells where the new wording begins
        timing, _, explanation = " ".join([cell.text for cell in lines[timed:]]).partition(" ")
        changes.append(Change(lines[0].line, day.text, text_of(lines[:own]), before, after, timing, explanation))
    return changes


def _without_header(paragraph: list[Cell]) -> list[Cell]:
    begin = next((at for at, cell in enumerate(paragraph) if is_day_alone(cell)), len(paragraph))
    return paragraph[begin:] if is_history_header([text_of(paragraph[:begin])]) else paragraph


def _timings_last(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells, the timing (and its explanation) at the end of each row where an extraction prints it beside the row's day, above the item."""
    stamps = {at: stamped.groups() for at, cell in enumerate(cells) if (stamped := _STAMPED.fullmatch(cell.text))}
    begins = list(stamps)
    if len(begins) < _LEAST_STAMPS or not all(at + 1 < len(cells) and is_place(cells[at + 1].text) for at in begins):
        return cells
    if any(is_place(cell.text) for cell in cells[: begins[0]]):
        return cells  # a row stands before the first day: they may end their rows
    ordered = list(cells[: begins[0]])
    for begin, end in pairwise([*begins, len(cells)]):
        day, timing = stamps[begin]
        ordered += [cells[begin]._replace(text=day), cells[begin + 1]._replace(blanks=1), *cells[begin + 2 : end]]
        ordered.append(cells[end - 1]._replace(text=timing, blanks=1))
    return ordered


def _paragraphs(cells: Sequence[Cell]) -> list[list[Cell]]:
    found: list[list[Cell]] = []
    begins = True
    for cell in cells:
        if is_history_header([cell.text]) or TITLE.fullmatch(cell.text):
            begins = True
            continue
        if begins or cell.blanks:
            found.append([])
        found[-1].append(cell)
        begins = False
    return found


def _dense_paragraphs(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of a text without blank lines: an item with the lines in which its label goes on, a day, a timing; what stands between them is one."""
    found: list[list[Cell]] = []
    before = ""
    for cell in cells:
        if TITLE.fullmatch(cell.text) or is_history_header([cell.text]):
            before = "sign"
            continue
        item = text_of(found[-1]) if before == "item" else ""
        if item and (goes_on(item, cell.text) or (is_section(cell.text) and not SECTION.search(item))):
            found[-1].append(cell)
            continue
        kind = "item" if is_place(cell.text) else "sign" if DATE.fullmatch(cell.text) or cell.text in TIMINGS else ""
        if kind or before or not found:
            found.append([])
        found[-1].append(cell)
        before = kind
    return found
