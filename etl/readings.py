"""Segments → readings: for every item of the form its answer with status and place, gathered per file and per part."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Any

from rapidfuzz.distance import Levenshtein

from etl.align import align
from etl.body import Body, Segment
from etl.boxes import any_marked
from etl.choices import ABSENT, BLANK, LOST, LOST_LETTER, STATED, UNREADABLE, read_choice
from etl.displaced import in_form_order
from etl.form import Form, Item, Option, Plan
from etl.labels import Hit, label_letters, leading
from etl.lines import Cell
from etl.normalise import DASHES, width
from etl.options import LISTED, MARKS, option_entries, text_key
from etl.values import is_day, read_date, read_period

# Fields that have no column of their own: `coverage` alone tells what became of them.
TOLD = frozenset({"prose", "marks", "boxes"})
# The status of a tick list by whether any of its boxes is marked.
_TICKED = {True: STATED, False: BLANK, None: UNREADABLE}
# Of a day that cannot be read: part of it is lost (平成28年 月1日, 令和■年), or the calendar has none such (令和5年2月30日)
_DAMAGED_DAY = re.compile(rf"(?!.*様式).*(?:{LOST.pattern}|{LOST_LETTER}\s*[年月日]|\d\s*年\s*月|[\d元和成]\s*年\s*\d{{1,2}}\s*月\s*\d{{0,2}}\s*日)")
_OF_DAYS = ("日", "期", "時", ":")  # what the label of another day ends with
_TICK_BOX = re.compile(rf"\[\s*[{MARKS}]?\s*\]\s*\S")  # of a tick list, which has moved here
_EMPTY = re.compile(rf"[{DASHES}\s]*|\[?(?:平成|令和)[\d元]{{1,2}}年\d{{1,2}}月\s*様式\s*\d\]?")  # or the mark of the form's edition
_LETTER = re.compile(r"[^\W\d]")  # all that a torn line has left of a name
_WRAPPED = 60  # half-width columns: a heading's line as wide as this is wrapped
_LONGEST_TITLE = 24  # cells
_LONG_TEXT, _SAME_TEXTS = 20, 2  # letters, and texts of so many that two prints of a page have in common
_NEVER_FIRST = frozenset("・ーァィゥェォッャュョ々、。")  # in a text, but for the bullets of a list
_SHORT_LABEL = 2  # letters
# No names: specks that an OCR program reads as signs, a single letter, a page's number, the end of a heading of several entries (6|～10), also misread.
_NO_NAME = re.compile(rf"[{DASHES}\s.,|'`_]*|[^\d国県都府市区町村]|\d{{1,3}}|[\s|]*\D\s*\d{{1,2}}")


@dataclass(slots=True)
class Answer:
    """What one field of the form says: `text` as printed (folded), `option` of a choice, `line` where the value stands."""

    item: Item
    status: str = ABSENT
    text: str = ""
    option: Option | None = None
    line: int | None = None
    unknown: str | None = None
    cells: list[Cell] = field(default_factory=list)
    boxes: dict[str, bool | None] | None = None

    def line_of(self, text: str) -> int | None:
        """The line of the cell that has a text whole, else the answer's own."""
        return next((cell.line for cell in self.cells if text in cell.text), self.line)

    @property
    def code(self) -> str | None:
        return self.option.code if self.option else None

    @property
    def value(self) -> str | None:
        return self.text if self.status == STATED else None


@dataclass(slots=True)
class Group:
    """One numbered entry: システム3, 委託事項2, 提供先1. `number` is None where the text lost it."""

    kind: str
    number: int | None
    title: str
    line: int
    answers: dict[str, Answer] = field(default_factory=dict)


Answers = dict[tuple[str, int, str], Answer]  # by (section, risk number, item)


@dataclass(slots=True)
class Reading:
    """All answers of one segment, `groups` in source order."""

    block: str
    answers: Answers = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)

    def at(self, item: Item) -> Answer | None:
        return self.answers.get((item.section, item.risk_no, item.name))

    def begins(self, name: str) -> bool | None:
        """Does the segment begin with the label of a file's or a part's name, and has that one? None without the label."""
        answer = self.get(name)
        return answer.status == STATED if answer else None

    def get(self, name: str) -> Answer | None:
        return next((answer for (_, _, at_name), answer in self.answers.items() if at_name == name), None)


