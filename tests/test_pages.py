"""Every page, as a reader meets it: as it opens, with each filter, with several, with nothing left, in both languages, without wording."""
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from etl.shared import clean_sentences
from explore import charts, japan, store
from explore.filters import FIELDS
from explore.frame import GROUPS, PAGES
from explore.frames import cloud, common, prose, quality, ratings, reading, reports, systems, vendors
from explore.words import Words
from tests import built_tables, invented_tables
from tests.test_explore_words import sentences

ROOT = Path(__file__).parent.parent
NAMES = [name for names in GROUPS.values() for name in names]
FILES = {name: PAGES / group / f"{name}.py" for group, names in GROUPS.items() for name in names}
KEYS = [key for key in sentences("en") if "." in key]
SHIPPED = ROOT / "data" / "parquet"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("builds")
    return {"facts": invented_tables.write(place / "facts"), "wording": invented_tables.write(place / "wording", wording=True),
            "nothing": invented_tables.write(place / "nothing", reports=0),
            "built facts": built_tables.build(place / "built_facts", "--facts-only"), "built with wording": built_tables.build(place / "built_wording")}


def opened(name: str, lang: str = "en", **address: str | list[str]) -> AppTest:
    """The page, opened by its address."""
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    at.query_params["lang"] = lang
    if name != "overview":  # which AppTest runs first
        at.run().switch_page(str(FILES[name].relative_to(ROOT)))
    for key, value in address.items():
        at.query_params[key] = value
    return at.run()


def assert_quiet(at: AppTest) -> None:
    """No exception, no warning, no error, the page's title is there, and every word comes from the catalogue and not from its key."""
    assert not at.exception and not at.warning and not at.error
    assert len(at.title) == 1
    seen = [element.value for kind in (at.title, at.subheader, at.markdown, at.caption, at.text, at.info) for element in kind]
    seen += [widget.label for kind in (at.multiselect, at.selectbox, at.button, at.toggle, at.text_input) for widget in kind]
    seen += [chart.proto.spec for chart in at.get("plotly_chart")]
    assert not [key for key in KEYS for text in seen if key in text]


