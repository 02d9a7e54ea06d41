"""The texts under study: read, looked at, mapped and only then imported; described and named."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping

from workbench.errors import (
    AmbiguousNameError,
    ConflictError,
    InvalidActionError,
    NotFoundError,
)
from workbench.exchange.bundles import Bundle, open_bundle
from workbench.exchange.decoding import EncodingPreview, preview_encodings
from workbench.exchange.reading import FileBytes, ReadOptions, ReadResult, RefusedFile
from workbench.model.events import ImportRefused, SourceImported, SourceRemoved, SpeakerMapped
from workbench.model.ids import SourceId, Words
from workbench.model.people_events import (
    SourceDescribed,
    SourceKindChanged,
    SourceRenamed,
    UnlabelledMapped,
)
from workbench.model.source import (
    SOURCE_KINDS,
    UNLABELLED,
    Origin,
    Passage,
    Source,
    SourceDetails,
    SourceDraft,
    SourceKind,
    Speaker,
    SpeakerChoice,
    SpeakerRecord,
    word_count,
)
from workbench.project.cases import case_for
from workbench.project.details import NO_DETAILS, checked_details
from workbench.project.names import clean_name, name_from_file, plain_file_name, same_name
from workbench.project.opened import Opened
from workbench.project.safeguards import refuse_unseen
from workbench.store.reads import Reads
from workbench.store.unit import Unit

__all__ = [
    "EncodingPreview",
    "FileBytes",
    "ReadOptions",
    "ReadResult",
    "RefusedFile",
    "Sources",
    "preview_encodings",
]

UNMAPPED = SpeakerChoice("unmapped")


class Sources:
    """The texts under study."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Source]:
        """Return the sources in order of import."""
        with self._opened.reading() as reads:
            return reads.sources()

    def find(self, ref: str) -> Source:
        """Return the source with this id or name.

        Raises:
            NotFoundError: There is none.
            AmbiguousNameError: Several sources have the name.
        """
        sources = self.all()
        found = (
            [s for s in sources if s.id == ref]
            or [s for s in sources if s.name == ref]
            or [s for s in sources if same_name(s.name, ref)]
        )
        if not found:
            raise NotFoundError(f"There is no source “{ref}” in this project.")
        if len(found) > 1:
            raise AmbiguousNameError(f"{len(found)} sources are called “{ref}”. Use an id.")
        return found[0]

    def text(self, source: SourceId) -> str:
        """Return a source's text, verbatim."""
        with self._opened.reading() as reads:
            return reads.text(source)

    def passages(self, source: SourceId) -> list[Passage]:
        """Return a source's passages in order."""
        with self._opened.reading() as reads:
            return reads.passages(source)

    def speakers(self, source: SourceId) -> list[Speaker]:
        """Return a source's speakers in order of first appearance."""
        with self._opened.reading() as reads:
            return reads.speakers(source)

    def unpack(self, file: FileBytes) -> Bundle:
        """Return the files in a zip, hidden ones left alone; a plain file gives itself."""
        return open_bundle(file)

    def read(
        self, files: Iterable[FileBytes], options: ReadOptions | None = None
    ) -> Iterator[ReadResult]:
        """Read files and write nothing: a draft or a refusal for each, in order."""
        for file in files:
            yield self._opened.reader.read(file, options or ReadOptions())

    def add(
        self,
        draft: SourceDraft,
        *,
        kind: SourceKind = "interview",
        speakers: Mapping[str, SpeakerChoice] | None = None,
    ) -> SourceId:
        """Import a draft; labels that are not mapped stay unmapped.

        Args:
            draft: What was read.
            kind: What it is.
            speakers: What labels become; an empty one stands for the words without a label.

        Raises:
            InvalidActionError: The draft's account does not add up, or a mapped label is not its.
        """
        _check(draft, speakers or {})
        _check_kind(kind)
        source = SourceId(str(uuid.uuid4()))
        with self._opened.unit() as unit:
            records = tuple(
                _record(unit, label, (speakers or {}).get(label, UNMAPPED))
                for label in draft.speakers
            )
            name = _free_name(draft.file_name, unit.reads.source_name_is_taken)
            unlabelled = _unlabelled(unit, source, (speakers or {}).get("", UNMAPPED))
            unit.record(
                SourceImported(
                    source=source,
                    name=Words(name),
                    kind=kind,
                    format=draft.format,
                    encoding=draft.encoding,
                    origin=Origin(
                        Words(plain_file_name(draft.file_name)),
                        draft.file_size,
                        Words(draft.file_sha256),
                    ),
                    text=Words(draft.text),
                    characters=len(draft.text),
                    words=word_count(draft.text),
                    characters_read=draft.characters_read,
                    left_out=draft.left_out,
                    lines=draft.lines,
                    passages=draft.passages,
                    speakers=records,
                    pages=draft.pages,
                )
            )
            if unlabelled is not None:
                unit.record(unlabelled)
        return source

    def note_refusal(self, refused: RefusedFile) -> None:
        """Put a failed import into the history, without the file's words."""
        with self._opened.unit() as unit:
            unit.record(
                ImportRefused(refused.reason, refused.size, Words(plain_file_name(refused.name)))
            )

    def map_speaker(self, source: SourceId, index: int, choice: SpeakerChoice) -> None:
        """Map a label of an imported source to a role and a person."""
        with self._opened.unit() as unit:
            unit.reads.source_name(source)
            before = next((s for s in unit.reads.speakers(source) if s.index == index), None)
            if before is None:
                raise NotFoundError(f"The source has no speaker number {index}.")
            case = case_for(unit, before.label, choice)
            if (before.role, before.case) != (choice.role, case):
                unit.record(
                    SpeakerMapped(source, index, before.role, before.case, choice.role, case)
                )

    def unlabelled(self, source: SourceId) -> Speaker | None:
        """Return who speaks the words without a label; None where each turn has one."""
        with self._opened.reading() as reads:
            return _who_is_unlabelled(reads, source)

    def map_unlabelled(
        self, source: SourceId, choice: SpeakerChoice, *, base: Speaker | None = None
    ) -> None:
        """Say who speaks the words of a source that bear no label.

        Args:
            source: Which.
            choice: Role and name.
            base: What was seen when the choosing began.

        Raises:
            ConflictError: Somebody mapped them meanwhile.
            InvalidActionError: Each turn of the source has a label, or nobody is named.
        """
        with self._opened.unit() as unit:
            unit.reads.source_name(source)
            old = _who_is_unlabelled(unit.reads, source)
            if old is None:
                raise InvalidActionError("Every turn of this source has a label: map those.")
            if base is not None and (base.role, base.case) != (old.role, old.case):
                raise ConflictError(
                    "Somebody mapped the words without a label since you looked. Look again."
                )
            case = case_for(unit, "", choice)
            if (old.role, old.case) != (choice.role, case):
                unit.record(UnlabelledMapped(source, old.role, old.case, choice.role, case))

    def details(self, source: SourceId) -> SourceDetails:
        """Return what was written down about a source; all empty where nobody did."""
        with self._opened.reading() as reads:
            reads.source_name(source)
            return reads.people.source_details().get(source, NO_DETAILS)

    def all_details(self) -> dict[SourceId, SourceDetails]:
        """Return what was written down, by source; who is missing has nothing."""
        with self._opened.reading() as reads:
            return reads.people.source_details()

    def describe(
        self, source: SourceId, details: SourceDetails, *, base: SourceDetails | None = None
    ) -> None:
        """Write down what is known about a source.

        Args:
            source: Which.
            details: All of it, as it is from now on.
            base: What was seen when the editing began.

        Raises:
            ConflictError: Somebody changed it meanwhile.
            InvalidActionError: A date or number is none.
        """
        with self._opened.unit() as unit:
            unit.reads.source_name(source)
            old = unit.reads.people.source_details().get(source, NO_DETAILS)
            new = checked_details(details)
            if base is not None and base != old:
                raise ConflictError(
                    "Somebody changed what is known about this source since you looked. Look again."
                )
            if new != old:
                unit.record(SourceDescribed(source, old, new))

    def rename(self, source: SourceId, name: str, *, base: str | None = None) -> None:
        """Give a source another name.

        Args:
            source: Which.
            name: The new name.
            base: The name that was seen when the editing began.

        Raises:
            ConflictError: Somebody renamed it meanwhile.
            InvalidActionError: Another source has the name.
        """
        with self._opened.unit() as unit:
            old, new = unit.reads.source_name(source), clean_name(name, "source")
            if base is not None and base != old:
                raise ConflictError(
                    f"The source was “{base}” when you began, is “{old}” now, and would become "
                    f"“{new}”. Look again and rename it once more."
                )
            if new != old:
                _refuse_namesake(unit, new, source)
                unit.record(SourceRenamed(source, Words(old), Words(new)))

    def change_kind(
        self, source: SourceId, kind: SourceKind, *, base: SourceKind | None = None
    ) -> None:
        """Say that a source is of another kind.

        Args:
            source: Which.
            kind: From now on.
            base: The kind that was seen when the choosing began.

        Raises:
            ConflictError: Somebody said otherwise meanwhile.
        """
        _check_kind(kind)
        with self._opened.unit() as unit:
            old = unit.reads.source_kind(source)
            if base is not None and base != old:
                raise ConflictError(
                    f"The kind of this source was {base} when you began, is {old} now, and would "
                    f"become {kind}. Look again."
                )
            if kind != old:
                unit.record(SourceKindChanged(source, old, kind))

    def remove(self, source: SourceId) -> None:
        """Take a source out of the study with every coding on it; undo brings all back.

        Raises:
            InvalidActionError: A blind round goes over it.
        """
        with self._opened.unit() as unit:
            name = unit.reads.source_name(source)
            refuse_unseen(unit.reads, source)
            codings = tuple(unit.reads.codings(source=source))
            unit.reason = "asked" if codings else "none"
            unit.record(SourceRemoved(source, Words(name), codings))


