"""The text of an answer box → the option that it states, or why it states none."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.form import Option
from etl.normalise import DASHES, UNMARKED, compact
from etl.options import EMPTY_MARKS, LISTED, MARKS, any_option, option_entries, option_texts, text_key
from etl.pointed import pointed_label
from etl.signs import has_empty_entry, marked_entry, marked_of_all, ticked_entry

STATED, BLANK, UNREADABLE, ABSENT = "stated", "blank", "unreadable", "not_in_source"
_PLAIN_MARKS = MARKS.replace("■", "") + "☐"  # that stand for no lost letter

_BOXES = str.maketrans("【】", "[]")  # some reports print the box so
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_NUMBERED = re.compile(r"(?<![\d(])\d{1,2}[).]")
_BROKEN = re.compile(r"\[([^\[\]「」『』|{}<>)]{2,})[」』|}]|[「『|{]([^\[\]「」『』|{}<>)]{2,})\]")  # [十分である」: one half of a bracket was misread
_UNCLOSED = re.compile(rf"\[([^\[\]<>〈〉《》]{{2,40}})(?={LISTED.pattern})")  # [十分である <選択肢>
_UNBOXED = re.compile(rf"^([^\[\]<>〈〉《》]{{3,40}})(?={LISTED.pattern})")
_LIST_IN_BRACKETS = re.compile(r"\(\n+\)")  # 実施する(1.実施する 2.実施しない)
_COLON_ENTRY = re.compile(r"(?<!\d)(\d{1,2}):")  # 1:実施する 2:実施しない; one alone is a choice
_EMPTY_ENTRY = re.compile(r"□\]?\d{1,2}[).]")
_BETWEEN_PIECES = re.compile(rf"[\n\[\]{MARKS}{EMPTY_MARKS}<>〈〉《》|:]|選択肢|\(\d*\)件")
# Letters of options and what OCR programs take them for: none that makes another sense (以下 is not 以上).
_ALIKE = tuple(map(frozenset, ("てで", "めあぬ", "るろ", "きさ", "未末", "人入", "上土", "満溝", "定足", "録緑", "託詫", "限眼", "管営", "残浅殘", "備俑",
                               "施旋", "記紀", "知如", "周同", "体休", "発癸", "特持", "十+",
                               "府附", "目日", "項頂", "0Oo", "1lI")))
LOST_LETTER = "[■□?]"  # what stands for a letter that an OCR program could not read
LOST = re.compile(f"{LOST_LETTER}{{2,}}|▓|\ufffd")
_SIDE_BY_SIDE = re.compile(r"\[([^\[\]]+)\](?=\[([^\[\]]+)\](?:[^\w「『]|\d|$))")  # and no sentence goes on behind them
_SPECKS = re.compile(r"\n|(?<![\d.'`^*_])[.'`^*_](?![\d.'`^*_])")  # what an OCR program makes of dirt, and line ends; beside a digit it may be one
_ENTRY_AT_END = re.compile(rf"{_NUMBERED.pattern}\s*\S+\s*$")
_PIECE_ENDS = re.compile(rf"{LISTED.pattern}|{_NUMBERED.pattern}|\s+")
_MARKED_ENTRY = re.compile(r"(?:^|[\s>])[○◯〇☑✓✔]\d{1,2}\)")
_LEAST_KNOWN = 3  # letters of an option of which one is lost
_LONGEST_UNKNOWN = 40
_NOTHING = re.compile(rf"[{DASHES}\s{MARKS}{EMPTY_MARKS}\[\]<>()|]*")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a box says: `option` if stated, else None; `unknown` the bracket's text if no option of the list has it."""

    status: str
    option: Option | None = None
    unknown: str | None = None


@cache
def _boxed_entries(options: tuple[Option, ...]) -> re.Pattern[str]:
    """`[2)十分である]`: the choice with its number, in a box of its own."""
    return re.compile(rf"\[{option_entries(options).pattern}\]")


def read_choice(text: str, options: tuple[Option, ...]) -> Choice:
    """Read the box of one choice. `text` is all that stands between its label and the next one."""
    dense = _dense(text)
    marked = marked_of_all(dense, options)
    if marked is not None:
        return Choice(STATED, marked[0]) if len(marked) == 1 else Choice(UNREADABLE if marked or UNMARKED in dense else BLANK)
    rest = option_entries(options).sub("\n", dense)
    if "(\n" in rest:
        rest = _LIST_IN_BRACKETS.sub("\n", rest)
    boxed = _boxed(rest)
    if said := _said_in_box(text, dense, rest, boxed, options):
        return said
    misread = _misread([content.strip(_PLAIN_MARKS) for content in _BRACKET.findall(rest) or _UNBOXED.findall(rest)], options)
    foreign = any(content and not _NOTHING.fullmatch(content) and not content.isdecimal() for content in boxed)  # a mark in the list contradicts it
    if option := misread or in_pieces(text, options) or (None if foreign else marked_entry(text, dense, options)):
        return Choice(STATED, option)
    if lost := next((content for content in boxed if re.search(LOST_LETTER, content)), None):
        return Choice(UNREADABLE, unknown=_as_printed(lost[:_LONGEST_UNKNOWN], text))
    if option := _bare(dense, rest, options) or (None if foreign else _pointed(dense, options)):
        return Choice(STATED, option)
    missing = _missing(dense, rest, boxed, options)
    return Choice(missing.status, unknown=_as_printed(missing.unknown, text)) if missing.unknown else missing


