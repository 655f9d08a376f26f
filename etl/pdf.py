"""A PDF file → the rows of its pages: characters with their boxes and ruled lines, read with PDFium."""
from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.document import MOST_CHARACTERS, MOST_PAGES, Line, Unreadable, joined
from etl.rows import Cells, Glyph, Page, Rule, Rules, join_cut_cells

_DEPTH = 5  # forms within forms within a page
_THIN = 3.0  # points: a path no wider than this is a rule
_SPACE = 0x20
_MARGIN = 0.12  # share of a page's height in which headers and footers stand
Matrix = tuple[float, float, float, float, float, float]


def read_pdf(data: bytes) -> list[Line]:
    """The rows of all pages. Unreadable for a locked or broken file, or one without any text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Unreadable("the PDF is protected by a password" if "password" in str(error).lower() else "the PDF is damaged") from error
    with document:
        document.init_forms()
        if len(document) > MOST_PAGES:
            raise Unreadable(f"the PDF has {len(document):,} pages, more than the {MOST_PAGES:,} a report may have")
        heights, pages = zip(*(_page(document, number) for number in range(len(document))), strict=True)
    join_cut_cells(pages)
    rows = [(height, page.rows()) for height, page in zip(heights, pages, strict=True)]
    if not any(found for _, found in rows):
        raise Unreadable(f"the PDF has no text on its {len(pages)} pages; if they are pictures, they need OCR first")
    return list(_lines(rows))


def _page(document: pdfium.PdfDocument, number: int) -> tuple[float, Page]:
    """Height and words of one page; no words of a page that PDFium can't open."""
    try:
        page = _filled_in(document, number)
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return 1.0, Page([], Rules([], []))
    upright = _upright(page)
    glyphs = list(_glyphs(text, upright))
    rules = Rules(*_rules(page, upright)) if glyphs else Rules([], [])
    height = page.get_height()
    text.close()
    page.close()
    return height, Page(glyphs, rules)


def _filled_in(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """The page with what was typed into its form fields, or written over it, drawn as a part of it: PDFium reads the text of nothing else."""
    page = document[number]
    annotations = (raw.FPDFPage_GetAnnot(page, at) for at in range(raw.FPDFPage_GetAnnotCount(page)))
    kinds = set()
    for annotation in annotations:
        kinds.add(raw.FPDFAnnot_GetSubtype(annotation))
        raw.FPDFPage_CloseAnnot(annotation)
    if kinds & {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT} and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[number]
    return page


def _upright(page: pdfium.PdfPage) -> Matrix:
    """From the page's own coordinates to points from the upper left corner of the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    return {0: (1, 0, 0, -1, -left, top), 90: (0, 1, 1, 0, -bottom, -left), 180: (-1, 0, 0, 1, right, -bottom),
            270: (0, -1, -1, 0, top, right)}[page.get_rotation()]


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a box after it was moved."""
    (x1, y1), (x2, y2) = _moved(matrix, left, bottom), _moved(matrix, right, top)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _glyphs(text: pdfium.PdfTextPage, upright: Matrix) -> Iterator[Glyph]:
    """The printed characters. A space that PDFium puts between words goes with the word behind it; line ends are left out."""
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        raise Unreadable(f"a page of the PDF has {count:,} characters, more than the {MOST_CHARACTERS:,} that a report may have")
    rect, x, y = raw.FS_RECTF(), c_double(), c_double()
    space = ""
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsGenerated(text, at) == 1:
            space = " " if code == _SPACE else ""
        elif _printable(code) and raw.FPDFText_GetLooseCharBox(text, at, byref(rect)) and raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y)):
            yield _glyph(space, chr(code), rect, y.value, upright)
            space = ""


def _glyph(space: str, sign: str, rect: Any, baseline: float, upright: Matrix) -> Glyph:
    """Fonts differ in how tall they say that they are; the baseline and the width of a full-width character are sure."""
    tall, wide = rect.top - rect.bottom, rect.right - rect.left
    size = wide if unicodedata.east_asian_width(sign) in "WFA" else min(tall, 2 * wide)
    return Glyph(space + sign, *_box(upright, rect.left, baseline - 0.12 * size, rect.right, baseline + 0.88 * size))


def _printable(code: int) -> bool:
    return code >= _SPACE and code not in (0xFFFE, 0xFFFF) and not 0xD800 <= code <= 0xDFFF


def _rules(page: pdfium.PdfPage, upright: Matrix) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules: thin paths, and the sides of drawn boxes."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for left, top, right, bottom in _paths(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, upright, 0):
        if bottom - top < _THIN < right - left:
            horizontal.append(Rule((top + bottom) / 2, left, right))
        elif right - left < _THIN < bottom - top:
            vertical.append(Rule((left + right) / 2, top, bottom))
    return horizontal, vertical


def _paths(parent: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of the lines that a page or a form within it draws."""
    for at in range(count(parent)):
        item = get(parent, at)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _paths(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, _times(_matrix(item), matrix), depth + 1)


def _path(item: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
        return
    box = _box(matrix, left.value, bottom.value, right.value, top.value)
    if box[2] - box[0] < _THIN or box[3] - box[1] < _THIN:
        yield box
    elif _stroked(item):
        yield from _sides(item, _times(_matrix(item), matrix))


def _stroked(item: Any) -> bool:
    """A box that is filled only is a shade, not a frame."""
    fill, stroke = c_int(), c_int()
    return bool(raw.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))) and bool(stroke.value)


def _sides(item: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces of a path of several lines."""
    start = last = (0.0, 0.0)
    for at in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = (x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield _box(matrix, *last, *point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield _box(matrix, *point, *start)
        last = point


def _matrix(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return 1, 0, 0, 1, 0, 0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that moves as `first` and then as `second` does."""
    a, b, c, d, e, f = first
    (ax, ay), (cx, cy), (ex, ey) = (_moved(second, *point) for point in ((a, b), (c, d), (e, f)))
    (ox, oy) = _moved(second, 0, 0)
    return ax - ox, ay - oy, cx - ox, cy - oy, ex, ey


def _lines(pages: list[tuple[float, list[tuple[float, Cells]]]]) -> Iterator[Line]:
    """The rows of all pages without what stands at the head or foot of every second one: titles, dates and numbers of pages."""
    seen = Counter(running for height, rows in pages for running in {_running(height, *row) for row in rows} if running)
    repeated = {running for running, count in seen.items() if count > max(1, len(pages) / 2)}
    for number, (height, rows) in enumerate(pages, 1):
        kept = [cells for top, cells in rows if _running(height, top, cells) not in repeated]
        yield from (Line(number, row, joined(cells)) for row, cells in enumerate(kept, 1))


def _running(height: float, top: float, cells: Cells) -> tuple[int, str] | None:
    """What a header or footer repeats: its words without numbers, and its height on the page."""
    if _MARGIN * height < top < (1 - _MARGIN) * height:
        return None
    return round(top / 4), re.sub(r"\d+", "", " ".join(cells))
