"""What damage a reader sees: what can't be read is unreadable, what was struck out is not said, what is printed twice counts once. All reports are invented."""
from __future__ import annotations

from typing import Any

import pytest

from etl.choices import read_choice
from etl.form import load_form, option_lists
from etl.history import read_changes
from etl.kind import find_kind
from etl.labels import find_hits
from etl.lines import read_cells
from etl.normalise import plain, width
from etl.report import read_report
from etl.sources import Source, source_of
from tests.reports.form_risks import RULES

HEAD = "特定個人情報保護評価書（全項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
FILE = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n"
LIST = "＜選択肢＞ 1) 特に力を入れている 2) 十分である 3) 課題が残されている"
PERIODS = "＜選択肢＞ 1) 1年未満 2) 1年 6) 5年 9) 20年以上"
USE = [item.labels[0] for item in load_form("full").block("part") if item.type == "risk" and item.section == "use"]


def tables(body: str, head: str = HEAD) -> dict[str, list[dict[str, Any]]]:
    return read_report(Source("湖.txt", "0" * 64, head + body)).tables


def ratings(body: str) -> dict[int, str]:
    """Ratings of 使用 by risk, or their status."""
    return {row["risk_no"]: row["choice"] or row["status"] for row in tables(body)["ratings"] if row["section"] == "use"}


def status(body: str, field: str) -> str:
    return next(row["status"] for row in tables(body)["coverage"] if row["field"] == field)


def measure(number: int, answer: str) -> str:
    return f"リスク{number}：　{USE[number - 1]}\nリスクに対する措置の内容\n棚{number}に鍵をかけ、台帳に名を書いた者だけが開ける。\n{answer}\n"


def rated(choice: str) -> str:
    return f"リスクへの対策は十分か\t[ {choice} ]\t{LIST}"


@pytest.mark.parametrize(("text", "expected"), [
    (f"[ 十分で.ある ] {LIST}", ("stated", "十分である")),
    (f"[ ~~課題が残されている~~ 十分である ] {LIST}", ("stated", "十分である")),
    (f"[ <s>課題が残されている</s> 十分である ] {LIST}", ("stated", "十分である")),
    (f"[ ■■■■■ ] {LIST}", ("unreadable", None)),
    (f"[ 十分で■る ] {LIST}", ("stated", "十分である")),
    (f"[ 十分■■る ] {LIST}", ("unreadable", None)),
    (f"[ 十分である ] [ 特に力を入れている ] {LIST}", ("unreadable", None)),
    (f"[ 十分である ] [ 十分である ] {LIST}", ("stated", "十分である")),
    (f"[ <del>課題が残されている\n</del> 十分である ] {LIST}", ("stated", "十分である")),
    ("[ 十分である ] ＜選択肢＞ 1) 特に力を入れている 2) 十分である○ 3) 課題が残されている", ("stated", "十分である")),
    ("[ 課題が残されている ] ＜選択肢＞ ○1) 特に力を入れている 2) 十分である 3) 課題が残されている", ("unreadable", None)),
    ("[ 十分である ] ＜選択肢＞ 1) 特に力を入れている ○2) 十分である 3) 課題が残されている", ("stated", "十分である")),
    (f"[ ＋分である ] {LIST}", ("stated", "十分である")),
    (f"[ 持に力を入れている ] {LIST}", ("stated", "特に力を入れている")),
    (f"[ 課題が殘されている ] {LIST}", ("stated", "課題が残されている")),
    (f"[ 十分であろ {LIST}", ("stated", "十分である")),
    (f"十分であろ {LIST}", ("stated", "十分である")),
    (f"[ {LIST}", ("unreadable", None)),
], ids=["dirt", "struck out", "struck out in HTML", "lost letters", "a letter lost", "two letters lost", "two boxes", "a box twice", "struck out over lines",
        "a mark behind an entry", "box against list", "box and list", "a letter misread", "the first letter misread", "an old form",
        "a bracket lost", "both brackets lost", "all lost"])
def test_a_box_says_what_a_reader_sees(text: str, expected: tuple[str, str | None]) -> None:
    choice = read_choice(plain(text), option_lists()["level"])
    assert (choice.status, choice.option and choice.option.label) == expected


def test_a_connection_leads_to_the_line_of_its_box() -> None:
    boxes = "[ ] 情報提供ネットワークシステム [ ○ ] 庁内連携システム\n[ ○ ] 宛名システム等 [ ] 税務システム\n[ ] その他 （　）\n"
    system = f"２．特定個人情報ファイルを取り扱う事務において使用するシステム\nシステム1\n①システムの名称\t湖システム\n③他のシステムとの接続\n{boxes}"
    found = {row["connection"]: row["line"] for row in tables(f"Ⅰ　基本情報\n{system}")["system_connections"]}
    first = found["info_network"]
    assert first and found == {"info_network": first, "internal": first, "addressee": first + 1, "tax": first + 1, "other": first + 2,
                               "juki_net": first, "existing_juki": first}  # of these two no box is to be seen


def test_each_name_of_a_list_leads_to_its_own_line() -> None:
    basic = "特定個人情報保護評価書（基礎項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
    lists = "③システムの名称\n湖システム\n中間サーバー\n２．特定個人情報ファイル名\n湖の税台帳ファイル\n湖の収納ファイル\n３．個人番号の利用\n"
    found = tables(f"Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n{lists}", basic)
    first = next(at for at, line in enumerate(f"{basic}Ⅰ\n１．\n{lists}".split("\n"), 1) if line == "湖システム")
    assert [row["line"] for row in found["systems"]] == [first, first + 1]
    assert [row["line"] for row in found["coverage"] if row["field"] == "name"] == [first + 3, first + 4]


@pytest.mark.parametrize("nothing", ["（空欄）", "(未記入)", "クリックまたはタップしてテキストを入力してください。", "Click or tap here to enter text."])
def test_what_a_program_prints_for_nothing_is_no_answer(nothing: str) -> None:
    body = f"{FILE}５．特定個人情報の提供・移転\n提供先1\t{nothing}\n①法令上の根拠\t{nothing}\n６．特定個人情報の保管・消去\n"
    found = tables(f"{body}⑥事務担当部署\t{nothing}\n")
    assert not found.get("disclosures") and not found.get("wording")


@pytest.mark.parametrize(("row", "expected"), [
    ("[ 無料 ] {}\n（手数料額、納付方法：　）", "free"), ("（手数料額、納付方法：　）\t[ 無料 ] {}", "free"),
    ("[ 無料 ]（手数料額、納付方法：　）\t{}", "free"),
    ("（手数料額、納付方法：　）\t[ ] {}", "blank"), ("[ ]（手数料額、納付方法：　）\t{}", "blank"), ("（手数料額、納付方法：　）\t{}", "unreadable")])
