"""What pages read from the project, kept until the history moves on.

The key is (project, head, viewer, role): every change moves the head, so nothing is ever stale.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from workbench.model.codebook import Code
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId, ProjectId, SourceId
from workbench.model.source import Passage, Source, Speaker
from workbench.project.project import Project


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees at one moment: the key of everything that is kept."""

    project: ProjectId
    head: str
    viewer: str
    role: str = "coder"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source's words with its passages and speakers."""

    text: str
    passages: list[Passage]
    speakers: list[Speaker]


def sight(project: Project) -> Sight:
    """Return what is seen of a project now."""
    return Sight(project.id, project.head.digest, project.coder_name or "")


@st.cache_data(max_entries=16, show_spinner=False)
def all_sources(seen: Sight, _project: Project) -> list[Source]:  # noqa: ARG001 - the key
    """Return the sources in order of import."""
    return _project.sources.all()


@st.cache_data(max_entries=16, show_spinner=False)
def all_codes(seen: Sight, _project: Project) -> list[Code]:  # noqa: ARG001 - the key
    """Return the codes in tree order."""
    return _project.codebook.all()


@st.cache_data(max_entries=16, show_spinner=False)
def quotations(
    seen: Sight,  # noqa: ARG001 - the key
    _project: Project,
    code: CodeId | None,
    source: SourceId | None,
    below: bool,  # noqa: FBT001 - a choice on the page
) -> list[Quotation]:
    """Return quotations by source and place."""
    return _project.codings.quotations(code=code, children=below, source=source)


@st.cache_data(max_entries=64, show_spinner=False)
def source_text(seen: Sight, _project: Project, source: SourceId) -> SourceText:  # noqa: ARG001
    """Return a source's words, passages and speakers."""
    facet = _project.sources
    return SourceText(facet.text(source), facet.passages(source), facet.speakers(source))


@st.cache_data(max_entries=256, show_spinner=False)
def speakers(seen: Sight, _project: Project, source: SourceId) -> list[Speaker]:  # noqa: ARG001
    """Return a source's speakers."""
    return _project.sources.speakers(source)
