"""Pages of several files by turns, each with the file's name in the running title (Ⅱ ファイルの概要（税台帳ファイル）) → the same cells, with the part's
title and the file's name as its first page prints them, wherever another file's pages begin."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from etl.file_names import bare, is_damaged
from etl.form import Form, Item
from etl.lines import Cell, row_span
from etl.normalise import compact

_TITLED = re.compile(r"(II|III)\s+[^()\[\]<>「」]{2,40}?\s*[(\[<「]([^\[\]<>「」]{2,40}ファイル)[)\]>」]")
_TORN = re.compile(r"III?\s+[^()\[\]<>「」]{2,40}(?:[(\[<「][^()\[\]<>「」]{0,40})?")
_FEWEST = 3  # titles by turns
_BLOCKS = {"II": "file", "III": "part"}


def pages_by_file(cells: list[Cell], form: Form) -> list[Cell]:
    """Cells keep their line. Where the files' pages follow one another, or no page says whose it is, nothing changes."""
    found = list(_titles(cells[: _history_begins(cells)]))
    if len(found) < _FEWEST or not form.has("file", "name"):
        return cells
    titles = _whole({at: title for at, title, _ in found}, {bare(cell.text) for cell in cells if cell.text.endswith("ファイル")})
    torn = {at + 1 for at, _, is_torn in found if is_torn}
    turns = [title for title, _ in groupby(titles.values())]
    if len(turns) == len(set(turns)):
        return cells
    rows = count(cells[-1].row + 1)
    ordered: list[Cell] = []
    last: tuple[str, str] | None = None
    for at, cell in enumerate(cells):
        title = titles.get(at)
        if title and title != last:
            ordered += [cell._replace(row=next(rows), text=text) for text in (*_labels(form.block(_BLOCKS[title[0]]), title[0]), title[1])]
            last = title
        elif not title and at not in torn:
            ordered.append(cell)
    return ordered


def _titles(cells: Sequence[Cell]) -> Iterator[tuple[int, tuple[str, str], bool]]:
    """Where a running title stands, with its part and file, and whether the end of its line is on the next one."""
    for at, cell in enumerate(cells):
        if cell.text[0] != "I" or len(row_span(cells, at)) > 1:
            continue
        torn = _TORN.fullmatch(cell.text) is not None and at + 1 < len(cells)
        if found := _TITLED.fullmatch(cell.text + cells[at + 1].text if torn else cell.text):
            yield at, (found[1], found[2]), torn


def _whole(titles: dict[int, tuple[str, str]], listed: set[str]) -> dict[int, tuple[str, str]]:
    """The titles, a damaged name as the one that others have; names that stand in a list too are whole."""
    often = Counter(titles.values())
    whole = {title: next((other for other in often if other[0] == title[0] and often[other] > count and is_damaged(title[1], other[1])), title)
             for title, count in often.items() if bare(title[1]) not in listed}
    return {at: whole.get(title, title) for at, title in titles.items()}


def _history_begins(cells: Sequence[Cell]) -> int:
    """The index of the first cell of the change history, whose items name files too."""
    return next((at for at, cell in enumerate(cells) if cell.text[0] == "変" and compact(cell.text).startswith("変更日")), len(cells))


def _labels(block: Sequence[Item], roman: str) -> tuple[str, str]:
    """What the form prints above the name of a file."""
    title, names = (next(item.label for item in block if item.type == kind) for kind in ("block", "names"))
    return f"{roman} {title}", f"1. {names}"