def test_a_box_is_read_on_either_side_of_what_the_lower_row_says(row: str, expected: str) -> None:
    asked = "Ⅴ　開示請求、問合せ\n１．特定個人情報の開示・訂正・利用停止請求\n①請求先\t湖市総務課\n③手数料等\t"
    found = tables(f"{asked}{row.format('＜選択肢＞ 1) 有料 2) 無料')}\n④個人情報ファイル簿の公表\n")
    statuses = {field["field"]: field["status"] for field in found["coverage"]}
    assert expected in (found["assessments"][0]["fee"], statuses["fee"])


@pytest.mark.parametrize(("row", "expected"), [
    ("⑤保有開始日\t平成■■年10月5日", "unreadable"), ("⑤保有開始日\t平成28年　月　日", "unreadable"), ("⑤保有開始日\t平成　年　月　日", "blank"),
    ("⑤保有開始日\n15", "blank"), ("⑤保有開始日\t未定（令和8年度を予定）", "blank"), ("⑤保有開始日\t平成28年1月1日", "stated")])
def test_a_day_of_which_part_is_lost_is_unreadable_not_blank(row: str, expected: str) -> None:
    assert status(f"{FILE}{row}\n⑥事務担当部署\t税務課\n", "held_since") == expected


def test_a_sign_beside_a_digit_may_be_a_lost_one() -> None:
    bands = option_lists()["subject_band"]
    assert read_choice("[ 1*万人以上10*万人未満 ] ＜選択肢＞ 1) 1万人未満 2) 1万人以上10万人未満 3) 10万人以上100万人未満", bands).status == "unreadable"


def test_signs_between_words_strike_nothing_out() -> None:
    assert plain("国~~県~~市 条例1~~条例5、規則1~~規則9") == "国~~県~~市 条例1~~条例5、規則1~~規則9"


def test_a_system_whose_name_has_lost_letters_is_one() -> None:
    body = ("Ⅰ　基本情報\n２．使用するシステム\nシステム1\n①システムの名称\t税システム■■\n②システムの機能\t税を計る\n"
            "③他のシステムとの接続\t[○] 庁内連携システム\n"
            "システム2\n①システムの名称\t湖システム\n②システムの機能\t湖を測る\n")
    assert [row["name"] for row in tables(body)["systems"]] == ["税システム■■", "湖システム"]


def test_a_name_with_lost_letters_is_no_vendor() -> None:
    body = f"{FILE}委託の有無\t[ 委託する ]\n委託事項1\t台帳の印刷\n③委託先名\t株式会社■■■\n"
    assert [(row["vendor_stated"], row["vendor"]) for row in tables(body)["outsourcing"]] == [(None, None)]


@pytest.mark.parametrize(("label", "expected"), [
    (f"②保管期間\t[ 5年 ]\t{PERIODS}", "5y"), (f"②保管期間\n[ 5年\n{PERIODS}\n]", "5y"), (f"②保管期間\t期間\t[ 20年以上 ]\t{PERIODS}", "over_20y"),
    (f"②保管期間\n期間\n[ 20年以上 ]\n{PERIODS}", "over_20y"), ("②保管期間\tその妥当性", None),
    ("②保管期間\n[○] 紙\n[ 5年 ]の棚", None)])
def test_a_label_that_spans_one_row_stands_for_it_where_the_rows_own_is_not_printed(label: str, expected: str | None) -> None:
    (row,) = tables(f"{FILE}６．特定個人情報の保管・消去\n①保管場所\t棚\n{label}\nその妥当性\t条例による。\n③消去方法\t裁断する。\n")["retention"]
    assert row["period"] == expected


def test_headings_in_brackets_are_headings() -> None:
    body = ("【Ⅱ 特定個人情報ファイルの概要】\n【1. 特定個人情報ファイル名】\n税台帳ファイル\n【2. 基本情報】\n⑤保有開始日： 平成28年1月1日\n"
            f"【6. 特定個人情報の保管・消去】\n①保管場所 ※： 【税システムにおける措置】 棚\n②保管期間： [ 5年 ] {PERIODS}\n")
    found = tables(body)
    assert [(row["name"], str(row["held_since"])) for row in found["files"]] == [("税台帳ファイル", "2016-01-01")]
    assert [row["period"] for row in found["retention"]] == ["5y"]


def test_headings_in_brackets_amid_a_text_are_its_own() -> None:
    body = (f"{FILE}委託の有無\t[ 委託する ]\n委託事項1\t台帳の印刷\n①委託内容\n印刷する。\n【委託先名】\n封筒に刷る名のこと。\n③委託先名\t株式会社みずうみ\n")
    assert [row["vendor_stated"] for row in tables(body)["outsourcing"]] == ["株式会社みずうみ"]


def test_a_consent_quoted_behind_the_heading_of_rows_is_no_choice() -> None:
    body = (f"{FILE}委託の有無\t[ 委託する ]\n委託事項1\t台帳の印刷\n①委託内容\n再委託\n[ 再委託しない ]ものとする。\n③委託先名\t株式会社みずうみ\n"
            "④再委託の有無\t[ 再委託する ]\n")
    assert [row["subcontracting"] for row in tables(body)["outsourcing"]] == ["yes"]


PART = "Ⅲ　リスク対策\n１．特定個人情報ファイル名\n{}\n３．特定個人情報の使用\n"


def use_page(choice: str) -> str:
    logins = "".join(f"{label}\t[ 行っている ]\t＜選択肢＞ 1) 行っている 2) 行っていない\n具体的な管理方法\t棚の鍵を{label}ごとに分ける。\n"
                     for label in ("ユーザ認証の管理", "アクセス権限の発効・失効の管理", "アクセス権限の管理"))
    behind = "".join(measure(number, rated(choice)) for number in (3, 4))
    return f"３．特定個人情報の使用\nリスク2：　{USE[1]}\n{logins}その他の措置の内容\t―\n{rated(choice)}\n{behind}\n\n"


@pytest.mark.parametrize("prints", [2, 3])
def test_a_page_printed_again_counts_once(prints: int) -> None:
    files = FILE + FILE.replace("税", "水")
    behind = "４．特定個人情報ファイルの取扱いの委託\n規定の内容\t鍵の扱いを定める。\n７．特定個人情報の保管・消去\n⑤物理的対策\n⑥技術的対策\n⑦バックアップ\n"
    part = f"Ⅲ　リスク対策\n１．特定個人情報ファイル名\n税台帳ファイル\n{use_page('十分である') * prints}{behind}{use_page('課題が残されている')}{behind}"
    found = tables(files + part)
    assert {row["part_no"]: row["choice"] for row in found["ratings"] if row["status"] == "stated"} == {1: "十分である", 2: "課題が残されている"}


