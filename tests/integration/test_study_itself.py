"""The study itself: title, question, stance, phase, and what is there and what is thin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.alone import place
from tests.studies import coded
from workbench.errors import ConflictError, InvalidActionError
from workbench.model.codebook import CodeCard
from workbench.model.facet import FacetForm
from workbench.model.ids import Words
from workbench.model.memo import MemoLink, MemoText, written_links
from workbench.model.study import NO_DETAILS, DecisionRecord, StudyDetails
from workbench.model.theme import ThemeText
from workbench.project.facets import new_value
from workbench.project.project import Project, create_project
from workbench.project.standing import Sign

__all__ = ["place"]


def sign(project: Project, what: str) -> Sign:
    signs = [s for phase in project.study.overview() for s in phase.signs if s.what == what]
    assert len(signs) == 1
    return signs[0]


def test_a_study_begins_with_its_question(tmp_path) -> None:
    with create_project(tmp_path / "s.qwb", name="S", coder="Ana", question=" Why stay? ") as made:
        assert made.study.details() == StudyDetails(question=Words("Why stay?"))
        assert made.summary().question == "Why stay?"
        assert made.history.lines()[0].sentence == "began the study “S”"


def test_a_study_that_just_began_has_nothing_to_undo(tmp_path) -> None:
    made = create_project(tmp_path / "s.qwb", name="S", coder="Ana", question="Why?")
    with made, pytest.raises(InvalidActionError, match="nothing to undo"):
        made.history.undo()


def test_a_new_title_is_read_by_everybody_at_once(project) -> None:
    ben = project.as_coder("Ben")
    project.study.rename("Another title", base="Study")
    assert ben.name == ben.summary().name == "Another title"
    project.history.undo()
    assert ben.name == "Study"


def test_a_stale_title_is_refused_and_shows_all_three(project) -> None:
    project.study.rename("Mine", base="Study")
    with pytest.raises(ConflictError, match=r"“Study” when you began, is “Mine” now.*“Theirs”"):
        project.as_coder("Ben").study.rename("Theirs", base="Study")
    assert project.name == "Mine"


def test_what_is_written_down_is_kept_as_a_whole_and_undone(project) -> None:
    told = StudyDetails(question=Words(" What holds? "), retention="2031-01-31")
    project.study.describe(told, base=NO_DETAILS)
    kept = replace(told, question=Words("What holds?"))
    assert project.study.details() == kept
    project.history.undo()
    assert project.study.details() == NO_DETAILS


def test_stale_details_are_refused(project) -> None:
    project.study.describe(StudyDetails(question=Words("A?")), base=NO_DETAILS)
    with pytest.raises(ConflictError):
        project.study.describe(StudyDetails(question=Words("B?")), base=NO_DETAILS)
    assert project.study.details().question == "A?"


@pytest.mark.parametrize(
    "details",
    [StudyDetails(retention="next year"), StudyDetails(funding=Words("a\0b"))],
)
def test_details_that_cannot_be_kept_change_nothing(project, details) -> None:
    before = project.head
    with pytest.raises(InvalidActionError):
        project.study.describe(details)
    assert project.head == before


def test_another_stance_is_a_decision_in_the_same_act(project) -> None:
    project.study.set_stance("reflexive", " It fits the question. ")
    (decision,) = project.decisions.all()
    assert decision.record.chosen == project.stance == "reflexive"
    assert (decision.record.why, decision.record.who) == ("It fits the question.", "Ana")
    line = project.history.lines()[0]
    assert line.sentence == "changed the stance from open to reflexive"
    assert (line.reason, line.asked) == ("It fits the question.", False)
    project.history.undo()
    assert (project.stance, project.decisions.all()) == ("open", [])
    project.history.redo()
    assert (project.stance, project.decisions.all()[0].record) == ("reflexive", decision.record)


def test_a_stance_without_a_reason_is_asked_about(project) -> None:
    project.study.set_stance("codebook")
    line = project.history.lines()[0]
    assert (line.reason, line.asked) == (None, True)


def test_a_stance_is_not_changed_unseen_nor_for_one_that_is_none(project) -> None:
    project.study.set_stance("codebook")
    with pytest.raises(ConflictError):
        project.study.set_stance("reliability", base="open")
    with pytest.raises(InvalidActionError):
        project.study.set_stance("grounded")  # type: ignore[arg-type]
    assert project.stance == "codebook"


def test_the_same_stance_again_is_no_decision(project) -> None:
    before = project.head
    project.study.set_stance("open", "as it was")
    assert project.head == before


def test_a_stance_whose_decision_was_changed_since_is_not_undone_over_it(project) -> None:
    project.study.set_stance("codebook")
    act = project.history.lines()[0].seq
    (decision,) = project.decisions.all()
    project.decisions.change(decision.id, replace(decision.record, dissent=Words("Ben")))
    with pytest.raises(ConflictError):
        project.history.undo(act)
    assert project.stance == "codebook"


def test_the_bookmark_is_moved_forwards_and_back(project) -> None:
    assert project.study.phase() == "familiarise"
    project.study.move_to("review", base="familiarise")
    project.study.move_to("code", base="review")
    assert project.study.phase() == project.summary().phase == "code"
    with pytest.raises(ConflictError):
        project.study.move_to("search", base="review")
    with pytest.raises(InvalidActionError):
        project.study.move_to("done")  # type: ignore[arg-type]


def test_an_empty_study_has_none_of_it_and_a_question_for_each(project) -> None:
    signs = [s for phase in project.study.overview() for s in phase.signs]
    assert {s.amount for s in signs} == {"none"}
    assert all(s.question.endswith("?") for s in signs)


def test_evidence_is_what_the_project_holds(project) -> None:
    study = coded(project)
    project.codebook.redefine(study.limits, CodeCard(definition=Words("How far?")))
    assert sign(project, "Coded").found == "1 of 1 source"
    assert sign(project, "Coded").amount == "have"
    assert sign(project, "A definition").found == "1 of 2 codes"
    assert sign(project, "A definition").amount == "partly"
    assert sign(project, "Cards that were sharpened").found == "1 code"
    assert sign(project, "Gathered under others").amount == "none"
    project.codebook.move(study.borders, study.limits)
    assert sign(project, "Gathered under others").found == "2 of 2 codes"
    assert sign(project, "Codes moved, merged or split").found == "1 act"
    assert sign(project, "Read by a second person").found == "0 of 1 source"
    ben = project.as_coder("Ben")
    ben.codings.apply(
        study.source, project.codings.in_source(study.source)[0].segment, study.limits
    )
    assert sign(project, "Read by a second person").amount == "have"


def test_themes_are_evidence_by_what_they_claim_and_what_speaks_against_them(project) -> None:
    study, themes = coded(project), project.themes
    assert sign(project, "A claim").found == "no theme yet"
    topic = themes.make(ThemeText(Words("Limits")), codes=[study.limits])
    claimed = ThemeText(Words("Lines"), claim=Words("They hold."))
    theme = themes.make(claimed, codes=[study.limits])
    assert sign(project, "In a theme").found == "1 of 2 codes"
    assert sign(project, "A claim").found == "1 of 2 themes"
    assert sign(project, "A quotation that it rests on").found == "0 of 1 claim"
    assert sign(project, "Words against it found, or looked for").amount == "none"
    held = project.codings.in_source(study.source)
    coding = next(one.id for one in held if one.code == study.limits)
    project.claims.link(theme, "claim", "They hold.", coding)
    themes.look_for_contrary(theme, "all of it", "none")
    themes.set_state(topic, "let go")
    assert sign(project, "A quotation that it rests on").amount == "have"
    assert sign(project, "Words against it found, or looked for").amount == "have"
    project.codebook.redefine(study.limits, CodeCard(definition=Words("Another")))
    assert sign(project, "To look at again").amount == "partly"


def test_an_act_that_was_undone_is_no_evidence(project) -> None:
    study = coded(project)
    project.codebook.move(study.borders, study.limits)
    project.history.undo()
    assert sign(project, "Codes moved, merged or split").amount == "none"


def test_memos_are_evidence_for_those_who_may_read_them(project) -> None:
    study = coded(project)
    about = written_links((MemoLink("source", study.source),))
    project.memos.write(MemoText(body=Words("Struck me."), links=about), visibility="private")
    assert sign(project, "A memo of the first reading").found == "1 of 1 source"
    ben = project.as_coder("Ben")
    assert sign(ben, "A memo of the first reading").found == "0 of 1 source"


def test_the_researcher_is_partly_there_with_one_of_two_notes(project) -> None:
    note = MemoText(body=Words("I worked there."), kind=Words("positionality"))
    project.memos.write(note)
    found = sign(project, "You, the researcher")
    assert (found.amount, found.place) == ("partly", "study")


def test_dissent_is_counted_where_it_was_written_down(project) -> None:
    project.decisions.record(
        DecisionRecord("2026-01-31", Words("Keep?"), dissent=Words("Ben would not."))
    )
    assert sign(project, "Dissent on record").found == "1 record"
    assert sign(project, "Decisions on record").found == "1 decision"


def test_what_waits_under_a_retired_code_is_not_asked_for(project: Project) -> None:
    study = coded(project)
    project.codebook.redefine(study.limits, CodeCard(definition=Words("what holds")), recheck=True)
    assert sign(project, "Waiting to be looked at again").found.startswith("3 codings")
    project.codebook.set_state(study.limits, "retired")
    assert project.lifecycle.recheck_queue() == []
    signs = [s.what for phase in project.study.overview() for s in phase.signs]
    assert "Waiting to be looked at again" not in signs


def test_no_refusal_repeats_what_was_typed(project) -> None:
    typed = "She said it in tears. " * 50
    code, memo = project.codebook.create("limits"), project.memos.write(MemoText(body=Words("a")))
    acts = [
        lambda: project.study.move_to(typed),
        lambda: project.study.set_stance(typed),
        lambda: project.memos.grow(memo, typed),
        lambda: project.memos.show(memo, typed),
        lambda: project.memos.write(MemoText(body=Words("[[code:tears]]"))),
        lambda: project.memos.write(MemoText(body=Words("a"), kind=Words(typed))),
        lambda: project.memos.write(MemoText(links=Words(typed))),
        lambda: project.codebook.set_state(code, typed),
        lambda: project.codebook.rename(code, typed, base="limits"),
        lambda: project.codebook.rename(code, "edges", base=typed),
        lambda: project.study.rename("Study", base=typed),
        lambda: project.facets.define(FacetForm(Words("Level"), (new_value("low", typed),))),
    ]
    for act in acts:
        with pytest.raises(InvalidActionError) as refused:
            act()
        assert "tears" not in str(refused.value)
