"""A change history of which every cell is a paragraph → its rows: one that begins with a place of the form begins a row."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import groupby, pairwise
from operator import attrgetter

from etl.body import is_history_header
from etl.change import DATE, DITTO, TIMINGS, TITLE, Change, is_place
from etl.form import current_items
from etl.history_dates import LooseRow, settle_dates
from etl.history_stacks import find_stacks
from etl.labels import current_label_letters, label_letters, labels_at_end
from etl.lines import Cell, printed_lines
from etl.normalise import CIRCLED, folded, width

_DAY = rf"(?:{DATE.pattern}|{'|'.join(sorted(map(re.escape, DITTO)))})"
_DATE_AND_PLACE = re.compile(rf"({_DAY})\s+(.+)")
_STAMPED = re.compile(rf"({DATE.pattern})\s+((?:事前|事後)(?:\s.*)?)")
_LEAST_STAMPS = 2
_LEAST_ROWS = 3
_DENSE = 20  # lines for each blank one: a page has none between its paragraphs
_LEAST_WIDTH, _RAGGED = 20, 4  # half-width columns: of a column in which items are wrapped, and by how much its lines may fall short
_LEAST_LABEL = 3  # letters of one of which a line's end has left the first alone
_LONGEST_ITEM = 12  # lines
_SECTION = re.compile(r"\d{1,2}\s*[.)、]\s*")
_LABEL_NUMBER = re.compile(rf"(?:{CIRCLED}|\(別添\s*\d\))\s*")
_NUMBER_AT_END = re.compile(rf"{CIRCLED}$")
_BROKEN_OFF = re.compile(rf"[\s)]|{CIRCLED}|\d[.]")  # what stands before an item's last label
_OF_A_DAY = re.compile("(?:実施|公表|開始|提出|承認)日|日時|時期|時点|期間")  # items whose old and new wording are days
_ENDED = re.compile(r"(.*\S)\s(事前|事後)(?:\s+(.*))?")  # the end of the new wording before them
_TIMED = re.compile(r"(事前|事後)(?:\s+(.*))?")  # a timing, and on the same line its explanation


def read_scattered(cells: Sequence[Cell], source: str) -> list[Change]:
    """The rows of a history whose columns are lost. `source` is the whole text as it came, with the widths of its letters.

    Where each row has its timing before the next row begins, cells are in order. Where an extraction has scattered them over their page, a date
    is a row's if it stands right before it or if every date of the page is the same; a timing likewise. Else it stays open."""
    printed = printed_lines(source)
    changes: list[Change] = []
    stop = 0
    for start, end, rows in find_stacks(cells):
        changes += [*_read_part(cells[stop:start], printed), *rows]
        stop = end
    return [*changes, *_read_part(cells[stop:], printed)]


def _read_part(cells: Sequence[Cell], printed: Sequence[str]) -> list[Change]:
    dense = sum(cell.blanks > 0 and cell.page == above.page for above, cell in pairwise(cells)) * _DENSE < len(cells)
    cells = _timings_last(cells)
    paragraphs = _dense_paragraphs(cells) if dense else _paragraphs(cells)
    lines = [[cell] for cell in cells]
    pages = _pages(paragraphs, _heads_of_pages(cells))
    begun = 0 if dense else max(map(sum, zip(*map(_begun_rows, pages), strict=True)), default=0)
    for any_item in (False, True):
        in_order = max([] if dense else read_in_order(paragraphs, printed, any_item), read_in_order(lines, printed, any_item), key=len)
        if in_order and len(in_order) >= begun:
            return in_order
    return _rows_of_paragraphs(paragraphs) or [change for found in pages for change in _read_page(found, printed, dense)]


def _pages(paragraphs: Sequence[list[Cell]], heads: Sequence[int]) -> list[list[list[Cell]]]:
    pages: dict[int, list[list[Cell]]] = {}
    for paragraph in paragraphs:
        page = pages.setdefault(bisect_right(heads, paragraph[0].line), [])
        page.extend(_parted(paragraph, page))
    return list(pages.values())


def _begun_rows(page: Sequence[list[Cell]]) -> tuple[int, int]:
    """How many places of the form stand below a day of their own, and how many end with a label: whoever finds fewer rows has run some together."""
    texts = [_text(paragraph) for paragraph in page]
    dated = sum(len(day) == 1 and _is_day(day[0]) and is_place(text) for day, text in zip(page, texts[1:], strict=False))
    return dated, sum(is_place(text) and bool(labels_at_end(text)) for text in texts)


