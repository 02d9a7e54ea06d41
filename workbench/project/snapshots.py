"""A study as plain values, read at one moment."""

from __future__ import annotations

from dataclasses import replace

from workbench.model.proposal import HINTS, ProposalsSnapshot
from workbench.model.snapshot import Snapshot
from workbench.model.theme import ThemesSnapshot
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
        themes=_themes(reads),
        proposals=_proposals(reads),
        stance=reads.project().stance,
        phase=reads.study.phase(),
        study=reads.study.details(),
        decisions=frozenset((d.id, d.record) for d in reads.study.decisions()),
        meetings=frozenset((m.id, m.record) for m in reads.study.meetings()),
        reasons=frozenset(reads.told.reasons().items()),
        blind=frozenset((r.id, r.sources, r.note) for r in reads.study.rounds() if r.is_open),
    )


def _themes(reads: Reads) -> ThemesSnapshot:
    """Return all of the themes but whether they were asked for a claim, which stays."""
    themes, claims, maps = reads.themes.all(), reads.theme_claims, reads.theme_maps
    return ThemesSnapshot(
        frozenset((one.id, one.text, one.state, one.parent, one.position) for one in themes),
        frozenset((one.id, thing) for one in themes for thing in (*one.codes, *one.codings)),
        frozenset((o.id, *said) for o in themes for said in reads.themes.bearings(o.id).items()),
        frozenset((one.id, search) for one in themes for search in claims.searches(one.id)),
        frozenset((link.id, link.theme, link.tie, link.at, link.stale) for link in claims.links()),
        frozenset((line.id, line.form) for one in themes for line in claims.now_whats(one.id)),
        frozenset(maps.relations()),
        frozenset(maps.places()),
        frozenset(maps.kept()),
        frozenset((cell.case, cell.thing, cell.words) for cell in maps.cells()),
    )


def _proposals(reads: Reads) -> ProposalsSnapshot:
    """Return what was read, proposed and answered; that suggestions were shown stays."""
    said, allowed = reads.proposals, reads.proposals.allowance()
    return ProposalsSnapshot(
        frozenset(
            (coder.id, source.id, *span)
            for coder in reads.coders()
            for source in reads.sources()
            for span in reads.readings.marks(coder.id, source.id)
        ),
        None if allowed is None else allowed.decision,
        frozenset((run.id, run.coder, run.record) for run in said.runs()),
        frozenset(replace(answer, at=0) for answer in said.answers()),
        frozenset((one.id, one.record) for one in said.suggested()),
        frozenset((hint, things) for hint in HINTS for things in said.set_aside(hint)),
    )
