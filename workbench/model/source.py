"""A text under study: its segments, passages, speakers and the account of how it was read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Literal, NamedTuple, get_args

from workbench.errors import SegmentMismatchError, SegmentOutsideSourceError
from workbench.model.ids import NO_WORDS, CaseId, FlagId, QuestionId, SourceId, Words

SourceKind = Literal["interview", "focus-group", "field-note", "literature", "survey", "policy"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
PassageKind = Literal["turn", "head", "foot", "direction", "unassigned"]
PASSAGE_KINDS: tuple[PassageKind, ...] = get_args(PassageKind)
SpeakerRole = Literal["participant", "interviewer", "ignored", "unmapped"]
SPEAKER_ROLES: tuple[SpeakerRole, ...] = get_args(SpeakerRole)
Checked = Literal["not recorded", "yes", "no"]
CHECKED: tuple[Checked, ...] = get_args(Checked)
Asked = Literal["not recorded", "asked", "not asked"]
ASKED: tuple[Asked, ...] = get_args(Asked)

#: Stands for a speaker's index where words bear no label: whoever speaks them has this one.
UNLABELLED = -1


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of a source: code points, start included, end excluded."""

    start: int
    end: int

    def words_in(self, text: str, expected: str | None = None) -> str:
        """Return the segment's words.

        Args:
            text: The source's whole text.
            expected: The words the person saw there, if known.

        Raises:
            SegmentOutsideSourceError: The segment is empty or leaves the text.
            SegmentMismatchError: The words there are not the expected ones.
        """
        if not 0 <= self.start < self.end <= len(text):
            raise SegmentOutsideSourceError(self.start, self.end, len(text))
        words = text[self.start : self.end]
        if expected is not None and words != expected:
            raise SegmentMismatchError(self.start, self.end)
        return words


def word_count(text: str) -> int:
    """Return how many words, parted by white space, a text has: ``len(text.split())``, quicker."""
    if not text.isascii() and any(blank in text for blank in _WIDE_BLANKS):
        return len(text.split())
    marks = int.from_bytes(text.encode("latin-1", "replace").translate(_MARKS), "little")
    return (marks & (marks ^ marks << 8)).bit_count()  # what stands behind a blank, or first


