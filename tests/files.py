"""Invented reports as the files that cities publish: the official form's table look as workbook, HTML page, PDF and tab-parted text.

`made` gives the form's sheets, in narrow columns and merged ranges, with the expected answer; every file is printed from the sheets.
"""
from __future__ import annotations

import html
import io
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.reports.build import _pages
from tests.reports.content import invent
from tests.reports.damage import damaged
from tests.reports.elements import Bare, Box, Boxes, Choice, Heading, History, ItemTable, Page, Pair, Row, Text
from tests.reports.gold import gold
from tests.reports.layouts import HISTORY, HISTORY_HEAD, Layout, Rendered

WIDTH = 24  # columns of a sheet
VALUE = 6  # the column in which values begin
CHROMIUM = shutil.which("chromium")
SOFFICE = shutil.which("soffice")


@dataclass(frozen=True)
class Slot:
    """One cell of the form: its place and size in sheet columns and rows, and which of its sides are ruled."""

    left: int
    width: int
    text: str = ""
    height: int = 1
    sides: str = "tblr"


@dataclass
class Sheet:
    """One sheet: for each row the slots that begin there."""

    name: str
    rows: list[list[Slot]] = field(default_factory=list)


class FormSheets(Layout):
    """The official form as sheets. The bracket, the choice and the closing bracket stand in cells of their own."""

    html = False

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.style.noise = self.style.split = 0.0
        self.style.boxes = "bracket"
        self.style.number = self.rng.choice(("circled", "circled", "paren"))
        self.style.section_mark = self.rng.choice(("．", "．　", ". "))
        self.bracket_place = self.rng.choice(("all rows", "first row", "middle row"))
        self.sheets: list[Sheet] = []

    def render(self, pages: list[Page]) -> Rendered:
        for page in pages:
            self.sheets.append(Sheet(f"{len(self.sheets) + 1:02} {page.name.replace('/', ' ')}"))
            for group, members in groupby(page.elements, key=lambda element: element.group if isinstance(element, Row) else ""):
                if group:
                    self.group(list(members))
                else:
                    for element in members:
                        self.element(element)
        return Rendered(sheets_text(self.sheets), {}, [])

    @property
    def rows(self) -> list[list[Slot]]:
        return self.sheets[-1].rows

    def wide(self, text: str, sides: str = "tblr") -> None:
        self.rows.append([Slot(0, WIDTH, text, sides=sides)])

    def heading(self, heading: Heading) -> None:
        text = self.style.heading(heading)
        if not heading.boxes:
            self.wide(text, "" if heading.level != 1 else "tblr")
            return
        row = [Slot(0, 12, text, sides="")]
        left, width = 12, 12 // len(heading.boxes)
        for box in heading.boxes:
            row += self.box_slots(box, left, width)
            left += width
        self.rows.extend(framed([row]))

    def box_slots(self, box: Box, left: int, width: int) -> list[Slot]:
        label = self.style.finish(box.label if box.paren is None else f"{box.label}（{box.paren or '　'}）")
        return [Slot(left, 1, "[", sides=""), Slot(left + 1, 1, self.style.mark if box.marked else "", sides=""), Slot(left + 2, 1, "]", sides=""),
                Slot(left + 3, width - 3, label, sides="")]

    def row(self, row: Row) -> None:
        value = self.value_rows(row, VALUE if row.label else 0)
        if row.label:
            value[0].insert(0, Slot(0, VALUE, self.style.label(row), height=len(value)))
        self.rows.extend(value)

    def group(self, members: list[Row]) -> None:
        blocks = [(member, self.value_rows(member, VALUE)) for member in members]
        total = sum(len(block) for _, block in blocks)
        for at, (member, block) in enumerate(blocks):
            block[0].insert(0, Slot(2, VALUE - 2, self.style.label(member), height=len(block)))
            if not at:
                block[0].insert(0, Slot(0, 2, self.style.finish(self.style.group(member.group)), height=total))
            self.rows.extend(block)

    def value_rows(self, row: Row, left: int) -> list[list[Slot]]:
        value = row.value
        if isinstance(value, Choice):
            return framed(self.choice(value, left))
        if isinstance(value, Boxes):
            half = (WIDTH - left) // 2
            pairs = [value.boxes[n : n + 2] for n in range(0, len(value.boxes), 2)]
            return framed([[slot for at, box in enumerate(pair) for slot in self.box_slots(box, left + at * half, half)] for pair in pairs])
        return [[Slot(left, WIDTH - left, "\n".join(self.style.finish(line) for line in value.lines))]]

    def choice(self, value: Choice, left: int) -> list[list[Slot]]:
        options = self.style.options(value.options)
        each = 1 if max(map(len, options)) > 13 else 2
        lines = [[self.style.head()], *[options[n : n + each] for n in range(0, len(options), each)]]
        rows = [[Slot(14 + at * 5, 10 if each == 1 else 5, text, sides="") for at, text in enumerate(line)] for line in lines]
        place = 1 if self.bracket_place == "middle row" and len(rows) > 2 else 0
        height = len(rows) if self.bracket_place == "all rows" and not value.suffix else 1
        if not value.lost:
            box = [Slot(left, 1, "[", height, ""), Slot(left + 1, 12 - left, self.style.value(value.chosen), height, ""), Slot(13, 1, "]", height, "")]
            rows[place] = box + rows[place]
        if value.suffix:
            rows[place + 1].insert(0, Slot(left, 8, self.style.finish(value.suffix), sides=""))
        return rows

    def below(self, row: Row) -> None:
        assert isinstance(row.value, Text)
        self.wide(self.style.label(row))
        self.wide("\n".join(self.style.finish(line) for line in row.value.lines))

    def pair(self, pair: Pair) -> None:
        self.rows.append([Slot(0, VALUE, pair.left.label), Slot(VALUE, WIDTH - VALUE, pair.right.label)])
        texts = ["".join(row.value.lines) for row in (pair.left, pair.right) if isinstance(row.value, Text)]
        self.rows.append([Slot(0, VALUE, texts[0]), Slot(VALUE, WIDTH - VALUE, self.style.finish(texts[1]))])

    def risk(self, text: str) -> None:
        self.wide(text)

    def bare(self, bare: Bare) -> None:
        self.wide(self.style.item(bare.text), "")

    def prose(self, lines: tuple[str, ...]) -> None:
        self.wide("\n".join(self.style.finish(line) for line in lines))

    def items(self, table: ItemTable) -> None:
        self.wide(self.style.finish(table.title), "")
        self.rows.append([Slot(0, 3, "項番"), Slot(3, WIDTH - 3, "項目名")])
        for number, item in enumerate(table.items, 1):
            self.rows.append([Slot(0, 3, str(number)), Slot(3, WIDTH - 3, item)])

    def history(self, history: History) -> None:
        if history.header:
            self.rows.append([Slot(4 * at, 4, text) for at, text in enumerate(HISTORY_HEAD)])
        for _, cells in self.change_cells(history):
            self.rows.append([Slot(4 * at, 4, text) for at, text in enumerate(cells)])


