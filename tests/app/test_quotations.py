from tests.app.conftest import said
from tests.studies import coded, draft
from workbench.app.extracts import holding
from workbench.app.handing import codings_csv
from workbench.model.ids import Words
from workbench.model.source import Segment, SourceDetails


def words_on(page):
    """The quotations drawn; the line on top is where the study lies."""
    return [element.value for element in page.text][1:]


def test_before_anything_is_coded_the_page_says_what_it_is_for(room, project):
    page = room("quotations", project)
    assert "Nothing is coded yet" in said(page)


def test_all_quotations_are_listed_with_their_place_and_counted(room, project):
    coded(project)
    page = room("quotations", project)
    assert "7 quotations of 2 codes in 1 of 1 source" in said(page)
    assert words_on(page)[0] == "Can you t"
    assert "coded by Ana" in said(page)


def test_a_code_of_the_address_is_shown_with_the_codes_below_it_or_alone(room, project):
    study = coded(project)
    project.codebook.move(study.borders, study.limits)
    page = room("quotations", project, code=study.limits)
    assert "7 quotations of 2 codes" in said(page)
    page.checkbox(key="below").uncheck().run()
    assert "3 quotations of 1 code in" in said(page)


def test_words_sift_the_list_and_nothing_found_is_said(room, project):
    coded(project)
    page = room("quotations", project)
    page.text_input(key="words-sought").input("CAN YOU").run()
    assert "2 quotations of 2 codes" in said(page)
    page.text_input(key="words-sought").input("no such words").run()
    assert not page.exception
    assert "0 quotations" in said(page)


def test_a_long_list_is_drawn_fifty_at_a_time(room, project):
    text = "P07: " + "word " * 240
    source = project.sources.add(draft(text.strip() + "\nINT: Mm."))
    code = project.codebook.create("all")
    for n in range(120):
        project.codings.apply(source, Segment(5 + n * 5, 9 + n * 5), code)
    page = room("quotations", project)
    assert len(words_on(page)) == 50
    assert "1 to 50 of 120" in said(page)
    for _ in range(2):
        next(b for b in page.button if b.label == "Later ones").click().run()
    assert "101 to 120 of 120" in said(page)
    assert len(words_on(page)) == 20


def test_what_stands_around_is_drawn_only_when_asked_for(room, project):
    coded(project)
    page = room("quotations", project)
    assert [e.label for e in page.expander] == ["What stands around it"] * 7
    assert len(words_on(page)) == 7


def test_words_of_participants_are_shown_as_they_are(room, project):
    words = "<script>window.PWNED=1</script> **not bold** :material/home:"
    source = project.sources.add(draft(f"P07: {words}\nINT: Mm.", "bad_**name**.txt"))
    code = project.codebook.create("<b>code</b>")
    project.codings.apply(source, Segment(5, 5 + len(words)), code)
    page = room("quotations", project)
    assert words_on(page) == [words]
    assert "<b>" not in said(page).replace("\\<", "")


def test_the_csv_holds_what_the_page_shows_and_says_so(room, project):
    coded(project)
    page = room("quotations", project)
    label = page.get("download_button")[0].proto.label
    assert label == "Download all codings (csv)"
    page.text_input(key="words-sought").input("CAN YOU").run()
    assert page.get("download_button")[0].proto.label == "Download these 2 codings (csv)"
    found = holding(project.codings.quotations(), "can you")
    rows = codings_csv(project, found).decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert "exported 2 rows" in project.history.lines(limit=1)[0].sentence


def test_words_of_a_source_with_a_content_note_are_counted_and_wait_for_the_person(room, project):
    study = coded(project)
    open_one = project.sources.add(draft("P07: Well.\nINT: Mm.", "P08.txt"))
    project.codings.apply(open_one, Segment(5, 10), study.limits)
    project.sources.describe(study.source, SourceDetails(content_note=Words("a death")))
    page = room("quotations", project)
    assert "8 quotations of 2 codes in 2 of 2 sources" in said(page)
    assert "Content note of P07 first: a death" in said(page)
    assert words_on(page) == ["Well."]
    next(b for b in page.button if b.label.startswith("Show its words")).click().run()
    assert "Content note" not in said(page)
    assert len(words_on(page)) == 8
