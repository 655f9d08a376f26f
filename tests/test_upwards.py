"""Pages that a tool printed from their foot up, or answers before their labels: what is read is the same, and so is where it stands."""
from __future__ import annotations

from itertools import groupby

import pytest

from etl.form import load_form
from etl.labels import find_hits
from etl.lines import read_cells
from etl.report import Report, read_report
from etl.sources import Source
from etl.upwards import in_paper_order
from tests.reports.build import printed

TABLES = {"ratings": "choice", "practices": "choice", "retention": "period", "files": "name", "assessments": "department", "outsourcing": "vendor_stated",
          "changes": "item"}


def report_of(text: str) -> Report:
    return read_report(Source("湖.txt", "0" * 64, text))


def pages_of(text: str) -> list[tuple[int, int]]:
    """The first and the last line of each page."""
    pages = [list(run) for _, run in groupby(read_cells(text), key=lambda cell: cell.page)]
    return [(page[0].line, page[-1].line) for page in pages]


def printed_upwards(text: str) -> tuple[str, dict[int, int]]:
    """Each page's lines from the last to the first, and where each line went."""
    lines, places = text.split("\n"), {}
    for first, last in pages_of(text):
        lines[first - 1 : last] = lines[first - 1 : last][::-1]
        places |= {line: first + last - line for line in range(first, last + 1)}
    return "\n".join(lines), places


def said(report: Report, column: str) -> dict[str, list[object]]:
    return {table: [row.get(TABLES[table] if column == "value" else column) for row in report.tables.get(table, ())] for table in TABLES}


@pytest.mark.parametrize(("layout", "kind"), [("plain", "full"), ("plain", "priority"), ("columns", "full"), ("bullets", "priority"), ("columns", "basic")])
def test_pages_printed_from_their_foot_up_say_the_same_at_the_same_places(layout: str, kind: str) -> None:
    text = printed(layout, kind, 0, frozenset())[0]
    upside_down, places = printed_upwards(text)
    read, expected = report_of(upside_down), report_of(text)
    assert said(read, "value") == said(expected, "value")
    for table, lines in said(expected, "line").items():
        assert said(read, "line")[table] == [places.get(line, line) for line in lines], table


def worded(report: Report) -> list[tuple[object, ...]]:
    return [(row["part_no"], row["file_no"], row["section"], row["risk_no"], row["field"], row["text"]) for row in report.tables["wording"]]


