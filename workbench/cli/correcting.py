"""The commands about corrected transcripts: a text is corrected with a file, and its versions."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import minute, moment, print_json, print_table, say, warn
from workbench.cli.coding import Source
from workbench.cli.people import AsJson, Coder, Where, act_in, look_into
from workbench.errors import InvalidActionError, InvalidFileError
from workbench.project.wording import counted

if TYPE_CHECKING:
    from workbench.model.source import SourceDraft
    from workbench.model.versions import CorrectionReport, Touched
    from workbench.project.project import Project

app = typer.Typer(no_args_is_help=True, help="Correct the text of a source; see its versions.")


@app.command("correct")
def correct(  # noqa: PLR0913 - one argument an option
    where: Where,
    source: Source,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The corrected transcript.")],
    encoding: Annotated[
        str | None, typer.Option(help="For a text that is not UTF-8, for instance cp1252.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is corrected.")] = "",
    coder: Coder = None,
    *,
    take_away: Annotated[
        bool,
        typer.Option("--take-away", help="Take away the codings that have no place any more."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen and write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Give a source a corrected text; codings stand on their words, none moves silently."""
    with look_into(where) if dry_run else act_in(where, coder) as project:
        found = project.sources.find(source)
        draft = _read(project, file, encoding)
        seen = project.corrections.foresee(found.id, draft)
        version = None
        if not dry_run:
            _refuse_loss(seen, take_away=take_away)
            lost = [one.coding for one in seen.lost]
            version = project.corrections.correct(
                found.id, draft, take_away=lost, base=seen.base, reason=reason
            )
    if as_json:
        print_json({"source": found.id, "version": version} | asdict(seen))
    else:
        _tell(found.name, seen, version)


@app.command("versions")
def versions(where: Where, source: Source, *, as_json: AsJson = False) -> None:
    """List the versions of a source's text."""
    with look_into(where) as project:
        told = project.corrections.versions(project.sources.find(source).id)
    if as_json:
        print_json([asdict(one) | {"at": moment(one.at)} for one in told])
        return
    print_table(
        ("Version", "Of", "When", "Who", "File", "Words", "Turns", "Why", ""),
        [
            (
                one.n,
                one.parent or "",
                minute(one.at),
                one.coder,
                one.file_name or "by hand",
                one.words,
                one.turns,
                one.reason,
                "holds" if one.holds else "",
            )
            for one in told
        ],
        "There is no text.",
    )


def _read(project: Project, path: Path, encoding: str | None) -> SourceDraft:
    from workbench.model.source import SourceDraft
    from workbench.project.sources import FileBytes, ReadOptions

    file = FileBytes(path.name, path.read_bytes())
    (result,) = project.sources.read([file], ReadOptions(encoding))
    if not isinstance(result, SourceDraft):
        raise InvalidFileError(result.reason, result.message)
    for note in result.notes:
        warn(f"Note: {note}")
    return result


def _refuse_loss(seen: CorrectionReport, *, take_away: bool) -> None:
    if not seen.lost or take_away:
        return
    raise InvalidActionError(
        f"{counted(len(seen.lost), 'coding')} would have no place in the corrected text. See them "
        "with --dry-run, and add --take-away to take them away with it. Nothing was changed."
    )


def _tell(name: str, seen: CorrectionReport, version: int | None) -> None:
    done = "would be corrected" if version is None else f"was corrected: version {version}"
    say(f"“{name}” {done}, {counted(seen.words, 'word')} in {counted(seen.turns, 'turn')}")
    say(f"  {counted(seen.same, 'coding')} on the same words")
    for one in seen.reworded:
        say(f"  Other words: {one.code}, by {one.coder}: »{one.before}« → »{one.after}«")
    for one in seen.lost:
        say(f"  {_lost(one)}")
    for count, noun in (
        (seen.exemplars, "example of a code without a place"),
        (seen.third_parties, "third-party flag without a place"),
        (seen.claims, "tie of a claim to look at again"),
    ):
        if count:
            say(f"  {count:,} {noun}")
    for label in seen.new_speakers:
        say(f"  New label: {label}, not mapped")
    for label, old in seen.heirs:
        of = old or "the words without a label"
        say(f"  {label} takes the place of {of}, mapped alike")
    for label in seen.gone_speakers:
        say(f"  Label without words: {label}")


def _lost(one: Touched) -> str:
    why = "the same coder coded these words so there" if one.stands_twice else "its words are gone"
    return f"No place: {one.code}, by {one.coder}: »{one.before}« ({why})"
