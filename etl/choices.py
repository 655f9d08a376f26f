"""The text of an answer box → the option that it states, or why it states none."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.form import Option, option_lists
from etl.normalise import UNMARKED, compact
from etl.pointed import pointed_label

STATED, BLANK, UNREADABLE, ABSENT = "stated", "blank", "unreadable", "not_in_source"
MARKS = "○◯〇☑■✓✔●◎⦿"
EMPTY_MARKS = "☐□"
_PLAIN_MARKS = MARKS.replace("■", "") + "☐"  # that stand for no lost letter

_BOXES = str.maketrans("【】", "[]")  # some reports print the box so
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
LISTED = re.compile(r"[<〈《【(]?選択肢[>〉》】)]?")
_NUMBERED = re.compile(r"(?<![\d(])\d{1,2}[).]")
_TICKED_ENTRY = re.compile(rf"[{MARKS}]\]?\d{{1,2}}\)")
_FILLED = "☑■✓✔●"
_TYPED = "レvVxX"  # ticks typed as letters count only inside a box
_SIGN = re.compile(rf"\[[{MARKS}{EMPTY_MARKS}{_TYPED}]?\]|[{MARKS}{EMPTY_MARKS}]")
_BROKEN = re.compile(r"\[([^\[\]「」『』|{}<>)]{2,})[」』|}]|[「『|{]([^\[\]「」『』|{}<>)]{2,})\]")  # [十分である」: one half of a bracket was misread
_LIST_IN_BRACKETS = re.compile(r"\(\n+\)")  # 実施する(1.実施する 2.実施しない)
_COLON_ENTRY = re.compile(r"(?<!\d)(\d{1,2}):")  # 1:実施する 2:実施しない; one alone is a choice
_EMPTY_ENTRY = re.compile(r"□\]?\d{1,2}[).]")
_CUT = re.compile(rf"[\n\[\]{MARKS}{EMPTY_MARKS}<>〈〉《》|:]|選択肢|\(\d*\)件")
# Letters of options and what OCR programs take them for: none that makes another sense (以下 is not 以上).
_ALIKE = tuple(map(frozenset, ("てで", "めあぬ", "るろ", "きさ", "未末", "人入", "上土", "満溝", "定足", "録緑", "託詫", "限眼", "管営", "残浅", "備俑", "施旋",
                               "記紀", "知如", "周同", "体休", "発癸", "0Oo", "1lI")))
LOST_LETTER = "[■□?]"  # what stands for a letter that an OCR program could not read
LOST = re.compile(f"{LOST_LETTER}{{2,}}|▓|\ufffd")
_SIDE_BY_SIDE = re.compile(r"\[([^\[\]]+)\](?=\[([^\[\]]+)\](?:[^\w「『]|\d|$))")  # and no sentence goes on behind them
_SPECKS = re.compile(r"\n|(?<![\d.'`^*_])[.'`^*_](?![\d.'`^*_])")  # what an OCR program makes of dirt, and line ends; beside a digit it may be one
_PIECE_ENDS = re.compile(rf"{LISTED.pattern}|{_NUMBERED.pattern}|\s+")
_MARKED_ENTRY = re.compile(r"(?:^|[\s>])[○◯〇☑✓✔]\d{1,2}\)")
_LONE_MARK = re.compile(r"(?:^|(?<=\s))[○◯〇☑✓✔●◎⦿](\S+)")
_MARK_ENDS = frozenset(f"{MARKS}])")
_LEAST_KNOWN = 3  # letters of an option of which one is lost
_LONGEST_UNKNOWN = 40
_NOTHING = re.compile(rf"[-ー―‐−–—\s{MARKS}{EMPTY_MARKS}\[\]<>()|]*")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a box says: `option` if stated, else None; `unknown` the bracket's text if no option of the list has it."""

    status: str
    option: Option | None = None
    unknown: str | None = None


@cache
def option_texts(options: tuple[Option, ...]) -> dict[str, Option]:
    return {text_key(label): option for option in options for label in option.labels}


@cache
def option_entries(options: tuple[Option, ...]) -> re.Pattern[str]:
    """`2)十分である` and the like: the option list itself, which is never an answer."""
    labels = sorted((re.escape(key) for key in option_texts(options)), key=len, reverse=True)
    return re.compile(rf"\d{{1,2}}[).](?P<label>{'|'.join(labels)})")


@cache
def _boxed_entries(options: tuple[Option, ...]) -> re.Pattern[str]:
    """`[2)十分である]`: the choice with its number, in a box of its own."""
    return re.compile(rf"\[{option_entries(options).pattern}\]")


@cache
def all_choices() -> frozenset[str]:
    """The texts of every option of every list, as text_key has them."""
    return frozenset(key for options in option_lists().values() for key in option_texts(options))


def text_key(text: str) -> str:
    """As choices are compared: without white space, commas and dots, and with one of two letters that OCR programs take for one another."""
    return compact(text).replace(",", "").replace("、", "").replace("・", "").replace("カ", "力").replace("つ", "っ").replace("ぁ", "あ").replace("ぃ", "い")


