"""Fields and loose choices of one page → the choice that a field gets in every possible assignment."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from etl.form import Option
from etl.options import option_texts


class Value(NamedTuple):
    """A choice printed on a page: its text without white space, and its line."""

    key: str
    line: int


def settle(fields: Sequence[tuple[Option, ...]], values: Sequence[Value], told: Mapping[int, Value] | None = None) -> list[Value | None]:
    """For each field (its options) the value that it has in every assignment of as many values as can be placed; None where they differ.

    `told`: fields (by index) of which a value is known from elsewhere; they bind only if all of them can be met at once."""
    allowed = [[number for number, value in enumerate(values) if value.key in option_texts(options)] for options in fields]
    if told:
        bound = [[number for number in numbers if values[number].key == told[field].key] if field in told else numbers for field, numbers in enumerate(allowed)]
        allowed = bound if _matched(bound, {}) == _matched(allowed, {}) else allowed
    most = _matched(allowed, {})
    answers: dict[tuple[int, ...], Value | None] = {}  # fields that allow the same have the same answer
    for field, numbers in enumerate(allowed):
        if tuple(numbers) not in answers:
            firsts = {values[number].key: number for number in reversed(numbers)}  # so do choices that say the same
            able = [number for number in firsts.values() if _matched(allowed, {field: [number]}) == most]
            sure = len(able) == 1 and _matched(allowed, {field: []}) != most
            answers[tuple(numbers)] = values[able[0]] if sure else None
    return _one_print_each([answers[tuple(numbers)] for numbers in allowed], values)


def _one_print_each(answers: Sequence[Value | None], values: Sequence[Value]) -> list[Value | None]:
    """The answers, those that are the same each with a print of its own, in the order of the page."""
    prints = {value.key: sorted((other for other in values if other.key == value.key), key=lambda other: other.line) for value in values}
    left = {key: iter(found) for key, found in prints.items()}
    return [answer and next(left[answer.key], prints[answer.key][-1]) for answer in answers]


def _matched(allowed: Sequence[list[int]], forced: dict[int, list[int]]) -> int:
    """How many fields can have a value of their own (augmenting paths, Kuhn 1955), with the choices of some fields fixed."""
    owner: dict[int, int] = {}

    def place(field: int, seen: set[int]) -> bool:
        for number in forced.get(field, allowed[field]):
            if number not in seen:
                seen.add(number)
                if number not in owner or place(owner[number], seen):
                    owner[number] = field
                    return True
        return False

    return sum(place(field, set()) for field in range(len(allowed)))
