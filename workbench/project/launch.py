"""How the app is started: a Streamlit server in a process of its own, for this machine alone.

The command line and the app do not know each other, so the way from one to the other stands here,
where both can reach it. The settings themselves, look included, are one file that Streamlit reads
because it lies beside the app's first page: ``workbench/app/.streamlit/config.toml``. This module
only sees to it that nothing else has a say. Opening a browser is left to the command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence


def streamlit_command(port: int, arguments: Sequence[str] = ()) -> list[str]:
    """Return the command that serves the app.

    Args:
        port: Where it listens, on 127.0.0.1.
        arguments: What ``app/main.py`` finds in ``sys.argv`` after its own name.
    """
    server = [sys.executable, "-m", "workbench.app.serve"]
    return [*server, f"--server.port={port}", "--", *arguments]


def streamlit_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for that command.

    No variable in it overrides the settings, and no module is looked for in the working directory:
    a file that lies there, beside transcripts say, is never run as code.

    Args:
        environment: Where to start from; this process's own when not given.
    """
    start = os.environ if environment is None else environment
    kept = {name: value for name, value in start.items() if not name.startswith("STREAMLIT_")}
    return kept | {"PYTHONSAFEPATH": "1"}


def page_url(port: int) -> str:
    """Return the address a browser opens."""
    return f"http://127.0.0.1:{port}"


def health_url(port: int) -> str:
    """Return the address that answers ``ok`` as soon as the server serves pages."""
    return f"{page_url(port)}/_stcore/health"
