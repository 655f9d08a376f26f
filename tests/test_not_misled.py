"""What rules made for damaged texts must not do to texts that are not damaged, or damaged otherwise: a value that nobody wrote is worse than none."""
from __future__ import annotations

from typing import Any

import pytest

from etl.boxes import read_boxes
from etl.form import load_form, option_lists
from etl.history import read_changes
from etl.history_columns import read_columns
from etl.labels import Hit
from etl.lines import read_cells
from etl.normalise import plain, width
from etl.page import Page
from etl.page_boxes import page_boxes, torn_boxes
from etl.page_choices import page_values
from etl.page_texts import fill_tasks, keep_prose
from etl.parts import joined_lines
from etl.readings import Answer, Group
from etl.report import read_report
from etl.scrambled import _by_entry
from etl.sources import Source

HEAD = "特定個人情報保護評価書（全項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
FILE = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n{}\n"
LIST = "＜選択肢＞ 1) 特に力を入れている 2) 十分である 3) 課題が残されている"
PERIODS = "＜選択肢＞ 1) 1年未満 2) 1年 6) 5年 9) 20年以上"
OUTSOURCED = "＜選択肢＞ 1) 委託する 2) 委託しない"
USE = [item.labels[0] for item in load_form("full").block("part") if item.type == "risk" and item.section == "use"]
PART = "Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策\n１．特定個人情報ファイル名\n{}３．特定個人情報の使用\n"
HISTORY = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"


def tables(body: str) -> dict[str, list[dict[str, Any]]]:
    return read_report(Source("湖.txt", "0" * 64, HEAD + body)).tables


def rated(choice: str) -> str:
    return f"リスクへの対策は十分か\t[ {choice} ]\t{LIST}"


def measure(number: int, choice: str, text: str = "") -> str:
    said = text or f"棚{number}に鍵をかけ、台帳に名を書いた者だけが開ける。"
    return f"リスク{number}：　{USE[number - 1]}\nリスクに対する措置の内容\n{said}\n{rated(choice)}\n"


def listed(*names: str) -> str:
    return ("Ⅰ　基本情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\t税の事務\n３．特定個人情報ファイル名\n" + "\n".join(names)
            + "\n４．特定個人情報ファイルを取り扱う理由\n①事務実施上の必要性\t税を計る。\n\f")


def outsourcing(entry: str) -> dict[str, Any]:
    """The first entry of 委託事項 with the lines given."""
    body = f"{FILE.format('税台帳ファイル')}４．特定個人情報ファイルの取扱いの委託\n委託の有無\t[ 委託する ]\t{OUTSOURCED}\n\t( 1 )件\n{entry}"
    return tables(body)["outsourcing"][0]


# ---------------------------------------------------------------- pages that are no copies


def test_two_files_parts_whose_template_is_the_same_are_no_copies() -> None:
    # A person reads two parts: 行っている for the first file, 行っていない for the second.
    names = "国民健康保険資格ファイル", "国民健康保険給付ファイル"

    def part(name: str, login: str) -> str:
        return (PART.format(f"{name}\n") + f"リスク2：　{USE[1]}\nユーザ認証の管理\t[ {login} ]\t＜選択肢＞ 1) 行っている 2) 行っていない\n"
                "具体的な管理方法\t台帳を綴じた棚は課長の机の後ろに置き、鍵は課長が毎朝自ら受け取る。\n"
                + rated("十分である") + "\n" + measure(3, "十分である", "帳簿の写しは年の終わりに数え、数が合わないときは課長に知らせる。")
                + measure(4, "十分である", "写しを外へ持ち出すときは、持ち出す者の名と日を帳簿に書く。"))
    body = "".join(FILE.format(name) + f"⑤保有開始日\t平成{28 + at}年1月1日\n\f" for at, name in enumerate(names))
    found = tables(body + part(names[0], "行っている") + "\f" + part(names[1], "行っていない"))
    files = {row["part_no"]: row["file_no"] for row in found["parts"]}
    choices = {files[row["part_no"]]: row["choice"] for row in found["practices"] if row["item"] == "user_authentication"}
    assert choices == {1: "行っている", 2: "行っていない"}


# ---------------------------------------------------------------- pages of several files by turns

TITLE = "Ⅱ　特定個人情報ファイルの概要（{}）\n"


