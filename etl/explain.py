"""python -m etl explain REPORT: what was read where and why, for a person."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.ledger import Row
from etl.report import read_report
from etl.sources import read_source

AROUND = 90  # characters of the source's line that are shown
Spot = tuple[int | None, int | None]
_VALUES = ("choice", "period", "vendor_stated", "connected", "name", "recipient", "control", "changed_on")


def explain(path: Path, field: str | None = None) -> Iterator[str]:
    """Lines of text: report, then every field with status, value, line and the raw text around it. BadSource as in the parser."""
    source = read_source(path)
    report = read_report(source)
    lines: dict[Spot, str] = {source.place(number): text for number, text in enumerate(source.text.split("\n"), 1)}
    values = _values(report.tables)
    yield f"{source.name}: {report.kind}, report {report.assessment['assessment_id']}"
    for row in report.tables["coverage"]:
        if field in (None, row["field"]):
            yield _field(row, values, lines, report.assessment)
    for unknown in report.unknown:
        yield f"matched no vocabulary: {unknown['what']} {unknown['field']} «{unknown['text']}» {_said(unknown) or 'no line'}"


def _values(tables: dict[str, list[Row]]) -> dict[tuple[Spot, str], str]:
    """What the tables hold for a line and field; the field's own column first."""
    found: dict[tuple[Spot, str], str] = {}
    for table, rows in tables.items():
        for row in rows:
            if table != "coverage" and row.get("line"):
                value = next((row[name] for name in _VALUES if row.get(name) is not None), None)
                found.setdefault((_spot(row), row.get("item") or ("sufficiency" if table == "ratings" else "")), str(value))
    return found


def _field(row: Row, values: dict[tuple[Spot, str], str], lines: dict[Spot, str], assessment: Row) -> str:
    where = (f"file {row['file_no']}" if row["file_no"] else "", f"part {row['part_no']}" if row["part_no"] else "", row["section"],
             str(row["risk_no"] or ""), row["field"])
    place = "/".join(part for part in where if part)
    value = assessment.get(row["field"]) if not row["file_no"] and not row["part_no"] else None
    if value is None and row["line"]:
        value = values.get((_spot(row), row["field"])) or values.get((_spot(row), ""))
    raw = " ".join(lines.get(_spot(row), "").split())[:AROUND]
    said = f" = {value}" if value is not None and row["status"] == "stated" else ""
    return f"{place}: {row['status']}{said}" + (f"  [{_said(row)}] {raw}" if row["line"] else "")


def _spot(row: Row) -> Spot:
    return row.get("page"), row["line"]


def _said(row: Row) -> str:
    if not row["line"]:
        return ""
    return f"page {row['page']}, row {row['line']}" if row.get("page") else f"line {row['line']}"


