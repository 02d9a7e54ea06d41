from dataclasses import replace

from tests.app.conftest import said
from tests.studies import TEXT, coded, draft
from workbench.app.cached import SourceText
from workbench.app.finding import occurrences
from workbench.model.source import Passage, Segment, SourceDetails

CORRECTED = "The corrected transcript, in any format that can be imported"


def field(page, kind: str, label: str):
    return next(f for f in getattr(page, kind) if f.label.replace("\\", "") == label)


def press(page, label: str):
    next(b for b in page.button if b.label.partition(" *")[0] == label).click().run()
    assert not page.exception
    return page


def opened(room, project):
    source = project.sources.add(draft())
    return source, room("sources", project, source=source)


def test_a_source_of_the_address_is_shown_with_its_account(room, project):
    study = coded(project)
    shown = said(room("sources", project, source=study.source)).replace("\\", "")
    assert "characters kept, 0 left out" in shown
    assert "4 lines: turns 4" in shown


def test_a_source_that_is_gone_leads_to_the_list(room, project):
    source, _ = opened(room, project)
    project.sources.remove(source)
    page = room("sources", project, source=source)
    assert page.title[0].value == "Sources"
    assert "source" not in page.query_params


def test_details_are_kept_as_one_act(room, project):
    source, page = opened(room, project)
    field(page, "text_input", "How it was held").input("by telephone")
    field(page, "selectbox", "Checked against the audio").select("yes")
    press(page, "Keep these details")
    kept = project.sources.details(source)
    assert kept == SourceDetails(mode="by telephone", checked_against_audio="yes")
    press(page, "Undo")
    assert project.sources.details(source) == SourceDetails()


def test_literature_is_asked_for_what_literature_has_and_the_rest_stays(room, project):
    source, page = opened(room, project)
    project.sources.describe(source, SourceDetails(mode="by telephone"))
    page = room("sources", project, source=source)
    field(page, "selectbox", "Kind").select("literature").run()
    field(page, "text_input", "Citation").input("Invented (2020)")
    field(page, "number_input", "n (people or studies)").set_value(12)
    press(page, "Keep these details")
    expected = SourceDetails(mode="by telephone", citation="Invented (2020)", n=12)
    assert project.sources.details(source) == expected


def test_details_that_somebody_else_changed_are_refused_in_one_sentence(room, project):
    source, page = opened(room, project)
    project.as_coder("Ben").sources.describe(source, SourceDetails(mode="by video"))
    field(page, "text_input", "How it was held").input("by telephone")
    press(page, "Keep these details")
    assert "since you looked" in page.warning[0].value
    assert project.sources.details(source).mode == "by video"


def test_a_source_gets_another_name(room, project):
    source, page = opened(room, project)
    field(page, "text_input", "Name").input("Maria, first").run()
    assert project.sources.find(source).name == "Maria, first"
    assert page.title[0].value.replace("\\", "") == "Maria, first"


def test_a_speaker_is_mapped_and_mapped_anew(room, project):
    source, page = opened(room, project)
    field(page, "selectbox", "What P07 is").select("participant").run()
    assert [case.name for case in project.cases.all()] == ["P07"]
    project.cases.add("Maria")
    page = room("sources", project, source=source)
    field(page, "selectbox", "Who P07 is").select("Maria").run()
    assert [speaker.person for speaker in project.sources.speakers(source)] == [None, "Maria"]


def test_questions_of_the_guide_are_marked_source_by_source(room, project):
    source, page = opened(room, project)
    field(page, "text_input", "A question of the guide, for all sources").input("What helps?")
    press(page, "Add question")
    field(page, "radio", "What helps?").set_value("not asked").run()
    assert list(project.guide.marks(source).values()) == ["not asked"]


def test_words_about_somebody_else_are_flagged_where_they_stand_and_let_go(room, project):
    source, page = opened(room, project)
    field(page, "text_input", "Words to flag, as they stand in the source").input("drove her").run()
    field(page, "text_input", "Who it is about, in general terms").input("a client").run()
    press(page, "Flag")
    (flag,) = project.flags.third_party(source)
    assert TEXT[flag.start : flag.end] == "drove her"
    assert "turn 4 · a client" in said(page)
    press(page, "Unflag")
    assert project.flags.third_party(source) == []


def test_words_that_do_not_stand_there_are_said(room, project):
    _, page = opened(room, project)
    field(page, "text_input", "Words to flag, as they stand in the source").input("nowhere").run()
    assert "do not stand in this source" in said(page)


