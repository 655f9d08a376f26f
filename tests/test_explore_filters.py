"""One object answers for the query, the address and the sentence."""
from pathlib import Path

import pandas as pd
import pytest

from explore import store
from explore.filters import FIELDS, Filters
from explore.frames import common
from tests import invented_tables


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_tables.write(tmp_path_factory.mktemp("tables"))


@pytest.fixture(autouse=True)
def tables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folder))


def some(view: str, grain: str, all_versions: bool = False, **chosen: list[str]) -> pd.DataFrame:
    return store.query(view, Filters.of(chosen, all_versions).where(grain), "ALL").rows()


def test_nothing_chosen_shows_every_current_report() -> None:
    assert len(some("report_facts", "report")) == 11
    assert len(some("report_facts", "report", all_versions=True)) == 12


def test_each_filter_on_reports_keeps_only_what_it_names() -> None:
    assert set(some("rating_facts", "part", kind=["basic"])["kind"]) == {"basic"}
    assert set(some("rating_facts", "part", affair=["property_tax", "immunisation"])["affair"]) == {"property_tax", "immunisation"}
    assert set(some("report_facts", "report", prefecture=["沖縄県"])["municipality"]) == {"珊瑚市"}
    assert set(some("report_facts", "report", municipality=["149801"])["municipality"]) == {"みなと川市"}
    assert {day.year for day in some("report_facts", "report", year=["2021"])["published_on"]} == {2021}


def test_two_cities_of_one_name_are_never_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """府中市 is a city in two prefectures: wherever rows are counted or named by municipality, the prefecture tells them apart."""
    twins: list[tuple[str | None, str, str]] = [("279803", "白樺市", "大阪府"), ("019804", "白樺市", "北海道"), ("479805", "珊瑚市", "沖縄県")]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(invented_tables.write(tmp_path / "twins", cities=twins)))
    named = {"白樺市 (大阪府)", "白樺市 (北海道)", "珊瑚市"}
    for view, grain in (("report_facts", "report"), ("rating_facts", "part"), ("outsourcing_facts", "task"), ("system_facts", "system")):
        assert set(some(view, grain)["municipality"]) == named
    assert set(store.municipality_names().values()) == named
    assert set(store.rows("FROM assessments")["municipality"]) == {"白樺市", "珊瑚市"}  # the tables say the name alone


def test_tables_too_large_for_memory_give_the_same_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    views = [path.stem.lstrip("0123456789_") for path in store.VIEWS.glob("*.sql")]
    in_memory = {view: store.rows(f"FROM {view} ORDER BY ALL") for view in views}
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(invented_tables.write(tmp_path / "large")))
    monkeypatch.setattr(store, "SMALL_BUILD_ROWS", 0)
    for view, rows in in_memory.items():
        pd.testing.assert_frame_equal(store.rows(f"FROM {view} ORDER BY ALL"), rows)


def test_a_file_leaves_no_field_or_passage_of_another_file_of_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_ATLAS_TABLES")
    (name, report, number), *_ = store.rows("""SELECT f.name, assessment_id, f.file_no FROM files AS f JOIN files AS o USING (assessment_id)
                                               WHERE o.file_no > f.file_no AND f.name IS NOT NULL ORDER BY ALL""").itertuples(index=False)
    parts = set(store.rows("FROM parts WHERE assessment_id = $report AND file_no = $number", report=report, number=int(number))["part_no"])
    for view in ("coverage_facts", "passage_facts"):
        found = some(view, "field", file=[name])
        assert {0, number} >= set(found["file_no"]) and {0, *parts} >= set(found["part_no"]), view
        whole = store.rows(f"FROM {view} WHERE assessment_id = $report", report=report)
        own = whole[whole["part_no"].isin(parts) | ((whole["part_no"] == 0) & whole["file_no"].isin([0, number]))]
        assert len(found) == len(own) < len(whole), view


def test_the_denominator_of_lost_systems_is_of_all_types(folder: Path) -> None:
    chosen = Filters.of({"system_type": ["tax"], "affair": ["property_tax"]})
    assert chosen.without("system") == Filters.of({"affair": ["property_tax"]}) and chosen.without("file") == chosen


def test_however_much_is_asked_only_so_much_is_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(invented_tables.write(tmp_path / "asked", build="asked a lot")))
    monkeypatch.setattr(store, "KEPT_CELLS", 300)
    wanted = {n: store.rows(f"FROM ratings ORDER BY ALL LIMIT {n}") for n in range(1, 60)}
    kept = store._answers(store.identity()).cache
    assert 0 < kept.currsize <= 300
    for n, rows in wanted.items():
        assert len(rows) == n
        pd.testing.assert_frame_equal(store.rows(f"FROM ratings ORDER BY ALL LIMIT {n}"), rows)


