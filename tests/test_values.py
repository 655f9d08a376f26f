"""Dates and counts as Japanese offices write them."""
from __future__ import annotations

import datetime as dt

import pytest

from etl.normalise import plain
from etl.values import read_count, read_date, read_period


@pytest.mark.parametrize(("text", "expected"), [
    ("令和元年５月１日", dt.date(2019, 5, 1)), ("平成31年4月30日", dt.date(2019, 4, 30)), ("令和 1 年 10 月 1 日", dt.date(2019, 10, 1)),
    ("2024/7/31", dt.date(2024, 7, 31)), ("R6.10.1", dt.date(2024, 10, 1)), ("令和6年2月30日", None),
    ("令和2年l0月3O日", dt.date(2020, 10, 30)), ("2023/4/1Ⅰ２．②", dt.date(2023, 4, 1)), ("意見聴取の後に記載", None), ("平成27年10月(予定)", None),
])
def test_a_date_is_read_or_it_is_none(text: str, expected: dt.date | None) -> None:
    assert read_date(plain(text)) == expected


@pytest.mark.parametrize(("text", "start", "end"), [
    ("令和7年9月1日～令和7年9月30日・30日間", dt.date(2025, 9, 1), dt.date(2025, 9, 30)),
    ("令和2年2月18日から令和2年3月19日まで", dt.date(2020, 2, 18), dt.date(2020, 3, 19)),
    ("令和6年12月10日～1月8日", dt.date(2024, 12, 10), dt.date(2025, 1, 8)),
    ("令和6年4月1日", dt.date(2024, 4, 1), None), ("令和6年l月4日～2月3日", dt.date(2024, 1, 4), dt.date(2024, 2, 3)),
])
def test_the_end_of_a_period_may_leave_out_what_it_shares(text: str, start: dt.date, end: dt.date | None) -> None:
    assert read_period(plain(text)) == (start, end)


@pytest.mark.parametrize(("text", "expected"), [("［　委託する　］（　３　）　件", 3), ("提供を行っている ( ) 件", None), ("72件", 72)])
def test_a_count_stands_before_its_unit(text: str, expected: int | None) -> None:
    assert read_count(plain(text)) == expected
