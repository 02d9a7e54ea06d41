"""Commands that bring a codebook from a file and write it to one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import say
from workbench.cli.people import Coder, Replace, Where, act_in
from workbench.project.wording import counted

app = typer.Typer(
    help="Bring codes from a csv file, or write them to a file.", no_args_is_help=True
)


@app.command("import")
def bring(
    where: Where,
    file: Annotated[Path, typer.Argument(help="A csv file, or a starter codebook's name.")],
    coder: Coder = None,
) -> None:
    """Add the codes of a csv file or of a starter codebook, all of them or none."""
    from workbench.project.transfer import import_codebook

    with act_in(where, coder) as project:
        count = import_codebook(project, file)
    say(f"Added {counted(count, 'code')} from {file}.")


@app.command()
def export(
    where: Where,
    file: Annotated[Path, typer.Argument(help="The file to write: .csv, .md, .docx or .xlsx.")],
    coder: Coder = None,
    *,
    replace: Replace = False,
) -> None:
    """Write the codebook to a file: csv, md, docx or xlsx, as its name ends."""
    from workbench.project.transfer import export_codebook

    with act_in(where, coder) as project:
        count = export_codebook(project, file, replace=replace)
    say(f"Wrote {counted(count, 'code')} to {file}.")
