"""The command ``workbench``: one door for terminals and scripts; what it does is the project's.

Done is exit 0. What the person gave is at fault: one sentence on stderr and exit 1. Not a command:
exit 2. What a command needs is imported when it runs, so that help comes at once.
"""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import typer

from workbench.cli import (
    attributes,
    codebooks,
    coding,
    correcting,
    finding,
    importing,
    keeping,
    lists,
    machine,
    memos,
    rounds,
    serving,
    studies,
    themes,
    tracing,
    trails,
)
from workbench.cli.answers import warn
from workbench.errors import WorkbenchError

app = typer.Typer(
    name="workbench",
    help="Read interviews closely, code them, and keep a history that can be checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_COMMANDS: dict[str, Callable[..., None]] = {
    "demo": serving.demo,
    "app": serving.serve,
    "new": studies.new,
    "import": importing.bring,
    "show": studies.show,
    "sources": lists.sources,
    "cases": lists.cases,
    "codes": lists.codes,
    "codings": lists.codings,
    "decisions": studies.decisions,
    "meetings": studies.meetings,
    "find": finding.find,
    "similar": finding.similar,
    "trace": tracing.trace,
    "code": coding.code,
    "suggest": coding.suggest,
    "export": keeping.export,
    "undo": coding.undo,
    "redo": coding.redo,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "copy": keeping.copy,
    "model": machine.model,
    "workers": machine.workers,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(correcting.app, name="source")
app.add_typer(codebooks.app, name="codebook")
app.add_typer(memos.app, name="memos")
app.add_typer(attributes.app, name="attributes")
app.add_typer(rounds.app, name="round")
app.add_typer(themes.app, name="themes")
app.add_typer(trails.app, name="trail")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end with its exit code.

    Args:
        arguments: What stands after ``workbench``; the process's own when not given.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    _leave_no_dump()
    try:
        app(arguments)
    except WorkbenchError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001 - a traceback may hold people's words
        _fail(_unforeseen(error))


def _leave_no_dump() -> None:
    """Let no process of ours that crashes leave its memory, and the words in it, on the disk."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _fail(sentence: str) -> NoReturn:
    warn(sentence)
    sys.exit(1)


def _unforeseen(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}, line {where.lineno}"
    return (
        f"This was not foreseen ({type(error).__name__} in {place}). Check the project with: "
        "workbench trail verify. If it checks, please report this line."
    )
