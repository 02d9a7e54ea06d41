"""The study's own page: title, question, stance, and the researcher's dated notes."""

from tests.app.conftest import said
from tests.studies import draft
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.study import StudyDetails


def field(page, label):
    found = [w for w in (*page.text_input, *page.text_area, *page.selectbox) if w.label == label]
    assert len(found) == 1, [w.label for w in (*page.text_input, *page.text_area)]
    return found[0]


def button(page, label):
    found = [b for b in page.button if b.label.partition(" *")[0] == label]
    assert len(found) == 1, [b.label for b in page.button]
    return found[0]


def test_title_and_question_are_edited_where_they_stand(room, project):
    page = room("study", project)
    field(page, "Title").input("Limits of the role").run()
    field(page, "What it asks").input("Where do they stop?").run()
    assert not page.exception
    assert project.name == "Limits of the role"
    assert project.study.details().question == "Where do they stop?"
    assert "renamed the study" in " ".join(line.sentence for line in project.history.lines())


def test_all_else_is_kept_together_under_more(room, project):
    project.study.describe(StudyDetails(question=Words("Why?")))
    page = room("study", project)
    field(page, "Paradigm").input("constructivism")
    field(page, "Funding").input("none")
    button(page, "Keep this").click().run()
    assert not page.exception
    kept = project.study.details()
    assert (kept.question, kept.paradigm, kept.funding) == ("Why?", "constructivism", "none")


def test_another_stance_is_a_decision_with_its_reason(room, project):
    page = room("study", project)
    assert "Stance: open (decide later)" in said(page)
    (choice,) = page.radio
    choice.set_value("reflexive")
    field(page, "Why?").input("It fits.")
    button(page, "Take this stance").click().run()
    assert not page.exception
    assert project.stance == "reflexive"
    assert project.decisions.all()[0].record.why == "It fits."
    assert "Changed the stance from open to reflexive" in said(page)


def test_a_stance_taken_without_a_reason_is_asked_about_in_the_toast(room, project):
    page = room("study", project)
    page.radio[0].set_value("codebook")
    button(page, "Take this stance").click().run()
    field(page, "Why? Enter passes.").input("It fits.").run()
    assert project.history.lines()[1].reason == "It fits."
    assert "The reason is kept." in said(page)
    page.button(key="toast-undo").click().run()
    assert project.stance == "open"


def test_where_i_stand_is_mine_alone_until_i_show_it(room, project):
    page = room("study", project)
    asks = "Who am I to these people and this topic? What do I bring that others would not?"
    field(page, asks).input("I worked there once.")
    next(b for b in page.button if "Where I stand" in b.label).click().run()
    assert not page.exception
    (note,) = project.memos.all()
    assert (note.kind, note.visibility) == ("positionality", "private")
    assert "Hidden in the app, readable by whoever holds this file" in said(page)
    assert project.as_coder("Ben").memos.all() == []
    field(page, "Who may read this note").set_value("team").run()
    assert [one.id for one in project.as_coder("Ben").memos.all()] == [note.id]


def test_what_i_expect_is_dated_and_each_version_is_kept(room, project):
    project.memos.write(MemoText(body=Words("Rules."), kind=Words("expectations")))
    page = room("study", project)
    assert "Will come back when you write themes" in said(page)
    field(page, "New version").input("Rules, and who breaks them.")
    button(page, "Keep the new version").click().run()
    assert not page.exception
    (note,) = project.memos.all()
    assert [v.text.body for v in project.memos.versions(note.id)] == [
        "Rules.",
        "Rules, and who breaks them.",
    ]
    assert "version 2" in said(page)
    assert [e.label for e in page.expander if "Earlier" in e.label] == ["Earlier versions (1)"]


def test_a_note_of_another_person_can_be_read_and_not_changed(room, project):
    ben = project.as_coder("Ben")
    ben.memos.write(MemoText(body=Words("I am new here."), kind=Words("positionality")))
    ben.memos.write(
        MemoText(body=Words("Nobody shall know."), kind=Words("positionality")),
        visibility="private",
    )
    page = room("study", project)
    assert "I am new here." in said(page)
    assert "Nobody shall know." not in said(page)
    assert [w for w in page.selectbox if w.label == "Who may read this note"] == []


def test_words_of_the_researcher_are_never_read_as_markup(room, project):
    body = "<img src=http://example.org/x.png> **bold** :material/home:"
    project.memos.write(MemoText(body=Words(body), kind=Words("expectations")))
    project.study.describe(StudyDetails(question=Words("<b>Why</b>?")))
    page = room("study", project)
    assert body in [text.value for text in page.text]
    assert not page.exception


def test_a_blind_round_is_opened_over_chosen_sources_and_closed(room, project):
    source = project.sources.add(draft())
    page = room("study", project)
    page.multiselect[0].set_value([source])
    field(page, "What is it for?").input("first pass")
    button(page, "Open the blind round").click().run()
    assert not page.exception
    assert (project.rounds.now().sources, project.rounds.now().note) == ((source,), "first pass")
    assert "Blind round: open" in said(page)
    assert "0 of 1 coder marked every source of it as read" in said(page)
    assert "A blind round is open" in said(room("home", project))
    assert "A blind round is open" in said(room("read", project))
    button(page, "Close the blind round").click().run()
    assert not page.exception
    assert project.rounds.now() is None
    assert "1 closed round" in [one.label for one in page.expander]
    assert "A blind round" not in said(room("home", project))
