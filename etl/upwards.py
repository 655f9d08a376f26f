"""Pages that an extraction printed from their foot up, with their halves exchanged, or each answer before its label → lines in the order of the form.

Lines are only put in another order: each keeps its number, so that every value still leads back to where it stands.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from operator import attrgetter

from etl.change import DATE
from etl.form import Form, Option
from etl.labels import ENTRY, Hit
from etl.lines import Cell, printed_lines
from etl.normalise import compact
from etl.options import option_texts, text_key
from etl.sources import Source

_BOX = re.compile(r"\[([^\[\]]*)\]")
_CHOSEN = re.compile(r"\[\s*[^\s\[\]○◯〇●☑■][^\[\]]+\]")
_LEAST_PAIRS = 3  # labels of a page, one after the other, that tell which way it was printed
_TIMES_AS_MANY = 4  # signs of one way as of the other
_LEAST_UP = 3  # pages that tell what the others are
_STEP_BACK = 1000  # labels that one counts as
_MOST_BY_CHANCE = 0.3  # of the pages: choices and labels that have moved look like exchanged halves on some
_LEAST_MIRRORED = 8  # answers that stand right above their label


def in_paper_order(source: Source, cells: Sequence[Cell], hits: Sequence[Hit], form: Form) -> Source | None:
    """The source with its lines in the order of the form; None where they are, or where nothing tells."""
    hits = _before_history(hits, cells)
    pages = {number: list(run) for number, run in groupby(cells, key=attrgetter("page"))}
    falling = _upside_down(hits, form, pages)
    turned = falling and _with_history(falling, pages)
    by_line = turned if _lines_fall([pages[number] for number in sorted(turned)], hits, cells, form) else set()
    mirrored = _is_mirrored([cell for number, page in pages.items() if number not in by_line for cell in page], hits, cells, form)
    halves = _exchanged(hits, form, cells) if not turned and not mirrored else {}
    if not (turned or mirrored or halves) or any(second.line < first.line for first, second in pairwise(cells)):
        return None
    labels = {cells[at].line for hit in hits for at in range(hit.first, hit.last + 1)}
    order = list(range(1, len(printed_lines(source.text)) + 1))
    for number, page in pages.items():
        first, last = page[0].line, page[-1].line
        if number in by_line:
            order[first - 1 : last] = range(last, first - 1, -1)
        elif number in halves:
            order[first - 1 : last] = _swapped(page, halves[number])
        elif number in turned or mirrored:
            ordered = [_labels_first(run, labels) if mirrored else run for run in _runs(page)]
            order[first - 1 : last] = [line for run in (reversed(ordered) if number in turned else ordered) for line in run]
    return _reordered(source, order)


def _is_header(cell: Cell) -> bool:
    return "変更日" in cell.text and compact(cell.text).startswith("変更日")


def _before_history(hits: Sequence[Hit], cells: Sequence[Cell]) -> list[Hit]:
    """The labels on the pages before the change history, which names them in any order."""
    begun = next((cell.page for cell in cells if _is_header(cell)), None)
    return [hit for hit in hits if begun is None or hit.page < begun]


def _with_history(turned: set[int], pages: dict[int, list[Cell]]) -> set[int]:
    """The pages that were turned, those of the change history only if 変更日 stands below all of their days and 項目; one without a header goes with the one
    above."""
    history = up = False
    kept: set[int] = set()
    for number, page in pages.items():
        headers = [at for at, cell in enumerate(page) if _is_header(cell)]
        rows = [at for at, cell in enumerate(page) if DATE.match(cell.text) or cell.text.startswith("項目")] if headers else []
        history, up = history or bool(headers), headers[-1] > max(rows, default=0) if headers else up
        if number in turned and (up or not history):
            kept.add(number)
    return kept


def _upside_down(hits: Sequence[Hit], form: Form, pages: dict[int, list[Cell]]) -> set[int]:
    """The pages on which the labels that the form prints once come from the last to the first. A page that has too few, or a list that kept its order, goes
    with the others if they agree."""
    moves: dict[int, tuple[int, int]] = dict.fromkeys(pages, (0, 0))
    for number, found in groupby(hits, key=attrgetter("page")):
        places = [place for hit in found if not hit.again and (place := _places(form).get(hit.label)) is not None]
        moves[number] = sum(second < first for first, second in pairwise(places)), sum(second > first for first, second in pairwise(places))
    told = {number: move for number, move in moves.items() if sum(move) >= _LEAST_PAIRS}
    up = {number for number, (falls, rises) in told.items() if falls > _TIMES_AS_MANY * rises}
    down = sum(rises > _TIMES_AS_MANY * falls for falls, rises in told.values())
    if len(up) >= _LEAST_UP and len(up) > _TIMES_AS_MANY * down:
        up |= {number for number, (falls, rises) in moves.items() if falls >= rises}
    return up


@cache
def _places(form: Form) -> dict[str, int]:
    """Labels that the form prints once → where, counted over the whole form."""
    return {item.label: place for place, item in enumerate(form.items) if len(form.by_label[item.label]) == 1}


def _exchanged(hits: Sequence[Hit], form: Form, cells: Sequence[Cell]) -> dict[int, int]:
    """Pages whose second half stands before the first → the line on which the first one begins. So joined the page fits better between its neighbours;
    a page on which one file's pages end and the next one's begin is as it was printed."""
    places = {number: [(cells[hit.first].line, _places(form)[hit.label]) for hit in run if not hit.again and hit.label in _places(form)]
              for number, run in groupby(hits, key=attrgetter("page"))}
    pages = [(number, page) for number, page in places.items() if page]
    found: dict[int, int] = {}
    for (_, before), (number, page), (_, after) in zip([(0, []), *pages], pages, [*pages[1:], (0, [])], strict=False):
        falls = [at for at in range(1, len(page)) if page[at][1] < page[at - 1][1]]
        if len(falls) == 1 and len(page) > _LEAST_PAIRS and page[-1][1] < page[0][1]:
            ends = max((place for _, place in before), default=-1), min((place for _, place in after), default=len(form.items))
            upper, lower = [place for _, place in page[: falls[0]]], [place for _, place in page[falls[0] :]]
            if _gap(ends[0], lower[0]) + _gap(upper[-1], ends[1]) < _gap(ends[0], upper[0]) + _gap(lower[-1], ends[1]):
                found[number] = page[falls[0]][0]
    return found if len(found) > _MOST_BY_CHANCE * len(pages) else {}


def _gap(before: int, after: int) -> int:
    """Labels between two places of the form; many if they fall."""
    return after - before if after > before else _STEP_BACK


def _swapped(page: Sequence[Cell], begin: int) -> list[int]:
    """The lines of a page with what stands from a line on before the rest, the empty lines above it between them."""
    above = max(cell.line for cell in page if cell.line < begin)
    return [*range(begin, page[-1].line + 1), *range(above + 1, begin), *range(page[0].line, above + 1)]


def _lines_fall(turned: Sequence[Sequence[Cell]], hits: Sequence[Hit], every: Sequence[Cell], form: Form) -> bool:
    """Do the lines of paragraphs stand upside down too, and not only a page's paragraphs? The labels and the option lists within them tell."""
    place = {every[hit.first].line: _places(form)[hit.label] for hit in hits if hit.label in _places(form)}
    falls = rises = 0
    for page in turned:
        for run in _paragraphs(page):
            entries = [int(entry[1]) if (entry := ENTRY.match(cell.text)) else None for cell in run]
            labels = [place[cell.line] for cell in run if cell.line in place]
            for first, second in (*pairwise(entries), *pairwise(labels)):
                falls += first is not None and second is not None and second < first
                rises += first is not None and second is not None and second > first
    return falls >= rises


