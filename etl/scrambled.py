"""Pages whose lines an extraction has put out of order: answers found by page, by what each option list allows.

A page of the form holds a run of items in paper order, whatever became of its lines. So the labels on a page tell which items it holds; the choices
on it go to those items whose option lists know them. An item has an answer only if every way of giving the page's choices to its items gives it the
same one. What two items could swap is unreadable.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from etl.align import align
from etl.body import Body, Segment
from etl.choices import BLANK, STATED, UNREADABLE
from etl.disorder import labels_fall
from etl.form import Form, Item, Option, Plan
from etl.labels import Hit
from etl.lines import Cell
from etl.options import MARKS, option_entries, option_texts, text_key
from etl.page import Page, pages_of
from etl.page_boxes import other_connection, page_boxes, torn_boxes
from etl.page_choices import BOXED, own_value, page_values, paired_values
from etl.page_labels import place_on_page
from etl.page_texts import fill_count, fill_dates, fill_names, fill_period, fill_systems, fill_tasks, fill_texts, is_printed, keep_prose
from etl.parts import Mark, marks_of
from etl.readings import Answer, Group, Reading, Regions, name_or_nothing, read_answer, read_segment
from etl.swaps import Value, settle

_MOST_LOST = 3  # labels of a page
_SURELY = 5  # labels in order by chance: one page in 120


def read_pages(cells: list[Cell], body: Body, form: Form, regions: Regions) -> list[Reading]:
    """The answers of a disordered report, one reading for each page and block."""
    reached: dict[str, int] = {}
    past = text_key("".join([cell.text for start, end in body.history for cell in cells[start:end]]))
    entries: dict[str, OpenEntry] = {}
    moved = labels_fall(body, form)
    readings: list[Reading] = []
    pages = pages_of(cells, body, form)
    for page, below in zip(pages, _begun_below(pages, form), strict=True):
        for block in dict.fromkeys(block for _, block in page.hits):
            around = reached.get(block, -1), below.get(block)
            reading = _PageReader(page, block, form, regions, around, past, entries, moved).read()
            reached[block] = max((answer.item.position for answer in reading.answers.values()), default=-1)
            readings.append(reading)
    return readings


def _begun_below(pages: Sequence[Page], form: Form) -> list[dict[str, int]]:
    """For each page, block by block: the first place of the nearest page below it that has labels which the block prints once."""
    found: list[dict[str, int]] = []
    below: dict[str, int] = {}
    for page in reversed(pages):
        found.append(below)
        first: dict[str, int] = {}
        for hit, block in page.hits:
            if item := form.plan(block).once.get(hit.label):
                first[block] = min(item.position, first.get(block, item.position))
        below = below | first
    return found[::-1]


@dataclass(slots=True)
class OpenEntry:
    """A numbered entry that may go on over the page's end: `reached` is the position of its last label so far."""

    group: Group
    reached: int
    rest: Group | None = None


