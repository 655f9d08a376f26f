"""How tools write pages and rows → the few ways that the rest of the parser knows: form feeds, tabs, grids of + and |. No line moves.

Known: page marks ([[page 2]], ===== page 2 =====), kinds of element before each line ([Title] …), boxes drawn with lines, rows as Python lists, CSV.
"""
from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from etl.normalise import ROW_END, ROW_START

_PAGE = re.compile(r"^[^\w\n\"',|]{0,12}page[ _:#.-]{0,3}(?:break|\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?(?!\w)[^\w\n]{0,12}$", re.I | re.M)
_TABLE = re.compile(r"^[#=\-\[ ]{1,8}[\w.-]{0,60}(?:table|sheet)(?![a-z])[^\n、。]{0,40}$", re.I | re.M)
_ELEMENT = re.compile(r"^\[([A-Z][A-Za-z]{2,30})\](?: (?=\S)|$)", re.M)
_FOOTERS = ("[Footer]", "[PageFooter]", "[PageNumber]", "[Header]", "[PageHeader]")
_LEAST_ELEMENTS = 20
_DRAWN_RULE = re.compile(r"^[ \t]*[┌├└┏┣┗╔╠╚╭╰][─━═┬┼┴┳╋┻╦╬╩┯┿┷┰╂┸╮╯┐┤┘┓┫┛╗╣╝]+[ \t]*$", re.M)
_DRAWN_LINE = re.compile(r"^[ \t]*[─━═_＿]{5,}[ \t]*$", re.M)
_LIST_ROW = re.compile(r"^[ \t]*(\[(?:'|\"|None\b|null\b).*\]|\([\d., ]+['\"].*\)),?[ \t]*$", re.M)
_AROUND_ROWS = re.compile(r'^[ \t]*(?:\{?"\w+":.*[\[{,]|[\[\]{},]+)[ \t]*$', re.M)  # what JSON prints around rows
_LEAST_ROWS = 10
_BEGINNING = 20_000
_OUTLINED = re.compile(r"^ *- ", re.M)
_TRUTH = re.compile(r"^( *- )([^:\n]{2,40}): (true|false)\b(?: *# *(.*))?$", re.M)
_QUOTED = re.compile(r"^( *- (?:[^\"\n]{1,60}: )?)\"([^\"\n]*)\"[ \t]*$", re.M)
_FOUND_BLOCK = re.compile(r"^\[(?:block|line|para|region) *\d+[^\]\n]*\][ \t]*$", re.I | re.M)
_LEADERS = re.compile(r"(?<=\S)[ \u3000]*(?:⇒|=>|[…‥]{2,}|\.{5,}|・{5,})[ \u3000]*(?=\S|$)", re.M)
_LEAST_LEADERS = 10
_QUOTED_CELL = re.compile(r"\t\"[^\"\t\n]*\n")
_LONGEST_CELL = 60  # lines
_LEAST_COLUMNS = 3
_ALIKE = 0.8  # of the rows: a spreadsheet writes every row with as many commas
_TOLD_BY_TOOLS = frozenset({"page", "type", "kind", "confidence", "score", "id", "block_id", "bbox", "geometry"})
_TEXT_OF_TOOLS = frozenset({"key", "value", "label", "text", "content"})
_PAGE_ENDS = frozenset({"PAGE_NUMBER", "PAGENUMBER", "FOOTER", "PAGE_FOOTER", "PAGE_HEADER"})
_WRITTEN = 0.4  # of the rows begin as only rows with commas do


def in_known_notation(text: str) -> str:
    """The text with its page marks, rows and rules as the rest of the parser knows them. A text is searched only for what it has a sign of."""
    if _has(text, "page", "Page", "PAGE"):
        text = _PAGE.sub("\f", text)
    if _has(text, "table", "Table", "TABLE", "sheet", "Sheet", "SHEET") and "<table" not in text:
        text = _TABLE.sub("", text)
    if text.count("\n[") >= _LEAST_ELEMENTS:
        text = _without_elements(text)
    if _has(text, "[block", "[Block", "[line", "[Line", "[para", "[region"):
        text = _FOUND_BLOCK.sub("", text)
    text = _with_signs_for_lines(text)
    if _has(text, "['", '["', "[None", "[null") or ("\n(" in text and ", '" in text):
        text, rows = _LIST_ROW.subn(_list_row, text)
        text = _AROUND_ROWS.sub("", text) if rows >= _LEAST_ROWS else text
    if 3 * text.count("- ") > text.count("\n") and 2 * len(_OUTLINED.findall(text)) > text.count("\n"):
        text = _without_outline_signs(text)
    if _has(text, "⇒", "=>", "……", "‥‥", ".....", "・・・・・") and len(_LEADERS.findall(text)) >= _LEAST_LEADERS:
        text = _LEADERS.sub("\t", text)
    if '\t"' in text and _QUOTED_CELL.search(text) and text.count("\t") > text.count("\n") // 2:
        text = _quoted_cells(text)
    return csv_rows(text)


