"""How long each file is kept, as bars on the form's ten steps."""
from __future__ import annotations

import pandas as pd

from explore.frames import common
from explore.text import picture
from explore.words import Words

# The longest period first; then those that the form calls undefined, then the files that don't say.
ORDER = "status <> 'stated', period = 'undefined', min_years DESC NULLS LAST, municipality_key, assessment_id, file_no"


def file_bars(files: pd.DataFrame, words: Words) -> list[tuple[str, int, str, str, str]]:
    """One bar per file: label, length in steps (0 where there is none), mark, the answer in words, hover. files: what the page's table shows."""
    steps = {step: position for position, step in enumerate(words.codes("period"), 1)}
    bars = []
    for row in common.records(files):
        mark = row["period"] if row["status"] == "stated" else row["status"]
        text, label = words.period_or_status(mark), " · ".join(words.text(row[name]) or words("none") for name in ("municipality", "file_name"))
        hover = "<br>".join(map(picture, (label, text, words.place(row))))
        bars.append((label, 0 if mark == "undefined" else steps.get(mark, 0), mark, text, hover))
    return bars
