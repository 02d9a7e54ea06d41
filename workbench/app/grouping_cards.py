"""Groups as cards: what each is made of, how stable it is, and what a person makes of it."""

from __future__ import annotations

import html

import streamlit as st

from workbench.app import layout
from workbench.app.grouping_answers import draw_answer, draw_answering
from workbench.app.grouping_look import Look, shortened
from workbench.app.grouping_telling import Mark, mark, outdated_told, share_told
from workbench.app.plain import plain
from workbench.project.groupings import Group, Share
from workbench.project.wording import counted

#: So many groups, and so many segments of one, are drawn at once.
_GROUPS, _SEGMENTS = 10, 15
#: So many letters of a question are told.
_ASKED = 160
#: So many people or codes are named.
_NAMED = 6
#: From this share on a question is told that a group's segments follow.
_ASKED_OFTEN = 0.2
#: From this share on a group is named as one person's.
_LOPSIDED = 2 / 3
_PARTS = (("high", 0.85), ("medium", 0.45), ("low", 0.12))


def draw_cards(look: Look) -> None:
    """Draw the groups of a cut, the largest first, and after them what moved about."""
    groups = look.grouping.groups
    if outdated := outdated_told(groups):
        st.caption(outdated)
    name = f"groups-{look.grouping.run.id}"
    shown = range(len(groups))[layout.leaves(look.desk, name, len(groups), _GROUPS)]
    for place in shown:
        _card(look, groups[place], mark(place))
    if len(groups) in (0, shown.stop):
        _moved_about(look)


def draw_mark(told: Mark) -> None:
    """Draw the shape of a group in its colour, as on the map."""
    st.html(
        f"<span aria-hidden='true' style='color: {told.colour}; font-size: 1.375rem;"
        f" -webkit-text-stroke: .5px color-mix(in srgb, currentColor 60%, gray)'>"
        f"{told.shape}</span>",
        width="content",
    )


def _card(look: Look, group: Group, told: Mark) -> None:
    with st.container(border=True, key=f"group-{group.node}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_mark(told)
            st.subheader(f"Group {told.number}", anchor=False, width="content")
            st.write(counted(group.size, "segment"))
            _stability(group)
        if group.phrases and look.holds(group):
            st.caption("The words in it are shown when you say so, above.")
        elif group.phrases:
            words = " · ".join(f"**{plain(phrase)}**" for phrase in group.phrases)
            st.markdown(f"Words in it: {words}")
        _quotations(look, group)
        for line in _made_of(look, group):
            st.caption(line)
        _segments(look, group, told)
        if group.answer is not None:
            draw_answer(look, group.answer)
        else:
            draw_answering(look, group, told)
        layout.refusal(look.desk, group.id)


def _stability(group: Group) -> None:
    """Draw how steadily a group's segments stay with it: a bar of its thirds, and the word."""
    counts = [round(share * group.size) for share in group.stable]
    told = ", ".join(f"{n:,} {word}" for (word, _), n in zip(_PARTS, counts, strict=True) if n)
    bar = "".join(
        f"<span style='width: {share:.0%}; background: color-mix(in srgb, currentColor"
        f" {strength:.0%}, transparent)'></span>"
        for (_, strength), share in zip(_PARTS, group.stable, strict=True)
    )
    st.html(
        f"<style>.steady {{ display: inline-flex; width: 7rem; height: .6rem; border: 1px solid;"
        f" border-radius: .3rem; overflow: hidden }}</style>"
        f"<span class='steady' role='img' aria-label='{html.escape(told)}' title='"
        f"{html.escape(told)}'>{bar}</span>",
        width="content",
    )
    st.caption(f"stability **{group.stability}** ({told})", width="stretch")


def _quotations(look: Look, group: Group) -> None:
    if group.medoid is not None:
        st.caption("The most typical one")
        look.draw_segment(group.medoid, "typical", whole=False)
    edge: list[int] = []
    for place in group.boundary:
        if not any(look.share_words(place, other) for other in (group.medoid, *edge)):
            edge.append(place)
    if edge:
        st.caption("At its edge: nearly in another group")
        for place in edge:
            look.draw_segment(place, "edge", whole=False)


def _made_of(look: Look, group: Group) -> list[str]:
    """Return who speaks in a group, what was asked before, and which codes its segments have."""
    left = sum(share.count for share in group.participants)
    told = [f"{plain(one.name)} {one.count:,}" for one in group.participants]
    found = [f"Who speaks: {_listed(told)}"] if told else []
    if len(look.names.cases) > 1 and told and group.participants[0].share >= _LOPSIDED:
        top = group.participants[0]
        found.append(f"**{share_told(top, left)} from {plain(top.name)}**")
    if group.question is not None:
        found.append(_asked(group, group.question, left, waits=look.holds(group)))
    overlaps = [
        f"**{plain(look.names.codes[one.code])}** {one.count:,} of"
        f" {round(one.count / one.of_code):,}"
        for one in group.codes
        if one.code in look.names.codes
    ]
    coded = f"Codes they have, of all so coded in this grouping: {_listed(overlaps)}"
    return [*found, coded if overlaps else "None is coded yet."] if left else []


def _asked(group: Group, question: Share, left: int, *, waits: bool) -> str:
    """Return how many of a group's segments follow the same question, and which if many do."""
    if question.count < 2:
        return "No two follow the same question."
    if question.share < _ASKED_OFTEN:
        return f"At most {question.count:,} of {left:,} follow the same question."
    told = f"{share_told(question, left)} follow"
    if waits and not group.of_guide:
        return f"{told} the same question, or nearly the same."
    which = "this question of the guide" if group.of_guide else "this question, or nearly this"
    return f"{told} {which}: “{plain(shortened(question.name, _ASKED))}”"


def _listed(told: list[str]) -> str:
    more = len(told) - _NAMED
    return " · ".join(told[:_NAMED]) + (f" · and {more:,} more" if more > 0 else "")


def _segments(look: Look, group: Group, told: Mark) -> None:
    """Draw all segments of a group, where a person asks for them, to be ticked one by one."""
    label, name = "Its segments, the most typical first", f"segments-{group.id}"
    shown = st.expander(layout.named(label, f"of group {told.number}"), key=name, on_change="rerun")
    ticked = look.ticked(group.members) if group.can_be_adopted else []
    if ticked:
        st.caption(f":material/check_box: {len(ticked):,} of {group.size:,} ticked")
    if not shown.open:
        return
    with shown:
        for place in group.members[layout.leaves(look.desk, name, group.size, _SEGMENTS)]:
            look.draw_segment(place, "member", ticks=group.can_be_adopted)


def _moved_about(look: Look) -> None:
    """Draw the least stable segments: nobody is left out, and the unlike voices may be here."""
    grouping = look.grouping
    places = [place for place, steady in enumerate(grouping.stability) if steady == "low"]
    if not places:
        return
    with st.container(border=True, key="moved-about", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader("Moved about", anchor=False, width="content")
            st.write(f"{len(places):,} of {len(grouping.segments):,} segments")
        st.caption(
            "The third that stayed least with its group when parts of the study were grouped again "
            "and again. They are in the groups above too. Where voices are unlike the others, "
            "they are often here."
        )
        name = f"moved-{grouping.run.id}"
        for place in places[layout.leaves(look.desk, name, len(places), 5)]:
            told = look.marks[place]
            with st.container(horizontal=True, gap="small", wrap=False):
                with st.container(horizontal=True, width=110, gap="xsmall"):
                    draw_mark(told)
                    st.caption(f"Group {told.number}", width="content")
                with st.container():
                    look.draw_segment(place, "moved", whole=False)