def best(answers: Iterable[Answer | None]) -> Answer | None:
    """The first stated answer, else the first."""
    found = [answer for answer in answers if answer]
    return next((answer for answer in found if answer.status == STATED), found[0] if found else None)


class Regions:
    """Which cells answer which label: those from the label to the next label, or to the end of the body's part."""

    def __init__(self, cells: list[Cell], hits: Sequence[Hit], body: Body) -> None:
        self.cells = cells
        self.parted = any(cell.blanks and cell.page == above.page for above, cell in pairwise(cells))  # by blank lines
        self._stops = sorted({hit.first for hit in hits} | {edge for span in body.history for edge in span} | {s.cells[1] for s in body.segments})

    def of(self, hit: Hit) -> list[Cell]:
        """The cells after the label; what follows it in its own cell comes first, as a cell of the same place."""
        stop_at = bisect_right(self._stops, hit.first)
        stop = self._stops[stop_at] if stop_at < len(self._stops) else len(self.cells)
        cells = self.cells[hit.last + 1 : stop]
        if hit.rest:
            cells = [self.cells[hit.last]._replace(text=hit.rest), *cells]
        return [*hit.beside, *cells] if hit.beside else cells

    def beside(self, hit: Hit, other: Hit) -> bool:
        """Does a label stand in the row of another, with no box of that before it in its cell?"""
        cell = self.cells[other.first]
        return self.cells[hit.last].row == cell.row and not cell.text.startswith("[")


def read_segment(segment: Segment, form: Form, regions: Regions) -> Reading:
    """Answers of one segment."""
    plan = form.plan(segment.block)
    reading = Reading(segment.block)
    main, grouped = split_groups(segment.hits, plan)
    main = in_form_order(main, plan)
    alignment = align(main, plan)
    for position, index in alignment.placed.items():
        item = plan.items[position]
        answer = read_answer(item, main[index], regions)
        lower = alignment.placed.get(position + 1)
        if item.type == "choice" and not answer.cells and lower and plan.items[position + 1].type == "noise" and regions.beside(main[index], main[lower]):
            answer = read_answer(item, main[lower], regions)  # ③手数料等 | ( 手数料額、納付方法: ) | [ 無料 ]: the lower row's label before the box
        reading.answers[item.section, item.risk_no, item.name] = answer
    _mark_unplaced(reading, [main[index] for index in alignment.loose], plan, regions)
    reading.groups = [_read_group(group, members, plan, regions) for group, members in grouped]
    return reading


def _mark_unplaced(reading: Reading, loose: Sequence[Hit], plan: Plan, regions: Regions) -> None:
    """A second print of a label stands in for a first one that says nothing, or goes on with it where an annex takes several pages; a label of unclear
    place leaves its items unreadable."""
    for hit in loose:
        orders = plan.orders.get(hit.label, ())
        if len(orders) == 1:
            item = plan.single[orders[0]]
            key = (item.section, item.risk_no, item.name)
            before, again = reading.answers.get(key), read_answer(item, hit, regions)
            title = before is not None and item.type == "choice" and before.status == UNREADABLE and not _asks(before.text)  # printed above the field too
            if before is None or title or (before.status != STATED and again.status in (STATED, UNREADABLE)):
                reading.answers[key] = again
            elif item.block.startswith("annex"):
                before.cells.extend(again.cells)
            elif before.option and again.option and before.option != again.option:  # one of them is another file's, whose page has lost its title
                reading.answers[key] = Answer(item, UNREADABLE, before.text, line=before.line)


def fill(answers: dict[Any, Answer], again: Mapping[Any, Answer]) -> None:
    """Enter what a second reading says of fields that the answers lack or don't state."""
    answers |= {key: answer for key, answer in again.items() if key not in answers or answers[key].status != STATED}


def answers_of(readings: Iterable[Reading]) -> Answers:
    """What several readings of one block say together."""
    answers: Answers = {}
    for reading in readings:
        fill(answers, reading.answers)
    return answers


