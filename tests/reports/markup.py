"""Renderers with markup: Markdown with tab cells, Markdown pipe tables, and HTML rows over several lines."""

from __future__ import annotations

import html
import re

from tests.reports.elements import Heading, History, ItemTable, Key, Pair, Row
from tests.reports.layouts import HISTORY_HEAD, Rendered, TabCells


class Markdown(TabCells):
    """OCR into Markdown: # headings, bold, escaped HTML, cells parted by tabs, stray separator rows."""

    escape = True
    bold = True

    def heading_mark(self, heading: Heading, text: str) -> str:
        if heading.level == 0:
            return self.rng.choice(("# ", "## ", "### ")) + text
        if heading.level == 2:
            return self.rng.choice(("# ", "## ", "")) + text
        return self.rng.choice(("{}", "{}\t", "**{}**", "### {}", "## {}", "<p><b>{}</b></p>\t")).format(text)

    def shapes(self) -> tuple[str, ...]:
        return tuple(shape for shape in super().shapes() if shape != "rows")

    def row(self, row: Row) -> None:
        super().row(row)
        if self.chance(0.03):
            self.out.append(self.rng.choice(("--------\t---", "---\t--", "----\t-----------\t--", "")))


class Pipes(TabCells):
    """Markdown pipe tables: every row of a table between bars, a separator row after the first one."""

    escape = True
    lines_between = False

    def __init__(self, seed: int):
        super().__init__(seed)
        self.in_row = False
        self.fresh = True
        self.escapes = self.chance(0.3)  # signs that Markdown would interpret are printed as \\[

    def rendered(self) -> Rendered:
        made = super().rendered()
        if self.escapes:
            made.text = re.sub(r"([\[\]()*])", r"\\\1", made.text)
        return made

    def heading_mark(self, heading: Heading, text: str) -> str:
        return "#" * (heading.level + 1 if heading.level < 2 else 2) + " " + text

    def heading(self, heading: Heading) -> None:
        super().heading(heading)
        self.fresh = True

    def shapes(self) -> tuple[str, ...]:
        return ("one", "one", "one", "cells", "after", "uneven", "split_cells")

    def emit(self, text: str, key: Key | None = None, needle: str = "") -> None:
        if self.in_row:
            text = text.replace("\n\n", "<br>")
            text = "\n".join("| " + line.replace("\t", " | ") + " |" for line in text.split("\n"))
            if self.fresh:
                text += "\n|---|---|"
                self.fresh = False
        super().emit(text, key, needle)

    def row(self, row: Row) -> None:
        self.in_row = bool(row.label)
        super().row(row)
        self.in_row = False

    def pair(self, pair: Pair) -> None:
        self.in_row = True
        super().pair(pair)
        self.in_row = False

    def items(self, table: ItemTable) -> None:
        self.emit(f"\n## {table.title}\n")
        self.emit("| 項番 | 項目名 |\n|---|---|")
        for number, item in enumerate(table.items, 1):
            self.emit(f"| {number} | {item} |")

    def history(self, history: History) -> None:
        if history.header:
            self.emit("| " + " | ".join(HISTORY_HEAD) + " |\n" + "|---" * 6 + "|")
        for key, cells in self.change_cells(history):
            self.emit("| " + " | ".join(self.escaped(cell) for cell in cells) + " |", key)


class HtmlRows(TabCells):
    """Fragments of HTML tables: one <tr> over several lines, <td> with rowspan, entities for the angle brackets."""

    escape = True
    lines_between = False

    def __init__(self, seed: int):
        super().__init__(seed)
        self.in_row = False
        self.open = False
        self.one_line = self.chance(0.4)
        self.one_table = self.chance(0.3)  # a page's table of the history is one line

    def heading_mark(self, heading: Heading, text: str) -> str:
        return f"<h{heading.level + 2}>{text}</h{heading.level + 2}>" if self.chance(0.7) else f"<p><b>{text}</b></p>"

    def heading(self, heading: Heading) -> None:
        self.close()
        super().heading(heading)

    def close(self) -> None:
        if self.open:
            super().emit("</table>")
            self.open = False

    def shapes(self) -> tuple[str, ...]:
        return ("one", "one", "html", "after", "div", "input", "cells")

    def emit(self, text: str, key: Key | None = None, needle: str = "") -> None:
        text = text.replace("\n", "<br/>") if self.in_row else text
        super().emit(self.table_row(text.split("\t")) if self.in_row else text, key, needle)

    def table_row(self, cells: list[str]) -> str:
        head = "" if self.open else "<table>\n"
        self.open = True
        span = ' rowspan="3"' if cells[0] in ("再委託",) else ""
        joint = "" if self.one_line else "\n"
        body = joint.join(f"<td{span if n == 0 else ''}>{cell}</td>" for n, cell in enumerate(cells) if cell or n)
        return f"{head}<tr>{joint}{body}{joint}</tr>"

    def row(self, row: Row) -> None:
        self.in_row = bool(row.label)
        super().row(row)
        self.in_row = False

    def pair(self, pair: Pair) -> None:
        self.in_row = True
        super().pair(pair)
        self.in_row = False

    def risk(self, text: str) -> None:
        self.in_row = True
        super().risk(text.strip())
        self.in_row = False

    def items(self, table: ItemTable) -> None:
        self.close()
        self.emit(f"<h3>{table.title}</h3>\n<ol>" + "".join(f"<li>{item}</li>" for item in table.items) + "</ol>")

    def history(self, history: History) -> None:
        if self.one_table:
            self.history_line(history)
            return
        if history.header:
            self.emit("<tr>" + "".join(f"<th>{name}</th>" for name in HISTORY_HEAD) + "</tr>")
        for key, cells in self.change_cells(history):
            joint = "" if self.one_line else "\n"
            self.emit(f"<tr>{joint}" + joint.join(f"<td>{html.escape(cell, quote=False)}</td>" for cell in cells) + f"{joint}</tr>", key)

    def history_line(self, history: History) -> None:
        rows = self.change_cells(history)
        for key, _ in rows:
            if key:
                self.lines.setdefault(key, len(self.out) + 1)
        head = ["<tr>" + "".join(f"<td>{name}</td>" for name in HISTORY_HEAD) + "</tr>"] if history.header else []
        body = ["<tr>" + "".join(f"<td>{html.escape(cell, quote=False)}</td>" for cell in cells) + "</tr>" for _, cells in rows]
        self.emit("<table>" + "".join([*head, *body]) + "</table>")