def day_page(name: str, day: str) -> str:
    return TITLE.format(name) + f"⑤保有開始日\t{day}\n⑥事務担当部署\t税務課\n\f"


def task_page(name: str, choice: str) -> str:
    return TITLE.format(name) + f"４．特定個人情報ファイルの取扱いの委託\n委託の有無\t[ {choice} ]\t{OUTSOURCED}\n\f"


def store_page(name: str, choice: str) -> str:
    return (TITLE.format(name) + f"６．特定個人情報の保管・消去\n①保管場所\t棚\n②保管期間\t期間\t[ {choice} ]\t{PERIODS}\n"
            "その妥当性\t条例による。\n③消去方法\t裁断する。\n\f")


@pytest.mark.parametrize("names", [
    ("市税収納情報ファイル", "市税滞納情報ファイル"), ("国民健康保険情報ファイル", "国民健康保険税情報ファイル"),
    ("障害者給付情報ファイル", "障害児給付情報ファイル"), ("妊婦健康診査ファイル", "産婦健康診査ファイル"), ("母子家庭医療ファイル", "父子家庭医療ファイル")])
def test_pages_by_turns_of_files_that_differ_by_a_letter_are_two_files(names: tuple[str, str]) -> None:
    # A person reads: first file 平成28年, 委託する, 5年; second 平成30年, 委託しない.
    one, two = names
    other = "軽自動車登録ファイル"
    found = tables(listed(one, two, other) + day_page(one, "平成28年1月1日") + day_page(two, "平成30年4月1日") + day_page(other, "平成31年4月1日")
                   + task_page(one, "委託する") + task_page(two, "委託しない") + task_page(other, "委託する") + store_page(one, "5年"))
    files = {row["name"]: (str(row["held_since"]), row["outsourced"]) for row in found["files"]}
    assert {name: files.get(name) for name in names} == {one: ("2016-01-01", "yes"), two: ("2018-04-01", "no")}


def test_a_page_by_turns_that_has_lost_its_title_is_not_the_file_befores() -> None:
    # A person reads 1年 for the second file.
    one, two = "軽自動車税ファイル", "個人住民税ファイル"
    found = tables(listed(one, two) + day_page(one, "平成28年1月1日") + day_page(two, "平成30年4月1日") + task_page(one, "委託する")
                   + task_page(two, "委託しない") + store_page(one, "5年").replace(TITLE.format(one), "") + store_page(two, "1年"))
    assert {row["file_no"]: row["period"] for row in found["retention"]}[2] != "5y"


@pytest.mark.parametrize("names", [("個人住民税ファイル", "軽自動車税ファイル"), ("国民健康保険資格ファイル", "国民健康保険給付ファイル")])
def test_the_same_page_of_two_files_by_turns_is_no_page_printed_twice(names: tuple[str, str]) -> None:
    # A person reads 行っている.
    def page(name: str, text: str) -> str:
        return f"Ⅲ　リスク対策（{name}）\n{text}\f"

    def logins(choice: str) -> str:
        return (f"３．特定個人情報の使用\nリスク2：　{USE[1]}\nユーザ認証の管理\t[ {choice} ]\t＜選択肢＞ 1) 行っている 2) 行っていない\n"
                "具体的な管理方法\t台帳を綴じた棚は課長の机の後ろに置き、鍵は課長が毎朝自ら受け取る。\n"
                f"その他の措置の内容\t棚の鍵の写しは作らず、失くしたときは錠前ごと替える。\n{rated('十分である')}\n")
    measures = (measure(3, "十分である", "帳簿の写しは年の終わりに数え、数が合わないときは課長に知らせる。")
                + measure(4, "十分である", "写しを外へ持ち出すときは、持ち出す者の名と日を帳簿に書く。"))
    files = "".join(FILE.format(name) + f"⑤保有開始日\t平成{28 + at}年1月1日\n\f" for at, name in enumerate(names))
    found = tables(files + page(names[0], logins("行っている")) + page(names[1], logins("行っていない")) + page(names[0], measures) + page(names[1], measures))
    parts = {row["part_no"]: row["file_no"] for row in found["parts"]}
    choices = {parts[row["part_no"]]: row["choice"] for row in found["practices"] if row["item"] == "user_authentication"}
    assert choices == {1: "行っている", 2: "行っていない"}


# ---------------------------------------------------------------- runs without a name


