"""A change history whose rows follow one another line by line, date, item, before, after, timing, explanation → its rows."""
from __future__ import annotations

import re
from collections.abc import Sequence

from etl.body import is_history_header
from etl.change import DATE, DITTO, TITLE, Change, is_place
from etl.history_items import LONGEST_ITEM, SECTION, goes_on, is_section, text_of
from etl.lines import Cell
from etl.normalise import width

DATE_AND_PLACE = re.compile(rf"((?:{DATE.pattern}|{'|'.join(sorted(map(re.escape, DITTO)))}))\s+(.+)")
TIMED = re.compile(r"(事前|事後)(?:\s+(.*))?")  # a timing, and on the same line its explanation
_ENDED = re.compile(r"(.*\S)\s(事前|事後)(?:\s+(.*))?")  # the end of the new wording before them
_LEAST_WIDTH, _RAGGED = 20, 4  # half-width columns: of a column in which items are wrapped, and by how much its lines may fall short


def read_in_order(paragraphs: Sequence[list[Cell]], printed: Sequence[str], any_item: bool = False) -> list[Change]:
    """Rows of date, item, before, after, timing, explanation, one after the other; none if they are not. The last one may be cut short.

    any_item: where each row has a day before it, what follows that is its item (様式の変更), if most of them are places of the form"""
    reader = _RowsInOrder(printed, any_item)
    if not all(map(reader.take, paragraphs)):
        return []
    reader.end()
    return reader.settled() if reader.whole else []


class _RowsInOrder:
    """Takes cells as they come: `printed` are the source's lines, `dated` is a date whose item must come next, `since` what came between each row's
    item and its timing."""

    def __init__(self, printed: Sequence[str], any_item: bool = False) -> None:
        self.printed, self.any_item = printed, any_item
        self.rows: list[Change] = []
        self.dated: Sequence[Cell] = ()
        self.items: list[int] = []  # the widths of the rows' items
        self.since: list[list[list[Cell]]] = []
        self.ended: tuple[int, re.Match[str]] | None = None  # a line of the open row that may end with its timing: its place in `since`
        self.passed = False  # a line that begins a row stands in the open one

    @property
    def whole(self) -> bool:
        whole = not self.dated and len(self.rows) > 1 and all(row.timing for row in self.rows[:-1])
        return whole and (not self.any_item or (all(row.date for row in self.rows) and 2 * sum(is_place(row.item) for row in self.rows) > len(self.rows)))

    def take(self, paragraph: list[Cell]) -> bool:
        """False for a cell that can't stand where it does."""
        text = text_of(paragraph)
        if is_history_header([text]) or TITLE.fullmatch(text):
            return True
        between = not self.rows or bool(self.rows[-1].timing)  # of two rows: what stands there may be the next one's date
        if timed := TIMED.fullmatch(text):
            if not between:
                self.rows[-1].timing, self.rows[-1].explanation, self.ended = timed[1], timed[2] or "", None
            return not between
        if text in DITTO and not between and len(self.since[-1]) > 1:
            self.rows[-1].timing = text
            return True
        begins = bool(self.ended or between) and (_begins(text) or DATE.fullmatch(text) or text in DITTO)
        if self.ended and begins:
            between = True
            self.end()
        if between:
            return self._begin(paragraph, text)
        self.passed = self.passed or _begins(text)
        if not self.ended and self.rows[-1].date and not self.passed and (ended := _ENDED.fullmatch(text)):
            self.ended = len(self.since[-1]), ended
        self.since[-1].append(paragraph)
        return True

    def end(self) -> None:
        """Ends the open row at the timing on the last line of its new wording, if there is such a line: no timing of its own has followed."""
        if self.ended:
            at, ended = self.ended
            row, lines = self.rows[-1], self.since[-1]
            row.timing, row.explanation = ended[2], " ".join([ended[3] or "", *map(text_of, lines[at + 1 :])]).strip()
            lines[at:] = [[lines[at][0]._replace(text=ended[1])]]
            self.ended = None

    def _width(self, paragraph: Sequence[Cell], *, behind: bool = False) -> int:
        """Half-width columns of a line, or of what stands `behind` its first word: NFKC has made letters narrow that were printed wide."""
        printed = self.printed[paragraph[0].line - 1].strip()
        return width(printed.split(maxsplit=1)[-1] if behind else printed) if len(paragraph) == 1 else width(text_of(paragraph))

    def settled(self) -> list[Change]:
        """The rows with what was changed. An item whose line is as wide as its column goes on in the next line, if the old and the new wording still follow."""
        widest = max(self.items)
        for row, wide, paragraphs in zip(self.rows, self.items, self.since, strict=True):
            texts = [text_of(paragraph) for paragraph in paragraphs]
            most = next((at for at, text in enumerate(texts) if "。" in text or text[:1] in "[<"), len(texts))  # neither a sentence nor a box is an item's
            own = int(len(texts) > 2 and not SECTION.search(row.item) and is_section(texts[0]))
            wide = min(wide, self._width(paragraphs[0])) if own else wide
            while own < min(most, len(texts) - 2, LONGEST_ITEM) and goes_on("".join([row.item, *texts[:own]]), texts[own]):
                wide, own = self._width(paragraphs[own]), own + 1
            while widest >= _LEAST_WIDTH and wide > widest - _RAGGED and own < min(most, len(texts) - 2, LONGEST_ITEM):
                wide, own = self._width(paragraphs[own]), own + 1
            row.item = "".join([row.item, *texts[:own]])
            row.before, row.after = " ".join(texts[own : own + 1]), " ".join(texts[own + 1 :])
        return self.rows

    def _begin(self, paragraph: list[Cell], text: str) -> bool:
        """A date, an item or both; what is neither goes on with the explanation above, unless a date waits for its item."""
        if self.dated and text_of(self.dated) in DITTO and DATE.fullmatch(text):
            self.dated = ()  # it was the explanation above, the same as of the row before
        both = None if self.dated else DATE_AND_PLACE.fullmatch(text)
        if both and is_place(both[2]):
            self._add(Change(paragraph[0].line, both[1], both[2]), width(both[2]) if " " in both[1] else self._width(paragraph, behind=True))
        elif is_place(text) or (self.any_item and self.dated):
            if self.dated and self.dated[0].page != paragraph[0].page:
                return False
            self._add(Change(paragraph[0].line, text_of(self.dated), text), self._width(paragraph))
        elif self.dated:
            return False  # a date that no item follows belongs to a row elsewhere
        elif DATE.fullmatch(text) or text in DITTO:
            self.dated = paragraph
        return True

    def _add(self, change: Change, wide: int) -> None:
        self.rows.append(change)
        self.items.append(wide)
        self.since.append([])
        self.dated, self.passed = (), False


def _begins(text: str) -> bool:
    """Does a line begin a row: with a place, or with a day and a place?"""
    both = DATE_AND_PLACE.fullmatch(text)
    return is_place(both[2] if both else text)
