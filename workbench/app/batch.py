"""Files that were handed over and wait to be imported: what was read, what each label becomes.

Everything here is worked out from values; reading and importing are the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from workbench.app.accounts import hides_text, turn_count, word_count
from workbench.model.case import Case
from workbench.model.ids import CaseId
from workbench.model.source import SourceDraft, SourceKind, SpeakerChoice, SpeakerRole
from workbench.project.names import same_name
from workbench.project.sources import FileBytes, ReadOptions, ReadResult, RefusedFile

UNMAPPED = SpeakerChoice("unmapped")
ROLE_WORDS: dict[SpeakerRole, str] = {
    "participant": "participant",
    "interviewer": "interviewer",
    "ignored": "ignore",
    "unmapped": "not mapped",
}
KIND_WORDS: dict[SourceKind, str] = {
    "interview": "interview",
    "focus-group": "focus group",
    "field-note": "field note",
    "literature": "literature",
    "survey": "survey",
    "policy": "policy",
}
_INTERVIEWER = re.compile(
    r"(int(erviewer)?|res(earcher)?|mod(erator)?|facilitator|iv)\s*\.?\s*\d*", re.IGNORECASE
)
_MODERATOR = re.compile(r"(mod(erator)?|facilitator)\s*\.?\s*\d*", re.IGNORECASE)
#: Labels that a machine gave: they name nobody.
_NUMBERED = re.compile(
    r"(unknown\s+)?(speaker|participant|person|voice|spk|interviewee|respondent)[\s_-]*\d*",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(participant|interviewee|respondent)[\s_-]*\d*", re.IGNORECASE)
#: Labels of a transcript in questions and answers; either stands for nobody beside other labels.
_ASKS, _IS_ASKED = frozenset({"q", "question"}), frozenset({"a", "answer"})
#: Who asks, beside one other or beside participants; in a group it may be somebody's letter.
_I = "i"
_PARTICIPANT = re.compile(r"(p|participant|interviewee|respondent)[\s_-]*\d*")
#: Letters tell the members of one group apart; in another group the letter is somebody else.
_LETTER = re.compile(r"[A-Za-z]\.?")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as it was read: a draft or a refusal, and with which options."""

    file: str
    name: str
    result: ReadResult
    options: ReadOptions

    @property
    def hides_text(self) -> bool:
        """Whether the file holds hidden text, left out or kept by choice."""
        draft = self.result
        return self.options.keep_hidden or (isinstance(draft, SourceDraft) and hides_text(draft))

    @property
    def needs_encoding(self) -> bool:
        """Whether the person has yet to say how the file's bytes are to be read."""
        return isinstance(self.result, RefusedFile) and self.result.reason == "encoding"


