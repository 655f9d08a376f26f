"""The five real reports, where they are at hand: labels made by hand, and the tables that come with the project."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the real reports (../shared/reports) are not at hand")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "tables"
    assert main([str(SHARED / "reports"), "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def score(tables: Path) -> dict:
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(SHARED / "gold"), str(tables), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_no_rating_practice_retention_or_vendor_is_published_that_a_reader_would_deny(score: dict) -> None:
    assert {group: score["groups"][group]["all"]["wrong"] for group in ("ratings", "practices", "retention", "outsourcing")} == {
        "ratings": 0, "practices": 0, "retention": 0, "outsourcing": 0}


@pytest.mark.parametrize("group", [
    "assessments", "systems", "system_connections", "files", "retention", "outsourcing", "disclosures", "ratings", "practices", "changes", "cloud",
])
def test_a_table_agrees_with_the_labels_made_by_hand(score: dict, group: str) -> None:
    if group == "changes":
        fields = score["groups"][group]["fields"].items()
        counts = {name: {what: field[what] for what in ("wrong", "missing", "extra") if field[what]} for name, field in fields}
        # The timings of one scattered page stay open; a row whose place stands where its day would is one, though the labels leave it out.
        assert {name: found for name, found in counts.items() if found} == {"items": {"wrong": 8}, "rows": {"extra": 1}}, score["documents"]
    else:
        assert score["groups"][group]["all"]["accuracy"] >= 0.98, score["documents"]


def test_the_committed_tables_are_those_of_the_five_reports(tables: Path) -> None:
    committed = ROOT / "data" / "parquet"
    for path in sorted(tables.glob("*.parquet")):
        if path.name == "wording.parquet":
            assert not (committed / path.name).exists(), "prose of the reports stays out of the project"
        else:
            assert path.read_bytes() == (committed / path.name).read_bytes(), f"{path.name} differs: run python -m etl ../shared/reports --facts-only"
