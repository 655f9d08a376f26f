"""Ⅲ and Ⅳ → `parts`, `ratings`, `practices`: for every part all risks and items of the form, found or not."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from etl.boxes import read_boxes
from etl.choices import ABSENT, BLANK, STATED, UNREADABLE
from etl.data import read_rows
from etl.form import Form, Item
from etl.ledger import Ledger
from etl.lines import Cell
from etl.normalise import CIRCLED, DASHES, compact
from etl.readings import Answer, Answers, Reading, answers_of, once

RATED = "sufficiency"
# Choices of the risk section that say nothing of a measure.
_NO_PRACTICES = frozenset({"report_kinds"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A box beside a section's title that says the section does not apply (委託しない …), and the risks it covers."""

    section: str
    column: str
    label: str
    first_risk: int
    last_risk: int


@cache
def marks_of(kind: str) -> tuple[Mark, ...]:
    return tuple(Mark(row["section"], row["column"], row["label"], int(row["first_risk"]), int(row["last_risk"]))
                 for row in read_rows("marks") if row["kind"] == kind)


@dataclass(slots=True)
class Part:
    """One instance of the risk section: the files that it stands for (numbers) and its readings."""

    part_no: int
    file_nos: tuple[int, ...]
    answers: Answers


def write_parts(ledger: Ledger, form: Form, parts: Sequence[Part], organisation: Sequence[Reading]) -> None:
    for part in parts:
        marks = read_marks(part, form.kind)
        for file_no in part.file_nos:
            ledger.add("parts", part_no=part.part_no, file_no=file_no, **marks)
        under_mark = {(mark.section, risk) for mark in marks_of(form.kind) if marks[mark.column] for risk in range(mark.first_risk, mark.last_risk + 1)}
        _write_items(ledger, form.block("part"), part.answers, part.part_no, under_mark)
    _write_items(ledger, form.block("organisation"), answers_of(organisation), 0, set())


def read_marks(part: Part, kind: str) -> dict[str, bool | None]:
    """Column → whether the mark …しない is set; None where the section's title or its box is not there."""
    found: dict[str, bool | None] = {}
    for mark in marks_of(kind):
        title = part.answers.get((mark.section, 0, "section"))
        found[mark.column] = read_boxes(title.text, [mark.label]).get(mark.label) if title else None
    return found


def _write_items(ledger: Ledger, items: Sequence[Item], answers: Answers, part_no: int, under_mark: set[tuple[str, int]]) -> None:
    for item in items:
        answer = answers.get((item.section, item.risk_no, item.name))
        if item.type == "boxes":
            _write_audits(ledger, item, answer or answers.get((item.section, 0, "section")), part_no)
        elif item.type in ("choice", "prose"):
            if answer and answer.status == UNREADABLE and not answer.unknown and (item.section, item.risk_no) in under_mark:
                answer.status = BLANK
            ledger.cover(item.name, answer, section=item.section, risk_no=item.risk_no, part_no=part_no)
            if item.type == "choice":
                _write_choice(ledger, item, answer, part_no)


def _write_choice(ledger: Ledger, item: Item, answer: Answer | None, part_no: int) -> None:
    option = answer.option if answer else None
    row = {"part_no": part_no, "section": item.section, "risk_no": item.risk_no, "level": option.level if option else None,
           "choice": option.label if option else None, "status": answer.status if answer else ABSENT, "line": answer.line if answer else None}
    if item.name == RATED:
        ledger.add("ratings", **row)
    elif item.name not in _NO_PRACTICES:
        ledger.add("practices", item=item.name, **row)


def _write_audits(ledger: Ledger, item: Item, answer: Answer | None, part_no: int) -> None:
    """Three check boxes of the priority and basic forms: each is a practice of its own with yes or no. answer: the item's, or its section's, below whose
    title the boxes may stand without a label."""
    boxes = {} if not answer else answer.boxes if answer.boxes is not None else read_boxes(answer.text, [option.label for option in item.options])
    answer = answer if boxes or (answer and answer.item is item) else None
    for option in item.options:
        marked = boxes.get(option.label)
        status = STATED if marked is not None else UNREADABLE if answer else ABSENT
        line = answer.line if answer else None
        ledger.add("practices", part_no=part_no, section=item.section, risk_no=item.risk_no, item=option.code, level=None,
                   choice=None if marked is None else "yes" if marked else "no", status=status, line=line)
        ledger.enter(option.code, status, line, section=item.section, risk_no=item.risk_no, part_no=part_no)


