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
_LEAST = 3  # letters at the beginning of a label: 使用 and 保管 are words of their own


def without_spanning_pieces(cells: list[Cell], form: Form) -> list[Cell]:
    """Where one piece of the label stands before the label of a row, on its line, all its pieces are taken out: each begins its line."""
    piece = _piece(form)
    found = [(at, begun) for at, cell in enumerate(cells) if cell.text[0] in _beginnings(form) and (begun := piece.match(cell.text))] if piece else []
    texts = {at: cells[at].text[begun.end() :] for at, begun in found}
    for at, begun in found:
        name = str(begun.lastgroup)
        label, part = _labels(form)[name], begun[name]
        below = label.startswith(part)
        rest, near = (label[len(part) :], range(at + 1, at + _LINES)) if below else (label[: -len(part)], range(at - 1, at - _LINES, -1))
        other_piece = re.compile(rf"(?:{CIRCLED}\s*)?{rest}(?:\s+|$)")
        torn = next(((other, match) for other in near if 0 <= other < len(cells) and (match := other_piece.match(cells[other].text))), None)
        if torn:
            texts[torn[0]] = cells[torn[0]].text[torn[1].end() :]
    return [cell._replace(text=texts[at]) if at in texts else cell for at, cell in enumerate(cells) if texts.get(at, "-")] if texts else cells


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
