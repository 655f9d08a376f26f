"""The dashboard in real Chromium, as its readers use it: each question, from the first click to the file that they leave with."""
from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from explore.frame import GROUPS
from explore.words import Words
from tests import built_tables
from tests.browser import CHROMIUM, ROOT, chromium, server, settled, visit
from tests.files import made, workbook

NAMES = [name for names in GROUPS.values() for name in names]
SHARED = ROOT.parent / "shared" / "reports"
expect.set_options(timeout=20_000)  # of a condition that doesn't come: two journeys share the machine
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).is_file(), reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def shipped() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(scope="module")
def with_wording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(built_tables.build(tmp_path_factory.mktemp("wording"))) as address:
        yield address


@pytest.fixture
def at(browser: Browser) -> Iterator[list[Page]]:
    """Pages opened by a test; no script of theirs may have failed. A deep link makes Streamlit ask for two addresses below the page's own, in vain."""
    opened: list[Page] = []
    yield opened
    leave(opened)


def leave(opened: list[Page]) -> None:
    """Closes the pages, as long as their server is there."""
    while opened:
        page = opened.pop()
        assert not [error for error in page.errors if "404" not in error]  # type: ignore[attr-defined]
        page.context.close()


def go(page: Page, name: str) -> None:
    """To another page, by the navigation."""
    title = Words("en", {})(f"{name}.title")
    page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    settled(page)


def sentence(page: Page) -> str:
    return page.get_by_test_id("stText").first.inner_text()


def saved(page: Page, button: str, nth: int = 0) -> bytes:
    """The file behind a download button."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).nth(nth).click()
    return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="module", params=NAMES)
def linked(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[str, Page]]:
    """Each page by its name, opened by a link that is a fresh server's first request, in Japanese."""
    with server() as address:
        opened = [visit(browser, f"{address}/{request.param}?lang=ja", locale="ja-JP")]
        yield request.param, opened[0]
        leave(opened)


def test_a_deep_link_as_a_fresh_servers_first_request_shows_the_page_in_its_frame(linked: tuple[str, Page]) -> None:
    name, page = linked
    expect(page.get_by_role("heading", level=1)).to_have_text(Words("ja", {})(f"{name}.title"))
    expect(page.get_by_test_id("stSidebar")).to_contain_text("PIA Atlas")
    expect(page.get_by_test_id("stDialog")).to_have_count(0)


def violations(page: Page) -> list[tuple[str, str]]:
    """Serious violations that axe-core finds outside of Streamlit's own navigation."""
    found = [violation for violation in Axe().run(page).response["violations"] if violation["impact"] in ("serious", "critical")]
    return [(violation["id"], node["html"][:200]) for violation in found for node in violation["nodes"]
            if "stSidebarNav" not in " ".join(map(str, node["target"]))]


def test_a_page_is_accessible_by_day_and_night_and_fits_a_phone(linked: tuple[str, Page]) -> None:
    page = linked[1]
    assert not violations(page)
    page.emulate_media(color_scheme="dark")
    settled(page)
    assert not violations(page)
    page.set_viewport_size({"width": 390, "height": 900})
    settled(page)
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth <= node.clientWidth")
    assert page.evaluate("document.documentElement.lang") == "ja"


def test_overview_a_selected_row_opens_the_report(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, shipped)
    at.append(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 52)
    expect(page.get_by_role("heading", level=1)).to_have_text("Report")
    settled(page)
    assert "report" in parse_qs(urlsplit(page.url).query)
    document = json.loads(saved(page, "JSON"))
    assert len(document["assessments"]) == 1 and document["ratings"] and "built_at" in document["build"]


