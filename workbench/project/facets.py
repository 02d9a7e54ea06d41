"""Facets: defined for the study, set on codings by one key; their rules are in `facet_forms`.

A value that was taken out is out of sight, and codings that carried it carry it again when it comes
back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.coding import Coding
from workbench.model.coding_events import FacetChanged, FacetDefined, FacetRemoved, FacetsSet
from workbench.model.facet import Facet, FacetForm
from workbench.model.ids import CodingId, FacetId, FacetValueId, SourceId
from workbench.project.facet_forms import checked, new_value, offered, takes_off
from workbench.project.opened import Opened
from workbench.project.safeguards import refuse_unseen
from workbench.project.wording import counted
from workbench.store.reads import Reads
from workbench.store.unit import Unit

__all__ = ["Facets", "new_value"]

Values = tuple[FacetValueId, ...]


class Facets:
    """The facets of a study, and the values that its codings carry."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Facet]:
        """Return the facets in order of definition."""
        with self._opened.reading() as reads:
            return reads.facets.all()

    def shipped(self) -> list[FacetForm]:
        """Return facets that are offered and not in the study; `define` takes one up."""
        return offered(self.all())

    def define(self, form: FacetForm, *, facet: FacetId | None = None) -> FacetId:
        """Define a facet; return its id.

        Args:
            form: What it is called, its values and their keys.
            facet: A client-made id.

        Raises:
            InvalidActionError: A name is missing or taken, or a key cannot be used.
        """
        with self._opened.unit() as unit:
            made = facet or FacetId(str(uuid.uuid4()))
            kept = checked(form, unit.reads.facets.all())
            unit.record(FacetDefined(made, kept, unit.reads.facets.next_position()))
        return made

    def change(self, facet: FacetId, form: FacetForm, *, base: int | None = None) -> None:
        """Give a facet another name or other values; values that stay keep their ids.

        Args:
            facet: Which.
            form: What it is to be.
            base: The version (`Facet.version`) that the person began from.

        Raises:
            ConflictError: Somebody changed it meanwhile.
            InvalidActionError: A name is missing or taken, a key cannot be used, the facet would
                take one value where codings carry several, or values would be taken off while a
                blind round is open.
        """
        with self._opened.unit() as unit:
            old = _unchanged(unit.reads.facets.one(facet), base)
            kept = checked(form, [f for f in unit.reads.facets.all() if f.id != facet])
            if takes_off(old.form, kept):
                refuse_unseen(unit.reads)
            if kept != old.form:
                _refuse_crowded(unit.reads, facet, kept)
                unit.record(FacetChanged(facet, old.form, kept))

    def remove(self, facet: FacetId, *, base: int | None = None) -> None:
        """Take a facet out; codings carry its values no longer, and again when it comes back.

        Raises:
            InvalidActionError: A blind round is open.
            ConflictError: Somebody changed it meanwhile.
        """
        with self._opened.unit() as unit:
            refuse_unseen(unit.reads)
            old = _unchanged(unit.reads.facets.one(facet), base)
            unit.record(FacetRemoved(facet, old.form, unit.reads.facets.position(facet)))

    def set(
        self,
        coding: CodingId,
        facet: FacetId,
        values: Iterable[FacetValueId],
        *,
        base: Iterable[FacetValueId] | None = None,
    ) -> None:
        """Give a coding these values of a facet in place of those it carries.

        Args:
            coding: Which.
            facet: Which.
            values: None of them clears it.
            base: The values that the person saw.

        Raises:
            ConflictError: It carries other values than the person saw.
            InvalidActionError: The facet has no such value, or takes only one.
        """
        with self._opened.unit() as unit:
            setting = _Setting(unit, facet)
            setting.refuse_stale(coding, base)
            setting.record([coding], tuple(values))

    def set_all(
        self, codings: Iterable[CodingId], facet: FacetId, values: Iterable[FacetValueId]
    ) -> None:
        """Give all of these codings these values of a facet, in one act.

        Raises:
            NotFoundError: One of the codings is no longer there; nothing is done.
            InvalidActionError: The facet has no such value, or takes only one.
        """
        with self._opened.unit() as unit:
            _Setting(unit, facet).record(list(dict.fromkeys(codings)), tuple(values))

    def toggle(self, coding: CodingId, value: FacetValueId) -> None:
        """Give a coding a value, or take it off; a facet of one value drops the one before.

        Raises:
            NotFoundError: No facet of the study has this value.
        """
        with self._opened.unit() as unit:
            facet = _facet_of(unit.reads, value)
            setting = _Setting(unit, facet.id)
            setting.record([coding], _toggled(setting.carried(coding), value, facet.form))

    def carried(self, codings: Sequence[CodingId]) -> Mapping[CodingId, Mapping[FacetId, Values]]:
        """Return which values codings carry, by coding and facet; who carries none is left out."""
        with self._opened.reading() as reads:
            return reads.facets.carried(codings)

    def held(
        self, *, source: SourceId | None = None, codings: Sequence[CodingId] = ()
    ) -> Mapping[CodingId, Values]:
        """Return every value that was given to codings, also those out of sight.

        Args:
            source: Of all its codings; else of those named.
            codings: Of these.
        """
        with self._opened.reading() as reads:
            return reads.facets.held(codings) if source is None else reads.facets.held_in(source)

    def counts(self) -> Mapping[FacetValueId, int]:
        """Return how many codings carry each value that any carries."""
        with self._opened.reading() as reads:
            return reads.facets.counts()


