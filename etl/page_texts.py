"""Texts of a scrambled page that stand apart from their labels: taken where there is only one way to read them."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.change import DATE
from etl.choices import BLANK, STATED, UNREADABLE
from etl.file_names import bare
from etl.form import Form, Plan
from etl.lines import Cell
from etl.options import EMPTY_MARKS, MARKS, all_choices, option_entries, option_texts, text_key
from etl.page import Page
from etl.parts import joined_lines, marks_of
from etl.readings import Answer, Group, Reading
from etl.values import is_day, read_date, read_period

_COMPANY = re.compile(r"(?:株式|有限|合同)会社|\((?:株|有|同)\)|(?:財団|社団|医療)法人|協同組合|未定|非公表")
_WORKS = ("業務|委託|保守|運用|支援|作業|開発|処理|管理|構築|印刷|作成|封入|封緘"
          "|発送|発行|収納|入力|改修|点検|調査|廃棄|移行|運営")
_WORK = re.compile(rf"[^。、]{{4,60}}(?:{_WORKS})(?:委託|業務)?(?:等|一式)?")
_SYSTEM_NAME = re.compile(r"(?:\(?\d{1,2}[.)、]?\)?\s*)?[^\s。、\[\]]{2,40}(?:システム|サーバー?|基盤|端末|ネット|台帳|機能)(?:\(.*\))?")
_FILE_NAMES = re.compile(r"\(?\d{1,2}[.)、]?\)?|[^\s。、\[\]]{2,40}ファイル")  # a number, or a name with its number
_BULLETS = "・●○■◆-*"  # of what a system does
_NUMBER = re.compile(r"\(?(\d{1,2})[.)、]\)?\s*")
_LEADING_NUMBER = re.compile(r"\(?(\d{1,2})")
_BETWEEN = re.compile(r"[\s、]+")
_PERIOD = re.compile(rf"{DATE.pattern}[^。]{{0,12}}?(?:から|[~〜～-]).{{2,30}}")  # with a word on its length: (30日間)
_COUNT = re.compile(r"\(\s*(\d+)\s*\)\s*件")
_LONGEST_OPTION = 80
_FORM_BEGINS = re.compile(rf"[\[\]<>(){MARKS}{EMPTY_MARKS}\d選]")
_NO_TEXT = re.compile(rf"[\[\]<>(){MARKS}{EMPTY_MARKS}\d.)件]+")
_DIGITS = re.compile(r"\d{1,3}")
# What answers look like that stand apart from their labels, by the item's name.
_LOOKS = {
    "title": re.compile(r"(?!特定個人情報保護評価書)[^。]{4,80}(?:全項目|重点項目|基礎項目)評価書(?:[【(].*[】)])?"),
    "authority": re.compile(r"[^\s。、]{1,20}(?:知事|[市区町村]長|教育委員会|議会議長|広域連合長|管理者|企業長)"),
    "department": re.compile(r"[^\s。、\d\[\]]{1,20}(?:\s+[^\s。、\d\[\]]{1,20}){0,3}(?<=[課室係局部所])"),
}


def keep_prose(answer: Answer, form: Form) -> None:
    """A text without the cells that are boxes, options and nothing else: they have moved here from other fields."""
    answer.cells = [cell for cell in answer.cells if len(cell.text) > _LONGEST_OPTION or not is_printed(cell.text, form)]
    answer.text = " ".join([cell.text for cell in answer.cells])
    answer.line = answer.cells[0].line if answer.cells else answer.line
    answer.status = STATED if answer.cells else BLANK


def is_printed(text: str, form: Form) -> bool:
    """Is a text only what the form prints: brackets, marks, options, entries of a list, or what a torn box leaves?"""
    key = text_key(text)
    if not _FORM_BEGINS.match(key) and not _any_option(form).match(key):
        return False
    torn = key.startswith("]") or (key.endswith("[") and "。" not in key)
    return torn or not _NO_TEXT.sub("", _any_option(form).sub("", key))


@cache
def _any_option(form: Form) -> re.Pattern[str]:
    keys = sorted({*option_texts(form.options), *(text_key(mark.label) for mark in marks_of(form.kind))}, key=len, reverse=True)
    return re.compile(rf"(?:\d{{1,2}}[).])?(?:{'|'.join(map(re.escape, keys))})|選択肢|(?:平成|令和)\d+年\d+月様式\d")


def fill_texts(reading: Reading, page: Page, plan: Plan) -> None:
    """Title, authority and department: the page's only cell that looks like one; the report's number stands right before its title."""
    _part_title(reading, page, plan)
    for answer in reading.answers.values():
        if answer.status == BLANK and answer.item.name in _LOOKS:
            looks = _LOOKS[answer.item.name]
            found = [at for at, cell in enumerate(page.free) if looks.fullmatch(cell.text)]
            if len(found) == 1:
                _state(answer, page.free[found[0]])
                number = next((other for other in reading.answers.values() if other.item.name == "number" and other.status == BLANK), None)
                if answer.item.name == "title" and number and found[0] and _DIGITS.fullmatch(page.free[found[0] - 1].text):
                    _state(number, page.free[found[0] - 1])
            elif found:
                answer.status = UNREADABLE


def _part_title(reading: Reading, page: Page, plan: Plan) -> None:
    """The title's label stands behind the number's on one line, and a single text that looks like one elsewhere on the page."""
    number, items = reading.get("number"), plan.by_label.get("評価書名", ())
    apart = sum(bool(_LOOKS["title"].fullmatch(cell.text)) for cell in page.free) == 1
    if number and items and apart and text_key(number.text) == items[0].label and not reading.at(items[0]):
        number.status, number.text = BLANK, ""
        reading.answers[items[0].section, items[0].risk_no, items[0].name] = Answer(items[0], BLANK, line=number.line)


def _state(answer: Answer, cell: Cell) -> None:
    answer.status, answer.text, answer.line = STATED, cell.text, cell.line


def fill_systems(groups: Sequence[Group], page: Page, plan: Plan) -> None:
    """The names of a page's systems where each has one text below its heading that can be it, or of its single system, wherever on the page."""
    found = [cell for cell in page.free if _SYSTEM_NAME.fullmatch(cell.text) and cell.text[0] not in _BULLETS and not _is_box_label(cell, page, plan)]
    edges = [*(group.line for group in groups), page.cells[-1].line + 1]
    below = [[cell for cell in found if begin < cell.line < end] for begin, end in pairwise(edges)] if len(groups) > 1 else [found]
    if all(len(names) == 1 for names in below):
        for group, (cell,) in zip(groups, below, strict=True):
            if (name := group.answers.get("system_name")) and name.status == BLANK:
                _state(name, cell)


