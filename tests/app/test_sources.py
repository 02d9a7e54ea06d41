from pathlib import Path

from tests.app.conftest import said
from tests.studies import coded

BAD = Path(__file__).parents[1] / "badfiles"
TRANSCRIPT = "INT: How is it?\nP07: Well.\nINT: Mm.\nP07: And so on.\nAda: Hello there.\n"


def bring(page, *files: tuple[str, bytes]):
    page.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()
    assert not page.exception
    return page


def transcript(name: str = "first.txt", text: str = TRANSCRIPT) -> tuple[str, bytes]:
    return name, text.encode()


def bad(name: str) -> tuple[str, bytes]:
    return name, (BAD / name).read_bytes()


def role(page, label: str):
    return next(s for s in page.selectbox if s.label == f"What {label} is")


def button(page, start: str):
    return next(b for b in page.button if b.label.startswith(start))


def test_an_empty_study_says_what_bringing_transcripts_means(room, project):
    page = room("sources", project)
    assert "before anything is written" in said(page)


def test_nothing_is_written_before_the_button(room, project):
    page = bring(room("sources", project), transcript())
    assert "characters read" in said(page).replace("\\", "")
    assert "Nothing is written yet" in said(page)
    assert project.sources.all() == []
    assert project.summary().entries == 2


def test_the_account_of_a_file_is_shown_with_its_lines(room, project):
    page = bring(room("sources", project), ("a.txt", TRANSCRIPT.replace("\n", "\r\n").encode()))
    shown = said(page).replace("\\", "")
    assert "75 characters read = 70 kept + 5 left out (carriage returns 5)" in shown
    assert [e.label.replace("\\", "") for e in page.expander] == ["5 lines: turns 5"]


def test_interviewers_are_suggested_and_the_rest_is_left_to_the_person(room, project):
    page = bring(room("sources", project), transcript())
    assert (role(page, "INT").value, role(page, "P07").value) == ("interviewer", "unmapped")


def test_a_batch_is_mapped_once_and_imported_with_its_roles(room, project):
    page = bring(room("sources", project), transcript(), transcript("second.txt"))
    role(page, "P07").select("participant").run()
    page.text_input(key=next(t.key for t in page.text_input if t.label == "Who P07 is")).input(
        "Maria"
    ).run()
    button(page, "Import 2 files").click().run()
    assert not page.exception
    assert [source.name for source in project.sources.all()] == ["first", "second"]
    named = {(case.kind, case.name) for case in project.cases.all()}
    assert ("participant", "Maria") in named
    assert ("interviewer", "INT") in named
    assert project.history.verify().ok


def test_one_click_makes_the_others_participants(room, project):
    page = bring(room("sources", project), transcript())
    page.button(key="rest").click().run()
    assert role(page, "P07").value == "participant"
    button(page, "Import 1 file").click().run()
    assert {case.name for case in project.cases.all() if case.kind == "participant"} >= {"P07"}


def test_a_bad_file_never_stops_the_others_and_is_noted_without_its_words(room, project):
    page = bring(room("sources", project), bad("docx_truncated.docx"), transcript())
    assert "docx_truncated.docx" in page.warning[0].value.replace("\\", "")
    assert project.summary().entries == 2
    button(page, "Import 1 file").click().run()
    assert [source.name for source in project.sources.all()] == ["first"]
    kinds = [kind for line in project.history.lines() for kind in line.kinds]
    assert kinds.count("ImportRefused") == 1


def test_only_bad_files_are_put_aside_and_noted(room, project):
    page = bring(room("sources", project), bad("txt_empty.txt"))
    page.button(key="aside").click().run()
    assert project.sources.all() == []
    assert project.history.lines(limit=1)[0].kinds == ("ImportRefused",)
    assert "What was read" not in said(page)


def test_bytes_that_are_not_utf8_are_read_as_the_person_chooses(room, project):
    page = bring(room("sources", project), bad("txt_latin1.txt"))
    page.radio[0].set_value("cp1252").run()
    assert "words" in said(page)
    button(page, "Import 1 file").click().run()
    assert "“" in project.sources.text(project.sources.all()[0].id)


def test_hidden_text_is_left_out_unless_it_is_asked_for(room, project):
    page = bring(room("sources", project), bad("docx_hidden_deleted.docx"))
    before = said(page)
    page.checkbox[0].check().run()
    assert "hidden text" in before.replace("\\", "")
    assert said(page) != before
    button(page, "Import 1 file").click().run()
    assert project.sources.all()[0].words > 2


def test_a_source_is_removed_and_the_toast_brings_it_back(room, project):
    study = coded(project)
    page = room("sources", project)
    page.session_state[f"more-{study.source}"] = True
    page.run()
    page.button(key=f"remove-{study.source}").click().run()
    assert project.sources.all() == []
    assert "Removed “P07 first”, 7 codings" in said(page)
    page.button(key="toast-undo").click().run()
    assert [source.coding_count for source in project.sources.all()] == [7]


def test_sources_are_listed_with_their_counts_and_speakers(room, project):
    coded(project)
    shown = said(room("sources", project))
    assert "1 source in the study" in shown
    assert "INT (not mapped), P07 (not mapped)" in shown


def test_markup_in_a_transcript_and_its_name_is_shown_as_it_is(room, project):
    name, data = bad("txt_html_js.txt")
    page = bring(room("sources", project), (f"**{name}**", data))
    button(page, "Import 1 file").click().run()
    assert not page.exception
    assert project.sources.text(project.sources.all()[0].id) == data.decode()
    assert "Imported “**txt_html_js”" in said(page)