def test_entries_that_are_alike_but_for_their_names_are_no_page_printed_twice() -> None:
    def entry(number: int) -> str:
        return (f"提供先{number}\t湖{number}の国の機関\n①法令上の根拠\t番号の使い方を定める法の同じ条の同じ項の同じ号による。\n②提供先における用途\t年金\n"
                "③提供する情報\t住民の湖の税の額と納めた日を書いた台帳のうち求められた行\n⑥提供方法\t[○] 紙\n⑦時期・頻度\t毎月\n")
    found = tables(f"{FILE}５．特定個人情報の提供・移転\n" + "".join(entry(number) for number in (1, 2, 3)))
    assert [row["recipient"] for row in found["disclosures"]] == [f"湖{number}の国の機関" for number in (1, 2, 3)]


def test_rows_of_a_history_that_come_again_are_rows() -> None:
    rows = "".join(f"令和3年4月1日\t{item}\t湖の畔の棚に綴じた台帳を課の者が日ごとに改める手順\t新しい{item}\t事後\t整理\n"
                   for item in ("Ⅱ　６．保管場所", "Ⅱ　６．消去方法"))
    source = f"変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n{rows * 6}"
    assert len(read_changes(read_cells(source), source)) == 12


@pytest.mark.parametrize("row", [f"\t[ 特に力を入れている ]\t{LIST}", f"\t{LIST} [ 特に力を入れている ]"], ids=["before its list", "behind its list"])
def test_a_choice_with_its_list_behind_a_measure_is_the_ratings_whose_label_is_lost(row: str) -> None:
    body = PART.format("税台帳ファイル") + measure(3, row) + measure(4, rated("十分である"))
    assert ratings(body) == {1: "not_in_source", 2: "not_in_source", 3: "特に力を入れている", 4: "十分である"}


def test_a_choice_quoted_in_a_measure_is_no_rating_though_the_ratings_label_is_lost() -> None:
    body = PART.format("税台帳ファイル") + measure(3, "[ 課題が残されている ]とした前回から改めた。") + measure(4, rated("十分である"))
    assert ratings(body)[3] == "not_in_source"


def test_a_choice_quoted_with_its_list_is_no_rating() -> None:
    quoted = f"前回の評価：\n[ 課題が残されている ]\n{LIST}\nこれを改め、鍵を替えた。"
    assert ratings(PART.format("税台帳ファイル") + measure(3, quoted) + measure(4, rated("十分である")))[3] == "not_in_source"


def test_a_choice_that_two_lost_labels_may_have_is_neithers() -> None:
    listed = "＜選択肢＞ 1) 行っている 2) 行っていない"
    body = (f"{PART.format('税台帳ファイル')}リスク2：　{USE[1]}\nユーザ認証の管理\t[ 行っている ]\t{listed}\n具体的な管理方法\t名を書く。\n"
            f"\t[ 行っていない ]\t{listed}\n\t課長が台帳に書く。\n特定個人情報の使用の記録\t[ 記録を残している ]\n")
    found = {row["item"]: row["status"] for row in tables(body)["practices"]}
    assert found["access_right_issuance"] == found["access_right_management"] == "not_in_source"


@pytest.mark.parametrize(("below", "status"), [("", "not_in_source"), ("[ 定めている ]\n＜選択肢＞\n1) 定めている 2) 定めていない\n", "stated")])
def test_the_box_above_a_label_without_its_own_is_no_lost_ones(below: str, status: str) -> None:
    body = (f"{PART.format('税台帳ファイル')}4．特定個人情報ファイルの取扱いの委託\n委託元と委託先間の提供に関する{RULES}\n鍵をかける。\n"
            f"\t[ 定めている ]\n＜選択肢＞\n1) 定めている 2) 定めていない\n委託契約書中の特定個人情報ファイルの取扱いに関する規定\n{below}")
    assert {row["item"]: row["status"] for row in tables(body)["practices"]}["deletion_rules"] == status


def test_the_row_above_each_table_of_a_converter_is_no_text() -> None:
    body = ("## Ⅱ　特定個人情報ファイルの概要\n## １．特定個人情報ファイル名\n| 項目 | 内容 |\n| --- | --- |\n\n税台帳ファイル\n\n"
            "| 項目 | 内容 |\n| --- | --- |\n| ⑤保有開始日 | 平成28年1月1日 |\n")
    assert [(row["name"], str(row["held_since"])) for row in tables(body)["files"]] == [("税台帳ファイル", "2016-01-01")]


@pytest.mark.parametrize("foot", ["湖の市　税の事務　{}", "湖の市 税の事務 - {} -", "湖の市 税の事務 {}/30"])
def test_a_title_with_a_number_that_counts_up_ends_a_page(foot: str) -> None:
    cells = read_cells("".join("棚を見る。\n" * 9 + f"頁の中身{n}\n{foot.format(n)}\n" for n in range(3, 11)))
    assert [cell.page for cell in cells if cell.text.startswith("頁の中身")] == list(range(1, 9))
    assert not any("税の事務" in cell.text for cell in cells)


def test_short_pages_end_with_their_title_and_number_too() -> None:
    cells = read_cells("".join("棚を見る。\n" * 5 + f"湖の市 税の事務 {n}/9\n" for n in range(1, 9)))
    assert cells[-1].page == 8


@pytest.mark.parametrize("line", ["システムの番号 {}", "提供先 {}", "### 委託事項 {}", "４．委託事項 {}", "・リスク {}"])
def test_a_heading_with_a_number_near_the_next_one_or_of_an_entry_ends_no_page(line: str) -> None:
    text = "".join(f"{line.format(n)}\n" + "棚を見る。\n" * (3 if "番号" in line else 9) for n in range(1, 9))
    assert {cell.page for cell in read_cells(text)} == {1}


def test_an_entry_of_an_option_list_tells_no_kind_of_form() -> None:
    text = ("Ⅰ 関連情報\nⅡ しきい値判断項目\n取扱者数\nⅣ リスク対策\n1. 提出する特定個人情報保護評価書の種類\n[ 基礎項目評価書 ]\n"
            "1) 基礎項目評価書  2) 基礎項目評価書及び重点項目評価書\n")
    assert find_kind(read_cells(text)) == "basic"


def test_a_cover_may_join_the_kind_of_form_to_an_affair() -> None:
    assert find_kind(read_cells("みずうみ市 税の事務及び全項目評価書\n\n基本情報\n")) == "full"


def test_an_annex_that_lists_affairs_of_an_ordinance_is_one() -> None:
    body = (f"{FILE}５．特定個人情報の提供・移転\n提供先1\t国の機関\n①法令上の根拠\t条例\n\n別紙1 条例で定める事務一覧\n"
            "提供先2\t山の国の機関\n①法令上の根拠\t条例\n")
    assert [row["recipient"] for row in tables(body)["disclosures"]] == ["国の機関"]


