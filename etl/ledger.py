"""Where the rows of one report are collected, table by table, and where every field's status is entered in `coverage`."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

from etl.choices import ABSENT
from etl.readings import Answer
from etl.schema import key_of

Row = dict[str, Any]


class Ledger:
    """Rows of one report by table. Every row carries the report's assessment_id."""

    def __init__(self, assessment_id: str) -> None:
        self.assessment_id = assessment_id
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.unknown: list[Row] = []

    def add(self, table: str, **row: Any) -> None:
        row["assessment_id"] = self.assessment_id
        self.tables[table].append(row)

    def unique(self) -> dict[str, list[Row]]:
        """The rows by table, the first of each key. A second row of a key is left out and listed among what could not be placed."""
        kept: dict[str, list[Row]] = {}
        for table, rows in self.tables.items():
            first: dict[tuple[Any, ...], Row] = {}
            columns = key_of(table)
            for row in rows:
                if first.setdefault(tuple(map(row.get, columns)), row) is not row:
                    self.unknown.append({"what": "second row", "field": row.get("field") or table, "section": row.get("section") or "",
                                         "text": table, "line": row.get("line")})
            kept[table] = list(first.values())
        return kept

    def cover(self, field: str, answer: Answer | None, *, section: str, risk_no: int = 0, file_no: int = 0, part_no: int = 0) -> None:
        """Enter the status of a field that the form asks for; an answer that is None was not found in the source."""
        status, line = (answer.status, answer.line) if answer else (ABSENT, None)
        self.enter(field, status, line, section=section, risk_no=risk_no, file_no=file_no, part_no=part_no)
        if answer and answer.unknown:
            self.unknown.append({"what": "option", "field": field, "section": section, "text": answer.unknown, "line": answer.line})

    def enter(self, field: str, status: str, line: int | None, *, section: str, risk_no: int = 0, file_no: int = 0, part_no: int = 0,
              stated_count: int | None = None, found_count: int | None = None) -> None:
        self.add("coverage", file_no=file_no, part_no=part_no, section=section, risk_no=risk_no, field=field, status=status, line=line,
                 stated_count=stated_count, found_count=found_count)
