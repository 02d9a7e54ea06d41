from tests.app.conftest import said
from tests.studies import coded
from workbench.model.codebook import CodeCard
from workbench.model.ids import Words


def button(page, start):
    return next(b for b in page.button if b.label.startswith(start))


def judgements(project, code):
    return [c.quotation.judgement for c in project.lifecycle.comparison(code)]


def test_before_anything_is_coded_the_page_says_what_it_is_for(room, project):
    assert "Nothing is coded yet" in said(room("compare", project))


def test_quotations_are_kept_and_flagged_one_after_the_other(room, project):
    study = coded(project)
    page = room("compare", project, code=study.borders)
    assert "0 of 4 looked at" in said(page)
    button(page, "Keep").click().run()
    button(page, "Flag").click().run()
    assert not page.exception
    assert judgements(project, study.borders) == ["belongs", "doubtful", "", ""]
    assert "2 of 4 looked at, 1 of them flagged" in said(page)
    assert "3 of 4" in said(page)
    button(page, "Previous").click().run()
    button(page, "Take the flag away").click().run()
    assert judgements(project, study.borders) == ["belongs", "", "", ""]


def test_a_quotation_that_does_not_belong_gets_another_code(room, project):
    study = coded(project)
    home = project.codebook.create("home")
    page = room("compare", project, code=study.borders)
    button(page, "Move").click().run()
    field = next(s for s in page.selectbox if s.label == "Move it to")
    field.select(home).run()
    assert project.codebook.find("home").coding_count == 1
    assert "0 of 3 looked at" in said(page)
    assert not [s for s in page.selectbox if s.label == "Move it to"]


def test_a_move_onto_a_twin_is_said_in_one_sentence(room, project):
    study = coded(project)
    page = room("compare", project, code=study.borders)
    button(page, "Move").click().run()
    next(s for s in page.selectbox if s.label == "Move it to").select(study.limits).run()
    assert "with this code already" in said(page)
    assert project.codebook.find("borders").coding_count == 4


def test_a_code_it_had_before_a_merge_is_shown(room, project):
    study = coded(project)
    project.codebook.merge(keep=study.limits, into_it=[study.borders])
    page = room("compare", project, code=study.limits)
    assert "was coded *borders* before the merge" in said(page)


def test_those_that_wait_are_looked_at_by_themselves_until_none_is_left(room, project):
    study = coded(project)
    card = CodeCard(definition=Words("Where work ends"))
    project.codebook.redefine(study.limits, card, recheck=True)
    assert "under version 1 of its card" in said(room("quotations", project))
    page = room("compare", project)
    assert [b.label for b in page.button if "to look at again" in b.label] == [
        "limits: 3 to look at again"
    ]
    page = room("compare", project, code=study.limits, waiting="1")
    assert "Where work ends" in said(page)
    assert "under version 1 of its card, now 2" in said(page)
    for left in (3, 2, 1):
        assert f"0 of {left} looked at" in said(page)
        button(page, "Keep").click().run()
    assert "were looked at under its card as it is now" in said(page)
    assert project.lifecycle.recheck_queue() == []


def test_other_quotations_of_the_same_person_stand_below(room, project):
    study = coded(project)
    page = room("compare", project, code=study.borders)
    assert "Others by INT" in said(page)
