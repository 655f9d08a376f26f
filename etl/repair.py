"""Labels that the extraction damaged: found by small edit distance, and only where the form's order expects them."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from etl.align import align
from etl.beside import is_followed_by_prose, row_without_label
from etl.body import Body, Segment
from etl.choices import read_choice
from etl.displaced import in_form_order
from etl.form import Form, Item, Plan
from etl.labels import RANGE, Hit, label_letters, leading, with_inner
from etl.lines import Cell
from etl.options import LISTED, option_entries, text_key
from etl.readings import split_groups

_FOREIGN = re.compile(r"[^\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\d、-]")
_VALUE = re.compile(r"[\[<☑☐:(]|\s{2,}|(?<=\S)\s+(?=\S)")
_GROUP_NUMBER = re.compile(r"(.{2,6}?)\s*(\d{1,2})(?![\d~〜～-])[\s:]*(.*)")
_HEADING = re.compile(r"(.{2,6}?)\s*(\d{1,2})")  # of an entry, alone
_LONGEST, _LONGEST_HEADING = 80, 10
_BOX_AND_LIST = re.compile(rf"^\[[^\[\]]*\]?|\[[^\[\]]*\]$|{LISTED.pattern}|\]")
_END = 10_000


def find_damaged(cells: Sequence[Cell], body: Body, form: Form) -> list[Hit]:
    """Hits for labels that were missed because characters in them changed."""
    found: list[Hit] = []
    for segment in body.segments:
        plan = form.plan(segment.block)
        places, loose = _places(segment, plan)
        for (hit, position), (following, bound) in zip(places, [*places[1:], (None, _END)], strict=False):
            stop = following.first if following else segment.cells[1]
            if stop > hit.last + 1 and (bound != position + 1 or hit.number == RANGE):
                missing = _missing(plan.items, position, bound) if bound != position + 1 else [plan.items[position]]
                matches = list(_matches(cells, [at for at in range(hit.last + 1, stop) if at not in loose], missing)) if missing else []
                lost = [] if matches else _lost_label(cells, hit, stop, plan.items[position], missing)
                found.extend(matches or lost or _lost_choice(cells, (hit, following), stop, plan.items[position], missing, form))
    found = [inner for hit in found for inner in with_inner(hit, form)]
    for hit in found:
        hit.page = cells[hit.first].page
    return found


def find_damaged_headings(cells: Sequence[Cell], body: Body, form: Form) -> list[Hit]:
    """Hits for headings of entries in which one character changed, where the order of lines tells nothing: their numbers are those that the others lack."""
    found: list[Hit] = []
    for segment in body.segments:
        kinds = form.plan(segment.block).kinds
        begun = {label: {hit.number for hit in segment.hits if hit.label == label} for label in kinds}
        known = {at for hit in segment.hits for at in range(hit.first, hit.last + 1)}
        for at in [at for at in range(*segment.cells) if len(cells[at].text) <= _LONGEST_HEADING and cells[at].text[-1].isdecimal() and at not in known]:
            if heading := _HEADING.fullmatch(cells[at].text):
                number = int(heading[2])
                lacking = [label for label, numbers in begun.items() if number not in numbers and {number - 1, number + 1} & numbers]
                found += [Hit(label, at, at, cells[at].line, "", number, page=cells[at].page) for label in lacking if _near(heading[1], label)]
    return found


def _places(segment: Segment, plan: Plan) -> tuple[list[tuple[Hit, int]], set[int]]:
    """The hits of a segment with the positions of their items, in source order, and the cells of those that could have several places."""
    main, groups = split_groups(segment.hits, plan)
    main = in_form_order(main, plan)
    alignment = align(main, plan)
    places = [(main[index], position) for position, index in alignment.placed.items()]
    for heading, members in groups:
        kind = plan.kinds[heading.label]
        places.append((heading, kind.position))
        places.extend((hit, plan.members[kind.name][hit.label].position) for hit in members)
    loose = {at for index in alignment.loose for at in range(main[index].first, main[index].last + 1)}
    return sorted(places, key=lambda place: place[0].first), loose


def _missing(items: Sequence[Item], position: int, bound: int) -> list[Item]:
    """The items expected between two places. After the last entry of a group the next entry's heading may come again."""
    here = items[position]
    if here.group and bound <= position:
        found = [item for item in items[position + 1 :] if item.group == here.group]
    else:
        found = [item for item in items[position + 1 : bound] if not item.group or item.group == here.group or item.type == "group"]
    if here.group:
        found.append(next(item for item in items if item.name == here.group))
    return found


def _matches(cells: Sequence[Cell], span: Iterable[int], missing: list[Item]) -> Iterator[Hit]:
    for at in span:
        text = cells[at].text
        start = leading(text)
        if len(text) - start < 2 or (len(text) > _LONGEST and not _VALUE.search(text, start, start + _LONGEST)):
            continue
        hit = _group_heading(cells, at, start, missing) or _label(cells, at, start, missing) or _split_label(cells, at, start, missing)
        if hit:
            yield hit[0]
            missing = [item for item in missing if item.position > hit[1].position or item.type == "group"]