def test_a_part_that_begins_anew_without_its_name_is_not_the_rest_of_the_one_before() -> None:
    body = (listed("軽自動車税ファイル", "個人住民税ファイル") + FILE.format("軽自動車税ファイル") + "⑤保有開始日\t平成28年1月1日\n\f"
            + FILE.format("個人住民税ファイル") + "⑤保有開始日\t平成29年1月1日\n\f"
            + PART.format("軽自動車税ファイル\n") + measure(3, "十分である") + "\f" + PART.format("")
            + measure(3, "課題が残されている") + measure(4, "課題が残されている"))
    found = tables(body)
    first = next(row["part_no"] for row in found["parts"] if row["file_no"] == 1)
    assert {row["risk_no"]: row["choice"] for row in found["ratings"] if row["part_no"] == first and row["section"] == "use"}[4] is None


def test_a_file_that_is_not_listed_and_has_lost_its_name_is_none_of_the_listed_ones() -> None:
    # A person reads a third file.
    def run(name: str, day: str, department: str) -> str:
        return FILE.format(name).replace("\n\n", "\n") + f"２．基本情報\n⑤保有開始日\t{day}\n⑥事務担当部署\t{department}\n\f"
    found = tables(listed("軽自動車税ファイル", "個人住民税ファイル") + run("軽自動車税ファイル", "平成28年1月1日", "税務課")
                   + run("個人住民税ファイル", "未定", "") + run("", "平成30年4月1日", "資産課"))
    assert [(row["held_since"], row["department"]) for row in found["files"]][1] == (None, None)


# ---------------------------------------------------------------- texts that go on below


def test_the_dash_of_a_row_without_its_label_is_no_letter_of_the_vendor_above() -> None:
    # A person reads 株式会社みずうみ.
    row = outsourcing("委託事項1\t台帳の印刷\n①委託内容\t印刷する。\n⑥委託先名\t株式会社みずうみ\n\tー\n")
    assert row["vendor_stated"] == "株式会社みずうみ"


@pytest.mark.parametrize(("rows", "whole"), [
    ("株式会社エイチ\n\t・アイ・シ\n\tー・エス", "株式会社エイチ・アイ・シー・エス"),
    ("株式会社みずうみ\n\t・株式会社やま\n\t・株式会社かわ", "株式会社みずうみ・株式会社やま・株式会社かわ"),
    ("以下の2社\n\t・株式会社みずうみ\n\t・株式会社やま", "以下の2社・株式会社みずうみ・株式会社やま")])
def test_a_name_wrapped_over_three_rows_is_whole_or_unreadable(rows: str, whole: str) -> None:
    row = outsourcing(f"委託事項1\t台帳の印刷\n①委託内容\t印刷する。\n⑥委託先名\t{rows}\n")
    assert row["vendor_stated"] in (whole, None)


def test_a_recipient_is_not_joined_to_the_law_below_it() -> None:
    # A person reads 国税庁.
    body = (f"{FILE.format('税台帳ファイル')}５．特定個人情報の提供・移転\n提供先1\t国税庁\n\t番号法第19条第8号\n①法令上の根拠\t別表第二の38の項\n"
            "②提供先における用途\t税\n")
    assert [row["recipient"] for row in tables(body)["disclosures"]] == ["国税庁"]


def test_the_first_line_of_a_text_above_its_label_is_no_end_of_the_title_before() -> None:
    # A person reads the title 台帳の印刷.
    row = outsourcing("委託事項1\t台帳の印刷\n\t納税通知書の印刷、封入及び\n①委託内容\t封緘を行う。\n⑥委託先名\t株式会社みずうみ\n")
    assert row["title"] == "台帳の印刷"


@pytest.mark.parametrize("above", ["委託事項1 台帳の印刷 ①委託内容 印刷する。", "委託事項1 台帳の印刷 ①委託内容"])
def test_a_row_joined_to_its_next_one_does_not_cut_the_row_below_it(above: str) -> None:
    row = outsourcing(f"{above}\n⑥委託先名 株式会社みずうみ（①の全部）\n⑦再委託の有無 [ 再委託しない ]\n")
    assert row["vendor_stated"].startswith("株式会社みずうみ")


# ---------------------------------------------------------------- histories


def changes(rows: str, header: str = HISTORY) -> list[tuple[str, str]]:
    return [(str(change.changed_on), change.item[-4:]) for change in read_changes(read_cells(header + rows), header + rows)]