def _dense(text: str) -> str:
    """The text as choices are compared, its boxes as [ ] and its entries as 1)."""
    dense = text_key(text).translate(_BOXES)
    if dense.count("[") != dense.count("]"):
        dense = _UNCLOSED.sub(r"[\1]", _BROKEN.sub(r"[\1\2]", dense))
    if ":" in dense and len(_COLON_ENTRY.findall(dense)) > 1:
        dense = _COLON_ENTRY.sub(r"\1)", dense)
    return dense


def _boxed(rest: str) -> list[str]:
    """What stands in boxes; nothing for the heading of the list, on the line on which a box opens."""
    boxed = [content if LOST.search(content) else content.strip(MARKS + EMPTY_MARKS) for content in _BRACKET.findall(rest)]
    return ["" if LISTED.fullmatch(content) else content for content in boxed]


def _said_in_box(text: str, dense: str, rest: str, boxed: Sequence[str], options: tuple[Option, ...]) -> Choice | None:
    """The option that stands in a box, unreadable if another box or the list's own mark says something else; None if no box holds one."""
    known = option_texts(options)
    entered = {found["label"] for found in _boxed_entries(options).finditer(dense)} if "[" in dense else set()
    if len(entered) == 1:
        return Choice(STATED, known[entered.pop()])
    if any(known[one] is not known[two] for one, two in _SIDE_BY_SIDE.findall(rest) if one in known and two in known):
        return Choice(UNREADABLE)
    for content in boxed:
        alone = LISTED.split(content, maxsplit=1)[0].strip()  # its list may stand in the brackets too
        joined = _SPECKS.sub("", LISTED.sub("", content))  # or its lines stand amid those of its list
        if option := known.get(alone) or known.get(joined) or known.get(alone[1:] if alone[:1].isdecimal() else ""):
            ticked = ticked_entry(dense, options) if _MARKED_ENTRY.search(text) else None
            return Choice(STATED, option) if ticked in (None, option) else Choice(UNREADABLE)
    return None


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
    It begins and ends with the box, and the pieces that make it up are in order; an entry may stand before a bracket that closes on a line of its own."""
    content = _ENTRY_AT_END.sub("", next(iter(_BRACKET.findall(text)), ""))
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


def _bare(dense: str, rest: str, options: tuple[Option, ...]) -> Option | None:
    """The one option that stands without brackets, or with broken ones, outside the option list. A page's number may stand behind it. Where the list
    lacks it among its entries, numbered ones or such without numbers (they stand side by side, or behind empty boxes), it is one of them."""
    if has_empty_entry(dense, options):
        return None
    known, numbered = option_texts(options), {found["label"] for found in option_entries(options).finditer(dense)}
    pieces = [piece if piece in known else piece.rstrip("0123456789") for piece in _BETWEEN_PIECES.split(rest)]
    listed = numbered | {label for piece in pieces if piece not in known and _side_by_side(options).fullmatch(piece)
                         for label in any_option(options).findall(piece)}
    found = {known[piece].code: known[piece] for piece in pieces if piece in known and (not listed or piece in listed)}
    return next(iter(found.values())) if len(found) == 1 else None


def _pointed(dense: str, options: tuple[Option, ...]) -> Option | None:
    label = None if "[]" in dense else pointed_label(dense, any_option(options).pattern)
    return option_texts(options)[label] if label else None


@cache
def _side_by_side(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_option(options).pattern}){{2,}}")


@cache
def _ticks_alone(options: tuple[Option, ...]) -> re.Pattern[str]:
    """A tick list below, of which each box stands before a word: the choice has none."""
    return re.compile(rf"(?:[^\[\]]*\[[{MARKS}{EMPTY_MARKS}]?\](?=\w)(?!{any_option(options).pattern}))+[^\[\]]*")


def _as_printed(key: str, text: str) -> str:
    """What a box holds, with the letters that the text prints."""
    printed = [content.strip(MARKS + EMPTY_MARKS) for content in _BRACKET.findall(compact(text).translate(_BOXES))]
    return next((content[:_LONGEST_UNKNOWN] for content in printed if text_key(content).startswith(key)), key)


def _missing(dense: str, rest: str, boxed: Sequence[str], options: tuple[Option, ...]) -> Choice:
    unknown = next((content for content in boxed if content and not _NOTHING.fullmatch(content)), None)
    if unknown:
        return Choice(UNREADABLE, unknown=unknown[:_LONGEST_UNKNOWN])
    if (any(not content for content in boxed) and not _ticks_alone(options).fullmatch(rest)) or len(_EMPTY_ENTRY.findall(dense)) > 1:
        return Choice(BLANK)
    listed = LISTED.search(dense) or "\n" in rest or _NUMBERED.search(dense)
    return Choice(UNREADABLE if listed or not _NOTHING.fullmatch(rest) else BLANK)
