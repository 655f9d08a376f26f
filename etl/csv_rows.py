"""Rows as programs write them (CSV, cells copied from a spreadsheet, lists of Python or JSON) → the same lines with tabs. No line moves.

A row over several lines stands between the signs of a table row.
"""
from __future__ import annotations

import ast
import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from etl.form import current_items
from etl.normalise import ROW_END, ROW_START

_LEAST_COLUMNS = 3
_UNNAMED = re.compile(r"Unnamed: \d{1,3}(?:_level_\d)?")  # what pandas writes above a column whose first row is empty
_ALIKE = 0.8  # of the rows: a spreadsheet writes every row with as many commas
_WRITTEN = 0.4  # of the lines are written as only rows with commas are
_MARKED_ROW = re.compile(r"^\"?'.+$", re.M)
_CONFIDENCES = re.compile(r"^'Confidence Scores.*(?:\n'.*)*", re.M)  # what a tool prints below a table
_QUOTED_CELL = re.compile(r"\t\"[^\"\t\n]*\n")
_LONGEST_CELL = 60  # lines
_LIST_ROW = re.compile(r"^[ \t]*(\[(?:'|\"|None\b|null\b).*\]|\([\d., ]+['\"].*\)),?[ \t]*$", re.M)
_AROUND_ROWS = re.compile(r'^[ \t]*(?:\{?"\w+":.*[\[{,]|[\[\]{},]+)[ \t]*$', re.M)  # what JSON prints around rows
_LEAST_ROWS = 3
_LONGEST_LABEL, _LEAST_LABELS = 60, 10
_NUMBERING = re.compile(r"^\d{1,2}|[\s※()]")  # ① is 1 in NFKC
_HALF_SIGN = re.compile("[\ud800-\udfff]")  # half of a sign that JSON writes as two
# Columns of a table of what a tool found: those that tell about a text, those that hold it, and kinds of text that end a page.
_TOLD = frozenset({"page", "type", "kind", "confidence", "score", "id", "block_id", "bbox", "geometry"})
_HELD = frozenset({"key", "value", "label", "text", "content"})
_PAGE_ENDS = frozenset({"PAGE_NUMBER", "PAGENUMBER", "FOOTER", "PAGE_FOOTER", "PAGE_HEADER"})


def csv_rows(text: str) -> str:
    """The text as it is, unless it is CSV."""
    if text.count("\n'") >= _LEAST_LABELS:
        return _MARKED_ROW.sub(_unmarked, _CONFIDENCES.sub(lambda found: "\n" * found[0].count("\n"), text))
    if text.count(",") < text.count("\n") and '","' not in text:
        return text
    lines = text.split("\n")
    rows = _rows(text, ",") or [row for line in lines for row in _rows(line, ",") or [[line]]]
    if "Unnamed: " in text:
        rows = [["" if _UNNAMED.fullmatch(field) else field for field in row] for row in rows]
    return _printed(_texts_of(rows)) if _is_table(rows) or _is_written(lines) or _begin_with_labels(lines) else text


def _unmarked(found: re.Match[str]) -> str:
    """A row of cells that begin with ' each, so that a spreadsheet takes none for a formula."""
    rows = _rows(found[0], ",")
    marked = len(rows) == 1 and all(field.startswith("'") for field in rows[0])
    return "\t".join(field[1:].replace("\t", " ") for field in rows[0]).removesuffix("\n") if marked else found[0]


def copied_rows(text: str) -> str:
    """The text as it is, unless cells between its tabs hold line breaks in quotes."""
    if '\t"' not in text or not _QUOTED_CELL.search(text) or text.count("\t") <= text.count("\n") // 2:
        return text
    rows = _rows(text, "\t")
    return _printed(rows) if rows else text


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The rows of a text; none where a quotation mark is never closed."""
    try:
        rows = list(csv.reader([line + "\n" for line in text.split("\n")], delimiter=delimiter))
    except csv.Error:
        return []
    return [] if any(field.count("\n") > _LONGEST_CELL for row in rows for field in row) else rows


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    widths = Counter(len(row) for row in rows if row)
    width, often = widths.most_common(1)[0] if widths else (0, 0)
    return width >= _LEAST_COLUMNS and often >= _ALIKE * widths.total()


def _is_written(lines: Sequence[str]) -> bool:
    """Do many lines begin with an empty or a quoted field, hold one that is, or end with one? Tables of several widths, one below the other, do."""
    filled = [line for line in lines if line.strip()]
    padded = any(",," in line or "Unnamed: " in line for line in filled)  # then a comma at a line's end is an empty field
    return sum(line.startswith((",", '"')) or (padded and line.endswith(",")) or ",," in line or '","' in line for line in filled) > _WRITTEN * len(filled)


def _begin_with_labels(lines: Sequence[str]) -> bool:
    """Have many lines a label of the form before their first comma? Rows of several widths, without commas for what is empty at their end, do."""
    heads = (line.partition(",")[0] for line in lines if 0 < line.find(",") < _LONGEST_LABEL)
    return sum(_NUMBERING.sub("", unicodedata.normalize("NFKC", head)) in _labels() for head in heads) >= _LEAST_LABELS


@cache
def _labels() -> frozenset[str]:
    return frozenset(_NUMBERING.sub("", label) for item in current_items() for label in item.labels)


def _texts_of(rows: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    """The rows as they are, unless the first one names columns of a tool: what they tell about a text goes, and so do the pages' numbers."""
    names = [name.strip().lower() for name in rows[0]]
    if not _TOLD.intersection(names) or not _HELD.intersection(names):
        return rows
    kept = [column for column, name in enumerate(names) if name not in _TOLD]
    shown = ([] if _PAGE_ENDS.intersection(field.strip().upper() for field in row) else [row[column] for column in kept if column < len(row)]
             for row in rows[1:])
    return [[], *([part for field in row for part in field.split(" | ")] for row in shown)]


def _printed(rows: Iterable[Sequence[str]]) -> str:
    printed = ("\t".join(field.replace("\t", " ") for field in row).removesuffix("\n") for row in rows)
    return "\n".join(f"{ROW_START}{row}{ROW_END}" if "\n" in row else row for row in printed)


def list_rows(text: str) -> str:
    """The text as it is, unless many lines of it are lists: ['公表日', None, '令和7年3月21日'], ["公表日", null] or tuples of places and a text."""
    if len(_LIST_ROW.findall(text)) < _LEAST_ROWS:
        return text
    return _AROUND_ROWS.sub("", _LIST_ROW.sub(_fields, text))


def _fields(found: re.Match[str]) -> str:
    row = _read_list(found[1])
    if isinstance(row, tuple):
        row = [field for field in row if isinstance(field, str)]
    if not isinstance(row, list) or any(isinstance(field, list | dict | tuple | set) for field in row):
        return found[0]
    texts = ["" if field is None else str(field).strip() for field in row]
    printed = "\t".join(text.replace("\t", " ").replace("\n", "<br>") for text in texts)
    return found[0] if _HALF_SIGN.search(printed) else printed


def _read_list(text: str) -> object:
    """What a line of JSON or of Python says; None where it is neither."""
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue
    return None
