"""Pure text steps: what a source prints → plain NFKC text in which line numbers stay what they were.

NFKC would turn ① into 1 and so glue a number to its neighbours; circled numbers therefore travel as private-use
characters until `published` writes them out.
"""
from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from etl.form import current_items, option_lists

MARKED, UNMARKED, EMPTY = "☑", "☐", "□"  # UNMARKED: a form control without `checked`, which an OCR program also prints for a mark
ROW_START, ROW_END = "\ue020", "\ue021"
PARAGRAPH = "\u2029"  # white space to all that reads the text
DASHES = "-ー―‐−–—"  # within a class of a pattern: how nothing is said, whatever was typed or read for it
CIRCLED = "[\ue001-\ue014]"
NUMBER = r"(?:[\ue001-\ue014@©®]|\(\d\))"  # a circled one, also as OCR programs misread it
_TO_PRIVATE = {ord("①") + number: 0xE001 + number for number in range(20)}
# Signs that a browser puts into a PDF for the letters that look like them (Unicode's EquivalentUnifiedIdeograph.txt): those that NFKC leaves as they are, or
# makes an old form of.
_LOOK_ALIKES = str.maketrans("⺒⺝⺟⺠⺩⺬⺼⻁⻄⻆⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲⼾⾭⿆⿈⿊‧⬤⚫✅🗹◼▣◻⚪", "巳月母民王示肉虎西角長青食鬼麦黄斉歯竜亀戸青麦黄黒・●●✓☑■■□○")
_FIRST = _TO_PRIVATE | _LOOK_ALIKES
_UNCIRCLED = re.compile(CIRCLED)

