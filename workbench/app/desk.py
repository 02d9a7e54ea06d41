"""What one browser tab remembers: who sits there, which study is open, what was said last.

This module alone touches Streamlit's session state. A page reads from the desk, draws, and leaves
acts to the desk's callbacks, where every refusal becomes one sentence beside the thing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from workbench.app.address import clear_address
from workbench.app.batch import Batch
from workbench.app.correction import Correction
from workbench.app.laying import Board
from workbench.app.opening import id_in, open_once
from workbench.app.places import place_for, typed_place
from workbench.app.seat import keep_seat, seated
from workbench.app.tray import Tray
from workbench.errors import WorkbenchError
from workbench.model.ids import ActionId, CodeId, CodingId, SourceId
from workbench.model.study import Stance
from workbench.project.history import HistoryLine, Verification
from workbench.project.names import clean_name
from workbench.project.places import Location
from workbench.project.project import Project, create_project
from workbench.project.sample import open_sample
from workbench.project.settings import (
    recent_projects,
    remember_coder,
    remember_project,
    remembered_coder,
)

if TYPE_CHECKING:
    from workbench.app.downloads import Making
    from workbench.app.errand import Errand

_NAME = "desk"


@dataclass(frozen=True, slots=True)
class Said:
    """What the last act did, as the toast tells it.

    Attributes:
        action: The act it tells of; None where it sums up several.
        undoable: Whether the toast offers to take it back.
        asks: Whether the toast asks why.
    """

    sentence: str
    action: ActionId | None = None
    seq: int = 0
    undoable: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act was not done, and beside which thing that is shown."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking the history found, at which head and when (µs since 1970 UTC)."""

    head: str
    found: Verification
    at: int


@dataclass(frozen=True, slots=True)
class NewStudy:
    """What is typed to begin a study: its title and question, its stance, where it shall lie."""

    title: str
    folder: str
    file: str
    question: str = ""
    stance: Stance = "open"


