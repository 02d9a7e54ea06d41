"""The sample study's themes: what the simulated coders claim, whose words carry it, their map.

In the tables a quotation is named by its file, its code and words that stand in it; a theme or a
code on the map in plain words, ``theme:NAME`` or ``code:PATH``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

from workbench.errors import NotFoundError
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId, CodingId, ThemeId, Words
from workbench.model.theme import (
    Audience,
    Basis,
    MapPlace,
    MapThing,
    NowWhatForm,
    Placement,
    RelationKind,
    SearchFound,
    SentenceOf,
    ThemeState,
    ThemeText,
    ThingKind,
)
from workbench.project.project import Project

_THEMES = "FIC-themes.csv"
_VOICES = "FIC-theme-voices.csv"
_TIES = "FIC-theme-ties.csv"
_NOW_WHAT = "FIC-now-what.csv"
_MAP = "FIC-theme-map.csv"
_CELLS = "FIC-theme-cells.csv"
_MAP_TITLE = "After the review of the candidates"
_TEXTS = frozenset(field.name for field in fields(ThemeText)) - {"name"}

Row = dict[str, str]


def claim_themes(project: Project, table: Callable[[str], Sequence[Row]]) -> None:
    """Make the themes and sum up who says what, each in the name of its simulated coder."""
    things = _Things(project)
    rows = table(_THEMES)
    for row in rows:
        things.themes[row["theme"]] = _begin(project.as_coder(row["coder"]), things, row)
    for row in table(_VOICES):
        voices = project.as_coder(row["coder"]).themes
        bearing = cast(Placement, row["bearing"])
        voices.place(things.themes[row["theme"]], things.coding(row), bearing)
    for row in rows:
        _conclude(project.as_coder(row["coder"]), things.themes[row["theme"]], row)
    for row in table(_TIES):
        _tie(project.as_coder(row["coder"]), things, row)
    for row in table(_NOW_WHAT):
        form = NowWhatForm(
            cast(Audience, row["audience"]),
            Words(row["words"]),
            Words(row["owner"]),
            cast(Basis, row["basis"]),
        )
        project.claims.add_line(things.themes[row["theme"]], form)
    people = {case.name: case.id for case in project.cases.all() if case.kind == "participant"}
    for row in table(_CELLS):
        theme = MapThing("theme", things.themes[row["theme"]])
        project.as_coder(row["coder"]).matrix.write(people[row["participant"]], theme, row["words"])
    _draw(project, things, table(_MAP))


class _Things:
    """Finds what the tables name in plain words."""

    def __init__(self, project: Project) -> None:
        self.themes: dict[str, ThemeId] = {}
        self.codes = {" / ".join(code.path): code.id for code in project.codebook.all()}
        self._spoken: dict[tuple[str, str], list[Quotation]] = {}
        for one in project.codings.quotations():
            self._spoken.setdefault((one.source_name, " / ".join(one.code)), []).append(one)

    def coding(self, row: Row) -> CodingId:
        """Return the first coding of a code in a file in which these words stand."""
        for one in self._spoken.get((Path(row["file"]).stem, row["code"]), ()):
            if row["words"] in one.words:
                return one.coding.id
        raise NotFoundError(f"The sample has no such quotation in {row['file']}: {row['code']}")

    def thing(self, named: str) -> MapThing:
        """Return a theme or code by its name in plain words."""
        kind, _, name = named.partition(":")
        found: dict[str, ThemeId] | dict[str, CodeId]
        found = self.themes if kind == "theme" else self.codes
        return MapThing(cast(ThingKind, kind), found[name])


def _begin(project: Project, things: _Things, row: Row) -> ThemeId:
    """Make a theme as the topic that it was at first."""
    codes = [things.codes[path] for path in row["codes"].split("; ")]
    parent = things.themes[row["parent"]] if row["parent"] else None
    text = ThemeText(Words(row["begun_as"] or row["theme"]))
    theme = project.themes.make(text, parent=parent, codes=codes)
    project.themes.note_asked(theme)
    return theme


def _conclude(project: Project, theme: ThemeId, row: Row) -> None:
    """Say what it claims, how contrary cases were looked for, and how far it has come."""
    old = project.themes.one(theme)
    written: dict[str, Any] = {name: Words(row[name]) for name in _TEXTS}
    text = replace(old.text, name=Words(row["theme"]), **written)
    project.themes.edit(theme, text, base=old.version)
    if row["looked"]:
        found = cast(SearchFound, row["found"])
        project.themes.look_for_contrary(theme, row["looked"], found, date=row["looked_on"])
    project.themes.set_state(theme, cast(ThemeState, row["state"]), reason=row["why"])


def _tie(project: Project, things: _Things, row: Row) -> None:
    coding = things.coding(row) if row["file"] else None
    project.claims.link(
        things.themes[row["theme"]],
        cast(SentenceOf, row["of"]),
        row["sentence"],
        coding,
        basis=cast(Basis, row["basis"]),
        note=row["note"],
    )


def _draw(project: Project, things: _Things, rows: Sequence[Row]) -> None:
    """Put themes and codes on the map, relate them, and keep the map."""
    places = [MapPlace(*things.thing(row["thing"]), int(row["x"]), int(row["y"])) for row in rows]
    project.theme_map.arrange(places)
    for row in rows:
        project.theme_map.relate(
            things.thing(row["thing"]),
            cast(RelationKind, row["relation"]),
            things.thing(row["to"]),
            note=row["note"],
        )
    project.theme_map.keep(_MAP_TITLE)
