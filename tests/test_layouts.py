"""The same few answers of one invented report, printed as tools print tables: what is read must not depend on it."""
from __future__ import annotations

import pytest

from etl.align import align
from etl.body import read_body
from etl.boxes import other_text, read_boxes
from etl.disorder import choices_stray, labels_fall, lines_moved
from etl.form import load_form
from etl.labels import find_hits
from etl.lines import read_cells
from etl.page import Page
from etl.page_boxes import page_boxes, torn_boxes
from etl.page_labels import place_on_page
from etl.report import Report, read_report
from etl.sources import Source

HEAD = "特定個人情報保護評価書（全項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
LIST = "＜選択肢＞ 1）1,000人未満 2）1,000人以上1万人未満 3）1万人以上10万人未満 4）10万人以上30万人未満 5）30万人以上"

PIPES = r"""# Ⅰ　基本情報
| ①事務の名称 | 湖の税の事務 |
| --- | --- |
| ③対象人数 | \[ 30万人以上 \] \<選択肢\> 1\) 1,000人未満 5\) 30万人以上 |
| ①部署 | 税務課 |
"""
ROUND = f"Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n③対象人数\t【30万人以上】\t{LIST}\n①部署\t税務課\n"
SHELL = f"Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n③対象人数\t〔 30万人以上 〕\t{LIST}\n①部署\t税務課\n"
ONE_LINE = ("<h1>Ⅰ　基本情報</h1>\n<table><tr><td>①事務の名称</td><td>湖の税の事務</td></tr>"
            f"<tr><td>③対象人数</td><td>［30万人以上］</td><td>{LIST}</td></tr><tr><td>①部署</td><td>税務課</td></tr></table>\n")
GRID = """Ⅰ　基本情報

+----------------+----------------------------+
| ①事務の名称   | 湖の税の事務               |
+----------------+----------------------------+
| ③対象人数     | [ 30万人以上 ]             |
|                | ＜選択肢＞                 |
|                | 1) 1,000人未満             |
|                | 5) 30万人以上              |
+----------------+----------------------------+
| ①部署         | 税務課                     |
+----------------+----------------------------+
"""
COMMAS = ('Ⅰ　基本情報,,,,,\n①事務の名称,,湖の税の事務,,,\n②事務の内容,,"一つ目の行\n二つ目の行",,,\n'
          '③対象人数,,[,30万人以上,],＜選択肢＞\n,,,"1) 1,000人未満",5) 30万人以上,\n①部署,,税務課,,,\n')
RUN = ("Ⅰ　基本情報\n1．特定個人情報ファイルを取り扱う事務 ①事務の名称 湖の税の事務 ②事務の内容　※ 届出を受ける。 ③対象人数 [ 30万人以上 ] "
       f"{LIST}\n6．情報提供ネットワークシステムによる情報連携　※ ①実施の有無 [ 実施する ] ＜選択肢＞ 1) 実施する 2) 実施しない ②法令上の根拠 条例\n"
       "7．評価実施機関における担当部署 ①部署 税務課 ②所属長の役職名 税務課長\n")


OPTIONS = ("1) 1,000人未満", "2) 1,000人以上1万人未満", "3) 1万人以上10万人未満", "4) 10万人以上30万人未満", "5) 30万人以上")
LISTS = f"""===== page 2 =====
-- table 1 --
['Ⅰ　基本情報', None, None]
['①事務の名称', None, '湖の税の事務']
['③対象人数', None, '［ 30万人以上 ］ ＜選択肢＞\\n{OPTIONS[0]}\\n{OPTIONS[4]}']
['①部署', None, '税務課']
"""
DRAWN = """Ⅰ　基本情報
┌──────┬────────────┐
│①事務の名称│湖の税の事務            │
├──────┼────────────┤
│③対象人数  │[ 30万人以上 ]          │
│            │＜選択肢＞              │
│            │1) 1,000人未満          │
├──────┼────────────┤
│①部署      │税務課                  │
└──────┴────────────┘
━━━━━━━━━━
"""
PIECES = """# lake-page-2-table-1.csv
"Ⅰ　基本情報"
# lake-page-2-table-2.csv
"①事務の名称","","湖の税の事務",""
"②事務の内容","","一つ目の行
二つ目の行",""
"③対象人数","","[ 30万人以上 ]","＜選択肢＞
1)1,000人未満
5)30万人以上"
"①部署","","税務課",""
"""
COPIED = f'Ⅰ　基本情報\t\t\n\t①事務の名称\t湖の税の事務\n\t②事務の内容\t"一つ目の行\n二つ目の行"\n\t③対象人数\t［\t30万人以上\t］\t{LIST}\n\t①部署\t税務課\n'
TAGGED = "".join(f"[{kind}] {text}\n" for kind, text in [
    ("Title", "Ⅰ　基本情報"), ("FormKeysValues", "①事務の名称 湖の税の事務"), ("FormKeysValues", f"③対象人数 [ 30万人以上 ] {LIST}"),
    ("FormKeysValues", "①部署 税務課"), ("Footer", "2"), *[("NarrativeText", "余白の行")] * 20])
FOUND = """"Page","Type","Key","Value","Confidence"
"1","TITLE","特定個人情報保護評価書（全項目評価書）","","95.3"
"1","KEY_VALUE","評価実施機関名","みずうみ市長","90.5"
"1","PAGE_NUMBER","1","","99.0"
"2","TITLE","Ⅰ　基本情報","","95.3"
"2","KEY_VALUE","①事務の名称","湖の税の事務","90.5"
"2","KEY_VALUE","③対象人数","[ 30万人以上 ] <選択肢> 1) 1,000人未満 5) 30万人以上","91.0"
"2","KEY_VALUE","①部署","税務課","89.8"
"2","PAGE_NUMBER","2","","99.0"
"""
RADIO = ("Ⅰ　基本情報\n①事務の名称　湖の税の事務\n③対象人数\n" + "".join(f" ({'*' if '5)' in option else ' '}) {option}\n" for option in OPTIONS)
         + "①部署　税務課\n")
CROSSED = f"Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n③対象人数\t☐{'　☐'.join(OPTIONS[:4])}　☒{OPTIONS[4]}\n①部署\t税務課\n"
LABEL_AMID = f"""Ⅰ　基本情報
①事務の名称　　湖の税の事務
                ［　30万人以上　］　　＜選択肢＞
                {OPTIONS[0]}  {OPTIONS[1]}
③対象人数      {OPTIONS[2]}  {OPTIONS[3]}
                {OPTIONS[4]}
①部署　　税務課
"""

GAPS = ("特定 個人情 報保 護評価 書（全項目評価書）\n評価実 施機 関名   みずう み市長\n"
        "Ⅰ 　基本情 報\n① 事務の 名称   湖の 税の 事務\n②事 務の内 容   届 出を 受 け、 控 えを 渡 す。\n"
        f"③対 象 人数   ［ 30万人 以 上 」  {LIST.replace('人', '人 ')}\n① 部 署   税 務課\n")
BOLD = f"Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n③対象人数\t{'　'.join(OPTIONS[:4])}　**{OPTIONS[4]}**\n①部署\t税務課\n"
IN_LIST = "Ⅰ　基本情報\n①事務の名称　：　湖の税の事務\n③対象人数\n　1 1,000人未満　2 1,000人以上1万人未満　【5 30万人以上】\n①部署　：　税務課\n"
INLINE = f"Ⅰ　基本情報\n①事務の名称 ⇒ 湖の税の事務\n③対象人数 ⇒ 30万人以上（{' '.join(OPTIONS).replace(')', '.')}）\n①部署 ⇒ 税務課\n" + "余白 ⇒ なし\n" * 8
LEADERS = ("Ⅰ　基本情報\n①事務の名称 ………… 湖の税の事務\n③対象人数 ………… 5．30万人以上\n①実施の有無 …… 1．実施する\n①部署 ………… 税務課\n"
           "１．特定個人情報ファイル名\n税台帳ファイル\n①ファイルの種類 …… 1．システム用ファイル\n②対象となる本人の数 …… 2．1万人以上10万人未満\n"
           "④記録される項目 …… 4．100項目以上\n" + "余白 …… なし\n" * 3)
LATEX = f"Ⅰ　基本情報\n$\\textcircled{{1}}$事務の名称\t湖の税の事務\n$\\textcircled{{3}}$対象人数\t［30万人以上］\t{LIST}\n$\\textcircled{{1}}$部署\t税務課\n"
REPEATED = "".join("\t".join(cell for cell in row for _ in range(2)) + "\n" for row in [
    ("Ⅰ　基本情報",) * 3, ("①事務の名称", "湖の税の事務", "湖の税の事務"), ("③対象人数", "［30万人以上］", LIST), ("①部署", "税務課", "税務課")])
ROWS = """{
  "source": "lake.pdf",
  "pages": [
    {"page": 1, "rows": [
      ["Ⅰ　基本情報", null, null],
      [null, "①事務の名称", "湖の税の事務"],
      [null, "③対象人数", "[ 30万人以上 ]", "＜選択肢＞\\n1) 1,000人未満\\n5) 30万人以上"],
      [null, "①部署", "税務課"],
""" + '      [null, "余白", "なし"],\n' * 8 + "    ]}\n  ]\n}\n"
PLACED = "".join(f"(58.00, {line}.50, 170.00, {line}.70, '{text}\\n', {line}, 0)\n" for line, text in enumerate([
    "Ⅰ　基本情報", "①事務の名称", "湖の税の事務", "③対象人数", "[ 30万人以上 ]", "＜選択肢＞\\n1) 1,000人未満\\n5) 30万人以上", "①部署", "税務課"]))
BLOCKS = "".join(f"[block {number}  conf=0.9{number}]\n{text}\n\n" for number, text in enumerate([
    "Ⅰ　基本情報", "①事務の名称", "湖の税の事務", "③対象人数", "[ 30万人以上 ]", LIST, "①部署", "税務課"]))
MIXED = f"Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n③対象人数\n{''.join(f'【　］{option} ' for option in OPTIONS[:4])}［○】{OPTIONS[4]}\n①部署\t税務課\n"
SHEETS = "===Ⅰ基本情報===\nⅠ　基本情報\n①事務の名称\t湖の税の事務\n③対象人数\t[ 30万人以上 ]\n===Ⅳ次の章===\n①部署\t税務課\n"
BOX_ABOVE = f"Ⅰ　基本情報\n①事務の名称　　湖の税の事務\n　　[ 30万人以上 ]\n　　＜選択肢＞\n③対象人数　　{OPTIONS[0]}\n　　{OPTIONS[4]}\n①部署　　税務課\n"
PANDAS = ("# sheet: 表紙\n特記事項,Unnamed: 1\n評価実施機関名,みずうみ市長\n項目一覧,\n# sheet: Ⅰ\nⅠ　基本情報,\n"
          "①事務の名称,湖の税の事務,\n" + "余白,余白,\n" * 9 +
          '③対象人数,[ 30万人以上 ],"＜選択肢＞\n1) 1,000人未満\n5) 30万人以上"\n①部署,税務課,\n')
BARS = f"[表1]\nⅠ　基本情報\n①事務の名称 | 湖の税の事務\n③対象人数 | [ 30万人以上 ]\n{LIST}\n\n[表2]\n①部署 | 税務課\n②所属長の役職名 |\n"
SPACED = GAPS.replace("   ", " ")
MISREAD = SPACED.replace("① 部 署", "@ 部 署").replace("以 上 」", "以 上 l").replace("＜選択肢＞", "く選 択 肢>")
EMPTY_CELLS = ("## 表紙\n| Unnamed: 0 | Unnamed: 1 | Unnamed: 2 |\n| --- | --- | --- |\n| 評価実施機関名 | NaN | NaN |\n| NaN | みずうみ市長 | NaN |\n"
               "| Ⅰ　基本情報 | NaN | NaN |\n| ①事務の名称 | NaN | 湖の税の事務 |\n| ③対象人数 | NaN | [ |\n| NaN | NaN | 30万人以上 |\n"
               "| NaN | NaN | ] |\n| NaN | ＜選択肢＞ | NaN |\n| ①部署 | NaN | 税務課 |\n")
