"""Which safeguards a measure's wording names, and where.

The vocabulary is data: forms/controls.csv (code, patterns, not_patterns, when_denied, note). Patterns are literal text separated by |.
Within one, … stands for up to `gap` characters (control_words.toml) of the same sentence, and / separates words of equal standing: "ログ/履歴…点検/確認".
A place does not count where one of not_patterns stands upon it (本人確認情報 for 本人確認), nor where the sentence denies the safeguard
(行っていない) or only plans it (導入を検討する): forms/control_words.toml. `when_denied` = keep: the denial is the safeguard itself.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from etl.data import read_rows, read_words


@dataclass(frozen=True, slots=True)
class Pattern:
    """One alternative: its first part, words of equal standing, and what must follow it."""

    heads: tuple[str, ...]
    rest: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of controls.csv."""

    code: str
    patterns: tuple[Pattern, ...]
    not_patterns: tuple[str, ...]
    keep_denied: bool


@dataclass(frozen=True, slots=True)
class Words:
    """control_words.toml, compiled. `denied` and `planned` match behind a safeguard; their group `gap` is what stands between."""

    gap: int
    empty_boxes: tuple[str, ...]
    hints: re.Pattern[str]
    ahead_hints: re.Pattern[str]
    between: re.Pattern[str]
    denied: re.Pattern[str]
    planned: re.Pattern[str]
    ahead: re.Pattern[str]
    not_yet: re.Pattern[str]


# ---------------------------------------------------------------- data


@cache
def words() -> Words:
    made = read_words("control_words")
    gap = rf"(?P<gap>[^。、\n]{{0,{made['reach']}}}?)"
    denied = f"(?:(?:{'|'.join(made['denied_at_once'])})|{gap}(?:{'|'.join(made['denied'])})){made['clause_end']}"
    planned = gap + f"(?:{'|'.join(made['planned'])})"
    return Words(made["gap"], tuple(made["empty_boxes"]), _any_of(made["hints"]), _any_of(made["ahead_hints"]), _any_of(made["between"]),
                 re.compile(denied), re.compile(planned), re.compile(made["ahead"]), re.compile(made["not_yet"]))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(Rule(row["code"], tuple(map(_pattern, row["patterns"].split("|"))), tuple(filter(None, row["not_patterns"].split("|"))),
                      row["when_denied"] == "keep") for row in read_rows("controls"))


def _pattern(text: str) -> Pattern:
    heads, *rest = (part.split("/") for part in text.split("…"))
    follow = "".join(f"[^。\\n]{{0,{words().gap}}}?(?:{'|'.join(map(re.escape, part))})" for part in rest)
    return Pattern(tuple(heads), re.compile(follow) if rest else None)


User = tuple[int, Rule, Pattern]  # of a head: the number of the rule, the rule and its pattern


@dataclass(frozen=True, slots=True)
class Heads:
    """Every first word of every pattern with those who use it, by its first two characters; `begins` tells by `_two` where one may begin."""

    begins: np.ndarray
    by_two: dict[str, tuple[tuple[str, tuple[User, ...]], ...]]


@cache
def _heads() -> Heads:
    users: dict[str, list[User]] = defaultdict(list)
    for number, rule in enumerate(rules()):
        for pattern in rule.patterns:
            for head in pattern.heads:
                users[head].append((number, rule, pattern))
    begins, by_two = np.zeros(0x10000, bool), defaultdict(list)
    for head, found in users.items():
        begins[_two(head[:2])] = True
        by_two[head[:2]].append((head, tuple(found)))
    return Heads(begins, {two: tuple(found) for two, found in by_two.items()})


def _two(text: str) -> np.ndarray:
    """A number from 0 to 0xFFFF for every two neighbouring characters: the same two have the same number."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint16)[::2]
    return points[:-1] * np.uint16(31) + points[1:]  # sixteen bits: what is more falls away


# ---------------------------------------------------------------- the whole journey


def find_controls(text: str) -> list[tuple[str, int]]:
    """(control code, offset in `text` of the first place that names it), in the order of the vocabulary; each code once.

    text  prose after NFKC, white space folded or not: blanks within it make no difference
    """
    return list(_found(text))


@lru_cache(maxsize=8192)
def _found(text: str) -> tuple[tuple[str, int], ...]:
    """As find_controls. National template text returns word for word in every part and report: the cache spares most of the work."""
    lines = text.replace("\t", " ").replace(" ・", "\n・")         # a bullet begins a sentence; same length
    tight = lines.replace(" ", "")
    first = _first_places(tight)
    places_of = _by_code(first)
    if not first or len(tight) == len(lines):
        return tuple(places_of)
    blanks = [match.start() - count for count, match in enumerate(re.finditer(" ", lines))]
    return tuple((code, place + bisect_right(blanks, place)) for code, place in places_of)


def forget_wording() -> None:
    """Empty the cache of find_controls, for who measures it."""
    _found.cache_clear()


def _by_code(first: dict[int, int]) -> list[tuple[str, int]]:
    """A code that has several rules stands where the first of them is found."""
    places: dict[str, int] = {}
    for number in sorted(first):
        code = rules()[number].code
        places[code] = min(first[number], places.get(code, first[number]))
    return list(places.items())


def _first_places(text: str) -> dict[int, int]:
    """Number of a rule → the first place in the text that counts for it.

    One pass over the code points leaves the few places where a word can begin: much faster than some 600 searches.
    """
    heads = _heads()
    first: dict[int, int] = {}
    for start in heads.begins.take(_two(text)).nonzero()[0].tolist():
        for head, users in heads.by_two.get(text[start:start + 2], ()):
            if text.startswith(head, start):
                for number, rule, pattern in users:
                    if number not in first and _counts(rule, pattern, text, start, start + len(head)):
                        first[number] = start
    return first


def _counts(rule: Rule, pattern: Pattern, text: str, start: int, end: int) -> bool:
    """Does the pattern go on after its first word, and does nothing speak against the place?"""
    if pattern.rest:
        if not (match := pattern.rest.match(text, end)):
            return False
        end = match.end()
    return not _is_excluded(rule, text, start, end) and (rule.keep_denied or not _is_denied_or_planned(text, start, end))


def _is_excluded(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether one of not_patterns overlaps the place, or an empty box stands before it."""
    if text.endswith(words().empty_boxes, 0, start):
        return True
    return any([text.find(word, max(0, start - len(word) + 1), end + len(word) - 1) >= 0 for word in rule.not_patterns])


def _is_denied_or_planned(text: str, start: int, end: int) -> bool:
    meant, after = words(), text[end:end + 48]
    if meant.hints.search(after):
        for said in (meant.denied.match(after), meant.planned.match(after)):
            if said and not meant.between.search(said["gap"] or ""):
                return True
    before = text[max(0, start - 32):start]
    return bool(meant.ahead_hints.search(before) and meant.ahead.search(before) and meant.not_yet.match(after))
