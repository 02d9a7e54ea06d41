"""Commands that begin a study and show it whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import microseconds, moment, print_json, print_table, say
from workbench.cli.people import AsJson, Where, look_into, remember_first
from workbench.errors import InvalidActionError
from workbench.model.study import Decision, Meeting, Stance

if TYPE_CHECKING:
    from workbench.project.project import Project, Summary


def new(
    where: Where,
    name: Annotated[str, typer.Option(help="The study's title.")],
    coder: Annotated[str, typer.Option(help="Who begins it and codes.")],
    stance: Annotated[
        Stance, typer.Option(help="How the study understands its analysis; open: decide later.")
    ] = "open",
    question: Annotated[str, typer.Option(help="What the study asks.")] = "",
) -> None:
    """Begin a study: an empty project in a file of its own, or on a database server."""
    from workbench.project.places import place_notes, project_place
    from workbench.project.project import create_project
    from workbench.project.settings import remember_project

    create_project(where, name=name, coder=coder, stance=stance, question=question).close()
    remember_first(coder)
    place = project_place(where)
    remember_project(place, name)
    say(f"{place} is ready.")
    for note in place_notes(place):
        say(note)


def show(
    where: Where,
    at: Annotated[
        str | None,
        typer.Option(metavar="SEQ|DATE", help="As it was after this entry or on this date (UTC)."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show a study in one look, also as it once was."""
    with look_into(where) as project:
        summary = project.summary() if at is None else project.summary_at(_entry(project, at))
    if as_json:
        print_json(asdict(summary))
        return
    for name, value in _lines(summary):
        say(f"{name:<8} {value}")


def decisions(where: Where, *, as_json: AsJson = False) -> None:
    """List the decisions of a study by date."""
    with look_into(where) as project:
        found = project.decisions.all()
    if as_json:
        print_json([_record(decision) for decision in found])
        return
    rows = [(d.record.date, d.record.question, d.record.chosen, d.record.why) for d in found]
    print_table(("date", "question", "decided", "why"), rows, "No decision is recorded yet.")


def meetings(where: Where, *, as_json: AsJson = False) -> None:
    """List the meetings of a study by date."""
    with look_into(where) as project:
        found = project.meetings.all()
    if as_json:
        print_json([_record(meeting) for meeting in found])
        return
    rows = [(m.record.date, m.record.present, m.record.agenda, m.record.actions) for m in found]
    print_table(("date", "present", "about", "follows"), rows, "No meeting is recorded yet.")


def _record(of: Decision | Meeting) -> dict[str, object]:
    return {"id": of.id, **asdict(of.record), "at": moment(of.at)}


def _entry(project: Project, at: str) -> int:
    if at.isdecimal():
        return int(at)
    named = microseconds(at)
    if named is None:
        raise InvalidActionError(
            f"“{at}” is neither the number of an entry nor a date. Write 120, 2026-01-31 or "
            "2026-01-31T14:00."
        )
    return project.history.last_entry_by(named)


def _lines(summary: Summary) -> list[tuple[str, str]]:
    from workbench.project.analysis_sentences import PHASE_WORDS

    counted = ("sources", "codes", "codings", "memos", "entries")
    return [
        ("study", summary.name),
        *([("question", summary.question)] if summary.question else []),
        ("stance", summary.stance),
        ("phase", PHASE_WORDS[summary.phase]),
        ("coders", ", ".join(summary.coders)),
        *((name, f"{getattr(summary, name):,}") for name in counted),
        ("head", summary.head),
    ]
