"""The body of a scrambled report → its pages: the cells of each, and the labels printed on it."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from etl.body import Body, Segment, candidate_blocks, is_annex_title
from etl.change import TIMINGS
from etl.form import Form
from etl.labels import Hit
from etl.lines import Cell
from etl.normalise import ROW_END
from etl.options import MARKS, text_key

_TITLE_CELLS = 2
_SHARED_PAGE = 5
_LINES_OF_A_PAGE = 150  # with more of them, ends of pages are lost
_EMPTY_BOX = re.compile(r".{0,30}\[\s*\](?:\s*\d\).*)?")
_STRAY = re.compile(rf"[{MARKS}\s]+")
_MARK, _BOXES_ALONE = re.compile(f"[{MARKS}]"), re.compile(rf"(?:\[\s*[{MARKS}]?\s*\]\s*)+")
_OPENED = re.compile(rf"\[\s*([{MARKS}](?:\s*[{MARKS}])*)(?=\s*(?:\[|$))")


@dataclass
class Page:
    """One page of the body: its cells and the hits on it, with the block of each. What every block on it asks for is worked out once."""

    cells: list[Cell]
    hits: list[tuple[Hit, str]] = field(default_factory=list)

    def of(self, block: str) -> list[Hit]:
        return [hit for hit, at in self.hits if at == block]

    @cached_property
    def short(self) -> list[tuple[Cell, str]]:
        """The cells that may hold a choice, with their text as choices are compared: no long sentences."""
        cells = [cell for cell in self.cells if len(cell.text) <= 60 or "[" in cell.text or "]" in cell.text]
        keys = text_key(ROW_END.join([cell.text for cell in cells])).split(ROW_END)  # a sign that no cell holds: one key of the whole page, cut
        return list(zip(cells, keys, strict=True)) if cells else []

    @cached_property
    def free(self) -> list[Cell]:
        """The cells on whose lines no label stands."""
        labels = {hit.line for hit, _ in self.hits}
        return [cell for cell in self.cells if cell.line not in labels]

    @cached_property
    def dense(self) -> list[str]:
        """The cells' texts without blanks, as boxes are looked for."""
        return [cell.text.replace(" ", "") for cell in self.cells]

    @cached_property
    def torn(self) -> bool:
        """Does a bracket of the page stand in another cell than the one that closes it?"""
        return any([cell.text.count("[") != cell.text.count("]") for cell in self.cells if "[" in cell.text or "]" in cell.text])

    @cached_property
    def empty_boxes(self) -> int:
        return sum(bool(_EMPTY_BOX.fullmatch(cell.text)) for cell in self.cells if "[" in cell.text)

    @cached_property
    def stray_marks(self) -> int:
        return sum([_stray_marks(cell.text) for cell in self.cells]) + self.loose_marks

    @cached_property
    def loose_marks(self) -> int:
        """Marks in boxes that stand alone on their line, whole, apart from what they mark."""
        rows = Counter(cell.row for cell in self.cells)
        return sum([len(_MARK.findall(cell.text)) for cell in self.cells if "[" in cell.text and rows[cell.row] == 1 and _BOXES_ALONE.fullmatch(cell.text)])


def _stray_marks(text: str) -> int:
    """Marks whose closing bracket stands elsewhere: alone in a cell, or in brackets that open at a line's end."""
    return len(text.replace(" ", "")) if _STRAY.fullmatch(text) else sum([len(_MARK.findall(marks)) for marks in _OPENED.findall(text)])


