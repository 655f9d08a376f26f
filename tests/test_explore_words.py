"""English and Japanese are both whole: every sentence is in both catalogues, and nothing stands in them that no page says."""
import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from explore.failures import failure
from explore.frame import GROUPS
from explore.words import LANGUAGES, Words, language_of

ROOT = Path(__file__).parent.parent
PLACEHOLDER = re.compile(r"{(\w+)}")


def catalogue(lang: str) -> Catalog:
    with (ROOT / "explore" / "locale" / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


def sentences(lang: str) -> dict[str, tuple[str, ...]]:
    """key → its sentence, or its plural forms."""
    return {message.id if isinstance(message.id, str) else message.id[0]: message.string if isinstance(message.string, tuple) else (message.string,)
            for message in catalogue(lang) if message.id}


def said() -> tuple[set[str], set[str]]:
    """The keys that the code says outright, and the fixed beginnings of those it puts together."""
    whole, begun = set(), set()
    for path in [*ROOT.glob("explore/**/*.py"), *ROOT.glob("pages/*/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for part in ast.walk(node) if isinstance(node, ast.Call) and _is_words(node.func) and node.args else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    whole.add(part.value)
                if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
                    begun.add(part.values[0].value)
    return whole, begun


def _is_words(function: ast.expr) -> bool:
    return (isinstance(function, ast.Name) and function.id == "words") or (isinstance(function, ast.Attribute) and function.attr == "words") \
        or (isinstance(function, ast.Name) and function.id == "self")


def test_both_catalogues_have_the_same_keys() -> None:
    assert set(sentences("en")) == set(sentences("ja"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty(lang: str) -> None:
    assert not [key for key, forms in sentences(lang).items() if not all(form.strip() for form in forms)]


def test_every_sentence_fills_in_the_same_values_in_both_languages() -> None:
    english, japanese = sentences("en"), sentences("ja")
    for key in english:
        for form in english[key]:
            assert set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(japanese[key][0])) | {"n"}, key
            assert set(PLACEHOLDER.findall(japanese[key][0])) <= set(PLACEHOLDER.findall(form)) | {"n"}, key


def test_whatever_a_page_says_is_in_the_catalogues() -> None:
    whole, _ = said()
    keys = {text for text in whole if re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", text) and not text.endswith((".py", ".png", ".css", ".csv"))}
    assert keys and not keys - set(sentences("en"))


def test_no_sentence_stands_in_the_catalogues_for_nothing() -> None:
    whole, begun = said()
    names = [name for group in GROUPS.values() for name in group]
    page_sentences = {f"{name}.{part}" for name in names for part in ("title", "question", "rows", "all_rows", "all")}
    unsaid = [key for key in sentences("en") if key not in whole | page_sentences and not key.startswith(tuple(begun))]
    assert not unsaid


def test_the_language_is_the_browsers() -> None:
    assert [language_of(locale) for locale in ("ja", "ja-JP", "JA_jp", "en-GB", "fr", None, "")] == ["ja", "ja", "ja", "en", "en", "en", "en"]


def test_numbers_dates_and_plurals_are_written_as_the_language_does() -> None:
    english, japanese = Words("en", {}), Words("ja", {})
    assert english("sufficiency.rows", n=1, whole="2") == "1 of 2 ratings" and english("sufficiency.all_rows", n=1) == "The only rating"
    assert english("sufficiency.rows", n=1200, whole="2,000") == "1,200 of 2,000 ratings"
    assert japanese("sufficiency.rows", n=1200, whole="2,000") == "評価2,000件のうち1,200件"


def test_an_unknown_code_is_shown_as_it_is_and_a_missing_one_as_a_dash() -> None:
    words = Words("en", {"kind": {"full": {"en": "Full", "ja": "全"}}})
    assert [words.label("kind", code) for code in ("full", "new_kind", None)] == ["Full", "new_kind", "–"]


def reasons() -> list[str]:
    """Every sentence with which the ETL can refuse a file, each of its values filled in."""
    found = []
    for path in ROOT.glob("etl/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Unreadable", "BadSource"):
                said = [node.args[0].body, node.args[0].orelse] if isinstance(node.args[0], ast.IfExp) else [node.args[0]]
                found += [f"city.pdf: {filled(text)}." if node.func.id == "Unreadable" else filled(text) for text in said]
            elif path.name == "workers.py" and isinstance(node, ast.Return | ast.Yield) and isinstance(node.value, ast.JoinedStr):
                found.append(filled(node.value))
    return [sentence for sentence in found if sentence != f"{VALUE}: {VALUE}."]  # a reason of the others with the file's name before it


VALUE = "a picture"  # one of the values of "the file is …", and as good as any for the others


def filled(text: ast.expr) -> str:
    return "".join(part.value if isinstance(part, ast.Constant) else VALUE for part in (text.values if isinstance(text, ast.JoinedStr) else [text]))


def test_why_a_file_is_refused_is_said_in_both_languages() -> None:
    sentences_of_the_etl = reasons()
    assert len(sentences_of_the_etl) > 30
    for sentence in sentences_of_the_etl:
        assert failure(sentence, Words("en", {})) == sentence
        japanese = failure(sentence, Words("ja", {}))
        assert japanese != sentence and japanese.endswith("。"), sentence


def test_a_refusal_that_no_catalogue_knows_is_shown_as_it_is() -> None:
    assert failure("city.pdf: the moon is full.", Words("ja", {})) == "city.pdf: the moon is full."


def test_a_sentence_that_counts_has_its_plural_forms() -> None:
    """Without them the key itself would stand on the page."""
    counted = set()
    for path in [*ROOT.glob("explore/**/*.py"), *ROOT.glob("pages/*/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_words(node.func) and node.args and any(keyword.arg == "n" for keyword in node.keywords):
                counted |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    plural = {message.id[0] for message in catalogue("en") if isinstance(message.id, tuple)}
    assert counted and not counted - plural


def test_the_places_of_a_contradiction_are_said_in_words() -> None:
    labels = {"section": {"use": {"en": "Use", "ja": "使用"}}, "item": {"usage_log": {"en": "Log", "ja": "記録"}}}
    places = ("use/usage_log:7", "use/usage_log:3.7", "history/use:9", "use/no_outsourcing:")
    assert [Words("en", labels).spot(place) for place in places] == [
        "Use: Log, line 7", "Use: Log, page 3, row 7", "Change history, Use, line 9", "Use: Marked: not outsourced"]
    assert Words("ja", labels).spot(places[1]) == "使用:記録 3頁 7行目"


def test_halves_are_rounded_up_and_a_period_of_one_day_is_that_day() -> None:
    words, day = Words("en", {}), dt.date(2024, 10, 1)
    assert [words.share(5, 8), words.share(1, 8), words.share(1, 3)] == ["63%", "13%", "33%"]
    assert words.period(day, day) == "Oct 1, 2024"
    assert words.period(day, dt.date(2025, 2, 3)) == "Oct 1, 2024 – Feb 3, 2025"
