"""Renderer of Markdown lists: a label is a list item, its value and options stand behind it or nested below it."""

from __future__ import annotations

from tests.reports.elements import Bare, Boxes, Choice, Heading, History, ItemTable, Pair, Row, Text
from tests.reports.layouts import HISTORY_HEAD, Layout


class Bullets(Layout):
    plain_text = False
    html = False
    page_gap = ("", "---", "")

    def __init__(self, seed: int):
        super().__init__(seed)
        self.sign = self.rng.choice(("-", "*", "+"))
        self.bold = self.chance(0.6)
        self.nested = self.rng.choice((0.0, 0.4, 1.0))
        self.tasks = self.chance(0.4)  # boxes as a task list: - [x], - [ ]
        self.history_list = self.chance(0.4)

    def item(self, label: str, value: str, depth: int = 0) -> str:
        text = f"**{label}**" if self.bold and not depth else label
        return "  " * depth + f"{self.sign} {text}" + (f": {value}" if value else ":" if self.bold and not depth else "")

    def heading(self, heading: Heading) -> None:
        text = "#" * (heading.level + 1) + " " + self.style.heading(heading)
        self.emit("\n" + text + ("  " + " ".join(self.box_texts(heading.boxes)) if heading.boxes else "") + "\n")

    def row(self, row: Row) -> None:
        if row.group and row.first:
            self.emit(self.item(self.style.finish(self.style.group(row.group)), ""))
        label = self.split_label(self.style.label(row), " ") if row.label else ""
        value = row.value
        if isinstance(value, Choice):
            self.choice(row, label, value)
        elif isinstance(value, Boxes):
            self.boxes(row, label, value)
        elif not label:
            self.emit("\n".join(f"{self.sign} {self.style.finish(line)}" if value.lines else "" for line in value.lines or ("",)), row.key)
        elif len(value.lines) < 2:
            self.emit(self.item(label, self.style.finish("".join(value.lines))), row.key)
        else:
            self.emit("\n".join([self.item(label, ""), *[f"  {self.sign} {self.style.finish(line)}" for line in value.lines]]), row.key)

    def choice(self, row: Row, label: str, value: Choice) -> None:
        chosen = self.style.value(value.chosen)
        box = "" if value.lost else self.style.bracketed(chosen)
        box += ("  " + self.style.finish(value.suffix)) if value.suffix else ""
        options = self.style.options(value.options)
        tail = self.rng.choice(
            (
                [f"  {self.sign} {self.style.head()} " + " ".join(options)],
                [f"  {self.sign} {self.style.head()}", *[f"    {self.sign} {option}" for option in options]],
                ["  " + self.style.head() + "  ", *["  " + option + "  " for option in options]],
            )
        )
        if self.chance(self.nested) and box:
            self.emit("\n".join([self.item(label, ""), f"  {self.sign} {box}", *tail]), row.key, chosen)
        else:
            self.emit("\n".join([self.item(label, box), *tail]), row.key, chosen)

    def boxes(self, row: Row, label: str, value: Boxes) -> None:
        texts = self.box_texts(value.boxes)
        if self.tasks:
            names = [box.label if box.paren is None else f"{box.label}（{box.paren or '　'}）" for box in value.boxes]
            texts = [f"[{'x' if box.marked else ' '}] {self.style.finish(name)}" for box, name in zip(value.boxes, names, strict=True)]
        if self.tasks or self.chance(self.nested):
            start = len(self.out) + 2
            self.emit("\n".join([self.item(label, ""), *[f"  {self.sign} {text}" for text in texts]]), row.key)
            self.lines |= {box.key: start + n for n, box in enumerate(value.boxes) if box.key}
        else:
            self.lines |= {box.key: len(self.out) + 1 for box in value.boxes if box.key}
            self.emit(self.item(label, " ".join(texts)), row.key)

    def below(self, row: Row) -> None:
        assert isinstance(row.value, Text)
        self.emit(f"\n## {self.style.label(row)}\n")
        for line in row.value.lines:
            self.emit(self.style.finish(line), row.key)

    def pair(self, pair: Pair) -> None:
        self.row(pair.left)
        self.row(pair.right)

    def risk(self, text: str) -> None:
        self.emit(f"\n### {text}\n" if self.bold else f"\n**{text}**\n")

    def bare(self, bare: Bare) -> None:
        self.emit("\n" + self.style.item(bare.text) + "\n", bare.key)

    def prose(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            self.emit(self.style.finish(line) + "  ")

    def items(self, table: ItemTable) -> None:
        self.emit("\n".join([f"\n## {self.style.finish(table.title)}\n", *[f"{n}. {item}" for n, item in enumerate(table.items, 1)]]))

    def history(self, history: History) -> None:
        if history.header and not self.history_list:
            self.emit("| " + " | ".join(HISTORY_HEAD) + " |\n" + "|---" * 6 + "|")
        for key, cells in self.change_cells(history):
            if not self.history_list:
                self.emit("| " + " | ".join(cells) + " |", key)
            elif key is None:
                self.emit(f"  {cells[3]}")
            else:
                first, *rest = zip(HISTORY_HEAD, cells, strict=True)
                self.emit("\n".join([f"- {first[0]}: {first[1]}", *[f"  - {name}: {cell}" for name, cell in rest]]), key)
