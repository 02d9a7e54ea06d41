"""More like this and hints, with the real model on a small study."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.studies import draft
from workbench.errors import ComputationStoppedError, InvalidActionError, NotFoundError
from workbench.model.case import Consent
from workbench.model.ids import CodeId, SourceId, ThemeId, Words
from workbench.model.proposal import Scope
from workbench.model.proposal_events import PassagesRead
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.theme import ThemeText
from workbench.project.project import Project, create_project
from workbench.project.segments import study_segments
from workbench.project.shelf import NewCode
from workbench.project.similar import Among, Similar

pytestmark = pytest.mark.model
COURT = (
    "We waited outside the courtroom for the judge all morning.",
    "The lawyer told her to sit behind the witness stand.",
    "At the hearing the attorney did not say one word.",
    "The trial was put off and we drove back from the courthouse.",
    "A judge asked me to leave before she testified.",
)
COOKING = (
    "I bake bread with my daughter on Sundays.",
    "We cooked soup for everybody in the shelter kitchen.",
    "She taught me her grandmother's recipe for dumplings.",
    "The oven broke, so we ate the dough with jam.",
    "Onions and garlic in butter, that is how dinner begins.",
)
MONEY = "The rent went up and there was nothing left of my wages."


@pytest.fixture
def study(tmp_path: Path, lend: Callable[[Project], Project]) -> Iterator[Project]:
    """Maria speaks of court and of money in one interview, Olu of cooking in another."""
    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana") as made:
        for name, who, said in (("Maria", "Maria", (*COURT, MONEY)), ("Olu", "Olu", COOKING)):
            turns = [f"P07: {words}\nINT: And at the trial, in the courtroom?" for words in said]
            speakers = {
                "P07": SpeakerChoice("participant", who),
                "INT": SpeakerChoice("interviewer", "Ida"),
            }
            made.sources.add(draft("\n".join(turns), f"{name}.txt"), speakers=speakers)
        yield lend(made)


def words(found: list[Similar]) -> list[str]:
    return [one.words for one in found]


def place(project: Project, said: str) -> tuple[SourceId, Segment]:
    with project._opened.reading() as reads:
        turn = next(t for t in study_segments(reads, "turns", Scope()) if t.words == said)
    return turn.source, turn.segment


def coded(project: Project, name: str, said: tuple[str, ...]) -> CodeId:
    code = project.codebook.create(name)
    for one in said:
        project.codings.apply(*place(project, one), code)
    return code


def test_what_is_meant_is_found_in_other_words_and_never_the_interviewers(study):
    found = study.similar.to_words("legal proceedings", Among(count=5))
    assert set(words(found)) == set(COURT)
    assert {one.case for one in found} == {"Maria"}
    assert found[0].score > 0.2
    one = found[0]
    assert study.sources.text(one.source)[one.start : one.end] == one.words


def test_the_very_words_that_were_typed_come_first(study):
    assert words(study.similar.to_words("jam"))[0] == COOKING[3]


def test_a_passage_finds_its_like_and_not_itself(study):
    for found in (
        study.similar.to_segment(*place(study, COURT[0]), Among(count=4)),
        study.similar.to_coding(
            study.codings.apply(*place(study, COURT[0]), study.codebook.create("court")),
            Among(count=4),
        ),
    ):
        assert set(words(found)) == set(COURT[1:])


def test_a_code_finds_what_does_not_have_it(study):
    code = coded(study, "at court", COURT[:2])
    assert set(words(study.similar.to_code(code, Among(count=3)))) == set(COURT[2:])
    unused = study.codebook.create("food and meals")
    assert set(words(study.similar.to_code(unused, Among(count=4)))) <= set(COOKING)
    with pytest.raises(NotFoundError):
        study.similar.to_code(CodeId("gone"))


def test_what_is_found_can_be_of_one_person_of_a_code_or_uncoded(study):
    code = coded(study, "at court", COURT[:2])
    olu = next(case.id for case in study.cases.all() if case.name == "Olu")
    assert set(words(study.similar.to_words("judge", Among(case=olu)))) == set(COOKING)
    assert set(words(study.similar.to_words("judge", Among(code=code)))) == set(COURT[:2])
    uncoded = words(study.similar.to_words("judge", Among(uncoded=True)))
    assert len(uncoded) == 9
    assert not {*COURT[:2]} & {*uncoded}


def test_ticked_passages_get_a_code_in_one_act_of_the_person(study):
    found = study.similar.to_words("legal proceedings", Among(count=3))
    ticked = [(one.source, Segment(one.start, one.end)) for one in found]
    study.similar.give(NewCode("at court"), ticked[:2])
    code = study.codebook.find("at court").id
    assert len(study.similar.give(code, ticked)) == 1
    assert {c.origin for c in study.codings.in_source(found[0].source)} == {"person"}
    assert study.similar.to_words("legal proceedings", Among(count=1))[0].codes == (code,)
    with pytest.raises(InvalidActionError, match="did not give"):
        study.similar.give(code, ticked)
    study.history.undo()
    study.history.undo()
    assert study.codings.count() == 0
    assert study.codebook.all() == []


def test_what_is_unlike_comes_from_what_was_not_coded(study):
    coded(study, "at court", COURT)
    first = study.similar.unlike_coded(3)
    assert not {*COURT} & {*words(first)}
    assert any(one.words == MONEY for one in study.similar.unlike_coded(6))


def test_near_a_claim_stands_only_what_the_person_did_not_read(study):
    source, segment = place(study, COURT[0])
    coder = study.coders()[0].id
    with study._opened.unit() as unit:
        unit.record(PassagesRead(coder, source, (segment.start, segment.end)))
    near = words(study.similar.unread_near("They wait at court.", count=4))
    assert set(near) == set(COURT[1:])
    assert COURT[0] in words(
        study.as_coder("Ben").similar.unread_near("They wait at court.", count=5)
    )
    with pytest.raises(InvalidActionError, match="no word"):
        study.similar.unread_near("?!")
    food = words(study.similar.unread_near("They wait at court.", "They cook.", count=6))
    assert {*food} & {*COOKING}
    assert {*food} & {*COURT}


def test_near_a_theme_stands_what_is_no_quotation_of_it_and_first_what_is_beside_them(study):
    code = coded(study, "at court", COURT[:4])
    theme = study.themes.make(ThemeText(Words("Court")), codes=[code])
    with pytest.raises(InvalidActionError, match="claim"):
        study.similar.near_theme(theme)
    text = ThemeText(Words("Court"), claim=Words("They wait at court."))
    study.themes.edit(theme, text, base=study.themes.one(theme).version)
    found = study.similar.near_theme(theme)
    assert {*words(found)} == {COURT[4], MONEY, *COOKING}
    assert next(one.words for one in found if one.words in (MONEY, *COOKING)) == MONEY
    assert study.similar.near_theme(theme, unread=True, count=99) == found
    source, segment = place(study, MONEY)
    study.codings.apply(source, segment, study.codebook.create("money"))
    assert MONEY not in words(study.similar.near_theme(theme, unread=True))
    assert MONEY in words(study.similar.near_theme(theme, "Money is no matter."))
    with pytest.raises(NotFoundError):
        study.similar.near_theme(ThemeId("gone"))


def test_words_of_who_withdrew_are_found_no_more(study):
    assert study.similar.to_words("judge")
    maria = next(case.id for case in study.cases.all() if case.name == "Maria")
    study.cases.record_consent(maria, Consent(withdrawn="2026-01-31"))
    assert set(words(study.similar.to_words("judge"))) == set(COOKING)
    study.history.undo()
    assert len(study.similar.to_words("judge")) == 11


def test_a_long_turn_is_found_in_passages_that_do_not_overlap(study):
    said = " ".join(f"{words} {MONEY}" for words in (*COURT, *COOKING))
    speakers = {"P07": SpeakerChoice("participant", "Lo")}
    source = study.sources.add(draft(f"P07: {said}", "Long.txt"), speakers=speakers)
    found = [one for one in study.similar.to_words("judge", Among(count=99)) if one.case == "Lo"]
    places = sorted((one.start, one.end) for one in found)
    assert len(found) > 1
    assert all(len(one.words.split()) < 70 for one in found)
    assert all(one[1] < other[0] for one, other in pairwise(places))
    text = study.sources.text(source)
    assert all(one.words == text[one.start : one.end] for one in found)


def test_stopping_leaves_the_study_as_it_was(study):
    with pytest.raises(ComputationStoppedError):
        study.similar.prepare(lambda _done, _of: False)
    assert study.similar.prepare() == 11


def test_an_interviewers_words_are_like_nothing(study):
    source, segment = place(study, COURT[0])
    after = Segment(segment.end + 6, segment.end + 20)
    with pytest.raises(InvalidActionError, match="No participant speaks"):
        study.similar.to_segment(source, after)


def test_codes_for_one_thing_are_named_until_they_are_left_apart(study):
    first = coded(study, "at court", COURT[:3])
    second = coded(study, "the law", COURT[2:])
    coded(study, "cooking", COOKING)
    coded(study, "money", (MONEY,))
    (hint,) = study.hints.codes_alike()
    assert {hint.first, hint.second} == {first, second}
    study.hints.set_aside("alike", hint.things)
    assert study.hints.codes_alike() == []
    with pytest.raises(InvalidActionError, match="before"):
        study.hints.set_aside("alike", hint.things)
    study.history.undo()
    assert study.hints.codes_alike() == [hint]


def test_a_coding_unlike_the_others_of_its_code_is_named(study):
    code = coded(study, "at court", (*COURT[:4], COOKING[0]))
    (hint,) = study.hints.unlike_others(code)
    assert hint.quotation.words == COOKING[0]
    study.hints.set_aside("unlike", hint.things)
    assert study.hints.unlike_others(code) == []


def test_too_few_codings_say_nothing(study):
    code = coded(study, "at court", COURT[:4])
    assert study.hints.codes_alike() == []
    assert study.hints.unlike_others(code) == []
    assert study.hints.read_differently() == []


def test_a_coding_that_is_read_differently_comes_with_its_reason(study):
    court = coded(study, "at court, judges and trials", COURT)
    food = coded(study, "cooking and food", COOKING[:4])
    odd = study.codings.apply(*place(study, COOKING[4]), court)
    again = study.sources.add(
        draft("P07: " + "\nP07: ".join((*COURT[:3], *COOKING[:3])), "Again.txt"),
        speakers={"P07": SpeakerChoice("participant", "Pat")},
    )
    text = study.sources.text(again)
    for said, code in [*((s, court) for s in COURT[:3]), *((s, food) for s in COOKING[:3])]:
        at = text.index(said)
        study.codings.apply(again, Segment(at, at + len(said)), code)
    (hint,) = study.hints.read_differently()
    assert (hint.quotation.coding.id, hint.code) == (odd, food)
    assert hint.because.words in COOKING
    assert study.as_coder("Ben").hints.read_differently() == []
    study.codings.recode(odd, food)
    assert study.hints.read_differently() == []


def test_hints_wait_in_a_reflexive_study_and_searching_does_not(study):
    code = coded(study, "at court", COURT)
    study.study.set_stance("reflexive")
    assert "first pass" in str(study.hints.why_not())
    for ask in (
        study.hints.codes_alike,
        lambda: study.hints.unlike_others(code),
        study.hints.read_differently,
    ):
        with pytest.raises(InvalidActionError, match="first pass"):
            ask()
    assert study.similar.to_words("judge")
    assert study.similar.unlike_coded()
