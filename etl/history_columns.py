"""Lines of plain text that keep the columns of the paper → rows of the change history, each cell put together from the lines over which it is wrapped."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from etl.body import is_history_header
from etl.change import DATE, TIMINGS, TITLE, is_place
from etl.lines import Cell, printed_lines
from etl.normalise import compact, plain, width

_PIECE = re.compile(r"[^ ]+(?: [^ ]+)*")
_GAP = re.compile(r"(?<=[^ ]) {2,}(?=[^ ])")
_FILLED = "\u00a0"  # parts words but no cells
_DATED = re.compile(r"(\S+[年./]\d+[月./]\d+日?) (?=\S)")
_HEADER = "変更日項目変更前の記載変更後の記載提出時期提出時期に係る説明"
_PUSHED = 2  # columns by which full cells push the ones after them
_LEAST_PARAGRAPHS, _MOST_CUT = 3, 0.2
_AT_ONE_PLACE = 0.8  # of the rows
_TIMING_COLUMN = 4  # date, item, before, after, timing, explanation

Measure = Callable[[str], int]
Pieces = list[tuple[int, str]]


def read_columns(cells: Sequence[Cell], source: str) -> list[list[Cell]]:
    """A row for each line that has a timing in its place, with the lines below it; none if columns don't stand one below the other.

    `source` is the whole text as it came, the only place where columns still show. Wide spaces may fill them as well as plain ones, and cells may have gaps."""
    printed = printed_lines(source)
    rows = _read_rows(cells, printed)
    if "\u3000\u3000" in source and not _are_dated(rows):
        filled = _read_rows(cells, printed_lines(source.replace("\u3000", "  ")))
        rows = filled if _are_dated(filled) else rows
    parted = [_read_rows(cells, _without_gaps(cells, printed, measure)) for measure in (len, width)]
    return max([*filter(_are_dated, parted), rows], key=_wholeness)


def _are_dated(rows: Sequence[Sequence[Cell]]) -> bool:
    return bool(rows) and all(row[0].column == 0 and DATE.fullmatch(row[0].text) for row in rows)


def _wholeness(rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """How many rows have a day, a place of the form and a timing, and how many there are."""
    texts = [{cell.column: cell.text for cell in row} for row in rows]
    whole = sum(bool(DATE.fullmatch(text.get(0, "")) and is_place(text.get(1, "")) and compact(text.get(_TIMING_COLUMN, "")) in TIMINGS) for text in texts)
    return whole, len(rows)


def _without_gaps(cells: Sequence[Cell], printed: Sequence[str], measure: Measure) -> Sequence[str]:
    """The printed lines, wide gaps within a column (Ⅱ    4.委託事項1) filled: the labels of each page's header tell where its columns begin."""
    lines = list(printed)
    heads = [at for at, cell in enumerate(cells) if is_history_header([cell.text])]
    for begin, end in pairwise([*heads, len(cells)]):
        numbers = [cell.line - 1 for cell in cells[begin + 1 : end]]
        starts = _column_starts(_pieces(lines[cells[begin].line - 1], measure), [piece for at in numbers for piece in _pieces(lines[at], measure)])
        for at in numbers if starts else ():
            lines[at] = _gaps_filled(lines[at], starts, measure)
    return lines


def _column_starts(labels: Pieces, pieces: Pieces) -> list[int]:
    """Where each column but the first begins: most of its cells do, and not behind its label, which may stand in the middle."""
    if len(labels) <= _TIMING_COLUMN:
        return []
    often = Counter(start for start, _ in pieces)
    between = [range(before + 1, label + _PUSHED + 1) for (before, _), (label, _) in pairwise(labels)]
    return [max((start for start in places if start in often), key=lambda start: (often[start], start), default=places[-1] - _PUSHED) for places in between]


def _gaps_filled(line: str, starts: Sequence[int], measure: Measure) -> str:
    column = [bisect_right(starts, measure(line[: piece.start()]) + _PUSHED) for piece in _PIECE.finditer(line)]
    same = iter([one == other for one, other in pairwise(column)])
    return _GAP.sub(lambda gap: _FILLED * len(gap[0]) if next(same, False) else gap[0], line)