class _PageReader:
    """Reads one block's items on one page."""

    def __init__(
        self, page: Page, block: str, form: Form, regions: Regions, around: tuple[int, int | None], past: str, entries: dict[str, OpenEntry], labels_moved: bool
    ) -> None:
        self.open, self.labels_moved = entries, labels_moved
        self.sure: set[int] = set()
        self.page, self.block, self.form, self.regions, self.around, self.past = page, block, form, regions, around, past
        self.plan = form.plan(block)
        self.items = self.plan.items
        self.hits = page.of(block)
        self.reading = Reading(block)

    def read(self) -> Reading:
        if self._in_order():
            self._read_in_order()
            if not self._leaves_choices():
                for entry in [group for group in self.reading.groups if group.number and group.number > 0]:
                    self._leave_open(entry)
                return self.reading
            self.reading = Reading(self.block)
        main, headings, members = self.sorted_hits
        for item, hit, sure in self._aligned(main) or place_on_page(main, self.plan, *self.around):
            lost = not sure and item.type in ("text", "date", "period")
            answer = Answer(item, UNREADABLE, line=hit.line) if lost else self._answer(item, hit)
            self.reading.answers[item.section, item.risk_no, item.name] = answer
            if sure:
                self.sure.add(id(answer))
        self._groups(headings, members)
        self._choices([hit for hit, _ in self.page.hits])
        fill_period(self.reading, self.page)
        fill_dates(self.reading, self.page, self.form)
        fill_names(self.reading, self.page, self.plan)
        fill_texts(self.reading, self.page, self.plan)
        fill_count(self.reading, self.page)
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
        """Is the page as it was printed? Labels that the block prints once come in the order of the form, and half of the choices have their own box and list
        behind them; where labels do so on all pages, so that only boxes and texts have moved, all choices."""
        asking = [hit for hit in self.hits if self.form.by_label[hit.label][0].type == "choice"]
        boxed = sum(map(self._has_its_box, asking))
        return self.labels_in_order and (2 * boxed >= len(asking) if self.labels_moved else boxed == len(asking))

    @cached_property
    def labels_in_order(self) -> bool:
        return self._once() == sorted(self._once())

    def _once(self) -> list[int]:
        """The places on paper of the page's labels that the block prints once."""
        return [self.plan.once[hit.label].position for hit in self.hits if hit.label in self.plan.once]

    @cached_property
    def labels_stand(self) -> bool:
        """Are the labels in order, and where those of other pages have been moved, so many that it is no chance?"""
        return self.labels_in_order and (not self.labels_moved or len(self._once()) >= _SURELY)

    def _aligned(self, hits: list[Hit]) -> list[tuple[Item, Hit, bool]]:
        """Items and prints where only boxes and texts have moved: a label that comes several times is told by its place. None if one has no place, or one
        below a heading that isn't there."""
        if not self.labels_stand:
            return []
        alignment = align(hits, self.plan, len(hits) + _MOST_LOST)
        sure = not alignment.loose and not any(self._skips_heading(one, two) for one, two in pairwise(sorted(alignment.placed)))
        return [(self.items[position], hits[at], True) for position, at in alignment.placed.items()] if sure else []

    def _skips_heading(self, one: int, two: int) -> bool:
        """Does a section begin between two items, the second of which has a label that comes several times? Then it may be an item of the first one's."""
        return self.items[two].label not in self.plan.once and any(item.type == "section" for item in self.items[one + 1 : two])

    def _has_its_box(self, hit: Hit) -> bool:
        options = self.form.by_label[hit.label][0].options
        text = text_key(" ".join([hit.rest, *(cell.text for cell in self.regions.of(hit) if cell.page == self.page.cells[0].page)]))
        boxes = [content.strip(MARKS) for content in BOXED.findall(text)]
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
        for answer in [*whole.answers.values(), *(answer for group in whole.groups for answer in group.answers.values())]:
            if answer.item.type == "prose" and answer.status == STATED:
                keep_prose(answer, self.form)
        for answer in self.reading.answers.values():
            if answer.item.type == "boxes" and answer.status != STATED:
                self._boxes(answer)
        systems = [group for group in self.reading.groups if group.kind == "system" and group.number and group.number > 0]
        if self.page.stray_marks or any(map(self._boxes_stand_before, systems)):
            self._connections(self.reading.groups)
        fill_names(self.reading, self.page, self.plan, lacking=True)
        fill_texts(self.reading, self.page, self.plan)
        if len(systems) == 1:
            fill_systems(systems, self.page, self.plan)
        fill_period(self.reading, self.page)
        fill_dates(self.reading, self.page, self.form)
        if any(answer.item.type == "choice" and answer.status == UNREADABLE for answer in self.reading.answers.values()):
            self._choices([hit for hit, _ in self.page.hits])

    def _boxes_stand_before(self, system: Group) -> bool:
        """Does the page hold a system's boxes before their label, so that what follows it are another page's?"""
        answer = system.answers.get("connections")
        if not answer or any(cell.page == self.page.cells[0].page for cell in answer.cells):
            return False
        return all(any(f"]{option.label}" in text for text in self.page.dense) for option in answer.item.options)

    def _leaves_choices(self) -> bool:
        """Are there more choices on the page than fields that got one in order?"""
        fields = self._choice_fields()
        lines = {cell.line for hit in self.hits for cell in self.regions.cells[hit.first : hit.last + 1]}
        values = page_values(self.page, [answer.item.options for answer in fields], lines) if fields else ()
        return len(values) > sum(answer.status == STATED for answer in fields)

    def _choice_fields(self) -> list[Answer]:
        groups = (answer for group in self.reading.groups for answer in group.answers.values())
        return [answer for answer in (*self.reading.answers.values(), *groups) if answer.item.type == "choice"]

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
            own = any([cell.line == line for cell in self.regions.of(hit)]) or self._is_in_block(hit)
            return read_answer(item, hit, self.regions) if own else Answer(item, BLANK, line=hit.line)
        if item.type == "choice":
            cells = self.regions.of(hit)
            if cells and cells[-1].page != self.page.cells[0].page:  # the next page's choices may be anyone's
                cells = [cell for cell in cells if cell.page == self.page.cells[0].page]
            return Answer(item, UNREADABLE, line=self.regions.cells[hit.last].line, cells=cells, text=hit.rest)
        answer = read_answer(item, hit, self.regions)
        if item.type == "prose" and answer.status == STATED:
            keep_prose(answer, self.form)
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
            begun = [hit for hit in headings if hit.label == label and hit.number and hit.number > 0]
            ends = [hit.line for hit in headings if hit.label == label]
            labels = self.plan.members[kind]
            new = [Group(kind, hit.number, name_or_nothing(hit.rest, labels) or name_or_nothing(self._in_paragraph(hit), labels), hit.line) for hit in begun]
            entry = self.open.get(kind)
            if not new and not (entry and members):
                continue
            self.reading.groups.extend(new)
            inner = [item for item in self.plan.members[kind].values() if item is not heading]
            prints = {item.position: list(printed.get(item.label, ())) for item in inner}
            if entry and any(prints.values()):
                entry.rest = self._finish(entry, inner, prints, bool(new))
            for item in inner:
                for group, hit, sure in _by_entry(new, prints[item.position], ends):
                    group.answers[item.name] = self._answer(item, hit)
                    if sure:
                        self.sure.add(id(group.answers[item.name]))
            if new:
                self._leave_open(new[-1])
            if kind == "outsourcing_item":
                fill_tasks(new, self.page)
            if kind == "system" and new:
                fill_systems(new, self.page, self.plan)
            self._connections(new)

    def _leave_open(self, entry: Group) -> None:
        """The page's last entry may go on on the next page, from its last label on."""
        first, *_ = self.plan.members[entry.kind].values()
        reached = max([answer.item.position for answer in entry.answers.values()], default=first.position)
        self.open[entry.kind] = OpenEntry(entry, reached)

    def _in_paragraph(self, heading: Hit) -> str:
        """The second line of a paragraph of two whose first one is a heading."""
        cells, below = self.regions.cells, self.regions.of(heading)[:1]
        after = cells[heading.last + 2 : heading.last + 3]
        two = below and below[0].line == heading.line + 1 and cells[heading.first].blanks and not below[0].blanks and (not after or after[0].blanks)
        return below[0].text if (two or self._is_in_block(heading)) and not is_printed(below[0].text, self.form) else ""

    def _is_in_block(self, hit: Hit) -> bool:
        """Is the line below a label its only text, with the next label right below, in a report that parts what has moved by blank lines? With a text above
        the label that is no other label's, either may be the answer."""
        own, cells, above = self.regions.of(hit), self.regions.cells[hit.last : hit.last + 3], self.regions.cells[max(0, hit.first - 1)]
        close = len(own) == 1 and len(cells) == 3 and all(two.line - one.line == 1 for one, two in pairwise(cells))
        before = max([other.last for other, _ in self.page.hits if other.last < hit.first], default=-1)
        answered = cells[0].blanks and not any(cell.blanks for cell in self.regions.cells[before + 1 : hit.first])
        alone = answered or before == hit.first - 1 or "[" in above.text or above.text.endswith("件")
        return close and alone and "[" not in own[0].text and self.regions.parted

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

    def _choices(self, hits: Sequence[Hit]) -> None:
        """Give the page's choices to its fields."""
        fields = self._choice_fields()
        if not fields:
            return
        marked = self._marked()
        fixed = {index: value for index, answer in enumerate(fields)
                 if (value := own_value(answer, id(answer) in self.sure, self.ascending, self.labels_moved))}
        if self.labels_stand:
            fixed |= paired_values(fields)
        lines = {self.regions.cells[at].line for hit in hits for at in range(hit.first, hit.last + 1)}
        values = page_values(self.page, [answer.item.options for answer in fields], lines)
        fixed |= self._of_entries(fields, fixed, _without(values, list(fixed.values())))
        open_fields = [index for index in range(len(fields)) if index not in fixed]
        left = _without(values, list(fixed.values()))
        rivals = self._rivals()
        waiting = [index for index in open_fields if not self._under(fields[index].item, marked)]
        if len(left) > len(waiting) + len(rivals):
            waiting = open_fields
        asked = [*(fields[index].item.options for index in waiting), *rivals]
        answers = settle(asked, left)
        if None in answers[: len(waiting)]:
            told = {at: value for at, index in enumerate(waiting) if answers[at] is None and (value := self._told(fields[index].item, left))}
            answers = settle(asked, left, told)
        for index, value in fixed.items():
            _state(fields[index], value)
        for index, value in zip(waiting, answers, strict=False):
            _state(fields[index], value)
        self._empty(fields, marked, waiting, left)

    def _of_entries(self, fields: Sequence[Answer], fixed: dict[int, Value], left: Sequence[Value]) -> dict[int, Value]:
        """The choices of the page's numbered entries where only what stands between two headings has moved: each entry has all of its labels there, and
        as many choices as fields, with one way to give them."""
        groups = [group for group in self.reading.groups if group.answers and group.line >= self.page.cells[0].line]
        if len(groups) < 2:
            return {}
        begins = [group.line for group in groups]
        ends = [*begins[1:], min((hit.line for hit in self.sorted_hits[0] if hit.line > begins[-1]), default=self.page.cells[-1].line + 1)]
        found: dict[int, Value] = {}
        for group, begin, end in zip(groups, begins, ends, strict=True):
            own = {id(answer) for answer in group.answers.values()}
            asked = [at for at, answer in enumerate(fields) if id(answer) in own and at not in fixed]
            inside = [value for value in left if begin < value.line < end]
            given = settle([fields[at].item.options for at in asked], inside) if len(asked) == len(inside) else [None]
            if None in given or not all(begin <= (answer.line or begin) < end for answer in group.answers.values()):
                return {}
            found |= {at: value for at, value in zip(asked, given, strict=True) if value}
        return found

    def _rivals(self) -> list[tuple[Option, ...]]:
        """The option lists of other blocks' fields: the page's choices may be theirs."""
        return [options for hit, block in self.page.hits if block != self.block and (options := self.form.by_label[hit.label][0].options)]

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


