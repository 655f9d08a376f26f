"""Tables → what is wrong with them: keys, joins, codes, choices, dates. A fault is the parser's and stops the build; a doubt is the report's and is listed."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from etl.form import option_lists
from etl.schema import key_of
from etl.tables import code_table

# The scheme began in 2014; a report can't be of the future. Files may be older than the scheme.
_FIRST_DAY = dt.date(2014, 1, 1)
_DATES = {"assessments": ("published_on", "assessed_on", "consultation_start", "consultation_end", "third_party_review_on"), "changes": ("changed_on",)}
# table.column → domain of `codes`
_DOMAINS = {
    ("assessments", "kind"): "kind", ("assessments", "affair"): "affair", ("assessments", "headcount_band"): "headcount_band",
    ("assessments", "network_linkage"): "network_linkage", ("assessments", "fee"): "fee", ("systems", "system_type"): "system_type",
    ("system_connections", "connection"): "connection", ("files", "subject_band"): "subject_band", ("files", "record_items_band"): "record_items_band",
    ("files", "handler_band"): "handler_band", ("retention", "period"): "period", ("outsourcing", "scope"): "scope", ("disclosures", "direction"): "direction",
    ("ratings", "section"): "section", ("practices", "item"): "item", ("changes", "timing"): "timing", ("cloud", "platform_hosting"): "platform_hosting",
    ("controls", "control"): "control", ("controls", "layer"): "layer", ("passages", "layer"): "layer", ("coverage", "status"): "status",
    ("coverage", "field"): "field", ("contradictions", "kind"): "contradiction",
}


class Problem(NamedTuple):
    """`fault`: the tables break the contract. Else a doubt about what a report says, to be looked at by a person."""

    fault: bool
    table: str
    sentence: str


def check(tables: Mapping[str, pa.Table], today: dt.date) -> list[Problem]:
    """All problems of a build's tables, or of some reports', faults first."""
    found = [*_keys(tables), *_joins(tables), *_codes(tables), *_choices(tables), *_dates(tables, today), *_counts(tables)]
    return sorted(found, key=lambda problem: (not problem.fault, problem))


def _keys(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    for name, table in tables.items():
        counted = table.select(key_of(name)).group_by(key_of(name)).aggregate([([], "count_all")])
        for row in counted.filter(pc.greater(counted["count_all"], 1)).to_pylist():
            count = row.pop("count_all")
            yield Problem(True, name, f"{name}: {count} rows have the key {tuple(row.values())}.")


def _joins(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    reports = set(tables["assessments"]["assessment_id"].to_pylist())
    for name, table in tables.items():
        if "assessment_id" in table.column_names:
            for strange in set(table["assessment_id"].unique().to_pylist()) - reports:
                yield Problem(True, name, f"{name}: there is no report {strange}.")
    files = set(_pairs(tables["files"], "file_no"))
    for name in ("retention", "outsourcing", "disclosures", "parts"):
        for report, number in set(_pairs(tables[name], "file_no")) - files:
            yield Problem(True, name, f"{name}: report {report} has no file {number}.")


def _pairs(table: pa.Table, column: str) -> Iterator[tuple[str, int]]:
    return zip(table["assessment_id"].to_pylist(), table[column].to_pylist(), strict=True)


def _codes(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    known: dict[str, set[str]] = {}
    for row in code_table().to_pylist():
        known.setdefault(row["domain"], set()).add(row["code"])
    for (name, column), domain in _DOMAINS.items():
        allowed = known.get(domain, set()) | (known.get("item", set()) if domain == "field" else set())
        for strange in set(tables[name][column].unique().to_pylist()) - allowed - {None}:
            yield Problem(True, name, f"{name}.{column}: {strange} is no code of {domain}.")


def _choices(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    """A published choice is an option of the form, and has the level of that option."""
    levels = {(option.label, option.level) for options in option_lists().values() for option in options} | {("yes", None), ("no", None)}
    for name in ("ratings", "practices"):
        columns = ["choice", "level", "status"]
        for choice, level, status in map(dict.values, tables[name].group_by(columns).aggregate([]).to_pylist()):
            if (choice is None) != (status != "stated") or (choice is not None and (choice, level) not in levels):
                yield Problem(True, name, f"{name}: the choice {choice} has level {level} and status {status}.")


def _dates(tables: Mapping[str, pa.Table], today: dt.date) -> Iterator[Problem]:
    for name, columns in _DATES.items():
        for column in columns:
            for report, date in _pairs(tables[name], column):
                if date and not _FIRST_DAY <= date <= today:  # type: ignore[operator]
                    yield Problem(False, name, f"{name}.{column}: report {report} says {date}.")


def _counts(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    coverage = tables["coverage"]
    for row in coverage.filter(pc.greater(coverage["stated_count"], coverage["found_count"])).to_pylist():
        said = f"the report counts {row['stated_count']}, {row['found_count']} were found; an entry may name several."
        yield Problem(False, "coverage", f"Report {row['assessment_id']}, file {row['file_no']}, {row['field']}: {said}")
