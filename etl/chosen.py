"""Reports that print of each option list only the entry that was chosen → the same cells, with that entry as a choice."""
from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from etl.form import Form
from etl.lines import Cell

_FEWEST = 5


def settle_lone_entries(cells: list[Cell], form: Form) -> list[Cell]:
    """2. 十分である → [ 十分である ], if no option list is to be seen anywhere: no heading of one, and never two entries in a cell or one after the other."""
    if any("選択肢" in cell.text for cell in cells):
        return cells
    entry = _entry(form)
    lone = [at for at, cell in enumerate(cells) if entry.fullmatch(cell.text)]
    if len(lone) < _FEWEST or any(second - first == 1 for first, second in pairwise(lone)) or any(len(entry.findall(cell.text)) > 1 for cell in cells):
        return cells
    settled = list(cells)
    for at in lone:
        settled[at] = cells[at]._replace(text=entry.sub(r"[ \1 ]\2", cells[at].text))
    return settled


@cache
def _entry(form: Form) -> re.Pattern[str]:
    labels = {re.escape(label) for item in form.items if item.type == "choice" for option in item.options for label in option.labels}
    return re.compile(rf"\d{{1,2}}[).]\s*({'|'.join(sorted(labels, key=len, reverse=True))})(\s*\(\s*\d+\s*\)\s*件)?")
