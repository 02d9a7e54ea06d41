"""The effects of events of what codings carry: facets, judgements, printed forms."""

from __future__ import annotations

import json

from sqlalchemy import Connection, delete, insert, update

from workbench.model import coding_events as c
from workbench.model.facet import FacetForm
from workbench.store import tables as t
from workbench.store.effect import Place, project


@project.register
def _(event: c.FacetDefined, place: Place, db: Connection) -> None:
    row = {"id": event.facet, "position": event.position, "version": place.seq}
    db.execute(insert(t.facets), row | _form(event.form))


@project.register
def _(event: c.FacetChanged, place: Place, db: Connection) -> None:
    row = _form(event.after) | {"version": place.seq}
    db.execute(update(t.facets).where(t.facets.c.id == event.facet), row)


@project.register
def _(event: c.FacetRemoved, _place: Place, db: Connection) -> None:
    db.execute(delete(t.facets).where(t.facets.c.id == event.facet))


def _form(form: FacetForm) -> dict[str, object]:
    return {
        "name": form.name,
        "choices": json.dumps([[v.id, v.name, v.key] for v in form.values]),
        "several": int(form.several),
        "note": form.note,
    }


@project.register
def _(event: c.FacetsSet, place: Place, db: Connection) -> None:
    carried = t.coding_facets
    of = (carried.c.coding == event.coding) & (carried.c.facet == event.facet)
    db.execute(delete(carried).where(of))
    rows = [{"coding": event.coding, "facet": event.facet, "value": v} for v in event.after]
    if rows:
        db.execute(insert(carried), rows)
    _touch(event.coding, {}, place, db)


@project.register
def _(event: c.CodingJudged, place: Place, db: Connection) -> None:
    db.execute(delete(t.judgements).where(t.judgements.c.coding == event.coding))
    if event.after:
        db.execute(insert(t.judgements), {"coding": event.coding, "judgement": event.after})
    _touch(event.coding, {"card_version": event.after_card}, place, db)


@project.register
def _(event: c.QuotationPrinted, place: Place, db: Connection) -> None:
    db.execute(delete(t.printed).where(t.printed.c.coding == event.coding))
    if event.after:
        db.execute(insert(t.printed), {"coding": event.coding, "words": event.after})
    _touch(event.coding, {}, place, db)


def _touch(coding: str, values: dict[str, object], place: Place, db: Connection) -> None:
    row = values | {"version": place.seq}
    db.execute(update(t.codings).where(t.codings.c.id == coding), row)
