"""What happened: told in words, taken back, done again, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model import events as e
from workbench.model.ids import ActionId, CoderId
from workbench.model.memo_events import MemoEvent, MemoShown, is_private
from workbench.model.undo import changes, inverse, rests_on, stands_in_the_way
from workbench.project.clashes import (
    refuse_crowding,
    refuse_lock,
    refuse_namesakes,
    refuse_taken_place,
    refuse_tangle,
    refuse_unseen_turn,
)
from workbench.project.opened import Opened
from workbench.project.reasons import add_reason
from workbench.project.sentences import sentence
from workbench.project.wording import Names
from workbench.store.acts import ActionState
from workbench.store.entries import Recorded
from workbench.store.reads import Reads
from workbench.store.unit import Unit
from workbench.trail.chain import Step

#: Actions that plain undo passes over: they stay, or say why something else was done.
IDLE = (
    "ProjectCreated CoderJoined",
    "ProjectCreated CoderJoined StudyDescribed",
    "CoderJoined",
    "ImportRefused",
    "BackupMade",
    "ExportMade",
    "SuggestionsShown",
    "ClaimAsked",
    "ThemesHandedOver",
    "ReasonGiven",
    "ReasonWithdrawn ReasonGiven",
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One action as the history shows it.

    Attributes:
        seq: Its first entry; `last_seq` its last.
        at: Microseconds since 1970 UTC.
        kinds: Names of its events.
        asked: Whether the screen asked why.
        undone: Whether it was taken back and not done again.
        things: Ids it touched, as ``kind:id``.
    """

    action: ActionId
    seq: int
    last_seq: int
    at: int
    coder: str
    kinds: tuple[str, ...]
    sentence: str
    reason: str | None
    asked: bool
    undone: bool
    undoable: bool
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the trail in words; `kind` is its event's name, `at` µs since 1970 UTC."""

    seq: int
    at: int
    coder: str
    kind: str
    action: ActionId
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking the history found.

    Attributes:
        head: Digest of the newest entry, recomputed.
        root: RFC 6962 root over all entries, recomputed.
    """

    ok: bool
    entries: int
    head: str
    root: str
    steps: tuple[Step, ...]


class History:
    """The trail of a project as people use it."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def lines(
        self,
        *,
        coder: CoderId | None = None,
        kind: str | None = None,
        thing: str | None = None,
        since: int | None = None,
        until: int | None = None,
        limit: int = 200,
    ) -> list[HistoryLine]:
        """Return what happened, newest first, one line an action.

        Args:
            coder: Only by this person.
            kind: Only actions with an event of this name.
            thing: Only actions that touched this id.
            since: From this moment (µs).
            until: Before this moment (µs).
            limit: At most so many lines.
        """
        found: list[HistoryLine] = []
        with self._opened.reading() as reads:
            teller = _Teller(reads)
            for action in reads.acts.newest_first(coder=coder, since=since, until=until):
                if kind is not None and kind not in action.kinds:
                    continue
                entries = _entries(reads, action)
                if not entries:  # all of it is kept private by another person
                    continue
                line = teller.line(action, entries)
                if thing is None or any(thing in touched for touched in line.things):
                    found.append(line)
                if len(found) == limit:
                    break
        return found

    def entries(self, since: int = 0) -> Iterator[EntryLine]:
        """Yield the entries after one, oldest first, each in words."""
        with self._opened.reading() as reads:
            teller = _Teller(reads)
            yield from map(teller.entry, reads.entries(since))

    def last_entry_by(self, moment: int) -> int:
        """Return the newest entry made up to a moment (µs since 1970 UTC).

        Raises:
            NotFoundError: The study was begun later.
        """
        with self._opened.reading() as reads:
            seq = reads.acts.last_entry_by(moment)
        if seq is None:
            raise NotFoundError("This study was begun later than that. Choose a later date.")
        return seq

    def undo(self, seq: int | None = None) -> str:
        """Take back this coder's latest act that stands, or the action that made an entry.

        Returns:
            The sentence of what was taken back.

        Raises:
            NotFoundError: There is no such entry.
            InvalidActionError: There is nothing to undo, it is a fact that stays, or a blind round
                hides what it would reach.
            ConflictError: A later change builds on it; the message names that change.
        """
        with self._opened.unit() as unit:
            reads = unit.reads
            target = (
                reads.acts.to_undo(unit.command.actor.id, IDLE, reads.told.now().tells_of)
                if seq is None
                else reads.acts.holding(seq)
            )
            if target is None and seq is not None:
                raise NotFoundError(f"There is no entry {seq} in this history.")
            return self._take_back(unit, target, "undo")

    def redo(self) -> str:
        """Do again what this coder's latest undo took back; return its sentence."""
        with self._opened.unit() as unit:
            reads = unit.reads
            target = reads.acts.to_redo(unit.command.actor.id, IDLE, reads.told.now().tells_of)
            return self._take_back(unit, target, "redo")

    def give_reason(self, action: ActionId, words: str) -> None:
        """Say why an action was done."""
        with self._opened.unit() as unit:
            _refuse_told(unit.reads, action)
            add_reason(unit, action, words)

    def action_at(self, seq: int) -> ActionId:
        """Return the action that made an entry."""
        with self._opened.reading() as reads:
            action = reads.acts.holding(seq)
            if action is None or not reads.told.tells_of(action.id):
                raise NotFoundError(f"There is no entry {seq} in this history.")
        return action.id

    def verify(self) -> Verification:
        """Check the history by the numbered steps of the trail and a replay."""
        report, replayed = self._opened.store.check()
        steps = (*report.steps, replayed, _CHECKPOINTS)
        return Verification(
            all(step.ok for step in steps), report.entries, report.head, report.root, steps
        )

    def _take_back(self, unit: Unit, target: ActionState | None, verb: str) -> str:
        if target is None:
            raise InvalidActionError(f"There is nothing to {verb}.")
        entries = _entries(unit.reads, target)
        # kept private by another person, left out of this copy, or what is not shown in a round
        told = unit.reads.told.as_told(entries)
        if not told:
            raise NotFoundError(f"There is no entry {target.first_seq} in this history.")
        if target.undone:
            raise InvalidActionError(f"Entry {target.first_seq} was taken back already.")
        _refuse_others_choice(entries, unit.command.actor.id)
        taken = [(entry, inverse(entry.event)) for entry in reversed(entries)]
        if any(back is None for _, back in taken):
            raise InvalidActionError(f"Entry {target.first_seq} is a fact that cannot be undone.")
        backs = [back for _, back in taken if back is not None]
        refuse_unseen_turn(unit.reads, target, unit.command.actor.id, backs, whole=told == entries)
        refuse_lock(unit.reads, backs)
        _refuse_conflict(unit.reads, target)
        unit.undoes = target.id
        done: list[e.Event] = []
        for entry, back in taken:
            assert back is not None
            refuse_taken_place(unit.reads, back)
            unit.record(back, undo=entry.header.seq)
            done.append(back)
        refuse_tangle(unit.reads, done)
        refuse_namesakes(unit.reads, done)
        refuse_crowding(unit.reads, done)
        again = (replace(entry, event=ev) for (entry, _), ev in zip(taken, done, strict=True))
        told = unit.reads.told.as_told(again if target.sense == "undo" else entries)
        if not told:
            return "what was coded in a blind round"
        return sentence([entry.event for entry in told], _names(unit.reads))


