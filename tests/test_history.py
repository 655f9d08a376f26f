"""A change history whose cells survived, one or the other of them empty. The rows are invented."""
from __future__ import annotations

import pytest

from etl.change import Change, is_place
from etl.history import read_changes
from etl.history_lines import read_scattered
from etl.lines import read_cells
from etl.normalise import folded, plain, published
from etl.report import read_report
from etl.sources import Source

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


ONE_A_LINE = """（別添３）　変更箇所
変更日
項目
変更前の記載
変更後の記載
提出時期
提出時期に係る説明
令和2年4月1日
Ⅵ　１．①実施日
平成26年10月2日
平成28年1月20日
事後 時点の修正
令和2年4月1日
Ⅱ　５．提供先１
県知事
別紙１に掲げる者
事前"""


def test_cells_below_each_other_are_rows_and_dates_within_them_are_what_was_changed() -> None:
    first, second = read_scattered(read_cells(ONE_A_LINE), ONE_A_LINE)
    assert (str(first.changed_on), first.item, first.before, first.timing) == ("2020-04-01", "VI 1.\ue001実施日", "平成26年10月2日", "事後")
    assert (str(second.changed_on), second.item, second.after, second.timing) == ("2020-04-01", "II 5.提供先1", "別紙1に掲げる者", "事前")


def test_dates_printed_below_the_rows_of_their_page_are_not_the_next_pages() -> None:
    pages = [f"Ⅰ {n}. 担当部署\n\n旧い課\n\n新しい課\n\n事後\n\nⅠ {n}. 連絡先\n\n旧い番号\n\n新しい番号\n\n事前\n\n{day}\n\n{day}"
             for n, day in ((2, "令和3年4月1日"), (3, "令和4年4月1日"))]
    source = "\n\n\n\n".join(pages)
    assert [str(row.changed_on) for row in read_scattered(read_cells(source), source)] == ["2021-04-01"] * 2 + ["2022-04-01"] * 2


COLUMNS = """ 変更日          項目                    変更前の記載        変更後の記載        提出時期  提出時期に係る説明

                 Ⅲ リスク対策 3. 使用
 令和3年9月1日   のリスク2 対策は十分か  課題が残されている  十分である          事後      更新による
                 （その他）

 令和4年10月17日 Ⅰ 4. ②法令上の根拠    別表第二            別表                事前"""


def test_a_row_whose_columns_are_centred_begins_after_the_blank_line_above_it() -> None:
    first, second = read_changes(read_cells(COLUMNS), COLUMNS)
    assert (first.item, str(first.changed_on)) == ("III リスク対策 3. 使用のリスク2 対策は十分か(その他)", "2021-09-01")
    assert (second.item, second.timing, str(second.changed_on)) == ("I 4. \ue002法令上の根拠", "事前", "2022-10-17")


def test_rows_of_a_table_printed_on_one_line_are_rows() -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("\t")) + "</tr>" for row in (HEADER, FIRST, SHIFTED))
    source = f"<table>{cells}</table>"
    first, second = read_changes(read_cells(source), source)
    assert (first.after, second.item) == ("さざなみ課", "II 別添2 記録項目")


def test_a_day_whose_cell_spans_rows_is_each_rows() -> None:
    first = f'<tr><td rowspan="2">令和5年4月1日</td>{"".join(f"<td>{cell}</td>" for cell in FIRST.split(chr(9))[1:])}</tr>'
    second = "<tr>" + "".join(f"<td>{cell}</td>" for cell in ("Ⅱ 別添２ 記録項目", "なし", "あり", "事前", "")) + "</tr>"
    last = "<tr><td></td>" + "".join(f"<td>{cell}</td>" for cell in ("Ⅰ 基本情報 １．事務", "旧", "新", "事後", "")) + "</tr>"
    source = "<table>\n<tr>" + "".join(f"<th>{cell}</th>" for cell in HEADER.split("\t")) + f"</tr>\n{first}\n{second}\n{last}\n</table>"
    assert [str(row.changed_on) for row in read_changes(read_cells(source), source)] == ["2023-04-01", "2023-04-01", "None"]


STACKED = """変更日
令和3年4月1日
令和4年4月1日
項目
Ⅰ　６．評価実施機
関の部署
Ⅱ　３．入手方法
変更前の記載
旧い窓口
紙
変更後の記載
新しい窓口
紙、専用線
提出時期
事後
事前
提出時期に係る説明
重要な変更に
当たらない。
"""


def test_a_history_printed_column_after_column_has_its_rows() -> None:
    assert [(str(row.changed_on), row.item, row.timing, row.after) for row in read_scattered(read_cells(STACKED), STACKED)] == [
        ("2021-04-01", "I 6.評価実施機関の部署", "事後", "新しい窓口"), ("2022-04-01", "II 3.入手方法", "事前", "紙、専用線")]


def test_columns_of_unequal_length_say_nothing_of_days() -> None:
    found = read_scattered(read_cells(source := STACKED.replace("令和4年4月1日\n", "")), source)
    assert [(row.item, row.changed_on, row.timing) for row in found] == [("I 6.評価実施機関の部署", None, "事後"), ("II 3.入手方法", None, "事前")]


HEADED = "変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n提出時期に係る説明\n"
FIRST_COLUMNS = "令和3年4月1日\n令和4年4月1日\nⅠ ６．部署\nⅡ ３．入手方法\n"
LAST_COLUMNS = "事後\n事前\n改組\n移転\n"


def test_columns_printed_one_after_the_other_below_all_headings_are_rows() -> None:
    pages = f"{HEADED}{FIRST_COLUMNS}旧い課\n紙\n新しい課\n専用線\n{LAST_COLUMNS}\n\n\n{HEADED}令和5年4月1日\nⅢ ７．点検\n年一度\n年二度\n事前\n見直し\n"
    assert [(str(row.changed_on), row.item, row.before, row.after, row.timing) for row in read_scattered(read_cells(pages), pages)] == [
        ("2021-04-01", "I 6.部署", "", "", "事後"), ("2022-04-01", "II 3.入手方法", "", "", "事前"), ("2023-04-01", "III 7.点検", "", "", "事前")]


def test_an_item_that_goes_on_in_a_line_like_another_item_is_none_of_the_columns() -> None:
    page = f"{HEADED}{FIRST_COLUMNS}1 所属\n旧い課\n紙\n新しい課\n専用線\n{LAST_COLUMNS}"
    assert all(row.timing == "" or row.item != "II 3.入手方法" for row in read_scattered(read_cells(page), page))


def test_cells_of_several_lines_in_a_column_are_told_by_the_blanks_between_them() -> None:
    page = STACKED.replace("\n", "\n\n").replace("新しい窓口", "新しい\n窓口")
    assert [row.after for row in read_scattered(read_cells(page), page)] == ["新しい窓口", "紙、専用線"]


JOINED = """変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明
R3.4.1 Ⅰ-1-②事務の概要 旧い手順 新しい手順 事後 重要な変更に
当たらない。
R4.4.1 Ⅱ 特定個人情報ファイルの概要 ２．基本情報 ⑥事務担当部署 旧い課 新しい課 事前 改組
Ⅳ-4 [○]委託しない [ ]委託しない 事前 追加"""


def test_rows_whose_columns_are_joined_by_single_spaces_have_their_items() -> None:
    assert [(str(row.changed_on), row.item, row.timing, row.line) for row in read_changes(read_cells(JOINED), JOINED)] == [
        ("2021-04-01", "I-1-\ue002事務の概要", "事後", 2), ("2022-04-01", "II 特定個人情報ファイルの概要 2.基本情報 \ue006事務担当部署", "事前", 4),
        ("None", "IV-4", "事前", 5)]


BELOW = "\tの担当部署\t\tの窓口\t\tである。"


def test_a_row_over_several_lines_of_a_table_is_one_where_blank_lines_part_the_rows() -> None:
    first, second = rows_of("", FIRST.replace("における担当部署", "における"), BELOW, "", NAMELESS)
    assert (first.item, first.after, second.line) == ("I 基本情報 7.評価実施機関におけるの担当部署", "さざなみ課 の窓口", 6)