@dataclass(frozen=True, slots=True, order=True)
class LabelKey:
    """A raw label of the batch; of one file alone where it names nobody across files.

    An empty one stands for the words of a file that bear no label.
    """

    label: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A row of the mapping table: a label, and how many turns it has in which file."""

    key: LabelKey
    turns: Mapping[str, int]

    @property
    def turn_count(self) -> int:
        """All turns of the label."""
        return sum(self.turns.values())

    @property
    def where(self) -> str:
        """Where the label stands: ``12 turns in 3 files``."""
        files = f" in {len(self.turns)} files" if len(self.turns) > 1 else ""
        noun = "turn" if self.key.label else "passage"
        return f"{self.turn_count:,} {noun}{'s' * (self.turn_count != 1)}{files}"


@dataclass(frozen=True, slots=True)
class CameIn:
    """What an import brought so far; `known` are the people that were there before."""

    known: frozenset[CaseId]
    files: int = 0
    words: int = 0
    turns: int = 0

    def with_one(self, draft: SourceDraft) -> CameIn:
        """Return this with one more file."""
        return CameIn(
            self.known,
            self.files + 1,
            self.words + word_count(draft),
            self.turns + turn_count(draft),
        )


@dataclass(slots=True)
class Batch:
    """Files handed over together.

    Attributes:
        number: Which batch of this tab; a new one empties the fields for files.
        bundles: The files of each upload: one, or those of a zip.
        told: What to know of an upload that held several files.
        handed: Every file's name and bytes.
        read: What was read.
        kinds: What kind of source a file becomes, where it was chosen.
        choices: What labels become, where it was chosen.
        known: The people of the study; a label that is their name is theirs.
        opened: Files whose details are open.
        held: The uploads that the fields held when they were drawn last.
        touched: The person put files into a field or took some back since.
        stopped: The person stopped the reading.
        importing: The person asked for the import.
        came: What the last import brought.
    """

    number: int = 0
    bundles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    handed: dict[str, FileBytes] = field(default_factory=dict)
    read: dict[str, ReadFile] = field(default_factory=dict)
    kinds: dict[str, SourceKind] = field(default_factory=dict)
    choices: dict[LabelKey, SpeakerChoice] = field(default_factory=dict)
    known: Sequence[Case] = ()
    opened: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    touched: bool = False
    stopped: bool = False
    importing: bool = False
    came: CameIn | None = None

    def hand_over(self, upload: str, files: Sequence[FileBytes | RefusedFile]) -> None:
        """Take in the files of one upload; one that was refused at once counts as read."""
        self.came = None
        keys = tuple(f"{upload}.{number}" for number in range(len(files)))
        self.bundles[upload] = keys
        for key, file in zip(keys, files, strict=True):
            if isinstance(file, RefusedFile):
                self.read[key] = ReadFile(key, file.name, file, ReadOptions())
            else:
                self.handed[key] = file

    def waiting(self) -> list[str]:
        """Return the files that are not read yet."""
        return [key for key in self.handed if key not in self.read]

    def drafts(self) -> dict[str, SourceDraft]:
        """Return the files that can be imported."""
        results = ((f.file, f.result) for f in self.read.values())
        return {file: result for file, result in results if isinstance(result, SourceDraft)}

    def refused(self) -> dict[str, RefusedFile]:
        """Return the files that could not be read."""
        results = ((f.file, f.result) for f in self.read.values())
        return {file: result for file, result in results if isinstance(result, RefusedFile)}

    def twins(self) -> dict[str, str]:
        """Return the files whose bytes another one before them has, with that one's name."""
        drafts = self.drafts()
        first: dict[str, str] = {}
        owners = {file: first.setdefault(d.file_sha256, file) for file, d in drafts.items()}
        return {file: drafts[owner].file_name for file, owner in owners.items() if owner != file}

    def touch(self) -> None:
        """Note that the person put files into a field, or took some back."""
        self.touched = True

    def see(self, uploads: Iterable[str]) -> None:
        """Forget uploads that were taken back; a field drawn anew and empty takes nothing back."""
        now = set(uploads)
        for gone in self.held - now if self.touched else ():
            self.told.pop(gone, None)
            for key in self.bundles.pop(gone, ()):
                self.handed.pop(key, None)
                self.read.pop(key, None)
        self.held, self.touched = now, False

    def kind(self, file: str) -> SourceKind:
        """Return what kind of source a file becomes: what was chosen, else what it looks like."""
        draft = self.drafts().get(file)
        return self.kinds.get(file) or (looks_like(draft) if draft else "interview")

    def choice(self, row: LabelRow) -> SpeakerChoice:
        """Return what a label becomes: what was chosen, else what is suggested."""
        return self.choices.get(row.key) or self.suggested(row)

    def suggested(self, row: LabelRow) -> SpeakerChoice:
        """Return what a label most likely becomes, as far as can be told."""
        label = row.key.label.strip()
        for case in self.known:
            if row.key.file is None and same_name(case.name, label):
                return SpeakerChoice(case.kind, case.name)
        if _INTERVIEWER.fullmatch(label) or self._asks(row):
            return SpeakerChoice("interviewer", label)
        if (
            not label
            or _NUMBERED.fullmatch(label)
            or row.turn_count == 1
            or _plain(label) == _I
            or self._beside_participants(row)
        ):
            return UNMAPPED
        return SpeakerChoice("participant", self.name_for(row.key))

    def _asks(self, row: LabelRow) -> bool:
        """Whether it asks in all its files: Q beside A alone, I beside one or participants."""
        label = _plain(row.key.label)
        beside = [{*map(_plain, labels)} - {label} for labels in self._beside(row)]
        if label == _I:
            return bool(beside) and all(map(_answer, beside))
        return (
            label in _ASKS
            and bool(beside)
            and all(others <= _IS_ASKED and len(others) == 1 for others in beside)
        )

    def _beside_participants(self, row: LabelRow) -> bool:
        """Whether a name may be who asks: beside participants, or beside one that names nobody."""
        return any(
            any(_ANSWERS.fullmatch(label) for label in labels)
            or (len(labels) == 2 and any(_NUMBERED.fullmatch(label) for label in labels))
            for labels in self._beside(row)
        )

    def _beside(self, row: LabelRow) -> list[list[str]]:
        """Return the labels of each file in which one stands."""
        drafts = self.drafts()
        files = [drafts[file] for file in row.turns if file in drafts]
        return [[label.strip() for label in draft.speakers] for draft in files]

    def name_for(self, key: LabelKey) -> str:
        """Return the name a label gives its person; with the file where it needs it."""
        label = key.label.strip()
        if key.file is None:
            return label
        stem = PurePath(self.read[key.file].name).stem
        return f"{label} ({stem})" if label else stem

    def rows(self) -> list[LabelRow]:
        """Return the mapping table: labels with most turns first."""
        found: dict[LabelKey, dict[str, int]] = {}
        for file, draft in self.drafts().items():
            for index, label in enumerate(draft.speakers):
                found.setdefault(_key(label, file), {})[file] = draft.turn_count(index)
        rows = [LabelRow(key, turns) for key, turns in found.items()]
        return sorted(rows, key=lambda row: (-row.turn_count, row.key.label, row.key.file or ""))

    def unlabelled(self) -> list[LabelRow]:
        """Return a row for each file that holds words of somebody whom no label names."""
        counts = {file: draft.unlabelled_count() for file, draft in self.drafts().items()}
        return [LabelRow(LabelKey("", file), {file: n}) for file, n in counts.items() if n]

    def speakers(self) -> dict[str, dict[str, SpeakerChoice]]:
        """Return what each label of each file becomes."""
        found: dict[str, dict[str, SpeakerChoice]] = {file: {} for file in self.drafts()}
        for row in [*self.rows(), *self.unlabelled()]:
            choice = self.choice(row)
            for file in row.turns:
                found[file][row.key.label] = choice
        return found

    def map_rest_to_participants(self) -> list[LabelRow]:
        """Make every label that is not mapped yet a participant of that name; return which."""
        rest = [row for row in self.rows() if self.choice(row).role == "unmapped"]
        for row in rest:
            self.choices[row.key] = SpeakerChoice("participant", self.name_for(row.key))
        return rest

    def fold(self, file: str) -> None:
        """Open a file's details, or close them."""
        self.opened ^= {file}

    def stop(self) -> None:
        """Read no further for now."""
        self.stopped = True

    def go_on(self) -> None:
        """Read the rest."""
        self.stopped = False

    def begin_import(self) -> None:
        """Import what was read, when the page is drawn next."""
        self.importing = True
        self.came = CameIn(frozenset(case.id for case in self.known))

    def stop_import(self) -> None:
        """Import no further; what is not in stays here."""
        self.importing = False


def looks_like(draft: SourceDraft) -> SourceKind:
    """Return the kind a file looks like: a focus group where somebody moderates several people."""
    labels = [label.strip() for label in draft.speakers]
    moderated = any(_MODERATOR.fullmatch(label) for label in labels)
    answering = sum(not _INTERVIEWER.fullmatch(label) for label in labels)
    return "focus-group" if moderated and answering > 1 else "interview"


def _plain(label: str) -> str:
    return label.strip(" .").casefold()


def _answer(labels: set[str]) -> bool:
    """Whether these answer somebody called I: one who does not ask, or participants alone."""
    if len(labels) == 1:
        return not any(label in _ASKS or _INTERVIEWER.fullmatch(label) for label in labels)
    return bool(labels) and all(_PARTICIPANT.fullmatch(label) for label in labels)


def _key(label: str, file: str) -> LabelKey:
    bare = label.strip()
    of_one = _NUMBERED.fullmatch(bare) or _LETTER.fullmatch(bare)
    return LabelKey(label, file if of_one else None)