_WHOLE_NAME = re.compile(r"(?:ファイル|システム)等?(?:\([^()]*\))?$")
_NUMBERED_NAME = re.compile(r"\(?\d{1,2}[.)、]")
_NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=[、。)ル]))(?:\((?:\d{1,2}|[ア-ン])\)|\d{1,2} ?[.)、．]|[\ue001-\ue014]|[・○●■◆](?=\S))\s*")


def split_names(texts: Sequence[str], end: str = "ファイル") -> list[str]:
    """Names as a report lists them: numbered, bulleted, one a line, or one after the other where each has the usual `end`."""
    names: list[str] = []
    for text in texts:
        pieces = [piece.strip(" 、,・※:") for piece in _NUMBERED.split(text)]
        pieces = [piece for piece in pieces if piece]
        if len(pieces) == 1:
            between = rf"({end}(?:\([^()]*\))?)(?:[\s、,/]+|・(?=[^・、\s]*{end}(?:[(・、\s]|$)))"  # 中間サーバー・プラットフォーム is one name
            pieces = [piece.strip() for piece in re.sub(between, r"\1\n", pieces[0]).split("\n") if piece.strip()]
        names.extend(pieces)
    return names


def joined_lines(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with a numbered list put together that goes on in the next line: 4. at the end of a line, or a name cut in two."""
    joined: list[Cell] = []
    for at, cell in enumerate(cells):
        below = joined and not cell.blanks and cell.line <= cells[at - 1].line + 1
        goes_on = below and _NUMBERED_NAME.match(joined[-1].text) and not _WHOLE_NAME.search(joined[-1].text)
        if goes_on and not _NUMBERED_NAME.match(cell.text):
            last = joined[-1].text
            joined[-1] = joined[-1]._replace(text=f"{last}{' ' * last.endswith('.')}{cell.text}")
        else:
            joined.append(cell)
    return joined


_EVERY = re.compile(r"(?:全て|すべて|(?<![安保完健])全|各)の?(?:特定個人情報)?ファイル|ファイル(?:[にの]|全て|すべて)?共通|^共通$")
_LONGEST_LIST = 60
_COUNTED_FILE = re.compile(rf"\((\d{{1,2}})\)|({CIRCLED})|ファイル(\d{{1,2}})(?!\d)")
_TO = re.compile(r"[~〜～-]|から")


def names_every_file(text: str) -> bool:
    """全ファイル共通 and the like: the list of a part that stands for all of a report's files."""
    dense = compact(text)
    return len(dense) < _LONGEST_LIST and bool(_EVERY.search(dense))


def read_numbers(text: str) -> frozenset[int]:
    """The files that a short text names by their numbers: (1)～(3)の各ファイル, ①及び②のファイル. None unless it says ファイル or 共通."""
    dense = compact(text)
    if len(dense) >= _LONGEST_LIST or not ("ファイル" in dense or "共通" in dense):
        return frozenset()
    found = [(match.start(), match.end(), _number_of(match)) for match in _COUNTED_FILE.finditer(dense)]
    numbers = {number for _, _, number in found}
    for (_, end, first), (start, _, last) in pairwise(found):
        if _TO.fullmatch(dense[end:start]):
            numbers.update(range(first, last))
    return frozenset(numbers)


def _number_of(match: re.Match[str]) -> int:
    return ord(match[2]) - 0xE000 if match[2] else int(match[1] or match[3])


def names_in(answer: Answer | None, end: str = "ファイル") -> list[str]:
    if not answer:
        return []
    texts = once([cell.text for cell in joined_lines(answer.cells)])
    return [name for name in split_names(texts, end) if any(map(str.isalnum, name.strip(DASHES)))]
