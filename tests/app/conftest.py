"""Pages under Streamlit's AppTest: the real app on a real project, one page at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from workbench.project.project import Project
from workbench.project.settings import remember_coder

#: How long a page may take: a busy machine is no failure.
SECONDS = 300
Room = Callable[..., AppTest]
#: Streamlit takes each page for another app, and would look through all installed packages again.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def draw(arguments: list[str]) -> None:
    from workbench.app.main import main

    main(arguments)


def said(page: AppTest) -> str:
    """Everything a page says, one thing a line."""
    kinds = (page.title, page.subheader, page.markdown, page.text, page.caption)
    boxes = (page.warning, page.error, page.success)
    return "\n".join(str(element.value) for kind in (*kinds, *boxes) for element in kind)


@pytest.fixture(autouse=True)
def nothing_of_the_app_stays() -> Iterator[None]:
    program = sys.modules["__main__"]  # a page takes its place, and processes begin by running it
    yield
    sys.modules["__main__"] = program
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def room() -> Room:
    """Draws a page of a study, as Ana, at an address."""

    def enter(name: str, study: Project | None = None, **address: str) -> AppTest:
        remember_coder("Ana")
        arguments = [study.where] if study else []
        page = AppTest.from_function(draw, args=(arguments,), default_timeout=SECONDS)
        page._page_hash = calc_hash("" if name == "home" else name)
        for key, value in address.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception
        return page

    return enter
