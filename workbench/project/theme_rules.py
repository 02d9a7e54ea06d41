"""What may be done to themes, and what an act on them records: rules that several verbs share."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from workbench.errors import ConflictError, InvalidActionError
from workbench.model import theme_events as h
from workbench.model.codebook import Code
from workbench.model.ids import CodeId, CoderId, CodingId, ThemeId, Words
from workbench.model.memo import Memo
from workbench.model.theme import Theme, ThemeState, ThemeText
from workbench.model.typed import plain_text
from workbench.project.code_tree import branch, code_in
from workbench.project.names import clean_name
from workbench.store.reads import Reads
from workbench.store.unit import Unit


class ThemeConflictError(ConflictError):
    """Somebody changed a theme's words while a person wrote; all three texts are at hand.

    Attributes:
        base: What the person began from.
        mine: What they wrote.
        theirs: What stands there now; `version` is its entry.
    """

    def __init__(self, base: ThemeText, mine: ThemeText, theirs: ThemeText, version: int) -> None:
        super().__init__(
            "Somebody changed this theme while you wrote. Compare both texts and save again; "
            "nothing is lost."
        )
        self.base = base
        self.mine = mine
        self.theirs = theirs
        self.version = version


def clean_text(text: ThemeText) -> ThemeText:
    """Return what is written of a theme as it is kept.

    Raises:
        InvalidActionError: It has no name, or a text is too long.
    """
    kept: dict[str, Any] = {
        f.name: Words(plain_text(getattr(text, f.name))) for f in fields(text) if f.name != "name"
    }
    return replace(text, name=Words(clean_name(text.name, "theme")), **kept)


def own_and_newest_first(notes: Sequence[Memo], reader: CoderId | None) -> list[Memo]:
    """Return notes as they come back: one's own first, then the newest of each kind and person."""
    found: list[tuple[bool, int, Memo]] = []
    written: Counter[tuple[CoderId, str]] = Counter()
    for note in sorted(notes, key=lambda note: -note.created_at):
        found.append((note.author != reader, written[note.author, note.kind], note))
        written[note.author, note.kind] += 1
    return [note for *_, note in sorted(found, key=lambda one: one[:2])]


def add_theme(
    unit: Unit,
    text: ThemeText,
    parent: ThemeId | None = None,
    codes: Sequence[CodeId] = (),
    codings: Sequence[CodingId] = (),
    theme: ThemeId | None = None,
) -> ThemeId:
    """Record a new theme with what belongs to it, within an act; return its id.

    Args:
        unit: The act.
        text: What is written of it; a name at least.
        parent: The theme it stands below.
        codes: Codes that belong to it.
        codings: Codings that belong to it by themselves.
        theme: A client-made id.

    Raises:
        NotFoundError: The parent, or a code, is not there.
        InvalidActionError: It has no name, or the id is taken.
        ConflictError: A coding is no longer there.
    """
    made, clean, themes = theme or ThemeId(str(uuid.uuid4())), clean_text(text), unit.reads.themes
    if themes.is_taken(made):
        raise InvalidActionError("This theme was made already. Edit it instead.")
    if parent is not None:
        themes.one(parent)
    unit.record(h.ThemeMade(made, clean, parent, themes.next_position()))
    take_in(unit, themes.one(made), codes, codings)
    return made


def take_in(
    unit: Unit, theme: Theme, codes: Iterable[CodeId], codings: Iterable[CodingId]
) -> tuple[int, int]:
    """Record what newly belongs to a theme; return how many codes and codings that are."""
    known = unit.reads.codes()
    fresh = [code for code in dict.fromkeys(codes) if code not in theme.codes]
    for code in fresh:
        code_in(known, code)
    single = [one for one in dict.fromkeys(codings) if one not in theme.codings]
    if len(unit.reads.codings_among(single)) < len(single):
        raise ConflictError("A quotation was removed since you looked. Look again.")
    if fresh or single:
        unit.record(h.ThemeTookIn(theme.id, tuple(fresh), tuple(single)))
    return len(fresh), len(single)


def with_those_below(codes: Sequence[Code], chosen: Iterable[CodeId]) -> list[CodeId]:
    """Return codes and all codes below them, in the codebook's order."""
    wanted = set[CodeId]().union(*(branch(codes, code) for code in chosen))
    return [code.id for code in codes if code.id in wanted]


def refuse_circle(themes: Iterable[Theme]) -> None:
    """Refuse themes of which one stands below itself.

    Raises:
        ConflictError: One does.
    """
    parents = {theme.id: theme.parent for theme in themes}
    for theme in parents:
        above: ThemeId | None = parents[theme]
        seen = {theme}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above is not None:
            raise ConflictError(
                "A theme would stand below itself: themes were moved meanwhile. Move them back "
                "first."
            )


def refuse_inside_itself(reads: Reads, theme: ThemeId, parent: ThemeId | None) -> None:
    """Refuse a parent that is the theme itself or stands below it.

    Raises:
        NotFoundError: The parent is not there.
        InvalidActionError: It would stand inside itself.
    """
    parents = {one.id: one.parent for one in reads.themes.all()}
    above = parent if parent is None else reads.themes.one(parent).id
    while above is not None:
        if above == theme:
            raise InvalidActionError("A theme cannot stand below itself. Choose another one.")
        above = parents.get(above)


def refuse_stale(theme: Theme, base: int | None) -> None:
    """Refuse to change what somebody changed since the person looked.

    Raises:
        ConflictError: The theme's words, state or parent were changed after that entry.
    """
    if base is not None and theme.version > base:
        raise ConflictError(
            f"Somebody changed the theme “{theme.name}” since you looked (entry {theme.version}). "
            "Look again."
        )


def refuse_nothing(reads: Reads, theme: Theme, state: ThemeState) -> None:
    """Refuse to call a theme more than a candidate that holds nothing.

    Raises:
        InvalidActionError: No quotation belongs to it or to a theme below it.
    """
    if state in ("candidate", "let go"):
        return
    if reads.told.shown(reads.codings_among(reads.themes.members(theme.id))):
        return
    raise InvalidActionError(
        f"No quotation belongs to the theme “{theme.name}” yet. Take codes or quotations in first, "
        "or let it go."
    )
