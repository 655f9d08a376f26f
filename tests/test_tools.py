"""What the tools that turn documents into text print: each tears a page in its own way. All reports are invented."""
from __future__ import annotations

from typing import Any

import pytest

from etl.form import load_form
from etl.report import read_report
from etl.sources import Source, source_of

HEAD = "特定個人情報保護評価書（{}評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
LIST = "＜選択肢＞ 1) 特に力を入れている 2) 十分である 3) 課題が残されている"
FULL = load_form("full").block("part")
PART = f"Ⅲ　{next(item.labels[0] for item in FULL if item.type == 'block')}\n\n１．特定個人情報ファイル名\n税台帳ファイル\n\n"


def tables(body: str, kind: str = "全項目") -> dict[str, list[dict[str, Any]]]:
    return read_report(Source("湖.txt", "0" * 64, HEAD.format(kind) + body)).tables


def risk(section: str, number: int) -> str:
    return next(item.labels[0] for item in FULL if item.type == "risk" and (item.section, item.risk_no) == (section, number))


def ratings(body: str, section: str, kind: str = "全項目") -> dict[int, str]:
    return {row["risk_no"]: row["choice"] or row["status"] for row in tables(body, kind)["ratings"] if row["section"] == section}


def test_a_box_may_be_braces() -> None:
    body = f"{PART}３．特定個人情報の使用\nリスク3：　{risk('use', 3)}\nリスクに対する措置の内容\nリスクへの対策は十分か\t｛ 十分である ｝\t{LIST}\n"
    assert ratings(body, "use")[3] == "十分である"


def test_signs_that_look_like_a_letter_are_the_letter() -> None:
    body = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n国⺠健康保険‧給付ファイル\n２．基本情報\n⑥事務担当部署\t市⻑公室\n"
    assert [(row["name"], row["department"]) for row in tables(body)["files"]] == [("国民健康保険・給付ファイル", "市長公室")]


def test_a_label_that_goes_on_in_the_next_row_is_the_longer_one() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n４．特定個人情報ファイルの取扱いの委託\n委託事項1\t台帳の印刷\n"
            "⑤委託先名\t問い合わせに答える。\nの確認方法\t\n⑥委託先名\t株式会社みずうみ\n")
    assert [row["vendor_stated"] for row in tables(body)["outsourcing"]] == ["株式会社みずうみ"]


# Labels out of order on one page: the report is read page by page.
SWAPPED = "Ⅰ　基本情報\n" + "".join(f"システム{number}\n②システムの機能\n①システムの名称\n③他のシステムとの接続\n" for number in (1, 2, 3, 4)) + "\n\n\n\n"
ENTRIES = "1） 特に力を入れている 2） 十分である\n\n3） 課題が残されている\n\n"


def measures(section: str, number: int) -> str:
    """The labels of a risk's texts."""
    texts = [item for item in FULL if item.type == "prose" and (item.section, item.risk_no) == (section, number)]
    return "".join(f"{item.labels[0]}\n\n" for item in texts if item.name != "other_risks")


def moved_lists(*choices: str) -> str:
    """A page of 入手 on which the ends of the boxes and the option lists stand at the foot."""
    rows = "".join(f"リスク{number}：　{risk('acquisition', number)}\n\n{measures('acquisition', number)}リスクへの対策は十分か\n[ {choice}\n\n"
                   for number, choice in enumerate(choices, 1))
    return f"{SWAPPED}{PART}２．特定個人情報の入手\n\n{rows}" + f"]\n\n＜選択肢＞\n\n{ENTRIES}" * len(choices)


def test_labels_in_order_with_a_box_each_keep_their_choices_though_other_pages_have_moved() -> None:
    assert ratings(moved_lists("十分である", "特に力を入れている", "課題が残されている"), "acquisition") == {
        1: "十分である", 2: "特に力を入れている", 3: "課題が残されている", 4: "not_in_source"}


def test_a_box_too_many_leaves_different_choices_open() -> None:
    found = ratings(moved_lists("十分である", "特に力を入れている\n\n[ 十分である", "課題が残されている"), "acquisition")
    assert found[1] == found[2] == found[3] == "unreadable"


def test_the_first_entry_of_a_list_that_has_lost_its_number_is_no_choice() -> None:
    page = (f"{CROSSED}{PART}３．特定個人情報の使用\n\nリスク3：　{risk('use', 3)}\n\nリスクに対する措置の内容\n\n"
            "＜選択肢＞\n特に力を入れている 2） 十分である\nリスクへの対策は十分か\n\n十分である\n\n] 1）\n3） 課題が残されている\n\n")
    assert ratings(page, "use")[3] == "十分である"


THREE_LINES = "＜選択肢＞\n特に力を入れている 2） 十分である\nリスクへの対策は十分か\n[\n{}\n] 1）\n3） 課題が残されている\n"
TORN = "\n\n\n\n".join(f"委託する ]\n\n] 税務システム\n\n[\n\n[\n\n {name}" for name in ("入手方法", "使用部署", "使用方法", "情報の突合", "使用目的"))
CROSSED = f"\n\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\n"  # brackets out of order: boxes have moved


def use(one: str, two: str) -> str:
    return (f"{CROSSED}{PART}３．特定個人情報の使用\nリスク3：　{risk('use', 3)}\nリスクに対する措置の内容\n{THREE_LINES.format(one)}"
            f"リスク4：　{risk('use', 4)}\nリスクに対する措置の内容\n{THREE_LINES.format(two)}")


def test_a_box_on_three_lines_is_its_labels() -> None:
    assert {3: "特に力を入れている", 4: "課題が残されている"}.items() <= ratings(use("特に力を入れている", "課題が残されている"), "use").items()


def test_a_label_around_a_box_on_three_lines_is_one() -> None:
    body = (f"{CROSSED}Ⅲ　リスク対策\n\n５．特定個人情報の提供・移転\nリスク：　不正な提供・移転が行われるリスク\n"
            "特定個人情報の提供・移転に関す [\n定めている\n] ＜選択肢＞\n1） 定めている 2） 定めていない\nるルール\n"
            "ルールの内容及びルール遵守の確認方法\n書面で行う。\n")
    assert {row["item"]: row["choice"] for row in tables(body, "重点項目")["practices"]}["disclosure_rules"] == "定めている"


SYSTEMS = "".join(f"システム{number}\n①システムの名称\n{{}}\n②システムの機能\n棚を引く。\n③他のシステムとの接続\n\n" for number in (1, 2))


@pytest.mark.parametrize(("names", "found"), [(("台帳の器", "棚の器"), ["台帳の器", "棚の器"]), (("台帳の器\n箱の器", "棚の器"), [None, "棚の器"])])
def test_the_only_line_between_two_labels_is_the_first_ones_answer(names: tuple[str, str], found: list[str | None]) -> None:
    body = f"Ⅰ　基本情報\n{SYSTEMS.format(*names)}{CROSSED}"
    assert [row["name"] for row in tables(body)["systems"]] == [name for name in found if name]


