import io
import zipfile
from pathlib import Path

from tests.app.conftest import said
from tests.portable_files import column, portable_file
from tests.studies import coded, draft
from workbench.app.batch import LabelKey
from workbench.model.source import SpeakerChoice

BAD = Path(__file__).parents[1] / "badfiles"
TRANSCRIPT = "INT: How is it?\nP07: Well.\nINT: Mm.\nP07: And so on.\nAda: Hello there.\n"
ONCE = "WEBVTT\n\n" + "".join(
    f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n<v {who}>So it is.</v>\n\n"
    for n, who in enumerate(("INT", "P07", "P07", "Ada"))
)


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


def links(page) -> list[str]:
    return [link.proto.label for link in page.get("page_link")]


def button(page, start: str):
    return next(b for b in page.button if b.label.startswith(start))


def test_an_empty_study_says_what_bringing_transcripts_means(room, project):
    page = room("sources", project)
    assert "before anything is written" in said(page)


def unfold(page, file: str):
    """Open a file's details; its name on the button is escaped for Markdown."""
    next(b for b in page.button if b.label.replace("\\", "") == file).click().run()
    return page


def test_a_table_of_people_is_told_where_such_tables_are_brought(room, project):
    people = b"name,age,comment\nP01,30,Busy.\nP02,41,Kind.\n"
    page = bring(room("sources", project), ("people.csv", people), transcript())
    assert said(page).count("looks like a table of people") == 1
    assert "“Bring a table of people” on the page People" in said(page)
    said_by_two = b"name,age,comment\nP01,30,Busy.\nP02,41,Kind.\nP01,30,Still.\n"
    page = bring(room("sources", project), ("talk.csv", said_by_two))
    assert "table of people" not in said(page)


def test_hidden_files_of_a_zip_are_told(room, project):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("P01.txt", TRANSCRIPT)
        made.writestr(".DS_Store", "x")
        made.writestr("__MACOSX/._P01.txt", "x")
    page = bring(room("sources", project), ("study.zip", stream.getvalue()))
    assert "study.zip: 2 hidden files were left alone." in said(page).replace("\\", "")


def test_nothing_is_written_before_the_button(room, project):
    page = bring(room("sources", project), transcript())
    assert "0 lost" in said(page)
    assert "Nothing is written yet" in said(page)
    assert project.sources.all() == []
    assert project.summary().entries == 2


def test_a_row_gives_the_account_of_a_file_and_opens_to_its_lines(room, project):
    page = bring(room("sources", project), ("a.txt", TRANSCRIPT.replace("\n", "\r\n").encode()))
    assert "0 lost, 5 left out" in said(page)
    shown = said(unfold(page, "a.txt")).replace("\\", "")
    assert "75 characters read = 70 kept + 5 left out (carriage returns 5)" in shown
    assert "5 lines: turns 5" in shown


def test_labels_are_sorted_into_people_and_what_was_seen_once_is_left_to_the_person(room, project):
    page = bring(room("sources", project), transcript("a.vtt", ONCE))
    roles = {label: role(page, label).value for label in ("INT", "P07", "Ada")}
    assert roles == {"INT": "interviewer", "P07": "participant", "Ada": "unmapped"}
    assert "Look at these" in said(page)


def test_a_label_that_names_somebody_of_the_study_is_theirs(room, project):
    project.sources.add(draft(), speakers={"P07": SpeakerChoice("interviewer", "P07")})
    page = bring(room("sources", project), transcript())
    assert role(page, "P07").value == "interviewer"


def test_machines_labels_and_letters_of_groups_are_other_people_in_each_file(room, project):
    one = "MOD: Well?\nA: Yes.\nA: No.\nSpeaker 1: So.\nSpeaker 1: Mm.\nMOD: And?\n"
    page = bring(room("sources", project), transcript("N.txt", one), transcript("R.txt", one))
    assert role(page, "A in N.txt").value == "participant"
    assert role(page, "Speaker 1 in R.txt").value == "unmapped"
    page.button(key="rest").click().run()
    button(page, "Import 2 files").click().run()
    named = {case.name for case in project.cases.all()}
    assert named == {"MOD", "A (N)", "A (R)", "Speaker 1 (N)", "Speaker 1 (R)"}
    assert {source.kind for source in project.sources.all()} == {"focus-group"}


def test_the_same_file_twice_is_said(room, project):
    page = bring(room("sources", project), transcript(), transcript("again.txt"))
    assert "the same file as first" in said(page)


def test_a_batch_is_mapped_once_and_imported_with_its_roles(room, project):
    project.sources.add(draft(), speakers={"P07": SpeakerChoice("participant", "Maria")})
    page = bring(room("sources", project), transcript(), transcript("second.txt"))
    who = next(s for s in page.selectbox if s.label == "Who P07 is")
    who.select("Maria").run()
    button(page, "Import 2 files").click().run()
    assert not page.exception
    assert [source.name for source in project.sources.all()] == ["P07 first", "first", "second"]
    named = {(case.kind, case.name) for case in project.cases.all()}
    assert named == {("participant", "Maria"), ("interviewer", "INT")}
    assert project.history.verify().ok


