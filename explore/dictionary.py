"""What the published tables and their columns are called and mean: tables.csv, columns.csv and glossary.csv."""
from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """One column: its name, type (text, int, real, bool, date), list of codes, unit, label and description per language."""

    name: str
    type: str
    domain: str
    unit: str
    label: dict[str, str]
    description: dict[str, str]


@dataclass(frozen=True)
class Table:
    """One published table: its key, its columns in order, whether a build may leave it out, label and grain per language."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    optional: bool
    label: dict[str, str]
    description: dict[str, str]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _both(row: dict[str, str], name: str) -> dict[str, str]:
    return {"en": row[f"{name}_en"], "ja": row[f"{name}_ja"]}


@cache
def columns() -> dict[str, Column]:
    """Every known column by name."""
    return {row["column"]: Column(row["column"], row["type"], row["domain"], row["unit"], _both(row, "label"), _both(row, "description"))
            for row in _rows("columns.csv")}


@cache
def tables() -> dict[str, Table]:
    """Every published table by name, in reading order."""
    return {row["table"]: Table(row["table"], tuple(row["key"].split()), tuple(row["columns"].split()), row["optional"] == "yes",
                                _both(row, "label"), _both(row, "description"))
            for row in _rows("tables.csv")}


def glossary(lang: str) -> pd.DataFrame:
    """The terms of the forms: term_ja, term_en and their explanation in the language."""
    rows = pd.DataFrame(_rows("glossary.csv"))
    return rows[["term_ja", "term_en"]].assign(explanation=rows[f"explanation_{lang}"])


def label(name: str, lang: str) -> str:
    """The label of a column, or its own name where the dictionary doesn't know it."""
    known = columns().get(name)
    return known.label[lang] if known else name
