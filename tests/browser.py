"""The dashboard in a real browser: a fresh server on a free port, and Debian's Chromium driven by Playwright."""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
READY_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def server(tables: Path | None = None, script: Path = ROOT / "dashboard.py") -> Iterator[str]:
    """Starts a fresh server on the given tables (the shipped ones unless told) and gives its address; ends it afterwards. RuntimeError with what the server
    printed where it could not start or met an error that a visitor is told nothing about."""
    port = free_port()
    environment = os.environ | ({"PIA_ATLAS_TABLES": str(tables)} if tables else {})
    command = [sys.executable, "-m", "streamlit", "run", script.name, "--server.port", str(port), "--server.address", "127.0.0.1",
               "--server.headless", "true", "--server.fileWatcherType", "none"]
    with tempfile.TemporaryFile() as output:  # a pipe that nobody reads would stop a talkative server
        process = subprocess.Popen(command, cwd=script.parent, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}", process, output)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)
        if "Traceback" in (printed := _printed(output)):
            raise RuntimeError(f"the server met an error: {printed}")


def _printed(output: IO[bytes]) -> str:
    output.seek(0)
    return output.read().decode()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], output: IO[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start: {_printed(output)}") from error
            time.sleep(0.1)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Browser, address: str, width: int = 1440, dark: bool = False, locale: str = "en-GB", first: str = "") -> Page:
    """A new visitor's page at the address, once it has been drawn. `first`: JavaScript to run before the page's own. Errors are collected in page.errors."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale=locale,
                                  accept_downloads=True)
    context.add_init_script(first)
    page = context.new_page()
    page.errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)  # type: ignore[attr-defined]
    page.goto(address)
    settled(page)
    return page


# The script has ended before the last of its elements are drawn. Resolves once nothing has changed for 0.3 s and no animation fades anything in or out,
# after 20 s at the latest: an animation of what is hidden never ends.
DRAWN = """Promise.race([new Promise(enough => setTimeout(enough, 20000)), (async () => {
    await new Promise(quiet => {
        const done = () => { observer.disconnect(); quiet() };
        let timer = setTimeout(done, 300);
        const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 300) });
        observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    });
    const finite = document.getAnimations().filter(animation => animation.effect.getComputedTiming().endTime < Infinity);
    await Promise.race([new Promise(enough => setTimeout(enough, 1000)), Promise.allSettled(finite.map(animation => animation.finished))]);
})()])"""


def settled(page: Page) -> None:
    """Waits until the page's title is there, its script has run to its end (before it begins, it isn't running either) and all of it is drawn."""
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", timeout=60_000)
    page.wait_for_selector("[data-stale='true']", state="detached", timeout=60_000)
    page.evaluate(DRAWN)
