"""The machine's part in a study: what it proposed, what people answered, and how that reads.

All of it is counted from the history, and the paragraph for a methods section is written from these
counts alone, so that it cannot say more or less than happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from workbench.model.ids import CodeId, CoderId, DecisionId, RunId
from workbench.model.proposal import HINTS, HintKind, Run, RunRecord, Suggested
from workbench.model.proposal_events import RunMade
from workbench.model.study import Stance
from workbench.project.machine_words import methods_paragraph
from workbench.project.opened import Opened
from workbench.project.safeguards import is_control
from workbench.project.segments import turns_of
from workbench.store.reads import Reads

if TYPE_CHECKING:
    from workbench.analysis.models import ModelCard

#: From so many answers on, and above this share of accepted ones, acceptance is named.
_ENOUGH = 10
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A grouping, and what became of its groups.

    Attributes:
        coder: Name of who asked for it.
        groups: That were shown first.
        codes: Groups adopted as a code, of any cut; likewise those in themes and those refused.
        codings: Codings made of segments that people ticked.
        open: Groups shown first that nobody answered as they were.
    """

    run: Run
    coder: str
    groups: int
    codes: int
    themes: int
    refused: int
    codings: int
    open: int

    @property
    def is_of_other_cuts(self) -> bool:
        """Whether groups were answered that another number of groups showed."""
        return self.codes + self.themes + self.refused > self.groups - self.open


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How suggestions were answered.

    Attributes:
        accepted: Passages that were given a code that was suggested.
        refused: Passages for which all suggested codes were refused.
    """

    accepted: int = 0
    refused: int = 0

    @property
    def answered(self) -> int:
        """Passages with an answer."""
        return self.accepted + self.refused

    @property
    def is_nearly_all(self) -> bool:
        """Whether so many were accepted of so many that it may be rubber-stamping."""
        return self.answered >= _ENOUGH and self.accepted > _NEARLY_ALL * self.answered


@dataclass(frozen=True, slots=True)
class CodeAcceptance:
    """How often a code was suggested to the person who asks, and accepted by them.

    Attributes:
        path: The code's path in one line; empty for one that is no longer there.
        offered: Answered passages for which it was among those suggested.
    """

    code: CodeId
    path: str
    offered: int
    accepted: int

    @property
    def is_nearly_all(self) -> bool:
        """Whether so many were accepted of so many that it may be rubber-stamping."""
        return Acceptance(self.accepted, self.offered - self.accepted).is_nearly_all


@dataclass(frozen=True, slots=True)
class ShownTo:
    """A person to whom suggestions were shown: since when (µs), and in how many sittings."""

    coder: str
    since: int
    sittings: int


@dataclass(frozen=True, slots=True)
class Controls:
    """Turns kept free of suggestions beside the others, to see whether suggestions change coding.

    Attributes:
        free: Turns that never got suggestions.
        free_coded: Of these, turns with a coding.
        others: All other turns.
        others_coded: Of these, turns with a coding.
        alike_free: In how many turns two coders or more gave one code in common, and how many
            they coded.
        alike_others: The same for all other turns.
    """

    free: int
    free_coded: int
    others: int
    others_coded: int
    alike_free: tuple[int, int]
    alike_others: tuple[int, int]


@dataclass(frozen=True, slots=True)
class MachinePart:
    """What the machine had to do with a study.

    Attributes:
        stance: What the study is.
        decided: The decision that lets groupings be offered in a reflexive study.
        runs: The groupings, the oldest first.
        taken_out: Groupings that were asked for and are not there any more.
        suggestions: Answers of everybody together.
        mine: Answers of the person who asks, by code, in the codebook's order.
        shown: To whom suggestions were shown.
        aside: Hints that were left as they are, by kind.
        codings: Codings that there are, and those of them that come from a proposal.
        models: Name and digest of every model that is recorded with what it proposed.
        controls: Only in a reliability study of two coders or more.
        early_runs: In a reflexive study that decided for groupings: how many were asked for before
            they had to come after a person's own first pass; those taken out since too.
        early_suggestions: Likewise, whether suggestions were shown before.
    """

    stance: Stance
    decided: DecisionId | None
    runs: tuple[RunFacts, ...]
    taken_out: int
    suggestions: Acceptance
    mine: tuple[CodeAcceptance, ...]
    shown: tuple[ShownTo, ...]
    aside: Mapping[HintKind, int]
    codings: tuple[int, int]
    models: tuple[tuple[str, str], ...]
    controls: Controls | None = None
    early_runs: int = 0
    early_suggestions: bool = False

    @property
    def is_none(self) -> bool:
        """Whether the machine had no part."""
        answered = self.suggestions.answered or any(self.aside.values())
        return not (self.runs or self.taken_out or self.shown or answered or self.codings[1])

    @property
    def paragraph(self) -> str:
        """What can be said of it in a methods section; written from these facts alone."""
        return methods_paragraph(self)


class Machine:
    """The machine's part in a study."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def part(self) -> MachinePart:
        """Return what was proposed, shown and answered; acceptance by code of this person alone."""
        with self._opened.reading() as reads:
            return _part(reads)

    @property
    def model_in_use(self) -> tuple[str, Path | None]:
        """The name of the model that words are read with, and its folder; None: the packaged."""
        from workbench.analysis.models import PACKAGED

        folder = self._opened.reckoning.model_folder
        return PACKAGED if folder is None else folder.name, folder

    def choose_model(self, folder: Path | None) -> ModelCard:
        """Read words with another model on this machine from now on; see `Reckoning`.

        Raises:
            WorkbenchError: It is missing, damaged or not what it should be; the one before stays.
        """
        return self._opened.reckoning.choose_model(folder)


