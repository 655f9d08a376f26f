"""Reports: the map, the table of headline facts."""
from __future__ import annotations

import datetime as dt

import pandas as pd

from explore.dictionary import label
from explore.frames.common import shown
from explore.text import picture
from explore.words import Words

MEASURES = ("reports", "cloud", "readable", "effort", "issues")
SUMS = {  # what the map needs of each prefecture, as SQL aggregates over report_facts
    "readable": "min(readable_share)", "cloud": "count(*) FILTER (cloud_mark = 'uses')", "told": "count(*) FILTER (cloud_mark <> 'unclear')",
    "effort": "sum(level_3)", "issues": "sum(level_1)",
    "rated": "sum(level_1 + level_2 + level_3)"}
MIX = ("level_3", "level_2", "level_1", "ratings_not_done", "ratings_blank", "ratings_unreadable", "ratings_not_in_source")


def map_note(whole: dict[str, object], measure: str, words: Words) -> str:
    """What the map's colours and numbers mean, and when the assessments were made, as far as the reports say. whole: n, assessed, first_on, last_on."""
    period = words.period(whole["first_on"], whole["last_on"]) if whole["assessed"] else words("none")  # type: ignore[arg-type]
    return words(f"measure.{measure}.note") + " " + words("overview.map.note", n=int(whole["n"]), period=period, stated=words.number(int(whole["assessed"])))  # type: ignore[call-overload]


def by_prefecture(summed: pd.DataFrame, measure: str, places: pd.DataFrame, words: Words) -> pd.DataFrame:
    """One row per prefecture for the map of tiles: column, row, value, text, hover. Prefectures without a report have no value.

    summed: prefecture, n and SUMS.
    """
    found = {row["prefecture"]: _measure(row, measure, words) for row in summed.to_dict("records")}
    values = [found.get(prefecture, (None, "")) for prefecture in places["prefecture"]]
    full = places["prefecture"] if words.lang == "ja" else places["name_en"]
    return places[["column", "row"]].assign(
        value=[value for value, _ in values],
        text=[f"{name}<br>{text}" if text else name for name, (_, text) in zip(places[f"short_{words.lang}"], values, strict=True)],
        hover=[f"{picture(name)}: {text or words('overview.absent')}" for name, (_, text) in zip(full, values, strict=True)])


def _measure(row: dict[str, float], measure: str, words: Words) -> tuple[float | None, str]:
    """The measure of a prefecture's reports as a number to colour by, and in words with its denominator."""
    if measure == "reports":
        return row["n"], words.number(row["n"])
    if measure == "readable":
        share = row["readable"]
        return (0.0, words("none")) if share != share else (share, words.share(share, 1))
    part, whole = (0 if value != value else int(value) for value in (row[measure], row["told" if measure == "cloud" else "rated"]))
    return (part, f"{words.number(part)}/{words.number(whole)}") if whole else (None, words("none"))


def age_years(assessed_on: dt.date | None, today: dt.date) -> float | None:
    """Whole and tenth years since the assessment; None where its date isn't stated."""
    return round((today - assessed_on).days / 365.25, 1) if isinstance(assessed_on, dt.date) else None


def with_age(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports with their age in years today."""
    table = reports.copy()
    table.insert(list(table.columns).index("assessed_on") + 1, "age_years", [age_years(day, dt.date.today()) for day in table["assessed_on"]])
    return table


def report_view(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The table of reports for the eye: the rating mix as one small picture instead of six numbers; beside the longest retention the files that don't tell."""
    seen = table.drop(columns=[*MIX, "assessment_id", "prefecture", "published_on", "ratings", "periods_undefined", "periods_missing"])
    seen.insert(list(seen.columns).index("lowest_level"), "rating_mix", table[list(MIX)].fillna(0).astype(int).to_numpy().tolist())
    seen = shown(seen, words)
    longest = label("longest_period", words.lang)
    seen[longest] = [f"{text if isinstance(text, str) else words('none')} ({words('overview.unknown', n=int(missing))})" if missing else text
                     for text, missing in zip(seen[longest], table["periods_missing"].fillna(0), strict=True)]
    return seen
