"""How tools write pages, kinds of text, rules and labels → the few ways that the rest of the parser knows: form feeds, tabs, grids of + and |.

No line moves. Known: page marks ([[page 2]], ===== page 2 =====), kinds of element before each line ([Title] …), numbered blocks, boxes drawn with lines,
outlines, leaders between label and answer, and rows as programs write them (csv_rows.py).
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from etl.csv_rows import copied_rows, csv_rows, list_rows
from etl.form import current_items

_PAGE = re.compile(r"^[^\w\n\"',|]{0,12}page[ _:#.-]{0,3}(?:break|\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?(?!\w)[^\w\n]{0,12}$", re.I | re.M)
_LINE_NUMBER = re.compile(r"[ \t]*[L\[(]?0*(\d{1,6})[\])]?(?:[ \t]*[:|→]|\.(?=[ \t]|$))?(?:[ \t]|(?=\n|$))")
_LEAST_LINES, _LOST_LINES = 20, 5  # lines may have been lost, printed twice or torn since they were counted
_NUMBERED_RULE = re.compile(r"^\{\d{1,4}\}-{5,}[ \t]*$", re.M)  # {7}------
_CENTRED_NUMBER = re.compile(r"^[ \u3000]{8,}[(（](\d{1,3})[)）][ \u3000]*$", re.M)
_TABLE = re.compile(
    r"^(?:#{1,6}|={2,8}|-{2,8}|\[+) *(?:[\w.-]{0,60}[-_. ])?(?:(?:table|sheet)(?![a-z])|シート(?=名|\d|[ :：_-]|$))[^\n、。]{0,40}$"
    r"|^[\[［]表 ?[\d０-９]{1,3}[\]］]$", re.I | re.M | re.A
)
_NOTHING = re.compile(r"(?:^|(?<=[|\t>])) *(?:NaN|nan|NaT|Unnamed: \d{1,3}(?:_level_\d)?) *(?=[|\t<]|$)", re.M)  # cells of pandas
_LEAST_NOTHINGS = 10
_SCORES = re.compile(r"^\"?Confidence Scores? %[^\n]*\n(?:[\"'\d., \t]*\n)*", re.M)  # what Textract prints below each table
_HEADED = re.compile(r"^(={2,8})([^=\n]{1,70})\1$", re.M)  # ===Ⅳ リスク対策===
_ELEMENT = re.compile(r"^\[([A-Z][A-Za-z]{2,30})\](?: (?=\S)|$)", re.M)
_FOOTERS = ("[Footer]", "[PageFooter]", "[PageNumber]", "[Header]", "[PageHeader]")
_LEAST_ELEMENTS = 20
_LEAST_PAGES, _LEAST_BARE, _LOST_PAGES = 3, 6, 9
_SHORTEST_PAGE, _SHORTEST_TITLED = 8, 5  # lines between two bare numbers, and two with a title, or they count something else
_OFTEN, _MOST, _NEARLY_ALL = 0.2, 0.7, 0.95  # of the pages' numbers
_FEW_MORE, _SOME_MORE = 1.2, 1.6  # times as many pages as numbers
_DASH = "[-‐–—―ー－−─━=~〜]{1,4}"
PAGE_NUMBER = re.compile(
    rf"[ \u3000]*(?:{_DASH}[ \u3000]*(\d{{1,3}})(?:/\d{{1,3}})?[ \u3000]*{_DASH}"
    r"|(\d{1,3})[ \u3000]*[/／][ \u3000]*(?P<whole>\d{1,3})(?:[ \u3000]*(?:ページ|頁))?"
    r"|[PpＰ][.．]?[ \u3000]*(\d{1,3})|[(（]?(\d{1,3})[ \u3000]*(?:ページ|頁)[)）]?|(?:ページ|頁)[ \u3000]*(\d{1,3}))[ \u3000]*")
_NUMBER_ENDS = frozenset("0123456789０１２３４５６７８９-‐–—―ー－−─━=~〜ジ頁)） \u3000*＊・|｜>＞]］】")
_BARE_NUMBER = re.compile(r"[ \u3000]*(\d{1,3})[ \u3000]*")
# * 3 *, the same sign on both sides, which is no bracket
_ADORNED_NUMBER = re.compile(
    r"[ \u3000]*(?:(?P<sign>[^\w\s()（）「」『』\[\]［］〔〕【】<>＜＞〈〉《》]{1,6})[ \u3000]*(\d{1,3})[ \u3000]*(?P=sign)"
    r"|第[ \u3000]*(\d{1,3})[ \u3000]*(?:ページ|頁))[ \u3000]*")
# 緑川市　国民健康保険に関する事務　24
_TITLED_NUMBER = re.compile(
    rf"[ \u3000]*(?P<title>\S.{{5,60}}?)[ \u3000]+(?:{_DASH}[ \u3000]*)?(?P<number>\d{{1,3}})"
    rf"(?:[ \u3000]*(?:{_DASH}|[/／][ \u3000]*\d{{1,3}}|ページ|頁))?[ \u3000]*$")
_LONGEST_TITLE = 100
_NUMBERED = re.compile(r"[\d０-９]+\s*$")
_DRAWN_RULE = re.compile(r"^[ \t]*[┌├└┏┣┗╔╠╚╭╰][─━═┬┼┴┳╋┻╦╬╩┯┿┷┰╂┸╮╯┐┤┘┓┫┛╗╣╝]+[ \t]*$", re.M)
_DRAWN_LINE = re.compile(r"^[ \t]*[─━═_＿]{5,}[ \t]*$", re.M)
_BEGINNING = 20_000
_OUTLINED = re.compile(r"^ *- ", re.M)
_TRUTH = re.compile(r"^( *- )([^:\n]{2,40}): (true|false)\b(?: *# *(.*))?$", re.M)
_QUOTED = re.compile(r"^( *- (?:[^\"\n]{1,60}: )?)\"([^\"\n]*)\"[ \t]*$", re.M)
_FOUND_BLOCK = re.compile(r"^\[(?:block|line|para|region) *\d+[^\]\n]*\][ \t]*$", re.I | re.M)
_LEADERS = re.compile(r"(?<=\S)[ \u3000]*(?:⇒|=>|[…‥]{2,}|\.{5,}|・{5,})[ \u3000]*(?=\S|$)", re.M)
_LEAST_LEADERS = 10
_BAR = re.compile(r" \|(?= |$)", re.M)
# Text12: 10人未満 and Check3: On, a form's fields as tools print them below each page
_FIELD = re.compile(r"^(?:(?P<box>Check|Radio)|Text|Combo|Drop|List|Choice|Field)[A-Za-z_ ]{0,12}\d{1,4} ?[:=][ \t]*(?P<value>[^\n]*)$", re.M)
_FIELDS_BELOW = re.compile(r"^[^\w\n\f]{0,12}(?:form|pdf)? ?fields?[^\w\n\f]{0,12}$", re.M | re.I)
_LEAST_FIELDS = 10
_WIDE_BARS = re.compile(r"^[^｜\n]+(?:｜[^｜\n]*){4,}$", re.M)  # 平成28年2月1日｜Ⅰ　７．部署｜旧い課｜新しい課｜事後
_FRAMED = re.compile(r"^\||^[ \t]*\+[-=+]{3}", re.M)  # rows between bars, as Markdown and grids have them
_BARRED = 0.2  # of the lines that hold text


def in_known_notation(text: str) -> str:
    """The text with its page marks, rows and rules as the rest of the parser knows them. A text is searched only for what it has a sign of."""
    if _LINE_NUMBER.match(text):
        text = _without_line_numbers(text)
    if _has(text, "page", "Page", "PAGE"):
        text = _with_marked_ends(text)
    if "}-----" in text:
        text = _NUMBERED_RULE.sub("\f", text)
    numbers = [int(number) for number in _CENTRED_NUMBER.findall(text)] if "        (" in text or "        （" in text else []
    if len(numbers) >= _LEAST_PAGES and all(first < second for first, second in pairwise(numbers)):
        text = _CENTRED_NUMBER.sub("\f", text)
    if "\f" not in text:
        text = _with_page_ends(text)
    if _has(text, "table", "Table", "TABLE", "sheet", "Sheet", "SHEET", "シート", "[表") and "<table" not in text:
        text = _TABLE.sub("", text)
    if _has(text, "NaN", "nan") and len(_NOTHING.findall(text)) >= _LEAST_NOTHINGS:
        text = _NOTHING.sub(" ", text)
    if "Confidence Score" in text:
        text = _SCORES.sub(lambda found: "\n" * found[0].count("\n"), text)
    if "==\n" in text:
        text = _HEADED.sub(r"\2", text)
    if text.count("\n[") >= _LEAST_ELEMENTS:
        text = _without_elements(text)
    if _has(text, "[block", "[Block", "[line", "[Line", "[para", "[region"):
        text = _FOUND_BLOCK.sub("", text)
    text = _with_signs_for_lines(text)
    if _has(text, "['", '["', "[None", "[null") or ("\n(" in text and ", '" in text):
        text = list_rows(text)
    if " | " in text[:_BEGINNING] and not _FRAMED.search(text):
        text = _without_bars(text)
    if text.count("\nText") + text.count("\nField") >= _LEAST_FIELDS:
        text = _FIELD.sub(_field_value, _FIELDS_BELOW.sub("―", text))  # none of them is the last text's
    if "｜" in text:
        text = _WIDE_BARS.sub(lambda row: row[0].replace("｜", "\t"), text)
    if 3 * text.count("- ") > text.count("\n") and 2 * len(_OUTLINED.findall(text)) > text.count("\n"):
        text = _without_outline_signs(text)
    if _has(text, "⇒", "=>", "……", "‥‥", ".....", "・・・・・") and len(_LEADERS.findall(text)) >= _LEAST_LEADERS:
        text = _LEADERS.sub("\t", text)
    return csv_rows(copied_rows(text))


def _without_line_numbers(text: str) -> str:
    """A text without the number before each of its lines, as editors and cat -n print it."""
    lines = text.split("\n")
    counted: list[tuple[int, re.Match[str]]] = []
    found = [(at, match) for at, line in enumerate(lines) if (match := _LINE_NUMBER.match(line))]
    for (at, number), (_, following) in pairwise([*found, found[-1]]):
        ahead = int(number[1]) - int(counted[-1][1][1]) if counted else 0
        if 0 <= ahead <= _LOST_LINES and int(following[1]) >= int(number[1]):
            counted.append((at, number))
    filled = sum(bool(line.strip()) for line in lines)
    if len(counted) < _LEAST_LINES or len(counted) < _NEARLY_ALL * filled:
        return text
    for at, match in counted:
        lines[at] = lines[at][match.end() :]
    return "\n".join(lines)


def _with_marked_ends(text: str) -> str:
    """A text with a page's end for each mark of a tool ([[page 2]])."""
    lines = text.split("\n")
    return _ended(lines, [text.count("\n", 0, mark.start()) for mark in _PAGE.finditer(text)])


