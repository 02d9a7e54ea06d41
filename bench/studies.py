"""Studies to measure on: synthetic interviews of a given length, and projects full of codings."""

from __future__ import annotations

import random
import uuid
from pathlib import Path

from workbench.exchange.reading import FileBytes
from workbench.model.case import AttributeForm
from workbench.model.codebook import CodeCard
from workbench.model.codebook_events import CodeRedefined, RecheckAsked
from workbench.model.coding import Coding
from workbench.model.coding_events import CodingJudged, FacetDefined, FacetsSet
from workbench.model.events import CodingApplied
from workbench.model.facet import FacetForm, FacetValue
from workbench.model.ids import (
    CodeId,
    CodingId,
    FacetId,
    FacetValueId,
    MemoId,
    SourceId,
    ThemeId,
    Words,
)
from workbench.model.memo import MemoLink, MemoText, written_links
from workbench.model.memo_events import MemoWritten
from workbench.model.source import SourceDetails, SourceDraft, SpeakerChoice
from workbench.model.theme import BEARINGS, Bearing, ThemeText
from workbench.project.project import Project, create_project

SPEECH = (
    "I think we try to walk in without the word in our head and ask who she is what she likes "
    "because the court moved the hearing again and there was no bus so somebody had to drive her "
    "and nobody said anything about it in supervision for two weeks which was long"
)
WORDS = SPEECH.split()


def interview(words: int, seed: int) -> bytes:
    """Return a transcript with two speakers whose turns have 5 to 110 words."""
    rng = random.Random(seed)
    lines, count = [], 0
    while count < words:
        asks = len(lines) % 2 == 0
        size = rng.randint(5, 25) if asks else rng.randint(25, 110)
        spoken = " ".join(rng.choices(WORDS, k=size)).capitalize()
        lines.append(f"{'INT' if asks else 'P07'}: {spoken}.")
        count += size + 1
    return "\n".join(lines).encode()


def new_project(folder: Path) -> Project:
    """Return an empty project in a folder."""
    return create_project(folder / f"{uuid.uuid4()}.qwb", name="Bench", coder="Ana")


def import_one(project: Project, words: int, seed: int = 1) -> SourceId:
    """Import one synthetic interview."""
    (read,) = project.sources.read([FileBytes(f"interview {seed}.txt", interview(words, seed))])
    assert isinstance(read, SourceDraft)
    return project.sources.add(read)


def fill(project: Project, source: SourceId, codes: list[CodeId], count: int) -> None:
    """Add codings in large acts, as nobody would by hand but an import of a study does."""
    length = len(project.sources.text(source))
    made = project.codings.count()
    rng = random.Random(made)
    taken = {(c.start, c.end, c.code) for c in project.codings.in_source(source)}
    while made < count:
        with project._opened.unit() as unit:
            for _ in range(min(2_000, count - made)):
                start = rng.randrange(length - 400)
                place = (start, start + rng.randint(20, 380), rng.choice(codes))
                if place in taken:
                    continue
                taken.add(place)
                made += 1
                coding = CodingId(str(uuid.uuid4()))
                actor = unit.command.actor.id
                unit.record(CodingApplied(Coding(coding, source, *place, actor, unit.at)))