UNEVEN = ("Ⅰ　基本情報\n①事務の名称,湖の税の事務\n②事務の内容,\"届出を受ける。\n控えを渡す。\"\n③対象人数,[ 30万人以上 ],"
          "＜選択肢＞ 1) 1,000人未満 5) 30万人以上\nシステム1,\n①システムの名称,湖税システム\n②システムの機能,台帳を刷る。,\n①事務実施上の必要性,正しく。\n"
          "②実現が期待されるメリット,余白,\n法令上の根拠,条例\n①実施の有無,[ 実施する ],＜選択肢＞ 1) 実施する,2) 実施しない,3) 未定\n②法令上の根拠,条例,\n"
          "①部署,税務課,\n②所属長の役職名,課長\n")
OUTLINE = (HEAD[:21] + "- 評価実施機関名: \"みずうみ市長\"\n- Ⅰ　基本情報:\n  - ①事務の名称: \"湖の税の事務\"\n  - ③対象人数: 30万人以上\n"
           "  - ①部署: \"税務課\"\n")


def report_of(text: str) -> Report:
    return read_report(Source("湖.txt", "0" * 64, text))


def test_a_label_that_ends_with_another_items_has_all_its_wordings() -> None:
    own = load_form("full").find("part", "deletion_rules_content").labels
    assert load_form("full").find("part", "provision_rules_between").labels == tuple(f"委託元と委託先間の提供に関する{wording}" for wording in own)


def practices_of(body: str) -> dict[str, str | None]:
    """Choices of practices by item."""
    return {row["item"]: row["choice"] for row in report_of(HEAD + body).tables["practices"]}


WRITTEN = HEAD.replace("\n", ",,,,,\n") + COMMAS
LAYOUTS = {
    "escaped": HEAD + PIPES, "【】": HEAD + ROUND, "〔〕": HEAD + SHELL, "one line": HEAD + ONE_LINE, "grid": HEAD + GRID, "commas": WRITTEN,
    "run together": HEAD + RUN, "Python lists": HEAD + LISTS, "drawn lines": HEAD + DRAWN, "tables in pieces": PIECES + HEAD, "copied cells": HEAD + COPIED,
    "kinds of element": TAGGED + HEAD, "what a tool found": FOUND, "radio buttons": HEAD + RADIO, "crossed boxes": HEAD + CROSSED,
    "label amid its list": HEAD + LABEL_AMID, "gaps in words": GAPS, "bold entry": HEAD + BOLD, "box in the list": HEAD + IN_LIST,
    "list behind the choice": HEAD + INLINE, "leaders": HEAD + LEADERS, "repeated cells": HEAD + REPEATED, "LaTeX": HEAD + LATEX, "JSON rows": HEAD + ROWS,
    "places of lines": HEAD + PLACED, "numbered blocks": HEAD + BLOCKS, "outline": OUTLINE,
    "half-misread brackets": HEAD + MIXED, "names of sheets": HEAD + SHEETS,
    "box above its label": HEAD + BOX_ABOVE, "rows of pandas": HEAD[:21] + PANDAS, "bars between cells": HEAD + BARS,
    "gaps in words and one behind labels": SPACED, "gaps in words and signs misread": MISREAD, "empty cells of pandas": HEAD[:21] + EMPTY_CELLS,
    "rows of several widths": HEAD + UNEVEN + "余白,余白,余白,余白\n" * 6}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_an_answer_is_read_whatever_the_table_looks_like(text: str) -> None:
    (found,) = report_of(text).tables["assessments"]
    assert (found["headcount_band"], found["department"], found["authority"]) == ("over_300k", "税務課", "みずうみ市長")


def test_the_line_of_an_answer_in_a_spreadsheets_rows_is_its_own() -> None:
    tables = report_of(WRITTEN).tables
    (line,) = [row["line"] for row in tables["coverage"] if row["field"] == "department" and not row["file_no"]]
    assert line == WRITTEN.split("\n").index("①部署,,税務課,,,") + 1


def test_an_option_list_with_an_empty_box_before_every_entry_is_blank_and_one_without_boxes_unreadable() -> None:
    empty, without = RADIO.replace("*", " ") + RADIO.replace("③対象人数", "④余白"), RADIO.replace("(*) ", "").replace("( ) ", "")
    for body, status in ((empty, "blank"), (without, "unreadable")):
        assert {row["field"]: row["status"] for row in report_of(HEAD + body).tables["coverage"]}["headcount_band"] == status


def test_marks_of_pages_end_pages_and_are_no_text() -> None:
    body = "Ⅰ　基本情報\n②事務の内容\n届出を受ける。\n[[page 3]]\n控えを渡す。\n<!-- Page 4 -->\n写しを綴じる。\n③対象人数\t[ 30万人以上 ]\n"
    assert wording(body)["affair_content"] == "届出を受ける。 控えを渡す。 写しを綴じる。"


def test_a_sentence_that_begins_like_a_label_is_none_though_an_ocr_program_put_spaces_into_it() -> None:
    text = SPACED.replace("控 えを 渡 す。\n", "控 えを 渡 す。\n部署 間 の 連 携 を 図 る。\n公表日 ま で 保 管 す る。\n")
    (found,) = report_of(text).tables["wording"]
    assert found["text"] == "届出を受け、控えを渡す。 部署間の連携を図る。 公表日まで保管する。"


def test_a_drawn_table_may_be_indented() -> None:
    (found,) = report_of(HEAD + DRAWN.replace("\n", "\n  ")).tables["assessments"]
    assert (found["headcount_band"], found["department"]) == ("over_300k", "税務課")


def test_lines_that_end_with_a_comma_are_no_rows() -> None:
    prose = "届出を受け,\n1,000件を超える控えを渡し,\n写しを綴じ,\n束ねる。\n"
    assert wording(f"Ⅰ　基本情報\n②事務の内容\n{prose}③対象人数\t[ 30万人以上 ]\n{LIST}\n")["affair_content"] == prose.replace("\n", " ").strip()


def test_a_name_that_pandas_gives_to_a_column_is_no_answer() -> None:
    assert {row["field"]: row["status"] for row in report_of(HEAD[:21] + PANDAS).tables["coverage"]}["special_notes"] == "blank"


def test_a_quotation_mark_that_nobody_closes_begins_no_cell() -> None:
    copied = HEAD + COPIED.replace('二つ目の行"', "二つ目の行") + "余白\t届出\n" * 100
    written = WRITTEN.replace('"1) 1,000人未満"', "1) 一") + '余白,"届出,,,,\n' + "余白,,届出,,,\n" * 100
    for text in (copied, written):
        (found,) = report_of(text).tables["assessments"]
        assert (found["headcount_band"], found["department"]) == ("over_300k", "税務課")


def test_rows_that_are_no_flat_lists_stay_as_they_are() -> None:
    odd = '["①部署", {"a": 1, [2]: 3}]\n[\'①部署\', [\'税\']], [\'①部署\']\n["①部署", "\\ud842"]\n( \'abc\')\n'
    (found,) = report_of(HEAD + ROWS + odd).tables["assessments"]
    assert (found["headcount_band"], found["department"]) == ("over_300k", "税務課")


def test_a_list_of_a_text_says_every_sign_of_it() -> None:
    (found,) = report_of(HEAD + ROWS.replace("税務課", "\\ud842\\udfb7野課")).tables["assessments"]
    assert found["department"] == "𠮷野課"


def test_a_sentence_with_a_foreign_word_is_no_mark_of_a_table() -> None:
    body = "Ⅰ　基本情報\n②事務の内容\n- portable HDDの使用を禁止する。\n  台帳はspreadsheetで管理する。\n# lake-table-2.csv\n③対象人数\t[ 30万人以上 ]\n"
    assert wording(body)["affair_content"] == "portable HDDの使用を禁止する。 台帳はspreadsheetで管理する。"


def test_an_annex_named_as_an_answer_ends_no_block() -> None:
    (found,) = report_of(HEAD + "Ⅰ　基本情報\n②事務の内容\t（別添１）事務の内容\n③対象人数\t30万人以上\n").tables["assessments"]
    assert found["headcount_band"] == "over_300k"


def test_a_page_mark_ends_one_page_whatever_blank_lines_stand_beside_it() -> None:
    text = "".join(f"[[page {page}]]\n\n" + "余白の行\n" * 30 for page in range(1, 4))
    pages = [cell.page for cell in read_cells(text)]
    assert sorted(set(pages)) == [2, 3, 4]


def test_a_row_of_repeated_cells_keeps_its_empty_ones() -> None:
    header = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
    change = ("令和3年4月1日", "Ⅰ 1.②事務の内容", "", "ガバメントクラウドを使う", "事後", "軽微")
    history = "（別添３）　変更箇所\n" + "".join("\t".join(cell for cell in row for _ in range(2)) + "\n" for row in (header, change))
    (row,) = report_of(HEAD + REPEATED + history).tables["changes"]
    assert (row["brings_government_cloud"], row["timing"]) == (True, "after")


def test_items_of_a_file_that_are_called_like_a_label_answer_nothing() -> None:
    annex = "（別添２）　特定個人情報ファイル記録項目\n\n1\t部署\n2\t保有開始日\n3\t対象人数\n4\t公表日\n\n"
    tables = report_of(f"{HEAD}Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n⑤保有開始日\t平成28年1月1日\n\n{annex}").tables
    assert [(row["name"], str(row["held_since"])) for row in tables["files"]] == [("税台帳ファイル", "2016-01-01")]
    assert {row["field"]: row["status"] for row in tables["coverage"]}["department"] == "not_in_source"


def test_an_item_of_a_file_that_is_called_remarks_is_no_remark() -> None:
    annex = "（別添２）　特定個人情報ファイル記録項目\n\n1\t氏名\t3\t\n2\t備考\t4\t旧姓\n\n"
    tables = report_of(f"{HEAD}Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n７．備考\t\n\n{annex}").tables
    assert [(row["status"], row["line"]) for row in tables["coverage"] if row["field"] == "remarks"] == [("blank", 10)]


def wording(body: str) -> dict[str, str]:
    return {row["field"]: row["text"] for row in report_of(HEAD + body).tables["wording"]}


def test_a_text_whose_label_stands_in_the_middle_of_its_rows_is_whole() -> None:
    body = "Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n\t<p>届出を受ける。</p>\n\n表に写す。\n②事務の内容　※\n控えを渡す。\n③対象人数\t[ 30万人以上 ]\n"
    assert wording(body)["affair_content"] == "届出を受ける。 表に写す。 控えを渡す。"


def test_a_text_whose_label_is_lost_is_that_of_the_field_between_its_neighbours() -> None:
    body = "２．使用するシステム\nシステム１\n①システムの名称\t湖の税システム\n\t<p>届出を綴じる。</p>\n③他のシステムとの接続\t[○] 庁内連携システム\n"
    assert wording(f"Ⅰ　基本情報\n{body}")["system_function"] == "届出を綴じる。"


def test_a_label_may_go_on_in_the_next_row_while_its_answer_stands_beside_the_first() -> None:
    body = ("Ⅲ　リスク対策\n５．特定個人情報の提供・移転\nリスク１\t不正な提供・移転が行われるリスク\n"
            "特定個人情報の\t[ 記録を残している ]\t＜選択肢＞ 1) 記録を残している\n提供・移転の記録\t\n")
    rows = report_of(HEAD + body).tables["practices"]
    assert [(row["choice"], row["line"]) for row in rows if row["item"] == "disclosure_log"] == [("記録を残している", 10)]


@pytest.mark.parametrize("parted", ["<p>期間</p> <p>[ 5年 ]</p> <p>その妥当性</p> <p>条例による。</p>", "期間<br>[ 5年 ]<br>その妥当性<br>条例による。"])
def test_two_fields_that_share_a_cell_are_parted_where_the_second_ones_label_is_a_paragraph(parted: str) -> None:
    body = f"Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n６．特定個人情報の保管・消去\n②保管期間\t{parted}\n"
    assert wording(body)["retention_reason"] == "条例による。"
    assert [row["period"] for row in report_of(HEAD + body).tables["retention"]] == ["5y"]


