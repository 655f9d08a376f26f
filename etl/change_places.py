"""The place that a row of the change history names → the section of the form.

`forms/change_places.csv` holds the rules in the order in which they are tried: kind of form, roman number, number behind it, words; what is empty
holds for all.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.data import read_rows
from etl.normalise import compact

# The number of a section behind its roman one: Ⅲ-3, Ⅲ 特定個人情報ファイルの… 7.; that of a risk, a task or a system is none.
_PLACE = re.compile(r"(?<![A-Z])(VI|IV|V|III|II|I)(?![A-Z])(?:\D{0,40}?(?<!リスク)(?<!事項)(?<!先)(?<!システム)(?<!別添)(\d{1,2})(?!\d))?")
_BRACKETS = re.compile(r"\([^()]{0,80}\)|[「」]")


@dataclass(frozen=True, slots=True)
class Rule:
    kind: str
    roman: str
    number: str
    words: tuple[str, ...]
    section: str


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(Rule(row["kind"], row["roman"], row["number"], tuple(filter(None, row["words"].split("|"))), row["section"])
                 for row in read_rows("change_places"))


def section_of(item: str, kind: str) -> str | None:
    """'Ⅱ 4.特定個人情報ファイルの取扱いの委託 委託事項1' -> 'outsourcing'; None where the row names no section of its form."""
    text = _BRACKETS.sub(_left_in, compact(item)).replace("取り扱い", "取扱い")
    place = _PLACE.search(text)
    roman, number = (place[1], place[2] or "") if place else ("", "")
    return next((rule.section for rule in _rules_of(kind, roman, number) if not rule.words or any([words in text for words in rule.words])), None)


def _left_in(found: re.Match[str]) -> str:
    """Nothing of what a place leaves out (7.②を除く), of a file's number (1) and of quotation marks."""
    return "" if "除く" in found[0] or (len(found[0]) < 5 and found[0].strip("()").isdecimal()) or found[0] in "「」" else found[0]


@cache
def _rules_of(kind: str, roman: str, number: str) -> tuple[Rule, ...]:
    """The rules that hold for a place."""
    return tuple(rule for rule in _rules() if rule.kind in ("", kind) and rule.roman in ("", roman) and rule.number in ("", number))
