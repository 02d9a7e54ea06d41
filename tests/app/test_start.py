from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.app.conftest import SECONDS, draw, said
from tests.studies import SAMPLE_CODINGS
from workbench.project.project import create_project, open_project
from workbench.project.settings import recent_projects, remember_project, remembered_coder


def test_who_is_coding_is_asked_once_and_remembered():
    page = AppTest.from_function(draw, args=([],), default_timeout=SECONDS).run()
    assert page.title[0].value == "Who is coding here?"
    page.text_input(key="who-name").input("Ana")
    page.button(key="FormSubmitter:who-Continue").click().run()
    assert not page.exception
    assert page.title[0].value == "Thematic workbench"
    assert remembered_coder() == "Ana"


def test_a_name_of_blanks_is_not_taken():
    page = AppTest.from_function(draw, args=([],), default_timeout=SECONDS).run()
    page.text_input(key="who-name").input("   ")
    page.button(key="FormSubmitter:who-Continue").click().run()
    assert page.title[0].value == "Who is coding here?"
    assert "needs a name" in page.warning[0].value


def test_a_study_is_begun_and_opened(room, tmp_path):
    page = room("home")
    page.text_input(key="new-title").input("Care: 1/2").run()
    page.text_input(key="new-folder").input(str(tmp_path)).run()
    page.button(key="begin").click().run()
    assert page.title[0].value.replace("\\", "") == "Care: 1/2"
    assert recent_projects() == [tmp_path / "Care-1-2.qwb"]
    with open_project(tmp_path / "Care-1-2.qwb") as made:
        assert made.summary().coders == ["Ana"]


def test_a_study_without_a_title_is_refused_beside_the_field(room, tmp_path):
    page = room("home")
    page.text_input(key="new-folder").input(str(tmp_path)).run()
    page.button(key="begin").click().run()
    assert "A study needs a title" in page.warning[0].value
    assert list(tmp_path.glob("*.qwb")) == []


def test_a_folder_that_is_not_there_is_said_in_one_sentence(room, tmp_path):
    page = room("home")
    page.text_input(key="new-title").input("Care").run()
    page.text_input(key="new-folder").input(str(tmp_path / "nowhere")).run()
    page.button(key="begin").click().run()
    assert "cannot be made here" in page.warning[0].value


def test_a_foreign_file_is_refused_and_left_as_it_was(room, tmp_path):
    foreign = tmp_path / "notes.qwb"
    foreign.write_bytes(b"not a study at all")
    page = room("home")
    page.text_input(key="open-path").input(f'"{foreign}"')
    page.button(key="FormSubmitter:open-Open").click().run()
    assert "is not a project of this workbench" in page.warning[0].value.replace("\\", "")
    assert foreign.read_bytes() == b"not a study at all"


def test_a_home_that_nobody_has_is_a_sentence_too(room):
    page = room("home")
    page.text_input(key="open-path").input("~nobody-of-this-name/study.qwb")
    page.button(key="FormSubmitter:open-Open").click().run()
    assert not page.exception
    assert "There is no project at" in page.warning[0].value


def test_a_recent_study_is_one_click_away(room, project):
    room("home", project)
    page = room("home")
    recent = next(b for b in page.button if b.key and b.key.startswith("recent-"))
    recent.click().run()
    assert page.title[0].value == "Study"


def test_settings_that_cannot_be_read_are_a_sentence(workbench_home):
    workbench_home.mkdir(parents=True)
    (workbench_home / "settings.json").write_text("{not json")
    page = AppTest.from_function(draw, args=([],), default_timeout=SECONDS).run()
    assert not page.exception
    assert "settings" in page.error[0].value


def test_the_sample_opens(room):
    page = room("home")
    page.button(key="sample").click().run()
    assert not page.exception
    assert f"{SAMPLE_CODINGS} codings" in said(page)


def test_an_address_of_a_study_this_machine_never_opened_says_so(room):
    page = room("home", project="0" * 8)
    assert "not among those opened last" in page.warning[0].value
    assert page.query_params == {}


def test_the_study_of_the_address_is_opened_again_without_its_path(room, project):
    room("home", project)
    again = room("history", project=project.id)
    assert again.title[0].value == "History"
    assert project.where not in str(dict(again.query_params))


def test_a_study_is_put_aside_for_another(room, project):
    page = room("home", project)
    page.button(key="leave").click().run()
    assert page.title[0].value == "Thematic workbench"
    assert Path(project.where).exists()


def test_recent_studies_are_listed_by_title_with_the_file_beside(room, project):
    page = room("home", project)
    page.button(key="leave").click().run()
    recent = next(button for button in page.button if button.key.startswith("recent-0"))
    assert recent.label == "Study"
    assert "study\\.qwb" in said(page)
    recent.click().run()
    assert page.title[0].value == "Study"


def test_a_study_that_never_said_its_title_is_listed_by_its_file(room, tmp_path):
    for name in ("one", "two"):
        create_project(tmp_path / f"{name}.qwb", name=f"Study {name}", coder="Ana").close()
        remember_project(tmp_path / f"{name}.qwb", "Study one" if name == "one" else None)
    page = room("home")
    labels = [button.label for button in page.button if button.key.startswith("recent-")]
    assert labels == ["two", "Study one"]


def test_a_study_begins_with_its_question_and_stance(room, tmp_path):
    page = room("home")
    page.text_input(key="new-title").input("Care").run()
    page.text_input(key="new-question").input("Where do they stop?").run()
    assert page.radio(key="new-stance").value == "open"
    page.radio(key="new-stance").set_value("reflexive").run()
    page.text_input(key="new-folder").input(str(tmp_path)).run()
    page.button(key="begin").click().run()
    assert not page.exception
    assert "Where do they stop?" in said(page)
    with open_project(tmp_path / "Care.qwb") as made:
        assert made.stance == "reflexive"
        assert made.study.details().question == "Where do they stop?"
