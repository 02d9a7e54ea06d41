"""Facets: defined, set on codings, out of sight when taken out, and back with undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.studies import Coded, coded
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.facet import Facet, FacetForm
from workbench.model.ids import CodingId, FacetId, FacetValueId, Words
from workbench.project.facets import new_value
from workbench.project.project import Project

DIRECTION = FacetForm(
    Words("Direction"), (new_value("raises strain", "U"), new_value("protects", "D")), several=True
)
STANCE = FacetForm(Words("Stance"), (new_value("on paper", "P"), new_value("wanted", "W")))
RAISES, PROTECTS = (value.id for value in DIRECTION.values)
ON_PAPER, WANTED = (value.id for value in STANCE.values)


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


@pytest.fixture
def direction(study: Coded) -> FacetId:
    return study.project.facets.define(DIRECTION)


@pytest.fixture
def stance(study: Coded) -> FacetId:
    return study.project.facets.define(STANCE)


def codings(study: Coded) -> list[CodingId]:
    return [coding.id for coding in study.project.codings.in_source(study.source)]


def carried(study: Coded, coding: CodingId) -> dict[FacetId, tuple[FacetValueId, ...]]:
    return dict(study.project.facets.carried([coding]).get(coding, {}))


def one(project: Project, facet: FacetId) -> Facet:
    return next(found for found in project.facets.all() if found.id == facet)


def test_facets_stand_in_order_of_definition(study, direction, stance) -> None:
    assert [f.id for f in study.project.facets.all()] == [direction, stance]


def test_a_key_gives_a_value_and_takes_it_off_again(study, direction) -> None:
    coding = codings(study)[0]
    study.project.facets.toggle(coding, PROTECTS)
    study.project.facets.toggle(coding, RAISES)
    assert carried(study, coding) == {direction: (RAISES, PROTECTS)}
    study.project.facets.toggle(coding, PROTECTS)
    assert carried(study, coding) == {direction: (RAISES,)}


def test_where_one_value_is_taken_the_other_one_gives_way(study, stance) -> None:
    coding = codings(study)[0]
    study.project.facets.toggle(coding, ON_PAPER)
    study.project.facets.toggle(coding, WANTED)
    assert carried(study, coding) == {stance: (WANTED,)}
    with pytest.raises(InvalidActionError, match="takes one value"):
        study.project.facets.set(coding, stance, [ON_PAPER, WANTED])


def test_setting_what_is_carried_already_is_no_act(study, stance) -> None:
    coding = codings(study)[0]
    study.project.facets.set(coding, stance, [WANTED])
    seq = study.project.head.seq
    study.project.facets.set(coding, stance, [WANTED])
    assert study.project.head.seq == seq


def test_a_value_somebody_else_set_meanwhile_is_not_written_over(study, stance) -> None:
    coding = codings(study)[0]
    study.project.as_coder("Ben").facets.set(coding, stance, [WANTED], base=[])
    with pytest.raises(ConflictError, match="“Stance” of this coding meanwhile"):
        study.project.facets.set(coding, stance, [ON_PAPER], base=[])
    assert carried(study, coding) == {stance: (WANTED,)}


def test_many_codings_are_set_in_one_act(study, stance) -> None:
    chosen = codings(study)[:3]
    study.project.facets.set(chosen[1], stance, [WANTED])
    study.project.facets.set_all([*chosen, chosen[0]], stance, [WANTED])
    assert study.project.facets.counts() == {WANTED: 3}
    study.project.history.undo()
    assert study.project.facets.carried(chosen) == {chosen[1]: {stance: (WANTED,)}}


def test_nothing_is_set_when_one_coding_is_gone(study, stance) -> None:
    first, second = codings(study)[:2]
    study.project.codings.remove(second)
    with pytest.raises(NotFoundError):
        study.project.facets.set_all([first, second], stance, [WANTED])
    assert study.project.facets.counts() == {}


def test_a_value_taken_out_is_out_of_sight_and_back_with_undo(study, direction) -> None:
    coding, facets = codings(study)[0], study.project.facets
    facets.set(coding, direction, [RAISES, PROTECTS])
    facets.change(direction, replace(DIRECTION, values=DIRECTION.values[:1]))
    assert carried(study, coding) == {direction: (RAISES,)}
    facets.toggle(coding, RAISES)
    assert carried(study, coding) == {}
    study.project.history.undo()
    study.project.history.undo(study.project.history.lines()[2].seq)
    assert carried(study, coding) == {direction: (RAISES, PROTECTS)}


def test_what_is_set_while_a_value_is_out_of_sight_does_not_lose_it(study, direction) -> None:
    coding, facets = codings(study)[0], study.project.facets
    facets.set(coding, direction, [PROTECTS])
    facets.change(direction, replace(DIRECTION, values=DIRECTION.values[:1]))
    facets.toggle(coding, RAISES)
    facets.change(direction, DIRECTION)
    assert carried(study, coding) == {direction: (RAISES, PROTECTS)}


def test_a_value_that_is_renamed_stays_on_its_codings(study, direction) -> None:
    coding, facets = codings(study)[0], study.project.facets
    facets.set(coding, direction, [RAISES])
    better = replace(DIRECTION.values[0], name=Words("makes it worse"))
    facets.change(direction, replace(DIRECTION, values=(better, DIRECTION.values[1])))
    assert carried(study, coding) == {direction: (RAISES,)}
    assert "makes it worse" in study.project.history.lines()[1].sentence


def test_a_facet_taken_out_comes_back_at_its_place_with_all_it_was_set_on(
    study, direction, stance
) -> None:
    coding, facets = codings(study)[0], study.project.facets
    facets.set(coding, direction, [RAISES])
    before = study.project.snapshot()
    facets.remove(direction)
    assert carried(study, coding) == {}
    study.project.history.undo()
    assert study.project.snapshot() == before
    assert [facet.id for facet in facets.all()] == [direction, stance]


def test_a_coding_that_comes_back_carries_what_it_carried(study, direction) -> None:
    coding = codings(study)[0]
    study.project.facets.set(coding, direction, [RAISES])
    study.project.codings.remove(coding)
    assert study.project.facets.counts() == {}
    study.project.history.undo()
    assert carried(study, coding) == {direction: (RAISES,)}


def test_quotations_carry_the_values_of_their_codings(study, direction, stance) -> None:
    coding = codings(study)[0]
    study.project.facets.set(coding, stance, [WANTED])
    study.project.facets.set(coding, direction, [PROTECTS])
    quotations = {q.coding.id: q.facets for q in study.project.codings.quotations()}
    assert quotations[coding] == (PROTECTS, WANTED)


def test_a_stale_change_of_a_facet_is_refused(study, stance) -> None:
    project, seen = study.project, one(study.project, stance).version
    project.facets.change(stance, replace(STANCE, name=Words("Mine")), base=seen)
    with pytest.raises(ConflictError, match="Somebody changed “Mine” meanwhile"):
        project.facets.change(stance, replace(STANCE, name=Words("Theirs")), base=seen)
    with pytest.raises(ConflictError):
        project.facets.remove(stance, base=seen)
    assert one(project, stance).form.name == "Mine"


def test_a_name_or_a_key_given_away_meanwhile_is_not_taken_back(study, stance) -> None:
    project = study.project
    project.facets.remove(stance)
    seq = project.head.seq
    other = FacetForm(Words("Wish"), (new_value("wished for", "W"),))
    project.facets.define(other)
    with pytest.raises(ConflictError, match="key of this facet"):
        project.history.undo(seq)
    project.history.undo()
    project.facets.define(replace(other, name=Words("stance"), values=(new_value("x"),)))
    with pytest.raises(ConflictError, match="name of this facet"):
        project.history.undo(seq)


def test_every_facet_that_is_offered_can_be_taken_up_at_once(study) -> None:
    facets = study.project.facets
    offers = facets.shipped()
    for form in offers:
        facets.define(form)
    assert [facet.form for facet in facets.all()] == offers
    assert facets.shipped() == []


def test_what_is_offered_leaves_keys_that_are_in_use_alone(study) -> None:
    study.project.facets.define(STANCE)
    keys = {str(v.name): str(v.key) for f in study.project.facets.shipped() for v in f.values}
    assert keys["on paper"] == keys["wanted"] == ""
    assert keys["backfires"] == "B"


def test_acts_on_facets_are_rebuilt_from_the_history(study, direction, stance) -> None:
    facets, (first, second, *_) = study.project.facets, codings(study)
    facets.set(first, direction, [RAISES, PROTECTS])
    facets.set_all([first, second], stance, [ON_PAPER])
    facets.change(stance, replace(STANCE, values=STANCE.values[1:]))
    facets.remove(direction)
    study.project.history.undo()
    before = study.project.snapshot()
    study.project.rebuild()
    assert study.project.snapshot() == before
    assert study.project.history.verify().ok


def test_what_a_coding_carried_goes_to_the_one_that_stands_for_it_after_a_merge(
    study, direction, stance
) -> None:
    first = study.project.codings.in_source(study.source)[0]
    other = study.project.codebook.create("another word for it")
    twin = study.project.codings.apply(study.source, first.segment, other)
    words = study.project.codings.quotations(code=other, source=study.source)[0].words
    for coding, value, kept in ((first.id, RAISES, ON_PAPER), (twin, PROTECTS, WANTED)):
        study.project.facets.set(coding, direction, (value,))
        study.project.facets.set(coding, stance, (kept,))
    study.project.codings.print_as(twin, f"[they said] {words}")
    before = study.project.snapshot()
    study.project.codebook.merge(first.code, [other])
    assert carried(study, first.id) == {direction: (RAISES, PROTECTS), stance: (ON_PAPER,)}
    quoted = study.project.codings.quotations(code=first.code, source=study.source)
    assert quoted[0].printed == f"[they said] {words}"
    assert study.project.history.lines(limit=1)[0].sentence.startswith("merged")
    assert study.project.history.verify().ok
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_a_facet_takes_one_value_once_no_coding_carries_two(study, direction) -> None:
    facets, (first, second, *_) = study.project.facets, codings(study)
    for coding in (first, second):
        facets.set(coding, direction, [RAISES, PROTECTS])
    with pytest.raises(InvalidActionError, match="is carried by 2 codings"):
        facets.change(direction, replace(DIRECTION, several=False))
    facets.change(direction, replace(DIRECTION, several=False, values=DIRECTION.values[:1]))
    with pytest.raises(InvalidActionError, match="is carried by 2 codings"):
        facets.change(direction, replace(DIRECTION, several=False))
    study.project.history.undo()
    facets.toggle(second, PROTECTS)
    study.project.codings.remove(first)
    removed = study.project.head.seq
    facets.change(direction, replace(DIRECTION, several=False))
    with pytest.raises(ConflictError, match="“Direction”, which takes one"):
        study.project.history.undo(removed)
    assert carried(study, second) == {direction: (RAISES,)}


def test_undo_never_leaves_two_values_of_a_facet_that_takes_one(study, stance) -> None:
    facets, (coding, *_) = study.project.facets, codings(study)
    facets.change(stance, replace(STANCE, several=True))
    changed = study.project.head.seq
    facets.set(coding, stance, [ON_PAPER, WANTED])
    with pytest.raises(ConflictError, match="“Stance”, which takes one"):
        study.project.history.undo(changed)
    study.project.history.undo()
    undone = study.project.head.seq
    facets.change(stance, STANCE)
    with pytest.raises(ConflictError, match="“Stance”, which takes one"):
        study.project.history.undo(undone)
    assert carried(study, coding) == {}
