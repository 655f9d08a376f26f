"""A change history whose cells survived, one or the other of them empty. The rows are invented."""
from __future__ import annotations

from etl.history import Change, read_changes
from etl.lines import read_cells

HEADER = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明"


def rows_of(*rows: str) -> list[Change]:
    source = "\n".join([HEADER, *rows])
    return read_changes(read_cells(source), source)


FIRST = "令和5年4月1日\tⅠ 基本情報 ７．評価実施機関における担当部署\tみずうみ課\tさざなみ課\t事後\t課の名が変わったため"
CUT = "\t\t旧い手順の続き\t新しい手順の続き\t\t"
NAMELESS = "令和6年5月7日\t\t鍵のある棚\t鍵のある部屋\t事前\t移転のため"
SHIFTED = "Ⅱ 別添２ 記録項目\t帳票の記載なし\t帳票の記載なし\t帳票の一覧\t事前\t"


def test_a_row_with_a_day_and_a_timing_counts_though_its_item_is_empty() -> None:
    first, nameless = rows_of(FIRST, NAMELESS)
    assert (str(nameless.changed_on), nameless.item, nameless.timing, nameless.line) == ("2024-05-07", "", "事前", 3)
    assert first.after == "さざなみ課"


def test_a_row_cut_by_a_page_end_is_one_row() -> None:
    (row,) = rows_of(FIRST, HEADER, CUT)
    assert (row.before, row.after) == ("みずうみ課 旧い手順の続き", "さざなみ課 新しい手順の続き")


def test_a_row_whose_empty_day_was_dropped_keeps_its_item() -> None:
    _, shifted = rows_of(FIRST, SHIFTED)
    assert (shifted.changed_on, shifted.item, shifted.timing) == (None, "II 別添2 記録項目", "事前")
