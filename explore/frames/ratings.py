"""Ratings and practices as cells of a matrix: part by part, or grouped by affair, file, contractor or system."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from explore.frames.common import MARKS, Rows
from explore.text import picture
from explore.words import Words

Label = Callable[[dict[str, Any]], str]
PRACTICE_MARKS = ("3", "2", "1", "says_yes", "says_no", "blank", "unreadable", "not_in_source")
FIRST_SEEN = ("1", "says_no", "3", "2", "says_yes", "unreadable", "blank", "not_in_source")  # what a cell of several values shows


def part_cells(rows: pd.DataFrame, column: str, label: Label, words: Words) -> tuple[pd.DataFrame, Rows]:
    """Cells (row, column, mark, hover, key) and rows (value, label) of parts against a column; key is the row's index in `rows`."""
    records = rows.to_dict("records")
    several = rows[rows["part_no"] > 0].groupby("assessment_id")["part_no"].nunique()
    keys = [f"{record['assessment_id']}#{record['part_no']}" for record in records]
    names = {key: _part_name(record, int(several.get(record["assessment_id"], 0)), words) for key, record in zip(keys, records, strict=True)}
    cells = pd.DataFrame({"row": keys, "column": rows[column].to_list(), "mark": rows["mark"].to_list(),
                          "hover": [_hover(record, label(record), words) for record in records], "key": rows.index})
    return cells, list(names.items())


def grouped_cells(rows: pd.DataFrame, groups: pd.DataFrame, column: str, name: Callable[[str], str], words: Words) -> tuple[pd.DataFrame, Rows]:
    """The same with one row per group. groups: assessment_id, part_no, value.

    A cell of several values shows the first of FIRST_SEEN that occurs among them; its hover counts them all. Nothing is averaged.
    """
    counted = rows.merge(groups, on=["assessment_id", "part_no"]).groupby(["value", column, "mark"]).size().reset_index(name="n")
    cells = []
    for (value, where), some in counted.groupby(["value", column]):
        found = dict(zip(some["mark"], some["n"], strict=True))
        lines = [name(value), *(f"{words.mark(mark)}: {found[mark]}" for mark in FIRST_SEEN if mark in found)]
        cells.append({"row": value, "column": where, "mark": next(mark for mark in FIRST_SEEN if mark in found),
                      "hover": "<br>".join(picture(line) for line in lines), "key": -1})
    values = sorted(counted["value"].unique(), key=lambda value: (-counted.loc[counted["value"] == value, "n"].sum(), value))
    return pd.DataFrame(cells, columns=["row", "column", "mark", "hover", "key"]), [(value, name(value)) for value in values]


def exceptions(practices: pd.DataFrame) -> pd.DataFrame:
    """The stated answers that differ from the most frequent answer to the same item of the same kind of form; `usual` is that answer."""
    stated = practices[practices["status"] == "stated"]
    usual = stated.groupby(["kind", "item"])["choice"].agg(lambda choices: choices.value_counts().index[0]).rename("usual").reset_index()
    compared = stated.merge(usual, on=["kind", "item"])
    return compared[compared["choice"] != compared["usual"]]


def marks_present(rows: pd.DataFrame, marks: tuple[str, ...] = MARKS) -> list[str]:
    """The marks that occur, in order."""
    present = set(rows["mark"])
    return [mark for mark in marks if mark in present]


def _part_name(record: dict[str, Any], parts: int, words: Words) -> str:
    number = words("whole_report") if not record["part_no"] else str(record["part_no"]) if parts > 1 else ""
    return " ".join(text for text in (record["municipality"], number, words.label("affair", record["affair"])) if text)


def _hover(record: dict[str, Any], label: str, words: Words) -> str:
    lines = [f"{record['municipality']} · {words.text(record['title'])}", record["file_names"], label, words.mark(record["mark"]), words.place(record)]
    return "<br>".join(picture(line) for line in lines if isinstance(line, str) and line)