def test_a_click_while_the_language_switch_is_still_being_drawn_keeps_the_links_language(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser says then that no language is chosen."""
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["built facts"]))
    at = opened("overview", "ja")
    at.session_state["lang"] = at.session_state["pictures"] = None
    assert_quiet(at.run())
    assert at.title[0].value == Words("ja", {})("overview.title")


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("build", ["built facts", "built with wording", "wording", "nothing"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens(name: str, build: str, lang: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders[build]))
    assert_quiet(opened(name, lang))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_on_the_shipped_tables(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (SHIPPED / "assessments.parquet").is_file():
        pytest.skip("there are no shipped tables")
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    assert_quiet(opened(name))


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_works_with_each_filter(name: str, field: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    at = opened(name)
    choice = at.multiselect(key=f"filter.{field}")
    choice.select(store.options()[field][0]).run()
    assert_quiet(at)
    assert at.query_params[field] == store.options()[field][0]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_works_with_several_filters_and_old_versions(name: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    assert_quiet(opened(name, kind=["full", "priority"], affair=["resident_tax", "property_tax"], versions="all"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_nothing_left_says_so_and_offers_to_clear_the_filters(name: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    at = opened(name, prefecture="沖縄県", affair="immunisation")
    if name in ("data", "add"):
        return assert_quiet(at)  # the tables themselves are not filtered
    assert_quiet(at)
    assert [note.value for note in at.info] == ["Nothing matches these filters."]
    at.button(key=f"{name}.clear").click().run()
    assert_quiet(at)
    assert not at.info or (name in ("report", "wording") and "prefecture" not in at.query_params)


def test_a_link_to_what_is_not_here_says_so(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    gone = opened("report", report="deadbeef")
    assert [note.value for note in gone.warning] == [Words("en", {})("link.gone", value="deadbeef")] and not gone.exception
    assert not gone.run().warning
    unfiltered = opened("overview", vendor="nobody")
    assert [note.value for note in unfiltered.warning] == [Words("en", {})("link.filter_gone", value="nobody")]


def below_the_last_heading(at: AppTest) -> list[Any]:
    elements = list(at.main)
    return elements[max(place for place, element in enumerate(elements) if element.type == "subheader") :]


def hits_shown(at: AppTest) -> list[str]:
    return [element.value for element in below_the_last_heading(at) if element.type == "caption"]


def test_every_hit_of_a_search_can_be_reached(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["built with wording"]))
    at = opened("wording", q="る")
    shown = hits_shown(at)
    pages = at.number_input(key="wording.hits.る")
    for number in range(2, int(pages.max) + 1):
        shown += hits_shown(at.number_input(key="wording.hits.る").set_value(number).run())
    said = next(element.value for element in below_the_last_heading(at) if element.type == "text")
    assert said.startswith(f"{len(shown)} passages with every word sought. Searched: the text of ") and len(set(shown)) > 50
    assert hits_shown(at.text_input(key="wording.q").set_value("る を").run())[0] == hits_shown(opened("wording", q="る を"))[0]


def test_hits_of_a_search_stand_in_the_order_of_their_reports_each_with_its_link(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["built with wording"]))
    found = below_the_last_heading(opened("wording", q="記録"))
    reports = [element.proto.query_string for element in found if element.type == "page_link"]
    assert 1 < len(reports) == len(set(reports)) and all("report=" in address for address in reports)
    lines: list[list[int]] = []
    for element in found:
        if element.type == "page_link":
            lines.append([])
        elif element.type == "caption" and (line := re.search(r"line (\d+)", element.value)):
            lines[-1].append(int(line[1]))
    assert max(map(len, lines)) > 2 and all(of_report == sorted(of_report) for of_report in lines)


def test_systems_whose_boxes_are_lost_are_not_left_out(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["built facts"]))
    boxes, systems = (int(store.rows(f"SELECT count(*) AS n FROM {source}")["n"].iloc[0])
                      for source in ("connection_facts", "systems JOIN assessments USING (assessment_id) WHERE kind <> 'basic'"))
    assert boxes == 7 * systems > 0


# The figure that each page opens with, and the same from the Parquet files alone.
CURRENT = "JOIN assessments AS a USING (assessment_id) WHERE a.is_current"
HEADLINES = {
    "overview": f"SELECT count(*) FROM assessments AS r {CURRENT}",
    "sufficiency": f"SELECT count(*) FROM ratings {CURRENT}",
    "practices": f"SELECT count(*) FROM practices {CURRENT}",
    "safeguards": f"SELECT count(*) FROM ratings {CURRENT}",
    "retention": f"SELECT count(*) FROM retention {CURRENT}",
    "cloud": f"SELECT count(*) FROM cloud {CURRENT}",
    "vendors": f"SELECT count(*) FROM outsourcing {CURRENT}",
    "systems": f"SELECT count(*) FROM systems {CURRENT}",
    "wording": f"SELECT count(*) FROM passages {CURRENT}",
    "history": f"SELECT count(*) FROM changes {CURRENT}",
    "report": f"SELECT count(*) FROM assessments AS r {CURRENT}",
    "quality": f"SELECT count(*) FROM coverage {CURRENT}",
}
MISSING = {"sufficiency": "ratings", "practices": "practices", "retention": "retention", "quality": "coverage"}
LABELS = {"blank": "Left blank", "unreadable": "Unreadable", "not_in_source": "Not in the source"}


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    """The answer of the Parquet files themselves."""
    database = duckdb.connect()
    for path in folder.glob("*.parquet"):
        database.execute(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")
    return database.sql(query).fetchall()


@pytest.mark.parametrize("build", ["shipped", "built with wording"])
@pytest.mark.parametrize("name", HEADLINES)
def test_the_headline_is_what_the_tables_say(name: str, build: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHIPPED if build == "shipped" else folders[build]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folder))
    said = opened(name).text[0].value
    assert f"{asked(folder, HEADLINES[name])[0][0]:,}" in said.split(";")[0]
    if name in MISSING:
        counted = dict(asked(folder, f"SELECT status, count(*) FROM {MISSING[name]} {CURRENT} GROUP BY ALL"))
        told = {label: int(n.replace(",", "")) for label, n in re.findall(r"; ([a-z][^;(]*?)(?: \([^)]*\))? ([\d,]+)", said)}
        if not_done := told.pop("not done", 0):  # under a mark that the whole is not done, boxes are blank too
            told["left blank"] = told.get("left blank", 0) + not_done
        assert told == {LABELS[status].lower(): n for status, n in counted.items() if status in LABELS}


def drawn(at: AppTest, chart: int = 0) -> dict[str, float]:
    """Sum of the numbers of each of a chart's bars, by the mark's name."""
    figure = json.loads(at.get("plotly_chart")[chart].proto.spec)
    bars = {trace.get("name", ""): sum(trace["x"]) for trace in figure["data"] if trace["type"] == "bar"}
    return {name: n for name, n in bars.items() if n}


@pytest.mark.parametrize("build", ["shipped", "built with wording"])
def test_bars_are_as_long_as_the_tables_say(build: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHIPPED if build == "shipped" else folders[build]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folder))
    statuses = dict(asked(folder, f"SELECT status, count(*) FROM coverage {CURRENT} GROUP BY ALL"))
    assert drawn(opened("quality")) == {{"stated": "Stated", **LABELS}[status]: n for status, n in statuses.items()}
    before, after, untold = asked(folder, f"SELECT count(*) FILTER (timing = 'before'), count(*) FILTER (timing = 'after'), count(*) FILTER (timing IS NULL) "
                                          f"FROM changes {CURRENT}")[0]
    wanted = {"Submitted before the change": before, "Submitted after the change": after, "No timing readable": untold}
    assert drawn(opened("history")) == {label: n for label, n in wanted.items() if n}
    assert sum(drawn(opened("retention"), 1).values()) == asked(folder, HEADLINES["retention"])[0][0]
    assert sum(drawn(opened("cloud")).values()) == asked(folder, HEADLINES["cloud"])[0][0]
    assert sum(drawn(opened("systems")).values()) == asked(folder, HEADLINES["systems"])[0][0]
    assert sum(drawn(opened("practices"), 1).values()) > 0


@pytest.mark.parametrize("build", ["shipped", "built with wording"])
def test_exceptions_are_counted_with_their_denominator(build: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHIPPED if build == "shipped" else folders[build]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folder))
    at = opened("sufficiency", form="full")
    other, stated = asked(folder, f"SELECT count(*) FILTER (level <> 2), count(*) FROM ratings {CURRENT} AND kind = 'full' AND status = 'stated'")[0]
    assert any(line.value.startswith(f"{other} of {stated} stated ratings") for line in at.text)


@pytest.mark.parametrize("build", ["shipped", "built with wording"])
def test_the_usual_answer_is_the_one_of_most_municipalities(build: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHIPPED if build == "shipped" else folders[build]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folder))
    rows = asked(folder, "SELECT kind, item, municipality_code, municipality, choice, assessments.assessment_id FROM practices "
                         "JOIN assessments USING (assessment_id) WHERE status = 'stated'")
    places = {row: {(code or name or key) for kind, item, code, name, choice, key in rows if (kind, item, choice) == row}
              for row in {(kind, item, choice) for kind, item, _, _, choice, _ in rows}}
    for kind, item, usual in store.rows("SELECT DISTINCT kind, item, usual FROM practice_facts WHERE usual IS NOT NULL").itertuples(index=False):
        others = [len(found) for (k, i, choice), found in places.items() if (k, i) == (kind, item) and choice != usual]
        assert len(places[kind, item, usual]) > max(others, default=0)


def test_a_box_that_nobody_could_read_is_no_zero(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    boxes = [("tax", "info_network", 3, 1, 2), ("tax", "internal", 3, 0, 0), ("tax", "other", 3, 0, 3)]
    counted = pd.DataFrame(boxes, columns=["system_type", "connection", "n", "connected", "readable"])
    cells, rows, columns = systems.types_by_connection(counted, Words("en", store.codes()))
    drawn = {cell.column: (None if pd.isna(cell.n) else cell.n, cell.hover.split(": ")[1]) for cell in cells.itertuples()}
    assert drawn == {"info_network": (1, "1 of 2 readable, no answer 1"), "internal": (None, "0 of 0 readable, no answer 3"),
                     "other": (0, "0 of 3 readable, no answer 0")}
    texts = [trace.text for trace in charts.grid(cells, rows, columns).data]
    assert sorted(text for table in texts for line in table for text in line if text) == ["0", "1", "–"]


@pytest.mark.parametrize("build", ["shipped", "built with wording"])
def test_the_day_since_when_cloud_is_used_leads_to_its_entry(build: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHIPPED if build == "shipped" else folders[build]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folder))
    entries = {(key, day): lines for key, day, lines in asked(
        folder, "SELECT assessment_id, changed_on, list(line) FROM changes WHERE brings_government_cloud GROUP BY ALL")}
    for row in store.rows("FROM cloud_facts WHERE first_reported_on IS NOT NULL").itertuples():
        assert row.since_line in entries[row.assessment_id, row.first_reported_on]


def test_answers_given_once_a_report_belong_to_all_of_its_groups(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    once = "SELECT DISTINCT p.assessment_id, v.value FROM practices AS p JOIN part_groups AS v USING (assessment_id) WHERE coalesce(p.part_no, 0) = 0"
    (whole,), (grouped,) = (store.rows(f"SELECT count(*) AS n FROM ({query})")["n"] for query in (
        once, "SELECT DISTINCT assessment_id, value FROM part_groups WHERE part_no = 0 AND assessment_id IN (SELECT assessment_id FROM practices)"))
    assert whole == grouped > 0


def test_parts_without_wording_are_named(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    at = opened("wording", form="full", risk="storage_1")
    without = asked(SHIPPED, "SELECT municipality, part_no FROM ratings JOIN assessments USING (assessment_id) WHERE kind = 'full' AND section = 'storage' "
                             "AND risk_no = 1 AND (assessment_id, part_no) NOT IN "
                             "(SELECT (assessment_id, part_no) FROM passages WHERE section = 'storage' AND risk_no = 1 AND part_no IS NOT NULL)")
    said = next(line.value for line in at.text if line.value.startswith("No wording could be read"))
    assert without and all(f"{municipality} {part_no}" in said for municipality, part_no in without)


def test_contractors_are_a_lower_bound_only_where_a_list_is_not_whole() -> None:
    words = Words("en", {})
    assert vendors.lost_note(pd.DataFrame({"status": ["stated"], "n": [2]}), words) == "No list of tasks is known to be incomplete (files: 2)."
    assert "lower bounds" in vendors.lost_note(pd.DataFrame({"status": ["stated", "not_in_source"], "n": [2, 1]}), words)


def test_what_matched_no_vocabulary_is_told_of_the_chosen_reports_only() -> None:
    build: dict[str, object] = {"unknown": [{"source_name": name, "what": what, "text": "湖", "line": 3} for name, what in (
        ("a.txt", "option"), ("b.txt", "option"), ("a.txt", "system"))]}
    (line,) = quality.unknown_lines(build, {"a.txt"}, Words("en", {}))
    assert "a.txt, line 3" in line


def test_the_value_of_prose_is_its_text_where_the_tables_have_it(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["built with wording"]))
    (key, section, field, text), *_ = asked(folders["built with wording"], "SELECT assessment_id, section, field, text FROM wording "
                                                                           "WHERE section = 'basic_info'")
    found = reading.fields(store.report_tables(str(key)), Words("en", store.codes()))
    values = found.loc[(found["section"] == section) & (found["field"] == field), "value"]
    assert str(text) in values.iloc[0].split("\n")


@pytest.mark.parametrize("build", ["shipped", "built with wording"])
def test_a_measure_that_names_a_safeguard_in_two_layers_counts_once(build: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHIPPED if build == "shipped" else folders[build]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folder))
    distinct = "assessment_id, part_no, section, risk_no, field, control"
    expected = asked(folder, f"SELECT count(*) FROM (SELECT DISTINCT {distinct} FROM controls {CURRENT})")[0][0]
    (grid,) = [json.loads(chart.proto.spec) for chart in opened("safeguards").get("plotly_chart")][-1:]
    assert sum(int(text) for trace in grid["data"] for line in trace["text"] for text in line if text) == expected


def test_the_rating_mix_tells_what_became_of_every_rating(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["built facts"]))
    mix = store.rows(f"SELECT {' + '.join(reports.MIX)} AS told, ratings, ratings_not_done FROM report_facts WHERE ratings > 0")
    assert (mix["told"] == mix["ratings"]).all() and mix["ratings_not_done"].sum() > 0


def test_what_does_not_apply_is_no_answer_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    ((stated,),) = asked(SHIPPED, f"SELECT count(*) FROM practices {CURRENT} AND kind = 'full' AND status = 'stated' "
                                  "AND choice NOT IN ('政府機関ではない', '再委託していない')")
    assert any(f" of {stated} stated answers" in line.value for line in opened("practices", form="full").text)


def test_exceptions_are_drawn_on_top_and_missing_answers_hatched() -> None:
    points = pd.DataFrame([(1.0, 0.0, mark, "", 0) for mark in ("1", "2")], columns=["x", "y", "mark", "hover", "key"])
    figure = charts.scatter(points, [("1", "Issues remain"), ("2", "Sufficient")], "x", "y")
    assert [trace.name for trace in figure.data] == ["Sufficient", "Issues remain"]
    (bars,) = charts.bars([("yes", 3, ""), ("none", 1, "")], missing=1).data
    assert list(bars.marker.pattern.shape) == ["", "-"]

def test_places_stand_in_the_order_of_their_official_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    places = asked(SHIPPED, "SELECT municipality, prefecture FROM assessments ORDER BY municipality_code")
    assert list(opened("overview").dataframe[0].value["Municipality"]) == [municipality for municipality, _ in places]
    assert store.options()["prefecture"] == [prefecture for _, prefecture in places]


def test_a_long_label_is_written_whole_on_two_lines_with_room_for_both() -> None:
    long = "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスク"
    english = "Risk that people without authority, former staff among them, use the information unlawfully"
    bracket = "さいたま市 国民健康保険システム(国民健康保険賦課システム)"
    figure = charts.bars([("短い", 1, ""), (long, 2, ""), (english, 3, ""), (bracket, 4, "")])
    labels = [label.text.split("<br>") for label in figure.layout.annotations]
    assert ["".join(labels[1]), " ".join(labels[2])] == [long, english] and [len(lines) for lines in labels] == [1, 2, 2, 2]
    assert labels[3][1] == "ム)"
    first, second, third, _ = figure.data[0].y
    assert second - first > 1 and third - second > 1 and figure.layout.height > charts.bars([("短い", n, "") for n in range(4)]).layout.height


def test_the_address_of_a_page_names_no_report_that_another_page_showed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    assert "report" not in opened("overview", report="8d52110762ad").query_params


def test_wording_of_one_layer_is_drawn_as_long_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    ((chars, layers),) = asked(SHIPPED, f"SELECT sum(chars), count(DISTINCT layer) FROM passages {CURRENT} AND kind = 'full' AND section = 'acquisition' "
                                        "AND risk_no = 1")
    at = opened("wording", form="full", risk="acquisition_1")
    assert layers == 1 and sum(drawn(at).values()) == chars
    assert any(note.value.endswith("All of it describes: Authority's own measures.") for note in at.caption)


def test_a_sentence_says_which_rows_a_contractor_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    said = {name: opened(name, vendor="日本電気").text[0].value for name in ("vendors", "retention", "systems")}
    assert "all rows of" not in said["vendors"]
    assert "; all rows of the files that name the contractor" in said["retention"]
    assert "; all rows of the reports that name the contractor" in said["systems"]


def test_wording_of_the_citys_contractors_and_systems_is_none_of_the_national_platforms(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    own = dict(store.rows("SELECT DISTINCT layer, own FROM control_facts").itertuples(index=False))
    national = {"intermediate_server_software", "intermediate_server_platform", "government_cloud"}
    assert set(own) - national and all(own[layer] == (layer not in national) for layer in own)


def test_a_report_whose_pages_on_storage_are_lost_does_not_keep_silent_on_government_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    lost = {key for key, in asked(SHIPPED, "SELECT DISTINCT assessment_id FROM coverage WHERE field = 'storage_place' AND status = 'not_in_source'")}
    marks = store.rows("SELECT assessment_id, cloud_mark, platform_hosting FROM cloud_facts WHERE NOT government_cloud")
    assert lost and {row.assessment_id for row in marks.itertuples() if row.cloud_mark == "unclear" and pd.isna(row.platform_hosting)} == lost


def test_a_group_of_which_something_is_missing_is_not_shown_as_sufficient() -> None:
    counted = pd.DataFrame([("湖", "a_1", "2", 1), ("湖", "a_1", "not_in_source", 3), ("湖", "a_2", "2", 2), ("湖", "a_3", "1", 1), ("湖", "a_3", "blank", 1)],
                           columns=["value", "risk", "mark", "n"])
    cells, _ = ratings.grouped_cells(counted, "risk", str, Words("en", {}))
    assert dict(zip(cells["column"], cells["mark"], strict=True)) == {"a_1": "partly", "a_2": "2", "a_3": "1"}


def test_each_file_has_a_bar_as_long_as_its_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    figure = json.loads(opened("retention").get("plotly_chart")[0].proto.spec)
    wanted = asked(SHIPPED, f"SELECT c.position FROM retention AS r LEFT JOIN codes AS c ON c.domain = 'period' AND c.code = r.period {CURRENT} "
                            "AND r.status = 'stated' ORDER BY 1 DESC")
    lengths = figure["data"][0]["x"]
    assert [length for length in lengths if length >= 1] == [position for position, in wanted]
    assert len(lengths) == asked(SHIPPED, HEADLINES["retention"])[0][0]
    assert "Unreadable" in figure["data"][0]["text"]


def test_one_municipality_alone_differs_from_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    said = [line.value for line in opened("practices", form="priority").text]
    assert any("one municipality alone" in line for line in said) and not any("usual answer" in line for line in said)
    chosen = [line.value for line in opened("practices", form="full", municipality="392014").text]
    assert not any("one municipality alone" in line for line in chosen) and any("usual answer" in line for line in chosen)


def test_parts_of_one_report_are_told_apart_by_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    parts = asked(SHIPPED, f"SELECT a.municipality, p.part_no, f.name FROM parts AS p JOIN files AS f USING (assessment_id, file_no) {CURRENT} "
                           "AND a.kind = 'full' QUALIFY max(p.part_no) OVER (PARTITION BY p.assessment_id) > 1")
    for name, address in (("sufficiency", {"form": "full"}), ("wording", {"form": "full", "risk": "acquisition_1"})):
        labels = {label["text"] for label in json.loads(opened(name, **address).get("plotly_chart")[0].proto.spec)["layout"]["annotations"]}
        assert parts and {f"{city} {part} {file}" for city, part, file in parts} <= labels


def test_sentences_that_differ_in_typography_alone_are_shared() -> None:
    one, other = "・サーバーへの接続は、記録して点検する。短い。", "1 サーバへの接続は記録して 点検する。短い。"
    shared = prose.shared_sentences({"a": [one], "b": [other]})
    assert [prose.marked_shared(text, shared).count("blue-background") for text in (one, other)] == [1, 1]
    assert not prose.shared_sentences({"a": [one, other], "b": ["別の文はどこにもない文である。"]})
    assert not prose.shared_sentences({"a": ["・3 回以上の失敗で利用を止める。"], "b": ["・10 回以上の失敗で利用を止める。"]})


@pytest.mark.parametrize(("one", "other"), [
    ("・サーバーへの接続は、記録して点検する。", "1 サーバへの接続は記録して 点検する。"),
    ("3 回以上の失敗で利用を止めている。", "10 回以上の失敗で利用を止めている。"),
    ("(2)記録は七年残し、抜き取りで読む。", "2.記録は七年残し抜き取りで読む。"), ("5 年間は控えを棚に保管している。", "7 年間は控えを棚に保管している。")])
def test_marks_and_shares_compare_sentences_alike(one: str, other: str) -> None:
    assert bool(prose.shared_sentences({"a": [one], "b": [other]})) == (clean_sentences(one) == clean_sentences(other))


def test_a_part_of_an_unknown_municipality_has_a_dash_for_its_name() -> None:
    words, part = Words("en", {}), {"municipality": None, "part_no": 2, "part_count": 2, "file_names": "税ファイル", "affair": "resident_tax"}
    assert common.part_name(part, words) == f"{words('none')} 2 税ファイル" and "None" not in common.part_name(part | {"part_no": 0}, words)


def test_municipalities_without_a_dated_entry_are_named_once_and_unknown_ones_with_a_dash() -> None:
    words = Words("en", {})
    assert cloud.named(pd.DataFrame({"municipality": ["湖市", None]}), words) == f"湖市, {words('none')}"
    assert cloud.named(pd.DataFrame({"municipality": [f"{n}市" for n in range(cloud.NAMED + 1)]}), words).endswith("39市, …")


def test_a_table_of_one_report_keeps_its_own_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    words, (key, *_) = Words("en", store.codes()), asked(SHIPPED, "SELECT assessment_id FROM outsourcing WHERE title IS NOT NULL")[0]
    report = store.rows("FROM report_facts WHERE assessment_id = $key", key=key).iloc[0]
    tasks = store.report_tables(str(key))["outsourcing"].drop(columns="assessment_id")
    kept = reading.of_report(tasks, report)
    assert list(kept["title"]) == list(tasks["title"]) and set(kept["assessment_id"]) == {key}
    assert reading.shown(kept, words).shape[1] == common.shown(tasks, words).shape[1]


def test_an_undecided_contractor_is_none_that_is_named() -> None:
    words = Words("en", {})
    said = vendors.named_note({"stated": 3, "blank": 1, "unreadable": 0, "not_in_source": 0}, 2, words)
    assert said == "2 of 4 tasks name a contractor (Undecided or not published 1, blank 1)."


def test_a_task_is_not_called_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    ((key,), *_) = asked(SHIPPED, "SELECT assessment_id FROM outsourcing WHERE title IS NOT NULL")
    shown = opened("report", report=str(key), table="outsourcing").dataframe[-1].value
    assert "Task" in shown and "Title" not in shown


def test_the_sentence_says_how_many_entries_have_no_date_and_no_timing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    ((n, undated, untimed),) = asked(SHIPPED, "SELECT count(*), count(*) FILTER (changed_on IS NULL), count(*) FILTER (timing IS NULL) FROM changes")
    assert opened("history").text[0].value == f"All {n} entries; no date readable {undated}; no timing readable {untimed}."


def test_files_without_a_period_stand_beside_the_longest_retention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    rows = opened("overview").dataframe[0].value.set_index("Municipality")["Longest retention"]
    missing = asked(SHIPPED, "SELECT municipality, count(*) FILTER (status <> 'stated') FROM retention JOIN assessments USING (assessment_id) GROUP BY ALL")
    assert missing and all(str(rows[city]).endswith(f"({n} not stated)") for city, n in missing if n)
    assert not [text for text in rows if isinstance(text, str) and "nan" in text]


def test_a_part_that_a_filter_leaves_alone_is_still_called_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    ((name, city), *_) = asked(SHIPPED, """SELECT f.name, municipality
                                           FROM files AS f JOIN parts USING (assessment_id, file_no) JOIN assessments USING (assessment_id)
                                           WHERE parts.part_no = 1 AND (SELECT max(part_no) FROM parts AS o WHERE o.assessment_id = f.assessment_id) > 1
                                           AND (SELECT count(*) FROM files AS o WHERE o.name = f.name) = 1 ORDER BY ALL""")
    drawn_rows = json.loads(opened("sufficiency", file=[str(name)]).get("plotly_chart")[0].proto.spec)
    assert re.search(rf"{city} \d {name}", json.dumps(drawn_rows, ensure_ascii=False).replace("<br>", " "))


def test_reports_that_would_be_called_the_same_are_told_apart() -> None:
    row = {"assessment_id": "a", "part_no": 1, "part_count": 1, "municipality": "湖市", "affair": "other", "file_names": "税", "title": "湖の事務",
           "source_name": "a.txt"}
    same = {"a": row, "b": row | {"assessment_id": "b", "title": "棚の事務"}, "c": row | {"assessment_id": "c", "source_name": "c.txt"}}
    names = common.part_names(same, Words("en", {}))
    assert len(set(names.values())) == 3 and names["b"].endswith("· 棚の事務") and names["c"].endswith("· 湖の事務 · c.txt")


def test_the_three_contractors_with_most_tasks_are_named_with_what_is_counted() -> None:
    reach = pd.DataFrame([("甲", 4), ("乙", 3), ("丙", 2), ("丁", 1)], columns=["vendor", "tasks"])
    assert vendors.concentration(reach, 7, Words("en", {})).startswith("The three contractors with most tasks (甲, 乙, 丙) have 9 of 10 tasks")
    assert "as many as" not in vendors.concentration(reach, 7, Words("en", {}))
    tied = pd.DataFrame([("A", 4), ("B", 3), ("C", 1), ("D", 1), ("E", 1)], columns=["vendor", "tasks"])
    assert vendors.concentration(tied, 7, Words("en", {})).endswith(" 2 more have as many as C.")
    assert "there are 7 different ones" in vendors.concentration(reach, 7, Words("en", {})) and not vendors.concentration(reach.head(3), 7, Words("en", {}))


def test_a_task_of_two_contractors_is_one_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    ((n,),) = asked(SHIPPED, "SELECT count(DISTINCT (assessment_id, title, vendor_stated)) FROM outsourcing WHERE vendor IS NOT NULL")
    assert [text.value for text in opened("vendors").text if f"there are {n} different ones" in text.value]


def test_a_bar_of_pieces_says_what_they_are_together() -> None:
    counts = pd.DataFrame([("2020", "before", 1), ("2020", "after", 40), ("2021", "after", 2)], columns=["row", "mark", "n"])
    figure = charts.stacked(counts, [("2020", "2020"), ("2021", "2021")], [("before", "before"), ("after", "after")])
    assert [text.strip() for text in figure.data[-1].text] == ["41", "2"] and list(figure.data[-1].x) == [41, 2]


def test_cloud_says_how_many_fields_may_hold_further_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(SHIPPED))
    n = asked(SHIPPED, "SELECT count(*) FROM coverage WHERE status IN ('unreadable', 'not_in_source') "
                       "AND (section, field) IN (SELECT (section, field) FROM cloud_statements)")[0][0]
    assert n and f"There may be more: {n} other fields of these kinds are unreadable or not in the source." in captions(opened("cloud"))


def captions(at: AppTest) -> str:
    return " ".join(text.value for text in [*at.caption, *at.text, *at.markdown])


def test_a_picture_of_the_first_of_many_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many: list[tuple[str | None, str, str]] = [(f"2798{number:02d}", f"第{number:02d}島市", "大阪府") for number in range(30)]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(invented_tables.write(tmp_path / "many", reports=90, cities=many)))
    for name in ("vendors", "safeguards"):
        assert "Shown: the 25 of 30 municipalities with the highest numbers." in captions(opened(name)), name
    monkeypatch.delenv("PIA_ATLAS_TABLES")
    for name in ("vendors", "safeguards"):
        assert "Shown: the" not in captions(opened(name)), name


def test_one_municipality_alone_shares_its_wording_with_nobody_that_could_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone: list[tuple[str | None, str, str]] = [("149801", "みなと川市", "神奈川県")]
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(invented_tables.write(tmp_path / "alone", cities=alone)))
    said = captions(opened("safeguards"))
    assert "whether others use its wording cannot be told" in said and "whose sharing could be measured" not in said


def test_a_list_that_is_cut_says_how_many_follow() -> None:
    words = Words("en", {})
    assert quality.first_lines(["a", "b", "c", "d"], words, top=2) == ["a", "b", "… and 2 more"] and quality.first_lines(["a", "b"], words, top=2) == ["a", "b"]


def test_numbers_of_a_country_are_written_as_people_write_them() -> None:
    counts = pd.DataFrame([("2020", "before", 1234567), ("2021", "before", 44000)], columns=["row", "mark", "n"])
    figure = charts.stacked(counts, [("2020", "2020"), ("2021", "2021")], [("before", "before")])
    assert [text.strip() for text in figure.data[-1].text] == ["1,234,567", "44,000"]
    assert list(charts.bars([("甲", 1234567, "")]).data[0].text) == ["1,234,567"]
    assert charts.columns(counts, [("before", "before")], []).data[0].text[0] == "1,278,567"


@pytest.mark.parametrize("layer", ["own", "platforms"])
def test_who_names_a_safeguard_is_told_of_all_layers_whichever_is_looked_at(layer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    at = opened("safeguards", layer=layer)
    kept = {"own": "own", "platforms": "NOT own"}[layer]
    found = store.rows(f"SELECT control, assessment_id, bool_and(own) AS alone, bool_or(own) AS own FROM control_facts WHERE is_current "
                       f"GROUP BY ALL HAVING bool_or({kept})")
    often = found.groupby("control").size()
    first = found[found["control"].isin(sorted(often.index, key=lambda control: (-often[control], control))[:20])]
    counts = {"Both": (first["own"] & ~first["alone"]).sum(), "Own wording only": first["alone"].sum(), "National platforms only": (~first["own"]).sum()}
    assert counts["Both"] and drawn(at) == {name: n for name, n in counts.items() if n}


def test_a_report_whose_storage_pages_are_lost_is_no_silent_one_on_the_map() -> None:
    places, words = japan.prefectures(), Words("en", {})
    summed = pd.DataFrame([("鹿児島県", 1, 0, 0), ("高知県", 2, 1, 1), ("群馬県", 2, 0, 2)], columns=["prefecture", "n", "cloud", "told"])
    tiles = reports.by_prefecture(summed, "cloud", places, words).set_index(places["prefecture"])
    assert list(tiles.loc[["鹿児島県", "高知県", "群馬県"], "value"].astype(object).where(lambda value: value.notna(), None)) == [None, 1, 0]
    assert [tiles.loc[name, "text"].split("<br>")[1] for name in ("鹿児島県", "高知県", "群馬県")] == ["–", "1/1", "0/2"]


def test_a_box_of_the_form_is_said_to_be_marked_or_not() -> None:
    seen = common.shown(pd.DataFrame({"choice": ["yes", "no", "定めている", None]}), Words("en", {}))
    assert seen.iloc[:3, 0].tolist() == ["○ (marked)", "No ○", "定めている"] and pd.isna(seen.iloc[3, 0])


@pytest.mark.parametrize("name", ["cloud", "vendors"])
def test_what_a_page_counts_with_a_contractor_is_of_what_its_sentence_names(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    at = opened(name, vendor="AGS")
    if name == "cloud":  # all of the reports that name it
        naming = "SELECT assessment_id FROM outsourcing WHERE vendor LIKE '%AGS%'"
        ((n,),) = asked(SHIPPED, f"SELECT count(*) FROM cloud_statements WHERE assessment_id IN ({naming})")
        assert [text.value for text in [*at.caption, *at.text] if f"({n} " in text.value]
    else:  # the files for which it works
        ((n,),) = asked(SHIPPED, "SELECT count(DISTINCT (assessment_id, file_no)) FROM outsourcing WHERE vendor LIKE '%AGS%'")
        assert [text.value for text in at.text if f"of {n} file" in text.value]
