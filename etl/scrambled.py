"""Pages whose lines an extraction has put out of order: answers found by page, by what each option list allows.

A page of the form holds a run of items in paper order, whatever became of its lines. So the labels on a page tell which items it holds; the choices
on it go to those items whose option lists know them. An item has an answer only if every way of giving the page's choices to its items gives it the
same one. What two items could swap is unreadable.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from operator import attrgetter

from etl.align import align
from etl.body import Body, Segment, is_annex_title
from etl.choices import BLANK, MARKS, STATED, UNREADABLE, option_entries, option_texts, read_choice, text_key
from etl.form import Form, Item, Option, Plan
from etl.labels import Hit
from etl.lines import Cell
from etl.normalise import ROW_END
from etl.parts import Mark, joined_lines, marks_of
from etl.readings import Answer, Group, Reading, Regions, read_answer, read_segment
from etl.swaps import Value, settle
from etl.values import is_day, read_date

_DISORDER = 0.04
_MOST_CROSSED, _CROSSED = 8, 0.03  # what damage to single brackets leaves is less
_SHARED_PAGE = 5
_NO_BRACKET = re.compile(r"[^\[\]]+")
_PAIR = re.compile(r"\[\]")
_COMPANY = re.compile(r"(?:株式|有限|合同)会社|\((?:株|有|同)\)|(?:財団|社団|医療)法人|協同組合|未定|非公表")
_WORK = re.compile(r"[^。、]{4,60}(?:業務|委託|保守|運用|支援|作業|開発|処理|管理|構築|印刷|封緘|入力|改修|点検|移行|運営)(?:委託|業務)?(?:等|一式)?")
_SYSTEM_NAME = re.compile(r"(?:\(?\d{1,2}[.)、]?\)?\s*)?[^\s。、\[\]]{2,40}(?:システム|サーバー?|基盤|端末|ネット|台帳|機能)(?:\(.*\))?")
_NUMBER = re.compile(r"\(?\d{1,2}[.)、]\)?\s*")
_FILE_NAME = re.compile(r"(?:(?:\(?\d{1,2}[.)、]?\)?\s*)?[^\s。、\[\]]{2,40}ファイル(?:\s+|$))+")
_COUNT = re.compile(r"\(\s*(\d+)\s*\)\s*件")
_SPLIT = re.compile(rf"[\n\[\]{MARKS}☐□<>:]|選択肢")
_LEFT_OVER = re.compile(r"\d{0,2}\)?|[()※件]{1,4}|\(?\d{1,3}\)?件?")
_BOXED = re.compile(r"\[([^\[\]]*)\]")
_NUMBERED = re.compile(r"\d\)")
_EMPTY_BOX = re.compile(r".{0,30}\[\s*\](?:\s*\d\).*)?")
_STRAY = re.compile(rf"[{MARKS}\s]+")
_OPENED = re.compile(rf"\[\s*[{MARKS}](?=\s*(?:\[|$))")
_OTHER = re.compile(r"\]\s*その他\s*\(")
_OTHER_MARKED = re.compile(rf"[{MARKS}]\s*\]\s*その他")
_DIGITS = re.compile(r"\d{1,3}")


def disordered(cells: Sequence[Cell], body: Body, form: Form) -> bool:
    """Must lines have been moved? Labels that the form prints once come often before ones that stand before them on paper, or brackets cross: one opens
    before the last one is closed."""
    return _labels_fall(body, form) or _brackets_cross(cells, body)


def _brackets_cross(cells: Sequence[Cell], body: Body) -> bool:
    """Do many brackets open inside another one, or close where none is open? One torn over neighbouring lines does neither."""
    crossed = brackets = 0
    for segment in body.segments:
        signs = _NO_BRACKET.sub("", "".join([cell.text for cell in cells[slice(*segment.cells)] if "[" in cell.text or "]" in cell.text]))
        crossed += len(_PAIR.sub("", signs))
        brackets += len(signs)
    return crossed > _MOST_CROSSED and crossed > _CROSSED * brackets


def _labels_fall(body: Body, form: Form) -> bool:
    once = falls = 0
    for segment in body.segments:
        last = -1
        printed_once = form.plan(segment.block).once
        for hit in segment.hits:
            item = printed_once.get(hit.label)
            if item is None or item.group:
                continue
            if item.type not in ("block", "names"):
                once += 1
                falls += item.position < last
            last = item.position
    return falls > 2 and falls > _DISORDER * once


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
        return sum([_stray_marks(cell.text) for cell in self.cells])


def whole_pages(cells: Sequence[Cell], body: Body) -> Body:
    """A disordered body whose change history takes up whole pages, from the page on which it begins to the end; a page that it shares with the end of
    the body was none."""
    if not body.history:
        return body
    begin = next((start for start, _ in body.history if _tells_of_changes(cells, cells[start].page)), body.history[-1][0])
    start = next(at for at, cell in enumerate(cells) if cell.page == cells[begin].page)
    before = [segment.block for segment in body.segments for hit in segment.hits if start <= hit.first < begin]
    start = begin if len(before) > _SHARED_PAGE and set(before) <= {"requests", "procedure"} else start
    kept = [Segment(segment.block, hits, cells=segment.cells) for segment in body.segments if (hits := [hit for hit in segment.hits if hit.first < start])]
    annexes = (at for at in range(begin, len(cells)) if is_annex_title(cells[at].text))
    return Body(kept, [(start, next(annexes, len(cells)))])  # a block's title among its rows is the first line of an item


def _tells_of_changes(cells: Sequence[Cell], page: int) -> bool:
    return any("変更前" in cell.text or "提出時期" in cell.text for cell in cells if cell.page == page)


def read_pages(cells: list[Cell], body: Body, form: Form, regions: Regions) -> list[Reading]:
    """The answers of a disordered report, one reading for each page and block."""
    reached: dict[str, int] = {}
    past = text_key("".join([cell.text for start, end in body.history for cell in cells[start:end]]))
    entries: dict[str, OpenEntry] = {}
    moved = _labels_fall(body, form)
    readings: list[Reading] = []
    for page in _pages(cells, body):
        for block in dict.fromkeys(block for _, block in page.hits):
            reading = _PageReader(page, block, form, regions, reached.get(block, -1), past, entries, moved).read()
            reached[block] = max((answer.item.position for answer in reading.answers.values()), default=-1)
            readings.append(reading)
    return readings


def _pages(cells: Sequence[Cell], body: Body) -> list[Page]:
    blocks = {id(hit): segment.block for segment in body.segments for hit in segment.hits}
    hits = sorted((hit for segment in body.segments for hit in segment.hits), key=lambda hit: hit.first)
    pages: dict[int, Page] = {}
    edges = [0, *(edge for span in body.history for edge in span), len(cells)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for number, found in groupby(cells[start:end], key=attrgetter("page")):
            pages.setdefault(number, Page([])).cells.extend(found)
    for hit in hits:
        pages[cells[hit.first].page].hits.append((hit, blocks[id(hit)]))
    return [page for _, page in sorted(pages.items()) if page.hits]


@dataclass(slots=True)
class OpenEntry:
    """A numbered entry that may go on over the page's end: `reached` is the position of its last label so far."""

    group: Group
    reached: int
    rest: Group | None = None


