"""Commands that write files from a project: exports and backups; and that bring a backup back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from workbench.cli import summaries as asked
from workbench.cli.answers import print_json, say
from workbench.cli.people import AsJson, Coder, Replace, Where, act_in
from workbench.errors import InvalidActionError
from workbench.project.wording import counted


def export(  # noqa: PLR0913 - one argument an option
    where: Where,
    file_format: Annotated[
        Literal[
            "csv",
            "map",
            "report",
            "partner",
            "participant",
            "matrix",
            "matrix-codes",
            "counts",
            "cooccurrence",
            "cooccurrence-turns",
            "segments",
        ],
        typer.Argument(
            metavar="FORMAT",
            help="csv: every quotation with its place. map: the thematic map, as svg or png. "
            "report, partner, participant: a summary of themes, as docx, html, md or xlsx. "
            "matrix, matrix-codes, counts, cooccurrence, cooccurrence-turns, segments: a table, as "
            "csv or xlsx.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    coder: Coder = None,
    *,
    replace: Replace = False,
    as_json: AsJson = False,
    theme: asked.Themes = None,
    recipient: asked.For = None,
    name_by: asked.NameBy = None,
    length: asked.HowLong = None,
    participant: asked.Participant = None,
    own_staff: asked.OwnStaff = None,
    tick: asked.Tick = None,
    spread: asked.Spread = None,
    template: asked.Template = None,
) -> None:
    """Write what a study holds to a file of one of the formats."""
    from workbench.project.exports import EXPORTS, Wanted, export_as
    from workbench.project.summary_choices import SUMMARY_KINDS

    told = asked.Asked(
        tuple(theme or ()), recipient, name_by, length, participant, own_staff, tuple(tick or ()),
        spread,
    )  # fmt: skip
    if file_format not in SUMMARY_KINDS and (told.says_something or template is not None):
        raise InvalidActionError(
            f"These options are for {', '.join(SUMMARY_KINDS)}. Leave them out."
        )
    with act_in(where, coder) as project:
        wanted = Wanted(replace, told.choice(project), template)
        count = export_as(project, file_format, out, wanted)
    if as_json:
        print_json({"file": str(out), "format": file_format, "rows": count})
    else:
        say(f"Wrote {counted(count, EXPORTS[file_format].noun)} to {out}.")


def backup(
    where: Where,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The file to write; else the next one beside PROJECT."),
    ] = None,
    coder: Coder = None,
) -> None:
    """Write a checked copy of a project, also of one in use."""
    from workbench.project.keeping import backup as write_backup

    with act_in(where, coder) as project:
        say(f"The backup is {write_backup(project, out)}.")


def copy(
    where: Where,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    coder: Coder = None,
    *,
    for_colleague: Annotated[
        bool,
        typer.Option("--for-colleague", help="Leave out every word of private memos, also yours."),
    ] = False,
) -> None:
    """Write a copy to hand over; its history checks, though private words are left out."""
    from workbench.project.keeping import copy_for_colleague

    if not for_colleague:
        raise InvalidActionError("For a copy with every word, make a backup: workbench backup.")
    with act_in(where, coder) as project:
        say(f"The copy is {copy_for_colleague(project, out)}. No private memo is in it.")


def restore(
    copy: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup's file.")],
    where: Where,
) -> None:
    """Put a backup in a project's place; what is there is kept."""
    from workbench.project.keeping import restore as put_back
    from workbench.project.places import project_place

    aside = put_back(copy, where)
    if aside is not None:
        say(f"What was there is now {aside}.")
    say(f"{project_place(where)} is the backup {copy} now.")