class _Setting:
    """An act that gives codings values of one facet."""

    def __init__(self, unit: Unit, facet: FacetId) -> None:
        self._unit = unit
        self._facet = unit.reads.facets.one(facet)

    def carried(self, coding: CodingId) -> Values:
        """Return the values of the facet that a coding carries."""
        return self._unit.reads.facets.carried([coding]).get(coding, {}).get(self._facet.id, ())

    def refuse_stale(self, coding: CodingId, base: Iterable[FacetValueId] | None) -> None:
        """Raise ConflictError where a coding carries other values than were seen."""
        if base is not None and set(base) != set(self.carried(coding)):
            raise ConflictError(
                f"Somebody set “{self._facet.form.name}” of this coding meanwhile. Look again."
            )

    def record(self, codings: Sequence[CodingId], values: Values) -> None:
        """Record the values for all of these codings; who carries them already is passed over."""
        asked = self._in_order(values)
        found = {coding.id: coding for coding in self._unit.reads.codings_among(codings)}
        given = self._unit.reads.facets.given(codings, self._facet.id)
        for coding in codings:
            if coding not in found:
                self._unit.reads.coding(coding)
            self._record(found[coding], given.get(coding, ()), asked)

    def _record(self, coding: Coding, before: Values, asked: Values) -> None:
        known = {value.id for value in self._facet.form.values}
        hidden = tuple(value for value in before if value not in known)
        after = asked + hidden if self._facet.form.several else asked
        if set(after) - set(hidden) != set(before) - set(hidden):
            self._unit.record(FacetsSet(coding.id, coding.source, self._facet.id, before, after))

    def _in_order(self, values: Values) -> Values:
        form, asked = self._facet.form, set(values)
        ordered = tuple(value.id for value in form.values if value.id in asked)
        if len(ordered) < len(asked):
            raise InvalidActionError(
                f"“{form.name}” no longer has this value. Look again and choose another one."
            )
        if len(ordered) > 1 and not form.several:
            raise InvalidActionError(f"“{form.name}” takes one value. Choose one of them.")
        return ordered


def _refuse_crowded(reads: Reads, facet: FacetId, form: FacetForm) -> None:
    if form.several:
        return
    crowded = reads.facets.crowded(facet, [value.id for value in form.values])
    if crowded:
        raise InvalidActionError(
            f"More than one value of “{form.name}” is carried by {counted(crowded, 'coding')}. Let "
            "the facet take several, or take values off until each coding carries one."
        )


def _facet_of(reads: Reads, value: FacetValueId) -> Facet:
    for facet in reads.facets.all():
        if any(one.id == value for one in facet.form.values):
            return facet
    raise NotFoundError("This value is no longer in the study. Look again to see why.")


def _toggled(carried: Values, value: FacetValueId, form: FacetForm) -> Values:
    if value in carried:
        return tuple(one for one in carried if one != value)
    return (*carried, value) if form.several else (value,)


def _unchanged(facet: Facet, base: int | None) -> Facet:
    if base is not None and base != facet.version:
        raise ConflictError(
            f"Somebody changed “{facet.form.name}” meanwhile (entry {facet.version}). Look again."
        )
    return facet
