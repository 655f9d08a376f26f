"""Safeguards that the wording names, and how much wording stands behind a rating."""
from __future__ import annotations

from typing import Any

import pandas as pd

from explore.frames.common import Rows, counted_cells
from explore.text import picture
from explore.words import Words

THIN_CHARACTERS = 50  # wording shorter than this says little: about one sentence
FULLY_SHARED = 0.95


def by_layer(controls: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows]:
    """Reports per safeguard by who names it (own wording, platforms, both): row, mark, n; and the rows, the most frequent first."""
    layers = controls.groupby(["control", "assessment_id"])["own"].agg(["any", "all"]).reset_index()
    layers["mark"] = ["own_only" if every else "both" if some else "shared_only" for some, every in zip(layers["any"], layers["all"], strict=True)]
    counted = layers.groupby(["control", "mark"]).size().reset_index(name="n").rename(columns={"control": "row"})
    order = counted.groupby("row")["n"].sum().sort_values(ascending=False, kind="stable").index
    return counted, [(code, words.label("control", code)) for code in order]


def by_municipality(controls: pd.DataFrame, words: Words, top: int = 25) -> tuple[pd.DataFrame, Rows, Rows]:
    """Measures that name a safeguard, by safeguard and municipality: cells, rows and columns of a grid."""
    counted = controls.groupby(["control", "municipality"], as_index=False).size().rename(columns={"size": "n"})
    cities = list(counted.groupby("municipality")["n"].sum().sort_values(ascending=False).index[:top])
    cells = counted_cells(counted, "control", "municipality", lambda row: f"{words.label('control', row.control)} · {row.municipality}: {row.n}")
    return cells, [(code, words.label("control", code)) for code in words.codes("control") if code in set(cells["row"])], [
        (city, words.folded(city)) for city in cities]


def behind(measures: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Points for the ratings with wording: x (own characters), y (share that others use, per cent), mark, hover, key."""
    written = measures[measures["chars"].notna()]
    return pd.DataFrame({"x": written["own_chars"].fillna(0).astype(float), "y": written["shared_share"].astype(float) * 100, "mark": written["mark"],
                         "hover": [_hover(row, words) for row in written.to_dict("records")], "key": written.index})


def _hover(row: dict[str, Any], words: Words) -> str:
    shared = words("none") if pd.isna(row["shared_share"]) else words.share(row["shared_share"], 1)
    lines = (f"{row['municipality']} · {words.label(row['risk_domain'], row['risk'])}", words.mark(row["mark"]),
             words("safeguards.hover", chars=row["chars"], own=0 if pd.isna(row["own_chars"]) else row["own_chars"], shared=shared,
                   safeguards=row["safeguards"]), words.place(row))
    return "<br>".join(picture(line) for line in lines)


def standing_out(measures: pd.DataFrame) -> pd.DataFrame:
    """Ratings of sufficient or better behind which there is little or no wording of the municipality's own, or almost only shared wording."""
    good = measures[(measures["level"] >= 2) & measures["chars"].notna()]
    thin = good["own_chars"].fillna(0) < THIN_CHARACTERS
    return good[thin | (good["shared_share"] >= FULLY_SHARED).fillna(False)]