_ESCAPED = re.compile(r"\\([\[\]<>()*_#|.!+`~{}-])")  # Markdown prints a sign that it would interpret as \[
_HARD_BREAK = re.compile(r"\\(?= {2}|[ \t]*$)", re.M)  # and its end of a line in a paragraph or a cell as a backslash
_LATEX_CIRCLED = re.compile(r"\$?\\textcircled\s*\{\s*(20|1\d|[1-9])\s*\}\$?")
_LATEX_MARK = re.compile(r"\$?\\(?:big)?circ(?![A-Za-z])\$?|\$?\\(?:checkmark|boxtimes|blacksquare)(?![A-Za-z])\$?")
_LATEX_BOX = re.compile(r"\$?\\(?:square|Box)(?![A-Za-z])\$?")
# :unselected: 内部監査, or in a line or cell that begins so NOT_SELECTED, 内部監査: behind a label nothing tells whose it is
_SELECTION = re.compile(r"(?:(UN|NOT|DE)[ _-]*)?SELECTED\b[:,]?|:(un|not[_ -])?selected:")
_SELECTIONS = re.compile(r"(?:^|(?<=[\t|>]))[ \u3000]*(?:(?:UN|NOT|DE)[ _-]*)?SELECTED\b[^\t|\n]*|:(?:un|not[_ -])?selected:", re.M)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,31});")
_RADIO = re.compile(r"\( {0,3}([*●•◉○◯〇☑■✓✔xXレ]?) {0,3}\)(?=\s*\d{1,2}[).])")  # ( ) 1) 実施する (*) 2) 実施しない
_RADIO_MARKED = re.compile(r"\( {0,3}[*●•◉○◯〇☑■✓✔xXレ] {0,3}\)\s*\d{1,2}[).]")
_ROUND_MARK = re.compile(r"\([○◯〇●☑■✓レ]\)(?= *[^\s\d(])")  # begins with a plain sign, as what is sought in every text does: ten times as fast
_ROUND_BOX = re.compile(r"(?:^|(?<=[\s]))\(([○◯〇●☑■✓レ]| {1,3})\)(?= *[^\s\d()件])", re.M)  # (○) 自己点検 ( ) 内部監査: no list goes by number there
_LEAST_ROUND = 3
_IN_BOX = r"[ \u3000]{0,8}([○◯〇☑■✓✔●レ]?)[ \u3000]{0,8}"
_BOX_OF_BRACES = re.compile(r"\{\s[^{}]{0,60}?\s\}|(?<!\S)\{[^{}\s]{0,30}\}(?![^\s<])")  # in a name they are something else: みずうみ{旧 あさひ}
_TICK_BOXES = (re.compile(rf"【{_IN_BOX}[】\]］]"), re.compile(rf"\[{_IN_BOX}】"), re.compile(rf"［{_IN_BOX}】"))
_CHECKED = re.compile(r"\bchecked\b", re.I)
_INPUT = re.compile(r"<input\b[^<>\n]*>", re.I)
_CELL_END = re.compile(r"</t[dh]>", re.I)
_ROW = re.compile(r"<(/?)tr(?:\s[^<>\n]*)?>", re.I)
_ROW_BEGINS = re.compile(r"<tr(?:\s[^<>\n]*)?>", re.I)
_SPANNING_DATE = re.compile(
    r"\s*<t[dh]\b[^<>\n]{0,200}?\browspan=[\"']?(\d{1,3})\b[^<>\n]*>\s*((?:令和|平成|[RH]|20\d\d)[^<>\n]{3,14}?)\s*</t[dh]>", re.I
)
_EMPHASES = (("<b>", "</b>"), ("<strong>", "</strong>"), ("<u>", "</u>"), ("<mark>", "</mark>"))
# ~~an old choice~~; between letters on both sides ~~ is a range or a leader
_STRUCK = re.compile(r"(?:(?<=[\s\[［(（|>])|^)~~(?=[^\s~])[^~\n]{1,200}(?<!\s)~~(?!~)|~~(?=[^\s~])[^~\n]{1,200}(?<!\s)~~(?=[\s\]］)）|<]|$)", re.M)
_DELETED = re.compile(r"<(s|del|strike)(?:\s[^<>\n]*)?>(?:(?!<\1\b|</t[dhr]|[\t|]).){0,2000}?</\1>", re.I | re.S)
_STRUCK_SIGNS = ("~~", "<s>", "<s ", "<del", "<strike", "<S>", "<S ", "<DEL", "<STRIKE")
_HISTORY = re.compile(r"変更日(?:[\s|,\"]|<[^<>\n]*>)*項\s*目(?:[\s|,\"]|<[^<>\n]*>)*変更前")  # below its header, what is struck out is the old wording
_PARAGRAPH_END = re.compile("</p>|</div>|<br ?/?>")
_TAG = re.compile(
    r"</?(?:p|br|b|i|u|s|ul|ol|li|div|span|table|thead|tbody|tr|td|th|small|strong|em|sup|sub|font|center|hr|h[1-6]|col|colgroup|caption"
    r"|del|strike|ins|label|section|article|header|footer|main|html|head|body|title|meta|a|pre|code|dl|dt|dd)(?:\s[^<>\n]*)?/?>|<!--[^\n]{0,500}?-->",
    re.I,
)
# Characters that NFKC leaves as they are (ASCII, CJK signs, kana, kanji), and the signs that it joins to one of them before it.
_ORDINARY = "\x00-\x7f\u2029\u3001-\u3029\u3041-\u3096\u309d\u309e\u30a1-\u30fe\u4e00-\u9fff"
_OTHERS = re.compile(f"([^{_ORDINARY}]+)")
_SPACED = 0.04  # spaces, of all characters, in a text with gaps: fewer in most others
_WORD = "特定個人情報"  # stands in every report some hundred times
_TORN_WORD = re.compile(" ?".join(_WORD))
_GAP = re.compile(r"(?<=[\u3041-\u30ff\u4e00-\u9fff、。]) (?=[\u3041-\u30ff\u4e00-\u9fff、。])")
_MISREAD_END = re.compile(r"\[([^\[\]\n]{0,40}) [JlI1|](?=\s)")  # what OCR programs that put spaces into words also do: ] is read as J, Ⅲ as 皿
_MISREAD_THREE = re.compile(r"^皿(?= )", re.M)
_HISTORY_HEADER = re.compile(" ?".join("変更日") + " ?項 ?目")
_TIMING = re.compile(r"^ ?事 ?([前後]) (?=\S)", re.M)
# What programs print for nothing: an answer that an OCR model found empty, a form control of a word processor that nobody has touched.
_LEFT_EMPTY = re.compile(r"(?:^|(?<=[\s:\[]))\((?:空欄|空白|未記入|記入なし)\)(?=\s*(?:[\]|]|$))", re.M)
_UNTOUCHED = re.compile(r"(?:アイテム|項目)を選択してください。?|(?:クリックまたはタップして|ここをクリックして)[^。\n]{1,12}を入力してください。?"
                        r"|Choose an item\.|Click (?:or tap )?(?:here )?to enter (?:text|a date)\.")