def read_choice(text: str, options: tuple[Option, ...]) -> Choice:
    """Read the box of one choice. `text` is all that stands between its label and the next one."""
    dense = text_key(text).translate(_BOXES)
    if dense.count("[") != dense.count("]"):
        dense = _BROKEN.sub(r"[\1\2]", dense)
    if ":" in dense and len(_COLON_ENTRY.findall(dense)) > 1:
        dense = _COLON_ENTRY.sub(r"\1)", dense)
    if marked := _each_marked(dense, options):
        return marked
    known = option_texts(options)
    entered = {found["label"] for found in _boxed_entries(options).finditer(dense)} if "[" in dense else set()
    if len(entered) == 1:
        return Choice(STATED, known[entered.pop()])
    rest = option_entries(options).sub("\n", dense)
    if "(\n" in rest:
        rest = _LIST_IN_BRACKETS.sub("\n", rest)
    boxed = [content if LOST.search(content) else content.strip(MARKS + EMPTY_MARKS) for content in _BRACKET.findall(rest)]
    boxed = ["" if LISTED.fullmatch(content) else content for content in boxed]  # the heading of the list, on the line on which the box opens
    if any(known[one] is not known[two] for one, two in _SIDE_BY_SIDE.findall(rest) if one in known and two in known):
        return Choice(UNREADABLE)  # two boxes that say different things
    for content in boxed:
        alone = LISTED.split(content, maxsplit=1)[0].strip()  # its list may stand in the brackets too
        joined = _SPECKS.sub("", LISTED.sub("", content))  # or its lines stand amid those of its list
        if option := known.get(alone) or known.get(joined) or known.get(alone[1:] if alone[:1].isdecimal() else ""):
            ticked = _ticked(dense, options) if _MARKED_ENTRY.search(text) else None
            return Choice(STATED, option) if ticked in (None, option) else Choice(UNREADABLE)  # box and list say different things
    if misread := _misread([content.strip(_PLAIN_MARKS) for content in _BRACKET.findall(rest)], options) or in_pieces(text, options):
        return Choice(STATED, misread)
    ticked = _marked_behind(text, options) or _ticked(dense, options) or _lone_mark(text, options)
    if ticked:
        return Choice(STATED, ticked)
    if lost := next((content for content in boxed if re.search(LOST_LETTER, content)), None):
        return Choice(UNREADABLE, unknown=_as_printed(lost[:_LONGEST_UNKNOWN], text))
    bare = _bare(rest, options, {found["label"] for found in option_entries(options).finditer(dense)})
    if bare and not _entry_with_empty_box(options).search(dense):
        return Choice(STATED, bare)
    if pointed := pointed_label(dense, any_option(options).pattern):
        return Choice(STATED, known[pointed])
    missing = _missing(dense, rest, boxed)
    return Choice(missing.status, unknown=_as_printed(missing.unknown, text)) if missing.unknown else missing


def _each_marked(dense: str, options: tuple[Option, ...]) -> Choice | None:
    """A list of which every entry has a sign of its own, all before it or all behind it: □ 特に力を入れている ■ 十分である □ 課題が残されている. Where no
    sign is empty, a filled one tells the choice."""
    if len(_SIGN.findall(dense)) < 2:
        return None
    known, found = option_texts(options), list(_signs_and_options(options).finditer(dense))
    signs, labels = (found[::2], found[1::2]) if found[:1] and found[0]["sign"] else (found[1::2], found[::2])
    if len(signs) != len(labels) or not all(sign["sign"] for sign in signs) or len({label["label"] for label in labels} - {None}) != len(labels):
        return None
    marks = [sign["sign"].strip("[]") for sign in signs]
    wanted = _FILLED if all(mark and mark not in EMPTY_MARKS for mark in marks) else MARKS + _TYPED
    chosen = [known[label["label"]] for mark, label in zip(marks, labels, strict=True) if mark and mark in wanted]
    return Choice(STATED, chosen[0]) if len(chosen) == 1 else Choice(UNREADABLE if chosen or UNMARKED in marks else BLANK)


@cache
def _signs_and_options(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<sign>{_SIGN.pattern})|(?P<label>{any_option(options).pattern})")


def _misread(boxed: Sequence[str], options: tuple[Option, ...]) -> Option | None:
    """The option in whose box an OCR program took one letter for another of its shape, 定めでいる, or could not read one: 十分で■る."""
    content = next(filter(None, boxed), "")
    near = {option.code: option for key, option in option_texts(options).items() if _one_letter_off(key, content)}
    return next(iter(near.values())) if len(near) == 1 else None


def _one_letter_off(key: str, content: str) -> bool:
    if len(key) != len(content):
        return False
    changed = [{wanted, found} for wanted, found in zip(key, content, strict=True) if wanted != found]
    return len(changed) == 1 and (any(changed[0] <= alike for alike in _ALIKE) or (len(key) > _LEAST_KNOWN and any(map(_is_lost, changed[0]))))


def _is_lost(letter: str) -> bool:
    return re.fullmatch(LOST_LETTER, letter) is not None


