"""Lines of plain text that keep the columns of the paper → rows of the change history, each cell put together from the lines over which it is wrapped."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from etl.body import is_history_header
from etl.lines import Cell
from etl.normalise import compact, plain

TIMINGS = frozenset({"事前", "事後"})
_PIECE = re.compile(r"[^ ]+(?: [^ ]+)*")
_TIMING_COLUMN = 4  # date, item, before, after, timing, explanation

Measure = Callable[[str], int]
Pieces = list[tuple[int, str]]


def read_columns(cells: Sequence[Cell], source: str) -> list[list[Cell]]:
    """A row for each line that has a timing in its place, with the lines below it; none if columns don't stand one below the other.

    `source` is the whole text as it came, the only place where columns still show."""
    printed = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [(cell, printed[cell.line - 1]) for cell in cells if not is_history_header([cell.text])]
    measure = _measure([line for _, line in lines])
    if not measure:
        return []
    starts = max(([start for start, _ in pieces] for _, line in lines if _is_whole(pieces := _pieces(line, measure))), key=len)
    rows: list[tuple[Cell, list[list[str]]]] = []
    for cell, line in lines:
        pieces = _pieces(line, measure)
        if _is_whole(pieces):  # a cell that is too wide pushes the ones after it to the right
            starts[: len(pieces)] = [start for start, _ in pieces]
        placed = [(_nearest(start, starts), text) for start, text in pieces]
        if any(column == _TIMING_COLUMN and compact(text) in TIMINGS for column, text in placed):
            rows.append((cell, [[] for _ in starts]))
        for column, text in placed if rows else ():
            rows[-1][1][column].append(text)
    return [[cell._replace(column=column, text=plain("".join(texts)).strip()) for column, texts in enumerate(columns) if texts] for cell, columns in rows]


def _measure(lines: Sequence[str]) -> Measure | None:
    """How extractors count columns: in half-width characters or in characters. The one by which all items begin at the same place."""
    rows = [line for line in lines if _is_whole(_pieces(line, len))]
    return next((measure for measure in (_width, len) if len({_pieces(line, measure)[1][0] for line in rows}) == 1), None)


def _width(text: str) -> int:
    """Letters of ambiguous width (①, Ⅱ) are full-width in Japanese type."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _pieces(line: str, measure: Measure) -> Pieces:
    """What stands two or more spaces apart, and where it begins."""
    return [(measure(line[: found.start()]), found[0]) for found in _PIECE.finditer(line)]


def _is_whole(pieces: Pieces) -> bool:
    return len(pieces) > _TIMING_COLUMN and compact(pieces[_TIMING_COLUMN][1]) in TIMINGS


def _nearest(start: int, starts: Sequence[int]) -> int:
    return min(range(len(starts)), key=lambda at: abs(starts[at] - start))
