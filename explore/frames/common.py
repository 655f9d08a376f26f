"""What all tables and charts need: labels for codes, counts by status, cells and bars."""
from __future__ import annotations

from typing import Any

import pandas as pd

from explore.dictionary import columns, label
from explore.text import picture
from explore.words import Words

MARKS = ("3", "2", "1", "blank", "unreadable", "not_in_source")  # levels in form order, then what is not stated
STATUSES = ("stated", "blank", "unreadable", "not_in_source")
Rows = list[tuple[str, str]]  # (value, label) in order
Bars = list[tuple[str, float, str]]  # (label, value, hover) from top to bottom


def status_counts(counted: pd.DataFrame) -> dict[str, int]:
    """status → rows, in fixed order, from a frame with columns status and n."""
    found = counted.groupby("status")["n"].sum().to_dict()
    return {status: int(found.get(status, 0)) for status in STATUSES}


def shown(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The rows for the eye: codes as labels, yes and no in words, columns in the language's words."""
    result: dict[str, Any] = {}
    for name in rows.columns:
        known = columns().get(name)
        values = rows[name]
        if name == "risk":
            values = [words.label(domain, code) for domain, code in zip(rows["risk_domain"], values, strict=True)]
        elif name == "field":
            values = [words.field(code) for code in values]
        elif known and known.domain:
            values = [_label(words, known.domain, code) for code in values]
        elif known and known.type == "bool":
            values = [None if pd.isna(value) else words("yes" if value else "no") for value in values]
        result[name] = values
    frame = pd.DataFrame(result, index=rows.index).drop(columns="risk_domain", errors="ignore")
    return frame.rename(columns={name: label(name, words.lang) for name in frame.columns})


def _label(words: Words, domain: str, code: Any) -> str | None:
    return None if pd.isna(code) else words.label(domain, code)


def most_first(counted: pd.DataFrame, name: str) -> list[str]:
    """The values of a column, the most frequent first. counted: the column and n."""
    return list(counted.groupby(name)["n"].sum().sort_values(ascending=False, kind="stable").index)


def counted_cells(counted: pd.DataFrame, row: str, column: str, hover: Any) -> pd.DataFrame:
    """Cells for a grid of counts from a frame with n; hover: a function of a cell's row (a named tuple)."""
    cells = counted.groupby([row, column], as_index=False)["n"].sum()
    return cells.assign(hover=[picture(hover(cell)) for cell in cells.itertuples()]).rename(columns={row: "row", column: "column"})


def answer_bars(rows: pd.DataFrame, name: str, words: Words) -> list[tuple[str, float, str]]:
    """One bar per code of a column in the order of the form, and one for rows without an answer."""
    domain = columns()[name].domain
    counts = rows[name].value_counts()
    found = [(words.label(domain, code), int(counts.get(code, 0))) for code in words.codes(domain)]
    without = int(rows[name].isna().sum())
    return [(text, n, f"{picture(text)}: {n}") for text, n in [*found, (words("no_answer"), without)]]
