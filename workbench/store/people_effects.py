"""The effects of events about people: names, attributes and their values, consent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, delete, insert, update

from workbench.model import people_events as p
from workbench.model.case import NO_CONSENT, AttributeForm, CaseValue, Consent
from workbench.store import tables as t
from workbench.store.effect import Place, project

_VALUE = (t.attribute_values.c.person == bindparam("who")) & (
    t.attribute_values.c.attribute == bindparam("which")
)
_TAKE_VALUE = delete(t.attribute_values).where(_VALUE)
_PUT_VALUE = insert(t.attribute_values)


@project.register
def _(event: p.CaseRenamed, _place: Place, db: Connection) -> None:
    db.execute(update(t.cases).where(t.cases.c.id == event.case), {"name": event.after})


@project.register
def _(event: p.AttributeDefined | p.AttributeRestored, place: Place, db: Connection) -> None:
    row = {"id": event.attribute, "position": event.position, "version": place.seq}
    db.execute(insert(t.attributes), row | _form(event.form))
    if isinstance(event, p.AttributeRestored):
        _insert_values(event.attribute, event.values, db)


@project.register
def _(event: p.AttributeRemoved, _place: Place, db: Connection) -> None:
    db.execute(delete(t.attribute_values).where(t.attribute_values.c.attribute == event.attribute))
    db.execute(delete(t.attributes).where(t.attributes.c.id == event.attribute))


@project.register
def _(event: p.AttributeChanged, place: Place, db: Connection) -> None:
    row = _form(event.after) | {"version": place.seq}
    db.execute(update(t.attributes).where(t.attributes.c.id == event.attribute), row)


@project.register
def _(event: p.AttributeSet, _place: Place, db: Connection) -> None:
    if event.before:
        db.execute(_TAKE_VALUE, {"who": event.case, "which": event.attribute})
    if event.after:
        _insert_values(event.attribute, [CaseValue(event.case, event.after)], db)


@project.register
def _(event: p.ConsentRecorded, _place: Place, db: Connection) -> None:
    db.execute(delete(t.consents).where(t.consents.c.person == event.case))
    if event.after != NO_CONSENT:
        db.execute(insert(t.consents), {"person": event.case} | _answers(event.after))


def _insert_values(attribute: str, values: Iterable[CaseValue], db: Connection) -> None:
    rows = [{"person": item.case, "attribute": attribute, "value": item.value} for item in values]
    if rows:
        db.execute(_PUT_VALUE, rows)


def _form(form: AttributeForm) -> dict[str, object]:
    return {
        "name": form.name,
        "kind": form.kind,
        "choices": json.dumps(form.choices, ensure_ascii=False),
        "scale": form.scale,
        "edition": form.edition,
        "direction": form.direction,
        "cuts": json.dumps([[cut.label, cut.start] for cut in form.cuts], ensure_ascii=False),
        "measured": form.measured,
    }


def _answers(consent: Consent) -> dict[str, object]:
    return asdict(consent) | {"paraphrase_only": int(consent.paraphrase_only)}
