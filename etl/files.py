"""Ⅱ → `files`, `retention`, `outsourcing`, `disclosures`: one set of rows a file, in the order in which the report lists the files."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.choices import ABSENT, STATED, UNREADABLE
from etl.file_names import bare, is_damaged, same_file
from etl.form import Form
from etl.ledger import Ledger
from etl.normalise import published
from etl.parts import Part, names_every_file, names_in, read_numbers
from etl.readings import TOLD, Answer, Answers, Group, Reading, answers_of, best, fill, take_over
from etl.values import YEARS, read_count, read_date
from etl.vendors import read_vendor

_BANDS = ("file_type", "subject_band", "record_items_band", "handler_band", "outsourced")
_DATES = ("held_since", "used_since")
_WHOLE_NAME = re.compile(r"\D[^。]{2,60}ファイル")


@dataclass(slots=True)
class File:
    """One 特定個人情報ファイル: its number in the report, its name, and the readings of Ⅱ that belong to it."""

    file_no: int
    name: str
    others: list[str] = field(default_factory=list)  # what else it is called: by Ⅱ, or by Ⅰ where the name is Ⅱ's
    readings: list[Reading] = field(default_factory=list)
    listed_on: int | None = None  # the line of Ⅰ, or of a part, that names it

    @property
    def line(self) -> int | None:
        """Where its name stands: in Ⅱ, else where it is listed."""
        own = self.get("name")
        return own.line_of(self.name) if own and own.status == STATED else self.listed_on

    def bears(self, name: str) -> bool:
        """Is this the file's name, as Ⅰ or as Ⅱ words it?"""
        return any(same_file(own, name) for own in (self.name, *self.others))

    def is_called(self, name: str) -> bool:
        """Is this exactly the file's name, numbers and signs aside?"""
        return any(bare(own) == bare(name) for own in (self.name, *self.others))

    def take_own_name(self) -> None:
        """The name by which Ⅱ calls it in place of the one listed in Ⅰ, if it is whole and all that Ⅱ calls it."""
        own = {bare(name) for name in self.others}
        name = self.others[0] if len(own) == 1 else ""
        if bare(self.name) not in own and _WHOLE_NAME.fullmatch(name) and not self.name.startswith(name):
            self.name, self.others[0] = name, self.name

    def get(self, name: str) -> Answer | None:
        """What the runs that name the file say, else those that don't. Where two of them choose differently, one is another file's: nobody can tell which."""
        found = [(reading.begins("name"), answer) for reading in self.readings if (answer := reading.get(name))]
        stated = [(named, answer) for named, answer in found if answer.status == STATED]
        own = [answer for named, answer in stated if named] or [answer for _, answer in stated]
        said = best(own or [answer for _, answer in found])
        return replace(said, status=UNREADABLE, option=None) if said and len({answer.option for answer in own if answer.option}) > 1 else said

    def groups(self, kind: str) -> list[Group]:
        return [group for reading in self.readings for group in reading.groups if group.kind == kind]


def find_files(readings: Sequence[Reading]) -> list[File]:
    """The report's files: those of the list in Ⅰ, then those that only Ⅱ names. Each run of Ⅱ goes to the file it names, else to the one it follows.
    Where Ⅰ and Ⅱ word a name differently, the one of Ⅱ counts: it is the file's own field."""
    found = (answer for reading in readings if reading.block == "basic" and (answer := reading.get("file_names")))
    answer = next((answer for answer in found if names_in(answer)), None)
    listed = names_in(answer)
    files = [File(number, name, listed_on=answer.line_of(name) if answer else None) for number, name in enumerate(listed, 1)]
    runs = [(reading, names_in(reading.get("name"))) for reading in readings if reading.block == "file"]
    all_named = len(listed) > 1 and all(any(names and file.bears(names[0]) for _, names in runs) for file in files)
    current: File | None = None
    for reading, names in runs:
        if names:
            current = _named(files, names[0])
        elif current is None and {name for _, _, name in reading.answers} == {"remarks"}:
            continue  # 備考 of an annex whose title is damaged
        elif current is None or reading.begins("name") is False or (_overlaps(current, reading) and not all_named):
            current = _next_unread(files, current)
        current.readings.append(reading)
    for file in files:
        file.take_own_name()
    return files or [File(1, "")]


def _named(files: list[File], name: str) -> File:
    exact = next((file for file in files if file.is_called(name)), None)
    found = exact or next((file for file in files if file.bears(name) and not file.readings), None)
    found = found or next(iter(_nearly(name, [file for file in files if not file.readings])), None)  # the only one, or none
    if not found:
        found = File(len(files) + 1, name)
        files.append(found)
    else:
        found.others.append(name)
    return found


def _nearly(name: str, files: Sequence[File]) -> list[File]:
    """The only file whose name differs by one damaged letter; numbers and letters that tell one file from another are the same."""
    near = [file for file in files if any(is_damaged(name, own) for own in (file.name, *file.others))]
    return near if len(near) == 1 else []


