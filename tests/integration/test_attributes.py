"""Attributes: defined, changed, removed; values typed, set and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.case import AttributeForm, AttributeKind, Cut
from workbench.model.ids import AttributeId, CaseId, Words
from workbench.project.project import Project

STRAIN = AttributeForm(
    Words("strain"),
    "score",
    scale=Words("Strain at Work"),
    edition=Words("2"),
    direction="more",
    cuts=(Cut(Words("high"), "42"), Cut(Words("low"), "0")),
    measured="2026-03-01",
)


def form(name: str, kind: AttributeKind = "text", *choices: str) -> AttributeForm:
    return AttributeForm(Words(name), kind, tuple(map(Words, choices)))


@pytest.fixture
def amina(project: Project) -> CaseId:
    return project.cases.add("Amina")


@pytest.fixture
def years(project: Project) -> AttributeId:
    return project.attributes.define(form("years", "number"))


def value(project: Project, case: CaseId, attribute: AttributeId) -> str:
    return project.attributes.values().get(case, {}).get(attribute, "")


def test_strand_site_and_group_stand_first(project: Project) -> None:
    for name in ("years", "Group", "role", "strand", "site"):
        project.attributes.define(form(name))
    found = [attribute.form.name for attribute in project.attributes.all()]
    assert found == ["strand", "site", "Group", "years", "role"]


def test_two_attributes_have_different_names(project: Project, years: AttributeId) -> None:
    with pytest.raises(InvalidActionError, match="years"):
        project.attributes.define(form("YEARS"))
    role = project.attributes.define(form("role"))
    with pytest.raises(InvalidActionError, match="years"):
        project.attributes.change(role, form("Years"))
    project.attributes.change(years, form("YEARS", "number"))


def test_a_score_is_kept_with_its_cut_points_in_order(project: Project) -> None:
    project.attributes.define(STRAIN)
    (found,) = project.attributes.all()
    assert found.form == replace(STRAIN, cuts=(Cut(Words("low"), "0"), Cut(Words("high"), "42")))


@pytest.mark.parametrize(
    "wrong",
    [replace(STRAIN, scale=Words(" ")), replace(STRAIN, measured="1 March"),
     replace(STRAIN, edition=Words("")),
     replace(STRAIN, direction=""), replace(STRAIN, direction="up"),
     replace(STRAIN, cuts=(Cut(Words("a"), "1"), Cut(Words("b"), "1.0"))),
     replace(STRAIN, cuts=(Cut(Words("a"), "1"), Cut(Words("A"), "2"))),
     replace(STRAIN, cuts=(Cut(Words("a"), "one"),)), form("site", "choice"),
     form("site", "choice", "North", "north"), replace(form("x"), kind="colour"), form(" ")],
)  # fmt: skip
def test_a_form_that_lacks_what_its_kind_needs_is_refused(
    project: Project, wrong: AttributeForm
) -> None:
    with pytest.raises(InvalidActionError):
        project.attributes.define(wrong)
    assert project.attributes.all() == []


def test_a_value_is_kept_typed(project: Project, amina: CaseId, years: AttributeId) -> None:
    project.attributes.set(amina, years, " 12,50 ")
    assert value(project, amina, years) == "12.5"
    with pytest.raises(InvalidActionError, match="no number"):
        project.attributes.set(amina, years, "twelve")
    assert value(project, amina, years) == "12.5"


def test_an_empty_value_takes_it_away(project: Project, amina: CaseId, years: AttributeId) -> None:
    project.attributes.set(amina, years, "3")
    project.attributes.set(amina, years, "")
    assert project.attributes.values() == {}
    project.history.undo()
    assert value(project, amina, years) == "3"


def test_a_value_that_somebody_changed_meanwhile_is_a_conflict(
    project: Project, amina: CaseId, years: AttributeId
) -> None:
    project.attributes.set(amina, years, "3", base="")
    with pytest.raises(ConflictError):
        project.attributes.set(amina, years, "4", base="")
    assert value(project, amina, years) == "3"


def test_a_form_that_somebody_changed_meanwhile_is_a_conflict(
    project: Project, years: AttributeId
) -> None:
    seen = project.attributes.all()[0].form
    project.attributes.change(years, form("years of work", "number"))
    with pytest.raises(ConflictError):
        project.attributes.change(years, form("age", "number"), base=seen)


def test_another_kind_writes_the_values_anew_and_undo_writes_them_back(
    project: Project, amina: CaseId
) -> None:
    years = project.attributes.define(form("years"))
    project.attributes.set(amina, years, "3,50")
    project.attributes.change(years, form("years", "number"))
    assert value(project, amina, years) == "3.5"
    assert project.history.lines(limit=1)[0].sentence == (
        "changed what the attribute “years” may hold"
    )
    project.history.undo()
    assert value(project, amina, years) == "3,50"


def test_a_kind_that_some_value_does_not_fit_is_refused_with_how_many(
    project: Project, amina: CaseId
) -> None:
    years = project.attributes.define(form("years"))
    project.attributes.set(amina, years, "a few")
    with pytest.raises(InvalidActionError, match="1 of 1 values"):
        project.attributes.change(years, form("years", "number"))
    assert project.attributes.all()[0].form.kind == "text"


def test_a_removed_attribute_comes_back_with_its_values(
    project: Project, amina: CaseId, years: AttributeId
) -> None:
    project.attributes.set(amina, years, "3")
    before = project.snapshot()
    project.attributes.remove(years)
    assert project.attributes.all() == []
    assert project.attributes.values() == {}
    project.history.undo()
    assert project.snapshot() == before
    project.history.redo()
    assert project.attributes.values() == {}


def test_an_attribute_does_not_come_back_under_a_name_given_away(
    project: Project, years: AttributeId
) -> None:
    project.attributes.remove(years)
    removed = project.head.seq
    project.attributes.define(form("Years"))
    with pytest.raises(ConflictError, match="Rename that first"):
        project.history.undo(removed)


def test_an_old_value_does_not_come_back_into_another_kind(project: Project, amina: CaseId) -> None:
    years = project.attributes.define(form("years"))
    project.attributes.set(amina, years, "a few")
    project.attributes.set(amina, years, "3")
    set_again = project.head.seq
    project.attributes.change(years, form("years", "number"))
    with pytest.raises(ConflictError, match="changed what the attribute “years” may hold"):
        project.history.undo(set_again)


def test_another_name_does_not_keep_a_value_from_being_undone(
    project: Project, amina: CaseId, years: AttributeId
) -> None:
    project.attributes.set(amina, years, "3")
    value_set = project.head.seq
    project.attributes.change(years, form("years of work", "number"))
    project.history.undo(value_set)
    assert project.attributes.values() == {}


def test_a_definition_is_not_undone_while_somebody_has_a_value(
    project: Project, amina: CaseId, years: AttributeId
) -> None:
    project.as_coder("Ben").attributes.set(amina, years, "3")
    with pytest.raises(ConflictError, match="set “years” of “Amina”"):
        project.history.undo(_defined(project))


def _defined(project: Project) -> int:
    return next(ln.seq for ln in project.history.lines() if ln.kinds == ("AttributeDefined",))


def test_values_of_nobody_and_of_nothing_are_refused(
    project: Project, amina: CaseId, years: AttributeId
) -> None:
    with pytest.raises(NotFoundError):
        project.attributes.set(CaseId("nobody"), years, "3")
    with pytest.raises(NotFoundError):
        project.attributes.set(amina, AttributeId("nothing"), "3")
    with pytest.raises(NotFoundError):
        project.attributes.change(AttributeId("nothing"), form("x"))
    with pytest.raises(NotFoundError):
        project.attributes.remove(AttributeId("nothing"))


def test_the_history_names_what_was_set_and_never_the_value(
    project: Project, amina: CaseId, years: AttributeId
) -> None:
    project.attributes.set(amina, years, "37")
    assert project.history.lines(limit=1)[0].sentence == "set “years” of “Amina”"
    project.attributes.set(amina, years, "")
    assert project.history.lines(limit=1)[0].sentence == "cleared “years” of “Amina”"