def _is_mirrored(cells: Sequence[Cell], hits: Sequence[Hit], every: Sequence[Cell], form: Form) -> bool:
    """Do the labels of choices stand alone right below their boxes, nearly everywhere? Boxes of others above them speak against it."""
    alone = {every[hit.first].line for hit in hits if not hit.rest and _ends_paragraph(hit.last, every) and form.by_label[hit.label][0].options}
    if len(alone) < _LEAST_MIRRORED:
        return False
    asking = {every[hit.first].line: form.by_label[hit.label][0].options for hit in hits}
    ended = against = 0
    for run in _paragraphs(cells):
        first, last = run[0].line, run[-1].line
        against += _is_boxed(run, asking.get(first, ()))
        above = [cell for cell in run if cell.line != last]
        if last in alone and not any(cell.line in asking for cell in above):
            own = _is_boxed(above, asking[last])
            ended, against = ended + own, against + (not own and any(map(_CHOSEN.search, [cell.text for cell in above])))
    return ended >= _LEAST_MIRRORED and ended > _TIMES_AS_MANY * against


def _ends_paragraph(at: int, cells: Sequence[Cell]) -> bool:
    """Does a cell end the paragraph that its line ends?"""
    return at + 1 == len(cells) or (cells[at + 1].row != cells[at].row and (cells[at + 1].blanks > 0 or cells[at + 1].page != cells[at].page))


def _is_boxed(cells: Sequence[Cell], options: tuple[Option, ...]) -> bool:
    known = option_texts(options)
    return any(text_key(content) in known for cell in cells for content in _BOX.findall(cell.text))


def _paragraphs(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    run: list[Cell] = []
    for cell in cells:
        if run and cell.line != run[-1].line and (cell.blanks or cell.page != run[-1].page):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _runs(page: Sequence[Cell]) -> list[list[int]]:
    """The lines of a page by paragraph, those between two paragraphs as runs of their own."""
    runs: list[list[int]] = []
    at = page[0].line
    for paragraph in _paragraphs(page):
        begin, end = paragraph[0].line, paragraph[-1].line
        if begin > at:
            runs.append(list(range(at, begin)))
        runs.append(list(range(begin, end + 1)))
        at = end + 1
    return runs


def _labels_first(run: list[int], labels: set[int]) -> list[int]:
    """A paragraph that ends with a label and doesn't begin with one: each label before the lines that stand above it."""
    if not run or run[-1] not in labels or run[0] in labels:
        return run
    ordered: list[int] = []
    above: list[int] = []
    for is_label, lines in groupby(run, key=labels.__contains__):
        if is_label:
            ordered += [*lines, *above]
            above = []
        else:
            above = list(lines)
    return ordered


def _reordered(source: Source, order: Sequence[int]) -> Source:
    """The source with its lines in this order, each at its place; page ends stay where they are."""
    lines = printed_lines(source.text)
    ends = ["\f" * line.count("\f") for line in lines]
    bare = [line.replace("\f", "") for line in lines]
    text = "\n".join([end + bare[number - 1] for end, number in zip(ends, order, strict=True)])
    return replace(source, text=text, places=tuple(source.place(number) for number in order))
