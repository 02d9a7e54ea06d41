"""What one reader is told of the trail: all of it but what others keep to themselves.

Passed over are the entries of memos that others keep private, those of a private time of a memo
that is shown by now, the reasons given for such acts, and what a copy leaves out. While a blind
round is open, what others coded in its sources is passed over too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from sqlalchemy import Connection

from workbench.model.blind import Blindfold, Sighted
from workbench.model.coding import Coding
from workbench.model.events import Event, ReasonGiven, ReasonWithdrawn
from workbench.model.ids import ActionId, CoderId, MemoId
from workbench.model.memo import NO_TEXT
from workbench.model.memo_events import MemoEdited, MemoEvent, MemoGrown, is_private
from workbench.store.acts import Acts
from workbench.store.blind import blindfold_of, sighted
from workbench.store.entries import Recorded, read_entry, stored_entries
from workbench.store.memos import Memos


class Told:
    """Entries, actions and reasons as far as one person may know of them.

    Args:
        db: The connection.
        memos: The memos as the reader may know them.
        reader: Who asks.
        fold: What keeps others' codings from the reader while a blind round is open.
    """

    def __init__(
        self,
        db: Connection,
        memos: Memos,
        reader: CoderId | None,
        fold: Blindfold | None = None,
    ) -> None:
        self._db = db
        self._acts = Acts(db)
        self._memos = memos
        self._reader = reader
        self._fold = fold

    def entries(self, since: int = 0, until: int | None = None) -> Iterator[Recorded]:
        """Yield the trail's entries read back, oldest first, those after one up to another."""
        return self._of(map(read_entry, stored_entries(self._db, since, until)))

    def now(self) -> Told:
        """Return what this reader is told now, seen from inside an act."""
        fold = blindfold_of(self._db, self._reader)
        return Told(self._db, self._memos, self._reader, fold)

    def as_told(self, entries: Iterable[Recorded]) -> list[Recorded]:
        """Return what of some entries this reader is told now, seen from inside an act."""
        now = self.now()
        return list(entries if now._fold is None else now._of(entries))

    def shown(self, codings: Iterable[Coding]) -> list[Coding]:
        """Return the codings that this reader is shown now, seen from inside an act."""
        fold = blindfold_of(self._db, self._reader)
        return [one for one in codings if fold is None or not fold.covers(one.coder, one.source)]

    @cached_property
    def _sight(self) -> Sighted | None:
        return None if self._fold is None else sighted(self._fold, self._db)

    def reasons(self) -> dict[ActionId, str]:
        """Return the reason given for each action that has one."""
        found = self._acts.reasons()
        asked = self._acts.reasoned_of_memos() if self._fold is None else found
        kept = {action for action in asked if not self.tells_of(action)}
        return {action: said for action, said in found.items() if said and action not in kept}

    def tells_of(self, action: ActionId) -> bool:
        """Tell whether this reader may know of an action.

        Raises:
            NotFoundError: There is none with this id.
        """
        act = self._acts.one(action)
        if self._fold is None and not any(kind.startswith("Memo") for kind in act.kinds):
            return True
        stored = map(read_entry, stored_entries(self._db, act.first_seq - 1, act.last_seq))
        # why it was done may stand in the act itself, and is told where anything else of it is
        other = (one for one in stored if not _is_reason_for(action, one.event))
        return next(self._of(other), None) is not None

    def _of(self, entries: Iterable[Recorded]) -> Iterator[Recorded]:
        hidden: dict[MemoId, bool] = {}
        for recorded in entries:
            event = recorded.event
            if isinstance(event, MemoEvent) and event.memo not in hidden:
                hidden[event.memo] = self._memos.is_hidden(event.memo)
            if not self._is_kept(event, hidden):
                yield from [recorded] if self._sight is None else _as_told(recorded, self._sight)

    def _is_kept(self, event: Event, hidden: Mapping[MemoId, bool]) -> bool:
        if isinstance(event, ReasonGiven | ReasonWithdrawn):
            return not event.reason or not self.tells_of(event.action)
        if not isinstance(event, MemoEvent):
            return False
        if hidden[event.memo]:
            return True
        return _is_left_out(event) if event.author == self._reader else is_private(event)


def _as_told(recorded: Recorded, sight: Sighted) -> Iterator[Recorded]:
    told = sight.told(recorded.event, CoderId(recorded.header.actor))
    if told is not None:
        yield replace(recorded, event=told)


def _is_reason_for(action: ActionId, event: Event) -> bool:
    return isinstance(event, ReasonGiven | ReasonWithdrawn) and event.action == action


def _is_left_out(event: MemoEvent) -> bool:
    if isinstance(event, MemoGrown):
        return False
    if isinstance(event, MemoEdited):
        return NO_TEXT in (event.before, event.after)
    return event.text == NO_TEXT
