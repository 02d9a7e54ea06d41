"""Tables of people: what would change is told cell by cell, and written in one act."""

from __future__ import annotations

import pytest

from tests.integration.alone import place
from workbench.errors import ConflictError, InvalidActionError, InvalidFileError
from workbench.model.case import AttributeForm, Cut
from workbench.model.ids import AttributeId, CaseId, Words
from workbench.project.attributes import AttributePlan, FileBytes, Table
from workbench.project.project import Project

__all__ = ["place"]

ROWS = (
    ("Amina", "North", "3", "2020-01-02"),
    ("Ben", "South", "4,5", "2021-02-03"),
    ("Cy", "North", "12", "2019-05-06"),
    ("Di", "South", "0", ""),
)


def table(*rows: tuple[str, ...], header: str = "name,site,years,joined") -> Table:
    return Table(tuple(header.split(",")), rows or ROWS, ())


@pytest.fixture
def people(project: Project) -> list[CaseId]:
    return [project.cases.add(name) for name in ("Amina", "Ben", "Cy", "Di")]


def outcomes(plan: AttributePlan) -> list[str]:
    return [cell.outcome for row in plan.rows for cell in row.cells]


def named_values(project: Project) -> dict[str, dict[str, str]]:
    names = {attribute.id: attribute.form.name for attribute in project.attributes.all()}
    values = project.attributes.values()
    return {
        case.name: {str(names[a]): value for a, value in values.get(case.id, {}).items()}
        for case in project.cases.all()
    }


@pytest.mark.usefixtures("people")
def test_columns_propose_a_kind_and_every_value_is_brought_in_one_act(project: Project) -> None:
    plan = project.attributes.plan(table())
    assert [column.form.kind for column in plan.columns] == ["choice", "number", "date"]
    assert plan.sentences == ()
    before = project.snapshot()
    assert project.attributes.bring(plan) == 11
    assert named_values(project) == {
        "Amina": {"site": "North", "years": "3", "joined": "2020-01-02"},
        "Ben": {"site": "South", "years": "4.5", "joined": "2021-02-03"},
        "Cy": {"site": "North", "years": "12", "joined": "2019-05-06"},
        "Di": {"site": "South", "years": "0"},
    }
    told = project.history.lines(limit=1)[0].sentence
    assert told == "defined 3 attributes, set 11 values of 4 people"
    project.history.undo()
    assert project.snapshot() == before


@pytest.mark.usefixtures("people")
def test_a_plan_writes_nothing(project: Project) -> None:
    head = project.head
    project.attributes.plan(table())
    assert project.head == head


@pytest.mark.usefixtures("people")
def test_the_same_table_again_changes_nothing(project: Project) -> None:
    project.attributes.bring(project.attributes.plan(table()))
    head = project.head
    plan = project.attributes.plan(table())
    assert set(outcomes(plan)) == {"same"}
    assert project.attributes.bring(plan) == 0
    assert project.head == head


@pytest.mark.usefixtures("people")
def test_new_changed_same_and_refused_cells_are_told_apart(project: Project) -> None:
    project.attributes.bring(project.attributes.plan(table()))
    again = table(("Amina", "North", "5", "soon"), ("Di", "East", "0", "2022-01-01"))
    plan = project.attributes.plan(again)
    assert outcomes(plan) == ["same", "changed", "refused", "refused", "same", "new"]
    assert plan.rows[0].cells[1].before == "3"
    assert [said.partition(":")[0] for said in plan.sentences] == [
        "Row 2, “joined”",
        "Row 3, “site”",
    ]
    assert project.attributes.bring(plan) == 2