def pages_of(cells: Sequence[Cell], body: Body, form: Form) -> list[Page]:
    """The pages that hold labels, in order; what a change history prints on them is no part of them. A label that several blocks print is of the one
    of which the page's other labels are."""
    blocks = {id(hit): segment.block for segment in body.segments for hit in segment.hits}
    hits = sorted((hit for segment in body.segments for hit in segment.hits if not hit.again), key=lambda hit: hit.first)
    pages: dict[int, Page] = {}
    edges = [0, *(edge for span in body.history for edge in span), len(cells)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for number, found in groupby(cells[start:end], key=attrgetter("page")):
            pages.setdefault(number, Page([])).cells.extend(found)
    for hit in hits:
        pages[cells[hit.first].page].hits.append((hit, blocks[id(hit)]))
    for page in pages.values():
        page.hits = _with_the_pages_block(page.hits, form)
    return _joined([page for _, page in sorted(pages.items())])


def _joined(pages: Sequence[Page]) -> list[Page]:
    """The pages, each with those below it that have no label but option lists: where blank lines end pages, an empty answer amid one looks the same."""
    joined: list[Page] = []
    for page in pages:
        if page.hits:
            joined.append(page)
        elif joined and page.cells[0].blanks > 1 and any("選択肢" in cell.text for cell in page.cells):
            joined[-1].cells.extend(page.cells)
    return joined


def _with_the_pages_block(hits: list[tuple[Hit, str]], form: Form) -> list[tuple[Hit, str]]:
    """The labels of a page with their blocks: all are of the one of which the others are, if those are of one block."""
    candidates = [candidate_blocks(form, hit.label, hit.roman) for hit, _ in hits]
    only = {blocks[0] for blocks in candidates if len(blocks) == 1}
    alone = only.pop() if len(only) == 1 else None
    return [(hit, alone if alone in blocks else block) for (hit, block), blocks in zip(hits, candidates, strict=True)]


def whole_pages(cells: Sequence[Cell], body: Body) -> Body:
    """A disordered body whose change history takes up whole pages, from the page on which it begins to the end; a page that it shares with the end of
    the body, or with option lists, was none, nor the only page of a report without page ends, nor is one amid it with option lists and without changes."""
    if not body.history:
        return body
    begin = next((start for start, _ in body.history if _begins_history(cells, start)), body.history[-1][0])
    start = next(at for at, cell in enumerate(cells) if cell.page == cells[begin].page)
    before = [segment.block for segment in body.segments for hit in segment.hits if start <= hit.first < begin]
    shared = cells[start].page == cells[0].page or cells[begin].line - cells[start].line > _LINES_OF_A_PAGE
    shared = shared or _asks([cell.text for cell in cells[start:begin]])
    shared = shared or (len(before) > _SHARED_PAGE and set(before) <= {"requests", "procedure"})
    start = begin if shared else start
    asking = {page for page, run in groupby(cells[start:], attrgetter("page")) if _asks([cell.text for cell in run])}
    amid = asking & {cells[hit.first].page for segment in body.segments for hit in segment.hits if hit.first >= start}
    kept = [Segment(segment.block, hits, cells=segment.cells) for segment in body.segments
            if (hits := [hit for hit in segment.hits if hit.first < start or cells[hit.first].page in amid])]
    end = next((at for at in range(begin, len(cells)) if is_annex_title(cells[at].text)), len(cells))
    runs = [list(run) for outside, run in groupby(range(start, end), lambda at: cells[at].page not in amid) if outside]
    return Body(kept, [(run[0], run[-1] + 1) for run in runs])  # a block's title among its rows is the first line of an item


def _asks(texts: Sequence[str]) -> bool:
    return any("選択肢" in text for text in texts) and not any(text.startswith(tuple(TIMINGS)) or "変更前" in text for text in texts)


def _begins_history(cells: Sequence[Cell], at: int) -> bool:
    """Does the page tell of changes, or the one below a title that ends its own?"""
    below = next((cell.page for cell in cells[at + 1 : at + 1 + _TITLE_CELLS] if cell.page != cells[at].page), cells[at].page)
    return _tells_of_changes(cells, cells[at].page) or _tells_of_changes(cells, below)


def _tells_of_changes(cells: Sequence[Cell], page: int) -> bool:
    return any("変更前" in cell.text or "提出時期" in cell.text for cell in cells if cell.page == page)
