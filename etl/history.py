"""変更箇所 → `changes` and what they say of Government Cloud. Every row of the table once: repeated header rows are none, a row cut by a page end is one."""
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from etl.body import is_history_header
from etl.history_columns import read_columns
from etl.history_dates import LooseRow, settle_dates
from etl.ledger import Ledger
from etl.lines import Cell
from etl.normalise import compact, folded, published
from etl.values import read_date

COLUMNS = ("date", "item", "before", "after", "timing", "explanation")
CLOUD = "ガバメントクラウド"
_TIMINGS = {"事前": "before", "事後": "after"}
_LABELS = {"変更日": "date", "項目": "item", "変更前の記載": "before", "変更後の記載": "after", "提出時期": "timing", "提出時期に係る説明": "explanation"}
_LABELS_BEGIN = frozenset(label[0] for label in _LABELS)  # most cells begin otherwise and need no search
_LABELLED = re.compile(r"(提出時期に係る説明|提出時期|変更日|項目|変更前の記載|変更後の記載)\s*[::]\s*")
_TITLE = re.compile(r"\(?\s*(?:別添\s*\d?)?\s*\)?\s*変更箇所")
_SPACES = re.compile(r"\s{2,}")
_NOTHING = re.compile(r"[-ー―‐−–—\s]*")
_DATE = re.compile(r"(?:(?:令和|平成|[RH])\s*(?:\d{1,2}|元)|20\d\d)\s*[年./]\s*\d{1,2}\s*[月./]\s*\d{1,2}\s*日?")
_DATE_AND_PLACE = re.compile(rf"({_DATE.pattern})\s+(.+)")
_TIMED = re.compile(r"(事前|事後)(?:\s+(.*))?")  # a timing, and on the same line its explanation
_PLACE = re.compile(r"[IVX]{1,3}(?:(?![A-Za-z0-9])|(?=\d\.))|[1-6](?![A-Za-z0-9,万千人年月日回件項名時])|表紙|\(?別添|公表日|別紙|「|\(共通|項目")
_SECTIONS = {"II": "file_overview", "I": "basic_info", "IV": "audit", "VI": "procedure"}


@dataclass(slots=True)
class Change:
    """One row of the change history, its cells as printed."""

    line: int
    date: str = ""
    item: str = ""
    before: str = ""
    after: str = ""
    timing: str = ""
    explanation: str = ""

    @property
    def changed_on(self) -> dt.date | None:
        return read_date(self.date)

    @property
    def brings_cloud(self) -> bool:
        return CLOUD in compact(self.after) and CLOUD not in compact(self.before)


def read_changes(cells: Sequence[Cell], source: str) -> list[Change]:
    """The rows of the change history in source order, whether its columns survived as cells, as spaces or only as lines. `source` is the whole text."""
    table = [list(row) for _, row in groupby(cells, key=attrgetter("row"))]
    if sum(row[0].text[0] in _LABELS_BEGIN and bool(_LABELLED.match(row[0].text)) for row in table) > 3:
        return _from_labels(table)
    spaced = any(len(row) == 1 and is_history_header([row[0].text]) and len(_SPACES.split(row[0].text)) > 3 for row in table)
    if spaced:
        below = [] if (found := read_columns(cells, source)) else _in_order([[cell] for cell in cells])
        if below:
            return below
        table = found or [_columns(row) for row in table]
    tabular = sum(len(row) > 2 for row in table)
    return _from_columns(table) if tabular * 2 > len(table) or tabular > 3 or spaced else read_scattered(cells)


def _from_labels(rows: Sequence[list[Cell]]) -> list[Change]:
    """Rows printed as a list of labelled lines: 変更日:… 項目:… 変更前の記載:…"""
    changes: list[Change] = []
    for row in rows:
        text = folded(" ".join(cell.text for cell in row))
        found = _LABELLED.match(text)
        if found and (found[1] == "変更日" or not changes or (found[1] == "項目" and changes[-1].item)):
            changes.append(Change(row[0].line))
        if found:
            field = _LABELS[found[1]]
            setattr(changes[-1], field, text[found.end() :].strip())
        elif changes:
            setattr(changes[-1], field, f"{getattr(changes[-1], field)} {text}")
    return [change for change in changes if change.item]


def _columns(row: list[Cell]) -> list[Cell]:
    """A row of plain text whose columns stand two or more spaces apart. A line with fewer goes on with the cell above."""
    pieces = _SPACES.split(row[0].text)
    if len(row) > 1 or len(pieces) < 3:
        return [cell._replace(column=3) for cell in row]
    return [row[0]._replace(column=column, text=piece) for column, piece in enumerate(pieces)]