def _heads_of_pages(cells: Sequence[Cell]) -> list[int]:
    """The lines on which pages begin: also those of a table's header that comes again below one that begins a page, for that page's end was lost."""
    heads: list[int] = []
    for _, run in groupby(cells, attrgetter("page")):
        page = list(run)
        headers = [cell.line for cell in page if is_history_header([cell.text])]
        first = next((cell.line for cell in page if not TITLE.fullmatch(cell.text)), 0)
        heads += headers if headers[:1] == [first] else [page[0].line]
    return heads


def _read_page(paragraphs: Sequence[list[Cell]], printed: Sequence[str], dense: bool) -> list[Change]:
    """The rows of a page of a history that is scattered elsewhere: in order if each has its timing, and days on their items' lines or no blank lines tell
    where rows begin."""
    lines = [[cell] for paragraph in paragraphs for cell in paragraph]
    dated = sum((both := _DATE_AND_PLACE.fullmatch(line[0].text)) is not None and is_place(both[2]) for line in lines)
    in_order = read_in_order(lines, printed) if dense or dated > 1 else []
    rows = in_order or _page_rows(paragraphs)
    if dense and not in_order and is_place(lines[0][0].text) and _is_day(lines[-1][0]) and len({row.date for row in rows}) > 1:
        for row in rows:
            row.date = ""  # a day may stand behind its row as well as before it
    return rows


def _rows_of_paragraphs(paragraphs: Sequence[list[Cell]]) -> list[Change]:
    """The rows if each is a paragraph: a day on a line of its own, the item, and what was changed; its timing may be missing."""
    rows = [row for paragraph in paragraphs if (row := _without_header(paragraph)) and not TITLE.fullmatch(_text(row))]
    if len(rows) < _LEAST_ROWS or not all(len(row) > 2 and _is_day(row[0]) and not any(map(_is_day, row[1:2])) for row in rows):
        return []
    if 2 * sum(is_place(row[1].text) for row in rows) < len(rows):
        return []
    changes: list[Change] = []
    for day, *lines in rows:
        timed = next((at for at, cell in enumerate(lines) if at > 1 and _TIMED.fullmatch(cell.text)), len(lines))
        own = _own_lines(lines, timed) if is_place(lines[0].text) else 1
        before, after = [cell.text for cell in lines[own:timed]] if timed - own == 2 else ("", "")  # else nothing tells where the new wording begins
        timing, _, explanation = " ".join([cell.text for cell in lines[timed:]]).partition(" ")
        changes.append(Change(lines[0].line, day.text, _text(lines[:own]), before, after, timing, explanation))
    return changes


def _without_header(paragraph: list[Cell]) -> list[Cell]:
    begin = next((at for at, cell in enumerate(paragraph) if _is_day(cell)), len(paragraph))
    return paragraph[begin:] if is_history_header([_text(paragraph[:begin])]) else paragraph


def _parted(paragraph: list[Cell], above: Sequence[list[Cell]]) -> list[list[Cell]]:
    """A paragraph that is a whole row, with its day or without: its item, what was changed, and its timing with the explanation. Or one that goes on behind a
    row's end, or its beginning, where a blank line was lost; above: the page's paragraphs before it."""
    if len(paragraph) > 2 and _is_day(paragraph[0]) and len(rest := _parted(paragraph[1:], above)) > 1:
        return [paragraph[:1], *rest]
    timed = next((at for at, cell in enumerate(paragraph) if at and _TIMED.fullmatch(cell.text)), 0)
    if timed > 1 and is_place(paragraph[0].text):
        own = _own_lines(paragraph, timed)
        return [paragraph[:own], paragraph[own:timed], paragraph[timed:]]
    edges = [at for at in range(1, len(paragraph)) if _parts_rows(paragraph, at, above)]
    return [piece for start, stop in pairwise([0, *edges, len(paragraph)]) for piece in _item_apart(paragraph[start:stop])]


def _parts_rows(paragraph: Sequence[Cell], at: int, above: Sequence[Sequence[Cell]]) -> bool:
    """Does a row begin at a line of a paragraph: behind a day, or with a day or a place where the row before has its timing?"""
    if _is_day(paragraph[at - 1]) != _is_day(paragraph[at]):
        return _is_day(paragraph[at - 1]) or _is_timed(above, paragraph[:at])
    return is_place(_text(paragraph[at:]) if paragraph[at].text[0] == "(" else paragraph[at].text) and _is_timed(above, paragraph[:at])