def test_one_click_makes_the_others_participants(room, project):
    page = bring(room("sources", project), transcript("a.vtt", ONCE))
    page.button(key="rest").click().run()
    assert role(page, "Ada").value == "participant"
    button(page, "Import 1 file").click().run()
    people = {case.name for case in project.cases.all() if case.kind == "participant"}
    assert people == {"Ada", "P07"}


def test_what_came_in_is_said_and_leads_on_to_the_people_who_are_new(room, project):
    page = bring(room("sources", project), transcript(), transcript("second.txt"))
    button(page, "Import 2 files").click().run()
    assert "2 files came in: 30 words, 8 turns" in said(page)
    assert "1 person is new: add attributes and consent" in links(page)


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
    assert "Choose its encoding: in the preview below" in said(page).replace("\\", "")
    page.radio[0].set_value("cp1252").run()
    assert "0 lost" in said(page)
    button(page, "Import 1 file").click().run()
    assert "“" in project.sources.text(project.sources.all()[0].id)


def test_hidden_text_is_left_out_unless_it_is_asked_for(room, project):
    page = bring(room("sources", project), bad("docx_hidden_deleted.docx"))
    assert "hides text" in said(page)
    before = said(unfold(page, "docx_hidden_deleted.docx"))
    page.checkbox[0].check().run()
    assert "To keep it, tick the box below" in before.replace("\\", "")
    assert "hidden text" in before.replace("\\", "")
    assert "hidden text kept" in said(page)
    button(page, "Import 1 file").click().run()
    assert project.sources.all()[0].words > 2


def test_heads_and_feet_of_pages_are_left_out_by_a_box_that_only_such_files_have(room, project):
    pages = [[*column([f"INT: {word}?", f"P07: {word}."])] for word in ("one", "two", "ten")]
    numbered = [[*page, (290, 30, str(n))] for n, page in enumerate(pages, start=1)]
    page = bring(room("sources", project), ("plain.pdf", portable_file(pages)))
    assert not unfold(page, "plain.pdf").checkbox
    page = bring(room("sources", project), ("paged.pdf", portable_file(numbered)))
    assert "tick the box below" in said(unfold(page, "paged.pdf"))
    page.checkbox[0].check().run()
    assert page.checkbox[0].value
    assert "repeated page head or foot 6" in said(page)
    button(page, "Import 1 file").click().run()
    (source,) = project.sources.all()
    assert [part.reason for part in source.left_out] == ["repeated page head or foot"]


def test_a_source_is_removed_and_the_toast_brings_it_back(room, project):
    study = coded(project)
    page = room("sources", project, source=study.source)
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


def test_a_zip_comes_in_as_the_files_within(room, project):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for name in ("north/P01.txt", "south/P01.txt", ".DS_Store"):
            bundle.writestr(name, TRANSCRIPT)
    page = bring(room("sources", project), ("all.zip", packed.getvalue()), transcript("P02.txt"))
    button(page, "Import 3 files").click().run()
    names = [source.name for source in project.sources.all()]
    assert names == ["P01 (north)", "P01 (south)", "P02"]


def test_a_folder_comes_in_without_its_hidden_files(room, project):
    page = room("sources", project)
    files = [("study/P01.txt", TRANSCRIPT.encode(), ""), ("study/.DS_Store", b"\0", "")]
    page.file_uploader[1].set_value(files).run()
    assert not page.exception
    button(page, "Import 1 file").click().run()
    assert [source.name for source in project.sources.all()] == ["P01"]


def test_why_a_file_is_not_imported_is_said_though_the_next_one_is(room, project):
    other = "INT: How?\nP09: So.\nINT: Mm.\nP09: And so.\n"
    page = bring(room("sources", project), transcript(), transcript("second.txt", other))
    choices = page.session_state["desk"].batch.choices
    choices[LabelKey("P07")] = SpeakerChoice("participant", "x" * 5000)
    button(page, "Import 2 files").click().run()
    assert [source.name for source in project.sources.all()] == ["second"]
    assert len(page.warning) == 1


def test_words_without_a_label_are_given_to_a_person_before_the_import(room, project):
    text = "MOD: How is it?\n\nWell, so.\n\nMOD: Mm.\n\nAnd so on it went.\n"
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nWell, so.\n\n00:02.000 --> 00:03.000\nAnd on.\n"
    page = bring(room("sources", project), transcript("a.txt", text), transcript("b.vtt", vtt))
    assert "Words without a label" in said(page)
    role(page, "no label in b.vtt").select("participant").run()
    who = next(s for s in page.selectbox if s.label == "Who no label in b.vtt is")
    assert who.value == "b"
    button(page, "Import 2 files").click().run()
    assert not page.exception
    source = project.sources.find("b")
    assert [(s.label, s.person) for s in project.sources.speakers(source.id)] == [("", "b")]