def test_a_day_in_the_middle_of_the_rows_it_spans_is_not_that_of_the_rows_below_up_to_the_next() -> None:
    rows = ("\tⅠ ７．①部署\t税務課\t資産税課\t事後\t組織の改正\n令和3年4月1日\n\tⅠ ７．②所属長\t税務課長\t資産税課長\t事後\t組織の改正\n"
            "\tⅡ ６．①保管場所\t棚\t蔵\t事後\t移転\n令和4年10月1日\n\tⅡ ６．③消去方法\t裁断\t溶解\t事後\t手順の改正\n")
    assert ("2021-04-01", "保管場所") not in changes(rows)


def test_a_row_without_its_item_is_not_moved_by_a_column() -> None:
    # A person reads a change of 令和5年4月1日 that brings Government Cloud in.
    rows = ("令和3年4月1日\tⅡ ６．①保管場所\t1 棚に置く。\t1 庁内の棚に置く。\t事後\t移転\n"
            "令和5年4月1日\t\t1 庁内の棚に置く。\t1 ガバメントクラウドに置く。\t事前\t移行\n"
            "令和6年4月1日\tⅡ ６．③消去方法\t裁断する。\t溶解する。\t事後\t手順\n")
    found = read_changes(read_cells(HISTORY + rows), HISTORY + rows)
    assert [change.brings_cloud for change in found if str(change.changed_on) == "2023-04-01"] == [True]


# ---------------------------------------------------------------- names of one letter


@pytest.mark.parametrize("recipient", ["国", "県", "市"])
def test_a_recipient_of_one_letter_is_one(recipient: str) -> None:
    # A person reads one recipient.
    found = tables(f"{FILE.format('税台帳ファイル')}５．特定個人情報の提供・移転\n提供先1\t{recipient}\n①法令上の根拠\t番号法\n②提供先における用途\t統計\n")
    assert [row["recipient"] for row in found.get("disclosures", [])] == [recipient]


# ---------------------------------------------------------------- pages and entries side by side


@pytest.mark.parametrize("above", [False, True])
def test_rows_as_wide_as_the_table_are_of_no_right_page(above: bool) -> None:
    # A person reads 5年.
    beside = ("提供先1\t国税庁\t提供先2\t湖の県\n①法令上の根拠\t法8号\t①法令上の根拠\t法9号\n②提供先における用途\t税\t②提供先における用途\t手当\n"
              "③提供する情報\t税額\t③提供する情報\t所得\n")
    store = f"６．特定個人情報の保管・消去\n①保管場所\t棚\n②保管期間\t期間\t[ 5年 ]\t{PERIODS}\nその妥当性\t条例による。\n③消去方法\t裁断する。\n"
    found = tables(FILE.format("税台帳ファイル") + "５．特定個人情報の提供・移転\n" + (store + beside if above else beside + store))
    assert [(row["period"], row["status"]) for row in found["retention"]] == [("5y", "stated")]


# ---------------------------------------------------------------- boxes


@pytest.mark.parametrize("text", ["自己点検 [ ○ ] 内部監査 [ ] 外部監杳", "自己点検 [ ○ ] 内部監査 [ ] 外 部 監 直"])
def test_boxes_before_their_labels_of_which_the_first_is_lost_do_not_move_on(text: str) -> None:
    found = read_boxes(text, ["自己点検", "内部監査", "外部監査"])
    assert found.get("自己点検") is not True and found.get("内部監査") is not False


# ---------------------------------------------------------------- scrambled pages


@pytest.mark.parametrize("text", ["1) 入退室を記録し、鍵を掛ける。 [", "(1)台帳を棚に入れ鍵をかける。 [", "○ 台帳の写しに番号を振る。["])
def test_a_text_behind_which_a_box_was_torn_is_still_a_text(text: str) -> None:
    item = next(item for item in load_form("full").items if item.type == "prose")
    cell = read_cells(text)[0]
    answer = Answer(item, "stated", cell.text, line=1, cells=[cell])
    keep_prose(answer, load_form("full"))
    assert answer.status == "stated"


# ---------------------------------------------------------------- more of pages by turns


def test_a_field_of_one_files_page_is_never_published_for_the_other_one() -> None:
    one, two, other = "市税収納情報ファイル", "市税滞納情報ファイル", "軽自動車登録ファイル"
    found = tables(listed(one, two, other) + day_page(one, "平成28年1月1日") + day_page(other, "平成31年4月1日") + task_page(two, "委託しない")
                   + task_page(other, "委託する") + store_page(one, "5年"))
    assert {row["name"]: row["outsourced"] for row in found["files"]}[one] is None