class _PageReader:
    """Reads one block's items on one page."""

    def __init__(
        self, page: Page, block: str, form: Form, regions: Regions, reached: int, past: str, entries: dict[str, OpenEntry], labels_moved: bool
    ) -> None:
        self.open, self.labels_moved = entries, labels_moved
        self.sure: set[int] = set()
        self.page, self.block, self.form, self.regions, self.reached, self.past = page, block, form, regions, reached, past
        self.plan = form.plan(block)
        self.items = self.plan.items
        self.hits = page.of(block)
        self.reading = Reading(block, first_line=self.hits[0].line, last_line=self.hits[-1].line)

    def read(self) -> Reading:
        if self._in_order():
            self._read_in_order()
            return self.reading
        main, headings, members = self.sorted_hits
        placed = self._aligned(main) if not self.labels_moved and self.labels_in_order else place_on_page(main, self.plan, self.reached)
        for item, hit, sure in placed:
            lost = not sure and item.type in ("text", "date", "period")
            answer = Answer(item, UNREADABLE, line=hit.line) if lost else self._answer(item, hit)
            self.reading.answers[item.section, item.risk_no, item.name] = answer
            if sure:
                self.sure.add(id(answer))
        self._groups(headings, members)
        self._choices([hit for hit, _ in self.page.hits])
        self._dates()
        self._names()
        self._count()
        for answer in self.reading.answers.values():
            if answer.item.type == "boxes":
                self._boxes(answer)
        return self.reading

    def _boxes(self, answer: Answer) -> None:
        """A tick list's boxes, wherever on the page."""
        answer.boxes = page_boxes(self.page, [option.label for option in answer.item.options])
        states = set(answer.boxes.values())
        answer.status = STATED if True in states else BLANK if states == {False} else UNREADABLE

    @cached_property
    def ascending(self) -> bool:
        """Is the page as it was printed? Labels that the block prints once come in the order of the form; and where they do so on all pages, so that
        only boxes and texts have moved, each choice has its own box and list behind it."""
        return self.labels_in_order and (self.labels_moved or all(map(self._has_its_box, self.hits)))

    @cached_property
    def labels_in_order(self) -> bool:
        once = [self.plan.once[hit.label].position for hit in self.hits if hit.label in self.plan.once]
        return once == sorted(once)

    def _aligned(self, hits: list[Hit]) -> list[tuple[Item, Hit, bool]]:
        """Items and prints where only boxes and texts have moved: a label that comes several times is told by its place."""
        return [(self.items[position], hits[at], True) for position, at in align(hits, self.plan).placed.items()]

    def _has_its_box(self, hit: Hit) -> bool:
        options = self.form.by_label[hit.label][0].options
        if self.form.by_label[hit.label][0].type != "choice":
            return True
        text = text_key(" ".join([hit.rest, *(cell.text for cell in self.regions.of(hit) if cell.page == self.page.cells[0].page)]))
        boxes = [content.strip(MARKS) for content in _BOXED.findall(text)]
        listed = len(option_entries(options).findall(text)) == len(options)
        return listed and len(boxes) == 1 and (not boxes[0] or boxes[0] in option_texts(options))

    def _in_order(self) -> bool:
        """No label of this page stands after one that follows it on paper, and no bracket is torn."""
        if self.page.torn or not self.ascending:
            return False
        main, _, _ = self.sorted_hits
        alignment = align(main, self.plan)
        run = sorted(position for position in alignment.placed if self.items[position].type != "noise")
        whole = not run or len(run) * 4 >= (run[-1] - run[0] + 1) * 3 - 4 or self.block in ("file", "cover")
        return whole and all(item.type == "noise" for at in alignment.loose for item in self.form.by_label[main[at].label])

    def _read_in_order(self) -> None:
        whole = read_segment(Segment(self.block, self.hits), self.form, self.regions)
        self.reading.answers, self.reading.groups = whole.answers, whole.groups
        for answer in self.reading.answers.values():
            if answer.item.type == "boxes" and answer.status != STATED:
                self._boxes(answer)
        self._dates()
        if any(answer.item.type == "choice" and answer.status == UNREADABLE for answer in self.reading.answers.values()):
            self._choices([hit for hit, _ in self.page.hits])

    @cached_property
    def sorted_hits(self) -> tuple[list[Hit], list[Hit], list[Hit]]:
        """Labels of the block itself, headings of numbered entries, and labels inside entries.

        A label that both print (対象となる本人の数) goes to the one of which the page has labels of its own."""
        kinds, grouped, alone = self.plan.kinds.keys(), self.plan.grouped, self.plan.orders.keys()
        printed = {hit.label for hit in self.hits}
        entries = bool(printed & (grouped - alone)) or bool(printed & kinds)
        if not entries:
            return [hit for hit in self.hits if hit.label in alone], [], []
        inner = grouped - alone if printed & _basics(self.plan) else grouped
        main = [hit for hit in self.hits if hit.label in alone and hit.label not in grouped]
        return main, [hit for hit in self.hits if hit.label in kinds], [hit for hit in self.hits if hit.label in inner]

    def _answer(self, item: Item, hit: Hit) -> Answer:
        """Texts only from the label's own line, prose as it follows; choices come later, from the whole page."""
        if item.type in ("text", "date", "period"):
            line = self.regions.cells[hit.last].line
            own = any([cell.line == line for cell in self.regions.of(hit)])
            return read_answer(item, hit, self.regions) if own else Answer(item, BLANK, line=hit.line)
        if item.type == "choice":
            cells = self.regions.of(hit)
            if cells and cells[-1].page != self.page.cells[0].page:  # the next page's choices may be anyone's
                cells = [cell for cell in cells if cell.page == self.page.cells[0].page]
            return Answer(item, UNREADABLE, line=self.regions.cells[hit.last].line, cells=cells, text=hit.rest)
        answer = read_answer(item, hit, self.regions)
        if item.type in ("marks", "prose") and answer.status == BLANK:
            answer.status = UNREADABLE  # its boxes or its text may stand elsewhere on the page
        return answer

    def _groups(self, headings: Sequence[Hit], members: Sequence[Hit]) -> None:
        """Numbered entries: those that begin on this page, after what is left of the one that began on a page before."""
        printed: dict[str, list[Hit]] = {}
        for hit in members:
            printed.setdefault(hit.label, []).append(hit)
        for label, heading in self.plan.kinds.items():
            kind = heading.name
            new = [Group(kind, hit.number, hit.rest, hit.line) for hit in headings if hit.label == label and hit.number and hit.number > 0]
            entry = self.open.get(kind)
            if not new and not (entry and members):
                continue
            self.reading.groups.extend(new)
            inner = [item for item in self.plan.members[kind].values() if item is not heading]
            prints = {item.position: list(printed.get(item.label, ())) for item in inner}
            if entry and any(prints.values()):
                entry.rest = self._finish(entry, inner, prints, bool(new))
            for item in inner:
                for number, (group, hit) in enumerate(zip(new, prints[item.position], strict=False)):
                    group.answers[item.name] = self._answer(item, hit)
                    following = new[number + 1].line if number + 1 < len(new) else hit.line + 1
                    if group.line < hit.line < following:
                        self.sure.add(id(group.answers[item.name]))
            if new:
                reached = max((item.position for item in inner if item.name in new[-1].answers), default=inner[0].position - 1)
                self.open[kind] = OpenEntry(new[-1], reached)
            self._titles(kind, new)
            self._connections(new)

    def _finish(self, entry: OpenEntry, inner: Sequence[Item], prints: dict[int, list[Hit]], ends: bool) -> Group | None:
        """Take the labels that an entry begun before still lacks; the entry goes on in this page's reading."""
        rest = Group(entry.group.kind, entry.group.number, "", entry.group.line)
        for item in inner:
            if item.position > entry.reached and prints[item.position]:
                rest.answers[item.name] = self._answer(item, prints[item.position].pop(0))
                self.sure.add(id(rest.answers[item.name]))
                entry.reached = item.position if not ends else entry.reached
        if rest.answers:
            self.reading.groups.append(rest)
        return rest

    def _connections(self, groups: Sequence[Group]) -> None:
        """③他のシステムとの接続, whose boxes stand in rows of two all over the page."""
        answers = [group.answers["connections"] for group in groups if "connections" in group.answers]
        if not answers:
            return
        labels = [option.label for option in answers[0].item.options]
        for entry, boxes in enumerate(torn_boxes(self.page, labels, len(answers))):
            answers[entry].boxes = boxes
            answers[entry].text = other_connection(self.page.cells, entry, len(answers)) if boxes.get(labels[-1]) else ""

    def _titles(self, kind: str, groups: Sequence[Group]) -> None:
        """A single entry whose title or vendor stands elsewhere on the page: the only text there that can be one."""
        if kind != "outsourcing_item" or len(groups) != 1:
            return
        group = groups[0]
        vendor = group.answers.get("vendor_stated")
        found = [cell for cell in self._free_cells() if len(cell.text) < 60 and "。" not in cell.text and _COMPANY.search(cell.text)]
        if vendor and not vendor.value and len(found) == 1:
            group.answers["vendor_stated"] = Answer(vendor.item, STATED, found[0].text, line=found[0].line)
        titles = [cell for cell in self._free_cells() if _WORK.fullmatch(cell.text) and not _COMPANY.search(cell.text)]
        if not group.title and len({cell.text for cell in titles}) == 1:
            group.title, group.line = titles[0].text, titles[0].line

    def _free_cells(self) -> Iterator[Cell]:
        labels = {hit.line for hit, _ in self.page.hits}
        return (cell for cell in self.page.cells if cell.line not in labels)

    def _choices(self, hits: Sequence[Hit]) -> None:
        """Give the page's choices to its fields."""
        fields = [answer for answer in self.reading.answers.values() if answer.item.type == "choice"]
        fields += [answer for group in self.reading.groups for answer in group.answers.values() if answer.item.type == "choice"]
        if not fields:
            return
        marked = self._marked()
        fixed = {index: value for index, answer in enumerate(fields)
                 if (value := own_value(answer, id(answer) in self.sure, self.ascending, self.labels_moved))}
        lines = {self.regions.cells[at].line for hit in hits for at in range(hit.first, hit.last + 1)}
        values = page_values(self.page, [answer.item.options for answer in fields], lines)
        open_fields = [index for index in range(len(fields)) if index not in fixed]
        left = _without(values, list(fixed.values()))
        waiting = [index for index in open_fields if not self._under(fields[index].item, marked)]
        if len(left) > len(waiting):
            waiting = open_fields
        answers = settle([fields[index].item.options for index in waiting], left)
        if None in answers:
            told = {at: value for at, index in enumerate(waiting) if answers[at] is None and (value := self._told(fields[index].item, left))}
            answers = settle([fields[index].item.options for index in waiting], left, told)
        for index, value in fixed.items():
            _state(fields[index], value)
        for index, value in zip(waiting, answers, strict=True):
            _state(fields[index], value)
        self._empty(fields, marked, waiting, left)

    def _told(self, item: Item, values: Sequence[Value]) -> Value | None:
        """Which of the page's choices the report's own change history last entered for this very label. It settles a swap, it never brings in a value,
        and a label that several items of the form share tells nothing."""
        if len(self.form.by_label[item.label]) > 1:
            return None
        found = _entered(item).findall(self.past)
        return next((value for value in values if value.key == found[-1]), None) if found and len(set(found)) == 1 else None

    def _empty(self, fields: Sequence[Answer], marked: set[Mark], waiting: Sequence[int], left: Sequence[Value]) -> None:
        """Fields that got no choice: blank under a mark …しない or where as many empty boxes stand, else unreadable."""
        without = [answer for answer in fields if answer.status != STATED]
        all_given = (len(left) == 0 or len(left) < len(waiting)) and self.page.empty_boxes >= len(without)
        for answer in without:
            sure = self._under(answer.item, marked) or (all_given and not any(self._could_take(answer, value) for value in left))
            answer.status = BLANK if sure else UNREADABLE

    def _could_take(self, answer: Answer, value: Value) -> bool:
        return value.key in option_texts(answer.item.options)

    def _marked(self) -> set[Mark]:
        """The marks …しない that are set on this page."""
        sections = {mark.section for mark in marks_of(self.form.kind)}
        if self.block != "part" or not any(section in sections for section, _, _ in self.reading.answers):
            return set()
        found = page_boxes(self.page, [mark.label for mark in marks_of(self.form.kind)])
        for mark in marks_of(self.form.kind):
            title = self.reading.answers.get((mark.section, 0, "section"))
            state = found.get(mark.label)
            if title and state is not None:
                title.text += f" [{'○' if state else ' '}] {mark.label}"
        return {mark for mark in marks_of(self.form.kind) if found.get(mark.label)}

    def _under(self, item: Item, marked: set[Mark]) -> bool:
        return any(mark.section == item.section and mark.first_risk <= item.risk_no <= mark.last_risk for mark in marked)

    def _dates(self) -> None:
        """Days that stand apart from their labels: the only one is the only open field's, equal ones need no order, others are anyone's."""
        waiting = [answer for answer in self.reading.answers.values() if answer.item.type == "date" and answer.status == BLANK]
        days = [cell for cell in self._free_cells() if is_day(cell.text) and read_date(cell.text)] if waiting else []
        told = len(days) >= len(waiting) and len({read_date(cell.text) for cell in days}) == 1 and not self._others_claim(days)
        for answer, cell in zip(waiting, days if told else days[:1] * len(waiting), strict=False):
            answer.status = STATED if told else UNREADABLE
            if told:
                answer.text, answer.line = cell.text, cell.line

    def _others_claim(self, days: Sequence[Cell]) -> bool:
        """Could a loose day be a period's (one that is empty, or that has been read off it), or a field's of another block on this page?"""
        lines = {cell.line for cell in days}
        period = any(answer.item.type == "period" and (answer.status != STATED or answer.line in lines) for answer in self.reading.answers.values())
        beside = {hit.label for hit, block in self.page.hits if block != self.block}
        return period or any(item.type in ("date", "period") for label in beside for item in self.form.by_label[label])

    def _names(self) -> None:
        """File names: the cells of the page that read like one."""
        for answer in self.reading.answers.values():
            if answer.item.type == "names":
                options = _all_options(self.plan)
                pattern = _SYSTEM_NAME if answer.item.name == "system_names" else _FILE_NAME
                free = joined_lines(list(self._free_cells()))
                cells = [cell for cell in free if pattern.fullmatch(cell.text) and text_key(_NUMBER.sub("", cell.text)) not in options]
                answer.cells = sorted(cells, key=lambda cell: (_leading_number(cell.text), cell.line)) if self.block != "file" else cells[:1]

    def _count(self) -> None:
        """委託の有無 ( n ) 件, also where the brackets stand apart from the number."""
        answer = next((answer for answer in self.reading.answers.values() if answer.item.name == "outsourced"), None)
        if not answer:
            return
        text = " ".join(cell.text for cell in self.page.cells)
        counts = _COUNT.findall(text)
        bare = [cell.text for cell in self.page.cells if _DIGITS.fullmatch(cell.text)]
        if not counts and ")件" in text_key(text) and len(bare) == 1:
            counts = bare
        if len(counts) == 1:
            answer.text = f"({counts[0]}) 件"