def take_over(answers: Answers, again: Answers) -> None:
    """Enter what a second run of labels says: fields that the first one lacks; and where both have the same texts, so that they are prints of one page, laid
    out or damaged in different ways, also what the first one has lost."""
    texts = [(answer.text, answers[key].text) for key, answer in again.items() if answer.item.type == "prose" and key in answers]
    copied = sum(len(text) >= _LONG_TEXT and text == first for text, first in texts) >= _SAME_TEXTS
    fill(answers, {key: answer for key, answer in again.items() if key not in answers or (copied and answer.status == STATED)})


def _asks(text: str) -> bool:
    """Does a box or an option list stand behind a choice's label?"""
    return "[" in text or "選択肢" in text


def split_groups(hits: Sequence[Hit], plan: Plan) -> tuple[list[Hit], list[tuple[Hit, list[Hit]]]]:
    """Hits of the block itself, and of each numbered entry in it. An entry ends where a label comes that it doesn't print."""
    main: list[Hit] = []
    groups: list[tuple[Hit, list[Hit]]] = []
    kind: str | None = None
    place = -1
    for at, hit in enumerate(hits):
        if hit.again:
            continue
        if hit.label in plan.kinds:
            kind, place = plan.kinds[hit.label].name, -1
            groups.append((hit, []))
        elif kind and hit.label in plan.members[kind]:
            members = plan.members[kind]
            if members[hit.label].position > place:
                place = members[hit.label].position
                groups[-1][1].append(hit)
            elif not (following := members.get(hits[at + 1].label) if at + 1 < len(hits) else None) or following.position != place + 1:
                place = 10_000  # and not the heading of a few labels, printed once more before the next of them
        elif hit.label in plan.orders:
            kind = None
            main.append(hit)
    return main, groups


def _read_group(heading: Hit, members: Sequence[Hit], plan: Plan, regions: Regions) -> Group:
    kind = plan.kinds[heading.label].name
    inside = plan.members[kind]
    own = regions.of(heading)
    title, line = _title(_unwrapped(own) if members and inside[members[0].label].position == plan.kinds[heading.label].position + 1 else own)
    group = Group(kind, heading.number, name_or_nothing(title, inside), line or heading.line)
    for hit in members:
        item = inside[hit.label]
        group.answers[item.name] = read_answer(item, hit, regions)
    return group


def name_or_nothing(text: str, labels: Iterable[str]) -> str:
    """What an entry is called: none of its own labels with their numbers, though one letter be damaged (1 法令入の根拠, 口転先2~5)."""
    if _NO_NAME.fullmatch(text):
        return ""
    letters = label_letters(text[leading(text) :]).strip("0123456789~〜～")
    numbered = letters != label_letters(text)
    is_label = numbered and any(len(label) > _SHORT_LABEL and Levenshtein.distance(letters, label, score_cutoff=1) <= 1 for label in labels)
    return "" if is_label else text