def framed(rows: list[list[Slot]]) -> list[list[Slot]]:
    """The rows with rules around them all and none between. Gaps become empty slots, so that every edge has one."""
    last, left = len(rows) - 1, min(slot.left for row in rows for slot in row)
    taken: list[Slot] = []
    framed_rows = []
    for at, row in enumerate(rows):
        full = _without_gaps(row, taken, left)
        framed_rows.append([_sided(slot, at, last, left) for slot in full])
        taken = [replace(slot, height=slot.height - 1) for slot in [*taken, *full] if slot.height > 1]
    return framed_rows


def _without_gaps(row: list[Slot], taken: list[Slot], left: int) -> list[Slot]:
    full: list[Slot] = []
    at = left
    for slot in sorted([*row, *taken], key=lambda slot: slot.left):
        if slot.left > at:
            full.append(Slot(at, slot.left - at, sides=""))
        if slot in row:
            full.append(slot)
        at = slot.left + slot.width
    return [*full, Slot(at, WIDTH - at, sides="")] if at < WIDTH else full


def _sided(slot: Slot, at: int, last: int, left: int) -> Slot:
    edges = (("t", at == 0), ("b", at + slot.height > last), ("l", slot.left == left), ("r", slot.left + slot.width == WIDTH))
    return replace(slot, sides="".join(side for side, there in edges if there))


@dataclass(frozen=True)
class Made:
    """One invented report: the expected answer and the sheets to print."""

    answer: dict[str, Any]
    sheets: tuple[Sheet, ...]