@pytest.mark.parametrize("box", ["[ 十分である ] ＜選択肢＞ 1) 特に力を入れている 2) 十分である",
                                 "[十分である] <p>＜選択肢＞</p> <p>1) 特に力を入れている 2) 十分である</p>"])
def test_a_short_text_and_the_choice_that_stands_behind_it_in_its_cell_are_two_fields(box: str) -> None:
    label = load_form("full").find("part", "sufficiency").label
    body = ("Ⅲ　リスク対策\n７．特定個人情報の保管・消去\nリスク2： 特定個人情報が古い情報のまま保管され続けるリスク\n"
            f"リスクに対する措置の内容\t年に一度、棚を見る。 {label} {box}\n")
    found = report_of(HEAD + body).tables["ratings"]
    assert [row["choice"] for row in found if row["section"] == "storage" and row["risk_no"] == 2] == ["十分である"]


def test_names_of_files_may_be_wrapped_in_their_list() -> None:
    for names in ("1．税台帳ファイル 2．申告書ファ\nイル 3．\n宛名ファイル", "1．税台帳ファイル\n申告書ファイル\n3．宛名ファイル"):
        tables = report_of(f"{HEAD}Ⅰ　基本情報\n3．特定個人情報ファイル名\n{names}\n4．特定個人情報ファイルを取り扱う理由\n").tables
        assert [row["name"] for row in tables["files"]] == ["税台帳ファイル", "申告書ファイル", "宛名ファイル"]


def test_a_name_in_brackets_is_whole() -> None:
    names = "1．税台帳ファイル（本体）\n申告書ファイル\n2．宛名ファイル"
    tables = report_of(f"{HEAD}Ⅰ　基本情報\n3．特定個人情報ファイル名\n{names}\n4．特定個人情報ファイルを取り扱う理由\n").tables
    assert [row["name"] for row in tables["files"]] == ["税台帳ファイル(本体)", "申告書ファイル", "宛名ファイル"]


def test_number_and_title_may_stand_below_their_labels() -> None:
    (found,) = report_of(f"評価書番号\n\n評価書名\n\n8\n\n湖の税の事務　全項目評価書\n\n{HEAD}").tables["assessments"]
    assert (found["number"], found["title"]) == (8, "湖の税の事務 全項目評価書")


RATED = "リスク{n}：　{title}\n\n リスクに対する措置の内容\n\n記録を月ごとに見る。\n\n リスクへの対策は十分か\n\n" \
        "＜選択肢＞\n1） 特に力を入れている 2） 十分である\n3） 課題が残されている\n\n"
USE = [(3, "従業者が事務外で使用するリスク"), (4, "特定個人情報ファイルが不正に複製されるリスク")]


TORN = "\n\n\n\n".join(f"委託する ]\n\n] 税務システム\n\n[\n\n[\n\n {name}" for name in ("入手方法", "使用部署", "使用方法", "情報の突合", "使用目的"))


def moved(*boxes: str) -> dict[int, str | None]:
    """Ratings of a report whose labels stand in order while its boxes have moved: torn ones on many pages, `boxes` at the end of the page of 使用."""
    page = "Ⅲ　リスク対策\n\n３．特定個人情報の使用\n\n" + "".join(RATED.format(n=n, title=title) for n, title in USE) + "\n\n".join(boxes)
    tables = report_of(f"{HEAD}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\n{page}\n").tables
    return {row["risk_no"]: row["choice"] for row in tables["ratings"] if row["section"] == "use" and row["risk_no"] in (3, 4)}


def test_equal_boxes_that_have_moved_need_no_order_and_different_ones_are_left_open() -> None:
    assert moved("[ 十分である ]", "十分である ]") == {3: "十分である", 4: "十分である"}
    assert moved("[ 十分である ]", "[ 課題が残されている") == {3: None, 4: None}


def test_boxes_and_options_that_have_moved_below_a_texts_label_are_no_text() -> None:
    page = (f"Ⅲ　リスク対策\n\n３．特定個人情報の使用\n\nリスク3：　{USE[0][1]}\n\nリスクに対する措置の内容\n\n] 電子メール\n\n[ 十分である ]\n\n"
            "＜選択肢＞\n\n1） 特に力を入れている 2） 十分である\n")
    tables = report_of(f"{HEAD}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\n{page}\n").tables
    assert not [row for row in tables.get("wording", ()) if row["section"] == "use"]
    assert {row["field"]: row["status"] for row in tables["coverage"] if row["section"] == "use" and row["risk_no"] == 3}["measures"] == "unreadable"


def test_the_report_is_known_by_its_cover_where_values_stand_apart_from_their_labels() -> None:
    cover = "評価書番号\n評価書名\n特記事項\n評価実施機関名\n公表日\n7\n湖の税の事務　全項目評価書\nみずうみ市長\n"
    text = f"特定個人情報保護評価書（全項目評価書）\n{cover}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n"
    (found,) = report_of(text).tables["assessments"]
    assert (found["number"], found["title"], found["authority"]) == (7, "湖の税の事務 全項目評価書", "みずうみ市長")


ACQUISITION = [(2, "不適切な方法で入手が行われるリスク"), (4, "入手の際に特定個人情報が漏えい・紛失するリスク")]
STORAGE = [(2, "特定個人情報が古い情報のまま保管され続けるリスク"), (3, "特定個人情報が消去されずいつまでも存在するリスク")]
EMPTY = "リスクに対する措置の内容\nリスクへの対策は十分か\n[ ]\n＜選択肢＞\n1） 特に力を入れている 2） 十分である\n3） 課題が残されている\n"


def template(*values: str) -> dict[int, str]:
    """Ratings of 使用, or their status, in a report that prints of each page the form with its empty boxes first and the values after it."""
    def page(title: str, risks: list[tuple[int, str]], found: tuple[str, ...]) -> str:
        return f"\f{title}\n" + "".join(f"リスク{n}：　{risk}\n{EMPTY}" for n, risk in risks) + "\n".join(found) + "\n"
    alike = ("十分である", "特に力を入れている", "十分である")
    pages = page("Ⅲ　リスク対策\n２．特定個人情報の入手", ACQUISITION, alike) + page("３．特定個人情報の使用", USE, values)
    rows = report_of(HEAD + pages + page("７．特定個人情報の保管・消去", STORAGE, alike)).tables["ratings"]
    return {row["risk_no"]: row["choice"] or row["status"] for row in rows if row["section"] == "use" and row["risk_no"] > 2}


def test_values_below_the_whole_form_are_given_to_its_fields_only_if_they_need_no_order() -> None:
    assert template("十分である", "十分である") == {3: "十分である", 4: "十分である"}
    assert template("課題が残されている", "十分である") == {3: "unreadable", 4: "unreadable"}


def test_a_page_in_order_that_leaves_choices_over_is_read_as_a_whole() -> None:
    ratings = "".join(f"リスク{n}：　{title}\n\nリスクに対する措置の内容\n\nリスクへの対策は十分か\n\n" for n, title in USE)
    page = f"{ratings}特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置\n\n[ 十分である ]\n\n[ 十分である ]\n"
    upwards = "\n\n".join(["⑨使用開始日", "⑧使用方法", "⑥事務担当部署", "⑤保有開始日", "①ファイルの種類"])
    tables = report_of(f"{HEAD}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{upwards}\n\n\n\n{page}\n").tables
    found = {row["risk_no"]: row["choice"] for row in tables["ratings"] if row["section"] == "use" and row["risk_no"] in (3, 4)}
    assert found == {3: "十分である", 4: "十分である"}


def test_the_title_at_the_head_of_every_page_is_no_text() -> None:
    title = "特定個人情報保護評価書（全項目評価書）"
    body = f"Ⅰ　基本情報\n②事務の内容\n届出を受ける。\n\f{title}\n控えを渡す。\n③対象人数\t[ 30万人以上 ]\n"
    assert wording(body)["affair_content"] == "届出を受ける。 控えを渡す。"


def test_what_stands_at_the_head_and_foot_of_every_page_is_no_text() -> None:
    pages = ["Ⅰ　基本情報\n②事務の内容\n届出を受ける。", "控えを渡す。", "写しを綴じる。", "束ねる。", "③対象人数\t[ 30万人以上 ]"]
    body = "".join(f"湖市　税の事務　全項目評価書\n{page}\n\n{number}\n\f" for number, page in enumerate(pages, 1))
    assert wording(body)["affair_content"] == "届出を受ける。 控えを渡す。 写しを綴じる。 束ねる。"


def test_a_damaged_label_leaves_the_box_above_it_to_the_label_before() -> None:
    body = (f"Ⅲ　リスク対策\n３．特定個人情報の使用\nリスク4：　{USE[1][1]}\nリスクに対する措置の内容\n帳簿に残す。\nリスクへの対策は十分か\n"
            "＜選択肢＞ 1） 特に力を入れている 3） 課題が残されている 2） 十分である\n[ 十分である ]\n"
            "特定個人情報の使用におけるその他のリスク及びそのリスクbb対する措置\n余白\n")
    rows = report_of(HEAD + body).tables["ratings"]
    assert [row["choice"] for row in rows if row["section"] == "use" and row["risk_no"] == 4] == ["十分である"]


def systems_of(*pages: str) -> list[tuple[int, str, list[str]]]:
    """Number, name and marked connections of systems in a report whose lines have moved on other pages."""
    text = "\n\n\n\n".join([f"{HEAD}Ⅱ　特定個人情報ファイルの概要", TORN, "Ⅰ　基本情報", *pages])
    tables = report_of(text).tables
    return [(row["system_no"], row["name"], [other["connection"] for other in tables["system_connections"]
             if other["system_no"] == row["system_no"] and other["connected"]]) for row in tables["systems"]]


SYSTEM = "システム{n}\n①システムの名称\n②システムの機能\n③他のシステムとの接続\n"
BOXES = ("[{}] 情報提供ネットワークシステム [ ] 庁内連携システム\n[ ] 住民基本台帳ネットワークシステム [ ] 既存住民基本台帳システム\n"
         "[ ] 宛名システム等 [{}] 税務システム\n[ ] その他 （ ）\n")


def test_a_system_whose_answers_stand_before_its_labels_has_none_of_the_next_pages() -> None:
    pages = [f"{name}\n・台帳を印刷する。\n{BOXES.format(*marks)}{SYSTEM.format(n=n)}"
             for n, name, marks in ((2, "みずうみ税システム", " ○"), (3, "中間サーバー", "○ "))]
    assert systems_of(*pages) == [(2, "みずうみ税システム", ["tax"]), (3, "中間サーバー", ["info_network"])]


def test_a_system_may_be_called_like_one_of_the_boxes() -> None:
    page = f"システム2～5\n{SYSTEM.format(n=2)}{BOXES.format(' ', '○')}・台帳を印刷する。\n住民基本台帳ネットワークシステム\n"
    assert systems_of(page) == [(2, "住民基本台帳ネットワークシステム", ["tax"])]


def periods_of(storage: str) -> list[str | None]:
    """Periods of a file of which a page on storage is printed so."""
    file = "Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n６．特定個人情報の保管・消去\n"
    return [row["period"] for row in report_of(HEAD + file + storage).tables["retention"]]


def test_a_label_that_spans_rows_and_is_wrapped_leaves_the_first_row_its_answer() -> None:
    storage = "②保管期　　期間　　　　　　　1）1年未満　　2）1年\n間　　　　　[ 5年 ]　　　　　　6）5年\n　　　　　　その妥当性　　条例による。\n"
    assert periods_of(storage) == ["5y"]


def test_a_speck_where_an_answer_would_stand_is_none() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n５．特定個人情報の提供・移転\n提供先１　｜\n①法令上の根拠　.\n"
            "提供先２　湖税務署\n①法令上の根拠　条例\n")
    assert [row["recipient"] for row in report_of(HEAD + body).tables["disclosures"]] == ["湖税務署"]


