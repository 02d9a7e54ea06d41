"""How much of what an analysis leaves behind is there, counted in the tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from workbench.model.codebook import APPLICABLE
from workbench.store import tables as t
from workbench.store.rows import recheck_of


class Evidence:
    """Counts of what stands in a study: a number each, no word."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def coded_by_several(self) -> int:
        """Return how many sources several coders have coded."""
        coders = func.count(t.codings.c.coder.distinct())
        several = select(t.codings.c.source).group_by(t.codings.c.source).having(coders > 1)
        return self._count(select(several.subquery()))

    def heard(self) -> int:
        """Return how many participants speak in passages that are coded."""
        who = (t.speakers.c.source == t.codings.c.source) & (t.speakers.c.n == t.codings.c.speaker)
        coded = (
            select(t.speakers.c.person)
            .distinct()
            .join(t.codings, who)
            .join(t.cases, t.cases.c.id == t.speakers.c.person)
            .where(t.cases.c.kind == "participant")
        )
        return self._count(coded)

    def judged(self) -> int:
        """Return how many codings somebody looked at again and judged."""
        there = t.judgements.join(t.codings, t.codings.c.id == t.judgements.c.coding)
        return self._count(select(t.judgements.c.coding).select_from(there))

    def printed(self) -> int:
        """Return how many quotations have a printed form."""
        there = t.printed.join(t.codings, t.codings.c.id == t.printed.c.coding)
        return self._count(select(t.printed.c.coding).select_from(there))

    def waiting(self) -> int:
        """Return how many codings wait to be looked at again under a newer card."""
        of = t.codings.join(t.codes, t.codes.c.id == t.codings.c.code)
        older = t.codings.c.card_version < recheck_of(t.codes.c)
        in_use = t.codes.c.state.in_(APPLICABLE)
        return self._count(select(t.codings.c.id).select_from(of).where(older, in_use))

    def regrouped(self) -> int:
        """Return how many acts moved, merged or split codes and still stand."""
        told = [t.actions.c.kinds.contains(k) for k in ("CodeMoved", "CodesMerged", "CodeSplit")]
        stands = (t.actions.c.undone == 0) & (t.actions.c.sense == "act")
        return self._count(select(t.actions.c.id).where(stands & (told[0] | told[1] | told[2])))

    def _count(self, query: Select[Any]) -> int:
        return int(
            self._db.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        )
