"""What the reader costs, in Chromium: opening a long coded transcript, and one coding by key.

Run ``python -m bench.reader``. Wall times of a real browser on this machine: run it beside nothing
else. Opening is measured warm, from navigation to the reader's own mark ``workbench:readable``; a
coding from the key's own timestamp to ``workbench:painted`` and ``workbench:saved``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.studies import fill, import_one
from tests.conftest import CHROMIUM_FLAGS
from tests.provision import chromium
from workbench.project.launch import health_url, page_url, streamlit_command, streamlit_environment
from workbench.project.project import create_project
from workbench.project.settings import HOME_VARIABLE, remember_coder, remember_project

PORT = 8765
SIZES = ((30_000, 2_000), (100_000, 10_000))
OPENINGS = 6
CODINGS = 60
KEYS = """
window.benchKeys = [];
window.addEventListener('keydown', (e) => window.benchKeys.push([e.key, e.timeStamp]), true);
"""
MARKS = """(name) => performance.getEntriesByName(name)
    .map((m) => [m.detail && m.detail.op, m.startTime])"""


def main() -> None:
    """Measure each size in a home, a project and a server of its own."""
    for words, codings in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            os.environ[HOME_VARIABLE] = folder
            address = study(Path(folder), words, codings)
            server = start(Path(folder))
            try:
                measure(address, words, codings)
            finally:
                server.terminate()
                server.wait()


def study(folder: Path, words: int, codings: int) -> str:
    """Make a study to open; return the page's address."""
    where = folder / "study.qwb"
    with create_project(where, name="Bench", coder="Ana") as project:
        source = import_one(project, words)
        codes = [project.codebook.create(f"code {n}") for n in range(40)]
        fill(project, source, codes, codings)
        remember_coder("Ana")
        remember_project(where)
        return f"{page_url(PORT)}/read?project={project.id}&source={source}"


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start the app's server and wait until it answers."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            streamlit_command(PORT), env=streamlit_environment(), stdout=log, stderr=log
        )
    while True:
        try:
            with urllib.request.urlopen(health_url(PORT)):
                return server
        except OSError:
            time.sleep(0.1)


def measure(address: str, words: int, codings: int) -> None:
    """Open the study several times, then code by key, and print what it took."""
    with sync_playwright() as playwright:
        flags = list(CHROMIUM_FLAGS)
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(KEYS)
        opened = sorted(_open(page, address) for _ in range(OPENINGS))[:-1]
        print(
            f"open {words:,} words with {codings:,} codings, warm: "
            f"best {opened[0]:.0f} ms, median {statistics.median(opened):.0f} ms"
        )
        painted, saved = _code(page)
        print(f"  key to painted: {_spread(painted)}; key to saved: {_spread(saved)}")
        browser.close()


def _open(page: Page, address: str) -> float:
    page.goto(address)
    page.wait_for_function("performance.getEntriesByName('workbench:readable').length", timeout=0)
    return float(page.evaluate(MARKS, "workbench:readable")[0][1])


def _code(page: Page) -> tuple[list[float], list[float]]:
    """Code one sentence after the other by quick key; return milliseconds to paint and to save."""
    page.get_by_role("document", name="Transcript").focus()
    pressed: list[float] = []
    for n in range(CODINGS):
        page.keyboard.press("j")
        page.keyboard.press("s")
        key = str(n % 9 + 1)
        page.keyboard.press(key)
        page.wait_for_function(
            "(n) => performance.getEntriesByName('workbench:saved').length >= n",
            arg=n + 1,
            timeout=30_000,
        )
        keys = page.evaluate("window.benchKeys")
        pressed.append(next(at for name, at in reversed(keys) if name == key))
    painted = [at for _, at in page.evaluate(MARKS, "workbench:painted")][:CODINGS]
    saved = [at for _, at in page.evaluate(MARKS, "workbench:saved")][:CODINGS]
    return (
        [at - key for at, key in zip(painted, pressed, strict=True)],
        [at - key for at, key in zip(saved, pressed, strict=True)],
    )


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return (
        f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
