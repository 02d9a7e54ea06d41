"""Choices among fixed words: a person's own words never reach an entry's header through them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.studies import coded, draft
from workbench.errors import InvalidActionError
from workbench.model.source import SpeakerChoice
from workbench.project.project import Project

WORDS: Any = "Amina said so"


def test_a_kind_of_source_that_is_none_is_refused(project: Project) -> None:
    with pytest.raises(InvalidActionError, match="no kind of source"):
        project.sources.add(draft(), kind=WORDS)
    assert project.sources.all() == []


def test_a_role_that_is_none_is_refused(project: Project) -> None:
    study = coded(project)
    head = project.head
    with pytest.raises(InvalidActionError, match="no role"):
        project.sources.map_speaker(study.source, 0, SpeakerChoice(WORDS))
    with pytest.raises(InvalidActionError, match="no role"):
        project.sources.add(draft(name="b.txt"), speakers={"P07": SpeakerChoice(WORDS)})
    assert project.head == head
