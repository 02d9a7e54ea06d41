"""Starts Streamlit on the app's first page; run as ``python -m workbench.app.serve``.

Streamlit takes a folder ``pages`` beside the first page for scripts of its older kind and would run
one of ours bare when the very first visit is a deep link. It is told beforehand that it is not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main as streamlit

FIRST_PAGE = Path(__file__).with_name("main.py")
#: So long works a thread before another one goes on that waits (seconds). A coding lets go of the
#: interpreter at each step in the database: beside a long export it would wait as often.
_TURN = 0.0005


def serve(arguments: list[str]) -> None:
    """Serve the app until it is ended.

    Args:
        arguments: What follows ``streamlit run main.py`` on a command line.
    """
    PagesManager.uses_pages_directory = False
    give_way()
    streamlit(["run", str(FIRST_PAGE), *arguments], prog_name="streamlit")


def give_way() -> None:
    """Let threads take short turns, so that nobody's coding waits for somebody's export."""
    sys.setswitchinterval(_TURN)


if __name__ == "__main__":
    serve(sys.argv[1:])