@cache
def _entered(item: Item) -> re.Pattern[str]:
    """What a row of a change history enters for the item: its label, then one of its options."""
    entries = "|".join(re.escape(key) for key in sorted(option_texts(item.options), key=len, reverse=True))
    return re.compile(rf"{re.escape(text_key(item.label))}:?({entries})")


@cache
def _basics(plan: Plan) -> frozenset[str]:
    """Labels of Ⅱ that stand before the numbered entries."""
    return frozenset(item.label for item in plan.items if item.name in ("file_type", "record_items_band", "record_items_main", "held_since"))


def _state(answer: Answer, value: Value | None) -> None:
    if value is None:
        return
    option = option_texts(answer.item.options)[value.key]
    answer.status, answer.option, answer.line = STATED, option, value.line


def _by_entry(groups: Sequence[Group], hits: Sequence[Hit], ends: Sequence[int]) -> Iterator[tuple[Group, Hit, bool]]:
    """Entries, each with its print of a label: one after the other, and surely where it stands between the entry's heading and the next one (`ends`). With
    more prints than entries, or fewer, or a number left out, a heading or a label is lost: only the sure ones."""
    inside = [[hit for hit in hits if group.line < hit.line < min([end for end in ends if end > group.line], default=hit.line + 1)] for group in groups]
    numbers = sorted(group.number or 0 for group in groups)
    for at, (group, own) in enumerate(zip(groups, inside, strict=True)):
        if len(hits) == len(groups) and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            yield group, hits[at], hits[at] in own
        elif len(own) == 1:
            yield group, own[0], True


def _without(values: Sequence[Value], taken: Sequence[Value]) -> list[Value]:
    left = list(values)
    for value in taken:
        if value in left:
            left.remove(value)
    return left