def test_rows_without_a_day_and_a_timing_are_rows_of_their_own_where_nothing_parts_them() -> None:
    assert [row.item for row in rows_of(FIRST, "\t評価書名\t旧名\t新名\t\t", "\t-\t\t\t\t")] == ["I 基本情報 7.評価実施機関における担当部署", "評価書名"]


def test_days_and_timings_in_columns_are_never_put_together() -> None:
    page = STACKED.replace("\n", "\n\n").replace("令和4年4月1日\n\n", "令和4年4月1日\n令和5年4月1日\n\n")
    assert [row.changed_on for row in read_scattered(read_cells(page), page)] == [None, None]


def test_a_wrapped_line_with_a_number_and_a_timing_is_no_row_of_its_own() -> None:
    source = JOINED.replace("当たらない。", "1 届出の受理は 事前 に行う")
    assert [row.line for row in read_changes(read_cells(source), source)] == [2, 4, 5]


def test_of_several_timings_on_a_line_none_is_the_rows() -> None:
    source = JOINED.replace("旧い手順 新しい手順", "届出は 事前 に受ける")
    assert [row.timing for row in read_changes(read_cells(source), source)] == ["", "事前", "事前"]


def test_a_ditto_mark_says_what_the_row_above_says() -> None:
    _, second = rows_of(FIRST, "〃\tⅡ ３．入手方法\t紙\t専用線\t事前\t")
    assert (str(second.changed_on), second.item, second.timing) == ("2023-04-01", "II 3.入手方法", "事前")


GROUPED = """◆ 変更日 令和3年4月1日
　項目：Ⅰ ６．部署
　　変更前の記載：旧い課
　　変更後の記載：新しい課
　　提出時期：事後　　提出時期に係る説明：改組
　項目：Ⅱ ３．入手方法
　　変更前の記載：紙
　　変更後の記載：専用線
　　提出時期：事前　　提出時期に係る説明：移転
◆ 変更日 令和4年4月1日
　項目：Ⅳ １．監査"""


def test_several_items_may_follow_one_day_and_several_labels_stand_on_one_line() -> None:
    assert [(str(row.changed_on), row.item, row.timing, row.explanation) for row in read_changes(read_cells(GROUPED), GROUPED)] == [
        ("2021-04-01", "I 6.部署", "事後", "改組"), ("2021-04-01", "II 3.入手方法", "事前", "移転"), ("2022-04-01", "IV 1.監査", "", "")]


def test_a_timing_may_stand_behind_what_was_changed_and_the_explanation_below_it() -> None:
    page = "Ⅱ　３．使用者数\n\n[10人未満] [10人以上50人未満] 事後\n見直し\n\nⅠ　７．部署\n\n旧い課 新しい課 事前\n改組\n\n令和3年4月1日\n\n令和3年4月1日\n"
    found = read_scattered(read_cells(page), page)
    assert [(str(row.changed_on), row.timing) for row in found] == [("2021-04-01", "事後"), ("2021-04-01", "事前")]


def test_rows_of_a_history_may_be_numbered_and_cut_short() -> None:
    for heading in ("No.", ""):
        numbered = "\n".join([f"{heading}\t{HEADER}", "1\t" + FIRST, "2"])
        (row,) = read_changes(read_cells(numbered), numbered)
        assert (str(row.changed_on), row.item, row.timing) == ("2023-04-01", "I 基本情報 7.評価実施機関における担当部署", "事後")


WRAPPED = """変更日　項目　変更前の記載　変更後の記載　提出時期　提出時期に係る説明
令和3年4月1日　　Ⅰ ７．②所属長の役　職名　　課長　湖野　　課長　　
事後　　改組による。
令和4年5月2日　　Ⅲ ３．リスク2　リスクへの対策は十分か　　課題が残され
ている　　十分である　　事前　　見直し"""


def test_rows_that_run_on_over_lines_of_one_width_are_put_together() -> None:
    first, second = read_changes(read_cells(WRAPPED), WRAPPED)
    assert (first.item, first.after, first.timing, first.explanation) == ("I 7.\ue002所属長の役 職名", "課長", "事後", "改組による。")
    assert (str(second.changed_on), second.before, second.timing, second.line) == ("2022-05-02", "課題が残されている", "事前", 4)


def test_rows_without_timings_are_not_put_together_by_their_days() -> None:
    source = WRAPPED.replace("事後", "令和2年").replace("事前", "令和5年")
    assert all(row.item != "I 7.\ue002所属長の役 職名" for row in read_changes(read_cells(source), source))


def test_an_explanation_may_stand_right_below_its_timing() -> None:
    page = "令和3年4月1日\n\nⅡ　３．使用者\n数\n\n10人未満\n\n50人未満\n\n事後\n見直し\n\n令和4年4月1日\n\nⅠ　７．部署\n\n旧い課\n\n新しい課\n\n事前\n改組\n"
    found = read_scattered(read_cells(page), page)
    assert [(str(row.changed_on), row.item, row.timing) for row in found] == [("2021-04-01", "II 3.使用者数", "事後"), ("2022-04-01", "I 7.部署", "事前")]


def test_a_header_of_two_lines_is_no_part_of_the_row_above_it() -> None:
    pages = COLUMNS + "\n\n 変更日          項目                    変更前の記載        変更後の記載        提出      提出時期に係る説明\n" + " " * 81 + "時期"
    assert [row.timing for row in read_changes(read_cells(pages), pages)] == ["事後", "事前"]


def test_a_wrapped_row_of_which_the_old_or_the_new_wording_is_empty_says_neither() -> None:
    source = WRAPPED.replace("課題が残され\nている　　十分である", "削る文　　")
    _, second = read_changes(read_cells(source), source)
    assert (second.before, second.after, second.timing) == ("", "", "事前")


def test_rows_without_a_day_are_rows_of_their_own_among_those_that_run_on() -> None:
    days = ("令和3年4月1日", "令和3年4月1日", "－")
    source = HEADER.replace("\t", "　　") + "".join(f"\n{day}　　Ⅳ {n}．監査　　旧　　新　　事後　　軽微" for n, day in enumerate(days, 1))
    assert [row.item for row in read_changes(read_cells(source), source)] == ["IV 1.監査", "IV 2.監査", "IV 3.監査"]


def test_a_row_that_line_breaks_in_its_cells_tore_is_one() -> None:
    torn = FIRST.replace("担当部署", "担当\n部署").replace("さざなみ課", "さざなみ\n課")
    first, second = rows_of(torn, NAMELESS)
    assert (first.item, first.after, first.timing, second.line) == ("I 基本情報 7.評価実施機関における担当部署", "さざなみ課", "事後", 5)


def test_an_item_wrapped_in_its_column_is_whole_if_both_wordings_still_follow() -> None:
    rows = "".join(f"令和{year}年4月1日\nⅡ 特定個人情報ファイルの概\n要 ６．保管場所\n旧い棚\n新しい棚\n事後\n" for year in (3, 4))
    short = "令和5年4月1日\nⅡ 特定個人情報ファイルの名\n旧い名\n新しい名\n事前\n"
    found = read_scattered(read_cells(rows + short), rows + short)
    assert [(row.item, row.before, row.after) for row in found] == [("II 特定個人情報ファイルの概要 6.保管場所", "旧い棚", "新しい棚")] * 2 + [
        ("II 特定個人情報ファイルの名", "旧い名", "新しい名")]


def test_how_far_an_item_goes_on_is_told_by_the_width_that_it_was_printed_in() -> None:
    rows = "".join(f"令和{year}年4月1日\nⅡ　特定個人情報ファイルの概要　６．②保管期\n間\n5年\n20年以上\n事後\n" for year in (3, 4))
    boxed = "令和5年4月1日\nⅢ　特定個人情報ファイルの取扱い　７．②対象人数\n[ 1万人未満 ]\n人数に改\nめた\n事前\n"
    assert read_scattered(read_cells(rows + boxed), rows + boxed)[2].item == "III 特定個人情報ファイルの取扱い 7.\ue002対象人数"
    long = ("令和5年4月1日\nⅢ　みずうみ市の台帳を湖の町で取り扱う仕事に\nおける対策の章　７．リスク１　⑥技術的な対策\n"
            "棚に鍵をかける。\n番号の鍵をかける。\n事前\n")
    found = read_scattered(read_cells(rows + long), rows + long)
    assert [(row.item, row.before, row.after) for row in found] == [("II 特定個人情報ファイルの概要 6.\ue002保管期間", "5年", "20年以上")] * 2 + [
        ("III みずうみ市の台帳を湖の町で取り扱う仕事における対策の章 7.リスク1 \ue006技術的な対策", "棚に鍵をかける。", "番号の鍵をかける。")]


