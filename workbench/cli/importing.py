"""The command that brings texts: each file on its own, with an account of every character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import print_json, say, warn
from workbench.cli.people import AsJson, Coder, Where, act_in, look_into
from workbench.errors import InvalidActionError
from workbench.model.source import LineCount, SourceDraft, SourceKind, SpeakerChoice
from workbench.project.wording import counted

if TYPE_CHECKING:
    from workbench.model.ids import SourceId
    from workbench.project.project import Project
    from workbench.project.sources import ReadOptions, ReadResult, RefusedFile

_ROLES = {"interviewer": SpeakerChoice("interviewer"), "ignore": SpeakerChoice("ignored")}
_OF_PEOPLE = (
    "This looks like a table of people, one row each. If it is, undo and bring it with: workbench "
    "attributes import"
)
_NO_LINES = LineCount(0, 0, 0, 0, 0)

Choices = Mapping[str, SpeakerChoice]


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was named or found in a folder or zip, and what reading it gave."""

    file: str
    result: ReadResult


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done with every draft."""

    kind: SourceKind
    choices: Choices
    dry_run: bool


def bring(  # noqa: PLR0913 - one argument an option
    where: Where,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Transcripts, a folder or a zip of them."),
    ],
    kind: Annotated[SourceKind, typer.Option(help="What the texts are.")] = "interview",
    encoding: Annotated[
        str | None, typer.Option(help="For a text that is not UTF-8, for instance cp1252.")
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="LABEL=PERSON",
            help="Who a label is; PERSON may be interviewer or ignore. =PERSON says who speaks "
            "the words without a label. Repeatable.",
        ),
    ] = None,
    coder: Coder = None,
    *,
    keep_hidden: Annotated[
        bool, typer.Option("--keep-hidden", help="Keep text that a document hides.")
    ] = False,
    drop_repeated: Annotated[
        bool,
        typer.Option(
            "--drop-repeated", help="Leave out heads, feet and line numbers of PDF pages."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen and write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import texts; a file that cannot be read never stops the others."""
    from workbench.project.sources import ReadOptions

    plan = _Plan(kind, _choices(maps or []), dry_run)
    with look_into(where) if dry_run else act_in(where, coder) as project:
        read = _read(project, files, ReadOptions(encoding, keep_hidden, drop_repeated))
        told = [
            _take(project, one, plan, as_json=as_json) for one in _labels_known(read, plan.choices)
        ]
    if as_json:
        print_json(told)
    if any(answer["outcome"] == "refused" for answer in told):
        raise typer.Exit(1)


def _choices(maps: Iterable[str]) -> Choices:
    choices: dict[str, SpeakerChoice] = {}
    for written in maps:
        label, choice = _choice(written)
        if choices.get(label, choice) != choice:
            raise typer.BadParameter(
                f"“{label}” is mapped to two people; map it once.", param_hint="--map"
            )
        choices[label] = choice
    return choices


def _choice(written: str) -> tuple[str, SpeakerChoice]:
    from workbench.project.names import clean_name

    label, sign, person = (part.strip() for part in written.partition("="))
    if not (sign and person):
        raise typer.BadParameter(f"“{written}” is not LABEL=PERSON.", param_hint="--map")
    if not label and person == "interviewer":
        return label, SpeakerChoice("interviewer", "Interviewer")
    return label, _ROLES.get(person) or SpeakerChoice("participant", clean_name(person, "person"))


def _read(project: Project, paths: Iterable[Path], options: ReadOptions) -> Iterator[_Read]:
    from workbench.project.files import place
    from workbench.project.sources import FileBytes

    for path in paths:
        found = place(path)
        for note in found.notes:
            warn(f"{path}: {note}")
        for one in found.files:
            archive = one.shown.removesuffix(f": {one.file.name}")
            for note in one.notes:
                warn(f"{archive}: {note}")
            if isinstance(one.file, FileBytes):
                (result,) = project.sources.read([one.file], options)
            else:
                result = one.file
            yield _Read(one.shown, result)


