"""Whose report it is: places of the official list, names that several places share, bodies that are no municipality."""
from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest

from etl.names import entries, find_place, plain

CASES = Path(__file__).parent / "cases"
# The list to check against is not part of the project: localgovjp-utf8.csv and prefjp-utf8.csv (CC0, code4fukui).
REFERENCE = Path(os.environ.get("PIA_REFERENCE", Path(__file__).parents[2] / "shared" / "reference"))

# Every difference between the list of this project and the reference, with its reason.
ONLY_THERE = {
    "221317": "浜松市中区", "221325": "浜松市東区", "221333": "浜松市西区", "221341": "浜松市南区", "221350": "浜松市北区",
    "221368": "浜松市浜北区", "221376": "浜松市天竜区",
}   # 浜松市 redrew its seven wards on 2024-01-01 …
ONLY_HERE = {"221384": "浜松市中央区", "221392": "浜松市浜名区", "221406": "浜松市天竜区"}   # … into three.
OTHER_SPELLING = {"403440": ("須惠町", "須恵町")}   # The town writes itself with the old character.


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize("case", read(CASES / "places.csv"), ids=lambda case: f"{case['authority']}|{case['title']}|{case['texts']}")
def test_place_of_a_report(case: dict[str, str]) -> None:
    place = find_place(case["authority"] or None, case["title"] or None, [text for text in case["texts"].split("|") if text])
    found = {name: getattr(place, name) or "" for name in ("code", "municipality", "prefecture", "kind")}
    assert found == {name: case[name] for name in found}, f"{case['note']}: {place.reason}"
    assert place.reason


def test_an_open_place_says_why() -> None:
    place = find_place("府中市長", None, [])
    assert place.code is None
    assert "東京都府中市" in place.reason and "広島県府中市" in place.reason and "left open" in place.reason


def test_codes_have_the_right_check_digit() -> None:
    for entry in entries():
        weighed = sum(int(digit) * weight for digit, weight in zip(entry.code[:5], (6, 5, 4, 3, 2), strict=True))
        assert (11 - weighed % 11) % 10 == int(entry.code[5]), entry


def test_each_code_stands_once_and_each_name_once_in_its_district() -> None:
    assert len({entry.code for entry in entries()}) == len(entries()) == 1959
    assert len({entry.full for entry in entries() if entry.kind != "prefecture"}) == 1959 - 47


def test_comparing_names_by_one_spelling_makes_no_two_places_one() -> None:
    by_key = defaultdict(set)
    for entry in entries():
        by_key[entry.prefecture, plain(entry.district), entry.key].add(entry.name)
    assert {key: names for key, names in by_key.items() if len(names) > 1} == {}


def test_every_municipality_is_found_by_its_mayor_with_the_prefecture() -> None:
    for entry in entries():
        if entry.kind != "prefecture":
            assert find_place(f"{entry.full}長", None, []).code == entry.code, entry


@pytest.mark.skipif(not (REFERENCE / "localgovjp-utf8.csv").exists(), reason="the reference list is not on this machine (PIA_REFERENCE)")
def test_municipalities_agree_with_the_reference() -> None:
    there = {row["lgcode"]: (row["pref"], row["city"].replace(" ", "")) for row in read(REFERENCE / "localgovjp-utf8.csv")}
    here = {entry.code: (entry.prefecture, entry.name) for entry in entries() if entry.kind != "prefecture"}
    assert {code: there[code][1] for code in there.keys() - here.keys()} == ONLY_THERE
    assert {code: here[code][1] for code in here.keys() - there.keys()} == ONLY_HERE
    differing = {code: (here[code][1], there[code][1]) for code in here.keys() & there.keys() if here[code] != there[code]}
    assert differing == OTHER_SPELLING


@pytest.mark.skipif(not (REFERENCE / "prefjp-utf8.csv").exists(), reason="the reference list is not on this machine (PIA_REFERENCE)")
def test_prefectures_agree_with_the_reference() -> None:
    there = {row["lgcode"].zfill(6): row["pref"] for row in read(REFERENCE / "prefjp-utf8.csv")}
    assert {entry.code: entry.name for entry in entries() if entry.kind == "prefecture"} == there
