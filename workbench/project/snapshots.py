"""A study as plain values, read at one moment."""

from __future__ import annotations

from workbench.model.snapshot import Snapshot
from workbench.store.reads import Reads


def take_snapshot(reads: Reads) -> Snapshot:
    """Return everything a study holds, free of when and how it came about."""
    sources, people = reads.sources(), reads.people
    codings = frozenset(reads.codings())
    return Snapshot(
        name=reads.project().name,
        cases=frozenset(people.cases()),
        attributes=frozenset((a.id, a.form) for a in people.attributes()),
        values=frozenset(
            (case, attribute, value)
            for case, values in people.values().items()
            for attribute, value in values.items()
        ),
        consents=frozenset(people.consents().items()),
        texts=frozenset((s.id, s.name, s.kind, reads.text(s.id)) for s in sources),
        speakers=frozenset((s.id, sp) for s in sources for sp in reads.speakers(s.id)),
        details=frozenset(people.source_details().items()),
        questions=frozenset(people.questions()),
        marks=frozenset((s.id, *mark) for s in sources for mark in people.marks(s.id).items()),
        third_parties=frozenset(flag for s in sources for flag in people.third_parties(s.id)),
        codes=frozenset((c.id, c.path, c.swatch, c.card) for c in reads.codes()),
        states=frozenset((c.id, c.state, c.card_version, c.recheck) for c in reads.codes()),
        exemplars=frozenset(reads.carried.exemplars()),
        facets=frozenset((f.id, f.form) for f in reads.facets.all()),
        codings=codings,
        carried=frozenset(
            (coding, facet, values)
            for coding, carried in reads.facets.carried([c.id for c in codings]).items()
            for facet, values in carried.items()
        ),
        judgements=frozenset(reads.carried.judgements().items()),
        printed=frozenset(reads.carried.printed().items()),
        memos=frozenset(
            (m.id, m.author, m.visibility, m.text, m.status) for m in reads.memos.all()
        ),
        stance=reads.project().stance,
        phase=reads.study.phase(),
        study=reads.study.details(),
        decisions=frozenset((d.id, d.record) for d in reads.study.decisions()),
        meetings=frozenset((m.id, m.record) for m in reads.study.meetings()),
        reasons=frozenset(reads.told.reasons().items()),
    )