def in_pieces(text: str, options: tuple[Option, ...]) -> Option | None:
    """The option in a box of several lines that stand amid those of its list, as columns of a page do: [ 十分で 1)特に力を入れ / ある ] ている 2)十分である.
    It begins and ends with the box, and the pieces that make it up are in order."""
    content = next(iter(_BRACKET.findall(text)), "")
    pieces = [key for piece in _PIECE_ENDS.split(content) if (key := text_key(piece))]
    fitting = {option.code: option for key, option in option_texts(options).items() if len(pieces) > 1 and _are_pieces(pieces, key)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _are_pieces(pieces: Sequence[str], key: str) -> bool:
    """Do the first of some pieces, any of those between, and the last make up a text?"""
    if not (key.startswith(pieces[0]) and key.endswith(pieces[-1])):
        return False
    reached = {len(pieces[0])}
    for piece in pieces[1:-1]:
        reached |= {at + len(piece) for at in reached if key.startswith(piece, at)}
    return len(key) - len(pieces[-1]) in reached


def _ticked(dense: str, options: tuple[Option, ...]) -> Option | None:
    """An option list whose entries carry boxes of their own, one of them marked, or one with a filled sign where all have one."""
    if not _TICKED_ENTRY.search(dense):
        return None
    known = option_texts(options)
    found = {known[entry["label"]].code: (known[entry["label"]], entry[0][0] in _FILLED) for entry in _ticked_entries(options).finditer(dense)}
    filled = [option for option, is_filled in found.values() if is_filled]
    if len(found) > 1 and len(found) == len({known[entry["label"]].code for entry in option_entries(options).finditer(dense)}):
        return filled[0] if len(filled) == 1 else None
    return next(iter(found.values()))[0] if len(found) == 1 else None


def _marked_behind(text: str, options: tuple[Option, ...]) -> Option | None:
    """The only entry with a mark right behind it, before the space that parts it from the next one: 1)特に力を入れている 2)十分である✔ 3)課題が残されている."""
    found = [match["label"] for piece in text.split() if piece[-1] in _MARK_ENDS and (match := _entry_and_mark(options).fullmatch(text_key(piece)))]
    return option_texts(options)[found[0]] if len(found) == 1 else None


@cache
def _entry_and_mark(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:\d{{1,2}}[).])?(?P<label>{any_option(options).pattern})[\[(]?[{MARKS}][\])]?")


def _lone_mark(text: str, options: tuple[Option, ...]) -> Option | None:
    """The only marked one of several entries without numbers, right behind its mark: 特に力を入れている ○十分である 課題が残されている."""
    marked = _LONE_MARK.findall(text)
    if len(marked) != 1 or len(any_option(options).findall(text_key(text))) < 2:
        return None
    found = any_option(options).match(text_key(marked[0]))
    return option_texts(options)[found[0]] if found else None


@cache
def _entry_with_empty_box(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"□(?:{any_option(options).pattern})")


@cache
def _ticked_entries(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_TICKED_ENTRY.pattern}(?P<label>{any_option(options).pattern})(?![^\d\[{MARKS}☐□<\n)])")


def _bare(rest: str, options: tuple[Option, ...], numbered: set[str]) -> Option | None:
    """The one option that stands without brackets, or with broken ones, outside the option list. A page's number may stand behind it. Where the list
    lacks it among its entries, numbered ones or such without numbers (they stand side by side), it is one of them."""
    known = option_texts(options)
    pieces = [piece if piece in known else piece.rstrip("0123456789") for piece in _CUT.split(rest)]
    listed = numbered | {label for piece in pieces if piece not in known and _side_by_side(options).fullmatch(piece)
                         for label in any_option(options).findall(piece)}
    found = {known[piece].code: known[piece] for piece in pieces if piece in known and (not listed or piece in listed)}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def any_option(options: tuple[Option, ...]) -> re.Pattern[str]:
    """The text of an option as text_key has it, the longest one first."""
    return re.compile("|".join(sorted(map(re.escape, option_texts(options)), key=len, reverse=True)))


@cache
def _side_by_side(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_option(options).pattern}){{2,}}")


def _as_printed(key: str, text: str) -> str:
    """What a box holds, with the letters that the text prints."""
    printed = [content.strip(MARKS + EMPTY_MARKS) for content in _BRACKET.findall(compact(text).translate(_BOXES))]
    return next((content[:_LONGEST_UNKNOWN] for content in printed if text_key(content).startswith(key)), key)


def _missing(dense: str, rest: str, boxed: Sequence[str]) -> Choice:
    unknown = next((content for content in boxed if content and not _NOTHING.fullmatch(content)), None)
    if unknown:
        return Choice(UNREADABLE, unknown=unknown[:_LONGEST_UNKNOWN])
    if any(not content for content in boxed) or len(_EMPTY_ENTRY.findall(dense)) > 1:
        return Choice(BLANK)
    listed = LISTED.search(dense) or "\n" in rest or _NUMBERED.search(dense)
    return Choice(UNREADABLE if listed or not _NOTHING.fullmatch(rest) else BLANK)
