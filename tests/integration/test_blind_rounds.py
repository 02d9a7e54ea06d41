"""While a blind round is open, nobody is told what others coded, by anything the program is asked.

The questions are those of `tests.questions`, which knows every door of a project and every
command: one that comes later is asked here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.commands.conftest import run
from tests.questions import LOOKS, QUESTIONS, Known, known, told_by
from tests.studies import TEXT, coded, draft
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.codebook import CodeCard
from workbench.model.facet import FacetForm, FacetValue
from workbench.model.ids import CodingId, FacetValueId, SourceId, Words
from workbench.model.source import Passage, Segment
from workbench.model.theme import ThemeText
from workbench.project.project import Project, create_project
from workbench.project.splitting import Pile
from workbench.project.transfer import export_codebook, export_codings

__all__ = ["known", "run"]

#: What is asked of the time since the round was opened alone, as a page in sight does.
_ASKED: dict[str, Callable[[Known], object]] = {
    **QUESTIONS,
    "codings.changes": lambda k: k.project.codings.changes(k.study.source, k.seq),
}


def _answer(ask: Callable[[Known], object], known: Known) -> str:
    """Ask; a question that is refused answers with why."""
    try:
        return repr(ask(known))
    except InvalidActionError as refused:
        return str(refused)


def begin(known: Known) -> tuple[Known, FacetValueId, CodingId]:
    """Let both coders code, and Ana open a round; return also a facet's value, and her coding."""
    ben, ana = known.project, known.project.as_coder("Ana")
    value = FacetValueId("for")
    ana.facets.define(FacetForm(Words("Side"), (FacetValue(value, Words("for")),)))
    ben.codings.apply(known.study.source, Segment(160, 170), known.study.limits)
    coding = next(c.id for c in ana.codings.in_source(known.study.source) if c.start == 37)
    ana.rounds.open(note="first pass")
    return replace(known, seq=ana.head.seq), value, coding


def code_blind(known: Known, value: FacetValueId, coding: CodingId) -> set[CodingId]:
    """Let Ana do with codings whatever can be done; return those she made."""
    ana, source = known.project.as_coder("Ana"), known.study.source
    made = ana.codings.apply(source, Segment(70, 80), known.study.limits)
    other = ana.codings.apply(source, Segment(80, 90), known.study.borders)
    ana.history.give_reason(ana.history.action_at(ana.head.seq), "quokka")
    ana.facets.toggle(made, value)
    ana.codings.judge_all([made, coding], "doubtful")
    ana.codings.print_as(other, "[…] said. C")
    ana.themes.take_in(known.theme, codings=[other])
    ana.themes.place(known.theme, made, "contrary")
    text = ana.themes.one(known.theme).text
    ana.claims.link(known.theme, "claim", text.claim, made)
    ana.codings.resize(made, Segment(70, 84))
    ana.codings.recode(coding, known.study.borders)
    ana.codings.remove_all([other], reason="quokka")
    ana.history.undo()
    return {made, other}


def test_every_answer_is_the_same_whatever_another_codes_in_a_blind_round(known: Known) -> None:
    claim = ThemeText(Words("Lines"), claim=Words("They draw lines."))
    known.project.themes.edit(known.theme, claim, base=known.project.head.seq)
    k, value, coding = begin(known)
    list(k.project.find.catch_up())
    before = {name: _answer(ask, k) for name, ask in _ASKED.items()}
    made = code_blind(k, value, coding)
    after = {name: _answer(ask, k) for name, ask in _ASKED.items()}
    assert [name for name in before if before[name] != after[name]] == []
    assert not any(thing in str(after) for thing in (*made, coding, "quokka"))
    assert {c.coder for c in k.project.codings.in_source(k.study.source)} == {k.project.coder.id}
    k.project.rounds.close()
    told = {name: _answer(ask, k) for name, ask in _ASKED.items()}
    assert all(any(one in told[name] for name in told) for one in made)
    assert k.project.history.verify().ok


def test_a_past_in_which_all_was_seen_is_told_without_it_while_a_round_is_open(
    known: Known,
) -> None:
    k, _, _ = begin(known)
    assert k.project.summary_at(k.seq - 1).codings == 1
    k.project.rounds.close()
    assert k.project.summary_at(k.seq - 1).codings == 8


