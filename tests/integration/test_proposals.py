"""What was read, proposed and answered stands in the trail, can be undone, and is rebuilt."""

from __future__ import annotations

from tests.studies import coded, draft
from workbench.model.case import Consent
from workbench.model.ids import CoderId, DecisionId, RunId, SuggestionId, Words
from workbench.model.proposal import (
    RUN_UNITS,
    Offered,
    RunInput,
    RunRecord,
    Scope,
    SuggestionRecord,
)
from workbench.model.proposal_events import (
    GroupingsAllowed,
    HintSetAside,
    PassagesRead,
    ProposalAdopted,
    ProposalRefused,
    RunMade,
    SuggestionAnswered,
    SuggestionsShown,
)
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.study import DecisionRecord
from workbench.project.project import Project
from workbench.project.segments import study_segments
from workbench.store.reads import Reads

RUN = RunId("run")


def everything(project: Project) -> tuple[list[object], ...]:
    """Return all that is known of reading and proposals."""
    with project._opened.reading() as reads:
        return _everything(reads, CoderId(project.coders()[0].id))


def _everything(reads: Reads, coder: CoderId) -> tuple[list[object], ...]:
    said = reads.proposals
    marks = [mark for source in reads.sources() for mark in reads.readings.marks(coder, source.id)]
    hints = sorted(said.set_aside("alike"))
    shown = [who for who, _, _ in said.shown()]
    return (
        [*marks],
        [said.allowance() is not None],
        [(run.id, run.record) for run in said.runs()],
        [(a.node, a.adopted, a.members, a.codings, a.note) for a in said.answers()],
        [(one.id, one.record) for one in said.suggested()],
        [*hints],
        [*shown],
    )


def test_reading_and_proposals_are_kept_undone_and_rebuilt(project):
    study = coded(project)
    coder = project.coders()[0].id
    coding = project.codings.in_source(study.source)[0]
    decision = project.decisions.record(DecisionRecord("2026-01-31", Words("Another reading?")))
    record = RunRecord(
        unit="turns",
        scope=Scope("attribute", "site", Words("North")),
        seed=1,
        runs=24,
        around=0,
        model=Words("m"),
        sha256="ab",
        dimension=3,
        libraries=("numpy 2",),
        inputs=(RunInput(study.source, (0, 3, 4, 9)),),
        groups=(0, 0),
        thirds=(2, 0),
    )
    suggested = SuggestionRecord(
        coder=coder,
        source=study.source,
        start=0,
        end=3,
        sha256="ab",
        learnt_at=7,
        offered=(Offered(coding.code, 71, coding.id),),
        answer="accepted",
        code=coding.code,
        coding=coding.id,
    )
    before, acts = everything(project), 0
    for event in (
        PassagesRead(coder, study.source, (0, 3, 4, 9)),
        GroupingsAllowed(DecisionId(decision)),
        RunMade(RUN, coder, record),
        ProposalAdopted(RUN, 3, coder, (0, 1), "code", coding.code, False, (coding.id,)),
        ProposalRefused(RUN, 4, coder, (1,), Words("only wording")),
        SuggestionAnswered(SuggestionId("s"), suggested),
        HintSetAside("alike", (study.limits, study.borders), coder),
    ):
        with project._opened.unit() as unit:
            unit.record(event)
        acts += 1
    done = everything(project)
    assert all(done[:-1])
    assert record.segments == [(study.source, 0, 3), (study.source, 4, 9)]
    project.rebuild()
    assert everything(project) == done
    for _ in range(acts):
        project.history.undo()
    assert everything(project) == before
    for _ in range(acts):
        project.history.redo()
    assert everything(project) == done
    assert project.history.verify().ok


def test_that_suggestions_were_shown_stays_and_is_no_act_to_undo(project):
    coder = project.coders()[0].id
    project.codebook.create("limits")
    with project._opened.unit() as unit:
        unit.record(SuggestionsShown(coder, "ab"))
    assert "limits" in project.history.undo()
    assert everything(project)[-1] == [coder]


def test_only_words_of_participants_become_segments(project):
    who = {"P07": SpeakerChoice("participant", "Maria"), "INT": SpeakerChoice("interviewer", "Ida")}
    source = project.sources.add(draft(), speakers=who)
    above = project.codebook.create("work")
    project.codings.apply(source, Segment(5, 60), project.codebook.create("limits", parent=above))
    with project._opened.reading() as reads:
        text = reads.text(source)
        voices = {s.index: s.role for s in reads.speakers(source)}
        passages = [p for p in reads.passages(source) if voices.get(p.voice) == "participant"]
        turns = study_segments(reads, "turns")
        sentences = study_segments(reads, "sentences")
        uncoded = study_segments(reads, "turns", Scope("uncoded"))
        (coded_one,) = study_segments(reads, "codings")
        below = {unit: study_segments(reads, unit, Scope("code", above)) for unit in RUN_UNITS}
        assert not study_segments(reads, "turns", Scope("code", "gone"))
    assert len(passages) > 1
    assert [(one.start, one.end) for one in turns] == [(p.start, p.end) for p in passages]
    assert [one.words for one in turns] == [text[p.start : p.end].strip() for p in passages]
    assert len(sentences) >= len(turns)
    assert {one.segment for one in uncoded} == {one.segment for one in turns if not one.codings}
    assert 0 < len(uncoded) < len(turns)
    assert below["turns"] == [one for one in turns if one.codings], "coded with a code below it"
    assert below["codings"] == [coded_one]
    said = [text[max(5, p.start) : min(60, p.end)].strip() for p in passages if p.start < 60]
    assert coded_one.words == "\n".join(said)


def test_words_of_who_withdrew_are_no_segments(project):
    source = project.sources.add(draft(), speakers={"P07": SpeakerChoice("participant", "Maria")})
    (maria,) = [case.id for case in project.cases.all()]
    project.cases.record_consent(maria, Consent(withdrawn="2026-01-31"))
    with project._opened.reading() as reads:
        assert reads.speakers(source)
        assert study_segments(reads, "turns") == []