def with_halves_exchanged(text: str, kind: str) -> tuple[str, dict[int, int]]:
    """Each page with what stands from a label in its middle on before the rest, and where each line went."""
    cells, lines, places = read_cells(text), text.split("\n"), {}
    labels = [hit.line for hit in find_hits(cells, load_form(kind))]
    for first, last in pages_of(text):
        inside = [line for line in labels if first < line <= last]
        if inside:
            middle = inside[len(inside) // 2]
            order = [*range(middle, last + 1), *range(first, middle)]
            lines[first - 1 : last] = [lines[line - 1] for line in order]
            places |= {line: first + at for at, line in enumerate(order)}
    return "\n".join(lines), places


@pytest.mark.parametrize("kind", ["full", "priority"])
def test_pages_whose_halves_were_exchanged_say_the_same_at_the_same_places(kind: str) -> None:
    text = printed("columns", kind, 0, frozenset())[0].split("変更箇所")[0]
    exchanged, places = with_halves_exchanged(text, kind)
    read, expected = report_of(exchanged), report_of(text)
    assert worded(read) == worded(expected)
    for table in ("ratings", "practices", "retention", "files"):
        assert said(read, "value")[table] == said(expected, "value")[table]
        assert said(read, "line")[table] == [places.get(line, line) for line in said(expected, "line")[table]], table


HEAD = "特定個人情報保護評価書（重点項目評価書）\n\n評価実施機関名\n\nみずうみ市長\n\n"
RATED = "＜選択肢＞\n1) 特に力を入れている 2) 十分である 3) 課題が残されている"
USE = [item.label for item in load_form("priority").plan("part").items if item.section == "use" and item.type == "risk"]
FIELDS = [(f"リスク１：　{USE[0]}", ""), ("リスクに対する措置の内容", "棚を分ける。"),
          ("リスクへの対策は十分か", f"{RATED}\n[ 十分である ]"),
          (f"リスク２：　{USE[1]}", ""),
          ("ユーザ認証の管理", "＜選択肢＞\n1) 行っている 2) 行っていない\n[ 行っている ]"), ("具体的な管理方法", "札を持つ。"), ("その他の措置の内容", "－"),
          ("リスクへの対策は十分か", f"{RATED}\n[ 課題が残されている ]")]
FILE = [("①ファイルの種類　※", "＜選択肢＞\n1) システム用ファイル 2) その他の電子ファイル\n[ システム用ファイル ]"),
        ("②対象となる本人の数", "＜選択肢＞\n1) 1万人未満 2) 1万人以上10万人未満\n[ 1万人未満 ]"),
        ("③対象となる本人の範囲　※", "住民"), ("その必要性", "記帳のため。"),
        ("④記録される項目", "＜選択肢＞\n1) 10項目未満 2) 10項目以上50項目未満\n[ 10項目未満 ]"), ("⑤保有開始日", "平成28年1月1日")]
USED = [("使用者数", "＜選択肢＞\n1) 10人未満 2) 10人以上50人未満\n[ 10人未満 ]"), ("⑥使用開始日", "平成28年2月1日"),
        ("委託の有無　※", "＜選択肢＞\n1) 委託する 2) 委託しない\n[ 委託する ] （ 1 ） 件")]
ASKED = [("①実施の有無", "＜選択肢＞\n1) 実施する 2) 実施しない 3) 未定\n[ 実施する ]"), ("②法令上の根拠", "条例"), ("①部署", "棚の課"),
         ("②所属長の役職名", "棚の課長")]


def test_ratings_of_a_page_whose_halves_were_exchanged_stand_below_their_own_risks() -> None:
    def exchanged(title: str, fields: list[tuple[str, str]], middle: int) -> str:
        page = [title, *(f" {label}\n{answer}" for label, answer in fields)]
        return "\n\n".join([*page[middle:], *page[:middle]])
    pages = [exchanged("Ⅰ　基本情報", ASKED, 3), exchanged("Ⅱ　特定個人情報ファイルの概要", [*FILE, *USED], 4), exchanged("３．特定個人情報の使用", FIELDS, 4)]
    rows = report_of(HEAD + "\n\n\n\n".join(pages)).tables["ratings"]
    assert [row["choice"] for row in rows if row["section"] == "use"] == ["十分である", "課題が残されている"]


def mirrored(*fields: tuple[str, str]) -> str:
    return "\n\n".join(f"{answer}\n {label}" if answer else label for label, answer in fields)


def test_answers_above_their_labels_are_the_labels() -> None:
    pages = [f"Ⅰ　基本情報\n\n{mirrored(*ASKED)}", f"Ⅱ　特定個人情報ファイルの概要\n\n１．特定個人情報ファイル名\n\n税台帳ファイル\n\n{mirrored(*FILE, *USED)}",
             f"Ⅲ　リスク対策\n\n３．特定個人情報の使用\n\n{mirrored(*FIELDS)}"]
    text = HEAD + "\n\n\n\n".join(pages)
    tables = report_of(text).tables
    assert [(row["choice"], text.split("\n")[row["line"] - 1]) for row in tables["ratings"] if row["choice"]] == [
        ("十分である", "[ 十分である ]"), ("課題が残されている", "[ 課題が残されている ]")]
    (file,) = tables["files"]
    assert (file["name"], file["subject_band"], str(file["held_since"]), file["outsourced"]) == ("税台帳ファイル", "under_10k", "2016-01-01", "yes")
    assert tables["assessments"][0]["department"] == "棚の課"


def test_a_page_upside_down_paragraph_by_paragraph_is_read_from_its_foot() -> None:
    def upside_down(page: str) -> str:
        return "\n\n".join(reversed(page.split("\n\n")))
    pages = [f"Ⅰ　基本情報\n\n{mirrored(*ASKED)}", f"Ⅱ　特定個人情報ファイルの概要\n\n{mirrored(*FILE, *USED)}",
             f"Ⅲ　リスク対策\n\n３．特定個人情報の使用\n\n{mirrored(*FIELDS)}",
             "Ⅳ　開示請求、問合せ\n\n" + mirrored(("①請求先", "棚の課"), ("②請求方法", "届を出す。"), ("①連絡先", "棚の課"), ("②対応方法", "控えを取る。"))]
    rows = report_of(HEAD + "\n\n\n\n".join(map(upside_down, pages))).tables["ratings"]
    assert [row["choice"] for row in rows if row["section"] == "use"] == ["十分である", "課題が残されている"]


def test_the_only_day_of_a_page_that_a_field_has_already_is_no_other_fields() -> None:
    page = ("Ⅴ　評価実施手続\n\n１．基礎項目評価\n\n①実施日\n令和6年11月5日\n\n２．国民・住民等からの意見の聴取\n\n①方法\n\n"
            "②実施日・期間\n令和6年11月15日から令和6年12月16日まで\n\n③期間を短縮する特段の理由\n\n④主な意見の内容\n\n⑤評価書への反映\n\n３．第三者点検\n\n①実施日\n\n②方法\n\n③結果\n")
    moved = "Ⅰ　基本情報\n" + "".join(f"システム{n}\n②システムの機能\n①システムの名称\n③他のシステムとの接続\n" for n in range(1, 5))
    (found,) = report_of(f"{HEAD}\n\n\n\n{moved}\n\n\n\n{page}").tables["assessments"]
    assert (str(found["assessed_on"]), found["third_party_review_on"]) == ("2024-11-05", None)


def test_an_ordinary_reports_page_of_boxes_each_above_the_next_label_stays() -> None:
    fields = {"②安全管理体制": "十分に整備している", "③安全管理規程": "特に力を入れて整備している", "④安全管理体制・規程の職員への周知": "十分に周知している",
              "⑤物理的対策": "十分に行っている", "⑥技術的対策": "特に力を入れて行っている", "⑦バックアップ": "十分に行っている",
              "⑧事故発生時手順の策定・周知": "十分に行っていない"}
    page = "Ⅲ　リスク対策\n\n７．特定個人情報の保管・消去\n\n" + "\n".join(f"{label}\n\n[ {choice} ]" for label, choice in fields.items())
    source = Source("湖.txt", "0" * 64, f"{HEAD}{page}\n\n\n\n".replace("重点", "全") + f"{page}\n\n\n\n{page}\n")
    cells, form = read_cells(source.text), load_form("full")
    assert in_paper_order(source, cells, find_hits(cells, form), form) is None


def test_a_history_that_names_items_in_any_order_stays_and_so_do_its_rows() -> None:
    items = ["⑤保有開始日", "④記録される項目", "③対象となる本人の範囲", "②対象となる本人の数", "①ファイルの種類"]
    rows = "".join(f"令和{n}年4月1日\t{item}\t旧い{n}\t新しい{n}\t事後\n" for n, item in enumerate(items, 2))
    body = "Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n税台帳ファイル\n③対象となる本人の範囲\t住民\n⑤保有開始日\t平成28年1月1日\n"
    tables = report_of(f"{HEAD}{body}\f（別添２）変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\n{rows}").tables
    assert [row["changed_on"].year for row in tables["changes"]] == [2020, 2021, 2022, 2023, 2024]
    assert [str(row["held_since"]) for row in tables["files"]] == ["2016-01-01"]


def test_a_history_in_order_stays_though_the_pages_before_it_were_turned() -> None:
    text = printed("plain", "full", 0, frozenset())[0]
    upside_down, _ = printed_upwards(text)
    begun = next(cell.line for cell in read_cells(text) if cell.text.startswith("変更日"))
    first = next(first for first, last in pages_of(text) if first <= begun <= last)
    mixed = "\n".join([*upside_down.split("\n")[: first - 1], *text.split("\n")[first - 1 :]])
    assert said(report_of(mixed), "value")["changes"] == said(report_of(text), "value")["changes"]
