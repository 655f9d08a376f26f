"""Cells → hits: where a printed label of the form stands, whatever its numbering, spacing or line breaks.

A label is recognised only at the start of a cell and only if it ends there, before an answer box or at white space,
so that a sentence which merely begins with the same words is not taken for one.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from etl.form import Form, current_items, label_pattern
from etl.lines import Cell, row_span
from etl.normalise import CIRCLED, compact
from etl.options import all_choices, text_key

_KANJI = "一二三四五六七"
# Bullets and numbers before a label; OCR programs read ① as @ or ©, and ※ behind a label as 米.
_LEAD = re.compile(
    rf"[\s\-・>■●◆▼(【@©®]*(?:再委託\s*(?={CIRCLED}))?(?:リスク\s*\(?(?P<risk>\d{{0,2}}|{CIRCLED}|[{_KANJI}])\)?\s*[::.]\s*|リスク\s*\(?(?P<risk2>\d{{1,2}}|{CIRCLED})\)?\s*"
    rf"|(?P<circled>{CIRCLED})[\s.]*|(?P<roman>[IVX]{{1,4}})[\s.、]+|\(?(?P<number>\d{{1,2}})(?:[).、]|(?=\s)|(?=[^\d\s(),./年月日~〜項人件条号:-]))[\s)]*)?"
)
# What a lead can begin with: most cells begin with none of it.
_LEADING = frozenset("-・>■●◆▼(【@©®再リIVX0123456789" + "".join(chr(0xE000 + number) for number in range(1, 21)))
_ROMAN_GLUED = re.compile(r"([IVX]{1,4})(?=[^\sA-Za-z])")
_END = re.compile(r"(?:\s*[※米]\s*\d?(?![^\s\[(】]))?】?(?:[、。,.'`|](?=\s|$))?(?:\s*[::]\s*|\s+|$|(?=[\[(<☑☐□■○◯〇●【※]))")
_COUNTED = re.compile(r"\s*(\d{1,2})(?!\d)(?P<range>\s*[~〜～-]\s*\d+)?(?:\s*[::]\s*|\s+|$|(?=[\[(「]))")
ENTRY = re.compile(r"(\d{1,2})\s*[.)、]")
BOX_OR_LIST = re.compile(r"(?:\[[^\[\]]*\]\s*)?(?:<?選択肢>?)?")
# What stands in 【】 is a heading of a report's own, unless it has a number or stands at the head of a part (`_openings` asks for more).
_BRACKETED = re.compile(rf"【\s*(?:[\dIVX]|リスク|{CIRCLED}|\(別添|項目一覧|個人のプライバシー|特定個人情報保護評価書)")
_PART_BRACKETED = re.compile(r"【\s*[IVX]")
_BOX_ALONE = re.compile(r"\[[^\[\]]*\]?\s*(?:<?選択肢.*|\d{1,2}[).].*)?|<?選択肢.*")
_BOXED_ENTRY = re.compile(rf"(?:\[[^\[\]]*\]\s*)?{ENTRY.pattern}")
_GAP = re.compile(r"\s{2,}|\s*(?=\[)|\s(?=<選択肢|\d{1,2}\)\s?[^\s\d])")  # between two columns of a line
_NO_LETTER = re.compile(r"[\s・、。,・()「」※::-]")
_LONGEST_CHOICE = 60
_LONGEST_JOIN = 5
_PAGE_END = 4  # lines: an empty one, the page's number, an empty one
_LONGEST_ROWS = 24  # cells of the rows over which a label goes on
_ABOVE_ROWS = ("noise", "section")
_JOINT = re.compile(r"^[\s:/>-]+")  # between the label of rows and a row's own
SPANNED = 3  # rows
LARGEST_GROUP = 8  # labels among which a spanning one comes again
_RISK_LIKENESS = 72
_SHORTEST_LABEL = 3
RANGE = -1  # the number of a heading like 委託事項2～5, which is no entry of its own


@dataclass(eq=False, slots=True)
class Hit:
    """A label found: `first` to `last` index into the cells; `rest` is what follows it in its last cell, `beside` what stands on the lines before, to the
    right of a label that is wrapped. `again`: printed again elsewhere, where it counts: a cell that spans rows for each of them, or a label that a page's
    end cuts from its answer."""

    label: str
    first: int
    last: int
    line: int
    rest: str
    number: int | None = None
    roman: bool = False
    beside: tuple[Cell, ...] = ()
    again: bool = False
    page: int = 0


Candidates = tuple[tuple[re.Pattern[str], str], ...]  # patterns and the labels that they find


@dataclass(frozen=True, eq=False)
class LabelIndex:
    """The labels of a form, ready to be looked up by their first two characters."""

    patterns: dict[str, Candidates]
    prefixes: frozenset[str]
    longest: int  # characters that a cell which begins a label can have, spacing and punctuation included
    counted: frozenset[str]
    risks: Candidates

    def candidates(self, text: str, start: int) -> Candidates:
        head = text[start : start + 2]
        if head[1:].isspace():
            head = compact(text[start : start + 6])[:2]
        return self.patterns.get(head, ())


@dataclass(eq=False, slots=True)
class Opening:
    """What a cell's text alone tells of the label that it may begin: what stands before it, and its `rest`. Reports print the same texts over and over.

    whole   the label that stands in the text as a whole, what follows it, and its number
    splits  the next cells may hold the rest of a label; `wraps`: so may those below, if the cell holds two columns"""

    rest: str
    candidates: Candidates
    number: int | None
    roman: bool
    risk: bool
    whole: tuple[str, str, int | None] | None = None
    splits: bool = True
    wraps: bool = False


@cache
def label_index(form: Form) -> LabelIndex:
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    prefixes: set[str] = set()
    wordings = {wording: item.label for item in form.items for wording in item.labels}
    for wording in sorted(wordings, key=len, reverse=True):
        bare = wording.lstrip("(")
        found.setdefault(bare[:2], []).append((label_pattern(bare if bare == wording else wording), wordings[wording]))
        letters = label_letters(wording)
        prefixes.update(letters[:length] for length in range(2, len(letters)))
    counted = frozenset(item.label for item in form.items if item.type == "group")
    risks = tuple((label_pattern(label), label) for label in dict.fromkeys(item.label for item in form.items if item.type == "risk"))
    longest = 2 * max(map(len, wordings))
    return LabelIndex({head: tuple(rows) for head, rows in found.items()}, frozenset(prefixes), longest, counted, risks)


def label_letters(text: str) -> str:
    """A label's letters: what is left of it when only spacing and punctuation are ignored."""
    return _NO_LETTER.sub("", text).replace("ヘ", "へ")  # the one in katakana looks like the one in hiragana