@cache
def made(kind: str, seed: int, traps: frozenset[str] = frozenset(), files: int | None = None) -> Made:
    report = invent(seed, kind, files=files, traps=traps)
    printer = FormSheets(seed)
    pages = damaged(_pages(report, seed, printer), report)
    rendered = printer.render(pages)
    cloud = [1] if "＜ガバメントクラウドにおける措置＞" in rendered.text else []
    return Made(gold(report, pages, {HISTORY: 1}, cloud), tuple(printer.sheets))


def sheets_text(sheets: tuple[Sheet, ...] | list[Sheet]) -> str:
    """A line a row, a tab between cells, empty cells kept; a blank line between sheets."""
    return "\n\n".join("\n".join(_text_row(row) for row in sheet.rows) for sheet in sheets) + "\n"


def _text_row(row: list[Slot]) -> str:
    return ("\t" if row[0].left else "") + "\t".join(slot.text.replace("\n", " ") for slot in row)


_PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title><style>
body{{font-family:'Noto Sans CJK JP',sans-serif;font-size:10pt}} table{{border-collapse:collapse;width:100%;table-layout:fixed;page-break-after:always}}
td{{padding:2px 4px;border:0 solid #000;overflow-wrap:break-word}} .t{{border-top-width:1px}} .b{{border-bottom-width:1px}}
.l{{border-left-width:1px}} .r{{border-right-width:1px}}</style></head><body>
{body}
</body></html>
"""


def sheets_html(sheets: tuple[Sheet, ...], title: str = "評価書") -> str:
    """A page with a table a sheet, cells merged by colspan and rowspan, ruled like the form."""
    tables = "\n".join("<table>\n" + "\n".join(_html_row(row) for row in sheet.rows) + "\n</table>" for sheet in sheets)
    return _PAGE.format(title=html.escape(title), body=tables)


def _html_row(row: list[Slot]) -> str:
    cells = (f'<td colspan="{slot.width}"{f" rowspan={slot.height}" if slot.height > 1 else ""} class="{" ".join(slot.sides)}">'
             + html.escape(slot.text).replace("\n", "<br>") + "</td>" for slot in row)
    return f"<tr>{''.join(cells)}</tr>"


def workbook(sheets: tuple[Sheet, ...]) -> bytes:
    """The sheets as XLSX: merged ranges, rules as borders, numbers as numbers."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats: dict[str, Any] = {}
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        page.set_column(0, WIDTH - 1, 3.6)
        page.fit_to_pages(1, 0)
        for at, row in enumerate(sheet.rows):
            page.set_row(at, _height(row))
            for slot in row:
                style = formats.setdefault(slot.sides, book.add_format({"text_wrap": True, "valign": "vcenter", **_borders(slot.sides)}))
                _write(page, at, slot, style)
    book.close()
    return buffer.getvalue()


def _write(page: Any, at: int, slot: Slot, style: Any) -> None:
    value = int(slot.text) if slot.text.isascii() and slot.text.isdigit() else slot.text
    if slot.width > 1 or slot.height > 1:
        page.merge_range(at, slot.left, at + slot.height - 1, slot.left + slot.width - 1, value, style)
    else:
        page.write(at, slot.left, value, style)


def _borders(sides: str) -> dict[str, int]:
    return {name: 1 for name in ("top", "bottom", "left", "right") if name[0] in sides}


def _height(row: list[Slot]) -> float:
    """Points that the longest text of a row needs; a column holds nearly two full-width characters."""
    lines = max((sum(1 + len(line) * 10 // (slot.width * 16) for line in slot.text.split("\n")) for slot in row if slot.height == 1), default=1)
    return min(15.0 * max(1, lines), 405.0)


def printed_by_chromium(page: str, folder: Path) -> bytes:
    """The page as PDF, with the browser's own header and footer on each sheet of paper."""
    source, out = folder / "report.html", folder / "report.pdf"
    source.write_text(page, encoding="utf-8")
    assert CHROMIUM
    subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}",
                    source.as_uri()], check=True, capture_output=True, timeout=120)
    return out.read_bytes()


def converted_by_office(data: bytes, folder: Path, kind: str) -> bytes:
    """A workbook as 'pdf' or 'xls', written by LibreOffice."""
    source = folder / "report.xlsx"
    source.write_bytes(data)
    assert SOFFICE
    subprocess.run([SOFFICE, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)],
                   check=True, capture_output=True, timeout=180)
    return (folder / f"report.{kind}").read_bytes()