# ---------------------------------------------------------------- more of runs without a name of a known file


def test_a_part_that_names_another_file_is_not_the_rest_of_the_one_before() -> None:
    one, two, three = "軽自動車税ファイル", "個人住民税ファイル", "固定資産税ファイル"
    body = (listed(one, two) + FILE.format(one) + "⑤保有開始日\t平成28年1月1日\n\f" + FILE.format(two) + "⑤保有開始日\t平成29年1月1日\n\f"
            + PART.format(f"{one}\n") + measure(3, "十分である") + measure(4, "十分である") + "\f" + PART.format(f"{two}\n") + measure(3, "十分である") + "\f"
            + PART.format(f"{three}\n") + measure(3, "課題が残されている") + measure(4, "課題が残されている"))
    found = tables(body)
    second = next(row["part_no"] for row in found["parts"] if row["file_no"] == 2)
    assert {row["risk_no"]: row["choice"] for row in found["ratings"] if row["part_no"] == second and row["section"] == "use"}[4] is None


# ---------------------------------------------------------------- entries of a scrambled page


def test_labels_are_not_given_to_entries_by_count_where_the_numbers_show_that_a_heading_is_lost() -> None:
    groups = [Group("outsourcing_item", 1, "", 10), Group("outsourcing_item", 3, "", 60)]
    hits = [Hit("委託先名", line, line, line, "") for line in (20, 40)]
    assert [(group.number, hit.line) for group, hit, _ in _by_entry(groups, hits, [10, 60])] == []


# ---------------------------------------------------------------- histories whose columns have another order

OTHER_ORDER = "項目\t変更前の記載\t変更後の記載\t変更日\t提出時期\t提出時期に係る説明\n"


def test_a_row_with_a_cell_more_has_its_columns_in_the_headers_order_too() -> None:
    # A person reads Government Cloud on 令和4年4月1日.
    rows = ("Ⅱ ６．③消去方法\t裁断\t溶解\t令和3年4月1日\t事後\t手順\nⅡ ６．①保管場所\t棚\tガバメントクラウド\t令和4年4月1日\t事前\t移行\t補足\n"
            "Ⅰ ７．①部署\t税務課\t資産税課\t令和5年4月1日\t事後\t組織\n")
    found = read_changes(read_cells(OTHER_ORDER + rows), OTHER_ORDER + rows)
    assert [(str(change.changed_on), change.brings_cloud) for change in found][1] == ("2022-04-01", True)


def test_columns_in_another_order_may_have_a_number_before_them() -> None:
    # A person reads 保管場所.
    header = f"No.\t{OTHER_ORDER}"
    rows = ("1\tⅡ ６．①保管場所\t棚\tガバメントクラウド\t令和3年4月1日\t事後\t移転\n2\tⅡ ６．③消去方法\t裁断\t溶解\t令和4年4月1日\t事後\t手順\n"
            "3\tⅠ ７．①部署\t税務課\t資産税課\t令和5年4月1日\t事後\t組織\n")
    assert "事後" not in [change.item for change in read_changes(read_cells(header + rows), header + rows)]


# ---------------------------------------------------------------- numbers before lines


def test_a_torn_line_that_begins_with_a_number_counts_no_line() -> None:
    # A person reads 税務課.
    lines = ["特定個人情報保護評価書（全項目評価書）", "評価実施機関名", "みずうみ市長", *["余白"] * 10, "Ⅱ　特定個人情報ファイルの概要",
             "１．特定個人情報ファイル名",
             "税台帳ファイル", "２．基本情報", "⑤保有開始日\t平成28年1月1日", "⑥事務担当部署\t税務課", "６．特定個人情報の保管・消去", "①保管場所\t棚",
             "③消去方法\t裁断する。", "７．備考", "棚"]
    counted = [f"{number}: {line}" for number, line in enumerate(lines, 1)]
    at = next(at for at, line in enumerate(lines) if line.startswith("⑥"))
    text = "\n".join([*counted[:at], "20 番の窓口", *counted[at:]])
    assert [row["department"] for row in read_report(Source("湖.txt", "0" * 64, text)).tables["files"]] == ["税務課"]


