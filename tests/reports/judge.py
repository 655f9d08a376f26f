"""Expected answer against published tables: every fact that an analyst would quote, as sentences of what differs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]
STATED = "stated"


def tables_of(folder: Path) -> dict[str, list[Row]]:
    return {path.stem: pq.read_table(path).to_pylist() for path in folder.glob("*.parquet")}


def one_report(tables: dict[str, list[Row]], source_name: str) -> dict[str, list[Row]]:
    """The rows of the report that was read from this file. StopIteration if there is none."""
    wanted = next(row["assessment_id"] for row in tables["assessments"] if row["source_name"] == source_name)
    return {name: [row for row in rows if row.get("assessment_id") == wanted] for name, rows in tables.items()}


def differences(gold: Row, tables: dict[str, list[Row]]) -> Iterator[tuple[str, str]]:
    """(what, sentence): what is 'wrong' for a value that the report doesn't state there, 'missing' for one that was not found."""
    part_of = {row["file_no"]: row["part_no"] for row in tables["parts"]}
    yield from _rated(gold["ratings"], tables["ratings"], part_of)
    yield from _retention(gold["files"], tables["retention"])
    yield from _vendors(gold["outsourcing"], tables["outsourcing"])
    yield from _named(gold["systems"], tables["systems"], "system")
    yield from _named(gold["files"], tables["files"], "file")
    if gold["changes"]["rows"] != len(tables["changes"]):
        yield "wrong", f"{gold['changes']['rows']} change rows stand in the report, {len(tables['changes'])} were published"


def _judged(where: str, expected: str | None, status: str, row: Row, value: str = "choice") -> Iterator[tuple[str, str]]:
    found, found_status = row.get(value), row.get("status", "not_in_source")
    if found is not None and (status != STATED or found != expected):
        yield "wrong", f"{where}: the report says {expected or status}, published {found}"
    elif status == STATED and found is None:
        yield "missing", f"{where}: the report says {expected}, published {found_status}"


def _rated(expected: list[Row], rows: list[Row], part_of: dict[int, int]) -> Iterator[tuple[str, str]]:
    found = {(row["part_no"], row["section"], row["risk_no"]): row for row in rows}
    for entry in expected:
        key = (part_of.get(entry["file_no"]), entry["section"], entry["risk_no"])
        yield from _judged(
            f"file {entry['file_no']} {entry['section']} {entry['risk_no']}", entry["value"], entry["status"], found.get(key, {})
        )


def _retention(files: list[Row], rows: list[Row]) -> Iterator[tuple[str, str]]:
    for entry, row in zip(files, rows, strict=False):
        answer = entry["retention_period"]
        if (answer["status"] == STATED) != (row["period"] is not None):
            yield (
                "wrong" if row["period"] else "missing",
                f"file {entry['no']}: retention {answer['value'] or answer['status']}, published {row['period']}",
            )


def _vendors(expected: list[Row], rows: list[Row]) -> Iterator[tuple[str, str]]:
    found = {(row["file_no"], row["item_no"]): row for row in rows}
    for entry in expected:
        row = found.get((entry["file_no"], entry["item_no"]), {})
        if _tight(row.get("vendor_stated")) != _tight(entry["vendor"]) and row:
            yield (
                "wrong",
                f"file {entry['file_no']} item {entry['item_no']}: vendor {entry['vendor']}, published {row.get('vendor_stated')}",
            )
        elif not row:
            yield "missing", f"file {entry['file_no']} item {entry['item_no']} was not published"


def _named(expected: list[Row], rows: list[Row], what: str) -> Iterator[tuple[str, str]]:
    names = {_tight(row["name"]) for row in rows}
    for entry in expected:
        if _tight(entry["name"]) not in names:
            yield "missing", f"{what} {entry['name']} was not published"


def _tight(text: str | None) -> str | None:
    import unicodedata

    return None if text is None else "".join(unicodedata.normalize("NFKC", text).split())
