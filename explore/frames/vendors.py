"""Contractors: ranking, matrix, concentration."""
from __future__ import annotations

import pandas as pd

from explore.frames.common import FIRST, Bars, Rows, counted_cells, most_first
from explore.text import picture
from explore.words import Words

REACH = {  # how far a contractor reaches, as SQL aggregates over outsourcing_facts
    "municipalities": "count(DISTINCT municipality_key)", "files": "count(DISTINCT (assessment_id, file_no))", "affairs": "count(DISTINCT affair)",
    "tasks": "count(*)"}
# A task stands in the list of every file that is handed out for it. Two tasks of one title have contractors of their own; a joint task names them together.
DISTINCT = "count(DISTINCT (assessment_id, coalesce(task_title, file_no || '#' || item_no), vendor_stated))"


TOP = 3  # contractors whose share tells how concentrated the work is


def lost_note(lists: pd.DataFrame, words: Words) -> str:
    """In how many files the list of tasks is not whole in the source. lists: status, n (files)."""
    lost = int(lists.loc[lists["status"].isin(["not_in_source", "unreadable"]), "n"].sum())
    key = "vendors.lost" if lost else "vendors.whole"
    return words(key, n=lost, whole=words.number(int(lists["n"].sum()))) if len(lists) else ""


def ranking_bars(reach: pd.DataFrame, measure: str, words: Words) -> Bars:
    """The first contractors by a measure. reach: vendor and REACH."""
    first = reach.sort_values([measure, "tasks", "vendor"], ascending=[False, False, True]).head(FIRST)
    return [(row.vendor, getattr(row, measure), picture(words("vendors.hover", vendor=row.vendor, municipalities=row.municipalities, files=row.files,
             affairs=row.affairs, tasks=row.tasks))) for row in first.itertuples()]


def named_note(statuses: dict[str, int], named: int, words: Words) -> str:
    """How many tasks name a contractor, and why the others don't: 未定 and the like are stated, but are no name."""
    reason = {status: words.label("status", status) for status in statuses} | {"stated": words("vendors.nobody")}
    missing = {status: n for status, n in (statuses | {"stated": statuses["stated"] - named}).items() if n}
    reasons = words.listed(words("status_count", status=reason[status], count=words.number(n)) for status, n in missing.items())
    return words("vendors.named", n=sum(statuses.values()), named=words.number(named)) + (
        f" ({reasons})" if reasons else "") + words("full_stop")


def matrix(counted: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows, Rows]:
    """Tasks by contractor and municipality: cells, rows and columns of a grid, those with most tasks first. counted: vendor, municipality, n."""
    vendors, cities = (most_first(counted, name)[:FIRST] for name in ("vendor", "municipality"))
    cells = counted_cells(counted, "vendor", "municipality", lambda row: f"{row.vendor} · {row.municipality}: {row.n}")
    return cells, [(name, name) for name in vendors], [(name, words.folded(name)) for name in cities]


def concentration(reach: pd.DataFrame, different: int, words: Words, top: int = TOP) -> str:
    """How many tasks the `top` contractors have, of all tasks with a named one; nothing where there are no others. reach: vendor, tasks; different: tasks
    by DISTINCT."""
    if len(reach) <= top:
        return ""
    ordered = reach.sort_values(["tasks", "vendor"], ascending=[False, True])
    first, others = ordered.head(top), ordered.iloc[top:]
    alike = int((others["tasks"] == first["tasks"].iloc[-1]).sum())
    tasks, n = int(first["tasks"].sum()), int(reach["tasks"].sum())
    said = words("vendors.concentration", n=n, top=words.number(tasks), share=words.share(tasks, n), names=words.listed(first["vendor"]),
                 different=words.number(different))
    return f"{said} {words('vendors.alike', n=alike, vendor=first['vendor'].iloc[-1])}" if alike else said
