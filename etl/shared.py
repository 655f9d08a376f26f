"""How much of a passage other municipalities use word for word.

Method
- A passage is cut into sentences at 。 and at line ends, and before a bullet or a number that follows a blank. Each is brought to NFKC, loses its
  white space, commas, middle dots and long-vowel signs (サーバー is サーバ), and the bullets and numbers at its head; the
  municipality's own name becomes a placeholder. Sentences of fewer than 12
  characters count neither way: headings, "記載なし" and the like say nothing about copying.
- A sentence is shared where a passage of another municipality has the same sentence. Other reports and other versions of the same
  municipality never count, and a municipality that is not known (None) makes nobody's sentence shared.
- Unit: share_of_characters = characters in shared sentences / characters in all sentences that count, from 0 to 1, both counted after
  that cleaning. None where no sentence counts.

Only 64-bit hashes and lengths are kept, 10 bytes a sentence, never the texts; the outcome depends neither on the order of the passages nor on
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
PLACEHOLDER = "◎"

# What offices write with or without: サーバー and サーバ, 、 and ,
_TYPOGRAPHY = str.maketrans("", "", "、,，・･ー")

# A blank before a bullet or a number: (1), 1. or the lone 1 that ① becomes; not before 7 年.
_ITEM = re.compile(r"\s(?=[・●○■□◆◇▪※*•]|\(?\d{1,2}[).．]|\d{1,2}\s(?![年月日人件回か]))")
_HEAD = re.compile(r"(?:[・●○■□◆◇▪※*•\-‐–—―>]|\(?[\divxIVX]{1,3}[).:]|\d{1,2}(?![\d年月日人件回条項号要つか]))+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of prose. `municipality` is the key that says whose it is (code or name; None or empty: not known), `name` the name to be
    replaced by a placeholder (高崎市)."""

    municipality: str | None
    assessment_id: str
    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one passage that count: 64-bit hashes and lengths in characters, side by side."""

    municipality: str | None
    hashes: array[int]
    lengths: array[int]


def shared_shares(passages: Iterable[Passage]) -> list[float | None]:
    """Share of each passage that other municipalities use word for word (0 to 1; None: no sentence counts), in the order given."""
    return shares_of([sentences_of(passage) for passage in passages])


def sentences_of(passage: Passage) -> Sentences:
    """Hashes and lengths of one passage's sentences. Needs nothing but the passage: may run in any process."""
    hashes, lengths = array("Q"), array("H")
    for sentence in clean_sentences(passage.text, passage.name):
        hashes.append(int.from_bytes(blake2b(sentence.encode(), digest_size=8).digest(), "big"))
        lengths.append(min(len(sentence), LONGEST))
    return Sentences(passage.municipality, hashes, lengths)


def clean_sentences(text: str, name: str | None = None) -> list[str]:
    """The sentences that count, as they are compared."""
    own = _tight(unicodedata.normalize("NFKC", name)) if name else None
    found = []
    for piece in _ITEM.sub("\n", unicodedata.normalize("NFKC", text)).replace("。", "\n").splitlines():
        sentence = _tight(piece)
        if head := _HEAD.match(sentence):
            sentence = sentence[head.end():]
        if own:
            sentence = sentence.replace(own, PLACEHOLDER)
        if len(sentence) >= SHORTEST:
            found.append(sentence)
    return found


def _tight(text: str) -> str:
    return "".join(text.split()).translate(_TYPOGRAPHY)


def shares_of(passages: Sequence[Sentences]) -> list[float | None]:
    """As shared_shares, from sentences that were cut before."""
    counts = np.fromiter((len(passage.hashes) for passage in passages), np.int64, len(passages))
    hashes, lengths = _joined([passage.hashes for passage in passages], np.uint64), _joined([passage.lengths for passage in passages], np.uint16)
    numbers = {key: number for number, key in enumerate(sorted({passage.municipality for passage in passages if passage.municipality}))}
    owners = np.repeat(np.fromiter((numbers.get(passage.municipality or "", -1) for passage in passages), np.int32, len(passages)), counts)
    characters = np.where(_is_shared(hashes, owners), lengths, 0)
    ends = np.cumsum(counts)
    shared, total = _sums(characters, ends), _sums(lengths, ends)
    return [float(part / whole) if whole else None for part, whole in zip(shared, total, strict=True)]


def _joined(arrays: Sequence[array[int]], kind: type) -> np.ndarray:
    return np.frombuffer(b"".join(map(bytes, arrays)), kind)


def _sums(values: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Sum of the values of each passage; `ends`: where its values end."""
    running = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
    return np.diff(running[np.concatenate(([0], ends))])


def _is_shared(hashes: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Whether a municipality other than the sentence's own has the same sentence. Owner -1 (not known) shares with nobody."""
    distinct, which = np.unique(hashes, return_inverse=True)
    least, most = np.full(len(distinct), np.iinfo(np.int32).max, np.int32), np.full(len(distinct), -1, np.int32)
    known = owners >= 0
    np.minimum.at(least, which[known], owners[known])
    np.maximum.at(most, which[known], owners[known])
    by_two = most > least                                                    # two known municipalities: shared, whoever has it
    by_another = (most[which] >= 0) & ((least[which] != owners) | (most[which] != owners))
    return by_two[which] | by_another