_TOLD_BY = ("(空欄)", "(空白)", "(未記入)", "(記入なし)", "を選択してください", "を入力してください", "Choose an item.", " to enter ")
_JOINING = re.compile("[\u0300-\u036f\u3099\u309a\uff9e\uff9f]")


def plain(text: str) -> str:
    """Entities, tags, form controls and emphasis marks of a whole source → NFKC text, a tab after each cell, signs around each row; same number of lines."""
    if "\\" in text:
        text = _LATEX_BOX.sub(EMPTY, text)
        text = _LATEX_MARK.sub("○", _LATEX_CIRCLED.sub(lambda m: chr(ord("①") - 1 + int(m[1])), text))
        text = _HARD_BREAK.sub(" ", _ESCAPED.sub(r"\1", text))
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]).replace("\n", " "), text)
    if "☒" in text or "☑" in text:  # whoever prints these prints ☐ for an empty box
        text = text.replace("☒", MARKED).replace("☐", EMPTY)
    if "SELECTED" in text or "selected:" in text:
        text = _SELECTIONS.sub(lambda run: _SELECTION.sub(lambda m: EMPTY if m[1] or m[2] else MARKED, run[0]), text)
    if "゛" in text or "゜" in text:  # apart from their letter: て゛
        text = text.replace("゛", "\u3099").replace("゜", "\u309a")
    if "[x]" in text or "[X]" in text:  # Markdown's task lists
        text = text.replace("[x]", f"[{MARKED}]").replace("[X]", f"[{MARKED}]")
    if any([sign in text for sign in _STRUCK_SIGNS]):
        text = _without_struck(text)
    if "<" in text:
        text = _INPUT.sub(lambda m: MARKED if _CHECKED.search(m[0]) else UNMARKED, text)
        if "rowspan" in text:
            text = _spread_dates(text)
        if "<tr" in text or "<TR" in text:
            text = _ROW.sub(lambda m: ROW_END if m[1] else ROW_START, text)
        for begin, end in _EMPHASES:
            if begin in text:
                text = text.replace(begin, "**").replace(end, "**")
        text = _PARAGRAPH_END.sub(PARAGRAPH, text)
        text = _TAG.sub(" ", _CELL_END.sub("\t", text))
    text = text.replace("\u200b", "").replace("\u00ad", "").replace("\ufeff", "")
    if "【" in text or "】" in text:
        for box in _TICK_BOXES:
            text = box.sub(r"[\1]", text)
    text = nfkc(text.replace("〔", "[").replace("〕", "]"), _FIRST)
    if "{" in text and _BOX_OF_BRACES.search(text):
        text = text.replace("{", "[").replace("}", "]")
    if "**" in text:
        text = _emphasised_option().sub(f"{MARKED}\\1", text).replace("**", "")
    if any([told in text for told in _TOLD_BY]):
        text = _UNTOUCHED.sub("", _LEFT_EMPTY.sub("", text))
    if text.count(" ") > _SPACED * len(text):
        text = _without_gaps(text)
    if len(_ROUND_MARK.findall(text)) >= _LEAST_ROUND:
        text = _ROUND_BOX.sub(r"[\1]", text)
    return _RADIO.sub(lambda m: MARKED if m[1] else EMPTY, text) if _RADIO_MARKED.search(text) else text


def _without_struck(text: str) -> str:
    """The body without what was struck out; of the history's old wording only the signs are left out."""
    history = _HISTORY.search(text)
    body, past = (text[: history.start()], text[history.start() :]) if history else (text, "")
    body = _DELETED.sub(lambda struck: "\n" * struck[0].count("\n") or " ", _STRUCK.sub(" ", body))
    return body + _STRUCK.sub(lambda struck: struck[0].strip("~"), past)


