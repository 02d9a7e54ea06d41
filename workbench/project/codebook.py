"""The codebook: codes created, renamed, moved, recoloured, merged, deleted and loaded; their cards.

What stands in the way of an act is decided in modules of their own: the tree's rules in
`code_tree`, merges in `merging`, cards and states in `cards`, the codebook of other days in
`codebook_past`.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.codebook import (
    Code,
    CodeCard,
    CodeRow,
    CodeState,
    Exemplar,
    ExemplarKind,
    Swatch,
)
from workbench.model.events import (
    CodeDeleted,
    CodeMoved,
    CodeRecoloured,
    CodeRenamed,
    CodesMerged,
    MergedCode,
)
from workbench.model.ids import CodeId, DecisionId, ExemplarId, SourceId, Words
from workbench.model.source import Segment
from workbench.model.study import DecisionRecord
from workbench.model.study_events import DecisionRecorded
from workbench.project import cards
from workbench.project.cards import CardVersion, ShownExemplar
from workbench.project.code_rows import parents_first, rows_of
from workbench.project.code_tree import (
    branch,
    children_of,
    code_in,
    find_code,
    refuse_locked,
    refuse_twin,
)
from workbench.project.codebook_past import CodeChange, codebook_at, difference
from workbench.project.handing_down import hand_down
from workbench.project.judging import clear_moved
from workbench.project.merging import meet, refuse_merge
from workbench.project.names import clean_name
from workbench.project.opened import Opened
from workbench.project.reasons import add_reason, reason_state
from workbench.project.safeguards import refuse_unseen
from workbench.project.shelf import NewCode, Shelf, checked
from workbench.project.stale import unchanged
from workbench.project.study import day_of
from workbench.project.theme_heirs import follow_merge
from workbench.store.unit import Unit


class Codebook:
    """The tree of a project's codes."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Code]:
        """Return the codes in tree order: parents first, siblings by name."""
        with self._opened.reading() as reads:
            return reads.codes()

    def find(self, ref: str) -> Code:
        """Return the code with this id, path (``parent / child``) or name.

        Raises:
            NotFoundError: There is none.
            AmbiguousNameError: Several codes have the name.
        """
        return find_code(self.all(), ref)

    def create(
        self,
        name: str,
        *,
        parent: CodeId | None = None,
        swatch: Swatch | None = None,
        card: CodeCard | None = None,
        code: CodeId | None = None,
    ) -> CodeId:
        """Make a code; siblings must have different names."""
        with self._opened.unit() as unit:
            return Shelf(unit).add(NewCode(name, parent, swatch, code), card or CodeCard())

    def rename(self, code: CodeId, name: str, *, base: str | None = None) -> None:
        """Give a code another name.

        Args:
            code: Which.
            name: The new name.
            base: The name the person saw when they began to edit.

        Raises:
            ConflictError: Somebody renamed it meanwhile.
        """
        with self._opened.unit() as unit:
            codes = unit.reads.codes()
            old, new = code_in(codes, code), clean_name(name, "code")
            if base is not None and base != old.name:
                seen = clean_name(base, "code")
                raise ConflictError(
                    f"The code was “{seen}” when you began, is “{old.name}” now, and would become "
                    f"“{new}”. Look again and rename it once more."
                )
            if new != old.name:
                refuse_locked([old])
                refuse_twin(codes, new, old.parent, but=code)
                unit.record(CodeRenamed(code, Words(old.name), Words(new)))

    def move(self, code: CodeId, parent: CodeId | None) -> None:
        """Put a code under another one, or on top with None."""
        with self._opened.unit() as unit:
            codes = unit.reads.codes()
            old = unchanged(self._opened, unit, code_in(codes, code))
            if parent is not None and parent in branch(codes, code):
                raise InvalidActionError("A code cannot stand under itself. Choose another parent.")
            if parent is not None:
                code_in(codes, parent)
            if parent != old.parent:
                refuse_locked([old])
                refuse_twin(codes, old.name, parent, but=code)
                unit.record(CodeMoved(code, old.parent, parent))

    def recolour(self, code: CodeId, swatch: Swatch) -> None:
        """Paint a code otherwise."""
        with self._opened.unit() as unit:
            old = unchanged(self._opened, unit, code_in(unit.reads.codes(), code))
            if old.swatch != swatch:
                refuse_locked([old])
                unit.record(CodeRecoloured(code, old.swatch, checked(swatch)))

    def merge(self, keep: CodeId, into_it: Sequence[CodeId], *, reason: str | None = None) -> None:
        """Merge codes into one that stays; every coding is kept once.

        Codings that would stand twice on one segment by one coder collapse to one; both are in
        the event, so that undo brings both back. The one that stays takes over what the other
        carried. What was said of a coding when comparing is cleared where it moves.

        Raises:
            InvalidActionError: A lock or a name forbids it, or a blind round is open.
        """
        with self._opened.unit() as unit:
            refuse_unseen(unit.reads)
            codes = unit.reads.codes()
            kept = unchanged(self._opened, unit, code_in(codes, keep))
            merged = [unchanged(self._opened, unit, code_in(codes, code)) for code in into_it]
            refuse_merge(codes, keep, into_it)
            moved, collapsed = meet(
                unit.reads.codings(codes=[keep]), unit.reads.codings(codes=into_it)
            )
            unit.reason = reason_state(len(moved) + len(collapsed), reason)
            records = tuple(
                MergedCode(c.id, Words(c.name), c.parent, children_of(codes, c.id)) for c in merged
            )
            unit.record(CodesMerged(keep, Words(kept.name), records, moved, collapsed))
            clear_moved(unit, [coding.id for coding in moved])
            hand_down(unit, collapsed, keep)
            follow_merge(unit, keep, into_it, collapsed)
            add_reason(unit, unit.command.action, reason)

    def delete(self, code: CodeId, *, reason: str | None = None) -> None:
        """Delete a code with its codings; its children move up to its parent.

        Raises:
            InvalidActionError: It is locked, or a blind round is open.
        """
        with self._opened.unit() as unit:
            refuse_unseen(unit.reads)
            codes = unit.reads.codes()
            old = unchanged(self._opened, unit, code_in(codes, code))
            children = children_of(codes, code)
            refuse_locked([old, *(code_in(codes, child) for child in children)])
            for child in children:
                refuse_twin(codes, code_in(codes, child).name, old.parent, but=code)
            codings = tuple(unit.reads.codings(codes=[code]))
            unit.reason = reason_state(len(codings), reason)
            unit.record(CodeDeleted(code, Words(old.name), old.parent, children, codings))
            add_reason(unit, unit.command.action, reason)

    def load(self, rows: Sequence[CodeRow], *, decided: str = "") -> int:
        """Add the codes of a codebook file, in one act; return how many.

        Args:
            rows: The codes.
            decided: What was decided by this, recorded in the same act; may be empty.

        Raises:
            InvalidActionError: A row's parent is not in the file, or siblings share a name.
        """
        with self._opened.unit() as unit:
            shelf = Shelf(unit)
            made: dict[str, CodeId] = {}
            for row in parents_first(rows):
                new = NewCode(row.name, made[row.parent] if row.parent else None)
                made[row.card.key or row.name] = shelf.add(new, row.card)
            if decided:
                unit.record(
                    DecisionRecorded(DecisionId(str(uuid.uuid4())), self._loaded(unit, decided))
                )
            return len(rows)

    def _loaded(self, unit: Unit, decided: str) -> DecisionRecord:
        return DecisionRecord(
            day_of(unit.at),
            Words("Which codes does the study begin with?"),
            options=Words("no codes of others; codes of prior studies"),
            chosen=Words(decided),
            who=Words(self._opened.coder_name or ""),
            reversible="yes",
        )

    def rows(self) -> list[CodeRow]:
        """Return the codebook as rows of a file, in tree order.

        A code's key is the one it was loaded with, or its path where it has none, or where
        another code has that key: in a file each row has its own.
        """
        return rows_of(self.all())

    def redefine(
        self,
        code: CodeId,
        card: CodeCard,
        *,
        base: CodeCard | None = None,
        recheck: bool = False,
        reason: str | None = None,
    ) -> None:
        """Give a code another card; its codings remember which one they were made under.

        Args:
            code: Which.
            card: The new card.
            base: The card the person saw when they began to edit.
            recheck: Whether this changes what belongs, so that earlier codings wait to be
                looked at again.
            reason: Why.

        Raises:
            ConflictError: Somebody changed the card meanwhile.
            InvalidActionError: The code is locked.
        """
        with self._opened.unit() as unit:
            old = code_in(unit.reads.codes(), code)
            unit.reason = "volunteered" if reason else "none"
            cards.redefine(unit, old, card, base=base, recheck=recheck)
            add_reason(unit, unit.command.action, reason)

    def ask_recheck(self, code: CodeId) -> None:
        """Let codings made under earlier cards of a code wait to be looked at again."""
        with self._opened.unit() as unit:
            old = code_in(unit.reads.codes(), code)
            cards.ask_recheck(unit, old)

    def set_state(
        self,
        code: CodeId,
        state: CodeState,
        *,
        base: CodeState | None = None,
        reason: str | None = None,
    ) -> None:
        """Retire a code, bring it back, lock or unlock it, or call it a draft.

        Raises:
            ConflictError: Its state is not the one the person saw.
            InvalidActionError: It cannot pass from one to the other.
        """
        with self._opened.unit() as unit:
            old = code_in(unit.reads.codes(), code)
            unit.reason = cards.asked_why(unit.reads, old, state, reason)
            cards.set_state(unit, old, state, base)
            add_reason(unit, unit.command.action, reason)

    def cards(self, code: CodeId) -> list[CardVersion]:
        """Return the cards a code had, first to last."""
        with self._opened.reading() as reads:
            return cards.versions(reads, code)

    def at(self, seq: int) -> list[Code]:
        """Return the codes as they stood right after an entry, in tree order, without counts."""
        return codebook_at(self._opened, seq)

    def difference(self, first: int, last: int) -> list[CodeChange]:
        """Return how the codebook differs between two entries: each code that is not the same."""
        return difference(self._opened, first, last)

    def exemplars(self, code: CodeId) -> list[ShownExemplar]:
        """Return the passages that show what a code means, typical ones first."""
        with self._opened.reading() as reads:
            return cards.shown(reads, code)

    def all_exemplars(self) -> dict[CodeId, list[ShownExemplar]]:
        """Return the passages that show what codes mean, by code."""
        found: dict[CodeId, list[ShownExemplar]] = {}
        with self._opened.reading() as reads:
            for one in cards.shown(reads):
                found.setdefault(one.exemplar.code, []).append(one)
        return found

    def choose_exemplar(
        self,
        code: CodeId,
        kind: ExemplarKind,
        source: SourceId,
        segment: Segment,
        words: str | None = None,
    ) -> ExemplarId:
        """Let a passage, coded so or not, show what a code means, its edge, or what it is not.

        Raises:
            SegmentMismatchError: The words at that place are others than those given.
            InvalidActionError: The code is locked, or the passage is an example of it already.
        """
        with self._opened.unit() as unit:
            codes = unit.reads.codes()
            code_in(codes, code)
            wanted = Exemplar(cards.new_exemplar(), code, kind, source, segment)
            cards.choose(unit, codes, wanted, words)
            return wanted.id

    def drop_exemplar(self, exemplar: ExemplarId) -> None:
        """Let a passage no longer show what a code means."""
        with self._opened.unit() as unit:
            cards.drop(unit, unit.reads.codes(), exemplar)