@cache
def _entered(item: Item) -> re.Pattern[str]:
    """What a row of a change history enters for the item: its label, then one of its options."""
    entries = "|".join(re.escape(key) for key in sorted(option_texts(item.options), key=len, reverse=True))
    return re.compile(rf"{re.escape(text_key(item.label))}:?({entries})")


@cache
def _basics(plan: Plan) -> frozenset[str]:
    """Labels of Ⅱ that stand before the numbered entries."""
    return frozenset(item.label for item in plan.items if item.name in ("file_type", "record_items_band", "record_items_main", "held_since"))


@cache
def _all_options(plan: Plan) -> frozenset[str]:
    return frozenset(key for item in plan.items for key in option_texts(item.options))


def _leading_number(text: str) -> int:
    found = re.match(r"\(?(\d{1,2})", text)
    return int(found[1]) if found else 0


def _state(answer: Answer, value: Value | None) -> None:
    if value is None:
        return
    option = option_texts(answer.item.options)[value.key]
    answer.status, answer.option, answer.line = STATED, option, value.line


def _without(values: Sequence[Value], taken: Sequence[Value]) -> list[Value]:
    left = list(values)
    for value in taken:
        if value in left:
            left.remove(value)
    return left


def own_value(answer: Answer, alone: bool, ascending: bool, labels_moved: bool) -> Value | None:
    """The choice that stands on its label's own line, or in any way behind it on a page that is as it was printed; in brackets and with its option list
    before the next label, where whole blocks have moved (where only boxes have, that tells nothing)."""
    if not alone:
        return None
    known = option_texts(answer.item.options)
    listed = labels_moved and any(option_entries(answer.item.options).search(text_key(cell.text)) for cell in answer.cells if _NUMBERED.search(cell.text))
    near: set[str] = set()
    found: Value | None = None
    for cell in answer.cells:
        boxed = [text_key(content).strip(MARKS) for content in _BOXED.findall(cell.text)]
        near.update(content for content in [*boxed, text_key(cell.text).strip(f"[]{MARKS}")] if content in known)
        if cell.line == answer.line:
            bare = option_entries(answer.item.options).sub("", text_key(cell.text)).strip("[]<>選択肢") if not boxed else ""
            own = next((content for content in [*boxed, bare] if content in known), None)
            if own:
                return Value(own, cell.line)
        elif listed and not found and (own := next((content for content in boxed if content in known), None)):
            found = Value(own, cell.line)
    if found and len(near) == 1:  # of two, one is another field's
        return found
    return _listed_value(answer) if ascending and len(near) < 2 else None