@dataclass(slots=True)
class Desk:
    """One tab's memory.

    Attributes:
        coder: Who sits here; None until they say so.
        told: They said so since the page was opened.
        own: Who sits here in truth, while they look around under another name.
        project: The open study in this person's hands.
        place: Where it lies.
        source: The source read last.
        arrived: The study of the address was looked for.
        room: The page drawn last; another page takes the toast away.
        batch: Files that were read and not yet imported.
        correction: A corrected transcript that is looked at.
        noted: Content notes that were read in this sitting, each with its source.
        edits: How often the table of people was edited; each time it begins anew.
        tables: How many tables were brought; a new number empties the field for one.
        records: How many decisions and meetings were recorded; each time the forms begin anew.
        trays: What was sorted of codes that are to be split, by code.
        board: Where codes were laid that are to be arranged otherwise; None before it is looked at.
        compared: Which quotation of a code was looked at last when comparing, by its place.
        focused: The quotation to look at next; `moving` the one that is to get another code.
        leaves: Which leaf of a long list is open, by the list's name.
        sought: Words looked for last.
        seeks: Find was asked for and is about to open.
        errands: What is worked out beside the pages, by its place.
        makings: What became of the files that were asked for, by the place of their buttons.
    """

    coder: str | None
    told: bool = False
    own: str | None = None
    project: Project | None = None
    place: Location | None = None
    source: SourceId | None = None
    said: Said | None = None
    refusal: Refusal | None = None
    arrived: bool = False
    room: str = ""
    batch: Batch = field(default_factory=Batch)
    correction: Correction = field(default_factory=Correction)
    noted: set[tuple[SourceId, str]] = field(default_factory=set)
    checked: Checked | None = None
    edits: int = 0
    tables: int = 0
    records: int = 0
    trays: dict[CodeId, Tray] = field(default_factory=dict)
    board: Board | None = None
    compared: dict[CodeId, int] = field(default_factory=dict)
    focused: CodingId | None = None
    moving: CodingId | None = None
    leaves: dict[str, int] = field(default_factory=dict)
    sought: str = ""
    seeks: bool = False
    errands: dict[str, Errand[Any]] = field(default_factory=dict)
    makings: dict[str, Making] = field(default_factory=dict)

    def act(self, verb: Callable[..., Any], *args: Any, place: str = "page", **named: Any) -> None:
        """Do one act, as a callback: `done` without its answer."""
        self.done(verb, *args, place=place, **named)

    def done(self, verb: Callable[..., Any], *args: Any, place: str = "page", **named: Any) -> bool:
        """Do one act; tell what happened, or why not.

        Args:
            verb: A verb of the project.
            args: What it is done with.
            place: Beside which thing a refusal is shown.
            named: What it is done with, by name.

        Returns:
            Whether it was done.
        """
        self.refusal = None
        project = self.project
        try:
            before = project.head.seq if project else 0
            verb(*args, **named)
        except WorkbenchError as error:
            self.refusal = Refusal(place, str(error))
            return False
        if project is not None and project.head.seq > before:
            self.said = _told(project.history.lines(limit=1)[0])
        return True

    def undo(self, seq: int, place: str = "page") -> None:
        """Take back the act that made an entry."""
        if self.project is not None:
            self.act(self.project.history.undo, seq, place=place)

    def tell(self, sentence: str) -> None:
        """Say something that no single act of the history says."""
        self.said = Said(sentence)

    def give_reason(self, action: ActionId, key: str, place: str = "page") -> None:
        """Add what was typed in a field as the reason for an act; nothing typed is no reason."""
        words, said = self.typed(key), self.said
        if self.project is None or not words:
            self.said = None
        elif (
            self.done(self.project.history.give_reason, action, words, place=place)
            and said is not None
            and said.action == action
        ):  # the act is what Undo beside it takes back
            told = f"{said.sentence}. The reason is kept."
            self.said = replace(said, sentence=told, asks=False)

    def check_history(self, clock: Callable[[], int] = time.time_ns) -> None:
        """Check the history and keep what was found."""
        if self.project is not None:
            self.act(self._check, self.project, clock() // 1_000, place="check")

    def enter(self, room: str) -> None:
        """Begin a page; what was said on another one goes."""
        if room != self.room:
            self.said = self.refusal = self.batch.came = None
            self.makings.clear()
        self.room = room

    def quiet(self) -> None:
        """Take the toast away."""
        self.said = None

    def refused(self, place: str) -> str | None:
        """Return why the act beside this thing was not done."""
        return self.refusal.sentence if self.refusal and self.refusal.place == place else None

    def typed(self, key: str) -> str:
        """Return what stands in a field, without blanks around it."""
        return str(st.session_state.get(key) or "").strip()

    def chosen(self, key: str) -> Any:
        """Return what was chosen in a field; None where it is not drawn."""
        return st.session_state.get(key)

    def put(self, key: str, value: Any) -> None:
        """Fill a field; only before it is drawn, so in a callback."""
        st.session_state[key] = value

    def turn_to(self, name: str, leaf: int) -> None:
        """Open a leaf of a long list."""
        self.leaves[name] = leaf

    def ask_where(self, coding: CodingId | None = None) -> None:
        """Ask which code a coding is to get, or ask no more."""
        self.moving = coding

    def seek(self) -> None:
        """Open find over the page."""
        self.seeks = True

    def keep_seat(self) -> None:
        """Make the browser remember who sits here."""
        if self.coder is not None:
            keep_seat(self.own or self.coder, told=self.told)

    def be(self, name: str, place: str = "coder") -> None:
        """Say who sits here; this window remembers, and the machine for a new browser."""
        if self.done(remember_coder, name, place=place):
            self.own, self.told = None, True
            self._act_as(clean_name(name, "person"))

    def look_around_as(self, name: str) -> None:
        """Act under another name, until another study is opened; it is remembered nowhere."""
        self.own = self.own or self.coder
        self._act_as(name)

    def be_again(self) -> None:
        """Act under one's own name again."""
        if self.own is not None:
            name, self.own = self.own, None
            self._act_as(name)

    def open(self, where: str | Location, place: str = "open") -> None:
        """Open a study in place of the one that is open."""
        self.act(self._open, where, place=place)

    def keep_up(self) -> None:
        """Open the study anew where another one has taken its place, as a restored one does.

        Where none lies there any more, it is put aside, and the first page says so.
        """
        if self.project is None or self.place is None:
            return
        if self.project.is_replaced:
            try:
                self._open(self.place)
            except WorkbenchError as error:
                self.leave()
                self.refusal = Refusal("arrive", str(error))

    def begin(self, new: NewStudy, place: str = "new") -> None:
        """Begin a study in a file of a folder, and open it."""
        self.act(self._begin, new, place=place)

    def open_sample(self, place: str = "sample") -> None:
        """Open the sample study, which is made when it is first asked for."""
        self.act(self._open_sample, place=place)

    def find_open(self, project_id: str) -> bool:
        """Open the study with this id, if it is among the recent ones."""
        for place in recent_projects():
            if id_in(place) == project_id:
                return self.done(self._open, place, place="arrive")
        self.refusal = Refusal(
            "arrive",
            "The study of this address is not among those opened last on this machine. "
            "Type where its file lies.",
        )
        return False

    def leave(self) -> None:
        """Put the open study aside."""
        self._take(None)
        clear_address()

    def _open(self, where: str | Location) -> None:
        place = typed_place(where) if isinstance(where, str) else where
        project = open_once(place).as_coder(self.own or self.coder or "")
        self._take(project)
        self.place = place
        remember_project(place, project.name)

    def _begin(self, new: NewStudy) -> None:
        where = place_for(new.folder, new.file)
        create_project(
            where,
            name=new.title,
            coder=self.own or self.coder or "",
            stance=new.stance,
            question=new.question,
        ).close()
        self._open(where)

    def _open_sample(self) -> None:
        self._open(open_sample(self.own or self.coder or ""))

    def _act_as(self, name: str) -> None:
        self.coder = name
        self.noted.clear()
        self._clear_tables()
        self.quiet()
        self.checked = None
        if self.project is not None:
            self.project = self.project.as_coder(name)

    def _take(self, project: Project | None) -> None:
        self.coder, self.own = self.own or self.coder, None
        self.project, self.source, self.said, self.checked = project, None, None, None
        self.batch = Batch(number=self.batch.number + 1)
        self.correction = Correction(self.correction.number + 1)
        self.leaves.clear()
        self._clear_tables()
        self.compared.clear()
        for errand in self.errands.values():
            errand.stop()
        self.errands.clear()
        self.focused = self.moving = None
        self.sought = ""

    def _clear_tables(self) -> None:
        """Let another study or person begin from what they left themselves."""
        self.trays.clear()
        self.makings.clear()
        self.board = None

    def _check(self, project: Project, at: int) -> None:
        head = project.head.digest
        self.checked = Checked(head, project.history.verify(), at)


def open_desk() -> Desk:
    """Return this tab's desk."""
    if _NAME not in st.session_state:
        st.session_state[_NAME] = Desk(seated() or remembered_coder())
    desk = st.session_state[_NAME]
    assert isinstance(desk, Desk)
    return desk


def _told(line: HistoryLine) -> Said:
    asks = line.asked and line.reason is None
    return Said(line.sentence, line.action, line.seq, line.undoable, asks)