def days_of(*days: str) -> list[tuple[str, str]]:
    """保有開始日 and its status where days have moved away from the labels of their page."""
    page = " ⑤保有開始日\n\n ⑥事務担当部署 税務課\n\n" + "\n\n".join(days)
    tables = report_of(f"{HEAD}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\n{page}\n").tables
    status = {row["field"]: row["status"] for row in tables["coverage"] if row["file_no"]}
    return [(str(row["held_since"]), status["held_since"]) for row in tables["files"]]


def test_a_day_that_has_moved_is_the_fields_if_no_other_can_be() -> None:
    assert days_of("令和3年4月1日") == [("2021-04-01", "stated")]
    assert days_of("令和3年4月1日", "令和4年4月1日") == [("None", "unreadable")]
    assert days_of() == [("None", "blank")]


def test_a_day_that_may_be_half_of_an_empty_period_is_nobodys() -> None:
    page = " １．基礎項目評価\n\n ①実施日\n\n ２．国民・住民等からの意見の聴取\n\n ②実施日・期間\n\n令和3年4月1日"
    tables = report_of(f"{HEAD}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\nⅥ　評価実施手続\n\n{page}\n").tables
    assert [row["assessed_on"] for row in tables["assessments"]] == [None]
    assert {row["field"]: row["status"] for row in tables["coverage"]}["assessed_on"] == "unreadable"


def test_an_item_of_the_history_that_begins_like_a_part_of_the_form_ends_it_not() -> None:
    rows = "".join(f"令和{year}年4月1日\n\nⅠ　基本情報\n①事務の内容\n\n旧い窓口\n\n新しい窓口\n\n事後\n\n" for year in (3, 4))
    tables = report_of(f"{HEAD}Ⅰ　基本情報\n①事務の名称　湖の税の事務\n\n（別添３）　変更箇所\n\n{rows}").tables
    assert [(str(row["changed_on"]), row["item"]) for row in tables["changes"]] == [(f"202{n}-04-01", "I 基本情報 1 事務の内容") for n in (1, 2)]


def test_an_item_of_the_history_goes_on_whatever_its_first_line_is_called() -> None:
    rows = "".join(f"令和{year}年4月30\n日\n\nⅡ　特定個人情報ファイルの概要\n２．基本情報 ⑥事務担当部署\n\n旧い課\n\n新しい課\n\n事後\n\n" for year in (3, 4))
    tables = report_of(f"{HEAD}Ⅰ　基本情報\n①事務の名称　湖の税の事務\n\n（別添３）　変更箇所\n\n{rows}").tables
    assert [str(row["changed_on"]) for row in tables["changes"]] == ["2021-04-30", "2022-04-30"]


def test_the_body_goes_on_behind_an_annex_though_its_history_follows() -> None:
    history = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n令和3年4月1日\tⅠ 7．部署\t旧い課\t新しい課\t事後\t"
    body = "Ⅵ　評価実施手続\n１．基礎項目評価\n①実施日\t令和4年4月28日\n"
    tables = report_of(f"{HEAD}Ⅰ　基本情報\n①部署\t税務課\n別紙１\n余白\n{body}（別添３）変更箇所\n{history}").tables
    assert ([str(row["assessed_on"]) for row in tables["assessments"]], len(tables["changes"])) == (["2022-04-28"], 1)


def test_a_page_of_the_body_between_pages_of_the_history_is_the_bodys() -> None:
    history = "変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n\nⅠ {n}．部署\n\n旧い課\n\n新しい課\n\n事後\n\n令和3年4月1日"
    body = "Ⅵ　評価実施手続\n\n１．基礎項目評価\n\n①実施日 令和4年4月28日\n②しきい値判断結果 [ 基礎項目評価の実施が義務付けられる ]\n<選択肢>\n1) 余白"
    pages = [f"{HEAD}Ⅱ　特定個人情報ファイルの概要", TORN, history.format(n=7), body, history.format(n=6)]
    tables = report_of("\n\n\n\n".join(pages)).tables
    assert [str(row["assessed_on"]) for row in tables["assessments"]] == ["2022-04-28"]
    assert [row["item"] for row in tables["changes"]] == ["I 7.部署", "I 6.部署"]


def test_a_label_printed_for_every_row_that_it_spans_is_no_sign_of_disorder() -> None:
    who = "".join(f"⑦使用の主体\t{row}\n" for row in ("使用部署\t税務課", "使用者数\t[ 10人未満 ]\t<選択肢>", "使用者数\t1）10人未満", "使用者数\t2）10人以上"))
    text = f"{HEAD}Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n⑤保有開始日\t平成28年1月1日\n{who}⑨使用開始日\t平成28年2月1日\n"
    cells, form = read_cells(text), load_form("full")
    assert not labels_fall(read_body(cells, find_hits(cells, form), form), form)


def test_a_kind_of_form_that_rows_of_the_history_name_again_and_again_stays() -> None:
    row = "令和3年4月1日\tⅠ 1.①\t重点項目評価書\t全項目評価書\t事後\t改組\n"
    source = "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n" + row * 6
    assert [cell.text for cell in read_cells(source)].count("全項目評価書") == 6


def test_a_number_alone_is_a_pages_only_if_it_counts_the_pages() -> None:
    text = "".join(f"余白\n\n{number}\n\f" for number in (12, 5, 7, 1))
    assert [cell.text for cell in read_cells(text) if cell.text.isdecimal()] == ["12", "5", "7", "1"]


def is_stray(text: str) -> bool:
    cells, form = read_cells(text), load_form("full")
    return choices_stray(cells, read_body(cells, find_hits(cells, form), form), form)


BARE_LIST = "＜選択肢＞\n特に力を入れている\n十分である\n課題が残されている\n"


def test_option_lists_without_numbers_are_no_sign_of_moved_lines() -> None:
    def report(options: str) -> str:
        return f"{HEAD}Ⅲ　リスク対策\n３．特定個人情報の使用\n" + "".join(
            f"リスク{n}：　{title}\nリスクへの対策は十分か\n[ 十分である ]\n{options}" for n, title in (*USE, *STORAGE, *ACQUISITION))

    assert not is_stray(report(BARE_LIST))
    assert is_stray(report("十分である\n十分である\n")), "choices of other fields, not entries of a list"


def test_damaged_labels_are_no_sign_of_moved_lines() -> None:
    answers = ("３．特定個人情報の使用\nユーザ認証の営理\n[ 行っている ]\nアクセス権限の発効・失効の管埋\n[ 行っている ]\n特定個人情報の使用の記緑\n"
               "[ 記録を残している ]\n４．特定個人情報ファイルの取扱いの委託\n情報保護管理体制の確認\n余白\n特定個人情報ファイルの閲覧者・更新者の制眼\n"
               "[ 制限している ]\n特定個人情報ファイルの取扱いの記緑\n[ 記録を残している ]\n特定個人情報の提供ルール\n[ 定めている ]\n")
    rows = report_of(f"{HEAD}Ⅲ　リスク対策\n{answers}").tables["practices"]
    found = {row["item"]: row["choice"] for row in rows if row["status"] == "stated"}
    assert found == {"user_authentication": "行っている", "access_right_issuance": "行っている", "usage_log": "記録を残している",
                     "viewer_restriction": "制限している", "handling_log": "記録を残している", "provision_rules": "定めている"}


def test_a_report_of_one_page_whose_lines_have_moved_keeps_its_body() -> None:
    history = "（別添３）変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n令和3年4月1日\tⅠ 7．部署\t旧い課\t新しい課\t事後\t"
    (found,) = report_of(f"{HEAD}Ⅱ　特定個人情報ファイルの概要\n{TORN}\nⅠ　基本情報\n①部署 税務課\n{history}".replace("\n\n", "\n")).tables["assessments"]
    assert found["department"] == "税務課"


def test_round_brackets_may_be_tick_boxes() -> None:
    body = ("Ⅰ　基本情報\n２．特定個人情報ファイルを取り扱う事務において使用するシステム\nシステム1\n①システムの名称 湖の税システム\n③他のシステムとの接続\n"
            "(○) 情報提供ネットワークシステム   (　) 庁内連携システム\n(　) 住民基本台帳ネットワークシステム   (○) 既存住民基本台帳システム\n"
            "(　) 宛名システム等   (○) 税務システム\n(　) その他 (  )\n")
    rows = report_of(HEAD + body).tables["system_connections"]
    assert {row["connection"] for row in rows if row["connected"]} == {"info_network", "existing_juki", "tax"}
    assert all(row["connected"] is not None for row in rows)


def test_numbers_of_pages_in_brackets_are_no_text() -> None:
    pages = ["Ⅰ　基本情報\n②事務の内容\n届出を受ける。", "控えを渡す。", "写しを綴じる。", "③対象人数\t[ 30万人以上 ]"]
    centred = "".join(f"{page}\n\n{' ' * 30}({number})\n\n" for number, page in enumerate(pages, 1))
    dashed = "".join(f"{page}\n\n〔 - {number} - 〕\n\n" for number, page in enumerate(pages, 1))
    assert [wording(body)["affair_content"] for body in (centred, dashed)] == ["届出を受ける。 控えを渡す。 写しを綴じる。"] * 2


def test_names_of_systems_may_stand_with_middle_dots_between_them() -> None:
    text = ("特定個人情報保護評価書（基礎項目評価書）\n評価実施機関名\nみずうみ市長\nⅠ　関連情報\n①事務の名称\n湖の税の事務\n③システムの名称\n"
            "湖の税システム・統合宛名システム・中間サーバー・プラットフォーム\n２．特定個人情報ファイル名\n税ファイル\n")
    assert [row["name"] for row in report_of(text).tables["systems"]] == ["湖の税システム", "統合宛名システム", "中間サーバー・プラットフォーム"]


AMID_ITS_LIST = ("５．特定個人情報の提供・移転\nリスク１：不正な提供・移転が行われるリスク\n"
                 "特定個人情報の\n[ 記録を残している ]\n＜選択肢＞\n提供・移転の記録\n1) 記録を残している\n2) 記録を残していない\n具体的な方法\n帳簿に残す。\n")
BOX_BEHIND = ("７．特定個人情報の保管・消去\nリスク１：　特定個人情報の漏えい・滅失・毀損リスク\n"
              "⑨過去3年以内に、評価実施機関において、[　発生なし　]　＜選択肢＞\n個人情報に関する重大事故が発生したか 1) 発生あり 2) 発生なし\nその内容\n")
LIST_BEHIND = ("７．特定個人情報の保管・消去\nリスク１：　特定個人情報の漏えい・滅失・毀損リスク\n⑨過去３年以内に、評価実施機 ＜選択肢＞\n"
               "関において、個人情報に関する [ 発生あり ] 1) 発生あり 2) 発生なし\n重大事故が発生したか\nその内容 札を失くした。\n")


@pytest.mark.parametrize(("body", "item", "choice"), [
    (LIST_BEHIND, "serious_incident", "発生あり"), (AMID_ITS_LIST, "disclosure_log", "記録を残している"), (BOX_BEHIND, "serious_incident", "発生なし"),
], ids=["the heading of its list", "between the lines of its own option list", "its box and an entry right behind its lines"])
def test_a_wrapped_label_is_found_whatever_stands_beside_its_lines(body: str, item: str, choice: str) -> None:
    rows = report_of(f"{HEAD}Ⅲ　リスク対策\n{body}").tables["practices"]
    assert [row["choice"] for row in rows if row["item"] == item] == [choice]


def test_a_recipient_goes_on_in_the_next_line_where_its_own_is_as_wide_as_the_column() -> None:
    wide, short = "湖の番号の規則の第一の表に掲げる者のうち届出の照会を行うもの及びその", "湖税務署"
    for first, rest, recipient in ((wide, "代理人", f"{wide}代理人"), (short, "余白", short)):
        body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n５．特定個人情報の提供・移転\n"
                f"提供先１\n\n{first}\n{rest}\n\n①法令上の根拠　条例\n")
        assert [row["recipient"] for row in report_of(HEAD + body).tables["disclosures"]] == [recipient]