def test_form_fields_that_a_tool_lists_below_a_page_are_what_they_hold() -> None:
    text = "使用者数\n-- form fields --\nText12: 10人以上50人未満\nCheck3: On\nCheck4: Off\n\f" + "".join(f"余白\nText7{n}: 棚{n}\n\f" for n in range(10))
    assert [cell.text for cell in read_cells(text) if cell.page == 1] == ["使用者数", "―", "10人以上50人未満", "○"]


def test_a_text_that_a_tool_lists_below_a_page_is_not_the_last_fields() -> None:
    listed = "-- form fields --\nText1: 平成28年1月1日\nText2: \n\f" + "".join(f"余白\nText7{n}: 棚{n}\n\f" for n in range(10))
    assert [row["department"] for row in tables(f"{FILE}⑤保有開始日\t\n⑥事務担当部署\t\n{listed}")["files"]] == [None]


def test_lines_above_a_list_of_fields_keep_their_numbers_and_pages() -> None:
    text = "使用者数\n\n-- form fields --\n\nText12: 10人以上50人未満\n\f" + "".join(f"余白\nText7{n}: 棚{n}\n\f" for n in range(10))
    assert [(cell.line, cell.page) for cell in read_cells(text) if "10人" in cell.text] == [(5, 1)]


def test_recipients_listed_in_an_annex_are_no_annex() -> None:
    body = f"{FILE}５．特定個人情報の提供・移転\n提供先1\n別紙3「提供先一覧」に掲げる者\n①法令上の根拠\n条例\n移転先1\n湖の課\n"
    assert [row["recipient"] for row in tables(body)["disclosures"]] == ["別紙3「提供先一覧」に掲げる者", "湖の課"]


def test_wide_bars_part_the_columns_of_a_row() -> None:
    source = "変更日｜項目｜変更前の記載｜変更後の記載｜提出時期｜提出時期に係る説明\n" + "".join(
        f"令和{n}年4月1日｜Ⅰ　７．部署｜旧い{n}｜新しい{n}｜事後｜改組\n" for n in (2, 3, 4))
    assert [(row.item, row.after, row.timing) for row in read_changes(read_cells(source), source)] == [("I 7.部署", f"新しい{n}", "事後") for n in (2, 3, 4)]


def test_a_row_without_a_day_beside_rows_with_their_days_has_none() -> None:
    rows = "".join(f"{day}Ⅱ　{n}．{label}\n旧い{n}。\n新しい{n}。\n事後\n整理\n\n" for n, (day, label) in enumerate(
        [("令和3年4月1日\n", "保管場所"), ("令和3年4月1日\n", "備考"), ("", "使用者数")], 2))
    torn = "令和5年5月1日\n\nⅠ　７．部署\n\n旧い課\n\n新しい課\n\n事前\n\n"
    source = f"変更日　項目　変更前の記載　変更後の記載　提出時期\n\n{rows}\n\n\n{torn}"
    found = {row.item: row.date for row in read_changes(read_cells(source), source)}
    assert (found["II 2.保管場所"], found["II 4.使用者数"]) == ("令和3年4月1日", "")


def columns(*rows: tuple[str, ...]) -> str:
    """Lines with their columns below one another, as PDF tools lay them out."""
    widths = (18, 26, 18, 18, 10, 0)
    return "\n".join("".join(text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True)).rstrip() for row in rows) + "\n"


CENTRED = columns(
    ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"), ("",) * 6,
    ("", "Ⅰ 基本情報 7. ①部署（", "", "", "", ""), ("令和3年6月30日", "湖の税の台帳ファイル）", "旧い課", "新しい課", "事後", "改組"), ("",) * 6,
    ("令和3年6月30日", "Ⅱ 6. ①保管場所", "旧い棚", "新しい棚", "", "整理"), ("", "", "の下", "の上", "", ""), ("",) * 6,
    *(row for n in (1, 2, 3) for row in (("令和4年6月30日", f"Ⅲ 3. リスク{n}", "旧い手順", f"新しい手順{n}", "事前", "改訂"), ("",) * 6)),
    ("", "Ⅰ 基本情報 2. システム1", "", "", "", ""), ("令和5年6月30日", " ②システムの機能", "旧い機能", "新しい機能", "事後", "改修"), ("",) * 6,
    ("", "Ⅱ 4. 委託事項1", "旧い社", "新しい社", "事前", "入札"))


def test_rows_of_a_history_with_centred_columns_are_paragraphs_with_one_day() -> None:
    rows = read_changes(read_cells(CENTRED), CENTRED)
    assert [(str(row.changed_on), row.timing, row.after) for row in rows] == [
        ("2021-06-30", "事後", "新しい課"), ("2021-06-30", "", "新しい棚の上"), *(("2022-06-30", "事前", f"新しい手順{n}") for n in (1, 2, 3)),
        ("2023-06-30", "事後", "新しい機能"), ("None", "事前", "新しい社")]


UNTORN = [("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"), ("",) * 6, *(
    row for n in range(1, 6) for row in ((f"令和{n}年6月30日", f"Ⅲ 3. リスク{n}", "旧い手順", f"新しい手順{n}", "事後", "改組"), ("",) * 6))]


@pytest.mark.parametrize(("rows", "items"), [
    ([("令和3年6月30日", "Ⅱ 6. ①保管場所", "旧い棚", "新しい棚", "事後", ""), ("", "Ⅱ 6. ③消去方法", "旧い法", "新しい法", "事後", "")],
     [("新しい棚", "事後"), ("新しい法", "事後")]),
    ([("", "同上（別紙）", "旧い棚", "新しい棚", "事後", "")], [("新しい棚", "事後")])], ids=["below one day", "of its own"])
def test_rows_with_timings_of_their_own_are_never_put_together(rows: list[tuple[str, ...]], items: list[tuple[str, str]]) -> None:
    source = columns(*UNTORN, *rows)
    assert [(row.after, row.timing) for row in read_changes(read_cells(source), source)][5:] == items


@pytest.mark.parametrize(("text", "code", "expected"), [
    (f"[ 1年■■ ] {PERIODS}", "period", "unreadable"), ("[ 基礎項目評価書■■重点項目評価書 ]", "report_kinds", "unreadable"),
    (f"[ 1年‥ ] {PERIODS}", "period", "unreadable"), (f"[ 十分であ■ ] {LIST}", "level", "十分である"), (f"[ ■分である ] {LIST}", "level", "十分である"),
    ("＜選択肢＞ ○1) 特に力を入れている ●2) 十分である ○3) 課題が残されている", "level", "十分である"),
    ("[ 十分である ] ＜選択肢＞ ○1) 特に力を入れている ○2) 十分である ○3) 課題が残されている", "level", "十分である"),
    ("[ 行っている ] ○1) 行っている ○2) 行っていない", "done", "行っている"),
    (f"[ 十分である ]\n[ 課題が残されている ]とした前回から改めた。\n{LIST}", "level", "十分である"),
], ids=["a word lost", "a word between lost", "two specks", "the last letter lost", "the first letter lost", "the filled sign", "an empty sign each",
        "an empty sign each of two", "a box that a sentence quotes"])
