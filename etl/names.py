"""Whose report it is: 評価実施機関名, title and address → the municipality and its official code.

Names that several places share (府中市, 伊達市, 池田町 …) are settled by what authority, title or address say about the place,
else left open: `code` is then None and `reason` says why. A name that is not in the list keeps its name and gets no code.

Source of names and codes: forms/municipalities.csv (see forms/make_municipalities.py); words: forms/place_words.toml.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from etl.data import read_rows, read_words

LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class Place:
    """Whose report it is.

    code          6-digit 全国地方公共団体コード; None for unions, bodies that are none of a place, unknown and unsettled names
    municipality  name of the city, town, village or ward ("高崎市"), also for its education board; for a prefecture or a union its own name
    prefecture    都道府県, None where nothing settles it
    kind          municipality, ward, prefecture, education_board, union, other (a body that is no local authority); None: nothing found
    reason        one sentence: how it was settled, or why it was left open
    """

    code: str | None
    municipality: str | None
    prefecture: str | None
    kind: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of municipalities.csv; `key` is the name as it is compared."""

    code: str
    prefecture: str
    district: str
    name: str
    kind: str
    postal: frozenset[str]
    places: tuple[str, ...]
    key: str

    @property
    def full(self) -> str:
        return self.prefecture + self.district + self.name

    @property
    def is_ward(self) -> bool:
        return self.kind in ("ward", "special_ward")


# ---------------------------------------------------------------- data


@cache
def words() -> dict[str, list]:
    return read_words("place_words")


@cache
def _spellings() -> dict[int, int]:
    return {ord(seen): ord(kept) for seen, kept in words()["spellings"]}


def tight(text: str | None) -> str:
    """NFKC without white space and variation selectors: a name as printed."""
    return re.sub(r"[\s\ufe00-\ufe0f\U000e0100-\U000e01ef]+", "", unicodedata.normalize("NFKC", text or ""))


def plain(text: str | None) -> str:
    """The form in which names are compared: tight, with one spelling of each character. As long as the tight form."""
    return tight(text).translate(_spellings())


@cache
def entries() -> tuple[Entry, ...]:
    """All places of the list, prefectures included."""
    return tuple(Entry(row["code"], row["prefecture"], row["district"], row["name"], row["kind"], frozenset(row["postal"].split()),
                       tuple(plain(place) for place in row["places"].split()), plain(row["name"])) for row in read_rows("municipalities"))


@cache
def _by_name() -> dict[str, tuple[Entry, ...]]:
    """Municipalities by name; an administrative ward stands under its full name and under its bare one (浦和区)."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        if entry.kind != "prefecture":
            for key in {entry.key, re.sub(r"^.+市(?=.+区$)", "", entry.key)}:
                found[key] = (*found.get(key, ()), entry)
    return found


def _named(name: str) -> tuple[Entry, ...]:
    return _by_name().get(plain(name), ())


@cache
def _prefectures() -> dict[str, Entry]:
    return {entry.key: entry for entry in entries() if entry.kind == "prefecture"}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Regular expression for one list of words, the longest word first."""
    return re.compile("|".join(map(re.escape, sorted(words()[name], key=len, reverse=True))))


# ---------------------------------------------------------------- the whole journey


def find_place(authority: str | None, title: str | None, texts: Sequence[str]) -> Place:
    """Place of a report.

    authority  評価実施機関名 as printed ("高崎市長", "高知市教育委員会", "東京都港区長")
    title      評価書名, used where the authority names no place, or one that the list doesn't have and that differs by one letter from what title or texts name
    texts      addresses and the declaration: they settle names that several places share, and speak where the authority is missing
    """
    body, place_texts = tight(authority), [text for text in map(plain, texts) if text]
    place = _from_authority(body, place_texts, title) if body and body not in words()["nameless"] else None
    if place and (place.code or place.kind not in ("municipality", "education_board")):
        return place
    found = _from_title(title, place_texts) or _as_printed(_from_texts(place_texts), texts)
    if place:
        damaged = found.code and Levenshtein.distance(place.municipality or "", found.municipality or "", score_cutoff=1) == 1
        return replace(found, kind=place.kind, reason=f"a letter of {place.municipality!r} is damaged; {found.reason}") if damaged else place
    is_board = bool(_pattern("education").search(body)) and found.kind in ("municipality", "ward", "prefecture")
    reason = f"the authority {body!r} names no place; {found.reason}" if body else f"no authority; {found.reason}"
    return replace(found, kind="education_board" if is_board else found.kind, reason=reason)


