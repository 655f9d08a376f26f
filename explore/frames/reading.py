"""Everything read of one report as one table: field by field, with value, status and line."""
from __future__ import annotations

from typing import Any

import pandas as pd

from explore.words import Words

Tables = dict[str, pd.DataFrame]


def fields(tables: Tables, words: Words) -> pd.DataFrame:
    """One row per field that the form asks for: file_no, part_no, section, risk_no, field, value (in words), status, page, line; in the order of the form.

    Prose has no value here: `chars` says how long it is, its text stands in the table wording.
    """
    values, chars = _values(tables, words), _lengths(tables.get("passages"))
    rows = []
    for row in tables["coverage"].to_dict("records"):
        place = tuple(0 if pd.isna(row[name]) else row[name] for name in ("file_no", "part_no", "section", "risk_no", "field"))
        rows.append({**row, "value": _found(values, place) if row["status"] == "stated" else None, "chars": chars.get(place[1:])})
    names = ["section", "field", "value", "status", "page", "line", "file_no", "part_no", "risk_no", "chars"]
    order = {code: at for at, code in enumerate(words.codes("section"))}
    rows.sort(key=lambda row: (order.get(row["section"], len(order)), row["file_no"] or 0, row["part_no"] or 0, row["risk_no"] or 0))
    return pd.DataFrame(rows, columns=names).astype({"chars": "Int32"})


def statuses(coverage: pd.DataFrame) -> dict[str, str]:
    """The status of the fields that stand once in a report, by field."""
    whole = coverage[(coverage["file_no"].fillna(0) == 0) & (coverage["part_no"].fillna(0) == 0) & (coverage["risk_no"].fillna(0) == 0)]
    return dict(zip(whole["field"], whole["status"], strict=True))


def _values(tables: Tables, words: Words) -> dict[tuple[Any, ...], str]:
    """What was read, by (table's place, field)."""
    found: dict[tuple[Any, ...], str] = {}
    for row in tables["assessments"].to_dict("records"):
        found |= {("report", name): _text(name, value, words) for name, value in row.items()}
    for name, key in (("files", "file_no"), ("retention", "file_no")):
        for row in tables[name].to_dict("records"):
            found |= {("file", row[key], field): _text(field, value, words) for field, value in row.items()}
    for row in tables["outsourcing"].to_dict("records"):
        found |= {("task", row["file_no"], row["item_no"], field): _text(field, value, words) for field, value in row.items()}
    for row in tables["ratings"].to_dict("records"):
        found["rating", _number(row["part_no"]), row["section"], row["risk_no"]] = _text("level", row["level"], words)
    for row in tables["practices"].to_dict("records"):
        found["practice", _number(row["part_no"]), row["section"], row["item"]] = words.text(row["choice"])
    return found


def _found(values: dict[tuple[Any, ...], str], place: tuple[Any, ...]) -> str | None:
    file_no, part_no, section, number, field = place
    keys: list[tuple[Any, ...]] = [("practice", part_no, section, field)]
    if field == "sufficiency":
        keys.insert(0, ("rating", part_no, section, number))
    if file_no:
        keys += [("task", file_no, number, field), ("file", file_no, field)]
    elif not part_no:
        keys.append(("report", field))
    return next((values[key] for key in keys if values.get(key)), None)


def _lengths(passages: pd.DataFrame | None) -> dict[tuple[Any, ...], int]:
    if passages is None or passages.empty:
        return {}
    summed = passages.fillna({"part_no": 0, "risk_no": 0}).groupby(["part_no", "section", "risk_no", "field"])["chars"].sum()
    return {tuple(place): int(chars) for place, chars in summed.items()}


def _number(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _text(name: str, value: Any, words: Words) -> str:
    return "" if pd.isna(value) else words.value(name, value)
