"""What an analyst relies on: whatever the layout, the tables say what the report says, and never what it doesn't."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.form import load_form
from tests.reports.build import KINDS, LAYOUTS, build
from tests.reports.judge import differences, one_report, tables_of

SEEDS = range(3)
# Scrambled pages may leave more open than a patient reader would; they must not say anything wrong either.
LEAST_FOUND = {"scrambled": 0.98}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("invented")
    build(folder, SEEDS)
    assert main([str(folder / "reports"), "--out", str(folder / "tables")]) == 0
    return folder / "gold", folder / "tables"


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("kind", KINDS)
def test_the_tables_say_what_the_reports_of_a_layout_say(published: tuple[Path, Path], layout: str, kind: str) -> None:
    gold_folder, folder = published
    tables = tables_of(folder)
    expected = wrong = missing = 0
    said: list[str] = []
    for path in sorted(gold_folder.glob(f"{layout}_{kind}_*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        expected += sum(entry["status"] == "stated" for entry in gold["ratings"]) + len(gold["outsourcing"]) + len(gold["systems"]) + len(gold["files"])
        for what, sentence in differences(gold, one_report(tables, gold["source"])):
            wrong += what == "wrong"
            missing += what == "missing"
            said.append(f"{path.stem}: {sentence}")
    assert wrong == 0, "\n".join(said)
    assert expected - missing >= LEAST_FOUND.get(layout, 0.99) * expected > 0, "\n".join(said)


def test_every_report_has_a_status_for_every_field_of_its_form(published: tuple[Path, Path]) -> None:
    tables = tables_of(published[1])
    statuses = {row["status"] for row in tables["coverage"]}
    assert statuses <= {"stated", "blank", "unreadable", "not_in_source"}
    rated = {row["assessment_id"] for row in tables["ratings"]}
    per_part: dict[tuple[str, int], int] = {}
    kinds = {row["assessment_id"]: row["kind"] for row in tables["assessments"]}
    for row in tables["ratings"]:
        key = (row["assessment_id"], row["part_no"])
        per_part[key] = per_part.get(key, 0) + 1
    assert rated and all(count == {"full": 22, "priority": 8}.get(kinds[report], count) for (report, _), count in per_part.items())


def test_every_prose_field_of_a_file_is_accounted_for_and_none_that_has_wording_is_called_missing(published: tuple[Path, Path]) -> None:
    tables = tables_of(published[1])
    kinds = {row["assessment_id"]: row["kind"] for row in tables["assessments"]}
    status = {(row["assessment_id"], row["file_no"], row["part_no"], row["section"], row["risk_no"], row["field"]): row["status"] for row in tables["coverage"]}
    asked = {kind: [item for item in load_form(kind).block("file") if item.type == "prose" and not item.group] for kind in ("full", "priority")}
    for row in tables["files"]:
        for item in asked.get(kinds[row["assessment_id"]], ()):
            assert (row["assessment_id"], row["file_no"], 0, item.section, 0, item.name) in status, item.name
    for row in tables["wording"]:
        if not row["part_no"] and row["risk_no"] == 0:
            assert status[row["assessment_id"], row["file_no"], 0, row["section"], 0, row["field"]] == "stated", row


def test_every_value_leads_back_to_its_line(published: tuple[Path, Path]) -> None:
    told = {name: rows for name, rows in tables_of(published[1]).items() if rows and "line" in rows[0]}
    assert {"ratings", "practices", "retention", "systems", "system_connections", "outsourcing", "disclosures", "changes", "cloud_statements"} <= told.keys()
    for name, rows in told.items():
        assert not [row for row in rows if row["line"] is None and row.get("status", "stated") == "stated"], name


def test_the_same_reports_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    build(tmp_path, range(1, 2))
    paths = sorted((tmp_path / "reports").glob("*full*.txt"))
    assert main([*map(str, paths), "--out", str(tmp_path / "one")]) == 0
    assert main([*map(str, reversed(paths)), "--out", str(tmp_path / "two"), "--processes", "2"]) == 0
    for path in sorted((tmp_path / "one").glob("*.parquet")):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
