"""Renderer of lines as a PDF gives them, two or three blank lines between pages; on hard pages the blocks stand in any order.

What a careful reader can still tell from a hard page is computed here and handed on as overrides of the expected answer:
the choices on the page belong to its fields as the option lists allow; a field that could hold different values is
unreadable; a mark …しない leaves its fields blank.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.reports.content import Report, is_marked
from tests.reports.elements import Bare, Box, Boxes, Choice, Element, Heading, History, ItemTable, Key, Page, Pair, Prose, Risk, Row, Text
from tests.reports.gold import BLANK, STATED, UNREADABLE, Found, nfkc
from tests.reports.layouts import HISTORY, HISTORY_HEAD, Layout, Rendered
from tests.reports.words import NOBODY

Fragment = tuple[list[str], list[tuple[Key, int]]]  # lines, and which of them holds the value of which field
Token = tuple[str, str]  # what a box holds, and the label on its line, if any
EASY = (
    "cover",
    "requests",
    "procedure",
    "history",
    "glossary",
    "annex",
)  # pages whose bare labels could not be told apart without their order
LOST = "(lost)"
EMPTY = "(empty)"


@dataclass(frozen=True)
class Field:
    """A choice on a hard page. `anchor`: its `label`, where the box stands on the label's line."""

    row: Row
    value: Choice
    anchor: str
    label: str


