from dataclasses import replace
from datetime import date

import pytest

from tests.app.conftest import said
from tests.studies import TEXT, coded
from workbench.app.card_examples import found_once
from workbench.errors import InvalidActionError
from workbench.model.codebook import CodeCard
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.source import Segment
from workbench.project.project import create_project
from workbench.project.starters import load_starter


def button(page, label):
    return next(b for b in page.button if b.label.startswith(label))


def area(page, label):
    return next(a for a in page.text_area if a.label == label)


def opened(page, key):
    """The page with an expander or a popover open, as a click leaves it."""
    page.session_state[key] = True
    return page.run()


def test_a_study_starts_without_codes_and_the_page_says_what_it_is_for(room, project):
    page = room("codebook", project)
    assert "A study starts without codes" in said(page)
    assert not page.radio


def test_codes_stand_in_their_tree_with_counts_and_states(room, project):
    study = coded(project)
    project.codebook.move(study.borders, study.limits)
    project.codebook.set_state(study.borders, "retired")
    page = room("codebook", project)
    assert page.radio[0].options == ["limits · 3", "borders · 4 (retired)"]


def test_the_search_looks_at_names_and_cards(room, project):
    study = coded(project)
    project.codebook.redefine(study.limits, CodeCard(definition=Words("Hours and calls")))
    page = room("codebook", project)
    page.text_input(key="code-sought").input("HOURS").run()
    assert page.radio[0].options == ["limits · 3"]
    page.text_input(key="code-sought").input("nothing like it").run()
    assert "No code holds these words" in said(page)


def test_choosing_a_code_shows_its_card(room, project):
    study = coded(project)
    page = room("codebook", project)
    assert "Choose a code" in said(page)
    page.radio[0].set_value(study.borders).run()
    assert page.subheader[0].value == "borders"
    assert "4 quotations" in said(page)
    assert page.query_params["code"] == study.borders


def test_a_kept_card_asks_one_question_whose_answer_is_no_unless_said_otherwise(room, project):
    study = coded(project)
    page = room("codebook", project, code=study.limits)
    area(page, "Definition").input("Where work ends").run()
    area(page, "Use when").input("Hours").run()
    button(page, "Keep the card").click().run()
    card = project.codebook.find("limits").card
    assert (card.definition, card.include_if) == ("Where work ends", "Hours")
    assert "Does this change what belongs" in said(page)
    button(page, "No").click().run()
    assert "Does this change" not in said(page)
    assert project.codebook.find("limits").recheck == 0
    area(page, "Definition").input("Where the day ends").run()
    button(page, "Keep the card").click().run()
    button(page, "Yes, look at its 3 quotations again").click().run()
    assert project.codebook.find("limits").recheck == 3
    assert "3 of them wait to be looked at again" in said(page)


def test_what_was_typed_outlasts_a_change_by_somebody_else(room, project):
    study = coded(project)
    page = room("codebook", project, code=study.limits)
    area(page, "Definition").input("mine").run()
    project.as_coder("Ben").codebook.redefine(study.limits, CodeCard(definition=Words("theirs")))
    button(page, "Keep the card").click().run()
    assert r"meanwhile \(definition\)" in said(page)
    assert "theirs" in said(page)
    assert area(page, "Definition").value == "mine"
    assert project.codebook.find("limits").card.definition == "theirs"
    button(page, "Go on with mine").click().run()
    assert area(page, "Definition").value == "mine"
    button(page, "Keep the card").click().run()
    assert project.codebook.find("limits").card.definition == "mine"


def test_fields_nobody_touched_follow_the_card(room, project):
    study = coded(project)
    page = room("codebook", project, code=study.limits)
    project.as_coder("Ben").codebook.redefine(study.limits, CodeCard(definition=Words("theirs")))
    page.run()
    assert area(page, "Definition").value == "theirs"
    assert "Somebody changed" not in said(page)


def test_a_card_can_be_taken_as_the_other_person_wrote_it(room, project):
    study = coded(project)
    page = room("codebook", project, code=study.limits)
    area(page, "Definition").input("mine").run()
    project.as_coder("Ben").codebook.redefine(study.limits, CodeCard(definition=Words("theirs")))
    page.run()
    button(page, "Take theirs").click().run()
    assert area(page, "Definition").value == "theirs"


def test_a_code_is_moved_under_another_from_its_card(room, project):
    study = coded(project)
    menu = f"change-{study.borders}"
    page = opened(room("codebook", project, code=study.borders), menu)
    *_, under = (one for one in page.selectbox if one.label == "It stands under")
    under.set_value(study.limits)
    button(opened(page, menu), "Move it there").click().run()
    assert project.codebook.find("borders").parent == study.limits
    assert "Moved “borders”" in said(page)


def test_a_locked_card_cannot_be_written_until_it_is_unlocked(room, project):
    study = coded(project)
    page = opened(room("codebook", project, code=study.limits), f"change-{study.limits}")
    button(page, "Lock it").click().run()
    assert project.codebook.find("limits").state == "locked"
    assert "This code is locked" in said(page)
    assert area(page, "Definition").disabled
    button(page, "Unlock it").click().run()
    assert project.codebook.find("limits").state == "active"