def _with_page_ends(text: str) -> str:
    """A text whose pages end with nothing but their number, on a line of its own: numbers that count up, a page's lines apart if nothing else tells."""
    lines = text.split("\n")
    ends = [at for at, line in enumerate(lines) if line and line[-1] in _NUMBER_ENDS]
    for number, least, apart in ((PAGE_NUMBER, _LEAST_PAGES, 1), (_BARE_NUMBER, _LEAST_BARE, _SHORTEST_PAGE), (_ADORNED_NUMBER, _LEAST_BARE, _SHORTEST_PAGE)):
        found = [(at, match) for at in ends if (match := number.fullmatch(lines[at])) and "番号" not in lines[at - 1]]
        counted = [(at, int(next(group for group in match.groups() if group and group.isdecimal()))) for at, match in found]
        of_how_many = {match.groupdict().get("whole") or match.groupdict().get("sign") for _, match in found} - {None}
        steps = all(apart <= below - above and 0 < second - first <= _LOST_PAGES for (above, first), (below, second) in pairwise(counted))
        if len(counted) >= least and len(of_how_many) < 2 and steps:
            return _ended(lines, [at for at, _ in counted])
    return _ended(lines, _titled_numbers(lines, ends))


def _ended(lines: list[str], numbers: Sequence[int]) -> str:
    """The text with a page's end in place of each of its numbers; or of the empty lines that part pages, where numbers were moved amid them."""
    parting = _parting_lines(lines, numbers)
    for at in numbers:
        lines[at] = "" if parting else "\f"
    for beside in (-1, 1) if parting or len(numbers) >= _LEAST_BARE else ():
        title, often = Counter(lines[at + beside].strip() for at in numbers if 0 <= at + beside < len(lines)).most_common(1)[0]
        for at in numbers if often > _MOST * len(numbers) else ():  # the pages' running title
            if 0 <= at + beside < len(lines) and lines[at + beside].strip() == title:
                lines[at + beside] = ""
    for at in parting:
        lines[at] = "\f"
    return "\n".join(lines)


