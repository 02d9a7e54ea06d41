from streamlit.testing.v1 import AppTest

from tests.app.conftest import SECONDS, said
from tests.studies import coded, draft
from workbench.model.source import SourceDetails
from workbench.project.settings import remember_coder


def draw(where: str) -> None:
    """The page with a plain stand-in for the reader: it says what it was asked to show."""
    from dataclasses import fields

    import streamlit as st

    from workbench.app.desk import open_desk
    from workbench.app.layout import Rooms
    from workbench.app.pages.read import read_page

    def reader(project, source, /, *, focus=None, held=(), **_):
        st.text(f"reads {source} focus {focus}")
        st.text(f"quotes none of {sorted(held)}")
        st.text(project.sources.text(source))

    desk = open_desk()
    if desk.project is None:
        desk.open(where)
    page = st.Page(lambda: None, title="Sources", default=True)
    st.navigation([page])
    rooms = Rooms(*[page for _ in fields(Rooms)])
    read_page(desk, desk.project, rooms, reader=reader)


def read(project, **address: str) -> AppTest:
    remember_coder("Ana")
    page = AppTest.from_function(draw, args=(project.where,), default_timeout=SECONDS)
    for key, value in address.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def test_without_a_source_the_page_says_what_to_bring(project):
    page = read(project)
    assert "There is no source yet" in said(page)
    assert page.button(key="bring").label == "Bring transcripts"


def test_the_source_of_the_address_is_opened_at_its_coding(project):
    project.sources.add(draft(name="first.txt"))
    study = coded(project)
    coding = project.codings.in_source(study.source)[2]
    page = read(project, source=study.source, coding=coding.id)
    assert f"reads {study.source} focus {coding.id}" in said(page)
    assert page.query_params["source"] == study.source


def test_a_source_that_is_gone_is_said_and_another_shown(project):
    source = project.sources.add(draft(name="first.txt"))
    gone = project.sources.add(draft(name="second.txt"))
    project.sources.remove(gone)
    page = read(project, source=gone)
    assert "is not in the study any more" in page.warning[0].value
    assert f"reads {source} focus None" in said(page)


def test_choosing_another_source_forgets_the_coding_of_the_address(project):
    study = coded(project)
    other = project.sources.add(draft(name="second.txt"))
    coding = project.codings.in_source(study.source)[0]
    page = read(project, source=study.source, coding=coding.id)
    page.selectbox[0].select(other).run()
    assert f"reads {other} focus None" in said(page)
    assert "coding" not in page.query_params


def test_a_content_note_is_shown_before_the_source_is_opened_once_a_sitting(project):
    source = project.sources.add(draft())
    project.sources.describe(source, SourceDetails(content_note="Tells of a death."))
    other = project.sources.add(draft(name="other.txt"))
    project.sources.describe(other, SourceDetails(content_note="Tells of a birth."))
    page = read(project, source=source)
    assert "Tells of a death" in said(page)
    assert "reads" not in said(page)
    page.button(key=f"open-{source}").click().run()
    assert f"reads {source}" in said(page)
    assert f"quotes none of {[other]}" in said(page)
    page.run()
    assert "Content note" not in said(page)
    project.sources.describe(source, SourceDetails(content_note="Tells of two deaths."))
    page.run()
    assert "Tells of two deaths" in said(page)
