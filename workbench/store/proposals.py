"""Runs, what people answered to their groups and to suggestions, and hints that were set aside."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from workbench.errors import NotFoundError
from workbench.model.ids import (
    CodeId,
    CoderId,
    CodingId,
    DecisionId,
    RunId,
    SourceId,
    SuggestionId,
    Words,
)
from workbench.model.proposal import (
    Allowance,
    Answer,
    HintKind,
    Offered,
    Run,
    RunInput,
    RunRecord,
    Scope,
    Suggested,
    SuggestionRecord,
)
from workbench.model.source import Segment
from workbench.store import proposal_tables as p
from workbench.store import tables as t
from workbench.store.texts import TextVersions

_RUNS = select(p.runs).order_by(p.runs.c.seq)
_ANSWERS = select(p.answers).order_by(p.answers.c.at, p.answers.c.run, p.answers.c.node)
_SUGGESTED = select(p.suggestions).order_by(p.suggestions.c.at, p.suggestions.c.id)


class Proposals:
    """Questions about what the machine proposed."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._texts = TextVersions(db)

    def allowance(self) -> Allowance | None:
        """Return the decision that lets groupings be offered, where it still stands."""
        there = t.decisions.c.id == p.allowance.c.decision
        row = self._db.execute(select(p.allowance).join(t.decisions, there)).one_or_none()
        return None if row is None else Allowance(DecisionId(row.decision), row.at)

    def runs(self) -> list[Run]:
        """Return the runs, the oldest first."""
        return [self._run(row) for row in self._db.execute(_RUNS).all()]

    def run(self, run: RunId) -> Run:
        """Return one run.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        row = self._db.execute(_RUNS.where(p.runs.c.id == run)).one_or_none()
        if row is None:
            raise NotFoundError("This grouping is no longer there. Look again to see why.")
        return self._run(row)

    def _run(self, row: Row[Any]) -> Run:
        """Return a run with its segments where they stand now."""
        run = _run(row)
        if not self._texts.any:
            return run
        inputs = tuple(self._texts.input_now(given, run.seq) for given in run.record.inputs)
        return replace(run, record=replace(run.record, inputs=inputs))

    def answers(self, run: RunId | None = None) -> list[Answer]:
        """Return what was answered to the groups of a run, or of all that still stand."""
        query = _ANSWERS.join(p.runs, p.runs.c.id == p.answers.c.run)
        if run is not None:
            query = query.where(p.answers.c.run == run)
        return [_answer(row) for row in self._db.execute(query)]

    def suggested(self) -> list[Suggested]:
        """Return the suggestions that were answered, the oldest first."""
        return [_suggested(row) for row in self._db.execute(_SUGGESTED)]

    def was_answered(self, coder: CoderId, source: SourceId, segment: Segment) -> bool:
        """Tell whether a person answered what was suggested for these very words."""
        c = p.suggestions.c
        here = (c.source == source) & (c.start == segment.start) & (c.end == segment.end)
        query = select(c.id).where(here, c.coder == coder)
        return self._db.execute(query).first() is not None

    def shown(self) -> list[tuple[CoderId, int, str]]:
        """Return to whom suggestions were shown in a session, when (µs), by which weights."""
        rows = self._db.execute(select(p.suggestions_shown).order_by(p.suggestions_shown.c.seq))
        return [(CoderId(row.coder), row.at, row.sha256) for row in rows]

    def set_aside(self, hint: HintKind) -> set[tuple[str, ...]]:
        """Return the things about which this hint was set aside."""
        query = select(p.hints_aside.c.things).where(p.hints_aside.c.hint == hint)
        return {tuple(things.split(" ")) for things in self._db.execute(query).scalars()}


def _run(row: Row[Any]) -> Run:
    told = json.loads(row.record)
    scope = Scope(told["scope"]["kind"], told["scope"]["thing"], Words(told["scope"]["value"]))
    record = RunRecord(
        **{
            **told,
            "scope": scope,
            "model": Words(told["model"]),
            "libraries": tuple(told["libraries"]),
            "inputs": tuple(RunInput(SourceId(s), tuple(spans)) for s, spans in told["inputs"]),
            "groups": tuple(told["groups"]),
            "thirds": tuple(told["thirds"]),
        }
    )
    return Run(RunId(row.id), record, CoderId(row.coder), row.at, row.seq)


def _answer(row: Row[Any]) -> Answer:
    return Answer(
        run=RunId(row.run),
        node=row.node,
        members=tuple(json.loads(row.members)),
        coder=CoderId(row.coder),
        at=row.at,
        adopted=row.adopted,
        thing=row.thing,
        made=bool(row.made),
        codings=tuple(CodingId(coding) for coding in json.loads(row.codings)),
        note=Words(row.note),
    )


def _suggested(row: Row[Any]) -> Suggested:
    offered = tuple(
        Offered(CodeId(code), margin, CodingId(because))
        for code, margin, because in json.loads(row.offered)
    )
    record = SuggestionRecord(
        coder=CoderId(row.coder),
        source=SourceId(row.source),
        start=row.start,
        end=row.end,
        sha256=row.sha256,
        learnt_at=row.learnt_at,
        offered=offered,
        answer=row.answer,
        code=None if row.code is None else CodeId(row.code),
        coding=None if row.coding is None else CodingId(row.coding),
    )
    return Suggested(SuggestionId(row.id), record, row.at)
