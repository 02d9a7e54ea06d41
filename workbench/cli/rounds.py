"""Commands that open and close blind rounds."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.answers import say
from workbench.cli.people import Coder, Where, act_in

app = typer.Typer(
    help="Open or close a round in which everybody codes alone.", no_args_is_help=True
)


@app.command("open")
def begin(
    where: Where,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="SOURCE", help="Over this source; else over all."),
    ] = None,
    note: Annotated[str, typer.Option(help="What it is for.")] = "",
    coder: Coder = None,
) -> None:
    """Open a blind round: nobody sees what others code in it until it is closed."""
    with act_in(where, coder) as project:
        project.rounds.open([project.sources.find(one).id for one in source or ()], note)
        over = ", ".join(source or ()) or "all sources"
    say(f"A blind round is open over {over}.")


@app.command()
def close(where: Where, coder: Coder = None) -> None:
    """Close the blind round that is open: everybody sees what was coded."""
    with act_in(where, coder) as project:
        project.rounds.close()
    say("The blind round is closed.")
