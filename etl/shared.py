"""How much of a passage other municipalities use word for word.

Method
- A passage is cut into sentences at 。 and at line ends, and before a bullet or a number that follows a blank. Each is brought to NFKC, loses its
  white space, commas, middle dots and long-vowel signs (サーバー is サーバ), and the bullets and numbers at its head. Sentences of fewer than 12
  characters count neither way: headings, "記載なし" and the like say nothing about copying. Names stand as they are:
  what differs by the municipality's name is not the same word for word.
- A sentence is shared where a passage of another municipality has the same sentence. Other reports and other versions of the same
  municipality never count, and a municipality that is not known (None) makes nobody's sentence shared.
- Unit: share_of_characters = characters in shared sentences / characters in all sentences that count, from 0 to 1, both counted after
  that cleaning. None where no sentence counts.

Only 64-bit hashes and lengths are kept, 10 bytes a sentence, never the texts; the outcome depends neither on the order of the reports nor on
how many processes cut them. Two different sentences that meet by chance in one hash: about 1 in 10 million for a million sentences.
"""
from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

SHORTEST = 12
LONGEST = 0xFFFF
_PORTIONS = 16  # of all hashes, compared one after the other: a sixteenth of the memory

# What offices write with or without: サーバー and サーバ, 、 and ,
_TYPOGRAPHY = str.maketrans("", "", "、,，・･ー")

# A blank before a bullet or a number: (1), 1. or the lone 1 that ① becomes; not before 7 年.
_ITEM = re.compile(r"\s(?=[・●○■□◆◇▪※*•]|\(?\d{1,2}[).．]|\d{1,2}\s(?![年月日人件回か]))")
_HEAD = re.compile(r"(?:[・●○■□◆◇▪※*•\-‐–—―>]|\(?[\divxIVX]{1,3}[).:]|\d{1,2}(?![\d年月日人件回条項号要つか]))+")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one report that count: 64-bit hashes and lengths in characters side by side, and how many each of its passages has."""

    hashes: array[int]
    lengths: array[int]
    counts: array[int]


def sentences_of(passages: Iterable[str]) -> Sentences:
    """Hashes, lengths and counts of a report's passages. Needs nothing but the report: may run in any process."""
    found = Sentences(array("Q"), array("H"), array("I"))
    for passage in passages:
        sentences = clean_sentences(passage)
        found.counts.append(len(sentences))
        for sentence in sentences:
            found.hashes.append(int.from_bytes(blake2b(sentence.encode(), digest_size=8).digest(), "big"))
            found.lengths.append(min(len(sentence), LONGEST))
    return found


def clean_sentences(text: str) -> list[str]:
    """The sentences that count, as they are compared."""
    found = []
    for piece in _ITEM.sub("\n", unicodedata.normalize("NFKC", text)).replace("。", "\n").splitlines():
        sentence = _tight(piece)
        if head := _HEAD.match(sentence):
            sentence = sentence[head.end():]
        if len(sentence) >= SHORTEST:
            found.append(sentence)
    return found


def _tight(text: str) -> str:
    return "".join(text.split()).translate(_TYPOGRAPHY)


def shares_of(reports: Sequence[tuple[str | None, Sentences]]) -> np.ndarray:
    """Share of each passage that other municipalities use word for word (0 to 1; nan: no sentence counts), report by report in the order given.
    With each report the key that says whose it is (code or name; None or empty: not known)."""
    numbers = {key: number for number, key in enumerate(sorted({key for key, _ in reports if key}))}
    counts, hashes, lengths = (_joined([getattr(found, name) for _, found in reports], kind)
                               for name, kind in (("counts", np.uint32), ("hashes", np.uint64), ("lengths", np.uint16)))
    owners = np.repeat(np.array([numbers.get(key or "", -1) for key, _ in reports], np.int32), [len(found.hashes) for _, found in reports])
    ends = np.cumsum(counts, dtype=np.int64)
    shared, total = _sums(np.where(_is_shared(hashes, owners), lengths, 0), ends), _sums(lengths, ends)
    return np.divide(shared, total, out=np.full(len(ends), np.nan), where=total > 0)


def _joined(arrays: Sequence[array[int]], kind: type) -> np.ndarray:
    return np.frombuffer(b"".join(map(bytes, arrays)), kind)


def _sums(values: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Sum of the values of each passage; `ends`: where its values end."""
    running = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
    return np.diff(running[np.concatenate(([0], ends))])


def _is_shared(hashes: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Whether a municipality other than the sentence's own has the same sentence."""
    shared = np.zeros(len(hashes), bool)
    for portion in range(_PORTIONS):
        places = np.flatnonzero(hashes % _PORTIONS == portion)
        shared[places] = _is_shared_among(hashes[places], owners[places])
    return shared


def _is_shared_among(hashes: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """As _is_shared, of hashes that nobody else has. Owner -1 (not known) shares with nobody."""
    distinct, which = np.unique(hashes, return_inverse=True)
    least, most = np.full(len(distinct), np.iinfo(np.int32).max, np.int32), np.full(len(distinct), -1, np.int32)
    known = owners >= 0
    np.minimum.at(least, which[known], owners[known])
    np.maximum.at(most, which[known], owners[known])
    by_two = most > least                                                    # two known municipalities: shared, whoever has it
    by_another = (most[which] >= 0) & ((least[which] != owners) | (most[which] != owners))
    return by_two[which] | by_another
