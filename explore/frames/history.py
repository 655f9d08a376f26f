"""Change histories."""
from __future__ import annotations

import pandas as pd

from explore.frames.common import Rows
from explore.words import Words

TIMINGS = ("before", "after", "timing_missing")


def years(counted: pd.DataFrame, words: Words) -> Rows:
    """The years that occur, the earliest first, entries without a date last. counted: changed_year, n."""
    found = sorted(set(counted["changed_year"]) - {"not_stated"})
    return [(year, year) for year in found] + ([("not_stated", words("history.undated"))] if "not_stated" in set(counted["changed_year"]) else [])


def sections(counted: pd.DataFrame, words: Words) -> Rows:
    """The sections that occur in the order of the form; entries that name none last, under an empty code."""
    found = set(counted["section"].fillna(""))
    known = [(code, words.label("section", code)) for code in words.codes("section") if code in found]
    return known + ([("", words("history.no_section"))] if "" in found else [])