def check_account(draft: SourceDraft) -> None:
    """Refuse a draft of which characters got lost.

    Raises:
        InvalidActionError: What was read is not what was kept and left out.
    """
    left_out = sum(item.characters for item in draft.left_out)
    if draft.characters_read != len(draft.text) + left_out:
        raise InvalidActionError(
            f"The account of {draft.file_name} does not add up: {draft.characters_read} characters "
            f"read, {len(draft.text)} kept, {left_out} left out. Nothing was imported."
        )


def _check(draft: SourceDraft, speakers: Mapping[str, SpeakerChoice]) -> None:
    check_account(draft)
    if "" in speakers and not draft.unlabelled_count():
        raise InvalidActionError(f"Every turn of {draft.file_name} has a label: map those.")
    strangers = [label for label in speakers if label and label not in draft.speakers]
    if strangers:
        raise InvalidActionError(
            f"{draft.file_name} has no label “{strangers[0]}”. Its labels: "
            f"{', '.join(draft.speakers) or 'none'}."
        )


def _who_is_unlabelled(reads: Reads, source: SourceId) -> Speaker | None:
    count = sum(passage.voice == UNLABELLED for passage in reads.passages(source))
    mapped = next((one for one in reads.speakers(source) if one.index == UNLABELLED), None)
    return mapped or (Speaker(UNLABELLED, "", "unmapped", None, None, count) if count else None)


def _check_kind(kind: str) -> None:
    if kind not in SOURCE_KINDS:
        raise InvalidActionError(f"This is no kind of source. Use {', '.join(SOURCE_KINDS)}.")


def _refuse_namesake(unit: Unit, name: str, source: SourceId) -> None:
    for other in unit.reads.sources():
        if other.id != source and same_name(other.name, name):
            raise InvalidActionError(
                f"There is a source “{other.name}” already. Choose another name."
            )


def _record(unit: Unit, label: str, choice: SpeakerChoice) -> SpeakerRecord:
    return SpeakerRecord(Words(label), choice.role, case_for(unit, label, choice))


def _unlabelled(unit: Unit, source: SourceId, choice: SpeakerChoice) -> UnlabelledMapped | None:
    if choice.role == "unmapped":
        return None
    return UnlabelledMapped(source, "unmapped", None, choice.role, case_for(unit, "", choice))


def _free_name(file_name: str, taken: Callable[[str], bool]) -> str:
    stem = name_from_file(file_name)
    name, number = stem, 2
    while taken(name):
        name, number = f"{stem} ({number})", number + 1
    return name