def test_a_row_begins_right_below_the_header_of_each_page() -> None:
    header, page_end = COLUMNS.split("\n")[0], "\n\n                  7\n"
    first = COLUMNS.replace("期に係る説明\n\n", "期に係る説明\n", 1)
    source = f"{first}{page_end}{header}\n{first.split(chr(10), 1)[1]}\n"
    found = read_changes(read_cells(source), source)
    assert [row.item for row in found] == ["III リスク対策 3. 使用のリスク2 対策は十分か(その他)", "I 4. \ue002法令上の根拠"] * 2


def test_the_end_of_a_wrapped_item_in_a_row_of_its_own_is_the_items() -> None:
    rows = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
    rows += "令和3年4月1日\tⅡ 4. 委託事項2 ③委託\t旧い店\t新しい店\t事後\t更新\n\t先名\t\t\t\t\n"
    assert [row.item for row in read_changes(read_cells(rows), rows)] == ["II 4. 委託事項2 \ue003委託先名"]


def page_of(*days: str) -> str:
    rows = [f"Ⅰ {n}. 担当部署\n\n平成30年{n}月2日\n\n新しい課" for n in (2, 3, 4)]
    return "\n\n".join(["事後", "事後", "事後", *rows, "変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明", *days])


def test_equal_days_in_a_column_as_long_as_the_page_has_rows_are_the_rows() -> None:
    same, other = page_of(*["令和3年4月1日"] * 3), page_of("令和3年4月1日", "令和3年4月1日", "令和4年4月1日")
    assert [str(row.changed_on) for row in read_scattered(read_cells(same), same)] == ["2021-04-01"] * 3
    assert [row.changed_on for row in read_scattered(read_cells(other), other)] == [None] * 3


def test_a_day_before_a_row_of_days_may_be_what_was_changed() -> None:
    page = "令和2年7月19日\n\nⅥ 評価実施手続 ①実施日\n\n平成29年10月18日\n\nⅠ 6. 担当部署\n\n新しい課\n\n事後\n\n事後\n\n令和4年10月31日"
    assert [row.changed_on for row in read_scattered(read_cells(page), page)] == [None, None]
    whole = f"{page}\n\n令和4年10月31日"
    assert [str(row.changed_on) for row in read_scattered(read_cells(whole), whole)] == ["2022-10-31"] * 2


def test_a_row_torn_within_its_new_wording_has_the_timing_behind_it() -> None:
    rows = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n令和2年2月28日\tⅡ 4. 委託事項2\t委託する\t委託しない\n"
    rows += "\t\t\t許諾の方法は削除した。\t事後\t改正\n令和2年2月28日\tⅤ 1. ①実施日\t旧い日\t新しい日\t事前\t\n"
    first, second = read_changes(read_cells(rows), rows)
    assert (first.timing, first.after, first.explanation, second.timing) == ("事後", "委託しない 許諾の方法は削除した。", "改正", "事前")


def test_government_cloud_that_is_not_used_is_not_brought_in() -> None:
    rows = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
    denied, none = "契約先に置く。なお、ガバメントクラウドは利用していない。", "ガバメントクラウドに関する記載なし"
    for day, before, after in (("1", "庁舎に置く。", denied), ("2", none, "ガバメントクラウドに置く。")):
        rows += f"令和4年7月{day}日\tⅡ 6. ①保管場所\t{before}\t{after}\t事後\t更新\n"
    assert [row.brings_cloud for row in read_changes(read_cells(rows), rows)] == [False, True]


def test_a_ditto_mark_stands_for_the_day_above_however_the_rows_are_printed() -> None:
    labels = "変更日：{}\n項目：Ⅰ {}. 担当部署\n変更前の記載：旧い課\n変更後の記載：新しい課\n提出時期：事後\n\n"
    listed = "".join(labels.format(day, n) for n, day in enumerate(("令和3年4月1日", "同上", "令和4年4月1日", "同上"), 1))
    lines = "".join(f"{day}\nⅠ {n}. 担当部署\n旧い課\n新しい課\n事後\n\n" for n, day in enumerate(("令和3年4月1日", "同上", "令和4年4月1日", "〃"), 1))
    for source in (listed, lines):
        assert [row.changed_on.year for row in read_changes(read_cells(source), source) if row.changed_on] == [2021, 2021, 2022, 2022]


def test_a_ditto_mark_is_no_rows_day_if_a_day_stands_below_it() -> None:
    days = {"令和3年4月1日": "規則による緊\n急時の事後評価", "令和4年4月1日": "同上", "令和5年4月1日": "改正"}
    lines = "".join(f"{day}\nⅡ-5 提供先{n} ①法令上の\n根拠\n旧い条\n新しい条\n事後\n{why}\n\n" for n, (day, why) in enumerate(days.items(), 1))
    found = [(row.changed_on.year, published(row.item)) for row in read_changes(read_cells(lines), lines) if row.changed_on]
    assert found == [(year, f"II-5 提供先{n} 1 法令上の根拠") for n, year in enumerate((2021, 2022, 2023), 1)]


def test_a_day_whose_cell_spans_rows_of_a_grid_is_each_rows() -> None:
    rule, inner = "+----------------+----------------+--------+--------+------+------+", "+                +----------------+--------+--------+------+------+"
    header = "| 変更日         | 項目           | 変更前の記載 | 変更後の記載 | 提出時期 | 提出時期に係る説明 |"
    first, second = "| 令和5年12月1日 | Ⅰ 1. 対象人数 | 旧い | 新しい | 事前 | 更新 |", "|                | Ⅰ 5. 担当部署 | 旧い | 新しい | 事後 | 更新 |"
    grid = "\n".join([rule, header, rule, first, inner, second, rule, ""])
    found = [(str(row.changed_on), row.item) for row in read_changes(read_cells(grid), grid)]
    assert found == [("2023-12-01", "I 1. 対象人数"), ("2023-12-01", "I 5. 担当部署")]


def test_an_item_goes_on_with_the_section_of_its_part() -> None:
    item = "Ⅱ 特定個人情報ファイルの概要（台帳ファイル）\n４．特定個人情報ファイルの取扱いの委託 委託事項3"
    rows = "".join(f"令和{year}年4月1日\n{item}\n旧い店\n新しい店\n事後\n" for year in (3, 4))
    assert [(row.item[-8:], row.before, row.after) for row in read_scattered(read_cells(rows), rows)] == [("委託 委託事項3", "旧い店", "新しい店")] * 2


def test_a_row_may_be_lines_with_short_labels_and_bars() -> None:
    rows = "\n".join(f"令和{year}年3月31日　｜　Ⅱ　湖税ファイル　４．委託の有無\n　　変更前｜委託する（2件）\n　　変更後｜委託する（5件）\n"
                     "　　事後　｜　湖の祭り\n" for year in (3, 4))
    source = f"（別添３）変更箇所\n{HEADER.replace(chr(9), '　')}\n\n{rows}\n変更箇所（続き）\n"
    found = [(str(row.changed_on), row.item, row.after, row.timing, row.explanation) for row in read_changes(read_cells(source), source)]
    assert found == [(f"{year}-03-31", "II 湖税ファイル 4.委託の有無", "委託する(5件)", "事後", "湖の祭り") for year in (2021, 2022)]


@pytest.mark.parametrize(("lines", "item"), [
    ("Ⅰ ７\n①部署", "I 7\ue001部署"), ("Ⅰ １．②事務の内\n容", "I 1.\ue002事務の内容"),
    ("Ⅰ １．②事務の内容\n（別添１）事務の内容", "I 1.\ue002事務の内容(別添1)事務の内容"),
    ("Ⅲ ３．特定個人\n情報の使用 リスク2 具体的な\n管理方法", "III 3.特定個人情報の使用 リスク2 具体的な管理方法")])
