"""Other ways in which an answer says which entry of its option list it means: by its number alone, by saying it twice, by brackets, an arrow or a circle."""
from __future__ import annotations

import re
from functools import cache

from etl.normalise import CIRCLED

_CIRCLED_ONE = 0xE000  # ① is the next one (`normalise`)
# [ 2 ] and nothing but the list behind it (no unit of a measure), or before the list ② and 回答:2
_NUMBER = re.compile(rf"\[(\d{{1,2}}|{CIRCLED})\](?=$|<|選択|1[).])|^(?:(?:選択|回答|番号):?(\d)|(?:選択|回答|番号)?:?({CIRCLED}))(?=1[).]|<?選択肢)")


def pointed_label(dense: str, label: str) -> str | None:
    """The text of the entry that a list of two or more is said to mean, if all signs name the same one. dense: the answer as text_key has it; label: a pattern
    of the list's texts."""
    listed = re.findall(label, dense)
    if len(set(listed)) < 2:
        return None
    quoted, towards, from_behind = _signs(label)
    named = {*quoted.findall(dense), *from_behind.findall(dense), _numbered(dense, label, listed), _circled(dense, label), _said_twice(dense, label, listed)}
    named |= {found for found in towards.findall(dense) if listed.count(found) > 1}  # once, the arrow leads to the whole list
    named.discard("")
    return named.pop() if len(named) == 1 else None


def _numbered(dense: str, label: str, listed: list[str]) -> str:
    """[ 2 ] 1) 特に力を入れている 2) 十分である: the entry with the number that stands alone. None where the number may be one of things or years."""
    number = _NUMBER.search(dense)
    said = number and (number[1] or number[2] or number[3])
    if not number or not said or "件" in dense or any(found.startswith(said) for found in listed):
        return ""
    wanted = said if said.isdecimal() else str(ord(said) - _CIRCLED_ONE)
    entry = re.search(rf"(?<!\d){wanted}[).]({label})", dense[number.end() :])
    return entry[1] if entry else ""


def _said_twice(dense: str, label: str, listed: list[str]) -> str:
    """十分である (特に力を入れている・十分である・課題が残されている): one of the list's that stands before or behind it too. Not the last one
    twice at its end: a line may be printed twice."""
    if len(set(listed)) != len(listed) - 1:
        return ""
    before = re.match(rf"(?:回答|選択|→)?:?(?:\d[).])?({label})(?=[(<\[:\d]|{label})", dense)
    behind = re.search(rf"(?:{label})[)】」\]]?[→⇒:]*(?:\d[).])?({label})$", dense)
    return before[1] if before and before[1] in listed[1:] else behind[1] if behind and behind[1] in listed[:-2] else ""


def _circled(dense: str, label: str) -> str:
    """1. 特に力を入れている ② 十分である 3. 課題が残されている: the only circled number, where all others are plain."""
    circled, plain = re.findall(rf"{CIRCLED}[).]?({label})", dense), re.findall(rf"\d[).]?(?:{label})", dense)
    return circled[0] if len(circled) == 1 and plain and len(plain) + 1 == len(re.findall(label, dense)) else ""


@cache
def _signs(label: str) -> tuple[re.Pattern[str], ...]:
    """「2) 十分である」, → 十分である, 十分である ←"""
    entry = rf"(?:\d{{1,2}}[).])?({label})"
    return re.compile(rf"[「『【(]{entry}[」』】)](?=$|[\d<\[(]|{label})"), re.compile(rf"[→⇒▶►]{entry}"), re.compile(rf"{entry}[←⇐◀◄]")
