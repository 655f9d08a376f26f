"""変更箇所 → `changes` and what they say of Government Cloud. Every row of the table once: repeated header rows are none, a row cut by a page end is one."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile
from operator import attrgetter

from etl.body import is_history_header
from etl.change import DATE, DITTO, TIMINGS, TITLE, Change, is_place
from etl.change_places import section_of
from etl.history_columns import read_columns
from etl.history_dated import read_dated
from etl.history_joined import read_joined
from etl.history_lines import read_scattered
from etl.history_order import read_in_order
from etl.history_wrapped import read_flat, read_wrapped
from etl.ledger import Ledger
from etl.lines import Cell, printed_lines
from etl.normalise import DASHES, compact, folded, published

COLUMNS = ("date", "item", "before", "after", "timing", "explanation")
_LABELS = {"変更日": "date", "項目": "item", "変更前の記載": "before", "変更後の記載": "after", "変更前": "before", "変更後": "after",
           "提出時期": "timing", "提出時期に係る説明": "explanation"}
_SHORT = frozenset({"変更前", "変更後"})
_LABELS_BEGIN = frozenset("0123456789◆◇■●○・") | {label[0] for label in _LABELS}  # most cells begin otherwise and need no search
_LABEL = "提出時期に係る説明|提出時期|変更日|項目|変更前の記載|変更後の記載|変更前|変更後"
_LABELLED = re.compile(rf"(?:\d{{1,3}}[.)]\s*|[◆◇■●○・]\s*)?(?:({_LABEL})\s*[:|]\s*|(変更日)\s+(?={DATE.pattern}$))")
_NEXT_LABEL = re.compile(rf"\s+(?=(?:{_LABEL})\s*:)")
_SPACED_LABEL = re.compile(rf"({_LABEL})\s+(?!{_LABEL})(?=[^\s:|])")
_DATE_AND_PLACE = re.compile(rf"({DATE.pattern})[\s|]+(\S.*)")
_TIMED = re.compile(r"(事前|事後)(?:[\s|]+(.*))?")
_LONGEST_ROW = 60  # lines
_SPACES = re.compile(r"\s{2,}")
_END_OF_DAY = re.compile(r"(?:(?:\d{0,2}\s*年\s*)?\d{0,2}\s*月\s*)?\d{0,2}\s*日")
_NOTHING = re.compile(rf"[{DASHES}\s]*")


def read_changes(cells: Sequence[Cell], source: str) -> list[Change]:
    """The rows of the change history in source order, whether its columns survived as cells, as spaces or only as lines. `source` is the whole text."""
    changes = _read_rows(_with_whole_days(cells), source)
    for above, change in pairwise(changes):
        for name in ("date", "item", "timing"):
            if getattr(change, name) in DITTO:
                setattr(change, name, getattr(above, name))
    return changes


def _with_whole_days(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells, a day that its narrow column wrapped (平成27年9 / 月30日) in one, where several are so."""
    alone = Counter(cell.row for cell in cells)
    whole: list[Cell] = []
    wrapped = 0
    for cell in cells:
        above = whole[-1] if whole else cell
        ends = _END_OF_DAY.fullmatch(cell.text) and not (cell.blanks or above.text.endswith("日")) and alone[cell.row] == alone[above.row] == 1
        if ends and DATE.fullmatch(above.text + cell.text):
            whole[-1] = above._replace(text=above.text + cell.text)
            wrapped += 1
        else:
            whole.append(cell)
    return whole if wrapped > 1 else cells