@cache
def current_label_letters() -> frozenset[str]:
    """The letters of every label of the forms in use."""
    return frozenset(label_letters(label) for item in current_items() for label in item.labels)


def labels_at_end(text: str) -> list[str]:
    """The letters of the labels of the forms in use with which a text ends, the longest first."""
    letters = label_letters(text)
    return [letters[at:] for at in range(len(letters) - _SHORTEST_LABEL + 1) if letters[at:] in current_label_letters()]


def leading(text: str) -> int:
    """Where a cell's text begins after bullets and numbers."""
    lead = _lead(text)
    return lead.end() if lead else 0


def _lead(text: str) -> re.Match[str] | None:
    return _LEAD.match(text) if text[:1] in _LEADING else None


def find_hits(cells: list[Cell], form: Form) -> list[Hit]:
    """All labels of the form in the cells, in source order."""
    index = label_index(form)
    openings = _openings(cells, index)
    hits: list[Hit] = []
    for at in [at for at, cell in enumerate(cells) if cell.text in openings]:
        inside = hits and at <= hits[-1].last
        if not inside and (hit := _hit_at(cells, at, openings[cells[at].text], index)):
            if hits and _is_printed_twice(hits[-1], hit, cells, form):
                hit.first = hits.pop().first
            hits.extend(with_inner(hit, form))
    for at, hit in enumerate(hits):
        if row := _only_row(hits, at, cells, form):
            hit.label = row
    for at, hit in enumerate(hits):
        hit.page, hit.again = cells[hit.first].page, _is_printed_again(hits, at, cells)
    for hit, following in pairwise(hits):
        hit.again = hit.again or _is_cut_off(hit, following, cells)
    return hits


