"""Renderer of text that keeps the look of the page: labels, boxes and option lists side by side in columns of spaces."""

from __future__ import annotations

import unicodedata

from tests.reports.elements import Bare, Boxes, Choice, Heading, History, ItemTable, Key, Pair, Row, Text
from tests.reports.layouts import HISTORY_HEAD, Layout

LABEL, BOX, TEXT = 30, 26, 60  # widths of the columns, in half-width characters
HISTORY_WIDTHS = (18, 28, 24, 24, 8, 24)


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def padded(text: str, size: int) -> str:
    return text + " " * max(2, size - width(text))


def wrapped(text: str, size: int) -> list[str]:
    """Lines of at most `size` half-width characters."""
    lines, line = [], ""
    for character in text:
        if width(line + character) > size:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


class Columns(Layout):
    plain_text = True
    html = False
    page_gap = ("", "", "")

    def __init__(self, seed: int):
        super().__init__(seed)
        self.label_width = self.rng.choice((24, LABEL, 36))
        self.centred = self.chance(0.5)  # labels stand in the middle of their cell, not at its top
        self.style.split = 0.0
        self.single_rows = self.chance(0.5)  # a row of the history on one line

    def beside(self, label: str, cells: list[list[str]], sizes: list[int], middle: bool) -> tuple[list[str], int]:
        """Label and cells side by side; the number of the line on which the label (its first part) stands."""
        left = wrapped(label, self.label_width - 2) if label else [""]
        height = max(len(left), *(len(cell) for cell in cells))
        start = (height - len(left)) // 2 if middle else 0
        lines = []
        for n in range(height):
            line = padded(left[n - start] if 0 <= n - start < len(left) else "", self.label_width)
            for cell, size in zip(cells, sizes, strict=True):
                line += padded(cell[n] if n < len(cell) else "", size)
            lines.append(("  " + line).rstrip())
        return lines, start

    def heading(self, heading: Heading) -> None:
        text = self.style.heading(heading)
        if heading.boxes:
            text = padded(text, 60) + "    ".join(self.box_texts(heading.boxes))
        self.emit(text if heading.level else "\n" + text)

    def row(self, row: Row) -> None:
        if row.group and row.first:
            self.emit("  " + self.style.group(row.group))
        label = self.style.label(row) if row.label else ""
        value = row.value
        if isinstance(value, Choice):
            self.choice(row, label, value)
        elif isinstance(value, Boxes):
            texts = self.box_texts(value.boxes)
            cell = [padded(texts[n], 44) + "".join(texts[n + 1 : n + 2]) for n in range(0, len(texts), 2)]
            lines, _ = self.beside(label, [cell], [TEXT], self.centred)
            start = len(self.out)
            self.emit("\n".join(lines), row.key)
            self.lines |= {box.key: start + 1 + n // 2 for n, box in enumerate(value.boxes) if box.key}
        elif not label:
            self.emit("\n".join("  " + line for line in value.lines or ("",)), row.key)
        else:
            cell = [piece for line in value.lines for piece in wrapped(line, TEXT)] or [""]
            lines, _ = self.beside(label, [cell], [TEXT], self.centred and len(cell) > 1)
            self.emit("\n".join(lines), row.key)

    def choice(self, row: Row, label: str, value: Choice) -> None:
        chosen = self.style.value(value.chosen)
        box = "" if value.lost else self.style.bracketed(chosen)
        options = self.style.options(value.options)
        pairs = [padded(options[n], 30) + "".join(options[n + 1 : n + 2]) for n in range(0, len(options), 2)]
        right = [self.style.head() + ("      " + value.suffix if value.suffix else ""), *pairs]
        left = wrapped(label, self.label_width - 2)
        height = max(len(left), len(right))
        start = (height - len(left)) // 2 if self.centred else 0
        boxes = [""] * start + [box]
        lines, _ = self.beside(label, [boxes, right], [max(BOX, width(box) + 2), TEXT], self.centred)
        self.emit("\n".join(lines), row.key, chosen)

    def below(self, row: Row) -> None:
        assert isinstance(row.value, Text)
        self.emit("\n  " + self.style.label(row) + "\n")
        for line in row.value.lines:
            self.emit("    " + line, row.key)

    def pair(self, pair: Pair) -> None:
        left, right = pair.left.value, pair.right.value
        assert isinstance(left, Text) and isinstance(right, Text)
        self.emit("  " + padded(pair.left.label, 16) + pair.right.label)
        line = len(self.out) + 1
        self.emit(("  " + padded("".join(left.lines), 16) + "".join(right.lines)).rstrip())
        self.lines |= {row.key: line for row in (pair.left, pair.right) if row.key}

    def risk(self, text: str) -> None:
        self.emit(" " + text)

    def bare(self, bare: Bare) -> None:
        self.emit(" " + self.style.item(bare.text), bare.key)

    def prose(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            self.emit("\n".join("  " + piece for piece in wrapped(line, 90)))

    def items(self, table: ItemTable) -> None:
        half = (len(table.items) + 1) // 2
        self.emit("\n" + table.title + "\n")
        for n in range(half):
            right = f"{n + half + 1:>3}  {table.items[n + half]}" if n + half < len(table.items) else ""
            self.emit(padded(f"{n + 1:>3}  {table.items[n]}", 40) + right)

    def history(self, history: History) -> None:
        if history.header:
            self.emit("  ".join(padded(name, size) for name, size in zip(HISTORY_HEAD, HISTORY_WIDTHS, strict=True)).rstrip())
        for key, cells in self.change_cells(history):
            self.change(key, cells)

    def change(self, key: Key | None, cells: list[str]) -> None:
        if self.single_rows:
            self.emit("   ".join(cell.replace("　", " ") or "-" for cell in cells) if key else "   " + cells[3], key)
            return
        columns = [wrapped(cell, size - 2) for cell, size in zip(cells, HISTORY_WIDTHS, strict=True)]
        for n in range(max(map(len, columns))):
            line = "".join(padded(column[n] if n < len(column) else "", size) for column, size in zip(columns, HISTORY_WIDTHS, strict=True))
            self.emit(line.rstrip(), key)
            key = None
        self.out.append("")
