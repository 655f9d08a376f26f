"""Corrections are data: a row of forms/corrections.csv sets one value of one report, as long as the source still says what the row expects.

source_sha256 and key (column=value pairs, `;` between them) name the row of a table, `expect` the value as parsed (empty for none), `value` the
right one (empty for none), `reason` why, `status` the field's status from then on. A correction whose `expect` no longer holds stops the build.
"""
from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl.data import FORMS
from etl.ledger import Row
from etl.schema import schema_of

CORRECTIONS = FORMS / "corrections.csv"


class StaleCorrection(Exception):
    """A correction names a row that isn't there, or expects a value that the source no longer gives."""


@dataclass(frozen=True, slots=True)
class Correction:
    source_sha256: str
    table: str
    key: tuple[tuple[str, str], ...]
    column: str
    expect: str
    value: str
    reason: str
    status: str


def read_corrections(path: Path = CORRECTIONS) -> tuple[Correction, ...]:
    """The corrections of a file. StaleCorrection if a row gives no reason: a correction without one is a guess."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [dict(row) for row in csv.DictReader(file)]
    for row in rows:
        if not row["reason"]:
            raise StaleCorrection(f"{path.name}: the correction of {row['table']}.{row['column']} gives no reason.")
    return tuple(Correction(**{**row, "key": _pairs(row["key"])}) for row in rows)


def _pairs(key: str) -> tuple[tuple[str, str], ...]:
    parts = (pair.partition("=") for pair in key.split(";") if pair)
    return tuple((name, value) for name, _, value in parts)


def correct(source_sha256: str, tables: dict[str, list[Row]], corrections: Iterable[Correction]) -> int:
    """Apply the corrections of one source to its rows; gives how many there were. StaleCorrection if one no longer fits."""
    count = 0
    for correction in corrections:
        if correction.source_sha256 == source_sha256:
            row = _row(tables, correction)
            if _text(row.get(correction.column)) != correction.expect:
                raise StaleCorrection(f"{correction.table}.{correction.column}: expected {correction.expect or 'nothing'}, the source says "
                                      f"{_text(row.get(correction.column)) or 'nothing'} ({correction.reason}).")
            row[correction.column] = _typed(correction)
            if correction.status:
                row["status"] = correction.status
            count += 1
    return count


def _row(tables: dict[str, list[Row]], correction: Correction) -> Row:
    found = [row for row in tables.get(correction.table, ()) if all(_text(row.get(name)) == value for name, value in correction.key)]
    if len(found) != 1:
        raise StaleCorrection(f"{correction.table}: {len(found)} rows have the key {dict(correction.key)} ({correction.reason}).")
    return found[0]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _typed(correction: Correction) -> Any:
    if not correction.value:
        return None
    kind = schema_of(correction.table).field(correction.column).type
    return pa.scalar(correction.value).cast(kind).as_py()
