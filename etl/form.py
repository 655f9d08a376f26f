"""Form data → Form: blocks, sections, risks, items, labels and option lists of one form kind, in paper order.

Each `forms/<kind>.csv` is one form: a row per printed label. `forms/options.csv` holds the option lists.
"""
from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

FOLDER = Path(__file__).parent / "forms"
REPEATED_BLOCKS = frozenset({"file", "part"})


@dataclass(frozen=True, eq=False, slots=True)
class Option:
    """One option of a list: `code` as published, `level` 3/2/1 where the list rates, `labels` the wordings seen.

    Compared by identity: lists of options are keys of caches."""

    code: str
    level: int | None
    labels: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.labels[0]


@dataclass(frozen=True, slots=True)
class Item:
    """One printed label with its place on the form. `position` counts within the block."""

    block: str
    section: str
    risk_no: int
    group: str
    name: str
    type: str
    options: tuple[Option, ...]
    labels: tuple[str, ...]
    position: int

    @property
    def label(self) -> str:
        return self.labels[0]


@dataclass(frozen=True, eq=False)
class Form:
    """A form kind: all items, and for each label the items that print it."""

    kind: str
    items: tuple[Item, ...]
    by_label: dict[str, tuple[Item, ...]] = field(repr=False)

    def block(self, name: str) -> tuple[Item, ...]:
        """The items of a block in paper order; an item's position is its index."""
        return self._blocks.get(name, ())

    @cached_property
    def _blocks(self) -> dict[str, tuple[Item, ...]]:
        blocks: dict[str, list[Item]] = {}
        for item in self.items:
            blocks.setdefault(item.block, []).append(item)
        return {name: tuple(items) for name, items in blocks.items()}

    def find(self, block: str, name: str) -> Item:
        """The first item of that name in a block. KeyError if the form has none."""
        for item in self.items:
            if item.block == block and item.name == name:
                return item
        raise KeyError(f"{self.kind}: {block}.{name}")

    def has(self, block: str, name: str) -> bool:
        return any(item.block == block and item.name == name for item in self.items)

    def block_of(self, name: str) -> str | None:
        """The first block of those that a report fills once that asks for the item; None if none does."""
        return next((item.block for item in self.items if item.name == name and item.block not in REPEATED_BLOCKS), None)


@cache
def option_lists() -> dict[str, tuple[Option, ...]]:
    lists: dict[str, list[Option]] = {}
    with (FOLDER / "options.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            level = int(row["level"]) if row["level"] else None
            lists.setdefault(row["list"], []).append(Option(row["code"], level, tuple(row["label"].split("|"))))
    return {name: tuple(options) for name, options in lists.items()}


@cache
def load_form(name: str) -> Form:
    """The form of a data file: a kind ('full', 'priority', 'basic') or a kind's version ('basic_2014'). FileNotFoundError if there is none."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items: list[Item] = []
    counts: dict[str, int] = {}
    for row in rows:
        position = counts.get(row["block"], 0)
        counts[row["block"]] = position + 1
        options = option_lists()[row["options"]] if row["options"] else ()
        items.append(Item(row["block"], row["section"], int(row["risk_no"]), row["group"], row["item"], row["type"], options,
                          tuple(row["label"].split("|")), position))
    by_label: dict[str, list[Item]] = {}
    for item in items:
        by_label.setdefault(item.label, []).append(item)
    return Form(name.partition("_")[0], tuple(items), {label: tuple(found) for label, found in by_label.items()})


def label_pattern(label: str) -> re.Pattern[str]:
    """A pattern for a label whatever its spacing and punctuation; what stands in its brackets may be anything or missing."""
    parts: list[str] = []
    for index, piece in enumerate(re.split(r"(\([^()]*\))", label)):
        if piece.startswith("(") and index > 1:
            parts.append(r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)?)?")
        else:
            parts.extend(_char_pattern(char) for char in piece)
    return re.compile(r"\s*".join(parts))


def _char_pattern(char: str) -> str:
    if char in "・、。,，":
        return "[・、。,･]?"
    if char in "()":
        return f"[{char}]?"
    if char in "ー-":
        return "[ー―‐−–—-]?"
    return re.escape(char)