@pytest.mark.parametrize(("above", "recipient"), [("[ ] 行っていない", "湖の年金所"), ("湖の年金所", None), ("湖の年金所\n", None)])
def test_with_a_text_above_it_too_a_heading_has_no_sure_title(above: str, recipient: str | None) -> None:
    below = "湖の年金所" if recipient else "番号を定める法"
    page = f"５．特定個人情報の提供・移転\n\n{above}\n提供先1\n{below}\n①法令上の根拠\n\n②提供先における用途\n\n] 紙\n\n[\n\n"
    assert [row["recipient"] for row in tables(CROSSED + page).get("disclosures", []) if row["recipient"]] == ([recipient] if recipient else [])


def test_a_page_without_blank_lines_keeps_its_titles_where_others_have_some() -> None:
    page = "５．特定個人情報の提供・移転\n[ ] 行っていない\n提供先1\n湖の年金所\n①法令上の根拠\n②提供先における用途\n] 紙\n[\n"
    assert [row["recipient"] for row in tables(CROSSED + page)["disclosures"]] == ["湖の年金所"]


def test_a_rating_below_the_last_text_of_its_section_is_not_the_next_sections() -> None:
    risks = [item.labels[0] for item in load_form("priority").block("part") if item.type == "risk" and item.section == "use"]
    box = f"[ {{}} ]\n\n＜選択肢＞\n{ENTRIES}"
    page = (f"３．特定個人情報の使用\nリスク1：　{risks[0]}\nリスクに対する措置の内容\n\n{box.format('十分である')}リスクへの対策は十分か\n"
            f"リスク2：　{risks[1]}\n[ 行っている ]\nユーザ認証の管理\n\n{box.format('十分である')}具体的な管理方法\n\n"
            "特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置\n\nリスクへの対策は十分か\n\nその他の措置の内容\n\n\n\n\n")
    following = f"４．特定個人情報ファイルの取扱いの委託\n規定の内容\n\nその他の措置の内容\nリスクへの対策は十分か\n\n{box.format('課題が残されている')}"
    rows = tables(f"{CROSSED}Ⅲ　リスク対策\n\n{page}{following}", "重点項目")["ratings"]
    assert [(row["part_no"], row["choice"]) for row in rows if row["section"] == "outsourcing"] == [(1, "課題が残されている")]


def test_a_list_and_its_box_above_a_label_of_several_lines_are_its_own() -> None:
    body = ("Ⅲ　リスク対策\n７．特定個人情報の保管・消去\nリスク：　特定個人情報の漏えい・滅失・毀損リスク\n"
            "①事故発生時手順の策定・周知\n[\n十分に行っている\n]\n＜選択肢＞\n1） 特に力を入れて行っている 2） 十分に行っている\n3） 十分に行っていない\n"
            "＜選択肢＞\n1） 発生あり 2） 発生なし\n[\n発生なし\n]\n"
            "②過去3年以内に、評価実施機関\nにおいて、個人情報に関する重大\n事故が発生したか\nその内容\n再発防止策の内容\n")
    found = {row["item"]: row["choice"] for row in tables(body, "重点項目")["practices"]}
    assert (found["incident_procedure"], found["serious_incident"]) == ("十分に行っている", "発生なし")


FILE = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n２．基本情報\n"


def test_a_day_behind_a_text_that_has_moved_is_its_fields_if_it_is_the_only_one() -> None:
    body = f"{FILE}⑤保有開始日\n\n台帳の棚を分ける。\n\n平成28年1月1日\n\n⑥事務担当部署\n税務課\n"
    assert [str(row["held_since"]) for row in tables(body)["files"]] == ["2016-01-01"]
    twice = body.replace("平成28年1月1日", "平成28年1月1日\n\n平成29年1月1日")
    assert [row["held_since"] for row in tables(twice)["files"]] == [None]


def test_boxes_that_have_moved_are_no_department() -> None:
    rows = tables(f"{FILE}⑥事務担当部署\n\n[ ○ ] 個人番号 [ ] 連絡先\n")
    assert [row["department"] for row in rows["files"]] == [None]
    assert {row["field"]: row["status"] for row in rows["coverage"] if row["file_no"]}["department"] == "unreadable"


@pytest.mark.parametrize("rows", [
    "特定個人情報の提供・移転に関す [ 定めている ]\n＜選択肢＞\n1） 定めている 2） 定めていない\nるルール\n",
    "特定個人情報の提供・移\n                    ＜選択肢＞\n転に関する   [ 定めている ]\n                    1） 定めている 2） 定めていない\nルール\n",
], ids=["one space apart", "in columns"])
def test_a_wrapped_label_has_its_box_and_list_between_its_lines(rows: str) -> None:
    body = f"Ⅲ　リスク対策\n５．特定個人情報の提供・移転\nリスク：　不正な提供・移転が行われるリスク\n{rows}その他の措置の内容\n書面で行う。\n"
    assert {row["item"]: row["choice"] for row in tables(body, "重点項目")["practices"]}["disclosure_rules"] == "定めている"


def test_a_box_above_a_label_is_its_own_where_its_count_and_list_stand_below() -> None:
    rows = "[ 委託する ] ＜選択肢＞\n委託の有無 ※\n（ 2 ）件 1） 委託する 2） 委託しない\n"
    body = f"{FILE}４．特定個人情報ファイルの取扱いの委託\n{rows}委託事項１ 台帳の印刷\n"
    assert [(row["outsourced"], row["outsourced_count"]) for row in tables(body)["files"]] == [("yes", 2)]


PROCEDURE, ASKED = load_form("full").block("procedure"), load_form("full").find("procedure", "threshold_result")
FIRST, LAST = (next(option.label for option in ASKED.options if option.code == code) for code in ("full", "full_voluntary"))


def threshold(*rows: str) -> tuple[str, str | None]:
    body = "Ⅴ　評価実施手続\n１．基礎項目評価\n①実施日　　令和6年5月31日\n" + "\n".join(rows) + "\n３．第三者点検\n①実施日　　令和6年8月1日\n"
    found = tables(body)["assessments"][0]
    status = next(row["status"] for row in tables(body)["coverage"] if row["field"] == "threshold_result")
    return status, found["threshold_result"]


def in_columns(box: str) -> list[list[str]]:
    """The lines of a box, cut after its tenth and twentieth letter, with those of its list beside them."""
    listed = [f"{number}） {option.label}" for number, option in enumerate(ASKED.options, 1)]
    return [[f"[ {box[:10]}    {listed[0][:15]}"], [f"{box[10:20]}    {listed[0][15:]} {listed[1]}"], [f"{box[20:]} ]    {listed[2]} {listed[3]}"]]


