"""Themes: what they say and hold, what their sentences rest on, and how widely they are said."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.studies import TEXT, Coded, coded, draft
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.case import Consent
from workbench.model.codebook import CodeCard
from workbench.model.coding import Coding
from workbench.model.ids import MemoId, ThemeId, Words
from workbench.model.memo import MemoLink, MemoText, Visibility
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.theme import MapPlace, MapThing, NowWhatForm, ThemeText
from workbench.project.project import Project
from workbench.project.themes import ThemeConflictError

CLAIM = Words("Limits are told afterwards. They are not kept.")


@dataclass(frozen=True)
class Themed:
    """A coded study with a theme that holds the code *limits* and has a claim."""

    project: Project
    study: Coded
    theme: ThemeId

    def coding(self, start: int, end: int) -> Coding:
        return next(c for c in self.project.codings.in_source(self.study.source)
                    if (c.start, c.end) == (start, end))  # fmt: skip

    def stale(self) -> tuple[str, ...]:
        (link,) = self.project.claims.links(self.theme)
        return link.stale


@pytest.fixture
def themed(project: Project) -> Themed:
    study = coded(project)
    theme = project.themes.make(ThemeText(Words("After"), claim=CLAIM), codes=[study.limits])
    return Themed(project, study, theme)


def test_an_edit_on_words_that_somebody_changed_shows_all_three_texts(themed: Themed) -> None:
    themes, seen = themed.project.themes, themed.project.themes.one(themed.theme)
    mine, theirs = replace(seen.text, scope=Words("mine")), replace(seen.text, scope=Words("hers"))
    themed.project.as_coder("Ben").themes.edit(themed.theme, theirs, base=seen.version)
    with pytest.raises(ThemeConflictError) as met:
        themes.edit(themed.theme, mine, base=seen.version)
    assert (met.value.base, met.value.mine, met.value.theirs) == (seen.text, mine, theirs)
    with pytest.raises(ConflictError):
        themes.set_state(themed.theme, "defined", base=seen.version)
    themes.edit(themed.theme, mine, base=met.value.version)
    themes.set_state(themed.theme, "reviewed", reason="held against all of P07")
    assert [(v.text.scope, v.state) for v in themes.versions(themed.theme)] == [
        ("", "candidate"), ("hers", "candidate"), ("mine", "candidate"), ("mine", "reviewed"),
    ]  # fmt: skip
    (line,) = themed.project.history.lines(limit=1)
    assert line.reason == themes.versions(themed.theme)[-1].reason == "held against all of P07"


def test_a_theme_of_nothing_or_inside_itself_is_refused_with_a_sentence(themed: Themed) -> None:
    themes = themed.project.themes
    empty = themes.make(ThemeText(Words("=1+1")), parent=themed.theme)
    with pytest.raises(InvalidActionError, match="No quotation belongs"):
        themes.set_state(empty, "reported")
    with pytest.raises(InvalidActionError, match="below itself"):
        themes.nest(themed.theme, empty)
    with pytest.raises(InvalidActionError, match="name"):
        themes.make(ThemeText(Words(" ")))
    themes.set_state(empty, "let go", reason="it was a topic")
    with pytest.raises(NotFoundError):
        themes.one(ThemeId("nowhere"))
    assert themed.project.summary().themes == 1


def test_a_claim_is_asked_for_once_and_undo_passes_that_over(themed: Themed) -> None:
    themes = themed.project.themes
    topic = themes.make(ThemeText(Words("Boundaries")))
    assert themes.one(topic).asks_for_claim
    themes.note_asked(topic)
    assert not themes.one(topic).asks_for_claim
    themed.project.history.undo()
    assert [theme.id for theme in themes.all()] == [themed.theme]


def test_themes_are_put_in_order_and_stand_so_wherever_they_are_told(themed: Themed) -> None:
    project, one = themed.project, themed.theme
    second, third = (project.themes.make(ThemeText(Words(name))) for name in ("Second", "Third"))
    project.themes.order([third, one])
    assert [theme.id for theme in project.themes.all()] == [third, second, one]
    head = project.head
    project.themes.order([third, one])
    assert project.head == head
    assert "“Third”" in project.history.lines(limit=1)[0].sentence
    with pytest.raises(NotFoundError):
        project.themes.order([one, ThemeId("nowhere")])
    project.history.undo()
    assert [theme.id for theme in project.themes.all()] == [one, second, third]
    project.history.redo()
    assert [theme.id for theme in project.themes.all()] == [third, second, one]
    with pytest.raises(ConflictError):
        project.history.undo(project.history.lines(kind="ThemeMade")[0].seq)


def test_circles_cannot_come_about_by_taking_acts_back(themed: Themed) -> None:
    project, one = themed.project, themed.theme
    other = project.themes.make(ThemeText(Words("Other")))
    project.themes.nest(one, other)
    project.themes.nest(one, None)
    back = project.head.seq
    project.themes.nest(other, one)
    with pytest.raises(ConflictError, match="below itself"):
        project.history.undo(back)


def _resize(t: Themed, coding: Coding) -> None:
    t.project.codings.resize(coding.id, Segment(coding.start, coding.end - 1))


def _merge(t: Themed, _coding: Coding) -> None:
    t.project.codebook.merge(keep=t.study.borders, into_it=[t.study.limits])


#: Every change after which a tied sentence is to be looked at again, and no other.
CHANGES = {
    ("removed",): lambda t, c: t.project.codings.remove(c.id),
    ("recoded",): lambda t, c: t.project.codings.recode(c.id, t.study.borders),
    ("resized",): _resize,
    ("redefined",): lambda t, _: t.project.codebook.redefine(
        t.study.limits, CodeCard(definition=Words("where one stops"))
    ),
    ("recoded", "merged"): _merge,
    ("retired",): lambda t, _: t.project.codebook.set_state(t.study.limits, "retired"),
    ("removed", "deleted"): lambda t, _: t.project.codebook.delete(t.study.limits),
    ("reworded",): lambda t, _: t.project.themes.edit(
        t.theme, ThemeText(Words("After"), claim=Words("No.")), base=t.project.head.seq
    ),
    (): lambda t, _: t.project.codebook.rename(t.study.limits, "lines"),
}


def test_a_tied_sentence_is_stale_after_just_what_changed_it_and_not_once_undone(
    themed: Themed,
) -> None:
    coding = themed.coding(37, 60)
    link = themed.project.claims.link(themed.theme, "claim", "They are not kept.", coding.id)
    assert themed.stale() == ()
    for stale, change in CHANGES.items():
        change(themed, coding)
        assert themed.stale() == stale
        assert [one.id for one in themed.project.claims.stale()] == [link] * bool(stale)
        themed.project.history.undo()
        assert themed.stale() == ()
    _resize(themed, coding)
    themed.project.claims.review(link)
    assert themed.stale() == ()


def test_a_sentence_is_tied_as_it_stands_and_to_words_of_participants(project: Project) -> None:
    interviewer = SpeakerChoice("interviewer", "INT")
    speakers = {"INT": interviewer, "P07": SpeakerChoice("participant", "P07")}
    source = project.sources.add(draft(), speakers=speakers)
    code = project.codebook.create("limits")
    asked = project.codings.apply(source, Segment(5, 14), code)
    said = project.codings.apply(source, Segment(38, 60), code)
    theme = project.themes.make(ThemeText(Words("After"), claim=CLAIM), codes=[code])
    claims = project.claims
    for of, sentence, coding in (("what", CLAIM, said), ("claim", "No.", said),
                                 ("claim", CLAIM, None), ("claim", CLAIM, asked)):  # fmt: skip
        with pytest.raises(InvalidActionError):
            claims.link(theme, of, sentence, coding)
    claims.link(theme, "claim", CLAIM, said)
    claims.link(theme, "claim", CLAIM, basis="literature", note="Lee 2020")
    (first, second) = project.themes.trace_theme(theme).sentences
    assert (first.words, first.turn, first.code) == (TEXT[38:60], 2, "limits")
    assert (second.link.tie.basis, second.quotation) == ("literature", None)
    back = next(c for c in project.tracing.coding(said).codings if c.quotation.coding.id == said)
    assert [link.theme for link in back.links] == [theme]
    found = project.themes.prevalence(theme)
    assert (found.interviews, found.speakers, found.codings) == ((1, 1), (1, 1), 1)
    assert [(one.name, one.characters) for one in found.cases] == [("P07", 22)]
    project.themes.place(theme, said, "contrary")
    found = project.themes.prevalence(theme)
    assert (found.interviews, found.contrary, found.silent[0][1]) == ((0, 1), 1, "P07")
    assert not found.hidden
    project.study.set_stance("reflexive")
    assert project.themes.prevalence(theme).hidden


def test_who_withdrew_is_counted_in_no_share_and_no_table(project: Project) -> None:
    speakers = {"P07": SpeakerChoice("participant", "P07")}
    source = project.sources.add(draft(), speakers=speakers)
    code = project.codebook.create("limits")
    project.codings.apply(source, Segment(38, 60), code)
    theme = project.themes.make(ThemeText(Words("After")), codes=[code])
    (person,) = [case.id for case in project.cases.all() if case.kind == "participant"]
    for consent, number in ((Consent(withdrawn="2026-01-31"), 0), (Consent(), 1)):
        project.cases.record_consent(person, consent)
        found = project.themes.prevalence(theme)
        assert (found.interviews, found.speakers) == ((number, number), (number, number))
        assert (len(found.cases), found.silent) == (number, ())
        assert len(project.matrix.themes_by_person().rows) == number
        assert project.matrix.together().counts == ((number,),)
        assert project.themes.counts()[theme].participants == number


def test_a_merge_hands_a_theme_the_code_and_the_twins_that_stay(themed: Themed) -> None:
    project, theme = themed.project, themed.theme
    both = [c for c in project.codings.in_source(themed.study.source) if c.start == 5]
    gone = next(c for c in both if c.code == themed.study.limits)
    heir = next(c for c in both if c.code == themed.study.borders)
    project.themes.place(theme, gone.id, "key")
    before = project.snapshot()
    _merge(themed, gone)
    assert project.themes.one(theme).codes == (themed.study.borders,)
    assert project.themes.bearings(theme) == {heir.id: "key"}
    project.history.undo()
    assert project.snapshot() == before


def test_contrary_words_need_not_belong_and_a_search_is_kept_that_found_none(
    themed: Themed,
) -> None:
    project, theme = themed.project, themed.theme
    other = next(
        c for c in project.codings.in_source(themed.study.source) if c.code == themed.study.borders
    )
    project.themes.place(theme, other.id, "contrary", base="")
    with pytest.raises(ConflictError):
        project.themes.place(theme, other.id, "key", base="unclear")
    (placed,) = project.themes.quotations(theme, bearing="contrary")
    assert placed.quotation.coding.id == other.id
    assert project.themes.counts()[theme].codings == 3
    project.themes.look_for_contrary(theme, "all of the groups", "none", date="2026-03-01")
    assert [(s.found, s.date) for s in project.themes.searches(theme)] == [("none", "2026-03-01")]
    assert project.themes.searched() == {theme}


def test_a_theme_counts_with_those_below_it_but_for_those_let_go(themed: Themed) -> None:
    project, theme = themed.project, themed.theme
    below = project.themes.make(ThemeText(Words("B")), parent=theme, codes=[themed.study.borders])
    assert project.themes.counts()[theme].codings == 7
    project.themes.set_state(below, "let go")
    assert project.themes.counts()[theme].codings == 3


def test_the_map_is_kept_as_it_was_and_a_cell_is_written_by_one_at_a_time(themed: Themed) -> None:
    project, theme = themed.project, MapThing("theme", themed.theme)
    code = MapThing("code", themed.study.limits)
    project.theme_map.arrange([MapPlace(*theme, 10, 20), MapPlace(*code, 5, 6)])
    project.theme_map.relate(theme, "in tension with", code)
    with pytest.raises(InvalidActionError):
        project.theme_map.relate(theme, "in tension with", code)
    kept = project.theme_map.keep("March")
    project.theme_map.arrange([], [code])
    project.codebook.delete(themed.study.limits)
    assert project.theme_map.now().relations == ()
    (one,) = project.theme_map.kept()
    assert (one.id, {item.name for item in one.picture.items}) == (kept, {"After", "limits"})
    person = project.cases.add("P07")
    project.matrix.write(person, theme, "She drives.", base=0)
    with pytest.raises(ConflictError):
        project.matrix.write(person, theme, "She stays.", base=0)
    (cell,) = project.matrix.cells()
    project.matrix.write(person, theme, "She drives and stays.", base=cell.version)
    assert next(v.words for v in project.matrix.versions(person, theme)) == "She drives."


def test_memos_link_to_themes_and_notes_from_before_come_back(themed: Themed) -> None:
    memos = themed.project.memos
    link = MemoLink("theme", themed.theme)
    memos.write(MemoText(body=Words(f"On [[{link}]]")))
    thing = memos.words_of_all([link]).get(link)
    assert thing is not None
    assert thing.name == "After"
    ben = themed.project.as_coder("Ben")

    def note(by: Project, kind: str, visibility: Visibility = "team") -> MemoId:
        text = MemoText(body=Words("Rules will be kept."), kind=Words(kind))
        return by.memos.write(text, visibility=visibility)

    first, stand = note(themed.project, "expectations"), note(themed.project, "positionality")
    theirs, again = note(ben, "expectations"), note(themed.project, "expectations")
    closed = note(ben, "positionality", "private")
    told = [memo.id for memo in themed.project.themes.notes_before()]
    assert told == [again, stand, first, theirs]
    assert [memo.id for memo in ben.themes.notes_before()] == [closed, theirs, again, stand, first]


def test_lines_of_now_what_are_changed_by_one_at_a_time(themed: Themed) -> None:
    claims = themed.project.claims
    line = claims.add_line(themed.theme, NowWhatForm("mentors", Words("Rest."), Words("Ana")))
    (shown,) = claims.now_what(themed.theme)
    claims.change_line(line, replace(shown.form, words=Words("Rest first.")), base=shown.version)
    with pytest.raises(ConflictError):
        claims.remove_line(line, base=shown.version)
    with pytest.raises(InvalidActionError):
        claims.add_line(themed.theme, NowWhatForm("everybody", Words("Rest.")))  # type: ignore[arg-type]
    assert [one.form.words for one in claims.now_what(themed.theme)] == ["Rest first."]