def _is_box_label(cell: Cell, page: Page, plan: Plan) -> bool:
    """Is a cell the label of a box that is torn from it? The page prints no box before that label."""
    return text_key(cell.text) in option_texts(plan.options) and not any(f"]{text_key(cell.text)}" in text for text in page.dense)


def fill_tasks(groups: Sequence[Group], page: Page) -> None:
    """The title and the vendor of a page's single task: the only text there that can be one. Of several tasks, the vendors right below their labels, if all
    of the page's are; where names stand apart, those without one are open, not blank."""
    vendors = [vendor for group in groups if (vendor := group.answers.get("vendor_stated"))]
    said = {vendor.text for vendor in vendors if vendor.value}
    found = [cell for cell in page.free if len(cell.text) < 60 and "。" not in cell.text and cell.text not in said and _COMPANY.search(cell.text)]
    waiting = [vendor for vendor in vendors if not vendor.value]
    below = [next((cell for cell in page.free if cell.line > (vendor.line or 0)), None) for vendor in waiting]
    told = found if len(groups) == len(found) == 1 else below if below == found else []
    for vendor, cell in zip(waiting, filter(None, told), strict=False):
        _state(vendor, cell)
    for vendor in waiting if found else ():
        vendor.status = UNREADABLE if vendor.status == BLANK else vendor.status
    titles = [cell for cell in page.free if _WORK.fullmatch(cell.text) and not _COMPANY.search(cell.text)]
    if len(groups) == 1 and not groups[0].title and len({cell.text for cell in titles}) == 1:
        groups[0].title, groups[0].line = titles[0].text, titles[0].line


