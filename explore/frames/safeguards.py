"""Safeguards that the wording names, and how much wording stands behind a rating."""
from __future__ import annotations

import pandas as pd

from explore.frames import common
from explore.frames.common import Rows, counted_cells, most_first, present
from explore.text import picture
from explore.words import Words

THIN_CHARACTERS = 50  # wording shorter than this says little: about one sentence
FULLY_SHARED = 0.95
READABLE = "chars IS NOT NULL AND NOT wording_lost"
STANDING_OUT = f"level >= 2 AND {READABLE} AND (own_chars < {THIN_CHARACTERS} OR shared_share >= {FULLY_SHARED})"
MEASURES = "count(DISTINCT (assessment_id, part_no, section, risk_no, field))"  # whatever the number of layers in which one names the safeguard
NAMED_BY = "CASE WHEN bool_and(own) THEN 'own_only' WHEN bool_or(own) THEN 'both' ELSE 'shared_only' END"  # who names a safeguard in a report


def by_layer(named: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows]:
    """Reports per safeguard by who names it: row, mark, n; and the rows, the most frequent first. named: control, mark, n."""
    return named.rename(columns={"control": "row"}), [(code, words.label("control", code)) for code in most_first(named, "control")]


def by_municipality(counted: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows, Rows]:
    """Measures that name a safeguard: cells, rows and columns of a grid. counted: control, municipality, n."""
    cities = most_first(counted, "municipality")[:common.FIRST]
    labels = {code: words.label("control", code) for code in words.codes("control")}
    cells = counted_cells(counted, "control", "municipality", lambda row: f"{labels.get(row.control, row.control)} · {row.municipality}: {row.n}")
    return cells, [(code, labels[code]) for code in present(words.codes("control"), counted["control"])], [(city, words.folded(city)) for city in cities]


def behind(measures: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Points for ratings with wording: x (own characters), y (share that others use, per cent), mark, hover, key."""
    records = common.records(measures)
    hover = ["<br>".join(picture(line) for line in (
        f"{row['municipality']} · {words.label(row['risk_domain'], row['risk'])}", words.mark(row["mark"]),
        words("safeguards.hover", chars=row["chars"], own=row["own_chars"], shared=words.share(row["shared_share"], 1), safeguards=row["safeguards"]),
        words.place(row))) for row in records]
    return pd.DataFrame({"x": [float(row["own_chars"]) for row in records], "y": [100 * row["shared_share"] for row in records],
                         "mark": measures["mark"].to_list(), "hover": hover, "key": measures.index})