def test_an_item_goes_on_as_long_as_a_label_of_the_form_does(lines: str, item: str) -> None:
    rows = "".join(f"令和{year}年4月1日\n{lines}\n旧い課\n新しい課\n事後\n" for year in (3, 4))
    assert [(row.item, row.before, row.after) for row in read_scattered(read_cells(rows), rows)] == [(item, "旧い課", "新しい課")] * 2


def test_a_day_may_hold_letters_for_digits() -> None:
    rows = "令和3年1O月l日\nⅠ ７．部署\n旧い課\n新しい課\n事後\n令和4年4月1日\nⅠ ７．部署\n新しい課\nさざなみ課\n事後\n"
    assert [str(row.changed_on) for row in read_scattered(read_cells(rows), rows)] == ["2021-10-01", "2022-04-01"]


@pytest.mark.parametrize("place", ["Ⅱ4③委託先名", "Ⅰ2システム1②システムの機能", "Ⅵ1①実施日", "Ⅱ-2-③", "Ⅲ(1)-6"])
def test_a_place_may_be_written_without_signs_between_its_numbers(place: str) -> None:
    rows = "".join(f"令和{year}年4月1日\n{place}\n旧い課\n新しい課\n事後\n" for year in (3, 4))
    assert [(str(row.changed_on), row.before, row.after) for row in read_scattered(read_cells(rows), rows)] == [
        ("2021-04-01", "旧い課", "新しい課"), ("2022-04-01", "旧い課", "新しい課")]


def test_a_timing_may_stand_on_the_last_line_of_the_new_wording() -> None:
    rows = ("令和3年4月1日 Ⅱ６．保管場所\n棚に置く。\n鍵のある棚に置き、\n札を付ける。 事前 見直し\n"
            "令和4年4月1日 表紙 公表日\n令和3年4月1日\n令和4年4月1日 事後 再実施\n令和5年4月1日 Ⅰ７．部署\n旧い課\n新しい課 事後 改組\n")
    found = [(str(row.changed_on), row.after, row.timing, row.explanation) for row in read_scattered(read_cells(rows), rows)]
    assert found == [("2021-04-01", "鍵のある棚に置き、 札を付ける。", "事前", "見直し"), ("2022-04-01", "令和4年4月1日", "事後", "再実施"),
                     ("2023-04-01", "新しい課", "事後", "改組")]


def test_a_ditto_mark_stands_for_the_timing_above_too() -> None:
    assert [row.timing for row in rows_of(FIRST, "〃\tⅡ ３．入手方法\t紙\t専用線\t〃\t移転")] == ["事後", "事後"]
    lines = "令和3年4月1日\nⅠ ７．部署\n旧い課\n新しい課\n事前\n改組\n〃\nⅡ ３．入手方法\n紙\n専用線\n〃\n移転\n"
    assert [(row.after, row.timing) for row in read_changes(read_cells(lines), lines)] == [("新しい課", "事前"), ("専用線", "事前")]


def test_an_item_goes_on_with_a_numbered_entry_of_its_part() -> None:
    rows = "".join(f"令和{year}年4月1日\nⅡ ファイルの概要\n４．委託事項1 ⑥委託先名\n旧い店\n新しい店\n事後\n" for year in (3, 4))
    assert [(row.item, row.before, row.after) for row in read_scattered(read_cells(rows), rows)] == [
        ("II ファイルの概要4.委託事項1 \ue006委託先名", "旧い店", "新しい店")] * 2


DATED = "令和{}年4月1日\n{}\n旧い課\n{}\n事前\n改組\n"


@pytest.mark.parametrize("wording", ["湖の台帳を 事前 に確認し、課長が決める。", "届出の区分 事前", "区分 事後 任意", "（別紙１）に掲げる者"])
def test_a_timing_or_an_annex_named_within_the_wording_ends_no_row(wording: str) -> None:
    rows = "（別添３）変更箇所\n" + "".join(DATED.format(year, "Ⅰ ７．部署", wording) for year in (3, 4, 5))
    found = [(str(row.changed_on), row.after, row.timing) for row in read_changes(read_cells(rows), rows)]
    assert found == [(f"{year}-04-01", folded(plain(wording)), "事前") for year in (2021, 2022, 2023)]


def test_short_labels_within_rows_make_no_list_of_labelled_lines() -> None:
    remarks = "備考\n変更前：旧い棚\n変更後：新しい棚\n" * 2
    assert len(rows_of(FIRST, FIRST, FIRST, remarks)) >= 3
    assert [row.timing for row in rows_of(FIRST, FIRST, FIRST, remarks)][:3] == ["事後"] * 3
    lines = "".join(f"令和{year}年4月1日\nⅠ ７．部署\n変更前：旧い課\n変更後：新しい課\n事後\n改組\n" for year in (3, 4, 5))
    assert [str(row.changed_on) for row in read_changes(read_cells(lines), lines)] == ["2021-04-01", "2022-04-01", "2023-04-01"]


def test_wording_of_a_labelled_row_that_looks_like_a_day_and_a_place_or_a_timing_stays_wording() -> None:
    source = GROUPED.replace("新しい課\n", "新しい課\n令和2年1月5日 別添2を改める\n事前 届出を要する者\n", 1)
    found = read_changes(read_cells(source), source)
    assert [(str(row.changed_on), row.timing) for row in found] == [("2021-04-01", "事後"), ("2021-04-01", "事前"), ("2022-04-01", "")]
    assert found[0].after == "新しい課 令和2年1月5日 別添2を改める 事前 届出を要する者"


def test_wording_that_begins_with_letters_and_digits_is_no_place() -> None:
    assert [is_place(text) for text in ("V2台帳を使う", "X1端末", "I0人未満", "II4委託の有無", "VI1")] == [False, False, False, True, True]


def test_a_label_that_the_item_has_already_is_followed_by_the_old_wording() -> None:
    rows = "".join(f"令和{year}年4月1日\nⅠ ７．部署\n①部署\n②所属長の役職名\n事後\n" for year in (3, 4))
    assert [(row.item, row.before, row.after) for row in read_scattered(read_cells(rows), rows)] == [("I 7.部署", "\ue001部署", "\ue002所属長の役職名")] * 2


SPACED = "変更日          項目                  変更前の記載          変更後の記載          提出時期  提出時期に係る説明"
FULL = "令和3年4月1日   Ⅱ ６．保管場所        棚に札を付けて置く。。 鍵のある棚に札を置く。 事前      湖の課が見直し"


def test_a_cell_as_wide_as_its_column_ends_where_the_next_one_begins() -> None:
    rows = f"{SPACED}\n令和2年4月1日   Ⅰ ７．部署            旧い課                新しい課              事後      改組\n\n{FULL}\n"
    found = [(row.item, row.before, row.after, row.timing) for row in read_changes(read_cells(rows), rows)]
    assert found == [("I 7.部署", "旧い課", "新しい課", "事後"), ("II 6.保管場所", "棚に札を付けて置く。。", "鍵のある棚に札を置く。", "事前")]


def test_the_end_of_a_row_below_the_header_of_the_next_page_is_the_rows() -> None:
    first = "令和3年4月1日   Ⅱ ６．保管            旧い棚                新しい棚              事前      見直し"
    rest = "                場所                                        に札を付ける。"
    last = "令和4年4月1日   Ⅰ ７．部署            旧い課                新しい課              事後      改組"
    rows = f"{SPACED}\n{last}\n{first}\n\n                    - 12 -\n\n{SPACED}\n{rest}\n{last}\n"
    found = [(str(row.changed_on), row.item, row.after) for row in read_changes(read_cells(rows), rows)]
    assert found == [("2022-04-01", "I 7.部署", "新しい課"), ("2021-04-01", "II 6.保管場所", "新しい棚に札を付ける。"), ("2022-04-01", "I 7.部署", "新しい課")]


@pytest.mark.parametrize("explained", ["", " 移転のため"])
def test_a_timing_beside_the_day_above_the_item_is_the_rows(explained: str) -> None:
    row = f"{{day}} {{timing}}{explained}\nⅡ ６．特定個人情報の保管\n・消去 保管場所\n\n鍵のある棚\n\n鍵のある部屋\n移転のため\n\n"
    source = "変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n提出時期に係る説明\n\n" + "".join(
        row.format(day=day, timing=timing) for day, timing in (("令和4年1月11日", "事前"), ("令和5年2月3日", "事後"), ("令和7年3月3日", "事前")))
    rows = read_changes(read_cells(source), source)
    assert [(str(row.changed_on), row.timing) for row in rows] == [("2022-01-11", "事前"), ("2023-02-03", "事後"), ("2025-03-03", "事前")]
    assert {(row.item, row.before) for row in rows} == {("II 6.特定個人情報の保管・消去 保管場所", "鍵のある棚")}


