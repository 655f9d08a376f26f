"""An HTML document → its lines: a table row is a line with a tab between its cells, any other block is a line of its own."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree, html

from etl.document import Line, Unreadable, joined
from etl.normalise import MARKED, UNMARKED, nfkc
from etl.values import is_day

_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "math", "object", "iframe"})
_BLOCKS = frozenset("address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
                    "nav ol p pre section table tbody tfoot thead ul".split())
_CELLS = frozenset({"td", "th"})
_STRUCK = frozenset({"s", "del", "strike"})  # the tags stay in the text: what is struck out counts in a history (`normalise.plain`)
_WIDEST_SPAN = 1000  # the standard's own bound of colspan


def is_html(text: str) -> bool:
    """Whether a text is an HTML document, not text with fragments of HTML in it."""
    return _START.match(text) is not None


def read_html(text: str) -> list[Line]:
    """The lines of the document; `row` is the line of the source on which each begins. Unreadable if nothing can be seen in it."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\0", " ").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable("the HTML document is empty or damaged") from error
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _UNSEEN:
            walk.skip_subtree()
        elif event == "start":
            page.enter(element)
        else:
            page.leave(element)
    page.end_line()
    if not page.lines:
        raise Unreadable("the HTML document shows no text")
    return page.lines


@dataclass
class _Table:
    """How many rows cells of earlier rows still reach down, by the column of the grid at which they begin, with their width; and their days, which count
    for each of the rows."""

    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    days: dict[int, str] = field(default_factory=dict)
    column: int = 0


@dataclass
class _Page:
    """The document as far as it was read: finished lines and the cells of the one that is being filled."""

    lines: list[Line] = field(default_factory=list)
    cells: list[str] = field(default_factory=lambda: [""])
    row: int = 1
    tables: list[_Table] = field(default_factory=list)
    in_cell: bool = False

    def enter(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag == "tr":
            self.end_line(element.sourceline)
            self.cells = []
        elif tag in _CELLS:
            self.begin_cell(element)
        elif tag == "table":
            self.end_line(element.sourceline)
            self.tables.append(_Table())
        elif tag == "br" or tag in _BLOCKS:
            self.break_line(element.sourceline)
        elif tag == "input":
            self.add(_control(element))
        elif tag in _STRUCK:
            self.add("<s>")
        if tag != "option" or "selected" in element.attrib:
            self.add(element.text or "")

    def leave(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag == "tr":
            self.end_row()
        elif tag == "table":
            self.end_line(None)
            self.tables[-1:] = []
        elif tag in _CELLS:
            self.in_cell = False
        elif tag in _BLOCKS:
            self.break_line(None)
        elif tag in _STRUCK:
            self.add("</s>")
        self.add(element.tail or "")

    def add(self, text: str) -> None:
        if self.cells:
            self.cells[-1] += text
        elif text.strip():  # words of a row that stand outside its cells
            self.cells.append(text)

    def break_line(self, row: int | None) -> None:
        """A new line, or a space where a cell goes on."""
        if self.in_cell:
            self.add(" ")
        else:
            self.end_line(row)

    def begin_cell(self, cell: html.HtmlElement) -> None:
        table = self.tables[-1] if self.tables else _Table()
        while table.column in table.spans:
            self.cells.append(table.days.get(table.column, ""))
            table.column += table.spans[table.column][1]
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        if height > 1:
            table.spans[table.column] = (height, width)
            text = cell.text_content().strip()
            table.days[table.column] = text if is_day(nfkc(text)) else ""
        table.column += width
        self.cells.append("")
        self.in_cell = True

    def end_row(self) -> None:
        self.end_line(None)
        if self.tables:
            table = self.tables[-1]
            table.column = 0
            table.spans = {at: (rows - 1, width) for at, (rows, width) in table.spans.items() if rows > 1}

    def end_line(self, row: int | None = None) -> None:
        text = joined(self.cells)
        if text.strip():
            self.lines.append(Line(None, self.row, text))
        self.cells, self.in_cell = [""], False
        self.row = row or self.row


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _WIDEST_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _control(element: html.HtmlElement) -> str:
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return MARKED if "checked" in element.attrib else UNMARKED
    return element.get("value", "") if kind == "text" else ""