def test_a_choice_in_pieces_amid_its_list_is_read() -> None:
    one, two, three = in_columns(FIRST)
    assert threshold("②しきい値判断結果", *one, *two, *three) == ("stated", FIRST)


def test_a_label_may_stand_in_the_middle_of_its_box() -> None:
    (one,), (two,), (three,) = in_columns(LAST)
    assert threshold(one, f"②しきい値判断結果　　{two}", three) == ("stated", LAST)


def test_pieces_that_make_up_no_choice_are_none() -> None:
    one, two, three = in_columns(FIRST[:20] + "知" + FIRST[21:])
    assert threshold("②しきい値判断結果", *one, *two, *three) == ("unreadable", None)


@pytest.mark.parametrize("heading", ["", "＜選択肢＞\n"])
def test_a_fee_above_its_label_is_read(heading: str) -> None:
    body = ("Ⅳ　開示請求、問合せ\n１．特定個人情報の開示・訂正・利用停止請求\n②請求方法　　窓口\n特記事項　　証明書を見せる。\n"
            f"        [ 有料 ]\n{heading}"
            "③手数料等　　（手数料額、納付方法： 写し一枚につき ＜選択肢＞1） 有料 2） 無料\n        十円 ）\n④個人情報ファイル簿の公表　　[ 行っていない ]\n")
    assert tables(body)["assessments"][0]["fee"] == "charged"


def test_a_box_above_a_label_that_has_one_is_not_its_own() -> None:
    body = ("Ⅳ　開示請求、問合せ\n１．特定個人情報の開示・訂正・利用停止請求\n②請求方法　　窓口\n特記事項　　証明書を見せる。\n[ 有料 ]\n"
            "③手数料等　　[ 無料 ] （手数料額、納付方法： ） ＜選択肢＞1） 有料 2） 無料\n④個人情報ファイル簿の公表　　[ 行っていない ]\n")
    assert tables(body)["assessments"][0]["fee"] == "free"


def test_a_line_break_of_markdown_is_no_letter() -> None:
    body = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\\\n２．基本情報\n⑥事務担当部署\n\\[ ] 市長室\\  \n"
    assert [row["name"] for row in tables(body)["files"]] == ["税台帳ファイル"]


@pytest.mark.parametrize(("printed", "name"), [("⼾⽥市⻑", "戸田市"), ("⿊⽯市⻑", "黒石市")])
def test_an_old_form_of_a_letter_that_a_font_stands_for_is_the_letter(printed: str, name: str) -> None:
    body = "Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n"
    head = HEAD.format("全項目").replace("みずうみ市長", printed)
    assert read_report(Source("湖.txt", "0" * 64, head + body)).tables["assessments"][0]["municipality"] == name


SPANNED = ("⑥使用目的 ※ 税を正しく掛ける。\n使用部署 ※ 税務課\n＜選択肢＞\n⑦使用の主体 1) 10人未満 2) 10人以上50人未満\n使用者数 [ 10人以上50人未満 ]\n"
           "3) 50人以上100人未満 4) 100人以上500人未満\n⑧使用方法 ※ 台帳に書く。\n")
KEPT = ("＜選択肢＞\n1) 1年未満 2) 1年 3) 2年\n期間 [ 5年 ] 4) 3年 5) 4年 6) 5年\n②保管期間\n7) 6年以上10年未満 8) 10年以上20年未満 9) 20年以上\n"
        "その妥当性 税の時効による。\n")


def test_labels_in_the_middle_of_the_rows_that_they_span_move_no_lines() -> None:
    file = "Ⅱ 特定個人情報ファイルの概要\n1. 特定個人情報ファイル名\n{}台帳\n2. 基本情報\n" + SPANNED + "6. 特定個人情報の保管・消去\n①保管場所 ※ 棚\n" + KEPT
    found = tables("".join(file.format(name) for name in ("税", "家屋")))
    assert [(row["name"], row["handler_band"]) for row in found["files"]] == [("税台帳", "10_50"), ("家屋台帳", "10_50")]
    assert [row["period"] for row in found["retention"]] == ["5y", "5y"]


SAME_LISTS = [item for item in FULL if item.options == next(item for item in FULL if item.name == "safety_rules").options]


def test_a_list_and_box_whose_label_is_lost_are_not_the_next_ones() -> None:
    before, lost, following = SAME_LISTS[0], SAME_LISTS[0], SAME_LISTS[1]
    first = next(item for item in FULL if item.position == before.position - 1)
    entries = "".join(f"{number}） {option.label}\n" for number, option in enumerate(lost.options, 1))
    box = f"[ {lost.options[1].label} ]\n"
    nisc = "".join(f"{number}） {option.label}\n" for number, option in enumerate(first.options, 1))
    body = (f"{PART}７．特定個人情報の保管・消去\nリスク1：　{risk('storage', 1)}\n①{first.labels[0]}\n[ {first.options[1].label} ]\n＜選択肢＞\n{nisc}"
            f"＜選択肢＞\n{entries}{box}③{following.labels[0]}\n④{SAME_LISTS[1].labels[0]}の周知\n")
    found = {row["item"]: row["choice"] for row in tables(body)["practices"] if row["section"] == "storage"}
    assert found.get(following.name) is None


HISTORY = "（別添3）変更箇所\n"
SPANNING = ("<html><body><h1>特定個人情報保護評価書（全項目評価書）</h1><p>Ⅰ　基本情報</p><p>①事務の名称</p><p>湖の税の事務</p><p>（別添2）変更箇所</p><table>"
            "<tr><th>変更日</th><th>項目</th><th>変更前の記載</th><th>変更後の記載</th><th>提出時期</th><th>提出時期に係る説明</th></tr>"
            "<tr><td rowspan=2>令和6年4月1日</td><td>Ⅰ 7．①部署</td><td>湖課</td><td>川課</td><td>事後</td><td></td></tr>"
            "<tr><td>Ⅱ 6．①保管場所</td><td>棚</td><td>箱</td><td>事前</td><td></td></tr></table></body></html>")


def test_a_day_that_spans_rows_of_an_html_document_is_each_rows() -> None:
    found = read_report(source_of("湖.html", SPANNING.encode())).tables["changes"]
    assert [(str(row["changed_on"]), row["timing"]) for row in found] == [("2024-04-01", "after"), ("2024-04-01", "before")]


def test_a_labelled_row_of_a_history_whose_day_is_empty_has_none() -> None:
    row = "変更日\t{}\n項目\tⅠ 7．①部署\n変更前の記載\t湖課\n変更後の記載\t川課\n提出時期\t事後\n提出時期に係る説明\t{}\n\n"
    rows = row.format("令和6年4月1日", "直した。") + row.format("", "") + row.format("令和7年4月1日", "")
    found = tables(f"Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n{HISTORY}{rows}")
    assert [(row["changed_on"] and str(row["changed_on"]), row["timing"]) for row in found["changes"]] == [
        ("2024-04-01", "after"), (None, "after"), ("2025-04-01", "after")]