DENSE = ("令和2年6月1日\nⅣ 開示請求、問合せ\n１．①請求先\n湖の課\n棚の課\n事後\n令和3年6月1日\nⅢ リスク対策　９．従業者に\n対する教育・啓発\n年に一度\n"
         "年に二度\n事前\n"
         "令和4年6月1日\nⅡ 特定個人情報ファイルの\n概要\n旧い棚\n新しい棚\n事後\n")
LOOSE = "Ⅴ 評価実施手続\n１．①実施日\n湖の日\n棚の日\n表紙　特記事項\nなし\nあり\n事後\n事後\n令和5年1月2日\n令和5年1月2日\n"


def test_a_history_without_blank_lines_is_read_page_by_page() -> None:
    source = f"変更日 項目 変更前の記載 変更後の記載 提出時期\n{DENSE}\f{LOOSE}"
    rows = read_scattered(read_cells(source), source)
    assert [(str(row.changed_on), row.item, row.timing) for row in rows] == [
        ("2020-06-01", "IV 開示請求、問合せ1.\ue001請求先", "事後"), ("2021-06-01", "III リスク対策 9.従業者に対する教育・啓発", "事前"),
        ("2022-06-01", "II 特定個人情報ファイルの概要", "事後"),
        ("2023-01-02", "V 評価実施手続1.\ue001実施日", "事後"), ("2023-01-02", "表紙 特記事項", "事後")]


def test_an_item_goes_on_with_its_label_below_the_parts_title() -> None:
    row = "令和{n}年4月1日\nⅠ　基本情報\n①部署\n旧い課\n新しい課\n事後\n令和{n}年4月1日\nⅢ　リスク対策\n３．リスク２ ユーザ認証の管理\n札\n指紋\n事前\n"
    source = "変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n" + row.format(n=5) + row.format(n=6)
    rows = read_changes(read_cells(source), source)
    assert [(row.item, row.before) for row in rows] == [("I 基本情報\ue001部署", "旧い課"), ("III リスク対策3.リスク2 ユーザ認証の管理", "札")] * 2


def test_an_item_in_a_line_of_words_may_have_several_labels_in_one() -> None:
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n" + "".join(
        f"令和{n}年4月1日 Ⅱ　特定個人情報ファイルの概要５．提供先１ 湖の会 棚の会 事後 改組\n" for n in (4, 5, 6))
    assert [row.item for row in read_changes(read_cells(source), source)] == ["II 特定個人情報ファイルの概要5.提供先1"] * 3


@pytest.mark.parametrize("row", ["Ⅰ 1.②事務の内容\n\n旧い{n}\n\n新しい{n}\n\n令和{n}年4月1日 事後\n\n",
                                 "Ⅰ 1.②事務の内容\n旧い{n}\n新しい{n}\n事後\n令和{n}年4月1日\n"], ids=["with its timing", "alone"])
def test_a_day_behind_its_row_is_not_the_next_ones(row: str) -> None:
    cut = row.format(n=6).split("新しい")[0] if "\n\n" in row else ""
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n" + "".join(row.format(n=n) for n in (2, 3, 4, 5)) + cut
    assert not [row for row in read_scattered(read_cells(source), source) if row.changed_on]


def test_timings_beside_days_need_no_blank_lines() -> None:
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n" + "".join(
        f"令和{n}年4月1日 事前\nⅠ 1.②事務の内容\n旧い{n}\n新しい{n}\n" for n in (2, 3, 4, 5))
    rows = read_scattered(read_cells(source), source)
    assert [(row.changed_on.year - 2018, row.item, row.before) for row in rows if row.changed_on] == [
        (n, "I 1.\ue002事務の内容", f"旧い{n}") for n in (2, 3, 4, 5)]


ROW = "令和{n}年4月1日\n{gap}{item}\n{gap}旧い{n}\n{gap}新しい{n}\n{gap}事後\n{gap}改組\n{gap}"


@pytest.mark.parametrize("gap", ["", "\n"], ids=["lines", "paragraphs"])
def test_an_item_that_is_no_place_of_the_form_has_a_row_where_every_row_has_its_day(gap: str) -> None:
    items = ["Ⅰ ５．②所属長", "様式の変更", "Ⅱ ３．使用者数", "しきい値判断の結果", "Ⅲ ７．具体的な方法"]
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n\n" + "".join(ROW.format(n=n, item=item, gap=gap) for n, item in enumerate(items, 2))
    rows = read_changes(read_cells(source), source)
    items[0], items[2], items[4] = "I 5.\ue002所属長", "II 3.使用者数", "III 7.具体的な方法"
    assert [(row.changed_on.year - 2018, row.item, row.before, row.timing) for row in rows if row.changed_on] == [
        (n, item, f"旧い{n}", "事後") for n, item in enumerate(items, 2)]


def test_a_page_of_days_alone_that_are_all_the_same_is_that_of_its_rows() -> None:
    row = "Ⅱ　{n}．{label}\n旧い棚に\n置く。\n新しい棚に\n置く。\n{timing}\n改組のため\n\n"
    first = row.format(n=6, label="保管場所", timing="事前") + row.format(n=3, label="使用者数", timing="事後")
    second = row.format(n=7, label="特定個人情報の保管・消去におけるその\n他のリスク", timing="事後").replace("Ⅱ", "Ⅲ")
    second += row.format(n=4, label="委託先名", timing="事前")
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n\n" + "\f".join(
        page + f"変更日\n\n令和{n}年4月1日\n\n令和{n}年4月1日\n\n" for n, page in ((3, first), (5, second)))
    rows = read_changes(read_cells(source), source)
    assert [(str(row.changed_on), row.item, row.timing) for row in rows] == [
        ("2021-04-01", "II 6.保管場所", "事前"), ("2021-04-01", "II 3.使用者数", "事後"),
        ("2023-04-01", "III 7.特定個人情報の保管・消去におけるその他のリスク", "事後"), ("2023-04-01", "II 4.委託先名", "事前")]


def test_a_day_and_the_assessment_itself_begin_a_row() -> None:
    items = ((3, "Ⅱ　６．保管場所"), (4, "基礎項目評価　①実施日"), (5, "Ⅰ　６．①部署"))
    source = "変更日　項目　変更前の記載　変更後の記載　提出時期\n\n" + "".join(
        f"令和{n}年4月1日　{item}\n旧い{n}。\n新しい{n}。\n事後　改組\n\n" for n, item in items)
    assert [row.item for row in read_changes(read_cells(source), source)] == ["II 6.保管場所", "基礎項目評価 \ue001実施日", "I 6.\ue001部署"]


def test_rows_of_one_line_as_wide_apart_as_their_headers_show_their_empty_columns() -> None:
    rows = [("令和３年４月１日", "Ⅰ－７－①部署", "旧い課", "新しい課", "事後", "改組"), ("令和3年4月1日", "誤字の修正", "棚", "柵", "", ""),
            ("", "Ⅱ（湖ファイル）４　委託の有無", "委託しない", "委託する", "事前", ""), ("令和４年４月１日", "別紙１", "", "（３件）", "事後", "整理")]
    header = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
    source = "\n".join("　　".join(row) for row in (header, *rows)) + "\n"
    found = [(str(row.changed_on), row.item, row.before, row.after, row.timing) for row in read_changes(read_cells(source), source)]
    assert found == [("2021-04-01", "I-7-\ue001部署", "旧い課", "新しい課", "事後"), ("2021-04-01", "誤字の修正", "棚", "柵", ""),
                     ("None", "II(湖ファイル)4 委託の有無", "委託しない", "委託する", "事前"), ("2022-04-01", "別紙1", "", "(3件)", "事後")]


def changes_of(rows: str) -> list[tuple[int, str, str | None]]:
    header = "変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n提出時期に係る説明\n"
    text = f"特定個人情報保護評価書（全項目評価書）\n\n評価実施機関名\nみずうみ市長\n\n（別添３）変更箇所\n{header}{rows}"
    found = read_report(Source("湖.txt", "0" * 64, text)).tables["changes"]
    return [(row["changed_on"].year, row["item"], row["timing"]) for row in found]