def test_who_is_done_marked_all_as_read_since_the_round_was_opened(project: Project) -> None:
    study = coded(project)
    ben = project.as_coder("Ben")
    note = Passage("unassigned", 0, len(TEXT))  # nobody says it, and it is read all the same
    notes = replace(draft(name="note.txt"), passages=(note,), speakers=())
    sources = [study.source, project.sources.add(notes)]
    for source in sources:
        ben.reading.mark_all(source)
    assert ben.rounds.read_through() == (1, 2)
    project.rounds.open(sources)
    assert project.rounds.read_through() == (0, 2)
    for source in sources:
        assert project.rounds.read_through() == (0, 2)
        assert ben.reading.marks(source) == [], "the reader lets all be marked once more"
        assert ben.reading.mark_all(source) == len(project.sources.passages(source))
        assert "as read" in project.history.lines(limit=1)[0].sentence
        assert ben.reading.mark_all(source) == 0
    assert project.rounds.read_through() == (1, 2)
    project.rounds.close()
    project.history.undo()  # it goes on, and what was read in it stays read
    assert project.rounds.read_through() == (1, 2)
    ben.history.undo()
    assert project.rounds.read_through() == (0, 2), "nobody reads by taking something back"
    assert ben.reading.marks(sources[1]) == []
    ben.reading.mark_all(sources[1])
    assert project.rounds.read_through() == (1, 2)
    ben.history.undo()
    project.rounds.close()
    assert [len(ben.reading.marks(source)) for source in sources] == [4, 1]
    assert project.history.verify().ok


def test_a_round_over_other_sources_asks_for_no_mark_anew(project: Project) -> None:
    study = coded(project)
    other = project.sources.add(draft(name="other.txt"))
    project.reading.mark_all(study.source)
    project.rounds.open([other])
    assert len(project.reading.marks(study.source)) == 4
    assert project.reading.mark_all(study.source) == 0


def test_a_round_over_some_sources_leaves_the_others_as_they_are(known: Known) -> None:
    ben, ana = known.project, known.project.as_coder("Ana")
    apart = ana.sources.add(draft(name="P08.txt"))
    ana.rounds.open([known.study.source])
    ana.codings.apply(apart, Segment(5, 14), known.study.limits)
    assert ben.codings.in_source(known.study.source) == []
    assert ben.rounds.read_through() == (0, 2)
    ana.reading.mark_all(known.study.source)  # a source beside the round is no matter
    assert ben.rounds.read_through() == ana.rounds.read_through() == (1, 2)
    assert [c.coder for c in ben.codings.in_source(apart)] == [ana.coder and ana.coder.id]
    assert "applied “limits” to turn 1 of “P08”" in [line.sentence for line in ben.history.lines()]
    assert {source.id: source.coding_count for source in ben.sources.all()}[apart] == 1


def test_a_page_in_sight_loses_others_codings_and_gets_them_all_when_it_is_over(
    known: Known,
) -> None:
    ben, ana = known.project, known.project.as_coder("Ana")
    source, seq = known.study.source, known.project.head.seq
    theirs = {coding.id for coding in ben.codings.in_source(source)}
    ana.rounds.open()
    made = ana.codings.apply(source, Segment(70, 80), known.study.limits)
    opened = ben.codings.changes(source, seq)
    assert (opened.upsert, set(opened.removed)) == ([], theirs)
    ana.rounds.close()
    closed = ben.codings.changes(source, opened.seq)
    assert ({coding.id for coding in closed.upsert}, closed.removed) == (theirs | {made}, [])


def test_taking_back_tells_nothing_of_codings_that_are_not_shown(known: Known) -> None:
    k, _, _ = begin(known)
    ben, ana, source = k.project, k.project.as_coder("Ana"), k.study.source
    side = FacetForm(Words("Tone"), (FacetValue(FacetValueId("low"), Words("low")),))
    before = ben.snapshot()
    for make in (
        lambda: ben.codebook.create("fresh"),
        lambda: ben.facets.define(side),
        lambda: ben.themes.make(ThemeText(Words("Doors"))),
    ):
        make()
        ben.history.undo()  # nobody else did anything meanwhile
        assert ben.snapshot() == before
    ben.codings.apply(source, Segment(30, 40), k.study.limits)
    older = ben.head.seq
    theme = ben.themes.make(ThemeText(Words("Doors"), claim=Words("They open.")))
    fresh, tone = ben.codebook.create("fresh"), ben.facets.define(side)
    last = ben.head.seq
    told = set()
    for act in (
        lambda: ana.codings.apply(source, Segment(10, 20), ana.codebook.create("other")),
        lambda: ana.claims.link(
            theme, "claim", Words("They open."), ana.codings.apply(source, Segment(70, 80), fresh)
        ),
        lambda: ana.facets.toggle(ana.codings.in_source(source)[0].id, FacetValueId("low")),
    ):
        act()
        for seq in (last, last - 1, last - 2):
            with pytest.raises(InvalidActionError, match=r"blind round is open.*not shown") as said:
                ben.history.undo(seq)
            told.add(str(said.value))
        ana.history.give_reason(ana.history.action_at(ana.head.seq), "quokka")
        for seq in (ana.head.seq, ana.head.seq - 1):
            with pytest.raises(NotFoundError, match="There is no entry"):
                ben.history.undo(seq)
    assert len(told) == 1
    assert ben.history.undo(older).startswith("applied “limits”")
    ana.rounds.close()
    with pytest.raises(ConflictError, match="set “Tone” to “low”"):
        ben.history.undo(last)
    assert ben.history.verify().ok
    assert tone in {facet.id for facet in ben.facets.all()}