def test_a_choice_is_what_the_whole_box_says(text: str, code: str, expected: str) -> None:
    choice = read_choice(plain(text), option_lists()[code])
    assert (choice.option.label if choice.option else choice.status) == expected


def history(*rows: str) -> list[Any]:
    source = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n" + "".join(rows)
    return read_changes(read_cells(source), source)


@pytest.mark.parametrize(("begin", "end"), [("~~", "~~"), ("<s>", "</s>"), ("<del>", "</del>")])
def test_the_old_wording_of_a_history_is_kept_though_it_is_struck_out(begin: str, end: str) -> None:
    old, new = f"{begin}ガバメントクラウドの東の棚。{end}", "ガバメントクラウドの西の棚"
    rows = history(*(f"令和{n}年4月1日\tⅡ　６．①保管場所\t{old}\t{new}{n}。\t事前\t\n" for n in (3, 4, 5)))
    assert [(row.before, row.brings_cloud) for row in rows] == [("ガバメントクラウドの東の棚。", False)] * 3


def test_a_tag_that_is_never_closed_strikes_out_nothing_but_what_a_second_one_closes() -> None:
    body = f"{FILE}⑤保有開始日\t<s>平成27年1月1日\n⑥事務担当部署\t税務課\n６．特定個人情報の保管・消去\n②保管期間\t期間\t[ <s>1年</s> 5年 ]\t{PERIODS}\n"
    found = tables(body)
    assert [(str(row["held_since"]), row["department"]) for row in found["files"]] == [("2015-01-01", "税務課")]
    assert [row["period"] for row in found["retention"]] == ["5y"]


def test_what_an_html_document_strikes_out_is_not_said_and_what_it_inserts_is() -> None:
    body = "".join(f"<p>{line}</p>" for line in (HEAD + FILE).split("\n") if line)
    row = "<tr><td>⑤保有開始日</td><td><s>平成27年1月1日</s> <ins>平成28年1月1日</ins></td></tr>"
    report = read_report(source_of("湖.html", f"<html><body>{body}<table>{row}</table></body></html>".encode()))
    assert [str(row["held_since"]) for row in report.tables["files"]] == ["2016-01-01"]


def test_a_vendor_is_the_inserted_one() -> None:
    body = f"{FILE}委託の有無\t[ 委託する ]\n委託事項1\t台帳\n③委託先名\t<del>株式会社あさひ</del><ins>株式会社みずうみ</ins>\n"
    assert [row["vendor_stated"] for row in tables(body)["outsourcing"]] == ["株式会社みずうみ"]


ITEMS = ("2. ⑥事務担当部署", "3. ⑦使用部署", "4. ③委託先名", "5. ①法令上の根拠", "6. ①保管場所", "6. ②保管期間", "6. ③消去方法", "7. 備考")


def columns(*rows: tuple[str, ...]) -> str:
    """A history as a tool prints it that keeps the columns of the paper."""
    widths = (18, 26, 18, 18, 10, 0)
    titles = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
    return "\n".join("".join(text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True)).rstrip() for row in (titles, *rows)) + "\n"


def test_rows_that_come_again_in_columns_are_rows() -> None:
    rows = [("令和3年4月1日", f"Ⅱ {item}", "旧い棚", "新しい棚", "事後", "整理") for item in ITEMS]
    source = columns(*rows, *rows)
    assert len(read_changes(read_cells(source), source)) == 16


def test_a_row_with_a_blank_line_in_it_keeps_its_timing_and_day() -> None:
    whole = [row for n in range(1, 6) for row in ((f"令和{n}年6月30日", f"Ⅲ 3. リスク{n}", "旧い手順", f"新しい手順{n}", "事後", "改組"), ("",) * 6)]
    source = columns(("",) * 6, *whole, ("", "", "旧い棚", "新しい棚", "事後", ""), ("",) * 6, ("令和6年6月30日", "Ⅱ 6. ①保管場所", "", "", "", ""))
    found = read_changes(read_cells(source), source)
    assert [(str(row.changed_on), row.after, row.timing) for row in found][4:] == [("2023-06-30", "新しい手順5", "事後"), ("2024-06-30", "新しい棚", "事後")]


def test_answers_that_count_up_are_no_ends_of_pages() -> None:
    entries = "".join(f"提供先{n}\n番号法第19条第8号　別表第二　{row}\n①法令上の根拠\n番号法\n②提供先における用途\n年金の額{n}\n"
                      f"③提供する情報\n税の額{n}\n⑥提供方法\n[○] 紙\n⑦時期・頻度\n毎月\n" for n, row in enumerate((1, 2, 3, 4, 6, 8, 9), 1))
    assert len(tables(f"{FILE}５．特定個人情報の提供・移転\n{entries}")["disclosures"]) == 7


def test_a_heading_in_brackets_within_a_text_is_no_label() -> None:
    body = (f"{FILE}委託の有無\t[ 委託する ]\n委託事項1\t台帳の印刷\n①委託内容\n【１．委託先名】\n株式会社の名を書く。\n③委託先名\t株式会社みずうみ\n"
            "④再委託の有無\t[ 再委託しない ]\n")
    assert [(row["vendor_stated"], row["subcontracting"]) for row in tables(body)["outsourcing"]] == [("株式会社みずうみ", "no")]


def test_a_box_right_below_a_sentence_may_be_one_that_it_quotes() -> None:
    quoted = f"前回の評価は次のとおりであった。\n[ 課題が残されている ]\n{LIST}"
    assert ratings(PART.format("税台帳ファイル") + measure(3, quoted) + measure(4, rated("十分である")))[3] == "not_in_source"


@pytest.mark.parametrize(("day", "expected"), [
    ("番号法附則第1条第4号に定める施行年月日", "blank"), ("令和3年度の月日未定", "blank"), ("平成28年2月30日", "unreadable"),
    ("平成28年1月　日", "unreadable")])
def test_words_are_no_damaged_day_and_one_outside_the_calendar_is(day: str, expected: str) -> None:
    assert status(f"{FILE}⑤保有開始日\t{day}\n⑥事務担当部署\t税務課\n", "held_since") == expected


@pytest.mark.parametrize("rows", [
    "公表日\t（案）\n作成日\t令和7年4月1日\n", "公表日\n未定\n\n最終更新日\n\n令和7年4月1日\n", "公表日\n未定\n（前回）\n令和2年4月1日\n"])