@pytest.mark.parametrize(("row", "timing"), [("令和{}年4月1日\n{}\n旧い\n新しい\n事後\n改組\n", "after"), ("令和{}年4月1日\n{}\n旧い\n新しい\n\n", None)],
                         ids=["lines", "paragraphs without a timing"])
def test_an_annex_below_a_day_is_the_item_of_a_change(row: str, timing: str | None) -> None:
    items = ("Ⅰ ５．②所属長", "別紙１", "Ⅱ ３．使用者数", "用語集", "Ⅱ ６．保管場所")
    rows = "".join(row.format(n, item) for n, item in enumerate(items, 2))
    assert changes_of(rows) == [(2018 + n, item, timing) for n, item in enumerate(["I 5. 2 所属長", "別紙1", "II 3.使用者数", "用語集", "II 6.保管場所"], 2)]


FLAT = "変更日　　項目　　変更前の記載　　変更後の記載　　提出時期　　提出時期に係る説明\n"
FLAT_ROWS = "".join(f"令和{n}年4月1日　　Ⅰ　７．部署　　旧い{n}　　新しい{n}　　事後　　改組\n" for n in range(2, 6))


@pytest.mark.parametrize(("row", "after", "timing"), [
    ("令和9年4月1日　　Ⅱ　６．保管場所　　旧い棚。　　新しい棚に札を付けて\n管理する。　　事前　　改築のため\n", "新しい棚に札を付けて管理する。", "事前"),
    ("〃　　Ⅱ　６．保管場所　　旧い棚　　新しい棚　　事前　　改築\n", "新しい棚", "事前")], ids=["a wrapped row", "a ditto mark"])
def test_rows_of_one_line_keep_what_does_not_fit_a_line(row: str, after: str, timing: str) -> None:
    source = FLAT + FLAT_ROWS + row
    rows = read_changes(read_cells(source), source)
    assert (len(rows), rows[-1].after, rows[-1].timing) == (5, after, timing)


def test_paragraphs_without_a_timing_tell_no_border_between_old_and_new_wording() -> None:
    source = "変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n\n" + "".join(
        f"令和{n}年4月1日\nⅠ ７．部署\n旧い{n}\nその続き\n新しい{n}\n\n" for n in (2, 3, 4))
    assert [(row.item, row.before, row.after) for row in read_changes(read_cells(source), source)] == [("I 7.部署", "", "")] * 3


def test_a_header_with_empty_columns_tells_where_the_others_stand() -> None:
    rows = [("変更日", "", "項目", "変更前の記載", "", "変更後の記載", "提出時期"), ("令和3年4月1日", "", "評価書名", "旧い棚", "", "新しい棚", "事前"),
            ("令和4年4月1日", "", "Ⅱ ６．保管場所", "旧い柵", "", "新しい柵", "事後")]
    source = "\n".join("\t".join(row) for row in rows) + "\n"
    found = [(row.item, row.before, row.after, row.timing) for row in read_changes(read_cells(source), source)]
    assert found == [("評価書名", "旧い棚", "新しい棚", "事前"), ("II 6.保管場所", "旧い柵", "新しい柵", "事後")]


ASKEW = """変更日         項目            変更前の記載               変更後の記載            提出時期   提出時期に係る説明
令和2年12月25日  Ⅰ 基本情報 ②事務の内 紙の申請を受け付ける。          電子の申請も受け付けて、ガバメント 事後      棚の名を改めた
            容                                  クラウドに置く。                  ため
令和2年12月25日  Ⅰ 基本情報 ③対象人数 30万人以上                1,000人未満          事後     数えた
令和4年10月31日 Ⅲ十分か２．リスクへの対策は [ 課題が残されている ]        [ 十分である ]         事後     見直した
令和4年10月31日  Ⅱ ３．使用者数      1,000人以上             500人以上1,000人未満    事前     数えた
令和5年1月1日  公表日            令和2年7月1日              令和5年7月3日         事後     誤字
"""
CENTRED = """変更日      項目           変更前の記載           変更後の記載           提出時期   提出時期に係る説明

          Ⅰ　基本情報　②事務の内                  電子の申請も受け付けて、ガバメント        棚の名を改めた
 平成29年9月29日               紙の申請を受け付ける。              クラウドに                   事後
          容                              置く。                  ため

 平成29年9月29日  Ⅰ　基本情報　③対象人数 30万人以上                 1,000人未満            事後     数えた

          Ⅰ　基本情報　担当部署　
令和3年7月30日               課長　山の太郎         課長               事前     様式を改めた
          ②所属長の役職名
"""
RAW = """変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明
平成30年6月29日 Ⅰ 基本情報 ②事務の内
容 紙の申請を受け付ける。 電子の申請も
受け付ける。 事後 棚の名を改めた
ため
平成30年6月29日 Ⅰ 基本情報 ③対象人数 30万人以上 1,000人未満 事後 数えた
変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明
Ⅲ ４．規定の内容 秘密を守る。 秘密を守り、
返す。 事前 早めに出す
"""


def test_columns_that_stand_askew_give_items_that_end_with_a_label_or_none() -> None:
    rows = read_changes(read_cells(ASKEW), ASKEW)
    assert [(str(row.changed_on), plain_item(row.item), row.timing) for row in rows] == [
        ("2020-12-25", "I 基本情報 事務の内容", "事後"), ("2020-12-25", "I 基本情報 対象人数", "事後"), ("2022-10-31", "", "事後"),
        ("2022-10-31", "II 3.使用者数", "事前"), ("2023-01-01", "公表日", "事後")]
    assert (rows[1].before, rows[1].after) == ("30万人以上", "1,000人未満")
    assert [row.brings_cloud for row in rows] == [True, False, False, False, False]


TOUCHING = """変更日          項目                         変更前の記載              変更後の記載              提出時期   提出時期に係る説明
令和4年4月1日   Ⅱ ６．①保管場所 旧い庁舎の棚 新しい庁舎の棚   事前   整えた
令和4年4月1日   Ⅱ ６．①保管場所 旧い庁舎の箱 新しい庁舎の箱   事前   整えた
令和4年4月1日   公表日                       令和3年4月1日             令和4年4月1日             事後     公表日
令和5年4月1日   Ⅰ １．③対象人数             千人                      万人                      事後     改めた
令和6年4月1日   Ⅱ ２．⑥事務担当部署         湖課                      川課                      事後     事務担当部署
"""
RUN_ON = """変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明
令和1年6月28日 Ⅰ ７．②所属長  ②所属長  ②所属長の役職名 事後 様式を改めた
令和3年6月30日 Ⅰ ５．②法令上の根拠 番号を定める法 番号を定めた法 事後 改正に伴う 法令上の根拠 の修正
令和6年6月30日 Ⅱ ６．①保管場所 庁舎の棚に置く。 ガバメントクラウドに置く。 事前 移した
令和6年6月30日 Ⅰ １．③対象人数 千人 万人 事後 改めた
"""


def test_neither_wording_nor_explanation_is_part_of_an_item() -> None:
    rows = read_changes(read_cells(TOUCHING), TOUCHING)
    assert [plain_item(row.item) for row in rows][2:] == ["公表日", "I 1.対象人数", "II 2.事務担当部署"]
    assert (rows[2].before, rows[2].after) == ("令和3年4月1日", "令和4年4月1日")
    rows = read_changes(read_cells(RUN_ON), RUN_ON)
    assert [plain_item(row.item) for row in rows] == ["I 7.所属長", "I 5.法令上の根拠", "II 6.保管場所", "I 1.対象人数"]


def test_whether_a_row_brings_in_government_cloud_is_open_where_its_wordings_run_together() -> None:
    assert [row.brings_cloud for row in read_changes(read_cells(RUN_ON), RUN_ON)] == [False, False, None, False]