def _part(reads: Reads) -> MachinePart:
    names = {coder.id: coder.name for coder in reads.coders()}
    allowed = reads.proposals.allowance()
    suggested, codings = reads.proposals.suggested(), reads.codings()
    runs, asked = tuple(_runs(reads, names)), _asked_for(reads)
    there = {one.run.id for one in runs}
    gone = [record for run, (_, record) in asked.items() if run not in there]
    shown = [*(one.at for one in suggested), *(at for _, at, _ in reads.proposals.shown())]
    since = _held_since(reads)
    return MachinePart(
        stance=cast(Stance, reads.project().stance),
        decided=None if allowed is None else allowed.decision,
        runs=runs,
        taken_out=len(gone),
        suggestions=_answers(suggested),
        mine=tuple(_by_code(reads, [s for s in suggested if s.record.coder == reads.reader])),
        shown=tuple(_shown(reads, names)),
        aside={hint: len(reads.proposals.set_aside(hint)) for hint in HINTS},
        codings=(len(codings), sum(coding.origin == "proposal" for coding in codings)),
        models=tuple(_models(reads, suggested, gone)),
        controls=_controls(reads),
        early_runs=sum(at < since for at, _ in asked.values()),
        early_suggestions=any(at < since for at in shown),
    )


def _runs(reads: Reads, names: Mapping[CoderId, str]) -> Iterable[RunFacts]:
    answers = reads.proposals.answers()
    for run in reads.proposals.runs():
        own = [answer for answer in answers if answer.run == run.id]
        became = Counter(answer.adopted for answer in own)
        first = _first_groups(run)
        yield RunFacts(
            run,
            names.get(run.coder, ""),
            groups=len(first),
            codes=became["code"],
            themes=became["theme"],
            refused=became[""],
            codings=sum(len(answer.codings) for answer in own),
            open=len(first - {frozenset(answer.members) for answer in own}),
        )


def _asked_for(reads: Reads) -> dict[RunId, tuple[int, RunRecord]]:
    """Return when each grouping was asked for (µs), also of those that are not there any more."""
    acts = [act for act in reads.acts.naming("RunMade") if act.sense == "act"]
    entries = chain.from_iterable(reads.entries(a.first_seq - 1, a.last_seq) for a in acts)
    return {
        entry.event.run: (entry.header.ts, entry.event.record)
        for entry in entries
        if isinstance(entry.event, RunMade)
    }


