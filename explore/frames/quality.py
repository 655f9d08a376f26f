"""What could not be read, and why."""
from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from explore.frames.common import STATUSES, Rows
from explore.words import Words


def report_rows(counted: pd.DataFrame, words: Words) -> Rows:
    """Reports by the share of fields that could be read, the worst first. counted: assessment_id, municipality, affair, status, n."""
    whole = counted.groupby("assessment_id")["n"].sum()
    read = counted[counted["status"].isin(["stated", "blank"])].groupby("assessment_id")["n"].sum().reindex(whole.index, fill_value=0)
    names = {row.assessment_id: f"{row.municipality} {words.label('affair', row.affair)}" for row in counted.itertuples()}
    return [(key, f"{names[key]} — {words('quality.read', read=words.number(int(read[key])), whole=words.number(int(whole[key])))}")
            for key in (read / whole).sort_values(kind="stable").index]


def section_rows(counted: pd.DataFrame, words: Words) -> Rows:
    """The sections that occur, in the order of the form."""
    return [(code, words.label("section", code)) for code in words.codes("section") if code in set(counted["section"])]


def statuses(words: Words) -> Rows:
    """The four statuses with their labels."""
    return [(status, words.label("status", status)) for status in STATUSES]


def unknown_lines(build: dict[str, object], sources: Collection[str], words: Words) -> list[str]:
    """What the build's report lists of these sources as matching no vocabulary, as lines of text; systems have a table of their own."""
    listed: list[dict[str, object]] = build.get("unknown") or []  # type: ignore[assignment]
    found = [entry for entry in listed if entry["source_name"] in sources and entry["what"] != "system"]
    return [words("quality.unknown.line", what=words(f"unknown.{entry['what'].replace(' ', '_')}"), text=entry["text"], source=entry["source_name"],
                  line=entry["line"] or words("none")) for entry in found]


def first_lines(lines: Sequence[str], words: Words, top: int = 50) -> list[str]:
    """The first lines of a list that is too long to read, and how many follow."""
    rest = len(lines) - top
    return [*lines[:top], *([words("quality.more", n=rest)] if rest > 0 else [])]