def test_occurrences_have_their_turn_and_whole_words_around_them():
    text = "A: one two\nB: two " + "three " * 20 + "two"
    passages = [Passage("turn", 3, 10, 0), Passage("turn", 14, len(text), 1)]
    found = occurrences(SourceText(text, passages, []), " two ")
    assert [place.turn for place in found] == [1, 2, 2]
    assert found[0].segment == Segment(7, 10)
    assert found[2].before == "three " * 9
    assert occurrences(SourceText(text, passages, []), " ") == []


def test_a_day_of_long_ago_is_shown(room, project):
    source = project.sources.add(draft())
    project.sources.describe(source, SourceDetails(date="1850-01-31"))
    page = room("sources", project, source=source)
    shown = next(f for f in page.date_input if f.label == "When it took place")
    assert shown.value.isoformat() == "1850-01-31"


def test_words_without_a_label_are_given_to_a_person_and_taken_back(room, project):
    read = draft()
    nameless = tuple(p if p.speaker == 0 else p._replace(speaker=None) for p in read.passages)
    source = project.sources.add(replace(read, passages=nameless, speakers=("INT",)))
    page = room("sources", project, source=source)
    assert "Words without a label (2 passages)" in said(page)
    field(page, "selectbox", "What Words without a label is").select("participant").run()
    assert project.sources.speakers(source)[-1].person == "P07 first"
    field(page, "selectbox", "Who Words without a label is").select("P07 first").run()
    press(page, "Undo")
    assert [s.label for s in project.sources.speakers(source)] == ["INT"]


def test_a_kind_and_a_mark_of_an_old_page_are_refused_in_one_sentence(room, project):
    source, _ = opened(room, project)
    question = project.guide.add("What helps?")
    page = room("sources", project, source=source)
    ben = project.as_coder("Ben")
    ben.sources.change_kind(source, "survey")
    ben.guide.mark(source, question, "asked")
    field(page, "selectbox", "Kind").select("policy").run()
    assert "is survey now" in page.warning[0].value
    page = room("sources", project, source=source)
    ben.guide.mark(source, question, "not asked")
    field(page, "radio", "What helps?").set_value("not recorded").run()
    assert "as not asked since you looked" in page.warning[0].value
    assert list(project.guide.marks(source).values()) == ["not asked"]


def test_a_turn_is_corrected_by_hand_after_a_look_and_the_version_before_can_be_read(room, project):
    study = coded(project)
    page = room("sources", project, source=study.source)
    field(page, "radio", "How").set_value("one turn, here").run()
    field(page, "number_input", "Turn, 1 to 4").set_value(4).run()
    words = "We do not drive clients. So I drove her."
    field(page, "text_area", "Its words").input(words)
    seq = project.head.seq
    press(page, "Look at the correction")
    shown = said(page).replace("\\", "")
    assert "Other words" in shown
    assert project.head.seq == seq
    agree = [box for box in page.checkbox if box.label.startswith("Take away")]
    assert next(b for b in page.button if b.label == "Correct the text").disabled == bool(agree)
    for box in agree:
        box.check().run()
    press(page, "Correct the text")
    assert project.sources.text(study.source).endswith(words)
    assert "Version 2, the one that holds" in said(page).replace("\\", "")
    field(page, "selectbox", "Read an earlier version").select(1).run()
    assert TEXT in [element.value for element in page.text]
    press(page, "Undo")
    assert project.sources.text(study.source) == TEXT


def test_a_corrected_file_is_looked_at_and_put_aside_or_taken(room, project):
    study = coded(project)
    page = room("sources", project, source=study.source)
    longer = TEXT.replace("INT: Can", "INT: Good morning! Can")
    upload = field(page, "file_uploader", CORRECTED)
    upload.upload("corrected.txt", longer.encode(), "text/plain").run()
    assert "7 codings on the same words" in said(page)
    press(page, "Put the correction aside")
    assert "on the same words" not in said(page)
    upload = field(page, "file_uploader", CORRECTED)
    upload.upload("same.txt", TEXT.encode(), "text/plain").run()
    assert any("the same as the present" in info.value.replace("\\", "") for info in page.info)
    upload = field(page, "file_uploader", CORRECTED)
    upload.upload("latin.txt", TEXT[:33].replace("tell", "téll").encode("cp1252"), "text/plain")
    upload.run()
    ways = field(page, "radio", "Choose the reading that shows the words rightly.")
    ways.set_value("cp1252").run()
    assert not page.exception
    assert "What would change" in said(page)
