"""Texts of a scrambled page that stand apart from their labels: taken where there is only one way to read them."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from etl.choices import BLANK, STATED, UNREADABLE, option_texts, text_key
from etl.form import Form, Plan
from etl.lines import Cell
from etl.page import Page
from etl.parts import joined_lines
from etl.readings import Answer, Group, Reading
from etl.values import is_day, read_date

_COMPANY = re.compile(r"(?:株式|有限|合同)会社|\((?:株|有|同)\)|(?:財団|社団|医療)法人|協同組合|未定|非公表")
_WORK = re.compile(r"[^。、]{4,60}(?:業務|委託|保守|運用|支援|作業|開発|処理|管理|構築|印刷|封緘|入力|改修|点検|移行|運営)(?:委託|業務)?(?:等|一式)?")
_SYSTEM_NAME = re.compile(r"(?:\(?\d{1,2}[.)、]?\)?\s*)?[^\s。、\[\]]{2,40}(?:システム|サーバー?|基盤|端末|ネット|台帳|機能)(?:\(.*\))?")
_FILE_NAME = re.compile(r"(?:(?:\(?\d{1,2}[.)、]?\)?\s*)?[^\s。、\[\]]{2,40}ファイル(?:\s+|$))+")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)、]\)?\s*")
_LEADING_NUMBER = re.compile(r"\(?(\d{1,2})")
_COUNT = re.compile(r"\(\s*(\d+)\s*\)\s*件")
_DIGITS = re.compile(r"\d{1,3}")


def fill_task(group: Group, page: Page) -> None:
    """The title and the vendor of a page's single task: the only text there that can be one."""
    vendor = group.answers.get("vendor_stated")
    found = [cell for cell in page.free if len(cell.text) < 60 and "。" not in cell.text and _COMPANY.search(cell.text)]
    if vendor and not vendor.value and len(found) == 1:
        group.answers["vendor_stated"] = Answer(vendor.item, STATED, found[0].text, line=found[0].line)
    titles = [cell for cell in page.free if _WORK.fullmatch(cell.text) and not _COMPANY.search(cell.text)]
    if not group.title and len({cell.text for cell in titles}) == 1:
        group.title, group.line = titles[0].text, titles[0].line


def fill_dates(reading: Reading, page: Page, form: Form) -> None:
    """Days that stand apart from their labels: the only one is the only open field's, equal ones need no order, others are anyone's."""
    waiting = [answer for answer in reading.answers.values() if answer.item.type == "date" and answer.status == BLANK]
    days = [cell for cell in page.free if is_day(cell.text) and read_date(cell.text)] if waiting else []
    told = len(days) >= len(waiting) and len({read_date(cell.text) for cell in days}) == 1 and not _others_claim(days, reading, page, form)
    for answer, cell in zip(waiting, days if told else days[:1] * len(waiting), strict=False):
        answer.status = STATED if told else UNREADABLE
        if told:
            answer.text, answer.line = cell.text, cell.line


def _others_claim(days: Sequence[Cell], reading: Reading, page: Page, form: Form) -> bool:
    """Could a loose day be a period's (one that is empty, or that has been read off it), or a field's of another block on this page?"""
    lines = {cell.line for cell in days}
    period = any(answer.item.type == "period" and (answer.status != STATED or answer.line in lines) for answer in reading.answers.values())
    beside = {hit.label for hit, block in page.hits if block != reading.block}
    return period or any(item.type in ("date", "period") for label in beside for item in form.by_label[label])


def fill_names(reading: Reading, page: Page, plan: Plan) -> None:
    """Names of files and systems: the cells of the page that read like one."""
    for answer in reading.answers.values():
        if answer.item.type == "names":
            pattern = _SYSTEM_NAME if answer.item.name == "system_names" else _FILE_NAME
            free = joined_lines(page.free)
            cells = [cell for cell in free if pattern.fullmatch(cell.text) and text_key(_NUMBER.sub("", cell.text)) not in _all_options(plan)]
            answer.cells = cells[:1] if reading.block == "file" else sorted(cells, key=lambda cell: (_leading_number(cell.text), cell.line))


def _leading_number(text: str) -> int:
    found = _LEADING_NUMBER.match(text)
    return int(found[1]) if found else 0


@cache
def _all_options(plan: Plan) -> frozenset[str]:
    return frozenset(key for item in plan.items for key in option_texts(item.options))


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