def _has(text: str, *signs: str) -> bool:
    """Does the text's beginning hold one of the signs? A tool writes all of a text in the same way."""
    beginning = text[:_BEGINNING]
    return any([sign in beginning for sign in signs])


def _without_elements(text: str) -> str:
    """A tool that names the kind of element before each line: [Title] Ⅰ 基本情報."""
    if len(_ELEMENT.findall(text)) < max(_LEAST_ELEMENTS, text.count("\n") // 2):
        return text
    lines = ("" if line.startswith(_FOOTERS) else line for line in text.replace("[PageBreak]", "\f").split("\n"))
    return _ELEMENT.sub("", "\n".join(lines))


def _with_signs_for_lines(text: str) -> str:
    """Rules drawn with ─ ┼ │ as a grid's +---+ and |; a line across the page is none of its text."""
    if _has(text, "│", "┃", "║"):
        text = _DRAWN_RULE.sub("+---+", text).replace("│", "|").replace("┃", "|").replace("║", "|")
    if _has(text, "─────", "━━━━━", "═════", "_____"):
        text = _DRAWN_LINE.sub("", text)
    return text


def _without_outline_signs(text: str) -> str:
    """An outline as YAML writes it: true and false are marked and empty boxes, and quotation marks no part of a text."""
    text = _TRUTH.sub(lambda found: f"{found[1]}[{'○' if found[3] == 'true' else ' '}] {found[2]}{f' ( {found[4]} )' if found[4] else ''}", text)
    return _QUOTED.sub(r"\1\2", text)


def _list_row(found: re.Match[str]) -> str:
    """['公表日', None, '令和7年3月21日'] and ["公表日", null, "令和7年3月21日"] → its fields between tabs; of a tuple, which holds places, its text."""
    try:
        fields = ast.literal_eval(found[1].replace("null", "None") if '"' in found[1] else found[1])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return found[0]
    texts = (field for field in fields if not isinstance(fields, tuple) or isinstance(field, str))
    return "\t".join(str(field or "").strip().replace("\t", " ").replace("\n", "<br>") for field in texts)


def _quoted_cells(text: str) -> str:
    """Rows between tabs of which a cell holds line breaks in quotes, as a spreadsheet copies them."""
    rows = list(csv.reader([line + "\n" for line in text.split("\n")], delimiter="\t"))
    if max(map(len, rows), default=0) < 2 or any(field.count("\n") > _LONGEST_CELL for row in rows for field in row):
        return text  # a quotation mark that nobody closes
    return _printed(rows)


def csv_rows(text: str) -> str:
    """The text as it is, unless it is CSV. A row over several lines stands between the signs of a table row."""
    if text.count(",") < text.count("\n") and '","' not in text:
        return text
    lines = text.split("\n")
    try:
        rows = list(csv.reader([line + "\n" for line in lines]))
    except csv.Error:  # a field without end, or one that is too long
        return text
    if not _is_table(rows) and not _is_written(lines):
        return text
    return _printed(_texts_of(rows))


def _texts_of(rows: Sequence[list[str]]) -> Iterable[Sequence[str]]:
    """The rows as they are, unless the first one names columns that tell what a tool found (page, type, confidence): those, and pages' numbers, go."""
    names = [name.strip().lower() for name in rows[0]] if rows else []
    if not _TOLD_BY_TOOLS.intersection(names) or not _TEXT_OF_TOOLS.intersection(names):
        return rows
    kept = [column for column, name in enumerate(names) if name not in _TOLD_BY_TOOLS]
    shown = ([] if any(field.strip().upper() in _PAGE_ENDS for field in row) else [row[column] for column in kept if column < len(row)] for row in rows[1:])
    return [[], *([part for field in row for part in field.split(" | ")] for row in shown)]


def _printed(rows: Iterable[Sequence[str]]) -> str:
    printed = ("\t".join(field.replace("\t", " ") for field in row).removesuffix("\n") for row in rows)
    return "\n".join(f"{ROW_START}{row}{ROW_END}" if "\n" in row else row for row in printed)


def _is_table(rows: list[list[str]]) -> bool:
    widths = Counter(len(row) for row in rows if row)
    width, often = widths.most_common(1)[0] if widths else (0, 0)
    return width >= _LEAST_COLUMNS and often >= _ALIKE * widths.total()


def _is_written(lines: list[str]) -> bool:
    """Do many lines begin with an empty or a quoted field, or hold one that is? Tables of several widths, one below the other, do."""
    filled = [line for line in lines if line.strip()]
    return sum(line.startswith((",", '"')) or ",," in line or '","' in line for line in filled) > _WRITTEN * len(filled)
