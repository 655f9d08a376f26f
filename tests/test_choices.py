"""An answer box says the same whatever its typography."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.choices import read_choice
from etl.form import option_lists
from etl.normalise import plain

LEVEL = option_lists()["level"]
LIST = "＜選択肢＞ １）　特に力を入れている　２）　十分である　３）　課題が残されている"
SHUFFLED = "&lt;選択肢&gt; 1) 特に力を入れている 3) 課題が残されている 2) 十分である"


def read(text: str, options: str = "level") -> tuple[str, str | None]:
    choice = read_choice(plain(text), option_lists()[options])
    return choice.status, choice.option.label if choice.option else None


@given(label=st.sampled_from([option.label for option in LEVEL]), opening=st.sampled_from("[［"), closing=st.sampled_from(["]", "］", ""]),
       gap=st.sampled_from(["", " ", "　", "  "]), before=st.booleans(), options=st.sampled_from([LIST, SHUFFLED, f"<p>{SHUFFLED}</p>", ""]))
def test_a_bracketed_choice_is_found_before_and_after_its_list(label: str, opening: str, closing: str, gap: str, before: bool, options: str) -> None:
    box = f"{opening}{gap}{label}{gap}{closing}"
    text = f"{box} {options}" if before else f"{options} {box}"
    assert read(text) == ("stated", label)


@pytest.mark.parametrize(("text", "expected"), [
    (f"[ ] {LIST}", ("blank", None)),
    (f"［　］{LIST}", ("blank", None)),
    (LIST, ("unreadable", None)),
    ("", ("blank", None)),
    ("[よくできている] " + LIST, ("unreadable", None)),
    ('<input type="checkbox"/> 十分である ' + LIST, ("stated", "十分である")),
    ("十分である " + LIST, ("stated", "十分である")),
    ("[ アイテムを選択してください。 ] " + LIST, ("blank", None)),
    ("（空欄） " + LIST, ("unreadable", None)),
    ("[（空欄）] " + LIST, ("blank", None)),
    (LIST + " [ ] 自己点検 [ ○ ] 内部監査 [ ] 2次点検", ("unreadable", None)),
    ("[ ] " + LIST + " [ ] 自己点検 [ ○ ] 内部監査", ("blank", None)),
])
def test_empty_lost_and_foreign_answers_are_told_apart(text: str, expected: tuple[str, str | None]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("[ ] ＜選択肢＞ 1) 特に力を入れている 十分である 3) 課題が残されている", ("blank", None)),
    ("＜選択肢＞ 1) 特に力を入れている 十分である 3) 課題が残されている", ("unreadable", None)),
    ("・特に力を入れている [ ] ・十分である ・課題が残されている", ("blank", None)),
    ("[十分である] ＜選択肢＞ 1) 特に力を入れている 十分である 3) 課題が残されている", ("stated", "十分である")),
    ("[十分である ＜選択肢＞ 1) 特に力を入れている 2) 十分である 3) 課題が残されている ]", ("stated", "十分である")),
    ("[ 十分 ＜選択肢＞ 1) 特に力を入れている 2) 十分である である ] 3) 課題が残されている", ("stated", "十分である")),
    ("[ ＜選択肢＞ ] 1) 特に力を入れている 2) 十分である 3) 課題が残されている", ("blank", None)),
    ("[ 2) 十分である ] ＜選択肢＞ 1. 特に力を入れている 2. 十分である 3. 課題が残されている", ("stated", "十分である")),
])
def test_an_entry_of_a_list_that_has_lost_its_number_is_no_answer(text: str, expected: tuple[str, str | None]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "options", "expected"), [
    ("[ 委託しない (  ) 件 ＜選択肢＞ 1) 委託する 2) 委託しない", "outsourced", ("stated", "委託しない")),
    ("[20年以上] ＜選択肢＞ 1) 1年未満 2) 1年 9) 20年以上", "period", ("stated", "20年以上")),
    ("[ 1,000人以上 ] <選択肢> 1) 10人未満 6) 1,000人以上", "handler_band", ("stated", "1,000人以上")),
    ("[再委託していない] 1) 特に力を入れて行っている 4) 再委託していない", "subcontractor", ("stated", "再委託していない")),
    ("[無料] <選択肢> 1) 有料 2) 無料 写しの交付には実費がかかる。", "fee", ("stated", "無料")),
])
def test_every_list_of_the_form_is_read_the_same_way(text: str, options: str, expected: tuple[str, str | None]) -> None:
    assert read(text, options) == expected


@pytest.mark.parametrize(("text", "options", "expected"), [
    ("[定めでいる]", "set", ("stated", "定めている")), ("[十分て゛ある]", "level", ("stated", "十分である")),
    ("[十分でぁる]", "level", ("stated", "十分である")), ("[10人以上5O人未満]", "handler_band", ("stated", "10人以上50人未満")),
    ("5：30万人以上", "headcount_band", ("stated", "30万人以上")),
    ("1: 再委託する 2: 再委託しない 【再委託する", "subcontracting", ("stated", "再委託する")),
    ("[発生なり]", "incident", ("unreadable", None)), ("[2万人未満]", "subject_band", ("unreadable", None)),
    ("[20年以下]", "period", ("unreadable", None)), ("[委任する]", "outsourced", ("unreadable", None)),
    ("[十分でない] [十分でめる]", "level", ("unreadable", None))])
def test_a_letter_misread_in_a_box_is_mended_if_it_has_the_same_shape_and_no_other_word_is(text: str, options: str, expected: tuple[str, str | None]) -> None:
    assert read(text, options) == expected


@pytest.mark.parametrize("signs", ["□■", "☐☑", "□☑", "○●", "［　］|［○］", "[ ]|[レ]", "（　）|（○）"])
@pytest.mark.parametrize("chosen", [1, 2, 3])
@pytest.mark.parametrize("numbered", [False, True])
def test_a_list_whose_entries_have_a_sign_each_says_the_marked_one(signs: str, chosen: int, numbered: bool) -> None:
    empty, mark = signs.split("|") if "|" in signs else signs
    labels = [option.labels[0] for option in option_lists()["level"]]
    entries = [f"{mark if at == chosen else empty}{f'{at}）' if numbered else ''}{label}" for at, label in enumerate(labels, 1)]
    page = "　".join(entries) + "\n" + "".join(f"（○）項目{at}\n" for at in range(3))  # a report prints all its boxes so
    assert read(plain(page).split("\n")[0], "level") == ("stated", labels[chosen - 1])


@pytest.mark.parametrize(("text", "expected"), [
    ("特に力を入れている□ 十分である■ 課題が残されている□", ("stated", "十分である")),
    ("特に力を入れている ○十分である 課題が残されている", ("stated", "十分である")),
    ("□ 特に力を入れている □ 十分である □ 課題が残されている", ("blank", None)),
    ("☐ 特に力を入れている ☐ 十分である ☐ 課題が残されている", ("unreadable", None)),  # whoever loses the marks prints this too
    ("■ 特に力を入れている ■ 十分である □ 課題が残されている", ("unreadable", None)),
    ("□ 特に力を入れている □ 十分である 課題が残されている", ("unreadable", None)),
    ("特に力を入れている ○ 十分である 課題が残されている", ("unreadable", None)),
    ("□ 特に力を入れている", ("unreadable", None)),
    ("[ 十分である ] □ 特に力を入れている ■ 課題が残されている", ("stated", "十分である"))])
def test_signs_of_a_list_say_no_more_than_they_do(text: str, expected: tuple[str, str | None]) -> None:
    assert read(text, "level") == expected


@pytest.mark.parametrize("box", ["[ ○定めでいる ]", "[定めでいる ○]"])
def test_a_mark_beside_a_misread_choice_is_none_of_its_letters(box: str) -> None:
    assert read(box, "set") == ("stated", "定めている")


ENTRIES = "1)特に力を入れている 2)十分である 3)課題が残されている"


@pytest.mark.parametrize("text", [
    f"[ 2 ] <選択肢> {ENTRIES}", f"② {ENTRIES}", f"回答：2 {ENTRIES}", f"2（十分である） {ENTRIES}", f"→ 十分である <選択肢> {ENTRIES}",
    f"2)十分である <選択肢> {ENTRIES}", "十分である（特に力を入れている・十分である・課題が残されている）",
    "特に力を入れている／十分である／課題が残されている → 十分である",
    "1)特に力を入れている 「2)十分である」 3)課題が残されている", "1)特に力を入れている 2)十分である ← 3)課題が残されている",
    "1 特に力を入れている ② 十分である 3 課題が残されている", "1)特に力を入れている 2)十分である✔ 3)課題が残されている",
    "1)特に力を入れている 2)十分である（○） 3)課題が残されている"])
def test_a_list_may_point_to_its_entry_in_other_ways(text: str) -> None:
    assert read(text) == ("stated", "十分である")


@pytest.mark.parametrize("text", [
    f"{ENTRIES} 3)課題が残されている",  # a line of the list printed twice
    f"（ 2 ）件 {ENTRIES}", f"{ENTRIES} 棚の守りは十分である。", f"[ 4 ] <選択肢> {ENTRIES}", "1)特に力を入れている 「2)十分である」 → 3)課題が残されている",
    f"① {ENTRIES} 2)十分である ←", f"2 {ENTRIES}", f"2 <選択肢> {ENTRIES}",  # a page's number
    f"→ {ENTRIES}", "1)特に力を入れている ○ 2)十分である 3)課題が残されている", f"[ 2 ] 回 {ENTRIES}", f"{ENTRIES} （十分である）場合の方法",
    "課題が残されている □特に力を入れている ■十分である □", "○1)特に力を入れている ○2)十分でめる ○3)課題が残きれている"])
def test_what_points_to_no_entry_or_to_two_is_no_choice(text: str) -> None:
    assert read(text) == ("unreadable", None)


@pytest.mark.parametrize(("text", "options", "expected"), [
    (f"[ 十分で■■ ] {ENTRIES}", "level", ("unreadable", None)), ("[ ■■ ] 1)委託する 2)委託しない", "outsourced", ("unreadable", None)),
    (f"[ ] <選択肢> {ENTRIES} ※「課題が残されている」を選んだときは理由を書く。", "level", ("blank", None)),
    (f"[ ] <選択肢> {ENTRIES} ○十分である根拠は鍵である。", "level", ("blank", None)),
    ("[よくできている] 1)特に力を入れている 2)十分である✔ 3)課題が残されている", "level", ("unreadable", None)),
    ("[ 5 ] 年 <選択肢> 4)4年 5)5年 6)6年以上10年未満", "period", ("unreadable", None)),
    ("[ 2 ] 社 1)委託する 2)委託しない", "outsourced", ("unreadable", None)),
    ("○特に力を入れている ◉十分である ○課題が残されている", "level", ("stated", "十分である")),
    ("○特に力を入れている ◎十分である ○課題が残されている", "level", ("stated", "十分である"))])
def test_a_lost_box_a_note_and_a_measure_are_no_choice_and_a_picked_button_is(text: str, options: str, expected: tuple[str, str | None]) -> None:
    assert read(text, options) == expected