def test_the_day_of_another_row_is_not_the_fields(rows: str) -> None:
    assert tables("", HEAD + rows + "Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n")["assessments"][0]["published_on"] is None


def test_a_day_of_every_year_is_no_damaged_one() -> None:
    assert status(f"{FILE}２．基本情報\n⑤保有開始日\t毎年4月1日\n⑥事務担当部署\t税務課\n", "held_since") == "blank"


@pytest.mark.parametrize("struck", ["~~平成27年1月1日~~", "<s>平成27年1月1日</s>", "<S>平成27年1月1日</S>", "<DEL>平成27年1月1日</DEL>"])
@pytest.mark.parametrize("mention", ["", "※変更日、変更前の記載は別添を見る。\n"])
def test_what_is_struck_out_is_not_said_though_the_history_is_mentioned(struck: str, mention: str) -> None:
    body = f"{mention}{FILE}２．基本情報\n⑤保有開始日\t{struck} 平成28年1月1日\n⑥事務担当部署\t税務課\n"
    assert [str(row["held_since"]) for row in tables(body)["files"]] == ["2016-01-01"]


def test_braces_in_a_name_stay_as_they_are() -> None:
    body = f"{FILE}委託の有無\t[ 委託する ]\n委託事項1\t台帳の印刷\n③委託先名\t株式会社みずうみ｛旧 あさひ｝\n"
    assert [row["vendor_stated"] for row in tables(body)["outsourcing"]] == ["株式会社みずうみ{旧 あさひ}"]


def test_labels_in_brackets_count_where_they_stand_nowhere_else() -> None:
    body = f"{FILE}委託の有無\t[ 委託する ]\n【委託事項1】\n台帳の印刷\n【③委託先名】\n株式会社みずうみ\n【④再委託の有無】\n[ 再委託しない ]\n"
    assert [(row["vendor_stated"], row["subcontracting"]) for row in tables(body)["outsourcing"]] == [("株式会社みずうみ", "no")]


@pytest.mark.parametrize(("headings", "expected"), [
    (("＜みずうみ市における措置＞", "＜みずうみ市における措置＞"), ("みずうみ市", "stated", 10)),
    (("＜みずうみ市における措置＞", "＜おか町における措置＞"), (None, "not_in_source", None)),
    (("＜本市における措置＞", "＜各市町村における措置＞"), (None, "not_in_source", None)),
], ids=["one", "two", "none"])
def test_a_report_without_its_cover_is_of_the_municipality_that_its_headings_of_measures_name(
        headings: tuple[str, str], expected: tuple[str | None, str, int | None]) -> None:
    pages = [f"リスクに対する措置の内容\n{heading}\n・棚に鍵をかける。\n{rated('十分である')}\n" for heading in headings]
    body = f"{PART.format('税台帳ファイル')}リスク1：　{USE[0]}\n{pages[0]}リスク2：　{USE[1]}\n{pages[1]}"
    found = tables(body, head="特定個人情報保護評価書（全項目評価書）\n\n\n")
    place = next(row for row in found["coverage"] if row["field"] == "municipality")
    assert (found["assessments"][0]["municipality"], place["status"], place["line"]) == expected


RATED = ("特に力を入れている", "十分である", "課題が残されている", "十分である")
USE_RISKS = [measure(number, rated(choice)) for number, choice in enumerate(RATED, 1)]


@pytest.mark.parametrize("pages", [(2, 3, 0, 1), (0, 2, 3, 1), (0, 3, 1, 2), (3, 0, 1, 2)], ids=["last first", "second last", "last amid", "last one first"])
def test_a_page_of_a_part_that_stands_elsewhere_in_it_is_read_where_the_form_has_it(pages: tuple[int, ...]) -> None:
    text = "\f".join([PART.format("税台帳ファイル"), *(USE_RISKS[page] for page in pages)])
    assert ratings(text) == dict(enumerate(RATED, 1))


def test_what_a_moved_page_says_of_the_risk_before_it_is_that_risks() -> None:
    ended, begun = USE_RISKS[0].split("リスクへの対策は十分か")
    pages = PART.format("税台帳ファイル") + ended, USE_RISKS[3], "リスクへの対策は十分か" + begun + USE_RISKS[1] + USE_RISKS[2]
    assert ratings("\f".join(pages)) == dict(enumerate(RATED, 1))


def test_a_page_of_one_part_that_stands_in_another_begins_no_further_part() -> None:
    form = load_form("full").block("part")
    storage = [item for item in form if item.type == "risk" and item.section == "storage"]
    asked = "".join(f"{item.labels[0]}\t[ {item.options[1].label} ]\n" for item in form if (item.type, item.section, item.risk_no) == ("choice", "storage", 1))
    begun = f"７．特定個人情報の保管・消去\nリスク1：　{storage[0].labels[0]}\n{asked}\f"
    ended = "".join(f"リスク{number}：　{storage[number - 1].labels[0]}\nリスクに対する措置の内容\n棚を見る。\n{rated(RATED[number])}\n" for number in (2, 3))
    parts = [f"{PART.format(name)}{''.join(USE_RISKS)}\f{begun}" for name in ("税台帳ファイル", "水台帳ファイル")]
    body = f"{FILE}\f{FILE.replace('税', '水')}\f{parts[0]}{ended}\f{parts[1]}{''.join(USE_RISKS[2:])}\f{ended}"
    found = {(row["part_no"], row["risk_no"]): row["choice"] for row in tables(body)["ratings"] if row["section"] == "storage" and row["risk_no"] > 1}
    assert found == {(part, number): RATED[number] for part in (1, 2) for number in (2, 3)}


def test_a_page_of_one_file_that_stands_in_another_is_no_further_file() -> None:
    kept = "６．特定個人情報の保管・消去\n②保管期間\t期間\t[ {} ]\t" + PERIODS + "\n"
    files = "".join(FILE.replace("税", name) + kept.format(period) for name, period in (("税", "5年"), ("水", "20年以上")))
    listed = "Ⅰ　基本情報\n３．特定個人情報ファイル名\n税台帳ファイル\n水台帳ファイル\n５．個人番号の利用\n法令上の根拠\t法\n"
    body = f"{listed}\f{files}\fⅡ　特定個人情報ファイルの概要\n{kept.format('5年')}"
    found = tables(body)
    assert [(row["file_no"], row["name"]) for row in found["files"]] == [(1, "税台帳ファイル"), (2, "水台帳ファイル")]
    assert [row["period"] for row in found["retention"]] == ["5y", "over_20y"]