def _listed_value(answer: Answer) -> Value | None:
    text = " ".join(cell.text for cell in answer.cells if len(cell.text) < 80)
    option = read_choice(text, answer.item.options).option if "選択肢" in text else None
    if not option:
        return None
    key = text_key(option.label)
    return Value(key, next((cell.line for cell in answer.cells if key in text_key(cell.text) and "選択肢" not in cell.text), answer.line or 0))


def page_values(page: Page, lists: Sequence[tuple[Option, ...]], label_lines: set[int]) -> list[Value]:
    """Every choice on the page that is no entry of an option list and no part of a sentence, with its line."""
    options = tuple(dict.fromkeys(option for options in lists for option in options))
    entries, known, any_known = option_entries(options), option_texts(options), _any_option(options)
    values: list[Value] = []
    for cell, key in page.short:
        if not any_known.search(key):
            continue
        pieces = [piece for piece in _SPLIT.split(entries.sub("\n", key)) if piece]
        found = [piece for piece in pieces if piece in known]
        if found and all(piece in known or cell.line in label_lines or _LEFT_OVER.fullmatch(piece) for piece in pieces):
            values.extend(Value(piece, cell.line) for piece in found)
        elif not found and cell.line in label_lines:
            values.extend(Value(key, cell.line) for key in known if any(piece.endswith(key) for piece in pieces))
    return values