@pytest.mark.usefixtures("people")
def test_an_empty_cell_changes_nothing(project: Project) -> None:
    project.attributes.bring(project.attributes.plan(table()))
    before = project.snapshot()
    project.attributes.bring(project.attributes.plan(table(("Amina", "", " ", ""))))
    assert project.snapshot() == before


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((("Amina", "North"),), "Row 2: it has 2 instead of 4 cells"),
        ((("Amina", "North", "3", "2020-01-02", "x"),), "Row 2: it has 5 instead of 4 cells"),
        ((("Amina", "A", "", ""), ("amina", "B", "", "")), "Row 3: it names the same person as"),
        ((("", "North", "", ""),), "Row 2: it names nobody"),
        ((("Zoe", "North", "", ""),), "Row 2: this person is not in the project"),
        ((("Zoe\0", "North", "", ""),), "Row 2: The name of a person cannot hold control"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_trusted_is_left_out_with_a_sentence(
    project: Project, rows: tuple[tuple[str, ...], ...], said: str
) -> None:
    plan = project.attributes.plan(table(*rows))
    assert [s for s in plan.sentences if s.startswith(said)] != []
    assert plan.refused_count == 1
    assert project.attributes.bring(plan) == len(rows) - 1


@pytest.mark.usefixtures("people")
def test_an_empty_row_is_passed_over(project: Project) -> None:
    plan = project.attributes.plan(table(("", " ", "", ""), ("Amina", "North", "", "")))
    assert [row.number for row in plan.rows] == [3]
    assert plan.sentences == ()


@pytest.mark.usefixtures("people")
def test_a_person_named_by_a_ragged_row_can_still_be_named_by_a_whole_one(project: Project) -> None:
    plan = project.attributes.plan(table(("Amina",), ("Amina", "North", "", "")))
    assert [row.brought for row in plan.rows] == [False, True]


@pytest.mark.usefixtures("people")
def test_columns_without_a_name_or_with_one_twice_are_left_out(project: Project) -> None:
    odd = table(("Amina", "a", "b", "c", "d"), header="name,site,SITE,,Name")
    plan = project.attributes.plan(odd)
    assert [column.number for column in plan.columns] == [1]
    assert plan.notes == (
        "Column 3 is left out: it has a name that an earlier column has.",
        "Column 4 is left out: A column needs a name. Type at least one character.",
        "Column 5 is left out: it has a name that an earlier column has.",
    )


@pytest.mark.parametrize("heading", ["participant", "Person", "CASE", "id", "Name"])
def test_the_column_that_names_people_is_found_by_its_name(
    project: Project, people: list[CaseId], heading: str
) -> None:
    plan = project.attributes.plan(table(("North", "Amina"), header=f"site,{heading}"))
    assert plan.person_column == 1
    assert [row.case for row in plan.rows] == [people[0]]


def test_characters_that_nobody_sees_make_no_second_person_and_no_second_choice(
    project: Project, people: list[CaseId]
) -> None:
    rows = [("Ami\u200bna", "North"), ("Ben", "nor\u200bth"), ("\ufeffCy", "\u202eNorth\u202c")]
    plan = project.attributes.plan(table(*rows, header="name,site"), add_people=True)
    assert [row.case for row in plan.rows] == people[:3]
    assert project.attributes.bring(plan) == 3
    assert {values["site"] for values in named_values(project).values() if values} == {"North"}


@pytest.mark.usefixtures("people")
def test_values_that_cannot_be_kept_are_refused_one_by_one(project: Project) -> None:
    rows = [("Amina", "a\x07b"), ("Ben", "a\x07b"), ("Cy", "c"), ("Di", "c")]
    plan = project.attributes.plan(table(*rows, header="name,site"))
    assert outcomes(plan) == ["refused", "refused", "new", "new"]


def test_another_column_can_be_said_to_name_people(project: Project, people: list[CaseId]) -> None:
    found = project.attributes.plan(table(("1", "Ben"), header="id,who"), person=1)
    assert [row.case for row in found.rows] == [people[1]]
    with pytest.raises(InvalidActionError, match="no column 3"):
        project.attributes.plan(table(("1", "Ben"), header="id,who"), person=2)


def test_people_who_are_new_are_added_only_when_that_is_chosen(project: Project) -> None:
    plan = project.attributes.plan(table(), add_people=True)
    assert [row.adds for row in plan.rows] == [True] * 4
    assert project.attributes.bring(plan) == 11
    assert [(c.kind, c.name) for c in project.cases.all()] == [
        ("participant", name) for name in ("Amina", "Ben", "Cy", "Di")
    ]
    project.history.undo()
    assert project.cases.all() == []


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("cell", ["=1+1", "+cmd|x", "@SUM(A1)", "-2+3"])
def test_a_formula_is_kept_as_its_text_and_told(project: Project, cell: str) -> None:
    plan = project.attributes.plan(table(("Amina", cell, "", "")))
    assert "kept as this text" in plan.sentences[0]
    project.attributes.bring(plan)
    assert named_values(project)["Amina"] == {"site": cell}


@pytest.mark.usefixtures("people")
def test_a_negative_number_is_no_formula(project: Project) -> None:
    plan = project.attributes.plan(table(("Amina", "-5", "", "")))
    assert plan.sentences == ()


@pytest.mark.usefixtures("people")
def test_a_new_column_can_be_given_another_form_or_left_out(project: Project) -> None:
    strain = AttributeForm(
        Words("strain"),
        "score",
        scale=Words("Strain at Work"),
        edition=Words("2"),
        direction="more",
        cuts=(Cut(Words("high"), "4"),),
    )
    plan = project.attributes.plan(table(), forms={"years": strain, "joined": None})
    assert [column.form.name for column in plan.columns] == ["site", "strain"]
    project.attributes.bring(plan)
    assert named_values(project)["Ben"] == {"site": "South", "strain": "4.5"}


def test_a_value_changed_since_the_plan_is_a_conflict_and_nothing_is_written(
    project: Project, people: list[CaseId]
) -> None:
    project.attributes.bring(project.attributes.plan(table()))
    plan = project.attributes.plan(table(("Amina", "South", "5", "")))
    years = next(a.id for a in project.attributes.all() if a.form.name == "years")
    project.as_coder("Ben").attributes.set(people[0], years, "7")
    before = project.snapshot()
    with pytest.raises(ConflictError, match="since you looked"):
        project.attributes.bring(plan)
    assert project.snapshot() == before


def test_a_person_taken_out_since_the_plan_is_a_conflict(
    project: Project, people: list[CaseId]
) -> None:
    plan = project.attributes.plan(table())
    project.cases.remove(people[0])
    with pytest.raises(ConflictError, match="taken out"):
        project.attributes.bring(plan)
    assert project.attributes.all() == []


def test_a_person_renamed_since_the_plan_is_a_conflict(
    project: Project, people: list[CaseId]
) -> None:
    plan = project.attributes.plan(table())
    project.cases.rename(people[0], "Amira")
    project.cases.rename(people[1], "Amina")
    with pytest.raises(ConflictError, match="renamed"):
        project.attributes.bring(plan)
    assert project.attributes.all() == []


@pytest.mark.usefixtures("people")
def test_a_form_changed_since_the_plan_is_a_conflict(project: Project) -> None:
    years: AttributeId = project.attributes.define(AttributeForm(Words("years"), "number"))
    plan = project.attributes.plan(table())
    project.attributes.change(years, AttributeForm(Words("years"), "text"))
    with pytest.raises(ConflictError, match="years"):
        project.attributes.bring(plan)


@pytest.mark.usefixtures("people")
def test_a_file_is_read_as_a_table(project: Project) -> None:
    read = project.attributes.read(FileBytes("p.csv", b"name;years\nAmina;3\nBen;4,5\n"))
    assert project.attributes.bring(project.attributes.plan(read)) == 2
    assert named_values(project)["Ben"] == {"years": "4.5"}


def test_what_is_no_table_is_refused(project: Project) -> None:
    with pytest.raises(InvalidFileError):
        project.attributes.read(FileBytes("p.csv", b"%PDF-1.7\n\0\0\0"))
