"""A page's characters and rules → its rows: the cells that the rules enclose, read as a person reads the form.

Rules part a page into cells. In a cell the words of several lines are one text, except where brackets stand (`[ 十分である ]` beside an option list,
or a grid of boxes): there every bracket begins a row of its own, and what stands beside it, above or below, belongs to the nearest one.
Lengths are in points, y grows downwards.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

SNAP = 2.5  # rules closer than this are one
TALL = 4.0  # a rule is longer than this
GAP = 1.2  # a wider gap than this share of the characters' height parts the words of a line
NARROW = 0.35  # the same beside a bracket
_OPEN, _CLOSED = "[［〔", "]］〕"
_HANGING = frozenset("、。，．")


class Glyph(NamedTuple):
    """A character or a run of them, in its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A ruled line: at `at` on its axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


class Frame(NamedTuple):
    """The rules around a place; None on a side without one. `column` counts the rules to the left on its height."""

    top: float | None
    bottom: float | None
    left: float | None
    right: float | None
    column: int

    @property
    def ruled(self) -> bool:
        return self.left is not None and self.right is not None


class Rules:
    """The rules of a page."""

    def __init__(self, horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> None:
        self.horizontal, self.vertical = merged(horizontal), merged(vertical)
        self._vertical_at = [rule.at for rule in self.vertical]

    def parted(self, left: float, right: float, y: float) -> bool:
        """Whether a vertical rule stands between two points of one height."""
        first, last = bisect_left(self._vertical_at, left), bisect_right(self._vertical_at, right)
        return any(rule.start <= y <= rule.end for rule in self.vertical[first:last])

    def frame(self, glyph: Glyph) -> Frame:
        """The cell that a glyph stands in."""
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        beside = [rule.at for rule in self.vertical if rule.start <= y <= rule.end]
        lines = [rule.at for rule in self.horizontal if rule.start <= x <= rule.end]
        place, level = bisect_left(beside, x), bisect_left(lines, y)
        return Frame(lines[level - 1] if level else None, lines[level] if level < len(lines) else None,
                     beside[place - 1] if place else None, beside[place] if place < len(beside) else None, max(0, place - 1))


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one ruled line put together, in the order of their places."""
    result: list[Rule] = []
    for _, group in groupby(_snapped(rules), key=lambda rule: rule.at):
        for rule in sorted(group, key=lambda rule: rule.start):
            last = result[-1] if result else None
            if last and last.at == rule.at and rule.start <= last.end + SNAP:
                result[-1] = Rule(last.at, last.start, max(last.end, rule.end))
            else:
                result.append(rule)
    return [rule for rule in result if rule.end - rule.start > TALL]


def _snapped(rules: Iterable[Rule]) -> list[Rule]:
    snapped: list[Rule] = []
    for rule in sorted(rules):
        at = snapped[-1].at if snapped and rule.at - snapped[-1].at < SNAP else rule.at
        snapped.append(Rule(at, rule.start - SNAP / 2, rule.end + SNAP / 2))
    return snapped


def words(glyphs: Iterable[Glyph], rules: Rules) -> list[Glyph]:
    """Characters in the order of the document → runs of one line, without a wide gap or a rule inside. Characters printed twice count once."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last and _follows(last, glyph) and not _parted(last, glyph, rules):
            runs[-1].append(glyph)
        elif not last or glyph.text.strip():
            runs.append([glyph])
    return [word for run in runs if (word := _joined(run)).text]


def _parted(last: Glyph, glyph: Glyph, rules: Rules) -> bool:
    """Whether a rule stands between two characters. A sign that begins no line may hang over the rule that ends its cell (JIS X 4051)."""
    return glyph.text not in _HANGING and rules.parted((last.left + last.right) / 2, (glyph.left + glyph.right) / 2, glyph.middle)


def _frames(found: Sequence[Glyph], rules: Rules) -> list[Frame]:
    """The cell of each word. A text too long for its cell runs over the rules; such a line goes with the one printed before or after it."""
    frames = [rules.frame(word) for word in found]
    crossed = [_crossed(word, frame) for word, frame in zip(found, frames, strict=True)]
    for at in (at for at, over in enumerate(crossed) if over):
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(found) and not crossed[beside] and _stacked_under(found[at], found[beside]):
                frames[at] = frames[beside]
                break
    return frames


def _crossed(word: Glyph, frame: Frame) -> bool:
    margin = word.height * 0.2
    return any(rule is not None and word.top + margin < rule < word.bottom - margin for rule in (frame.top, frame.bottom))


def _stacked_under(word: Glyph, other: Glyph) -> bool:
    return abs(word.left - other.left) < word.height / 4 and word.height * 0.9 < abs(word.middle - other.middle) < word.height * 1.8


def _follows(last: Glyph, glyph: Glyph) -> bool:
    height = max(last.height, glyph.height)
    return abs(last.middle - glyph.middle) < height / 2 and -height / 2 < glyph.left - last.right < _gap(last, glyph) and glyph.left > last.left


def _gap(last: Glyph, following: Glyph) -> float:
    """How wide a gap between two neighbours of a line must be to part them; less is enough at a bracket."""
    share = NARROW if following.text[0] in _OPEN + _CLOSED or last.text[-1] in _OPEN + _CLOSED else GAP
    return share * max(last.height, following.height)


def _joined(run: Sequence[Glyph]) -> Glyph:
    inked = [glyph for glyph in run if glyph.text.strip()]
    text = "".join(glyph.text for glyph in run).strip()
    if not inked:
        return Glyph("", 0, 0, 0, 0)
    return Glyph(text, inked[0].left, min(glyph.top for glyph in inked), inked[-1].right, max(glyph.bottom for glyph in inked))


def lines(runs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Runs → visual lines, from the top; each from the left. Neighbours without a wide gap are one run."""
    result: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if result and abs(run.middle - _middle(result[-1])) < min(run.height, result[-1][0].height) / 2:
            result[-1].append(run)
        else:
            result.append([run])
    return [_closed_up(sorted(line, key=lambda run: run.left)) for line in result]


def _middle(line: Sequence[Glyph]) -> float:
    return sum(run.middle for run in line) / len(line)


def _closed_up(line: Sequence[Glyph]) -> list[Glyph]:
    result: list[Glyph] = []
    for run in line:
        last = result[-1] if result else None
        if last and run.left - last.right < _gap(last, run):
            space = " " if run.left - last.right > last.height * 0.3 else ""
            result[-1] = Glyph(last.text + space + run.text, last.left, min(last.top, run.top), run.right, max(last.bottom, run.bottom))
        else:
            result.append(run)
    return result


Cells = list[str]


class Page:
    """The words of one page: in the cells that rules enclose, and outside of them."""

    def __init__(self, glyphs: Iterable[Glyph], rules: Rules) -> None:
        self.rules = rules
        self.blocks: dict[Frame, list[Glyph]] = {}
        self.loose: list[Glyph] = []
        found = words(glyphs, rules)
        for word, frame in zip(found, _frames(found, rules), strict=True):
            (self.blocks.setdefault(frame, []) if frame.ruled else self.loose).append(word)

    @property
    def end(self) -> float:
        """Where the page's last table ends."""
        return max((rule.end for rule in self.rules.vertical), default=0.0)

    def last_cell(self, frame: Frame) -> Frame | None:
        """The cell between the same sides at the lower end of the page, if the page's end cuts it."""
        assert frame.left is not None and frame.right is not None
        x, y = (frame.left + frame.right) / 2, self.end - SNAP
        last = self.rules.frame(Glyph("", x, y, x, y))
        same = last.left is not None and last.right is not None and abs(last.left - frame.left) < SNAP and abs(last.right - frame.right) < SNAP
        return last if same and last.bottom is None else None

    def rows(self) -> list[tuple[float, Cells]]:
        """The rows in reading order: the height at which each begins and its cells, empty ones kept."""
        pieces = [(line[0].top, line[0].left, 0, [[run.text for run in line]]) for line in lines(self.loose)]
        for frame, block in self.blocks.items():
            top = frame.top if frame.top is not None else min(run.top for run in block)
            pieces.append((top, frame.left or 0.0, frame.column, block_rows(lines(block), frame.right or 0.0)))
        return [row for top, level in _levels(sorted(pieces)) for row in _level_rows(top, level)]


def join_cut_cells(pages: Sequence[Page]) -> None:
    """Puts what stands in a cell that a page's end cuts with the cell's beginning. Words that a program prints on both pages, for the part of them
    that shows on each, count once."""
    for page, following in pairwise(pages):
        cut = {frame: last for frame in following.blocks if frame.top is None and (last := page.last_cell(frame))}
        texts = {run.text for frame in cut for run in following.blocks[frame]}
        page.loose = [run for run in page.loose if run.top < page.end or run.text not in texts]
        for frame, last in cut.items():
            block = page.blocks.setdefault(last, [])
            printed = {run.text for run in block}
            more = [run for run in following.blocks.pop(frame) if run.text not in printed or len(run.text) == 1]
            down = max((run.bottom for run in block), default=0.0) + SNAP - min((run.top for run in more), default=0.0)
            block += [run._replace(top=run.top + down, bottom=run.bottom + down) for run in more]
        page.blocks = {frame: block for frame, block in page.blocks.items() if block}


Piece = tuple[float, float, int, list[Cells]]


def _levels(pieces: Sequence[Piece]) -> Iterable[tuple[float, list[Piece]]]:
    """Pieces that begin at one height, from the left."""
    level: list[Piece] = []
    for piece in pieces:
        if level and piece[0] - level[0][0] > SNAP:
            yield level[0][0], sorted(level, key=lambda piece: piece[1])
            level = []
        level.append(piece)
    if level:
        yield level[0][0], sorted(level, key=lambda piece: piece[1])


def _level_rows(top: float, pieces: Sequence[Piece]) -> Iterable[tuple[float, Cells]]:
    """The first rows of the pieces beside each other, then what some have below."""
    first: Cells = []
    for _, _, column, rows in pieces:
        first += [""] * (column - len(first)) + rows[0]
    yield top, first
    for _, _, column, rows in pieces:
        for row in rows[1:]:
            yield top, [""] * column + row


def block_rows(block: Sequence[list[Glyph]], right: float) -> list[Cells]:
    """The lines of one cell → rows: one text, or a row for each bracket."""
    brackets = [line for line in block if any(_bracket(line, at) for at in range(len(line)))]
    if not brackets:
        return [[running_text(block, right)]]
    nearest: list[list[list[Glyph]]] = [[] for _ in brackets]
    for line in block:
        away = [abs(_middle(line) - _middle(bracket)) for bracket in brackets]
        nearest[away.index(min(away))].append(line)
    return [row for bracket, around in zip(brackets, nearest, strict=True) for row in _bracket_rows(bracket, around)]


def _bracket(line: Sequence[Glyph], at: int) -> bool:
    """Whether a bracket of the form begins here: `[` alone, or a run that it opens and that ends with its other half."""
    text = line[at].text
    return text[0] in _OPEN and (len(text) == 1 or text[-1] in _CLOSED or not any(sign in text for sign in _CLOSED))


def _bracket_rows(bracket: list[Glyph], around: Sequence[list[Glyph]]) -> list[Cells]:
    """The bracket's own line, with what stands above and below its words; before and after it what stands above and below the bracket itself."""
    others = [line for line in around if line is not bracket]
    labels, values = _labels(bracket), [slot for slot in _values(bracket) if _wrapped(slot, bracket, others)]
    above: list[Cells] = []
    below: list[Cells] = []
    beside: list[Glyph] = []
    for line in others:
        found = [run for run in line if any(_within(run, slot) for slot in values) or any(left <= run.left < right for left, right in labels)]
        rest = [run.text for run in line if run not in found]
        beside += found
        (above if line[0].middle < _middle(bracket) else below).extend([rest] if rest else [])
    return [*above, _columns([*bracket, *beside]), *below]


Slot = tuple[float, float]  # from where to where words stand


def _labels(bracket: Sequence[Glyph]) -> list[Slot]:
    """Behind each closing bracket, up to the next opening one."""
    opened = [run.left for run in bracket if run.text[0] in _OPEN] + [float("inf")]
    closed = [run.right for run in bracket if run.text[-1] in _CLOSED] or [max(run.right for run in bracket)]
    return [(at, opened[bisect_left(opened, at)]) for at in closed]


def _values(bracket: Sequence[Glyph]) -> list[Slot]:
    """Before the first bracket, and between each opening and its closing one."""
    opened = [run for run in bracket if run.text[0] in _OPEN]
    closed = [run.left for run in bracket if run.text[0] in _CLOSED]
    inside = [(run.right, min(at for at in closed if at > run.left)) for run in opened if run.text in _OPEN and any(at > run.left for at in closed)]
    return [(float("-inf"), opened[0].left), *inside]


def _wrapped(slot: Slot, bracket: Sequence[Glyph], others: Sequence[list[Glyph]]) -> bool:
    """Whether what stands above and below a slot is one text with what stands in it: on both sides, or below a line that fills it."""
    around = [run.middle for line in others for run in line if _within(run, slot)]
    own = [run for run in bracket if _within(run, slot)]
    return bool(around) and (min(around) < _middle(bracket) < max(around) or (bool(own) and slot[1] - own[-1].right < 1.8 * own[-1].height))


def _within(run: Glyph, slot: Slot) -> bool:
    return slot[0] <= run.left and run.right <= slot[1] + 1


def _over(run: Glyph, other: Glyph) -> bool:
    return run.left < other.right and other.left < run.right


def _columns(runs: Sequence[Glyph]) -> Cells:
    """Runs side by side → cells; those above each other are one cell, from the top."""
    columns: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: (run.left, run.top)):
        over = next((column for column in columns if any(_over(run, other) for other in column)), None)
        (over.append(run) if over else columns.append([run]))
    return [_stacked(sorted(column, key=lambda run: run.middle)) for column in columns]


def _stacked(column: Sequence[Glyph]) -> str:
    right = max(run.right for run in column)
    return running_text([[run] for run in column], right) if len(column) > 1 else column[0].text


def running_text(block: Sequence[list[Glyph]], right: float) -> str:
    """Lines of one cell as one text. A line that ends well before the cell's right side was ended by its author: a space stands for that."""
    text = ""
    last: Glyph | None = None
    for line in block:
        words_of_line = " ".join(run.text for run in line)
        if last is None:
            text = words_of_line
        else:
            wrapped = right - last.right < 2.2 * max(last.height, line[0].height)
            spaced = text[-1].isascii() and words_of_line[0].isascii() and text[-1].isalnum() and words_of_line[0].isalnum()
            text += words_of_line if wrapped and not spaced else " " + words_of_line
        last = line[-1]
    return text
