"""What themes, matrices and hand-overs cost at 100,000 codings, and what a coder feels meanwhile.

Run ``python -m bench.tables [FOLDER]``. CPU seconds of each; of hand-overs also the wall time of
another coder's coding while the file is written in the same process. The study has 60 interviews,
300 codes and 60 themes; it is made in a minute or more, and kept in FOLDER where one is named.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from bench.beside import codings, tell
from bench.codebook import draw
from bench.project import loop
from bench.studies import large_study, with_themes
from workbench.app.serve import give_way
from workbench.model.ids import ThemeId
from workbench.model.theme import MapThing
from workbench.project.exports import Wanted, export_as
from workbench.project.project import Project, open_project
from workbench.project.settings import HOME_VARIABLE, remember_coder
from workbench.project.summary_choices import SummaryChoice

#: How many quotations the report holds at least.
QUOTED = 10_000
_Act = Callable[[], object]


def questions(project: Project, theme: ThemeId) -> Iterator[tuple[str, float, _Act]]:
    """Yield what pages ask for: in words, how long it may take, and what asks."""
    matrix, person = project.matrix, project.matrix.themes_by_person().rows[0].id
    yield "people by themes", 0.5, matrix.themes_by_person
    yield "codes by people", 0.5, matrix.codes_by_person
    yield (
        "what is behind a cell",
        0.5,
        lambda: matrix.said(person, MapThing("theme", theme), most=5),  # type: ignore[arg-type]  # a case
    )
    yield "codes that share words", 0.5, lambda: matrix.together("overlapping")
    yield "codes in the same turn", 0.5, lambda: matrix.together("turns")
    yield "how much each theme holds", 0.5, project.themes.counts
    yield "how widely a theme is said", 0.5, lambda: project.themes.prevalence(theme)
    yield "all quotations of a theme", 0.5, lambda: project.themes.quotations(theme)


def pages(where: Path, theme: ThemeId) -> Iterator[tuple[str, AppTest]]:
    """Yield pages, not yet drawn."""
    for name, address in (
        ("theme", {"theme": theme}),
        ("matrices", {}),
        ("matrices", {"table": "cooccurrence"}),
    ):
        made = AppTest.from_function(draw, args=([str(where)],), default_timeout=600)
        made._page_hash = calc_hash(name)
        for key, value in address.items():
            made.query_params[key] = value
        yield f"page of {' '.join((name, *address.values()))[:20]}, nothing kept", made


def exports(folder: Path, themes: list[ThemeId]) -> Iterator[tuple[str, float, str, str, Wanted]]:
    """Yield files: in words, how long one may take, the format, the file, and what is wanted."""
    plain = Wanted(replace=True)
    report = Wanted(replace=True, summary=SummaryChoice("report", tuple(themes), length="full"))
    for name, limit, file_format, ending, wanted in (
        ("csv of all codings", 5.0, "csv", "csv", plain),
        ("xlsx of all coded segments", 15.0, "segments", "xlsx", plain),
        ("framework matrix with quotations", 15.0, "matrix", "xlsx", plain),
        ("codes together", 15.0, "cooccurrence", "xlsx", plain),
        ("report as docx", 30.0, "report", "docx", report),
        ("report as html", 30.0, "report", "html", report),
        ("report as xlsx", 30.0, "report", "xlsx", report),
    ):
        yield name, limit, file_format, str(folder / f"{file_format}.{ending}"), wanted


def measure(name: str, limit: float, act: _Act) -> None:
    """Print the CPU of the first time and of another one."""
    took = [_seconds(act) for _ in range(2)]
    mark = "" if min(took) <= limit else "  MISSED"
    print(f"{name:36} " + " ".join(f"{seconds:6.3f}" for seconds in took) + mark, flush=True)


def measure_beside(project: Project, coder: Project, act: _Act) -> None:
    """Print what another coder's coding takes while a file is written."""
    source = project.sources.all()[0].id
    codes = [code.id for code in project.codebook.all()[:40]]
    writing = Thread(target=act)
    writing.start()
    times = codings(coder, source, codes, lambda done: not done or writing.is_alive())
    writing.join()
    tell("  a coding meanwhile", times)


def _seconds(act: _Act) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _quoting(project: Project, themes: list[ThemeId]) -> list[ThemeId]:
    """Return so many themes that enough quotations stand in them."""
    chosen: list[ThemeId] = []
    counts, held = project.themes.counts(), 0
    for theme in themes:
        if held < QUOTED:
            chosen.append(theme)
            held += counts[theme].codings
    return chosen


def main(folder: Path) -> None:
    """Measure and print; what misses its figure is marked."""
    where = folder / "large.qwb"
    if not where.exists():
        large_study(where)
    os.environ[HOME_VARIABLE] = str(folder / "home")
    remember_coder("Ana")
    give_way()
    print(f"an empty loop takes {loop():.0f} ns an iteration")
    with open_project(where, coder="Ana") as project, open_project(where, coder="Ben") as coder:
        themes = [theme.id for theme in project.themes.all()] or with_themes(project)
        for name, limit, act in questions(project, themes[0]):
            measure(name, limit, act)
        for name, page in pages(where, themes[0]):
            measure(name, 0.5, lambda page=page: (st.cache_data.clear(), page.run()))  # type: ignore[misc]
            assert not page.exception
        source = project.sources.all()[0].id
        codes = [code.id for code in project.codebook.all()[:40]]
        tell("a coding alone", codings(coder, source, codes, lambda done: done < 50))
        for name, limit, file_format, out, wanted in exports(folder, _quoting(project, themes)):
            act = lambda f=file_format, o=out, w=wanted: export_as(project, f, Path(o), w)  # noqa: E731
            measure(name, limit, act)
            measure_beside(project, coder, act)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
