"""Every page, as a reader meets it: as it opens, with each filter, with several, with nothing left, in both languages, without wording."""
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explore import store
from explore.filters import FIELDS
from explore.frame import GROUPS, PAGES
from tests import invented_tables
from tests.test_explore_words import sentences

ROOT = Path(__file__).parent.parent
NAMES = [name for names in GROUPS.values() for name in names]
FILES = {name: PAGES / group / f"{name}.py" for group, names in GROUPS.items() for name in names}
KEYS = [key for key in sentences("en") if "." in key]
SHIPPED = ROOT / "data" / "parquet"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("builds")
    return {"facts": invented_tables.write(place / "facts"), "wording": invented_tables.write(place / "wording", wording=True),
            "nothing": invented_tables.write(place / "nothing", reports=0)}


def opened(name: str, lang: str = "en", **address: str | list[str]) -> AppTest:
    """The page, opened by its address."""
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    at.query_params["lang"] = lang
    for key, value in address.items():
        at.query_params[key] = value
    at.run()
    return at if name == "overview" else at.switch_page(str(FILES[name].relative_to(ROOT))).run()


def assert_quiet(at: AppTest) -> None:
    """No exception, no warning, no error, the page's title is there, and every word comes from the catalogue and not from its key."""
    assert not at.exception and not at.warning and not at.error
    assert len(at.title) == 1
    seen = [element.value for kind in (at.title, at.subheader, at.markdown, at.caption, at.text, at.info) for element in kind]
    seen += [widget.label for kind in (at.multiselect, at.selectbox, at.button, at.toggle, at.text_input) for widget in kind]
    seen += [chart.proto.spec for chart in at.get("plotly_chart")]
    assert not [key for key in KEYS for text in seen if key in text]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("build", ["facts", "wording", "nothing"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens(name: str, build: str, lang: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders[build]))
    assert_quiet(opened(name, lang))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_on_the_shipped_tables(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (SHIPPED / "assessments.parquet").is_file():
        pytest.skip("there are no shipped tables")
    monkeypatch.delenv("PIA_ATLAS_TABLES", raising=False)
    assert_quiet(opened(name))


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_works_with_each_filter(name: str, field: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    at = opened(name)
    choice = at.multiselect(key=f"filter.{field}")
    choice.select(store.options()[field][0]).run()
    assert_quiet(at)
    assert at.query_params[field] == store.options()[field][0]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_works_with_several_filters_and_old_versions(name: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    assert_quiet(opened(name, kind=["full", "priority"], affair=["resident_tax", "property_tax"], versions="all"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_nothing_left_says_so_and_offers_to_clear_the_filters(name: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_ATLAS_TABLES", str(folders["facts"]))
    at = opened(name, prefecture="沖縄県", affair="immunisation")
    if name in ("data", "add"):
        return assert_quiet(at)  # the tables themselves are not filtered
    assert_quiet(at)
    assert [note.value for note in at.info] == ["Nothing matches these filters."]
    at.button(key=f"{name}.clear").click().run()
    assert_quiet(at)
    assert not at.info or (name in ("report", "wording") and "prefecture" not in at.query_params)
