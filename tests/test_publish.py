"""What an analyst relies on while tables are replaced: whole builds, old or new, whatever happens to the run that makes them."""
from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import workers
from etl.__main__ import main
from etl.parsed import from_bytes, to_bytes
from etl.publish import GRACE, beside, claimed, publish
from explore.store import OpenFolder
from tests.reports.build import printed

ROUNDS = 200
ROOT = Path(__file__).parent.parent
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for seed in range(3):
        (folder / f"{seed}.txt").write_text(printed("tab_cells", "basic", seed, frozenset())[0], encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def tables(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(folder).items() if name.endswith(".parquet")}


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


# --- whole or not at all


def numbered(number: int) -> dict[str, pa.Table]:
    """A build whose every table says which build it is of."""
    return {name: pa.table({"assessment_id": [str(number)] * 500}) for name in ("assessments", "ratings", "coverage")}


def publish_number(number: int, folder: Path) -> None:
    publish([numbered(number)], lambda rows: {"number": number}, folder)


def publish_for_ever(folder: Path, first: int) -> None:
    for number in range(first, first + 1_000_000):
        with claimed(folder):
            publish_number(number, folder)


def build_seen(folder: Path) -> int:
    """The number of the build that a reader finds, after every file was read through the folder that it opened."""
    place = OpenFolder(folder)
    build = json.loads((place.path / "build.json").read_text(encoding="utf-8"))
    for name, digest in build["files"].items():
        data = (place.path / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, name
        assert set(pq.read_table(pa.BufferReader(data))["assessment_id"].to_pylist()) == {str(build["number"])}
    return int(build["number"])


def test_no_build_is_torn_mixed_or_lost_in_many_kills(tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = tmp_path / "tables"
    publish_number(0, folder)
    seen = 0
    for turn in range(ROUNDS):
        writer = FORK.Process(target=publish_for_ever, args=(folder, turn * 1000 + 1))
        writer.start()
        for _ in range(chance.randint(1, 6)):
            number = build_seen(folder)
            assert number >= seen
            seen = number
        writer.kill()
        writer.join()
        seen = max(seen, build_seen(folder))
    assert seen > ROUNDS
    with claimed(folder):
        assert not list(tmp_path.glob(".tables.new-*"))


def test_a_reader_that_began_on_the_old_build_ends_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    publish_number(1, folder)
    reader = OpenFolder(folder)
    publish_number(2, folder)
    assert json.loads((reader.path / "build.json").read_text())["number"] == 1
    assert set(pq.read_table(pa.BufferReader((reader.path / "ratings.parquet").read_bytes()))["assessment_id"].to_pylist()) == {"1"}
    assert build_seen(folder) == 2
    assert OpenFolder(folder).identity != reader.identity


def test_replaced_builds_are_removed_after_a_while(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    long_ago = beside(folder, f"old-{time.time_ns() - (GRACE + 1) * 10**9}")
    long_ago.mkdir(parents=True)
    for number in range(2):
        publish_number(number, folder)
    assert not long_ago.exists()
    assert len(list(tmp_path.glob(".tables.old-*"))) == 1


def test_what_a_kill_leaves_on_a_system_without_exchange_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    publish_number(1, folder)
    folder.rename(beside(folder, f"old-{time.time_ns()}"))
    beside(folder, "new-1-1").mkdir()
    with claimed(folder):
        assert build_seen(folder) == 1
    assert not beside(folder, "new-1-1").exists()


def test_a_killed_run_leaves_the_tables_as_they_were(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    assert run(reports, "--out", out) == 0
    before = contents(out)
    (reports / "3.txt").write_text(printed("tab_cells", "basic", 9, frozenset())[0], encoding="utf-8")
    for _ in range(4):
        command = subprocess.Popen([sys.executable, "-m", "etl", reports, "--out", out, "--no-cache"], cwd=ROOT, stdout=subprocess.PIPE,
                                   env={**os.environ, "PYTHONUNBUFFERED": "1"})
        assert command.stdout
        command.stdout.readline()
        command.send_signal(signal.SIGKILL)
        command.communicate()
        assert contents(out) == before
    assert run(reports, "--out", out) == 0
    assert contents(out) != before


def test_a_full_disk_leaves_the_tables_as_they_were(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    assert run(reports / "0.txt", "--out", out) == 0
    before = contents(out)
    done = subprocess.run([sys.executable, "-m", "etl", reports, "--out", out], cwd=ROOT, capture_output=True, text=True,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)))
    assert done.returncode == 2 and "the tables could not be written, nothing was published" in done.stderr
    assert contents(out) == before


def hold(folder: Path, begun: Event, done: Event) -> None:
    with claimed(folder):
        begun.set()
        done.wait(60)


def test_a_second_run_says_so_and_stops(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables"
    begun, done = FORK.Event(), FORK.Event()
    other = FORK.Process(target=hold, args=(out, begun, done))
    other.start()
    assert begun.wait(30)
    assert run(reports, "--out", out) == 2
    done.set()
    other.join()
    assert "another run is publishing in tables." in capsys.readouterr().err
    assert run(reports, "--out", out) == 0


# --- many reports


def never(*_: object) -> None:
    raise AssertionError("a report that has not changed was parsed again")


def test_unchanged_reports_are_not_parsed_again(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "tables"
    assert run(reports, "--out", out) == 0
    before = tables(out)
    monkeypatch.setattr(workers, "read_report", never)
    assert run(reports, "--out", out) == 0
    assert tables(out) == before
    assert run(reports, "--out", out, "--no-cache") == 2


def test_new_changed_and_removed_reports_are_found_by_content(reports: Path, tmp_path: Path) -> None:
    out, fresh = tmp_path / "tables", tmp_path / "fresh"
    assert run(reports, "--out", out) == 0
    (reports / "0.txt").unlink()
    (reports / "1.txt").rename(reports / "renamed.txt")
    (reports / "2.txt").write_text(printed("tab_cells", "basic", 7, frozenset())[0], encoding="utf-8")
    assert run(reports, "--out", out) == 0
    assert run(reports, "--out", fresh, "--no-cache") == 0
    assert tables(out) == tables(fresh)
    assert sorted(pq.read_table(out / "assessments.parquet")["source_name"].to_pylist()) == ["2.txt", "renamed.txt"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_cache_is_not_believed_and_a_deleted_one_not_missed(damage: bytes | None, reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    assert run(reports, "--out", out) == 0
    before = tables(out)
    entries = [path for path in beside(out, "cache").rglob("*") if path.is_file()]
    assert len(entries) == 3
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-40] if damage is None else damage)
    assert run(reports, "--out", out) == 0
    assert tables(out) == before
    shutil.rmtree(beside(out, "cache"))
    assert run(reports, "--out", out) == 0
    assert tables(out) == before


def test_tables_made_in_pieces_are_the_tables_made_at_once(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A country's reports don't fit into memory; what is told by comparing reports (versions, shared wording) is told all the same."""
    text = (reports / "0.txt").read_text(encoding="utf-8")
    (reports / "0 again.txt").write_text(text + "\n備考\n", encoding="utf-8")
    for seed in range(2):
        (reports / f"full {seed}.txt").write_text(printed("tab_cells", "full", seed, frozenset())[0], encoding="utf-8")
    assert run(reports, "--out", tmp_path / "whole") == 0
    monkeypatch.setattr("etl.tables.AT_ONCE", 2)
    assert run(reports, "--out", tmp_path / "pieces") == 0
    for name in tables(tmp_path / "whole"):
        assert pq.read_table(tmp_path / "pieces" / name).equals(pq.read_table(tmp_path / "whole" / name)), name
    assert pq.ParquetFile(tmp_path / "pieces" / "assessments.parquet").num_row_groups == 3
    assert {row for row in pq.read_table(tmp_path / "pieces" / "passages.parquet")["shared_share"].to_pylist() if row}


def test_tables_that_break_the_contract_are_not_published(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables"
    assert run(reports, "--out", out) == 0
    before = contents(out)
    entry = max(path for path in beside(out, "cache").rglob("*") if path.is_file())  # the last one: the others are written when it is met
    parsed = from_bytes(entry.read_bytes(), "last.txt")
    coverage = parsed.tables["coverage"]
    parsed.tables["coverage"] = pa.Table.from_pylist([{**row, "status": "guessed"} for row in coverage.to_pylist()], coverage.schema)
    entry.write_bytes(to_bytes(parsed))
    assert run(reports, "--out", out) == 2
    assert "nothing was published: coverage.status: guessed is no code of status. (1 in all)" in capsys.readouterr().err
    assert contents(out) == before


def test_the_build_names_duplicates_and_older_versions(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    text = (reports / "0.txt").read_text(encoding="utf-8")
    (reports / "copy of 0.txt").write_text(text, encoding="utf-8")
    (reports / "0 again.txt").write_text(text + "\n備考\n", encoding="utf-8")
    assert run(reports, "--out", out) == 0
    build = json.loads((out / "build.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["same_as"]) for row in build["duplicates"]] == [("copy of 0.txt", "0.txt")]
    assert len(build["superseded"]) == 1
    versions = {build["superseded"][0]["name"], build["superseded"][0]["current"]}
    assert versions == {"0.txt", "0 again.txt"}
    rows = pq.read_table(out / "assessments.parquet").to_pylist()
    assert {row["source_name"]: row["is_current"] for row in rows if row["source_name"] in versions} == {
        build["superseded"][0]["name"]: False, build["superseded"][0]["current"]: True}


# --- files that harm their reader


@pytest.mark.parametrize(("harm", "seconds", "sentence"), [
    (lambda _: os._exit(9), 60, "1.txt: reading it broke down, or took more time or memory than a report may."),
    (lambda _: [bytearray(1 << 28) for _ in range(64)], 60, "1.txt: reading it takes more than 1 GB of memory."),
    (lambda _: [None for _ in iter(int, 1)], 1, "1.txt: reading it took more than 1 seconds."),
])
def test_a_file_that_kills_its_reader_costs_only_itself(harm, seconds: int, sentence: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                        capsys: pytest.CaptureFixture[str]) -> None:
    read_report = workers.read_report
    monkeypatch.setattr(workers, "SECONDS", seconds)
    monkeypatch.setattr(workers, "MEMORY", 1 << 30)
    monkeypatch.setattr(workers, "read_report", lambda source: harm(source) if source.name == "1.txt" else read_report(source))
    assert run(reports, "--out", tmp_path / "tables") == 1
    assert sentence in capsys.readouterr().err
    assert sorted(pq.read_table(tmp_path / "tables" / "assessments.parquet")["source_name"].to_pylist()) == ["0.txt", "2.txt"]