def _read_rows(cells: Sequence[Cell], source: str) -> list[Change]:
    table = _with_colons(_untorn(_with_days(_in_usual_order([list(row) for _, row in groupby(cells, key=attrgetter("row"))]))))
    labels = [label[1] or label[2] for row in table if row[0].text[0] in _LABELS_BEGIN and (label := _label_of(row))]
    if len(labels) > 3 and (not _SHORT.issuperset(labels) or any(len(row) < 3 and _bare_fields(row)[:1] == ("date",) for row in table)):
        return _from_labels(table, frozenset(labels))
    spaced = any(len(row) == 1 and is_history_header([row[0].text]) and len(_SPACES.split(row[0].text)) > 3 for row in table)
    if spaced and (flat := read_flat(cells, source)):
        return flat
    if spaced or all(len(row) == 1 for row in table):
        run_on = read_wrapped(cells, source) or read_joined(cells)
        if run_on:
            return max(run_on, read_dated(cells, source), key=len)  # the reader that misses a row has run it into another one
    if spaced:
        found, dated = read_columns(cells, source), read_dated(cells, source)
        if sum(is_place(change.item) for change in dated) > sum(is_place(change.item) for change in _from_columns(found)):
            return dated
        if below := [] if found else read_in_order([[cell] for cell in cells], printed_lines(source)):
            return below
        table = found or [_columns(row) for row in table]
    tabular = sum(len(row) > 2 for row in table)
    if tabular * 2 > len(table) or tabular > 3 or spaced:
        return _from_columns(table)
    return max(read_scattered(cells, source), read_dated(cells, source), key=len)


