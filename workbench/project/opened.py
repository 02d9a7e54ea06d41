"""What all facets of an open project share: its store, who acts, and how an act begins."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from workbench.errors import InvalidActionError
from workbench.exchange.worker import Reader
from workbench.model.case import Coder
from workbench.model.events import CoderJoined
from workbench.model.ids import CoderId, Words
from workbench.project.find import LaidTexts
from workbench.project.names import same_name
from workbench.project.nearby import AtHand
from workbench.project.reckoning import Reckoning
from workbench.store.reads import Reads
from workbench.store.store import Store
from workbench.store.unit import Actor, Unit


@dataclass(slots=True)
class Opened:
    """An open project as one person works in it.

    Attributes:
        coder_name: Who acts; None for somebody who only reads.
        session: One sitting of this person.
        command: Client-made id for the next act, used once.
        reader: The process that reads files; started at the first file.
        laid: Texts that were looked through, folded.
        reckoning: The processes that work out vectors and groups; started at the first question.
        at_hand: Passages that were looked through, with their vectors.
        told: Sessions in which it was recorded that suggestions were shown.
        coder_id: Who acts, once they have joined.
        seen: The entry at which the person looked; None to act on whatever stands now.
    """

    store: Store
    coder_name: str | None
    session: str = field(default_factory=lambda: str(uuid.uuid4()))
    command: str | None = None
    reader: Reader = field(default_factory=Reader)
    laid: LaidTexts = field(default_factory=LaidTexts)
    reckoning: Reckoning = field(default_factory=Reckoning)
    at_hand: AtHand = field(default_factory=AtHand)
    told: set[str] = field(default_factory=set)
    coder_id: CoderId | None = None
    seen: int | None = None

    def by(self, name: str) -> Opened:
        """Return the same project in another person's hands."""
        sitting = str(uuid.uuid4())
        return replace(self, coder_name=name, session=sitting, command=None, coder_id=None)

    def once(self, command: str, seen: int | None) -> Opened:
        """Return the same project, whose next act carries this command id, as it was seen."""
        return replace(self, command=command, seen=seen)

    @contextmanager
    def reading(self) -> Iterator[Reads]:
        """Open the project at one moment, for this person's questions."""
        with self.store.reading(self.reader_id()) as reads:
            yield reads

    def reader_id(self) -> CoderId | None:
        """Return who asks; None for somebody who never joined, and may know what all may."""
        if self.coder_id is None and self.coder_name is not None:
            with self.store.reading() as reads:
                known = _named(reads.coders(), self.coder_name)
            self.coder_id = known.id if known else None
        return self.coder_id

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """Begin an act of this person, who joins the project with the first one.

        Raises:
            InvalidActionError: Nobody was named as the one who acts.
            AlreadyDoneError: The command was recorded before.
        """
        with self.store.unit(*self.acting()) as unit:
            yield unit

    def acting(self) -> tuple[Actor, str | None]:
        """Return who acts, and the client-made id of the act, which is used up.

        Raises:
            InvalidActionError: Nobody was named as the one who acts.
        """
        actor = Actor(self._coder_id(), session=self.session)
        command, self.command = self.command, None
        return actor, command

    def coder(self) -> Coder | None:
        """Return the person who acts, if they have joined."""
        with self.reading() as reads:
            return _named(reads.coders(), self.coder_name or "")

    def _coder_id(self) -> CoderId:
        if self.coder_name is None:
            raise InvalidActionError("Nobody is named as the one who codes. Say who you are first.")
        if self.reader_id() is None:
            self.coder_id = self._join(self.coder_name)
        assert self.coder_id is not None
        return self.coder_id

    def _join(self, name: str) -> CoderId:
        coder = CoderId(str(uuid.uuid4()))
        with self.store.unit(Actor(coder, session=self.session)) as unit:
            known = _named(unit.reads.coders(), name)
            if known is None:
                unit.record(CoderJoined(coder, Words(name)))
        return known.id if known else coder


def _named(coders: list[Coder], name: str) -> Coder | None:
    return next((coder for coder in coders if same_name(coder.name, name)), None)