@cache
def _any_option(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, option_texts(options))))


def place_on_page(hits: Sequence[Hit], plan: Plan, reached: int) -> list[tuple[Item, Hit, bool]]:
    """Which items the labels of a page print: those of the run of items in which each label comes as often as on the page."""
    items, by_label = plan.single, plan.single_by_label
    placed: list[tuple[Item, Hit, bool]] = []
    prints: dict[str, list[Hit]] = {}
    for hit in hits:
        prints.setdefault(hit.label, []).append(hit)
    often: dict[str, list[Hit]] = {}
    for label, found in prints.items():
        if len(by_label[label]) > 1:
            often[label] = found
        else:
            placed.append((by_label[label][0], next((hit for hit in found if hit.rest), found[0]), True))
    if not placed or not often:
        return placed
    low, high = min(item.position for item, _, _ in placed), max(item.position for item, _, _ in placed)
    low, high = _stretch({label: len(found) for label, found in often.items()}, items, low, high, reached)
    run = _between(items, low - 1, high + 1)
    for label, found in often.items():
        inside = [item for item in by_label[label] if low <= item.position <= high]
        if len(inside) > len(found) and inside[0].type == "choice":
            placed.extend((item, found[0], False) for item in inside)  # prints were lost: the page's choices may still tell
        elif len(inside) == len(found):
            placed.extend(_pair(inside, found, hits, run))
    return placed