def test_a_filter_tells_which_rows_it_leaves() -> None:
    both = Filters.of({"vendor": ["湖計算センター"], "system": ["湖の税システム"]})
    assert both.reaches("task") == ["system.report"] and both.reaches("part") == ["task.file", "system.report"]
    assert both.reaches("field") == ["task.file", "whole.report", "system.report"]
    assert both.reaches("report") == ["task.report", "system.report"] and both.reaches("system") == ["task.report"]
    assert Filters.of({"file": ["税ファイル"]}).reaches("report") == ["file.report"] and not Filters.of({"file": ["税ファイル"]}).reaches("file")


def test_a_report_without_a_date_of_publication_can_be_asked_for() -> None:
    undated = some("report_facts", "report", year=["not_stated"])
    assert len(undated) and undated["published_on"].isna().all()


def test_a_contractor_keeps_its_own_tasks_and_the_ratings_of_the_files_it_works_on() -> None:
    chosen = ["北斗情報システム"]
    tasks = some("outsourcing_facts", "task", vendor=chosen)
    assert set(tasks["vendor"]) == set(chosen)
    files = set(zip(tasks["assessment_id"], tasks["file_no"], strict=True))
    parts = some("rating_facts", "part", vendor=chosen)
    assert {(row.assessment_id, row.part_no) for row in parts.itertuples()} == files  # in these tables a part stands for the file of its number


def test_items_of_the_whole_report_stay_when_one_of_its_files_is_chosen() -> None:
    practices = some("practice_facts", "part", file=["健康ファイル"])
    assert set(practices["part_no"]) >= {0, 1}


def test_a_system_keeps_the_reports_that_list_it_and_only_itself_among_systems() -> None:
    reports = set(some("report_facts", "report", system_type=["juki_net"])["assessment_id"])
    systems = some("system_facts", "system", system_type=["juki_net"])
    assert set(systems["system_type"]) == {"juki_net"} and set(systems["assessment_id"]) == reports


def test_filters_of_both_sorts_narrow_together() -> None:
    both = some("outsourcing_facts", "task", kind=["full"], vendor=["みらい計算センター"])
    assert set(both["kind"]) == {"full"} and set(both["vendor"]) == {"みらい計算センター"}


def test_text_that_looks_like_sql_is_only_text() -> None:
    assert some("outsourcing_facts", "task", vendor=["x') OR true --"]).empty


def test_the_address_gives_the_same_filters_back() -> None:
    filters = Filters.of({"kind": ["full"], "vendor": ["青空データ"]}, all_versions=True)
    address = filters.address()
    assert address == {"kind": ["full"], "vendor": ["青空データ"], "versions": ["all"]}
    assert Filters.of(address, all_versions=True) == filters


def test_unknown_names_and_empty_choices_are_no_filters() -> None:
    assert not Filters.of({"colour": ["blue"], "kind": []})


@pytest.mark.parametrize("grain", ["report", "file", "part", "task", "system"])
@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_every_filter_works_on_every_grain(grain: str, field: str) -> None:
    view = {"report": "report_facts", "file": "file_facts", "part": "rating_facts", "task": "outsourcing_facts", "system": "system_facts"}[grain]
    for value in store.options()[field]:
        assert store.total(view, Filters.of({field: [value]}).where(grain)) <= store.total(view, Filters().where(grain))


def test_the_sentence_names_every_choice_in_words() -> None:
    filters = Filters.of({"kind": ["full"], "vendor": ["青空データ", "日本架空"]})
    sentence = filters.sentence(lambda name, value: value.upper(), lambda name: name.title(), " or ", "; ")
    assert sentence == "Kind FULL; Vendor 青空データ or 日本架空"


@pytest.mark.parametrize("view", sorted(path.stem.lstrip("0123456789_") for path in store.VIEWS.glob("*_facts.sql")))
def test_what_a_page_shows_is_what_is_downloaded_value_and_type(view: str) -> None:
    for condition in ("true", "false"):
        rows = store.query(view, (condition, {}), "ALL")
        pd.testing.assert_frame_equal(rows.rows(), rows.whole())


def test_counts_put_together_are_those_of_the_store() -> None:
    counted = store.count("rating_facts", ["kind", "section", "mark"], ("true", {}))
    for by in (["kind"], ["section", "mark"]):
        pd.testing.assert_frame_equal(common.summed(counted, by), store.count("rating_facts", by, ("true", {})))