def _lost_label(cells: Sequence[Cell], hit: Hit, stop: int, here: Item, missing: Sequence[Item]) -> list[Hit]:
    """The text that follows a field of one row, where the extraction left its label's cell empty."""
    following = [item for item in missing if item.type != "group"]
    below = row_without_label(hit, stop, cells) if following and is_followed_by_prose(here, following[0]) else None
    return [Hit(following[0].label, below, below, cells[below].line, cells[below].text)] if below else []


def _lost_choice(cells: Sequence[Cell], around: tuple[Hit, Hit | None], stop: int, here: Item, missing: Sequence[Item], form: Form) -> list[Hit]:
    """The box with its option list that follows a measure, where the label of the choice expected there is lost. It may not be the next label's, above it."""
    wanted = next((item for item in missing if item.type != "group"), None)
    if not wanted or here.type != "prose" or [item for item in missing if item.options] != [wanted]:
        return []
    before, following = around
    boxes = [at for at in range(before.last + 1, stop)
             if (cells[at].text[0] == "[" or LISTED.match(cells[at].text)) and read_choice(cells[at].text, wanted.options).option]
    if len(boxes) != 1 or not _is_list(cells[boxes[0] : stop], wanted) or (following and _asks_without_box(cells, following, form)):
        return []
    if cells[boxes[0]].page != cells[before.last].page or not (cells[boxes[0]].column or cells[boxes[0]].blanks):
        return []  # right below a sentence it may be what that quotes
    return [Hit(wanted.label, boxes[0], boxes[0], cells[boxes[0]].line, cells[boxes[0]].text)]


def _is_list(cells: Sequence[Cell], wanted: Item) -> bool:
    """Do the cells hold a choice's box and option list and nothing else?"""
    listed = text_key("".join(cell.text for cell in cells))
    entries = option_entries(wanted.options)
    return len(set(entries.findall(listed))) > 1 and not _BOX_AND_LIST.sub("", entries.sub("", listed)).strip("-0123456789/")


def _asks_without_box(cells: Sequence[Cell], hit: Hit, form: Form) -> bool:
    """Is a label one of a choice with no box beside or right below it?"""
    behind = (hit.rest, *(cell.text for cell in (*hit.beside, *cells[hit.last + 1 : hit.last + 2])))
    return form.by_label[hit.label][0].type == "choice" and not any("[" in text for text in behind)


def _group_heading(cells: Sequence[Cell], at: int, start: int, missing: Sequence[Item]) -> tuple[Hit, Item] | None:
    numbered = _GROUP_NUMBER.match(cells[at].text, start)
    if not numbered:
        return None
    for item in missing:
        if item.type == "group" and _near(numbered[1], item.label):
            return Hit(item.label, at, at, cells[at].line, numbered[3], int(numbered[2])), item
    return None


def _label(cells: Sequence[Cell], at: int, start: int, missing: Sequence[Item]) -> tuple[Hit, Item] | None:
    text = cells[at].text[start:]
    ends = [len(text), *(found.start() for found in _VALUE.finditer(text))]
    best: tuple[int, Hit, Item] | None = None
    for end in sorted(set(ends), reverse=True):
        letters = text[:end]
        if not 2 < len(letters) <= _LONGEST:
            continue
        for item in missing:
            distance = _near(letters, item.label) if item.type != "group" else None
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, Hit(item.label, at, at, cells[at].line, text[end:].strip(" :")), item)
    return (best[1], best[2]) if best else None


def _split_label(cells: Sequence[Cell], at: int, start: int, missing: Sequence[Item]) -> tuple[Hit, Item] | None:
    """A damaged label that goes on in the next cell."""
    if at + 1 >= len(cells) or cells[at + 1].line - cells[at].line > 1 or len(cells[at].text) > _LONGEST // 2 or _VALUE.match(cells[at].text, start):
        return None
    joined = cells[at].text[start:] + _VALUE.split(cells[at + 1].text)[0]
    for item in missing:
        if item.type != "group" and _near(joined, item.label) is not None:
            rest = cells[at + 1].text[len(joined) - len(cells[at].text[start:]) :].strip()
            return Hit(item.label, at, at + 1, cells[at].line, rest), item
    return None


@cache
def _wanted(label: str) -> tuple[str, bool]:
    """A label's letters, and whether there are Latin ones among them."""
    letters = label_letters(label)
    return letters, bool(re.search("[A-Za-z]", letters))


def _near(text: str, label: str) -> int | None:
    """Edit distance if it is small for the label's length: one edit in three to nine letters, one more for every five."""
    wanted, latin = _wanted(label)
    if len(wanted) < 3:
        return None
    letters = label_letters(text)
    if not latin:
        letters = _FOREIGN.sub("", letters)
    most = max(1, len(wanted) // 5)
    distance = Levenshtein.distance(letters, wanted, score_cutoff=most)
    return distance + 1 if distance <= most else None
