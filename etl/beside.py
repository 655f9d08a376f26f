"""Hits → what belongs to them of the lines above: a label may stand in the middle of its cell, with the first lines of its answer above its own."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.change import DATE
from etl.choices import in_pieces
from etl.form import Form, Item
from etl.labels import BOX_OR_LIST, ENTRY, LARGEST_GROUP, SPANNED, Hit, spans
from etl.lines import Cell, row_span
from etl.normalise import compact
from etl.options import LISTED, option_entries, option_texts, text_key

_ENTRIES = re.compile(r"(?<![\d(])(\d{1,2})\s*[.)、](?=\s*\S)")
_BOX = re.compile(r"\[[^\[\]]{0,5}\]|[☑☐□■]")
_CHOICE_BOX = re.compile(r"\[\s*[^\s\[\]][^\[\]]+\]")
_TORN_BOX = re.compile(r"\[[^\[\]。肢]{0,80}")  # its beginning, and the entries that stand on its lines
_BARE_LIST = re.compile(rf"{LISTED.pattern}(?![>〉》】)]?\s*\d{{1,2}}[.)])")  # with entries right behind it, it follows the box whose end was lost
_LIST_BESIDE = re.compile(rf"{LISTED.pattern}(?:\s*\(\s*\d*\s*\)\s*件)?")
_COUNT = re.compile(r"\(\s*\d*\s*\)\s*件\s*")
_COUNT_ABOVE = re.compile(rf"{_COUNT.pattern}(?:{LISTED.pattern})?")
_SIGN_OF_ANSWER = re.compile(r"[\[☑☐□■件]|選択肢|\d\s*[.)、]")  # a box, a count, a list
_BOX_OR_ENTRY = re.compile(r"[\[<\d]|選択肢")
_DAYS = re.compile(rf"{DATE.pattern}(?:\s*[~〜～-]\s*{DATE.pattern})?")
_NAME = re.compile(r"[^\s※*(<\[・。][^。<>\[\]]{1,60}")
_CLOSES = re.compile(r"[^\[\]]{0,120}\]")
_BELOW = 5  # cells in which a torn box closes
_OFTEN = 3
_BOX_LINES = 3  # of a box and the heading of its list


def take_lines_above(hits: Sequence[Hit], cells: Sequence[Cell], form: Form) -> None:
    """A label in the middle of its cell has the first of its tick boxes, of its numbered list or of its rows above it: they become `beside` it. So does the
    box of a choice that was printed before its label."""
    for index, (before, hit) in enumerate(pairwise(hits), 1):
        if hit.first == before.last + 1:
            continue
        if above := cells_above(before, hit, cells, form) or _printed_before(index, hits, cells, form):
            hit.beside = (*cells[hit.first - above : hit.first], *hit.beside)
            hit.first -= above


def cells_above(before: Hit, hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """How many cells right above a label are its own."""
    near = " ".join([cell.text for cell in cells[max(before.last + 1, hit.first - _BOX_LINES) : hit.first]])
    if not _SIGN_OF_ANSWER.search(near):
        return _rows_above(before, hit, cells, form)
    if boxes := _boxes_above(hit, cells, form):  # their labels tell whose they are, blank lines between them or not
        return min(boxes, hit.first - before.last - 1)
    above = (_box_before(hit, cells, form) or _list_above(hit, cells, form) or _box_above(before, hit, cells, form)
             or _list_and_box_above(before, hit, cells, form) or _count_above(hit, cells, form))
    if above and hit.first - above > before.last and not any(cell.blanks for cell in cells[hit.first - above + 1 : hit.first + 1]):
        return above
    return _rows_above(before, hit, cells, form) or _box_of_rows(before, hit, cells, form)


def _printed_before(index: int, hits: Sequence[Hit], cells: Sequence[Cell], form: Form) -> int:
    """How many cells above are the box and the option list of a choice that an extraction printed before its label, which nothing follows but such a pair of
    the next one; the label above them asks for no choice, or has its own."""
    before, hit = hits[index - 1], hits[index]
    if hit.beside or hit.rest.strip("* "):
        return 0
    above = _unit_over(hit, before.last + 1, cells, form) or _line_over(before, hit, cells, form)
    if not above or not _has_no_answer_below(index, hits, cells, form) or _is_after_its_like(before, hit, form):
        return 0
    return 0 if _lacks_its_box(before, cells[before.last + 1 : hit.first - above], form) else above


def _has_no_answer_below(index: int, hits: Sequence[Hit], cells: Sequence[Cell], form: Form) -> bool:
    hit, following = hits[index], hits[index + 1 : index + 2]
    below = cells[hit.last + 1 : following[0].first if following else len(cells)]
    if not below or (_asks_choice(hit, form) and not any("[" in cell.text or LISTED.search(cell.text) for cell in below)):
        return True
    is_next = bool(following) and _unit_over(following[0], hit.last + 1, cells, form) == len(below)
    return is_next and not following[0].beside and not following[0].rest.strip("* ") and _has_no_answer_below(index + 1, hits, cells, form)


def _unit_over(hit: Hit, stop: int, cells: Sequence[Cell], form: Form) -> int:
    """How many cells right above a label are one box that holds an option of its list, and the list."""
    boxes, at = 0, hit.first
    if at <= stop or not _BOX_OR_ENTRY.match(cells[at - 1].text):
        return 0
    while at > stop and cells[at - 1].page == cells[hit.first].page and (own := _boxes_in_list(hit, cells[at - 1], form)) is not None:
        boxes, at = boxes + own, at - 1
    return hit.first - at if boxes == 1 else 0


def _boxes_in_list(hit: Hit, cell: Cell, form: Form) -> int | None:
    """How many boxes with an option of a choice's list a cell holds, which has nothing else but the list; None for any other cell."""
    options = form.by_label[hit.label][0].options if _asks_choice(hit, form) else ()
    text = text_key(cell.text)
    own = [box for box in _CHOICE_BOX.findall(text) if box.strip("[]") in option_texts(options)] if options else []
    listed = options and not LISTED.sub("", option_entries(options).sub("", _CHOICE_BOX.sub("", text) if own else text))
    return len(own) if listed else None


