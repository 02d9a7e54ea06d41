"""What the command line can say of a summary: its themes, its reader, its length, its names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.ids import AttributeId, CaseId, CodingId, ThemeId

if TYPE_CHECKING:
    from workbench.project.project import Project
    from workbench.project.summary_choices import Staff, SummaryChoice

Themes = Annotated[
    list[str] | None,
    typer.Option("--theme", metavar="NAME", help="Which, in this order."),
]
For = Annotated[
    Literal["committee", "journal", "team", "partner", "participant"] | None,
    typer.Option("--for", help="Who gets it."),
]
NameBy = Annotated[
    Literal["id", "role"] | None,
    typer.Option("--name-by", help="How people are named."),
]
HowLong = Annotated[
    Literal["short", "medium", "full"] | None,
    typer.Option("--length", help="How much is quoted."),
]
Participant = Annotated[
    str | None,
    typer.Option("--participant", metavar="NAME", help="Whose page."),
]
OwnStaff = Annotated[
    str | None,
    typer.Option(
        "--own-staff",
        metavar="ATTRIBUTE=VALUE",
        help="Leave out the words of the reader's own people.",
    ),
]
Tick = Annotated[
    list[str] | None,
    typer.Option("--tick", metavar="CODING", help="Of these, one that may go."),
]
Spread = Annotated[
    bool | None,
    typer.Option("--spread/--no-spread", help="Tell how widely each is said."),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="DOCX", help="Take on its styles."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said of a summary, as typed."""

    themes: tuple[str, ...]
    recipient: Literal["committee", "journal", "team", "partner", "participant"] | None
    attribution: Literal["id", "role"] | None
    length: Literal["short", "medium", "full"] | None
    participant: str | None
    own_staff: str | None
    ticked: tuple[str, ...]
    spread: bool | None

    @property
    def says_something(self) -> bool:
        """Whether anything was said."""
        return self != Asked((), None, None, None, None, None, (), None)

    def choice(self, project: Project) -> SummaryChoice:
        """Return what was said, by the ids of this project.

        Raises:
            NotFoundError: Something named is not there.
            InvalidActionError: A name is that of several themes.
        """
        from workbench.project.summary_choices import SummaryChoice

        return SummaryChoice(
            themes=tuple(_theme(project, name) for name in self.themes),
            recipient=self.recipient,
            attribution=self.attribution,
            length=self.length,
            staff=None if self.own_staff is None else _staff(project, self.own_staff),
            ticked=frozenset(map(CodingId, self.ticked)),
            spread=self.spread,
            participant=None if self.participant is None else _case(project, self.participant),
        )


def _theme(project: Project, name: str) -> ThemeId:
    found = [theme.id for theme in project.themes.all() if name in (theme.id, theme.name)]
    if len(found) > 1:
        raise InvalidActionError(f"There are {len(found)} themes “{name}”. Give the id of one.")
    return ThemeId(_first(found, f"There is no theme “{name}”."))


def _case(project: Project, name: str) -> CaseId:
    people = (case for case in project.cases.all() if case.kind == "participant")
    found = [case.id for case in people if name in (case.id, case.name)]
    return CaseId(_first(found, f"There is no participant “{name}”."))


def _staff(project: Project, told: str) -> Staff:
    from workbench.project.summary_choices import Staff

    name, _, value = told.partition("=")
    attributes = project.attributes.all()
    found = [one.id for one in attributes if name in (one.id, one.form.name)]
    attribute = AttributeId(_first(found, f"There is no attribute “{name}”."))
    held = {values.get(attribute) for values in project.attributes.values().values()}
    return Staff(attribute, _first([value] if value in held else [], f"Nobody has “{told}”."))


def _first(found: Iterable[str], refusal: str) -> str:
    for one in found:
        return one
    raise NotFoundError(f"{refusal} Look at what workbench themes list or cases gives.")
