"""Showing a run: its tree cut into so many groups, and each group described by evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.model.ids import CaseId, CodeId, QuestionId, RunId, SourceId
from workbench.model.proposal import Answer, Run
from workbench.project.encoding import Watch
from workbench.project.grouping_trees import Tree, standing, tree_of, vectors_for
from workbench.project.grouping_values import (
    STABILITIES,
    CodeOverlap,
    Comparison,
    Group,
    Grouping,
    Share,
    Stability,
)
from workbench.project.opened import Opened
from workbench.project.segments import StudySegment
from workbench.store.reads import Reads

if TYPE_CHECKING:
    from workbench.analysis.describe import Description, Known
    from workbench.analysis.vectors import Whole


def show_run(opened: Opened, run: Run, count: int | None, watch: Watch | None = None) -> Grouping:
    """Return a run cut into so many groups, as many as were shown first where none are named.

    Raises:
        InvalidActionError: The tree is not kept and its words or the model have changed.
        ComputationStoppedError: The watch said no, or the process was lost.
    """
    tree = tree_of(opened, run, watch)
    first = max(run.record.groups) + 1
    wanted = min(max(count or first, 1), tree.consensus.most)
    groups = tree.consensus.cut(wanted)
    with opened.reading() as reads:
        segments = standing(reads, run.record, tree.digests)
        answers = reads.proposals.answers(run.id)
        told = _Told.of(reads, [segment for segment in segments if segment is not None])
    cut = _Cut(
        run=run.id,
        groups=groups,
        nodes=tree.consensus.nodes(wanted),
        steady=tree.stability(groups),
        segments=segments,
        told=told,
        answers={answer.node: answer for answer in answers},
    )
    return Grouping(
        run=run,
        count=int(groups.max()) + 1,
        most=tree.consensus.most,
        first=first,
        changed=segments.count(None),
        groups=cut.described(opened, run),
        segments=tuple(segments),
        stability=cut.steady,
        places=tuple((float(x), float(y)) for x, y in tree.places),
        answers=tuple(answers),
    )


def members_of(tree: Tree, node: int) -> tuple[int, ...]:
    """Return the places of a node's segments; none where there is no such node."""
    return tuple(map(int, tree.consensus.members(node)))


def compare_runs(first: Run, second: Run) -> Comparison:
    """Return how the groups of two runs overlap, each in its first cut."""
    rows, columns = _sizes(first), _sizes(second)
    cells = [[0] * len(columns) for _ in rows]
    beside: dict[SourceId, list[tuple[int, int, int]]] = {}
    for (source, start, end), group in zip(
        second.record.segments, second.record.groups, strict=True
    ):
        beside.setdefault(source, []).append((start, end, group))
    for (source, start, end), row in zip(first.record.segments, first.record.groups, strict=True):
        for column in {g for s, e, g in beside.get(source, ()) if s < end and e > start}:
            cells[row][column] += 1
    return Comparison(first, second, rows, columns, tuple(tuple(row) for row in cells))


