"""Lines of a change history whose columns an extractor has joined with single spaces → rows: date, item and timing.

    R5.6.30 Ⅰ-4-①実施の有無 実施しない 実施する 事前 システムの改修に先立ち提出するも
    の

Where the old wording ends and the new one begins can't be told, so that both stay empty; what other lines hold goes on with one or the other column."""
from __future__ import annotations

import re
from collections.abc import Sequence

from etl.change import DATE, Change, is_place
from etl.labels import current_label_letters, label_letters
from etl.lines import Cell
from etl.normalise import CIRCLED

_ROW = re.compile(rf"(?:(?P<date>{DATE.pattern}) )?(?P<texts>\S.*?) (?P<timing>事前|事後)(?: (?P<explanation>.*))?")
_DATED = re.compile(rf"{DATE.pattern} (?P<place>\S.*)")
_LEAST_ROWS = 2
_TIMING = re.compile(r"(?<= )(?:事前|事後)(?= |$)")
_UNDATED = re.compile(r"[IVX]{1,4}[-.・ ]|表紙|\(別添")  # how a row without a date begins: a wrapped line may begin with a number
_NUMBER = re.compile(rf"[(「]*(?:[IVX]{{1,4}}|\d{{1,2}}(?!\d)|{CIRCLED}|リスク\d*)[.)、:・-]*")
_NUMBERS = re.compile(rf"(?:{_NUMBER.pattern})+")


def read_joined(cells: Sequence[Cell]) -> list[Change]:
    """The rows, one for each line with a place and a timing; none unless every line that begins with a date and a place has a timing too. Which of several
    timings on a line is the row's can't be told."""
    dated = [cell for cell in cells if (begun := _DATED.match(cell.text)) and is_place(begun["place"])]
    found = [(cell, row) for cell in cells if (row := _ROW.fullmatch(cell.text)) and is_place(row["texts"]) and (row["date"] or _UNDATED.match(row["texts"]))]
    whole = sum(bool(row["date"]) for _, row in found)
    if whole < _LEAST_ROWS or whole < len(dated) or any(" " * 2 in cell.text for cell, _ in found):
        return []
    return [_change(cell, row) for cell, row in found]


def _change(cell: Cell, row: re.Match[str]) -> Change:
    change = Change(cell.line, row["date"] or "", _item(row["texts"]))
    if len(_TIMING.findall(cell.text)) == 1:
        change.timing, change.explanation = row["timing"], row["explanation"] or ""
    return change


def _item(texts: str) -> str:
    """The place that the row names: its first word, and those after it that the form prints."""
    words = texts.split(" ")
    end = at = 1
    while at < len(words) and (_is_printed(words[at]) or _NUMBER.fullmatch(words[at])):
        at += 1
        end = at if _is_printed(words[at - 1]) else end  # a number alone may be wording
    return " ".join(words[:end])


def _is_printed(word: str) -> bool:
    """Is a word one of the form's labels, with its number or without, or several with numbers between them (基本情報4.個人番号の利用)?"""
    if label_letters(word) in current_label_letters():
        return True
    labels = [label_letters(piece).rstrip("0123456789") for piece in _NUMBERS.split(word) if piece]
    return bool(labels) and all(label in current_label_letters() for label in labels)
