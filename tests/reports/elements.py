"""The pieces of a report between content and text: labels with their boxes, in paper order, on pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.reports.content import Change
from tests.reports.options import Options

Key = tuple[str | int, ...]  # which field of the expected answer an element holds, e.g. ("rating", 1, "use", 2)


@dataclass(frozen=True)
class Text:
    """Free text; no lines: an empty box."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A box with an option list. `chosen` None: empty box. `lost`: the box itself is gone, the list is left. `suffix`: ( 3 ) 件."""

    options: Options
    chosen: str | None
    lost: bool = False
    suffix: str = ""


@dataclass(frozen=True)
class Box:
    label: str
    marked: bool
    paren: str | None = None  # text in parentheses behind the label; "" prints empty parentheses
    key: Key | None = None


@dataclass(frozen=True)
class Boxes:
    boxes: tuple[Box, ...]


Value = Text | Choice | Boxes


@dataclass(frozen=True)
class Heading:
    """`level` 0: part (Ⅱ …), 1: numbered section, 2: unnumbered."""

    level: int
    number: str
    text: str
    star: bool = False
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Row:
    label: str
    value: Value
    key: Key | None = None
    number: int = 0  # ① …
    star: bool = False
    group: str = ""  # label of the cell that spans several rows (再委託, ⑦使用の主体)
    first: bool = False  # first row of its group
    below: bool = False  # the value stands under its label (cover)


@dataclass(frozen=True)
class Pair:
    """Two labels side by side with their values below: 評価書番号 and 評価書名."""

    left: Row
    right: Row


@dataclass(frozen=True)
class Risk:
    number: int  # 0: リスク：
    title: str


@dataclass(frozen=True)
class Bare:
    """A line of its own: システム1, 委託事項2～5, a title."""

    text: str
    key: Key | None = None


@dataclass(frozen=True)
class Prose:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ItemTable:
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """One page of the change history. `cut`: its last row is cut by the page end."""

    changes: tuple[Change, ...]
    header: bool
    cut: bool = False


Element = Heading | Row | Pair | Risk | Bare | Prose | ItemTable | History


@dataclass
class Page:
    """`name` tells the damaging hand what the page is; `droppable`: a reader can do without it."""

    name: str
    elements: list[Element]
    droppable: bool = True


def rows(pages: list[Page]) -> Iterator[tuple[Page, Row]]:
    for page in pages:
        for element in page.elements:
            if isinstance(element, Pair):
                yield page, element.left
                yield page, element.right
            elif isinstance(element, Row):
                yield page, element