CUT_DAYS = """変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明
令和2年3月27
日
Ⅲ３．リスク２ユーザ
認証の管理具体的な管
理方法
札を見せる。
札と手のひらを見せる。
事後 強めた
令和4年8月5日 Ⅱ４．委託の有無 委託しない 委託する 事前 始めた
令和7年3月14
日
Ⅱ２．⑥事務担当
部署
湖課
川課
事後 改めた
"""
BESIDE = """変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明
台帳の棚は、庁舎の北の部屋に置く。 台帳の棚は、庁舎の南の部屋に置く。
平成30年7月31日 Ⅱ 6. ①保管場所 事後 引っ越した
鍵は係長が持つ。 鍵は課長が持つ。
Ⅲ 3. 特定個人情報の使用 リスク2 ユ 札を見せる者だけが戸を開けるものとし、名を帳面に
平成30年7月31日 札を見せる。 事前
ーザ認証の管理 具体的な管理方法 書く。
令和2年1月10日 Ⅱ 6. ②保管期間 その妥当性 五年で捨てる。 七年で捨てる。事後 規則を改めた。
令和4年12月23日 Ⅰ 1. ③対象人数 千人 万人 事前 数えた
18
"""


def test_a_day_cut_by_a_line_end_is_one_and_its_item_may_run_over_lines() -> None:
    rows = read_changes(read_cells(CUT_DAYS), CUT_DAYS)
    assert [(str(row.changed_on), plain_item(row.item), row.timing) for row in rows] == [
        ("2020-03-27", "III3.リスク2ユーザ認証の管理具体的な管理方法", "事後"), ("2022-08-05", "II4.委託の有無", "事前"),
        ("2025-03-14", "II2.事務担当部署", "事後")]


def test_rows_with_wording_above_and_below_their_days_line_keep_their_items() -> None:
    rows = read_changes(read_cells(BESIDE), BESIDE)
    assert [(str(row.changed_on), plain_item(row.item), row.timing) for row in rows] == [
        ("2018-07-31", "II 6. 保管場所", "事後"), ("2018-07-31", "III 3. 特定個人情報の使用 リスク2 ユーザ認証の管理 具体的な管理方法", "事前"),
        ("2020-01-10", "II 6. 保管期間 その妥当性", "事後"), ("2022-12-23", "I 1. 対象人数", "事前")]


def test_rows_between_blank_lines_have_their_item_above_and_below_their_day() -> None:
    rows = read_changes(read_cells(CENTRED), CENTRED)
    assert [(str(row.changed_on), plain_item(row.item), row.timing) for row in rows] == [
        ("2017-09-29", "I 基本情報 事務の内容", "事後"), ("2017-09-29", "I 基本情報 対象人数", "事後"),
        ("2021-07-30", "I 基本情報 担当部署所属長の役職名", "事前")]
    assert [row.brings_cloud for row in rows] == [True, False, False]
    assert (rows[2].before, rows[2].after) == ("課長 山の太郎", "課長")


def test_rows_without_columns_begin_with_a_day_or_a_place_and_their_item_ends_with_a_label() -> None:
    rows = read_changes(read_cells(RAW), RAW)
    assert [(str(row.changed_on), plain_item(row.item), row.timing) for row in rows] == [
        ("2018-06-29", "I 基本情報 事務の内容", "事後"), ("2018-06-29", "I 基本情報 対象人数", "事後"), ("None", "III 4.規定の内容", "事前")]


def plain_item(item: str) -> str:
    return "".join(letter for letter in item if letter < "\ue000" or letter > "\uf8ff")


CENTRED_CLOSE = """
      変更日      項目          変更前の記載          変更後の記載          提出時期  提出時期に係る説明
               Ⅰ 基本情報 ②事務の内                電子の申請も受け付けて、棚に      棚の名を改めた
      令和3年6月25日            紙の申請を受け付ける。                  事後
               容                           置く。                ため
      令和3年6月25日 Ⅱ ３．使用者数   1,000人以上        500人以上1,000人未満  事後    数えた
               Ⅲ ２．リスクへの対策は
      令和7年2月28日            [ 課題が残されている ]   [ 十分である ]       事前    見直した
               十分か
"""
CENTRED_RAW = """変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明
平成30年11月30日 公表日 令和2年7月1日 令和5年7月3日 事後 誤字の修正
Ⅱ ２．②対象となる本人
平成30年11月30日 1,000万人以上 100万人以上1,000万人未満 事後 数えた
の数
秘密を守り、写しを返す。 早めに
平成30年11月30日 Ⅲ ４．規定の内容 秘密を守る。 事前
使い終えたら消す。 出す
"""


def test_lines_of_an_item_above_its_day_are_its_own_though_no_blank_line_parts_the_rows() -> None:
    found = [[(str(row.changed_on), plain_item(row.item), row.timing) for row in read_changes(read_cells(text), text)] for text in (CENTRED_CLOSE, CENTRED_RAW)]
    assert found == [
        [("2021-06-25", "I 基本情報 事務の内容", "事後"), ("2021-06-25", "II 3.使用者数", "事後"), ("2025-02-28", "III 2.リスクへの対策は十分か", "事前")],
        [("2018-11-30", "公表日", "事後"), ("2018-11-30", "II 2.対象となる本人の数", "事後"), ("2018-11-30", "III 4.規定の内容", "事前")]]


def apart(*lines: str) -> str:
    """Lines of a page, each apart, as PDF tools print cells; those joined by / are of one cell."""
    return "\n\n".join(line.replace("/", "\n") for line in lines) + "\n\n"


DAYS_BELOW = apart("令和3年6月1日/令和3年6月1日", "令和3年6月1日")


def test_rows_begin_behind_the_end_of_another_though_the_blank_line_between_them_is_lost() -> None:
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n\n" + apart(
        "Ⅱ ファイルの概要 4. 委託 委託/事項1③委託先名", "みずうみ印刷", "さざなみ印刷 事前",
        "記載の見直し/Ⅰ 基本情報 ②所属長の役職名/みずうみ課長", "さざなみ課長/事後/改組",
        "Ⅰ 基本情報 ①部署", "みずうみ課", "さざなみ課 事後/Ⅱ ファイルの概要 3. 入手・使用 ④使用者数", "10人未満", "10人以上 事前", "令和3年6月1日") + DAYS_BELOW
    rows = read_changes(read_cells(source), source)
    assert [(folded(row.item).rpartition(" ")[2], row.timing) for row in rows] == [
        ("委託事項1\ue003委託先名", "事前"), ("\ue002所属長の役職名", "事後"), ("\ue001部署", "事後"), ("\ue004使用者数", "事前")]
    assert {str(row.changed_on) for row in rows} == {"2021-06-01"}


def test_an_item_may_begin_with_its_file_in_brackets() -> None:
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n\n" + apart(
        "(税台帳（本）フ/ァイル) Ⅱ-3 ④使用者数", "10人未満", "10人以上 事前", "(水道ファイル) Ⅱ-4 委/託事項1③委託先名", "みずうみ印刷", "さざなみ印刷 事後",
        "Ⅰ-6 ②所属長の役職名", "みずうみ課長", "さざなみ課長 事後") + DAYS_BELOW
    rows = read_changes(read_cells(source), source)
    assert [(row.item, row.timing) for row in rows] == [
        ("(税台帳(本)ファイル) II-3 \ue004使用者数", "事前"), ("(水道ファイル) II-4 委託事項1\ue003委託先名", "事後"), ("I-6 \ue002所属長の役職名", "事後")]


def test_a_header_that_comes_again_begins_the_next_pages_rows() -> None:
    header = "変更日 項目 変更前の記載 変更後の記載 提出時期\n\n"
    rows_of_page = [apart("Ⅰ-6 ①部署", "みずうみ課", "さざなみ課 事前", "Ⅱ-3 ④使用者数", "10人未満", "10人以上 事後", *2 * [f"令和{year}年6月1日"])
                    for year in (3, 5)]
    source = "".join(header + rows for rows in rows_of_page)
    assert [str(row.changed_on) for row in read_changes(read_cells(source), source)] == ["2021-06-01", "2021-06-01", "2023-06-01", "2023-06-01"]


def test_a_row_that_has_lost_its_timing_is_not_run_into_the_next_one() -> None:
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n\n" + "".join(
        apart(f"令和{year}年6月1日", f"Ⅱ-{year} ④使用者数", "10人未満", "10人以上 事前" if year != 3 else "10人以上", "見直し") for year in (2, 3, 4, 5))
    rows = read_changes(read_cells(source), source)
    assert [(row.item, str(row.changed_on), row.timing) for row in rows] == [
        (f"II-{year} \ue004使用者数", f"{2018 + year}-06-01", "事前" if year != 3 else "") for year in (2, 3, 4, 5)]