def _as_printed(place: Place, texts: Sequence[str]) -> Place:
    """A place that the list doesn't have keeps the spelling of the text that names it."""
    if place.code or not place.municipality:
        return place
    printed = (tight(text)[at : at + len(place.municipality)] for text in texts if (at := plain(text).find(place.municipality)) >= 0)
    return replace(place, municipality=next(printed, place.municipality))


def _from_authority(body: str, texts: Sequence[str], title: str | None) -> Place | None:
    """Place that the authority names; None if it names none."""
    head = re.split(r"[(、,]", body)[0] or body
    if _pattern("others").search(head):
        return Place(None, None, None, "other", f"{head} is no local authority")
    if _pattern("unions").search(head):
        return _union(head, texts)
    prefecture, rest = _split_prefecture(head)
    place = _municipality(prefecture, rest, [*texts, plain(title)])      # before the office: 長井市 begins as the office 長 does
    if place or not prefecture or (rest and not _pattern("offices").match(rest)):
        return place
    return Place(prefecture.code, prefecture.name, prefecture.name, _kind("prefecture", rest), f"the authority names {prefecture.name}")


def _split_prefecture(text: str) -> tuple[Entry | None, str]:
    """'群馬県高崎市長' -> (群馬県, '高崎市長')."""
    for length in (3, 4):
        if entry := _prefectures().get(text[:length]):
            return entry, text[length:]
    return None, text


def _kind(kind: str, office: str) -> str:
    return "education_board" if _pattern("education").match(office) else kind


# ---------------------------------------------------------------- unions


def _union(head: str, texts: Sequence[str]) -> Place:
    end = next(_pattern("unions").finditer(head)).end()
    name, office = head[:end], head[end:]
    prefecture, how = _union_prefecture(name, texts)
    return Place(None, name, prefecture, _kind("union", office), f"a union of municipalities has no municipality code; {how}")


def _union_prefecture(name: str, texts: Sequence[str]) -> tuple[str | None, str]:
    prefecture, _ = _split_prefecture(name)
    if prefecture:
        return prefecture.name, "its prefecture is in its name"
    named = {entry.name for entry in _named_prefectures(" ".join(texts))}
    if len(named) == 1:
        return named.pop(), "its prefecture is the only one that the address names"
    return None, "its prefecture is not named" if not named else "more than one prefecture is named"


# ---------------------------------------------------------------- municipalities


def _municipality(prefecture: Entry | None, rest: str, texts: Sequence[str]) -> Place | None:
    """Municipality at the start of `rest` ("[○○郡]△△町長"); None if there is no such name."""
    district, name, office = _split_name(rest)
    if name is None:
        return None
    candidates = list(_named(name))
    if not candidates:
        where = prefecture.name if prefecture else _prefecture_before(name, texts)
        return Place(None, name, where, _kind("ward" if name.endswith("区") else "municipality", office),
                     f"{name} is not in the list of municipalities")
    if prefecture:
        candidates = [entry for entry in candidates if entry.prefecture == prefecture.name]
    if district:
        candidates = [entry for entry in candidates if plain(entry.district) == plain(district)]
    if not candidates:
        return Place(None, name, prefecture.name if prefecture else None, _kind("municipality", office),
                     f"the list has no {name} in {prefecture.name if prefecture else ''}{district}")
    return _settled(name, candidates, office, texts)


