"""Renderer of plain full-width text: labels and boxes side by side or on lines of their own."""

from __future__ import annotations

from tests.reports.elements import Bare, Boxes, Choice, Heading, History, ItemTable, Pair, Row, Text
from tests.reports.layouts import HISTORY_HEAD, Layout


class Plain(Layout):
    plain_text = True
    html = False
    page_gap = ("", "")

    def __init__(self, seed: int):
        super().__init__(seed)
        self.same_line = self.rng.choice((0.0, 0.5, 1.0))  # share of values on the line of their label
        self.options_first = self.rng.choice((0.0, 0.0, 0.3))
        self.unbracketed = self.rng.choice((0.0, 0.0, 0.0, 0.06))  # share of choices that stand before their list without brackets
        self.history_shape = self.rng.choice(("wide", "cells", "labelled"))
        self.gap = self.rng.choice(("　", "　　", "  ", "："))
        self.indent = self.rng.choice(("", "　", " "))

    def heading(self, heading: Heading) -> None:
        text = self.style.heading(heading)
        if heading.boxes:
            joint = "　" if self.chance(0.6) else "\n"
            text += joint + "　".join(self.box_texts(heading.boxes))
        self.emit(("\n" if heading.level != 1 else "") + text)

    def row(self, row: Row) -> None:
        if row.group and row.first:
            self.emit(self.indent + self.style.group(row.group))
        label = self.indent + self.split_label(self.style.label(row), "\n") if row.label else ""
        value = row.value
        if isinstance(value, Choice):
            self.choice(row, label, value)
        elif isinstance(value, Boxes):
            texts = self.box_texts(value.boxes)
            self.emit(label, row.key)
            for n in range(0, len(texts), 2):
                for box in value.boxes[n : n + 2]:
                    if box.key:
                        self.lines[box.key] = len(self.out) + 1
                self.emit("　" + "　　".join(texts[n : n + 2]))
        else:
            self.text(row, label, value)

    def text(self, row: Row, label: str, value: Text) -> None:
        if not label:
            for line in value.lines or ("",):
                self.emit(line, row.key)
        elif len(value.lines) == 1 and (self.chance(self.same_line) or (self.same_line > 0 and len(value.lines[0]) < 12)):
            self.emit(label + self.gap + value.lines[0], row.key)
        else:
            self.emit("\n".join([label, *value.lines]), row.key)

    def choice(self, row: Row, label: str, value: Choice) -> None:
        box = "" if value.lost else self.style.bracketed(self.style.value(value.chosen))
        suffix = "　" + value.suffix if value.suffix else ""
        options = self.option_lines(value)
        if value.chosen and not value.lost and self.chance(self.unbracketed):
            box = self.style.value(value.chosen)
        if value.lost:
            self.emit("\n".join([label + suffix, *options]), row.key)
        elif box[0] in "[［" and self.chance(self.options_first):
            self.emit("\n".join([label, *options, box + suffix]), row.key, box)
        elif self.chance(self.same_line):
            self.emit(
                "\n".join([label + self.gap.replace("：", "　") + self.cut(box) + suffix, *options]),
                row.key,
                self.style.value(value.chosen),
            )
        else:
            self.emit("\n".join([label, self.cut(box) + suffix, *options]), row.key, self.style.value(value.chosen))

    def cut(self, box: str) -> str:
        """A box whose closing bracket slid to the next line, now and then."""
        return box[:-1].rstrip() + "\n" + box[-1] if self.chance(self.style.split) and len(box) > 6 and box[-1] in "]］" else box

    def option_lines(self, value: Choice) -> list[str]:
        options = self.style.options(value.options)
        shape = self.rng.choice(("each", "pairs", "one", "uneven"))
        if shape == "each":
            return [self.style.head(), *options]
        if shape == "one":
            return [self.style.head() + "　" + "　".join(options)]
        if shape == "uneven":
            return [self.style.head(), "　　".join(options[0::2]), "　　".join(options[1::2])]
        return [self.style.head(), *["　　".join(options[n : n + 2]) for n in range(0, len(options), 2)]]

    def below(self, row: Row) -> None:
        self.row(row)

    def pair(self, pair: Pair) -> None:
        left, right = pair.left.value, pair.right.value
        assert isinstance(left, Text) and isinstance(right, Text)
        if self.chance(0.5):
            self.row(pair.left)
            self.row(pair.right)
            return
        self.emit(f"{pair.left.label}　{pair.right.label}")
        line = len(self.out) + 1
        self.emit("　".join([*left.lines, *right.lines]))
        self.lines |= {row.key: line for row in (pair.left, pair.right) if row.key}

    def risk(self, text: str) -> None:
        self.emit(self.split_label(text, "\n"))

    def bare(self, bare: Bare) -> None:
        self.emit(self.style.item(bare.text), bare.key)

    def prose(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            self.emit("　" + line)

    def items(self, table: ItemTable) -> None:
        self.emit("\n".join(["", table.title, *[f"{n}　{item}" for n, item in enumerate(table.items, 1)]]))

    def history(self, history: History) -> None:
        if history.header and self.history_shape != "labelled":
            self.emit(("　　" if self.history_shape == "wide" else "\n").join(HISTORY_HEAD))
        for key, cells in self.change_cells(history):
            self.change(key, cells)

    def change(self, key, cells: list[str]) -> None:
        if self.history_shape == "wide" and key is not None:
            self.emit("　　".join(cell.replace("　", " ") or "－" for cell in cells), key)
        elif self.history_shape == "labelled" and key is not None:
            self.emit("\n".join(f"{name}：{cell}" for name, cell in zip(HISTORY_HEAD, cells, strict=True)) + "\n", key)
        elif key is not None:
            self.emit("\n" + "\n".join(cell or "－" for cell in cells), key, cells[1])
        else:
            self.emit(cells[3])
