"""The tables and the projection are the same on PostgreSQL: one design for both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateSchema, DropSchema

from tests.studies import coded, draft
from workbench.model.codebook import Swatch
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.codebook import NewCode
from workbench.project.project import Project
from workbench.store.entries import stored_entries
from workbench.store.rebuild import differences, replay
from workbench.store.tables import metadata

pytestmark = pytest.mark.postgres


@pytest.fixture
def server(postgres_url: str) -> Iterator[Connection]:
    """A schema of its own with the project's tables, as each project will have one."""
    schema = f"project_{uuid.uuid4().hex}"
    url = make_url(postgres_url).set(drivername="postgresql+psycopg")
    engine = create_engine(url).execution_options(schema_translate_map={None: schema})
    with engine.begin() as db:
        db.execute(CreateSchema(schema))
        metadata.create_all(db)
        yield db
        db.execute(DropSchema(schema, cascade=True))
    engine.dispose()


def everything(project: Project) -> None:
    """One of each act, with undo and redo."""
    study = coded(project)
    project.sources.add(
        draft(name="second.txt"), speakers={"P07": SpeakerChoice("participant", "Amina")}
    )
    project.codings.apply(study.source, Segment(20, 30), NewCode("court", study.limits))
    project.codebook.recolour(study.limits, Swatch("#123456", "hatched"))
    project.codebook.merge(study.limits, [study.borders], reason="one idea")
    project.history.undo()
    project.history.redo()
    project.codebook.delete(study.limits)
    project.history.undo()
    project.sources.remove(study.source)
    project.history.undo()


def test_replaying_a_history_into_postgresql_gives_the_same_tables(
    project: Project, server: Connection
) -> None:
    everything(project)
    with project._opened.reading() as reads:
        assert replay(stored_entries(reads.db), server) == project.head.seq
        assert differences(reads.db, server) == []


def test_a_table_that_differs_on_postgresql_is_named(project: Project, server: Connection) -> None:
    everything(project)
    with project._opened.reading() as reads:
        replay(stored_entries(reads.db), server)
        server.exec_driver_sql(f"SET search_path TO {_schema(server)}")
        server.exec_driver_sql("UPDATE codes SET name = 'other' WHERE position = 1")
        assert differences(reads.db, server) == ["codes"]


def _schema(server: Connection) -> str:
    translated: dict[None, str] = server.get_execution_options()["schema_translate_map"]
    return translated[None]
