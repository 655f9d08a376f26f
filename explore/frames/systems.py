"""Systems and what they are connected to."""
from __future__ import annotations

import pandas as pd

from explore.frames import common
from explore.frames.common import Rows, counted_cells, present
from explore.text import picture
from explore.words import Words

SUMS = {"connected": "count(*) FILTER (mark = 'yes')", "readable": "count(*) FILTER (mark IN ('yes', 'no'))"}  # over connection_facts


def types_by_connection(counted: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows, Rows]:
    """Systems connected, by type and connection, with the denominator in the hover: cells, rows and columns of a grid. No number where no box could be read.

    counted: system_type, connection, n (boxes) and SUMS.
    """
    cells = counted_cells(counted, "system_type", "connection", lambda row: words(
        "systems.hover", system=words.label("system_type", row.system_type), connection=words.label("connection", row.connection),
        connected=row.connected, readable=row.readable, lost=row.n - row.readable)).assign(n=counted["connected"].where(counted["readable"] > 0).to_list())
    rows = [(code, words.label("system_type", code)) for code in present(words.codes("system_type"), counted["system_type"])]
    return cells, rows, connections(words)


def connections(words: Words) -> Rows:
    """The connections of the form, short enough for the head of a column."""
    return [(code, words(f"connection.{code}")) for code in words.codes("connection")]


def cells(boxes: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows]:
    """Cells (row, column, mark, hover, key) and rows of systems against connections."""
    records = common.records(boxes)
    keys = [f"{row['assessment_id']}#{row['system_no']}" for row in records]
    names = {key: f"{row['municipality']} {words.text(row['name'])}" for key, row in zip(keys, records, strict=True)}
    hover = ["<br>".join(picture(line) for line in (
        names[key], f"{words.label('connection', row['connection'])}: {words.mark(row['mark'])}", words.text(row["other_text"]), words.place(row)) if line)
        for key, row in zip(keys, records, strict=True)]
    return pd.DataFrame({"row": keys, "column": boxes["connection"].to_list(), "mark": boxes["mark"].to_list(), "hover": hover,
                         "key": boxes.index}), list(names.items())


def links(counted: pd.DataFrame, words: Words) -> tuple[list[str], list[tuple[int, int, int, str]]]:
    """The network of system types and what they are connected to: labels of nodes, and links (from, to, systems, hover)."""
    made = counted[counted["connected"] > 0]
    types, ends = present(words.codes("system_type"), made["system_type"]), present(words.codes("connection"), made["connection"])
    labels = [words.label("system_type", code) for code in types] + [words.label("connection", code) for code in ends]
    return labels, [(types.index(row.system_type), len(types) + ends.index(row.connection), int(row.connected),
                     picture(f"{words.label('system_type', row.system_type)} → {words.label('connection', row.connection)}: {row.connected}"))
                    for row in made.itertuples()]
