"""Government Cloud: fields, moments, standards."""
from __future__ import annotations

import pandas as pd

from explore.frames.common import counted_cells
from explore.text import picture
from explore.words import Words

STANDARDS = ("iso_27001", "iso_27017", "iso_27018", "ismap", "nist_800_88")


def statement_bars(statements: pd.DataFrame, words: Words) -> list[tuple[str, float, str]]:
    """How many reports have a block on Government Cloud, field by field, in the order of the form."""
    found = statements.groupby(["section", "field"])["assessment_id"].nunique().reset_index(name="n")
    order = words.codes("section")
    found["position"] = [order.index(section) if section in order else len(order) for section in found["section"]]
    bars = []
    for row in found.sort_values(["position", "n"], ascending=[True, False]).itertuples():
        text = f"{words.label('section', row.section)} · {words.field(row.field)}"
        bars.append((text, int(row.n), f"{picture(text)}: {row.n}"))
    return bars


def moments(reports: pd.DataFrame, on: str, words: Words) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Events (row, on, hover) and rows (value, label) of dated reports, the earliest first."""
    rows = [(row.assessment_id, f"{row.municipality} {words.label('affair', row.affair)}") for row in reports.itertuples()]
    hover = [picture(f"{row.municipality} · {words.date(getattr(row, on))} · {row.title}") for row in reports.itertuples()]
    return pd.DataFrame({"row": list(reports["assessment_id"]), "on": list(reports[on]), "hover": hover}), rows


def standards(cited: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, list[tuple[str, str]], list[tuple[str, str]]]:
    """Reports that cite a standard, by standard and layer: cells, rows and columns of a grid."""
    reports = cited.groupby(["control", "layer"], as_index=False)["assessment_id"].nunique().rename(columns={"assessment_id": "n"})
    cells = counted_cells(reports, "control", "layer",
                          lambda row: f"{words.label('control', row.control)} · {words.label('layer', row.layer)}: {row.n}")
    rows = [(code, words.label("control", code)) for code in words.codes("control") if code in set(cells["row"])]
    across = [(code, words(f"layer.{code}")) for code in words.codes("layer") if code in set(cells["column"])]
    return cells, rows, across
