"""Raw answers → typed values: dates of the Japanese calendar, counts, spans of years."""
from __future__ import annotations

import datetime as dt
import re

from etl.normalise import compact

# First year of an era minus one (元号法); 令和元年 is 2019.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "S": 1925, "H": 1988, "R": 2018}
_DATE = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[SHR](?=\s*\d))\s*(?P<year>元|\d{1,2})|(?P<western>(?:19|20)\d\d))\s*[年./-]\s*"
    r"(?P<month>\d\s\d(?=\s*月)|\d{1,2})\s*[月./-]\s*(?P<day>\d\s\d(?=\s*日)|\d{1,2})\s*日?"  # 3 1日: a line's end between the digits
)
_DAY_ONLY = re.compile(r"(?:(?P<month>\d{1,2})月)(?P<day>\d{1,2})日")
_LIKE_DIGITS = re.compile(r"[年月\d][lIoO]|[lIoO][年月日\d]")
_LIKE_ONE = re.compile(r"(?<=[成和年月\d])[lI](?=[\dlIoO]?[年月日])")
_LIKE_ZERO = re.compile(r"(?<=\d)[oO](?=[\dlIoO]?[年月日])")
_SPAN = re.compile(r"[~〜～∼]|から|より|-|―|ー|–|—|→|至")
_COUNT = re.compile(r"\(\s*([\d,]+)\s*\)\s*件|([\d,]+)\s*件")

YEARS: dict[str, tuple[int | None, int | None]] = {
    "under_1y": (0, 1), "1y": (1, 1), "2y": (2, 2), "3y": (3, 3), "4y": (4, 4), "5y": (5, 5),
    "6y_to_10y": (6, 10), "10y_to_20y": (10, 20), "over_20y": (20, None), "undefined": (None, None),
}


def is_day(text: str) -> bool:
    """Is the text a date and nothing else?"""
    return bool(_DATE.fullmatch(_with_digits(text)))


def _with_digits(text: str) -> str:
    """The text with the digits that an OCR program took for letters: 令和2年l0月3O日."""
    return _LIKE_ZERO.sub("0", _LIKE_ONE.sub("1", text)) if _LIKE_DIGITS.search(text) else text


def read_dates(text: str) -> list[dt.date]:
    """All complete dates of a text, in order. A day that does not exist is none."""
    return [date for match in _DATE.finditer(_with_digits(text)) if (date := _date(match))]


def read_date(text: str) -> dt.date | None:
    """The first complete date of a text."""
    return next((date for match in _DATE.finditer(_with_digits(text)) if (date := _date(match))), None)


def _date(match: re.Match[str]) -> dt.date | None:
    if match["western"]:
        year = int(match["western"])
    else:
        year = _ERAS[match["era"]] + (1 if match["year"] == "元" else int(match["year"]))
    return _day(year, int(compact(match["month"])), int(compact(match["day"])))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_period(text: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a period; the last one may leave out what it shares with the first (令和7年9月1日～9月30日)."""
    text = _with_digits(text)
    first = _DATE.search(text)
    start = _date(first) if first else None
    if not first or not start:
        return None, None
    rest = text[first.end() :]
    later = _DATE.search(rest)
    if later:
        return start, _date(later)
    short = _DAY_ONLY.search(rest)
    if short and _SPAN.search(rest[: short.start()]):
        month = int(short["month"])
        return start, _day(start.year + (month < start.month), month, int(short["day"]))
    return start, None


def read_count(text: str) -> int | None:
    """The count before 件, as in `( 72 ) 件`."""
    match = _COUNT.search(compact(text))
    return int((match[1] or match[2]).replace(",", "")) if match else None
