"""Renderers: pages of elements -> text with the line of each key. Scrambled pages have a module of their own."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from itertools import zip_longest
from random import Random

from tests.reports.elements import Bare, Box, Boxes, Choice, Element, Heading, History, ItemTable, Key, Page, Pair, Prose, Risk, Row, Text
from tests.reports.gold import CLOUD_HEADING, Found
from tests.reports.typography import Style, date_text, drawn

HISTORY: Key = ("history",)  # where the change history begins
HISTORY_HEAD = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")


@dataclass
class Rendered:
    text: str
    lines: dict[Key, int]
    cloud_lines: list[int]
    overrides: dict[Key, Found] = field(default_factory=dict)
    loose_history: bool = False


class Layout:
    """Base: walks over the elements; subclasses say how each is printed."""

    plain_text = False
    html = True
    page_gap: tuple[str, ...] = ("",)

    def __init__(self, seed: int):
        self.rng = Random(f"layout {type(self).__name__} {seed}")
        self.style: Style = drawn(self.rng, self.plain_text, self.html)
        self.out: list[str] = []
        self.lines: dict[Key, int] = {}

    def render(self, pages: list[Page]) -> Rendered:
        for number, page in enumerate(pages):
            if number:
                self.out.extend((*self.page_gap, f"- {number} -", "") if self.style.footers else self.page_gap)
            if number and self.style.running:
                self.emit(self.running_head(pages))
            for element in page.elements:
                self.element(element)
        return self.rendered()

    def running_head(self, pages: list[Page]) -> str:
        """The title of the report, as some print it on every page."""
        pair = next(element for element in pages[0].elements if isinstance(element, Pair))
        return self.style.finish(" ".join(pair.right.value.lines)) if isinstance(pair.right.value, Text) else ""

    def rendered(self) -> Rendered:
        body = self.out[: self.lines.get(HISTORY, len(self.out))]
        cloud = [number for number, line in enumerate(body, 1) if CLOUD_HEADING in line]
        return Rendered("\n".join(self.out) + "\n", self.lines, cloud)

    def emit(self, text: str, key: Key | None = None, needle: str = "") -> None:
        """Prints `text` (one or more lines) and notes the line where `needle` stands for `key`."""
        lines = text.split("\n")
        if key:
            place = next((n for n, line in enumerate(lines) if needle and needle in line), 0)
            self.lines.setdefault(key, len(self.out) + place + 1)
        self.out.extend(lines)

    def element(self, element: Element) -> None:
        if isinstance(element, Heading):
            self.heading(element)
            for box in element.boxes:
                if box.key:
                    self.lines.setdefault(box.key, len(self.out))
        elif isinstance(element, Row):
            if element.below:
                self.below(element)
            else:
                self.row(element)
        elif isinstance(element, Pair):
            self.pair(element)
        elif isinstance(element, Risk):
            self.risk(self.style.risk_heading(element))
        elif isinstance(element, Bare):
            self.bare(element)
        elif isinstance(element, Prose):
            self.prose(element.lines)
        elif isinstance(element, ItemTable):
            self.items(element)
        else:
            self.lines.setdefault(HISTORY, len(self.out))
            self.history(element)

    # what a subclass prints in its own way
    def heading(self, heading: Heading) -> None: ...
    def row(self, row: Row) -> None: ...
    def below(self, row: Row) -> None: ...
    def pair(self, pair: Pair) -> None: ...
    def risk(self, text: str) -> None: ...
    def bare(self, bare: Bare) -> None: ...
    def prose(self, lines: tuple[str, ...]) -> None: ...
    def items(self, table: ItemTable) -> None: ...
    def history(self, history: History) -> None: ...

    # helpers
    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def split_label(self, label: str, joint: str) -> str:
        """A label cut in two by `joint`, now and then."""
        if len(label) >= 8 and self.chance(self.style.split):
            cut = self.rng.randint(len(label) // 2, len(label) - 2)
            return label[:cut] + joint + label[cut:]
        return label

    def box_texts(self, boxes: tuple[Box, ...]) -> list[str]:
        """Boxes as printed. Input tags that are all alike would tell nobody which of them are marked: such a group keeps its brackets."""
        style, marks = self.style.boxes, {box.marked for box in boxes}
        if (style == "radio" and marks == {True}) or (style == "input" and marks == {False}):
            self.style.boxes = "bracket"
        texts = [self.style.finish(self.style.box(box)) for box in boxes]
        self.style.boxes = style
        return texts

    def change_cells(self, history: History) -> list[tuple[Key | None, list[str]]]:
        """The rows of a page of the history as cells; a cut row gives two."""
        made: list[tuple[Key | None, list[str]]] = []
        for number, change in enumerate(history.changes):
            day = date_text(change.changed_on, self.style.dates) if change.changed_on else ""
            cells = [day, change.item, change.before, change.after, change.timing, change.reason]
            cells = [self.style.finish(cell) for cell in cells]
            if history.cut and number == len(history.changes) - 1:
                half = max(1, len(cells[3]) // 2)
                made.append((("change", change.no), [*cells[:3], cells[3][:half], cells[4], ""]))
                made.append((None, ["", "", "", cells[3][half:] or "以下同じ。", "", cells[5]]))
            else:
                made.append((("change", change.no), cells))
        return made


class TabCells(Layout):
    """OCR into cells parted by tabs, with fragments of HTML."""

    page_gap = ("", "")
    escape = False
    bold = False
    lines_between = True  # labels, groups and texts may stand on lines of their own

    def __init__(self, seed: int):
        super().__init__(seed)
        self.joined = self.rng.choice((0.0, 0.0, 0.03))  # share of labels in one cell with their value
        self.groups = self.rng.choice(("once", "once", "repeated", "line") if self.lines_between else ("once", "repeated"))
        self.spilled = self.lines_between and self.chance(0.2)  # long texts stand below their label
        self.mixed_marks = self.chance(0.2)  # the marks change from box to box

    def heading(self, heading: Heading) -> None:
        text = self.style.heading(heading)
        if heading.level != 1 or self.chance(0.5):
            self.out.append("")
        if heading.boxes:
            joint = self.rng.choice((" ", "\t", "\t\t", "\n") if self.lines_between else (" ", "\t"))
            text += joint + self.rng.choice((" ", "\t")).join(self.box_texts(heading.boxes))
        self.emit(self.heading_mark(heading, text))
        if heading.level != 1:
            self.out.append("")

    def heading_mark(self, heading: Heading, text: str) -> str:
        return text if heading.level != 1 or heading.boxes else text + self.rng.choice(("", "\t", "\t\t"))

    def label(self, row: Row) -> str:
        label = self.split_label(self.style.label(row), self.rng.choice(("\t", "\n", " ")))
        return f"<p>{label}</p>" if self.chance(0.04) else f"<b>{label}</b>" if self.bold and self.chance(0.06) else label

    def row(self, row: Row) -> None:
        label = self.grouped(row, self.label(row)) if row.label else ""
        joint = " " if label and not label.endswith("\t") and self.chance(self.joined * (4 if row.group else 1)) else "\t"
        value = row.value
        if isinstance(value, Choice):
            self.emit((label + joint if label else "") + self.choice(value), row.key, self.style.value(value.chosen))
        elif isinstance(value, Boxes):
            start = len(self.out)
            self.emit(f"{label}\t{self.boxes(value)}", row.key)
            for box in value.boxes:
                if box.key:
                    self.lines.setdefault(box.key, start + 1)
        elif label:
            below = self.spilled and len(value.lines) > 2
            self.emit(label + "\n\n" + "  \n".join(self.finished(value)) + "\n" if below else label + joint + self.text(value), row.key)
        else:
            for line in value.lines or ("",):
                self.emit(self.style.finish(line) + self.rng.choice(("", "\t")), row.key)

    def grouped(self, row: Row, label: str) -> str:
        """The label with the cell that spans its group: once, on each row, or on a line of its own."""
        if not row.group:
            return label
        group = self.style.finish(self.style.group(row.group))
        if self.groups == "line":
            return f"{group}\n\n{label}" if row.first else label
        return (group if row.first or self.groups == "repeated" else "") + "\t" + label

    def below(self, row: Row) -> None:
        assert isinstance(row.value, Text)
        self.emit("\n" + self.heading_mark(Heading(2, "", row.label), self.style.label(row)) + "\n")
        for line in row.value.lines:
            self.emit(self.style.finish(line), row.key)

    def pair(self, pair: Pair) -> None:
        left, right = pair.left.value, pair.right.value
        assert isinstance(left, Text) and isinstance(right, Text)
        self.emit(f"{pair.left.label}\t{pair.right.label}")
        number = len(self.out) + 1
        self.emit("".join(left.lines) + "\t" + self.style.finish("".join(right.lines)))
        for row in (pair.left, pair.right):
            if row.key:
                self.lines[row.key] = number

    def finished(self, value: Text) -> list[str]:
        return [self.style.finish(line) for line in value.lines]

    def text(self, value: Text) -> str:
        lines = self.finished(value)
        if len(lines) < 2:
            return "".join(lines)
        shape = self.rng.choice(("space", "p", "ul", "space", "br", "spill"))
        lines = [self.escaped(line) for line in lines]
        if shape == "p":
            return " ".join(f"<p>{line}</p>" for line in lines)
        if shape == "ul":
            return "<ul> " + " ".join(f"<li>{line}</li>" for line in lines) + " </ul>"
        return {"space": " ", "br": "<br/>", "spill": "\n\n"}[shape].join(lines)

    def escaped(self, text: str) -> str:
        return html.escape(text, quote=False) if self.escape and self.style.narrow else text

    def head(self) -> str:
        return html.escape(self.style.head()) if self.escape else self.style.head()

    def shapes(self) -> tuple[str, ...]:
        return (
            "one",
            "one",
            "one",
            "one",
            "cells",
            "html",
            "after",
            "div",
            "table",
            "rows",
            "split",
            "input",
            "inputs",
            "no_head",
            "uneven",
        )

    def choice(self, value: Choice) -> str:
        """The box and its option list in one of many shapes."""
        head, options, suffix = self.head(), self.style.options(value.options), self.style.finish(value.suffix)
        chosen = self.style.value(value.chosen)
        box = "" if value.lost else self.style.bracketed(chosen)
        tail = (" " + suffix) if suffix else ""
        odd, even = options[0::2], options[1::2]
        shape = self.rng.choice(self.shapes())
        if value.lost:
            shape = self.rng.choice(("one", "html"))
        if shape == "after" and value.chosen:
            return f"{head} {' '.join(options)} {box}{tail}"
        if shape == "cells":
            return f"{box}\t{head} {' '.join(options)}{tail}"
        if shape == "uneven":
            return f"{box}\t{head} {' '.join(odd)}\t{' '.join(even)}{tail}"
        if shape == "html":
            return f"<p>{box}</p> <p>{head}</p> <p>{' '.join(odd)}</p> <p>{' '.join(even)}</p>{tail}".replace("<p></p> ", "")
        if shape == "div":
            columns = f"<div> {head} {' '.join(odd)} </div> <div> {' '.join(even)} </div>"
            return f'<div style="display: flex;"> <div style="margin-right: 20px;">{box}</div> {columns} </div>{tail}'
        if shape == "table":
            cells = "\n".join(f"{a}\t{b}" for a, b in zip_longest(odd, even, fillvalue=""))
            rows = " ".join(f"<tr> <td>{a}</td> <td>{b}</td> </tr>" for a, b in zip_longest(odd, even, fillvalue=""))
            return f'{box}{tail} <table border="0"> <tr> <td colspan="2">{head}</td> </tr> {rows} </table>' + (
                f"\n{head}\n{cells}" if self.chance(0.5) else ""
            )
        if shape == "rows":
            return f"{box}{tail}\n\t{head}\t{' '.join(options)}"
        if shape == "split" and value.chosen:
            left, right = self.style.bracket.split("{}")
            return (
                self.rng.choice((f"{left}\t{chosen}\t{right}", f"{left}{chosen}\n{right}", f"{left}{chosen}\t{right}"))
                + f" {head} {' '.join(options)}{tail}"
            )
        if shape == "split_cells" and value.chosen:
            left, right = self.style.bracket.split("{}")
            return f"{left}\t{chosen}\t{right}\t{head} {' '.join(options)}{tail}"
        if shape == "alone" and not value.lost:
            return box + tail if not chosen or self.chance(0.7) else chosen + tail
        if shape == "inputs" and value.chosen and not value.suffix:
            return f'<input type="checkbox"/> {chosen} <input type="checkbox"/> {head} {" ".join(options)}'
        if shape == "no_head" and not value.lost:
            return f"{box} {' '.join(options)}{tail}"
        if shape == "input" and value.chosen and not value.suffix:
            return f'<input type="checkbox"/> {chosen} {head} {" ".join(options)}'
        return f"{box} {head} {' '.join(options)}{tail}".strip()

    def boxes(self, value: Boxes) -> str:
        if self.mixed_marks:
            self.style.boxes = self.rng.choice(("bracket", "radio", "checked", "input"))
        texts = self.box_texts(value.boxes)
        shape = self.rng.choice(("one", "one", "p", "table", "wide"))
        if shape == "p":
            return " ".join(f"<p>{' '.join(texts[n : n + 2])}</p>" for n in range(0, len(texts), 2))
        if shape == "wide":
            return "            ".join(texts)
        if shape == "table":
            pairs = [texts[n : n + 2] for n in range(0, len(texts), 2)]
            body = " ".join("<tr> " + " ".join(f"<td>{text}</td>" for text in pair) + " </tr>" for pair in pairs)
            repeated = "\n" + "\n".join("\t".join(pair) for pair in pairs) if self.chance(0.4) else ""
            return f'<table border="0"> {body} </table>{repeated}'
        return " ".join(texts)

    def risk(self, text: str) -> None:
        self.emit(self.split_label(text, self.rng.choice(("\t", "\n"))) + self.rng.choice(("", "\t", "\t\t")))

    def bare(self, bare: Bare) -> None:
        self.emit(self.style.item(bare.text) + self.rng.choice(("", "\t", "\t\t")), bare.key)

    def prose(self, lines: tuple[str, ...]) -> None:
        if lines and self.chance(0.5):
            self.emit(self.text(Text(lines)))
        else:
            for line in lines:
                self.emit(self.style.finish(line))

    def items(self, table: ItemTable) -> None:
        self.emit("\n" + self.style.finish(table.title) + "\n")
        self.emit("項番\t項目名")
        for number, item in enumerate(table.items, 1):
            self.emit(f"{number}\t{item}")

    def history(self, history: History) -> None:
        rows = self.change_cells(history)
        if history.header:
            self.emit("\t".join(HISTORY_HEAD))
        for key, cells in rows:
            self.emit("\t".join(self.escaped(cell) for cell in cells), key)
