"""The cards a code had: when, by whom, and what each changed, word by word."""

from __future__ import annotations

import streamlit as st

from workbench.app.differences import changed_parts
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.model.codebook import Code, CodeCard
from workbench.project.analysis_sentences import CARD_WORDS
from workbench.project.cards import CardVersion
from workbench.project.project import Project


def draw_versions(project: Project, code: Code) -> None:
    """Draw the versions of a code's card, newest first, once somebody opens them."""
    if code.card_version == 1:
        return
    box = st.expander(
        f"{code.card_version} versions of this card",
        key=f"versions-{code.id}",
        type="compact",
        on_change="rerun",
    )
    if box.open:
        with box:
            _draw(project.codebook.cards(code.id))


def _draw(versions: list[CardVersion]) -> None:
    st.caption("Words that went stand as [- …], words that came as [+ …].")
    for number, version in reversed(list(enumerate(versions))):
        st.write(f"**{version.n}** · {moment(version.at)} · {plain(version.coder)}")
        before = versions[number - 1].card if number else CodeCard()
        for name, told in changed_parts(before, version.card, CARD_WORDS):
            st.caption(name)
            st.markdown(told)
