"""How long a rerun with a new filter takes against a bare page, in real Chromium: python -m benchmarks.dashboard_rerun [PAGE …]

The bare page has a title and the one widget that starts its rerun; it is served plainly (streamlit run) and as the dashboard is (st.App on the
same settings, without the garbage collection after every run). A rerun is timed in the browser, from the click on a widget to the last message of the
server or the last change that the page makes to itself, whichever is later. Every page and the bare ones take turns. Prints median milliseconds and
their ratios.
"""
from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from explore.frame import GROUPS
from tests.browser import ROOT, chromium, server, visit

ROUNDS = 9
FILTER = ".st-key-filter-versions input"
BARES = "[data-testid='stCheckbox'] input"
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


def ready(page: Page) -> Page:
    """The page after a first rerun, which warms up."""
    rerun(page, BARES)
    return page


def main(names: Sequence[str]) -> None:
    """Times pages of the dashboard and the two bare ones by turns, so that all meet the same moods of the machine, and prints the ratios of medians."""
    with TemporaryDirectory() as one, TemporaryDirectory() as two, chromium() as browser:
        Path(one, "bare.py").write_text(BARE)
        Path(two, "bare.py").write_text(BARE)
        Path(two, "entry.py").write_text(ENTRY)
        copytree(ROOT / ".streamlit", Path(two, ".streamlit"))
        with server(script=Path(one, "bare.py")) as plainly, server(script=Path(two, "entry.py")) as alike, server() as address:
            bare = [ready(visit(browser, at, first=HEAR)) for at in (plainly, alike)]
            for name in names:
                page = visit(browser, f"{address}/{name}", first=HEAR)
                page.get_by_text("Filters", exact=True).click()
                page.locator(FILTER).wait_for(state="attached")
                rerun(page, FILTER)
                rounds = [(rerun(page, FILTER), *(rerun(other, BARES) for other in bare)) for _ in range(ROUNDS)]
                took, plain, served = (statistics.median(times) for times in zip(*rounds, strict=True))
                print(f"{name:12} {took:5.0f} ms, {took / plain:4.1f} x bare plain ({plain:.0f} ms), {took / served:4.1f} x bare as served ({served:.0f} ms)")
                page.context.close()


if __name__ == "__main__":
    main(sys.argv[1:] or [name for names in GROUPS.values() for name in names])
