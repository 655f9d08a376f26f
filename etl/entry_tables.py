"""Tables with a column for each numbered entry of the form (項目 | 委託事項1 | 委託事項2), or with a row for each entry or risk and a column for each label
(リスク | リスクに対する措置の内容 | リスクへの対策は十分か) → the same cells, entry after entry as on paper."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count, groupby, islice, takewhile
from operator import attrgetter

from etl.form import Form, label_pattern
from etl.lines import Cell
from etl.normalise import CIRCLED

_FIRST_NUMBER = re.compile(rf"\d+|{CIRCLED}")
_CIRCLED_FIRST = "\ue000"
_NUMBERED = re.compile(rf"^{CIRCLED}\s*")
_TITLES = frozenset({"名称", "件名", "名前", "委託事項", "委託事項名", "提供先", "提供先名", "移転先", "移転先名", "システム名"})
_HEADS = frozenset({"項目", "項目名", "区分", "内容", "番号", "No.", "No"})


def entries_apart(cells: list[Cell], form: Form) -> list[Cell]:
    """The entries one below the other: the heading with its title, which is what the first row says if that has no label of the form, then each label with
    its answer. A cell keeps its line."""
    side_by_side = any(cell.column and cell.text[-1].isdecimal() and _heading(form).fullmatch(cell.text) for cell in cells)
    heads = [at for at, cell in enumerate(cells) if cell.text in _of_entries(form)]
    if not side_by_side and not any(not at or cells[at - 1].row != cells[at].row for at in heads):
        return cells
    rows = [list(row) for _, row in groupby(cells, key=attrgetter("row"))]
    numbers = count(-1, -1)  # of the new rows: none that there is
    apart: list[Cell] = []
    at = 0
    while at < len(rows):
        below: list[list[Cell]] = []
        entries: list[list[list[Cell]]] = []
        if _is_head(rows[at], form):
            below = list(takewhile(lambda row: not _ends_columns(row, form), _table_below(rows, at)))
            entries = _entries(rows[at], below, form) if below else []
        elif labels := _labels_of_columns(rows[at], form):
            below = list(takewhile(lambda row: _begins_entry(form).match(row[0].text), _table_below(rows, at)))
            entries = _entries_of_rows(rows[at], labels, below, form)
        if entries:
            apart += [cell._replace(row=row, column=column) for entry in entries
                      for row, line in zip(numbers, entry, strict=False) for column, cell in enumerate(line)]
        else:
            apart += rows[at]
        at += 1 + len(below) if entries else 1
    return apart


def _is_head(row: Sequence[Cell], form: Form) -> bool:
    headings = row[1:] if row[0].text in _HEADS else row
    begins = row[0].text in _HEADS or row[0].column > 0
    return begins and bool(headings) and all(_heading(form).fullmatch(cell.text) for cell in headings)


def _ends_columns(row: Sequence[Cell], form: Form) -> bool:
    """Does a row begin something else than an entry's next label?"""
    return _is_head(row, form) or _elsewhere(form).match(row[0].text) is not None or _heading(form).match(row[0].text) is not None


def _table_below(rows: Sequence[list[Cell]], at: int) -> Iterator[list[Cell]]:
    """The rows of the table whose head one is: each with something in its first column, right below the last."""
    for row in islice(rows, at + 1, None):
        if row[0].column or row[0].blanks or row[0].page != rows[at][0].page or row[-1].column > rows[at][-1].column:
            break
        yield row


def _entries(head: Sequence[Cell], below: Sequence[list[Cell]], form: Form) -> list[list[list[Cell]]]:
    """For each entry its rows: the heading and its title, labels and answers."""
    first = below[0][0].text
    titled = first in _TITLES and not _label(form).match(first)
    entries = []
    for heading in (cell for cell in head if _heading(form).fullmatch(cell.text)):
        answers = [(row[0], [cell for cell in row[1:] if cell.column == heading.column]) for row in below]
        title = answers[0][1] if titled else []
        entries.append([[heading, *title], *([label, *answer] for label, answer in answers[titled:])])
    return entries


def _labels_of_columns(head: Sequence[Cell], form: Form) -> list[Cell]:
    """The labels above the columns of a table with a row for each entry or risk; none in any other row."""
    return [cell for cell in head[1:] if _is_answered(cell.text, form)] if head[0].text in _of_entries(form) else []


def _entries_of_rows(head: Sequence[Cell], labels: Sequence[Cell], below: Sequence[list[Cell]], form: Form) -> list[list[list[Cell]]]:
    """For each row that begins with the heading of an entry or a risk: that, then the labels above its other cells, each with its answer. The head's own line
    tells nothing of its own."""
    titles = {cell.column for cell in head if cell.text in _of_entries(form)}
    entries = []
    for row in sorted(below, key=_number):
        named = [[label._replace(line=row[0].line), *(cell for cell in row[1:] if cell.column == label.column)] for label in labels]
        entries.append([[row[0], *(cell for cell in row[1:] if cell.column in titles)], *named])
    return entries


def _number(row: Sequence[Cell]) -> int:
    """What a row's heading counts; circled numbers count as those of their order. The form asks in this order, whatever the table's."""
    found = _FIRST_NUMBER.search(row[0].text)
    return 0 if not found else int(found[0]) if found[0].isdecimal() else ord(found[0])


def _is_answered(text: str, form: Form) -> bool:
    return text in _answered(form) or (text[0] >= _CIRCLED_FIRST and _NUMBERED.sub("", text) in _answered(form))


@cache
def _elsewhere(form: Form) -> re.Pattern[str]:
    """A label of the form that stands in no entry, or the heading of one."""
    labels = {label for item in form.items if not item.group and item.type != "group" for label in item.labels}
    labels -= {label for item in form.items if item.group and item.type != "group" for label in item.labels}
    return re.compile(rf"(?:[\d.IVX]+\s*)?(?:{'|'.join(label_pattern(label).pattern for label in sorted(labels, key=len, reverse=True))})")


@cache
def _of_entries(form: Form) -> frozenset[str]:
    """What the head of the column with the headings may say."""
    return frozenset({*_HEADS, "リスク", "リスク名", "リスクの名称", *(item.label for item in form.items if item.type == "group")})


@cache
def _answered(form: Form) -> frozenset[str]:
    """The labels of answers to a risk or within an entry, in any of the ways in which a head prints them."""
    labels = {label for item in form.items if item.type in ("choice", "prose", "text") and (item.risk_no or item.group) for label in item.labels}
    return frozenset({*labels, *(f"{label} ※" for label in labels), *(f"{label}※" for label in labels)})


@cache
def _begins_entry(form: Form) -> re.Pattern[str]:
    risks = "|".join(label_pattern(label).pattern for label in {label for item in form.items if item.type == "risk" for label in item.labels})
    numbered = rf"{_heading(form).pattern}(?!\d)"
    return re.compile(rf"{numbered}|(?:リスク\s*(?:\d{{1,2}}|{CIRCLED})\s*[::.]?\s*)?(?:{risks})" if risks else numbered)


@cache
def _heading(form: Form) -> re.Pattern[str]:
    labels = "|".join(label_pattern(label).pattern for label in {item.label for item in form.items if item.type == "group"})
    return re.compile(rf"(?:{labels})\s*\d{{1,2}}")


@cache
def _label(form: Form) -> re.Pattern[str]:
    labels = {label for item in form.items if item.group and item.type != "group" for label in item.labels}
    return re.compile(rf"(?:{CIRCLED}\s*)?(?:{'|'.join(label_pattern(label).pattern for label in sorted(labels, key=len, reverse=True))})")
