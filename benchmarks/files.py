"""Pages a second of PDF against PDFium alone, and a rerun over 1,000 unchanged reports against the first run: python -m benchmarks.files

PDFium alone opens each page and reads every character with its box; the reader also finds rules and puts rows and cells together.
Each ratio comes from one run on one machine; absolute numbers are printed for orientation only.
"""
from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from ctypes import byref
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.__main__ import main as etl
from etl.pdf import read_pdf
from etl.publish import beside
from tests.files import CHROMIUM, SOFFICE, converted_by_office, made, printed_by_chromium, sheets_html, workbook
from tests.reports.build import printed

REPORTS = 1_000
ROUNDS = 3


def fastest(work: Callable[[], object]) -> float:
    """Least seconds of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def bare(data: bytes) -> int:
    """Every character of every page with its box, by PDFium alone; gives the number of pages."""
    rect = raw.FS_RECTF()
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                raw.FPDFText_GetUnicode(text, at)
                raw.FPDFText_GetLooseCharBox(text, at, byref(rect))
        return len(document)


def pdf() -> None:
    sheets = made("full", 1).sheets
    makers: dict[str, Callable[[Path], bytes]] = {}
    if CHROMIUM:
        makers["of a browser"] = lambda folder: printed_by_chromium(sheets_html(sheets), folder)
    if SOFFICE:
        makers["of a workbook"] = lambda folder: converted_by_office(workbook(sheets), folder, "pdf")
    for name, make in makers.items():
        with tempfile.TemporaryDirectory() as folder:
            data = make(Path(folder))
        pages, floor, full = bare(data), fastest(lambda data=data: bare(data)), fastest(lambda data=data: read_pdf(data))
        print(f"PDF {name:14} {pages / full:6.0f} pages a second, {full / floor:4.1f} x PDFium alone ({pages / floor:.0f})")


def many() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place, "reports"), Path(place, "tables")
        folder.mkdir()
        texts = [printed("tab_cells", kind, seed, frozenset())[0] for kind in ("basic", "basic", "priority", "full") for seed in range(5)]
        for number in range(REPORTS):
            (folder / f"{number:04}.txt").write_text(texts[number % len(texts)] + f"\n{number}\n", encoding="utf-8")
        floor = fastest(lambda: [unicodedata.normalize("NFKC", path.read_text(encoding="utf-8")) for path in folder.iterdir()])
        times = []
        for _ in range(2):
            start = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                assert etl([str(folder), "--out", str(out)]) == 0
            times.append(time.perf_counter() - start)
        size = sum(path.stat().st_size for path in beside(out, "cache").rglob("*")) / 1e6
        print(f"{REPORTS} reports: first run {times[0]:.1f} s ({REPORTS / times[0]:.0f} a second, {times[0] / floor:.1f} x reading and NFKC of all), "
              f"unchanged {times[1]:.1f} s, {times[0] / times[1]:.1f} times as fast; cache {size:.0f} MB")
        shutil.rmtree(beside(out, "cache"), ignore_errors=True)


def main() -> None:
    pdf()
    many()


if __name__ == "__main__":
    sys.exit(main())
