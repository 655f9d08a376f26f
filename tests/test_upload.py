"""A visitor's own reports: read for their session alone, shown on every page beside the others, refused in one sentence when they can't be."""
from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from explore import store, upload
from tests import built_tables
from tests.files import made, sheets_html, workbook
from tests.test_pages import FILES, NAMES, ROOT, assert_quiet

REPORT = made("priority", 2)
MUNICIPALITY = REPORT.answer["assessment"]["municipality"]


def added(*files: tuple[str, bytes]) -> AppTest:
    """The page after these files were given to it and read."""
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    at.query_params["lang"] = "en"
    at.run()
    at.switch_page(str(FILES["add"].relative_to(ROOT))).run()
    at.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files]).run()
    return at.button(key="add.read").click().run()


@pytest.fixture(scope="module")
def session() -> AppTest:
    return added(("評価書.xlsx", workbook(REPORT.sheets)), ("photo.jpg", b"\xff\xd8\xff\xe0 a picture"))


def test_what_was_read_and_what_was_not_is_said(session: AppTest) -> None:
    assert_quiet(session)
    assert [line.value for line in session.subheader] == ["1 report read"]
    said = [line.value for line in session.text]
    assert any(MUNICIPALITY in line for line in said)
    assert "× photo.jpg: the file is a picture, not a report as text, HTML, PDF or Excel workbook." in said


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("add", "data", "quality")])
def test_every_page_shows_the_added_report_beside_the_others(name: str, session: AppTest) -> None:
    session.switch_page(str(FILES[name].relative_to(ROOT))).run()
    assert_quiet(session)
    assert MUNICIPALITY in session.multiselect(key="filter.municipality").options
    assert session.text[0].value


def test_the_page_of_wording_shows_the_added_wording(session: AppTest) -> None:
    session.switch_page(str(FILES["wording"].relative_to(ROOT))).run()
    assert_quiet(session)
    assert not [line for line in session.info if "python -m etl" in line.value]


def test_a_download_of_a_session_that_is_over_is_refused() -> None:
    with pytest.raises(store.NoTables):
        store.report_tables("湖", store.current_identity() + "\nnobody")


def test_other_visitors_never_see_it_and_it_can_be_taken_away(session: AppTest) -> None:
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert MUNICIPALITY not in other.multiselect(key="filter.municipality").options
    session.switch_page(str(FILES["add"].relative_to(ROOT))).run()
    session.button(key="add.remove").click().run()
    assert_quiet(session)
    assert MUNICIPALITY not in session.multiselect(key="filter.municipality").options


def test_the_tables_of_an_upload_are_those_of_the_command_and_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = {path for path in ROOT.rglob("*") if ".git" not in path.parts and "__pycache__" not in path.parts}
    found = upload.read([("a.html", sheets_html(REPORT.sheets).encode()), ("b.xlsx", workbook(REPORT.sheets))])
    assert {path for path in ROOT.rglob("*") if ".git" not in path.parts and "__pycache__" not in path.parts} == before
    assert not list(tmp_path.iterdir())
    assert found.tables["assessments"]["source_name"].to_pylist() != [] and len(found.reports) == 2
    assert set(found.tables["passages"]["shared_share"].to_pylist()) == {None}
    with zipfile.ZipFile(io.BytesIO(found.archive)) as archive:
        assert pq.read_table(archive.open("ratings.parquet")).equals(found.tables["ratings"])


@pytest.mark.parametrize(("files", "reason"), [
    ([(f"{n}.txt", b"x") for n in range(upload.MOST_FILES + 1)], "too_many"),
    ([(f"{n}.txt", bytes(upload.MOST_MEGABYTES << 20)) for n in range(3)], "too_large"),
])
def test_too_much_is_refused(files: list[tuple[str, bytes]], reason: str) -> None:
    with pytest.raises(upload.Refused, match=reason):
        upload.read(files)


def test_files_without_any_report_are_named_and_the_dashboard_goes_on() -> None:
    at = added(("note.txt", "会議のお知らせ".encode()), ("empty.pdf", b""))
    assert_quiet(at)
    assert len([line for line in at.text if line.value.startswith("× ")]) == 2
    assert not at.subheader


def test_a_newer_version_of_a_published_report_stands_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(built_tables.build(tmp_path)))
    text = (tmp_path / "reports" / "full_0.txt").read_text(encoding="utf-8")
    assert text.count("R4.2.27") == 1, "the day of publication"
    before = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    at = added(("newer.txt", text.replace("R4.2.27", "R8.2.27").encode()))
    assert_quiet(at)
    assert ("newer.txt is a newer version of the published report full_0.txt, which counts as an old version for this session."
            in [line.value for line in at.text])
    at.switch_page(str(FILES["overview"].relative_to(ROOT))).run()
    whole = before.text[0].value.removesuffix(".")
    assert at.text[0].value == f"{whole}; 1 of a report that you have added, in this session only."