def _between(items: Sequence[Item], low: int, high: int) -> Sequence[Item]:
    """The items whose positions lie between two others."""
    position = attrgetter("position")
    return items[bisect_right(items, low, key=position) : bisect_left(items, high, key=position)]


def _stretch(wanted: dict[str, int], items: Sequence[Item], low: int, high: int, reached: int) -> tuple[int, int]:
    """Lengthen the run towards the page before, then towards the page after, while labels on the page have no item yet."""
    have = Counter(item.label for item in _between(items, low - 1, high + 1))
    before, after = reversed(_between(items, reached, low)), _between(items, high, items[-1].position + 1)
    for direction, candidates in ((-1, before), (1, after)):
        for item in candidates:
            if have[item.label] >= wanted.get(item.label, 0):
                break
            have[item.label] += 1
            low, high = (item.position, high) if direction < 0 else (low, item.position)
    return low, high


def _pair(inside: Sequence[Item], found: Sequence[Hit], hits: Sequence[Hit], items: Sequence[Item]) -> list[tuple[Item, Hit, bool]]:
    """Items and prints of one label, and whether the pairs are sure: a print belongs to the heading above it if every heading has just one below it."""
    order = sorted(hits, key=attrgetter("first"))
    headings = {item.label for item in items if _is_heading(item)}
    under = [next((other.label for other in reversed(order) if other.first < hit.first and other.label in headings), None) for hit in found]
    wanted = [_heading_of(item, items) for item in inside]
    right_below = [order[at - 1].label if (at := order.index(hit)) else None for hit in found]
    follows = [items[items.index(item) - 1].label for item in inside]
    if right_below == under and set(under) == set(wanted) and follows == wanted:
        by_heading = dict(zip(under, found, strict=True))
        return [(item, by_heading[heading], True) for item, heading in zip(inside, wanted, strict=True)]
    if len(set(under)) == len(under) and set(under) <= set(wanted) and _ascending(under, items):
        by_heading = dict(zip(under, found, strict=True))
        return [(item, by_heading[heading], True) for item, heading in zip(inside, wanted, strict=True) if heading in by_heading]
    return [(item, hit, False) for item, hit in zip(inside, found, strict=True)]