def ratings_of(body: str) -> dict[int, str]:
    """Ratings of 使用, or their status."""
    return {row["risk_no"]: row["choice"] or row["status"] for row in report_of(HEAD + body).tables["ratings"] if row["section"] == "use"}


ENDED = ("Ⅲ　リスク対策\n３．特定個人情報の使用\n宛名システム等における措置の内容\n番号で引く。\n"
         "事務で使用するその他のシステムにおける措置の内容\n表で引く。\nその他の措置の内容\n")
BEGUN = f"リスク４：　{USE[1][1]}\nリスクに対する措置の内容\n棚に鍵をかける。\nリスクへの対策は十分か\n[ 十分である ]\n"
RATING = "リスクへの対策は十分か\n[ 課題が残されている ]\n"


def test_a_rating_beside_lost_pages_is_that_of_the_risk_on_its_own_page() -> None:
    assert ratings_of(f"{ENDED}{RATING}\f{BEGUN}") == {1: "課題が残されている", 2: "not_in_source", 3: "not_in_source", 4: "十分である"}


def test_a_rating_between_two_lost_pages_is_no_risks() -> None:
    assert ratings_of(f"{ENDED}\f{RATING}\f{BEGUN}")[1] == "not_in_source"
    assert "課題が残されている" not in ratings_of(f"{ENDED}\f{RATING}\f{BEGUN}").values()


def test_the_label_of_several_rows_may_stand_before_a_rows_own() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n- ⑦使用の主体 － 使用部署: 税務課\n"
            "- ⑦使用の主体 － 使用者数: [100人以上500人未満]\n- ②保管期間 － 期間: [20年以上]\n- ②保管期間 － その妥当性: 条例による。\n")
    tables = report_of(HEAD + body).tables
    assert ([row["handler_band"] for row in tables["files"]], [row["period"] for row in tables["retention"]]) == (["100_500"], ["over_20y"])


def test_a_label_repeated_for_each_row_of_its_boxes_is_one() -> None:
    rows = ["| システム1 | システム1 | システム1 |", "| ①システムの名称 | ①システムの名称 | みずうみ税システム |"]
    rows += [f"| ③他のシステムとの接続 | ③他のシステムとの接続 | {line} |" for line in BOXES.format(" ", "○").splitlines()]
    tables = report_of(HEAD + "Ⅰ　基本情報\n" + "\n".join(rows) + "\n").tables
    found = {row["connection"]: row["connected"] for row in tables["system_connections"]}
    assert len(found) == 7 and [name for name, connected in found.items() if connected] == ["tax"] and None not in found.values()


def test_boxes_may_be_misread_and_what_is_neither_mark_nor_blank_stays_open() -> None:
    boxes = BOXES.format("0", "○").replace("[ ] 庁内連携", "口 庁内連携").replace("[ ] 宛名", "[木] 宛名")
    body = "Ⅰ　基本情報\n" + SYSTEM.format(n=1).replace("名称", "名称　湖台帳") + boxes
    found = {row["connection"]: row["connected"] for row in report_of(HEAD + body).tables["system_connections"]}
    assert (found["info_network"], found["internal"], found["addressee"], found["tax"]) == (True, False, None, True)


def test_a_box_may_open_above_its_label_and_close_below_it() -> None:
    body = ("Ⅵ　評価実施手続\n１．基礎項目評価\n①実施日　　令和6年5月20日\n　　　　[ 基礎項目評価の実施が義務　　　＜選択肢＞\n"
            "②しきい値判断結果　　付けられる（任意に全項　　1) 基礎項目評価及び全項目評価の実施が義務付けられる\n"
            "　　　　目評価を実施） ]　　2) 基礎項目評価の実施が義務付けられる（任意に全項目評価を実施）\n")
    (found,) = report_of(HEAD + body).tables["assessments"]
    assert found["threshold_result"] == "基礎項目評価の実施が義務付けられる(任意に全項目評価を実施)"


def test_the_heading_of_the_next_fields_list_is_no_text() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n委託の有無　※　　[ 委託しない ]\n委託事項1\n"
            "対象となる本人の範囲　※\nその妥当性\n　　　　＜選択肢＞\n③委託先における取扱者数　　[　　]　　1) 10人未満\n")
    assert not report_of(HEAD + body).tables.get("outsourcing")


def upwards(page: str) -> str:
    return "\n\n".join(reversed(page.split("\n\n")))


def test_a_page_printed_from_its_foot_to_its_head_keeps_its_labels() -> None:
    basic = "Ⅰ　基本情報\n\n３．特定個人情報ファイル名\n\n税台帳ファイル\n\n４．個人番号の利用　※\n\n法令上の根拠　条例\n\n７．他の評価実施機関\n\n湖の県"
    file = ("Ⅱ　特定個人情報ファイルの概要\n\n１．特定個人情報ファイル名\n\n税台帳ファイル\n\n②対象となる本人の数　[ 1万人未満 ]\n"
            "＜選択肢＞\n1） 1万人未満\n2） 1万人以上10万人未満\n\n③対象となる本人の範囲　住む者\n\n⑤保有開始日　平成27年12月1日")
    tables = report_of(f"{HEAD}\f{upwards(basic)}\n\f{upwards(file)}\n\f{TORN}\n").tables
    assert [(row["name"], row["subject_band"]) for row in tables["files"]] == [("税台帳ファイル", "under_10k")]


def test_names_on_the_line_of_their_label_stay_though_the_pages_lines_have_moved() -> None:
    page = "３．特定個人情報ファイル名　税台帳ファイル、徴収簿ファイル\n\n４．個人番号の利用\n\n７．他の評価実施機関\n\n法令上の根拠　条例\n\n①部署　税務課"
    tables = report_of(f"{HEAD}\fⅠ　基本情報\n\n{page}\fⅡ　特定個人情報ファイルの概要\n\n{TORN}\n").tables
    assert [row["name"] for row in tables["files"]] == ["税台帳ファイル", "徴収簿ファイル"]


def test_a_label_printed_in_two_cells_side_by_side_has_the_answer_behind_them() -> None:
    rows = "| ①事務の名称 | ①事務の名称 | 湖の税の事務 |\n| ③対象人数 | ③対象人数 | [ 30万人以上 ] |\n"
    rows += "| ②事務の内容 | 届出を受ける。 |  |\n| ①部署 | ①部署 | 税務課 |\n"
    (found,) = report_of(f"{HEAD}Ⅰ　基本情報\n{rows}").tables["assessments"]
    assert (found["headcount_band"], found["department"]) == ("over_300k", "税務課")


def test_a_box_beside_the_first_line_of_a_wrapped_label_is_no_sign_of_moved_lines() -> None:
    def row(label: str, more: str, choice: str) -> str:
        return f"| {label} | [ {choice} ] | ＜選択肢＞ |\n| {more} | | 1）{choice} 2）余白 |\n"
    body = "Ⅲ　リスク対策\n３．特定個人情報の使用\n" + "".join(
        f"リスク{n}：　{title}\n| リスクに対する措置の内容 | 帳簿に残す。 |\n{row('リスクへの対策', 'は十分か', '十分である')}" for n, title in USE)
    body += "７．特定個人情報の保管・消去\n" + row("②安全管", "理体制", "十分に整備している") + row("③安全管理", "規程", "十分に整備している")
    body += row("⑤物理的", "対策", "十分に行っている") + row("⑥技術的", "対策", "十分に行っている") + row("⑦バック", "アップ", "十分に行っている")
    cells = read_cells(HEAD + body)
    form = load_form("full")
    assert not choices_stray(cells, read_body(cells, find_hits(cells, form), form), form)
    assert ratings_of(body)[4] == "十分である"


def test_a_box_beside_the_label_of_several_rows_is_the_first_rows() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n| ②保管期間 | [ 5年 ] | ＜選択肢＞ |\n| 　期間 | | 1）1年未満 6）5年 |\n"
            "| 　その妥当性 | 条例による。 |\n")
    assert [row["period"] for row in report_of(HEAD + body).tables["retention"]] == ["5y"]
    damaged = body.replace("| ②保管期間 | [ 5年 ] | ＜選択肢＞ |\n| 　期間 | |", "| ②保管期abc間　期間 | [ 5年 ] |")
    assert [row["period"] for row in report_of(HEAD + damaged).tables["retention"]] == ["5y"]


def test_the_heading_of_the_next_fields_list_is_no_name() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n委託事項1\t台帳の印刷\n⑥委託先名\t\n\t\t＜選択肢＞\n"
            "⑦再委託の有無\t[ ]\t1）再委託する\n")
    assert [(row["vendor_stated"], row["vendor_status"]) for row in report_of(HEAD + body).tables["outsourcing"]] == [(None, "blank")]


def test_numbers_that_tell_how_sure_a_tool_is_are_no_rows() -> None:
    table = '"①事務の名称","湖の税の事務","",\n"②事務の内容","届出を受ける。","",\n\nConfidence Scores % (Table Cell)\n"64.64","77.93","80.10",\n\n'
    body = f'Ⅰ　基本情報\n\n{table}"①部署","税務課","",\n"②所属長の役職名","","",\n' + '"余白","余白","",\n' * 9
    assert wording(body)["affair_content"] == "届出を受ける。"


def test_a_field_whose_title_is_printed_above_it_too_is_blank_if_its_box_is() -> None:
    basic = HEAD.replace("全項目", "基礎項目") + "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\t湖の税の事務\n"
    body = "Ⅳ　リスク対策\n９．従業者に対する教育・啓発\n| 項目 | 内容 |\n"
    body += "| 従業者に対する教育・啓発 | [ ] ＜選択肢＞ 1) 特に力を入れて行っている 2) 十分に行っている |\n"
    rows = report_of(basic + body).tables["practices"]
    assert [row["status"] for row in rows if row["item"] == "training"] == ["blank"]


def test_a_page_that_has_lost_one_label_still_gives_its_ratings_to_its_risks() -> None:
    page = "リスク３：　入手した特定個人情報が不正確であるリスク\n\n入手の際の本人確認の措置の内容\n\n札を見る。\n\n個人番号の真正性確認の措置の内容\n\n"
    page += "特定個人情報の正確性確保の措置の内容\n\nリスクへの対策は十分か\n\n[ 十分である ]\n\nリスク４：　入手の際に特定個人情報が漏えい・紛失するリスク\n\n"
    page += "リスクに対する措置の内容\n\nリスクへの対策は十分か\n\n[ 十分である ]\n"
    text = f"{HEAD}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\nⅢ　リスク対策\n\n\n\n{page}\n"
    rows = report_of(text).tables["ratings"]
    assert {row["risk_no"]: row["choice"] for row in rows if row["section"] == "acquisition" and row["risk_no"] > 2} == {3: "十分である", 4: "十分である"}


def test_a_box_in_a_row_above_its_label_is_no_sign_of_moved_lines() -> None:
    def row(label: str, choice: str) -> str:
        return f"具体的な方法\t余白\n\t［{choice}］\t<選択肢>\n{label}\t\t1) 余白 2) {choice}\n"
    body = "Ⅲ　リスク対策\n７．特定個人情報の保管・消去\n"
    body += "".join(row(label, "十分に行っている") for label in ("⑤物理的対策", "⑥技術的対策", "⑦バックアップ"))
    body += row("②安全管理体制", "十分に整備している") + row("③安全管理規程", "十分に整備している")
    cells, form = read_cells(HEAD + body), load_form("full")
    assert not choices_stray(cells, read_body(cells, find_hits(cells, form), form), form)
    found = practices_of(body)
    assert (found["physical_measures"], found["technical_measures"], found["backup"]) == ("十分に行っている",) * 3


