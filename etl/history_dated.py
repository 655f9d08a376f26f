"""Rows of a change history whose columns stand askew, as PDF tools print them, or are lost → changes. The item is what ends with a label of the form."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from etl.body import is_history_header
from etl.change import DATE, TIMINGS, TITLE, Change, is_place
from etl.labels import current_label_letters, label_letters, labels_at_end
from etl.lines import Cell, printed_lines
from etl.normalise import CIRCLED, folded, plain

_DATED = re.compile(rf"\s*({DATE.pattern})(?!\S)")
_PIECE = re.compile(r"\S+(?: \S+)*")
_TIMED = re.compile(rf"(?:^|\s|(?<=。))({'|'.join(TIMINGS)})(?=\s|$)")
_END_OF_DAY = re.compile(r"日(?=\s|$)")  # 令和6年3月27 and, on the next line, 日
_CIRCLED = re.compile(CIRCLED)
_LEAST_ROWS, _WITH_ITEM = 3, 0.6
_MOST_ELSE = 6  # letters of an item that are no label's: リスク2, 評価実施手続
_MOST_LINES = 4  # over which an item runs below its day
_Piece = tuple[int, str]  # where it begins, and what it says


@dataclass
class _Row:
    """The lines of one row: the one with its day comes without the day, those `above` it are apart."""

    line: int
    date: str = ""
    above: list[_Piece] = field(default_factory=list)
    lines: list[_Piece] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """What the lines say; a day's own may say nothing else."""
        return [text for _, text in (*self.above, *self.lines) if text] or [""]

    @property
    def timings(self) -> list[str]:
        return [timing for text in self.texts for timing in _TIMED.findall(text)]


def read_dated(cells: Sequence[Cell], source: str) -> list[Change]:
    """The rows, if each (but the last one) has its one timing and most have an item; none otherwise. `source` is the whole text, the only place where gaps
    still show."""
    printed = printed_lines(source)
    header = next((plain(printed[cell.line - 1]) for cell in cells if is_history_header([cell.text])), "")
    spaced = len(_PIECE.findall(header)) > 1  # else the columns are lost, too
    edge = (header.find("項目") + header.find("変更前")) // 2  # what begins further left belongs to the item
    rest = [cell for cell in cells if not is_history_header([cell.text]) and not TITLE.match(cell.text)]
    rows = _paragraphs(rest, printed) or list(_runs(rest, printed, edge if spaced else len(header)))
    timed = [len(row.timings) for row in rows]
    if len(rows) < _LEAST_ROWS or set(timed[:-1]) != {1} or timed[-1] > 1 or not (spaced or all(is_place(row.texts[0]) for row in rows)):
        return []
    changes = [_in_columns(row, edge) if spaced else _run_on(row) for row in rows]
    return changes if sum(bool(change.item) for change in changes) >= _WITH_ITEM * len(changes) else []


def _paragraphs(cells: Sequence[Cell], printed: Sequence[str]) -> list[_Row]:
    """A row for each paragraph if every one has its only day, alone or among lines above and below."""
    begins = [at for at, cell in enumerate(cells) if at == 0 or cell.blanks]
    if sum(bool(_DATED.match(cell.text)) for cell in cells) != len(begins):
        return []
    rows = [_Row(0) for _ in begins]
    for row, (begin, end) in zip(rows, pairwise([*begins, len(cells)]), strict=True):
        for cell in cells[begin:end]:
            _add(row, cell, printed)
    return rows if all(row.date for row in rows) else []


def _runs(cells: Sequence[Cell], printed: Sequence[str], edge: int) -> Iterator[_Row]:
    """A row from each day to the next one, or from the place of the form with which a line above the day begins, left of the `edge`. None where blank lines
    part them: what stands above a day may be its row's."""
    if any(cell.blanks and cell.page == above.page and not (_DATED.match(cell.text) or is_place(cell.text)) for above, cell in pairwise(cells)):
        return
    row: _Row | None = None
    for cell in cells:
        if _begins(row, cell, printed, edge):
            if row:
                yield row
            row = _Row(cell.line)
        if row:
            _add(row, cell, printed)
    if row:
        yield row


def _begins(row: _Row | None, cell: Cell, printed: Sequence[str], edge: int) -> bool:
    """Does a line begin a row? What follows an item that stands above its day doesn't."""
    dated = _DATED.match(cell.text) is not None
    if not row:
        return dated or is_place(cell.text)
    if not row.date and not row.timings:
        return False
    return dated or (bool(row.timings) and is_place(cell.text) and _indent(plain(printed[cell.line - 1])) < edge)