def _openings(cells: Sequence[Cell], index: LabelIndex) -> dict[str, Opening]:
    """What labels the cells' texts may begin; those in 【】 of a report that prints its parts so, else only where the same label doesn't stand without:
    then it is a heading within a text."""
    openings = {text: opening for text in {cell.text for cell in cells} if (opening := _opening(text, index))}
    bracketed = [text for text in openings if text[0] == "【"]
    if bracketed and not any(map(_PART_BRACKETED.match, bracketed)):
        others = {opening.whole[0] for text, opening in openings.items() if opening.whole and text[0] != "【"}
        for text in bracketed:
            if not (whole := openings[text].whole) or whole[0] in others:
                del openings[text]
    return openings


def with_inner(hit: Hit, form: Form) -> list[Hit]:
    """A label that only spans rows, or a section's title, has the label of a row behind it in its cell (⑦使用の主体 － 使用者数), or beside it where it is
    wrapped (②保管期/間): two hits."""
    if not (hit.beside or hit.rest) or any(item.type not in _ABOVE_ROWS for item in form.by_label[hit.label]):
        return [hit]
    inner = _opening(hit.beside[0].text if hit.beside else _JOINT.sub("", hit.rest, count=1), label_index(form))
    if not inner or not inner.whole or (not hit.beside and not spans(hit.label, inner.whole[0], form)):
        return [hit]
    label, rest, number = inner.whole
    if not hit.beside:
        first = Hit(label, hit.first, hit.last, hit.line, rest, number)
    else:
        beside = (hit.beside[0]._replace(text=rest), *hit.beside[1:]) if rest else hit.beside[1:]
        first = Hit(label, hit.first, hit.last, hit.line, hit.rest, number, beside=beside)
    hit.rest, hit.beside = "", ()
    return [hit, first]


def _only_row(hits: Sequence[Hit], at: int, cells: Sequence[Cell], form: Form) -> str | None:
    """The label of the row that a spanning label stands for where that label isn't printed, as ②保管期間 does for 期間: a box follows at once."""
    spanned = _spanned_choice(form, hits[at].label)
    if not spanned or any(hit.label == spanned for hit in hits[max(0, at - LARGEST_GROUP) : at + SPANNED + 1]):
        return None
    end = hits[at + 1].first if at + 1 < len(hits) else len(cells)
    answer = (hits[at].rest, *(cell.text for cell in cells[hits[at].last + 1 : min(end, hits[at].last + 1 + SPANNED)]))
    return spanned if any(_BOX_ALONE.fullmatch(text) for text in answer) else None


@cache
def _spanned_choice(form: Form, label: str) -> str | None:
    """The first row's label if the label only spans rows (an item …_group) and that row is a choice."""
    spanning = form.by_label[label][0]
    if spanning.type != "noise" or not spanning.name.endswith("_group"):
        return None
    below = form.block(spanning.block)[spanning.position + 1]
    return below.label if below.type == "choice" and not below.label.startswith(label) else None  # 再委託 is what damage leaves of 再委託の有無 too


def spans(spanning: str, label: str, form: Form) -> bool:
    """Is a label that of one of the rows which the other one spans?"""
    return any(one.block == two.block and 0 < two.position - one.position <= SPANNED for one in form.by_label[spanning] for two in form.by_label[label])


def _is_printed_twice(before: Hit, hit: Hit, cells: Sequence[Cell], form: Form) -> bool:
    """Does a row print a label in two cells side by side, as tables do whose cells were merged? Or is the row of a label that the form has once, with its
    answer, printed twice?"""
    if (before.label, before.number) != (hit.label, hit.number):
        return False
    if cells[before.last].row == cells[hit.first].row:
        return not before.rest and before.last + 1 == hit.first
    above, own = row_span(cells, before.first), row_span(cells, hit.first)
    answered = len(own) > 1 or bool(hit.rest)
    return answered and len(form.by_label[hit.label]) == 1 and above.stop == own.start and [cells[at].text for at in above] == [cells[at].text for at in own]


