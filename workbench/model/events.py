"""Every event, one frozen dataclass each: the format of the history.

A published event never changes its fields; a new need is a new version, lifted by `upcast`.
Fields of type `Words` travel in a part of the entry; everything else stands in its header.
Old values stand beside new ones, so that each event can be undone from itself. What happens to
people and sources beside their coming and going stands in `people_events`; of corrected texts in
`correction_events`, of a code's life in `codebook_events`, of what codings carry in
`coding_events`, of memos in `memo_events`, of the study, its decisions and meetings in
`study_events`, of reading and what the machine proposed in `proposal_events`, and of themes in
`theme_events`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.model.case import CaseKind
from workbench.model.codebook import CodeCard, Swatch
from workbench.model.codebook_events import CodebookEvent
from workbench.model.coding import Coding
from workbench.model.coding_events import CodingEvent
from workbench.model.correction_events import CorrectionEvent
from workbench.model.ids import (
    OWN_PART,
    ActionId,
    CaseId,
    CodeId,
    CoderId,
    CodingId,
    ProjectId,
    SourceId,
    Words,
)
from workbench.model.memo_events import MemoEvent
from workbench.model.people_events import PeopleEvent
from workbench.model.proposal_events import ProposalEvent
from workbench.model.source import (
    LeftOut,
    LineCount,
    Origin,
    Passage,
    Segment,
    SourceKind,
    SpeakerRecord,
    SpeakerRole,
)
from workbench.model.study import Stance
from workbench.model.study_events import StudyEvent
from workbench.model.theme_events import ThemeEvent


@dataclass(frozen=True, slots=True)
class ProjectCreated:
    """A study was begun."""

    project: ProjectId
    name: Words
    stance: Stance


@dataclass(frozen=True, slots=True)
class CoderJoined:
    """A person began to work in the project."""

    coder: CoderId
    name: Words


@dataclass(frozen=True, slots=True)
class CaseAdded:
    """A person who speaks in sources was named."""

    case: CaseId
    kind: CaseKind
    name: Words


@dataclass(frozen=True, slots=True)
class CaseRemoved:
    """A case that no speaker is mapped to was taken out."""

    case: CaseId
    kind: CaseKind
    name: Words


@dataclass(frozen=True, slots=True)
class SourceImported:
    """A text came into the project, verbatim, with its passages, speakers and account."""

    source: SourceId
    name: Words
    kind: SourceKind
    format: str
    encoding: str
    origin: Origin
    text: Words = field(metadata=OWN_PART)
    characters: int
    words: int
    characters_read: int
    left_out: tuple[LeftOut, ...]
    lines: LineCount
    passages: tuple[Passage, ...]
    speakers: tuple[SpeakerRecord, ...]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportRefused:
    """A file could not be read; only its name, its size and a fixed reason are kept."""

    reason: str
    file_size: int
    file_name: Words


@dataclass(frozen=True, slots=True)
class SourceRemoved:
    """A source was taken out of the study with every coding on it."""

    source: SourceId
    name: Words
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class SourceRestored:
    """A removed source came back with its codings."""

    source: SourceId
    name: Words
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class SpeakerMapped:
    """A label of a source was given a role and, mostly, a person."""

    source: SourceId
    speaker: int
    before_role: SpeakerRole
    before_case: CaseId | None
    after_role: SpeakerRole
    after_case: CaseId | None


@dataclass(frozen=True, slots=True)
class CodeCreated:
    """A code came into the codebook."""

    code: CodeId
    name: Words
    parent: CodeId | None
    swatch: Swatch
    position: int
    card: CodeCard


@dataclass(frozen=True, slots=True)
class CodeDeleted:
    """A code was taken out with its codings; its children moved up to its parent."""

    code: CodeId
    name: Words
    parent: CodeId | None
    children: tuple[CodeId, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class CodeRestored:
    """A deleted code came back with its children and codings."""

    code: CodeId
    name: Words
    parent: CodeId | None
    children: tuple[CodeId, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class CodeRenamed:
    """A code got another name."""

    code: CodeId
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class CodeMoved:
    """A code got another parent, or none."""

    code: CodeId
    before: CodeId | None
    after: CodeId | None


@dataclass(frozen=True, slots=True)
class CodeRecoloured:
    """A code got another swatch."""

    code: CodeId
    before: Swatch
    after: Swatch


@dataclass(frozen=True, slots=True)
class MergedCode:
    """A code that went into another: what it was, so that the merge can be undone."""

    code: CodeId
    name: Words
    parent: CodeId | None
    children: tuple[CodeId, ...]


@dataclass(frozen=True, slots=True)
class CodesMerged:
    """Codes went into one that stays.

    Attributes:
        moved: Codings re-pointed to `keep`, as they were before.
        collapsed: Codings that would have stood twice on one segment by one coder, as they
            were before; their twin under `keep` stands for both.
    """

    keep: CodeId
    keep_name: Words
    merged: tuple[MergedCode, ...]
    moved: tuple[Coding, ...]
    collapsed: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class CodesUnmerged:
    """Merged codes came back with their own codings."""

    keep: CodeId
    keep_name: Words
    merged: tuple[MergedCode, ...]
    moved: tuple[Coding, ...]
    collapsed: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class CodingApplied:
    """A coder tied a code to a segment."""

    coding: Coding


@dataclass(frozen=True, slots=True)
class CodingRemoved:
    """A coding was taken away."""

    coding: Coding


@dataclass(frozen=True, slots=True)
class CodingRecoded:
    """A coding was given another code, and with it the version of that code's card."""

    coding: CodingId
    source: SourceId
    before: CodeId
    after: CodeId
    before_card: int = 1
    after_card: int = 1


@dataclass(frozen=True, slots=True)
class CodingResized:
    """A coding's edges were moved."""

    coding: CodingId
    source: SourceId
    before: Segment
    after: Segment


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """Somebody said why an action was done."""

    action: ActionId
    reason: Words


@dataclass(frozen=True, slots=True)
class ReasonWithdrawn:
    """A reason was taken back."""

    action: ActionId
    reason: Words


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A verified copy of the project was written."""

    file: Words


@dataclass(frozen=True, slots=True)
class ExportMade:
    """Words left the project in a file."""

    format: str
    rows: int
    file: Words


Event = (
    ProjectCreated
    | CoderJoined
    | CaseAdded
    | CaseRemoved
    | SourceImported
    | ImportRefused
    | SourceRemoved
    | SourceRestored
    | SpeakerMapped
    | CodeCreated
    | CodeDeleted
    | CodeRestored
    | CodeRenamed
    | CodeMoved
    | CodeRecoloured
    | CodesMerged
    | CodesUnmerged
    | CodingApplied
    | CodingRemoved
    | CodingRecoded
    | CodingResized
    | ReasonGiven
    | ReasonWithdrawn
    | BackupMade
    | ExportMade
    | PeopleEvent
    | CodebookEvent
    | CodingEvent
    | MemoEvent
    | StudyEvent
    | ProposalEvent
    | ThemeEvent
    | CorrectionEvent
)
