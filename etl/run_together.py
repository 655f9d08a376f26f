"""Text whose line breaks are lost, label after answer after label → the same cells, parted before each label."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.body import is_history_header
from etl.form import Form, label_pattern
from etl.labels import Hit, leading
from etl.lines import Cell
from etl.normalise import CIRCLED

_FEWEST = 3  # cells that hold several labels: a text that quotes labels has less
_SHORT = 250
_CHOICES = 0.08  # of the labels at the beginning of a cell: forms have twice as many
_CONTENTS = "項目一覧"


def part_labels(cells: list[Cell], hits: Sequence[Hit], form: Form) -> list[Cell]:
    """The cells as they are, unless some of the body hold several labels of the form each. A long report in which many cells begin with the label of a
    choice isn't searched for them."""
    if len(cells) > _SHORT and sum([form.by_label[hit.label][0].type == "choice" for hit in hits]) >= _CHOICES * len(hits):
        return cells
    body = next((at for at, cell in enumerate(cells) if "変更前" in cell.text and is_history_header([cell.text])), len(cells))
    if sum(len(_numbered(form).findall(cell.text)) > 1 for cell in cells[:body]) < _FEWEST:
        return cells
    return [part for cell in cells[:body] for part in _parts(cell, form)] + cells[body:]


def _parts(cell: Cell, form: Form) -> Sequence[Cell]:
    if cell.text.startswith(_CONTENTS):
        return (cell,)
    cuts = [0, *(found.start() for found in _any_label(form).finditer(cell.text, leading(cell.text) + 1)), len(cell.text)]
    return [cell._replace(text=text) for start, end in pairwise(cuts) if (text := cell.text[start:end].strip())]


@cache
def _numbered(form: Form) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){CIRCLED}\s*(?:{_labels(form)})(?=\s|$)")


@cache
def _any_label(form: Form) -> re.Pattern[str]:
    entries = "|".join(sorted({label_pattern(item.label).pattern for item in form.items if item.type == "group"}))
    return re.compile(rf"(?<!\S)(?:(?:{CIRCLED}\s*)?(?:{_labels(form)})(?=[\s\[<※]|$)|(?:{entries})\s*\d{{1,2}}(?!\S))")


def _labels(form: Form) -> str:
    wordings = {wording for item in form.items if item.type not in ("block", "group") for wording in item.labels}
    return "|".join(label_pattern(wording).pattern for wording in sorted(wordings, key=len, reverse=True))
