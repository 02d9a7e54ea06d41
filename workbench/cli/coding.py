"""Commands that code, that suggest codes, and that take an act back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import print_json, say, warn
from workbench.cli.people import AsJson, Coder, Where, act_in
from workbench.errors import NotFoundError
from workbench.model.source import Segment

if TYPE_CHECKING:
    from workbench.model.ids import CodeId
    from workbench.project.project import Project
    from workbench.project.shelf import CodePath
    from workbench.project.suggestions import SuggestedCode


Source = Annotated[str, typer.Argument(help="Id or name.")]
Start = Annotated[int, typer.Argument(help="First character, counted from 0.")]
End = Annotated[int, typer.Argument(help="The character after the last.")]


def code(  # noqa: PLR0913 - one argument an option
    where: Where,
    source: Source,
    start: Start,
    end: End,
    ref: Annotated[str, typer.Argument(metavar="CODE", help="Id, name or path: parent / child.")],
    words: Annotated[
        str | None, typer.Option(help="Refuse unless exactly these words stand there.")
    ] = None,
    coder: Coder = None,
    *,
    create: Annotated[bool, typer.Option("--create", help="Make the code if missing.")] = False,
) -> None:
    """Apply a code to a stretch of a source."""
    with act_in(where, coder) as project:
        found = project.sources.find(source)
        chosen = _code(project, ref, create=create)
        coding = project.codings.apply(found.id, Segment(start, end), chosen, words=words)
        say(f"Applied “{ref}” to characters {start:,} to {end:,} of “{found.name}”, as {coding}.")


def suggest(
    where: Where,
    source: Source,
    start: Start,
    end: End,
    *,
    coder: Coder = None,
    as_json: AsJson = False,
) -> None:
    """Suggest codes for a stretch of a source that you read or coded, or none when unsure."""
    with act_in(where, coder) as project:
        found = project.sources.find(source)
        said = project.suggestions.for_segment(found.id, Segment(start, end))
    if said.why_not is not None:
        warn(said.why_not)
    if as_json:
        print_json([_suggested(one) for one in said.codes])
        return
    for one in said.codes:
        say(f"{one.path}, because of »{one.because.words}« in “{one.because.source_name}”")


def _suggested(one: SuggestedCode) -> dict[str, object]:
    return {"code": one.path, "margin": one.margin / 1000, "because": one.because.words}


def undo(
    where: Where,
    seq: Annotated[int | None, typer.Option(help="Take back the act that made this entry.")] = None,
    coder: Coder = None,
) -> None:
    """Take back your latest act, or the one that made an entry."""
    with act_in(where, coder) as project:
        say(f"Undone: {project.history.undo(seq)}.")


def redo(where: Where, coder: Coder = None) -> None:
    """Do again what your latest undo took back."""
    with act_in(where, coder) as project:
        say(f"Done again: {project.history.redo()}.")


def _code(project: Project, ref: str, *, create: bool) -> CodeId | CodePath:
    from workbench.project.shelf import CodePath

    try:
        return project.codebook.find(ref).id
    except NotFoundError as error:
        if create:
            return CodePath(tuple(part.strip() for part in ref.split("/")))
        raise NotFoundError(f"{error} Add --create to make it.") from error
