"""委託先名: the vendor without legal form, branch and department; cells that name nobody."""
from __future__ import annotations

import csv
from pathlib import Path

import pytest

from etl.vendors import aliases, read_vendor

CASES = Path(__file__).parent / "cases"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize("case", read(CASES / "vendors.csv"), ids=lambda case: case["stated"])
def test_vendor_of_a_cell(case: dict[str, str]) -> None:
    vendor = read_vendor(case["stated"].replace("⏎", "\n"))
    assert (vendor.name or "") == case["name"], case["note"]
    assert vendor.status == "stated", "what the cell says is kept, even where it names nobody"
    assert vendor.stated


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000\n"])
def test_an_empty_cell_is_blank(cell: str | None) -> None:
    vendor = read_vendor(cell)
    assert (vendor.stated, vendor.name, vendor.status) == (None, None, "blank")


def test_the_cell_is_kept_as_printed() -> None:
    assert read_vendor("㈱青空　埼玉支社").stated == "(株)青空 埼玉支社"


def test_several_vendors_can_be_told_apart_again() -> None:
    assert read_vendor("海辺株式会社、株式会社青空").names == ("海辺", "青空")
    assert read_vendor("未定").names == ()


def test_every_alias_has_a_reason_and_leads_to_a_name_that_stays() -> None:
    for pattern, name, reason in aliases():
        assert reason, name
        assert read_vendor(name).name == name, pattern.pattern