def test_the_label_of_several_rows_may_be_glued_to_a_rows_own_or_leave_its_end_in_the_first_column() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n委託事項1\t台帳の印刷\n"
            "再委託⑦再委託の有無 ※\t［再委託しない］\t<選択肢>\n⑧再委託の許諾方法\t\n委託事項2\t封入\n"
            "再委託\t⑦再委託の\t［再委託する］\t<選択肢>\n有無 ※\t\t1) 再委託する 2) 再委託しない\n⑧再委託の許諾方法\t書面\n")
    assert [row["subcontracting"] for row in report_of(HEAD + body).tables["outsourcing"]] == ["no", "yes"]


def test_names_of_systems_on_the_line_of_their_label_stay_though_the_pages_lines_have_moved() -> None:
    basic = HEAD.replace("全項目", "基礎項目")
    page = "①部署　税務課\n\nⅠ　関連情報\n\n②法令上の根拠　条例\n\n③システムの名称　湖税システム、中間サーバー\n\n"
    page += "①事務の名称　湖の税\n\n６．他の評価実施機関\n\n②所属長の役職名　課長\n\n①実施の有無\n\n５．評価実施機関における担当部署\n\n３．個人番号の利用\n"
    assert [row["name"] for row in report_of(f"{basic}\f{page}").tables["systems"]] == ["湖税システム", "中間サーバー"]


def test_two_rows_that_an_ocr_program_made_one_are_two_fields() -> None:
    levels = "<選択肢> 1) 特に力を入れて整備している 2) 十分に整備している 3) 十分に整備していない"
    body = (f"Ⅲ　リスク対策\n７．特定個人情報の保管・消去\nリスク1：　特定個人情報の漏えい・滅失・毀損リスク\n②安全管理体制\t[十分に整備している] {levels} "
            f"③安全管理規程 [特に力を入れて整備している] {levels}\n④安全管理体制・規程の職員への周知\t[十分に周知している]\n")
    found = {row["item"]: row["choice"] for row in report_of(HEAD + body).tables["practices"] if row["section"] == "storage"}
    assert (found["safety_organisation"], found["safety_rules"]) == ("十分に整備している", "特に力を入れて整備している")


def test_letters_of_one_shape_are_one_in_labels_and_choices() -> None:
    body = BEGUN.replace("ファイル", "フアイル").replace("十分である", "特にカを入れている")
    body = f"Ⅲ　リスク対策\n３．特定個人情報の使用\n{body}４．特定個人情報フアイルの取扱いの委託\n"
    assert ratings_of(body)[4] == "特に力を入れている"


def test_a_title_in_bold_is_no_choice_though_an_option_is_called_so() -> None:
    cells = read_cells("<p><b>９．従業者に対する教育・啓発</b></p>\n<b>２）十分である</b>\n")
    assert [cell.text for cell in cells] == ["9.従業者に対する教育・啓発", "☑2)十分である"]


def test_a_choice_without_a_box_is_read_though_a_lost_label_follows_it() -> None:
    body = "Ⅲ　しきい値判断結果\nしきい値判断結果\n\n基礎項目評価の実施が義務付けられる\n\nみずうみの章\n湖の仕事\n"
    (found,) = report_of(HEAD.replace("全項目", "基礎項目") + body).tables["assessments"]
    assert found["threshold_result"] == "基礎項目評価の実施が義務付けられる"


def test_an_entry_whose_label_is_damaged_is_found_behind_the_heading_of_several() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n委託事項1\t台帳の印刷\n①委託内容\t印刷\n委託事項2～5\n委詫事項2\t封入\n"
            "①委託内容\t封入する\n委託事項6～10\n")
    assert [(row["item_no"], row["title"]) for row in report_of(HEAD + body).tables["outsourcing"]] == [(1, "台帳の印刷"), (2, "封入")]


def test_neither_a_pages_number_nor_the_end_of_a_heading_is_a_recipient() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n移転先1\n\n7\n\n移転先6|～10\t\n"
            "６．特定個人情報の保管・消去\n保管場所\t棚\n")
    assert "disclosures" not in report_of(HEAD + body).tables


def test_boxes_of_two_systems_on_a_page_are_told_apart_where_those_of_one_are_torn() -> None:
    torn = BOXES.format(" ", " ").replace("[ ] 庁内", "[\n").replace("庁内連携システム\n", "", 1)
    whole = BOXES.format("○", " ")
    rest = "] 庁内連携システム\n○\n"
    pages = f"{SYSTEM.format(n=2).replace('名称', '名称 みずうみ台帳')}{torn}{SYSTEM.format(n=3).replace('名称', '名称 中間サーバー')}{whole}{rest}"
    body = f"\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\nⅠ　基本情報\n{pages}\n"
    rows = [row for row in report_of(HEAD + body).tables["system_connections"] if row["connection"] == "internal"]
    assert [(row["system_no"], row["connected"]) for row in rows] == [(2, None), (3, False)]


def test_the_last_rating_before_the_other_risks_is_that_of_the_risk_above_it() -> None:
    title, rest = "不適切な方法で提供されるリスク", "リスクに対する措置の内容\n札を見る。\nリスクへの対策は十分か\n[ 課題が残されている ]\n"
    body = (f"Ⅲ　リスク対策\n６．情報提供ネットワークシステムとの接続\nリスク６：　{title}\n{rest}"
            "情報提供ネットワークシステムとの接続に伴うその他のリスク及びそのリスクに対する措置\n－\n")
    rows = report_of(HEAD + body).tables["ratings"]
    assert {row["risk_no"]: row["choice"] for row in rows if row["section"] == "network" and row["choice"]} == {6: "課題が残されている"}


def test_a_covers_title_is_found_apart_from_its_label_behind_the_numbers() -> None:
    cover = ("公表日\n\n評価実施機関名\n\nみずうみ市長\n\n評価書番号　評価書名\n\n個人のプライバシー等の権利利益の保護の宣言\n\n"
             "宣言する。\n\n12　湖の税の事務　全項目評価書\n")
    (found,) = report_of(f"特定個人情報保護評価書（全項目評価書）\n\n{cover}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n").tables["assessments"]
    assert (found["number"], found["title"]) == (12, "湖の税の事務 全項目評価書")


def test_numbers_before_names_may_stand_apart_from_their_dots() -> None:
    body = "Ⅰ　関連情報\n①事務の名称\t湖の税\n③システムの名称\t1 . みずうみ台帳システム 2 . 中間サーバー\n２．特定個人情報ファイル名\n税台帳ファイル\n"
    assert [row["name"] for row in report_of(HEAD.replace("全項目", "基礎項目") + body).tables["systems"]] == ["みずうみ台帳システム", "中間サーバー"]


def test_a_stray_sign_behind_a_label_is_none_of_it_and_a_pages_number_in_brackets_no_text() -> None:
    body = "Ⅰ　基本情報\nシステム1\n①システムの名称、　みずうみ台帳\n②システムの機能\n③他のシステムとの接続\n[ ○ ] その他（湖の棚）\n\n（12 ページ）\n"
    tables = report_of(HEAD + body).tables
    assert [row["name"] for row in tables["systems"]] == ["みずうみ台帳"]
    assert {row["other_text"] for row in tables["system_connections"]} == {None, "湖の棚"}


def test_labels_out_of_order_within_entries_are_a_sign_of_moved_lines() -> None:
    def fall(labels: str) -> bool:
        cells, form = read_cells(f"{HEAD}Ⅰ　基本情報\n" + "".join(f"システム{number}\n{labels}" for number in (1, 2, 3, 4))), load_form("full")
        return labels_fall(read_body(cells, find_hits(cells, form), form), form)

    assert fall("②システムの機能\n①システムの名称\n③他のシステムとの接続\n")
    assert not fall("①システムの名称\n②システムの機能\n③他のシステムとの接続\n")


def test_the_second_line_of_a_headings_paragraph_is_the_entrys_title_though_lines_have_moved() -> None:
    page = "委託事項1\n台帳の印刷\n\n③委託先名　湖の店\n\n委託事項2\n封入\n\n①委託内容　封を閉じる\n\n②委託先における取扱者数\n\n委託する ]\n"
    tables = report_of(f"{HEAD}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\nⅡ　特定個人情報ファイルの概要\n\n{page}\n").tables
    assert [(row["item_no"], row["title"]) for row in tables["outsourcing"]] == [(1, "台帳の印刷"), (2, "封入")]


def test_a_lone_mark_below_a_label_is_no_empty_box() -> None:
    body = "Ⅲ　リスク対策\n３．特定個人情報の使用\n" + BEGUN.replace("[ 十分である ]", "○\n十分だった")
    assert ratings_of(f"{body}４．特定個人情報ファイルの取扱いの委託\n")[4] == "unreadable"


@pytest.mark.parametrize(("above", "beside"), [
    ("[ 十分に行っている ]", "＜選択肢＞\n　　　1) 特に力を入れて行っている　2) 十分に行っている"),
    ("[ 十分に\n　　　行っている ]　＜選択肢＞", "1) 特に力を入れて行っている　2) 十分に行っている"),
    ("[\n　　　十分に行っている　　＜選択肢＞", "]　1) 特に力を入れて行っている　2) 十分に行っている"),
], ids=["above the list's heading", "in two lines", "closes beside the label"])
def test_a_box_above_the_label_that_stands_in_the_middle_of_its_cell_is_the_labels(above: str, beside: str) -> None:
    body = "Ⅲ　リスク対策\n７．特定個人情報の保管・消去\nリスク１：　特定個人情報の漏えい・滅失・毀損リスク\n"
    labels = ("⑥技術的対策", "⑦バックアップ", "⑧事故発生時手順の策定・周知")
    body += "".join(f"　　　{above}\n{label}　　　{beside}\n　　　3) 十分に行っていない\n\n" for label in labels)
    found = practices_of(body)
    assert (found["technical_measures"], found["backup"], found["incident_procedure"]) == ("十分に行っている",) * 3


def test_a_box_whose_end_was_lost_before_its_own_list_is_not_the_next_labels() -> None:
    box = "[ 十分に行っている<br>＜選択肢＞<br>1） 特に力を入れて行っている<br>2） 十分に行っている<br>3） 十分に行っていない"
    body = (f"Ⅲ　リスク対策\n７．特定個人情報の保管・消去\n|⑧事故発生時手順の策定・周知|{box}|\n"
            "|⑨過去3年以内に、評価実施機関において、個人情報に関する重大事故が発生したか|"
            "発生なし ]<br>＜選択肢＞<br>1） 発生あり<br>2） 発生なし|\n|その内容||\n")
    found = practices_of(body)
    assert (found["incident_procedure"], found["serious_incident"]) == ("十分に行っている", "発生なし")


@pytest.mark.parametrize(("empty", "marked"), [(r"$\square$", r"$\boxtimes$"), ("NOT_SELECTED,", "SELECTED,"), (":unselected:", ":selected:")])
def test_a_tools_words_for_boxes_are_boxes(empty: str, marked: str) -> None:
    boxes = BOXES.format(" ", "○").replace(" [", "\n[").replace("[ ]", empty).replace("[○]", marked)
    rows = report_of(f"{HEAD}Ⅰ　基本情報\n{SYSTEM.format(n=1).replace('名称', '名称　湖台帳')}{boxes}").tables["system_connections"]
    assert [(row["connection"], row["connected"]) for row in rows if row["connected"] is not False] == [("tax", True)]


def test_a_rule_of_single_dashes_is_no_row() -> None:
    head = "特定個人情報保護評価書（全項目評価書）\n\n|評価書番号|評価書名|\n|-|-|\n|25|湖の税の事務　全項目評価書|\n\n"
    (found,) = report_of(head + ROUND).tables["assessments"]
    assert (found["number"], found["title"]) == (25, "湖の税の事務 全項目評価書")


def test_a_label_among_the_lines_of_another_fields_text_is_none() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n４．特定個人情報ファイルの取扱いの委託\n委託事項1　台帳の印刷\n"
            "取扱いを委託する特定個人情報ファイルの範囲　[ 特定個人情報ファイルの全体 ]\n"
            "その妥当性　・氏名：宛先のため。\n・連絡先：問い合わせるため。\n委託先における取扱者数　[ 10人未満 ]\n委託先名　湖の店\n")
    (task,) = report_of(HEAD + body).tables["outsourcing"]
    assert (task["vendor_stated"], task["handler_band"]) == ("湖の店", "under_10")


