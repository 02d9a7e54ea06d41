"""The command that lists the themes: what they claim, how much they hold, what went stale."""

from __future__ import annotations

from workbench.cli.answers import print_json, print_table
from workbench.cli.people import AsJson, Where, look_into
from workbench.model.theme import ThemeCounts


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
