"""Text of the data as text: nothing in it is read as Markdown, HTML or a chart's markup."""
from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])")
_ADDRESS = re.compile(r"(https?(?=://)|www(?=\.)|@(?=[\w-]))", re.I)
_NEVER_FIRST = "、。・ー)）」』】ァィゥェォッャュョぁぃぅぇぉっゃゅょ"  # on a line
_JOINER = "\u2060"  # takes no room, and no line breaks at it


def markdown(value: object) -> str:
    """The value so that Streamlit's Markdown shows it letter for letter, on one line. Addresses would become links whatever is escaped: a sign without
    width parts them."""
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub(rf"\1{_JOINER}", re.sub(r"\s+", " ", str(value))))


def picture(value: object) -> str:
    """The value so that Plotly shows it letter for letter: its text knows a few tags and entities."""
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "%\u200b{")


def width(value: str) -> int:
    """How many half-width columns the value takes: a kanji or kana counts two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in value)


def short(value: str, columns: int) -> str:
    """The value cut to a number of half-width columns, with an ellipsis where something was cut."""
    if width(value) <= columns:
        return value
    kept = ""
    for letter in value:
        if width(kept + letter) > columns - 1:
            break
        kept += letter
    return kept + "…"


def folded(value: str, columns: int) -> list[str]:
    """The value on one line, or on two of a number of half-width columns each: words stay whole, and what is longer than two lines is cut."""
    if width(value) <= columns:
        return [value]
    end = len(short(value, columns + 1)) - 1
    while value[end] in _NEVER_FIRST:
        end -= 1
    space = value.rfind(" ", end // 2, end + 1)
    first = value[: space if space > 0 else end]
    return [first, short(value[len(first):].strip(), columns)]
