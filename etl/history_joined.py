"""Lines of a change history whose columns an extractor has joined with single spaces → rows: date, item and timing.

    R5.6.30 Ⅰ-4-①実施の有無 実施しない 実施する 事前 システムの改修に先立ち提出するも
    の

Where the old wording ends and the new one begins can't be told, so that both stay empty."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from etl.change import DATE, Change, is_place
from etl.form import load_form
from etl.labels import label_letters
from etl.lines import Cell
from etl.normalise import CIRCLED

_ROW = re.compile(rf"(?:(?P<date>{DATE.pattern}) )?(?P<texts>\S.*?) (?P<timing>事前|事後)(?: (?P<explanation>.*))?")
_DATED = re.compile(rf"{DATE.pattern} (?P<place>\S.*)")
_LEAST_ROWS = 2
_NUMBER = re.compile(rf"[(「]*(?:[IVX]{{1,4}}|\d{{1,2}}(?!\d)|{CIRCLED}|リスク\d*)[.)、:・-]*")


def read_joined(cells: Sequence[Cell]) -> list[Change]:
    """The rows; none unless every line that begins with a date and a place has a timing too. What other lines hold goes on with the rows above."""
    dated = [cell for cell in cells if (begun := _DATED.match(cell.text)) and is_place(begun["place"])]
    found = [(cell, row) for cell in cells if (row := _ROW.fullmatch(cell.text)) and is_place(row["texts"])]
    whole = sum(bool(row["date"]) for _, row in found)
    if whole < _LEAST_ROWS or whole < len(dated) or any(" " * 2 in cell.text for cell, _ in found):
        return []
    return [Change(cell.line, row["date"] or "", _item(row["texts"]), timing=row["timing"], explanation=row["explanation"] or "") for cell, row in found]


def _item(texts: str) -> str:
    """The place that the row names: its first word, and those after it that the form prints."""
    words = texts.split(" ")
    end = 1
    while end < len(words) and (_is_printed(words[end]) or _NUMBER.fullmatch(words[end])):
        end += 1
    return " ".join(words[:end])


def _is_printed(word: str) -> bool:
    """Is a word one of the form's labels, with its number or without?"""
    return label_letters(_NUMBER.sub("", word, count=1)) in _labels() or label_letters(word) in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(label_letters(label) for kind in ("full", "priority", "basic") for item in load_form(kind).items for label in item.labels)
