"""What people answer to proposed groups: adopted as a code or in a theme, or refused.

Nothing is applied in bulk: of a group that is adopted, only segments that a person ticked one by
one become codings, and each says that it comes from a proposal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.codebook import CodeCard
from workbench.model.ids import CodeId, CodingId, SourceId, ThemeId, Words
from workbench.model.proposal import AdoptedAs, Run
from workbench.model.proposal_events import ProposalAdopted, ProposalRefused, RunDropped
from workbench.model.source import Segment
from workbench.model.theme import ThemeText
from workbench.model.typed import plain_text
from workbench.project.codings import Applying, CodingDraft
from workbench.project.grouping_shown import members_of
from workbench.project.grouping_trees import Tree, standing
from workbench.project.grouping_values import ProposalOrigin
from workbench.project.segments import StudySegment
from workbench.project.shelf import CodePath, NewCode, Shelf
from workbench.project.theme_rules import add_theme, take_in
from workbench.project.wording import counted
from workbench.store.reads import Reads
from workbench.store.unit import Unit


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A theme to be begun with a group; a person names it."""

    name: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group that is being answered.

    Attributes:
        run: Its run.
        tree: The run's tree.
        node: The group's node of it.
    """

    run: Run
    tree: Tree
    node: int

    @property
    def members(self) -> tuple[int, ...]:
        """The places of its segments.

        Raises:
            NotFoundError: There is no such group.
        """
        found = members_of(self.tree, self.node)
        if not found:
            raise NotFoundError("There is no such group in this grouping. Look at it again.")
        return found

    def adopt_as_code(
        self, unit: Unit, code: CodeId | NewCode | CodePath, ticked: Sequence[int]
    ) -> CodeId:
        """Make a code of the group, or add of it to one; return the code."""
        chosen = self._checked(unit, ticked)
        thing, made = _code(unit, code)
        codings: list[CodingId] = []
        for source, segments in _by_source(chosen).items():
            applying, mine = Applying(unit, source), _own(unit, source, thing)
            codings += [
                applying.record(CodingDraft(segment, thing, origin="proposal"))
                for segment in segments
                if segment not in mine
            ]
        self._adopt(unit, ("code", thing), codings, made=made)
        return thing

    def adopt_as_theme(
        self, unit: Unit, theme: NewTheme | ThemeId, ticked: Sequence[int]
    ) -> ThemeId:
        """Begin a theme with the group, or add of it to one; return the theme."""
        chosen = self._checked(unit, ticked)
        if chosen and self.run.record.unit != "codings":
            raise InvalidActionError(
                "A theme holds codings, and these passages are not coded as such. Adopt them as a "
                "code first, or adopt without ticking any."
            )
        codings = [
            coding.id
            for source, segments in _by_source(chosen).items()
            for coding in unit.reads.codings(source=source)
            if coding.segment in segments
        ]
        if isinstance(theme, NewTheme):
            thing = add_theme(unit, ThemeText(Words(theme.name)), codings=codings)
        else:
            thing = theme
            take_in(unit, unit.reads.themes.one(theme), (), codings)
        self._adopt(unit, ("theme", thing), (), made=isinstance(theme, NewTheme))
        return thing

    def refuse(self, unit: Unit, note: str) -> None:
        """Refuse the group, with a word on why or without."""
        members, said = self.members, Words(plain_text(note))
        self._refuse_answered(unit)
        coder = unit.command.actor.id
        unit.record(ProposalRefused(self.run.id, self.node, coder, members, said))

    def _checked(self, unit: Unit, ticked: Sequence[int]) -> list[StudySegment]:
        """Return the segments that were ticked, of a group that can be adopted from.

        Raises:
            InvalidActionError: Segments of the group changed, it was answered, or what was ticked
                is not in it.
        """
        members = self.members
        self._refuse_answered(unit)
        now = standing(unit.reads, self.run.record, self.tree.digests)
        changed = [now[place] for place in members].count(None)
        if changed:
            raise InvalidActionError(
                f"Of {counted(len(members), 'passage')} of this group {changed:,} "
                f"{'is' if changed == 1 else 'are'} not the same any more, so it cannot be "
                "adopted. Adopt a group of which all are, or propose anew."
            )
        if not {*ticked} <= {*members}:
            raise InvalidActionError("A passage that was ticked is not in this group. Look again.")
        found = (now[place] for place in sorted({*ticked}))
        return [segment for segment in found if segment is not None]

    def _refuse_answered(self, unit: Unit) -> None:
        if any(answer.node == self.node for answer in unit.reads.proposals.answers(self.run.id)):
            raise InvalidActionError(
                "This group was adopted or refused already. Take that back first, with undo."
            )

    def _adopt(
        self,
        unit: Unit,
        adopted: tuple[AdoptedAs, str],
        codings: Sequence[CodingId],
        *,
        made: bool,
    ) -> None:
        kind, thing = adopted
        unit.record(
            ProposalAdopted(
                run=self.run.id,
                node=self.node,
                coder=unit.command.actor.id,
                members=self.members,
                adopted=kind,
                thing=thing,
                made=made,
                codings=tuple(codings),
            )
        )


def drop_run(unit: Unit, run: Run) -> None:
    """Take a run out.

    Raises:
        InvalidActionError: Something was adopted from it.
    """
    if any(answer.adopted for answer in unit.reads.proposals.answers(run.id)):
        raise InvalidActionError(
            "A code or theme was made of this grouping. It stays, so that it can be traced."
        )
    unit.record(RunDropped(run.id, run.coder, run.record))


def origins_of(reads: Reads, thing: CodeId | CodingId | ThemeId) -> list[ProposalOrigin]:
    """Return the runs that a code, a coding or a theme comes from, with what was answered there."""
    runs = {run.id: run for run in reads.proposals.runs()}
    return [
        ProposalOrigin(runs[answer.run], answer)
        for answer in reads.proposals.answers()
        if thing in (answer.thing, *answer.codings)
    ]


def _code(unit: Unit, code: CodeId | NewCode | CodePath) -> tuple[CodeId, bool]:
    """Return the code, made where it is missing, and whether it was."""
    if isinstance(code, NewCode):
        return Shelf(unit).add(code, CodeCard()), True
    if isinstance(code, CodePath):
        known = {one.id for one in unit.reads.codes()}
        found = Shelf(unit).along(code)
        return found, found not in known
    unit.reads.applicable(code)
    return code, False


def _by_source(segments: Sequence[StudySegment]) -> dict[SourceId, list[Segment]]:
    found: dict[SourceId, list[Segment]] = {}
    for one in segments:
        found.setdefault(one.source, []).append(one.segment)
    return found


def _own(unit: Unit, source: SourceId, code: CodeId) -> set[Segment]:
    """Return what this person coded so already in a source: it is not coded a second time."""
    codings = unit.reads.codings(source=source, codes=[code])
    return {coding.segment for coding in codings if coding.coder == unit.command.actor.id}
