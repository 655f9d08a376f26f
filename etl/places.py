"""Lines of the running text → places a person can find: the page or sheet, and the line or row in it."""
from __future__ import annotations

import re
from collections.abc import Iterable

from etl.ledger import Row
from etl.sources import Source

_LINE = re.compile(r":(\d+)$")


def set_places(source: Source, rows: Iterable[Row]) -> None:
    """`page` and `line` of each row that has a line; also in the two places of a contradiction (section/field:line, or section/field:page.line)."""
    for row in rows:
        if row.get("line"):
            row["page"], row["line"] = source.place(row["line"])
        for column in ("place_1", "place_2"):
            if row.get(column):
                row[column] = _LINE.sub(lambda found: ":" + place_text(*source.place(int(found[1]))), row[column])


def place_text(page: int | None, line: int) -> str:
    """12.34 for row 34 of page 12, 34 for line 34."""
    return str(line) if page is None else f"{page}.{line}"
