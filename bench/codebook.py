"""What the codebook page costs in a study of 100,000 codings, 300 codes and 2,000 memos.

Run ``python -m bench.codebook [FOLDER]``. CPU seconds of the server for drawing the page anew after
a change (nothing kept from before), and of what else the codebook is asked for. The study is made
in a minute or more, and kept in FOLDER where one is named.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from bench.studies import large_study
from workbench.project.project import Project, open_project
from workbench.project.settings import HOME_VARIABLE, remember_coder

#: What drawing the page may take.
REACH = 0.5


def draw(arguments: list[str]) -> None:
    """Draw the app, as Streamlit would."""
    from workbench.app.main import main as app

    app(arguments)


def page(where: Path, code: str | None) -> AppTest:
    """Return the codebook page of a study, not yet drawn."""
    made = AppTest.from_function(draw, args=([str(where)],), default_timeout=600)
    made._page_hash = calc_hash("codebook")
    if code:
        made.query_params["code"] = code
    return made


def measure_page(where: Path, code: str | None) -> list[float]:
    """Return the CPU of drawing the page: first of all, then twice with nothing kept."""
    drawn = page(where, code)
    took = [_seconds(drawn.run)]
    for _ in range(2):
        st.cache_data.clear()
        took.append(_seconds(drawn.run))
    assert not drawn.exception
    assert len(drawn.radio[0].options) == 300
    return took


def measure_book(project: Project) -> None:
    """Measure what the page asks for when somebody opens it."""
    book, head = project.codebook, project.head.seq
    codes = book.all()
    first = min(codes, key=lambda code: code.position)
    for name, asked in {
        "all codes with their counts": book.all,
        "versions of one card": lambda: book.cards(first.id),
        "the codebook as it is, replayed": lambda: book.at(head),
        "the difference to its beginning": lambda: book.difference(head // 2, head),
    }.items():
        print(f"{name:36} {_seconds(asked):6.3f}", flush=True)


def _seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def main(folder: Path) -> None:
    """Measure and print; what misses its figure is marked."""
    where = folder / "large.qwb"
    if not where.exists():
        large_study(where)
    os.environ[HOME_VARIABLE] = str(folder / "home")
    remember_coder("Ana")
    with open_project(where, coder="Ana") as project:
        measure_book(project)
        code = project.codebook.all()[0].id
    for name, chosen in (("page, no code chosen", None), ("page, a code's card", code)):
        took = measure_page(where, chosen)
        mark = "" if max(took[1:]) <= REACH else "  MISSED"
        print(f"{name:36} " + " ".join(f"{seconds:6.3f}" for seconds in took) + mark)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