def test_sufficiency_a_click_on_a_cell_shows_the_measure_and_its_place(with_wording: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{with_wording}/sufficiency?form=full")
    at.append(page)
    expect(page.get_by_text("Not plain sufficient")).to_be_visible()
    point = page.locator(".scatterlayer .trace .point").first.bounding_box()
    assert point
    page.mouse.click(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    expect(page.get_by_test_id("stToast")).to_contain_text("further down the page")
    detail = page.locator("[class*='st-key-sufficiency-matrix-detail'], [class*='st-key-sufficiency.matrix.detail']")
    expect(detail).to_be_visible()
    settled(page)
    expect(detail).to_contain_text(", line ")
    assert len(detail.get_by_test_id("stText").all()) > 2, "the measure's own wording stands below"
    detail.get_by_role("link", name="Open the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Report")


def select(page: Page, table: int, row: int = 0) -> None:
    """Ticks a row of a table, once the page stands still."""
    settled(page)
    found = page.get_by_test_id("stDataFrame").nth(table)
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 52 + 35 * row)


def narrow(page: Page, name: str, value: str) -> None:
    """Chooses a value of a filter, once the page stands still."""
    page.get_by_text("Filters", exact=True).click()
    box = page.get_by_role("combobox", name=name)
    expect(box).to_be_visible()
    settled(page)
    box.press_sequentially(value)
    page.get_by_role("option", name=value).first.click()
    expect(page.get_by_test_id("stText").first).to_contain_text(f"{name} {value}")
    settled(page)
    page.keyboard.press("Escape")


def test_sufficiency_a_rating_that_the_report_contradicts_says_so(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/sufficiency?form=full")
    at.append(page)
    select(page, 0)
    detail = page.locator("[class*='exceptions-detail'], [class*='exceptions.detail']")
    expect(detail).to_contain_text("Part 2 is rated 課題が残されている, part 3 with the same wording 十分である")
    expect(detail).to_contain_text("ファイル")


def test_contractors_a_selected_row_leads_to_ones_whole_reach(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/vendors")
    at.append(page)
    expect(page.get_by_text("Select a row to filter by one contractor")).to_be_visible()
    select(page, 0, row=4)
    button = page.get_by_role("button", name=re.compile("Show .* alone"))
    expect(button).to_be_visible()
    vendor = button.inner_text()
    button.click()
    expect(page.get_by_test_id("stText").first).to_contain_text("Contractor")
    settled(page)
    assert parse_qs(urlsplit(page.url).query)["vendor"][0] in vendor
    expect(page.get_by_role("heading", name="Every row")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_selected_row_is_no_other_rows_when_filters_change(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/practices?form=full")
    at.append(page)
    select(page, 0, row=1)
    detail = page.locator("[class*='exceptions-detail'], [class*='exceptions.detail']")
    expect(detail).to_contain_text("さいたま市")
    narrow(page, "Municipality", "高知市")
    expect(detail).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_filters_hold_across_pages_and_a_copied_link_opens_the_same_view(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/vendors")
    at.append(page)
    narrow(page, "Contractor", "日本電気")
    go(page, "sufficiency")
    assert "日本電気" in sentence(page) and parse_qs(urlsplit(page.url).query)["vendor"]
    other = visit(browser, page.url)
    at.append(other)
    assert sentence(other) == sentence(page)


def test_an_empty_slice_says_so_and_offers_to_clear_the_filters(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/retention?kind=priority")
    at.append(page)
    expect(page.get_by_text("1 report matches these filters, but has nothing of what this page shows")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("button", name="Clear").last.click()
    expect(page.get_by_text("1 report matches these filters, but has nothing of what this page shows")).to_have_count(0)


@pytest.mark.parametrize(("name", "address"), [("retention", ""), ("vendors", ""), ("practices", "?form=full"), ("cloud", ""), ("history", "")])
def test_a_csv_is_the_slice_on_screen_and_explains_itself(name: str, address: str, shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/{name}{address}")
    at.append(page)
    expect(page.get_by_role("button", name="CSV").last).to_be_visible()
    buttons = page.get_by_role("button", name="CSV").all()
    promised = int(buttons[-1].inner_text().split("CSV, ")[1].split()[0])
    data = saved(page, "CSV", len(buttons) - 1)
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == promised
    assert {"municipality", "source_name", "line", "kind", "kind_label"} <= set(rows[0])
    with zipfile.ZipFile(io.BytesIO(saved(page, "Zip", len(buttons) - 1))) as archive:
        csv_name = next(file for file in archive.namelist() if file.endswith(".csv"))
        assert archive.read(csv_name) == data
        described = json.loads(archive.read(f"{csv_name}-metadata.json"))
        assert [column["name"] for column in described["tableSchema"]["columns"]] == list(rows[0])
        assert sentence(page) in archive.read("README.txt").decode()


def test_what_is_downloaded_of_one_report_says_of_which(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/report?municipality=142051")
    at.append(page)
    expect(page.get_by_text("Every field with its status and line")).to_be_visible()
    button = len(page.get_by_role("button", name="CSV").all()) - 2
    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV", button).decode("utf-8-sig"))))
    assert len({row["assessment_id"] for row in rows}) == 1 and {row["municipality"] for row in rows} == {"藤沢市"}
    with zipfile.ZipFile(io.BytesIO(saved(page, "Zip", button))) as archive:
        assert all(rows[0]["assessment_id"] in name for name in archive.namelist() if "csv" in name)
        assert rows[0]["source_name"] in archive.read("README.txt").decode().split("\n\n")[1]


def test_the_note_of_a_part_of_the_rows_says_which_part_it_is(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/sufficiency?form=full")
    at.append(page)
    exceptions = page.get_by_text("stated ratings (Full assessment)")
    expect(exceptions).to_be_visible()
    with zipfile.ZipFile(io.BytesIO(saved(page, "Zip", 0))) as archive:
        assert f"Not plain sufficient: {exceptions.inner_text()}" in archive.read("README.txt").decode()


def test_wording_reports_stand_side_by_side_and_hits_are_marked(with_wording: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{with_wording}/wording?form=full")
    at.append(page)
    expect(page.get_by_text("Side by side")).to_be_visible()
    box = page.get_by_label("Search for")
    box.fill("記録")
    box.press("Enter")
    expect(page.get_by_text("passages with").or_(page.get_by_text("passage")).last).to_be_visible()
    settled(page)
    assert parse_qs(urlsplit(page.url).query)["q"] == ["記録"]
    assert page.get_by_test_id("stMain").locator("span, mark").filter(has_text="記録").count() > 0
    of_one_word = int(page.get_by_text("with every word sought").inner_text().split()[0])
    box.fill("記録 担当")
    box.press("Enter")
    settled(page)
    assert 0 < int(page.get_by_text("with every word sought").inner_text().split()[0]) < of_one_word
    page.get_by_role("link", name="Open the report").first.click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Wording")
    assert parse_qs(urlsplit(page.url).query)["report"]


def test_the_language_switches_and_stays(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/cloud")
    at.append(page)
    page.get_by_test_id("stSidebar").get_by_text("日本語").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("クラウド")
    settled(page)
    assert parse_qs(urlsplit(page.url).query)["lang"] == ["ja"]
    expect(page.get_by_test_id("stSidebar").get_by_role("link", name="保管期間")).to_be_visible()


def test_a_figure_leaves_as_a_picture(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/retention")
    at.append(page)
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.hover()
    with page.expect_download() as download:
        chart.locator(".modebar-btn").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_field_for_files_speaks_the_readers_language(shipped: str, browser: Browser, at: list[Page]) -> None:
    page = visit(browser, f"{shipped}/add?lang=ja")
    at.append(page)
    expect(page.get_by_role("button", name="ファイルを選ぶ(ここにドロップも可)")).to_be_visible()
    expect(page.get_by_text(re.compile("Upload|per file"))).to_have_count(2)  # what Streamlit says is hidden
    for said in page.get_by_text(re.compile("Upload|per file")).all():
        expect(said).to_be_hidden()


def test_a_report_of_ones_own_is_read_and_compared(shipped: str, browser: Browser, at: list[Page]) -> None:
    report = made("priority", 2)
    page = visit(browser, f"{shipped}/add")
    at.append(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files or drop them here").click()
    chooser.value.set_files([{"name": "評価書.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(report.sheets)},
                             {"name": "note.txt", "mimeType": "text/plain", "buffer": "会議のお知らせ".encode()}])
    page.get_by_role("button", name="Read 2 files").click()
    expect(page.get_by_role("heading", name="1 report read")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("note.txt: no form of a 特定個人情報保護評価書")).to_be_visible()
    settled(page)
    document = json.loads(saved(page, "JSON"))
    assert document["assessments"][0]["municipality"] == report.answer["assessment"]["municipality"] and document["ratings"]
    page.get_by_role("link", name="Open the report").click()
    expect(page.get_by_role("combobox", name="Report")).to_have_value(re.compile(report.answer["assessment"]["municipality"]))
    go(page, "overview")
    assert "6 reports" in sentence(page)
    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV").decode("utf-8-sig"))))
    assert len(rows) == 6 and report.answer["assessment"]["municipality"] in {row["municipality"] for row in rows}
    go(page, "quality")
    expect(page.get_by_text("note.txt: no form of a 特定個人情報保護評価書")).to_be_visible()
    stranger = visit(browser, f"{shipped}/report")
    at.append(stranger)
    assert "5 reports" in sentence(stranger)


def test_an_address_in_a_reports_text_is_no_link(browser: Browser, tmp_path: Path) -> None:
    said = "湖 http://a.example/b www.c.example d@e.example [f](https://g.example) <a href='h'>i</a>"
    script = tmp_path / "text.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nimport streamlit as st\nfrom explore.text import markdown\n"
                      f"st.title('text')\nst.caption(markdown({said!r}))\n", encoding="utf-8")
    with server(script=script) as address:
        page = visit(browser, address)
        shown = page.get_by_test_id("stCaptionContainer")
        assert shown.inner_text().replace("\u2060", "") == said
        expect(shown.locator("a")).to_have_count(0)
        page.context.close()


def test_a_running_dashboard_shows_a_new_build(browser: Browser, at: list[Page], tmp_path: Path) -> None:
    tables = built_tables.build(tmp_path, "--facts-only")
    with server(tables) as address:
        page = visit(browser, f"{address}/report")
        at.append(page)
        assert "6 reports" in sentence(page)
        (tmp_path / "reports" / "basic_0.txt").unlink()
        built_tables.run(tmp_path, "--facts-only")
        go(page, "overview")
        assert "5 reports" in sentence(page)
        leave(at)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not at hand (../shared/reports)")
def test_real_reports_with_their_wording(browser: Browser, at: list[Page], tmp_path: Path) -> None:
    from etl.__main__ import main

    assert main([str(SHARED), "--out", str(tmp_path / "tables")]) == 0
    with server(tmp_path / "tables") as address:
        page = visit(browser, address)
        at.append(page)
        for name in NAMES:
            go(page, name)
            expect(page.get_by_test_id("stException")).to_have_count(0)
            expect(page.get_by_test_id("stAlert")).to_have_count(0)
        leave(at)
