"""One row of a change history, and what tells its cells apart."""
from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from etl.form import current_items
from etl.normalise import compact
from etl.values import read_date

TIMINGS = {"事前": "before", "事後": "after"}
CLOUD = "ガバメントクラウド"
_NO_CLOUD = re.compile(
    CLOUD + r"(?:に関する|に係る|について)?[のはをが]?(?:記載|言及|記述|利用|使用|導入)?[はがもを]?(?:なし|無し|[無な]い|しない|していない|していません)"
)
_DIGITS = r"[\dlIoO]{1,2}"  # with letters that OCR programs take them for
DATE = re.compile(rf"(?:(?:令和|平成|[RH])\s*(?:\d{{1,2}}|元)|20\d\d)\s*[年./]\s*(?=[lIoO]?\d|[lIoO\s年月./]{{1,8}}\d){_DIGITS}\s*[月./]\s*{_DIGITS}\s*日?")
DITTO = frozenset({"〃", "同上", "々", "\""})
TITLE = re.compile(r"\(?\s*(?:別添\s*\d?)?\s*\)?\s*変更箇所")
_PLACE = re.compile(
    r"[IVX]{1,3}(?:(?![A-Za-z0-9])|(?=\d\.))|[1-6](?![A-Za-z0-9,万千人年月日回件項名時])|表紙|\(?別添|公表日|別紙|「|\(共通|項目"
    r"|\((?:[^()]|\([^()]*\)){1,60}\)\s*[IVX]{1,3}(?![A-Za-z])"  # (税台帳ファイル) Ⅱ-2
    r"|評価実施手続|開示請求、問合せ|しきい値判断(?:項目|結果)|基礎項目評価(?=\s)"
)
_GLUED = re.compile(r"[IV]{1,3}\d{1,2}(?![A-Za-z0-9,万千人年月日回件])(.{0,2})")
_COUNTED = re.compile(r"[1-6]\D{0,3}[.)件]")


@dataclass(slots=True)
class Change:
    """One row of the change history, its cells as printed."""

    line: int
    date: str = ""
    item: str = ""
    before: str = ""
    after: str = ""
    timing: str = ""
    explanation: str = ""
    unparted: str = ""  # the whole row, where nothing tells the old wording from the new one

    @property
    def changed_on(self) -> dt.date | None:
        return read_date(self.date)

    @property
    def brings_cloud(self) -> bool | None:
        """Does Government Cloud stand in the new wording and not in the old one? That it is not used or not mentioned is no mention. None where the row names
        it and can't be told apart into old and new."""
        if _names_cloud(self.unparted):
            return None
        return _names_cloud(self.after) and not _names_cloud(self.before)


def _names_cloud(text: str) -> bool:
    return CLOUD in _NO_CLOUD.sub("", compact(text))


def _is_glued(text: str) -> bool:
    """Ⅱ4③委託先名, Ⅵ1①実施日: do a part's and a section's number stand side by side, and a label or another number behind them?"""
    glued = _GLUED.match(text)
    return glued is not None and (not glued[1] or not glued[1][0].isalpha() or glued[1] in _label_beginnings())


@cache
def _label_beginnings() -> frozenset[str]:
    return frozenset(label[:2] for item in current_items() for label in item.labels)


def is_place(text: str) -> bool:
    """Does a text begin with a place of the form, as 項目 does?"""
    return bool(_PLACE.match(text) or _is_glued(text)) and not text.startswith(("項目", "「")) and not TITLE.fullmatch(text) and not _COUNTED.match(text)
