"""A change history whose dates an extraction has put apart from their rows. The rows are invented."""
from __future__ import annotations

import datetime as dt

import pytest

from etl.history_lines import read_scattered
from etl.lines import read_cells

OLD, NEW, LAST = dt.date(2022, 4, 1), dt.date(2024, 12, 2), dt.date(2025, 3, 3)
DATES = ["令和4年4月1日", "令和4年4月1日", "令和6年12月2日", "令和6年12月2日", "令和7年3月3日"]

NOTES = "表紙 特記事項\n\nみずうみ市の旧い注意書き\n\n（削除）"
USE = "Ⅰ 基本情報 ４．個人番号の利用\n\n番号法第９条第１項及び別表第一　９９の項"
STEP = "Ⅴ 評価実施手続 令和3年1月5日 令和6年10月7日 事後"
RECORDS = "みずうみ市の庁舎にある書庫で紙の申請書を保管し鍵をかける\n\nみずうみ市が借りた倉庫で紙の申請書を保管し鍵をかけて出入りを記録する"
STORED = f"Ⅱ ファイルの概要（台帳Ｆ） ６．特定個人情報の保管・消去\n\n{RECORDS}"
TWIN = f"令和7年3月3日\n\nⅡ ファイルの概要（収納Ｆ） ６．特定個人情報の保管・消去\n\n{RECORDS}"
LINKED = "Ⅲ リスク対策 ６．情報提供ネットワークシステムとの接続\n\n接続しない\n\n接続しない（提供）"
NEW_LAW = "番号法第９条第１項及び別表　８８の項 事後"


def dates_of(rows: list[str], dates: list[str]) -> dict[str, dt.date | None]:
    page = "\n\n".join([*rows, *dates])
    cells = read_cells(page)
    return {change.item if change.item.startswith("II ") else change.item.split()[-1]: change.changed_on for change in read_scattered(cells, page)}


PAGE = [TWIN, USE, STORED, LINKED, NEW_LAW, STEP, NOTES]


def test_dates_apart_from_their_rows_are_given_where_only_one_way_is_left() -> None:
    found = dates_of(PAGE, DATES)
    assert sorted(found.values()) == [OLD, OLD, NEW, NEW, LAST, LAST]
    assert (found["4.個人番号の利用"], found["評価実施手続"], found["特記事項"], found["6.情報提供ネットワークシステムとの接続"]) == (NEW, NEW, OLD, OLD)


def test_a_row_that_nothing_ties_to_a_day_leaves_open_what_it_could_have_taken() -> None:
    other = [row for row in PAGE if row is not NEW_LAW]  # the citation that ruled the first day out is gone
    found = dates_of(other, DATES)
    assert found["評価実施手続"] == NEW
    assert [found["4.個人番号の利用"], found["特記事項"], found["6.情報提供ネットワークシステムとの接続"]] == [None, None, None]


@pytest.mark.parametrize("dates", [DATES[1:], [*DATES, "令和7年3月3日"]], ids=["lost", "too many"])
def test_a_page_with_other_than_one_date_a_row_settles_nothing(dates: list[str]) -> None:
    found = dates_of(PAGE, dates)
    assert sum(day is not None for day in found.values()) == 1  # the date that stands right at its row


def test_short_changes_that_are_alike_by_chance_are_no_twins() -> None:
    rows = [TWIN.replace(RECORDS, "あり\n\nなし"), USE, STORED.replace(RECORDS, "あり\n\nなし"), LINKED, NEW_LAW, STEP, NOTES]
    assert sum(day == LAST for day in dates_of(rows, DATES).values()) == 1


def test_a_basis_cited_where_two_rows_could_have_entered_it_is_neithers() -> None:
    rows = [*PAGE, "Ⅰ 基本情報 ４．個人番号の利用 法令上の根拠\n\n旧い条例"]
    found = dates_of(rows, [*DATES, "令和4年4月1日"])
    assert found["4.個人番号の利用"] is None