def _line_over(before: Hit, hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """Whether the line right above a label is its day, or its name: nobody else's, below a section's heading or a choice that has its own answer."""
    between = cells[before.last + 1 : hit.first]
    if not between or cells[before.last].page != cells[hit.first].page or not between[-1].blanks or not cells[hit.first].blanks:
        return 0
    types = {item.type for item in form.by_label[hit.label]}
    answer = _DAYS if types <= {"date", "period"} else _NAME if types == {"text"} else None
    if not answer or not answer.fullmatch(between[-1].text) or (answer is _DAYS and _lacks_its_day(before, between[:-1])):
        return 0
    held = [_boxes_in_list(before, cell, form) for cell in between[:-1]]
    if held or before.rest:
        return int(answer is _DAYS or (None not in held and held.count(1) == 1 and _is_no_title(between[-1].text, cells)))
    return int(all(item.type == "section" for item in form.by_label[before.label]) and _is_no_title(between[-1].text, cells))


def _lacks_its_day(hit: Hit, cells: Sequence[Cell]) -> bool:
    """Does a label ask for a day (公表日, 実施日・期間, 承認日) of which neither its line nor those below it have one?"""
    return "日" in hit.label and not any(map(DATE.search, [hit.rest, *(cell.text for cell in (*hit.beside, *cells))]))


def _is_no_title(text: str, cells: Sequence[Cell]) -> bool:
    """Is a line none that comes again and again, as a running title does?"""
    return sum(cell.text == text for cell in cells) < _OFTEN


def _box_of_rows(before: Hit, hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """How many cells stand beside the label of several rows, right above the first row's own: a box and the heading of its option list."""
    between = cells[before.last + 1 : hit.first]
    boxes = 0 < len(between) <= SPANNED and all(BOX_OR_LIST.fullmatch(cell.text) for cell in between)
    is_first = boxes and not before.rest and all(item.type == "noise" for item in form.by_label[before.label]) and spans(before.label, hit.label, form)
    return len(between) if is_first else 0


def _text_beside(hit: Hit, cells: Sequence[Cell]) -> str:
    """What stands on the label's own line, behind it."""
    if hit.beside or hit.rest:
        return hit.beside[0].text if hit.beside else hit.rest
    following = cells[hit.last + 1 : hit.last + 2]
    return following[0].text if following and following[0].row == cells[hit.last].row else ""


def _box_before(hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """Whether the cell before a choice's label is the row's only box and begins it: an OCR program has changed their places."""
    before = cells[hit.first - 1] if hit.first else None
    if not before or before.row != cells[hit.first].row or not _CHOICE_BOX.fullmatch(before.text):
        return 0
    row = row_span(cells, hit.first)
    alone = row.start == hit.first - 1 and sum("[" in cells[at].text for at in row) == 1
    return int(alone and _asks_choice(hit, form))


def _asks_choice(hit: Hit, form: Form) -> bool:
    return any(item.type == "choice" for item in form.by_label[hit.label])


def _list_above(hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """How many cells above hold the list's entries from 1 on, and its box, where the entry beside the label, or right below a choice's, is a later one."""
    beside, below = _text_beside(hit, cells), cells[hit.last + 1 : hit.last + 2]
    if not beside and below and below[0].line - cells[hit.last].line == 1 and (options := form.by_label[hit.label][0].options):
        beside = below[0].text if option_entries(options).match(text_key(below[0].text)) else ""
    begun = ENTRY.match(beside)
    wanted = list(range(1, int(begun[1]))) if begun else []
    found: list[int] = []
    above = 0
    while len(found) < len(wanted) and above < hit.first:
        entries = [int(number) for number in _ENTRIES.findall(cells[hit.first - above - 1].text)]
        if not entries or above > LARGEST_GROUP:
            return 0
        found, above = entries + found, above + 1
    return above + _box_over(hit.first - above, cells) if found and found == wanted else 0


def _box_above(before: Hit, hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """How many cells above are a box and the heading of its option list, whose first entry stands beside the label; or the box alone, where its list
    or that one's heading does, or right below it, or the lower row of its cell; or the beginning of one that closes beside the label or below it."""
    if not any(["[" in cell.text or "選択肢" in cell.text for cell in cells[max(0, hit.first - _BOX_LINES) : hit.first]]):
        return 0
    beside = _text_beside(hit, cells)
    begun = ENTRY.match(beside or _behind_count(hit, cells))
    if begun and begun[1] == "1" and (above := _box_over(hit.first, cells)):
        return above if any("選択肢" in cell.text for cell in cells[hit.first - above : hit.first]) else 0
    listed = _LIST_BESIDE.fullmatch(beside) or _is_own_list(hit, beside, form) or (not beside and _list_below(hit, cells))
    if listed and _has_box_below(hit, cells, form):
        return 0
    if (listed or beside.lstrip("( ").startswith(_second_row(hit.label, form))) and (above := _box_over(hit.first, cells)):
        return 0 if _lacks_its_box(before, cells[before.last + 1 : hit.first - above], form) else above
    below = " ".join([hit.rest, *(cell.text for cell in cells[hit.last + 1 : hit.last + _BELOW])])
    closes = _CLOSES.match(below) is not None
    above = (_box_over(hit.first, cells, _TORN_BOX) if closes else 0) or _box_around(hit, below, cells, form)
    return above if closes or not above or not _lacks_its_box(before, cells[before.last + 1 : hit.first - above], form) else 0


def _has_box_below(hit: Hit, cells: Sequence[Cell], form: Form) -> bool:
    """Does a box of a choice's list stand alone in the row below the label's, and nothing below it that asks for a choice too?"""
    own = row_span(cells, hit.last)
    box, after = cells[own.stop : own.stop + 1], [cells[at] for at in row_span(cells, own.stop + 1)] if own.stop + 1 < len(cells) else []
    alone = bool(box) and _CHOICE_BOX.fullmatch(box[0].text) is not None and (not after or after[0].row != box[0].row)
    options = form.by_label[hit.label][0].options
    return alone and text_key(box[0].text.strip("[] ")) in option_texts(options) and not any(LISTED.search(cell.text) or "[" in cell.text for cell in after)


def _is_own_list(hit: Hit, text: str, form: Form) -> bool:
    """Is a text the whole option list of a choice, and nothing else?"""
    options = form.by_label[hit.label][0].options
    return bool(options) and LISTED.match(text) is not None and LISTED.fullmatch(option_entries(options).sub("", text_key(text))) is not None


def _box_around(hit: Hit, below: str, cells: Sequence[Cell], form: Form) -> int:
    """How many cells above begin a box in whose middle, or right below which, the label stands, with the lines of its option list beside its own."""
    begun = next((count for count in range(1, min(_BOX_LINES, hit.first) + 1) if "[" in cells[hit.first - count].text), 0)
    if not begun or "]" in cells[hit.first - begun].text.rpartition("[")[2]:
        return 0
    opened = " ".join([cell.text for cell in cells[hit.first - begun : hit.first]])
    return begun if in_pieces(f"{opened[opened.rindex('[') :]} {below}", form.by_label[hit.label][0].options) else 0


def _count_above(hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """Whether the number that a choice asks for too stands right above its label, which has the box beside it."""
    above = cells[hit.first - 1].text if hit.first else ""
    return int("件" in above and _COUNT_ABOVE.fullmatch(above) is not None and _asks_choice(hit, form) and "[" in _text_beside(hit, cells))


@cache
def _second_row(label: str, form: Form) -> tuple[str, ...]:
    """What the lower row of a label's cell begins with, where it has a label of its own: ( 手数料額、納付方法: )."""
    item = form.by_label[label][0]
    following = form.block(item.block)[item.position + 1 : item.position + 2]
    return tuple(label for lower in following if lower.type == "noise" for label in lower.labels)


def _behind_count(hit: Hit, cells: Sequence[Cell]) -> str:
    """What follows the number that a field asks for too, right below a label: ( 2 )件 1)委託する."""
    below = cells[hit.last + 1 : hit.last + 2]
    counted = _COUNT.match(below[0].text) if below and not below[0].blanks else None
    return below[0].text[counted.end() :] if counted else ""


def _list_and_box_above(before: Hit, hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """How many cells above are a choice's option list and, right above the label, its box, where neither stands beside the label or below it."""
    options = form.by_label[hit.label][0].options
    if not options or hit.first - before.last < _BOX_LINES or not _CHOICE_BOX.fullmatch(cells[hit.first - 1].text) or _is_after_its_like(before, hit, form):
        return 0
    below = "".join([_text_beside(hit, cells), *(cell.text for cell in cells[hit.last + 1 : hit.last + 2])])
    if "[" in below or LISTED.search(below) or text_key(cells[hit.first - 1].text.strip("[] ")) not in option_texts(options):
        return 0
    for at in range(hit.first - 2, before.last, -1):
        if LISTED.match(cells[at].text):
            return 0 if _lacks_its_box(before, cells[before.last + 1 : at], form) else hit.first - at
        if option_entries(options).sub("", text_key(cells[at].text)):
            break
    return 0


def _is_after_its_like(before: Hit, hit: Hit, form: Form) -> bool:
    """Does the form have another choice of the same list between two labels, whose label may be lost?"""
    pairs = [(one, two) for one in form.by_label[before.label] for two in form.by_label[hit.label] if one.block == two.block and one.position < two.position]
    if not pairs:
        return False
    one, two = min(pairs, key=lambda pair: pair[1].position - pair[0].position)
    return any(item.options == two.options for item in form.block(one.block)[one.position + 1 : two.position])


def _list_below(hit: Hit, cells: Sequence[Cell]) -> bool:
    """Does the heading of an option list stand right below a label, with no box between them?"""
    below = cells[hit.last + 1 : hit.last + 2]
    return bool(below) and below[0].line - cells[hit.last].line == 1 and not below[0].blanks and LISTED.match(below[0].text) is not None


def _box_over(at: int, cells: Sequence[Cell], box: re.Pattern[str] = BOX_OR_LIST) -> int:
    """How many cells right above one are a box, and the heading of its option list before, behind or amid it: the most that are nothing else."""
    found = 0
    for count in range(1, min(_BOX_LINES, at) + 1):
        text = _BARE_LIST.sub("", " ".join([cell.text for cell in cells[at - count : at]])).strip()
        found = count if box.fullmatch(text) else found
    return found


def _lacks_its_box(hit: Hit, cells: Sequence[Cell], form: Form) -> bool:
    """Is a label one of a choice, with no box that says something among what stands behind it?"""
    texts = [hit.rest, *(cell.text for cell in (*hit.beside, *cells))]
    return _asks_choice(hit, form) and not any(_CHOICE_BOX.search(text) for text in texts)


def _boxes_above(hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    labels = tuple(option.label for item in form.by_label[hit.label] if item.type == "boxes" for option in item.options)
    found = 0
    while labels and hit.first > found and (box := _BOX.match(text := cells[hit.first - found - 1].text)) and compact(text[box.end() :]).startswith(labels):
        found += 1
    return found


def _rows_above(before: Hit, hit: Hit, cells: Sequence[Cell], form: Form) -> int:
    """How many cells above are a text's that begins in a row whose label cell is empty, below a field of one row."""
    below = row_without_label(before, hit.first, cells)
    if not below:
        return 0
    pairs = ((one, two) for one in form.by_label[before.label] for two in form.by_label[hit.label])
    return hit.first - below if any(is_followed_by_prose(one, two) for one, two in pairs) else 0


def row_without_label(hit: Hit, stop: int, cells: Sequence[Cell]) -> int | None:
    """The first cell below the row of a label and its answer, if its row has an empty cell where labels stand."""
    row = cells[hit.last].row
    below = next((at for at in range(hit.last + 1, stop) if cells[at].row != row), None)
    answered = bool(hit.rest) or below != hit.last + 1
    return below if below and answered and cells[below].column else None


def is_followed_by_prose(one: Item, two: Item) -> bool:
    """Is the one a field of one row, and the other the text that follows it on the form?"""
    return one.block == two.block and one.position + 1 == two.position and one.type in ("text", "date") and two.type == "prose"
