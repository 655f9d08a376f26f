"""Form data → Form: blocks, sections, risks, items, labels and option lists of one form kind, in paper order.

Each `forms/<kind>.csv` is one form: a row per printed label, its wordings parted by |; {item} at a label's end stands for that item's wordings.
`forms/options.csv` holds the option lists.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from etl.data import read_rows

ONCE_BLOCKS = ("cover", "basic", "annex1", "threshold", "requests", "procedure")
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


@dataclass(frozen=True, eq=False, slots=True)
class Item:
    """One printed label with its place on the form. `position` counts within the block. Compared by identity."""

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
class Plan:
    """A block's items by what they are: worked out once a form, asked for on every page. `items` in paper order."""

    items: tuple[Item, ...]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option of the block, each once."""
        return _options_of(self.items)

    @cached_property
    def single(self) -> tuple[Item, ...]:
        """The items outside numbered entries."""
        return tuple(item for item in self.items if not item.group)

    @cached_property
    def by_label(self) -> dict[str, tuple[Item, ...]]:
        """Label → the items that print it."""
        return _by_label(self.items)

    @cached_property
    def single_by_label(self) -> dict[str, tuple[Item, ...]]:
        """Label → the items outside numbered entries that print it."""
        return _by_label(self.single)

    @cached_property
    def orders(self) -> dict[str, tuple[int, ...]]:
        """Label → where in `single` it is printed."""
        found: dict[str, list[int]] = {}
        for order, item in enumerate(self.single):
            found.setdefault(item.label, []).append(order)
        return {label: tuple(orders) for label, orders in found.items()}

    @cached_property
    def kinds(self) -> dict[str, Item]:
        """Label → the item that heads a kind of numbered entries."""
        return {item.label: item for item in self.items if item.type == "group"}

    @cached_property
    def members(self) -> dict[str, dict[str, Item]]:
        """Kind of numbered entries → label → item in it."""
        return {kind.name: {item.label: item for item in self.items if item.group == kind.name} for kind in self.kinds.values()}

    @cached_property
    def grouped(self) -> frozenset[str]:
        """Labels printed inside numbered entries, their headings left out."""
        return frozenset(item.label for item in self.items if item.group) - self.kinds.keys()

    @cached_property
    def titles(self) -> frozenset[str]:
        """Labels that begin the block."""
        return frozenset(item.label for item in self.items if item.type == "block")

    @cached_property
    def once(self) -> dict[str, Item]:
        """Label → item, for the labels that only one item prints."""
        return {label: items[0] for label, items in self.by_label.items() if len(items) == 1}


@dataclass(frozen=True, eq=False)
class Form:
    """A form kind: all items, and for each label the items that print it."""

    kind: str
    items: tuple[Item, ...]
    by_label: dict[str, tuple[Item, ...]] = field(repr=False)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option of the form, each once."""
        return _options_of(self.items)

    def block(self, name: str) -> tuple[Item, ...]:
        """The items of a block in paper order; an item's position is its index."""
        return self.plan(name).items

    def plan(self, name: str) -> Plan:
        """The items of a block by what they are."""
        return self._plans.get(name, _NO_PLAN)

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        blocks: dict[str, list[Item]] = {}
        for item in self.items:
            blocks.setdefault(item.block, []).append(item)
        return {name: Plan(tuple(items)) for name, items in blocks.items()}

    def find(self, block: str, name: str) -> Item:
        """The first item of that name in a block. KeyError if the form has none."""
        for item in self.items:
            if item.block == block and item.name == name:
                return item
        raise KeyError(f"{self.kind}: {block}.{name}")

    def has(self, block: str, name: str) -> bool:
        return (block, name) in self._names

    @cached_property
    def _names(self) -> frozenset[tuple[str, str]]:
        return frozenset((item.block, item.name) for item in self.items)

    def block_of(self, name: str) -> str | None:
        """The first block of those that a report fills once that asks for the item; None if none does."""
        return next((item.block for item in self.items if item.name == name and item.block not in REPEATED_BLOCKS), None)


_NO_PLAN = Plan(())


def _options_of(items: Iterable[Item]) -> tuple[Option, ...]:
    return tuple(dict.fromkeys(option for item in items for option in item.options))


def _by_label(items: Iterable[Item]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.label, []).append(item)
    return {label: tuple(printed) for label, printed in found.items()}


@cache
def option_lists() -> dict[str, tuple[Option, ...]]:
    lists: dict[str, list[Option]] = {}
    for row in read_rows("options"):
        level = int(row["level"]) if row["level"] else None
        lists.setdefault(row["list"], []).append(Option(row["code"], level, tuple(row["label"].split("|"))))
    return {name: tuple(options) for name, options in lists.items()}


@cache
def load_form(name: str) -> Form:
    """The form of a data file: a kind ('full', 'priority', 'basic') or a kind's version ('basic_2014'). FileNotFoundError if there is none."""
    rows = read_rows(name)
    wordings = {row["item"]: row["label"].split("|") for row in rows}
    items: list[Item] = []
    counts: dict[str, int] = {}
    for row in rows:
        position = counts.get(row["block"], 0)
        counts[row["block"]] = position + 1
        options = option_lists()[row["options"]] if row["options"] else ()
        items.append(Item(row["block"], row["section"], int(row["risk_no"]), row["group"], row["item"], row["type"], options,
                          tuple(wording for label in row["label"].split("|") for wording in _wordings(label, wordings)), position))
    return Form(name.partition("_")[0], tuple(items), _by_label(items))


def _wordings(label: str, wordings: dict[str, list[str]]) -> list[str]:
    """A label as printed: one that ends with another item's, {item}, in each of that one's wordings."""
    begin, _, item = label.rstrip("}").partition("{")
    return [begin + end for end in wordings[item]] if item else [label]


@cache
def current_items() -> tuple[Item, ...]:
    """The items of all kinds of form in use."""
    return tuple(item for name in ("full", "priority", "basic", "basic_2024") for item in load_form(name).items)


def label_pattern(label: str) -> re.Pattern[str]:
    """A pattern for a label whatever its spacing and punctuation; what stands in its brackets may be anything or missing."""
    parts: list[str] = []
    for index, piece in enumerate(re.split(r"(\([^()]*\))", label)):
        if piece.startswith("(") and index > 1:
            parts.append(r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)?)?")
        else:
            parts.extend(_char_pattern(char) for char in piece)
    return re.compile(r"\s*".join(parts))


# Letters of labels that OCR programs take for one another: hiragana, katakana and kanji of one shape, and small letters for large ones.
_ALIKE = {char: f"[{pair}]" for pair in ("へヘ", "カ力", "ロ口", "エ工", "ニ二", "タ夕", "ハ八", "ッツ", "ァア", "ィイ", "ェエ", "ォオ", "ャヤ", "ュユ", "ョヨ")
          for char in pair}


def _char_pattern(char: str) -> str:
    if char in "・、。,，":
        return "[・、。,･]?"
    if char in "()":
        return f"[{char}]?"
    if char in "ー-":
        return "[ー一―‐−–—-]?"
    return _ALIKE.get(char) or re.escape(char)
