"""Tick boxes of a scrambled page: whole ones as they stand, torn ones by the marks that are left over."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from etl.lines import Cell
from etl.options import MARKS
from etl.page import Page

_HALF = re.compile(rf"\[([{MARKS}]?)")
_OTHER = re.compile(r"\]\s*その他\s*\(")
_OTHER_MARKED = re.compile(rf"[{MARKS}]\s*\]\s*その他")


def page_boxes(page: Page, labels: Sequence[str]) -> dict[str, bool | None]:
    """Tick boxes of a page: whole ones as they stand; torn ones by the marks left over, if there is only one way."""
    found: dict[str, bool | None] = {}
    torn: list[str] = []
    for label in labels:
        near = [text for text in page.dense if label in text]
        box = _box_before(near, label)
        if box is not None:
            found[label] = box
        elif near:
            torn.append(label)
    paired = _paired_boxes(page.dense, torn, 1) if torn else []
    if paired and None not in paired[0].values():
        return found | paired[0]
    empty = [label for label, marked in found.items() if not marked]
    open_boxes = torn or empty  # marks that stand apart are those of torn boxes; where none is torn, of empty ones
    for label in open_boxes:
        found[label] = True if page.stray_marks == len(open_boxes) else False if page.stray_marks == 0 else None
    return found


def _box_before(texts: Sequence[str], label: str) -> bool | None:
    pattern = _box_pattern(label)
    for text in texts:
        box = pattern.search(text)
        if box and (box["mark"] or (box["open"] and not _shuffled(text))):
            return bool(box["mark"])
    return None


@cache
def _box_pattern(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<open>\[)?\s*(?P<mark>[{MARKS}])?\s*\]\s*{re.escape(label)}")


def _shuffled(text: str) -> bool:
    """Brackets that close before any opens and others that never close: the pieces of the line have changed places."""
    depth = torn = 0
    for char in text:
        if char == "[":
            depth += 1
        elif char == "]":
            torn += depth == 0
            depth = max(0, depth - 1)
    return torn > 0 and depth > 0


def torn_boxes(page: Page, labels: Sequence[str], entries: int) -> list[dict[str, bool | None]]:
    """Boxes of a list that the form prints in rows of two, for each entry on the page.

    `[ ] A [ ○` at a line's end is the row's left box and the beginning of the right one; where a mark stands alone, what it may belong to stays open,
    unless there are as many as boxes that they may belong to."""
    if paired := _paired_boxes(page.dense, labels, entries):
        return paired
    strays = sum([len(text.removeprefix("[")) == 1 and text[-1] in MARKS for text in page.dense]) + page.loose_marks
    found: list[dict[str, bool | None]] = [{} for _ in range(entries)]
    lost: set[str] = set()
    rows = [labels[at : at + 2] for at in range(0, len(labels), 2)]
    for row in rows:
        left: list[str] = []
        for label in row:
            begins, opens = _box_label(label)
            prints = [text for text in page.dense if label in text and begins.search(text)]
            boxed = [text for text in prints if f"]{label}" in text]
            prints = boxed if len(boxed) == entries else prints
            if len(prints) != entries:
                lost.add(label)
                continue
            left = prints = _by_entry(left, prints, label)
            for entry, text in enumerate(prints):
                found[entry].setdefault(label, _left_state(text, label))
                right = opens.search(text)
                if right and len(row) == 2 and label == row[0] and right[1]:
                    found[entry][row[1]] = True
    torn = any(boxes.get(label) is None for boxes in found for label in labels)
    for boxes in found:
        if strays and not torn:  # marks that stand apart are those of boxes that look empty
            boxes |= {label: None for label, marked in boxes.items() if not marked}
        unclear = [label for label in labels if boxes.get(label) is None]
        all_marked = entries == 1 and strays == len(unclear)
        for label in unclear:
            boxes[label] = None if label in lost else True if strays and all_marked else None if strays else False
    return found


def _paired_boxes(texts: Sequence[str], labels: Sequence[str], entries: int) -> list[dict[str, bool | None]]:
    """Boxes whose two halves stand on lines of their own, `[ ○` and `] A`, if the page has all of both: a label closes one of the boxes that are open above
    it, and has its mark if all of those say the same. No box of a page that is otherwise."""
    found: list[dict[str, bool | None]] = [{} for _ in range(entries)]
    opened: list[bool | None] = []
    for text in texts:
        if half := _HALF.fullmatch(text):
            opened.append(bool(half[1]))
        elif text.startswith("]"):
            label = next((label for label in labels if text.startswith(f"]{label}")), "")
            entry = next((boxes for boxes in found if label not in boxes), None)
            if entry is None or not opened or "[" in text:
                return []
            entry |= {label: opened[0] if len(set(opened)) == 1 else None} if label else {}
            opened = opened[1:] if len(set(opened)) == 1 else [None] * (len(opened) - 1)
    return found if not opened and all(len(boxes) == len(labels) for boxes in found) else []


def _by_entry(left: Sequence[str], prints: Sequence[str], label: str) -> list[str]:
    """The prints of a label, one for each entry: the one on the line of the entry's left box if it stands there, else the next one on a line of its own."""
    own = iter([text for text in prints if text not in left])
    return [text if f"]{label}" in text else next(own, text) for text in left] or list(own)


def _left_state(text: str, label: str) -> bool | None:
    """The box right before a label; None where its opening bracket is gone and no mark stands in it."""
    box = re.search(rf"(\[?)([{MARKS}]?)\]{re.escape(label)}", text)
    if not box or not (box[1] or box[2]):
        return None
    return bool(box[2])


@cache
def _box_label(label: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label right after a box or at a line's beginning, and a label after which the next box opens at the line's end."""
    return re.compile(rf"(?:^|[\]\[{MARKS}]){re.escape(label)}"), re.compile(rf"{re.escape(label)}\[([{MARKS}]?)$")


def other_connection(cells: Sequence[Cell], entry: int, entries: int) -> str:
    """What stands in the brackets after その他 of an entry, on its line or on the lines below it up to the closing bracket."""
    starts = [at for at, cell in enumerate(cells) if "その他" in cell.text and _OTHER.search(cell.text)]
    if len(starts) != entries:
        starts = [at for at in starts if _OTHER_MARKED.search(cells[at].text)]
        entry = 0
        if len(starts) != 1:
            return ""
    first = cells[starts[entry]].text.split("その他", 1)[1].split("(", 1)[1]
    if first.strip():
        return f"その他 ({first.rsplit(')', 1)[0].strip()})"
    lines: list[str] = []
    for cell in cells[starts[entry] + 1 : starts[entry] + 5]:
        if cell.text.strip().startswith(")") or "[" in cell.text:
            break
        lines.append(cell.text)
    return f"その他 ({''.join(lines)})"