def test_what_another_did_to_codings_that_are_not_shown_too_is_not_taken_back(
    known: Known,
) -> None:
    k, _, hidden = begin(known)
    ben, ana = k.project, k.project.as_coder("Ana")
    (mine,) = (coding.id for coding in ben.codings.in_source(k.study.source))
    ana.codings.judge_all([mine], "belongs")
    assert "belongs" in ben.history.undo(ana.head.seq)
    theme = ana.themes.make(ThemeText(Words("Doors")))
    for act in (
        lambda: ana.codings.judge_all([mine, hidden], "doubtful"),
        lambda: ana.themes.take_in(theme, codes=[k.study.limits], codings=[hidden]),
        lambda: ana.themes.take_in(theme, codes=[k.study.borders]),  # else refusing would tell
    ):
        act()
        before = ana.snapshot()
        with pytest.raises(InvalidActionError, match=r"blind round is open.*not shown"):
            ben.history.undo(ana.head.seq)
        assert ana.snapshot() == before


def test_no_act_tells_by_what_it_asks_or_refuses_what_another_coded(known: Known) -> None:
    k, _, _ = begin(known)
    ben, ana, source = k.project, k.project.as_coder("Ana"), k.study.source
    used, spare = ben.codebook.create("used"), ben.codebook.create("spare")
    for start in range(70, 75):
        ana.codings.apply(source, Segment(start, start + 9), used)
    told = []
    for code in (used, spare):
        theme = ben.themes.make(ThemeText(Words("Doors")), codes=[code])
        ben.codebook.redefine(code, CodeCard(definition=Words("What opens.")), recheck=True)
        ben.lifecycle.arrange({code: k.study.borders})
        ben.codebook.set_state(code, "retired")
        with pytest.raises(InvalidActionError, match="No quotation belongs"):
            ben.themes.set_state(theme, "defined")
        lines = ben.history.lines(limit=4)
        told.append([(line.kinds, line.asked, line.seq - lines[-1].seq) for line in lines])
    assert told[0] == told[1]


def test_while_a_round_is_open_nothing_takes_along_codings_that_are_not_shown(
    known: Known,
) -> None:
    ben, ana, source = known.project, known.project.as_coder("Ana"), known.study.source
    apart, fresh = ben.sources.add(draft(name="P08.txt")), ben.codebook.create("fresh")
    values = tuple(FacetValue(FacetValueId(one), Words(one)) for one in ("for", "against"))
    side = FacetForm(Words("Side"), values, several=True)
    facet = ben.facets.define(side)
    ana.rounds.open([source])
    mine = ben.codings.apply(source, Segment(70, 80), fresh)
    before = ben.snapshot()
    for act in (
        lambda: ben.codebook.delete(fresh),  # also of what nobody else coded: that would tell
        lambda: ben.codebook.merge(known.study.limits, [fresh]),
        lambda: ben.lifecycle.split(fresh, [Pile(known.study.limits, (mine,))]),
        lambda: ben.sources.remove(source),
        lambda: ben.facets.remove(facet),
        lambda: ben.facets.change(facet, replace(side, several=False)),
        lambda: ben.facets.change(facet, replace(side, values=values[:1])),
    ):
        with pytest.raises(InvalidActionError, match=r"blind round is open.*not shown"):
            act()
    assert ben.snapshot() == before
    ben.facets.change(facet, replace(side, name=Words("Sides")))
    ben.codebook.set_state(fresh, "retired")
    ben.sources.remove(apart)
    ana.rounds.close()
    ben.codebook.delete(fresh)


