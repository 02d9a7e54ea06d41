import io
import re

import pytest
from docx import Document

from tests.app.conftest import said
from tests.studies import coded
from tests.told import FORBIDDEN, told
from workbench.app.downloads import Making
from workbench.app.handing import summary_file
from workbench.errors import StorageError
from workbench.project.summary_choices import SummaryChoice


def buttons(page):
    return {b.proto.label: b.proto for b in page.get("download_button")}


def shown(page):
    (frame,) = page.get("iframe")
    return frame.proto.srcdoc


def test_before_there_is_a_theme_the_page_says_what_it_is_for(room, project):
    coded(project)
    page = room("export", project)
    assert "There is no theme yet" in said(page)
    assert not buttons(page)


def test_a_table_is_shown_before_it_is_handed_over(room, project):
    page = room("export", project)
    page.segmented_control(key="handed").set_value("Tables").run()
    assert "nothing to put into it" in said(page)
    told(project)
    page = room("export", project)
    page.segmented_control(key="handed").set_value("Tables").run()
    for name in ("matrix-codes", "segments"):
        page.radio(key="table-name").set_value(name).run()
        assert not page.exception
        assert list(buttons(page)) == ["Spreadsheet", "csv"]
        shown_rows = page.dataframe[0].value
        assert not [w for w in FORBIDDEN if w in shown_rows.to_string()]
    assert len(shown_rows) == 18


def test_a_report_is_shown_as_it_will_read_and_offered_in_four_kinds_of_file(room, project):
    told(project)
    page = room("export", project)
    assert list(buttons(page)) == ["Word", "Web page", "Markdown", "Spreadsheet"]
    assert "Practitioners keep limits by naming them" in shown(page)
    assert not [words for words in FORBIDDEN if words in shown(page)]


def test_what_is_chosen_changes_what_is_shown(room, project):
    study = told(project)
    page = room("export", project)
    page.radio(key="summary-kind").set_value("partner").run()
    assert "What we learned" in shown(page)
    assert "therapist" in shown(page)
    page.multiselect(key="summary-themes").select(study.below).run()
    assert "Limits are made in the doing" not in shown(page)
    page.multiselect(key="summary-themes").unselect(study.below).run()
    page.selectbox(key="summary-staff").select(study.site).run()
    page.selectbox(key=f"summary-staff-{study.site}").select("Harbour").run()
    assert "supervisor" not in shown(page)
    page.checkbox(key=f"summary-tick-{study.codings['P06.0']}").check().run()
    assert not page.exception
    assert "supervisor" in shown(page)


def test_a_participant_page_waits_until_it_is_said_whose(room, project):
    study = told(project)
    page = room("export", project)
    page.radio(key="summary-kind").set_value("participant").run()
    assert "Choose whose page it is" in said(page)
    page.selectbox(key="summary-participant").select(study.cases["P08"]).run()
    assert "withdrew" in said(page)
    page.selectbox(key="summary-participant").select(study.cases["P04"]).run()
    assert "We kept the door open after six." in shown(page)
    assert "supervisor" not in shown(page)


def test_what_is_handed_over_is_recorded_and_named_by_a_digest(room, project):
    told(project)
    room("export", project)
    data = summary_file(project, SummaryChoice(), "report-01234567.docx", None)
    words = [p.text for p in Document(io.BytesIO(data)).paragraphs]
    assert "Limits that hold" in words
    assert "handed over 3 themes as report (docx)" in project.history.lines(limit=1)[0].sentence


def test_the_page_of_themes_that_hold_nothing_that_can_be_shown_is_a_sentence(room, project):
    from workbench.model.ids import Words
    from workbench.model.theme import ThemeText

    project.themes.make(ThemeText(Words("Nothing")))
    page = room("export", project)
    assert re.search("No theme holds words", said(page))
    assert not buttons(page)


def test_why_a_file_was_not_made_is_kept_until_the_next_one_is():
    def refuse() -> bytes:
        raise StorageError("There is no room for it.")

    making = Making()
    making.ask()
    assert not making.wait(0)
    with pytest.raises(StorageError):
        making.make(refuse)
    assert making.wait(0)
    assert (making.refusal, making.refused) == ("There is no room for it.", 1)
    making.ask()
    assert making.make(lambda: b"file") == b"file"
    assert (making.wait(0), making.refusal) == (True, "")
