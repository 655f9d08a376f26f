"""Names of 特定個人情報ファイル: are two of them the same file's?"""
from __future__ import annotations

import re
from collections import Counter

from rapidfuzz.distance import Levenshtein

from etl.normalise import compact

_SIGNS = re.compile(r"[\s「」『』()・]|^(?:\d+|\w)[.)]")
_FILE = re.compile(r"(?:ファイ.|ファ.ル|フ.イル|.ァイル)$")  # one letter may be damaged
_TELLING, _ADDED = frozenset("市県国都府区町村新旧"), frozenset("新旧")  # 市民税 and 県民税, 台帳 and 旧台帳 are two files'
_LONG, _COUNTING = 5, re.compile(r"[\da-zA-Z甲乙丙]|第.")


def bare(name: str) -> str:
    """A name without its number, the marks around it and the word for a file."""
    return _FILE.sub("", _SIGNS.sub("", compact(name)))


def same_file(one: str, other: str) -> bool:
    """The same file's name, or one that is part of the other."""
    first, second = bare(one), bare(other)
    return first == second or (min(len(first), len(second)) >= 4 and (first in second or second in first))


def is_damaged(name: str, whole: str) -> bool:
    """Does a long name differ from a whole one by one letter, and by none that tells one file from another?"""
    one, other = bare(name), bare(whole)
    if max(len(one), len(other)) < _LONG or _COUNTING.findall(one) != _COUNTING.findall(other) or Levenshtein.distance(one, other, score_cutoff=1) != 1:
        return False
    letters = (Counter(one) - Counter(other)) | (Counter(other) - Counter(one))
    return (_TELLING if len(one) == len(other) else _ADDED).isdisjoint(letters)
