"""Cover, Ⅰ, Ⅴ and Ⅵ → the row of `assessments`, and the systems with their connections."""
from __future__ import annotations

import re
from collections.abc import Sequence

from etl.boxes import line_of_box, other_text, read_boxes
from etl.choices import ABSENT, BLANK, STATED, UNREADABLE
from etl.form import ONCE_BLOCKS, Form
from etl.kind import find_version
from etl.ledger import Ledger, Row
from etl.lines import Cell
from etl.names import Place, find_place
from etl.normalise import compact, folded, published
from etl.parts import names_in
from etl.readings import TOLD, Answer, Group, Reading, best
from etl.sources import Source
from etl.values import read_date, read_period
from etl.vocabulary import affair_of, system_type_of

_NUMBER_AND_TITLE = re.compile(r"\s*(\d{1,4})(?::| \|)?\s+(.+)")
# Fields of the assessment's row that are one choice or one text: column → (block, item).
_CHOICES = ("headcount_band", "network_linkage", "fee", "file_register_published", "handlers_500_or_more", "serious_incident")
_FIELDS = ("authority", "published_on", "headcount_band", "department", "network_linkage", "fee", "file_register_published", "assessed_on",
           "threshold_result", "consultation", "third_party_review_on", "handlers_500_or_more", "serious_incident")
# Who calls itself so isn't named: 本市, 当町, 各市町村.
_OWN_MEASURES = re.compile(
    r"(?:^|[<《〈≪【(「\[])\s*((?![本当各同自他全]?[市区町村]{1,4}に)[^\s<>《》〈〉≪≫【】()「」\[\]、。・]{1,14}?[市区町村]における措置)"
)
COMMISSION_ONLY = ("commission_review",)  # asked of the state's own bodies: they count where they are stated


def write_assessment(ledger: Ledger, source: Source, form: Form, readings: Sequence[Reading], cells: Sequence[Cell]) -> Row:
    """Enter the report's own row and the coverage of its fields; gives the row."""
    answers = {column: find_answer(readings, block, column) for column in _FIELDS if (block := form.block_of(column))}
    number, title = _number_and_title(readings, form)
    place, named_on = _place(form, answers.get("authority"), title, readings, cells)
    row: Row = {
        "number": int(number.text) if number.value else None, "title": published(title.value), "kind": form.kind,
        "authority": published(_value(answers.get("authority"))), "municipality": place.municipality, "municipality_code": place.code,
        "prefecture": place.prefecture, "affair": affair_of(title.value or _affair_name(readings)),
        "department": published(_value(answers.get("department"))), "threshold_result": _label(answers.get("threshold_result")),
        "source_name": source.name, "source_sha256": source.sha256, "is_current": True,
    }
    row.update({column: _code(answers.get(column)) for column in _CHOICES})
    row.update({column: _date(answers.get(column)) for column in ("published_on", "assessed_on", "third_party_review_on")})
    consultation = answers.get("consultation")
    row["consultation_start"], row["consultation_end"] = read_period(consultation.text) if consultation and consultation.value else (None, None)
    version = find_version(cells)
    row["form_version"] = version[0] if version else None
    ledger.add("assessments", **row)
    _cover(ledger, form, answers, number, title, version, row, place, named_on)
    _cover_rest(ledger, form, readings, {"number", "title", *answers})
    return row


def _cover(ledger: Ledger, form: Form, answers: dict[str, Answer | None], number: Answer, title: Answer, version: tuple[str, int] | None,
           row: Row, place: Place, named_on: int | None) -> None:
    for field, answer in {"number": number, "title": title, **answers}.items():
        ledger.cover(field, answer, section=form.find(form.block_of(field) or "", field).section)
    line = version[1] if version else None
    ledger.enter("form_version", STATED if version else ABSENT, line, section="basic_info")
    authority = answers.get("authority")
    ledger.enter("municipality", STATED if row["municipality"] else UNREADABLE if authority else ABSENT, named_on, section="basic_info")  # the rest is derived
    if not place.code:
        ledger.unknown.append({"what": "municipality", "field": "municipality_code", "section": "basic_info", "text": place.reason, "line": None})


def _cover_rest(ledger: Ledger, form: Form, readings: Sequence[Reading], entered: set[str]) -> None:
    """The fields that a report fills once and that have no column of their own."""
    for block in ONCE_BLOCKS:
        found = [reading for reading in readings if reading.block == block]
        for item in form.plan(block).single:
            answer = best(reading.at(item) for reading in found)
            asked = item.name not in COMMISSION_ONLY or (answer and answer.status == STATED)
            if asked and item.name not in entered and (item.type in TOLD or item.type == "text"):
                ledger.cover(item.name, answer, section=item.section, risk_no=item.risk_no)


def find_answer(readings: Sequence[Reading], block: str, name: str) -> Answer | None:
    """The best answer to an item of a block that stands once: a stated one, else the first."""
    return best(reading.get(name) for reading in readings if reading.block == block)


def _value(answer: Answer | None) -> str | None:
    return answer.value if answer else None


def _code(answer: Answer | None) -> str | None:
    return answer.code if answer else None


def _label(answer: Answer | None) -> str | None:
    return answer.option.label if answer and answer.option else None


def _date(answer: Answer | None) -> object:
    return read_date(answer.text) if answer and answer.value else None


