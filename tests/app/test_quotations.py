from tests.app.conftest import said
from tests.studies import coded, draft
from workbench.app.handing import codings_csv
from workbench.model.ids import Words
from workbench.model.sifting import QuotationFilter
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
    assert "3 of 7 quotations, of 1 code in" in said(page)


def test_words_sift_the_list_and_nothing_found_is_said(room, project):
    coded(project)
    page = room("quotations", project)
    page.text_input(key="words-sought").input("CAN YOU").run()
    assert "2 of 7 quotations, of 2 codes" in said(page)
    page.text_input(key="words-sought").input("no such words").run()
    assert not page.exception
    assert "0 of 7 quotations" in said(page)
    page.text_input(key="words-sought").input("?").run()
    assert "There is no word to look for" in said(page)


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
        next(b for b in page.button if b.label == "Next ones").click().run()
    assert "101 to 120 of 120" in said(page)
    assert len(words_on(page)) == 20


def test_what_stands_around_is_drawn_only_when_asked_for(room, project):
    coded(project)
    page = room("quotations", project)
    assert [e.label for e in page.expander].count("What stands around it") == 7
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
    found = project.quotations.find(QuotationFilter(words="can you"), most=None).quotations
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


# --- filters ---------------------------------------------------------------------------------


def test_what_the_address_asks_is_said_on_chips_and_goes_with_a_click(room, project):
    study = coded(project)
    ben = project.as_coder("Ben")
    ben.codings.apply(study.source, Segment(5, 14), study.limits)
    page = room("quotations", project, coder=ben.coder.id)
    assert "1 of 8 quotations" in said(page)
    (chip,) = [b for b in page.button if b.key.startswith("chip-")]
    assert chip.label.startswith("coded by Ben")
    chip.click().run()
    assert "8 quotations of 2 codes" in said(page)


def test_the_address_holds_ids_and_never_words_of_a_person(room, project):
    study = coded(project)
    project.sources.describe(study.source, SourceDetails(strand=Words("secret strand")))
    page = room("quotations", project, strand=study.source)
    assert any("secret strand" in b.label for b in page.button if b.key == "chip-strand")
    assert "7 quotations" in said(page)
    page.text_input(key="words-sought").input("you").run()
    told = " ".join(f"{key} {page.query_params[key]}" for key in page.query_params)
    assert "secret" not in told
    assert "you" not in told


def test_two_codes_together_are_asked_for_by_the_address(room, project):
    study = coded(project)
    page = room("quotations", project, code=study.limits, beside=study.borders)
    assert "3 of 7 quotations" in said(page)
    page = room(
        "quotations", project, code=study.limits, beside=study.borders, near="turns", within="1"
    )
    assert [b.label.split(" *")[0] for b in page.button if b.key == "chip-beside"] == [
        "within 1 turn of borders"
    ]


def test_a_memo_that_is_gone_is_said_and_nothing_else_breaks(room, project):
    coded(project)
    page = room("quotations", project, memo="gone")
    assert "This memo is not there" in said(page)


# --- several at once ---------------------------------------------------------------------------


def ticks(page, count):
    for box in [box for box in page.checkbox if box.key.startswith("tick-")][:count]:
        box.check()
    return page.run()


def press(page, label):
    next(b for b in page.button if b.label == label).click().run()
    assert not page.exception


def test_ticked_ones_get_another_code_in_one_act_with_one_undo(room, project):
    study = coded(project)
    page = room("quotations", project, code=study.borders)
    ticks(page, 4)
    assert "4 of 4 here ticked" in said(page)
    third = project.codebook.create("third")
    page.run()
    page.selectbox(key="ticked-code").select(third).run()
    press(page, "Give this code instead")
    assert "Changed 4 codings from “borders” to “third”" in said(page)
    assert project.codings.count(third) == 4
    press(page, "Undo")
    assert project.codings.count(third) == 0


def test_a_refusal_for_ticked_ones_stands_beside_the_acts_and_they_stay_ticked(room, project):
    study = coded(project)
    page = room("quotations", project, code=study.limits)
    press(page, "Tick all 3 here")
    page.selectbox(key="ticked-code").select(study.borders).run()
    press(page, "Add this code")
    assert "1 of the 3 codings is coded so already" in said(page)
    assert "3 of 3 here ticked" in said(page)


def test_ticked_ones_are_flagged_and_removed(room, project):
    coded(project)
    page = room("quotations", project)
    ticks(page, 2)
    press(page, "Flag as doubtful")
    assert said(page).count("may not belong") == 3  # two quotations and the toast
    ticks(page, 2)
    press(page, "Remove")
    assert "Removed 2 codings" in said(page)
    assert "5 quotations" in said(page)


# --- printed forms -----------------------------------------------------------------------------


def test_a_printed_form_is_shown_over_the_words_and_a_stale_one_is_not(room, project):
    coded(project)
    coding = project.codings.quotations()[0].coding
    project.codings.print_as(coding.id, "Can […]")
    page = room("quotations", project)
    assert words_on(page)[0] == "Can […]"
    assert "Printed form; its words, verbatim" in [e.label for e in page.expander]
    project.codings.resize(coding.id, Segment(9, 18))
    page.run()
    assert "Can […]" not in words_on(page)
    assert "written for other words" in said(page)