NARROW = ("使用部署 ※   税務課\n⑦使用の                           ＜選択肢＞\n主体    使用者数     [ 10人以上50人未満 ] 1) 10人未満 2) 10人以上50人未満\n"
          "                    3) 50人以上100人未満\n⑧使用方法 ※        台帳に書く。\n６．特定個人情報の保管・消去\n①保管場所 ※  棚\n"
          "                 ＜選択肢＞\n                 1) 1年未満 2) 1年 3) 2年\n②保管期 期間          [ 20年以上 ] 4) 3年 5) 4年 6) 5年\n"
          "間                7) 6年以上10年未満 9) 20年以上\n"
          "        その妥当性    税の時効による。\n③消去方法            溶かす。\n")


def test_a_narrow_label_that_is_printed_in_pieces_hides_no_label_of_its_rows() -> None:
    found = tables(f"Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n２．基本情報\n{NARROW}")
    assert [row["handler_band"] for row in found["files"]] == ["10_50"] and [row["period"] for row in found["retention"]] == ["over_20y"]
    texts = {row["field"]: row["text"] for row in found["wording"]}
    assert (texts["using_department"], texts["retention_reason"]) == ("税務課", "税の時効による。")


def test_boxes_between_blank_lines_around_their_label_are_its_own() -> None:
    boxes = ("[ 　 ] 情報提供ネットワークシステム   [ ○ ] 庁内連携システム\n\n[ ○ ] 既存住民基本台帳システム\n③他のシステムとの接続\n"
             "[ 　 ] 宛名システム等   [ ○ ] 税務システム\n\n")
    system = f"システム1\n\n①システムの名称　湖の台帳\n\n②システムの機能　台帳を書く。\n\n{boxes}"
    body = f"Ⅰ　基本情報\n①事務の名称　湖の税の事務\n\n{system}３．特定個人情報ファイル名\n税台帳\n"
    found = {row["connection"]: row["connected"] for row in tables(body)["system_connections"]}
    assert [found[name] for name in ("info_network", "internal", "existing_juki", "addressee", "tax")] == [False, True, True, False, True]


def test_the_number_of_tasks_above_the_label_is_the_labels() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n４．特定個人情報ファイルの取扱いの委託\n（　2　）件           ＜選択肢＞\n"
            "委託の有無　※      [　委託する　]\n                    1) 委託する 2) 委託しない\n委託事項1\t台帳の印刷\n")
    assert [(row["outsourced"], row["outsourced_count"]) for row in tables(body)["files"]] == [("yes", 2)]


def test_lines_of_dashes_around_a_table_are_no_text() -> None:
    rule = "  " + "-" * 40
    table = f"{rule}\n  評価書番号           評価書名\n  -------------------- -----------\n  3                    湖の税の事務　全項目評価書\n{rule}\n\n"
    body = f"{table}Ⅰ　基本情報\n①事務の名称　湖の税\n"
    found = tables(body)["assessments"][0]
    assert (found["number"], found["title"]) == (3, "湖の税の事務 全項目評価書")


def test_a_rule_with_its_pages_number_ends_the_page() -> None:
    body = f"Ⅰ　基本情報\n①事務の名称　湖の税の事務\n②事務の内容\n税を集める。\n\n{{7}}{'-' * 48}\n\n台帳を書く。\n③対象人数　[ 1,000人未満 ]\n"
    text = next(row["text"] for row in tables(body)["wording"] if row["field"] == "affair_content")
    assert "7" not in text and "-" not in text


def as_tabs(table: str) -> str:
    return "".join(f"{line.strip('| ').replace(' | ', chr(9))}\n" for line in table.splitlines() if "---" not in line)


COLUMNS = """| 項目 | 委託事項1 | 委託事項2 |
|---|---|---|
| 名称 | 台帳の印刷 | 封筒の印刷 |
| ③委託先における取扱者数 | [ 10人未満 ] | [ 10人以上50人未満 ] |
| ⑥委託先名 | 株式会社みずうみ | 未定 |
| ⑦再委託の有無 ※ | [ 再委託する ] | [ 再委託しない ] |
| ⑨再委託事項 | 紙の裁断 | |
"""


@pytest.mark.parametrize("table", [COLUMNS, as_tabs(COLUMNS)])
def test_tasks_may_stand_side_by_side(table: str) -> None:
    file = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n\n４．特定個人情報ファイルの取扱いの委託\n委託の有無\t[ 委託する ]\n\n"
    body = f"{file}{table}\n５．特定個人情報の提供・移転\n"
    line = 1 + next(at for at, printed in enumerate((HEAD.format("全項目") + body).split("\n")) if "名称" in printed)
    assert [(row["title"], row["handler_band"], row["vendor"], row["subcontracting"], row["line"]) for row in tables(body)["outsourcing"]] == [
        ("台帳の印刷", "under_10", "みずうみ", "yes", line), ("封筒の印刷", "10_50", None, "no", line)]


def test_a_word_of_an_item_before_the_label_of_a_row_is_no_piece_of_a_label() -> None:
    header = "（別添３）変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
    rows = header + "令和6年4月1日\t使用 使用者数\t10人\t20人\t事後\t数えた\n" * 3
    assert [row["item"] for row in tables(f"Ⅰ　基本情報\n①事務の名称\t湖の税\n{rows}")["changes"]] == ["使用 使用者数"] * 3


CHOSEN = {3: "特に力を入れている", 4: "十分である"}
RISKS = "| リスク | リスクに対する措置の内容 | リスクへの対策は十分か |\n|---|---|---|\n" + "".join(
    f"| リスク{number}：{risk('use', number)} | 棚{number}に鍵を掛ける。 | [ {choice} ] |\n" for number, choice in CHOSEN.items())


@pytest.mark.parametrize("table", [RISKS, as_tabs(RISKS)])
def test_risks_may_be_rows_of_a_table(table: str) -> None:
    body = f"{PART}３．特定個人情報の使用\n{table}\n４．特定個人情報ファイルの取扱いの委託\n"
    assert {number: choice for number, choice in ratings(body, "use").items() if number > 2} == CHOSEN
    assert [row["text"] for row in tables(body)["wording"] if row["field"] == "measures"] == ["棚3に鍵を掛ける。", "棚4に鍵を掛ける。"]


TASKS = ("| 委託事項 | 委託先名 | 再委託の有無 ※ |\n|---|---|---|\n| 委託事項1 台帳の印刷 | 株式会社みずうみ | [ 再委託する ] |\n"
         "| 委託事項2 封筒の印刷 | 未定 | [ 再委託しない ] |\n")


