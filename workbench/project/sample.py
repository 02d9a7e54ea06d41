"""The sample study: one fictional interview, coded by a simulated coder, for a first look."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workbench.errors import NotFoundError, StorageError
from workbench.model.codebook import CodeCard
from workbench.model.ids import SourceId, Words
from workbench.model.source import Segment, SourceDraft, SpeakerChoice
from workbench.project.codebook import CodePath
from workbench.project.files import bytes_of
from workbench.project.places import SUFFIX, set_aside
from workbench.project.project import Project, create_project, open_project
from workbench.project.settings import data_folder
from workbench.project.shipped import shipped
from workbench.project.sources import FileBytes

NAME = "Sample study: a therapist's work"
SIMULATED = "Simulated coder A"
_FOLDER = "sample_transcripts"
_INTERVIEW = "FIC-P03_therapist_interview.txt"
_CODINGS = "FIC-P03_codings.csv"
_SPEAKERS = {
    "INT": SpeakerChoice("interviewer", "INT"),
    "P03": SpeakerChoice("participant", "P03"),
}


class _Row(NamedTuple):
    """One coding of the shipped file: its words stand in the interview exactly once."""

    code: str
    definition: str
    words: str
    in_vivo: str
    coder: str


def open_sample(coder: str, tell: Callable[[str], object] | None = None) -> Path:
    """Return the file of the sample study, made at first use.

    The interview is imported and coded by the simulated coder, so that undo leaves both alone.

    Args:
        coder: Who begins the study.
        tell: Gets a sentence when a damaged file was set aside.

    Raises:
        NotFoundError: This installation lacks the texts.
        StorageError: The study cannot be written.
    """
    path = data_folder() / f"sample-study{SUFFIX}"
    if path.exists() and _is_whole(path):
        return path
    aside = set_aside(path)
    _make(path, coder)
    if aside is not None and tell is not None:
        tell(f"The sample study could not be opened. It is now {aside}; a new one was made.")
    return path


def _is_whole(path: Path) -> bool:
    try:
        open_project(path).close()
    except StorageError:
        return False
    return True


def _make(path: Path, coder: str) -> None:
    """Make the study under another name first, so that a half-made one is never opened."""
    unfinished = path.with_name(f"unfinished-{time.time_ns()}{SUFFIX}")
    try:
        with create_project(unfinished, name=NAME, coder=coder) as project:
            _fill(project.as_coder(SIMULATED))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _fill(project: Project) -> None:
    (draft,) = project.sources.read([FileBytes(_INTERVIEW, bytes_of(shipped(_FOLDER, _INTERVIEW)))])
    if not isinstance(draft, SourceDraft):
        raise NotFoundError(f"The sample interview cannot be read: {draft.message}")
    source = project.sources.add(draft, speakers=_SPEAKERS)
    with shipped(_FOLDER, _CODINGS).open(encoding="utf-8", newline="") as file:
        for row in map(_Row._make, list(csv.reader(file))[1:]):
            _code(project, source, draft.text, row)


def _code(project: Project, source: SourceId, text: str, row: _Row) -> None:
    start = text.index(row.words)
    path = CodePath(tuple(row.code.split(" / ")), CodeCard(definition=Words(row.definition)))
    segment = Segment(start, start + len(row.words))
    project.codings.apply(source, segment, path, words=row.words, in_vivo=row.in_vivo == "1")
