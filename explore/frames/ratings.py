"""Ratings and practices as cells of a matrix: part by part, or grouped by affair, file, contractor or system."""
from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from explore.frames import common
from explore.frames.common import MARKS, Rows
from explore.text import picture
from explore.words import Words

PRACTICE_MARKS = ("3", "2", "1", "says_yes", "says_no", "incident", "no_incident", "not_applicable", "not_done", "blank", "unreadable",
                  "not_in_source")
PLAIN, MISSING = ("2", "says_yes", "no_incident"), ("unreadable", "blank", "not_in_source")
FIRST_SEEN = ("1", "incident", "says_no", "3", "2", "says_yes", "no_incident", "not_applicable", "not_done", "unreadable", "blank",
              "not_in_source")  # what a cell of several values shows
CELL = ("assessment_id", "part_no", "municipality", "affair", "title", "part_count", "file_names", "mark", "source_name", "page", "line", "section", "risk_no",
        "kind")


def part_cells(rows: pd.DataFrame, column: str, label: Callable[[str], str], words: Words) -> tuple[pd.DataFrame, Rows]:
    """Cells (row, column, mark, hover, key) and rows (value, label) of parts against a column; key is the row's index in `rows`."""
    records = common.records(rows)
    keys = [f"{record['assessment_id']}#{record['part_no']}" for record in records]
    first = dict(zip(reversed(keys), reversed(records), strict=True))
    heads = {key: picture(f"{record['municipality']} · {words.text(record['title'])}") + _line(words.text(record["file_names"]))
             for key, record in first.items()}
    labels = {value: _line(label(value)) for value in rows[column].unique()}
    marks = {mark: _line(words.mark(mark)) for mark in rows["mark"].unique()}
    hover = [heads[key] + labels[record[column]] + marks[record["mark"]] + _line(words.place(record)) for key, record in zip(keys, records, strict=True)]
    cells = pd.DataFrame({"row": keys, "column": rows[column].to_list(), "mark": rows["mark"].to_list(), "hover": hover, "key": rows.index})
    return cells, list(common.part_names({key: first[key] for key in dict.fromkeys(keys)}, words).items())


def grouped_cells(counted: pd.DataFrame, column: str, name: Callable[[str], str], words: Words) -> tuple[pd.DataFrame, Rows]:
    """The same with one row per group. counted: value (the group's), the column, mark, n.

    A cell of several values shows the first of FIRST_SEEN that occurs among them, or "partly" where that is plain and others are missing; its hover
    counts them all. Nothing is averaged.
    """
    found: dict[tuple[str, str], dict[str, int]] = {}
    for value, where, mark, n in zip(*(counted[name].tolist() for name in ("value", column, "mark", "n")), strict=True):
        found.setdefault((value, where), {})[mark] = int(n)
    cells = [{"row": value, "column": where, "mark": _seen(marks), "key": -1,
              "hover": picture(name(value)) + "".join(_line(f"{words.mark(mark)}: {marks[mark]}") for mark in FIRST_SEEN if mark in marks)}
             for (value, where), marks in found.items()]
    groups = [(value, name(value)) for value in common.most_first(counted, "value")]
    return pd.DataFrame(cells, columns=["row", "column", "mark", "hover", "key"]), groups


def _seen(marks: dict[str, int]) -> str:
    first = next(mark for mark in FIRST_SEEN if mark in marks)
    return "partly" if first in PLAIN and any(mark in marks for mark in MISSING) else first


def marks_present(counted: pd.DataFrame, marks: tuple[str, ...] = MARKS) -> list[str]:
    """The marks that occur, in order. counted: mark (of rows or of cells)."""
    found = set(counted["mark"])
    return [mark for mark in (*marks, "partly") if mark in found]


def _line(text: str) -> str:
    return f"<br>{picture(text)}" if text else ""
