"""Hits → segments: which block of the form each label stands in, and where body, change history and annexes begin and end."""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import attrgetter

from etl.change import DATE
from etl.form import ONCE_BLOCKS, REPEATED_BLOCKS, Form
from etl.labels import Hit
from etl.lines import Cell, row_span
from etl.normalise import compact
from etl.values import is_day

_ANNEX = re.compile(
    r"\(別紙\d{0,2}\)(?![にのをはがでとへもや])[^。、]{0,50}"
    r"|\(?(?:別紙\d{0,2}\)?(?![\d)にのをはがでとへもや])|用語集|用語の(?:説明|意味|定義)|参考資料)[^。、]{0,25}"
)
_BARE_ANNEX = re.compile(r"\(?別紙\d{0,2}\)?")  # right behind a label, it is the answer: see there
_MEANING = re.compile(r"(?:用語の)?(?:意味|説明|定義|解説)")  # what heads a glossary's second column
_LISTED_TITLES = 4  # one below the other: a list of contents
_TWO_TITLES = re.compile(r"[IVX]+\s")  # what stands behind a title in whose line the next one was printed
_ANNEX_SIGNS = frozenset("別用参(")  # what an annex's title can begin with
_REFERENCE = re.compile(r"参照|記載(?!例)|とおり|通り|に掲げる者(?:$|[。(])")
_LOOK_AHEAD = 8
_FAR_BACK = 12
_NEAR = 3
_STRANGE = 2  # labels before and behind one that belongs elsewhere
_HEADER = ("変更日", "項目", "変更前")
_HISTORY_CELLS = frozenset({"事前", "事後", "変更前の記載", "変更後の記載", "提出時期"})
_DAY_AND_MORE = re.compile(rf"{DATE.pattern}\s{{2,}}\S")
_ABOVE_DAY = 3  # lines
_LONGEST_CHANGE = 60  # lines
_OF_BODY = 4  # labels of one block below its title


@dataclass(slots=True)
class Segment:
    """One run of a block: all of Ⅱ for one file, say. `cells` is the half-open range of cells that it covers."""

    block: str
    hits: list[Hit] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)  # label → index of its first hit
    cells: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Body:
    """The body in segments, and the ranges of cells that hold the change history and, with annexes, all that is none of the body's."""

    segments: list[Segment]
    history: list[tuple[int, int]]
    foreign: list[tuple[int, int]] = field(default_factory=list)


def read_body(cells: Sequence[Cell], hits: Sequence[Hit], form: Form) -> Body:
    """Split the document. Labels in the table of contents, in the change history and in annexes are none of the body's."""
    contents = _contents(cells, hits, form)
    history, annexes = _foreign_ranges(cells, hits, form, contents)
    foreign = sorted(history + annexes)
    outside = {at for start, end in foreign for at in range(start, end)}
    listed = _listed_items(cells, hits, form, contents)
    body = [hit for index, hit in enumerate(hits) if index not in contents and index not in listed and hit.first not in outside]
    return _body(body, history, foreign, len(cells), form)


def without_strangers(hits: list[Hit], form: Form) -> list[Hit]:
    """The hits without such as stand alone amid a file's or a part's own: a list of data items, say, has ・連絡先: as one of its lines."""
    alone = {index for index, hit in enumerate(hits) if hit.rest and _of_one_page(form, hit.label) and _is_alone(hits, index, form)}
    return [hit for index, hit in enumerate(hits) if index not in alone] if alone else hits


@cache
def _of_one_page(form: Form, label: str) -> bool:
    """Does a label stand in the report once, as none of its headings?"""
    return all(item.block in ONCE_BLOCKS for item in form.by_label[label]) and not _heads(form, label)


def _is_alone(hits: Sequence[Hit], index: int, form: Form) -> bool:
    near = [hits[at].label for at in range(index - _STRANGE, index + _STRANGE + 1) if 0 <= at < len(hits) and at != index]
    if len(near) < 2 * _STRANGE:
        return False
    own, *around = [{item.block for item in form.by_label[label]} for label in (hits[index].label, *near)]
    return bool(set.intersection(*around).intersection(REPEATED_BLOCKS)) and not any(own & blocks for blocks in around)


def with_hits(body: Body, found: Sequence[Hit], cells: Sequence[Cell], form: Form) -> Body:
    """The body with labels that were found within its segments later on."""
    hits = sorted([*(hit for segment in body.segments for hit in segment.hits), *found], key=attrgetter("first"))
    return _body(hits, body.history, body.foreign, len(cells), form)