def _add(row: _Row, cell: Cell, printed: Sequence[str]) -> None:
    text = plain(printed[cell.line - 1]).rstrip()
    if row.date and not row.date.endswith("日"):
        text = _END_OF_DAY.sub("  ", text, count=1) if _END_OF_DAY.match(text) else text
    dated = _DATED.match(text)
    if dated and not row.date:
        row.line, row.date = cell.line, dated[1]
        row.above, row.lines = row.lines, []  # what came before its day
        text = " " * dated.end() + text[dated.end() :]
    row.lines.append((_indent(text), text.strip()))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _run_on(row: _Row) -> Change:
    """A row whose columns are lost: the item's words come first, above the day or behind it, and may go on in the line below."""
    *above, first = [text for _, text in row.above] or row.texts[:1]
    lines = [text for _, text in row.lines[1:]] if row.above else row.texts[1:]
    ways = [first[:end] for end in _ends(first)]
    ways += [end + rest for end in (ways if row.above else [first]) for rest in _beginnings(lines, 1)]
    further = [] if row.above else [first + rest for rest in _beginnings(lines, _MOST_LINES)]
    found = (_longest([("".join([*above, way]), 0) for way in some if not _repeats_number(way)])[0] for some in (ways, further))
    item = next(filter(None, found), "")
    return Change(row.line, row.date, item, timing=next(iter(row.timings), ""), unparted=_whole(row))


def _beginnings(lines: Sequence[str], most: int) -> list[str]:
    """How some lines may begin, up to the end of a word of one of them."""
    return ["".join([*lines[:at], line[:end]]) for at, line in enumerate(lines[:most]) for end in _ends(line)]


def _repeats_number(way: str) -> bool:
    """Does a circled number come twice, as where the old wording is a label too: ②所属長 ②所属長の役職名?"""
    numbers = _CIRCLED.findall(way)
    return len(numbers) > len(set(numbers))


def _whole(row: _Row) -> str:
    return folded(" ".join(row.texts))


def _in_columns(row: _Row, edge: int) -> Change:
    """A row whose columns show, at least on the day's line: of the lines around it, what begins left of the `edge` is the item's."""
    upper, lower = ([pieces for line in lines if (pieces := _pieces(line))] for lines in (row.above, row.lines[1:]))
    before, after = ([pieces[0][1] for pieces in lines if pieces[0][0] < edge] for lines in (upper, lower))
    around = [[piece for pieces in lines for piece in pieces if piece[0] >= edge] for lines in (upper, lower)]
    at, own = row.lines[0]
    ways = _ways(before, own, after)
    above_and_below = [way for way in ways if way[1] == 0]
    parted = [way for way in ways if any(_wordings((at + way[1], own[way[1] :]), *around))]
    item, used = next((found for some in (above_and_below, parted, ways) if (found := _longest(some))[0]), ("", 0))
    old, new = _wordings((at + used, own[used:]), *around) if item else ("", "")
    return Change(row.line, row.date, item, old, new, next(iter(row.timings), ""), unparted="" if old or new else _whole(row))


def _ways(before: Sequence[str], own: str, after: Sequence[str]) -> list[tuple[str, int]]:
    """Ways to put an item together of its lines above the day's, words of the day's own line, and its lines below, the last of which may go on with something
    else; and how much of the day's line each takes: nothing too, if there are lines above."""
    ends = [*([0] if before else []), *_ends(own)]
    tails = [after[-1][:end] for end in _ends(after[-1])] if after else [""]
    return [("".join([*before, own[:end].strip(), *after[:-1], tail]), end) for end in ends for tail in tails]


def _wordings(own: _Piece, above: Sequence[_Piece], below: Sequence[_Piece]) -> tuple[str, str]:
    """The old and the new wording, if they and nothing else stand before the timing on the day's line; the lines around it have more of them."""
    timed = _TIMED.search(own[1])
    end = timed.start() if timed else len(own[1])
    begun = _pieces((own[0], own[1][:end]))
    if len(begun) != 2:
        return "", ""
    starts = [*(start for start, _ in begun), own[0] + end]
    texts = ["", "", ""]
    for start, text in (*above, *begun, *below):
        texts[min(range(3), key=lambda column: abs(starts[column] - start))] += _TIMED.split(text)[0]
    return folded(texts[0]), folded(texts[1])


def _pieces(line: _Piece) -> list[_Piece]:
    """What stands two or more spaces apart, and where it begins."""
    return [(line[0] + piece.start(), piece[0]) for piece in _PIECE.finditer(line[1])]


def _ends(text: str) -> list[int]:
    """Where a word of a text ends; behind a timing nothing is the item's."""
    timed = _TIMED.search(text)
    return [match.start() for match in re.finditer(r"\s+|$", text) if 0 < match.start() <= (timed.start() if timed else len(text))]


def _longest(ways: Sequence[tuple[str, int]]) -> tuple[str, int]:
    """The longest way to put an item together that begins with a place of the form and ends with a label, and how much of the day's line it takes; one with
    hardly anything that is no label, if there is such."""
    found = [(folded(text), used) for text, used in ways if is_place(text) and labels_at_end(text)]
    bare = [way for way in found if len(_any_label().sub("", label_letters(way[0]))) <= _MOST_ELSE]
    return max(bare or found, key=lambda way: len(way[0]), default=("", 0))


@cache
def _any_label() -> re.Pattern[str]:
    """The letters of a label, or its number."""
    labels = sorted((label for label in current_label_letters() if len(label) > 1), key=len, reverse=True)
    return re.compile("|".join([rf"[IVX\d]|{CIRCLED}", *map(re.escape, labels)]))
