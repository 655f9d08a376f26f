"""Reports → Arrow tables: typed columns, rows in key order, the same for the same reports whatever their order."""
from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from etl.form import FOLDER
from etl.ledger import Row
from etl.report import Report
from etl.schema import TABLES, key_of, schema_of
from etl.shared import Passage, shared_shares

FACTS_ONLY = tuple(table for table in TABLES if table != "wording")


def make_tables(reports: Sequence[Report]) -> dict[str, pa.Table]:
    """Every table of the contract by name."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for report in sorted(reports, key=lambda report: report.source.sha256):
        for table, found in report.tables.items():
            rows[table].extend(found)
    _mark_current(rows["assessments"])
    _share(rows["assessments"], rows["passages"], rows["wording"])
    _null_part(rows["ratings"])
    _null_part(rows["practices"])
    rows["codes"] = list(_codes())
    return {table: _table(table, rows[table]) for table in TABLES}


def _table(table: str, rows: Iterable[Row]) -> pa.Table:
    schema, key = schema_of(table), key_of(table)
    ordered = sorted(rows, key=lambda row: tuple(row.get(column) if row.get(column) is not None else 0 for column in key))
    return pa.Table.from_pydict({name: pa.array([row.get(name) for row in ordered], schema.field(name).type) for name in schema.names}, schema)


def _null_part(rows: Iterable[Row]) -> None:
    """Ⅳ of the full form belongs to no part."""
    for row in rows:
        row["part_no"] = row["part_no"] or None


def _mark_current(assessments: Sequence[Row]) -> None:
    """Of several versions of one report (same authority, kind and number or title) the newest is the current one."""
    newest: dict[tuple[Any, ...], Row] = {}
    for row in assessments:
        key = (row["authority"], row["kind"], row["number"] if row["number"] is not None else row["title"]) if row["authority"] else (row["assessment_id"],)
        row["is_current"] = True
        before = newest.get(key)
        if before is None or _age(row) > _age(before):
            if before is not None:
                before["is_current"] = False
            newest[key] = row
        else:
            row["is_current"] = False


def _age(row: Row) -> tuple[str, str, str]:
    return str(row["published_on"] or ""), str(row["assessed_on"] or ""), row["source_sha256"]


def _share(assessments: Iterable[Row], passages: Sequence[Row], wording: Sequence[Row]) -> None:
    """Set shared_share of each passage: see etl.shared for the method."""
    place = {row["assessment_id"]: row["municipality_code"] or row["municipality"] or row["assessment_id"] for row in assessments}
    texts = [Passage(place[row["assessment_id"]], row["assessment_id"], row["text"]) for row in wording]
    for row, share in zip(passages, shared_shares(texts), strict=True):
        row["shared_share"] = share


def _codes() -> Iterable[Row]:
    with (FOLDER / "codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {**row, "position": int(row["position"])}
