"""Two pages printed side by side, which OCR reads as one table (システム2 | | システム4 |) → the same cells, the left page's before the right one's."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count, groupby
from operator import attrgetter

from etl.form import Form, label_pattern
from etl.labels import current_label_letters, label_letters, leading
from etl.lines import Cell

_FEWEST = 2  # labels in the right half that the left one prints too


def pages_abreast(cells: list[Cell], form: Form) -> list[Cell]:
    """Cells keep their line. A right page is told by the headings of entries or risks in it, and by labels that stand on the left page too: no table of
    the form prints one twice in a row of its own."""
    begins = _begins(form)
    headed = {cell.row for cell in cells if cell.column > 1 and cell.text.startswith(begins) and _heading(form).match(cell.text)}
    if not headed:
        return cells
    rows = count(cells[-1].row + 1)
    ordered: list[Cell] = []
    for block in _blocks(cells):
        column = _right_column(block, form) if any(cell.row in headed for cell in block) else None
        ordered += _one_below_the_other(block, column, rows, form) if column else block
    return ordered


def _blocks(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Cells between blank lines."""
    block: list[Cell] = []
    for cell in cells:
        if block and cell.row != block[-1].row and (cell.blanks or cell.page != block[-1].page):
            yield block
            block = []
        block.append(cell)
    yield block


def _right_column(block: Sequence[Cell], form: Form) -> int | None:
    """Where the right page of a block of rows begins, if it has one."""
    left = {label_letters(cell.text[leading(cell.text) :]) for cell in block if not cell.column} & current_label_letters()
    right = [cell for cell in block if cell.column > 1]
    headings = Counter(cell.column for cell in right if _heading(form).match(cell.text))
    if not headings:
        return None
    column = min(headings)
    again = [cell for cell in right if cell.column == column and label_letters(cell.text[leading(cell.text) :]) in left]
    return column if len(again) >= _FEWEST else None


def _one_below_the_other(block: Sequence[Cell], column: int, numbers: Iterator[int], form: Form) -> Iterator[Cell]:
    """Rows up to the last label on the left above the right page's first one are as wide as the table, and so are those from the first one on below its last
    whose box or option list stands on the right."""
    labelled = [cell for cell in block if _heading(form).match(cell.text) or label_letters(cell.text[leading(cell.text) :]) in current_label_letters()]
    left, right = ([cell.row for cell in labelled if cell.column == at] for at in (0, column))
    begin = max((row + 1 for row in left if row < right[0]), default=0)
    boxed = {cell.row for cell in block if cell.column >= column and ("[" in cell.text or "選択肢" in cell.text)}
    end = min((row for row in left if row > right[-1] and row in boxed), default=block[-1].row + 1)
    apart = [cell for cell in block if cell.column >= column and begin <= cell.row < end]
    yield from (cell for cell in block if cell.row < begin or (cell.column < column and cell.row < end))
    for at, (_, row) in enumerate(groupby(apart, key=attrgetter("row"))):
        number = next(numbers)
        for cell in row:
            yield cell._replace(row=number, column=cell.column - column, blanks=0 if at else 1)
    yield from (cell for cell in block if cell.row >= end)


@cache
def _begins(form: Form) -> tuple[str, ...]:
    return ("リスク", *{item.label[:2] for item in form.items if item.type == "group"})


@cache
def _heading(form: Form) -> re.Pattern[str]:
    """The heading of an entry (委託事項2, 提供先2〜5) or of a risk."""
    labels = "|".join(label_pattern(item.label).pattern for item in {item.label: item for item in form.items if item.type == "group"}.values())
    return re.compile(rf"(?:{labels}|リスク)\s*\d{{1,2}}")