def _unwrapped(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a heading, up to its entry's first label, with a title put together that goes on in its column below."""
    title = cells[0] if cells else None
    if not title or not title.column or not all(cell.column == title.column and not cell.blanks and cell.page == title.page for cell in cells[1:]):
        return cells
    if any(len(cell.text) > len(title.text) for cell in cells[1:]):
        return cells  # wider than the first line of what was wrapped: the first line of the answer below, which stands above its label
    return [title._replace(text="".join([cell.text for cell in cells]))]


def _title(cells: Sequence[Cell]) -> tuple[str, int | None]:
    """The text of a heading's row; a line as wide as its column goes on in the next one."""
    title, line = _short_text(cells)
    last = next((cell for cell in reversed(cells) if cell.row == cells[0].row), None)
    for cell in cells[:_LONGEST_TITLE]:
        if last and cell.line == last.line + 1 and cell.row != last.row and not cell.blanks and width(last.text) >= _WRAPPED:
            title, last = title + cell.text, cell
    return title, line


def read_answer(item: Item, hit: Hit, regions: Regions) -> Answer:
    """The answer that stands after a label, by the item's type."""
    cells = regions.of(hit)
    if item.type == "choice":
        return _choice(item, hit, cells)
    if cells and LISTED.fullmatch(cells[-1].text):
        cells = cells[:-1]  # the heading of the list that stands beside the next label, and above it
    if item.type in ("text", "date", "period"):
        return _text(item, hit, cells)
    text = " ".join([cell.text for cell in cells]).strip()
    line = cells[0].line if cells else hit.line
    if not text or _EMPTY.fullmatch(text):
        return Answer(item, BLANK, text, line=line, cells=cells)
    return Answer(item, _TICKED[any_marked(text)] if item.type in ("marks", "boxes") else STATED, text, line=line, cells=cells)


def _choice(item: Item, hit: Hit, cells: list[Cell]) -> Answer:
    text = " ".join(once([cell.text for cell in cells]))
    choice = read_choice(text, item.options)
    if choice.status == UNREADABLE and cells and not _asks(text):  # what goes on below has lost its label
        alone = read_choice(cells[0].text, item.options)
        choice = alone if alone.option else choice
    line = cells[0].line if len(cells) == 1 else hit.line
    if choice.option and len(cells) > 1:
        line = _line_of(choice.option, cells, item.options, line)
    return Answer(item, choice.status, text, choice.option, line, choice.unknown, cells)


def _line_of(option: Option, cells: Sequence[Cell], options: tuple[Option, ...], line: int) -> int:
    """Where a choice stands: not in its list, if it stands elsewhere too."""
    entries, keys = option_entries(options), [text_key(label) for label in option.labels]
    texts = [(cell.line, text_key(cell.text)) for cell in cells if any(key in text_key(cell.text) for key in keys)]
    outside = [at for at, text in texts if any(key in entries.sub("", text) for key in keys)]
    return next(iter([*outside, *(at for at, _ in texts)]), line)


def _text(item: Item, hit: Hit, cells: list[Cell]) -> Answer:
    text, line = _short_text(cells)
    if not text or _EMPTY.fullmatch(text):
        return Answer(item, BLANK, "", line=hit.line, cells=cells)
    text += _wrapped_end(cells)
    if item.type == "date" and not (hit.rest or hit.beside or read_date(text)) and (day := _day_below(cells)):
        text, line = day.text, day.line
    if item.type == "text" and (LOST.search(text) or _TICK_BOX.match(text) or _LETTER.fullmatch(text)):
        return Answer(item, UNREADABLE, text, line=line or hit.line, cells=cells)
    if (item.type == "date" and not read_date(text)) or (item.type == "period" and not read_period(text)[0]):
        return Answer(item, UNREADABLE if _DAMAGED_DAY.match(text) else BLANK, text, line=line or hit.line, cells=cells)
    return Answer(item, STATED, text, line=line or hit.line, cells=cells)


def _wrapped_end(cells: Sequence[Cell]) -> str:
    """What of a text in a column of its own stands in the rows below, which begin with a letter that begins no text: 株式会社エイチ | ・アイ・シー."""
    if not cells or not cells[0].column or cells[0].text[0] in _NEVER_FIRST:
        return ""
    below = takewhile(lambda pair: _is_wrapped(*pair), pairwise(cells))
    return "".join([cell.text for _, cell in below])


def _is_wrapped(above: Cell, cell: Cell) -> bool:
    beside = cell.line == above.line + 1 and cell.column == above.column and cell.page == above.page
    return beside and cell.text[0] in _NEVER_FIRST and not _EMPTY.fullmatch(cell.text)


def _day_below(cells: Sequence[Cell]) -> Cell | None:
    """The only day among what stands below a label, apart from the text that has moved before it."""
    days = [at for at, cell in enumerate(cells) if is_day(cell.text)]
    if len(days) != 1 or not days[0]:
        return None
    *before, above, day = cells[: days[0] + 1]
    named = day.column or any(cell.column or cell.text.endswith(_OF_DAYS) for cell in (*before, above))
    return day if (day.blanks or above.text.endswith("。")) and not named and read_date(day.text) else None


def _short_text(cells: Sequence[Cell]) -> tuple[str, int | None]:
    """The text of one row: what follows the label there, else the next row that has any."""
    if not cells:
        return "", None
    first = cells[0].row
    return " ".join(once([cell.text for cell in cells if cell.row == first])).strip(), cells[0].line


def once(texts: list[str]) -> list[str]:
    """Texts of cells without what a cell that spans columns repeats in each of them. Single signs may well come twice."""
    if len(set(texts)) == len(texts):
        return texts
    return [text for at, text in enumerate(texts) if len(text) < 4 or text not in texts[:at]]
