"""The machine's part on its page: nothing where it had none, else counts, links and a paragraph."""

from __future__ import annotations

from tests.answers import Answered
from tests.app.conftest import said
from workbench.project.settings import model_folder


def paragraph(page):
    return page.code[0].value


def test_a_study_in_which_the_machine_had_no_part_says_so(room, project):
    page = room("machine", project)
    assert "no code, group or theme was proposed by the machine" in said(page)
    assert "No machine proposed codes" in paragraph(page)


def test_a_folder_that_is_no_model_is_told_and_the_model_stays(room, project, tmp_path):
    page = room("machine", project)
    for folder, why in (("", "Type the folder"), (str(tmp_path), "Name the folder that holds it")):
        page.text_input("model-folder").set_value(folder)
        next(b for b in page.button if b.label == "Try it and read with it").click().run()
        while "is loaded" in str(page.main):
            page.run()
        assert why in said(page)
        assert "the package that came along" in said(page)
    assert model_folder() is None


def test_answers_are_told_by_code_and_nearly_all_accepted_is_named(room, project):
    study = Answered(project, 11)
    for turn in range(11):
        study.accept(turn)
    page = room("machine", project)
    told = said(page)
    assert "11 accepted, 0 refused" in told
    assert "Possible rubber-stamping" in told
    assert "accepted for 11 and refused for 0" in paragraph(page)
    (row,) = page.dataframe[0].value.to_dict("records")
    assert (row["Code"], row["Suggested"], row["Accepted"]) == ("limits", 11, 11)
    assert row["To look at"] == "possible rubber-stamping"
