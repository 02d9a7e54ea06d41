"""Groupings: proposed by the machine, looked at, and answered by people.

A grouping is offered where the study's stance allows it (`safeguards`). It is an event with its
inputs, model and seed, so that what was made of it leads back to it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from workbench.errors import InvalidActionError
from workbench.model.ids import CodeId, CodingId, DecisionId, RunId, SourceId, ThemeId, Words
from workbench.model.proposal import RunUnit, Scope
from workbench.model.proposal_events import GroupingsAllowed
from workbench.model.study import DecisionRecord
from workbench.model.study_events import DecisionRecorded
from workbench.model.typed import plain_text
from workbench.project.encoding import Watch
from workbench.project.grouping_answers import NewTheme, Proposal, drop_run, origins_of
from workbench.project.grouping_runs import RunWish, make_run
from workbench.project.grouping_shown import compare_runs, show_run
from workbench.project.grouping_trees import kept_digests, standing, tree_of
from workbench.project.grouping_values import (
    Comparison,
    Group,
    Grouping,
    ProposalOrigin,
    RunLine,
    Share,
)
from workbench.project.opened import Opened
from workbench.project.safeguards import unpassed, why_no_groupings
from workbench.project.segments import study_segments
from workbench.project.shelf import CodePath, NewCode
from workbench.project.study import day_of
from workbench.store.reads import Reads
from workbench.store.unit import Unit

__all__ = ["Comparison", "Group", "Grouping", "Groupings", "ProposalOrigin", "RunLine", "Share"]


class Groupings:
    """The groupings of a study."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    # --- whether they are offered -------------------------------------------------------------

    def why_not(self, scope: Scope | None = None) -> str | None:
        """Return why groupings of a scope are not offered to this person; None where they are."""
        with self._opened.reading() as reads:
            return self._why_not(reads, scope or Scope())

    def unread(self, scope: Scope | None = None) -> list[SourceId]:
        """Return the sources of a scope that this person has not wholly coded or marked as read."""
        with self._opened.reading() as reads:
            me = self._opened.reader_id()
            return [one for one in _sources(reads, scope or Scope()) if unpassed(reads, me, one)]

    def allow(self, why: str) -> DecisionId:
        """Record the decision to look at groupings and suggestions as another way of reading.

        Raises:
            InvalidActionError: It was decided already, or without a word on why.
        """
        said = plain_text(why)
        if not said:
            raise InvalidActionError("Say in a line why you want this other way of reading.")
        with self._opened.unit() as unit:
            if unit.reads.proposals.allowance() is not None:
                raise InvalidActionError("This was decided already. Its record can be changed.")
            made = DecisionId(str(uuid.uuid4()))
            record = DecisionRecord(
                day_of(unit.at),
                Words("Do we look at groupings and suggestions of a machine?"),
                chosen=Words("Yes, as another way of reading"),
                why=Words(said),
                who=Words(self._opened.coder_name or ""),
                reversible="yes",
            )
            unit.record(DecisionRecorded(made, record))
            unit.record(GroupingsAllowed(made))
        return made

    # --- runs ---------------------------------------------------------------------------------

    def propose(
        self,
        unit: RunUnit = "turns",
        scope: Scope | None = None,
        *,
        seed: int = 0,
        around: int | None = None,
        watch: Watch | None = None,
    ) -> RunId:
        """Group the segments of a scope; return the run.

        Args:
            unit: What one segment is.
            scope: Which segments; None for all.
            seed: Where chance begins: the same one finds the same groups again.
            around: About how many groups; None for what suits the number of segments.
            watch: Told how many steps of how many are done; a no stops it, and nothing is kept.

        Raises:
            InvalidActionError: Groupings are not offered, or there is nothing to group.
            ConflictError: The segments changed while they were grouped.
            ComputationStoppedError: The watch said no, or the process was lost.
            WorkbenchError: The model is missing, damaged or not what it should be.
        """
        wish = RunWish(unit, scope or Scope(), seed, around)
        wish.check()
        if self._opened.coder_name is None:
            raise InvalidActionError("Nobody is named as the one who asks. Say who you are first.")
        with self._opened.reading() as reads:
            self._refuse_closed(reads, wish.scope)
        return make_run(self._opened, wish, watch).id

    def runs(self) -> list[RunLine]:
        """Return the runs, the oldest first."""
        with self._opened.reading() as reads:
            answers = [answer.run for answer in reads.proposals.answers()]
            return [
                RunLine(
                    run,
                    groups=max(run.record.groups) + 1,
                    answered=answers.count(run.id),
                    changed=standing(reads, run.record, kept_digests(reads, run)).count(None),
                )
                for run in reads.proposals.runs()
            ]

    def show(self, run: RunId, count: int | None = None, watch: Watch | None = None) -> Grouping:
        """Return a run cut into so many groups.

        Args:
            run: Which.
            count: Groups wanted; None for as many as were shown first.
            watch: Told how far it is where the tree has to be worked out again.

        Raises:
            NotFoundError: It is not there, or no longer.
            InvalidActionError: Groupings are not offered, or its tree is not kept and cannot be
                worked out again.
            ComputationStoppedError: The watch said no, or the process was lost.
        """
        with self._opened.reading() as reads:
            found = reads.proposals.run(run)
            self._refuse_closed(reads, found.record.scope)
        return show_run(self._opened, found, count, watch)

    def compare(self, first: RunId, second: RunId) -> Comparison:
        """Return how the groups of two runs overlap, each in its first cut."""
        with self._opened.reading() as reads:
            runs = [reads.proposals.run(run) for run in (first, second)]
            for run in runs:
                self._refuse_closed(reads, run.record.scope)
        return compare_runs(*runs)

    def drop(self, run: RunId) -> None:
        """Take a run out; undo brings it back.

        Raises:
            InvalidActionError: Something was adopted from it.
        """
        with self._opened.unit() as unit:
            drop_run(unit, unit.reads.proposals.run(run))

    # --- answers ------------------------------------------------------------------------------

    def adopt_as_code(
        self,
        run: RunId,
        node: int,
        code: CodeId | NewCode | CodePath,
        ticked: Sequence[int] = (),
    ) -> CodeId:
        """Make a code of a group, or add of it to one there is; return the code.

        Args:
            run: The run.
            node: The group.
            code: An existing code, one to be made, or a path made where it is missing.
            ticked: Places of the segments that a person ticked one by one: they alone are coded.

        Raises:
            InvalidActionError: Segments of the group changed since, or it was answered already.
        """
        with self._answering(run, node) as (unit, proposal):
            return proposal.adopt_as_code(unit, code, ticked)

    def adopt_as_theme(
        self,
        run: RunId,
        node: int,
        name: str = "",
        ticked: Sequence[int] = (),
        *,
        theme: ThemeId | None = None,
    ) -> ThemeId:
        """Begin a theme with a group, or add of it to one there is; return the theme.

        Args:
            run: The run.
            node: The group.
            name: What the theme is called; a person says so.
            ticked: Places of the segments that a person ticked, where they are codings: they
                belong to the theme then.
            theme: One there is, instead of a new one.

        Raises:
            InvalidActionError: Segments of the group changed since, it was answered already, or
                segments were ticked that are no codings.
        """
        with self._answering(run, node) as (unit, proposal):
            return proposal.adopt_as_theme(unit, theme or NewTheme(name), ticked)

    def refuse(self, run: RunId, node: int, note: str = "") -> None:
        """Refuse a group, with a word on why or without.

        Raises:
            InvalidActionError: The group was answered already.
        """
        with self._answering(run, node) as (unit, proposal):
            proposal.refuse(unit, note)

    def origin_of(self, thing: CodeId | CodingId | ThemeId) -> list[ProposalOrigin]:
        """Return the runs that a code, a coding or a theme comes from; none of people's own."""
        with self._opened.reading() as reads:
            return origins_of(reads, thing)

    @contextmanager
    def _answering(self, run: RunId, node: int) -> Iterator[tuple[Unit, Proposal]]:
        """Begin the answer to a group; the tree is at hand before the act begins."""
        with self._opened.reading() as reads:
            found = reads.proposals.run(run)
            self._refuse_closed(reads, found.record.scope)
        tree = tree_of(self._opened, found)
        with self._opened.unit() as unit:
            yield unit, Proposal(unit.reads.proposals.run(run), tree, node)

    def _refuse_closed(self, reads: Reads, scope: Scope) -> None:
        why = self._why_not(reads, scope)
        if why is not None:
            raise InvalidActionError(why)

    def _why_not(self, reads: Reads, scope: Scope) -> str | None:
        return why_no_groupings(reads, self._opened.reader_id(), _sources(reads, scope))


def _sources(reads: Reads, scope: Scope) -> list[SourceId]:
    """Return the sources in scope."""
    if scope.kind in ("all", "uncoded") or reads.project().stance != "reflexive":
        return [source.id for source in reads.sources()]
    return list(dict.fromkeys(one.source for one in study_segments(reads, "turns", scope)))
