"""How long a rerun with a new filter takes against a bare page, in real Chromium: python -m benchmarks.dashboard_rerun [PAGE …]

Two filters are timed: one that asks every table anew and leaves the same rows (superseded versions too: the shipped tables have none), and one that leaves
other rows (a further municipality each time), so that charts and tables are drawn anew. The bare page has a title and the one widget that starts its rerun;
it is served plainly (streamlit run) and as the dashboard is (st.App on the same settings, without the garbage collection after every run). A rerun is timed
in the browser, from the message that asks for it to the server's last message or the last change that the page makes to itself, whichever is later; the
hidden copy of a table that the grid keeps for screen readers comes a fixed time later and isn't waited for. Every page and the bare ones take turns.
Prints median milliseconds and their ratios.
"""
from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from explore.frame import GROUPS
from tests.browser import ROOT, chromium, server, visit

ROUNDS = 9
MUNICIPALITIES = 3  # the shipped tables have five; with the fourth the list ends
BARE = "import streamlit as st\nst.title('bare')\nst.toggle('again')\n"
ENTRY = "import streamlit as st\napp = st.App('bare.py')\n"
TOGGLE = "[data-testid='stCheckbox'] input"
LISTEN = """window.sent = window.heard = window.changed = 0;
window.WebSocket = class extends WebSocket {
    constructor(...what) { super(...what); this.addEventListener('message', () => { window.heard = performance.now(); }); }
    send(what) { window.sent = performance.now(); super.send(what); }
};
document.addEventListener('DOMContentLoaded', () => new MutationObserver(changes => {
    if (changes.some(change => !(change.target.closest ? change.target : change.target.parentElement)?.closest('canvas'))) window.changed = performance.now();
}).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true}));"""
OVER = """window.asked < window.sent && window.sent < window.heard && performance.now() - Math.max(window.heard, window.changed) > 400
    && document.querySelector("[data-testid='stApp']").dataset.testScriptState === 'notRunning'"""


def rerun(page: Page, act: Callable[[], object]) -> float:
    """Milliseconds from the message that `act` makes the page send to the page's last change."""
    page.evaluate("window.asked = performance.now()")
    act()
    page.wait_for_function(OVER)
    return float(page.evaluate("Math.max(window.heard, window.changed) - window.sent"))


def toggled(page: Page) -> float:
    """A rerun by the page's first toggle: the bare page's only one, the dashboard's "superseded versions too"."""
    return rerun(page, lambda: page.evaluate(f"document.querySelector(\"{TOGGLE}\").click()"))


def chosen(page: Page) -> float:
    """A rerun by one more municipality."""
    return rerun(page, lambda: page.get_by_role("option").nth(1).click())


def compared(rounds: Sequence[tuple[float, ...]]) -> str:
    took, plain, served = (statistics.median(times) for times in zip(*rounds, strict=True))
    return f"{took:5.0f} ms, {took / plain:4.1f} x bare plain ({plain:.0f} ms), {took / served:4.1f} x bare as served ({served:.0f} ms)"


def main(names: Sequence[str]) -> None:
    """Times pages of the dashboard and the two bare ones by turns, so that all meet the same moods of the machine, and prints the ratios of medians."""
    with TemporaryDirectory() as one, TemporaryDirectory() as two, chromium() as browser:
        Path(one, "bare.py").write_text(BARE)
        Path(two, "bare.py").write_text(BARE)
        Path(two, "entry.py").write_text(ENTRY)
        copytree(ROOT / ".streamlit", Path(two, ".streamlit"))
        with server(script=Path(one, "bare.py")) as plainly, server(script=Path(two, "entry.py")) as alike, server() as address:
            bare = [visit(browser, at, first=LISTEN) for at in (plainly, alike)]
            for page in bare:
                toggled(page)  # warms up
            for name in names:
                page = visit(browser, f"{address}/{name}", first=LISTEN)
                page.get_by_text("Filters", exact=True).click()
                page.locator(TOGGLE).first.wait_for(state="attached")
                toggled(page)
                print(f"{name:12} same rows  {compared([(toggled(page), *map(toggled, bare)) for _ in range(ROUNDS)])}")
                page.get_by_role("combobox", name="Municipality").click()
                page.get_by_role("option").nth(1).wait_for()
                print(f"{'':12} other rows {compared([(chosen(page), *map(toggled, bare)) for _ in range(MUNICIPALITIES)])}", flush=True)
                page.context.close()


if __name__ == "__main__":
    main(sys.argv[1:] or [name for names in GROUPS.values() for name in names])