@pytest.mark.parametrize("title", ["Ⅱ　ファイルの概要（{}）", "Ⅱ　ファイルの概要　〔{}〕"])
def test_pages_of_two_files_by_turns_are_the_files_that_their_running_titles_name(title: str) -> None:
    names = ("税台帳ファイル", "水台帳ファイル")
    pages = ("２．基本情報\n②対象となる本人の数\t[ {} ]\t＜選択肢＞ 1) 1万人未満 2) 1万人以上10万人未満\n",
             "６．特定個人情報の保管・消去\n②保管期間\t期間\t[ {} ]\t" + PERIODS + "\n")
    said = (("1万人未満", "1万人以上10万人未満"), ("5年", "20年以上"))
    body = FILE + "\f".join(f"{title.format(name)}\n{page.format(answer)}" for page, answers in zip(pages, said, strict=True)
                            for name, answer in zip(names, answers, strict=True))
    found = tables(body)
    assert [(row["name"], row["subject_band"]) for row in found["files"]] == list(zip(names, ("under_10k", "10k_100k"), strict=True))
    assert [row["period"] for row in found["retention"]] == ["5y", "over_20y"]


def test_a_box_in_the_row_above_its_label_is_the_labels_that_has_its_list_beside_it() -> None:
    rows = f"\t[ 課題が残されている ]\nリスクへの対策は十分か\t{LIST}\n"
    body = f"{PART.format('税台帳ファイル')}リスク3：　{USE[2]}\nリスクに対する措置の内容\t棚に鍵をかける。\n{rows}{measure(4, rated('十分である'))}"
    assert ratings(body) == {1: "not_in_source", 2: "not_in_source", 3: "課題が残されている", 4: "十分である"}


def test_items_of_a_history_that_name_files_by_turns_are_no_titles_of_pages() -> None:
    row = "令和{}年4月1日\n\nⅡ　ファイルの概要（{}）\n③使用者数\n\n10人未満\n\n10人以上\n\n事前\n\n"
    rows = "".join(row.format(year, name) for year, name in enumerate(("税台帳ファイル", "水台帳ファイル", "税台帳ファイル"), 3))
    kept = f"{FILE}６．特定個人情報の保管・消去\n②保管期間\t期間\t[ 5年 ]\t{PERIODS}\n\n"
    found = tables(f"{kept}（別添３）変更箇所\n変更日　項目　変更前の記載　変更後の記載　提出時期\n\n{rows}")
    assert [row["item"] for row in found["changes"]] == [f"II ファイルの概要({name}台帳ファイル) 3 使用者数" for name in "税水税"]
    assert [row["name"] for row in found["files"]] == ["税台帳ファイル"]


LONG = ("みずうみ税台帳ファイル", "みずうみ水道料金ファイル")
DAMAGED = "みずうみ水近料金ファイル"


def periods(names: tuple[str, str]) -> str:
    kept = "６．特定個人情報の保管・消去\n②保管期間\t期間\t[ {} ]\t" + PERIODS + "\n"
    return "".join(FILE.replace("税台帳ファイル", name) + kept.format(period) for name, period in zip(names, ("5年", "20年以上"), strict=True))


def test_a_name_with_one_damaged_letter_is_the_listed_files_in_its_own_part_and_in_the_risks() -> None:
    listed = f"Ⅰ　基本情報\n３．特定個人情報ファイル名\n{LONG[0]}\n{LONG[1]}\n５．個人番号の利用\n法令上の根拠\t法\n"
    parts = f"{PART.format(LONG[0])}{USE_RISKS[0]}\f{PART.format('みずうみ水道科金ファイル')}{USE_RISKS[2]}"
    found = tables(f"{listed}\f{periods((LONG[0], DAMAGED))}\f{parts}")
    assert [(row["file_no"], row["period"]) for row in found["retention"]] == [(1, "5y"), (2, "over_20y")]
    assert [(row["part_no"], row["file_no"]) for row in found["parts"]] == [(1, 1), (2, 2)]


@pytest.mark.parametrize("names", [
    ("みずうみ水道料金１号ファイル", "みずうみ水道料金２号ファイル"), ("みずうみ市民税課税ファイル", "みずうみ県民税課税ファイル")])
def test_names_that_differ_by_what_tells_files_apart_are_two_files(names: tuple[str, str]) -> None:
    listed = f"Ⅰ　基本情報\n３．特定個人情報ファイル名\n{names[0]}\n５．個人番号の利用\n法令上の根拠\t法\n"
    assert [(row["file_no"], row["period"]) for row in tables(f"{listed}\f{periods(names)}")["retention"]] == [(1, "5y"), (2, "over_20y")]
    assert [(row["file_no"], row["period"]) for row in tables(f"{listed}\f{periods(names[::-1])}")["retention"]] == [(1, "over_20y"), (2, "5y")]


@pytest.mark.parametrize(("rows", "labels"), [
    ("⑨使用開始日\t令和4年6月1日\n" * 2, 1), ("⑨使用開始日\t令和4年6月1日\n⑨使用開始日\t令和5年6月1日\n", 2), ("具体的な方法\t棚を見る。\n" * 2, 2)])
def test_a_row_that_is_printed_twice_counts_once_if_the_form_has_its_label_once(rows: str, labels: int) -> None:
    assert len(find_hits(read_cells(rows), load_form("full"))) == labels


def test_a_part_that_names_several_files_keeps_the_one_whose_name_is_damaged() -> None:
    part = PART.format(f"（１）{LONG[0]}\n（２）{DAMAGED}")
    found = tables(f"{periods(LONG)}{part}{''.join(USE_RISKS)}")["parts"]
    assert [(row["part_no"], row["file_no"]) for row in found] == [(1, 1), (1, 2)]


@pytest.mark.parametrize("damaged", ["**項一覧**\n\n", ""])
def test_titles_one_below_the_other_are_a_list_of_contents_though_its_heading_is_damaged(damaged: str) -> None:
    title = next(item.label for item in load_form("full").block("part") if item.type == "block")
    contents = f"{damaged}Ⅰ　基本情報\nⅡ　特定個人情報ファイルの概要\nⅢ　{title}\nⅣ　その他のリスク対策\nⅤ　開示請求、問合せ\n\n\n\n\n"
    part = PART.format("税台帳ファイル").replace("リスク対策", title, 1)
    found = tables(f"{contents}（別添1） 事務の容\n備考\n湖の絵\n\n\n\n\n{periods(LONG)}{part}{''.join(USE_RISKS)}")
    assert [row["name"] for row in found["files"]] == list(LONG)
    assert [(row["file_no"], row["period"]) for row in found["retention"]] == [(1, "5y"), (2, "over_20y")]
    assert [row["choice"] for row in found["ratings"] if (row["part_no"], row["section"]) == (1, "use")] == list(RATED)