def test_days_below_their_own_label_are_not_dropped() -> None:
    # A person reads them.
    def record(day: str, item: str) -> str:
        return f"変更日：\n{day}\n項目：\n{item}\n変更前の記載：\n棚\n変更後の記載：\n蔵\n提出時期：\n事後\n\n"
    text = record("令和3年4月1日", "Ⅱ ６．①保管場所") + record("令和4年4月1日", "Ⅱ ６．③消去方法")
    assert [str(change.changed_on) for change in read_changes(read_cells(text), text)] == ["2021-04-01", "2022-04-01"]


# ---------------------------------------------------------------- a box above its label


def test_the_box_of_a_lost_label_is_not_the_next_ones_that_has_its_own_below() -> None:
    # A person reads 行っていない for アクセス権限の管理.
    listed_ = "＜選択肢＞ 1) 行っている 2) 行っていない"
    body = (f"{FILE.format('税台帳ファイル')}{PART.format('税台帳ファイル' + chr(10))}リスク2：　{USE[1]}\n"
            f"ユーザ認証の管理\t{listed_}\n[ 行っている ]\n具体的な管理方法\t棚の鍵。\n"
            f"[ 行っている ]\nアクセス権限の管理\t{listed_}\n[ 行っていない ]\n具体的な管理方法\t鍵を替える。\n")
    found = {row["item"]: row["choice"] for row in tables(body)["practices"]}
    assert found["access_right_management"] != "行っている"


# ---------------------------------------------------------------- what reports like the real ones showed


def test_a_control_without_check_among_bare_brackets_is_a_mark_though_others_are_checked() -> None:
    text = plain('[] 庁内連携システム [<input checked="" type="checkbox"/>] 税務システム [<input type="radio"/>] 宛名システム等')
    assert read_boxes(text, ["庁内連携システム", "税務システム", "宛名システム等"]) == {"庁内連携システム": False, "税務システム": True, "宛名システム等": True}
    whole = plain('[<input type="checkbox"/>] 庁内連携システム [<input checked="" type="checkbox"/>] 税務システム')
    assert read_boxes(whole, ["庁内連携システム", "税務システム"]) == {"庁内連携システム": False, "税務システム": True}


