"""Opening a project for a command, and who acts: named now, or remembered on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import InvalidActionError

if TYPE_CHECKING:
    from workbench.project.project import Project

Where = Annotated[
    str,
    typer.Argument(
        metavar="PROJECT",
        help="The project's file, or postgresql://USER@HOST/DATABASE?project=NAME.",
    ),
]
Coder = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Who acts; else who is remembered here."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Replace = Annotated[bool, typer.Option("--replace", help="Replace a file that is there already.")]


def look_into(where: str) -> Project:
    """Open a project for reading."""
    from workbench.project.project import open_project

    return open_project(where)


def act_in(where: str, coder: str | None) -> Project:
    """Open a project in the hands of the person who acts.

    Raises:
        InvalidActionError: Nobody was named, now or before.
    """
    from workbench.project.project import open_project
    from workbench.project.settings import remembered_coder

    name = remembered_coder() if coder is None else coder
    if name is None:
        raise InvalidActionError(
            "Nobody is known as the one who codes here. Add --coder NAME; it is remembered."
        )
    project = open_project(where, coder=name)
    remember_first(name)
    return project


def remember_first(coder: str) -> None:
    """Remember who codes on this machine, unless somebody is remembered."""
    from workbench.project.settings import remember_coder, remembered_coder

    if remembered_coder() is None:
        remember_coder(coder)
