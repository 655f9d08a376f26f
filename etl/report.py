"""One source → one report: its rows for every table."""
from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter

from etl.abreast import pages_abreast
from etl.assessment import write_assessment, write_systems
from etl.beside import take_lines_above
from etl.body import Body, read_body, with_hits, without_strangers
from etl.boxes import settle_controls
from etl.chosen import settle_lone_entries
from etl.contradictions import write_contradictions
from etl.copies import without_copies
from etl.disorder import choices_stray, lines_moved
from etl.entry_tables import entries_apart
from etl.files import File, find_files, find_parts, write_files
from etl.form import ONCE_BLOCKS, Form, load_form
from etl.history import read_changes, write_changes, write_cloud
from etl.interleaved import pages_by_file
from etl.kind import find_kind, form_name
from etl.labels import Hit, find_hits
from etl.ledger import Ledger, Row
from etl.lines import Cell, read_cells
from etl.page import whole_pages
from etl.paragraphs import part_paragraphs
from etl.parts import Part, write_parts
from etl.places import set_places
from etl.prose import Place, ProseWriter
from etl.readings import Reading, Regions, read_segment
from etl.repair import find_damaged, find_damaged_headings
from etl.run_together import part_labels
from etl.scrambled import read_pages
from etl.sources import BadSource, Source
from etl.spanning import without_spanning_pieces
from etl.unknown import write_unknown
from etl.upwards import in_paper_order


@dataclass(slots=True)
class Report:
    """What was read of one source: rows by table, and what matched no vocabulary."""

    source: Source
    kind: str
    tables: dict[str, list[Row]]
    unknown: list[Row] = field(default_factory=list)

    @property
    def assessment(self) -> Row:
        return self.tables["assessments"][0]


@contextmanager
def _no_collection() -> Iterator[None]:
    """A parse makes many small objects and no cycles: looking for garbage among them, again and again, takes a third of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_no_collection()
def read_report(source: Source) -> Report:
    """Parse one source. BadSource if it is no assessment report at all."""
    return _read(source)


def _read(source: Source, in_order: bool = False) -> Report:
    """in_order: the lines have been put in the order of the form already."""
    cells = settle_controls(without_copies(read_cells(source.text)))
    kind = find_kind(cells)
    if kind is None:
        raise BadSource(f"{source.name}: no form of a 特定個人情報保護評価書 was recognised in the text.")
    form = load_form(form_name(kind, cells))
    for settle in (pages_abreast, pages_by_file, part_paragraphs, settle_lone_entries, without_spanning_pieces, entries_apart):
        cells = settle(cells, form)
    hits = find_hits(cells, form)
    parted = part_labels(cells, hits, form)
    if parted is not cells:
        cells, hits = parted, find_hits(parted, form)
    if not in_order and (ordered := in_paper_order(source, cells, hits, form)):
        return _read(ordered, in_order=True)
    hits = without_strangers(hits, form)
    body = read_body(cells, hits, form)
    readings, hits, body = _readings(cells, hits, body, form)
    if not readings:
        raise BadSource(f"{source.name}: none of the form's labels was found in the text.")
    ledger = Ledger(source.sha256[:12])
    write_assessment(ledger, source, form, readings, cells)
    write_systems(ledger, form, readings)
    files = find_files(readings)
    parts = find_parts(form, readings, files)
    write_files(ledger, form, files)
    organisation = [reading for reading in readings if reading.block == "organisation"]
    write_parts(ledger, form, parts, organisation)
    past = [cell for start, end in body.history for cell in cells[start:end]]
    changes = read_changes(past, source.text)
    write_changes(ledger, changes, form.kind)
    prose = write_prose(ledger, form, readings, files, parts)
    write_cloud(ledger, changes, prose.government_cloud, prose.platform_hosting)
    write_contradictions(ledger, form, changes, parts)
    write_unknown(ledger, cells, hits, body)
    report = Report(source, kind, ledger.unique(), ledger.unknown)
    if source.places:
        set_places(source, [*report.unknown, *(row for rows in report.tables.values() for row in rows)])
    return report


def _readings(cells: list[Cell], hits: list[Hit], body: Body, form: Form) -> tuple[list[Reading], list[Hit], Body]:
    """The answers of the body: page by page where lines are out of order, else by the order of the form."""
    moved = lines_moved(cells, body, form)
    damaged = (find_damaged_headings if moved else find_damaged)(cells, body, form)
    mended = with_hits(body, damaged, cells, form) if damaged else body
    stray = not moved and choices_stray(cells, mended, form)
    if damaged and not stray:  # what was found by the order of the form is no label of pages that turn out to have none
        hits, body = sorted([*hits, *damaged], key=attrgetter("first")), mended
    if moved or stray:
        body = whole_pages(cells, body)
        return read_pages(cells, body, form, Regions(cells, hits, body)), hits, body
    take_lines_above(hits, cells, form)
    regions = Regions(cells, hits, body)
    return [read_segment(segment, form, regions) for segment in body.segments], hits, body


def write_prose(ledger: Ledger, form: Form, readings: Sequence[Reading], files: Sequence[File], parts: Sequence[Part]) -> ProseWriter:
    """Enter every prose answer, in paper order."""
    writer = ProseWriter(ledger, {part.part_no: part.file_nos for part in parts})
    for reading in readings:
        if reading.block in (*ONCE_BLOCKS, "organisation"):
            _write_answers(writer, reading, 0, 0)
    for file in files:
        for reading in file.readings:
            _write_answers(writer, reading, 0, file.file_no)
    for part in parts:
        for (section, risk_no, name), answer in part.answers.items():
            if answer.item.type == "prose":
                writer.write(answer, Place(part.part_no, 0, section, risk_no, name))
    return writer


def _write_answers(writer: ProseWriter, reading: Reading, part_no: int, file_no: int) -> None:
    for (section, risk_no, name), answer in reading.answers.items():
        if answer.item.type == "prose":
            writer.write(answer, Place(part_no, file_no, section, risk_no, name))
    for group in reading.groups:
        for name, answer in group.answers.items():
            if answer.item.type == "prose" and group.number and group.number > 0:
                writer.write(answer, Place(part_no, file_no, answer.item.section, group.number, name))
