"""What may not come of taking something back: two of one kind at one place, or a tangled codebook.

Whether a later act builds on the one taken back is `model.undo`'s question. Here stand the rules
that every act keeps when it is done, asked again when it is brought back into a changed study.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from workbench.errors import ConflictError, InvalidActionError
from workbench.model import codebook_events as b
from workbench.model import coding_events as c
from workbench.model import events as e
from workbench.model import people_events as p
from workbench.model import theme_events as h
from workbench.model.coding import Coding
from workbench.model.correction_events import TextReturned
from workbench.model.ids import CodeId, CoderId, CodingId, SourceId
from workbench.project.code_tree import refuse_locked
from workbench.project.facet_forms import takes_off
from workbench.project.names import folded
from workbench.project.safeguards import refuse_unseen
from workbench.project.theme_rules import refuse_circle
from workbench.store.acts import ActionState
from workbench.store.reads import Reads

_MET = (
    "A blind round is open, and others have acted since: whether they coded with this is not "
    "shown, so it stays until the round is closed. Older acts can be taken back one by one in the "
    "history; a code can be retired meanwhile."
)
_OF_THE_TREE = (
    e.CodeDeleted | e.CodeRestored | e.CodeRenamed | e.CodeMoved | e.CodesMerged | e.CodesUnmerged
)


# Any object: with the union of all events a type checker reckons for minutes.
def refuse_taken_place(reads: Reads, back: object) -> None:
    """Refuse what would put a coding where its twin stands, or take away one without a twin.

    Args:
        reads: The study right before the event.
        back: The event that takes another one back.

    Raises:
        ConflictError: Somebody coded or removed the same words meanwhile.
    """
    for coding in _arriving(reads, back):
        if reads.twin(coding) not in (None, coding.id):
            raise ConflictError("The same words were coded so again meanwhile. Remove that first.")
    if isinstance(back, TextReturned) and reads.texts.crowds(back):
        raise ConflictError(
            "Two codings would stand on the same words with the same code: one of them got this "
            "code meanwhile. Give it another one first."
        )
    if isinstance(back, e.CodesMerged) and not _stand_for_all(reads, back):
        raise ConflictError(
            "A coding that stood for two after this merge was changed meanwhile. Merge anew."
        )


def refuse_unseen_turn(
    reads: Reads, target: ActionState, actor: CoderId, backs: Iterable[object], *, whole: bool
) -> None:
    """Refuse what would reach codings that a blind round hides, as the acts themselves are refused.

    What was made since the round began is taken out again where nobody else did anything meanwhile:
    a refusal only where somebody coded with it would tell that they did.

    Args:
        reads: The study before all events.
        target: The action that is taken back or done again.
        actor: Who does so.
        backs: The events that take others back.
        whole: Whether the actor is told all of the action.

    Raises:
        InvalidActionError: A blind round is open.
    """
    if reads.study.round_now() is None:
        return
    is_met = reads.acts.have_others_acted(actor, target.first_seq)
    is_own = actor == target.actor == reads.acts.one(target.undoes or target.id).actor
    for back in backs:
        match back:
            case e.SourceRemoved(source=of) | e.SourceRestored(source=of) | TextReturned(source=of):
                refuse_unseen(reads, of)
            case _ if _takes_along(back) or not (whole and (is_own or _is_plain(back))):
                refuse_unseen(reads)
            case _ if is_met and (isinstance(back, _TAKEN_OUT) or _takes_values(back)):
                raise InvalidActionError(_MET)
            case _ if target.undoes is not None and _takes_values(back):
                refuse_unseen(reads)


#: Taking these out is refused where something rests on them.
_TAKEN_OUT = e.CodeDeleted | h.ThemeRemoved | h.ClaimUnlinked | h.ClaimReviewed


def _takes_along(back: object) -> bool:
    if isinstance(back, e.CodeDeleted | e.CodeRestored):
        return bool(back.codings)
    return isinstance(back, e.CodesMerged | e.CodesUnmerged | b.CodeSplit | b.CodeRejoined)


def _is_plain(back: object) -> bool:
    """Tell whether it names no codings beside codes: to refuse some of those would tell of them."""
    return not isinstance(back, h.ThemeTookIn | h.ThemePutOut)


def _takes_values(back: object) -> bool:
    if isinstance(back, c.FacetChanged):
        return takes_off(back.before, back.after)
    return isinstance(back, c.FacetRemoved)


def refuse_lock(reads: Reads, backs: Iterable[object]) -> None:
    """Refuse what would change the card, the name or the place of a code that is locked now.

    Args:
        reads: The study before all events.
        backs: The events that take others back.

    Raises:
        InvalidActionError: A code was locked meanwhile.
    """
    changed = {code for back in backs for code in _changed_codes(back)}
    if changed:
        refuse_locked(code for code in reads.codes() if code.id in changed)


def refuse_tangle(reads: Reads, done: Iterable[object]) -> None:
    """Refuse a codebook in which a code stands below itself, or siblings share a name.

    Args:
        reads: The study after all events.
        done: The events.

    Raises:
        ConflictError: Codes were moved or named meanwhile so that both cannot stand.
    """
    if not any(isinstance(event, _OF_THE_TREE) for event in done):
        return
    codes = reads.codes()
    if len(codes) < reads.code_count():
        raise ConflictError(
            "A code would stand below itself: codes were moved meanwhile. Move them back first."
        )
    places = set()
    for code in codes:
        place = (code.parent, folded(code.name))
        if place in places:
            raise ConflictError(
                f"The name “{code.name}” was given to another code meanwhile. Rename that first."
            )
        places.add(place)


def refuse_crowding(reads: Reads, done: Sequence[object]) -> None:
    """Refuse a second value of a facet that takes one.

    Args:
        reads: The study after all events.
        done: The events.

    Raises:
        ConflictError: A coding would carry several, as the facet took them at another time.
    """
    single = [facet for facet in reads.facets.all() if not facet.form.several]
    changed = {event.facet for event in done if isinstance(event, c.FacetChanged)}
    carried = reads.facets.carried([coding for event in done for coding in _brought(event)])
    for facet in single:
        values = [value.id for value in facet.form.values]
        crowded = facet.id in changed and reads.facets.crowded(facet.id, values)
        if crowded or any(len(held.get(facet.id, ())) > 1 for held in carried.values()):
            raise ConflictError(
                f"A coding would carry several values of “{facet.form.name}”, which takes one. Let "
                "it take several first, or take values off."
            )


def refuse_namesakes(reads: Reads, done: Iterable[object]) -> None:
    """Refuse two of one name among people, attributes, facets and sources, and lost speakers.

    Args:
        reads: The study after all events.
        done: The events.

    Raises:
        ConflictError: A name or a key was given away meanwhile, or a person taken out.
    """
    for event in done:
        match event:
            case e.CaseAdded() | p.CaseRenamed():
                _refuse_twice([(c.kind, folded(c.name)) for c in reads.people.cases()], "person")
            case p.AttributeRestored() | p.AttributeChanged():
                names = [folded(a.form.name) for a in reads.people.attributes()]
                _refuse_twice(names, "attribute")
            case h.ThemeNested() | h.ThemeMade():
                refuse_circle(reads.themes.all())
            case c.FacetDefined() | c.FacetChanged():
                _refuse_second_facet(reads)
            case p.SourceRenamed():
                _refuse_second_source(reads, event.source)
            case e.SourceRestored():
                _refuse_second_source(reads, event.source)
                _refuse_lost_speaker(reads, event)


def _changed_codes(back: object) -> set[CodeId]:
    match back:
        case e.CodeRenamed() | e.CodeMoved() | e.CodeRecoloured() | b.CodeRedefined():
            return {back.code}
        case e.CodeDeleted() | e.CodeRestored():
            return {back.code, *back.children}
        case e.CodesMerged() | e.CodesUnmerged():
            below = {child for merged in back.merged for child in merged.children}
            kept = {back.keep} if isinstance(back, e.CodesMerged) else set()
            return kept | {merged.code for merged in back.merged} | below
        case b.ExemplarChosen() | b.ExemplarDropped():
            return {back.code}
    return set()


def _refuse_twice(names: Sequence[Hashable], noun: str) -> None:
    if len(set(names)) < len(names):
        raise ConflictError(
            f"The name of this {noun} was given to another one meanwhile. Rename that first."
        )


def _refuse_second_facet(reads: Reads) -> None:
    forms = [facet.form for facet in reads.facets.all()]
    _refuse_twice([folded(form.name) for form in forms], "facet")
    keys = [value.key for form in forms for value in form.values if value.key]
    if len(set(keys)) < len(keys):
        raise ConflictError(
            "A key of this facet was given to another value meanwhile. Change that one first."
        )


def _refuse_second_source(reads: Reads, source: SourceId) -> None:
    """Refuse a source that bears another's name; what others are called is no matter here."""
    name = reads.source_name(source)
    names = [other.name for other in reads.sources() if other.name == name]
    _refuse_twice(names, "source")