def test_an_annex_given_as_an_answer_is_none_itself() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n５．特定個人情報の提供・移転\n"
            "提供先1\n湖の会\n②提供先における用途\n別紙１\n"
            "提供先2\n棚の会\n②提供先における用途\n\n棚を見るため。\n６．特定個人情報の保管・消去\n②保管期間　期間　[ 5年 ]\n")
    tables = report_of(HEAD + body).tables
    assert [row["recipient"] for row in tables["disclosures"]] == ["湖の会", "棚の会"] and [row["period"] for row in tables["retention"]] == ["5y"]


ENTRY = "委託事項{n}　台帳の印刷{n}\n\n{first}\n＜選択肢＞\n1) 10人未満　2) 10人以上50人未満\n\n②委託先における取扱者数\n\n{second}\n\n④再委託の有無　※\n\n"


def entries_of(*boxes: tuple[str, str]) -> list[tuple[str | None, str | None]]:
    page = "".join(ENTRY.format(n=n, first=first, second=second) for n, (first, second) in enumerate(boxes, 1))
    title = "特定個人情報保護評価書（重点項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
    text = f"{title}\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\nⅡ　特定個人情報ファイルの概要\n\n{page}"
    return [(row["handler_band"], row["subcontracting"]) for row in report_of(text).tables["outsourcing"]]


def test_choices_that_moved_within_their_numbered_entry_are_the_entrys() -> None:
    assert entries_of(("[ 再委託する ]", "[ 10人未満 ]"), ("[ 再委託しない ]", "[ 10人以上50人未満 ]")) == [("under_10", "yes"), ("10_50", "no")]


def test_choices_of_which_one_entry_has_too_many_are_nobodys() -> None:
    assert entries_of(("[ 再委託する ]", "[ 10人未満 ]\n[ 10人以上50人未満 ]"), ("[ 再委託しない ]", "")) == [(None, None)] * 2


def test_a_part_of_the_form_above_its_rows_day_is_no_end_of_the_history() -> None:
    def row(day: str) -> str:
        blank = "　" * 9
        return f"{blank}Ⅳ　その他のリスク対策\n{day}　　１．監査　　　　　　行っていない　　行っている　　事後\n{blank}①自己点検\n\n"
    body = "Ⅳ　その他のリスク対策\n１．監査\n①自己点検\n[ 特に力を入れて行っている ]\n\n変更日　　項目　　　　　変更前の記載　　変更後の記載　　提出時期\n\n"
    body += row("令和6年1月15日") + row("令和7年1月15日")
    assert [str(row["changed_on"]) for row in report_of(HEAD + body).tables["changes"]] == ["2024-01-15", "2025-01-15"]


def test_what_lies_as_far_as_one_looks_is_no_labels_neighbour() -> None:
    cells, form = read_cells("再委託先による特定個人情報ファイルの適切な取扱いの確保\n\n具体的な方法\n\nリスクへの対策は十分か\n"), load_form("full")
    hits, plan = find_hits(cells, form), form.plan("part")
    for reach in range(3, 40):
        placed = [plan.items[position] for position, at in align(hits, plan, reach).placed.items() if at == 2]
        assert all(item.section == "outsourcing" for item in placed), reach


SWAPPED = "Ⅰ　基本情報\n" + "".join(f"システム{number}\n②システムの機能\n①システムの名称\n③他のシステムとの接続\n" for number in (1, 2, 3, 4))


def ratings_of_moved(page: str) -> dict[str, str]:
    """Ratings of 委託 and 提供 in a priority report of which labels and boxes have moved elsewhere."""
    text = f"{HEAD.replace('全項目', '重点項目')}\n\n\n{SWAPPED}\n\n\n\nⅢ　リスク対策\n\n\n\n{page}"
    rows = report_of(text).tables["ratings"]
    return {row["section"]: row["choice"] or row["status"] for row in rows if row["section"] in ("outsourcing", "disclosure")}


TWO_RISKS = ("再委託先による特定個人情報ファイルの適切な取扱いの担保\n\n具体的な方法\n\nその他の措置の内容\n\nリスクへの対策は十分か\n\n[ {} ]\n\n[ {} ]\n\n"
             "特定個人情報ファイルの取扱いの委託におけるその他のリスク及びそのリスクに対する措置\n\n"
             "５．特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）\n\n"
             "リスク：　不正な提供・移転が行われるリスク\n\n"
             "特定個人情報の提供・移転に関するルール\n\nルールの内容及びルール遵守の確認方法\n\n{}リスクへの対策は十分か\n\n[ {} ]\n\n[ {} ]\n\n"
             "＜選択肢＞\n1) 特に力を入れている 2) 十分である 3) 課題が残されている\n")


def test_a_choice_beside_another_fields_choice_tells_nothing_of_its_own() -> None:
    page = TWO_RISKS.format("定めている", "特に力を入れている", "その他の措置の内容\n\n", "十分に行っている", "十分である")
    assert ratings_of_moved(page) == {"outsourcing": "unreadable", "disclosure": "unreadable"}


def test_a_page_that_has_lost_the_label_of_a_text_keeps_equal_ratings() -> None:
    page = TWO_RISKS.format("定めている", "十分である", "", "十分に行っている", "十分である")
    assert ratings_of_moved(page) == {"outsourcing": "十分である", "disclosure": "十分である"}


@pytest.mark.parametrize("number", ["- {} -", "{}／24 ページ", "P.{}", "{}", "── {} ──", "* {} *", "第{}頁"])
def test_pages_end_with_nothing_but_their_number(number: str) -> None:
    pages = ["Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n２．基本情報\n⑥事務担当部署\n税務課\n⑤保有開始日\n平成28年1月1日",
             "３．特定個人情報の入手・使用\n⑦使用の主体\n使用者数\n[ 10人未満\n＜選択肢＞\n1) 10人未満 2) 10人以上50人未満\n]\n使用部署\n税務課",
             "４．特定個人情報ファイルの取扱いの委託\n[ 委託する\n]\n委託の有無\n＜選択肢＞\n1) 委託する 2) 委託しない\n委託事項1　台帳の印刷",
             "６．特定個人情報の保管・消去\n①保管場所\n鍵のある棚", "Ⅲ　リスク対策", "Ⅳ　開示請求、問合せ", "Ⅴ　評価実施手続"]
    text = "".join(f"{page}\n{'棚を見る。' * 3}\n{'余白が続く。' * 2}\n" + "棚。\n" * 6 + f"{number.format(n)}\n" for n, page in enumerate(pages, 3))
    cells = read_cells(HEAD.replace("全項目", "重点項目") + text)
    assert [cell.page for cell in cells if cell.text in ("税台帳ファイル", "使用部署", "鍵のある棚", "Ⅴ 評価実施手続", "V 評価実施手続")] == [1, 2, 4, 7]


@pytest.mark.parametrize("text", ["部署\n12\n人数\n3\n" * 6, "".join(f"システム\n{n}\n①システムの名称\t湖{n}\n" for n in range(1, 9)),
                                  "1/2\n棚\n2/3\n棚\n3/4\n棚\n4/5\n棚\n"])
def test_numbers_that_count_something_else_end_no_page(text: str) -> None:
    assert {cell.page for cell in read_cells(text)} == {1}


def test_a_box_between_two_labels_of_a_row_is_the_firsts() -> None:
    body = ("Ⅲ　リスク対策\n７．特定個人情報の保管・消去\nリスク1：　特定個人情報の漏えい・滅失・毀損リスク\n"
            "②安全管理体制\t[ 十分に整備している ]\t③安全管理規程\n[ 十分に整備していない ]\n")
    found = practices_of(body)
    assert (found["safety_organisation"], found["safety_rules"]) == ("十分に整備している", "十分に整備していない")


def test_an_empty_box_is_filled_by_the_one_below_it_not_the_next_labels() -> None:
    body = ("Ⅲ　リスク対策\n７．特定個人情報の保管・消去\nリスク1：　特定個人情報の漏えい・滅失・毀損リスク\n②安全管理体制\t[ ]\n[ 十分に整備している ]\n"
            "③安全管理規程\t＜選択肢＞\n1）特に力を入れて整備している 2）十分に整備している\n")
    found = practices_of(body)
    assert found["safety_rules"] is None


def test_a_tools_word_behind_a_label_marks_no_other_one() -> None:
    row = "③他のシステムとの接続\t情報提供ネットワークシステム: NOT_SELECTED, 庁内連携システム: SELECTED, 住民基本台帳ネットワークシステム: NOT_SELECTED\n"
    text = f"{HEAD}Ⅰ　基本情報\n{SYSTEM.format(n=1).replace('名称', '名称　湖台帳').replace('③他のシステムとの接続', '')}{row}"
    assert {row["connected"] for row in report_of(text).tables["system_connections"]} == {None}


def test_an_annex_below_a_label_whose_answer_is_not_there_is_one() -> None:
    body = "Ⅰ　基本情報\n①事務の名称\t湖の税の事務\n８．他の評価実施機関\n別紙1\n①部署\t棚の課\n②所属長の役職名\t棚の課長\n"
    (found,) = report_of(HEAD + body).tables["assessments"]
    assert found["department"] is None


def test_nothing_is_handed_out_where_the_form_only_prints_its_entry() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n４．特定個人情報ファイルの取扱いの委託\n委託の有無　[ 委託しない ]\n"
            "委託事項1\n委託内容\n委託先における取扱者数　[ 10人未満 ]\n")
    assert "outsourcing" not in report_of(HEAD + body).tables


def test_equal_ratings_of_a_page_have_a_line_each() -> None:
    page = TWO_RISKS.format("定めている", "十分である", "", "十分に行っている", "十分である")
    text = f"{HEAD.replace('全項目', '重点項目')}\n\n\n{SWAPPED}\n\n\n\nⅢ　リスク対策\n\n\n\n{page}"
    lines = [row["line"] for row in report_of(text).tables["ratings"] if row["status"] == "stated"]
    assert len(set(lines)) == 2 and all("十分である" in text.split("\n")[line - 1] for line in lines)


def test_a_box_before_its_label_in_a_row_is_the_labels() -> None:
    body = ("Ⅲ　リスク対策\n７．特定個人情報の保管・消去\n[十分に行っている]\t⑥技術的対策\t＜選択肢＞ 1) 特に力を入れて行っている 2) 十分に行っている\n"
            "⑦バックアップ\t[特に力を入れて行っている]\t＜選択肢＞ 1) 特に力を入れて行っている 2) 十分に行っている\n")
    found = practices_of(body)
    assert (found["technical_measures"], found["backup"]) == ("十分に行っている", "特に力を入れて行っている")


def test_a_box_on_the_line_above_its_label_whose_list_stands_below_it_is_the_labels() -> None:
    def measure(number: int, risk: str, choice: str) -> str:
        return (f"リスク{number}：　{risk}\nリスクに対する措置の内容\n棚に鍵をかける。\n[{choice}]\nリスクへの対策は十分か\n＜選択肢＞\n"
                "1) 特に力を入れている 2) 十分である\n3) 課題が残されている\n")
    body = "Ⅲ　リスク対策\n３．特定個人情報の使用\n" + measure(*USE[0], "十分である") + measure(*USE[1], "課題が残されている")
    assert {number: ratings_of(body)[number] for number in (3, 4)} == {3: "十分である", 4: "課題が残されている"}


def test_halves_of_brackets_that_were_lost_are_no_sign_of_moved_lines() -> None:
    def row(number: int, risk: str, box: str) -> str:
        listed = "＜選択肢＞ 1) 特に力を入れている 2) 十分である"
        return f"リスク{number}：　{risk}\t\nリスクに対する措置の内容\t棚を見る。\nリスクへの対策は十分か\t{box}\t{listed}\n"
    part = "Ⅲ　リスク対策\n３．特定個人情報の使用\n" + row(*USE[0], "十分である]") + row(*USE[1], "[十分である")
    halves = "余白\t十分である]\n" * 6 + "余白\t[十分である\n" * 6
    cells, form = read_cells(HEAD + part + halves), load_form("full")
    assert not lines_moved(cells, read_body(cells, find_hits(cells, form), form), form)
    assert [ratings_of(part)[number] for number in (3, 4)] == ["十分である"] * 2


