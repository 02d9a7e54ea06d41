"""What pages read from the project, kept until the history moves on.

The key is (project, head, viewer, role): every change moves the head, so nothing is ever stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from workbench.app.progress import Progress, progress
from workbench.model.case import NO_CONSENT, Attribute, Case, Consent
from workbench.model.codebook import Code
from workbench.model.coding import Quotation
from workbench.model.ids import AttributeId, CodeId, ProjectId, SourceId
from workbench.model.sifting import FoundQuotations, QuotationFilter
from workbench.model.source import UNLABELLED, Passage, Source, SourceDetails, Speaker
from workbench.project.project import Project
from workbench.project.reading import FirstPass


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees at one moment: the key of everything that is kept."""

    project: ProjectId
    head: str
    viewer: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source's words with its passages and speakers."""

    text: str
    passages: list[Passage]
    speakers: list[Speaker]


@dataclass(frozen=True, slots=True)
class Person:
    """A case with what is known of them.

    Attributes:
        sources: Names of the sources in which they speak, in order of import.
        values: By attribute; what is missing has no value.
    """

    case: Case
    sources: tuple[str, ...]
    consent: Consent
    values: Mapping[AttributeId, str]


def sight(project: Project) -> Sight:
    """Return what is seen of a project now."""
    return Sight(project.id, project.head.digest, project.coder_name or "")


@st.cache_data(max_entries=16, show_spinner=False)
def all_sources(seen: Sight, _project: Project) -> list[Source]:  # noqa: ARG001 - the key
    """Return the sources in order of import."""
    return _project.sources.all()


@st.cache_data(max_entries=16, show_spinner=False)
def all_details(seen: Sight, _project: Project) -> dict[SourceId, SourceDetails]:  # noqa: ARG001
    """Return what was written down about sources; who is missing has nothing."""
    return _project.sources.all_details()


@st.cache_data(max_entries=16, show_spinner=False)
def all_codes(seen: Sight, _project: Project) -> list[Code]:  # noqa: ARG001 - the key
    """Return the codes in tree order."""
    return _project.codebook.all()


@st.cache_data(max_entries=16, show_spinner=False)
def all_people(seen: Sight, _project: Project) -> list[Person]:  # noqa: ARG001 - the key
    """Return the people: participants first, each kind by name."""
    cases, values, consents = (
        _project.cases,
        _project.attributes.values(),
        _project.cases.consents(),
    )
    names = {source.id: source.name for source in _project.sources.all()}
    people = [
        Person(
            case,
            tuple(names[source] for source in cases.sources_of(case.id)),
            consents.get(case.id, NO_CONSENT),
            values.get(case.id, {}),
        )
        for case in cases.all()
    ]
    return sorted(people, key=lambda person: person.case.kind != "participant")


@st.cache_data(max_entries=16, show_spinner=False)
def all_attributes(seen: Sight, _project: Project) -> list[Attribute]:  # noqa: ARG001 - the key
    """Return the attributes: strand, site and group first, then as they were defined."""
    return _project.attributes.all()


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


@st.cache_data(max_entries=16, show_spinner=False)
def found_quotations(
    seen: Sight,  # noqa: ARG001 - the key
    _project: Project,
    sought: QuotationFilter,
    first: int,
    most: int,
) -> FoundQuotations:
    """Return a leaf of the quotations that were asked for, and how many there are."""
    return _project.quotations.find(sought, first=first, most=most)


@st.cache_data(max_entries=4, show_spinner=False)
def speakers_of_all(seen: Sight, _project: Project) -> dict[SourceId, list[Speaker]]:  # noqa: ARG001
    """Return the speakers of every source."""
    return {source.id: _project.sources.speakers(source.id) for source in _project.sources.all()}


@st.cache_data(max_entries=256, show_spinner=False)
def progress_of(seen: Sight, _project: Project, source: SourceId) -> Progress:  # noqa: ARG001
    """Return how many turns of a source are coded."""
    facet = _project.sources
    codings = _project.codings.in_source(source)
    return progress(facet.passages(source), codings, facet.speakers(source))


@st.cache_data(max_entries=256, show_spinner=False)
def first_pass_of(seen: Sight, _project: Project, source: SourceId) -> FirstPass:  # noqa: ARG001
    """Return how many of a source's turns by participants the viewer read or coded."""
    return _project.reading.progress([source])[source]


@st.cache_data(max_entries=64, show_spinner=False)
def source_text(seen: Sight, _project: Project, source: SourceId) -> SourceText:  # noqa: ARG001
    """Return a source's words, passages and speakers."""
    facet = _project.sources
    return SourceText(facet.text(source), facet.passages(source), facet.speakers(source))


@st.cache_data(max_entries=256, show_spinner=False)
def speakers(seen: Sight, _project: Project, source: SourceId) -> list[Speaker]:  # noqa: ARG001
    """Return a source's speakers."""
    return _project.sources.speakers(source)


@st.cache_data(max_entries=256, show_spinner=False)
def voices(seen: Sight, _project: Project, source: SourceId) -> list[Speaker]:
    """Return a source's speakers, and who speaks its words without a label, mapped or not."""
    labelled = [one for one in speakers(seen, _project, source) if one.index != UNLABELLED]
    unlabelled = _project.sources.unlabelled(source)
    return labelled if unlabelled is None else [*labelled, unlabelled]