def _held_since(reads: Reads) -> int:
    """Return since when (µs) proposals come after a person's own first pass alone.

    That is told of a reflexive study that decided for them; 0 for any other.
    """
    allowed = reads.proposals.allowance()
    if allowed is None or reads.project().stance != "reflexive":
        return 0
    return max(allowed.at, *(act.at for act in reads.acts.naming("StanceChanged")), 0)


def _first_groups(run: Run) -> set[frozenset[int]]:
    """Return the groups that were shown first, each as the places of its segments."""
    groups: dict[int, set[int]] = {}
    for place, group in enumerate(run.record.groups):
        groups.setdefault(group, set()).add(place)
    return {frozenset(places) for places in groups.values()}


def _answers(suggested: Sequence[Suggested]) -> Acceptance:
    told = Counter(one.record.answer for one in suggested)
    return Acceptance(told["accepted"], told["refused"])


def _by_code(reads: Reads, own: Sequence[Suggested]) -> Iterable[CodeAcceptance]:
    offered = Counter(one.code for answer in own for one in answer.record.offered)
    accepted = Counter(answer.record.code for answer in own)
    paths = {code.id: code.path_text for code in reads.codes()}
    order = list(paths)
    for code in sorted(offered, key=lambda c: order.index(c) if c in paths else len(order)):
        yield CodeAcceptance(code, paths.get(code, ""), offered[code], accepted[code])


def _shown(reads: Reads, names: Mapping[CoderId, str]) -> Iterable[ShownTo]:
    times: dict[CoderId, list[int]] = {}
    for coder, at, _ in reads.proposals.shown():
        times.setdefault(coder, []).append(at)
    for coder, sittings in times.items():
        yield ShownTo(names.get(coder, ""), min(sittings), len(sittings))


def _models(
    reads: Reads, suggested: Sequence[Suggested], gone: Sequence[RunRecord]
) -> Iterable[tuple[str, str]]:
    """Yield names and digests; of another model than the packaged one only runs hold the name."""
    from workbench.analysis.models import PACKAGED, PACKAGED_SHA256

    records = [*(run.record for run in reads.proposals.runs()), *gone]
    known = {record.sha256: str(record.model) for record in records}
    answered = [one.record.sha256 for one in suggested]
    shown = [digest for _, _, digest in reads.proposals.shown()]
    for digest in dict.fromkeys((*known, *answered, *shown)):
        yield known.get(digest, PACKAGED if digest == PACKAGED_SHA256 else ""), digest


def _controls(reads: Reads) -> Controls | None:
    """Return turns free of suggestions beside the others, where a study keeps such."""
    if reads.project().stance != "reliability" or len(reads.coders()) < 2:
        return None
    free, others = _Turns(), _Turns()
    for source in reads.sources():
        codings = reads.codings(source=source.id)
        for start, end in turns_of(reads, source.id):
            given: dict[CoderId, set[CodeId]] = {}
            for coding in codings:
                if coding.start < end and coding.end > start:
                    given.setdefault(coding.coder, set()).add(coding.code)
            (free if is_control(reads, start, source.id) else others).add(given.values())
    return Controls(free.count, free.coded, others.count, others.coded, free.alike, others.alike)


@dataclass(slots=True)
class _Turns:
    """Turns as they are counted."""

    count: int = 0
    coded: int = 0
    _both: int = 0
    _one_in_common: int = 0

    def add(self, given: Iterable[set[CodeId]]) -> None:
        """Count a turn with the codes that each coder gave it."""
        each = list(given)
        self.count += 1
        self.coded += bool(each)
        if len(each) > 1:
            self._both += 1
            self._one_in_common += bool(set.intersection(*each))

    @property
    def alike(self) -> tuple[int, int]:
        """How many have a code in common, of those that two coders or more coded."""
        return self._one_in_common, self._both
