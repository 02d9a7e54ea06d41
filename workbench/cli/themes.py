"""Commands about themes, and about groupings that may become some: list, propose, adopt."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import print_json, print_table, say, warn
from workbench.cli.people import AsJson, Coder, Where, act_in, look_into
from workbench.errors import ComputationStoppedError, InvalidActionError, NotFoundError
from workbench.model.ids import RunId, Words
from workbench.model.proposal import Scope
from workbench.model.theme import ThemeCounts
from workbench.project.wording import counted

if TYPE_CHECKING:
    from types import FrameType

    from workbench.project.encoding import Watch
    from workbench.project.groupings import Group, Grouping
    from workbench.project.project import Project

app = typer.Typer(no_args_is_help=True, help="Themes, and groupings that are proposed.")


class Unit(StrEnum):
    """What one segment of a grouping is."""

    CODINGS = "codings"
    TURNS = "turns"
    SENTENCES = "sentences"


class Thing(StrEnum):
    """What a group is adopted as."""

    CODE = "code"
    THEME = "theme"


@app.command("list")
def list_themes(where: Where, *, as_json: AsJson = False) -> None:
    """List the themes in order of making, each counted with those below it."""
    with look_into(where) as project:
        found, counts = project.themes.all(), project.themes.counts()
        stale = [link.theme for link in project.claims.stale()]
    names = {theme.id: theme.name for theme in found}
    held = {theme.id: counts.get(theme.id, ThemeCounts()) for theme in found}
    if as_json:
        print_json(
            [
                {
                    "id": theme.id,
                    "name": theme.name,
                    "state": theme.state,
                    "parent": theme.parent,
                    "claim": theme.text.claim,
                    "codes": list(theme.codes),
                    "codings": held[theme.id].codings,
                    "participants": held[theme.id].participants,
                    "stale": stale.count(theme.id),
                }
                for theme in found
            ]
        )
        return
    columns = ("codings", "participants", "stale", "theme", "below", "state", "claim")
    rows = [
        (
            held[theme.id].codings,
            held[theme.id].participants,
            stale.count(theme.id),
            theme.name,
            "" if theme.parent is None else names.get(theme.parent, ""),
            theme.state,
            theme.text.claim,
        )
        for theme in found
    ]
    print_table(columns, rows, "There is no theme yet.")


@app.command()
def propose(  # noqa: PLR0913 - one argument an option
    where: Where,
    *,
    unit: Annotated[Unit, typer.Option(help="What is grouped.")] = Unit.TURNS,
    groups: Annotated[
        int | None, typer.Option("--groups", metavar="N", help="How many; else what suits.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="The same one, the same groups.")] = 0,
    scope: Annotated[
        str, typer.Option(help="all, uncoded, code:CODE or attribute:NAME=VALUE.")
    ] = "all",
    coder: Coder = None,
    as_json: AsJson = False,
) -> None:
    """Group participants' words by what they say: a proposal, and no theme."""
    with act_in(where, coder) as project:
        asked = _scope(project, scope)
        with _interruptible() as watch:
            run = project.groupings.propose(
                unit.value, asked, seed=seed, around=groups, watch=watch
            )
        shown = project.groupings.show(run)
    if as_json:
        print_json(_grouping(shown))
        return
    for group in shown.groups:
        say(f"{group.id}: {_described(group)}")
        for place in (group.medoid, *group.boundary):
            say(f"    {_words(shown, place)}")
    say(f"{counted(len(shown.segments), 'segment')} in {counted(shown.count, 'group')}.")


@app.command()
def allow(
    where: Where,
    why: Annotated[str, typer.Option(metavar="WHY", help="Why you want it, in a line.")],
    coder: Coder = None,
) -> None:
    """Record the decision to look at groupings and suggestions as another way of reading."""
    with act_in(where, coder) as project:
        made = project.groupings.allow(why)
    say(f"Recorded, as the decision {made}. Groupings come once you read every source yourself.")


