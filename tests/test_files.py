"""What an analyst relies on: a report says the same whether the city published it as text, HTML, workbook or PDF."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from etl.report import Report, read_report
from etl.rows import Glyph, Page, Rule, Rules
from etl.sources import source_of
from tests import files
from tests.files import Made, made
from tests.reports.build import KINDS

SEEDS = (1, 2)
needs_chromium = pytest.mark.skipif(files.CHROMIUM is None, reason="Chromium is not installed (Debian: chromium)")
needs_office = pytest.mark.skipif(files.SOFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-calc)")
PLACES = {"assessment_id", "source_name", "source_sha256", "page", "line", "place_1", "place_2", "chars"}


def as_html(report: Made, folder: Path) -> bytes:
    return files.sheets_html(report.sheets).encode("utf-8")


def as_old_html(report: Made, folder: Path) -> bytes:
    return files.sheets_html(report.sheets).encode("cp932", "xmlcharrefreplace")


def as_xlsx(report: Made, folder: Path) -> bytes:
    return files.workbook(report.sheets)


def as_xls(report: Made, folder: Path) -> bytes:
    return files.converted_by_office(files.workbook(report.sheets), folder, "xls")


def as_browser_pdf(report: Made, folder: Path) -> bytes:
    return files.printed_by_chromium(files.sheets_html(report.sheets), folder)


def as_office_pdf(report: Made, folder: Path) -> bytes:
    return files.converted_by_office(files.workbook(report.sheets), folder, "pdf")


FORMATS = [pytest.param(as_html, id="html"), pytest.param(as_old_html, id="html in CP932"), pytest.param(as_xlsx, id="xlsx"),
           pytest.param(as_xls, id="xls", marks=needs_office), pytest.param(as_browser_pdf, id="pdf of a browser", marks=needs_chromium),
           pytest.param(as_office_pdf, id="pdf of a workbook", marks=needs_office)]


@cache
def from_text(kind: str, seed: int) -> Report:
    return read_report(source_of("report", files.sheets_text(made(kind, seed).sheets).encode("utf-8")))


def test_a_comma_that_hangs_over_the_rule_of_its_cell_belongs_to_it() -> None:
    glyphs = [Glyph(letter, 10 * at, 20, 10 * at + 10, 30) for at, letter in enumerate("健康管理、")]
    glyphs += [Glyph("事", 60, 40, 70, 50), Glyph("前", 70, 40, 80, 50)]
    rules = Rules([Rule(0, 0, 90), Rule(60, 0, 90)], [Rule(0, 0, 60), Rule(42, 0, 60), Rule(90, 0, 60)])
    assert Page(glyphs, rules).rows() == [(0, ["健康管理、", "事前"])]


def facts(report: Report) -> dict[str, list[dict[str, Any]]]:
    """The tables, places aside. White space goes too: a line that ends where its cell does shows none."""
    return {table: [{name: "".join(value.split()) if isinstance(value, str) else value for name, value in row.items() if name not in PLACES}
                    for row in rows] for table, rows in report.tables.items()}


@pytest.mark.parametrize("publish", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_says_the_same_in_every_kind_of_file(kind: str, seed: int, publish: Callable[[Made, Path], bytes], tmp_path: Path) -> None:
    report = read_report(source_of("report", publish(made(kind, seed), tmp_path)))
    expected = facts(from_text(kind, seed))
    found = facts(report)
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert found[table] == rows, table


@pytest.mark.parametrize(("publish", "paged"), [(as_html, False), (as_xlsx, True), pytest.param(as_browser_pdf, True, marks=needs_chromium)])
def test_every_value_leads_back_to_its_page_and_row(publish: Callable[[Made, Path], bytes], paged: bool, tmp_path: Path) -> None:
    source = source_of("report", publish(made("priority", 1), tmp_path))
    text_at = dict(zip(source.places, source.text.split("\n"), strict=True))
    ratings = [row for row in read_report(source).tables["ratings"] if row["status"] == "stated"]
    assert ratings
    for row in ratings:
        assert (row["page"] is not None) == paged
        assert row["choice"] in text_at[row["page"], row["line"]].replace(" ", "")
