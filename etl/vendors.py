"""委託先名 → the vendor's name without legal form, branch and department.

The words are data (forms/vendor_words.toml); spellings of one company are data (forms/vendors.csv: pattern of the whole name, name, reason).
A legal form behind a name ends it; elsewhere, what no rule explains stays in the name.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from etl.data import read_rows, read_words

JOINT = "、"


@dataclass(frozen=True, slots=True)
class Vendor:
    """What a 委託先名 cell says.

    stated  the cell as printed (NFKC, white space folded); None for an empty cell
    name    the vendor; several vendors of one cell joined by 、 in the order of their characters, so that the same group of vendors has one
            name whatever the order in which it is printed; None where the cell names nobody (未定, 非公表 and the like)
    status  stated, or blank for an empty cell; whether the cell exists at all is for the caller to say
    """

    stated: str | None
    name: str | None
    status: str

    @property
    def names(self) -> tuple[str, ...]:
        """Each vendor of the cell."""
        return tuple(self.name.split(JOINT)) if self.name else ()


# ---------------------------------------------------------------- data


@cache
def _words() -> dict[str, list[str]]:
    return read_words("vendor_words")


def _any_of(words: list[str]) -> str:
    """Regular expression for a list of words, the longest word first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


@cache
def _legal_form() -> re.Pattern[str]:
    return re.compile(_any_of(_words()["legal_forms"]))


@cache
def _branch_apart() -> re.Pattern[str]:
    """A whole word that is a branch or a department: 神奈川支社, 四国公共ビジネス部."""
    return re.compile(r"\S*" + _any_of(_words()["branch_words"] + _words()["department_words"]))


@cache
def _branch_attached() -> re.Pattern[str]:
    """A branch right behind the name: a place or field of business, then a branch word."""
    names = {row["name"] for row in read_rows("municipalities") if row["kind"] not in ("ward", "special_ward")}
    short = {name[:-1] for name in names if len(name) > 2 and name != "北海道"}
    places = _any_of([*_words()["branch_places"], *names, *short])
    return re.compile(rf"(?<=.)(?:{places})+{_any_of(_words()['branch_words'])}$")


@cache
def _nobody() -> tuple[frozenset[str], re.Pattern[str]]:
    return frozenset(_words()["nobody"]), re.compile(_any_of(_words()["nobody_parts"]))


@cache
def aliases() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """(pattern of the whole name, name, reason), in file order."""
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["name"], row["reason"]) for row in read_rows("vendors"))


# ---------------------------------------------------------------- the whole journey


def read_vendor(stated: str | None) -> Vendor:
    """The vendor that a 委託先名 cell states. Line ends in the cell count as separators, so pass them on."""
    text = unicodedata.normalize("NFKC", re.sub(r"[①-⑳]", "\n", stated or "")).strip()
    shown = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", stated or "")).strip()
    if not shown:
        return Vendor(None, None, "blank")
    parts = [] if _is_nobody(text) else [part for part in _parts(text) if not _is_nobody(part)]
    if any(map(_legal_form().search, parts)):
        parts = [part for part in parts if _legal_form().search(part) or not _is_beside_a_name(part)]
    found = {name for part in parts if (name := _vendor_name(part))}
    return Vendor(shown, JOINT.join(sorted(found)) or None, "stated")


def _is_nobody(text: str) -> bool:
    """A word such as 未定, or a sentence about the vendor instead of its name."""
    whole, within = _nobody()
    bare = re.sub(r"[\s()「」【】\[\]。]", "", text)
    if _legal_form().search(text):
        return False
    return bare in whole or bool(within.search(bare)) or not re.search(r"\w", bare) or bool(re.search(r"(する|した|いる|ます|です)$", bare))


def _is_beside_a_name(part: str) -> bool:
    """A branch, an address or a telephone number on a line of its own."""
    return bool(_branch_apart().fullmatch(part) or re.search(r"〒|TEL|電話|[都道府県市区町村].*\d", part, re.IGNORECASE)) or part in _words()["further"]


def _parts(text: str) -> Iterator[str]:
    """One part per vendor: cut at line ends, 、 and the like; at spaces and ・ only between two legal forms."""
    forms = _any_of([form[1:] for form in _words()["legal_forms"] if form.startswith("(")])
    text = re.sub(rf"\((?!{forms})[^()]*\)", " ", text)                   # (株) is a legal form, (再委託先を除く) a remark
    text = re.sub(_any_of(_words()["joints"]), "\n", text)
    text = re.sub(r"(?:^|\s)(?:\d{1,2}[.):]\s*|\d{1,2}\s+|[・●○◆■]\s*)(?=\S)", "\n", text)
    for piece in filter(None, map(str.strip, re.split(r"[\n、,;/。|]", text))):
        yield from _by_legal_form(piece)


def _by_legal_form(piece: str) -> Iterator[str]:
    """'株式会社A 株式会社B' and 'A株式会社・B株式会社' are two vendors, '日本電気株式会社 神奈川支社' is one."""
    form = _legal_form()
    words = re.split(rf"\s+|(?<=社)・|・(?={form.pattern})", piece)
    if len(form.findall(piece)) < 2 or len(words) < 2:
        yield piece
        return
    part: list[str] = []
    for word in words:
        if form.search(word) and any(form.search(earlier) and not form.fullmatch(earlier) for earlier in part):
            yield " ".join(part)
            part = []
        part.append(word)
    yield " ".join(part)


def _vendor_name(part: str) -> str | None:
    """One vendor's name; None if nothing is left of the part."""
    part = re.sub(rf"^{_any_of(_words()['labels'])}\s*", "", part)
    name = _without_branch(_without_form(part, _legal_form().search(part)))
    return _alias(name) if name else None


def _without_form(part: str, form: re.Match[str] | None) -> str:
    """What stands before the legal form (what follows is branch or department), else what stands behind it."""
    if form is None:
        return part
    before, after = part[: form.start()].strip(), part[form.end():].strip()
    return before or after


def _without_branch(name: str) -> str:
    words = name.split()
    for place, word in enumerate(words[1:], 1):
        if _branch_apart().fullmatch(word) or word in _words()["further"] or re.fullmatch(r"(他|外|ほか).{0,4}[社者]", word):
            words = words[:place]
            break
    name = re.sub(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])", "", " ".join(words))
    name = re.sub(r"(?:ほか|外|他)(?:\d+|数|[一二三四五六七八九十]+)?[社者]?$|(?<=.)(?:等|など)$", "", name)
    return _branch_attached().sub("", name).strip(" ・:-")


def _alias(name: str) -> str:
    return next((kept for pattern, kept, _ in aliases() if pattern.fullmatch(name)), name)