def fill_period(reading: Reading, page: Page) -> None:
    """A period that stands apart from its label: the page's only line that is one."""
    waiting = [answer for answer in reading.answers.values() if answer.item.type == "period" and answer.status == BLANK]
    found = [cell for cell in page.free if _PERIOD.fullmatch(cell.text) and all(read_period(cell.text))] if waiting else []
    if len(waiting) == len(found) == 1:
        _state(waiting[0], found[0])


def fill_dates(reading: Reading, page: Page, form: Form) -> None:
    """Days that stand apart from their labels: the only one is the only open field's, equal ones need no order, others are anyone's."""
    dated = [answer for answer in reading.answers.values() if answer.item.type == "date"]
    waiting, taken = [answer for answer in dated if answer.status == BLANK], {answer.line for answer in dated if answer.status == STATED}
    days = [cell for cell in page.free if is_day(cell.text) and read_date(cell.text) and cell.line not in taken] if waiting else []
    told = len(days) >= len(waiting) and len({read_date(cell.text) for cell in days}) == 1 and not _others_claim(days, reading, page, form)
    for answer, cell in zip(waiting, days if told else days[:1] * len(waiting), strict=False):
        if told:
            _state(answer, cell)
        else:
            answer.status = UNREADABLE


def _others_claim(days: Sequence[Cell], reading: Reading, page: Page, form: Form) -> bool:
    """Could a loose day be a period's (one that is empty, or that has been read off it), or a field's of another block on this page?"""
    lines = {cell.line for cell in days}
    period = any(answer.item.type == "period" and (answer.status != STATED or answer.line in lines) for answer in reading.answers.values())
    beside = {hit.label for hit, block in page.hits if block != reading.block}
    return period or any(item.type in ("date", "period") for label in beside for item in form.by_label[label])


def fill_names(reading: Reading, page: Page, plan: Plan, lacking: bool = False) -> None:
    """Names of files and systems: what stands on the label's own line, and the cells of the page that read like one. lacking: only where there are none,
    of a page of Ⅰ alone."""
    labels = {hit.line for hit, _ in page.hits}
    for answer in reading.answers.values():
        if answer.item.type == "names" and not (lacking and (answer.cells or {block for _, block in page.hits} != {"basic"})):
            is_name = _are_systems if answer.item.name == "system_names" else _are_files
            cells = [cell for cell in joined_lines([cell for cell in page.free if not _is_option(cell, plan)]) if is_name(cell.text)]
            cells = [*(cell for cell in answer.cells if cell.line in labels and is_name(cell.text)), *cells]
            numbered = {bare(cell.text) for cell in cells if _leading_number(cell.text)}
            listed = [cell for cell in cells if _leading_number(cell.text) or bare(cell.text) not in numbered]  # the others are the names of Ⅱ, further down
            answer.cells = cells[:1] if reading.block == "file" else sorted(listed, key=lambda cell: (_leading_number(cell.text), cell.line))


def _are_systems(text: str) -> bool:
    return all(map(_SYSTEM_NAME.fullmatch, text.split("、")))


def _are_files(text: str) -> bool:
    return text.endswith("ファイル") and all(map(_FILE_NAMES.fullmatch, _BETWEEN.split(text)))


def _leading_number(text: str) -> int:
    found = _LEADING_NUMBER.match(text)
    return int(found[1]) if found else 0


def _is_option(cell: Cell, plan: Plan) -> bool:
    """Is a cell an option, or entries of an option list and nothing else?"""
    key = text_key(cell.text)
    return len(key) < 80 and (text_key(_NUMBER.sub("", cell.text)) in all_choices() or not option_entries(plan.options).sub("", key))


def fill_count(reading: Reading, page: Page) -> None:
    """委託の有無 ( n ) 件, also where the brackets stand apart from the number."""
    answer = next((answer for answer in reading.answers.values() if answer.item.name == "outsourced"), None)
    if not answer:
        return
    text = " ".join([cell.text for cell in page.cells])
    counts = _COUNT.findall(text)
    bare = [cell.text for cell in page.cells if _DIGITS.fullmatch(cell.text)]
    if not counts and ")件" in text_key(text) and len(bare) == 1:
        counts = bare
    if len(counts) == 1:
        answer.text = f"({counts[0]}) 件"
