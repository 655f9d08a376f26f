"""Contractors: ranking, matrix, concentration."""
from __future__ import annotations

import pandas as pd

from explore.frames.common import counted_cells, most_first
from explore.text import picture
from explore.words import Words


def vendor_ranking(tasks: pd.DataFrame) -> pd.DataFrame:
    """One row per named contractor: municipalities, files, affairs and tasks (n) it is named for."""
    named = tasks[tasks["vendor"].notna()]
    file = named["assessment_id"] + "#" + named["file_no"].astype(str)
    grouped = named.assign(file=file).groupby("vendor")
    return pd.DataFrame({"municipalities": grouped["municipality_key"].nunique(), "files": grouped["file"].nunique(),
                         "affairs": grouped["affair"].nunique(), "tasks": grouped.size(), "n": grouped.size()}).reset_index()


def ranking_bars(ranking: pd.DataFrame, measure: str, words: Words, top: int = 20) -> list[tuple[str, float, str]]:
    """The first contractors by a measure."""
    first = ranking.sort_values([measure, "tasks", "vendor"], ascending=[False, False, True]).head(top)
    return [(row.vendor, getattr(row, measure), picture(words("vendors.hover", vendor=row.vendor, municipalities=row.municipalities, files=row.files,
             affairs=row.affairs, tasks=row.tasks))) for row in first.itertuples()]


def unnamed_note(statuses: dict[str, int], words: Words) -> str:
    """How many tasks name no contractor, and why."""
    missing = {status: n for status, n in statuses.items() if status != "stated" and n}
    reasons = words.listed(words("status_count", status=words.label("status", status), count=words.number(n)) for status, n in missing.items())
    return words("vendors.unnamed", n=sum(statuses.values()), missing=words.number(sum(missing.values()))) + (f" ({reasons})" if reasons else "")


def vendor_matrix(tasks: pd.DataFrame, words: Words, top: int = 25) -> tuple[pd.DataFrame, list[tuple[str, str]], list[tuple[str, str]]]:
    """Tasks by contractor and municipality: cells, rows and columns of a grid, the contractors with most tasks first."""
    named = tasks[tasks["vendor"].notna()]
    counted = named.groupby(["vendor", "municipality"], as_index=False).size().rename(columns={"size": "n"})
    vendors = most_first(counted, "vendor")[:top]
    cities = most_first(counted, "municipality")[:top]
    cells = counted_cells(counted, "vendor", "municipality", lambda row: f"{row.vendor} · {row.municipality}: {row.n}")
    return cells, [(name, name) for name in vendors], [(name, words.folded(name)) for name in cities]


def concentration(ranking: pd.DataFrame, top: int = 3) -> tuple[int, int]:
    """How many tasks the `top` vendors have, of all tasks with a named vendor. ranking: columns vendor, n."""
    named = ranking.dropna(subset=["vendor"]).groupby("vendor")["n"].sum().sort_values(ascending=False)
    return int(named.head(top).sum()), int(named.sum())
