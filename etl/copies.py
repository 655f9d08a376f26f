"""Pages that are printed twice in a row → the same cells, each page once."""
from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from operator import attrgetter

from rapidfuzz.distance import Levenshtein

from etl.change import TIMINGS
from etl.lines import Cell

_LONG_TEXT, _LEAST_OF_COPY = 25, 8  # letters that are hardly printed twice by chance; cells of a page
_MOST_SHORT = 16  # cells behind the last long one of a copy
_TIMED = re.compile(rf"(?:^|\s)(?:{'|'.join(TIMINGS)})(?:\s|$)")  # a row of a history
_SAME, _LIKE = 0.5, 0.7  # of a page's long texts; of its cells
_MOST_DAMAGED = 0.125  # of the letters of what differs: 行っている and 行っていない are two answers
_NAME = re.compile(r"ファイル[)」]?$")
_DIGITS = re.compile(r"\d")
_EMPTY_BOX = re.compile(r"(.*)\[\s*\](.*)")


def without_copies(cells: list[Cell]) -> list[Cell]:
    """The cells without a page that is printed twice in a row, letter by letter or with damage to either. Rows of a history may well be the same."""
    return _without_damaged_copies(_without_exact_copies(cells))


def _without_exact_copies(cells: list[Cell]) -> list[Cell]:
    texts = [cell.text for cell in cells]
    seen: dict[str, int] = {}
    runs: dict[int, tuple[int, int]] = {}  # by how far apart they are: where cells begin to be the same, and up to where that is known
    copied: set[int] = set()
    for at, text in enumerate(texts):
        if len(text) < _LONG_TEXT:
            continue
        apart = at - seen.get(text, at)
        seen[text] = at
        if apart < _LEAST_OF_COPY:
            continue
        begin, known = runs.get(apart, (at, -1))
        if known < 0 or texts[known:at] != texts[known - apart : at - apart]:
            begin = at
            while begin > max(known + 1, apart) and texts[begin - 1] == texts[begin - 1 - apart]:
                begin -= 1
        end = begin + apart
        if end - at <= _MOST_SHORT and texts[at:end] == texts[at - apart : begin] and not any(map(_TIMED.search, texts[begin:end])):
            copied.update(range(begin, end))
            begin = end
        runs[apart] = (begin, at)
    return [cell for at, cell in enumerate(cells) if at not in copied] if copied else cells


def _without_damaged_copies(cells: list[Cell]) -> list[Cell]:
    """Of two pages that differ by damage alone the one with more letters stays."""
    pages = {number: list(page) for number, page in groupby(cells, key=attrgetter("page"))}
    long = {number: {cell.text for cell in page if len(cell.text) >= _LONG_TEXT} for number, page in pages.items()}
    copied: set[int] = set()
    for one, other in pairwise(pages):
        both = len(long[one] & long[other])
        if one not in copied and both > 1 and both >= _SAME * max(len(long[one]), len(long[other])) and _are_copies(pages[one], pages[other]):
            copied.add(min(other, one, key=lambda number: sum(len(cell.text) for cell in pages[number])))
    return [cell for cell in cells if cell.page not in copied] if copied else cells


def _are_copies(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    texts = [cell.text for cell in one], [cell.text for cell in other]
    if min(map(len, texts)) < _LEAST_OF_COPY or any(map(_TIMED.search, texts[0])):
        return False
    steps = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    same = sum(end - start for kind, start, end, _, _ in steps if kind == "equal")
    if same < _LIKE * max(map(len, texts)):
        return False
    return all(kind == "equal" or _is_damage("".join(texts[0][a:b]), "".join(texts[1][c:d])) for kind, a, b, c, d in steps)


def _is_damage(one: str, other: str) -> bool:
    """Do two texts of copies differ by damage? One may lack what the other says, but no number is another one."""
    if not one or not other or any((box := _EMPTY_BOX.fullmatch(text)) and whole.startswith(box[1]) and whole.endswith(box[2])
                                   for text, whole in ((one, other), (other, one))):
        return True
    if _DIGITS.findall(one) != _DIGITS.findall(other) or (_NAME.search(one) and _NAME.search(other)):
        return False
    return Levenshtein.distance(one, other) <= max(1, _MOST_DAMAGED * max(len(one), len(other)))