def large_study(where: Path, codings: int = 100_000, codes: int = 300, memos: int = 2_000) -> None:
    """Make a study of 60 interviews of 8,000 words by two coders, with something of everything."""
    with create_project(where, name="Large", coder="Ana") as project:
        sources = [_mapped(project, n) for n in range(60)]
        made = _tree(project, codes)
        people = [project, project.as_coder("Ben")]
        for n, source in enumerate(sources):
            fill(people[n % 2], source, made, codings * (n + 1) // len(sources))
        _describe(project, sources)
        _carry(project)
        _write(project, memos)


def with_themes(project: Project, count: int = 60) -> list[ThemeId]:
    """Make themes of five codes each: every third below another, all with a claim and voices."""
    codes, rng = [code.id for code in project.codebook.all()], random.Random(1)
    made: list[ThemeId] = []
    for n in range(count):
        text = ThemeText(Words(f"Theme {n}"), claim=Words(" ".join(rng.choices(WORDS, k=25))))
        own = codes[5 * n : 5 * n + 5]
        made.append(
            project.themes.make(text, parent=made[n - 2] if n % 3 == 2 else None, codes=own)
        )
        for found in rng.sample(project.codings.quotations(code=own[0], children=False), 20):
            bearing: Bearing = rng.choice(BEARINGS)
            project.themes.place(made[n], found.coding.id, bearing)
    return made


def _mapped(project: Project, n: int) -> SourceId:
    text = interview(8_000, n) + (b"\nP07: Her guardian came." if n == 7 else b"")
    (read,) = project.sources.read([FileBytes(f"interview {n}.txt", text)])
    assert isinstance(read, SourceDraft)
    who = {
        "INT": SpeakerChoice("interviewer", "Ana"),
        "P07": SpeakerChoice("participant", f"Person {n}"),
    }
    return project.sources.add(read, speakers=who)


def _tree(project: Project, count: int) -> list[CodeId]:
    """Make codes in branches of one and nine below it."""
    made: list[CodeId] = []
    for n in range(count):
        above = made[n - n % 10] if n % 10 else None
        made.append(project.codebook.create(f"code {n}", parent=above))
    return made


def _describe(project: Project, sources: list[SourceId]) -> None:
    site = project.attributes.define(AttributeForm(Words("site"), "text"))
    age = project.attributes.define(AttributeForm(Words("age"), "number"))
    people = [case for case in project.cases.all() if case.kind == "participant"]
    for n, case in enumerate(people):
        project.attributes.set(case.id, site, "north" if n % 2 else "south")
        project.attributes.set(case.id, age, str(25 + n % 40))
    for n, source in enumerate(sources):
        strand = "interviews" if n % 3 else "second round"
        project.sources.describe(source, SourceDetails(strand=Words(strand)))


def _carry(project: Project) -> None:
    """Give a third of the codings a facet's value and a tenth a judgement; one code waits."""
    rng = random.Random(1)
    facet, values = FacetId("level"), [FacetValueId("level-own"), FacetValueId("level-team")]
    form = FacetForm(Words("level"), tuple(FacetValue(v, Words(v)) for v in values))
    some = [c for source in project.sources.all() for c in project.codings.in_source(source.id)]
    with project._opened.unit() as unit:
        unit.record(FacetDefined(facet, form, 0))
        sharper = CodeCard(definition=Words("as it turned out"))
        unit.record(CodeRedefined(some[0].code, CodeCard(), sharper))
        unit.record(RecheckAsked(some[0].code, 0, 2))
        for coding in rng.sample(some, len(some) // 3):
            unit.record(FacetsSet(coding.id, coding.source, facet, (), (rng.choice(values),)))
        for coding in rng.sample(some, len(some) // 10):
            unit.record(CodingJudged(coding.id, coding.source, "", "doubtful", 1, 1))


def _write(project: Project, count: int) -> None:
    """Write memos of 60 words about one coding and one passage each."""
    rng = random.Random(1)
    some = [c for source in project.sources.all() for c in project.codings.in_source(source.id)]
    author = project.coder
    assert author is not None
    with project._opened.unit() as unit:
        for n in range(count):
            coding, other = rng.choice(some), rng.choice(some)
            links = (
                MemoLink("coding", coding.id),
                MemoLink("segment", other.source, other.start, other.end),
            )
            body = Words(" ".join(rng.choices(WORDS, k=60)))
            text = MemoText(Words(f"Memo {n}"), body, written_links(links))
            memo = MemoId(str(uuid.uuid4()))
            unit.record(MemoWritten(memo, author.id, "team", text))