@pytest.mark.parametrize("table", [TASKS, as_tabs(TASKS)])
def test_tasks_may_be_rows_of_a_table(table: str) -> None:
    file = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n\n４．特定個人情報ファイルの取扱いの委託\n委託の有無\t[ 委託する ]\n\n"
    assert [(row["title"], row["vendor"], row["subcontracting"]) for row in tables(file + table)["outsourcing"]] == [
        ("台帳の印刷", "みずうみ", "yes"), ("封筒の印刷", None, "no")]


def test_rows_of_risks_may_stand_in_any_order_and_have_a_row_of_another_kind_below() -> None:
    head, line, third, fourth = RISKS.splitlines(keepends=True)
    for table in (head + line + fourth + third, f"{RISKS}| その他 | 鍵は別の棚に置く。 | |\n"):
        body = f"{PART}３．特定個人情報の使用\n{table}\n４．特定個人情報ファイルの取扱いの委託\n"
        assert {number: choice for number, choice in ratings(body, "use").items() if number > 1} == CHOSEN | {2: "not_in_source"}


FILE_OF_TASKS = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n\n４．特定個人情報ファイルの取扱いの委託\n委託の有無\t[ 委託する ]\n\n"


def test_rows_of_tasks_have_no_other_columns_in_their_titles() -> None:
    table = TASKS.replace("委託先名", "⑥委託先名", 1).replace("| 再委託の有無 ※ |", "| 再委託の有無 ※ | 開始年月 |")
    table = table.replace("する ] |", "する ] | 平成28年1月 |")
    assert [(row["title"], row["vendor"]) for row in tables(FILE_OF_TASKS + table)["outsourcing"]] == [("台帳の印刷", "みずうみ"), ("封筒の印刷", None)]


def test_the_first_row_of_tasks_side_by_side_is_their_title_only_where_it_says_so() -> None:
    found = tables(FILE_OF_TASKS + COLUMNS.replace("名称", "委託業者"))["outsourcing"]
    assert "台帳の印刷" not in {row["title"] for row in found} and [row["vendor"] for row in found] == ["みずうみ", None]


def test_what_follows_tasks_side_by_side_at_once_is_none_of_theirs() -> None:
    following = ("５．特定個人情報の提供・移転\n提供・移転の有無\t[ ] 行っていない\n６．特定個人情報の保管・消去\nⅡ　特定個人情報ファイルの概要\n"
                 "１．特定個人情報ファイル名\n宛名台帳\n４．特定個人情報ファイルの取扱いの委託\n委託の有無\t[ 委託しない ]\n")
    found = tables(FILE_OF_TASKS + as_tabs(COLUMNS) + following)
    assert [(row["file_no"], row["title"]) for row in found["outsourcing"]] == [(1, "台帳の印刷"), (1, "封筒の印刷")]


def test_words_of_a_text_before_a_label_are_no_pieces_of_another() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n６．特定個人情報の保管・消去\n①保管場所\n"
            "保管 する場所は本庁舎の棚である。\n期間 期間\t[ 5年 ]\n")
    found = tables(body)
    assert [row["text"] for row in found["wording"] if row["field"] == "storage_place"] == ["保管 する場所は本庁舎の棚である。"]


PRIORITY = load_form("priority").block("part")


def priority_risk(section: str) -> str:
    return next(item.labels[0] for item in PRIORITY if item.type == "risk" and item.section == section)


def test_a_box_and_its_list_may_stand_before_the_labels_of_a_page_that_is_otherwise_in_order() -> None:
    lines = "1） 特に力を入れている\n2） 十分である\n3） 課題が残されている\n"
    body = (f"Ⅲ　リスク対策\n\n２．特定個人情報の入手\n\nリスク：　{priority_risk('acquisition')}\n\nリスクに対する措置の内容\n\n窓口で確かめる。\n\n"
            f"[ 課題が残されている ] ＜選択肢＞\n{lines}\n リスクへの対策は十分か\n\n３．特定個人情報の使用\n\n"
            f"リスク1：　目的外の使用\n\n棚に鍵を掛ける。\n\n リスクに対する措置の内容\n\n リスクへの対策は十分か [ 十分である ]\n＜選択肢＞\n{lines}")
    assert ratings(body, "acquisition", "重点項目") == {0: "課題が残されている"}


def test_a_box_above_a_label_without_an_answer_is_the_one_of_a_label_above_it_that_has_none_either() -> None:
    body = (f"{PART}７．特定個人情報の保管・消去\n\n②安全管理体制\n\n[ 十分に整備している ]\n\n③安全管理規程\n\n"
            "④安全管理体制・規程の職員への周知 [ 十分に周知している ]\n")
    found = {row["item"]: row["choice"] for row in tables(body)["practices"] if row["section"] == "storage"}
    assert (found["safety_organisation"], found["safety_rules"]) == ("十分に整備している", None)


def test_a_days_line_may_stand_before_its_label_and_so_may_a_name_below_a_heading() -> None:
    body = ("Ⅰ　関連情報\n\n５．評価実施機関における担当部署\n\n棚の課\n\n ①部署\n\n ②所属長の役職名　棚の課長\n\n"
            "Ⅴ　評価実施手続\n\n１．基礎項目評価\n\n令和6年12月2日\n\n①実施日\n\n[ 基礎項目評価及び重点項目評価の実施が義務付けられる ] ＜選択肢＞\n"
            "1） 基礎項目評価及び重点項目評価の実施が義務付けられる\n2） 基礎項目評価の実施が義務付けられる(任意に重点項目評価を実施)\n\n②しきい値判断結果\n")
    (found,) = tables(body, "重点項目")["assessments"]
    assert (str(found["assessed_on"]), found["threshold_result"]) == ("2024-12-02", "基礎項目評価及び重点項目評価の実施が義務付けられる")
    (found,) = tables(body.partition("Ⅴ")[0], "基礎項目")["assessments"]
    assert (found["department"], found["affair"]) == ("棚の課", "other")


def test_a_tasks_title_another_labels_day_and_a_running_title_are_no_answers_of_the_label_below() -> None:
    task = "委託事項1\n\n台帳の印刷業務\n\n⑥委託先名\n\n⑦再委託の有無 ※\n\n[ 再委託しない ]\n"
    assert [row["vendor_stated"] for row in tables(FILE_OF_TASKS + task)["outsourcing"]] == [None]
    (found,) = tables("個人情報保護委員会　承認日　【行政機関等のみ】\n\n令和6年4月1日\n\n公表日\n\nⅠ　基本情報\n①事務の名称　湖の税\n")["assessments"]
    assert found["published_on"] is None
    pages = ("湖の市 税の事務\n\nⅠ　関連情報\n\n湖の市 税の事務\n\n①事務の名称　湖の税\n\n５．評価実施機関における担当部署\n\n湖の市 税の事務\n\n"
             "①部署\n\n②所属長の役職名　課長\n")
    assert tables(pages, "基礎項目")["assessments"][0]["department"] is None