def _overlaps(file: File, reading: Reading) -> bool:
    known = {key for earlier in file.readings for key in _boxes(earlier.answers)}
    return bool(known & _boxes(reading.answers))


def _boxes(answers: Answers) -> set[tuple[str, int, str]]:
    """The fields with a box of their own: two readings that have one in common are of two files."""
    return {key for key, answer in answers.items() if answer.item.type in ("choice", "date")}


def _next_unread(files: list[File], current: File | None) -> File:
    start = current.file_no if current else 0
    found = next((file for file in files[start:] if not file.readings), None)
    if not found:
        found = File(len(files) + 1, "")
        files.append(found)
    return found


def find_parts(form: Form, readings: Sequence[Reading], files: list[File]) -> list[Part]:
    """Each run of Ⅲ with the files it names; a run that names none belongs to the part before it, or to the next file without a part if it says what that
    part has said and some file is named by no run.

    A file that no part names gets a part of its own in which nothing is found, so that what is missing is counted. One that a part alone names is added
    to the files."""
    if not form.has("file", "name"):
        return _one_part(form, readings, files)
    parts: list[Part] = []
    runs = [(reading, _files_of(reading.get("part_files"), files)) for reading in readings if reading.block == "part"]
    all_named = len(files) > 1 and {number for _, numbers in runs for number in numbers} == {file.file_no for file in files}
    for reading, numbers in runs:
        before = parts[-1] if parts else None
        same = next((part for part in parts if numbers and part.file_nos == numbers), None)
        listing = reading.get("part_files")
        if not numbers and all_named and listing and (name := _unlisted_name(listing)):
            files.append(File(len(files) + 1, name, listed_on=listing.line_of(name)))
            numbers = (len(files),)
        if not numbers and before and (all_named or (_goes_on(before, reading) and reading.begins("part_files") is not False)):
            same = before
        if same:
            take_over(same.answers, reading.answers)
            continue
        taken = {number for part in parts for number in part.file_nos}
        numbers = numbers or tuple(file.file_no for file in files if file.file_no not in taken)[:1] or (len(files),)
        parts.append(Part(len(parts) + 1, numbers, dict(reading.answers)))
    taken = {number for part in parts for number in part.file_nos}
    parts.extend(Part(number, (file.file_no,), {}) for number, file in enumerate((f for f in files if f.file_no not in taken), len(parts) + 1))
    return parts


def _unlisted_name(listing: Answer) -> str:
    """The name in a part of a file that the report names nowhere else, if it is one: the list in Ⅰ and the run of Ⅱ have lost it."""
    names = names_in(listing)
    return names[0] if len(names) == 1 and _WHOLE_NAME.fullmatch(names[0]) else ""


def _goes_on(part: Part, reading: Reading) -> bool:
    """Does a part lack most of what a run says? Then they are one, with a page of another part between them."""
    own, said = _boxes(part.answers), _boxes(reading.answers)
    return 2 * len(own & said) <= len(said)


def _files_of(answer: Answer | None, files: Sequence[File]) -> tuple[int, ...]:
    """The numbers of the files that a part's own list names: each by its name, several by their numbers ((1)～(3)の各ファイル), or all of them."""
    names = names_in(answer)
    borne = [[file for file in files if file.bears(name)] or _nearly(name, files) for name in names]
    numbers = tuple(dict.fromkeys(file.file_no for found in borne for file in found))
    if len(numbers) > len(names) > 0:
        return tuple(dict.fromkeys(_closest(name, files) for name in names))
    if numbers or not answer:
        return numbers
    counted = read_numbers(answer.text)
    return tuple(file.file_no for file in files if file.file_no in counted or (not counted and names_every_file(answer.text)))


def _one_part(form: Form, readings: Sequence[Reading], files: Sequence[File]) -> list[Part]:
    """The basic form rates once for all its files; its versions before 2019 do not rate at all."""
    if not form.block("part"):
        return []
    return [Part(1, tuple(file.file_no for file in files), answers_of(reading for reading in readings if reading.block == "part"))]


def _closest(name: str, files: Sequence[File]) -> int:
    same = [file for file in files if file.bears(name)]
    exact = [file for file in same if bare(file.name) == bare(name)]
    return (exact or same or list(files))[0].file_no


def write_files(ledger: Ledger, form: Form, files: Sequence[File]) -> None:
    for file in files:
        _write_file(ledger, form, file)
        if form.has("file", "period"):
            _write_retention(ledger, file)
        if form.has("file", "outsourced"):
            _write_outsourcing(ledger, form, file)
            _write_disclosures(ledger, form, file)


