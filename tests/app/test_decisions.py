"""Decisions and meetings on their page: recorded in a few words, changed, due again, from memos."""

from dataclasses import replace

from tests.app.conftest import said
from tests.studies import coded
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.study import DecisionRecord, MeetingRecord

KEEP = DecisionRecord("2026-01-31", Words("Keep both readings?"), chosen=Words("both"))


def field(page, label):
    fields = (*page.text_input, *page.text_area, *page.multiselect, *page.date_input)
    found = [w for w in fields if w.label == label]
    assert len(found) == 1, [w.label for w in fields]
    return found[0]


def button(page, label):
    found = [b for b in page.button if b.label.partition(" *")[0] == label]
    assert len(found) == 1, [b.label for b in page.button]
    return found[0]


def choose(page, what):
    page.segmented_control[0].set_value(what).run()
    assert not page.exception
    return page


def test_an_empty_page_says_what_it_is_for(room, project):
    assert "what was decided, against what and why" in said(room("decisions", project))


def test_a_decision_needs_a_day_and_a_question_and_no_more(room, project):
    page = choose(room("decisions", project), "decision")
    field(page, "What was the question?").input("Keep both?")
    button(page, "Record this decision").click().run()
    assert not page.exception
    (decision,) = project.decisions.all()
    assert decision.record.question == "Keep both?"
    assert decision.record.who == "Ana"
    assert "Recorded the decision “Keep both?”" in said(page)


def test_what_was_typed_stays_when_it_is_refused(room, project):
    page = choose(room("decisions", project), "decision")
    field(page, "Why?").input("Because each holds.")
    button(page, "Record this decision").click().run()
    assert "A decision answers a question" in said(page)
    assert field(page, "Why?").value == "Because each holds."


def test_a_meeting_is_recorded_and_stands_among_the_decisions_by_date(room, project):
    project.decisions.record(KEEP)
    page = choose(room("decisions", project), "meeting")
    field(page, "What was talked about?").input("The code of limits")
    button(page, "Record this meeting").click().run()
    assert not page.exception
    shown = said(page)
    assert shown.index("The code of limits") < shown.index("Keep both readings?")


def test_a_decision_names_what_it_is_about_and_leads_there(room, project):
    study = coded(project)
    about = Words(f"source:{study.source} code:{study.limits}")
    project.decisions.record(replace(KEEP, affected=about))
    links = [link.proto.label for link in room("decisions", project).get("page_link")]
    assert "source\\: P07 first" in " ".join(links)


def test_what_is_due_comes_first(room, project):
    project.decisions.record(replace(KEEP, date="2026-02-01", question=Words("A later one")))
    project.decisions.record(replace(KEEP, review="2026-02-01"))
    shown = said(room("decisions", project))
    assert "To look at again" in shown
    assert shown.index("Keep both readings?") < shown.index("A later one")
    assert shown.count("Keep both readings?") == 1


def test_a_record_is_changed_and_taken_out_where_it_stands(room, project):
    made = project.decisions.record(KEEP)
    page = room("decisions", project)
    page.toggle[0].set_value(True).run()
    field(page, "What was decided?").input("one for each site")
    button(page, "Keep this change").click().run()
    assert not page.exception
    assert project.decisions.one(made).record.chosen == "one for each site"
    button(page, "Take this record out").click().run()
    assert project.decisions.all() == []
    assert "Took out the decision" in said(page)


def test_a_record_changed_meanwhile_is_not_written_over(room, project):
    made = project.decisions.record(KEEP)
    page = room("decisions", project)
    page.toggle[0].set_value(True).run()
    other = replace(KEEP, chosen=Words("neither"))
    project.as_coder("Ben").decisions.change(made, other)
    field(page, "What was decided?").input("both, I say")
    button(page, "Keep this change").click().run()
    assert not page.exception
    assert project.decisions.one(made).record.chosen == "neither"


def test_a_memo_becomes_a_decision_that_leads_back_to_it(room, project):
    memo = project.memos.write(MemoText(Words("Two readings"), Words("We keep both.")))
    page = room("decisions", project, **{"from": memo})
    assert "From the memo “Two readings”" in said(page).replace("\\", "")
    assert field(page, "What was the question?").value == "Two readings"
    assert field(page, "Why?").value == "We keep both."
    button(page, "Record this decision").click().run()
    assert not page.exception
    assert project.decisions.all()[0].record.memo == memo


def test_a_memo_becomes_a_meeting_where_that_is_asked_for(room, project):
    memo = project.memos.write(MemoText(Words("The bus"), Words("B would merge.")))
    page = room("decisions", project, **{"from": memo, "as": "meeting"})
    assert field(page, "What was talked about?").value == "The bus"
    button(page, "Record this meeting").click().run()
    assert not page.exception
    assert project.meetings.all()[0].record.memo == memo
    assert "from" not in page.query_params


def test_a_memo_that_is_not_there_is_a_sentence(room, project):
    page = room("decisions", project, **{"from": "nowhere"})
    assert "This memo is not there" in said(page)


def test_a_meeting_shows_who_was_there_and_what_follows(room, project):
    met = MeetingRecord("2026-02-01", Words("Ana, Ben"), actions=Words("Ana redefines it."))
    project.meetings.record(met)
    shown = said(room("decisions", project))
    assert "Ana, Ben" in shown
    assert "Ana redefines it." in shown
