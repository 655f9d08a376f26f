"""What all tables and charts need: labels for codes, counts by status, cells and bars."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from explore.dictionary import columns, label
from explore.text import picture
from explore.words import Words

MARKS = ("3", "2", "1", "not_done", "blank", "unreadable", "not_in_source")  # levels in form order, then what is not stated
ISSUES = ("1", "incident", "says_no")
STATUSES = ("stated", "blank", "unreadable", "not_in_source")
FIRST = 25  # rows or columns of a picture that shows the first of many
Rows = list[tuple[str, str]]  # (value, label) in order
Bars = list[tuple[str, float, str]]  # (label, value, hover) from top to bottom


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dicts: what pandas' own to_dict gives, in a fifth of its time."""
    names = list(rows.columns)
    return [dict(zip(names, row, strict=True)) for row in rows.to_numpy(dtype=object).tolist()]


def part_names(first: dict[str, dict[str, Any]], words: Words) -> dict[str, str]:
    """The names of parts by key; those that would be called the same have the report's title behind them, else its file's name. first: a row of each."""
    names = {key: part_name(row, words) for key, row in first.items()}
    for column in ("title", "source_name"):
        often = Counter(names.values())
        names = {key: f"{name} · {more}" if often[name] > 1 and (more := words.text(first[key][column])) else name for key, name in names.items()}
    return names


def keyed(rows: pd.DataFrame, asked: str) -> pd.DataFrame:
    """The rows by what they are, whatever rows stand beside them: report, part, section, risk and what the column `asked` names."""
    names = ("assessment_id", "part_no", "section", "risk_no", asked)
    return rows.set_axis(["#".join(map(str, key)) for key in zip(*(rows[name] for name in names), strict=True)], axis="index")


def status_counts(counted: pd.DataFrame) -> dict[str, int]:
    """status → rows, in fixed order, from a frame with columns status and n."""
    found = dict(zip(counted["status"], counted["n"], strict=True))
    return {status: int(found.get(status, 0)) for status in STATUSES}


def part_name(part: dict[str, Any], words: Words) -> str:
    """A part's name: the municipality, and the part's number and files where the report has several parts (part_count), else its affair."""
    several = part["part_count"] > 1 or part["part_no"] > 1
    if part["part_no"] and several and words.text(part["file_names"]):
        return " ".join([words.text(part["municipality"]) or words("none"), str(part["part_no"]), part["file_names"]])
    number = words("whole_report") if not part["part_no"] else str(part["part_no"]) if several else ""
    return " ".join(text for text in (words.text(part["municipality"]), number, words.label("affair", part["affair"])) if text)


def missing_counts(counted: pd.DataFrame, column: str) -> list[tuple[str, int]]:
    """How many rows say nothing, by reason in fixed order (those that occur), from a frame with the column (status or mark) and n."""
    found = dict(zip(counted[column], counted["n"], strict=True))
    return [(reason, int(found[reason])) for reason in MARKS[3:] if found.get(reason)]


def summed(counted: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Counts put together: those of the columns, in their order, missing values last. counted: the columns, others, and n."""
    return counted.groupby(list(by), dropna=False, as_index=False)["n"].sum()


def most_first(counted: pd.DataFrame, name: str) -> list[str]:
    """The values of a column by their sum of n, the largest first, equal ones in the order of the alphabet. counted: the column and n."""
    sums: dict[str, int] = {}
    for value, n in zip(counted[name].tolist(), counted["n"].tolist(), strict=True):
        if isinstance(value, str):
            sums[value] = sums.get(value, 0) + n
    return sorted(sorted(sums), key=lambda value: -sums[value])


def first_note(counted: pd.DataFrame, name: str, words: Words) -> str:
    """Says that a picture shows the first of many values of a column; nothing where it shows all."""
    whole = int(counted[name].nunique())
    return words(f"first.{name}", n=whole, shown=words.number(FIRST)) if whole > FIRST else ""


def shown(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The rows for the eye: codes as labels, yes and no in words, columns in the language's words; no column of pages where no source has any."""
    hidden = {"risk_domain", *(name for name in ("page", "wording_page", "since_page") if name in rows and rows[name].isna().all())}
    domains = rows["risk_domain"].tolist() if "risk_domain" in rows else []
    result = {label(name, words.lang): _shown_column(name, rows[name], domains, words) for name in rows.columns if name not in hidden}
    return pd.DataFrame(result, index=rows.index)


def _shown_column(name: str, values: pd.Series, domains: list[str], words: Words) -> Any:
    known = columns().get(name)
    if name == "risk":
        return [words.label(domain, code) for domain, code in zip(domains, values.tolist(), strict=True)]
    if name in ("mark", "cloud_mark"):
        return [words.mark(mark) for mark in values.tolist()]
    if name in ("place_1", "place_2"):
        return [words.spot(place) for place in values.tolist()]
    if name in ("choice", "usual"):
        boxes = {"yes": words("box.marked"), "no": words("box.empty")}
        return [None if _absent(choice) else boxes.get(choice, choice) for choice in values.tolist()]
    if name == "field":
        return [words.field(code) for code in values.tolist()]
    if known and known.domain:
        labels = words.labels_of(known.domain)
        return [None if _absent(code) else labels.get(str(code), code) for code in values.tolist()]
    if known and known.type == "bool":
        answers = {True: words("yes"), False: words("no")}
        return [None if _absent(value) else answers[bool(value)] for value in values.tolist()]
    return values


def _absent(value: Any) -> bool:
    return value is None or value is pd.NA or value != value


def counted_cells(counted: pd.DataFrame, row: str, column: str, hover: Callable[[Any], str]) -> pd.DataFrame:
    """Cells for a grid of counts; counted: one row per cell with n; hover: a function of a cell's row (a named tuple)."""
    return pd.DataFrame({"row": counted[row].to_list(), "column": counted[column].to_list(), "n": counted["n"].to_list(),
                         "hover": [picture(hover(cell)) for cell in counted.itertuples()]})


def answer_bars(counted: pd.DataFrame, name: str, words: Words) -> Bars:
    """One bar per code of a column in the order of the form, and one for rows without an answer. counted: the column and n."""
    domain = columns()[name].domain
    found = {code: int(n) for code, n in zip(counted[name], counted["n"], strict=True) if isinstance(code, str)}
    without = int(counted.loc[counted[name].isna(), "n"].sum())
    bars = [(words.label(domain, code), found.get(code, 0)) for code in words.codes(domain)]
    return [(text, n, f"{picture(text)}: {n}") for text, n in [*bars, (words("no_answer"), without)]]


def present(codes: list[str], found: pd.Series) -> list[str]:
    """The codes among those found, in their order."""
    those = set(found)
    return [code for code in codes if code in those]
