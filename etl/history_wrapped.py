"""Rows of a change history whose cells stand two spaces apart and run on over lines of one width → their cells."""
from __future__ import annotations

import re
from collections.abc import Sequence

from etl.body import is_history_header
from etl.change import DATE, DITTO, TIMINGS, TITLE, Change
from etl.lines import Cell, printed_lines
from etl.normalise import folded, plain

_BEGIN = re.compile(rf"\s*{DATE.pattern}\s{{2,}}\S")
_WIDEST_GAP = 4  # at a line's beginning, if the lines don't keep the paper's columns
_TIMED = re.compile(r" (?:事前|事後)(?: |$)")
_GAP = re.compile(r"\s{2,}")
_COLUMNS = 4  # 変更日, 項目, 変更前の記載, 変更後の記載
_LEAST_ROWS = 3


def read_wrapped(cells: Sequence[Cell], source: str) -> list[Change]:
    """The rows, each begun by its date and with one timing (the last one may be cut short); none if lines keep the paper's columns or rows are not so.
    A line's end parts nothing.

    `source` is the whole text as it came, the only place where blanks at the ends of lines still show."""
    if sum(map(bool, map(_BEGIN.match, [cell.text for cell in cells]))) < 2:
        return []
    printed = printed_lines(source)
    rows: list[tuple[int, list[str]]] = []
    for cell in cells:
        line = plain(printed[cell.line - 1])
        if _BEGIN.match(line):
            rows.append((cell.line, [line]))
        elif rows and not is_history_header([cell.text]) and not TITLE.fullmatch(cell.text):
            if len(line) - len(line.lstrip()) > _WIDEST_GAP:
                return []
            rows[-1][1].append(line)
    parted = [(line, _GAP.split("".join(lines).strip())) for line, lines in rows]
    timed = [sum(piece in TIMINGS for piece in pieces[3:]) for _, pieces in parted]
    if timed and not timed[-1] and any(map(_TIMED.search, parted[-1][1])):
        return []  # a cell as wide as its column stands right before the timing
    return [_change(line, pieces) for line, pieces in parted] if set(timed[:-1]) == {1} and timed[-1] < 2 else []


def read_flat(cells: Sequence[Cell], source: str) -> list[Change]:
    """Rows of one line each, if their columns stand as far apart as those of the header, always the same number of spaces: so empty ones show too."""
    printed = printed_lines(source)
    lines = [(cell.line, plain(printed[cell.line - 1]).rstrip()) for cell in cells]
    header = next((line.lstrip() for _, line in lines if is_history_header([line]) and len(_GAP.split(line.strip())) >= _COLUMNS), "")
    gaps = set(_GAP.findall(header))
    if len(gaps) != 1:
        return []
    gap, columns = gaps.pop(), len(_GAP.split(header))
    rows = [(number, line.split(gap)) for number, line in lines if not is_history_header([line]) and not TITLE.fullmatch(line.strip())]
    if len(rows) < _LEAST_ROWS or not all(_COLUMNS <= len(pieces) <= columns and _is_row(pieces) for _, pieces in rows):
        return []
    return [_flat(number, pieces) for number, pieces in rows]


def _is_row(pieces: Sequence[str]) -> bool:
    day, item, timing = pieces[0].strip(), pieces[1].strip(), "".join(pieces[_COLUMNS : _COLUMNS + 1]).strip()
    dated = day in DITTO or DATE.fullmatch(day) is not None or (not day and not DATE.match(item))
    return bool(item) and dated and (not timing or timing in TIMINGS)


def _flat(line: int, pieces: Sequence[str]) -> Change:
    date, item, before, after, *rest = [folded(piece) for piece in pieces]
    timing, *explanation = rest or [""]
    return Change(line, date, item, before, after, timing if timing in TIMINGS else "", " ".join(explanation))


def _change(line: int, pieces: Sequence[str]) -> Change:
    """date, item, before, after, timing, explanation. Where the old or the new wording is empty, or holds such gaps itself, which is which can't be told."""
    timed = next((at for at, piece in enumerate(pieces) if at > 2 and piece in TIMINGS), len(pieces))
    before, after = pieces[2:timed] if timed == 4 else ("", "")
    timing, *explanation = pieces[timed:] or [""]
    return Change(line, pieces[0], folded(pieces[1]), folded(before), folded(after), timing, folded(" ".join(explanation)))