def _split_name(rest: str) -> tuple[str, str | None, str]:
    """'虻田郡留寿都村長' -> ('虻田郡', '留寿都村', '長'): the longest known name, else what stands before an office."""
    for district, text in _without_district(rest):
        for length in range(min(len(text), LONGEST_NAME), 1, -1):
            if _named(text[:length]) and _is_office(text[length:]):
                return district, text[:length], text[length:]
    for district, text in reversed(list(_without_district(rest))):
        if district.endswith("島"):
            continue  # the islands that stand before a name are those of known places
        unknown = re.match(rf"(.{{1,12}}?[市区町村])(?=(?:{_pattern('offices').pattern})|$|[・及])", text)
        if unknown:
            return district, unknown[1], text[unknown.end():]
    return "", None, ""


def _without_district(rest: str) -> Iterator[tuple[str, str]]:
    yield "", rest
    if match := re.match(r"(.{1,6}?(?:郡|島(?!郡)))(?=..)", rest):
        yield match[1], rest[match.end():]


def _is_office(text: str) -> bool:
    return not text or bool(_pattern("offices").match(text)) or text[0] in "・(（及並"


def _settled(name: str, candidates: list[Entry], office: str, texts: Sequence[str]) -> Place:
    """The one candidate, or the one that the texts tell apart, else an open place."""
    if len(candidates) == 1:
        only, is_shared = candidates[0], len(_named(name)) > 1
        return _place(only, office, f"{only.full}, " + ("by its prefecture or district" if is_shared else "the only place of this name"))
    entry, why = _told_apart(plain(name), candidates, "\n".join(texts))
    listed = ", ".join(candidate.full for candidate in candidates)
    if entry:
        return _place(entry, office, f"{name} may be {listed}; settled as {entry.full}: {why}")
    kinds = {_place_kind(candidate) for candidate in candidates}
    kind = kinds.pop() if len(kinds) == 1 else "municipality"
    return Place(None, name, None, _kind(kind, office), f"{name} may be {listed}; left open: {why}")


def _place_kind(entry: Entry) -> str:
    return "prefecture" if entry.kind == "prefecture" else "ward" if entry.is_ward else "municipality"


def _place(entry: Entry, office: str, reason: str) -> Place:
    return Place(entry.code, entry.name, entry.prefecture, _kind(_place_kind(entry), office), reason)


# ---------------------------------------------------------------- telling places of one name apart


def _told_apart(name: str, candidates: list[Entry], text: str) -> tuple[Entry | None, str]:
    """The strongest kind of evidence that is there decides; if it speaks for two, the name stays open."""
    evidence = (
        ("the text names it with its prefecture or district", _with_prefecture),
        ("the text has its postal code", _with_postal_code),
        ("the text names one of its own quarters", _with_own_quarter),
        ("the text names its prefecture only", _with_prefecture_alone),
        ("the text names other places of its prefecture", _with_neighbours),
    )
    for why, test in evidence:
        found = test(name, candidates, text)
        if len(found) == 1:
            return found[0], why
        if found:
            return None, f"the text speaks for {' and '.join(entry.full for entry in found)}"
    return None, "nothing in authority, title or address tells them apart"


def _with_prefecture(name: str, candidates: list[Entry], text: str) -> list[Entry]:
    found = []
    for entry in candidates:
        district = plain(entry.district)
        forms = [entry.prefecture + entry.key, entry.prefecture + district + entry.key]
        forms += [district + entry.key] if district else []
        forms += [entry.key] if entry.key != name else []               # 大阪市港区 for 港区
        if any(form in text for form in forms):
            found.append(entry)
    return found


def _with_postal_code(name: str, candidates: list[Entry], text: str) -> list[Entry]:
    prefixes = {match[1] for match in re.finditer(r"(?:〒|郵便番号):?(\d{3})[-‐−ー]?\d{4}(?!\d)", text)}
    return [entry for entry in candidates if prefixes & entry.postal]


def _with_own_quarter(name: str, candidates: list[Entry], text: str) -> list[Entry]:
    return [entry for entry in candidates if any(name + place in text for place in entry.places)]


