"""What the readers of PDF files, workbooks and HTML pages have in common: the lines that they give, when they refuse, and how much is too much.

The bounds are several times the largest report that is known (some 300 pages, 2 MB of text) and keep a file made to harm within a few seconds and
some hundred megabytes.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

LARGEST_FILE = 100_000_000  # bytes
MOST_CHARACTERS = 5_000_000  # of a whole report
LONGEST_LINE = 500_000  # characters of one line of text
MOST_PAGES = 2_000
MOST_CELLS = 2_000_000  # of a workbook, empty ones between included
MOST_UNPACKED = 400_000_000  # bytes of a workbook's or an archive's members


class Unreadable(Exception):
    """A file's contents can't be read; the message is the reason, without the file's name and without a full stop."""


class Line(NamedTuple):
    """One row of a document: the page or sheet (None where there is none) and the row in it, 1-based; its cells, a tab between them."""

    page: int | None
    row: int
    text: str


def joined(cells: Iterable[str]) -> str:
    """Cells → the text of a row. White space in a cell is single spaces; empty cells at the end are left out."""
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")
