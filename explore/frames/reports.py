"""Reports: the map, the table of headline facts."""
from __future__ import annotations

import datetime as dt

import pandas as pd

from explore.frames.common import shown
from explore.words import Words

MEASURES = ("reports", "cloud", "readable", "effort", "issues")


def map_note(reports: pd.DataFrame, words: Words) -> str:
    """What the map counts and when the reports were published, as far as they say."""
    stated = reports["published_on"].dropna()
    period = f"{words.date(stated.min())} – {words.date(stated.max())}" if len(stated) else words("none")
    return words("overview.map.note", n=len(reports), period=period, stated=words.number(len(stated)))


def by_prefecture(reports: pd.DataFrame, measure: str, places: pd.DataFrame, words: Words) -> pd.DataFrame:
    """One row per prefecture for the map of tiles: column, row, value, text, hover. Prefectures without a report have no value."""
    found = {prefecture: _measure(some, measure, words) for prefecture, some in reports.groupby("prefecture")}
    tiles = places[["prefecture", "column", "row"]].copy()
    full = list(places["prefecture"] if words.lang == "ja" else places["name_en"])
    tiles["value"] = [found.get(prefecture, (None, ""))[0] for prefecture in tiles["prefecture"]]
    texts = [found.get(prefecture, (None, ""))[1] for prefecture in tiles["prefecture"]]
    tiles["text"] = [f"{name}<br>{text}" if text else name for name, text in zip(places[f"short_{words.lang}"], texts, strict=True)]
    tiles["hover"] = [f"{name}: {text or words('overview.absent')}" for name, text in zip(full, texts, strict=True)]
    return tiles


def _measure(reports: pd.DataFrame, measure: str, words: Words) -> tuple[float, str]:
    """The measure of some reports as a number to colour by and in words with its denominator."""
    if measure == "reports":
        return len(reports), words.number(len(reports))
    if measure == "readable":
        shares = reports["readable_share"].dropna()
        return (float(shares.min()), words.share(float(shares.min()), 1)) if len(shares) else (0.0, words("none"))
    part, whole = {
        "cloud": (int(reports["government_cloud"].fillna(False).sum()), len(reports)),
        "effort": (int(reports["level_3"].sum()), int(reports[["level_1", "level_2", "level_3"]].sum().sum())),
        "issues": (int(reports["level_1"].sum()), int(reports[["level_1", "level_2", "level_3"]].sum().sum())),
    }[measure]
    return part, f"{words.number(part)}/{words.number(whole)}"


def age_years(assessed_on: dt.date | None, today: dt.date) -> float | None:
    """Whole and tenth years since the assessment; None where its date isn't stated."""
    return round((today - assessed_on).days / 365.25, 1) if isinstance(assessed_on, dt.date) else None


def report_table(reports: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """The reports with their age in years on the day `today`."""
    table = reports.copy()
    table.insert(list(table.columns).index("assessed_on") + 1, "age_years", [age_years(day, today) for day in table["assessed_on"]])
    return table


def report_view(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The table of reports for the eye: the rating mix as one small picture instead of six numbers."""
    mix = ["level_3", "level_2", "level_1", "ratings_blank", "ratings_unreadable", "ratings_not_in_source"]
    seen = table.drop(columns=[*mix, "assessment_id", "prefecture", "published_on", "ratings", "periods_undefined"])
    seen.insert(list(seen.columns).index("lowest_level"), "rating_mix", table[mix].fillna(0).astype(int).values.tolist())
    return shown(seen, words)
