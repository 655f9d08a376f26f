"""Renderers of tables that other tools print: rows with commas as a spreadsheet saves them, and grids of + and |."""

from __future__ import annotations

import csv
import io
import unicodedata
from itertools import groupby

from tests.reports.elements import Boxes, Key, Text
from tests.reports.layouts import Rendered, TabCells


class Csv(TabCells):
    """Every row with as many commas; a cell of several lines stands in quotes."""

    lines_between = False
    page_gap = ("", "")

    def shapes(self) -> tuple[str, ...]:
        return ("one", "one", "cells", "rows", "uneven", "split_cells")

    def rendered(self) -> Rendered:
        made = super().rendered()
        rows = [line.replace("<br/>", " ").split("\t") for line in made.text.rstrip("\n").split("\n")]
        width = max(map(len, rows))
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows([*row, *[""] * (width - len(row))] for row in rows)
        made.text = file.getvalue()
        return made


class Grid(TabCells):
    """Rows of cells between rules, cells wrapped in their column: what some converters make of a table."""

    lines_between = False
    html = False
    page_gap = ("", "")
    columns = (30, 46)

    def __init__(self, seed: int):
        super().__init__(seed)
        self.joined = self.style.split = 0.0
        self.mixed_marks = False
        self.columns = self.rng.choice(((30, 46), (40, 60)))

    def shapes(self) -> tuple[str, ...]:
        return ("one", "one", "after", "no_head")

    def text(self, value: Text) -> str:
        return "\n".join(self.finished(value))

    def boxes(self, value: Boxes) -> str:
        texts = self.box_texts(value.boxes)
        return "\n".join(" ".join(texts[at : at + 2]) for at in range(0, len(texts), 2))

    def emit(self, text: str, key: Key | None = None, needle: str = "") -> None:
        if "\t" not in text.strip("\t"):
            return super().emit(text.strip("\t"), key, needle)
        cells = text.split("\t")
        widths = self.columns if len(cells) < 4 else tuple(18 for _ in cells)
        return super().emit(grid_row([cells[0], " ".join(filter(None, cells[1:]))] if len(cells) < 4 else cells, widths), key, needle)


def grid_row(cells: list[str], widths: tuple[int, ...]) -> str:
    """One row with a rule above and below."""
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    columns = [[piece for line in cell.split("\n") for piece in wrapped(line, width)] for cell, width in zip(cells, widths, strict=True)]
    deepest = max(map(len, columns))
    lines = ["|" + "|".join(" " + padded(column[at] if at < len(column) else "", width) + " " for column, width in zip(columns, widths, strict=True)) + "|"
             for at in range(deepest)]
    return "\n".join([rule, *lines, rule])


def wrapped(text: str, width: int) -> list[str]:
    """The text in pieces of `width` half-width columns; never cut within what has no blank and is not Japanese."""
    pieces, line = [], ""
    for is_letter, found in groupby(text, key=lambda sign: sign.isascii() and not sign.isspace()):
        run = "".join(found)
        for piece in [run] if is_letter else run:
            if columns_of(line + piece) > width:
                pieces.append(line)
                line = ""
            line += piece
    return [*pieces, line]


def columns_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))