def test_a_glossary_in_two_columns_below_the_history_is_none_of_its_rows() -> None:
    body = f"（別添３）変更箇所\n{HEADER}\n{FIRST}\n\n用語\t用語の意味\n□ア行 宛名番号\t人に付ける番号\n"
    report = read_report(Source("湖.txt", "0" * 64, f"特定個人情報保護評価書（全項目評価書）\n\n評価実施機関名\nみずうみ市長\n\n{body}"))
    assert len(report.tables["changes"]) == 1


def test_columns_in_another_order_are_those_that_their_header_names() -> None:
    source = ("（別添３）変更箇所\n項目\t提出時期\t変更前の記載\t変更後の記載\t変更日\t提出時期に係る説明\n"
              "項目\t提出時期\t変更前の記載\n変更後の記載\t変更日\t提出時期に係る説明\n"
              "Ⅰ ７．①部署\t事後\tみずうみ課\tさざなみ課\t令和5年4月1日\t改組\nⅡ ３．⑦使用者数\t事前\t10人未満\t10人以上\t令和6年5月1日\t見直し\n")
    rows = read_changes(read_cells(source), source)
    assert [(str(row.changed_on), row.item, row.before, row.after, row.timing) for row in rows] == [
        ("2023-04-01", "I 7.\ue001部署", "みずうみ課", "さざなみ課", "事後"), ("2024-05-01", "II 3.\ue007使用者数", "10人未満", "10人以上", "事前")]


def test_a_file_in_brackets_above_its_item_begins_the_row_and_a_wrapped_number_none() -> None:
    source = "変更日 項目 変更前の記載 変更後の記載 提出時期\n\n" + apart(
        "令和3年6月1日", "Ⅰ-6 ②所属長の役職名", "みずうみ課長", "さざなみ課長 事前", "(税台帳ファイル)/Ⅱ-3 ④使用者数", "10人未満", "10人以上 事後", "見直し",
        "(水道ファイル) Ⅱ-4 委託事項/4③委託先名", "みずうみ印刷", "さざなみ印刷 事前", "令和3年6月1日/令和3年6月1日")
    rows = read_changes(read_cells(source), source)
    assert [(row.item, row.timing) for row in rows] == [
        ("I-6 \ue002所属長の役職名", "事前"), ("(税台帳ファイル)II-3 \ue004使用者数", "事後"), ("(水道ファイル) II-4 委託事項4\ue003委託先名", "事前")]


def test_a_day_in_a_row_of_its_own_is_that_of_the_rows_below_it() -> None:
    source = (f"（別添３）変更箇所\n{HEADER}\n令和5年4月1日\t\n\tⅠ ７．①部署\tみずうみ課\tさざなみ課\t事後\t改組\n"
              f"\tⅡ ３．⑦使用者数\t10人未満\t10人以上\t事前\t\n\n{HEADER}\n令和6年5月1日\t\t\t\n\tⅠ ７．①部署\tさざなみ課\tみなも課\t事後\t\n")
    rows = read_changes(read_cells(source), source)
    assert [(str(row.changed_on), row.item, row.timing, row.line) for row in rows] == [
        ("2023-04-01", "I 7.\ue001部署", "事後", 4), ("2023-04-01", "II 3.\ue007使用者数", "事前", 5), ("2024-05-01", "I 7.\ue001部署", "事後", 9)]


def test_an_empty_column_before_a_rows_day_or_item_moves_neither() -> None:
    cells = ("令和5年4月1日", "Ⅰ ７．①部署", "みずうみ課", "さざなみ課", "事後", "改組")
    rows = [(*cells[:at], "", *cells[at:]) for at in (0, 1)]
    source = f"（別添３）変更箇所\n{HEADER}\n{FIRST}\n{FIRST}\n" + "".join(chr(9).join(row) + chr(10) for row in rows)
    found = read_changes(read_cells(source), source)[2:]
    assert [(str(row.changed_on), row.item, row.before, row.after, row.timing) for row in found] == 2 * [
        ("2023-04-01", "I 7.\ue001部署", "みずうみ課", "さざなみ課", "事後")]


def laid(*cells: tuple[int, str]) -> str:
    """A line with each text at its column, counted in letters as pdftotext does."""
    line = ""
    for at, text in cells:
        line = line.ljust(at) + text
    return line


LAID_HEADER = laid((0, "変更日"), (12, "項目"), (34, "変更前の記載"), (58, "変更後の記載"), (84, "提出時期"), (92, "提出時期に係る説明"))


def test_cells_in_the_middle_of_their_rows_may_have_gaps_and_an_item_above_its_day() -> None:
    lines = ["（別添３）　変更箇所", LAID_HEADER,
             laid((0, "令和3年6月30日"), (12, "Ⅰ    ５．②法令上の根拠"), (34, "湖の法1   別表2"), (58, "湖の法1   別表3"), (84, "事後"), (92, "法の改正")),
             laid((0, "令和4年5月16日"), (12, "Ⅱ   ２．④記録される項目"), (35, "10項目未満"), (58, "50項目以上"), (85, "事前")),
             laid((12, "Ⅱ    ４．委託事項１   ③委託先")),
             laid((0, "令和5年5月1日"), (12, "名"), (34, "湖計算株式会社"), (58, "株式会社さざなみ"), (84, "事後"), (92, "契約の更新")),
             "",
             laid((12, "Ⅲ ７．②過去３年以内の重大")),
             laid((0, "令和5年7月3日"), (27, "発生なし"), (58, "発生あり"), (84, "事後"), (92, "公表後の修正")),
             laid((12, "事故")),
             laid((0, "令和5年7月3日"), (12, "Ⅴ   １．①実施日"), (34, "令和3年3月2日"), (58, "令和5年5月8日"), (84, "事後"), (92, "再実施"))]
    source = "\n".join(lines)
    found = [(str(row.changed_on), "".join(plain_item(row.item).split()), row.timing, row.line) for row in read_changes(read_cells(source), source)]
    assert found == [("2021-06-30", "I5.法令上の根拠", "事後", 3), ("2022-05-16", "II2.記録される項目", "事前", 4),
                     ("2023-05-01", "II4.委託事項1委託先名", "事後", 6), ("2023-07-03", "III7.過去3年以内の重大事故", "事後", 9),
                     ("2023-07-03", "V1.実施日", "事後", 11)]


def test_days_that_a_narrow_column_wraps_are_whole() -> None:
    rows = ["平成27年9", "月30日", "Ⅰ　１．③システムの名称", "湖の台帳", "湖と川の台帳", "事前",
            "平成29年5", "月30日", "Ⅰ　５．①部署", "みずうみ課", "さざなみ課", "事後", "組織の改正"]
    source = "\n".join(["変更日", "項目", "変更前の記載", "変更後の記載", "提出時", "期", "提出時期に係", "る説明", *rows])
    assert [(str(row.changed_on), row.timing) for row in read_changes(read_cells(source), source)] == [("2015-09-30", "事前"), ("2017-05-30", "事後")]


def test_timings_of_rows_that_have_together_as_many_are_theirs_if_they_say_the_same() -> None:
    """The wording of two rows has changed places with their timings, which come with their explanations on one line."""
    paragraphs = ["令和元年9月27日", "Ⅰ　６．②所属長の役職名", "棚の係長", "棚の長",
                  "令和元年9月27日", "Ⅲ　８．監査", "内部監査", "自己点検、内部監査", "事後 様式の変更", "事後 様式の変更",
                  "令和4年3月31日", "Ⅰ　５．②法令上の根拠", "第1条", "第2条", "事前 法の改正",
                  "令和6年3月29日", "Ⅴ　１．①実施日", "令和4年1月17日", "令和6年3月1日",
                  "令和6年3月29日", "Ⅱ　５．移転先２", "湖課", "事後 再実施", "事前 重要な変更"]
    source = "\n\n".join(["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期 提出時期に係る説明", *paragraphs])
    assert [row.timing for row in read_scattered(read_cells(source), source)] == ["事後", "事後", "事前", "", ""]
