"""Everything read of one report as one table: field by field, with value, status and line."""
from __future__ import annotations

from typing import Any

import pandas as pd

from explore.words import Words

Tables = dict[str, pd.DataFrame]
UNKNOWN_PLACE = 2**31 - 1
Values = dict[tuple[Any, ...], tuple[str, Any]]


def fields(tables: Tables, words: Words) -> pd.DataFrame:
    """One row per field that the form asks for: section, field, value (in words), status, page, line, file_no, part_no, risk_no, chars.

    Section by section, file by file, risk by risk, and within them as they stand in the report; fields without a line come last.
    Prose has no value here: `chars` says how long it is, its text stands in the table wording.
    """
    values, chars = _values(tables), _lengths(tables.get("passages"))
    coverage = tables["coverage"]
    places = list(zip(*(coverage[name].tolist() for name in ("file_no", "part_no", "section", "risk_no", "field")), strict=True))
    read = [_found(values, place, words) if status == "stated" else None for place, status in zip(places, coverage["status"].tolist(), strict=True)]
    rows = coverage.assign(value=pd.Series(read, index=coverage.index, dtype="str"),
                           chars=pd.array([chars.get(place[1:]) for place in places], dtype="Int32"))
    order = {code: at for at, code in enumerate(words.codes("section"))}
    found_at = coverage[["page", "line"]].astype("Int32").fillna(UNKNOWN_PLACE).itertuples(index=False, name=None)
    keys = [(order.get(place[2], len(order)), *place[:2], place[3], *at) for place, at in zip(places, found_at, strict=True)]
    rows = rows.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)
    numbers = ["file_no", "part_no", "risk_no"]
    rows[numbers] = rows[numbers].astype("Int32").replace(0, pd.NA)
    return rows[["section", "field", "value", "status", "page", "line", *numbers, "chars"]]


def statuses(coverage: pd.DataFrame) -> dict[str, str]:
    """The status of the fields that stand once in a report, by field."""
    whole = coverage[(coverage["file_no"].fillna(0) == 0) & (coverage["part_no"].fillna(0) == 0) & (coverage["risk_no"].fillna(0) == 0)]
    return dict(zip(whole["field"], whole["status"], strict=True))


def _values(tables: Tables) -> Values:
    """What was read, by (table's place, field): the column and its value."""
    found: Values = {}
    for name, place, keys in (("assessments", "report", ()), ("files", "file", ("file_no",)), ("retention", "file", ("file_no",)),
                              ("outsourcing", "task", ("file_no", "item_no"))):
        table = tables[name]
        at = list(zip(*(table[key].tolist() for key in keys), strict=True)) or [()] * len(table)
        for field in table.columns:
            found |= {(place, *key, field): (field, value) for key, value in zip(at, table[field].tolist(), strict=True)}
    for name, place, field, value in (("ratings", "rating", "risk_no", "level"), ("practices", "practice", "item", "choice")):
        table = tables[name]
        at = zip(table["part_no"].fillna(0).tolist(), table["section"].tolist(), table[field].tolist(), strict=True)
        found |= {(place, *key): (value, read) for key, read in zip(at, table[value].tolist(), strict=True)}
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


def _lengths(passages: pd.DataFrame | None) -> dict[tuple[Any, ...], int]:
    if passages is None or passages.empty:
        return {}
    summed = passages.fillna({"part_no": 0, "risk_no": 0}).groupby(["part_no", "section", "risk_no", "field"])["chars"].sum()
    return {tuple(place): int(chars) for place, chars in summed.items()}


def _text(name: str, value: Any, words: Words) -> str:
    return "" if pd.isna(value) else words.value(name, value)