@pytest.mark.parametrize("rows", [
    "[ 基礎項目評価及び重点項目      1) 基礎項目評価及び重点項目評価の実施が義務付けられる\n"
    "②しきい値判断結果        評価の実施が義務付けられる    2) 基礎項目評価の実施が義務付けられる(任意に重点項目評価\n        ]       を実施)\n",
    "[ 基礎項目評価及び重点項目      1) 基礎項目評価及び重点項目評価の実施が義務付けられる\n"
    "評価の実施が義務付けられる ]      2) 基礎項目評価の実施が義務付けられる(任意に重点項目評価\n②しきい値判断結果                  を実施)\n"])
def test_a_box_of_several_lines_may_end_on_a_line_of_its_own_or_above_its_label(rows: str) -> None:
    body = f"Ⅴ　評価実施手続\n\n１．基礎項目評価\n\n①実施日　令和6年12月2日\n\n　　　　＜選択肢＞\n{rows}"
    assert tables(body, "重点項目")["assessments"][0]["threshold_result"] == "基礎項目評価及び重点項目評価の実施が義務付けられる"


def test_a_history_may_be_lines_that_begin_with_a_label_and_spaces() -> None:
    row = ("変更日　　　　　令和{n}年6月27日\n項目　　　　　　Ⅰ　{n}．部署\n変更前の記載　　\n変更後の記載　　棚の課\n"
           "提出時期　　　　事後\n提出時期に係る説明　改組\n\n")
    header = "変更箇所\n\n変更日　　項目　　変更前の記載　　変更後の記載　　提出時期　　提出時期に係る説明\n\n"
    body = f"Ⅰ　基本情報\n①事務の名称　湖の税の事務\n{header}{''.join(row.format(n=n) for n in (2, 3, 4))}"
    assert [(str(row["changed_on"]), row["item"], row["timing"]) for row in tables(body)["changes"]] == [
        (f"20{18 + n}-06-27", f"I {n}.部署", "after") for n in (2, 3, 4)]


def test_labels_of_a_history_may_have_spaces_before_their_colon() -> None:
    row = ("変更日　　　　：令和{n}年6月27日\n項目　　　　　：Ⅰ　{n}．部署の\n　　　　　　　　名\n"
           "変更前の記載　：古い課\n変更後の記載　：棚の課\n提出時期　　　：事後\n\n")
    body = f"Ⅰ　基本情報\n①事務の名称　湖の税の事務\n変更箇所\n{''.join(row.format(n=n) for n in (2, 3, 4))}"
    assert [(row["item"], row["timing"]) for row in tables(body)["changes"]] == [(f"I {n}.部署の 名", "after") for n in (2, 3, 4)]


def test_cells_that_a_tool_writes_with_a_sign_against_formulas_are_rows() -> None:
    rows = [("①事務の名称", "湖の税の事務"), ("③対象人数", "[ 1,000人未満 ] 1) 1,000人未満 2) 1,000人以上1万人未満"), ("①部署", "棚の課"),
            ("②所属長の役職名", "棚の課長"), ("システム1", ""), ("①システムの名称", "湖台帳"), ("②システムの機能", "台帳を書く。"),
            ("③他のシステムとの接続", "SELECTED 税務システム NOT_SELECTED 宛名システム等")]
    scores = "\n\n'Confidence Scores % (Table Cell)\n" + "'73.56,'66.85\n" * len(rows)
    printed = "".join(f"'{label},\"'{answer}\"\n" if "," in answer else f"'{label},'{answer}\n" for label, answer in rows)
    found = tables(f"Ⅰ　基本情報\nTable 1\n{printed}{scores}")
    assert (found["assessments"][0]["headcount_band"], found["assessments"][0]["department"]) == ("under_1k", "棚の課")
    assert {row["connection"]: row["connected"] for row in found["system_connections"]}.items() >= {"tax": True, "addressee": False}.items()
    assert [row["name"] for row in found["systems"]] == ["湖台帳"]


def test_letters_of_a_label_that_spans_rows_may_stand_one_by_one() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n４．特定個人情報ファイルの取扱いの委託\n委託の有無　[ 委託する ]\n"
            "委託事項1　印刷\n⑥委託先名\n再\n⑦再委託の有無　※　[ 再委託しない ]\n委\n⑧再委託の許諾方法\n託\n⑨再委託事項\n")
    (found,) = tables(body)["outsourcing"]
    assert (found["vendor_stated"], found["subcontracting"]) == (None, "no")


@pytest.mark.parametrize("box", ["発生なし", "「発生なし」", "[ 発生なし ]"])
def test_an_answer_may_stand_between_the_lines_of_its_label(box: str) -> None:
    label = next(item.labels[0] for item in FULL if item.name == "serious_incident")
    body = f"{PART}７．特定個人情報の保管・消去\n⑨{label[:14]}\n{box}\n{label[14:]}\n＜選択肢＞\n1） 発生あり　2） 発生なし\n"
    assert next(row["choice"] for row in tables(body)["practices"] if row["item"] == "serious_incident") == "発生なし"


def test_a_control_that_is_not_checked_is_no_mark_beside_marks() -> None:
    found = tables("Ⅳ　リスク対策\n８．監査\n実施の有無\t✓ 自己点検 ✓ 内部監査 ☐ 外部監査\n９．従業者に対する教育・啓発\n", "基礎項目")["practices"]
    assert {row["item"]: row["choice"] for row in found if row["section"] == "audit"} == {
        "self_inspection": "yes", "internal_audit": "yes", "external_audit": "no"}


def test_a_heading_of_a_layer_may_have_a_number_in_brackets() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳\n６．特定個人情報の保管・消去\n"
            "①保管場所\t棚に置く。 (3)ガバメントクラウドにおける措置 ・雲に置く。\n")
    found = tables(body)
    assert found["cloud"][0]["government_cloud"] is True
    assert [(row["layer"], row["text"]) for row in found["wording"] if row["field"] == "storage_place"] == [
        ("municipality", "棚に置く。"), ("government_cloud", "・雲に置く。")]


def test_an_item_of_a_history_may_break_off_at_a_number_or_a_labels_first_letter() -> None:
    rows = "".join(f"令和{n}年9月30日\n{item}\n古い棚を使う。\n新しい棚を使う。\n事後\n" for n, item in (
        (4, "Ⅲ 3.リスク2 ユ\nーザ認証の管理 具体的な\n管理方法"), (5, "Ⅲ 7.リスク1 ⑤\n物理的対策"), (6, "Ⅰ 6.①部署")))
    body = f"Ⅰ　基本情報\n①事務の名称　湖の税の事務\n変更箇所\n変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n{rows}"
    assert [row["item"] for row in tables(body)["changes"]] == ["III 3.リスク2 ユーザ認証の管理 具体的な管理方法", "III 7.リスク1 5 物理的対策", "I 6. 1 部署"]