@cache
def _emphasised_option() -> re.Pattern[str]:
    """An entry of an option list in bold: the chosen one, where nothing else marks it, if it is no label of the form too."""
    labels = {label for options in option_lists().values() for option in options for label in option.labels}
    labels = {re.escape(label) for label in labels - {label for item in current_items() for label in item.labels}}
    return re.compile(rf"\*\*\s*(\d{{1,2}}[).]?\s*(?:{'|'.join(sorted(labels, key=len, reverse=True))}))\s*\*\*")


def _without_gaps(text: str) -> str:
    """Words as they were where an OCR program put single spaces into them: two or more still part columns."""
    whole = text.count(_WORD)
    if len(_TORN_WORD.findall(text)) - whole <= whole // 4:
        return text
    text = _MISREAD_THREE.sub("III", _MISREAD_END.sub(r"[\1 ]", text))
    text = _answered_label().sub(lambda m: f"{compact(m[1])}  ", text)
    if header := _HISTORY_HEADER.search(text):  # below it, words at a line's beginning are a column
        text = text[: header.end()] + _TIMING.sub(r"事\1  ", text[header.end() :])
    return _GAP.sub("", text).replace("く選択肢", "<選択肢")


@cache
def _answered_label() -> re.Pattern[str]:
    """A label at a line's beginning, with spaces in it or not, and the one that parts it from its answer: with its circled number, or one with which hardly
    a sentence begins; a line that ends one doesn't."""
    wordings = sorted({label for item in current_items() for label in item.labels}, key=len, reverse=True)
    labels = [_spaced(label) + _not_longer(label, wordings) for label in wordings]
    alone = "|".join([*(_spaced(label) for item in current_items() if item.name in ("number", "authority", "threshold_result") for label in item.labels),
                      _spaced("公表日") + "(?= (?:令|平|20))"])
    return re.compile(rf"^({NUMBER} ?(?:{'|'.join(labels)})|(?:{alone})(?!.*。\s*$)) (?=\S)", re.M)


def _not_longer(label: str, wordings: Sequence[str]) -> str:
    """What keeps a label from being found where the beginning of a longer one stands, whose end may be on the next line."""
    following = sorted({re.escape(longer[len(label)]) for longer in wordings if longer.startswith(label) and longer != label})
    return f"(?! ?(?:{'|'.join(following)}))" if following else ""


def _spaced(label: str) -> str:
    return " ?".join(map(re.escape, label))


def _spread_dates(text: str) -> str:
    """A date whose cell spans rows of an HTML table, in each of them."""
    begins = ["", *_ROW_BEGINS.findall(text)]
    rows: list[str] = []
    date, left = "", 0
    for begin, row in zip(begins, _ROW_BEGINS.split(text), strict=True):
        if left:
            rows.append(f"{begin}<td>{date}</td>{row}")
            left -= 1
        else:
            rows.append(begin + row)
            if spanning := _SPANNING_DATE.match(row):
                date, left = spanning[2], int(spanning[1]) - 1
        if "</table" in row:
            left = 0
    return "".join(rows)


def nfkc(text: str, first: Mapping[int, int] | None = None) -> str:
    """As unicodedata.normalize("NFKC", text), which takes some ten times as long: it works through every character of a text in which any changes.

    first  what to put in place of signs beforehand; they are no ordinary ones, and what they become joins nothing"""
    pieces = _OTHERS.split(text)  # ordinary characters and others by turns
    others = pieces[1::2]
    if _JOINING.search("".join(others)):
        return unicodedata.normalize("NFKC", text.translate(first or {}))
    normal = {other: unicodedata.normalize("NFKC", other.translate(first or {})) for other in set(others)}
    pieces[1::2] = map(normal.__getitem__, others)
    return "".join(pieces)


def width(text: str) -> int:
    """Half-width columns that a text takes. Letters of ambiguous width (①, Ⅱ) are full-width in Japanese type."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def folded(text: str) -> str:
    """White space folded to single spaces, none at the ends."""
    return " ".join(text.split())


def compact(text: str) -> str:
    """Without any white space: the form in which choices are compared."""
    return "".join(text.split())


def published(text: str | None) -> str | None:
    """Text of cells as the tables hold it: folded, circled numbers as plain ones between spaces (the rest is NFKC already); None for nothing."""
    if text is None:
        return None
    return folded(_UNCIRCLED.sub(lambda m: f" {ord(m[0]) - 0xE000} ", text)) or None
