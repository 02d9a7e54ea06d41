"""What a coding carried that a merge lets collapse goes to the coding that stands for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.model.coding import Coding
from workbench.model.coding_events import FacetsSet, QuotationPrinted
from workbench.model.ids import CodeId, CodingId, FacetId, FacetValueId, Words
from workbench.store.unit import Unit

_Values = tuple[FacetValueId, ...]


def hand_down(unit: Unit, collapsed: Iterable[Coding], keep: CodeId) -> None:
    """Record what codings that stay take over: facet values, and a printed form where none is.

    Of a facet with one value, a coding that has its own keeps it; so it does its printed form.

    Args:
        unit: The act, after its merge.
        collapsed: Codings as they were before.
        keep: The code that stays.
    """
    heirs = [(coding, heir_of(unit, coding, keep)) for coding in collapsed]
    held = unit.reads.facets.carried([c for coding, heir in heirs for c in (coding.id, heir)])
    several = {facet.id for facet in unit.reads.facets.all() if facet.form.several}
    for coding, heir in heirs:
        own = held.setdefault(heir, {})
        for facet, values in held.get(coding.id, {}).items():
            joined = _joined(own.get(facet, ()), values, both=facet in several)
            _set(unit, (heir, coding, facet), own.get(facet, ()), joined)
            own[facet] = joined
        _print(unit, coding, heir)


def heir_of(unit: Unit, coding: Coding, keep: CodeId) -> CodingId:
    """Return the coding that stays in place of one that collapses in a merge."""
    heir = unit.reads.twin(replace(coding, code=keep))
    assert heir is not None  # it collapsed because of that one
    return heir


def _joined(own: _Values, others: _Values, *, both: bool) -> _Values:
    return tuple(dict.fromkeys((*own, *others))) if both else own or others


def _set(
    unit: Unit, place: tuple[CodingId, Coding, FacetId], before: _Values, after: _Values
) -> None:
    heir, coding, facet = place
    if after != before:
        unit.record(FacetsSet(heir, coding.source, facet, before, after))


def _print(unit: Unit, coding: Coding, heir: CodingId) -> None:
    printed = unit.reads.carried.printed_form
    if printed(coding.id) and not printed(heir):
        words = Words(printed(coding.id))
        unit.record(QuotationPrinted(heir, coding.source, Words(""), words))