#: What a check says of a step for which nothing was at hand.
NOT_COMPARED = "Not compared: none was given."
_CHECKPOINTS = Step(6, "Checkpoints held elsewhere agree", ok=True, detail=NOT_COMPARED)


_REASONS = (e.ReasonGiven, e.ReasonWithdrawn)
_UNTOLD = "something was coded in a blind round"
_OPENINGS = {"act": "", "undo": "undid an act: ", "redo": "did again: "}


class _Teller:
    """Turns actions into lines, with the names as they are now."""

    def __init__(self, reads: Reads) -> None:
        self._names, self._turn_then = _names(reads), reads.texts.turn_then
        self._reasons = reads.told.reasons()
        self._coders = {coder.id: coder.name for coder in reads.coders()}

    def entry(self, entry: Recorded) -> EntryLine:
        header = entry.header
        return EntryLine(
            seq=header.seq,
            at=header.ts,
            coder=self._coder(CoderId(header.actor)),
            kind=header.type,
            action=ActionId(header.action),
            sentence=sentence([entry.event], self._names_at(header.seq)),
        )

    def line(self, action: ActionState, entries: list[Recorded]) -> HistoryLine:
        events = [entry.event for entry in entries]
        told = sentence(events, self._names_at(action.first_seq))
        return HistoryLine(
            action=action.id,
            seq=action.first_seq,
            last_seq=action.last_seq,
            at=action.at,
            coder=self._coder(action.actor),
            kinds=tuple(dict.fromkeys(entry.header.type for entry in entries)),
            sentence=_OPENINGS[action.sense] + told,
            reason=self._reasons.get(action.id),
            asked=action.asked,
            undone=action.undone,
            undoable=not action.undone and all(inverse(event) for event in events),
            things=tuple(sorted(frozenset().union(*(changes(ev) | rests_on(ev) for ev in events)))),
        )

    def _names_at(self, seq: int) -> Names:
        """Return the names, and turns as they were numbered when an entry was written."""
        return replace(self._names, turn=partial(self._turn_then, seq=seq))

    def _coder(self, coder: CoderId) -> str:
        return self._coders.get(coder, "nobody who joined")


