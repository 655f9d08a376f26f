"""Option lists whose entries carry signs (□ ■, [ ] [○], ✔) → the marked ones. `dense` is the text of an answer as text_key has it."""
from __future__ import annotations

import re
from functools import cache

from etl.form import Option
from etl.options import EMPTY_MARKS, MARKS, any_option, option_entries, option_texts, text_key

_FILLED = "☑■✓✔●◎⦿◉"
_TYPED = "レvVxX"  # ticks typed as letters count only inside a box
_SIGN = re.compile(rf"\[[{MARKS}{EMPTY_MARKS}{_TYPED}]?\]|[{MARKS}{EMPTY_MARKS}]")
_TICKED_ENTRY = re.compile(rf"(?:(?<=\[)[{MARKS}]\]|[{MARKS}])\d{{1,2}}\)")
_AFLOAT = re.compile(rf"[^\s>〉》】]\s+\[?[{MARKS}]\]?\s+\d{{1,2}}[).]")  # nothing tells whether the entry before it or behind it is meant
_LONE_MARK = re.compile(r"(?:^|(?<=\s))[○◯〇☑✓✔●◎⦿](\S+)")
_MARK_ENDS = frozenset(f"{MARKS}])")


def marked_of_all(dense: str, options: tuple[Option, ...]) -> list[Option] | None:
    """The marked ones of a list of which every entry has a sign, all before it or all behind it: □ 特に力を入れている ■ 十分である □ 課題が残されている. Where
    no sign is empty, the filled ones. None for any other list."""
    if len(_SIGN.findall(dense)) < 2:
        return None
    known, found = option_texts(options), list(_signs_and_options(options).finditer(dense))
    signs, labels = (found[::2], found[1::2]) if found[:1] and found[0]["sign"] else (found[1::2], found[::2])
    if len(signs) != len(labels) or not all(sign["sign"] for sign in signs) or len({label["label"] for label in labels} - {None}) != len(labels):
        return None
    places = [options.index(known[label["label"]]) for label in labels]
    if found and not found[0]["sign"] and places != sorted(places):
        return None  # a wrapped list begins with the end of its first line, whose sign stands before it
    marks = [sign["sign"].strip("[]") for sign in signs]
    wanted = _FILLED if all(mark and mark not in EMPTY_MARKS for mark in marks) else MARKS + _TYPED
    return [known[label["label"]] for mark, label in zip(marks, labels, strict=True) if mark and mark in wanted]


@cache
def _signs_and_options(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<sign>{_SIGN.pattern})|(?P<label>{any_option(options).pattern})")


def marked_entry(text: str, dense: str, options: tuple[Option, ...]) -> Option | None:
    """The only marked one of a list in which not every entry has a sign."""
    ticked = None if _AFLOAT.search(text) else ticked_entry(dense, options)
    return _marked_behind(text, options) or ticked or _behind_lone_mark(text, options)


def _marked_behind(text: str, options: tuple[Option, ...]) -> Option | None:
    """The only entry with a mark right behind it, before the space that parts it from the next one: 1)特に力を入れている 2)十分である✔ 3)課題が残されている."""
    found = [match["label"] for piece in text.split() if piece[-1] in _MARK_ENDS and (match := _entry_and_mark(options).fullmatch(text_key(piece)))]
    return option_texts(options)[found[0]] if len(found) == 1 else None


@cache
def _entry_and_mark(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:\d{{1,2}}[).])?(?P<label>{any_option(options).pattern})[\[(]?[{MARKS}][\])]?")


def ticked_entry(dense: str, options: tuple[Option, ...]) -> Option | None:
    """The only numbered entry with a mark before its number, or the only one with a filled mark where all have one."""
    if not _TICKED_ENTRY.search(dense):
        return None
    known = option_texts(options)
    found = {known[entry["label"]].code: (known[entry["label"]], entry[0][0] in _FILLED) for entry in _ticked_entries(options).finditer(dense)}
    filled = [option for option, is_filled in found.values() if is_filled]
    if len(found) > 1 and len(found) == len({known[entry["label"]].code for entry in option_entries(options).finditer(dense)}):
        return filled[0] if len(filled) == 1 else None
    return next(iter(found.values()))[0] if len(found) == 1 == len(_TICKED_ENTRY.findall(dense)) else None


@cache
def _ticked_entries(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_TICKED_ENTRY.pattern}(?P<label>{any_option(options).pattern})(?![^\d\[{MARKS}☐□<\n)])")


def _behind_lone_mark(text: str, options: tuple[Option, ...]) -> Option | None:
    """The only marked one of several entries without numbers, right behind its mark: 特に力を入れている ○十分である 課題が残されている."""
    marked = _LONE_MARK.findall(text)
    if len(marked) != 1 or len(any_option(options).findall(text_key(text))) < 2:
        return None
    found = any_option(options).fullmatch(text_key(marked[0]))
    return option_texts(options)[found[0]] if found else None


def has_empty_entry(dense: str, options: tuple[Option, ...]) -> bool:
    """Does an entry without number stand behind an empty box?"""
    return "□" in dense and _entry_with_empty_box(options).search(dense) is not None


@cache
def _entry_with_empty_box(options: tuple[Option, ...]) -> re.Pattern[str]:
    return re.compile(rf"□(?:{any_option(options).pattern})")