def _refuse_lost_speaker(reads: Reads, event: e.SourceRestored) -> None:
    if any(s.case is not None and s.person is None for s in reads.speakers(event.source)):
        raise ConflictError(
            f"A person who speaks in “{event.name}” was taken out meanwhile. Bring them back first."
        )


def _brought(back: object) -> list[CodingId]:
    """Return the codings that an event brings back, or gives values of a facet."""
    match back:
        case c.FacetsSet():
            return [back.coding]
        case e.CodingApplied():
            return [back.coding.id]
        case e.SourceRestored() | e.CodeRestored():
            return [coding.id for coding in back.codings]
        case e.CodesUnmerged():
            return [coding.id for coding in back.collapsed]
    return []


def _arriving(reads: Reads, back: object) -> list[Coding]:
    """Return codings as they would stand after the event, where it puts them somewhere."""
    match back:
        case e.CodingApplied():
            return [back.coding]
        case e.CodingRecoded():
            return [replace(reads.coding(back.coding), code=back.after)]
        case e.CodingResized():
            at = back.after
            return [replace(reads.coding(back.coding), start=at.start, end=at.end)]
        case e.CodesMerged():
            return [replace(coding, code=back.keep) for coding in back.moved]
        case b.CodeSplit():
            to = {move.coding: move.to for move in back.moves}
            return [replace(c, code=to[c.id]) for c in reads.codings_among(list(to))]
        case b.CodeRejoined():
            moved = [move.coding for move in back.moves]
            return [replace(c, code=back.code) for c in reads.codings_among(moved)]
    return []


def _stand_for_all(reads: Reads, back: e.CodesMerged) -> bool:
    """Tell whether each coding that collapses has a twin that stays."""
    moved = {(c.source, c.start, c.end, c.coder) for c in back.moved}
    return all(
        (c.source, c.start, c.end, c.coder) in moved
        or reads.twin(replace(c, code=back.keep)) is not None
        for c in back.collapsed
    )
