"""Sentences of a theme, what each rests on, and what of that is not as it was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.cached import sight
from workbench.app.desk import Desk
from workbench.app.extracts import place
from workbench.app.grouping_look import shortened
from workbench.app.layout import Rooms
from workbench.app.notes import held_back, unread_notes
from workbench.app.plain import plain
from workbench.app.theme_reads import theme_trace
from workbench.app.theme_voices import draw_place, shown_first
from workbench.app.theme_words import BASIS_WORDS, STALE_WORDS, sentences_of, written
from workbench.model.ids import ClaimLinkId, CodingId
from workbench.model.theme import BASES, ClaimLink, SentenceOf, Theme
from workbench.project.project import Project
from workbench.project.theme_traces import TiedSentence

#: So many quotations are offered to tie a sentence to.
_OFFERED = 200
_BEGINNING = 70


def draw_sentences(
    desk: Desk, project: Project, rooms: Rooms, theme: Theme, of: SentenceOf
) -> None:
    """Draw the sentences of one part of a theme, each with what it rests on."""
    traced = theme_trace(sight(project), project, theme.id)
    tied = {one.link.id: one for one in traced.sentences}
    rested = (one.link.tie.rested for one in traced.sentences if one.link.tie.of == of)
    hidden = held_back(desk, project, (one.source for one in rested if one), within=f"ties-{of}")
    text = getattr(theme.text, of)
    sentences, loose = written(text, of, (one.link for one in traced.sentences))
    for number, (sentence, links) in enumerate(sentences):
        with st.container(key=f"words-sentence-{of}-{number}", gap="xsmall"):
            with st.container(horizontal=True, wrap=False, vertical_alignment="top"):
                st.text(sentence, width="stretch")
                _tie(desk, project, theme, of, sentence)
            if not links:
                st.caption("Rests on nothing yet.")
            for link in links:
                _tied(desk, project, rooms, tied[link.id], hidden)
    for link in loose:
        _loose(desk, project, rooms, tied[link.id], text, hidden)
    layout.refusal(desk, f"ties-{theme.id}")


def _tied(
    desk: Desk, project: Project, rooms: Rooms, one: TiedSentence, hidden: Collection[str]
) -> None:
    tie, link = one.link.tie, one.link
    shut = tie.rested is not None and tie.rested.source in hidden
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=_row(link)):
        if tie.basis != "participants":
            st.badge(BASIS_WORDS[tie.basis], color="gray")
        if tie.note:
            st.text(tie.note)
        if tie.rested is not None:
            _words(desk, rooms, one, shut=shut)
        label = layout.named("Trace", f"from “{tie.sentence}” to {_rest(one)}")
        ids = {"theme": link.theme, "link": link.id}
        layout.go(desk, rooms.trace, label, icon=":material/conversion_path:", **ids)
        _deeds(desk, project, one)
    for stale in link.stale:
        then = "" if shut else _now(one)
        st.caption(f":material/history_toggle_off: Since then {STALE_WORDS[stale]}.{then}")


def _words(desk: Desk, rooms: Rooms, one: TiedSentence, *, shut: bool) -> None:
    words = _short(one.quotation.as_printed if one.quotation else one.words)
    if shut:
        st.caption("Its words are shown when you say so, above.", width="content")
    else:
        st.text(f"“{words}”" if words else "Words that cannot be read any more")
    if one.quotation is not None:
        draw_place(desk, rooms, one.quotation, back=False)
    else:
        st.caption(plain(one.source_name))


def _now(one: TiedSentence) -> str:
    """Return the words then, where others stand there now."""
    changed = {"resized", "corrected"} & set(one.link.stale)
    return f" Then: “{plain(_short(one.words))}”" if changed and one.words else ""


def _deeds(desk: Desk, project: Project, one: TiedSentence) -> None:
    link = one.link
    gone = "removed" in link.stale
    if link.stale and not gone and "reworded" not in link.stale:
        _deed(desk, one, "It still holds", "task_alt", partial(project.claims.review, link.id))
    _deed(desk, one, "Untie", "link_off", partial(project.claims.unlink, link.id))


def _deed(
    desk: Desk, one: TiedSentence, label: str, icon: str, verb: partial[None], *, shut: bool = False
) -> None:
    st.button(
        layout.named(label, _rest(one)),
        key=f"{icon}-{one.link.id}",
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=shut,
        on_click=desk.act,
        args=(verb,),
        kwargs={"place": f"ties-{one.link.theme}"},
    )


def _rest(one: TiedSentence) -> str:
    """Return what a sentence rests on, as buttons of a tie name it."""
    return place(one.quotation) if one.quotation else one.link.tie.note or "what is gone"


def _loose(
    desk: Desk,
    project: Project,
    rooms: Rooms,
    one: TiedSentence,
    text: str,
    hidden: Collection[str],
) -> None:
    """Draw a tie whose sentence does not stand there any more, and the way to another one."""
    with st.container(border=True, key=f"rows-loose-{one.link.id}", gap="xsmall"):
        st.caption("This sentence was tied and does not stand there any more.")
        st.text(one.link.tie.sentence)
        _tied(desk, project, rooms, one, hidden)
        sentences, key = sentences_of(text), f"loose-to-{one.link.id}"
        if sentences and "removed" not in one.link.stale:
            chosen = st.selectbox(
                "It says now", sentences, index=None, key=key, placeholder="which sentence"
            )
            review = partial(project.claims.review, one.link.id, sentence=chosen)
            _deed(desk, one, "It rests on this still", "task_alt", review, shut=chosen is None)


# --- tying --------------------------------------------------------------------------------------


def _tie(desk: Desk, project: Project, theme: Theme, of: SentenceOf, sentence: str) -> None:
    key = f"tie-{theme.id}-{of}-{sentences_of(getattr(theme.text, of)).index(sentence)}"
    menu = st.popover(
        layout.named("Rests on", sentence), key=key, icon=":material/link:", on_change="rerun"
    )
    if not menu.open:
        return
    with menu:
        basis = st.radio(
            "It rests on",
            BASES,
            format_func={**BASIS_WORDS, "participants": "what participants said"}.__getitem__,
            horizontal=True,
            key=f"{key}-basis",
        )
        coding = _choose(desk, project, theme, key) if basis == "participants" else None
        labels = {"participants": "Note (may stay empty)", "literature": "Where it stands"}
        st.text_input(labels.get(basis, "Why we think so (may stay empty)"), key=f"{key}-note")
        st.button(
            "Tie it",
            key=f"{key}-do",
            type="primary",
            disabled=basis == "participants" and coding is None,
            on_click=lambda: desk.act(
                project.claims.link,
                theme.id,
                of,
                sentence,
                coding,
                basis=basis,
                note=desk.typed(f"{key}-note"),
                place=f"ties-{theme.id}",
            ),
        )


def _choose(desk: Desk, project: Project, theme: Theme, key: str) -> CodingId | None:
    """Offer quotations of the theme, those that carry it first."""
    offered = project.themes.quotations(theme.id, bearing="key", most=_OFFERED)
    rest = project.themes.quotations(theme.id, most=_OFFERED)
    offered = shown_first([*offered, *(one for one in rest if one.bearing != "key")])[:_OFFERED]
    shut = unread_notes(desk, project, (one.quotation.coding.source for one in offered))
    names = {
        q.coding.id: f"{'' if q.coding.source in shut else _short(q.as_printed)} ({place(q)})"
        for q in (one.quotation for one in offered)
    }
    return st.selectbox(
        "Quotation, key ones first",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=f"{key}-coding",
        placeholder="whose words",
    )


def _row(link: ClaimLink) -> str:
    return f"rows-tied-{ClaimLinkId(link.id)}"


def _short(words: str) -> str:
    return shortened(" ".join(words.split()), _BEGINNING)


def stale_told(links: Sequence[ClaimLink]) -> str:
    """Return what is to be looked at again: ``2 sentences rest on what has changed``."""
    some = len({link.tie.sentence for link in links})
    return f"{some} sentence{'s rest' if some != 1 else ' rests'} on what has changed since"
