"""Random acts on themes and on what they rest on: undone, done again and replayed exactly.

After every act each tied sentence is stale just where the quotation, its code or the code's card is
not what it was when it was tied, as the test reads it from the codings and codes themselves.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.studies import Coded, coded
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.codebook import CodeCard
from workbench.model.ids import Words
from workbench.model.source import Segment
from workbench.model.theme import THEME_STATES, ThemeText
from workbench.project.project import Project, create_project

ACTS = ("make", "tie", "place", "take in", "put out", "nest", "order", "state", "remove", "recode",
        "resize", "redefine", "merge", "retire", "review", "undo earlier")  # fmt: skip


def act(project: Project, study: Coded, kind: str, n: int) -> None:  # noqa: C901 - one line an act
    themes, codes = project.themes.all(), [study.limits, study.borders]
    codings, links = project.codings.in_source(study.source), project.claims.links()
    theme = themes[n % len(themes)].id
    coding = codings[n % len(codings)] if codings else None
    match kind:
        case "make":
            text = ThemeText(Words(f"T{n}"), claim=Words("They hold."))
            project.themes.make(text, parent=theme, codes=codes[: n % 2])
        case "tie" if coding:
            project.claims.link(theme, "claim", "They hold.", coding.id)
        case "place" if coding:
            project.themes.place(theme, coding.id, ("key", "contrary", "unclear", "")[n % 4])
        case "take in" if coding:
            project.themes.take_in(theme, codes[: n % 3], [coding.id])
        case "put out":
            project.themes.put_out(theme, codes[: n % 3])
        case "nest":
            project.themes.nest(theme, themes[n // 2 % len(themes)].id)
        case "order":
            project.themes.order([one.id for one in themes[:: -1 - n % 2]])
        case "state":
            project.themes.set_state(theme, THEME_STATES[n % 5])
        case "remove" if coding:
            project.codings.remove(coding.id)
        case "recode" if coding:
            project.codings.recode(coding.id, codes[n % 2])
        case "resize" if coding:
            project.codings.resize(coding.id, Segment(coding.start, coding.end - 1))
        case "redefine":
            project.codebook.redefine(codes[n % 2], CodeCard(definition=Words(f"card {n % 3}")))
        case "merge":
            project.codebook.merge(keep=codes[n % 2], into_it=[codes[1 - n % 2]])
        case "retire":
            project.codebook.set_state(codes[n % 2], ("retired", "active")[n // 2 % 2])
        case "review" if links:
            project.claims.review(links[n % len(links)].id)
        case "undo earlier":
            project.history.undo(max(1, project.head.seq - n))


def check_ties(project: Project, study: Coded) -> None:
    codings = {coding.id: coding for coding in project.codings.in_source(study.source)}
    codes = {code.id: code for code in project.codebook.all()}
    for link in project.claims.links():
        rested = link.tie.rested
        assert rested is not None
        now, code = codings.get(rested.coding), codes.get(rested.code)
        same = (
            now is not None
            and code is not None
            and (now.code, now.start, now.end) == (rested.code, rested.start, rested.end)
            and code.card_version == rested.card
            and not (code.state == "retired" != rested.state)
        )
        assert bool(link.stale) == (not same)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), min_size=4, max_size=14))
def test_themes_are_undone_and_replayed_and_ties_stale_exactly(acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qwb"
        with create_project(path, name="Study", coder="Ana") as project:
            study = coded(project)
            first = ThemeText(Words("First"), claim=Words("They hold."))
            project.themes.make(first, codes=[study.limits])
            for kind, n in acts:
                before, seq = project.snapshot(), project.head.seq
                try:
                    act(project, study, kind, n)
                except (ConflictError, InvalidActionError, NotFoundError):
                    assert (project.snapshot(), project.head.seq) == (before, seq)
                check_ties(project, study)
                if not project.themes.all():
                    return
                if project.head.seq > seq and kind != "undo earlier":
                    after = project.snapshot()
                    project.history.undo()
                    assert project.snapshot() == before
                    project.history.redo()
                    assert project.snapshot() == after
            assert project.history.verify().ok
