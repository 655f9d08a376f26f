"""Everything read of one report as one table: field by field, with value, status and line."""
from __future__ import annotations

from operator import itemgetter
from typing import Any

import pandas as pd

from explore.frames import common
from explore.words import Words

Tables = dict[str, pd.DataFrame]
UNKNOWN_PLACE = 2**31 - 1
TYPES = {"section": "str", "field": "str", "value": "str", "status": "str", "page": "Int32", "line": "Int32", "file_no": "Int32", "part_no": "Int32",
         "risk_no": "Int32", "chars": "Int32"}
REPORT = ("municipality", "source_name", "assessment_id")  # not its title: tasks have one of their own
NUMBERS = ("file_no", "part_no", "risk_no")  # 0 where the field belongs to none
Values = dict[tuple[Any, ...], tuple[str, Any]]


def fields(tables: Tables, words: Words) -> pd.DataFrame:
    """One row per field that the form asks for: section, field, value (in words), status, page, line, file_no, part_no, risk_no, chars.

    Section by section, file by file, risk by risk, and within them as they stand in the report; fields without a line come last.
    The value of prose is its text where the tables have wording; `chars` says how long it is.
    """
    values, chars, texts = _values(tables), _lengths(tables.get("passages")), _texts(tables.get("wording"))
    order = {code: at for at, code in enumerate(words.codes("section"))}
    found = []
    for row in common.records(tables["coverage"]):
        place = (row["file_no"], row["part_no"], row["section"], row["risk_no"], row["field"])
        at = [UNKNOWN_PLACE if row[name] is pd.NA else row[name] for name in ("page", "line")]
        value = _found(values, place, words) or texts.get(place) if row["status"] == "stated" else None
        found.append(((order.get(row["section"], len(order)), *place[:2], place[3], *at), row | {"value": value, "chars": chars.get(place[1:])}))
    rows = [row for _, row in sorted(found, key=itemgetter(0))]
    return pd.DataFrame({name: pd.array([row[name] or None if name in NUMBERS else row[name] for row in rows], dtype=kind) for name, kind in TYPES.items()})


def of_report(rows: pd.DataFrame, report: pd.Series) -> pd.DataFrame:
    """The rows with the report that they are of: what is downloaded must tell it by itself."""
    return rows.assign(**{name: report[name] for name in REPORT})


def shown(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The rows for the eye; the page's choice says of which report they are."""
    return common.shown(rows.drop(columns=list(REPORT)), words)


def places(coverage: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Status, page and line of the fields that stand once in a report, by field."""
    return {row["field"]: row for row in common.records(coverage) if not (row["file_no"] or row["part_no"] or row["risk_no"])}


def _values(tables: Tables) -> Values:
    """What was read, by (table's place, field): the column and its value."""
    found: Values = {}
    for name, place, keys in (("assessments", "report", ()), ("files", "file", ("file_no",)), ("retention", "file", ("file_no",)),
                              ("outsourcing", "task", ("file_no", "item_no"))):
        for row in common.records(tables[name]):
            at = (place, *(row[key] for key in keys))
            found.update({(*at, field): (field, value) for field, value in row.items()})
    for name, place, field, value in (("ratings", "rating", "risk_no", "level"), ("practices", "practice", "item", "choice")):
        for row in common.records(tables[name]):
            part_no = 0 if row["part_no"] is pd.NA else row["part_no"]
            found[place, part_no, row["section"], row[field]] = (value, row[value])
    return found


def _found(values: Values, place: tuple[Any, ...], words: Words) -> str | None:
    file_no, part_no, section, number, field = place
    keys: list[tuple[Any, ...]] = [("practice", part_no, section, field)]
    if field == "sufficiency":
        keys.insert(0, ("rating", part_no, section, number))
    if file_no:
        keys += [("task", file_no, number, field), ("file", file_no, field)]
    elif not part_no:
        keys.append(("report", field))
    return next((text for key in keys if key in values and (text := _text(*values[key], words))), None)


def _texts(wording: pd.DataFrame | None) -> dict[tuple[Any, ...], str]:
    """The wording by place, its passages one below the other as they stand in the report."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for row in common.records(wording) if wording is not None else ():
        file_no, part_no, risk_no = (0 if row[name] is pd.NA else row[name] for name in ("file_no", "part_no", "risk_no"))
        place = (file_no, part_no, row["section"], risk_no, row["field"])
        found.setdefault(place, []).append(row["text"])
    return {place: "\n".join(texts) for place, texts in found.items()}


def _lengths(passages: pd.DataFrame | None) -> dict[tuple[Any, ...], int]:
    found: dict[tuple[Any, ...], int] = {}
    for row in common.records(passages) if passages is not None else ():
        part_no, risk_no = (0 if row[name] is pd.NA else row[name] for name in ("part_no", "risk_no"))
        place = (part_no, row["section"], risk_no, row["field"])
        found[place] = found.get(place, 0) + row["chars"]
    return found


def _text(name: str, value: Any, words: Words) -> str:
    return "" if pd.isna(value) else words.value(name, value)
