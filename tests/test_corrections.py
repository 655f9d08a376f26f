"""A correction holds only as long as the source says what it expects."""
from __future__ import annotations

from pathlib import Path

import pytest

from etl.corrections import Correction, StaleCorrection, correct, read_corrections

RIGHT = Correction("abc", "retention", (("file_no", "1"),), "period", "", "5y", "the scan shows the choice, the text lost it", "stated")


def rows() -> dict:
    return {"retention": [{"assessment_id": "abc", "file_no": 1, "period": None, "status": "unreadable"}]}


def test_a_correction_sets_the_value_and_the_status_of_its_report_only() -> None:
    tables = rows()
    assert correct("another report", tables, [RIGHT]) == 0 and tables == rows()
    assert correct("abc", tables, [RIGHT]) == 1
    assert tables["retention"][0]["period"] == "5y" and tables["retention"][0]["status"] == "stated"


def test_a_correction_whose_source_now_says_otherwise_stops_the_build() -> None:
    tables = rows()
    tables["retention"][0]["period"] = "3y"
    with pytest.raises(StaleCorrection, match="expected nothing, the source says 3y"):
        correct("abc", tables, [RIGHT])


def test_a_correction_of_a_row_that_is_not_there_stops_the_build() -> None:
    with pytest.raises(StaleCorrection, match="0 rows have the key"):
        correct("abc", {"retention": []}, [RIGHT])


def test_a_correction_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("source_sha256,table,key,column,expect,value,reason,status\nabc,retention,file_no=1,period,,5y,,stated\n", encoding="utf-8")
    with pytest.raises(StaleCorrection, match="gives no reason"):
        read_corrections(path)


def test_the_project_needs_no_corrections_today() -> None:
    assert read_corrections() == ()
