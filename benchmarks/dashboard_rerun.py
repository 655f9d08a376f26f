"""How long a rerun with a new filter takes against a bare page, in real Chromium: python -m benchmarks.dashboard_rerun

The bare page has a title and the one widget that starts its rerun; it is served plainly (streamlit run) and as the dashboard is (st.App on the
same settings, without the garbage collection after every run). A rerun is timed in the browser, from the click on a widget to the last message of the
server or the last change that the page makes to itself, whichever is later. Prints median milliseconds and the ratios.
"""
from __future__ import annotations

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from explore.frame import GROUPS
from tests.browser import ROOT, chromium, server, visit

ROUNDS = 9
FILTER = ".st-key-filter-versions input"
BARE = "import streamlit as st\nst.title('bare')\nst.toggle('again')\n"
ENTRY = "import streamlit as st\napp = st.App('bare.py')\n"
HEAR = """window.WebSocket = class extends WebSocket {
    constructor(...what) { super(...what); this.addEventListener('message', () => { window.heard = performance.now(); }); }
};"""
WATCH = """selector => new Promise(resolve => {
    const start = performance.now();
    let last = start;
    const watch = new MutationObserver(() => { last = performance.now(); });
    watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    const look = () => {
        const app = document.querySelector("[data-testid='stApp']"), end = Math.max(last, window.heard);
        if (window.heard > start && app.dataset.testScriptState === 'notRunning' && performance.now() - end > 400) { watch.disconnect(); resolve(end - start); }
        else setTimeout(look, 20);
    };
    document.querySelector(selector).click();
    setTimeout(look, 20);
})"""


def rerun(page: Page, selector: str) -> float:
    """Milliseconds from a click on the element to the page's last change."""
    return float(page.evaluate(WATCH, selector))


def timed(page: Page, selector: str) -> float:
    """Median of some reruns after a first one that warms up."""
    rerun(page, selector)
    return statistics.median(rerun(page, selector) for _ in range(ROUNDS))


def main() -> None:
    """Times the bare page, served plainly and as the dashboard is, then every page of the dashboard, and prints the ratios."""
    with TemporaryDirectory() as folder, chromium() as browser:
        Path(folder, "bare.py").write_text(BARE)
        Path(folder, "entry.py").write_text(ENTRY)
        bare = {}
        with server(script=Path(folder, "bare.py")) as address:
            bare["plain"] = timed(visit(browser, address, first=HEAR), "[data-testid='stCheckbox'] input")
        Path(folder, ".streamlit").mkdir()
        Path(folder, ".streamlit", "config.toml").write_text((ROOT / ".streamlit" / "config.toml").read_text())
        with server(script=Path(folder, "entry.py")) as address:
            bare["as served"] = timed(visit(browser, address, first=HEAR), "[data-testid='stCheckbox'] input")
        for how, took in bare.items():
            print(f"bare, {how:14} {took:7.0f} ms")
        with server() as address:
            for name in (name for names in GROUPS.values() for name in names):
                page = visit(browser, f"{address}/{name}", first=HEAR)
                page.get_by_text("Filters", exact=True).click()
                page.locator(FILTER).wait_for(state="attached")
                took = timed(page, FILTER)
                print(f"{name:20} {took:7.0f} ms", *(f"{took / floor:6.1f} x bare, {how}" for how, floor in bare.items()))
                page.context.close()


if __name__ == "__main__":
    sys.exit(main())
