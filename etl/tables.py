"""Parsed reports → the published Arrow tables: rows in key order, the same for the same reports whatever their order."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from etl.data import read_rows
from etl.ledger import Row
from etl.parsed import Parsed
from etl.schema import TABLES, schema_of
from etl.shared import Sentences, sentences_of, shares_of

FACTS_ONLY = tuple(table for table in TABLES if table != "wording")

AT_ONCE = 500  # reports in memory; a change moves where the row groups of Parquet files end
_KEPT = ("assessment_id", "municipality_code", "municipality", "authority", "number", "title", "kind", "published_on", "assessed_on", "source_name",
         "source_sha256")


@dataclass(frozen=True, slots=True)
class Head:
    """What has to be known of every report before the tables of any can be made: whose it is, which version of what, and its sentences."""

    row: Row
    sentences: Sentences


def head_of(report: Parsed) -> Head:
    """The head of a parsed report."""
    (row,) = report.tables["assessments"].select(_KEPT).to_pylist()
    return Head(row, sentences_of(report.tables["wording"]["text"].to_pylist()))


def tables_of(heads: Iterable[Head], read: Callable[[Head], Parsed]) -> Iterator[dict[str, pa.Table]]:
    """Every table of the contract, some reports at a time in the order of their keys, for a country's reports don't fit into memory; `codes` comes with the
    first. `read` gives the report of a head. Keys begin with the report, and each report's rows come in order of their keys already."""
    ordered = sorted(heads, key=lambda head: head.row["assessment_id"])
    current = current_of(head.row for head in ordered)
    shares = shares_of([(whose(head.row), head.sentences) for head in ordered])
    for first in range(0, len(ordered), AT_ONCE):
        some = ordered[first : first + AT_ONCE]
        reports = [read(head).tables for head in some]
        tables = {table: pa.concat_tables([report[table] for report in reports]).combine_chunks() for table in TABLES if table != "codes"}
        own, shares = np.split(shares, [tables["passages"].num_rows])
        tables["assessments"] = _with(tables["assessments"], "is_current", [current[version_key(head.row)] is head.row for head in some])
        tables["passages"] = _with(tables["passages"], "shared_share", own)
        yield tables if first else {**tables, "codes": code_table()}


def make_tables(reports: Iterable[Parsed]) -> dict[str, pa.Table]:
    """The tables of some reports that fit into memory."""
    by_key = {report.sha256: report for report in reports}
    return whole(tables_of(map(head_of, by_key.values()), lambda head: by_key[head.row["source_sha256"]]))


def whole(pieces: Iterable[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    """The pieces of every table put together; no pieces, no tables."""
    found = list(pieces)
    return {table: pa.concat_tables([piece[table] for piece in found if table in piece]) for table in (TABLES if found else ())}


def _with(table: pa.Table, column: str, values: Any) -> pa.Table:
    """The table with these values in a column; nan is none."""
    field = table.schema.field(column)
    return table.set_column(table.column_names.index(column), field, pa.array(values, field.type, from_pandas=True))


def current_of(rows: Iterable[Row]) -> dict[tuple[Any, ...], Row]:
    """Of several versions of one report (same authority, kind and number or title) the newest is the current one. By what they have in common."""
    newest: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        newest[version_key(row)] = max(newest.get(version_key(row), row), row, key=_age)
    return newest


def version_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What versions of one report have in common."""
    if not row["authority"]:
        return (row["assessment_id"],)
    return row["authority"], row["kind"], row["number"] if row["number"] is not None else row["title"]


def _age(row: Row) -> tuple[str, str, str]:
    return str(row["published_on"] or ""), str(row["assessed_on"] or ""), row["source_sha256"]


def whose(row: Row) -> str:
    """The key that says whose a report is: official code or name; that of a municipality not known is nobody else's."""
    return row["municipality_code"] or row["municipality"] or row["assessment_id"]


@cache
def code_table() -> pa.Table:
    """The table `codes`: what is behind every code, in both languages."""
    rows = sorted(read_rows("codes"), key=lambda row: (row["domain"], row["code"]))
    return pa.Table.from_pylist([{**row, "position": int(row["position"])} for row in rows], schema_of("codes"))