def _is_printed_again(hits: Sequence[Hit], at: int, cells: Sequence[Cell]) -> bool:
    """Is this label printed once more for a row of its group, before the row's own label?"""
    hit = hits[at]
    if at + 1 == len(hits) or hits[at + 1].first != hit.last + 1 or cells[hit.last + 1].row != cells[hit.last].row:
        return False
    return any(before.label == hit.label and before.number == hit.number for before in hits[max(0, at - LARGEST_GROUP) : at])


def _is_cut_off(hit: Hit, following: Hit, cells: Sequence[Cell]) -> bool:
    """Does a page end right behind a label, and the next one begin with the same label and its answer?"""
    if (hit.label, hit.number) != (following.label, following.number) or hit.rest or hit.beside:
        return False
    between = cells[hit.last + 1 : following.first]
    far = following.line - cells[hit.last].line >= _PAGE_END or following.page != hit.page
    return (far or bool(between)) and all(cell.text.isdecimal() for cell in between)


def _opening(text: str, index: LabelIndex) -> Opening | None:
    """None for a text with which no label can begin, as most are. A single character may be a label's first one."""
    if text[0] == "【" and not _BRACKETED.match(text):
        return None
    if not (text[:2] in index.patterns or text[0] in _LEADING or len(text) == 1 or text[1].isspace()) or (len(text) > 1 and text.isdecimal()):
        return None
    lead = _lead(text)
    start = lead.end() if lead else 0
    glued = None
    candidates = index.candidates(text, start)
    if lead and not candidates:
        if text[0] in "IVX" and (glued := _ROMAN_GLUED.match(text)):
            start = glued.end()
            candidates = index.candidates(text, start)
        elif lead["risk"] or lead["risk2"]:
            candidates = index.risks
    if not candidates and not (len(text) == 1 and text.isalnum()):
        return None
    opening = Opening(text[start:], candidates, _number(lead), bool(glued or (lead and lead["roman"])), bool(lead and (lead["risk"] or lead["risk2"])))
    if candidates:
        _look_on(opening, index)
    return opening


def _look_on(opening: Opening, index: LabelIndex) -> None:
    """Is a label of the candidates there as a whole, or the beginning of one?"""
    letters = label_letters(opening.rest) if len(opening.rest) <= index.longest else ""
    opening.splits = len(opening.rest) <= index.longest and (len(letters) < 2 or letters in index.prefixes)
    opening.whole = _whole_label(opening.rest, opening.candidates, index)
    if not opening.whole:
        left = _GAP.split(opening.rest, maxsplit=1)[0]
        opening.wraps = len(left) <= index.longest and label_letters(left) in index.prefixes


def _hit_at(cells: list[Cell], at: int, opening: Opening, index: LabelIndex) -> Hit | None:
    candidates = opening.candidates or _joined_candidates(cells, at, index)
    if not candidates:
        return None
    hit = _split_label(cells, at, opening.rest, candidates, index) if opening.splits else None
    in_rows = _label_in_rows(cells, at, opening.rest, candidates, index) if opening.splits and not hit else None
    if opening.whole and not hit and (not in_rows or in_rows.label == opening.whole[0]):
        label, rest, number = opening.whole
        hit = Hit(label, at, at, cells[at].line, rest, number)
    hit = hit or in_rows
    if not hit and opening.wraps:
        hit = _wrapped_label(cells, at, opening.rest, candidates, index)
    if not hit and opening.risk and opening.number:
        hit = _damaged_risk(cells, at, opening.rest, index)
    if hit:
        hit.roman = opening.roman
        hit.number = hit.number if hit.number is not None else opening.number
    return hit


def _joined_candidates(cells: list[Cell], at: int, index: LabelIndex) -> Candidates:
    """Candidates of a label whose first cell holds a single character."""
    if at + 1 >= len(cells) or cells[at + 1].line - cells[at].line > 2:
        return ()
    return index.candidates(cells[at].text + cells[at + 1].text, 0)


def _number(lead: re.Match[str] | None) -> int | None:
    if not lead:
        return None
    number = lead["circled"] or lead["risk"] or lead["risk2"] or lead["number"]
    if not number or number.isdecimal():
        return int(number) if number else None
    return _KANJI.index(number) + 1 if number in _KANJI else ord(number) - 0xE000


