"""What belongs to which file, part and page of a report. The reports are invented."""
from __future__ import annotations

from typing import Any

from etl.form import load_form
from etl.labels import find_hits
from etl.lines import read_cells
from etl.report import read_report
from etl.sources import Source

HEAD = "特定個人情報保護評価書（全項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
LIST = "＜選択肢＞ 1) 特に力を入れている 2) 十分である 3) 課題が残されている"
RISKS = ("目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスク", "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスク",
         "従業者が事務外で使用するリスク", "特定個人情報ファイルが不正に複製されるリスク")


def tables_of(text: str) -> dict[str, list[dict[str, Any]]]:
    return read_report(Source("lake.txt", "0" * 64, text)).tables


def part(name: str, choice: str, title: str = "") -> str:
    rated = "".join(f"{title}リスク{number}：　{risk}\t\nリスクへの対策は十分か\t[ {choice} ]\t{LIST}\n" for number, risk in enumerate(RISKS, 1))
    return f"Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策\n１．特定個人情報ファイル名\n{name}\n３．特定個人情報の使用\t\n{rated}"


def file(name: str) -> str:
    return f"Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n{name}\n⑤保有開始日\t平成28年1月1日\n⑥事務担当部署\t税務課\n"


LISTED = "Ⅰ　基本情報\n３．特定個人情報ファイル名\n（１）みずうみ税ファイル\n（２）湖の収納ファイル\n５．個人番号の利用\n法令上の根拠\t条例\n"


def test_a_part_for_all_files_is_each_files() -> None:
    for name in ("全ファイル共通", "（全ての特定個人情報ファイル）", "各特定個人情報ファイルに共通", "Ⅱに記載の全てのファイル", "(1)～(2)の各ファイル共通"):
        tables = tables_of(HEAD + LISTED + file("みずうみ税ファイル") + file("湖の収納ファイル") + part(name, "十分である"))
        assert [(row["part_no"], row["file_no"]) for row in tables["parts"]] == [(1, 1), (1, 2)], name


def test_a_part_may_name_files_by_their_numbers() -> None:
    files = LISTED.replace("５．", "（３）滞納整理台帳ファイル\n５．")
    tables = tables_of(HEAD + files + part("(1)～(2)のファイル", "十分である") + part("③のファイル", "十分である"))
    assert [(row["part_no"], row["file_no"]) for row in tables["parts"]] == [(1, 1), (1, 2), (2, 3)]


def test_a_file_has_the_name_of_its_own_pages_and_its_risks_may_bear_either() -> None:
    tables = tables_of(HEAD + LISTED + file("みずうみ税情報ファイル") + file("湖の収納情報ファイル") + part("みずうみ税ファイル", "課題が残されている")
                       + part("湖の収納情報ファイル", "十分である"))
    assert [row["name"] for row in tables["files"]] == ["みずうみ税情報ファイル", "湖の収納情報ファイル"]
    assert [(row["part_no"], row["file_no"]) for row in tables["parts"]] == [(1, 1), (2, 2)]


def test_a_sections_title_at_the_head_of_each_of_its_pages_is_one_title() -> None:
    again = "\n\n－ 12 －\n\n\n３．特定個人情報の使用\t\n"
    rows = tables_of(HEAD + file("湖税ファイル") + part("湖税ファイル", "十分である", again))["ratings"]
    assert [row["choice"] for row in rows if row["section"] == "use"][:3] == ["十分である"] * 3


HISTORY = "（別添３）変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n令和5年4月1日\tⅠ ７．部署\t旧い課\t新しい課\t事後\t\n"


def test_a_long_title_of_an_annex_ends_the_history() -> None:
    annex = "（別紙２）条例により台帳を受け取る者とその者が扱う湖の税の事務の一覧（年度末の状況）\n\n番号\t受け取る者\t事務\n" + "3\tみずうみ県\t湖の税\n" * 5
    assert len(tables_of(HEAD + file("湖税ファイル") + HISTORY + annex)["changes"]) == 1


TORN_BASICS = " Ⅰ 基本情報\n ③対象人数\n ①事務の名称 湖の税の事務\n][ 30万人以上\n＜選択肢＞\n1） 1,000人未満\n5） 30万人以上\n ②事務の内容\n"
TORN_FILE = (" ５．特定個人情報の提供・移転\n ⑥事務担当部署 湖の課\n ②対象となる本人の数\n ⑤保有開始日 平成28年1月1日\n"
             " ①ファイルの種類\n][ 1万人未満\n＜選択肢＞\n1） 1万人未満\n")


