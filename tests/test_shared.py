"""How much of a passage other municipalities use word for word."""
from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.shared import clean_sentences, sentences_of, shares_of

TEMPLATE = "装置は専用の区画に置き、立ち入る者を名簿で管理する。"
OWN = "青い棚の鍵は係長が毎朝数えて台帳に書き込んでいる。"
OTHER_OWN = "赤い箱の中身は週に一度だけ当番の二人が確かめている。"


def shares(*passages: tuple[str | None, str, str]) -> list[float | None]:
    """The share of each passage: municipality, report, text. Each passage is a report of its own."""
    found = shares_of([(municipality, sentences_of([text])) for municipality, _, text in passages])
    return [None if math.isnan(share) else float(share) for share in found]


def test_national_template_is_shared_and_own_text_is_own() -> None:
    assert shares(("a", "1", TEMPLATE), ("b", "2", TEMPLATE), ("b", "2", OWN)) == [1.0, 1.0, 0.0]


def test_the_share_is_one_of_characters() -> None:
    template, own = (len(clean_sentences(text)[0]) for text in (TEMPLATE, OWN))
    assert shares(("a", "1", TEMPLATE + OWN), ("b", "2", TEMPLATE))[0] == pytest.approx(template / (template + own))


def test_another_report_or_version_of_the_same_city_does_not_count() -> None:
    assert shares(("a", "1", OWN), ("a", "2", OWN), ("a", "1-old", OWN)) == [0.0, 0.0, 0.0]


def test_bullets_numbers_widths_and_blanks_make_no_difference() -> None:
    variants = [f"・{TEMPLATE}", f"(1) {TEMPLATE}", f"①{TEMPLATE}", f"1 {TEMPLATE}", TEMPLATE.replace("専用", "専 用"), f"● {TEMPLATE}"]
    assert shares(*((str(number), "x", text) for number, text in enumerate(variants))) == [1.0] * len(variants)


def test_items_of_a_folded_list_are_sentences_of_their_own() -> None:
    assert clean_sentences("・青い棚の鍵は係長が毎朝数えている ・赤い箱の中身は当番の二人が確かめている") == [
        "青い棚の鍵は係長が毎朝数えている", "赤い箱の中身は当番の二人が確かめている"]


def test_short_sentences_count_neither_way() -> None:
    assert shares(("a", "1", "記載なし。"), ("b", "2", "記載なし。")) == [None, None]
    assert shares(("a", "1", f"記載なし。{OWN}"), ("b", "2", f"記載なし。{OTHER_OWN}")) == [0.0, 0.0]


def test_a_municipality_that_is_not_known_makes_nothing_shared_but_is_measured() -> None:
    assert shares((None, "1", OWN), (None, "2", OWN)) == [0.0, 0.0]
    assert shares((None, "1", OWN), ("a", "2", OWN)) == [1.0, 0.0]


def test_no_passages_no_shares() -> None:
    assert shares() == []


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.lists(st.sampled_from([TEMPLATE, OWN, OTHER_OWN, "短い。"]))), max_size=12), st.randoms())
def test_the_order_of_the_passages_makes_no_difference(drawn: list[tuple[str | None, list[str]]], dice: random.Random) -> None:
    passages = [(municipality, str(number), "".join(texts)) for number, (municipality, texts) in enumerate(drawn)]
    mixed = dice.sample(passages, len(passages))
    assert dict(zip(passages, shares(*passages), strict=True)) == dict(zip(mixed, shares(*mixed), strict=True))


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.lists(st.sampled_from([TEMPLATE, OWN, OTHER_OWN, "短い。"]))), max_size=12))
def test_passages_of_one_report_are_measured_as_if_each_were_one(drawn: list[tuple[str | None, list[str]]]) -> None:
    together = shares_of([(municipality, sentences_of(texts)) for municipality, texts in drawn])
    apart = shares_of([(municipality, sentences_of([text])) for municipality, texts in drawn for text in texts])
    assert together.tolist() == pytest.approx(apart.tolist(), nan_ok=True)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.lists(st.sampled_from([TEMPLATE, OWN, OTHER_OWN]))), max_size=10))
def test_the_share_is_what_a_reader_would_count(drawn: list[tuple[str, list[str]]]) -> None:
    def counted(municipality: str, texts: list[str]) -> float | None:
        others = {text for owner, other in drawn if owner != municipality for text in other}
        total = sum(len(clean_sentences(text)[0]) for text in texts)
        return sum(len(clean_sentences(text)[0]) for text in texts if text in others) / total if total else None

    found = shares(*((municipality, "x", "".join(texts)) for municipality, texts in drawn))
    assert found == [pytest.approx(counted(*row)) if row[1] else None for row in drawn]