def _is_heading(item: Item) -> bool:
    return item.type in ("risk", "section", "block")


def _heading_of(item: Item, items: Sequence[Item]) -> str | None:
    return next((other.label for other in reversed(items[: items.index(item)]) if _is_heading(other)), None)


def _ascending(labels: Sequence[str | None], items: Sequence[Item]) -> bool:
    places = [next((index for index, item in enumerate(items) if item.label == label), -1) for label in labels]
    return places == sorted(places)


def torn_boxes(page: Page, labels: Sequence[str], entries: int) -> list[dict[str, bool | None]]:
    """Boxes of a list that the form prints in rows of two, for each entry on the page.

    `[ ] A [ ○` at a line's end is the row's left box and the beginning of the right one; where a mark stands alone, what it may belong to stays open,
    unless there are as many as boxes that they may belong to."""
    strays = sum([len(text) == 1 and text in MARKS for text in page.dense])
    found: list[dict[str, bool | None]] = [{} for _ in range(entries)]
    lost: set[str] = set()
    rows = [labels[at : at + 2] for at in range(0, len(labels), 2)]
    for row in rows:
        for label in row:
            begins, opens = _box_label(label)
            prints = [text for text in page.dense if label in text and begins.search(text)]
            boxed = [text for text in prints if f"]{label}" in text]
            prints = boxed if len(boxed) == entries else prints
            if len(prints) != entries:
                lost.add(label)
                continue
            for entry, text in enumerate(prints):
                found[entry].setdefault(label, _left_state(text, label))
                right = opens.search(text)
                if right and len(row) == 2 and label == row[0] and right[1]:
                    found[entry][row[1]] = True
    for boxes in found:
        unclear = [label for label in labels if boxes.get(label) is None]
        all_marked = entries == 1 and strays == len(unclear)
        for label in unclear:
            boxes[label] = None if label in lost else True if strays and all_marked else None if strays else False
    return found