def _in_usual_order(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows with their columns in the order of the form, where the header has them in another one; without a number before them."""
    header = next(filter(None, map(_header, rows)), [])
    order = {cell.column: COLUMNS.index(_LABELS[compact(cell.text)]) for cell in header}
    if list(order.values()) == sorted(order.values()) or "date" not in map(COLUMNS.__getitem__, order.values()):
        return rows
    first, last = min(order), max(order)
    known = [all(cell.column in order or not first <= cell.column <= last for cell in row) for row in rows]
    return [sorted((cell._replace(column=order.get(cell.column, len(COLUMNS))) for cell in row if cell.column >= first), key=attrgetter("column"))
            if is_known else row for row, is_known in zip(rows, known, strict=True)]


def _header(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a header row that name its columns: all of them, but for a number before them. None of any other row."""
    if len(row) < len(COLUMNS) - 1:
        return []
    named = [cell for cell in row if compact(cell.text) in _LABELS]
    return named if len(named) >= max(len(COLUMNS) - 1, len(row) - 1) and named[-1] is row[-1] else []


def _with_days(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows, each with its day, where days stand in rows of their own above the changes of that day, whose column for it is empty."""
    dated = [row for row in rows if DATE.fullmatch(row[0].text)]
    undated = takewhile(lambda row: not DATE.fullmatch(row[0].text), rows)
    if len(dated) < 2 or any(len(row) > 1 for row in dated) or any(row[0].column for row in undated):  # then days stand in the middle of their rows
        return rows
    days: list[Cell] = []
    settled: list[list[Cell]] = []
    for row in rows:
        if DATE.fullmatch(row[0].text):
            days = row
        else:
            wanted = days and len(row) > 1 and row[0].column == 1
            settled.append([days[0]._replace(line=row[0].line, row=row[0].row), *row] if wanted else row)
    return settled if any(len(row) > 1 and DATE.fullmatch(row[0].text) for row in settled) else rows


def _untorn(rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """The rows, each put together that line breaks within its cells tore: one that has its day but no timing goes on at the left of the next line."""
    whole: list[list[Cell]] = []
    for row in rows:
        last = whole[-1] if whole else []
        open_row = len(last) > 1 and row[0].line - last[0].line < _LONGEST_ROW and DATE.fullmatch(last[0].text)
        if open_row and not any(cell.text in TIMINGS for cell in last) and _goes_on(row):
            shift = last[-1].column
            last[-1] = last[-1]._replace(text=last[-1].text + row[0].text)
            last.extend(cell._replace(column=cell.column + shift) for cell in row[1:])
        else:
            whole.append(list(row))
    return whole


def _goes_on(row: Sequence[Cell]) -> bool:
    return row[0].column == 0 and not DATE.match(row[0].text) and not is_history_header([cell.text for cell in row])


def _with_colons(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows, a colon behind each label at a line's start where only spaces tell it from its text, as they do for the days and items of a whole list."""
    begins = [found[1] for row in rows if len(row) == 1 and (found := _SPACED_LABEL.match(row[0].text))]
    days, items = begins.count("変更日"), begins.count("項目")
    if days < 2 or items < days:
        return rows
    return [[row[0]._replace(text=_SPACED_LABEL.sub(r"\1: ", row[0].text, count=1))] if len(row) == 1 and _SPACED_LABEL.match(row[0].text) else row
            for row in rows]


def _from_labels(rows: Sequence[list[Cell]], labels: frozenset[str]) -> list[Change]:
    """Rows printed as a list of labelled lines: 変更日:… 項目:… 変更前の記載:…; several items may follow one day, and several labels stand on one line.
    Day and item, or timing and explanation, may do without a label where none of the `labels` is theirs."""
    unlabelled = [name for name, own in (("date", {"変更日", "項目"}), ("timing", {"提出時期"})) if not labels & own]
    changes: list[Change] = []
    for row in rows:
        found = _label_of(row, empty=True)
        if not found and (is_history_header([cell.text for cell in row]) or TITLE.match(row[0].text)):
            continue
        bare = _bare_fields(row) if not found else ()
        if bare and bare[0] in unlabelled and (bare[0] == "date" or (changes and not changes[-1].timing)):
            if bare[0] == "date":
                changes.append(Change(row[0].line))
            for field, said in zip(bare[::2], bare[1::2], strict=True):
                setattr(changes[-1], field, said)
            continue
        text = found.string if found else _joined(row)
        name = (found[1] or found[2]) if found else ""
        if found and (name == "変更日" or not changes or (name == "項目" and changes[-1].item)):
            changes.append(Change(row[0].line, date=changes[-1].date if changes and name == "項目" else ""))
        if found:
            first, *others = _NEXT_LABEL.split(text[found.end() :])
            for label, said in [(name, first), *map(_parted, others)]:
                field = _LABELS[label]
                setattr(changes[-1], field, said.strip())
        elif changes:
            setattr(changes[-1], field, f"{getattr(changes[-1], field)} {text}")
    return [change for change in changes if change.item]


def _bare_fields(row: Sequence[Cell]) -> tuple[str, ...]:
    """What a line without a label says: a day and a place, or a timing and its explanation; each after the field's name."""
    text = _joined(row)
    if (dated := _DATE_AND_PLACE.fullmatch(text)) and is_place(dated[2]):
        return "date", dated[1], "item", dated[2]
    timed = _TIMED.fullmatch(text)
    return ("timing", timed[1], "explanation", timed[2] or "") if timed else ()


def _joined(row: Sequence[Cell]) -> str:
    return folded(" ".join([cell.text for cell in row]))


def _parted(text: str) -> tuple[str, str]:
    """A label with a colon, and what it says."""
    label, _, said = text.partition(":")
    return label.strip(), said


def _label_of(row: Sequence[Cell], empty: bool = False) -> re.Match[str] | None:
    """A label before a colon, or in a cell of its own before its text; `empty`: also one whose text is empty."""
    texts = [folded(cell.text) for cell in row]
    alone = texts[0] in _LABELS and (empty if len(texts) == 1 else texts[1] not in _LABELS)
    return _LABELLED.match(f"{texts[0]}: {' '.join(texts[1:])}" if alone else " ".join(texts))


def _columns(row: list[Cell]) -> list[Cell]:
    """A row of plain text whose columns stand two or more spaces apart. A line with fewer goes on with the cell above."""
    pieces = _SPACES.split(row[0].text)
    if len(row) > 1 or len(pieces) < 3:
        return [cell._replace(column=3) for cell in row]
    return [row[0]._replace(column=column, text=piece) for column, piece in enumerate(pieces)]


def _from_columns(rows: Sequence[list[Cell]]) -> list[Change]:
    changes: list[Change] = []
    left = 0  # columns before 変更日: the rows' numbers
    begins: list[int] = []
    parted = all(row[0].blanks for row in rows if DATE.fullmatch(row[0].text))  # a blank line before each row: what stands below is the row's too
    for row in rows:
        texts = [cell.text for cell in row]
        if is_history_header(texts):
            left = next((cell.column for cell in row if compact(cell.text) == "変更日"), 0)
            begins = [cell.column for cell in row if cell.column >= left]
        behind = [cell._replace(column=cell.column - left) for cell in row if cell.column >= left] if left else row
        if begins and begins[-1] - begins[0] >= len(begins) > 3:  # empty columns stand between those with a heading
            behind = [cell._replace(column=bisect_right(begins, cell.column) - 1) for cell in row if cell.column >= left]
        if is_history_header(texts) or (row[0].text.endswith("変更箇所") and len(row) == 1) or not behind:
            continue
        if len(row) > 1 and all(compact(text) in _LABELS for text in texts):
            continue  # half of a header over two rows
        change = _row(behind)
        item = "" if _NOTHING.fullmatch(change.item) else change.item
        below = parted and changes and not row[0].blanks and row[0].line - changes[-1].line < _LONGEST_ROW
        below = below or (changes and not row[0].blanks and len(behind) == 1)  # nothing but the end of a wrapped 項目
        if below and item and not (change.date or change.timing or is_place(item)):
            changes[-1].item += item
            _continue(changes[-1], change)
        elif item:
            changes.append(change)
        elif change.before or change.after:
            _without_item(changes, change)
    return changes


def _without_item(changes: list[Change], change: Change) -> None:
    """A row whose 項目 is empty is one of its own if it has a day and a timing, else what a page end or a line break cut off the row above."""
    if change.changed_on and change.timing:
        changes.append(change)
    elif changes and not (change.timing and changes[-1].timing):
        _continue(changes[-1], change)


def _row(row: Sequence[Cell]) -> Change:
    """A row by its columns; an extraction that split a cell shifts the ones after it, so the timing is found by what it says."""
    change = Change(row[0].line)
    texts: dict[int, str] = {}
    for cell in row:  # a cell over several lines is one
        texts[cell.column] = texts.get(cell.column, "") + folded(cell.text)
    texts = _without_empty_column(texts)
    change.date, change.item, change.before = (texts.get(column, "") for column in range(3))
    if not change.changed_on and is_place(change.date) and not is_place(change.item):  # its empty 変更日 was dropped
        change.date, change.item, change.before = "", change.date, change.item
    timed = next((column for column in sorted(texts) if column > 1 and compact(texts[column]) in TIMINGS), None)
    timed = 4 if timed is None and texts.get(4) in DITTO else timed
    last = timed if timed is not None else len(COLUMNS) - 2
    change.after = " ".join(texts[column] for column in sorted(texts) if 3 <= column < last)
    change.timing = texts[timed] if timed is not None else ""
    change.explanation = " ".join(texts[column] for column in sorted(texts) if column > last or (timed is None and column >= last))
    return change


def _without_empty_column(texts: dict[int, str]) -> dict[int, str]:
    """A row's texts by column, without the empty one that damage put before its day or between that and its item."""
    if 0 not in texts and DATE.fullmatch(texts.get(1, "")) and is_place(texts.get(2, "")):
        texts = {column - 1: text for column, text in texts.items()}
    if 1 not in texts and DATE.fullmatch(texts.get(0, "")) and is_place(texts.get(2, "")) and texts.get(COLUMNS.index("timing")) not in TIMINGS:
        texts = {column - (column > 1): text for column, text in texts.items()}
    return texts


def _continue(change: Change, rest: Change) -> None:
    change.before = folded(f"{change.before} {rest.before}")
    change.after = folded(f"{change.after} {rest.after}")
    if not change.timing:
        change.timing, change.explanation = rest.timing, rest.explanation


def write_changes(ledger: Ledger, changes: Sequence[Change], kind: str) -> None:
    for number, change in enumerate(changes, 1):
        ledger.add("changes", change_no=number, changed_on=change.changed_on, item=published(change.item), section=section_of(change.item, kind),
                   timing=TIMINGS.get(compact(change.timing)), brings_government_cloud=change.brings_cloud, line=change.line)


def write_cloud(ledger: Ledger, changes: Sequence[Change], government_cloud: bool, hosting: str) -> None:
    dates = [change.changed_on for change in changes if change.brings_cloud and change.changed_on]
    ledger.add("cloud", government_cloud=government_cloud, first_reported_on=min(dates, default=None), platform_hosting=hosting)
