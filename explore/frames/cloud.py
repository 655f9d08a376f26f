"""Government Cloud: fields, moments, standards."""
from __future__ import annotations

import pandas as pd

from explore.frames import common
from explore.frames.common import Bars, Rows, counted_cells, present
from explore.text import picture
from explore.words import Words

NAMED = 40  # municipalities in a sentence
# Fields of the kinds that have a block elsewhere, of which nobody can tell whether they have one.
LOST = "status IN ('unreadable', 'not_in_source') AND (section, field) IN (SELECT section, field FROM cloud_statement_facts)"
STANDARDS = ("iso_27001", "iso_27017", "iso_27018", "ismap", "nist_800_88")


def statement_bars(counted: pd.DataFrame, words: Words) -> Bars:
    """How many reports have a block on Government Cloud, field by field, in the order of the form. counted: section, field, reports."""
    order = {section: position for position, section in enumerate(words.codes("section"))}
    rows = sorted(counted.itertuples(), key=lambda row: (order.get(row.section, len(order)), -row.reports))
    texts = [(f"{words.label('section', row.section)} · {words.field(row.field)}", int(row.reports)) for row in rows]
    return [(text, n, f"{picture(text)}: {n}") for text, n in texts]


def named(counted: pd.DataFrame, words: Words) -> str:
    """Municipalities in a row, each once, the first of them if they are many. counted: municipality (empty: not known)."""
    names = [words.text(name) or words("none") for name in counted["municipality"]]
    return words.listed([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


def moments(reports: pd.DataFrame, on: str, words: Words) -> tuple[pd.DataFrame, Rows]:
    """Events (row, on, hover) and rows (value, label) of dated reports, in their order."""
    records = common.records(reports)
    hover = ["<br>".join(map(picture, (f"{row['municipality']} · {words.date(row[on])} · {words.text(row['title'])}", words.place(
        {"source_name": row["source_name"], "page": row["since_page"], "line": row["since_line"]})))) for row in records]
    return pd.DataFrame({"row": list(reports["assessment_id"]), "on": list(reports[on]), "hover": hover}), [
        (row["assessment_id"], f"{row['municipality']} {words.label('affair', row['affair'])}") for row in records]


def standards(counted: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows, Rows]:
    """Reports that cite a standard, by standard and layer: cells, rows and columns of a grid. counted: control, layer, n (reports)."""
    cells = counted_cells(counted, "control", "layer", lambda row: f"{words.label('control', row.control)} · {words.label('layer', row.layer)}: {row.n}")
    return cells, [(code, words.label("control", code)) for code in present(words.codes("control"), counted["control"])], [
        (code, words(f"layer.{code}")) for code in present(words.codes("layer"), counted["layer"])]
