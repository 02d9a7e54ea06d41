"""One changed byte anywhere in the trail or its parts is found and named."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from tests.exploring import times
from tests.studies import coded
from workbench.project.history import Verification
from workbench.project.project import create_project, open_project

TRIGGERS = [
    f"{table}_refuses_{act}"
    for table in ("trail", "parts")
    for act in ("update", "delete", "replace")
]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("flips") / "study.qwb"
    with create_project(path, name="Study", coder="Ana") as project:
        study = coded(project)
        project.codebook.merge(study.limits, [study.borders], reason="one idea")
        project.history.undo()
    return path


def changed(original: Path, statements: list[tuple[str, tuple[object, ...]]]) -> Verification:
    """Change a copy behind the program's back, put its triggers back, and check it."""
    path = original.with_name(f"{uuid.uuid4()}.qwb")
    shutil.copyfile(original, path)
    connection = dbapi2.connect(str(path))
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    assert sorted(made) == sorted(TRIGGERS)
    for name in made:
        connection.execute(f"DROP TRIGGER {name}")
    for statement, values in statements:
        assert connection.execute(statement, values).rowcount == 1
    for sql in made.values():
        connection.execute(sql)
    connection.commit()
    connection.close()
    with open_project(path) as project:
        return project.history.verify()


def cells(original: Path) -> list[tuple[str, str, tuple[int, ...], bytes | str]]:
    """Every text and blob of the trail and its parts: table, column, key, value."""
    connection = dbapi2.connect(str(original))
    found: list[tuple[str, str, tuple[int, ...], bytes | str]] = []
    for seq, digest, header in connection.execute("SELECT seq, digest, header FROM trail"):
        found += [("trail", "digest", (seq,), digest), ("trail", "header", (seq,), header)]
    for seq, n, salt, body in connection.execute("SELECT seq, n, salt, body FROM parts"):
        found += [("parts", "salt", (seq, n), salt), ("parts", "body", (seq, n), body)]
    connection.close()
    return found


def first_break(found: Verification) -> int | None:
    return next(step.seq for step in found.steps if not step.ok)


def test_the_untouched_history_checks(original: Path) -> None:
    with open_project(original) as project:
        found = project.history.verify()
    assert found.ok
    assert [step.number for step in found.steps] == [1, 2, 3, 4, 5, 6]


@settings(max_examples=times(40))
@given(data=st.data())
def test_one_flipped_bit_is_found_at_its_entry(original: Path, data: st.DataObject) -> None:
    table, column, key, value = data.draw(st.sampled_from(cells(original)))
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(
        st.integers(0, 6 if isinstance(value, str) else 7)
    )
    bent = raw.decode() if isinstance(value, str) else bytes(raw)
    where = "seq = ?" if table == "trail" else "seq = ? AND n = ?"
    found = changed(original, [(f"UPDATE {table} SET {column} = ? WHERE {where}", (bent, *key))])
    assert not found.ok
    assert first_break(found) == key[0]


@settings(max_examples=times(10))
@given(data=st.data())
def test_a_missing_entry_is_found(original: Path, data: st.DataObject) -> None:
    gone = data.draw(st.integers(1, 15))
    found = changed(original, [("DELETE FROM trail WHERE seq = ?", (gone,))])
    assert not found.ok
    assert first_break(found) == gone


def test_a_missing_last_entry_is_found(original: Path) -> None:
    with open_project(original) as project:
        last = project.head.seq
    assert not changed(original, [("DELETE FROM trail WHERE seq = ?", (last,))]).ok


def test_a_part_moved_to_another_entry_is_found(original: Path) -> None:
    found = changed(original, [("UPDATE parts SET seq = 6 WHERE seq = 5 AND n = 0", ())])
    assert not found.ok


def test_words_under_no_entry_are_found(original: Path) -> None:
    found = changed(original, [("INSERT INTO parts VALUES (999, 0, x'00', x'7b7d')", ())])
    assert first_break(found) == 999


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE codings SET start = start + 1 WHERE rowid = 1",
        "UPDATE codes SET name = 'other' WHERE position = 0",
        "UPDATE project SET name = 'other'",
        "UPDATE actions SET undone = 1 WHERE first_seq = 4",
        "DELETE FROM codings WHERE rowid = 2",
    ],
)
def test_a_table_that_says_something_else_than_the_trail_is_found(
    original: Path, statement: str
) -> None:
    found = changed(original, [(statement, ())])
    assert [step.number for step in found.steps if not step.ok] == [5]


@pytest.fixture
def raw(original: Path, tmp_path: Path) -> Iterator[dbapi2.Connection]:
    """A plain connection by some other program, with SQLite's own settings."""
    path = tmp_path / "raw.qwb"
    shutil.copyfile(original, path)
    connection = dbapi2.connect(str(path))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET digest = 'x' WHERE seq = 1",
        "DELETE FROM trail WHERE seq = 1",
        "INSERT OR REPLACE INTO trail VALUES (1, 'x', x'00')",
        "REPLACE INTO trail VALUES (1, 'x', x'00')",
        "INSERT INTO trail VALUES (1, 'x', x'00') ON CONFLICT (seq) DO UPDATE SET digest = 'y'",
        "UPDATE parts SET body = x'00' WHERE seq = 1",
        "DELETE FROM parts",
        "INSERT OR REPLACE INTO parts VALUES (1, 0, x'00', x'00')",
        "UPDATE OR REPLACE trail SET seq = 2 WHERE seq = 1",
    ],
)
def test_the_file_itself_refuses_to_change_what_was_appended(
    raw: dbapi2.Connection, statement: str
) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="only ever appended"):
        raw.execute(statement)
