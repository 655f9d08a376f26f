"""Prose answers → layers, `passages`, `wording`, `controls`, `cloud_statements`.

A measure is cut at its ＜…における措置＞ headings, in whatever brackets: what stands before the first one is the municipality's own.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.choices import STATED
from etl.controls import find_controls
from etl.ledger import Ledger
from etl.lines import Cell
from etl.normalise import compact, published
from etl.readings import Answer
from etl.vocabulary import layer_of, names_layer

_NO_MEASURES = frozenset({"basic_info", "file_overview", "requests", "procedure"})  # they tell what an affair, a file or a system is for
_ASKED = {"subcontracting_consent": "再委託の"}  # what the label says and its text need not repeat
# ＜…における措置＞ in whatever brackets; round ones and 「」 also quote titles of articles, so that in them only a phrase by itself is a heading. Without
# brackets it is one on a line of its own, or where a number, a new sentence or a blank parts it from what stands before: 2. ガバメントクラウドにおける措置 ・…
_HEADING = re.compile(
    r"[<《〈≪【]\s*([^<>《》〈〉≪≫【】、。]{1,40}?(?:措置|対策))等?\s*[>》〉≫】]"
    r"|(?:^|(?<=[\s。]))(?:[(「\[]\s*([^()「」\[\]<>、。]{1,40}における措置)\s*[)」\]](?=\s|$|[・\d(])"
    r"|(?:\(?\d{1,2}[.)]\s*)?([^。、<>()\[\]\s]{2,40}における措置)(?=\s|$|[・(]))"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A layer's stretch of one answer: its heading (None before the first), the line on which it begins, and its text as read, piece by piece with lines."""

    heading: str | None
    line: int
    pieces: Sequence[tuple[int, str]]

    @property
    def text(self) -> str:
        return " ".join([text for _, text in self.pieces]).strip()

    def line_at(self, offset: int) -> int:
        """The line of a place in the published text."""
        end, at = 0, self.line
        for line, text in self.pieces:
            if end > offset:
                break
            if piece := published(text):
                end, at = end + len(piece) + 1, line
        return at


def stretches(cells: Sequence[Cell]) -> Iterator[Stretch]:
    """Cut the cells of an answer at the layer headings."""
    heading: str | None = None
    line = cells[0].line if cells else 0
    pieces: list[tuple[int, str]] = []
    for cell in cells:
        at = 0
        for title, begin, end in _headings(cell.text) if "措置" in cell.text or "対策" in cell.text else ():
            pieces.append((cell.line, cell.text[at:begin]))
            if any(text.strip() for _, text in pieces) or heading:
                yield Stretch(heading, line, pieces)
            heading, pieces, line, at = title, [], cell.line, end
        pieces.append((cell.line, cell.text[at:]))
    if any(text.strip() for _, text in pieces) or heading:
        yield Stretch(heading, line, pieces)


def _headings(text: str) -> Iterator[tuple[str, int, int]]:
    """The headings in a text, each with its begin and end."""
    for found in _HEADING.finditer(text):
        heading = found[found.lastindex or 0]
        if "における" in heading or names_layer(heading):
            yield heading, found.start(), found.end()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a prose answer stands in the tables."""

    part_no: int
    file_no: int
    section: str
    risk_no: int
    field: str


class ProseWriter:
    """Enters prose answers and remembers what the body says of Government Cloud and of the intermediate platform."""

    def __init__(self, ledger: Ledger, files_of_part: dict[int, tuple[int, ...]]) -> None:
        self.ledger = ledger
        self.files_of_part = files_of_part
        self._part_of_file = {file_no: part_no for part_no, file_nos in files_of_part.items() for file_no in file_nos}
        self._written: set[Place] = set()
        self._controls: set[tuple[object, ...]] = set()
        self._statements: set[tuple[int, str, str]] = set()
        self._platform: list[str] = []

    @property
    def government_cloud(self) -> bool:
        return bool(self._statements)

    @property
    def platform_hosting(self) -> str:
        """Where the intermediate platform runs, by the wording of its own layer."""
        text = "".join(self._platform)
        if "ISMAP" in text or "クラウドサービス" in text:
            return "ismap_cloud"
        return "data_center" if "データセンタ" in text else "not_stated"

    def write(self, answer: Answer, place: Place) -> None:
        if answer.status != STATED or place in self._written:
            return  # a label printed twice: the first print counts
        self._written.add(place)
        counts: dict[str, int] = {}
        for stretch in stretches(answer.cells):
            layer = layer_of(stretch.heading)
            if layer == "government_cloud":
                self._state(place, stretch.line)
            if layer == "intermediate_server_platform":
                self._platform.append(compact(stretch.text))
            text = published(stretch.text)
            if text:
                counts[layer] = counts.get(layer, 0) + 1
                self._passage(place, layer, counts[layer], text, stretch)

    def _passage(self, place: Place, layer: str, seq: int, text: str, stretch: Stretch) -> None:
        key = {"part_no": place.part_no, "file_no": place.file_no, "section": place.section, "risk_no": place.risk_no, "field": place.field,
               "layer": layer, "seq": seq}
        self.ledger.add("passages", **key, chars=len(text) - text.count(" "), line=stretch.line)
        self.ledger.add("wording", **key, text=text)
        if place.section in _NO_MEASURES:
            return
        part_no = place.part_no or self._part_of_file.get(place.file_no, 0)
        asked = _ASKED.get(place.field, "")
        for control, offset in find_controls(asked + text):
            found = (part_no, place.section, place.risk_no, place.field, layer, control)
            if found not in self._controls:
                self._controls.add(found)
                self.ledger.add("controls", part_no=part_no, section=place.section, risk_no=place.risk_no, field=place.field, layer=layer,
                                control=control, line=stretch.line_at(max(0, offset - len(asked))))

    def _state(self, place: Place, line: int) -> None:
        for file_no in self.files_of_part.get(place.part_no, (place.file_no,)) if place.part_no else (place.file_no,):
            key = (file_no, place.section, place.field)
            if key not in self._statements:
                self._statements.add(key)
                self.ledger.add("cloud_statements", file_no=file_no, section=place.section, field=place.field, line=line)