def read_scattered(cells: Sequence[Cell]) -> list[Change]:
    """The rows of a history of which every cell is a paragraph: one that begins with a place of the form begins a row.

    Where each row has its timing before the next row begins, cells are in order. Where an extraction has scattered them over their page, a date
    is a row's if it stands right before it or if every date of the page is the same; a timing likewise. Else it stays open."""
    paragraphs = _paragraphs(cells)
    in_order = max(_in_order(paragraphs), _in_order([[cell] for cell in cells]), key=len)
    if in_order:
        return in_order
    changes: list[Change] = []
    pages: dict[int, list[list[Cell]]] = {}
    for paragraph in paragraphs:
        pages.setdefault(paragraph[0].page, []).append(paragraph)
    for found in pages.values():
        changes.extend(_page_rows(found))
    return changes


def _is_place(text: str) -> bool:
    return bool(_PLACE.match(text)) and not text.startswith(("項目", "「")) and not _TITLE.fullmatch(text) and not re.match(r"[1-6]\D{0,3}[.)件]", text)


def _in_order(paragraphs: Sequence[list[Cell]]) -> list[Change]:
    """Rows of date, item, before, after, timing, explanation, one after the other; none if they are not. The last one may be cut short."""
    rows: list[Change] = []
    dated: Sequence[Cell] = ()
    since = 0
    for paragraph in paragraphs:
        text = _text(paragraph)
        if is_history_header([text]) or _TITLE.fullmatch(text):
            continue
        between = not rows or bool(rows[-1].timing)  # of two rows: what stands there may be the next one's date
        if between and not dated and (both := _DATE_AND_PLACE.fullmatch(text)) and _is_place(both[2]):
            rows.append(Change(paragraph[0].line, both[1], both[2]))
            since = 0
        elif timed := _TIMED.fullmatch(text):
            if between:
                return []
            rows[-1].timing, rows[-1].explanation = timed[1], timed[2] or ""
        elif between and _is_place(text):
            rows.append(Change(paragraph[0].line, _text(dated), text))
            if dated and dated[0].page != paragraph[0].page:
                return []
            dated, since = (), 0
        elif dated:
            return []  # a date that no item follows belongs to a row elsewhere
        elif between and _DATE.fullmatch(text):
            dated = paragraph
        elif not between:
            since += 1
            setattr(rows[-1], "before" if since == 1 else "after", text if since < 3 else f"{rows[-1].after} {text}")
    if dated:
        return []
    return rows if all(row.timing for row in rows[:-1]) and len(rows) > 1 else []


def _paragraphs(cells: Sequence[Cell]) -> list[list[Cell]]:
    found: list[list[Cell]] = []
    for cell in cells:
        if not found or cell.blanks:
            found.append([])
        found[-1].append(cell)
    return found


def _text(paragraph: Sequence[Cell]) -> str:
    return folded("".join([cell.text for cell in paragraph]))


def _page_rows(paragraphs: Sequence[list[Cell]]) -> list[Change]:
    rows: list[Change] = []
    dates: list[str] = []
    outside: list[str] = []
    timings: list[list[str]] = [[]]  # before the first row, then of each row up to the next one
    below: list[list[str]] = [[]]
    for index, paragraph in enumerate(paragraphs):
        text = _text(paragraph)
        place = _is_place(text)
        if place:
            before = _text(paragraphs[index - 1]) if index and len(paragraphs[index - 1]) == 1 else ""
            rows.append(_scattered_row(paragraph[0].line, text, before if _DATE.fullmatch(before) else ""))
            timings.append([rows[-1].timing] if rows[-1].timing else [])
            below.append([])
        else:
            below[-1].append(text)
        found = _DATE.findall(text) if text.endswith("日") or _DATE.fullmatch(text) else []
        dates += found
        outside += found if len(timings) == 1 or timings[-1] else []
        timings[-1] += _timing_of(paragraph, text) if not place else []
    if all(len(timing) == 1 for timing in timings[1:]):  # each row is whole: a date between its item and its timing is what was changed
        dates = outside
    _share_out(rows, dates, timings)
    loose = [LooseRow(row.item, row.after, texts, row.date) for row, texts in zip(rows, below[1:], strict=True)]
    settle_dates(loose, dates, below[0])
    for row, settled in zip(rows, loose, strict=True):
        row.date = settled.date
        row.after += "".join(settled.below)
    return rows


def _timing_of(paragraph: Sequence[Cell], text: str) -> list[str]:
    """事前 or 事後 at a paragraph's end, or on its first line, before the explanation."""
    first = paragraph[0].text.strip()
    return [first] if first in _TIMINGS else [text[-2:]] if text.endswith(tuple(_TIMINGS)) else []


def _share_out(rows: Sequence[Change], dates: Sequence[str], timings: Sequence[Sequence[str]]) -> None:
    """Dates that are all the same are every row's. Timings are the rows' after which they stand if no row has two and none stands before the first."""
    in_place = not timings[0] and all(len(found) <= 1 for found in timings)
    alike = {timing for found in timings for timing in found}
    enough = sum(map(len, timings)) >= len(rows)
    for row, found in zip(rows, timings[1:], strict=True):
        row.date = row.date or (dates[0] if len(set(dates)) == 1 else "")
        if not row.timing and ((in_place and found) or (len(alike) == 1 and enough)):
            row.timing = found[0] if in_place and found else next(iter(alike))


