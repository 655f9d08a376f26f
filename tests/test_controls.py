"""Which safeguards a measure names: every safeguard has sentences that name it; denied and planned ones don't count."""
from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.controls import find_controls, rules
from etl.vocabulary import codes

CASES = Path(__file__).parent / "cases"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


TABLE = read(CASES / "controls.csv")
SENTENCES = [case["text"] for case in TABLE if case["text"].endswith("。")]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["text"])
def test_safeguards_of_a_sentence(case: dict[str, str]) -> None:
    assert {code for code, _ in find_controls(case["text"])} == set(case["expected"].split()), case["note"]


def test_every_safeguard_has_patterns_and_a_sentence_that_names_it() -> None:
    known = {code.code for code in codes() if code.domain == "control"}
    assert {rule.code for rule in rules()} == known
    assert {code for case in TABLE for code in case["expected"].split()} == known


def test_the_place_is_where_the_safeguard_is_named_first_and_counts() -> None:
    text = "施錠していない。夜は 施 錠する。鍵付きの棚を使い、施錠する。"
    assert find_controls(text) == [("locked_storage", text.index("施 錠"))]


def test_codes_come_in_the_order_of_the_vocabulary_and_once() -> None:
    found = find_controls("監査を受け、暗号化し、二要素認証を使い、また監査を受ける。")
    assert [code for code, _ in found] == ["multi_factor", "encryption", "audit"]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_sentences_do_not_change_each_other(sentences: list[str]) -> None:
    together = {code for code, _ in find_controls("".join(sentences))}
    assert together == {code for sentence in sentences for code, _ in find_controls(sentence)}


@given(st.sampled_from(SENTENCES), st.data())
def test_a_blank_within_a_sentence_makes_no_difference(sentence: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(sentence) - 1).filter(lambda at: sentence[at] != "・"))
    broken = f"{sentence[:place]} {sentence[place:]}"
    shifted = [(code, at + (at >= place)) for code, at in find_controls(sentence)]
    assert find_controls(broken) == shifted


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for _, place in find_controls(text):
        assert 0 <= place < len(text)