def test_controls_that_are_all_alike_tell_nothing_though_others_are_brackets() -> None:
    boxes = BOXES.format(" ", " ").replace("[ ]", '[<input type="checkbox">]')
    body = f"Ⅰ　基本情報\n{SYSTEM.format(n=1).replace('名称', '名称　湖台帳')}{boxes}Ⅲ　リスク対策\n４．特定個人情報ファイルの取扱いの委託\t[ ] 委託しない\n"
    assert {row["connected"] for row in report_of(HEAD + body).tables["system_connections"]} == {None}


def test_a_table_within_a_cell_of_a_markdown_row_is_the_cells() -> None:
    listed = "<table><tr><td><選択肢></td></tr><tr><td>1) 1年未満</td><td>6) 5年</td></tr></table>"
    body = (f"Ⅱ　特定個人情報ファイルの概要\n1．特定個人情報ファイル名\n税台帳ファイル\n\n| ⑤保有開始日 | 平成28年1月1日 |\n|---|---|\n| ②保管期間 |  |\n"
            f"| 期間 | [5年] {listed} |\n| その妥当性 | 条例による。 |\n")
    tables = report_of(HEAD + body).tables
    assert [(row["period"], row["line"]) for row in tables["retention"]] == [("5y", 14)]


def test_labels_of_a_part_on_the_page_of_a_heading_are_no_items_of_the_annex_on_the_page_before() -> None:
    part = ("Ⅲ　リスク対策\n２．特定個人情報の入手\nリスク１：　目的外の入手が行われるリスク\nリスクへの対策は十分か　[ 十分である ]\n\f"
            "（別添２）　特定個人情報ファイル記録項目\n氏名\n\f個人番号の真正性確認の措置の内容\n棚を見る。\n３．特定個人情報の使用\n")
    assert "棚を見る。" in wording(part).values()


def test_items_of_an_annex_go_on_over_its_pages_end() -> None:
    file = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n③対象となる本人の範囲\t住民\n"
    annex = "（別添２）　特定個人情報ファイル記録項目\n氏名\n住所\n\f部署\n保有開始日\n平成31年3月3日\n使用者数\nⅢ　リスク対策\n"
    head = HEAD.replace("全項目", "重点項目")
    assert [row.get("held_since") for row in report_of(head + file + annex.replace("別添２", "別添１")).tables["files"]] == [None]


def test_a_sections_number_below_a_choice_without_a_box_is_no_entry_of_the_list_above_it() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n①ファイルの種類　※\n[ システム用ファイル ]\n1) システム用ファイル\n"
            "2) その他の電子ファイル（表計算ファイル等）\n委託の有無　※\n3．特定個人情報の入手・使用\n")
    assert [row["file_type"] for row in report_of(HEAD + body).tables["files"]] == ["system"]


@pytest.mark.parametrize("sign", ["（{}）", "＜{}＞"])
def test_numbers_in_brackets_end_no_page(sign: str) -> None:
    text = "".join("棚を見る。\n" * 9 + sign.format(n) + "\n" for n in range(1, 9))
    assert {cell.page for cell in read_cells(HEAD + text)} == {1}


def test_an_annex_right_below_a_day_that_is_an_answer_is_one() -> None:
    body = "Ⅵ　評価実施手続\n３．第三者点検\n①実施日\t令和6年1月5日\n用語集\n実施日\t令和2年2月2日\n②方法\tこれは用語\n"
    (found,) = report_of(HEAD + body).tables["assessments"]
    assert "2020-02-02" not in (str(found["assessed_on"]), str(found["third_party_review_on"]))


def test_a_period_apart_from_its_label_is_the_pages_only_one() -> None:
    page = ("Ⅴ　評価実施手続\n\n令和6年11月15日から令和6年12月16日まで（32日間）\n\n１．基礎項目評価\n\n２．国民・住民等からの意見の聴取\n\n①方法\n\n"
            "②実施日・期間\n\n④主な意見の内容\n\n③期間を短縮する特段の理由\n\n")
    text = f"{HEAD.replace('全項目', '重点項目')}\n\n\n{SWAPPED}\n\n\n\n{page}"
    (found,) = report_of(text).tables["assessments"]
    assert (str(found["consultation_start"]), str(found["consultation_end"])) == ("2024-11-15", "2024-12-16")


PAGE = "①ファイルの種類　※\n[ システム用ファイル ]\n{gap}②対象となる本人の数\n③対象となる本人の範囲　※\n住民\n{gap}[ 1万人未満 ]\n{end}"


@pytest.mark.parametrize(("gap", "end"), [("\n\n", "\n\n\n{}\n\n\n"), ("\n\n\n", "\n\n\n\n\n")], ids=["numbers of pages", "more empty lines"])
def test_empty_lines_that_part_boxes_from_their_page_end_none(gap: str, end: str) -> None:
    text = "".join(f"余白{n}。\n" * 9 + PAGE.format(gap=gap if n == 3 else "", end=end.format(n)) for n in range(1, 9))
    pages = [cell.page for cell in read_cells(HEAD + text) if cell.text == "[ 1万人未満 ]"]
    assert [later - pages[0] for later in pages] == list(range(8))


def test_a_wrapped_label_may_have_its_list_between_its_lines() -> None:
    body = ("Ⅲ　リスク対策\n７．特定個人情報の保管・消去\n⑨過去３年以内に、評価\n実施機関において、個人\n＜選択肢＞\n情報に関する重大事故が\n"
            "[ 発生なし ]  1) 発生あり 2) 発生なし\n発生したか\nその内容\n－\n")
    assert practices_of(body)["serious_incident"] == "発生なし"


def test_a_box_and_the_first_entries_of_its_list_above_their_label_are_the_labels() -> None:
    assert periods_of("②保管期間\n＜選択肢＞\n[ 5年 ]  1) 1年未満 2) 1年\n期間\n3) 2年 4) 3年\n5) 4年 6) 5年\nその妥当性\n条例による。\n") == ["5y"]


def test_a_sections_number_below_a_label_is_no_entry_of_a_list_above_it() -> None:
    row = ("リスク{}：　{}\nリスクに対する措置の内容\n棚を見る。\nリスクへの対策は十分か\t[十分である]\t"
           "＜選択肢＞ 1) 特に力を入れている 2) 十分である 3) 課題が残されている\n")
    body = ("Ⅲ　リスク対策\n３．特定個人情報の使用\n" + "".join(row.format(*risk) for risk in USE) +
            "特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置\n４．特定個人情報ファイルの取扱いの委託\n")
    assert ratings_of(body)[4] == "十分である"


def test_a_choice_stands_where_it_is_chosen_and_not_in_its_list() -> None:
    body = "Ⅰ　基本情報\n③対象人数\n＜選択肢＞\n1) 1,000人未満\n5) 30万人以上\n[ 30万人以上 ]\n"
    found = {row["field"]: row["line"] for row in report_of(HEAD + body).tables["coverage"]}
    assert found["headcount_band"] == 12


NAMES = ("情報提供ネットワークシステム", "庁内連携システム", "住民基本台帳ネットワークシステム", "既存住民基本台帳システム", "宛名システム等", "税務システム",
         "その他")


def test_whole_boxes_that_stand_apart_from_their_labels_are_nobodys() -> None:
    text = "[ ○ ]\n" + "[ ]\n" * 5 + "[ ○ ]\n\n" + "\n\n".join(NAMES) + " （　）\n"
    (found,) = torn_boxes(Page(read_cells(text)), NAMES, 1)
    assert set(found.values()) == {None}
    assert set(read_boxes(text, NAMES).values()) == {None}
    (empty,) = torn_boxes(Page(read_cells(text.replace("○", ""))), NAMES, 1)
    assert set(empty.values()) == {False}


@pytest.mark.parametrize(("below", "found"), [(5, [4, 4, 4]), (6, [])], ids=["between its neighbours", "beside a lost page"])
def test_a_page_of_labels_that_come_again_elsewhere_is_placed_between_its_neighbours(below: int, found: list[int]) -> None:
    form = load_form("full")
    plan = form.plan("part")
    hits = find_hits(read_cells("リスク４：　入手の際に特定個人情報が漏えい・紛失するリスク\n\nリスクに対する措置の内容\n\nリスクへの対策は十分か\n"), form)
    places = {(item.risk_no, item.name): item.position for item in plan.items if item.section == "network"}
    placed = place_on_page(hits, plan, places[3, "sufficiency"], places[below, "risk"])
    assert [item.risk_no for item, _, _ in placed if item.section == "network"] == found == [item.risk_no for item, _, _ in placed]


def test_a_rating_that_two_places_could_have_whose_labels_are_lost_has_none() -> None:
    form = load_form("full")
    plan = form.plan("part")
    hits = find_hits(read_cells("３．特定個人情報の使用\n\n宛名システム等における措置の内容\n\nリスクへの対策は十分か\n"), form)
    assert "sufficiency" not in {item.name for item, _, _ in place_on_page(hits, plan, 0)}


@pytest.mark.parametrize(("marks", "expected"), [("○ ○ ○", True), ("○ ○", None), ("○ [ ○", None), ("", False)])
def test_marks_behind_a_torn_list_of_boxes_are_all_of_them_if_they_are_as_many(marks: str, expected: bool | None) -> None:
    page = Page(read_cells(f"] 自己点検 ] 外部監査[ ] 内部監査[ {marks}\n"))
    assert page_boxes(page, ["自己点検", "内部監査", "外部監査"]) == dict.fromkeys(("自己点検", "内部監査", "外部監査"), expected)


def test_what_else_a_system_is_connected_to_ends_before_a_list_that_has_moved_below_it() -> None:
    assert other_text("[ ○ ] その他 ( 湖の棚(北側) ) <選択肢> 1) 実施する 2) 実施しない") == "湖の棚(北側)"


@pytest.mark.parametrize(("names", "status"), [("株式会社みずうみ\n\nさざなみ株式会社\n\n", "unreadable"), ("", "blank")], ids=["apart", "none"])
def test_vendors_whose_names_stand_apart_from_several_tasks_are_unreadable_not_blank(names: str, status: str) -> None:
    tasks = "".join(f"委託事項{number}　台帳の印刷{number}\n\n①委託内容\n\n③委託先名\n\n④再委託の有無\n\n" for number in (1, 2))
    body = f"\n\n\nⅡ　特定個人情報ファイルの概要\n\n{TORN}\n\n\n\n４．特定個人情報ファイルの取扱いの委託\n\n委託の有無\n\n{tasks}{names}\n\n\n"
    rows = report_of(HEAD.replace("全項目", "重点項目") + body).tables["outsourcing"]
    assert [(row["vendor_stated"], row["vendor_status"]) for row in rows] == [(None, status)] * 2


@pytest.mark.parametrize("text", ["{0} [ ] {1} [○] {2} [ ] {3} [ ] {4} [○] {5} [ ] {6}（　） [ ]",
                                  "[ ] [○] {0} {1} [ ] [ ] {2} {3} [○] [ ] {4} {5} [ ] {6}（　）"], ids=["behind", "before a row's two"])
def test_boxes_behind_their_labels_or_before_both_of_their_row_are_theirs(text: str) -> None:
    assert read_boxes(text.format(*NAMES), NAMES) == {name: name in (NAMES[1], NAMES[4]) for name in NAMES}


def test_the_title_of_an_entry_goes_on_in_its_column_below() -> None:
    body = ("Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n４．特定個人情報ファイルの取扱いの委託\n"
            "委託事項1\t納税通知書等の\n\t印刷封入業務\n①委託内容\t刷る。\n⑥委託先名\t株式会社みずうみ\n")
    assert [row["title"] for row in report_of(HEAD + body).tables["outsourcing"]] == ["納税通知書等の印刷封入業務"]
