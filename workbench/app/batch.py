"""Files that were read and wait to be imported: their accounts, their labels, what each becomes.

Everything here is worked out from values; reading and importing are the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.model.source import SourceDraft, SourceKind, SpeakerChoice, SpeakerRole
from workbench.project.sources import ReadOptions, ReadResult, RefusedFile

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
#: Labels that a machine gave: the same one in two files is hardly the same person.
_NUMBERED = re.compile(
    r"(unknown\s+)?(speaker|participant|person|voice|spk|interviewee|respondent)[\s_-]*\d*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as it was read: a draft or a refusal, and with which options."""

    file: str
    name: str
    result: ReadResult
    options: ReadOptions


@dataclass(frozen=True, slots=True, order=True)
class LabelKey:
    """A raw label of the batch; of one file alone where a machine gave it."""

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
        return f"{self.turn_count:,} turn{'s' * (self.turn_count != 1)}{files}"


@dataclass(slots=True)
class Batch:
    """Files handed over together.

    Attributes:
        number: Which batch of this tab; a new one empties the field for files.
        read: What was read, by the upload's id.
        kinds: What kind of source a file becomes, where it was chosen.
        choices: What labels become, where it was chosen.
        stopped: The person stopped the reading.
        importing: The person asked for the import.
    """

    number: int = 0
    read: dict[str, ReadFile] = field(default_factory=dict)
    kinds: dict[str, SourceKind] = field(default_factory=dict)
    choices: dict[LabelKey, SpeakerChoice] = field(default_factory=dict)
    stopped: bool = False
    importing: bool = False

    def drafts(self) -> dict[str, SourceDraft]:
        """Return the files that can be imported."""
        results = ((f.file, f.result) for f in self.read.values())
        return {file: result for file, result in results if isinstance(result, SourceDraft)}

    def refused(self) -> dict[str, RefusedFile]:
        """Return the files that could not be read."""
        results = ((f.file, f.result) for f in self.read.values())
        return {file: result for file, result in results if isinstance(result, RefusedFile)}

    def keep_only(self, files: Iterable[str]) -> None:
        """Forget files that were taken back."""
        there = set(files)
        for gone in [file for file in self.read if file not in there]:
            del self.read[gone]

    def kind(self, file: str) -> SourceKind:
        """Return what kind of source a file becomes."""
        return self.kinds.get(file, "interview")

    def choice(self, key: LabelKey) -> SpeakerChoice:
        """Return what a label becomes: what was chosen, else what is suggested."""
        return self.choices.get(key) or suggested(key.label)

    def rows(self) -> list[LabelRow]:
        """Return the mapping table: labels with most turns first."""
        found: dict[LabelKey, dict[str, int]] = {}
        drafts = self.drafts()
        for file, draft in drafts.items():
            for index, label in enumerate(draft.speakers):
                found.setdefault(self._key(label, file), {})[file] = draft.turn_count(index)
        rows = [LabelRow(key, turns) for key, turns in found.items()]
        return sorted(rows, key=lambda row: (-row.turn_count, row.key.label, row.key.file or ""))

    def speakers(self, file: str) -> dict[str, SpeakerChoice]:
        """Return what each label of a file becomes."""
        draft = self.drafts()[file]
        return {label: self.choice(self._key(label, file)) for label in draft.speakers}

    def map_rest_to_participants(self) -> list[LabelKey]:
        """Make every label that is not mapped yet a participant of that name; return which."""
        rest = [row.key for row in self.rows() if self.choice(row.key).role == "unmapped"]
        self.choices |= {key: SpeakerChoice("participant", key.label) for key in rest}
        return rest

    def stop(self) -> None:
        """Read no further for now."""
        self.stopped = True

    def go_on(self) -> None:
        """Read the rest."""
        self.stopped = False

    def begin_import(self) -> None:
        """Import what was read, when the page is drawn next."""
        self.importing = True

    def stop_import(self) -> None:
        """Import no further; what is not in stays here."""
        self.importing = False

    def _key(self, label: str, file: str) -> LabelKey:
        shared = sum(label in draft.speakers for draft in self.drafts().values()) > 1
        return LabelKey(label, file if shared and _NUMBERED.fullmatch(label.strip()) else None)


def suggested(label: str) -> SpeakerChoice:
    """Return what a label most likely becomes: interviewer, or left to the person."""
    if _INTERVIEWER.fullmatch(label.strip()):
        return SpeakerChoice("interviewer", label)
    return UNMAPPED


def account(draft: SourceDraft) -> str:
    """Return the account of a file: what was read is what was kept and what was left out."""
    left = sum(part.characters for part in draft.left_out)
    reasons = ", ".join(f"{part.reason} {part.characters:,}" for part in draft.left_out)
    told = f"{draft.characters_read:,} characters read = {len(draft.text):,} kept + {left:,}"
    return f"{told} left out ({reasons})" if reasons else f"{told} left out"


def lines(draft: SourceDraft) -> str:
    """Return where the lines of a file went."""
    counts = draft.lines
    kinds = {
        "turns": counts.turn,
        "head": counts.head,
        "foot": counts.foot,
        "directions": counts.direction,
        "unassigned": counts.unassigned,
    }
    told = ", ".join(f"{kind} {count:,}" for kind, count in kinds.items() if count)
    return f"{counts.total:,} line{'s' * (counts.total != 1)}: {told}"


def size(draft: SourceDraft) -> str:
    """Return how large a text is: words, turns and speakers."""
    words, turns = len(draft.text.split()), sum(p.kind == "turn" for p in draft.passages)
    told = [f"{words:,} words", f"{turns:,} turn{'s' * (turns != 1)}"]
    if draft.speakers:
        told.append(f"{len(draft.speakers)} speaker{'s' * (len(draft.speakers) != 1)}")
    return " · ".join(told)


def unassigned(draft: SourceDraft, most: int = 5) -> list[str]:
    """Return the beginnings of the first passages that no rule gave a place."""
    loose = [p for p in draft.passages if p.kind == "unassigned"]
    return [" ".join(draft.text[p.start : p.end].split())[:160] for p in loose[:most]]


def hides_text(file: ReadFile) -> bool:
    """Tell whether a file holds hidden text, left out or kept by choice."""
    if file.options.keep_hidden:
        return True
    draft = file.result
    return isinstance(draft, SourceDraft) and any(
        part.reason == "hidden text" for part in draft.left_out
    )


def needs_encoding(file: ReadFile) -> bool:
    """Tell whether the person has to say, or has said, how a file's bytes are to be read."""
    refused = isinstance(file.result, RefusedFile) and file.result.reason == "encoding"
    return refused or file.options.encoding is not None


def remaining(done: int, total: int, seconds: float) -> str:
    """Return how long the rest takes, as the files so far tell it.

    Args:
        done: Files done.
        total: All files.
        seconds: What they took.
    """
    if not done:
        return ""
    left = seconds / done * (total - done)
    return f", about {round(left)} s left" if left >= 1 else ""
