from __future__ import annotations

import pytest

from workbench.errors import NotFoundError
from workbench.project.shipped import shipped


def test_the_starter_codebooks_are_found():
    assert len(list(shipped("codebooks").glob("*.csv"))) == 4


def test_what_is_not_shipped_is_told_with_the_way_out():
    with pytest.raises(NotFoundError, match="lacks codebooks/none"):
        shipped("codebooks", "none.csv")