def _is_timed(above: Sequence[Sequence[Cell]], lines: Sequence[Cell]) -> bool:
    """Has the row its timing to which some lines of a paragraph belong?"""
    for text in (*reversed([cell.text for cell in lines]), *(cell.text for paragraph in reversed(above) for cell in reversed(paragraph))):
        if text.endswith(tuple(TIMINGS)):
            return True
        if is_place(text):
            return False
    return False


def _item_apart(lines: list[Cell]) -> list[list[Cell]]:
    """An item that ends with a label of the form, apart from the old wording right below it."""
    ends = range(1, min(len(lines), _LONGEST_ITEM)) if is_place(lines[0].text) else ()
    own = next((end for end in ends if labels_at_end(item := _text(lines[:end])) and not _goes_further(item, lines[end].text)), len(lines))
    return [lines[:own], lines[own:]] if own < len(lines) else [lines]


def _goes_further(item: str, line: str) -> bool:
    """Does an item that ends with a label go on: with the rest of a longer one, or with what stands below it on the form?"""
    labels = [label for label in current_label_letters() if len(label) >= _LEAST_LABEL]
    below = any(label != end and (label.startswith(way) or (way.startswith(label) and len(label) > len(end)))
                for end in ("", *labels_at_end(item)) if (way := end + label_letters(line)) for label in labels)
    return below or line.startswith("リスク") or _goes_on(item, line) or _is_section(line)


def _own_lines(lines: Sequence[Cell], stop: int) -> int:
    """How many of a row's lines are its item's."""
    own = 1
    while own < stop - 1 and (_goes_on(item := _text(lines[:own]), lines[own].text) or (_is_section(lines[own].text) and not _SECTION.search(item))):
        own += 1
    return own