def numbered_amid(pages: list[tuple[str, str]], number: str) -> str:
    """Pages whose number, below the running title, was moved between their labels and their answers; two empty lines part them."""
    return "\n\n\n".join(f"{labels}湖の市　税の事務\n{number.format(n=n)}\n{answers}" for n, (labels, answers) in enumerate(pages, 1))


@pytest.mark.parametrize("number", ["- {n} -", "{n} / 5", "[[page {n}]]", "- {n}/5 -"])
def test_a_pages_number_may_have_been_moved_amid_the_page(number: str) -> None:
    systems = "".join(f"システム{n}\n②システムの機能\n①システムの名称\n③他のシステムとの接続\n" for n in (1, 2, 3, 4))  # out of order
    pages = [(f"Ⅰ　基本情報\n{systems}", "棚を守る。\n台帳を書く。\n"),
             ("１．特定個人情報ファイルを取り扱う事務\n③対象人数\n", "[ 1,000人未満 ]\n＜選択肢＞\n1) 1,000人未満\n2) 1,000人以上1万人未満\n"),
             ("５．情報提供ネットワークシステムによる情報連携\n①実施の有無\n②法令上の根拠\n",
              "[ 実施する ]\n＜選択肢＞\n1) 実施する\n2) 実施しない\n3) 未定\n"),
             ("２．特定個人情報ファイル名\n３．個人番号の利用\n法令上の根拠　条例\n", "(1) 湖台帳ファイル\n(2) 棚台帳ファイル\n")]
    found = tables(numbered_amid(pages, number), "重点項目")
    assert (found["assessments"][0]["headcount_band"], found["assessments"][0]["network_linkage"]) == ("under_1k", "yes")
    assert [row["name"] for row in found["files"]] == ["湖台帳ファイル", "棚台帳ファイル"]


@pytest.mark.parametrize("title", ["８．監査　実施の有無　", "８．監査　実施の有無\n", "８．監査\n実施の有無　", "８．監査\n"])
def test_audits_may_stand_behind_their_sections_title(title: str) -> None:
    body = f"Ⅳ　リスク対策\n{title}[ ○ ] 自己点検　[ ] 内部監査　[ ] 外部監査\n９．従業者に対する教育・啓発\n"
    found = {row["item"]: row["choice"] for row in tables(body, "基礎項目")["practices"] if row["section"] == "audit"}
    assert found == {"self_inspection": "yes", "internal_audit": "no", "external_audit": "no"}


def test_a_history_may_begin_below_a_page_that_has_only_its_title() -> None:
    moved = "Ⅰ　基本情報\n" + "".join(f"システム{n}\n②システムの機能\n①システムの名称\n③他のシステムとの接続\n" for n in range(1, 5))
    heads = "変更日\n\n項目\n\n変更前の記載\n\n変更後の記載\n\n提出時期\n\n提出時期に係る説明\n\n"
    rows = "Ⅰ　基本情報　５．部署\n\n旧い課\n\n新しい課\n\n事後\n\nⅢ　リスク対策\n\n棚を分ける。\n\n鍵を掛ける。\n\n事後\n\n"
    page = f"{rows}{heads}令和元年6月28日\n\n令和元年6月28日\n"
    found = tables(f"{moved}\n\n\n\n（別添２）変更箇所\n\n\n\n{page}\n\n\n\n{page.replace('元年', '3年')}", "重点項目")
    assert [(str(row["changed_on"]), row["item"]) for row in found["changes"]] == [
        (day, item) for day in ("2019-06-28", "2021-06-28") for item in ("I 基本情報 5.部署", "III リスク対策")]


@pytest.mark.parametrize("number", ["{:6}\t", "{:04}: ", "L{}| ", "{}. ", "[{}] "], ids=["cat -n", "colon", "bar", "dot", "brackets"])
def test_numbers_before_all_lines_are_none_of_the_text(number: str) -> None:
    body = (f"Ⅰ　基本情報\n③対象人数\t[ 30万人以上 ]\n３．特定個人情報ファイル名\n税台帳ファイル\n\n{PART}３．特定個人情報の使用\nリスク3：　{risk('use', 3)}\n"
            f"リスクに対する措置の内容\n棚に鍵をかける。\nリスクへの対策は十分か\t[ 十分である ]\t{LIST}\n")
    lines = (HEAD.format("全項目") + body).split("\n")
    numbered = [f"{number.format(at)}{line}" for at, line in enumerate(lines, 1)]
    for printed in (numbered, [*numbered[:1], *numbered[2:4], *numbered[3:]]):  # a line lost and one printed twice
        report = read_report(Source("湖.txt", "0" * 64, "\n".join(printed))).tables
        assert [(row["municipality"], row["headcount_band"]) for row in report["assessments"]] == [("みずうみ市", "over_300k")]
        (rated,) = (row for row in report["ratings"] if row["section"] == "use" and row["risk_no"] == 3)
        assert (rated["level"], rated["line"]) == (2, len(lines) - 1)


def test_number_and_title_may_stand_between_bars() -> None:
    found = tables("評価書番号 | 評価書名\n33 | 湖の税の事務　全項目評価書\n\nⅠ　基本情報\n③対象人数\t[ 30万人以上 ]\n")["assessments"]
    assert [(row["number"], row["title"]) for row in found] == [(33, "湖の税の事務 全項目評価書")]


def side_by_side(left: list[str], right: list[str]) -> str:
    """Two pages as OCR reads them that takes both for one table: two columns of each."""
    longest = max(len(left), len(right))
    rows = [[page[at] if at < len(page) else "\t" for page in (left, right)] for at in range(longest)]
    return "".join(f"{one if chr(9) in one else one + chr(9)}\t{other}\n" for one, other in rows)


def test_of_two_pages_side_by_side_the_left_one_comes_first() -> None:
    def system(number: int, name: str, other: str) -> list[str]:
        boxes = f"[○] 庁内連携システム [ ] 税務システム [○] その他 ({other})"
        return [f"システム{number}", f"①システムの名称\t{name}", "②システムの機能\t棚を守る。", f"③他のシステムとの接続\t{boxes}"]

    left = ["システム2～5", *system(2, "湖システム", "紙"), *system(3, "棚システム", "箱"), "3 / 9"]
    right = [*system(4, "橋システム", "縄"), *system(5, "窓システム", "布"), "4 / 9"]
    body = f"Ⅰ　基本情報\n①事務の名称　湖の税の事務\n\n{side_by_side(left, right)}\n３．特定個人情報ファイル名\n税台帳ファイル\n"
    found = tables(body)
    assert [(row["system_no"], row["name"]) for row in found["systems"]] == [
        (2, "湖システム"), (3, "棚システム"), (4, "橋システム"), (5, "窓システム")]
    others = {row["system_no"]: row["other_text"] for row in found["system_connections"] if row["connection"] == "other"}
    assert others == {2: "紙", 3: "箱", 4: "縄", 5: "布"}


