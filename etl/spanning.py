"""Labels that span rows, printed in pieces on the lines of those rows (②保管期 期間 [ 5年 ] / 間) → the same cells without the pieces."""
from __future__ import annotations

import re
from functools import cache

from etl.form import Form
from etl.labels import spans
from etl.lines import Cell
from etl.normalise import CIRCLED

_NARROW = 5  # letters: only such a label stands in a column that wraps it
_LINES = 4  # over which it may run
_ROWS = 20  # cells amid which its letters may stand one by one
_LEAST = 3  # letters at the beginning of a label: 使用 and 保管 are words of their own


def without_spanning_pieces(cells: list[Cell], form: Form) -> list[Cell]:
    """Where one piece of the label stands before the label of a row, on its line, all its pieces are taken out: each begins its line."""
    cells = _without_letters(cells, form)
    piece = _piece(form)
    history = next((at for at, cell in enumerate(cells) if cell.text.startswith("変更日")), len(cells))  # it names items in any way
    beginnings = _beginnings(form)
    begins = [at for at, cell in enumerate(cells[:history]) if cell.text[0] in beginnings and not cell.column]
    found = [(at, begun) for at in begins if (begun := piece.match(cells[at].text))] if piece else []
    texts: dict[int, str] = {}
    for at, begun in found:
        name = str(begun.lastgroup)
        label, part = _labels(form)[name], begun[name]
        below = label.startswith(part)
        rest, near = (label[len(part) :], range(at + 1, at + _LINES)) if below else (label[: -len(part)], range(at - 1, at - _LINES, -1))
        other_piece = re.compile(rf"(?:{CIRCLED}\s*)?{rest}(?:\s{{2,}}|$)")
        torn = next(((other, match) for other in near if 0 <= other < len(cells) and (match := other_piece.match(cells[other].text))), None)
        if torn or below:  # 期間 and 委託 are words of their own too
            texts[at] = texts.get(at, cells[at].text)[begun.end() :]
        if torn:
            texts[torn[0]] = cells[torn[0]].text[torn[1].end() :]
    return [cell._replace(text=texts[at]) if at in texts else cell for at, cell in enumerate(cells) if texts.get(at, "-")] if texts else cells


def _without_letters(cells: list[Cell], form: Form) -> list[Cell]:
    """The cells without labels of which each letter stands on a line of its own, amid the lines of the rows that they span: 再 … 委 … 託."""
    beginnings = _beginnings(form)
    single = [at for at, cell in enumerate(cells) if len(cell.text) == 1 and cell.text in beginnings]
    letters = "".join([cells[at].text for at in single])
    taken: set[int] = set()
    for label in _labels(form).values():
        for begin in re.finditer(label, letters):
            places = single[begin.start() : begin.end()]
            taken |= set(places) if places[-1] - places[0] < _ROWS else set()
    return [cell for at, cell in enumerate(cells) if at not in taken] if taken else cells


@cache
def _labels(form: Form) -> dict[str, str]:
    """The narrow labels that only span rows, by a name for them."""
    wordings = [item.label for item in form.items if item.type == "noise" and len(item.label) <= _NARROW]
    return {f"label{number}": wording for number, wording in enumerate(dict.fromkeys(wordings))}


@cache
def _piece(form: Form) -> re.Pattern[str] | None:
    """A piece of such a label, its beginning or its end, before the label of one of its rows."""
    ways = []
    for name, label in _labels(form).items():
        inner = "|".join(sorted({item.label for item in form.items if spans(label, item.label, form)}, key=len, reverse=True))
        pieces = [label[:end] for end in range(len(label) - 1, _LEAST - 1, -1)] + [label[start:] for start in range(1, len(label))]
        if inner:
            ways.append(rf"(?P<{name}>{'|'.join(pieces)})\s+(?=(?:{inner})\s*(?:※\s*)?(?:\s|\[|$))")
    return re.compile(rf"(?:{CIRCLED}\s*)?(?:{'|'.join(ways)})") if ways else None


@cache
def _beginnings(form: Form) -> frozenset[str]:
    letters = {letter for label in _labels(form).values() for letter in label}
    return frozenset({*letters, *(chr(0xE000 + number) for number in range(1, 21))})
