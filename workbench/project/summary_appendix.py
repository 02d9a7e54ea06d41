"""What stands behind the themes of a report: people, map, codebook, memos, method, history."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from workbench.exchange.diaries import Diary
from workbench.exchange.pages import Grid, Picture
from workbench.exchange.summaries import Appendix
from workbench.model.case import Attribute
from workbench.model.ids import SourceId
from workbench.model.memo import LinkedThing
from workbench.model.theme import RelationKind
from workbench.model.typed import cut_label
from workbench.project.diaries import diary_of, masked_memo
from workbench.project.leaving import HELD, Leaving
from workbench.project.map_drawings import Box, Drawing, drawing_now, png, svg
from workbench.project.project import Head, Project
from workbench.project.small_cells import LEAST, NOT_SHOWN, coarsened
from workbench.project.study import day_of
from workbench.project.summary_choices import Attribution, SummaryChoice
from workbench.project.summary_voices import Voices
from workbench.project.wording import counted
from workbench.store.store import app_version

_CODEBOOK = ("code", "definition", "use when", "do not use when", "codings")
_KINDS = {"literature": "literature extract", "survey": "survey answer", "policy": "policy text"}
_STANCES = {
    "open": "It had not settled on a family of thematic analysis.",
    "reflexive": "It is a reflexive thematic analysis: themes are what the researchers made of the "
    "words, and numbers of mentions do not carry them.",
    "codebook": "It is a thematic analysis with a codebook.",
    "reliability": "It is a thematic analysis with a codebook that several people are meant to "
    "apply on their own.",
}
#: What stands between two ends of a line, where its name alone makes no sentence.
_RELATED: dict[RelationKind, str] = {
    "part of": "is part of",
    "in tension with": "is in tension with",
    "contrasts": "contrasts with",
}


def appendix_of(
    project: Project, choice: SummaryChoice, leaving: Leaving, voices: Voices, head: Head
) -> Appendix:
    """Return what stands behind the themes of a report.

    Args:
        project: Whose.
        choice: What is chosen of the report.
        leaving: Which words may leave.
        voices: How people are named.
        head: The newest entry when the report was begun.
    """
    return Appendix(
        _codebook(project, leaving),
        _people(project, choice, leaving),
        _map(project, leaving),
        _memos(project, choice, leaving, voices),
        tuple(_method(project, leaving, voices.printed)),
        (head.seq, head.digest),
    )


def _codebook(project: Project, leaving: Leaving) -> Grid:
    rows = [
        (
            leaving.code_path(code.path, code.id),
            *map(
                leaving.masked, (code.card.definition, code.card.include_if, code.card.exclude_if)
            ),
            f"{code.coding_count:,}",
        )
        for code in project.codebook.all()
    ]
    filled = [n for n in range(len(_CODEBOOK)) if any(row[n].strip() for row in rows)]
    told = tuple(tuple(row[n] for n in filled) for row in rows)
    return Grid(tuple(_CODEBOOK[n] for n in filled), told)


def _people(project: Project, choice: SummaryChoice, leaving: Leaving) -> Grid:
    """Return the participants with what is known of them, as far as enough of them share it."""
    cases = [
        case
        for case in project.cases.all()
        if case.kind == "participant"
        and project.cases.sources_of(case.id)
        and not leaving.has_withdrawn(case.id)
    ]
    attributes, values = project.attributes.all(), project.attributes.values()
    known = [[_shown(values.get(c.id, {}).get(a.id, ""), a) for a in attributes] for c in cases]
    rows = coarsened(known)
    kept = [n for n in range(len(attributes)) if any(row[n] != NOT_SHOWN for row in rows)]
    head = tuple(leaving.masked(attributes[n].form.name) for n in kept)
    told = [tuple(leaving.masked(row[n]) for n in kept) for row in rows]
    if choice.names_by == "id":
        named = [(case.name, *row) for case, row in zip(cases, told, strict=True)]
        return Grid(("participant", *head), tuple(named))
    counts = Counter(told)
    return Grid((*head, "people"), tuple((*row, str(counts[row])) for row in sorted(counts)))


def _shown(value: str, attribute: Attribute) -> str:
    """Return a value as a table shows it: of a score, what the cut points call it."""
    if attribute.form.kind == "score" and attribute.form.cuts:
        return cut_label(value, attribute.form) or ""
    return value


def _map(project: Project, leaving: Leaving) -> Picture | None:
    """Return the map; None where nothing is on it, or a name on it may not leave."""
    drawing = drawing_now(project)
    names = [" ".join(box.lines) for box in drawing.boxes]
    free = (leaving.is_named_freely(box.thing.id) for box in drawing.boxes)
    if not (names and all(free) and all(leaving.masked(name) == name for name in names)):
        return None
    drawing = drawing_now(project, leaving=leaving)  # under a title that may leave
    themes = sum(box.thing.kind == "theme" for box in drawing.boxes)
    called = {box.thing: f"“{name}”" for box, name in zip(drawing.boxes, names, strict=True)}
    lines = (
        f"{called[line.ends[0]]} {_RELATED.get(line.kind, line.kind)} {called[line.ends[1]]}."
        for line in drawing.lines
        if line.kind is not None
    )
    told = (
        f"Map of {counted(themes, 'theme')} and {counted(len(names) - themes, 'code')}: "
        f"{'; '.join(_themes_first(drawing))}."
    )
    return Picture(svg(drawing), png(drawing), " ".join((told, *sorted(lines))))


def _themes_first(drawing: Drawing) -> Iterator[str]:
    """Yield what stands on a map, from its top down."""

    def place(box: Box) -> tuple[bool, float, float]:
        return box.thing.kind != "theme", box.middle.y, box.middle.x

    yield from (" ".join(box.lines) for box in sorted(drawing.boxes, key=place))


# --- the memo trail ------------------------------------------------------------------------------


def _memos(project: Project, choice: SummaryChoice, leaving: Leaving, voices: Voices) -> Diary:
    """Return the memos that the recipient may read; private ones never leave."""
    readers = ("auditor", "team") if choice.goes_to == "team" else ("auditor",)
    shown = choice.goes_to not in ("partner", "participant")
    memos = [m for m in project.memos.all() if shown and m.visibility in readers]
    things = project.memos.words_of_all([link for memo in memos for link in memo.links])
    safe = _Linked(leaving, voices, choice.names_by)
    masked = [masked_memo(memo, leaving) for memo in memos]
    return diary_of(
        project,
        leaving,
        masked,
        day_of(time.time_ns() // 1_000),
        {link: safe.thing(thing) for link, thing in things.items()},
    )


class _Linked:
    """What memos link to, as it may leave."""

    def __init__(self, leaving: Leaving, voices: Voices, by: Attribution) -> None:
        self._leaving, self._voices, self._by = leaving, voices, by

    def thing(self, thing: LinkedThing) -> LinkedThing:
        """Return a linked thing with its words and names as they may leave."""
        by_role = self._by == "role"
        name = self._leaving.masked(thing.name)
        if by_role and thing.link.kind in ("case", "source", "segment"):
            name = "a participant" if thing.link.kind == "case" else "a source"
        source, segment = thing.source, thing.segment
        if source is None or segment is None:
            return replace(thing, name=name)
        if self._leaving.why_held(source, segment) is not None:
            return replace(thing, name=name, words=HELD, source_name=None, speaker=None)
        speakers = self._leaving.speakers(source, segment)
        return replace(
            thing,
            name=name,
            words=self._leaving.spoken(source, segment, self._voices.name),
            source_name=None if by_role else self._source(source, thing.source_name),
            speaker=self._voices.name(speakers[0]) if speakers else None,
        )

    def _source(self, source: SourceId, name: str | None) -> str | None:
        return None if name is None else self._leaving.source_name(source, name)


# --- the method ----------------------------------------------------------------------------------


def _method(project: Project, leaving: Leaving, printed: int) -> Iterator[str]:
    details, summary = project.study.details(), project.summary()
    with project._opened.reading() as reads:
        coding = len(reads.coding_people())
    named = (_KINDS.get(source.kind, source.kind) for source in project.sources.all())
    kinds = Counter(kind.replace("-", " ") for kind in named)
    sources = ", ".join(counted(number, kind) for kind, number in kinds.items())
    coders = "1 person" if coding == 1 else f"{coding} people"
    yield (
        f"{sources or 'No source'}; {counted(summary.codings, 'coding')} with "
        f"{counted(summary.codes, 'code')} by {coders}. {_STANCES[project.stance]}"
    )
    told = (
        ("Paradigm", details.paradigm),
        ("Reasoning", details.reasoning),
        ("Meaning", details.meaning),
        ("Unit", details.unit),
    )
    lines = [f"{name}: {leaving.masked(words)}." for name, words in told if words]
    if lines:
        yield " ".join(lines)
    yield project.machine.part().paragraph
    yield (
        "Quotations stand word for word, with the brackets of the transcripts; where somebody else "
        "begins to speak, [brackets] name them."
    )
    if printed:
        yield (
            f"{counted(printed, 'quotation')} {'stands' if printed == 1 else 'stand'} in a printed "
            "form: […] marks a cut, [brackets] what the researchers added, and fillers are left "
            "out."
        )
    yield (
        "Words that may not be quoted are left out, and what is known of people is shown only "
        f"where at least {LEAST} share all of it. Coded and written with the Thematic workbench "
        f"{app_version()}."
    )