class Scrambled(Layout):
    plain_text = True
    html = False

    def __init__(self, seed: int):
        super().__init__(seed)
        style = self.style
        style.bracket, style.boxes, style.section_mark, style.risk, style.number, style.roman = (
            "[ {} ]",
            "bracket",
            "．",
            "リスク{n}：　{t}",
            "circled",
            "wide",
        )
        style.digits, style.mark, style.split, style.noise, style.options_head = "wide", "○", 0.0, 0.0, "＜選択肢＞"
        style.option_mark, style.running = "{n}） {t}", False
        if style.dates in ("dots", "short", "spaced"):
            style.dates = "era"
        style.wide_values = style.wide_items = style.footers = False
        self.hardness = self.rng.choice((0.0, 0.3, 0.6))
        self.loose_history = self.chance(0.4)
        self.gap = self.rng.choice(([""] * 3, [""] * 3, [""] * 2))  # between pages
        self.keeps_labels = self.chance(0.4)  # only boxes, lists and texts have moved
        self.overrides: dict[Key, Found] = {}
        self.report: Report | None = None

    def render(self, pages: list[Page]) -> Rendered:
        for number, page in enumerate(self.merged(pages)):
            if number:
                self.out += self.gap
            if any(isinstance(element, History) for element in page.elements):
                self.lines.setdefault(HISTORY, len(self.out))
            hard = self.chance(self.hardness) and self.may_be_hard(page)
            fragments = self.hard_page(page) if hard else self.easy_page(page)
            for count, (lines, keys) in enumerate(fragments):
                if count:
                    self.out.append("")
                for key, offset in keys:
                    self.lines[key] = len(self.out) + 1 + (self.value_offset(page, key, lines) or offset)
                self.out += lines
        made = self.rendered()
        made.overrides, made.loose_history = self.overrides, self.loose_history
        return made

    def merged(self, pages: list[Page]) -> list[Page]:
        """The priority form has Ⅱ3 and Ⅱ4 on one page, where two counts of handlers share an option list."""
        made: list[Page] = []
        for page in pages:
            before = made[-1] if made else Page("", [])
            use = before.name.startswith("file_use/") and page.name == before.name.replace("file_use", "outsourcing")
            if use and self.chance(0.4):
                made[-1] = Page(before.name, [*before.elements, *page.elements])
            else:
                made.append(page)
        return made

    def value_offset(self, page: Page, key: Key, lines: list[str]) -> int:
        """The line of a block where a choice stands."""
        row = next((e for e in page.elements if isinstance(e, Row) and e.key == key), None)
        if row is None or not isinstance(row.value, Choice) or not row.value.chosen:
            return 0
        return next((n for n, line in enumerate(lines) if row.value.chosen in line and "）" not in line), 0)

    def may_be_hard(self, page: Page) -> bool:
        """One system and one item at most: else even a careful reader could not attribute anything."""
        keys = [element.key for element in page.elements if isinstance(element, Row) and element.key]
        items = {key[:3] for key in keys if key[0] == "item"}
        systems = [key for key in keys if key[0] == "system"]
        return page.name not in EASY and len(items) < 2 and len(systems) < 2

    # ------------------------------------------------------------------ easy pages: in order, but boxes and lists come apart

    def easy_page(self, page: Page) -> list[Fragment]:
        return [fragment for element in page.elements for fragment in self.easy(element)]

    def easy(self, element: Element) -> list[Fragment]:
        if isinstance(element, Pair):
            left, right = element.left.value, element.right.value
            assert isinstance(left, Text) and isinstance(right, Text)
            keys = [(row.key, 0) for row in (element.left, element.right) if row.key]
            return [([f" {element.left.label}  {element.right.label}"], []), ([" ".join([*left.lines, *right.lines])], keys)]
        if isinstance(element, Row) and isinstance(element.value, Choice):
            return self.easy_choice(element, element.value)
        if isinstance(element, Row) and isinstance(element.value, Boxes):
            return [([" " + self.style.label(element)], []), *self.box_lines(element.value)]
        if isinstance(element, History):
            return self.loose_rows(element) if self.loose_history else self.ordered_rows(element)
        return [self.block(element)]

    def block(self, element: Element) -> Fragment:
        if isinstance(element, Heading):
            boxes = " ".join(self.box_texts(element.boxes))
            if len(element.boxes) == 2 and self.chance(0.4):  # the second box is cut: … [ ○ / ] 接続しない（提供）
                boxes = boxes.replace(" ] " + element.boxes[1].label, "\n\n] " + element.boxes[1].label)
            keys = [(box.key, 0) for box in element.boxes if box.key]
            text = (" " if element.level else "") + self.style.heading(element) + (" " + boxes if boxes else "")
            return text.split("\n"), keys
        if isinstance(element, Risk):
            return [" " + self.style.risk_heading(element)], []
        if isinstance(element, Bare):
            return [" " + element.text], [(element.key, 0)] if element.key else []
        if isinstance(element, Prose):
            return [piece for line in element.lines for piece in wrapped(line, 46)] or [""], []
        if isinstance(element, ItemTable):
            return [" " + element.title, "", *[f"　{n}　　{item}" for n, item in enumerate(element.items, 1)]], []
        assert isinstance(element, Row) and isinstance(element.value, Text)
        return self.text_row(element, element.value)

    def text_row(self, row: Row, value: Text) -> Fragment:
        label = " " + self.style.label(row) if row.label else ""
        if row.group and row.first:
            label = f" {row.group}\n\n{label}"
        keys = [(row.key, 0)] if row.key else []
        if row.below:
            return [label, *(["", *value.lines] if value.lines else [])], [(key, 2 if value.lines else 0) for key, _ in keys]
        if not value.lines:
            return label.split("\n"), keys
        if len(value.lines) == 1 and len(value.lines[0]) < 30:
            return f"{label} {value.lines[0]}".strip("\n").split("\n"), keys
        return [*label.split("\n"), *[piece for line in value.lines for piece in wrapped(line, 44)]], keys

    def easy_choice(self, row: Row, value: Choice) -> list[Fragment]:
        group = ["再", "委", "託", ""] if row.group == "再委託" else [f" {row.group}", ""]
        label = [*(group if row.group and row.first else []), *self.label_lines(row)]
        keys = [(row.key, 0)] if row.key else []
        options = self.option_fragments(value)
        if value.lost:
            return [([*label[:-1], label[-1] + "  " + value.suffix] if value.suffix else label, keys), *options]
        box = self.style.bracketed(value.chosen or "") + ("  " + value.suffix if value.suffix else "")
        shape = self.rng.choice(("line", "below", "after", "open"))
        if shape == "open" and value.chosen and len(options) > 1 and not value.suffix:
            first, rest = options[0][0], options[1:]
            return [([*label[:-1], label[-1] + " [ " + value.chosen, *first[1:], "", "]"], keys), (["＜選択肢＞"], []), *rest]
        if shape == "below":
            return [([*label, box], keys), *options]
        if shape == "after":
            return [(label, []), *options[:1], ([box], keys), *options[1:]]
        return [([*label[:-1], f"{label[-1]} {box}"], keys), *options]

    def label_lines(self, row: Row) -> list[str]:
        label = self.style.label(row) if row.label else ""
        return [" " + piece for piece in wrapped(label, 13)] if len(label) > 16 and self.chance(0.6) else [" " + label]

    def option_fragments(self, value: Choice) -> list[Fragment]:
        options = [f"{n}） {text}" for n, text in enumerate(value.options, 1)]
        if len(options) < 3 or self.chance(0.5):
            return [(["＜選択肢＞", *[" ".join(options[n : n + 2]) for n in range(0, len(options), 2)]], [])]
        cut = self.rng.randint(1, len(options) - 1)
        return [(["＜選択肢＞", *options[:cut]], []), (options[cut:], [])]

    def box_lines(self, value: Boxes) -> list[Fragment]:
        texts = self.box_texts(value.boxes)
        made: list[Fragment] = []
        step = 3 if all(box.key and box.key[0] == "audit" for box in value.boxes) else 2
        for n in range(0, len(texts), step):
            made.append(([" ".join(texts[n : n + step])], [(box.key, 0) for box in value.boxes[n : n + step] if box.key]))
        return made

    # ------------------------------------------------------------------ hard pages: any order

    def hard_page(self, page: Page) -> list[Fragment]:
        fragments: list[Fragment] = []
        fields: list[Field] = []
        elements = list(page.elements)
        while elements:
            element = elements.pop(0)
            follower = elements[0] if elements else None
            if (
                isinstance(element, Heading)
                and isinstance(follower, Row)
                and not follower.label
                and isinstance(follower.value, Text)
                and follower.key
            ):
                head, _ = self.block(element)
                fragments.append(
                    ([*head, "", *follower.value.lines], [(follower.key, len(head) + 1)])
                )  # a file's name stays under its heading
                elements.pop(0)
            elif isinstance(element, Row) and isinstance(element.value, Choice):
                anchored = self.chance(0.3) and not element.value.lost
                fragments += self.anchored(element, element.value) if anchored else self.detached(element, element.value)
                same = str(len(fields)) if self.keeps_labels else ""  # labels in order: no two prints of one label can be taken for each other
                fields.append(Field(element, element.value, element.label + same if anchored else "", element.label + same))
            elif isinstance(element, Row) and isinstance(element.value, Boxes):
                fragments += [([" " + self.style.label(element)], []), *self.hard_boxes(element.value)]
            elif isinstance(element, Pair):
                fragments += self.easy(element)
            elif isinstance(element, Row) and element.key and element.key[-1] == "vendor" and self.lone_vendor(element):
                name = element.value.lines[0] if isinstance(element.value, Text) else ""
                fragments += [([" " + self.style.label(element)], []), ([name], [(element.key, 0)])]
            else:
                fragments.append(self.block(element))
        self.settle(fields)
        labels = [fragment for fragment in fragments if fragment[0][0].startswith(" ")]
        self.rng.shuffle(fragments)
        if self.keeps_labels:
            in_order = iter(labels)
            fragments = [next(in_order) if fragment[0][0].startswith(" ") else fragment for fragment in fragments]
        return [fragment for fragment in fragments if fragment[0] != [""]]

    def lone_vendor(self, row: Row) -> bool:
        """Now and then the only company on a page stands apart from its label."""
        return isinstance(row.value, Text) and row.value.lines != () and row.value.lines[0] not in NOBODY and self.chance(0.25)

    def anchored(self, row: Row, value: Choice) -> list[Fragment]:
        """Label and box on one line: no doubt which label, but a page may print the same label several times."""
        line = f" {self.style.label(row)} {self.style.bracketed(value.chosen or '')}"
        return [
            ([line], [(row.key, 0)] if row.key else []),
            *self.option_fragments(value),
            *([([value.suffix], [])] if value.suffix else []),
        ]

    def detached(self, row: Row, value: Choice) -> list[Fragment]:
        made: list[Fragment] = [(self.label_lines(row), []), *self.option_fragments(value)]
        if value.suffix:
            made.append(([value.suffix], []))
        if value.lost:
            return made
        keys = [(row.key, 0)] if row.key else []
        chosen = value.chosen or ""
        if not chosen:
            return [*made, *self.rng.choice(([(["[ ]"], keys)], [(["["], keys), (["]"], [])]))]
        return [
            *made,
            *self.rng.choice(
                (
                    [([f"[ {chosen} ]"], keys)],
                    [([f"[ {chosen}"], keys), (["]"], [])],
                    [([chosen], keys), (["["], []), (["]"], [])],
                    [([f"][ {chosen}"], keys)],
                    [([f"{chosen} ]"], keys), (["["], [])],
                )
            ),
        ]

    def hard_boxes(self, value: Boxes) -> list[Fragment]:
        kinds = {box.key[0] for box in value.boxes if box.key}
        if kinds == {"connection"}:
            return self.hard_connections(value.boxes)
        if kinds == {"audit"} and self.chance(0.5):
            return self.hard_audit(value.boxes)
        return self.box_lines(value)

    def hard_connections(self, boxes: tuple[Box, ...]) -> list[Fragment]:
        """The right-hand boxes lose their brackets; a ○ at the end of a row is theirs, a stray one is anybody's."""
        made: list[Fragment] = []
        open_boxes: list[Box] = []
        stray = 0
        for left, right in ((boxes[0], boxes[1]), (boxes[2], boxes[3]), (boxes[4], boxes[5])):
            line = self.style.box(left) + " ["
            if right.marked and self.chance(0.5):
                line += " ○"
            else:
                open_boxes.append(right)
                if right.marked:
                    stray += 1
                    made.append((["○"], []))
            made += [([line], [(box.key, 0) for box in (left, right) if box.key]), ([f"] {right.label}"], [])]
        if 0 < stray < len(open_boxes):
            self.overrides |= {box.key: (None, UNREADABLE) for box in open_boxes if box.key}
        return [*made, ([self.style.box(boxes[6])], [(boxes[6].key, 0)] if boxes[6].key else [])]

    def hard_audit(self, boxes: tuple[Box, ...]) -> list[Fragment]:
        signs = ["[ ○" if box.marked else "[" for box in boxes]
        self.rng.shuffle(signs)
        line = "] " + " ] ".join(box.label for box in boxes) + " " + " ".join(signs)
        if 0 < sum(box.marked for box in boxes) < len(boxes):
            self.overrides |= {box.key: (None, UNREADABLE) for box in boxes if box.key}
        return [([line], [(box.key, 0) for box in boxes if box.key])]

    # ------------------------------------------------------------------ what can still be told

    def settle(self, fields: list[Field]) -> None:
        """Gives each field of the page what every possible assignment of the page's boxes gives it."""
        tokens = [(LOST if field.value.lost else field.value.chosen or EMPTY, field.anchor) for field in fields]
        for index, field in enumerate(fields):
            possible = {token[0] for token in set(tokens) if self.allows(field, token) and self.fits(fields, tokens, index, token)}
            if field.row.key is None:
                continue
            if len(possible) > 1 or possible == {LOST}:
                self.overrides[field.row.key] = None, UNREADABLE
            else:
                chosen = possible.pop()
                self.overrides[field.row.key] = (None, BLANK) if chosen == EMPTY else (nfkc(chosen), STATED)

    def allows(self, field: Field, token: Token) -> bool:
        chosen, anchor = token
        if anchor and anchor != field.label:
            return False
        if self.marked_off(field.row):
            return chosen == EMPTY
        return chosen in (LOST, EMPTY) or chosen in field.value.options

    def marked_off(self, row: Row) -> bool:
        assert self.report is not None
        if not row.key or row.key[0] not in ("rating", "practice") or row.key[1] == 0:
            return False
        part = self.report.parts[int(row.key[1]) - 1]
        return is_marked(part.marks, self.report.kind, str(row.key[2]), int(row.key[3]))

    def fits(self, fields: list[Field], tokens: list[Token], index: int, token: Token) -> bool:
        """Can the other tokens of the page be given to the other fields? (augmenting paths)"""
        rest = list(tokens)
        rest.remove(token)
        others = [field for n, field in enumerate(fields) if n != index]
        owner: dict[int, int] = {}

        def place(field: int, seen: set[int]) -> bool:
            for n, other in enumerate(rest):
                if n not in seen and self.allows(others[field], other):
                    seen.add(n)
                    if n not in owner or place(owner[n], seen):
                        owner[n] = field
                        return True
            return False

        return all(place(field, set()) for field in range(len(others)))

    # ------------------------------------------------------------------ history

    def ordered_rows(self, history: History) -> list[Fragment]:
        made: list[Fragment] = [([" " + "　".join(HISTORY_HEAD)], [])] if history.header else []
        for key, cells in self.change_cells(history):
            date, item, *rest = cells
            made += [([date], []), (wrapped(item, 14), [(key, 0)] if key else [])]
            made += [(wrapped(cell, 22), []) for cell in rest if cell]
        return made

    def loose_rows(self, history: History) -> list[Fragment]:
        made: list[Fragment] = [([name], []) for name in HISTORY_HEAD] if history.header else []
        dates: list[Fragment] = []
        for key, cells in self.change_cells(history):
            date, item, *rest = cells
            dates.append(([date], []))
            made += [(wrapped(item, 14), [(key, 0)] if key else []), *[(wrapped(cell, 22), []) for cell in rest if cell]]
        self.rng.shuffle(made)
        return made + dates


def wrapped(text: str, width: int) -> list[str]:
    return [text[n : n + width] for n in range(0, len(text), width)] or [""]


def uniform_days(report: Report, size: int = 4) -> None:
    """Loose pages of a history hold rows of one day each, so that dates need no attribution."""
    for start in range(0, len(report.changes), size):
        for change in report.changes[start : start + size]:
            change.changed_on = report.changes[start].changed_on