#: White space beyond Latin-1; without it, a byte a character tells all blanks from all else.
_WIDE_BLANKS = (
    "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_MARKS = bytes(not chr(code).isspace() for code in range(256))


class Passage(NamedTuple):
    """A stretch shown as one block: a speaker's turn, or a head, foot, direction or loose text.

    The label (speaker and time as written) lies before the passage and outside its span.

    Attributes:
        speaker: Index into the source's speakers; None where nobody is named.
        label_start: Where the label begins (code points); None without a label.
        begins_ms: Start on the recording in milliseconds, where the file tells it.
    """

    kind: PassageKind
    start: int
    end: int
    speaker: int | None = None
    label_start: int | None = None
    label_end: int | None = None
    begins_ms: int | None = None
    ends_ms: int | None = None

    @property
    def voice(self) -> int | None:
        """Whose words these are: a speaker's index, `UNLABELLED`, or None where nobody speaks."""
        if self.speaker is None and self.kind in ("turn", "unassigned"):
            return UNLABELLED
        return self.speaker


def passages_of(rows: Sequence[Sequence[Any]]) -> list[Passage]:
    """Return passages of their rows, as `Passage._make` would one by one, quicker.

    Raises:
        TypeError: A row has too few or too many values.
    """
    if set(map(len, rows)) - {len(Passage._fields)}:
        raise TypeError("A row is no passage.")
    return list(map(tuple.__new__, repeat(Passage), rows))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Characters of the file that are not part of the text, and the fixed reason why."""

    reason: str
    characters: int


@dataclass(frozen=True, slots=True)
class LineCount:
    """How many lines of the text went where; the sum is all lines of the text."""

    turn: int
    head: int
    foot: int
    direction: int
    unassigned: int

    @property
    def total(self) -> int:
        """All lines of the text."""
        return self.turn + self.head + self.foot + self.direction + self.unassigned


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What a reader made of one file: nothing of it is in a project yet.

    ``characters_read == len(text) + sum of left_out``: the account is exact by construction of
    the readers and checked before every import.

    Attributes:
        encoding: How the bytes were decoded, for instance ``utf-8``; ``xml`` for docx.
        characters_read: Characters of text in the file, before anything was left out.
        speakers: Labels as written, in order of first appearance.
        notes: Sentences for the person (never the file's own words).
        pages: Where each page begins (code points), in order; empty where a format has none.
        repeated: Characters of page heads, feet and line numbers in the file, kept or left out.
    """

    file_name: str
    file_size: int
    file_sha256: str
    format: str
    encoding: str
    text: str
    passages: tuple[Passage, ...]
    speakers: tuple[str, ...]
    characters_read: int
    left_out: tuple[LeftOut, ...]
    lines: LineCount
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    repeated: int = 0

    def turn_count(self, speaker: int) -> int:
        """Return how many turns the speaker with this index has."""
        return sum(p.kind == "turn" and p.speaker == speaker for p in self.passages)

    def unlabelled_count(self) -> int:
        """Return how many passages hold words of somebody whom no label names."""
        return sum(p.voice == UNLABELLED for p in self.passages)


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """What a label was mapped to: a role and, unless ignored, a person's name."""

    role: SpeakerRole
    person: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """A speaker of one source as an event keeps it: the label as written, role and case."""

    label: Words
    role: SpeakerRole
    case: CaseId | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The file a source came from; kept in a part, for a digest of short words can be guessed."""

    file_name: Words
    file_size: int
    sha256: Words


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker of a source, as shown: label, role, mapped person and number of turns.

    Whoever speaks the words without a label has the index `UNLABELLED`, no label, and passages
    for turns.
    """

    index: int
    label: str
    role: SpeakerRole
    case: CaseId | None
    person: str | None
    turn_count: int


@dataclass(frozen=True, slots=True)
class Source:
    """A source as lists show it.

    Attributes:
        version: The entry that last changed it.
        pages: Where each page of the file begins; empty where its format has none.
        text_version: Which version of its text holds; 1 is the imported one.
    """

    id: SourceId
    name: str
    kind: SourceKind
    format: str
    characters: int
    words: int
    turn_count: int
    coding_count: int
    imported_at: int
    version: int
    left_out: tuple[LeftOut, ...]
    lines: LineCount
    pages: tuple[int, ...] = ()
    text_version: int = 1


def page_of(pages: Sequence[int], position: int) -> int | None:
    """Return the page a position lies on, from 1; None where there are no pages.

    Args:
        pages: Where each page begins (code points), in order.
        position: A code point of the text.
    """
    return bisect_right(pages, position) or None


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """What a researcher wrote down about a source; all of it may be left out.

    Attributes:
        date: When it took place or appeared (ISO date).
        mode: How it was held: in person, by telephone, by video.
        checked_against_audio: Whether somebody listened and compared.
        citation: Of literature: where it was published.
        design: Of literature: how the study was made.
        n: Of literature: how many people or studies it rests on.
        direction: Of literature: which way its finding points.
        content_note: What a reader should know before opening it.
    """

    date: str = ""
    mode: Words = NO_WORDS
    place: Words = NO_WORDS
    guide_version: Words = NO_WORDS
    transcriber: Words = NO_WORDS
    checked_against_audio: Checked = "not recorded"
    strand: Words = NO_WORDS
    site: Words = NO_WORDS
    citation: Words = NO_WORDS
    design: Words = NO_WORDS
    n: int | None = None
    direction: Words = NO_WORDS
    content_note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question of the interview guide; position counts from 0."""

    id: QuestionId
    words: Words
    position: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether one source's interviewer asked a question."""

    source: SourceId
    asked: Asked


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A segment that tells of somebody who took no part and was not asked."""

    id: FlagId
    source: SourceId
    start: int
    end: int
    note: Words
