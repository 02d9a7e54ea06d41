"""A table of people brought from csv or xlsx: shown cell by cell before anything is written."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.definitions import score_fields, typed_form
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.app.scales import KIND_WORDS
from workbench.errors import InvalidFileError, WorkbenchError
from workbench.model.case import ATTRIBUTE_KINDS, AttributeForm, AttributeKind
from workbench.project.attributes import AttributePlan, FileBytes, PlannedCell, PlannedRow, Table
from workbench.project.project import Project
from workbench.project.sources import preview_encodings
from workbench.project.wording import counted

_MEGABYTES = 100
_ROWS, _SENTENCES = 200, 20
_PLACE = "table"
_LEAVE_OUT = "leave it out"


def draw_table_intake(desk: Desk, project: Project) -> None:
    """Draw the field for a table and, once there is one, what bringing it would do."""
    with st.expander(
        "Bring a table of people (csv, tsv or xlsx)", icon=":material/table:", type="compact"
    ):
        st.caption(
            "One row a person, one column an attribute. You see what is new, changed and refused "
            "before anything is written."
        )
        file = st.file_uploader(
            "A table of people",
            key=f"table-{desk.tables}",
            max_upload_size=_MEGABYTES,
            label_visibility="collapsed",
        )
        if file is not None:
            _shown(desk, project, file.file_id, FileBytes(file.name, file.getvalue()))
        layout.refusal(desk, _PLACE)


def _shown(desk: Desk, project: Project, upload: str, file: FileBytes) -> None:
    key = f"table-encoding-{upload}"
    encoding = desk.chosen(key)
    try:
        table = _read(upload, encoding, project, file)
        plan = _asked(desk, project, upload, table)
    except WorkbenchError as error:
        st.warning(plain(str(error)), icon=":material/info:")
        plan = None
        if encoding or (isinstance(error, InvalidFileError) and error.reason == "encoding"):
            _encoding(file, key)
    if plan is not None:
        _preview(plan, upload)
        _bring(desk, project, plan)


@st.cache_data(max_entries=4, show_spinner="Reading the table")
def _read(
    upload: str,  # noqa: ARG001 - the key
    encoding: str | None,
    _project: Project,
    _file: FileBytes,
) -> Table:
    return _project.attributes.read(_file, encoding)


def _encoding(file: FileBytes, key: str) -> None:
    ways = {way.encoding: way.sample for way in preview_encodings(file.data) if way.sample}
    st.radio(
        "Choose the reading that shows the words rightly.",
        list(ways),
        index=None,
        captions=[plain(sample) for sample in ways.values()],
        key=key,
    )


def _asked(desk: Desk, project: Project, upload: str, table: Table) -> AttributePlan:
    """Ask who is named where and what new columns are; return the plan that comes of it."""
    guess = project.attributes.plan(table).person_column
    column, add = st.columns(2, vertical_alignment="bottom")
    who: int = column.selectbox(
        "Column that names people",
        range(len(table.header)),
        index=guess,
        format_func=lambda number: table.header[number] or f"column {number + 1}",
        key=f"who-{upload}",
    )
    strangers = add.checkbox(
        "Add people who are not in the study yet, as participants", key=f"strangers-{upload}"
    )
    proposed = project.attributes.plan(table, person=who)
    new = [c.form for c in proposed.columns if c.attribute is None]
    forms = {str(form.name): _new_column(desk, form, f"{upload}-{form.name}") for form in new}
    return project.attributes.plan(table, person=who, forms=forms, add_people=strangers)


def _new_column(desk: Desk, form: AttributeForm, key: str) -> AttributeForm | None:
    """Ask what a column becomes that is no attribute yet."""
    name, what = st.columns(2, vertical_alignment="center")
    name.markdown(f"**{plain(form.name)}** is new. Its values are")
    kinds: list[AttributeKind | None] = [*ATTRIBUTE_KINDS, None]
    kind = what.selectbox(
        f"What {form.name} is",
        kinds,
        index=kinds.index(form.kind),
        format_func=lambda kind: KIND_WORDS[kind] if kind else _LEAVE_OUT,
        key=f"column-{key}",
        label_visibility="collapsed",
    )
    if kind is None:
        return None
    if kind == "score":
        score_fields(form, key)
        return typed_form(desk, form.name, kind, key)
    if kind == "choice" and form.kind != "choice":
        st.text_area("Choices, one a line", key=f"choices-{key}")
        return typed_form(desk, form.name, kind, key)
    return form if kind == form.kind else AttributeForm(form.name, kind)


def _preview(plan: AttributePlan, upload: str) -> None:
    st.write(f"**{summed_up(plan)}**")
    st.dataframe(previewed(plan), hide_index=True, key=f"plan-{upload}", alt="What would change")
    for sentence in plan.sentences[:_SENTENCES]:
        st.caption(f":material/info: {plain(sentence)}")
    more = len(plan.sentences) - _SENTENCES
    if more > 0:
        st.caption(f"and {more} more like these.")


def summed_up(plan: AttributePlan) -> str:
    """Return what a plan comes to: ``12 new, 3 changed, 20 as they are, 2 refused``."""
    adds = sum(row.adds for row in plan.rows)
    out = sum(row.case is None and not row.adds for row in plan.rows)
    counts = {
        "new": plan.count("new"),
        "changed": plan.count("changed"),
        "as they are": plan.count("same"),
        "refused": plan.count("refused"),
    }
    told = [f"{count:,} {what}" for what, count in counts.items() if count]
    told += [f"{adds} {'people' if adds != 1 else 'person'} added"] if adds else []
    told += [f"{counted(out, 'row')} left out"] if out else []
    return ", ".join(told) or "Nothing in this table would change anything"


def previewed(plan: AttributePlan) -> dict[str, list[str]]:
    """Return the plan as a table by columns, each cell with what becomes of it."""
    rows = plan.rows[:_ROWS]
    table = {"Row": [str(row.number) for row in rows], "Person": [_who(row) for row in rows]}
    cells = [{cell.column: cell for cell in row.cells} for row in rows]
    for column in plan.columns:
        name = column.form.name if column.form.name not in table else f"{column.form.name} "
        table[name] = [_cell(of_row.get(column.number)) for of_row in cells]
    return table


def _who(row: PlannedRow) -> str:
    if row.adds:
        return f"{row.person} (added)"
    return row.person if row.case is not None else f"{row.person} (left out)"


def _cell(cell: PlannedCell | None) -> str:
    if cell is None:
        return ""
    if cell.outcome == "refused":
        return f"{cell.raw} (refused)"
    if cell.outcome == "same":
        return cell.value
    return f"{cell.value} (new)" if cell.outcome == "new" else f"{cell.value} (was {cell.before})"


def _bring(desk: Desk, project: Project, plan: AttributePlan) -> None:
    count = plan.count("new") + plan.count("changed")
    st.button(
        f"Bring {counted(count, 'value')}",
        key="bring-table",
        type="primary",
        icon=":material/download_done:",
        disabled=not count,
        on_click=_brought,
        args=(desk, project, plan),
    )


def _brought(desk: Desk, project: Project, plan: AttributePlan) -> None:
    if desk.done(project.attributes.bring, plan, place=_PLACE):
        desk.tables += 1
