"""Histories forged whole, with every digest right: checking them ends in a sentence."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.studies import coded
from workbench.errors import TrailError
from workbench.project.project import create_project, open_project

Body = dict[str, Any]
#: The part of an import that holds the text.
TEXT = 1


def forged(
    path: Path, kind: str, body: Callable[[Body], object] = id, part: bytes | None = None
) -> int:
    """Change the first entry of a kind as its owner could, and set all digests right again."""
    connection = dbapi2.connect(str(path))
    triggers = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'"))
    for name in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    link, changed = "0" * 64, 0
    for seq, stored in connection.execute("SELECT seq, header FROM trail").fetchall():
        header = json.loads(stored)
        if header["type"] == kind and not changed:
            changed = seq
            body(header["body"])
            if part is not None:
                header["parts"][TEXT] = _sealed(connection, header, part)
        header["prev"] = link
        fresh = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
        link = hashlib.sha256(b"\0" + fresh).hexdigest()
        row = (fresh, link, seq)
        connection.execute("UPDATE trail SET header = ?, digest = ? WHERE seq = ?", row)
    connection.execute("UPDATE head SET digest = ?", (link,))
    for sql in triggers.values():
        connection.execute(sql)
    connection.commit()
    connection.close()
    return changed


def _sealed(connection: Any, header: dict[str, Any], part: bytes) -> str:
    seq = header["seq"]
    key = (seq, TEXT)
    (salt,) = connection.execute("SELECT salt FROM parts WHERE seq = ? AND n = ?", key).fetchone()
    connection.execute("UPDATE parts SET body = ? WHERE seq = ? AND n = ?", (part, *key))
    place = uuid.UUID(header["log"]).bytes + seq.to_bytes(8, "big") + TEXT.to_bytes(4, "big")
    return hmac.new(salt, b"qwb/part/1" + place + part, hashlib.sha256).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana") as project:
        coded(project)
    return tmp_path / "study.qwb"


def refused_at(path: Path) -> int | None:
    """The entry at which checking and rebuilding both stop."""
    with open_project(path) as project:
        found = project.history.verify()
        assert [step.number for step in found.steps if not step.ok] == [5]
        with pytest.raises(TrailError) as refused:
            project.rebuild()
    return refused.value.seq


def test_a_history_put_together_again_unchanged_checks(path: Path) -> None:
    assert forged(path, "CodingApplied") > 0
    with open_project(path) as project:
        assert project.history.verify().ok


@pytest.mark.parametrize("field", ["start", "end", "source", "code"])
@pytest.mark.parametrize("value", [[], "elsewhere", None])
def test_a_body_that_makes_no_sense_is_named(path: Path, field: str, value: object) -> None:
    def bend(body: Body) -> None:
        body["coding"][field] = value

    forged(path, "CodingApplied", bend)
    with open_project(path) as project:
        assert not project.history.verify().ok


@pytest.mark.parametrize("part", [b"[" * 100_000, b"[]", b'{"text": 5}', b"\xff", b"null"])
def test_words_that_are_none_are_named(path: Path, part: bytes) -> None:
    seq = forged(path, "SourceImported", part=part)
    assert refused_at(path) == seq


def test_a_part_without_its_words_is_named(path: Path) -> None:
    seq = forged(path, "SourceImported", part=b'{"tfxt":"words"}')
    assert refused_at(path) == seq
    with open_project(path) as project, pytest.raises(TrailError, match="cannot be read"):
        project.codings.quotations()