def test_pages_of_a_scrambled_report_may_be_parted_by_single_empty_lines() -> None:
    filler = "湖の台帳に記す。\n" * 40
    file_page = f" Ⅱ 特定個人情報ファイルの概要\n １．特定個人情報ファイル名\n湖税ファイル\n{TORN_FILE}{filler}"
    history = "（別添３）変更箇所\n変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n令和5年4月1日\nⅠ ７．部署\n旧い課\n新しい課\n事後\n"
    tables = tables_of(f"{HEAD.rstrip()}\n\n\n{TORN_BASICS}{filler}\n{file_page}\n{filler}\n{history}")
    assert (tables["assessments"][0]["headcount_band"], [row["subject_band"] for row in tables["files"]]) == ("over_300k", ["under_10k"])


def test_a_label_that_a_page_end_cuts_from_its_answer_is_one_with_the_next_pages() -> None:
    for end in ("\n\n18\n\n", "\n\n20 / 64\n\n"):
        cut = f"リスクに対する措置の内容\t棚に鍵をかける。\nリスクへの対策は十分か\t{end}リスクへの対策は十分か\t"
        rows = tables_of(HEAD + file("湖税ファイル") + part("湖税ファイル", "十分である").replace("リスクへの対策は十分か\t", cut))["ratings"]
        assert [row["choice"] for row in rows if row["section"] == "use"] == ["十分である"] * 4


def test_risks_may_be_numbered_in_any_way() -> None:
    for printed in ("リスク4：", "リスク４　", "リスク④", "リスク(4)", "リスク四：", "4."):
        (found,) = find_hits(read_cells(f"{printed} {RISKS[3]}\n"), load_form("full"))
        assert (found.label, found.number) == (RISKS[3], 4), printed


def test_a_recipient_that_begins_with_an_annex_ends_not_the_body() -> None:
    more = "移転先1\n（別紙１）に掲げる湖の事務を処理する者\n６．特定個人情報の保管・消去\n②保管期間　期間\t[ 5年 ]\n"
    tables = tables_of(HEAD + file("湖税ファイル") + more)
    assert [row["period"] for row in tables["retention"]] == ["5y"]


def test_names_that_are_cut_or_taken_by_another_run_rename_no_file() -> None:
    listed = LISTED.replace("みずうみ税", "みずうみ税課税台帳管理情報")
    cut = tables_of(HEAD + listed + file("みずうみ税課税台帳管理\n情報ファイル") + file("湖の収納ファイル"))
    assert [row["name"] for row in cut["files"]] == ["みずうみ税課税台帳管理情報ファイル", "湖の収納ファイル"]
    twice = tables_of(HEAD + LISTED + file("みずうみ税情報ファイル") + file("湖の収納ファイル") + file("みずうみ税ファイル").replace("⑤", "⑦"))
    assert [row["name"] for row in twice["files"]] == ["みずうみ税ファイル", "湖の収納ファイル"]


def test_a_title_printed_again_may_hold_the_mark() -> None:
    title = "４．特定個人情報ファイルの取扱いの委託"
    body = part("湖税ファイル", "十分である") + f"{title}\t\n情報保護管理体制の確認\t湖の課が調べる。\n{title}　[ ○ ]　委託しない\n"
    assert [row["no_outsourcing"] for row in tables_of(HEAD + file("湖税ファイル") + body)["parts"]] == [True]


def test_a_damaged_label_behind_the_heading_of_several_entries_is_found() -> None:
    body = file("湖税ファイル") + "移転先2～5\t\n６．特定個人惰報の保営・消去\t\n保営場所　※\t鍵のある棚に置く\n"
    assert {row["field"]: row["text"] for row in tables_of(HEAD + body)["wording"]}["storage_place"] == "鍵のある棚に置く"


def test_a_history_whose_cells_stand_a_blank_line_apart_has_its_days_though_the_body_is_dense() -> None:
    dense = "湖の台帳に記す。\n" * 1500
    cells = ("令和5年4月1日", "Ⅰ ７．部署", "旧い課", "新しい課", "事後", "改組")
    history = "（別添３）変更箇所\n\n" + "\n\n".join(["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明", *cells * 3]) + "\n"
    rows = tables_of(f"{HEAD.rstrip()}\n\n\n{file('湖税ファイル')}{dense}\n{history}")["changes"]
    assert [(str(row["changed_on"]), row["timing"]) for row in rows] == [("2023-04-01", "after")] * 3
