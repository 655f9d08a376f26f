"""Source text → cells: the smallest pieces that a form's label or answer fills, each with its line and page."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from etl.normalise import ROW_END, ROW_START, plain

# Three empty lines in a row, or a form feed, are what extractors leave of a page's end. A line of spaces is an empty cell.
_PAGE_BLANKS = 3
_ROW_SIGN = re.compile(f"([{ROW_START}{ROW_END}])")
_RULE = re.compile(r"[\s|:\-—_=+]*")
_LIST_SIGN = re.compile(r"^(?:#{1,6}|[*+-])\s+")  # Markdown's headings and list items
_PAGE_NUMBER = re.compile(r"[-‐–—―ー]\s*\d{1,3}\s*[-‐–—―ー]|\d{1,3}\s*/\s*\d{1,3}\s*(?:ページ|頁)?|(?:P|p)\.?\s*\d{1,3}|\d{1,3}\s*(?:ページ|頁)")

# What a page number, a list item or a row between pipes can begin with, digits aside: a line that begins otherwise is one cell, unless tabs part it.
_SIGNS = frozenset("-‐–—―ーPp#*+|")


class Cell(NamedTuple):
    """One cell: `line` is 1-based, `row` the line on which its table row begins, `column` 0-based, `blanks` the blank lines before the line."""

    line: int
    row: int
    column: int
    page: int
    blanks: int
    text: str


def read_cells(text: str) -> list[Cell]:
    """All cells with something in them, in source order. Tab, </td> and | of a table row part the cells of a line; <tr> … </tr> may span lines."""
    cells: list[Cell] = []
    page, blanks, empty = 1, 0, 0
    row: int | None = None
    columns = 0
    for number, line in enumerate(plain(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"), 1):
        if "\f" in line:
            page, line = page + line.count("\f"), line.replace("\f", " ")
        if not line or (line.isspace() and not (row and "\t" in line)):
            blanks += 1
            empty = 0 if line else empty + 1
            page += empty == _PAGE_BLANKS
            continue
        if row or ROW_START in line or ROW_END in line:
            for piece in _row_pieces(line):
                if piece == ROW_START:
                    row, columns = number, 0
                elif piece == ROW_END:
                    row, columns = None, 0
                else:
                    parts = piece.split("\t") if row else _parts(piece)
                    cells += [Cell(number, row or number, columns + at, page, blanks, text) for at, part in enumerate(parts) if (text := part.strip())]
                    columns += len(parts) - 1 if row else 0
        elif "\t" not in line and (bare := line.strip())[0] not in _SIGNS and not bare[0].isdecimal():
            cells.append(Cell(number, number, 0, page, blanks, bare))
        else:
            cells += [Cell(number, number, at, page, blanks, text) for at, part in enumerate(_parts(line)) if (text := part.strip())]
        blanks = empty = 0
    return cells


def row_span(cells: Sequence[Cell], at: int) -> range:
    """The indexes of the cells of the table row (or the line) in which a cell stands."""
    row, first, last = cells[at].row, at, at + 1
    while first and cells[first - 1].row == row:
        first -= 1
    while last < len(cells) and cells[last].row == row:
        last += 1
    return range(first, last)


def _row_pieces(line: str) -> list[str]:
    return [piece for piece in _ROW_SIGN.split(line) if piece.strip(" ")]


def _parts(line: str) -> Sequence[str]:
    """What the columns of a line hold; nothing for a page number or a rule."""
    bare = line.strip()
    if not bare or _PAGE_NUMBER.fullmatch(bare):
        return ()
    line = line.strip(" ")
    if line[0] in "#*+-":
        line = _LIST_SIGN.sub("", line, count=1) or line
    piped = line[0] == "|" and line[-1] == "|" and len(line) > 1
    if not piped and "\t" not in line:
        return (line,)
    if "--" in line and _RULE.fullmatch(line):
        return ()
    return line[1:-1].split("|") if piped else line.split("\t")
