"""A study on a database server in the app: opened by its address; its password is kept nowhere."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import said
from tests.studies import coded
from workbench.project.keeping import backup, restore
from workbench.project.project import create_project, open_project
from workbench.project.settings import recent_projects

pytestmark = pytest.mark.postgres


@pytest.fixture
def secret(server: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a coded study with the password in it, which stands nowhere else."""
    with create_project(server, name="Study", coder="Ben") as made:
        coded(made)
    monkeypatch.delenv("PGPASSWORD")
    return f"{postgres_url}?{server.partition('?')[2]}"


def typed(page: AppTest, where: str) -> AppTest:
    page.text_input(key="open-path").input(where)
    page.button(key="FormSubmitter:open-Open").click().run()
    assert not page.exception
    return page


def test_a_study_on_a_server_opens_by_its_address(room, secret, server, workbench_home):
    page = typed(room("home"), secret)
    assert page.title[0].value == "Study"
    assert "workbench backup ADDRESS -o FILE" in said(page)
    assert "backup" not in {button.key for button in page.button}
    assert [str(place).replace("+", " ") for place in recent_projects()] == [server]
    assert ":workbench_test@" not in (workbench_home / "settings.json").read_text("utf-8")
    assert ":workbench_test@" not in str(dict(page.query_params))


def test_a_tab_finds_a_study_on_a_server_again_that_is_open(room, secret):
    with open_project(secret) as project:
        number = project.id
    typed(room("home"), secret)
    again = room("home", project=number)
    assert again.title[0].value == "Study"


def test_what_somebody_else_does_on_the_server_is_there_at_the_next_look(room, secret):
    typed(room("home"), secret)
    with open_project(secret, coder="Cem") as elsewhere:
        page = room("history", project=elsewhere.id)
        assert "from Cem" not in said(page)
        elsewhere.codebook.create("from Cem")
    assert "from Cem" in said(page.run())


def test_a_backup_put_back_on_the_server_is_what_every_tab_shows(room, secret, tmp_path):
    with open_project(secret, coder="Ben") as project:
        kept, study = backup(project, tmp_path / "kept.qwb"), project.id
        project.codebook.create("meanwhile made")
    typed(room("home"), secret)
    tabs = [room("history", project=study) for _ in range(2)]
    assert ["meanwhile made" in said(page) for page in tabs] == [True, True]
    restore(kept, secret)
    assert ["meanwhile made" in said(page.run()) for page in tabs] == [False, False]
    assert not any(page.exception for page in tabs)
    assert "meanwhile made" not in said(room("history", project=study))


def test_a_server_that_does_not_let_one_in_is_a_sentence_without_the_password(room, secret):
    page = typed(room("home"), secret.replace(":workbench_test@", ":mistyped@"))
    sentence = page.warning[0].value
    assert "did not accept user and password" in sentence
    assert "mistyped" not in sentence
