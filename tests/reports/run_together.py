"""Renderer of text whose line breaks are lost: a table's rows run on, label after answer after label."""

from __future__ import annotations

from tests.reports.elements import Bare, Boxes, Choice, Heading, History, ItemTable, Key, Pair, Row, Text
from tests.reports.layouts import HISTORY_HEAD, Layout


class RunTogether(Layout):
    html = False
    page_gap = ("", "")

    def __init__(self, seed: int):
        super().__init__(seed)
        self.style.split = self.style.noise = 0.0
        self.style.number = "circled"
        self.running_on = False

    def say(self, text: str, key: Key | None = None) -> None:
        """Goes on with the line, or begins one."""
        if key:
            self.lines.setdefault(key, len(self.out) + (not self.running_on))
        if self.running_on:
            self.out[-1] += " " + text
        else:
            self.out.append(text)
        self.running_on = True

    def fresh(self, text: str, key: Key | None = None) -> None:
        self.running_on = False
        self.say(text, key)

    def heading(self, heading: Heading) -> None:
        self.fresh(" ".join([self.style.heading(heading), *self.box_texts(heading.boxes)]))
        self.running_on = heading.level == 1

    def row(self, row: Row) -> None:
        group = self.style.group(row.group) + " " if row.group and row.first else ""
        label = group + self.style.label(row) if row.label else ""
        value = row.value
        if isinstance(value, Boxes):
            self.say(label, row.key)
            for box, text in zip(value.boxes, self.box_texts(value.boxes), strict=True):
                self.say(text, box.key)
        elif isinstance(value, Choice):
            box = "" if value.lost else self.style.bracketed(self.style.value(value.chosen))
            self.say(" ".join(filter(None, [label, box, value.suffix, self.style.head(), *self.style.options(value.options)])), row.key)
        else:
            self.say(" ".join(filter(None, [label, *map(self.style.finish, value.lines)])), row.key)

    def below(self, row: Row) -> None:
        self.fresh(self.style.label(row))
        assert isinstance(row.value, Text)
        self.fresh(" ".join(row.value.lines), row.key) if row.value.lines else None
        self.running_on = False

    def pair(self, pair: Pair) -> None:
        left, right = pair.left.value, pair.right.value
        assert isinstance(left, Text) and isinstance(right, Text)
        self.fresh(" ".join([pair.left.label, pair.right.label, *left.lines, *right.lines]))
        for row in (pair.left, pair.right):
            if row.key:
                self.lines[row.key] = len(self.out)
        self.running_on = False

    def risk(self, text: str) -> None:
        self.fresh(text)

    def bare(self, bare: Bare) -> None:
        self.fresh(self.style.item(bare.text), bare.key)

    def prose(self, lines: tuple[str, ...]) -> None:
        self.fresh(" ".join(lines))
        self.running_on = False

    def items(self, table: ItemTable) -> None:
        self.fresh(self.style.finish(table.title))
        self.fresh(" ".join(f"{number} {item}" for number, item in enumerate(table.items, 1)))
        self.running_on = False

    def history(self, history: History) -> None:
        if history.header:
            self.fresh("  ".join(HISTORY_HEAD))
        for key, cells in self.change_cells(history):
            self.fresh("  ".join("".join(cell.split()) or "－" for cell in cells), key)
        self.running_on = False
