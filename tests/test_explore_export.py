"""Downloads, byte for byte: what a spreadsheet opens, and a zip that explains itself."""
import datetime as dt
import io
import json
import zipfile

import pandas as pd
import pytest

from explore import export
from explore.dictionary import columns, tables
from explore.words import Words

LABELS = {"kind": {"full": {"en": "Full assessment", "ja": "全項目評価書"}}, "level": {"3": {"en": "Particular effort", "ja": "特に力を入れている"}},
          "status": {"stated": {"en": "Stated", "ja": "記載あり"}, "blank": {"en": "Left blank", "ja": "空欄"}},
          "risk_full": {"use_1": {"en": "Linked, beyond need", "ja": "紐付け"}}}
ROWS = pd.DataFrame({
    "municipality": ["架空市", "=1+1市"], "kind": ["full", "full"], "level": pd.array([3, None], dtype="Int32"), "status": ["stated", "blank"],
    "assessed_on": [dt.date(2025, 1, 16), None], "is_current": pd.array([True, None], dtype="boolean"), "line": pd.array([12, 7], dtype="Int32"),
    "shared_share": [0.25, None]})
CSV_EN = ("\ufeff\"municipality\",\"kind\",\"kind_label\",\"level\",\"level_label\",\"status\",\"status_label\",\"assessed_on\",\"is_current\",\"line\","
          "\"shared_share\"\r\n"
          "\"架空市\",\"full\",\"Full assessment\",3,\"Particular effort\",\"stated\",\"Stated\",2025-01-16,true,12,0.25\r\n"
          "\"'=1+1市\",\"full\",\"Full assessment\",,,\"blank\",\"Left blank\",,,7,\r\n")
EN, JA = Words("en", LABELS), Words("ja", LABELS)


def test_csv_is_utf8_with_bom_and_has_codes_and_labels_in_columns_of_their_own() -> None:
    assert export.csv(ROWS, EN).decode("utf-8") == CSV_EN


def test_csv_in_japanese_differs_in_labels_only() -> None:
    expected = CSV_EN.replace("Full assessment", "全項目評価書").replace("Particular effort", "特に力を入れている").replace("Left blank", "空欄")
    assert export.csv(ROWS, JA).decode("utf-8") == expected.replace("\"Stated\"", "\"記載あり\"")


def test_a_risk_is_labelled_by_its_own_kind_of_form() -> None:
    rows = pd.DataFrame({"risk": ["use_1", "use_1"], "risk_domain": ["risk_full", "risk_basic"]})
    assert export.csv(rows, EN).decode("utf-8-sig") == ('"risk","risk_label","risk_domain"\r\n"use_1","Linked, beyond need","risk_full"\r\n'
                                                        '"use_1","use_1","risk_basic"\r\n')


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "＋1", "－1", "＠x", "\r1"])
def test_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert export.harmless(text) == "'" + text


@pytest.mark.parametrize("value", ["架空市", "a=b", "1-2", "", None, -5, 0.5])
def test_other_values_leave_as_they_are(value: object) -> None:
    assert export.harmless(value) == value


def test_the_zip_holds_the_csv_its_description_and_a_note() -> None:
    part = export.Slice("slice", ROWS, "2 of 9 rows: Kind full.", {"version": "1.2", "sources": [{"name": "a.txt", "sha256": "ab"}]})
    with zipfile.ZipFile(io.BytesIO(export.bundle(part, EN))) as zipped:
        assert zipped.namelist() == ["slice.csv", "slice.csv-metadata.json", "README.txt"]
        assert zipped.read("slice.csv").decode("utf-8") == CSV_EN
        described = json.loads(zipped.read("slice.csv-metadata.json"))
        note = zipped.read("README.txt").decode("utf-8")
    assert [column["name"] for column in described["tableSchema"]["columns"]] == CSV_EN.splitlines()[0].replace("\ufeff", "").replace('"', "").split(",")
    by_name = {column["name"]: column for column in described["tableSchema"]["columns"]}
    assert by_name["level"]["datatype"] == "integer" and by_name["assessed_on"]["datatype"] == "date" and by_name["shared_share"]["datatype"] == "double"
    assert by_name["kind"]["pia:codes"] == {"full": "Full assessment"}
    for fact in ("2 of 9 rows: Kind full.", '"version": "1.2"', '"sha256": "ab"', "2 rows in the CSV"):
        assert fact in note


def test_the_same_slice_gives_the_same_bytes() -> None:
    part = export.Slice("slice", ROWS, "All.", {})
    assert export.bundle(part, JA) == export.bundle(part, JA)


def test_no_two_columns_go_by_the_same_name() -> None:
    for lang in ("en", "ja"):
        labels = [column.label[lang] for column in columns().values()]
        assert len(labels) == len(set(labels))


def test_every_table_of_the_dictionary_has_a_key_among_columns_that_are_described() -> None:
    for table in tables().values():
        assert set(table.key) <= set(table.columns) <= set(columns())


def test_a_report_leaves_as_json_with_its_rows_as_published() -> None:
    document = json.loads(export.document({"ratings": ROWS}, {"version": "1.2", "sources": [1]}))
    assert document["build"] == {"version": "1.2"}
    assert document["ratings"][1] == {"municipality": "=1+1市", "kind": "full", "level": None, "status": "blank", "assessed_on": None, "is_current": None,
                                      "line": 7, "shared_share": None}


def test_marks_and_places_of_contradictions_leave_with_their_words() -> None:
    rows = pd.DataFrame({"cloud_mark": ["silent"], "place_1": ["use/level:7"]})
    assert export.csv(rows, EN).decode("utf-8-sig").splitlines()[1] == '"silent","Does not say so","use/level:7","use: Level, line 7"'


def test_the_note_speaks_of_the_status_only_where_there_is_one() -> None:
    notes = [export.note(export.Slice("slice", rows, "All.", {}), EN) for rows in (ROWS, ROWS.drop(columns="status"))]
    assert ["The column status says why" in note for note in notes] == [True, False]


def test_all_tables_in_one_zip_explain_themselves() -> None:
    files = export.guide({"ratings": 1200, "wording": None}, "PIA Atlas 0.1.0, built on 2026-01-02.", EN)
    columns = files["columns.csv"].decode("utf-8-sig").splitlines()
    assert columns[0].startswith('"Table"') and any(line.startswith('"ratings","level"') for line in columns)
    assert not any(line.startswith('"wording"') for line in columns)
    note = files["README.txt"].decode()
    assert "ratings: 1,200" in note and "wording: –" in note and "built on 2026-01-02." in note
