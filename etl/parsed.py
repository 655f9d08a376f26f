"""A report's rows as Arrow tables: what a worker hands back, what the cache keeps, what the published tables are put together from."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from etl.ledger import Row
from etl.report import Report
from etl.schema import TABLES, key_of, schema_of

_WHOLE_FORM = ("ratings", "practices")  # Ⅳ of the full form belongs to no part: 0 in keys, null in these tables


@dataclass(frozen=True, slots=True)
class Parsed:
    """One report without its text: tables by name, rows in key order; `unknown` what matched no vocabulary."""

    name: str
    sha256: str
    kind: str
    tables: dict[str, pa.Table]
    unknown: list[Row]

    @property
    def assessment_id(self) -> str:
        return self.sha256[:12]

    def summary(self) -> str:
        """One line: how many fields were found, blank, unreadable, missing."""
        counts = Counter(self.tables["coverage"]["status"].to_pylist())
        return (f"{self.name}: {self.kind}, {counts['stated']} fields stated, {counts['blank']} blank, "
                f"{counts['unreadable']} unreadable, {counts['not_in_source']} not in the source.")


def parsed_of(report: Report) -> Parsed:
    """A report's rows as tables."""
    tables = {table: _table(table, report.tables.get(table, ())) for table in TABLES if table != "codes"}
    return Parsed(report.source.name, report.source.sha256, report.kind, tables, report.unknown)


def _table(table: str, rows: Iterable[Row]) -> pa.Table:
    schema, key = schema_of(table), key_of(table)
    ordered = sorted(rows, key=lambda row: tuple(0 if row.get(column) is None else row[column] for column in key))
    columns: dict[str, Any] = {name: [row.get(name) for row in ordered] for name in schema.names}
    if table in _WHOLE_FORM:
        columns["part_no"] = [part or None for part in columns["part_no"]]
    return pa.Table.from_pydict({name: pa.array(columns[name], schema.field(name).type) for name in schema.names}, schema)


def to_bytes(parsed: Parsed) -> bytes:
    """For the cache: one Arrow stream whose rows are the streams of the tables, compressed as a whole, for small pieces take long to open."""
    about = {"kind": parsed.kind, "sha256": parsed.sha256, "unknown": parsed.unknown}
    schema = pa.schema([("table", pa.string()), ("rows", pa.binary())], metadata={"report": json.dumps(about, ensure_ascii=False, default=str)})
    streams = [_stream(table) for table in parsed.tables.values()]
    packed = pa.BufferOutputStream()
    with pa.CompressedOutputStream(packed, "zstd") as file:
        file.write(_stream(pa.Table.from_pydict({"table": list(parsed.tables), "rows": streams}, schema)))
    return packed.getvalue().to_pybytes()


def from_bytes(data: bytes, name: str) -> Parsed:
    """What `to_bytes` wrote, under the name that the file has now. OSError, ValueError (pa.ArrowInvalid is one) or KeyError if it is damaged."""
    with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as file:
        whole = pa.ipc.open_stream(file.read()).read_all()
    about = json.loads(whole.schema.metadata[b"report"])
    rows = zip(whole["table"].to_pylist(), whole["rows"].to_pylist(), strict=True)
    tables = {table: pa.ipc.open_stream(stream).read_all() for table, stream in rows}
    if any(tables[table].schema != schema_of(table) for table in TABLES if table != "codes"):
        raise ValueError("tables of another version")
    names = pa.array([name] * tables["assessments"].num_rows, pa.string())
    at = tables["assessments"].column_names.index("source_name")
    tables["assessments"] = tables["assessments"].set_column(at, schema_of("assessments").field("source_name"), names)
    return Parsed(name, about["sha256"], about["kind"], tables, about["unknown"])


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()