def _read_rows(cells: Sequence[Cell], printed: Sequence[str]) -> list[list[Cell]]:
    heads = {cell.line for cell in cells if is_history_header([cell.text]) or TITLE.fullmatch(cell.text)}
    heads |= {cell.line for cell in cells if cell.line - 1 in heads and _goes_on(cell.text)}
    heads |= {cell.line for cell, head in pairwise(cells) if head.line in heads and cell.text.isdecimal()}  # a page's number
    below = {line + 1 for line in heads}  # begins a row, as a line below a blank one does, if it has its day or may stand above it
    if not _are_centred(rest := [cell for cell in cells if cell.line not in heads], below):
        below = {cell.line for cell in rest if cell.line in below and DATE.match(cell.text)}
    lines = [(cell._replace(blanks=1) if cell.line in below else cell, printed[cell.line - 1]) for cell in cells if cell.line not in heads]
    measure = _measure([line for _, line in lines])
    if not measure:
        return []
    starts = max(([start for start, _ in pieces] for _, line in lines if _is_whole(pieces := _pieces(line, measure))), key=len)
    placed: list[tuple[Cell, Pieces]] = []
    for cell, line in lines:
        pieces = _parted(_pieces(line, measure), starts, measure)
        if _is_whole(pieces):  # a cell that is too wide pushes the ones after it to the right
            starts[: len(pieces)] = [start for start, _ in pieces]
        placed.append((cell, [(_nearest(start, starts), text) for start, text in pieces]))
    rows: list[tuple[Cell, list[list[str]]]] = []
    for timed, block in _blocks(placed):
        texts = [(_column(at, text), text) for _, pieces in block for at, text in pieces]
        rows.append((timed, [[text for at, text in texts if at == column] for column in range(len(starts) + 1)]))
    return [[cell._replace(column=column, text=plain("".join(texts)).strip()) for column, texts in enumerate(columns) if texts] for cell, columns in rows]


def _column(at: int, text: str) -> int:
    """The column of a piece: what stands in the timing's and is none is an explanation's, wrapped a little to the left."""
    return at + (at == _TIMING_COLUMN and compact(text) not in TIMINGS)


def _are_centred(cells: Sequence[Cell], below: Collection[int]) -> bool:
    """Do rows begin above the line with their day? A page's first lines, right `below` its header, may be the end of the row before, but the first page's."""
    later = set(below) - {min(below, default=0)}
    starts = [at for at, cell in enumerate(cells) if cell.blanks or cell.line in below]
    runs = [cells[start:end] for start, end in pairwise([*starts, len(cells)]) if cells[start].line not in later]
    return any(not DATE.match(run[0].text) and any(DATE.match(cell.text) for cell in run) for run in runs)


def _goes_on(text: str) -> bool:
    """Is this the second line of the header row, 時期 below 提出?"""
    return compact(text) in _HEADER


def _blocks(lines: Sequence[tuple[Cell, Pieces]]) -> Iterator[tuple[Cell, Sequence[tuple[Cell, Pieces]]]]:
    """The line of each timing with all lines of its row: those below it, and above it where a blank line parts it from the row before (columns may be
    centred). Where each row is a paragraph with one day, its timing may be missing."""
    if dated := _dated_paragraphs(lines):
        yield from dated
        return
    timed = [at for at, line in enumerate(lines) if _timings([line])]
    starts = [_begin(lines, before, at) for before, at in pairwise([-1, *timed])]
    for at, start, end in zip(timed, starts, [*starts[1:], len(lines)], strict=True):
        yield lines[at][0], lines[start:end]


def _dated_paragraphs(lines: Sequence[tuple[Cell, Pieces]]) -> list[tuple[Cell, Sequence[tuple[Cell, Pieces]]]]:
    """The lines between blank ones, each with the line of its day, if all but a few have one; a few, cut by a page's end, go on with the one before."""
    starts = [0, *(at for at in range(1, len(lines)) if lines[at][0].blanks), len(lines)]
    found: list[tuple[Cell, list[tuple[Cell, Pieces]]]] = []
    cut = 0
    for start, end in pairwise(starts):
        days = [cell for cell, pieces in lines[start:end] if pieces and pieces[0][0] == 0 and DATE.fullmatch(pieces[0][1])]
        again = found and _timings(found[-1][1]) and not days and not _is_row(lines[start:end])
        if len(days) > 1 or _timings(lines[start:end]) > 1 or (days and not _has_item(lines[start:end])) or (again and _timings(lines[start:end])):
            return []  # such lines are no whole rows
        if days or _is_row(lines[start:end]):
            found.append((days[0] if days else lines[start][0], list(lines[start:end])))
        elif found:
            found[-1][1].extend(lines[start:end])
            cut += 1
    return found if len(found) > _LEAST_PARAGRAPHS and cut <= _MOST_CUT * len(found) else []


