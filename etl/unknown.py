"""What matched no label and no vocabulary: counted and shown, never dropped."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.body import Body
from etl.labels import Hit
from etl.ledger import Ledger
from etl.lines import Cell
from etl.normalise import published

_LONGEST_LABEL = 60


def unknown_labels(cells: Sequence[Cell], hits: Sequence[Hit], body: Body) -> Iterator[Cell]:
    """Cells of the body beside which an option list stands in the same row, though no label of the form is in that row."""
    labelled = {cells[at].row for hit in hits for at in range(hit.first, hit.last + 1)}
    history = {at for start, end in body.history for at in range(start, end)}
    rows: dict[int, list[int]] = {}
    for at, cell in enumerate(cells):
        rows.setdefault(cell.row, []).append(at)
    for row, places in rows.items():
        first = cells[places[0]]
        listed = any("選択肢" in cells[at].text for at in places[1:])
        if listed and row not in labelled and places[0] not in history and len(first.text) <= _LONGEST_LABEL and "[" not in first.text:
            yield first


def write_unknown(ledger: Ledger, cells: Sequence[Cell], hits: Sequence[Hit], body: Body) -> None:
    """Enter unknown labels, and systems and affairs that the vocabularies class as other."""
    for cell in unknown_labels(cells, hits, body):
        ledger.unknown.append({"what": "label", "field": "", "section": "", "text": published(cell.text), "line": cell.line})
    for row in ledger.tables["systems"]:
        if row["system_type"] == "other":
            ledger.unknown.append({"what": "system", "field": "system_type", "section": "basic_info", "text": row["name"], "line": row["line"]})
    for row in ledger.tables["assessments"]:
        if row["affair"] == "other":
            ledger.unknown.append({"what": "affair", "field": "affair", "section": "basic_info", "text": row["title"], "line": None})
