"""A small study with something of everything that quotations can be sought by."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tests.studies import draft
from workbench.model.case import AttributeForm, Cut
from workbench.model.codebook import CodeCard
from workbench.model.codebook_events import CodeRedefined, RecheckAsked
from workbench.model.coding import Coding, Quotation
from workbench.model.coding_events import CodingJudged, FacetDefined, FacetsSet, QuotationPrinted
from workbench.model.facet import FacetForm, FacetValue
from workbench.model.ids import (
    AttributeId,
    CaseId,
    CodeId,
    CoderId,
    CodingId,
    FacetId,
    FacetValueId,
    MemoId,
    SourceId,
    Words,
)
from workbench.model.memo import MemoLink, MemoText, written_links
from workbench.model.source import (
    LineCount,
    Passage,
    Segment,
    Source,
    SourceDetails,
    SourceDraft,
    Speaker,
    SpeakerChoice,
)
from workbench.project.codings import CodingDraft
from workbench.project.project import Project, create_project

SAID = ("the", "court", "moved", "the", "hearing", "and", "nobody", "drove", "her", "she", "alone")
VALUES = (("level-own", "level-team"), ("for", "against", "unsure"))
DAY = 86_400_000_000_000


@dataclass(frozen=True, eq=False)
class Study:
    """A project, and what a slow reading needs to know of it."""

    project: Project
    codes: Sequence[CodeId]
    coders: Sequence[CoderId]
    sources: dict[SourceId, Source]
    strands: dict[SourceId, str]
    facet_values: Sequence[tuple[FacetValueId, ...]]
    age: AttributeId
    ages: dict[CaseId, int]
    memo: MemoId
    linked: frozenset[CodingId]
    days: Sequence[str]
    quotations: Sequence[Quotation]
    passages: dict[SourceId, list[Passage]]
    texts: dict[SourceId, str]
    speakers: dict[SourceId, list[Speaker]]

    @property
    def codings(self) -> list[Coding]:
        return [quotation.coding for quotation in self.quotations]

    def branch(self, code: CodeId) -> set[CodeId]:
        """A code with its one child, if it has it."""
        return set(self.codes[:2]) if code == self.codes[0] else {code}

    def speaker_of(self, quotation: Quotation) -> Speaker | None:
        coding = quotation.coding
        passages = self.passages[coding.source]
        reached = [p for p in passages if coding.start < p.end]
        voice = reached[0].voice if reached else None
        return next((one for one in self.speakers[coding.source] if one.index == voice), None)

    def day(self, quotation: Quotation) -> str:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=quotation.coding.at)
        return moment.date().isoformat()


@contextmanager
def study(where: object, seed: int = 1) -> Iterator[Study]:
    """Make the study and code it over five days."""
    now = [1_700_000_000_000_000_000]
    rng = random.Random(seed)
    with create_project(str(where), name="Study", coder="Ana", clock=lambda: now[0]) as project:
        people = project, project.as_coder("Ben")
        sources = _sources(project, rng)
        age, ages = _ages(project)
        codes = _codes(project)
        for _ in range(5):
            now[0] += DAY
            for person in people:
                _code(person, sources, codes, rng)
        values = _carry(project, rng)
        memo, linked = _memo(project, sources)
        coders = [coder.id for coder in project.coders()]
        days = [
            datetime.fromtimestamp((now[0] - n * DAY) / 1e9, tz=UTC).date().isoformat()
            for n in range(5)
        ]
        details = project.sources.all_details()
        yield Study(
            project,
            codes,
            coders,
            {source.id: source for source in project.sources.all()},
            {s: str(details[s].strand) if s in details else "" for s in sources},
            values,
            age,
            ages,
            memo,
            linked,
            days,
            project.codings.quotations(),
            {source: project.sources.passages(source) for source in sources},
            {source: project.sources.text(source) for source in sources},
            {source: project.sources.speakers(source) for source in sources},
        )


def _transcript(rng: random.Random, name: str) -> SourceDraft:
    lines = []
    for n in range(12):
        spoken = " ".join(rng.choices(SAID, k=rng.randint(1, 9)))
        lines.append(f"{'P07' if n % 2 else 'INT'}: {spoken}")
    made = draft("\n".join(lines), name)
    aside = made.passages[4]._replace(kind="direction", speaker=None)
    return replace(made, passages=(*made.passages[:4], aside, *made.passages[5:]))


def _notes(rng: random.Random) -> SourceDraft:
    lines = [" ".join(rng.choices(SAID, k=9)) for _ in range(4)]
    text, start, passages = "\n".join(lines), 0, []
    for line in lines:
        passages.append(Passage("unassigned", start, start + len(line)))
        start += len(line) + 1
    made = draft(name="notes.txt")
    return replace(
        made,
        text=text,
        passages=tuple(passages),
        speakers=(),
        characters_read=len(text),
        lines=LineCount(0, 0, 0, 0, 4),
    )


def _sources(project: Project, rng: random.Random) -> list[SourceId]:
    made = []
    for n in range(3):
        mapped = {"P07": SpeakerChoice("participant", f"Person {n}")} if n else {}
        mapped["INT"] = SpeakerChoice("interviewer", "Ana")
        made.append(project.sources.add(_transcript(rng, f"{n}.txt"), speakers=mapped))
    made.append(project.sources.add(_notes(rng)))
    project.sources.describe(made[0], SourceDetails(strand=Words("interviews")))
    project.sources.change_kind(made[1], "focus-group")
    return made


def _ages(project: Project) -> tuple[AttributeId, dict[CaseId, int]]:
    cuts = (Cut(Words("young"), "0"), Cut(Words("old"), "50"))
    age = project.attributes.define(
        AttributeForm(Words("age"), "score", (), Words("years"), Words("1"), "more", cuts)
    )
    participants = [case.id for case in project.cases.all() if case.kind == "participant"]
    ages = dict(zip(participants, (52, 31), strict=True))
    for case, years in ages.items():
        project.attributes.set(case, age, str(years))
    return age, ages


def _codes(project: Project) -> list[CodeId]:
    care = project.codebook.create("care")
    limits = project.codebook.create("limits", parent=care)
    return [care, limits, project.codebook.create("court"), project.codebook.create("rides")]


def _code(
    person: Project, sources: Sequence[SourceId], codes: Sequence[CodeId], rng: random.Random
) -> None:
    for source in sources:
        length = len(person.sources.text(source))
        taken = {(c.start, c.end, c.code) for c in person.codings.in_source(source)}
        drafts = []
        for _ in range(3):
            start = rng.randrange(length - 2)
            place = (start, rng.randint(start + 1, min(length, start + 60)), rng.choice(codes))
            if place not in taken:
                taken.add(place)
                drafts.append(CodingDraft(Segment(*place[:2]), place[2]))
        person.codings.apply_all(source, drafts)


def _carry(project: Project, rng: random.Random) -> list[tuple[FacetValueId, ...]]:
    """Give some codings facets, judgements and printed forms, and let one code wait."""
    values = [tuple(map(FacetValueId, names)) for names in VALUES]
    facets = [FacetId("facet-level"), FacetId("facet-stance")]
    codings = [q.coding for q in project.codings.quotations()]
    waiting = codings[0].code
    with project._opened.unit() as unit:
        for n, (facet, of) in enumerate(zip(facets, values, strict=True)):
            choices = tuple(FacetValue(value, Words(value)) for value in of)
            unit.record(FacetDefined(facet, FacetForm(Words(facet), choices, several=True), n))
        unit.record(CodeRedefined(waiting, CodeCard(), CodeCard(definition=Words("later"))))
        unit.record(RecheckAsked(waiting, 0, 2))
        for one in codings:
            for facet, of in zip(facets, values, strict=True):
                carried = tuple(value for value in of if rng.random() < 0.3)
                if carried:
                    unit.record(FacetsSet(one.id, one.source, facet, (), carried))
            said = rng.choice(["", "", "belongs", "doubtful"])
            card = 2 if said == "belongs" else 1
            if said:
                unit.record(CodingJudged(one.id, one.source, "", said, 1, card))
            if rng.random() < 0.2:
                unit.record(QuotationPrinted(one.id, one.source, Words(""), Words("[…] x")))
    return values


def _memo(project: Project, sources: Sequence[SourceId]) -> tuple[MemoId, frozenset[CodingId]]:
    codings = [q.coding for q in project.codings.quotations()]
    stretch = (sources[1], 20, 60)
    links = (
        MemoLink("coding", codings[3].id),
        MemoLink("coding", codings[-1].id),
        MemoLink("segment", *stretch),
    )
    memo = project.memos.write(MemoText(Words("Rides"), Words("Who drives?"), written_links(links)))
    within = {c.id for c in codings if c.source == stretch[0] and c.start < 60 and c.end > 20}
    return memo, frozenset({codings[3].id, codings[-1].id} | within)
