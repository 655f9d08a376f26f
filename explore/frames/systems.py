"""Systems and what they are connected to."""
from __future__ import annotations

import pandas as pd

from explore.frames.common import Rows, counted_cells
from explore.text import picture
from explore.words import Words


def types_by_connection(connections: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows, Rows]:
    """Systems connected, by type and connection, "3 of 5" in the hover: cells, rows and columns of a grid."""
    grouped = connections.groupby(["system_type", "connection"])
    counted = pd.DataFrame({"n": grouped["mark"].agg(lambda marks: int((marks == "yes").sum())),
                            "asked": grouped.size(), "lost": grouped["mark"].agg(lambda marks: int((marks == "unreadable").sum()))}).reset_index()
    text = {(row.system_type, row.connection): words("systems.hover", system=words.label("system_type", row.system_type), connected=row.n, whole=row.asked,
            connection=words.label("connection", row.connection), unreadable=row.lost) for row in counted.itertuples()}
    cells = counted_cells(counted, "system_type", "connection", lambda row: text[(row.system_type, row.connection)])
    rows = [(code, words.label("system_type", code)) for code in words.codes("system_type") if code in set(cells["row"])]
    return cells, rows, [(code, words(f"connection.{code}")) for code in words.codes("connection")]


def cells(connections: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows]:
    """Cells (row, column, mark, hover, key) and rows of systems against connections."""
    key = connections["assessment_id"] + "#" + connections["system_no"].astype(str)
    names = {value: f"{row.municipality} {words.text(row.name)}" for value, row in zip(key, connections.itertuples(index=False), strict=True)}
    hover = ["<br>".join(picture(line) for line in (
        f"{row.municipality} · {words.text(row.name)}", f"{words.label('connection', row.connection)}: {words.mark(row.mark)}", words.text(row.other_text),
        words.place({"source_name": row.source_name, "line": row.line})) if line) for row in connections.itertuples(index=False)]
    return pd.DataFrame({"row": key, "column": connections["connection"], "mark": connections["mark"], "hover": hover,
                         "key": connections.index}), list(names.items())


def links(connections: pd.DataFrame, words: Words) -> tuple[list[str], list[tuple[int, int, int, str]]]:
    """The network of system types and what they are connected to: labels of nodes, and links (from, to, systems, hover)."""
    made = connections[connections["mark"] == "yes"].groupby(["system_type", "connection"]).size().reset_index(name="n")
    types = [code for code in words.codes("system_type") if code in set(made["system_type"])]
    ends = [code for code in words.codes("connection") if code in set(made["connection"])]
    labels = [words.label("system_type", code) for code in types] + [words.label("connection", code) for code in ends]
    return labels, [(types.index(row.system_type), len(types) + ends.index(row.connection), int(row.n),
                     picture(f"{words.label('system_type', row.system_type)} → {words.label('connection', row.connection)}: {row.n}"))
                    for row in made.itertuples()]
