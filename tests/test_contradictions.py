"""What can't both be true is put side by side."""
from __future__ import annotations

from etl.change import Change
from etl.contradictions import write_contradictions
from etl.form import load_form
from etl.ledger import Ledger
from etl.parts import Part
from etl.readings import Answer

FORM = load_form("full")


def ledger() -> Ledger:
    book = Ledger("abc")
    book.add("files", file_no=1, name="税台帳ファイル", outsourced="yes")
    book.add("coverage", file_no=1, part_no=0, section="outsourcing", risk_no=0, field="outsourced", status="stated", line=3)
    book.add("parts", part_no=1, file_no=1, no_outsourcing=False, no_disclosure=False, no_network_acquisition=False, no_network_provision=False)
    return book


def rating(book: Ledger, part_no: int, section: str, risk_no: int, level: int, choice: str, line: int) -> None:
    book.add("ratings", part_no=part_no, section=section, risk_no=risk_no, level=level, choice=choice, status="stated", line=line)


def kinds(book: Ledger, changes: tuple[Change, ...] = ()) -> list[str]:
    book.tables["practices"] += []
    book.tables["ratings"] += []
    titles = {(item.section, 0, "section"): Answer(item, "stated", line=9) for item in FORM.block("part") if item.name == "section"}
    write_contradictions(book, FORM, changes, [Part(number, (number,), titles) for number in (1, 2)])
    return [row["kind"] for row in book.tables["contradictions"]]


def test_a_low_rating_on_wording_that_is_sufficient_elsewhere() -> None:
    book = ledger()
    book.add("parts", part_no=2, file_no=2, no_outsourcing=False, no_disclosure=False, no_network_acquisition=False, no_network_provision=False)
    rating(book, 1, "use", 4, 1, "課題が残されている", 10)
    rating(book, 2, "use", 4, 2, "十分である", 20)
    for part_no in (1, 2):
        book.add("wording", part_no=part_no, section="use", risk_no=4, field="measures", text="複製の権限を係長以上の職員に限っている。")
    assert kinds(book) == ["low_rating_same_wording"]
    assert book.tables["contradictions"][0]["place_1"] == "use/sufficiency:10"


def test_a_practice_denied_by_its_choice_and_described_by_its_text() -> None:
    book = ledger()
    book.add("practices", part_no=1, section="use", risk_no=2, item="user_authentication", choice="行っていない", level=None, status="stated", line=5)
    book.add("controls", part_no=1, section="use", risk_no=2, field="user_authentication_method", layer="municipality", control="biometrics", line=6)
    assert kinds(book) == ["denied_but_described"]


def test_a_vendor_of_a_file_that_is_not_outsourced() -> None:
    book = ledger()
    book.tables["files"][0]["outsourced"] = "no"
    book.add("outsourcing", file_no=1, item_no=1, vendor="青葉電算", vendor_stated="青葉電算株式会社", line=7)
    assert kinds(book) == ["not_outsourced_but_vendor"]
    assert book.tables["contradictions"][0]["place_1"] == "outsourcing/outsourced:3"


def test_a_rating_under_a_mark_that_the_section_does_not_apply() -> None:
    book = ledger()
    book.tables["parts"][0]["no_disclosure"] = True
    rating(book, 1, "disclosure", 2, 2, "十分である", 30)
    assert kinds(book) == ["rated_but_not_applicable"]
    assert book.tables["contradictions"][0]["place_1"] == "disclosure/no_disclosure:9"


def test_a_body_that_says_otherwise_than_the_newest_change() -> None:
    book = ledger()
    rating(book, 1, "use", 3, 2, "十分である", 40)
    old = Change(90, "令和2年4月1日", "III 3.特定個人情報の使用 リスク3 リスクへの対策は十分か", "十分である", "課題が残されている", "事後")
    new = Change(91, "令和4年4月1日", "III 3.特定個人情報の使用 リスク3 リスクへの対策は十分か", "課題が残されている", "特に力を入れている", "事後")
    assert kinds(book, (new, old)) == ["body_against_history"]


def test_a_report_that_agrees_with_itself_has_none() -> None:
    book = ledger()
    rating(book, 1, "use", 3, 2, "十分である", 40)
    assert kinds(book, (Change(91, "令和4年4月1日", "III 3.特定個人情報の使用 リスク3 リスクへの対策は十分か", "課題が残されている", "十分である"),)) == []
