"""Actions: what each person did at once, what it undid, and whether it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from workbench.errors import NotFoundError
from workbench.model.ids import ActionId, CoderId
from workbench.store import tables as t
from workbench.store.statements import Statement


@dataclass(frozen=True, slots=True)
class ActionState:
    """An action as undo sees it: its entries, its kinds, and whether it stands.

    Attributes:
        undoes: The act that an undo takes back or a redo does again; None for an act itself.
    """

    id: ActionId
    first_seq: int
    last_seq: int
    actor: CoderId
    at: int
    kinds: tuple[str, ...]
    asked: bool
    sense: Literal["act", "undo", "redo"]
    undoes: ActionId | None
    undone: bool


#: The newest action that had begun by an entry; actions do not overlap.
_BEGUN_BY = (
    select(t.actions)
    .where(t.actions.c.first_seq <= bindparam("seq"))
    .order_by(t.actions.c.first_seq.desc())
    .limit(1)
)


class Acts:
    """Questions about the actions of a project."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def holding(self, seq: int) -> ActionState | None:
        """Return the action that made an entry."""
        row = self._db.execute(_BEGUN_BY, {"seq": seq}).one_or_none()
        return None if row is None or row.last_seq < seq else _action(row)

    def one(self, action: ActionId) -> ActionState:
        """Return one action.

        Raises:
            NotFoundError: There is none with this id.
        """
        row = self._db.execute(select(t.actions).where(t.actions.c.id == action)).one_or_none()
        if row is None:
            raise NotFoundError("This action is not in the history of this project.")
        return _action(row)

    def to_undo(
        self, actor: CoderId, idle: Iterable[str], is_told: Callable[[ActionId], bool]
    ) -> ActionState | None:
        """Return the coder's newest act that stands.

        Args:
            actor: The coder.
            idle: Kinds of actions that are passed over.
            is_told: Whether they may know of an action; one on a memo that its author closed
                since, or that a copy leaves out, is passed over.
        """
        query = self._acts(actor, idle).where(t.actions.c.undone == 0)
        return self._first_told(query, is_told)

    def to_redo(
        self, actor: CoderId, idle: Iterable[str], is_told: Callable[[ActionId], bool]
    ) -> ActionState | None:
        """Return the coder's newest undo that stands, unless a new act came after it.

        Args:
            actor: The coder.
            idle: Kinds of actions that are no new acts.
            is_told: As for `to_undo`.
        """
        newest = self._first_action(self._acts(actor, idle))
        query = self._by(actor).where(t.actions.c.sense == "undo", t.actions.c.undone == 0)
        undo = self._first_told(query, is_told)
        if undo is None or (newest is not None and newest.first_seq > undo.first_seq):
            return None
        return undo

    def naming(self, kind: str) -> list[ActionState]:
        """Return the actions that have an event with this in its name."""
        query = select(t.actions).where(t.actions.c.kinds.contains(kind))
        return [_action(row) for row in self._db.execute(query)]

    def have_others_acted(self, actor: CoderId, seq: int) -> bool:
        """Tell whether anybody but this coder did anything in an entry or after it."""
        others = select(t.actions.c.id).where(t.actions.c.actor != actor)
        since = others.where(t.actions.c.last_seq >= seq).limit(1)
        return self._db.execute(since).first() is not None

    def _by(self, actor: CoderId) -> Select[Any]:
        query = select(t.actions).where(t.actions.c.actor == actor)
        return query.order_by(t.actions.c.first_seq.desc()).limit(1)

    def _acts(self, actor: CoderId, idle: Iterable[str]) -> Select[Any]:
        kinds = t.actions.c.kinds.not_in(list(idle))
        return self._by(actor).where(t.actions.c.sense == "act", kinds)

    def _first_told(
        self, query: Select[Any], is_told: Callable[[ActionId], bool]
    ) -> ActionState | None:
        found = self._first_action(query)
        while found is not None and not is_told(found.id):
            found = self._first_action(query.where(t.actions.c.first_seq < found.first_seq))
        return found

    def _first_action(self, query: Select[Any]) -> ActionState | None:
        row = self._db.execute(query).one_or_none()
        return None if row is None else _action(row)

    def turned_after(self, seq: int) -> dict[ActionId, int]:
        """Return the acts that stand now and did not right after an entry, or the other way round.

        Each is given with the first entry of the newest action about it: its doing, undoing or
        doing again.
        """
        act = func.coalesce(t.actions.c.undoes, t.actions.c.id).label("act")
        query = (
            select(act, func.max(t.actions.c.first_seq).label("seq"))
            .where(t.actions.c.first_seq > seq)
            .group_by(act)
            .having(func.count() % 2 == 1)
        )
        return {ActionId(row.act): row.seq for row in self._db.execute(query)}

    def newest_first(
        self, *, coder: CoderId | None = None, since: int | None = None, until: int | None = None
    ) -> Iterable[ActionState]:
        """Yield actions newest first, of one coder and within a time (µs) where given."""
        query = select(t.actions).order_by(t.actions.c.first_seq.desc())
        if coder is not None:
            query = query.where(t.actions.c.actor == coder)
        if since is not None:
            query = query.where(t.actions.c.at >= since)
        if until is not None:
            query = query.where(t.actions.c.at < until)
        return (_action(row) for row in self._db.execute(query))

    def last_entry_by(self, moment: int) -> int | None:
        """Return the newest entry of the acts done up to a moment (µs), if there were any."""
        query = select(func.max(t.actions.c.last_seq)).where(t.actions.c.at <= moment)
        found: int | None = self._db.execute(query).scalar()
        return found

    def reasons(self) -> dict[ActionId, str]:
        """Return the reason given for each action that has one."""
        return {ActionId(row.action): row.reason for row in self._db.execute(select(t.reasons))}

    def reasoned_of_memos(self) -> list[ActionId]:
        """Return the actions on memos for which a reason was given."""
        query = select(t.reasons.c.action).join(t.actions, t.actions.c.id == t.reasons.c.action)
        found = self._db.execute(query.where(t.actions.c.kinds.contains("Memo"))).scalars()
        return [ActionId(action) for action in found]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as its row has it; derived from its entries' headers alone."""

    id: str
    command: str
    first_seq: int
    last_seq: int
    actor: str
    at: int
    kinds: str
    asked: str
    undoes: str | None


