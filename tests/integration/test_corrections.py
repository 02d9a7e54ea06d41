"""A corrected transcript: what stands in it moves along, nothing silently, and undo brings it back.

Each test runs on a file and on a server.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.studies import TEXT, Coded, at, coded, draft
from workbench.errors import ConflictError, InvalidActionError
from workbench.model.ids import RunId, SourceId, Words
from workbench.model.memo import MemoLink, MemoText
from workbench.model.proposal import RunInput, RunRecord, Scope
from workbench.model.proposal_events import RunMade
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.study import DecisionRecord
from workbench.model.theme import ThemeText
from workbench.project.decisions import decision_from, links_of_decision
from workbench.project.grouping_trees import standing
from workbench.project.project import Project

LONGER = TEXT.replace("INT: Can you", "INT: Good morning! Can you")
REWORDED = LONGER.replace("I sat in the back", "I sat right at the back")


def words_of(project: Project, source: SourceId) -> dict[str, str]:
    text = project.sources.text(source)
    return {c.id: text[c.start : c.end] for c in project.codings.in_source(source)}


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


def test_codings_stand_on_their_words_after_a_correction_before_them(study: Coded) -> None:
    project, source = study.project, study.source
    before = words_of(project, source)
    seen = project.corrections.foresee(source, draft(LONGER))
    project.corrections.correct(source, draft(LONGER), base=seen.base)
    assert words_of(project, source) == before
    assert (seen.same, seen.reworded, seen.lost, seen.claims) == (7, (), (), 0)
    assert project.sources.text(source) == LONGER
    assert project.history.verify().ok


def test_undo_and_redo_of_a_correction_bring_back_each_state_whole(study: Coded) -> None:
    project, source = study.project, study.source
    theme = project.themes.make(ThemeText(Words("Driving"), claim=Words("They drive.")))
    coding = project.codings.in_source(source)[-1]
    project.claims.link(theme, "claim", "They drive.", coding.id)
    project.reading.mark_all(source)
    flag = project.flags.flag(source, at(TEXT, "she said"), note="a friend")
    project.codebook.choose_exemplar(study.limits, "typical", source, at(TEXT, "drive clients"))
    old = project.snapshot()
    cut = REWORDED.replace("We don't drive clients. ", "")
    lost = {one.coding for one in project.corrections.foresee(source, draft(cut)).lost}
    project.corrections.correct(source, draft(cut), take_away=lost, reason="heard again")
    new = project.snapshot()
    assert project.flags.third_party(source)[0].id == flag
    assert project.codebook.exemplars(study.limits) == []
    project.history.undo()
    assert project.snapshot() == old
    project.history.redo()
    assert project.snapshot() == new
    assert project.history.verify().ok
    project.rebuild()
    assert project.snapshot() == new


def test_a_claim_is_marked_where_its_words_changed_and_only_there(study: Coded) -> None:
    project, source = study.project, study.source
    theme = project.themes.make(ThemeText(Words("Lines"), claim=Words("They draw lines.")))
    kept = project.codings.apply(source, at(TEXT, "We don't drive clients"), study.limits)
    changed = project.codings.apply(source, at(TEXT, "I sat in the back"), study.limits)
    links = {
        project.claims.link(theme, "claim", "They draw lines.", coding): coding
        for coding in (kept, changed)
    }
    seen = project.corrections.foresee(source, draft(REWORDED))
    project.corrections.correct(source, draft(REWORDED))
    stale = {links[one.id]: one.stale for one in project.claims.stale()}
    assert stale == {changed: ("corrected",)}
    assert seen.claims == 1
    project.history.undo()
    assert project.claims.stale() == []


def test_a_coding_without_words_left_goes_only_if_somebody_says_so(study: Coded) -> None:
    project, source = study.project, study.source
    coding = project.codings.apply(source, at(TEXT, "clients"), study.limits)
    cut = draft(TEXT.replace("We don't drive clients. ", ""))
    (lost,) = (one for one in project.corrections.foresee(source, cut).lost if one.coding == coding)
    assert (lost.before, lost.after, lost.code) == ("clients", "", "limits")
    before = project.snapshot()
    with pytest.raises(InvalidActionError, match="have no place"):
        project.corrections.correct(source, cut)
    others = [one.id for one in project.codings.in_source(source)]
    with pytest.raises(InvalidActionError, match="has a place"):
        project.corrections.correct(source, cut, take_away=others)
    assert project.snapshot() == before
    named = [one.coding for one in project.corrections.foresee(source, cut).lost]
    project.corrections.correct(source, cut, take_away=named)
    assert coding not in words_of(project, source)


def test_what_was_coded_after_a_correction_keeps_it_from_being_undone(study: Coded) -> None:
    project, source = study.project, study.source
    project.corrections.correct(source, draft(LONGER))
    corrected = project.head.seq
    project.codings.apply(source, at(LONGER, "Good morning"), study.limits)
    with pytest.raises(ConflictError):
        project.history.undo(corrected)
    project.history.undo()
    project.history.undo(corrected)
    assert project.sources.text(source) == TEXT


def test_links_of_memos_lead_to_their_words_and_say_nothing_of_private_ones(
    study: Coded,
) -> None:
    project, source = study.project, study.source
    ben = project.as_coder("Ben")
    place = at(TEXT, "back of that courtroom")
    link = MemoLink("segment", source, place.start, place.end)
    memo = ben.memos.write(
        MemoText(body=Words(f"see [[{link}]]"), links=Words(str(link))), visibility="private"
    )
    text = ben.memos.one(memo).text
    seq = project.head.seq
    project.corrections.correct(source, draft(LONGER))
    with project._opened.store.reading() as reads:
        assert memo not in repr(list(reads.entries(seq)))
    (led,) = ben.memos.words_of_all(ben.memos.one(memo).links).values()
    assert led.words == "back of that courtroom"
    assert led.segment == at(LONGER, "back of that courtroom")
    assert ben.memos.one(memo).text == text
    fresh = MemoLink("segment", source, *_ends(at(LONGER, "morning")))
    ben.memos.edit(memo, replace(text, links=Words(f"{link} {fresh}")), base=project.head.seq)
    said = {one.words for one in ben.memos.words_of_all(ben.memos.one(memo).links).values()}
    assert said == {"back of that courtroom", "morning"}
    project.history.undo(seq + 1)
    said = {one.words for one in ben.memos.words_of_all(ben.memos.one(memo).links).values()}
    assert said == {"back of that courtroom"}


def test_a_link_made_on_a_page_drawn_before_a_correction_leads_to_its_own_words(
    study: Coded,
) -> None:
    project, source = study.project, study.source
    place = at(TEXT, "that courtroom")
    drawn, typed = (f"segment:{source}:{place.start}-{place.end}{v}" for v in ("@1", ""))
    project.corrections.correct(source, draft(LONGER))
    memo = project.memos.write(MemoText(body=Words(f"[[{drawn}]]"), links=Words(drawn)))
    (link,) = project.memos.one(memo).links
    assert link == MemoLink("segment", source, *_ends(place))
    thing = project.memos.words_of_all([link]).get(link)
    assert thing is not None
    assert thing.words == "that courtroom"
    other = project.memos.write(MemoText(body=Words(f"[[{typed}]]")))
    assert [one.text for one in project.memos.one(other).links] == [2]
    decisions = project.decisions
    asked = DecisionRecord("2026-01-31", Words("Which?"), affected=Words(typed))
    taken = replace(decision_from(project.memos.one(memo), asked.date), question=asked.question)
    for record, text in ((asked, 2), (taken, 1)):
        made = decisions.record(record)
        assert [one.text for one in links_of_decision(decisions.one(made).record)] == [text]
        kept = decisions.one(made).record
        decisions.change(made, replace(kept, why=Words("It says so.")))
        assert decisions.one(made).record.affected == kept.affected


def _ends(segment: Segment) -> tuple[int, int]:
    return segment.start, segment.end


def test_versions_keep_every_text_with_who_when_and_why(study: Coded) -> None:
    project, source = study.project, study.source
    assert [one.n for one in project.corrections.versions(source)] == [1]
    ben = project.as_coder("Ben")
    ben.corrections.correct(source, draft(LONGER, "heard again.txt"), reason="Checked")
    edited = ben.corrections.with_words(source, 2, "Mm. Go on.")
    ben.corrections.correct(source, edited)
    versions = ben.corrections.versions(source)
    told = [(one.n, one.parent, one.coder, one.file_name, one.reason) for one in versions]
    assert told == [
        (1, None, "Ana", "P07 first.txt", ""),
        (2, 1, "Ben", "heard again.txt", "Checked"),
        (3, 2, "Ben", "", ""),
    ]
    assert [one.holds for one in versions] == [False, False, True]
    assert [project.corrections.text_of(source, n) for n in (1, 2)] == [TEXT, LONGER]
    assert project.sources.text(source) == LONGER.replace("Mm.", "Mm. Go on.")
    ben.history.undo()
    ben.corrections.correct(source, draft(REWORDED))
    assert [(one.n, one.parent) for one in ben.corrections.versions(source)][-1] == (4, 2)
    assert project.history.verify().ok


def test_speakers_keep_who_they_are_and_lost_labels_come_back(study: Coded) -> None:
    project, source = study.project, study.source
    project.sources.map_speaker(source, 1, SpeakerChoice("participant", "Ada"))
    before = project.sources.speakers(source)
    other = LONGER.replace("P07: We", "P08: We")
    passages = draft(LONGER)
    third = passages.passages[3]._replace(speaker=2)
    corrected = replace(
        passages,
        text=other,
        speakers=("INT", "P07", "P08"),
        passages=(*passages.passages[:3], third),
    )
    seen = project.corrections.foresee(source, corrected)
    assert (seen.new_speakers, seen.gone_speakers) == (("P08",), ())
    project.corrections.correct(source, corrected)
    told = [(one.label, one.role, one.person) for one in project.sources.speakers(source)]
    assert told[1:] == [("P07", "participant", "Ada"), ("P08", "unmapped", None)]
    project.history.undo()
    assert project.sources.speakers(source) == before


def test_nothing_to_correct_is_a_sentence(study: Coded) -> None:
    seq = study.project.head.seq
    for text, said in ((TEXT, "the same"), ("", "no words"), (" \n", "no words")):
        wrong = replace(draft(), text=text, characters_read=len(text))
        for act in (study.project.corrections.foresee, study.project.corrections.correct):
            with pytest.raises(InvalidActionError, match=said):
                act(study.source, wrong)
    assert study.project.head.seq == seq


def test_another_version_than_was_seen_is_not_corrected(study: Coded) -> None:
    project, source = study.project, study.source
    project.as_coder("Ben").corrections.correct(source, draft(LONGER))
    with pytest.raises(ConflictError, match="version 1 when you looked"):
        project.corrections.correct(source, draft(REWORDED), base=1)


def test_what_is_found_stands_in_the_text_that_holds(study: Coded) -> None:
    project, source = study.project, study.source
    project.corrections.correct(source, draft(LONGER))
    (hit,) = project.find.hits("morning").hits
    assert LONGER[hit.start : hit.end] == "morning"
    project.history.undo()
    assert project.find.hits("morning").total == 0


def test_what_was_read_shown_and_looked_at_by_the_machine_moves_along(study: Coded) -> None:
    project, source = study.project, study.source
    project.reading.mark(source, at(TEXT, "tell me"))
    project.reading.mark(source, at(TEXT, "I sat"))
    flag = project.flags.flag(source, at(TEXT, "that courtroom"))
    project.codebook.choose_exemplar(study.limits, "typical", source, at(TEXT, "drive clients"))
    said = [_ends(at(TEXT, words)) for words in ("Mm.", "We don't drive clients.")]
    run = RunMade(RunId("run"), project.coders()[0].id, run_over(source, said))
    with project._opened.unit() as unit:
        unit.record(run)
    cut = REWORDED.replace("Mm.", "").replace("drive clients", "drive our clients")
    project.corrections.correct(source, draft(cut))
    text = project.sources.text(source)
    marks = project.reading.marks(source)
    passages = [(p.start, p.end) for p in project.sources.passages(source)]
    assert marks == [passages[0], passages[3]]
    (third,) = project.flags.third_party(source)
    assert (third.id, text[third.start : third.end]) == (flag, "that courtroom")
    (shown,) = project.codebook.exemplars(study.limits)
    assert shown.words == "drive our clients"
    with project._opened.reading() as reads:
        (_, gone, _), (_, start, end) = reads.proposals.run(run.run).record.segments
        assert standing(reads, reads.proposals.run(run.run).record)[0] is None
    assert gone == 0
    assert text[start:end] == "We don't drive our clients."
    project.history.undo()
    with project._opened.reading() as reads:
        assert reads.proposals.run(run.run).record == run.record
    assert project.reading.marks(source) == [
        _ends(Segment(p.start, p.end)) for p in draft().passages[::3]
    ]


def run_over(source: SourceId, spans: list[tuple[int, int]]) -> RunRecord:
    flat = tuple(place for span in spans for place in span)
    libraries = ("numpy 2",)
    given = (RunInput(source, flat),)
    name = Words("m")
    return RunRecord("turns", Scope(), 1, 24, 0, name, "ab", 3, libraries, given, (0, 0), (2, 0))


def test_a_quotation_leads_to_the_file_its_words_came_from(study: Coded) -> None:
    project, source = study.project, study.source
    project.corrections.correct(source, draft(LONGER, "heard again.txt"))
    project.corrections.correct(source, project.corrections.with_words(source, 2, "Mm. Yes."))
    coding = project.codings.in_source(source)[0]
    traced = project.tracing.coding(coding.id)
    assert traced.file is not None
    assert traced.file.name == "heard again.txt"


def test_an_act_before_a_correction_is_told_with_its_turn_and_not_taken_back_under_it(
    study: Coded,
) -> None:
    project, source = study.project, study.source
    coding = project.codings.apply(source, at(TEXT, "I drove her"), study.borders)
    seq, told = project.head.seq, project.history.lines(limit=1)[0].sentence
    assert "turn 4" in told
    split = draft(f"INT: One more.\n{TEXT}")
    project.corrections.correct(source, split)
    assert project.history.lines(limit=2)[1].sentence == told
    with pytest.raises(ConflictError, match="corrected the text of “P07 first”"):
        project.history.undo(seq)
    project.codings.remove(coding)
    project.history.undo()
    assert words_of(project, source)[coding] == "I drove her"


def test_no_text_of_a_blind_round_is_corrected_whether_others_coded_in_it_or_not(
    study: Coded,
) -> None:
    project, source = study.project, study.source  # where Ana alone coded
    apart = project.sources.add(draft(name="P08.txt"))
    project.rounds.open([source])
    for act in (project.corrections.foresee, project.corrections.correct):
        with pytest.raises(InvalidActionError, match=r"blind round is open.*not shown"):
            act(source, draft(LONGER))
    assert project.corrections.foresee(apart, draft(LONGER)).same == 0


def test_a_link_to_no_version_is_text_like_other_text(study: Coded) -> None:
    project, source = study.project, study.source
    project.corrections.correct(source, draft(LONGER))
    memo = project.memos.write(MemoText(body=Words(f"see [[segment:{source}:5-9@0]]")))
    assert project.memos.one(memo).links == ()


def test_a_correction_is_not_done_again_where_two_codings_would_be_one(study: Coded) -> None:
    project, source = study.project, study.source
    project.codings.apply(source, at(TEXT, "that courtroom"), study.limits)
    coding = project.codings.apply(source, at(TEXT, "courtroom"), study.borders)
    project.corrections.correct(source, draft(TEXT.replace("that courtroom", "courtroom")))
    project.history.undo()
    undone = project.head.seq
    project.codings.recode(coding, study.limits)
    with pytest.raises(ConflictError, match="same words with the same code"):
        project.history.undo(undone)
    project.codings.recode(coding, study.borders)
    project.history.undo(undone)
    assert project.corrections.holding(source) == 2


def test_a_correction_moves_no_coding_that_a_blind_round_hides(study: Coded) -> None:
    ben, source = study.project.as_coder("Ben"), study.source
    ben.corrections.correct(source, draft(REWORDED.replace("We don't", "We really don't")))
    told = [one.reworded for one in ben.corrections.versions(source)]
    ben.rounds.open()
    with pytest.raises(InvalidActionError, match="not shown"):
        ben.corrections.correct(source, draft(TEXT))
    assert (told, [one.reworded for one in ben.corrections.versions(source)]) == ([0, 1], [0, 0])


def test_a_claim_is_told_with_the_words_it_was_tied_to_where_these_were_taken_out(
    study: Coded,
) -> None:
    project, source = study.project, study.source
    theme = project.themes.make(ThemeText(Words("Lines"), claim=Words("They draw lines.")))
    for words in ("We don't drive clients.", "I sat in the back"):
        coding = project.codings.apply(source, at(TEXT, words), study.limits)
        project.claims.link(theme, "claim", "They draw lines.", coding)
    before = project.snapshot()
    cut = REWORDED.replace("We don't drive clients. ", "")
    lost = [one.coding for one in project.corrections.foresee(source, draft(cut)).lost]
    project.corrections.correct(source, draft(cut), take_away=lost)
    told = {one.words: one.link.stale for one in project.themes.trace_theme(theme).sentences}
    stale = {
        "We don't drive clients.": ("removed", "corrected"),
        "I sat in the back": ("corrected",),
    }
    assert told == stale
    project.history.undo()
    assert project.snapshot() == before
    project.history.redo()
    assert {one.words for one in project.themes.trace_theme(theme).sentences} == stale.keys()
    assert project.history.verify().ok
