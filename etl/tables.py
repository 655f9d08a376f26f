"""Parsed reports → the published Arrow tables: rows in key order, the same for the same reports whatever their order."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.data import read_rows
from etl.ledger import Row
from etl.parsed import Parsed
from etl.schema import TABLES, schema_of
from etl.shared import Passage, shared_shares

FACTS_ONLY = tuple(table for table in TABLES if table != "wording")


_AT_ONCE = 200  # reports whose small tables are put together while others are still parsed: a table of its own costs more than its rows


class Gathering:
    """The rows of many reports as they come, in any order."""

    def __init__(self) -> None:
        self._parts: dict[str, list[pa.Table]] = {table: [] for table in TABLES if table != "codes"}
        self._count = 0

    def add(self, report: Parsed) -> None:
        for table, parts in self._parts.items():
            parts.append(report.tables[table])
        self._count += 1
        if self._count % _AT_ONCE == 0:
            for parts in self._parts.values():
                parts[-_AT_ONCE:] = [pa.concat_tables(parts[-_AT_ONCE:]).combine_chunks()]

    def tables(self) -> dict[str, pa.Table]:
        """Every table of the contract by name, once: what was gathered is given away piece by piece, for a country's reports don't fit into memory twice.
        Keys begin with the report, and each report's rows come in order of their keys already."""
        tables = {table: _ordered(pa.concat_tables(self._parts.pop(table))).combine_chunks() for table in TABLES if table != "codes"}
        assessments = tables["assessments"].to_pylist()
        tables["assessments"] = _with(tables["assessments"], "is_current", _current(assessments))
        tables["passages"] = _with(tables["passages"], "shared_share", _shares(assessments, tables["wording"]))
        tables["codes"] = _codes()
        return {table: tables[table] for table in TABLES}


def make_tables(reports: Iterable[Parsed]) -> dict[str, pa.Table]:
    """The tables of some reports."""
    gathering = Gathering()
    for report in reports:
        gathering.add(report)
    return gathering.tables()


def _ordered(table: pa.Table) -> pa.Table:
    return table.take(pc.sort_indices(table, [("assessment_id", "ascending")]))  # a stable sort


def _with(table: pa.Table, column: str, values: Sequence[Any]) -> pa.Table:
    field = table.schema.field(column)
    return table.set_column(table.column_names.index(column), field, pa.array(values, field.type))


def _current(assessments: Iterable[Row]) -> list[bool]:
    """Of several versions of one report (same authority, kind and number or title) the newest is the current one."""
    rows = list(assessments)
    newest: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        newest[version_key(row)] = max(newest.get(version_key(row), row), row, key=_age)
    return [newest[version_key(row)] is row for row in rows]


def version_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What versions of one report have in common."""
    if not row["authority"]:
        return (row["assessment_id"],)
    return row["authority"], row["kind"], row["number"] if row["number"] is not None else row["title"]


def _age(row: Row) -> tuple[str, str, str]:
    return str(row["published_on"] or ""), str(row["assessed_on"] or ""), row["source_sha256"]


def _shares(assessments: Iterable[Row], wording: pa.Table) -> list[float | None]:
    """shared_share of each passage, in the order of `wording`, which has the keys of `passages`: see etl.shared for the method."""
    place = {row["assessment_id"]: row["municipality_code"] or row["municipality"] or row["assessment_id"] for row in assessments}
    keys, texts = wording["assessment_id"].to_pylist(), wording["text"]
    return shared_shares(Passage(place[key], key, text.as_py()) for key, text in zip(keys, texts, strict=True))


def _codes() -> pa.Table:
    rows = sorted(read_rows("codes"), key=lambda row: (row["domain"], row["code"]))
    return pa.Table.from_pylist([{**row, "position": int(row["position"])} for row in rows], schema_of("codes"))