def _write_file(ledger: Ledger, form: Form, file: File) -> None:
    row = {}
    for name in (*_BANDS, *_DATES, "department"):
        if not form.has("file", name):
            continue
        answer = file.get(name)
        section = "outsourcing" if name == "outsourced" else "file_overview"
        ledger.cover(name, answer, section=section, file_no=file.file_no)
        row[name] = _date(answer) if name in _DATES else published(answer.value) if answer and name == "department" else answer.code if answer else None
    outsourced = file.get("outsourced")
    row["outsourced_count"] = read_count(outsourced.text) if outsourced else None
    ledger.add("files", file_no=file.file_no, name=published(file.name), **row)
    for item in form.plan("file").single:
        if item.type in TOLD:
            ledger.cover(item.name, best(reading.at(item) for reading in file.readings), section=item.section, file_no=file.file_no)
    ledger.enter("name", STATED if file.name else ABSENT, file.line, section="file_overview", file_no=file.file_no)


def _date(answer: Answer | None) -> object:
    return read_date(answer.text) if answer and answer.value else None


def _write_retention(ledger: Ledger, file: File) -> None:
    answer = file.get("period")
    least, most = YEARS[answer.code] if answer and answer.code else (None, None)
    ledger.add("retention", file_no=file.file_no, period=answer.code if answer else None, min_years=least, max_years=most,
               status=answer.status if answer else ABSENT, line=answer.line if answer else None)
    ledger.cover("period", answer, section="storage", file_no=file.file_no)


def _write_outsourcing(ledger: Ledger, form: Form, file: File) -> None:
    """Entries with a number and something in them; the form prints empty ones in advance. Where nothing is handed out, one has a title or a contractor."""
    found, outsourced = 0, file.get("outsourced")
    for group in _entries(file, "outsourcing_item"):
        vendor = group.answers.get("vendor_stated")
        if outsourced and outsourced.code == "no" and not group.title and not (vendor and vendor.value):
            continue
        read = read_vendor(vendor.value if vendor else None)
        code = {name: answer.code for name in ("scope", "subject_band", "handler_band", "subcontracting") if (answer := group.answers.get(name))}
        ledger.add("outsourcing", file_no=file.file_no, item_no=group.number, title=published(group.title),
                   vendor_stated=published(vendor.value) if vendor else None, vendor=published(read.name),
                   vendor_status=vendor.status if vendor else ABSENT, line=group.line, **code)
        ledger.enter("title", STATED if group.title else "blank", group.line, section="outsourcing", risk_no=group.number or 0, file_no=file.file_no)
        _cover_entry(ledger, form, group, file.file_no)
        found += 1
    _shortfall(ledger, "outsourcing_items", read_count(outsourced.text) if outsourced else None, found, outsourced, "outsourcing", file.file_no)


def _cover_entry(ledger: Ledger, form: Form, group: Group, file_no: int) -> None:
    """Every field inside a numbered entry; its number stands for the risk's."""
    for item in form.plan("file").members[group.kind].values():
        if item.type not in ("group", "noise"):
            ledger.cover(item.name, group.answers.get(item.name), section=item.section, risk_no=group.number or 0, file_no=file_no)


def _entries(file: File, kind: str) -> list[Group]:
    """Numbered entries with content, each number once: what stands on several pages is put together."""
    merged: dict[int, Group] = {}
    for group in file.groups(kind):
        if not group.number or group.number < 0:
            continue
        before = merged.setdefault(group.number, Group(kind, group.number, "", group.line))
        before.title = before.title or group.title
        before.line = group.line if group.title else before.line
        fill(before.answers, group.answers)
    return [group for _, group in sorted(merged.items()) if group.title or any(answer.status == STATED for answer in group.answers.values())]


def _shortfall(ledger: Ledger, field_name: str, stated: int | None, found: int, answer: Answer | None, section: str, file_no: int) -> None:
    """The report's own count against the entries found."""
    status = STATED if stated is None or stated <= found else ABSENT
    ledger.enter(field_name, status if answer else ABSENT, answer.line if answer else None, section=section, file_no=file_no,
                 stated_count=stated, found_count=found)


def _write_disclosures(ledger: Ledger, form: Form, file: File) -> None:
    status = file.get("disclosure_status")
    counts = _disclosure_counts(status)
    for direction in ("provision", "transfer"):
        found = 0
        for group in _entries(file, f"{direction}_item"):
            if not group.title:
                continue
            band = group.answers.get(f"{direction}_subject_band")
            ledger.add("disclosures", file_no=file.file_no, direction=direction, item_no=group.number, recipient=published(group.title),
                       subject_band=band.code if band else None, line=group.line)
            ledger.enter(f"{direction}_recipient", STATED, group.line, section="disclosure", risk_no=group.number or 0, file_no=file.file_no)
            _cover_entry(ledger, form, group, file.file_no)
            found += 1
        _shortfall(ledger, f"{direction}_items", counts.get(direction), found, status, "disclosure", file.file_no)


def _disclosure_counts(answer: Answer | None) -> dict[str, int | None]:
    if not answer:
        return {}
    before, _, after = answer.text.partition("移転を行っている")
    return {"provision": read_count(before), "transfer": read_count(after.partition("行っていない")[0])}
