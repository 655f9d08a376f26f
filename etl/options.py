"""Option lists of the form → the texts and patterns by which they are found."""
from __future__ import annotations

import re
from functools import cache

from etl.form import Option, option_lists
from etl.normalise import compact

MARKS = "○◯〇☑■✓✔●◎⦿◉"
EMPTY_MARKS = "☐□"
LISTED = re.compile(r"[<〈《【(]?選択肢[>〉》】)]?")


def text_key(text: str) -> str:
    """As choices are compared: without white space, commas and dots, and with one of two letters that OCR programs take for one another."""
    return compact(text).replace(",", "").replace("、", "").replace("・", "").replace("カ", "力").replace("つ", "っ").replace("ぁ", "あ").replace("ぃ", "い")


@cache
def option_texts(options: tuple[Option, ...]) -> dict[str, Option]:
    return {text_key(label): option for option in options for label in option.labels}


@cache
def any_option(options: tuple[Option, ...]) -> re.Pattern[str]:
    """The text of an option as text_key has it, the longest one first."""
    return re.compile("|".join(sorted(map(re.escape, option_texts(options)), key=len, reverse=True)))


@cache
def option_entries(options: tuple[Option, ...]) -> re.Pattern[str]:
    """`2)十分である` and the like: the option list itself, which is never an answer."""
    return re.compile(rf"\d{{1,2}}[).](?P<label>{any_option(options).pattern})")


@cache
def all_choices() -> frozenset[str]:
    """The texts of every option of every list, as text_key has them."""
    return frozenset(key for options in option_lists().values() for key in option_texts(options))