def test_a_name_may_go_on_in_the_row_below_with_a_letter_that_begins_none() -> None:
    task = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n４．特定個人情報ファイルの取扱いの委託\n委託事項1\t台帳の印刷\n"
    found = tables(f"{task}⑥委託先名\t株式会社みず\n\t・うみ\n再委託\t⑦再委託の有無\t[ 再委託しない ]\n")
    assert [row["vendor_stated"] for row in found["outsourcing"]] == ["株式会社みず・うみ"]


def test_a_pages_number_may_stand_behind_the_word_for_it() -> None:
    pages = "".join(f"移転先{number}\n\nページ {number}\n湖の税の事務\n①法令上の根拠\t条例\n②移転先における用途\t湖の調査\n" for number in range(1, 8))
    body = f"Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n５．特定個人情報の提供・移転\n{pages}"
    assert "disclosures" not in tables(body)  # no recipient is named


def test_a_page_out_of_order_that_is_printed_twice_with_a_letter_damaged_counts_once() -> None:
    file = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n{}\n⑥事務担当部署\t湖の課\n\n\n\n\n"
    files = file.format("税台帳ファイル") + file.format("水台帳ファイル")
    text = "湖の台帳は棚に入れて鍵をかけ、名を書いた者だけが開けるものとする。\n湖の台帳を開けた者は、日と名を別の台帳に書くものとする。\n"
    page = (f"３．特定個人情報の使用\nリスク3：　{risk('use', 3)}\nリスクに対する措置の内容\n{text}{THREE_LINES.format('十分である')}"
            f"リスク4：　{risk('use', 4)}\nリスクに対する措置の内容\n{THREE_LINES.format('課題が残されている')}")
    found = tables(f"{CROSSED}{files}{PART}\n\n\n\n{page}\n\n\n\n{page.replace('日と名', '日名')}\n\n\n\n")
    rated = {(row["part_no"], row["risk_no"]): row["choice"] for row in found["ratings"] if row["choice"]}
    assert rated == {(1, 3): "十分である", (1, 4): "課題が残されている"}


@pytest.mark.parametrize(("lost", "names"), [
    ("システム1\n", [(2, "棚システム")]), ("①システムの名称　湖システム\n", [(2, "棚システム")]), ("", [(1, "湖システム"), (2, "棚システム")])])
def test_a_system_out_of_order_whose_heading_or_name_is_lost_takes_no_others(lost: str, names: list[tuple[int, str]]) -> None:
    moved = "Ⅰ　基本情報\n" + "".join(f"システム{n}\n②システムの機能\n①システムの名称\n③他のシステムとの接続\n" for n in range(6, 10))
    page = "".join(f"システム{n}\n①システムの名称　{name}\n②システムの機能\n棚を守る。\n" for n, name in ((1, "湖システム"), (2, "棚システム")))
    found = tables(f"{moved}\n\n\n\n{page.replace(lost, '')}\n\n\n\n", "重点項目")
    assert [(row["system_no"], row["name"]) for row in found["systems"]] == names


SAID = "①システムの名称　湖システム\n②システムの機能\n棚を守る。\n", "①システムの名称　棚システム\n②システムの機能\n湖を守る。\n"


@pytest.mark.parametrize(("page", "names"), [
    (f"システム1\n{SAID[0]}システ人2\n{SAID[1]}", [(1, "湖システム"), (2, "棚システム")]),
    (f"システム1\n{SAID[0]}システム2～5\n{SAID[1]}", [(1, "湖システム")]),
    (f"システム1\n{SAID[0]}{SAID[1]}\n\n\n\nシステム2\n①システムの名称　森システム\n②システムの機能\n森を守る。\n"
     "③他のシステムとの接続\n[ ] その他\n\n\n\nシステム2～5\n②システムの機能\n①システムの名称　谷システム\n", [(2, "森システム")])],
    ids=["a damaged heading", "a heading lost behind a range", "a page in order between"])
def test_entries_out_of_order_are_those_of_their_own_headings(page: str, names: list[tuple[int, str]]) -> None:
    moved = "Ⅰ　基本情報\n" + "".join(f"システム{n}\n②システムの機能\n①システムの名称\n③他のシステムとの接続\n" for n in range(6, 10))
    found = tables(f"{moved}\n\n\n\n{page}\n\n\n\n", "重点項目")
    assert [(row["system_no"], row["name"]) for row in found["systems"] if row["name"]] == names
    assert "システ人2" not in "".join(row["text"] for row in found.get("wording", []))  # a heading is no text of the entry above it


@pytest.mark.parametrize(("row", "recipient"), [
    ("提供先1\t①法令入の根拠\n", None), ("提供先1\t湖の法令室\n①法令上の根拠\t湖の法\n", "湖の法令室"), ("提供先1\t口供先2～5\n", None)])
def test_a_damaged_label_or_heading_is_no_name(row: str, recipient: str | None) -> None:
    file = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n"
    found = tables(f"{file}５．特定個人情報の提供・移転（委託に伴うものを除く。）\n{row}②提供先における用途\t湖の仕事\n")
    assert [row["recipient"] for row in found.get("disclosures", []) if row["recipient"]] == ([recipient] if recipient else [])


@pytest.mark.parametrize(("below", "said"), [("33\n湖の税の事務\n", (33, "湖の税の事務")), ("33\n", (33, None))])
def test_a_number_below_the_title_is_no_title(below: str, said: tuple[int | None, str | None]) -> None:
    found = tables(f"評人書番号\n評価書名\n{below}特記事項\n\nⅠ　基本情報\n③対象人数\t[ 30万人以上 ]\n")["assessments"]
    assert [(row["number"], row["title"]) for row in found] == [said]


def test_of_a_page_with_the_list_of_files_and_a_files_own_name_the_numbered_ones_are_the_list() -> None:
    page = ("３．特定個人情報ファイル名\n1.湖の課税ファイル\n2.棚の収納ファイル\n①部署\n湖の課\n]\n２．基本情報\n①ファイルの種類 ※ [ システム用ファイル\n"
            "湖の課税ファイル\n]\n＜選択肢＞\n1） システム用ファイル\n2） その他の電子ファイル（表計算ファイル等）\n")
    found = tables(f"Ⅰ　基本情報\n{page}{CROSSED}", "重点項目")
    assert [row["name"] for row in found["files"]] == ["湖の課税ファイル", "棚の収納ファイル"]