def _whole_label(text: str, candidates: Candidates, index: LabelIndex) -> tuple[str, str, int | None] | None:
    for pattern, label in candidates:
        found = pattern.match(text)
        if not found:
            continue
        if label in index.counted:
            if counted := _COUNTED.match(text, found.end()):
                return label, text[counted.end() :].strip(), RANGE if counted["range"] else int(counted[1])
            continue
        end = _END.match(text, found.end())
        if end:
            return label, text[end.end() :].strip(), None
    return None


def _split_label(cells: list[Cell], at: int, begun: str, candidates: Candidates, index: LabelIndex) -> Hit | None:
    """A label that goes on in the next cells or lines: the cell alone is a proper beginning of it."""
    joined = begun
    best: Hit | None = None
    for last in range(at + 1, min(at + _LONGEST_JOIN, len(cells))):
        if cells[last].line - cells[last - 1].line > 2:
            break
        joined += cells[last].text
        begins = len(joined) - len(cells[last].text)
        for pattern, label in candidates:
            found = pattern.match(joined)
            counted = label in index.counted  # the heading of an entry has its number
            end = (_COUNTED if counted else _END).match(joined, found.end()) if found else None
            if found and end and (end if counted else found).end() > begins:
                number = (RANGE if end["range"] else int(end[1])) if counted else None
                best = Hit(label, at, last, cells[at].line, joined[end.end() :].strip(), number)
                break
        if label_letters(joined) not in index.prefixes:
            break
    return best


def _wrapped_label(cells: list[Cell], at: int, begun: str, candidates: Candidates, index: LabelIndex) -> Hit | None:
    """A label wrapped in its column: each line has a part of it on the left and a part of its answer on the right, wide apart."""
    joined, *right = _GAP.split(begun, maxsplit=1)
    beside = [cells[at]._replace(text=text) for text in right if text]
    for last in range(at + 1, min(at + _LONGEST_JOIN, len(cells))):
        cell = cells[last]
        if cell.line - cells[last - 1].line != 1:
            return None
        if BOX_OR_LIST.fullmatch(cell.text) or _BOXED_ENTRY.match(cell.text):
            beside.append(cell)
            continue
        left, *right = _GAP.split(cell.text, maxsplit=1)
        joined += left
        for pattern, label in candidates:
            if label not in index.counted and (found := pattern.match(joined)) and (end := _END.match(joined, found.end())):
                return Hit(label, at, last, cells[at].line, " ".join([joined[end.end() :], *right]).strip(), beside=tuple(beside))
        if label_letters(joined) not in index.prefixes or len(joined) > index.longest:
            return None
        beside.extend(cell._replace(text=text) for text in right if text)
    return None


def _label_in_rows(cells: list[Cell], at: int, begun: str, candidates: Candidates, index: LabelIndex) -> Hit | None:
    """A label that goes on in the next row of its table, below its first part; the answer stands beside it, or its lines between the label's."""
    joined, beside = begun, []
    for last in range(at + 1, min(at + _LONGEST_ROWS, len(cells))):
        cell = cells[last]
        if cell.row == cells[at].row or BOX_OR_LIST.fullmatch(cell.text) or _BOXED_ENTRY.match(cell.text) or _is_choice(cell.text):
            beside.append(cell)
            continue
        if cell.column > cells[at].column or cell.line - cells[last - 1].line > 1 or cell.row == cells[last - 1].row:
            return None
        joined += cell.text
        for pattern, label in candidates:
            if beside and label not in index.counted and (found := pattern.match(joined)) and (end := _END.match(joined, found.end())):
                return Hit(label, at, last, cells[at].line, joined[end.end() :], beside=tuple(beside))
        if label_letters(joined) not in index.prefixes:
            return None
    return None


def _is_choice(text: str) -> bool:
    """Is a text an option of the form, without its brackets or with others?"""
    return len(text) < _LONGEST_CHOICE and text_key(text.strip("「」")) in all_choices()


def _damaged_risk(cells: list[Cell], at: int, text: str, index: LabelIndex) -> Hit | None:
    """A numbered risk heading in which the extraction changed some characters."""
    names = [label for _, label in index.risks]
    found = process.extractOne(label_letters(text), names, scorer=fuzz.ratio, processor=label_letters, score_cutoff=_RISK_LIKENESS)
    return Hit(found[0], at, at, cells[at].line, "") if found else None