def test_columns_of_a_history_may_be_filled_with_wide_spaces() -> None:
    def row(day: str, item: str, old: str, new: str, fill: str = " ") -> str:
        cells = (("", 1), (day, 16), (item, 26), (old, 32), (new, 32), ("事後", 8), ("様式", 8))
        gaps = [columns - width(text) for text, columns in cells]
        return "".join(text + fill * (gap // width(fill)) + " " * (gap % width(fill)) for (text, _), gap in zip(cells, gaps, strict=True)).rstrip()
    rows = [row("平成28年7月1日", "Ⅰ-7-②", "課長 湖", "課長 棚", "　"), row("平成29年7月18日", "Ⅱ-4 委託事項3", "株式会社みずうみ", "株式会社たな"),
            row("平成30年8月1日", "Ⅱ-6-②保管期間", "3年", "5年", "　"), row("令和2年10月1日", "Ⅲ-3 リスク1", "十分である", "特に力を入れている"),
            row("令和3年9月1日", "Ⅱ-5 提供先1", "なし", "湖の県", "　"), row("令和4年8月8日", "Ⅵ-1-①実施日", "平成30年6月1日", "令和4年6月1日")]
    header = row("変更日", "項目", "変更前の記載", "変更後の記載").replace("事後", "提出時期").replace("様式", "提出時期に係る説明")
    text = "\n\n".join([header, *rows, ""])
    found = [[cell.text for cell in row] for row in read_columns(read_cells(text), text)]
    assert [texts[0] for texts in found] == ["平成28年7月1日", "平成29年7月18日", "平成30年8月1日", "令和2年10月1日", "令和3年9月1日", "令和4年8月8日"]
    assert found[0][2:] == ["課長 湖", "課長 棚", "事後", "様式"] and found[4][2:] == ["なし", "湖の県", "事後", "様式"]


@pytest.mark.parametrize(("blanks", "pages"), [("\n\n\n", [1, 1, 2, 2]), ("\n\n", [1, 1, 1, 1]), ("\n", [1, 1, 1, 1])])
def test_a_part_whose_title_blank_lines_part_from_the_text_above_begins_a_page(blanks: str, pages: list[int]) -> None:
    cells = read_cells(f"１０．その他のリスク対策\n湖を見る。{blanks}Ⅲ　リスク対策 ※（7.②を除く。）\n１．特定個人情報ファイル名\n")
    assert [cell.page for cell in cells] == pages


# ---------------------------------------------------------------- scrambled pages


def page_of(text: str) -> Page:
    return Page(read_cells(text))


def test_the_end_of_a_wrapped_entry_of_an_option_list_is_no_choice() -> None:
    options = option_lists()["done"]
    (own,) = {option.label for option in options if option.code == "yes"}
    wrapped = f"1） 特に力を入れて\n{own}\n2） 十分に{own}\n"
    assert page_values(page_of(wrapped), [options], set()) == []
    assert [value.line for value in page_values(page_of(f"{wrapped}\n{own}\n"), [options], set())] == [5]


LABELS = [option.label for option in option_lists()["connection"]]


def test_boxes_in_halves_are_put_together_where_nothing_is_lost_or_can_be_swapped() -> None:
    halves = "".join(f"[{' ○' * (at in (1, 4))}\n] {label}\n" for at, label in enumerate(LABELS))
    (boxes,) = torn_boxes(page_of(halves), LABELS, 1)
    assert [label for label in LABELS if boxes[label]] == [LABELS[1], LABELS[4]] and None not in boxes.values()
    swapped = f"[ ○\n[\n] {LABELS[0]}\n] {LABELS[1]}\n" + "".join(f"[\n] {label}\n" for label in LABELS[2:])
    (boxes,) = torn_boxes(page_of(swapped), LABELS, 1)
    assert boxes[LABELS[0]] is boxes[LABELS[1]] is None and boxes[LABELS[2]] is False
    (boxes,) = torn_boxes(page_of(halves.replace(f"\n] {LABELS[4]}", "\n")), LABELS, 1)
    assert False not in boxes.values()  # a mark stands alone: any box may be its own


def test_boxes_of_a_list_in_halves_are_told_apart_from_those_that_close_elsewhere() -> None:
    own, inside, outside = (option.label for option in option_lists()["audit_kind"])
    halves = f"[\n] 委託しない\n[ ○\n] {own}\n[\n] {inside}\n[ ○\n] {outside}\n"
    assert page_boxes(page_of(halves), [own, inside, outside]) == {own: True, inside: False, outside: True}
    lost = page_boxes(page_of(halves.replace("[\n] 委託しない", "] 委託しない")), [own, inside, outside])
    assert False not in lost.values()


@pytest.mark.parametrize(("text", "read"), [
    ("③委託先名\n株式会社みずうみ\n1）委託する\n③委託先名\nさざなみ計算有限会社\n", ["株式会社みずうみ", "さざなみ計算有限会社"]),
    ("③委託先名\n1）委託する\n株式会社みずうみ\n③委託先名\nさざなみ計算有限会社\n", [None, None])], ids=["below their labels", "one elsewhere"])
def test_vendors_of_several_tasks_are_those_right_below_their_labels_or_none(text: str, read: list[str | None]) -> None:
    (item,) = [item for item in load_form("priority").block("file") if item.name == "vendor_stated"]
    page = page_of(text)
    tasks = [Group("outsourcing_item", number, "", cell.line, {item.name: Answer(item, "blank", line=cell.line)})
             for number, cell in enumerate([cell for cell in page.cells if "委託先名" in cell.text], 1)]
    fill_tasks(tasks, page)
    assert [task.answers[item.name].value for task in tasks] == read
    assert None not in read or {task.answers[item.name].status for task in tasks} == {"unreadable"}


def test_a_number_at_the_end_of_a_list_is_not_joined_to_a_text_below_the_next_heading() -> None:
    cells = [cell for cell in read_cells("３．中間サーバ\n２．特定個人情報ファイル名\n湖の台帳ファイル\n") if "名" not in cell.text]
    assert [cell.text for cell in joined_lines(cells)] == ["3.中間サーバ", "湖の台帳ファイル"]


def test_two_empty_lines_end_pages_where_there_are_hardly_any_others() -> None:
    page = "\n".join(f"棚{number}の鍵は係長が毎朝数える。" for number in range(30))
    assert [cell.page for cell in read_cells("\n\n\n".join([page] * 3))][::30] == [1, 2, 3]
    assert {cell.page for cell in read_cells("\n\n\n".join([page[:40]] * 9))} == {1}
