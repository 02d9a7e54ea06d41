"""Where the projects of a test lie that asks a server nothing which is not asked of it elsewhere.

A module that imports `place` runs on a file alone; all others run on a server too.
"""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file."""
    return tmp_path / "study.qwb"