@pytest.mark.parametrize("title", [DAMAGED, f"{LONG[1][:6]}\n{LONG[1][6:]}"], ids=["a letter", "two lines"])
def test_a_damaged_running_title_is_no_further_files(title: str) -> None:
    pages = ("２．基本情報\n②対象となる本人の数\t[ 1万人未満 ]\t＜選択肢＞ 1) 1万人未満 2) 1万人以上10万人未満\n", "④記録される項目\t[ 10項目未満 ]\n",
             "６．特定個人情報の保管・消去\n②保管期間\t期間\t[ {} ]\t" + PERIODS + "\n")
    titles = [(LONG[0], LONG[1]), (LONG[0], LONG[1]), (LONG[0], title)]
    body = FILE.replace("税台帳ファイル", LONG[0]) + "\f".join(
        f"Ⅱ　ファイルの概要（{name}）\n{page.format(period)}"
        for page, names in zip(pages, titles, strict=True) for name, period in zip(names, ("5年", "20年以上"), strict=True))
    found = tables(body)
    assert [(row["file_no"], row["name"]) for row in found["files"]] == [(1, LONG[0]), (2, LONG[1])]
    assert [row["period"] for row in found["retention"]] == ["5y", "over_20y"]


COPIED = f"３．特定個人情報の使用\n{USE_RISKS[0]}{USE_RISKS[1]}{USE_RISKS[2]}"


@pytest.mark.parametrize(("whole", "damaged"), [
    ("棚1に鍵をかけ", "棚1に鍵かけ"), (rated("特に力を入れている"), f"リスクへの対策は十分か\t[  ]\t{LIST}"),
    ("リスクに対する措置の内容\n棚2", "リスクに対する措の内容\n棚2"),
    (f"\t[ 課題が残されている ]\t{LIST}", f"\t{LIST}\n\t[ 課題が残されている ]")], ids=["a letter", "a choice", "a label", "two rows for one"])
def test_of_a_page_printed_twice_what_either_print_says_counts_once(whole: str, damaged: str) -> None:
    other = COPIED.replace(whole, damaged)
    assert other != COPIED
    for first, second in ((COPIED, other), (other, COPIED)):
        found = tables(f"{periods(LONG)}\f{PART.format(LONG[0])}\f{first}\f{second}\f{USE_RISKS[3]}")
        said = [row["choice"] or row["status"] for row in found["ratings"] if row["section"] == "use"]
        assert said == [*RATED, *["not_in_source"] * 4]  # nothing is said of the other file


def test_a_page_like_the_one_before_it_but_for_a_number_is_no_copy() -> None:
    work = "棚の台帳を湖の紙に印刷し、封筒に入れて封をし、湖の郵便局へ運ぶ。"
    task = f"\t台帳の印刷\n①委託内容\t{work}\n⑥委託先名\t株式会社みずうみ\n⑦再委託の有無\t[ 再委託しない ]\n⑧再委託の許諾方法\t{work}本市が許す。\n"
    pages = f"委託事項1{task}\f委託事項2{task}"
    assert [row["item_no"] for row in tables(f"{FILE}４．特定個人情報ファイルの取扱いの委託\f{pages}")["outsourcing"]] == [1, 2]


@pytest.mark.parametrize(("row", "title"), [
    ("委託事項1\t台帳の印刷 ①委託内容 湖の紙に印刷する。", "台帳の印刷"), ("委託事項1　台帳の印刷 ①委託内容 湖の紙に印刷する。", "台帳の印刷"),
    ("委託事項1\t台帳の印刷①委託内容\t湖の紙に印刷する。", "台帳の印刷"), ("委託事項1①委託内容\t湖の紙に印刷する。", None),
    ("委託事項1口5\t\n①委託内容\t湖の紙に印刷する。", None), ("委託事項1\t台\n①委託内容\t湖の紙に印刷する。", None)])
def test_a_title_ends_where_the_next_row_was_joined_to_it_and_what_damage_leaves_of_a_heading_is_none(row: str, title: str | None) -> None:
    body = f"{FILE}４．特定個人情報ファイルの取扱いの委託\n{row}\n⑥委託先名\t株式会社みずうみ\n"
    assert [row["title"] for row in tables(body)["outsourcing"]] == [title]


@pytest.mark.parametrize("joint", ["", " "])
def test_a_name_ends_where_the_label_that_spans_the_rows_below_was_joined_to_it(joint: str) -> None:
    body = f"{FILE}４．特定個人情報ファイルの取扱いの委託\n委託事項1\t台帳の印刷\n⑥委託先名\t株式会社みずうみ{joint}再委託\n⑦再委託の有無\t[ 再委託しない ]\n"
    head = HEAD.replace("みずうみ市長\n", f"みずうみ市長{joint}個人情報保護委員会　承認日　【行政機関等のみ】\n")
    found = read_report(Source("湖.txt", "0" * 64, head + body)).tables
    assert found["assessments"][0]["authority"] == "みずうみ市長"
    assert [(row["vendor_stated"], row["subcontracting"]) for row in found["outsourcing"]] == [("株式会社みずうみ", "no")]


def test_two_titles_of_the_contents_on_one_line_begin_no_part() -> None:
    title = next(item.label for item in load_form("full").block("part") if item.type == "block")
    contents = f"項目一覧\nⅠ　基本情報\nⅡ　特定個人情報ファイルの概要\nⅢ　{title} Ⅳ　その他のリスク対策\nⅤ　開示請求、問合せ\n"
    part = PART.format(f"（１）{LONG[0]}\n（２）{LONG[1]}").replace("リスク対策", title, 1)
    found = tables(f"{contents}{periods(LONG)}{part}{''.join(USE_RISKS)}")
    assert [(row["part_no"], row["file_no"]) for row in found["parts"]] == [(1, 1), (1, 2)]
    assert [row["choice"] for row in found["ratings"] if row["section"] == "use"] == list(RATED)


def test_the_mark_of_the_forms_edition_and_a_single_letter_are_no_authority() -> None:
    for printed in ("［平成31年1月　様式３］", "湖"):
        assert tables("Ⅰ　基本情報\n③対象人数\t[ 30万人以上 ]\n", HEAD.replace("みずうみ市長", printed))["assessments"][0]["authority"] is None


def test_a_list_beside_the_label_of_a_spanned_row_is_not_glued_to_it() -> None:
    body = (f"{FILE}⑦使用の主体　　使用部署　※　　　　湖の課\n　　　　　　　　　　＜選択肢＞\n"
            "⑦使用の主体　　使用者数　　　　　　　　　　　　1） 10人未満　　2） 10人以上50人未満\n"
            "　　　　　　　　　　[　10人以上50人未満　]　　3） 50人以上100人未満\n⑧使用方法　※　　　棚を見る。\n")
    assert [row["handler_band"] for row in tables(body)["files"]] == ["10_50"]
