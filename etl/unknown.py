"""What matched no label and no vocabulary: counted and shown, never dropped."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.body import Body
from etl.labels import Hit
from etl.ledger import Ledger
from etl.lines import Cell, row_span
from etl.normalise import published

_LONGEST_LABEL = 60


def unknown_labels(cells: Sequence[Cell], hits: Sequence[Hit], body: Body) -> Iterator[Cell]:
    """Cells of the body beside which an option list stands in the same row, though no label of the form is in that row."""
    labelled = {cells[at].row for hit in hits for at in range(hit.first, hit.last + 1)}
    seen: set[int] = set()
    for at in [at for at, cell in enumerate(cells) if "選択肢" in cell.text]:
        cell = cells[at]
        if cell.row in labelled or cell.row in seen:
            continue
        start = row_span(cells, at).start
        if start == at:
            continue  # the list begins the row: another one may stand beside it
        seen.add(cell.row)
        first = cells[start]
        if not any(begin <= start < end for begin, end in body.history) and len(first.text) <= _LONGEST_LABEL and "[" not in first.text:
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