def _sizes(run: Run) -> tuple[int, ...]:
    groups = run.record.groups
    return tuple(groups.count(number) for number in range(max(groups) + 1))


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of segments by name.

    Attributes:
        people: Names of cases.
        questions: What the interviewers' turns that segments follow ask.
        guide: The questions of the guide.
        names: Everybody's names and labels, which are no evidence.
    """

    people: dict[CaseId, str]
    questions: dict[tuple[SourceId, int], str]
    guide: frozenset[str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, reads: Reads, segments: Iterable[StudySegment]) -> _Told:
        """Read what is told of segments."""
        people = {case.id: case.name for case in reads.people.cases()}
        asked: dict[SourceId, set[int]] = {}
        for segment in segments:
            if segment.question is not None:
                asked.setdefault(segment.source, set()).add(segment.question)
        guide = {question.id: str(question.words) for question in reads.people.questions()}
        questions = _questions(reads, asked, guide)
        voices = [voice for source in reads.sources() for voice in reads.speakers(source.id)]
        said = {name for voice in voices for name in (voice.label, voice.person) if name}
        names = tuple(sorted(said | {*people.values()}))
        return cls(people, questions, frozenset(guide.values()), names)

    def known(self, segments: Sequence[StudySegment]) -> Known:
        """Return what is known of segments, as a description wants it."""
        from workbench.analysis.describe import Known
        from workbench.analysis.terms import name_words

        return Known(
            [segment.words for segment in segments],
            [segment.case for segment in segments],
            [self._question(segment) for segment in segments],
            [segment.codes for segment in segments],
            name_words(self.names),
        )

    def _question(self, segment: StudySegment) -> str | None:
        if segment.question is None:
            return None
        return self.questions.get((segment.source, segment.question))


def _questions(
    reads: Reads, asked: Mapping[SourceId, Collection[int]], guide: Mapping[QuestionId, str]
) -> dict[tuple[SourceId, int], str]:
    """Return what each of some interviewers' turns asks, those that ask the same by one name."""
    from workbench.analysis.questions import Turn, same_questions

    turns: dict[tuple[SourceId, int], Turn] = {}
    for source, starts in asked.items():
        text, marks = reads.text(source), reads.people.marks(source)
        marked = tuple(words for one, words in guide.items() if marks.get(one) == "asked")
        for passage in reads.passages(source):
            if passage.start in starts:
                words = " ".join(text[passage.start : passage.end].split())
                turns[source, passage.start] = Turn(words, marked)
    same = same_questions(list(turns.values()), list(guide.values()))
    return dict(zip(turns, same, strict=True))


@dataclass(frozen=True, slots=True)
class _Cut:
    """A tree cut into groups: each segment's group, node and stability by place."""

    run: RunId
    groups: Whole
    nodes: Whole
    steady: tuple[Stability, ...]
    segments: Sequence[StudySegment | None]
    told: _Told
    answers: Mapping[int, Answer]

    def described(self, opened: Opened, run: Run) -> tuple[Group, ...]:
        """Return the groups with what those of their segments are made of that are left."""
        import numpy as np

        there = [place for place, segment in enumerate(self.segments) if segment is not None]
        found: dict[int, Description] = {}
        if there:
            left = [segment for segment in self.segments if segment is not None]
            numbers, own = np.unique(self.groups[there], return_inverse=True)
            vectors = vectors_for(opened, run.record, left)
            known = self.told.known(left)
            described = opened.reckoning.grouper().describe(vectors, own, known)
            found = dict(zip(map(int, numbers), described, strict=True))
        last = int(self.groups.max()) + 1
        return tuple(self._group(number, found.get(number), there) for number in range(last))

    def _group(self, number: int, found: Description | None, there: Sequence[int]) -> Group:
        """Return one group; `there` are the places that a description counts by."""
        members = [place for place, group in enumerate(self.groups) if group == number]
        node = int(self.nodes[members[0]])
        bare = Group(
            run=self.run,
            node=node,
            members=tuple(members),
            stability=self._mean(members),
            stable=self._stable(members),
            changed=[self.segments[place] for place in members].count(None),
            answer=self.answers.get(node),
        )
        if found is None:
            return bare
        typical = [there[place] for place in found.segments]
        asked = found.question
        return replace(
            bare,
            members=(*typical, *(place for place in members if self.segments[place] is None)),
            phrases=found.phrases,
            medoid=there[found.medoid],
            boundary=tuple(there[place] for place in found.boundary),
            participants=tuple(
                Share(self.told.people[CaseId(str(one.name))], one.count, one.share)
                for one in found.participants
            ),
            question=None if asked is None else Share(str(asked.name), asked.count, asked.share),
            of_guide=asked is not None and asked.name in self.told.guide,
            codes=tuple(
                CodeOverlap(CodeId(str(one.code)), one.count, one.of_group, one.of_code)
                for one in found.codes
            ),
        )

    def _stable(self, members: Sequence[int]) -> tuple[float, float, float]:
        words = [self.steady[place] for place in members]
        high, medium, low = (words.count(word) / len(words) for word in reversed(STABILITIES))
        return high, medium, low

    def _mean(self, members: Sequence[int]) -> Stability:
        total = sum(STABILITIES.index(self.steady[place]) for place in members)
        return STABILITIES[round(total / len(members))]
