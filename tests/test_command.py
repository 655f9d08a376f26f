"""The command as its user meets it."""
from __future__ import annotations

from pathlib import Path

import pytest

from etl.__main__ import main
from tests.reports.build import printed


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "reports" / "invented.txt"
    path.parent.mkdir()
    path.write_text(printed("tab_cells", "full", 0, frozenset())[0], encoding="utf-8")
    return path


def test_all_published_is_exit_0_with_a_summary_line_a_report(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(report.parent), "--out", str(tmp_path / "tables")]) == 0
    said = capsys.readouterr().out
    assert "invented.txt: full, " in said and "fields stated" in said and "not in the source" in said


def test_what_cannot_be_read_is_named_with_its_reason_and_the_others_are_published(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (report.parent / "empty.txt").write_bytes(b"")
    (report.parent / "letter.txt").write_text("会議のお知らせ\n日時は追って連絡します。", encoding="utf-8")
    (report.parent / "picture.txt").write_bytes(bytes(range(256)) * 8)
    assert main([str(report.parent), "--out", str(tmp_path / "tables")]) == 1
    said = capsys.readouterr().err
    assert "empty.txt: the file is empty." in said
    assert "letter.txt: no form of a 特定個人情報保護評価書 was recognised" in said
    assert "picture.txt: " in said
    assert (tmp_path / "tables" / "ratings.parquet").is_file()


def test_nothing_to_read_is_exit_2_and_changes_nothing(report: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    assert main([str(report), "--out", str(tables)]) == 0
    before = {path.name: path.read_bytes() for path in tables.iterdir()}
    report.write_bytes(b"")
    (tmp_path / "nothing").mkdir()
    assert main([str(tmp_path / "nothing"), "--out", str(tables)]) == 2
    assert main([str(report), "--out", str(tables)]) == 2
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == before


def test_explain_prints_value_line_and_the_text_around_it(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(report), "--field", "sufficiency"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rated = [line for line in lines if "/sufficiency: stated" in line]
    assert len(rated) >= 15
    for line in rated:
        value, _, place = line.partition(" = ")[2].partition("  [line ")
        assert value in place, line


def test_a_report_that_comes_under_two_names_is_one(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (report.parent / "copy.txt").write_bytes(report.read_bytes())
    assert main([str(report.parent), "--out", str(tmp_path / "tables")]) == 0
    assert "the same report as" in capsys.readouterr().out
