"""A change history printed column after column, each below its heading or all below a page's headings → its rows."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from etl.body import is_history_header
from etl.change import TIMINGS, Change, is_place
from etl.lines import Cell
from etl.normalise import compact
from etl.values import is_day

_HEADINGS = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期")
_EXPLANATION = "提出時期に係る説明"


def find_stacks(cells: Sequence[Cell]) -> list[tuple[int, int, list[Change]]]:
    """Where a page's columns begin and end, with their rows: one for each item. What stands in another column is a row's own only where that column has
    as many cells, or paragraphs; else it stays open. A page of one row alone is read as any other row."""
    found: list[tuple[int, int, list[Change]]] = []
    edges = [at for at, cell in enumerate(cells) if compact(cell.text) == "変更日" or is_history_header([cell.text]) or cell.page != cells[at - 1].page]
    for start, stop in pairwise([*edges, len(cells)]):
        columns = (_columns(cells[start:stop]) or _below_headings(cells[start:stop])) if compact(cells[start].text) == "変更日" else []
        rows = _rows(columns) if columns else []
        if rows:
            found.append((start, stop, rows))
    return found if any(len(rows) > 1 for _, _, rows in found) else []


def _columns(cells: Sequence[Cell]) -> list[Sequence[Cell]]:
    """The cells below each heading; none if the headings don't follow one another, each alone and with cells below it."""
    texts = [compact(cell.text) for cell in cells]
    places = [texts.index(heading) if heading in texts else -1 for heading in _HEADINGS]
    if -1 in places or any(second - first < 2 for first, second in pairwise(places)):
        return []
    return [cells[first + 1 : second] for first, second in pairwise([*places, len(cells)])]


def _below_headings(cells: Sequence[Cell]) -> list[Sequence[Cell]]:
    """The cells of each column where the headings come first; none unless days, items and timings are as many. Old and new wording have no border between
    them: they stay open."""
    if tuple(compact(cell.text) for cell in cells[: len(_HEADINGS)]) != _HEADINGS:
        return []
    below = [cell for cell in cells[len(_HEADINGS) :] if compact(cell.text) != _EXPLANATION]
    days = list(takewhile(lambda cell: is_day(cell.text), below))
    timed = [at for at, cell in enumerate(below) if compact(cell.text) in TIMINGS]
    rows, texts = len(days), below[len(days) : timed[0]] if timed else []
    if not rows or len(timed) != rows or timed[-1] - timed[0] != rows - 1 or [is_place(cell.text) for cell in texts[: rows + 1]] != [*[True] * rows, False]:
        return []
    return [days, texts[:rows], [], [], below[timed[0] : timed[-1] + 1]]


def _rows(columns: Sequence[Sequence[Cell]]) -> list[Change]:
    days, items, before, after, timings = columns
    begun = [at for at, cell in enumerate(items) if is_place(cell.text)]
    if not begun or begun[0] or not all(is_day(cell.text) for cell in days):
        return []
    rows = [Change(items[at].line, item="".join([cell.text for cell in items[at:end]])) for at, end in pairwise([*begun, len(items)])]
    timed = [cell for cell in timings if compact(cell.text) in TIMINGS]
    for field, column in (("date", days), ("before", before), ("after", after), ("timing", timed)):
        worded = field in ("before", "after") and len(column) != len(rows)
        texts = _paragraphs(column) if worded else [cell.text for cell in column]
        for row, text in zip(rows, texts if len(texts) == len(rows) else (), strict=False):
            setattr(row, field, text)
    return rows


def _paragraphs(cells: Sequence[Cell]) -> list[str]:
    texts: list[str] = []
    for cell in cells:
        if cell.blanks or not texts:
            texts.append("")
        texts[-1] += cell.text
    return texts
