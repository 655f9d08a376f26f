"""An Excel workbook (XLSX, XLS) → the rows of its sheets. Merged ranges and single cells count as one column each, so that a table keeps its columns."""
from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from etl.document import MOST_CELLS, MOST_UNPACKED, Line, Unreadable, joined

_REFERENCE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


def read_workbook(data: bytes) -> list[Line]:
    """The rows of all visible sheets; `page` is the sheet's number. Unreadable for a locked, broken or monstrous workbook, or one without text."""
    if data[:2] == b"PK":
        _check_size(data)
    try:
        with _quiet():
            lines = list(_lines(CalamineWorkbook.from_filelike(io.BytesIO(data))))
    except (Unreadable, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        raise Unreadable("the workbook is protected by a password" if isinstance(error, PasswordError) else "the workbook is damaged") from error
    if not lines:
        raise Unreadable("the workbook has no text in its cells")
    return lines


@contextmanager
def _quiet() -> Iterator[None]:
    """A panic of the library prints its trace to standard error before it is raised; the reader's sentence says enough."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _lines(book: CalamineWorkbook) -> Iterator[Line]:
    for number, sheet in enumerate(book.sheets_metadata, 1):
        if sheet.visible == SheetVisibleEnum.Visible:
            yield from _sheet_lines(book, sheet.name, number)


def _check_size(data: bytes) -> None:
    """A few kilobytes can unpack to gigabytes, and one cell far away makes a sheet of billions."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable(f"the workbook unpacks to more than {MOST_UNPACKED:,} bytes")
            cells = sum(_extent(archive.read(member)) for member in archive.infolist() if member.filename.startswith("xl/worksheets/"))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable("the workbook is damaged") from error
    if cells > MOST_CELLS:
        raise Unreadable(f"the sheets of the workbook span {cells:,} cells, more than the {MOST_CELLS:,} a report may have")


def _extent(sheet: bytes) -> int:
    """Cells of the rectangle that a sheet's cells span."""
    columns = rows = 0
    for letters, row in _REFERENCE.findall(sheet):
        rows = max(rows, int(row))
        columns = max(columns, _column(letters))
    return columns * rows


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_lines(book: CalamineWorkbook, name: str, number: int) -> Iterator[Line]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise Unreadable(f"sheet {name} of the workbook spans more than the {MOST_CELLS:,} cells a report may have")
    covered = set(_covered(sheet))
    for at, row in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = [cell_text(value) for column, value in enumerate(row) if (at, column) not in covered]
        if any(cells):
            yield Line(number, at + 1, joined(cells))


def _covered(sheet: CalamineSheet) -> Iterator[tuple[int, int]]:
    """The cells of merged ranges that stand to the right of the range's first column; those below keep their place in the row."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left + 1, right + 1))


def cell_text(value: Any) -> str:
    """What Excel shows of a cell, as far as its value tells: dates as 2024/4/1, whole numbers without a point."""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