def _body(hits: Sequence[Hit], history: list[tuple[int, int]], foreign: list[tuple[int, int]], end: int, form: Form) -> Body:
    segments = _segments(hits, form)
    _set_ranges(segments, end, foreign)
    return Body(segments, history, foreign)


def _contents(cells: Sequence[Cell], hits: Sequence[Hit], form: Form) -> set[int]:
    """Indexes of the block titles listed under 項目一覧: each stands there once, one after the other, some before the heading if lines have moved. Where that
    heading is damaged, so many titles with nothing between them can be no other list."""
    listed = {at for run in _runs_of_titles(cells, hits, form) if len(run) >= _LISTED_TITLES for at in run}
    for index, hit in enumerate(hits):
        if form.by_label[hit.label][0].name == "contents":
            seen: set[str] = set()
            page = [at for at, other in enumerate(hits) if cells[other.first].page == cells[hit.first].page]
            last = index if hit.rest else page[-1]
            while not hit.rest and last + 1 < len(hits) and hits[last + 1].line - hits[last].line <= _NEAR:  # empty lines within the list are no page's end
                last += 1
            for run in (range(index + 1, last + 1), range(index - 1, page[0] - 1, -1)):
                listed.update(_titles(run, hits, form, seen))
    return listed


def _runs_of_titles(cells: Sequence[Cell], hits: Sequence[Hit], form: Form) -> Iterator[list[int]]:
    """Titles of blocks in a row on one page, each on the line below the last."""
    run: list[int] = []
    for index, hit in enumerate(hits):
        titled = not hit.rest and any(item.type == "block" for item in form.by_label[hit.label])
        if run and not (titled and hits[run[-1]].last + 1 == hit.first and cells[hit.first].page == cells[hits[run[-1]].last].page):
            yield run
            run = []
        run += [index] if titled else []
    yield run


def _titles(run: range, hits: Sequence[Hit], form: Form, seen: set[str]) -> list[int]:
    found: list[int] = []
    for index in run:
        label = hits[index].label
        titled = hits[index].roman or any(item.type == "block" for item in form.by_label[label])
        if label in seen or not titled or (hits[index].rest and not _TWO_TITLES.match(hits[index].rest)):
            break
        seen.add(label)
        found.append(index)
    return found


def _listed_items(cells: Sequence[Cell], hits: Sequence[Hit], form: Form, contents: set[int]) -> set[int]:
    """Indexes of labels in 別添 事務の内容 and 記録項目, where 部署 or 保有開始日 is the name of an item: none up to a heading, or to a choice with its box;
    of the heading's page, none at all if the annex begins before it and labels of Ⅲ, which no item is called like, are among them."""
    listed: set[int] = set()
    annex: str | None = None
    begun = 0
    for index, hit in enumerate(hits):
        items, page = form.by_label[hit.label], cells[hit.first].page
        if _heads(form, hit.label) and index not in contents and len(row_span(cells, hit.first)) <= hit.last - hit.first + 1:
            if annex and page != begun:
                here = {at for at in listed if cells[hits[at].first].page == page}
                listed -= here if any(_of_parts(form, hits[at].label) for at in here) else set()
            annex, begun = next((item.block for item in items if item.block.startswith("annex")), None), page
        elif annex and items[0].type == "choice" and any("[" in cell.text or "選択肢" in cell.text for cell in cells[hit.first : _end_of_answer(hits, index)]):
            annex = None
        if annex and all(item.block != annex for item in items):
            listed.add(index)
    return listed


@cache
def _of_parts(form: Form, label: str) -> bool:
    return all(item.block == "part" for item in form.by_label[label])


@cache
def _heads(form: Form, label: str) -> bool:
    return any(item.type in _HEADINGS for item in form.by_label[label])


_HEADINGS = ("block", "names", "section", "risk")


def _end_of_answer(hits: Sequence[Hit], index: int) -> int:
    return min(hits[index + 1].first if index + 1 < len(hits) else hits[index].last + 1, hits[index].last + 4)


def is_history_header(line: Sequence[str]) -> bool:
    """The header row of 変更箇所, in cells or in one run of text."""
    text = "".join(line)
    if "変" not in text:
        return False
    text = compact(text)
    return len(text) < 60 and all(word in text for word in _HEADER)


def is_annex_title(text: str) -> bool:
    """別紙, 用語集 and the like, alone in its cell."""
    return text[0] in _ANNEX_SIGNS and bool(_ANNEX.fullmatch(text)) and not _REFERENCE.search(text)