def _refuse_told(reads: Reads, action: ActionId) -> None:
    """Refuse a reason for an act that only its author knows of: others would read the reason."""
    told = reads.told.as_told(_entries(reads, reads.acts.one(action)))
    events = [entry.event for entry in told]
    if not events:
        raise NotFoundError("This action is not in the history of this project.")
    if any(isinstance(event, MemoEvent) and is_private(event) for event in events):
        raise InvalidActionError(
            "Others would read the reason, and this memo is private. Write it into the memo."
        )


def _refuse_others_choice(entries: Iterable[Recorded], actor: CoderId) -> None:
    """Refuse to take back whom the author of a memo let read it."""
    shown = (entry.event for entry in entries if isinstance(entry.event, MemoShown))
    if any(event.author != actor for event in shown):
        raise InvalidActionError("Who may read a memo only its author decides. Ask them.")


def _entries(reads: Reads, action: ActionState) -> list[Recorded]:
    return list(reads.entries(action.first_seq - 1, action.last_seq))


def _refuse_conflict(reads: Reads, target: ActionState) -> None:
    turned = reads.acts.turned_after(target.last_seq)
    if not turned:
        return
    act = target if target.undoes is None else reads.acts.one(target.undoes)
    events = [entry.event for entry in _entries(reads, act)]
    for entry in _entries_of(reads, turned, target.last_seq):
        if isinstance(entry.event, _REASONS) and not isinstance(events[0], _REASONS):
            continue  # why something was done never keeps it from being undone
        if any(stands_in_the_way(entry.event, event) for event in events):
            later = max(entry.header.seq, turned[ActionId(entry.header.action)])
            told = reads.told.as_told([entry])
            what = _Teller(reads).entry(entry).sentence if told else _UNTOLD
            raise ConflictError(
                f"Entry {later:,} came later and builds on this, or took away what this builds on: "
                f"{what}. Undo that first."
            )


def _entries_of(reads: Reads, acts: Iterable[ActionId], seq: int) -> Iterator[Recorded]:
    """Yield the entries of acts: those after an entry in one sweep, then the earlier ones."""
    wanted = frozenset(acts)
    earlier = set(wanted)
    for entry in reads.entries(seq):
        if entry.header.action in wanted:
            earlier.discard(ActionId(entry.header.action))
            yield entry
    for act in earlier:
        yield from _entries(reads, reads.acts.one(act))


def _names(reads: Reads) -> Names:
    people = reads.people
    return Names(
        codes=reads.code_names(),
        sources=reads.source_names(),
        cases={case.id: case.name for case in people.cases()},
        attributes={attribute.id: attribute.form.name for attribute in people.attributes()},
        questions={q.id: f"question {n}" for n, q in enumerate(people.questions(), 1)},
        facets=reads.facets.names(),
        turn=partial(reads.texts.turn_then, seq=reads.head()[0]),
        themes=reads.themes.names(),
    )