def test_a_passage_becomes_an_example_by_its_words(room, project):
    study = coded(project)
    project.codebook.choose_exemplar(study.limits, "typical", study.source, Segment(5, 14))
    page = room("codebook", project, code=study.limits)
    assert TEXT[5:14] in said(page)
    assert "**typical** · P07 first, turn 1" in said(page)
    button(page, "Drop").click().run()
    assert project.codebook.exemplars(study.limits) == []
    assert "None is chosen yet" in said(page)


def test_memos_about_a_code_and_its_quotations_are_told_on_its_card(room, project):
    study = coded(project)
    coding = project.codings.quotations(code=study.limits)[0].coding.id
    things = {"Edges": f"code:{study.limits}", "Home": f"coding:{coding}"}
    for title, about in {**things, "Lines": f"code:{study.borders}"}.items():
        project.memos.write(MemoText(Words(title), links=Words(about)))
    page = room("codebook", project, code=study.limits)
    assert "1 memo about it, 1 memo about its quotations" in [one.label for one in page.expander]
    page = opened(page, f"memos-of-{study.limits}")
    links = [link.proto.label.partition(" · ")[0] for link in page.get("page_link")]
    assert [link for link in links if link in (*things, "Lines")] == [*things]


def test_a_starter_codebook_is_loaded_with_the_decision_recorded(room, project):
    assert load_starter(project, "practitioner_role") == 32
    (decision,) = project.decisions.all()
    assert decision.record.chosen.endswith("32 codes): hybrid")
    page = room("codebook", project)
    assert len(page.radio[0].options) == 32
    project.history.undo()
    assert (project.codebook.all(), project.decisions.all()) == ([], [])


def test_a_new_code_is_made_with_its_card(room, project):
    page = room("codebook", project)
    page.text_input(key="new-code-0-name").input("trust").run()
    page.text_area(key="new-code-0-definition").input("To rely on").run()
    page.button(key="new-code-0-make").click().run()
    assert project.codebook.find("trust").card.definition == "To rely on"
    assert page.subheader[0].value == "trust"


def test_words_of_a_codebook_are_shown_as_they_are(room, project):
    words = "<script>window.PWNED=1</script> ![x](http://x.example/a.png) \u202eabc"
    study = coded(project)
    project.codebook.rename(study.limits, words)
    card = CodeCard(definition=Words(words), kind=Words(words))
    project.codebook.redefine(study.limits, card)
    project.codebook.redefine(study.limits, replace(card, definition=Words("other")))
    page = room("codebook", project, code=study.limits)
    for told in (said(page), *page.radio[0].options):
        assert "<script" not in told.replace("\\<script", "")
        assert "](" not in told.replace("\\]", "")


def test_a_card_of_a_million_characters_is_drawn(room, project):
    study = coded(project)
    long = Words("word " * 200_000)
    project.codebook.redefine(study.limits, CodeCard(definition=long))
    page = room("codebook", project, code=study.limits)
    assert len(area(page, "Definition").value) == 1_000_000


def test_one_of_its_quotations_or_any_words_of_a_source_are_chosen_as_examples(room, project):
    study = coded(project)
    first = next(c for c in project.codings.in_source(study.source) if c.code == study.limits)
    page = room("codebook", project, code=study.limits)
    page = opened(page, f"choose-{study.limits}")
    key = f"{study.limits}-{project.codebook.find('limits').version}"
    page.selectbox(key=f"example-of-{key}").set_value(first.id).run()
    page.button(key=f"show-example-{key}").click().run()
    page.text_area(key=f"example-words-{key}").input("We don't drive clients").run()
    page.button(key=f"show-example-{key}").click().run()
    shown = {s.exemplar.segment.start: s.words for s in project.codebook.exemplars(study.limits)}
    assert shown == {5: TEXT[5:14], TEXT.index("We don't"): "We don't drive clients"}


def test_words_that_stand_nowhere_or_twice_are_no_example(project):
    study = coded(project)
    for words, told in (("not there", "in no source"), ("Mm", None), ("a", "more than one place")):
        if told is None:
            assert found_once(project, [study.source], words)[0] == study.source
            continue
        with pytest.raises(InvalidActionError, match=told):
            found_once(project, [study.source], words)


def test_the_codebook_of_another_day_is_shown_with_what_changed_since(room, tmp_path):
    day = 86_400_000_000_000
    times = iter([day * 20_000, day * 20_000, *(day * 20_010 + n for n in range(50))])
    where = tmp_path / "days.qwb"
    with create_project(where, name="Days", coder="Ana", clock=lambda: next(times)) as made:
        limits = made.codebook.create("limits")
        made.codebook.rename(limits, "edges")
        page = room("codebook", made)
        page = opened(page, "codebook-days")
        page.date_input(key="codebook-day").set_value(date(2024, 10, 5)).run()
        assert "As it was at the end of 5 Oct 2024** · 1 code" in said(page)
        assert "**edges**: renamed, before “limits”" in said(page)
        page.date_input(key="codebook-day").set_value(date(2010, 1, 1)).run()
        assert "begun later" in said(page)
