"""What leaves the study for others: summaries of themes and tables, seen before they leave."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Sight, sight
from workbench.app.desk import Desk
from workbench.app.downloads import Download, offer
from workbench.app.handing import SUMMARY_FILES, summary_file
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.summary_form import ask_choice
from workbench.app.table_shelf import draw_tables
from workbench.errors import WorkbenchError
from workbench.project.leaving import held_told
from workbench.project.project import Project
from workbench.project.summaries import summary_of
from workbench.project.summary_choices import SummaryChoice
from workbench.project.summary_files import check_template, file_name, summary_page

_HIGH = 860
_SUMMARIES, _TABLES = _KINDS = ("Summaries", "Tables")


def export_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw what can be handed over, and how it will look."""
    layout.top_line(desk)
    st.title("Hand over", anchor=False)
    kind = st.segmented_control(
        "What is handed over",
        _KINDS,
        default=_SUMMARIES,
        key="handed",
        required=True,
        label_visibility="collapsed",
    )
    held = _held(sight(project), project)
    if held:
        st.caption(f":material/lock: {held}")
    if kind == _TABLES:
        draw_tables(desk, project, rooms)
    else:
        _summaries(desk, project, rooms)


def _summaries(desk: Desk, project: Project, rooms: Rooms) -> None:
    themes = [theme for theme in project.themes.all() if theme.state != "let go"]
    if not themes:
        st.write(
            "Here themes become something others can read: a report, a page for partners, a page "
            "for each participant. There is no theme yet; tables can be made of what is coded."
        )
        layout.go(desk, rooms.themes, "Themes", icon=":material/topic:")
        return
    form, shown = st.columns([2, 3], gap="large")
    with form:
        choice = ask_choice(desk, project, themes)
        template = _template()
    with shown:
        if choice is None:
            st.caption("Choose whose page it is, and it is shown here.")
        else:
            _offer(desk, project, choice, template)


def _template() -> bytes | None:
    """Ask for a docx whose styles are taken on; one that cannot be is told."""
    file = st.file_uploader(
        "A docx whose styles the Word document takes on", type="docx", key="summary-template"
    )
    if file is None:
        return None
    data: bytes = file.getvalue()
    try:
        lacking = check_template(data)
    except WorkbenchError as refused:
        st.warning(plain(str(refused)), icon=":material/info:")
        return None
    if lacking:
        styles = ", ".join(f"“{name}”" for name in lacking)
        st.caption(f"It has no style {styles}: these look as they do without a template.")
    return data


def _offer(desk: Desk, project: Project, choice: SummaryChoice, template: bytes | None) -> None:
    """Show how it will look, and hand it over."""
    try:
        page, names = _drawn(sight(project), project, choice)
    except WorkbenchError as refused:
        st.warning(plain(str(refused)), icon=":material/info:")
        return
    files = [
        Download(
            label,
            names[ending],
            partial(summary_file, project, choice, names[ending], template),
            key=f"summary-{ending}",
            media=kind,
            icon=":material/download:",
            look="primary" if ending == "docx" else "secondary",
        )
        for ending, (label, kind) in SUMMARY_FILES.items()
    ]
    offer(desk, "summaries", files)
    st.caption("What you hand over is kept in the history. This is how it will read:")
    st.iframe(page, height=_HIGH, alt="How it will read")


@st.cache_data(max_entries=8, show_spinner="Gathering what may leave")
def _drawn(seen: Sight, _project: Project, choice: SummaryChoice) -> tuple[str, dict[str, str]]:  # noqa: ARG001
    """Return the page as it will read, and what each file is called."""
    summary = summary_of(_project, choice)
    names = {ending: file_name(summary, ending) for ending in SUMMARY_FILES}
    return summary_page(summary, f"trace?project={_project.id}&"), names


@st.cache_data(max_entries=8, show_spinner=False)
def _held(seen: Sight, _project: Project) -> str:  # noqa: ARG001 - the key
    return held_told(_project)
