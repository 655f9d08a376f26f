"""Rows of a change history whose cells stand two spaces apart and run on over lines of one width → their cells."""
from __future__ import annotations

import re
from collections.abc import Sequence

from etl.body import is_history_header
from etl.change import DATE, TIMINGS, TITLE, Change
from etl.lines import Cell
from etl.normalise import folded, plain

_BEGIN = re.compile(rf"\s*{DATE.pattern}\s{{2,}}\S")
_GAP = re.compile(r"\s{2,}")


def read_wrapped(cells: Sequence[Cell], source: str) -> list[Change]:
    """The rows, each begun by its date; none unless all but the last one have their timing. A line's end parts nothing.

    `source` is the whole text as it came, the only place where blanks at the ends of lines still show."""
    if sum(map(bool, map(_BEGIN.match, [cell.text for cell in cells]))) < 2:
        return []
    printed = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows: list[tuple[int, str]] = []
    for cell in cells:
        line = plain(printed[cell.line - 1])
        if _BEGIN.match(line):
            rows.append((cell.line, line))
        elif rows and not is_history_header([cell.text]) and not TITLE.fullmatch(cell.text):
            rows[-1] = (rows[-1][0], rows[-1][1] + line)
    changes = [_change(line, _GAP.split(text.strip())) for line, text in rows]
    return changes if all(change.timing for change in changes[:-1]) else []


def _change(line: int, pieces: Sequence[str]) -> Change:
    """date, item, before, after, timing, explanation; without the old or the new wording one piece less."""
    timed = next((at for at, piece in enumerate(pieces) if at > 2 and piece in TIMINGS), len(pieces))
    *before, after = pieces[2:timed] or [""]
    timing, *explanation = pieces[timed:] or [""]
    return Change(line, pieces[0], folded(pieces[1]), folded(" ".join(before)), folded(after), timing, folded(" ".join(explanation)))
