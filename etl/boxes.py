"""Tick boxes: `[ ○ ] 庁内連携システム [ ] 税務システム` → which are marked, which are empty, which can't be told."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from etl.lines import Cell
from etl.normalise import MARKED, UNMARKED
from etl.options import LISTED, MARKS

_LETTER_MARKS = ("レ", "v", "V", "x", "X", "O", "o", "0")  # ticks typed as letters count only inside a box
_EMPTY = "[] 　☐□口ロ_-"  # 口, ロ: boxes that an OCR program took for a letter
_BOX = rf"(?P<box>\[[^\[\]]*\]|[{MARKS}☐□]\]?|(?<!\S)口)?\s*"
_ANY_BOX = re.compile(rf"\[[^\[\]]*\]|[{MARKS}☐□]")
_BOXES_OF_A_ROW = 2  # on the form
_BOXES_BEFORE = re.compile(rf"(?:\[[\s{MARKS}]*\]\s*){{2}}\Z")  # of several boxes in a row nobody can tell whose is whose


@cache
def _pattern(label: str) -> re.Pattern[str]:
    letters = r"\s*".join("[・･]?" if char == "・" else rf"[{char}]?" if char in "()" else re.escape(char) for char in label)
    return re.compile(_BOX + letters)


def read_boxes(text: str, labels: Sequence[str]) -> dict[str, bool | None]:
    """Label → True marked, False empty, None no box to be seen or not to be told apart. Labels that the text lacks are left out."""
    boxes = _boxes_apart(text, labels) or _boxes_before(text, labels)
    unsure = _unmarked_counts_as_mark([box for box in boxes.values() if box])
    return {label: _state(box, unsure) for label, box in boxes.items()}


def line_of_box(cells: Sequence[Cell], label: str) -> int | None:
    """The line on which a label of a tick list stands, with its box; None where no cell has it whole."""
    return next((cell.line for cell in cells if _pattern(label).search(cell.text)), None)


def _boxes_before(text: str, labels: Sequence[str]) -> dict[str, str | None]:
    """Label → the box right before it."""
    boxes: dict[str, str | None] = {}
    for label in labels:
        found = next((match for match in _pattern(label).finditer(text) if match["box"]), None) or _pattern(label).search(text)
        if found:
            boxes[label] = None if _BOXES_BEFORE.search(text, 0, found.start()) else found["box"]
    return boxes


def _boxes_apart(text: str, labels: Sequence[str]) -> dict[str, str | None]:
    """Label → its box, where each label is followed by its own (庁内連携システム [ ○ ]), or the boxes of a row by its labels ([ ] [ ○ ] A B). Empty for any
    other list, and where each label has its box right before it."""
    places = [(found.end(), label) for label in labels if (found := _pattern(label).search(text))]
    boxes = [(found.end(), found[0]) for found in _ANY_BOX.finditer(text)]
    signs = sorted([*((at, True, box) for at, box in boxes), *((at, False, label) for at, label in places)])
    runs = [[said for _, _, said in run] for _, run in groupby(signs, key=itemgetter(1))]
    alternate = signs and signs[0][1] and len(runs) == len(signs)
    shifted = len(places) < len(labels) and boxes and not signs[0][1] and text[boxes[-1][0] :].strip()  # the first box is lost, the last label damaged
    if len(boxes) != len(places) or alternate or shifted or len(runs) % 2:
        return {}
    groups = list(zip(runs[::2], runs[1::2], strict=True))
    if any(len(one) != len(two) or len(one) > _BOXES_OF_A_ROW for one, two in groups):
        return {}
    pairs = [pair if signs[0][1] else pair[::-1] for one, two in groups for pair in zip(one, two, strict=True)]
    return {label: box for box, label in pairs}


def any_marked(text: str) -> bool | None:
    """Is any box of a tick list marked? None where the text has no boxes or does not tell."""
    boxes = _ANY_BOX.findall(text)
    unsure = _unmarked_counts_as_mark(boxes)
    states = {_state(box, unsure) for box in boxes}
    return True if True in states else False if states == {False} else None


def _unmarked_counts_as_mark(boxes: Sequence[str]) -> bool | None:
    """What a form control without `checked` means: a mark where other boxes are bare brackets; else no mark where others are checked, or all of them marked."""
    if any(MARKED in box for box in boxes) and all(box.strip("[] ") for box in boxes):
        return False
    others = [box for box in boxes if UNMARKED not in box]
    marked = all(any(mark in box for mark in MARKS) for box in others)
    return not marked if others else None


def _state(box: str | None, unmarked: bool | None) -> bool | None:
    if box is None:
        return None
    if any(mark in box for mark in MARKS) or box.strip("[] ") in _LETTER_MARKS:
        return True
    return unmarked if UNMARKED in box else None if box.strip(_EMPTY) else False


def other_text(text: str) -> str | None:
    """What stands in the brackets after その他; None for nothing."""
    found = re.search(r"その他\s*\(([^\[\]☑☐]*)", text)
    if not found:
        return None
    inner = LISTED.split(found[1], maxsplit=1)[0]
    inner = inner.rsplit(")", 1)[0] if ")" in inner else inner
    return inner.strip(" 　") or None


_BRACKETED = re.compile(rf"\[\s*([{MARKED}{UNMARKED}]?)\s*\]")


def settle_controls(cells: list[Cell]) -> list[Cell]:
    """A form control without `checked` in brackets is a mark if the document has rows with empty brackets too, but never a checked
    control: then the extraction knew no other way to print a mark. Documents that have both are left as they are."""
    boxes = [(cell.row, mark) for cell in cells if "[" in cell.text for mark in _BRACKETED.findall(cell.text)]
    both = {row for row, mark in boxes if mark == UNMARKED} & {row for row, mark in boxes if not mark}
    if not both or any(mark == MARKED for _, mark in boxes):
        return cells
    return [cell._replace(text=_BRACKETED.sub(lambda m: f"[{MARKED}]" if m[1] else m[0], cell.text)) if UNMARKED in cell.text else cell for cell in cells]
