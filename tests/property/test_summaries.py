"""Summaries: whatever is coded, allowed, flagged and copied, no word leaves that may not."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.told import interview
from workbench.errors import InvalidActionError
from workbench.model.case import Consent
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.theme import ThemeText
from workbench.project.project import create_project
from workbench.project.shelf import NewCode
from workbench.project.summaries import summary_of
from workbench.project.summary_choices import SUMMARY_KINDS, SummaryChoice
from workbench.project.summary_files import summary_bytes

PEOPLE, TURNS, LONG = ("Ada", "Bo", "Cy"), 6, 9
CONSENTS = (
    Consent(verbatim="yes"),
    Consent(),
    Consent(verbatim="no"),
    Consent(verbatim="yes", paraphrase_only=True),
    Consent(verbatim="yes", withdrawn="2026-01-31"),
)
#: Words that nobody else says: turn 2, word 4 is ``zt2w4``.
SPOKEN = [[f"zt{turn}w{word}" for word in range(LONG)] for turn in range(TURNS)]
spans = st.tuples(
    st.integers(0, TURNS - 1), st.integers(0, LONG - 2), st.integers(0, 2), st.integers(2, LONG)
)


@settings(max_examples=12)
@given(
    consents=st.tuples(*(st.sampled_from(CONSENTS) for _ in PEOPLE)),
    coded=st.lists(spans, min_size=1, max_size=5),
    flagged=st.lists(st.tuples(st.integers(0, TURNS - 1), st.integers(0, LONG - 2)), max_size=2),
    in_vivo=st.booleans(),
)
def test_no_word_that_may_not_leave_is_in_any_summary(consents, coded, flagged, in_vivo):
    turns = [(PEOPLE[n % len(PEOPLE)], " ".join(words)) for n, words in enumerate(SPOKEN)]
    draft = interview("talk.txt", turns)
    with (
        tempfile.TemporaryDirectory() as folder,
        create_project(Path(folder) / "s.qwb", name="S", coder="Ana") as project,
    ):
        choices = {name: SpeakerChoice("participant", name) for name in PEOPLE}
        source = project.sources.add(draft, speakers=choices)
        cases = {case.name: case.id for case in project.cases.all()}
        for name, consent in zip(PEOPLE, consents, strict=True):
            project.cases.record_consent(cases[name], consent)
        for turn, word in flagged:
            start = draft.text.index(SPOKEN[turn][word])
            end = draft.text.index(SPOKEN[turn][word + 1]) + len(SPOKEN[turn][word + 1])
            project.flags.flag(source, Segment(start, end))
        codings = []
        for number, (turn, word, more, length) in enumerate(coded):
            last = min(turn + more, TURNS - 1)
            until = SPOKEN[last][max(word + 1, min(length, LONG) - 1)]
            start, end = draft.text.index(SPOKEN[turn][word]), draft.text.index(until) + len(until)
            name = f"{SPOKEN[turn][word]} {SPOKEN[turn][word + 1]}" if in_vivo else f"code {number}"
            code = NewCode(f"{name} {number}" if in_vivo else name)
            codings.append(
                project.codings.apply(source, Segment(start, end), code, in_vivo=in_vivo)
            )
        held = {
            word
            for n, words in enumerate(SPOKEN)
            if consents[n % len(PEOPLE)].may_quote in ("no", "paraphrase only")
            for word in words
        } | {SPOKEN[turn][word + more] for turn, word in flagged for more in (0, 1)}
        copied = Words(". ".join(" ".join(words) for words in SPOKEN))
        text = ThemeText(Words("T"), claim=copied, what=copied)
        project.themes.make(text, codings=codings)
        project.memos.write(MemoText(Words("m"), copied), visibility="auditor")
        shown = ""
        for kind in SUMMARY_KINDS:
            who = next(iter(cases.values())) if kind == "participant" else None
            if who and consents[0].withdrawn:
                continue
            try:
                summary = summary_of(project, SummaryChoice(kind, length="full", participant=who))
            except InvalidActionError:
                assert who is not None  # nothing that is coded is theirs
                continue
            shown += html.unescape(summary_bytes(summary, "html").decode())
    said = set(shown.replace("<", " ").replace(">", " ").replace(".", " ").split())
    assert not held & said
    assert {word for words in SPOKEN for word in words} - held <= said