#: Undoing an act is an undo; undoing that, a redo; undoing a redo, an undo again.
_SENSES = {"act": "undo", "undo": "redo", "redo": "undo"}


def note_actions(db: Connection, rows: Iterable[ActionRow]) -> None:
    """Write actions in order, and mark what each undoes, redoes or undoes again."""
    values = [
        {name: getattr(row, name) for name in ActionRow.__dataclass_fields__}
        | (_ACT if row.undoes is None else _turn(db, row.undoes))
        | {"undone": 0}
        for row in rows
    ]
    if values:
        _INSERT.run_all(db, values)


_ACT = {"sense": "act"}


_c = t.actions.c
_INSERT = Statement(insert(t.actions))
_TARGET = select(_c.sense, _c.undoes).where(_c.id == bindparam("action"))
_BEGAN = select(_c.first_seq).where(_c.id == bindparam("act")).scalar_subquery()
_ALL_ABOUT = (
    update(t.actions).where(_c.first_seq > _BEGAN, _c.undoes == bindparam("act")).values(undone=1)
)
_ITSELF = update(t.actions).where(_c.id == bindparam("act")).values(undone=bindparam("state"))


def _turn(db: Connection, target: str) -> dict[str, object]:
    """Mark the act that an action takes back or does again; return that action's own marks.

    Of all actions about one act, only the newest can be taken back in turn.
    """
    row = db.execute(_TARGET, {"action": target}).one()
    act, sense = row.undoes or target, _SENSES[row.sense]
    db.execute(_ALL_ABOUT, {"act": act})
    db.execute(_ITSELF, {"act": act, "state": int(sense == "undo")})
    return {"sense": sense, "undoes": act}


def _action(row: Row[Any]) -> ActionState:
    return ActionState(
        ActionId(row.id),
        row.first_seq,
        row.last_seq,
        CoderId(row.actor),
        row.at,
        tuple(row.kinds.split(" ")),
        row.asked == "asked",
        row.sense,
        None if row.undoes is None else ActionId(row.undoes),
        bool(row.undone),
    )