def _labels_known(read: Iterator[_Read], choices: Choices) -> Iterable[_Read]:
    """Refuse a label that no file has before anything is written.

    Where a file could not be read the label may be in that one: a word on stderr is enough.
    """
    if not choices:
        return read
    whole = list(read)
    drafts = [one.result for one in whole if isinstance(one.result, SourceDraft)]
    labels = {label for draft in drafts for label in draft.speakers}
    loose = {""} if any(draft.unlabelled_count() for draft in drafts) else set()
    for label in sorted(choices.keys() - labels - loose):
        missing = f"No file has the label “{label}”" if label else "Every turn has a label"
        said = f"{missing}. Labels: {', '.join(sorted(labels)) or 'none'}."
        if len(drafts) == len(whole):
            raise InvalidActionError(f"{said} Nothing was imported.")
        warn(said)
    return whole


def _take(project: Project, read: _Read, plan: _Plan, *, as_json: bool) -> dict[str, object]:
    """Import one draft or note one refusal; return the answer for programs, tell people."""
    if not isinstance(read.result, SourceDraft):
        return _refuse(project, read.file, read.result, plan)
    loose = ("",) if read.result.unlabelled_count() else ()
    labels = {*read.result.speakers, *loose}
    mapped = {label: choice for label, choice in plan.choices.items() if label in labels}
    source = None
    if not plan.dry_run:
        source = project.sources.add(read.result, kind=plan.kind, speakers=mapped)
    if not as_json:
        _tell(read, mapped, plan)
    return _imported(read, source, plan)


def _refuse(project: Project, file: str, refused: RefusedFile, plan: _Plan) -> dict[str, object]:
    if not plan.dry_run:
        project.sources.note_refusal(refused)
    warn(refused.message)
    return {
        "file": file,
        "outcome": "refused",
        "source": None,
        "characters": 0,
        "left_out": [],
        "lines": asdict(_NO_LINES),
        "speakers": {},
        "notes": [],
        "message": refused.message,
    }


def _imported(read: _Read, source: SourceId | None, plan: _Plan) -> dict[str, object]:
    draft = read.result
    assert isinstance(draft, SourceDraft)
    return {
        "file": read.file,
        "outcome": "imported",
        "source": source,
        "characters": len(draft.text),
        "left_out": [asdict(item) for item in draft.left_out],
        "lines": asdict(draft.lines),
        "speakers": {label: draft.turn_count(n) for n, label in enumerate(draft.speakers)},
        "notes": _notes(draft),
        "message": "Dry run: nothing was written." if plan.dry_run else None,
    }


def _tell(read: _Read, mapped: Choices, plan: _Plan) -> None:
    draft = read.result
    assert isinstance(draft, SourceDraft)
    say(f"{read.file}: {'would be imported' if plan.dry_run else 'imported'} as {plan.kind}")
    say(f"  {_account(draft)}")
    say(f"  {counted(draft.lines.total, 'line')}: {_counts(asdict(draft.lines))}")
    for number, label in enumerate(draft.speakers):
        turns = counted(draft.turn_count(number), "turn")
        say(f"  {label}: {turns}, {_person(mapped.get(label), label)}")
    loose = draft.unlabelled_count()
    if loose:
        say(f"  no label: {counted(loose, 'passage')}, {_person(mapped.get(''), '')}")
    for note in _notes(draft):
        say(f"  Note: {note}")


def _notes(draft: SourceDraft) -> list[str]:
    from workbench.project.likeness import tells_of_people

    return [*draft.notes, _OF_PEOPLE] if tells_of_people(draft) else list(draft.notes)


def _account(draft: SourceDraft) -> str:
    left_out = sum(item.characters for item in draft.left_out)
    reasons = _counts({item.reason: item.characters for item in draft.left_out})
    account = f"{draft.characters_read:,} characters read = {len(draft.text):,} kept + {left_out:,}"
    return f"{account} left out ({reasons})" if left_out else f"{account} left out"


def _counts(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counted.items() if count)


def _person(choice: SpeakerChoice | None, label: str) -> str:
    if choice is None:
        return "not mapped"
    if choice.role == "ignored":
        return "ignored"
    return f"mapped to the {choice.role} {choice.person or label}"