def _foreign_ranges(
    cells: Sequence[Cell], hits: Sequence[Hit], form: Form, contents: set[int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    starts: dict[int, str] = {}
    titles = form.plan("history").by_label
    for index, hit in enumerate(hits):
        if hit.label in titles and index not in contents:
            starts[hit.first] = "history"
    answers = {hit.last + 1 for hit in hits if not hit.rest and _may_be_answered_elsewhere(form, hit.label)}
    for at in [at for at, cell in enumerate(cells) if "変更日" in cell.text or cell.text[0] in _ANNEX_SIGNS]:
        text, span = cells[at].text, row_span(cells, at)
        if "変更日" in text and at == span.start and is_history_header([cells[other].text for other in span]):
            starts.setdefault(at, "history")
        elif text == "用語" and at == span.start and len(span) == 2 and _MEANING.fullmatch(cells[at + 1].text):
            starts.setdefault(at, "annex")
        elif len(span) == 1 and is_annex_title(text) and not _is_answer(cells, at, at in answers, "history" in starts.values()):
            starts.setdefault(at, "annex")
    resumes = _resumes(cells, hits, form, contents, min(starts, default=len(cells)))
    return _ranges(starts, resumes, len(cells))


def _is_answer(cells: Sequence[Cell], at: int, below_label: bool, in_history: bool) -> bool:
    """Is the title of an annex what a text says, or the item of a change whose day stands right above it, alone?"""
    if not at or cells[at - 1].page != cells[at].page:
        return False
    day = in_history and is_day(cells[at - 1].text) and len(row_span(cells, at - 1)) == 1
    return day or (below_label and _BARE_ANNEX.fullmatch(cells[at].text) is not None)


@cache
def _may_be_answered_elsewhere(form: Form, label: str) -> bool:
    """Is a label one of a file's or a part's texts, which may say 別紙1 and no more?"""
    return all(item.block in REPEATED_BLOCKS and item.type in ("prose", "text") for item in form.by_label[label])


def _resumes(cells: Sequence[Cell], hits: Sequence[Hit], form: Form, contents: set[int], first: int) -> list[int]:
    """Cells from `first` on at which a block of the body begins: its title alone on a line, then a label of that block alone in its cell."""
    found = []
    changes = [cell for cell in cells[first:] if cell.text in _HISTORY_CELLS or ("変" in cell.text and compact(cell.text).startswith("変更日"))]
    borders = {row for row, words in groupby((cell for cell in cells[first:] if "変" in cell.text or cell.text == "項目"), key=attrgetter("row"))
               if is_history_header([cell.text for cell in words])}
    for index, hit in enumerate(hits[:-1]):
        titles = _titled(form, hit.label) if hit.first >= first else frozenset()
        if not titles or index in contents or not (not hit.rest or hit.rest.startswith("※") or "を除く" in hit.rest):
            continue
        before = cells[hit.first - 1] if hit.first else None
        if len(row_span(cells, hit.first)) > hit.last - hit.first + 1 or (before and before.page == cells[hit.first].page and is_day(before.text)):
            continue  # below a day, it is the first line of a history's item
        if _has_its_day_below(cells, hit.last):
            continue
        following = hits[index + 1]
        if {item.block for item in form.by_label[following.label]} & titles and following.line - hit.line <= 6 and not following.roman:
            more = [other for other in hits[index + 1 : index + 1 + _OF_BODY] if {item.block for item in form.by_label[other.label]} & titles]
            if not _is_changed(cells[hit.first], more[-1].line if len(more) == _OF_BODY else 0, changes, borders):
                found.append(hit.first)
    return found


def _has_its_day_below(cells: Sequence[Cell], at: int) -> bool:
    """Does one of the next lines begin with a day and go on with a second column, as a history's row whose day stands in the middle of its cell?"""
    for cell in cells[at + 1 : at + 1 + _ABOVE_DAY]:
        if cell.blanks or cell.page != cells[at].page:
            return False
        if _DAY_AND_MORE.match(cell.text):
            return True
    return False


def _is_changed(title: Cell, body: int, changes: Sequence[Cell], borders: Collection[int]) -> bool:
    """Is a title one line of a history's item? Then the rest of its row, or the next column, follows on the page, and no header row before it, nor as many
    labels of the title's own block as a row never has (`body`: the line of the last of them)."""
    after = bisect_right(changes, title.line, key=attrgetter("line"))
    if after == len(changes) or changes[after].row in borders or compact(changes[after].text).startswith("変更日") or title.line < body < changes[after].line:
        return False
    return changes[after].page == title.page and changes[after].line - title.line < _LONGEST_CHANGE


@cache
def _titled(form: Form, label: str) -> frozenset[str]:
    """The blocks of the body of which a label is the title."""
    return frozenset(item.block for item in form.by_label[label] if item.type == "block") - {"history"}


def _ranges(starts: dict[int, str], resumes: Sequence[int], end: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    marks = sorted({**{at: "body" for at in resumes}, **starts}.items())
    history: list[tuple[int, int]] = []
    annexes: list[tuple[int, int]] = []
    for index, (at, kind) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else end
        if kind == "history":
            history.append((at, stop))
        elif kind == "annex":
            annexes.append((at, stop))
    return history, annexes


def _segments(hits: Sequence[Hit], form: Form) -> list[Segment]:
    blocks = _blocks(hits, form)
    segments: list[Segment] = []
    for index, (hit, block) in enumerate(zip(hits, blocks, strict=True)):
        if not segments or segments[-1].block != block or _begins_again(segments[-1], hits, index, form):
            segments.append(Segment(block))
        segments[-1].first.setdefault(hit.label, len(segments[-1].hits))
        segments[-1].hits.append(hit)
    return segments


def _begins_again(current: Segment, hits: Sequence[Hit], index: int, form: Form) -> bool:
    """Does this hit begin a repeated block anew? A second title or file name does."""
    if current.block not in REPEATED_BLOCKS:
        return False
    plan, label = form.plan(current.block), hits[index].label
    if label in plan.titles:
        return True
    if plan.by_label[label][0].type == "names":
        return any(plan.by_label[other.label][0].type != "block" for other in current.hits)
    return _wraps(current, hits, index, form)


def _wraps(segment: Segment, hits: Sequence[Hit], index: int, form: Form) -> bool:
    """Labels that the block prints once come again, far before the place reached: the next file's page without its title."""
    reached = len(segment.hits) - _FAR_BACK
    label = hits[index].label
    if segment.first.get(label, reached) >= reached or not _printed_once(label, segment.block, form) or not _goes_back(segment, label, form):
        return False
    recent = {hit.label for hit in segment.hits[-_FAR_BACK:]}
    once = [hit.label for hit in hits[index : index + _LOOK_AHEAD] if _printed_once(hit.label, segment.block, form)]
    again = [label for label in once if segment.first.get(label, reached) < reached and label not in recent]
    return len(again) * 2 > len(once) and len(again) > 1 and again[0] == label


def _goes_back(segment: Segment, label: str, form: Form) -> bool:
    """Does a label stand on paper before the one that was printed last? Behind it, the earlier print was on a page that has moved."""
    once = form.plan(segment.block).once
    last = next((other.label for other in reversed(segment.hits) if _printed_once(other.label, segment.block, form)), None)
    return last is None or once[label].position < once[last].position


@cache
def _printed_once(label: str, block: str, form: Form) -> bool:
    item = form.plan(block).once.get(label)
    return item is not None and not item.group and item.type != "noise"


def _blocks(hits: Sequence[Hit], form: Form) -> list[str]:
    """The block of each hit: its own if only one prints the label, else the one around it."""
    choices = [candidate_blocks(form, hit.label, hit.roman) for hit in hits]
    following: list[str | None] = [None] * len(hits)
    upcoming: str | None = None
    for index in range(len(hits) - 1, -1, -1):
        following[index] = upcoming
        if len(choices[index]) == 1:
            upcoming = choices[index][0]
    blocks: list[str] = []
    for index, hit in enumerate(hits):
        blocks.append(_choose(hit, choices[index], blocks[-1] if blocks else None, following[index], form))
    return blocks


@cache
def candidate_blocks(form: Form, label: str, roman: bool) -> list[str]:
    items = form.by_label[label]
    titles = [item.block for item in items if item.type == "block"]
    if titles and len(items) > 1:
        items = tuple(item for item in items if (item.type == "block") == roman)
        if not items:
            return titles
    return list(dict.fromkeys(item.block for item in items))


def _choose(hit: Hit, choices: Sequence[str], before: str | None, after: str | None, form: Form) -> str:
    if len(choices) == 1:
        return choices[0]
    opens = any(item.type == "names" for item in form.by_label[hit.label])
    first, second = (after, before) if opens else (before, after)
    return next((block for block in (first, second) if block is not None and block in choices), choices[0])


def _set_ranges(segments: Sequence[Segment], end: int, foreign: Sequence[tuple[int, int]]) -> None:
    stops = [*(start for start, _ in foreign), end]
    for index, segment in enumerate(segments):
        start = segment.hits[0].first
        stop = segments[index + 1].hits[0].first if index + 1 < len(segments) else end
        segment.cells = (start, min(stop, stops[bisect_left(stops, start)]))