@cache
def _box_label(label: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label right after a box or at a line's beginning, and a label after which the next box opens at the line's end."""
    return re.compile(rf"(?:^|[\]\[{MARKS}]){re.escape(label)}"), re.compile(rf"{re.escape(label)}\[([{MARKS}]?)$")


def _left_state(text: str, label: str) -> bool | None:
    """The box right before a label; None where its opening bracket is gone and no mark stands in it."""
    box = re.search(rf"(\[?)([{MARKS}]?)\]{re.escape(label)}", text)
    if not box or not (box[1] or box[2]):
        return None
    return bool(box[2])


def other_connection(cells: Sequence[Cell], entry: int, entries: int) -> str:
    """What stands in the brackets after その他 of an entry, on its line or on the lines below it up to the closing bracket."""
    starts = [at for at, cell in enumerate(cells) if "その他" in cell.text and _OTHER.search(cell.text)]
    if len(starts) != entries:
        starts = [at for at in starts if _OTHER_MARKED.search(cells[at].text)]
        entry = 0
        if len(starts) != 1:
            return ""
    first = cells[starts[entry]].text.split("その他", 1)[1].split("(", 1)[1]
    if first.strip():
        return f"その他 ({first.rsplit(')', 1)[0].strip()})"
    lines: list[str] = []
    for cell in cells[starts[entry] + 1 : starts[entry] + 5]:
        if cell.text.strip().startswith(")") or "[" in cell.text:
            break
        lines.append(cell.text)
    return f"その他 ({''.join(lines)})"


def page_boxes(page: Page, labels: Sequence[str]) -> dict[str, bool | None]:
    """Tick boxes of a page: whole ones as they stand; torn ones by the marks left over, if there is only one way."""
    found: dict[str, bool | None] = {}
    torn: list[str] = []
    for label in labels:
        near = [text for text in page.dense if label in text]
        box = _box_before(near, label)
        if box is not None:
            found[label] = box
        elif near:
            torn.append(label)
    for label in torn:
        found[label] = True if page.stray_marks == len(torn) else False if page.stray_marks == 0 else None
    return found


@cache
def _box_pattern(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<open>\[)?\s*(?P<mark>[{MARKS}])?\s*\]\s*{re.escape(label)}")


def _box_before(texts: Sequence[str], label: str) -> bool | None:
    pattern = _box_pattern(label)
    for text in texts:
        box = pattern.search(text)
        if box and (box["mark"] or (box["open"] and not _shuffled(text))):
            return bool(box["mark"])
    return None


def _shuffled(text: str) -> bool:
    """Brackets that close before any opens and others that never close: the pieces of the line have changed places."""
    depth = torn = 0
    for char in text:
        if char == "[":
            depth += 1
        elif char == "]":
            torn += depth == 0
            depth = max(0, depth - 1)
    return torn > 0 and depth > 0


def _stray_marks(text: str) -> int:
    """Marks whose closing bracket stands elsewhere: alone in a cell, or in brackets that open at a line's end."""
    return len(text.replace(" ", "")) if _STRAY.fullmatch(text) else len(_OPENED.findall(text))