def _with_prefecture_alone(name: str, candidates: list[Entry], text: str) -> list[Entry]:
    named = {entry.name for entry in _named_prefectures(text)}
    return [entry for entry in candidates if entry.prefecture in named]


def _with_neighbours(name: str, candidates: list[Entry], text: str) -> list[Entry]:
    """Other municipalities that are named. Tokyo's wards say nothing: ministries and national bodies have their seats there."""
    named = {entry.prefecture for found in mentions(text) if len(found) == 1 and (entry := found[0]).kind != "special_ward"}
    return [entry for entry in candidates if entry.prefecture in named]


def _named_prefectures(text: str) -> set[Entry]:
    """Prefectures in the text. 東京都 before a ward does not count: ministries and national bodies have their seats there."""
    wards = "|".join(entry.key for entry in entries() if entry.kind == "special_ward")
    return {entry for key, entry in _prefectures().items()
            if re.search(key + (rf"(?!{wards})" if key == "東京都" else ""), text)}


def _prefecture_before(name: str, texts: Iterable[str]) -> str | None:
    """Prefecture that stands directly before a name that is not in the list."""
    found = {entry.name for text in texts for key, entry in _prefectures().items()
             if re.search(rf"{key}(?:[^\s、。市区町村]{{1,5}}郡)?{re.escape(plain(name))}", text)}
    return found.pop() if len(found) == 1 else None


# ---------------------------------------------------------------- without a name in the authority

# What may stand before the name of a municipality in running text: no part of a longer, unknown name.
_BEFORE = re.compile(r"(?:^|[^\w々]|[\d_はがのをにでとへや]|[都道府県郡])$")


def mentions(text: str) -> Iterator[tuple[Entry, ...]]:
    """Known municipalities named in the text, in order: for each mention the places of that name."""
    names = _by_name()
    for match in re.finditer("[市区町村]", text):
        for start in range(max(0, match.end() - LONGEST_NAME), match.end() - 1):
            name = text[start:match.end()]
            if name in names and _BEFORE.search(text[max(0, start - 1):start]):
                yield names[name]
                break


def _from_title(title: str | None, texts: Sequence[str]) -> Place | None:
    """Place named at the start of a title, set off by a space or の ("鹿児島市 収納に関する事務")."""
    first = re.match(r"\s*(\S+?[市区町村都道府県])(?=\s|の|に|・|$)", unicodedata.normalize("NFKC", title or ""))
    if not first:
        return None
    prefecture, rest = _split_prefecture(tight(first[1]))
    if prefecture and not rest:
        return Place(prefecture.code, prefecture.name, prefecture.name, "prefecture", f"the title names {prefecture.name}")
    if not any(_named(text) for _, text in _without_district(rest)):
        return None
    found = _municipality(prefecture, rest, texts)
    return found and replace(found, reason=f"from the title: {found.reason}")


def _from_texts(texts: Sequence[str]) -> Place:
    """Place that declares itself ("○○市は、…", "○○市における措置"), else the only municipality that the texts name."""
    for text in texts:
        declared = re.match(r"(.{2,15}?)(?:は、|における措置)", text)
        prefecture, rest = _split_prefecture(declared[1]) if declared else (None, "")
        found = rest and rest[-1] in "市区町村" and _municipality(prefecture, rest, texts)
        if found:
            return replace(found, reason=f"from the declaration: {found.reason}")
        if prefecture and not rest:
            return Place(prefecture.code, prefecture.name, prefecture.name, "prefecture", f"the declaration names {prefecture.name}")
    named = {_city_name(found[0]) for text in texts for found in mentions(text)}
    if len(named) == 1:
        name = named.pop()
        found = _settled(name, list(_named(name)), "", texts)
        return replace(found, reason=f"the only municipality that the texts name: {found.reason}")
    return Place(None, None, None, None, "the texts name " + ("more than one municipality" if named else "no municipality"))


def _city_name(entry: Entry) -> str:
    """An administrative ward in an address stands for its city."""
    return re.sub(r"(?<=市).+区$", "", entry.key) if entry.kind == "ward" else entry.key