def _scattered_row(line: int, text: str, date: str) -> Change:
    timing = re.search(r"\s(事前|事後)(?:\s|$|その)", text)
    item = text[: timing.start()] if timing else text
    item = _DATE.split(item, maxsplit=1)[0].strip() if _DATE.search(item) else item
    return Change(line, date, item, timing=timing[1] if timing else "", after=text[len(item) :])


def _from_columns(rows: Sequence[list[Cell]]) -> list[Change]:
    changes: list[Change] = []
    for row in rows:
        texts = [cell.text for cell in row]
        if is_history_header(texts) or (row[0].text.endswith("変更箇所") and len(row) == 1):
            continue
        change = _row(row)
        if change.item and not _NOTHING.fullmatch(change.item):
            changes.append(change)
        elif change.before or change.after:
            _without_item(changes, change)
    return changes


def _without_item(changes: list[Change], change: Change) -> None:
    """A row whose 項目 is empty is one of its own if it has a day and a timing, else what a page end cut off the row above."""
    if change.changed_on and change.timing:
        changes.append(change)
    elif changes and not change.timing:
        _continue(changes[-1], change)


def _row(row: Sequence[Cell]) -> Change:
    """A row by its columns; an extraction that split a cell shifts the ones after it, so the timing is found by what it says."""
    change = Change(row[0].line)
    texts: dict[int, str] = {}
    for cell in row:  # a cell over several lines is one
        texts[cell.column] = texts.get(cell.column, "") + folded(cell.text)
    change.date, change.item, change.before = (texts.get(column, "") for column in range(3))
    if not change.changed_on and _is_place(change.date) and not _is_place(change.item):  # its empty 変更日 was dropped
        change.date, change.item, change.before = "", change.date, change.item
    timed = next((column for column in sorted(texts) if column > 1 and compact(texts[column]) in _TIMINGS), None)
    last = timed if timed is not None else len(COLUMNS) - 2
    change.after = " ".join(texts[column] for column in sorted(texts) if 3 <= column < last)
    change.timing = texts[timed] if timed is not None else ""
    change.explanation = " ".join(texts[column] for column in sorted(texts) if column > last or (timed is None and column >= last))
    return change


def _continue(change: Change, rest: Change) -> None:
    change.before = folded(f"{change.before} {rest.before}")
    change.after = folded(f"{change.after} {rest.after}")


def write_changes(ledger: Ledger, changes: Sequence[Change]) -> None:
    for number, change in enumerate(changes, 1):
        ledger.add("changes", change_no=number, changed_on=change.changed_on, item=published(change.item), section=section_of(change.item),
                   timing=_TIMINGS.get(compact(change.timing)), brings_government_cloud=change.brings_cloud, line=change.line)


def section_of(item: str) -> str | None:
    """The section of the form that a row's place names: by the roman number, and within Ⅱ and Ⅲ by the number after it."""
    text = compact(item).replace("「", "").replace("」", "")
    for words, section in _BY_WORDS:
        if words in text:
            return section
    found = re.search(r"(?<![A-Z])(VI|IV|V|III|II|I)(?![A-Z])\D{0,40}?(\d)?", text)
    if not found:
        return "basic_info" if re.match(r"表紙|公表日|\(?別添1", text) else None
    roman, digit = found[1], found[2]
    if roman in ("III", "II"):
        table = _PART_SECTIONS if roman == "III" else _FILE_SECTIONS
        return table.get(digit or "", "file_overview" if roman == "II" else None)
    return {"I": "basic_info", "IV": "audit", "V": "requests", "VI": "procedure"}[roman]


_PART_SECTIONS = {"2": "acquisition", "3": "use", "4": "outsourcing", "5": "disclosure", "6": "network", "7": "storage", "8": "audit", "9": "training"}
_FILE_SECTIONS = {"4": "outsourcing", "5": "disclosure", "6": "storage"}
_BY_WORDS = (
    ("評価実施手続", "procedure"), ("開示請求", "requests"), ("教育・啓発", "training"), ("取扱いの委託", "outsourcing"), ("提供・移転", "disclosure"),
    ("保管・消去", "storage"), ("ネットワークシステムとの接続", "network"), ("特定個人情報の使用", "use"), ("入手・使用", "file_overview"),
    ("特定個人情報の入手", "acquisition"), ("監査", "audit"), ("基本情報", "basic_info"),
)


def write_cloud(ledger: Ledger, changes: Sequence[Change], government_cloud: bool, hosting: str) -> None:
    dates = [change.changed_on for change in changes if change.brings_cloud and change.changed_on]
    ledger.add("cloud", government_cloud=government_cloud, first_reported_on=min(dates, default=None), platform_hosting=hosting)
