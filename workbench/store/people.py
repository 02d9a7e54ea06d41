"""What is known of people and sources, read from the tables as values of the model."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from workbench.errors import NotFoundError
from workbench.model.case import (
    NO_CONSENT,
    Attribute,
    AttributeForm,
    Case,
    Consent,
    Cut,
)
from workbench.model.ids import (
    AttributeId,
    CaseId,
    FlagId,
    QuestionId,
    SourceId,
    Words,
)
from workbench.model.source import Asked, GuideQuestion, Mark, SourceDetails, ThirdParty
from workbench.store import tables as t

_CASES = select(t.cases).order_by(t.cases.c.name, t.cases.c.id)
_ATTRIBUTES = select(t.attributes).order_by(t.attributes.c.position, t.attributes.c.id)
_QUESTIONS = select(t.questions).order_by(t.questions.c.position, t.questions.c.id)
_VALUE = select(t.attribute_values.c.value).where(
    t.attribute_values.c.person == bindparam("person"),
    t.attribute_values.c.attribute == bindparam("attribute"),
)
_CONSENT_WORDS = ("note",)
_DETAIL_WORDS = tuple(
    name
    for name in SourceDetails.__dataclass_fields__
    if name not in ("date", "checked_against_audio", "n")
)


class People:
    """Questions about cases, attributes, consent, and what was written down about sources."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    # --- cases ---------------------------------------------------------------------------

    def cases(self) -> list[Case]:
        """Return all cases by name."""
        return [Case(CaseId(row.id), row.kind, row.name) for row in self._db.execute(_CASES)]

    def case(self, case: CaseId) -> Case:
        """Return one case.

        Raises:
            NotFoundError: There is none with this id.
        """
        row = self._db.execute(select(t.cases).where(t.cases.c.id == case)).one_or_none()
        if row is None:
            raise NotFoundError("This person is not in the project, or no longer. Look again.")
        return Case(CaseId(row.id), row.kind, row.name)

    def sources_of(self, case: CaseId) -> list[SourceId]:
        """Return the sources under study in which a person speaks, in order of import."""
        query = (
            select(t.sources.c.id)
            .join(t.speakers, t.speakers.c.source == t.sources.c.id)
            .where(t.speakers.c.person == case, t.sources.c.removed == 0)
            .group_by(t.sources.c.id, t.sources.c.import_seq)
            .order_by(t.sources.c.import_seq)
        )
        return [SourceId(source) for source in self._db.execute(query).scalars()]

    # --- attributes and consent ----------------------------------------------------------

    def attributes(self) -> list[Attribute]:
        """Return the attributes in the order in which they were defined."""
        return [_attribute(row) for row in self._db.execute(_ATTRIBUTES)]

    def attribute_place(self, attribute: AttributeId) -> int:
        """Return an attribute's place in the order of definition."""
        query = select(t.attributes.c.position).where(t.attributes.c.id == attribute)
        return int(self._db.execute(query).scalar_one())

    def next_attribute_place(self) -> int:
        """Return the place of the next attribute."""
        return self._after(t.attributes.c.position)

    def value(self, case: CaseId, attribute: AttributeId) -> str:
        """Return a case's value of an attribute; empty where there is none."""
        key = {"person": case, "attribute": attribute}
        found: str | None = self._db.execute(_VALUE, key).scalar()
        return found or ""

    def values(self) -> dict[CaseId, dict[AttributeId, str]]:
        """Return the values there are, by case and attribute."""
        query = select(t.attribute_values).order_by(
            t.attribute_values.c.person, t.attribute_values.c.attribute
        )
        found: dict[CaseId, dict[AttributeId, str]] = {}
        for row in self._db.execute(query):
            found.setdefault(CaseId(row.person), {})[AttributeId(row.attribute)] = row.value
        return found

    def consent(self, case: CaseId) -> Consent:
        """Return what a person allowed; the default where nobody wrote anything down."""
        query = select(t.consents).where(t.consents.c.person == case)
        row = self._db.execute(query).one_or_none()
        return NO_CONSENT if row is None else _consent(row)

    def consents(self) -> dict[CaseId, Consent]:
        """Return what was written down, by case."""
        rows = self._db.execute(select(t.consents))
        return {CaseId(row.person): _consent(row) for row in rows}

    # --- sources -------------------------------------------------------------------------

    def source_details(self) -> dict[SourceId, SourceDetails]:
        """Return what was written down about each source under study."""
        details = t.source_details
        query = (
            select(details)
            .join(t.sources, t.sources.c.id == details.c.source)
            .where(t.sources.c.removed == 0)
        )
        return {SourceId(row.source): _details(row) for row in self._db.execute(query)}

    def questions(self) -> list[GuideQuestion]:
        """Return the guide's questions in order."""
        rows = self._db.execute(_QUESTIONS)
        return [GuideQuestion(QuestionId(r.id), Words(r.words), r.position) for r in rows]

    def next_question_place(self) -> int:
        """Return the place of the next question."""
        return self._after(t.questions.c.position)

    def marks(self, source: SourceId) -> dict[QuestionId, Asked]:
        """Return which questions were marked as asked or not asked in a source."""
        marks = t.question_marks
        query = select(marks).where(marks.c.source == source)
        return {QuestionId(row.question): row.asked for row in self._db.execute(query)}

    def marks_of(self, question: QuestionId) -> tuple[Mark, ...]:
        """Return a question's marks, those in removed sources too."""
        marks = t.question_marks
        query = select(marks).where(marks.c.question == question).order_by(marks.c.source)
        return tuple(Mark(SourceId(row.source), row.asked) for row in self._db.execute(query))

    def third_parties(self, source: SourceId) -> list[ThirdParty]:
        """Return a source's third-party flags in order of their place."""
        flags = t.third_parties
        query = select(flags).where(flags.c.source == source)
        rows = self._db.execute(query.order_by(flags.c.start, flags.c.end, flags.c.id))
        return [_flag(row) for row in rows]

    def third_party(self, flag: FlagId) -> ThirdParty:
        """Return one third-party flag of a source under study.

        Raises:
            NotFoundError: There is none with this id.
        """
        query = (
            select(t.third_parties)
            .join(t.sources, t.sources.c.id == t.third_parties.c.source)
            .where(t.third_parties.c.id == flag, t.sources.c.removed == 0)
        )
        row = self._db.execute(query).one_or_none()
        if row is None:
            raise NotFoundError("This flag is no longer there. Reload the page to see why.")
        return _flag(row)

    def _after(self, column: Any) -> int:
        newest: int | None = self._db.execute(select(func.max(column))).scalar()
        return 0 if newest is None else newest + 1


def _attribute(row: Row[Any]) -> Attribute:
    form = AttributeForm(
        Words(row.name),
        row.kind,
        tuple(Words(choice) for choice in json.loads(row.choices)),
        Words(row.scale),
        Words(row.edition),
        row.direction,
        tuple(Cut(Words(label), start) for label, start in json.loads(row.cuts)),
        row.measured,
    )
    return Attribute(AttributeId(row.id), form, row.version)


def _consent(row: Row[Any]) -> Consent:
    answers = dict(row._mapping)
    del answers["person"]
    answers["paraphrase_only"] = bool(answers["paraphrase_only"])
    return Consent(**_worded(answers, _CONSENT_WORDS))


def _details(row: Row[Any]) -> SourceDetails:
    found = dict(row._mapping)
    del found["source"]
    return SourceDetails(**_worded(found, _DETAIL_WORDS))


def _worded(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return values | {name: Words(values[name]) for name in names}


def _flag(row: Row[Any]) -> ThirdParty:
    return ThirdParty(FlagId(row.id), SourceId(row.source), row.start, row.end, Words(row.note))