def test_what_was_done_before_a_round_is_not_taken_back_or_done_again_within_it(
    known: Known,
) -> None:
    ben, ana, study = known.project, known.project.as_coder("Ana"), known.study
    spare, other = ben.codebook.create("spare"), ben.codebook.create("other")
    mine = [ben.codings.apply(study.source, Segment(n, n + 9), spare) for n in (70, 80)]
    hers = next(c.id for c in ana.codings.in_source(study.source) if c.id not in mine)
    longer = draft(f"{TEXT}\nP07: Yes.")
    acts: tuple[Callable[[], object], ...] = (
        lambda: ben.codebook.merge(other, [spare]),
        lambda: ben.codebook.delete(spare),
        lambda: ben.lifecycle.split(spare, [Pile(other, (mine[0],))]),
        lambda: ben.sources.remove(study.source),
        lambda: ben.corrections.correct(study.source, longer),
        lambda: ben.codings.judge_all([mine[0], hers], "doubtful"),  # she may judge hers anew
        lambda: ben.codings.remove_all([mine[0], hers]),
    )
    for act in acts:
        act()
        for turn, back in ((ben.history.undo, None), (ben.history.redo, ben.history.undo)):
            if back is not None:
                back()
            ana.rounds.open()
            with pytest.raises(InvalidActionError, match=r"blind round is open.*not shown"):
                turn()
            ana.rounds.close()
    ben.codings.judge_all([hers], "doubtful")
    ana.rounds.open()
    assert ben.history.undo().startswith("applied “spare”")
    fresh = ben.codebook.create("fresh")
    ben.history.undo()
    assert ben.history.redo() == "brought back the code “fresh”, 0 codings"
    ben.codebook.rename(fresh, "new")


def test_one_round_is_open_at_a_time_and_who_opened_and_closed_it_stays(known: Known) -> None:
    ben, ana = known.project, known.project.as_coder("Ana")
    with pytest.raises(InvalidActionError, match="No blind round is open"):
        ben.rounds.close()
    with pytest.raises(NotFoundError):
        ben.rounds.open([SourceId("elsewhere")])
    before = ben.snapshot()
    opened = ben.rounds.open([known.study.source], " to compare ")
    with pytest.raises(InvalidActionError, match="open already"):
        ana.rounds.open()
    ben.history.undo()
    assert ben.snapshot() == before
    assert ben.history.redo() == "opened a blind round over “P07 first”"
    ana.rounds.close()
    (one,) = ben.rounds.all()
    coders = [coder and coder.id for coder in (ben.coder, ana.coder)]
    assert [one.id, one.note, one.is_open] == [opened, "to compare", False]
    assert [one.opened_by, one.closed_by] == coders
    ana.history.undo()
    assert ben.rounds.now() == replace(one, closed_by=None, closed_at=None)
    ana.rounds.close()
    ben.study.set_stance("reflexive")
    with pytest.raises(InvalidActionError, match="reflexive"):
        ben.rounds.open()
    assert ben.history.verify().ok


def test_no_file_and_no_command_tells_what_was_coded_in_a_round(run, tmp_path: Path) -> None:
    with create_project(tmp_path / "told.qwb", name="Study", coder="Ana") as project:
        study = coded(project)
        ben = project.as_coder("Ben")
        ben.codings.apply(study.source, Segment(160, 170), study.limits)
        ben.themes.make(ThemeText(Words("Lines")), codes=[study.limits])
        where, who = project.where, ("--coder", "Ana")
        said = run("round", "open", where, "--source", "P07 first", "--note", "first", *who)
        assert said.out == "A blind round is open over P07 first.\n"
        export_codings(ben, tmp_path / "before.csv")
        before = {command: told_by(run, command, project.where) for command in LOOKS}
        project.codings.apply(study.source, Segment(70, 80), study.limits)
        after = {command: told_by(run, command, project.where) for command in LOOKS}
        export_codings(ben, tmp_path / "after.csv")
        assert run("round", "close", where, *who).out == "The blind round is closed.\n"
        assert ben.codings.count() == 9
    assert before == after
    rows = (tmp_path / "after.csv").read_bytes()
    assert rows == (tmp_path / "before.csv").read_bytes()
    assert rows.count(b"limits") == 1
    assert b"borders" not in rows


def test_a_code_named_from_held_words_stays_held_while_a_round_hides_its_codings(
    known: Known, tmp_path: Path
) -> None:
    ben, ana, source = known.project, known.project.as_coder("Ana"), known.study.source
    held = Segment(TEXT.index("courtroom"), TEXT.index("courtroom") + 9)
    ana.codings.apply(source, held, ana.codebook.create("courtroom"), in_vivo=True)
    ben.flags.flag(source, held)
    ben.rounds.open()
    export_codebook(ben, tmp_path / "codes.csv")
    assert b"courtroom" not in (tmp_path / "codes.csv").read_bytes()
