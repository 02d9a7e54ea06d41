"""What happened to themes, their claims, map and matrix, in words."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import theme_events as h
from workbench.model.theme import RelationKind, ThemeState
from workbench.model.theme_events import ThemeEvent
from workbench.project.wording import Names, counted, named

#: So many themes are named in one sentence.
_NAMED = 3
_STATE_DEEDS: dict[ThemeState, str] = {
    "candidate": "took up {} as a candidate again",
    "reviewed": "called {} reviewed",
    "defined": "called {} defined",
    "reported": "called {} reported",
    "let go": "let {} go",
}
_RELATED: dict[RelationKind, str] = {
    "part of": "is part of",
    "leads to": "leads to",
    "in tension with": "is in tension with",
    "contrasts": "contrasts with",
}


def sentence_of_theme(event: ThemeEvent, names: Names) -> str:  # noqa: C901 - one line an event
    """Return what one event did to a theme, a claim, the map or the matrix."""
    match event:
        case h.ThemeMade():
            return f"made the theme “{event.text.name}”"
        case h.ThemeRemoved():
            return f"took back the theme “{event.text.name}”"
        case h.ThemeEdited():
            return f"changed the theme “{event.after.name}”"
        case h.MapKept():
            return f"kept the map as “{event.picture.title}”"
        case h.MapDropped():
            return f"took out the kept map “{event.picture.title}”"
        case h.MapArranged():
            return f"arranged {counted(len(event.after) or len(event.before), 'thing')} on the map"
        case h.RelationDrawn() | h.RelationErased():
            return _of_relation(event, names)
        case h.CellWritten():
            thing = named(names.themes if event.kind == "theme" else names.codes, event.thing)
            return f"wrote in the matrix of {named(names.cases, event.case)} and {thing}"
        case h.ThemesOrdered():
            return f"put themes in the order {_listed(names, event.after)}"
        case h.ThemesHandedOver():
            told, record = counted(len(event.record.themes), "theme"), event.record
            return f"handed over {told} as {record.what} ({record.format})"
    return _of_one(event, named(names.themes, event.theme), names)


def _of_one(event: ThemeEvent, theme: str, names: Names) -> str:  # noqa: C901 - one line an event
    match event:
        case h.ThemeStateChanged():
            return _STATE_DEEDS[event.after].format(f"the theme {theme}")
        case h.ThemeNested():
            place = "on top" if event.after is None else f"below {named(names.themes, event.after)}"
            return f"put the theme {theme} {place}"
        case h.ThemeTookIn():
            return f"took {_things(event)} into the theme {theme}"
        case h.ThemePutOut():
            return f"put {_things(event)} out of the theme {theme}"
        case h.QuotationPlaced():
            as_what = f"placed a quotation as {event.after}" if event.after else "unplaced one"
            return f"{as_what} in the theme {theme}"
        case h.ContrarySought():
            found = "found none" if event.search.found == "none" else "found some"
            return f"looked for contrary cases of the theme {theme} and {found}"
        case h.ContrarySearchDropped():
            return f"took out a search for contrary cases of the theme {theme}"
        case h.ClaimAsked():
            return f"was asked what the theme {theme} claims"
    return _of_claim(event, theme)


def _of_claim(event: ThemeEvent, theme: str) -> str:
    match event:
        case h.ClaimLinked():
            return f"tied a sentence of the theme {theme} to what it rests on"
        case h.ClaimUnlinked():
            return f"untied a sentence of the theme {theme}"
        case h.ClaimReviewed():
            return f"looked again at what a sentence of the theme {theme} rests on"
        case h.NowWhatAdded():
            return f"added a line for {event.form.audience} to the theme {theme}"
        case h.NowWhatChanged():
            return f"changed a line for {event.after.audience} in the theme {theme}"
        case h.NowWhatRemoved():
            return f"took a line for {event.form.audience} out of the theme {theme}"
    raise NotImplementedError(type(event).__name__)


def _listed(names: Names, themes: Sequence[str]) -> str:
    """Return the first names of some themes, and how many more there are."""
    told = ", ".join(named(names.themes, theme) for theme in themes[:_NAMED])
    return told + (f" and {len(themes) - _NAMED:,} more" if len(themes) > _NAMED else "")


def _of_relation(event: h.RelationDrawn | h.RelationErased, names: Names) -> str:
    one, other = (
        named(names.themes if end.kind == "theme" else names.codes, end.id)
        for end in event.relation.ends
    )
    said = "said" if isinstance(event, h.RelationDrawn) else "no longer says"
    return f"{said} that {one} {_RELATED[event.relation.kind]} {other}"


def _things(event: h.ThemeTookIn | h.ThemePutOut) -> str:
    codes, codings = counted(len(event.codes), "code"), counted(len(event.codings), "coding")
    both = (codes if event.codes else "", codings if event.codings else "")
    return " and ".join(filter(None, both)) or "nothing"