def _is_row(lines: Sequence[tuple[Cell, Pieces]]) -> bool:
    """Do lines without a day have an item and a timing?"""
    return _has_item(lines) and _timings(lines) > 0


def _has_item(lines: Sequence[tuple[Cell, Pieces]]) -> bool:
    return any(column == 1 for _, pieces in lines for column, _ in pieces)


def _timings(lines: Sequence[tuple[Cell, Pieces]]) -> int:
    return sum(column == _TIMING_COLUMN and compact(text) in TIMINGS for _, pieces in lines for column, text in pieces)


def _begin(lines: Sequence[tuple[Cell, Pieces]], before: int, at: int) -> int:
    """Where the row of a timing begins: after the one blank line since the row before (the title's, for the first row); with the item that stands above its
    day, if beside that stands none; else with the timing itself."""
    places = [between for between in range(before + 1, at + 1) if any(column == 1 and is_place(plain(text)) for column, text in lines[between][1])]
    if places and places[-1] < at and not any(lines[between][0].blanks for between in range(places[-1] + 1, at + 1)) and _is_alone(lines[places[-1]]):
        return places[-1]
    gaps = [between for between in range(before + 1, at + 1) if lines[between][0].blanks]
    return gaps[-1] if len(gaps) == 1 or (gaps and before < 0) else at


def _is_alone(line: tuple[Cell, Pieces]) -> bool:
    """Has a line neither a day nor a timing?"""
    return line[1][0][0] != 0 and not _timings([line])


def _measure(lines: Sequence[str]) -> Measure | None:
    """How extractors count columns: in half-width characters or in characters. The one by which items begin at one place, but for a few that are pushed; of
    both, the one by which the other columns do more often."""
    rows = [line for line in lines if _is_whole(_pieces(line, len))]
    found: list[tuple[int, Measure]] = []
    for measure in (width, len) if rows else ():
        starts, *others = (Counter(places) for places in zip(*([at for at, _ in _pieces(line, measure)[1 : _TIMING_COLUMN + 1]] for line in rows), strict=True))
        if max(starts) - min(starts) <= _PUSHED and max(starts.values()) >= _AT_ONE_PLACE * len(rows):
            found.append((sum(max(places.values()) for places in others), measure))
    return max(found, key=itemgetter(0))[1] if found else None


def _pieces(line: str, measure: Measure) -> Pieces:
    """What stands two or more spaces apart, and where it begins."""
    found = [(piece.start(), piece[0]) for piece in _PIECE.finditer(line)]
    if found and (dated := _DATED.match(found[0][1])):  # a date as wide as its column has one space behind it
        start = found[0][0]
        found[:1] = [(start, dated[1]), (start + dated.end(), found[0][1][dated.end() :])]
    return [(measure(line[:start]), text) for start, text in found]


def _parted(pieces: Pieces, starts: Sequence[int], measure: Measure) -> Pieces:
    """The pieces, parted too at a single space behind which a column begins: a cell as wide as its column has no more before the next one."""
    parted: Pieces = []
    for at, text in pieces:
        begun: list[tuple[int, list[str]]] = []
        for word in text.split(" "):
            if not begun or any(0 <= at - column <= _PUSHED < abs(begun[-1][0] - column) for column in starts):
                begun.append((at, []))
            begun[-1][1].append(word)
            at += measure(word) + 1
        parted += [(start, " ".join(words)) for start, words in begun]
    return parted


def _is_whole(pieces: Pieces) -> bool:
    return len(pieces) > _TIMING_COLUMN and compact(pieces[_TIMING_COLUMN][1]) in TIMINGS


def _nearest(start: int, starts: Sequence[int]) -> int:
    return min(range(len(starts)), key=lambda at: abs(starts[at] - start))
