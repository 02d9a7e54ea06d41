"""Commands that check the trail and list it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import minute, moment, print_json, print_table, say
from workbench.cli.people import AsJson, Where, look_into

if TYPE_CHECKING:
    from workbench.project.history import EntryLine, Verification

app = typer.Typer(help="Check the history of a project, or list it.", no_args_is_help=True)


@app.command()
def verify(where: Where, *, as_json: AsJson = False) -> None:
    """Check the history step by step; exit 1 when a step fails."""
    with look_into(where) as project:
        found = project.history.verify()
    if as_json:
        steps = [{"step": s.number, "ok": s.ok, "detail": s.detail} for s in found.steps]
        print_json({"ok": found.ok, "entries": found.entries, "steps": steps})
    else:
        _tell(found)
    if not found.ok:
        raise typer.Exit(1)


@app.command("list")
def list_entries(
    where: Where,
    since: Annotated[int, typer.Option(metavar="SEQ", help="Only what came after.")] = 0,
    *,
    as_json: AsJson = False,
) -> None:
    """List what happened, one line an entry, oldest first."""
    with look_into(where) as project:
        found = list(project.history.entries(since))
    if as_json:
        print_json([_entry(line) for line in found])
        return
    rows = [(line.seq, minute(line.at), line.coder, line.sentence) for line in found]
    print_table(("entry", "when", "who", "what"), rows, "Nothing happened after that.")


def _tell(found: Verification) -> None:
    from workbench.project.history import NOT_COMPARED

    for step in found.steps:
        mark = "ok" if step.ok else "FAILED"
        if step.detail == NOT_COMPARED:
            mark = "-"
        say(f"{step.number}. {mark:<6} {step.name}: {step.detail}")
    verdict = "The history checks." if found.ok else "The history does not check."
    say(f"{verdict} {found.entries:,} entries, head {found.head}")


def _entry(line: EntryLine) -> dict[str, object]:
    return {
        "seq": line.seq,
        "at": moment(line.at),
        "coder": line.coder,
        "type": line.kind,
        "action": line.action,
        "sentence": line.sentence,
    }
