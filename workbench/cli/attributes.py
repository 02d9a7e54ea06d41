"""The command that brings what is known of people from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import print_json, say, warn
from workbench.cli.people import AsJson, Coder, Where, act_in, look_into
from workbench.errors import InvalidFileError
from workbench.project.wording import counted

if TYPE_CHECKING:
    from workbench.project.attributes import AttributePlan
    from workbench.project.project import Project

app = typer.Typer(help="Bring what is known of people from a table.", no_args_is_help=True)


@app.command("import")
def bring(  # noqa: PLR0913 - one argument an option
    where: Where,
    file: Annotated[Path, typer.Argument(help="csv, tsv or xlsx: a row a person, with a header.")],
    encoding: Annotated[
        str | None, typer.Option(help="For a text that is not UTF-8, for instance cp1252.")
    ] = None,
    coder: Coder = None,
    *,
    add_people: Annotated[
        bool, typer.Option("--add-people", help="Add people of the table who are not here yet.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Set the values of a table, in one act; what does not fit is told and left out."""
    with look_into(where) if dry_run else act_in(where, coder) as project:
        plan = _planned(project, file, encoding, add_people=add_people)
        written = 0 if dry_run else project.attributes.bring(plan)
    if as_json:
        print_json(_document(file, plan, written))
    else:
        _tell(file, plan, dry_run=dry_run)
    if plan.refused_count:
        raise typer.Exit(1)


def _planned(
    project: Project, file: Path, encoding: str | None, *, add_people: bool
) -> AttributePlan:
    from workbench.project.files import file_bytes
    from workbench.project.sources import RefusedFile

    found = file_bytes(file)
    if isinstance(found, RefusedFile):
        raise InvalidFileError(found.reason, found.message)
    table = project.attributes.read(found, encoding)
    return project.attributes.plan(table, add_people=add_people)


def _document(file: Path, plan: AttributePlan, written: int) -> dict[str, object]:
    return {
        "file": str(file),
        "people": sum(row.brought for row in plan.rows),
        "added": sum(row.adds for row in plan.rows),
        "attributes": [
            {"name": c.form.name, "kind": c.form.kind, "new": c.attribute is None}
            for c in plan.columns
        ],
        "new": plan.count("new"),
        "changed": plan.count("changed"),
        "same": plan.count("same"),
        "refused": plan.refused_count,
        "written": written,
        "notes": list(plan.sentences),
    }


def _tell(file: Path, plan: AttributePlan, *, dry_run: bool) -> None:
    for sentence in plan.sentences:
        warn(sentence)
    new, changed = plan.count("new"), plan.count("changed")
    people = counted(sum(row.brought for row in plan.rows), "row")
    values = f"{new:,} new and {changed:,} changed values in {people} of {file}"
    say(f"It would set {values}; nothing was written." if dry_run else f"Set {values}.")
