"""Commands that list and count the memos and write them as a diary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import minute, moment, print_json, print_table, say
from workbench.cli.people import AsJson, Coder, Replace, Where, act_in
from workbench.project.wording import counted

if TYPE_CHECKING:
    from workbench.model.memo import Memo

app = typer.Typer(help="List or count the memos, or write them as a diary.", no_args_is_help=True)
_SHORT = 60


@app.command("list")
def list_memos(
    where: Where,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", help="Whose private memos are listed too."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the memos, oldest first; private ones only of the coder who is named."""
    from workbench.project.project import open_project

    with open_project(where, coder=coder) as project:
        found = project.memos.all()
        coders = {person.id: person.name for person in project.coders()}
    if as_json:
        print_json([_memo(memo, coders.get(memo.author, "")) for memo in found])
        return
    columns = ("begun", "kind", "memo", "who", "read by", "about")
    rows = [
        (minute(m.created_at), m.kind, _called(m), coders.get(m.author), m.visibility, len(m.links))
        for m in found
    ]
    print_table(columns, rows, "There is no memo yet.")


@app.command()
def counts(where: Where, *, as_json: AsJson = False) -> None:
    """Say how many memos are private and when they were begun, as an auditor may know it."""
    from workbench.project.project import open_project

    with open_project(where) as project:
        _, moments = project.memos.counts_for_auditor()
    begun = [moment(at)[: len("2026-01-31")] for at in moments]
    if as_json:
        print_json({"private": len(begun), "begun": begun})
    elif begun:
        say(f"{counted(len(begun), 'private memo')}, begun from {begun[0]} to {begun[-1]}.")
    else:
        say("There is no private memo.")


@app.command()
def export(
    where: Where,
    file: Annotated[Path, typer.Argument(help="The md or docx file to write.")],
    coder: Coder = None,
    *,
    private: Annotated[
        bool, typer.Option("--private", help="With your own private memos; others' never are.")
    ] = False,
    replace: Replace = False,
) -> None:
    """Write the memos to a file as a diary, in order of their dates."""
    from workbench.project.diaries import export_memos

    with act_in(where, coder) as project:
        count = export_memos(project, file, private=private, replace=replace)
    say(f"Wrote {counted(count, 'memo')} to {file}.")


def _memo(memo: Memo, author: str) -> dict[str, object]:
    return {
        "id": memo.id,
        "title": memo.text.title,
        "kind": memo.kind,
        "author": author,
        "visibility": memo.visibility,
        "status": memo.status,
        "at": moment(memo.created_at),
        "edited_at": moment(memo.edited_at),
        "about": list(map(str, memo.links)),
        "body": memo.text.body,
    }


def _called(memo: Memo) -> str:
    words = memo.text.title or " ".join(memo.text.body.split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
