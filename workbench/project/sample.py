"""The sample study: fictional texts of two sites, coded by simulated coders, for a first look.

What belongs to it stands in tables beside the texts, so that this only carries it out: which file
is what (`FIC-study.csv`), its codings, what is known of the people and what they allowed, which
questions were asked where, which words name somebody who was never asked, and what the simulated
coders wrote down (`sample_notes`).
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from workbench.errors import NotFoundError, StorageError
from workbench.model.case import AttributeForm, Consent
from workbench.model.codebook import CodeCard
from workbench.model.ids import SourceId, Words
from workbench.model.source import Segment, SourceDetails, SourceDraft, SpeakerChoice
from workbench.project.codings import CodingDraft
from workbench.project.files import bytes_of
from workbench.project.places import SUFFIX, set_aside
from workbench.project.project import Project, create_project, open_project
from workbench.project.sample_notes import SampleTexts, write_down
from workbench.project.sample_themes import claim_themes
from workbench.project.settings import data_folder
from workbench.project.shelf import CodePath
from workbench.project.shipped import shipped
from workbench.project.sources import FileBytes

NAME = "Fictional sample study: the limits of the role"
SIMULATED = "Simulated coder A"
_SECOND = "Simulated coder B"
_FOLDER = "sample_transcripts"
_STUDY = "FIC-study.csv"
_SCORES = "FIC-scores.csv"
_CONSENT = "FIC-consent.csv"
_THIRD_PARTIES = "FIC-third-parties.csv"
_GUIDE = "FIC-guide.csv"
_INTERVIEWER = SpeakerChoice("interviewer", "INT")
_ASKING = frozenset({"INT", "MOD"})
_NOT_DETAILS = frozenset({"file", "kind", "group", "codings", "n"})

Row = dict[str, str]


def _scale(name: str, scale: str) -> AttributeForm:
    edition = Words("demo edition")
    return AttributeForm(Words(name), "score", (), Words(scale), edition, "more")


def _choice(name: str, *choices: str) -> AttributeForm:
    return AttributeForm(Words(name), "choice", tuple(map(Words, choices)))


_FORMS: dict[str, AttributeForm | None] = {
    "role": AttributeForm(Words("role"), "text"),
    "site": _choice("site", "North", "Riverside"),
    "group": _choice("group", "front line", "peer", "administration"),
    "years": AttributeForm(Words("years"), "number"),
    "strand": _choice("strand", "interview", "focus group"),
    "strain at work": _scale("strain at work", "Strain at Work Index"),
    "carried forward": _scale("carried forward", "Carried Forward Scale"),
    "date": AttributeForm(Words("date"), "date"),
    "withdrawn": None,  # stands with the consent
}


def open_sample(coder: str, tell: Callable[[str], object] | None = None) -> Path:
    """Return the file of the sample study, made at first use.

    The texts are imported and coded by the simulated coders, so that undo leaves all alone.

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
    study = _table(_STUDY)
    texts: dict[str, tuple[SourceId, str]] = {}
    for row, draft in zip(study, _drafts(project, study), strict=True):
        source = _add(project, row, draft)
        texts[row["file"]] = source, draft.text
        if row["codings"]:
            _code(project, source, draft.text, _table(row["codings"]))
    _tell_of_people(project)
    _tell_of_the_guide(project, {file: source for file, (source, _) in texts.items()})
    for row in _table(_THIRD_PARTIES):
        source, text = texts[row["file"]]
        segment = _where(text, row["words"])
        project.flags.flag(source, segment, note=row["note"], words=row["words"])
    for reader in (project, project.as_coder(_SECOND)):
        for source, _ in texts.values():
            reader.reading.mark_all(source)
    write_down(project, SampleTexts(texts), _table)
    claim_themes(project, _table)


def _drafts(project: Project, study: Sequence[Row]) -> Iterator[SourceDraft]:
    names = [row["file"] for row in study]
    files = [FileBytes(name, bytes_of(shipped(_FOLDER, name))) for name in names]
    for draft in project.sources.read(files):
        if not isinstance(draft, SourceDraft):
            raise NotFoundError(f"A sample text cannot be read: {draft.message}")
        yield draft


def _add(project: Project, row: Row, draft: SourceDraft) -> SourceId:
    """Import one text with what is known of it."""
    speakers = {label: _speaker(label, row["group"]) for label in draft.speakers}
    kind = row["kind"]
    source = project.sources.add(draft, kind=kind, speakers=speakers)  # type: ignore[arg-type]  # refused if none
    known = {name: value for name, value in row.items() if name not in _NOT_DETAILS}
    n = int(row["n"]) if row["n"] else None
    project.sources.describe(source, SourceDetails(**known, n=n))  # type: ignore[arg-type]  # as told
    return source


def _speaker(label: str, group: str) -> SpeakerChoice:
    """Return who a label is; those of a group bear its name, since every group has an A."""
    if label in _ASKING:
        return _INTERVIEWER
    return SpeakerChoice("participant", f"{group}-{label}" if group else label)


def _code(project: Project, source: SourceId, text: str, rows: Sequence[Row]) -> None:
    """Code a text, one act for each coder; every row's words stand in it exactly once."""
    for coder, own in groupby(rows, key=itemgetter("coder")):
        drafts = [_coding(text, row) for row in own]
        project.as_coder(coder).codings.apply_all(source, drafts)


def _coding(text: str, row: Row) -> CodingDraft:
    card = CodeCard(definition=Words(row["definition"]))
    path = CodePath(tuple(row["code"].split(" / ")), card)
    return CodingDraft(_where(text, row["words"]), path, row["words"], row["in_vivo"] == "1")


def _tell_of_people(project: Project) -> None:
    """Bring what is known of the people, and what each of them allowed."""
    scores = FileBytes(_SCORES, bytes_of(shipped(_FOLDER, _SCORES)))
    table = project.attributes.read(scores)
    project.attributes.bring(project.attributes.plan(table, forms=_FORMS))
    people = {case.name: case.id for case in project.cases.all() if case.kind == "participant"}
    for row in _table(_CONSENT):
        person = people[row.pop("participant")]
        only = row.pop("paraphrase_only") == "yes"
        consent = Consent(**row, paraphrase_only=only)  # type: ignore[arg-type]  # checked there
        project.cases.record_consent(person, consent)


def _tell_of_the_guide(project: Project, sources: dict[str, SourceId]) -> None:
    """Put the questions of the guide in, each marked where it was asked and where it was not."""
    for row in _table(_GUIDE):
        question = project.guide.add(row["question"])
        for file, source in sources.items():
            name = file.removeprefix("FIC-").partition("_")[0]
            if name in row["asked"].split():
                project.guide.mark(source, question, "asked")
            elif name in row["not_asked"].split():
                project.guide.mark(source, question, "not asked")


def _where(text: str, words: str) -> Segment:
    start = text.index(words)
    return Segment(start, start + len(words))


def _table(name: str) -> list[Row]:
    with shipped(_FOLDER, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