def _number_and_title(readings: Sequence[Reading], form: Form) -> tuple[Answer, Answer]:
    """Both stand in one row under their two labels, or each after its own."""
    number = find_answer(readings, "cover", "number") or Answer(form.find("cover", "number"))
    title = find_answer(readings, "cover", "title") or Answer(form.find("cover", "title"))
    if compact(number.text).lstrip("|").startswith("評価書名") and len(number.cells) > 1:
        row = [cell for cell in number.cells[1:] if cell.row == number.cells[1].row]
        title = Answer(title.item, STATED, " ".join(cell.text for cell in row), line=row[0].line)
        number = Answer(number.item, BLANK, line=number.line)
    if compact(number.text) == "評価書名" and title.status == ABSENT:
        number, title = Answer(number.item, BLANK, line=number.line), Answer(title.item, BLANK, line=number.line)
    if number.status in (BLANK, ABSENT) and re.fullmatch(r"\d{1,4}", title.text):  # label, label, answer, answer: one below the other
        number = Answer(number.item, STATED, title.text, line=title.line)
        below = title.cells[1:2]
        title = Answer(title.item, STATED, below[0].text, line=below[0].line) if below else Answer(title.item, UNREADABLE, line=title.line)
    together = _NUMBER_AND_TITLE.fullmatch(folded(title.text))
    if together and not re.fullmatch(r"\d+", folded(number.text)):
        number = Answer(number.item, STATED, together[1], line=title.line)
        title = Answer(title.item, STATED, together[2], line=title.line)
    digits = re.fullmatch(r"(?:第\s*)?(\d{1,4})\s*号?", folded(number.text))
    if number.status == STATED:
        number = Answer(number.item, STATED if digits else BLANK, digits[1] if digits else "", line=number.line)
    return number, title


def _affair_name(readings: Sequence[Reading]) -> str:
    answer = find_answer(readings, "basic", "affair_name")
    return answer.text if answer else ""


def _place(form: Form, authority: Answer | None, title: Answer, readings: Sequence[Reading], cells: Sequence[Cell]) -> tuple[Place, int | None]:
    """The report's place, and the line that names it: that of the authority if it has one."""
    names = ("declaration", "request_address", "enquiry_address", "file_register_place")
    said = [(answer.text, answer.line) for name in names if (block := form.block_of(name)) and (answer := find_answer(readings, block, name))]
    if not _value(authority):
        said += _own_headings(cells)
    place = find_place(_value(authority), title.value, [text for text, _ in said])
    named = [line for text, line in [(title.text, title.line), *said] if place.municipality and compact(place.municipality) in compact(text)]
    return place, authority.line if authority and (_value(authority) or not named) else next(iter(named), None)


def _own_headings(cells: Sequence[Cell]) -> list[tuple[str, int]]:
    """The first heading of measures of a municipality's own (＜○○市における措置＞), if all such headings name the same one: it tells whose report it is where
    its cover is missing."""
    headings = [(found[1], cell.line) for cell in cells if "における措置" in cell.text and (found := _OWN_MEASURES.search(cell.text))]
    return headings[:1] if len({compact(heading) for heading, _ in headings}) == 1 else []


def write_systems(ledger: Ledger, form: Form, readings: Sequence[Reading]) -> None:
    """Systems in the order of the report; a heading without a name is a row that the form prints in advance, no system."""
    if form.has("basic", "system_names"):
        _write_system_list(ledger, find_answer(readings, "basic", "system_names"))
        return
    number = 0
    for reading in readings:
        for group in reading.groups:
            if group.kind != "system":
                continue
            name = group.answers.get("system_name")
            if not name or not name.text or name.status == BLANK:  # a name with lost letters is one, as printed
                continue
            number = group.number if group.number and group.number > 0 else number + 1
            ledger.add("systems", system_no=number, name=published(name.text), system_type=system_type_of(name.text), line=name.line)
            for field in ("system_name", "system_function"):
                ledger.cover(field, group.answers.get(field), section="basic_info", risk_no=number)
            _write_connections(ledger, number, group)


def _write_system_list(ledger: Ledger, answer: Answer | None) -> None:
    """The basic form lists the names of all systems in one box."""
    for number, name in enumerate(names_in(answer, end=r"(?:システム|サーバー?|基盤|端末|等|ネット|台帳|機能)"), 1):
        ledger.add("systems", system_no=number, name=published(name), system_type=system_type_of(name), line=answer.line_of(name) if answer else None)
    ledger.cover("system_names", answer, section="basic_info")


def _write_connections(ledger: Ledger, number: int, group: Group) -> None:
    answer = group.answers.get("connections")
    if not answer:
        ledger.enter("connections", ABSENT, None, section="basic_info", risk_no=number)
        return
    options = {option.label: option.code for option in answer.item.options}
    boxes = answer.boxes if answer.boxes is not None else read_boxes(answer.text, list(options))
    for label, code in options.items():
        connected = boxes.get(label)
        status = STATED if connected is not None else UNREADABLE
        other = other_text(answer.text) if code == "other" else None
        ledger.add("system_connections", system_no=number, connection=code, connected=connected, other_text=published(other), status=status,
                   line=line_of_box(answer.cells, label) or answer.line)
    readable = sum(boxes.get(label) is not None for label in options)
    ledger.enter("connections", STATED if readable == len(options) else UNREADABLE, answer.line, section="basic_info", risk_no=number)
