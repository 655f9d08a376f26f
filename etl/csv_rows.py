"""Text whose rows a spreadsheet has written with commas → the same lines with tabs, so that it is read like any other table."""
from __future__ import annotations

import csv
from collections import Counter

from etl.normalise import ROW_END, ROW_START

_LEAST_COLUMNS = 3
_ALIKE = 0.8  # of the rows: a spreadsheet writes every row with as many commas


def csv_rows(text: str) -> str:
    """The text as it is, unless it is CSV. A row over several lines stands between the signs of a table row; no line moves."""
    if text.count(",") < 2 * text.count("\n"):
        return text
    lines = text.split("\n")
    try:
        rows = list(csv.reader([line + "\n" for line in lines]))
    except csv.Error:  # a field without end, or one that is too long
        return text
    if not _is_table(rows):
        return text
    printed = ["\t".join(field.replace("\t", " ") for field in row) for row in rows]
    return "\n".join(f"{ROW_START}{row}{ROW_END}" if "\n" in row else row for row in printed)


def _is_table(rows: list[list[str]]) -> bool:
    widths = Counter(len(row) for row in rows if row)
    width, often = widths.most_common(1)[0] if widths else (0, 0)
    return width >= _LEAST_COLUMNS and often >= _ALIKE * widths.total()