def _parting_lines(lines: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """The first of each run of empty lines, if nearly every stretch between them has one of the pages' numbers, mostly with text on both of its sides; or
    every one has, some with such text, and there are as many stretches as numbers or no other empty lines."""
    if len(numbers) < _LEAST_PAGES:
        return []
    empty = [not line.strip() for line in lines]
    filled = [at for at, is_empty in enumerate(empty) if not is_empty]
    runs = [(above + 1, below - above - 1) for above, below in pairwise(filled) if below - above > 1]
    for least in (3, 2, 1):
        parting = [at for at, length in runs if length >= least]
        own = sum(often == 1 for often in Counter(bisect_left(parting, at) for at in numbers).values()) / len(numbers)
        pages = (len(parting) + 1) / len(numbers)
        if own < _MOST or not 1 / _FEW_MORE < pages < (_SOME_MORE if own > _NEARLY_ALL else _FEW_MORE):
            continue
        amid = _numbers_amid(empty, parting, numbers)
        alone = own == 1 and (len(parting) == len(runs) or len(parting) - len(numbers) in (-1, 0))
        return parting if 2 * amid > len(numbers) or (amid > _OFTEN * len(numbers) and alone) else []
    return []


def _numbers_amid(empty: Sequence[bool], parting: Sequence[int], numbers: Sequence[int]) -> int:
    """How many numbers have text of their page, more than a title, on both sides."""
    starts, stops = [-1, *parting], [*parting, len(empty)]
    amid = 0
    for at in numbers:
        page = bisect_left(parting, at)
        amid += empty[starts[page] + 1 : at].count(False) > 1 and empty[at + 1 : stops[page]].count(False) > 1
    return amid


def _titled_numbers(lines: Sequence[str], ends: Sequence[int]) -> list[int]:
    """Lines with the running title and the page's number behind it, which counts up; not such as stand below one and the same label, and are its answers."""
    found: dict[str, list[tuple[int, int]]] = {}
    entries = tuple(label for item in current_items() if item.type in ("group", "risk") for label in item.labels)
    for at in ends:
        match = _TITLED_NUMBER.match(lines[at]) if len(lines[at]) < _LONGEST_TITLE else None
        if match and not match["title"].endswith(entries):
            found.setdefault(match["title"], []).append((at, int(match["number"])))
    counted = max(found.values(), key=len, default=[])
    steps = all(_SHORTEST_TITLED <= below - above and 0 < second - first <= _LOST_PAGES for (above, first), (below, second) in pairwise(counted))
    above = Counter(_NUMBERED.sub("", lines[at - 1]).strip() for at, _ in counted if at)
    answers = max((often for text, often in above.items() if text.endswith(_labels())), default=0)
    return [at for at, _ in counted] if len(counted) >= _LEAST_BARE and steps and 2 * answers < len(counted) else []


@cache
def _labels() -> tuple[str, ...]:
    return tuple(label for item in current_items() for label in item.labels)


def _has(text: str, *signs: str) -> bool:
    """Does the text's beginning hold one of the signs? A tool writes all of a text in the same way."""
    beginning = text[:_BEGINNING]
    return any([sign in beginning for sign in signs])


def _without_elements(text: str) -> str:
    """A tool that names the kind of element before each line: [Title] Ⅰ 基本情報."""
    if len(_ELEMENT.findall(text)) < max(_LEAST_ELEMENTS, text.count("\n") // 2):
        return text
    lines = ("" if line.startswith(_FOOTERS) else line for line in text.replace("[PageBreak]", "\f").split("\n"))
    return _ELEMENT.sub("", "\n".join(lines))


def _with_signs_for_lines(text: str) -> str:
    """Rules drawn with ─ ┼ │ as a grid's +---+ and |; a line across the page is none of its text."""
    if _has(text, "│", "┃", "║"):
        text = _DRAWN_RULE.sub("+---+", text).replace("│", "|").replace("┃", "|").replace("║", "|")
    if _has(text, "─────", "━━━━━", "═════", "_____"):
        text = _DRAWN_LINE.sub("", text)
    return text


def _field_value(field: re.Match[str]) -> str:
    """What a field holds: a choice or a text, or the mark of a box, of which nothing tells where it stands."""
    if field["box"]:
        return "○" if field["value"].lower() in ("on", "yes", "true", "1", "checked") else ""
    return field["value"]


def _without_bars(text: str) -> str:
    """Bars between the cells of a row, where none stands before the first one: 公表日 | 令和7年3月21日."""
    barred = [bool(_BAR.search(line)) for line in text.split("\n") if line.strip()]
    return _BAR.sub("\t", text) if sum(barred) > _BARRED * len(barred) else text


def _without_outline_signs(text: str) -> str:
    """An outline as YAML writes it: true and false are marked and empty boxes, and quotation marks no part of a text."""
    text = _TRUTH.sub(lambda found: f"{found[1]}[{'○' if found[3] == 'true' else ' '}] {found[2]}{f' ( {found[4]} )' if found[4] else ''}", text)
    return _QUOTED.sub(r"\1\2", text)
