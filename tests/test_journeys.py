"""The dashboard in real Chromium, as its readers use it."""
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from explore.frame import GROUPS
from explore.words import Words
from tests.browser import CHROMIUM, chromium, server, visit

NAMES = [name for names in GROUPS.values() for name in names]
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).is_file(), reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("name", NAMES)
def test_a_deep_link_as_a_fresh_servers_first_request_shows_the_page_in_its_frame(name: str, browser: Browser) -> None:
    with server() as address:
        page = visit(browser, f"{address}/{name}")
        expect(page.get_by_role("heading", level=1)).to_have_text(Words("en", {})(f"{name}.title"))
        expect(page.get_by_test_id("stSidebar")).to_contain_text("PIA Atlas")
        expect(page.get_by_test_id("stDialog")).to_have_count(0)
        page.context.close()