def _timings_last(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells, the timing (and its explanation) at the end of each row where an extraction prints it beside the row's day, above the item."""
    stamps = {at: stamped.groups() for at, cell in enumerate(cells) if (stamped := _STAMPED.fullmatch(cell.text))}
    begins = list(stamps)
    if len(begins) < _LEAST_STAMPS or not all(at + 1 < len(cells) and is_place(cells[at + 1].text) for at in begins):
        return cells
    if any(is_place(cell.text) for cell in cells[: begins[0]]):
        return cells  # a row stands before the first day: they may end their rows
    ordered = list(cells[: begins[0]])
    for begin, end in pairwise([*begins, len(cells)]):
        day, timing = stamps[begin]
        ordered += [cells[begin]._replace(text=day), cells[begin + 1]._replace(blanks=1), *cells[begin + 2 : end]]
        ordered.append(cells[end - 1]._replace(text=timing, blanks=1))
    return ordered


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
        text = _text(paragraph)
        if is_history_header([text]) or TITLE.fullmatch(text):
            return True
        between = not self.rows or bool(self.rows[-1].timing)  # of two rows: what stands there may be the next one's date
        if timed := _TIMED.fullmatch(text):
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
            row.timing, row.explanation = ended[2], " ".join([ended[3] or "", *map(_text, lines[at + 1 :])]).strip()
            lines[at:] = [[lines[at][0]._replace(text=ended[1])]]
            self.ended = None

    def _width(self, paragraph: Sequence[Cell], *, behind: bool = False) -> int:
        """Half-width columns of a line, or of what stands `behind` its first word: NFKC has made letters narrow that were printed wide."""
        printed = self.printed[paragraph[0].line - 1].strip()
        return width(printed.split(maxsplit=1)[-1] if behind else printed) if len(paragraph) == 1 else width(_text(paragraph))

    def settled(self) -> list[Change]:
        """The rows with what was changed. An item whose line is as wide as its column goes on in the next line, if the old and the new wording still follow."""
        widest = max(self.items)
        for row, wide, paragraphs in zip(self.rows, self.items, self.since, strict=True):
            texts = [_text(paragraph) for paragraph in paragraphs]
            most = next((at for at, text in enumerate(texts) if "。" in text or text[:1] in "[<"), len(texts))  # neither a sentence nor a box is an item's
            own = int(len(texts) > 2 and not _SECTION.search(row.item) and _is_section(texts[0]))
            wide = min(wide, self._width(paragraphs[0])) if own else wide
            while own < min(most, len(texts) - 2, _LONGEST_ITEM) and _goes_on("".join([row.item, *texts[:own]]), texts[own]):
                wide, own = self._width(paragraphs[own]), own + 1
            while widest >= _LEAST_WIDTH and wide > widest - _RAGGED and own < min(most, len(texts) - 2, _LONGEST_ITEM):
                wide, own = self._width(paragraphs[own]), own + 1
            row.item = "".join([row.item, *texts[:own]])
            row.before, row.after = " ".join(texts[own : own + 1]), " ".join(texts[own + 1 :])
        return self.rows

    def _begin(self, paragraph: list[Cell], text: str) -> bool:
        """A date, an item or both; what is neither goes on with the explanation above, unless a date waits for its item."""
        both = None if self.dated else _DATE_AND_PLACE.fullmatch(text)
        if both and is_place(both[2]):
            self._add(Change(paragraph[0].line, both[1], both[2]), width(both[2]) if " " in both[1] else self._width(paragraph, behind=True))
        elif is_place(text) or (self.any_item and self.dated):
            if self.dated and self.dated[0].page != paragraph[0].page:
                return False
            self._add(Change(paragraph[0].line, _text(self.dated), text), self._width(paragraph))
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


def _goes_on(item: str, line: str) -> bool:
    """Is a line the rest of a label of the form with which an item breaks off, or the label that its number lacks (①部署), or an annex's title?"""
    letters = label_letters(line)
    numbered = _LABEL_NUMBER.match(line)
    begun = label_letters(_BROKEN_OFF.split(item)[-1])
    if numbered and label_letters(line[numbered.end() :]) in current_label_letters():
        return begun not in current_label_letters() or begun in _part_titles() or line.startswith("(")
    if not begun and _NUMBER_AT_END.search(item):
        return letters in current_label_letters()
    longer = [label for label in current_label_letters() if label.startswith(begun) and label != begun] if begun else []
    whole = any((begun + letters).startswith(label) and len(label) > _LEAST_LABEL for label in longer)
    part = any((begun + letters).startswith(label) or (len(letters) > 1 and label.startswith(begun + letters)) for label in longer)
    return whole or (len(begun) > 1 and part)


def _begins(text: str) -> bool:
    """Does a line begin a row: with a place, or with a day and a place?"""
    both = _DATE_AND_PLACE.fullmatch(text)
    return is_place(both[2] if both else text)


def _is_section(text: str) -> bool:
    """Does a line begin with a number and the title of a section or an entry of the form (4. 特定個人情報ファイルの取扱いの委託, 4. 委託事項1), with a
    risk's, or with one number or two and a label (1.①請求先)?"""
    number = _SECTION.match(text)
    if not number:
        return False
    rest = text[number.end() :]
    second = _LABEL_NUMBER.match(rest)
    label = label_letters(rest[second.end() :] if second else rest)
    return label in current_label_letters() or (not second and label.startswith((*_section_titles(), "リスク")))


@cache
def _section_titles() -> tuple[str, ...]:
    return tuple(sorted({label_letters(label) for item in current_items() if item.type in ("section", "group") for label in item.labels}))


@cache
def _part_titles() -> frozenset[str]:
    """The letters of what stands above an item's own label: Ⅰ 基本情報, and a label must follow."""
    return frozenset(label_letters(label) for item in current_items() if item.type == "block" for label in item.labels)


def _paragraphs(cells: Sequence[Cell]) -> list[list[Cell]]:
    found: list[list[Cell]] = []
    begins = True
    for cell in cells:
        if is_history_header([cell.text]) or TITLE.fullmatch(cell.text):
            begins = True
            continue
        if begins or cell.blanks:
            found.append([])
        found[-1].append(cell)
        begins = False
    return found


def _dense_paragraphs(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of a text without blank lines: an item with the lines in which its label goes on, a day, a timing; what stands between them is one."""
    found: list[list[Cell]] = []
    before = ""
    for cell in cells:
        if TITLE.fullmatch(cell.text) or is_history_header([cell.text]):
            before = "sign"
            continue
        item = _text(found[-1]) if before == "item" else ""
        if item and (_goes_on(item, cell.text) or (_is_section(cell.text) and not _SECTION.search(item))):
            found[-1].append(cell)
            continue
        kind = "item" if is_place(cell.text) else "sign" if DATE.fullmatch(cell.text) or cell.text in TIMINGS else ""
        if kind or before or not found:
            found.append([])
        found[-1].append(cell)
        before = kind
    return found


def _text(paragraph: Sequence[Cell]) -> str:
    """A paragraph's lines put together; a timing stays apart from the explanation right below it."""
    return folded("".join([f"{cell.text} " if cell.text in TIMINGS else cell.text for cell in paragraph]))


def _page_rows(paragraphs: Sequence[list[Cell]]) -> list[Change]:
    rows: list[Change] = []
    dates: list[str] = []
    outside: list[str] = []
    timings: list[list[str]] = [[]]  # before the first row, then of each row up to the next one
    below: list[list[str]] = [[]]
    for index, paragraph in enumerate(paragraphs):
        text = _text(paragraph)
        place = is_place(text)
        if place:
            before = _text(paragraphs[index - 1]) if index and len(paragraphs[index - 1]) == 1 else ""
            rows.append(_scattered_row(paragraph[0].line, text, before if DATE.fullmatch(before) else ""))
            timings.append([rows[-1].timing] if rows[-1].timing else [])
            below.append([])
        else:
            below[-1].append(text)
        found = DATE.findall(text) if text.endswith("日") or DATE.fullmatch(text) else []
        dates += found
        outside += found if len(timings) == 1 or timings[-1] else []
        timings[-1] += _timing_of(paragraph, text) if not place else []
    _drop_changed_days(rows, dates)
    if all(len(timing) == 1 for timing in timings[1:]):  # each row is whole: a date between its item and its timing is what was changed
        dates = outside
    dates = _column_of_days(paragraphs, len(rows)) or dates
    _share_out(rows, dates, timings)
    loose = [LooseRow(row.item, row.after, texts, row.date) for row, texts in zip(rows, below[1:], strict=True)]
    settle_dates(loose, dates, below[0])
    for row, settled in zip(rows, loose, strict=True):
        row.date = settled.date
        row.after += "".join(settled.below)
    return rows


def _drop_changed_days(rows: Sequence[Change], dates: Sequence[str]) -> None:
    """The day right before a row of days (実施日), or right behind one, may be what was changed, unless other rows of the page have it too."""
    items = ["", *(row.item for row in rows)]
    for item_before, row in zip(items, rows, strict=False):
        if dates.count(row.date) == 1 and (_OF_A_DAY.search(row.item) or _OF_A_DAY.search(item_before)):
            row.date = ""


def _column_of_days(paragraphs: Sequence[list[Cell]], rows: int) -> list[str]:
    """The page's column of days where an extraction has kept it together: one run of as many as there are rows, all the same."""
    runs = [[cell.text for cell in run] for is_day, run in groupby((cell for paragraph in paragraphs for cell in paragraph), _is_day) if is_day]
    found = [run for run in runs if len(run) == rows > 1]
    return found[0] if len(found) == 1 and len(set(found[0])) == 1 else []


def _is_day(cell: Cell) -> bool:
    return bool(DATE.fullmatch(cell.text))


def _timing_of(paragraph: Sequence[Cell], text: str) -> list[str]:
    """事前 or 事後 at a paragraph's end, on a line of its own, or on its first line, before the explanation: alone or behind what was changed."""
    if text.endswith(tuple(TIMINGS)):
        return [text[-2:]]
    first = paragraph[0].text.split()[-1]
    return [first] if first in TIMINGS else [cell.text for cell in paragraph if cell.text in TIMINGS][:1]


def _share_out(rows: Sequence[Change], dates: Sequence[str], timings: Sequence[Sequence[str]]) -> None:
    """Dates that are all the same are every row's, unless each of several has its row. Timings are the rows' after which they stand if no row has two and
    none stands before the first."""
    in_place = not timings[0] and all(len(found) <= 1 for found in timings)
    alike = {timing for found in timings for timing in found}
    enough = sum(map(len, timings)) >= len(rows)
    taken = len(dates) > 1 and sum(bool(row.date) for row in rows) == len(dates)
    for row, found in zip(rows, timings[1:], strict=True):
        row.date = row.date or (dates[0] if len(set(dates)) == 1 and not taken else "")
        if not row.timing and ((in_place and found) or (len(alike) == 1 and enough)):
            row.timing = found[0] if in_place and found else next(iter(alike))


def _scattered_row(line: int, text: str, date: str) -> Change:
    timing = re.search(r"\s(事前|事後)(?:\s|$|その)", text)
    item = text[: timing.start()] if timing else text
    item = DATE.split(item, maxsplit=1)[0].strip() if DATE.search(item) else item
    return Change(line, date, item, timing=timing[1] if timing else "", after=text[len(item) :])
