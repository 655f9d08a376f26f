"""Which form a text fills: kind (全項目, 重点項目, 基礎項目) and version, by what it prints about itself."""
from __future__ import annotations

import re
from collections.abc import Sequence

from etl.lines import Cell
from etl.normalise import compact

_NAMES = {"全項目": "full", "重点項目": "priority", "基礎項目": "basic"}
_NUMBERS = {"4": "full", "3": "priority", "2": "basic"}
_TITLE = re.compile(r"特定個人情報保護評価書\((全項目|重点項目|基礎項目)評価書\)|(?<!評価書及び)(全項目|重点項目|基礎項目)評価書$")
_VERSION = re.compile(r"(平成|令和)(\d{1,2}|元)年(\d{1,2})月様式([234])")
# Labels that only one kind prints, for a report whose cover is missing.
_TELLING = {
    "full": ("不適切な方法で入手が行われるリスク", "個人番号の真正性確認の措置の内容", "NISC政府機関統一基準群", "アクセス権限の発効・失効の管理", "保管期間"),
    "priority": ("委託先における不正な使用等のリスク", "再委託先による特定個人情報ファイルの適切な取扱いの担保"),
    "basic": ("取扱者数", "しきい値判断項目", "提出する特定個人情報保護評価書の種類"),
}


def find_version(cells: Sequence[Cell]) -> tuple[str, int] | None:
    """(version as in 平成30年5月 様式4, line); None if no page prints it."""
    for cell in cells:
        if "様式" in cell.text and (found := _VERSION.search(compact(cell.text))):
            return f"{found[1]}{found[2]}年{found[3]}月 様式{found[4]}", cell.line
    return None


def find_kind(cells: Sequence[Cell]) -> str | None:
    """'full', 'priority' or 'basic'; None if the text is none of them."""
    for cell in cells[:60]:
        found = _TITLE.search(compact(cell.text))
        if found:
            return _NAMES[found[1] or found[2]]
    version = find_version(cells)
    if version:
        return _NUMBERS[version[0][-1]]
    text = "".join(compact(cell.text) for cell in cells)
    counts = {kind: sum(compact(label) in text for label in labels) for kind, labels in _TELLING.items()}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else None


# Versions of the basic form: the year of the printed version, and labels that only they print.
_BASIC_2024 = ("人手を介在させる作業", "最も優先度が高いと考えられる対策", "人為的ミスが発生するリスク")
_BASIC_2019 = ("目的外の入手が行われるリスクへの対策は十分か", "委託先における不正な使用等のリスクへの対策は十分か",
               "従業者に対する教育・啓発", "提出する特定個人情報保護評価書の種類")


def form_name(kind: str, cells: Sequence[Cell]) -> str:
    """The data file of the form that a text of this kind fills."""
    if kind != "basic":
        return kind
    version = find_version(cells)
    if version:
        era, year = re.match(r"(平成|令和)(\d+|元)", version[0]).groups()  # type: ignore[union-attr]
        since = (1988 if era == "平成" else 2018) + (1 if year == "元" else int(year))
        return "basic_2024" if since >= 2024 else "basic" if since >= 2019 else "basic_2014"
    text = "".join(compact(cell.text) for cell in cells if len(cell.text) < 80)
    if any(label in text for label in _BASIC_2024):
        return "basic_2024"
    return "basic" if any(label in text for label in _BASIC_2019) else "basic_2014"