@app.command()
def adopt(
    where: Where,
    proposal: Annotated[str, typer.Argument(help="The group's id, as propose gives it.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="What you call it.")],
    *,
    thing: Annotated[Thing, typer.Option("--as", help="What it becomes.")] = Thing.CODE,
    coder: Coder = None,
    as_json: AsJson = False,
) -> None:
    """Make a code of a proposed group, or begin a theme with it; nothing is coded by that."""
    from workbench.project.shelf import NewCode

    with act_in(where, coder) as project:
        run, node = _group_of(project, proposal)
        if thing is Thing.CODE:
            made: str = project.groupings.adopt_as_code(run, node, NewCode(name))
        else:
            made = project.groupings.adopt_as_theme(run, node, name)
    if as_json:
        print_json({"adopted": thing.value, "id": made, "group": f"{run}.{node}"})
        return
    say(f"Made the {thing.value} “{name}” of the group, as {made}.")


@contextmanager
def _interruptible() -> Iterator[Watch]:
    """Tell progress on stderr, and let Ctrl+C stop the work instead of the program."""
    stopped: list[int] = []
    told: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    def watch(done: int, of: int) -> bool:
        if not told:
            warn("Loading the model; this takes some seconds.")
        told.append(done)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} of {of:,} steps\x1b[K" + "\n" * (done + 1 >= of))
            sys.stderr.flush()
        return not stopped

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield watch
    except ComputationStoppedError as error:
        if stopped:
            raise ComputationStoppedError("Stopped; the study is as it was.") from error
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _scope(project: Project, told: str) -> Scope:
    """Return the scope that is written on the command line.

    Raises:
        InvalidActionError: It is none.
        NotFoundError: It names a code or an attribute that is not there.
    """
    kind, _, of = told.partition(":")
    if told == "all":
        return Scope()
    if told == "uncoded":
        return Scope("uncoded")
    if kind == "code" and of:
        return Scope("code", project.codebook.find(of).id)
    name, _, value = of.partition("=")
    if kind != "attribute" or not value:
        raise InvalidActionError("A scope is all, uncoded, code:CODE or attribute:NAME=VALUE.")
    for attribute in project.attributes.all():
        if name in (attribute.id, attribute.form.name):
            return Scope("attribute", attribute.id, Words(value))
    raise NotFoundError(f"There is no attribute “{name}”. Name one that workbench cases lists.")


def _group_of(project: Project, proposal: str) -> tuple[RunId, int]:
    """Return the run and the node that a group's id names; of a run, what it begins with is enough.

    Raises:
        NotFoundError: There is no such run, or several begin so.
    """
    run, _, node = proposal.rpartition(".")
    found = [line.run.id for line in project.groupings.runs() if line.run.id.startswith(run)]
    if len(found) != 1 or not run or not node.isdecimal():
        raise NotFoundError(
            f"There is no group “{proposal}”. Its id is what themes propose gave, as RUN.NUMBER."
        )
    return found[0], int(node)


def _grouping(shown: Grouping) -> dict[str, object]:
    return {
        "run": shown.run.id,
        "groups": [_group(shown, group) for group in shown.groups],
        "without_words": shown.run.record.without_words,
    }


def _group(shown: Grouping, group: Group) -> dict[str, object]:
    high, medium, low = group.stable
    return {
        "id": group.id,
        "size": group.size,
        "stability": {"word": group.stability, "high": high, "medium": medium, "low": low},
        "phrases": list(group.phrases),
        "medoid": _segment(shown, group.medoid),
        "boundary": [_segment(shown, place) for place in group.boundary],
        "participants": [
            {"name": one.name, "count": one.count, "share": one.share} for one in group.participants
        ],
        "segments": [_segment(shown, place, words=False) for place in group.members],
    }


def _segment(shown: Grouping, place: int | None, *, words: bool = True) -> dict[str, object] | None:
    segment = None if place is None else shown.segments[place]
    if place is None or segment is None:
        return None
    told = {"source": segment.source, "start": segment.start, "end": segment.end}
    return (
        told | {"stability": shown.stability[place]} | ({"words": segment.words} if words else {})
    )


def _described(group: Group) -> str:
    voices = ", ".join(f"{one.name} {one.count:,}" for one in group.participants)
    told = f"{counted(group.size, 'segment')}, stability {group.stability}"
    return f"{told}; {', '.join(group.phrases)}; {voices}"


def _words(shown: Grouping, place: int | None) -> str:
    segment = None if place is None else shown.segments[place]
    return "" if segment is None else f"“{segment.words}”"
