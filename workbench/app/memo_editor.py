"""The memo that is open, as the browser draws it to be written, and what can be linked to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from workbench.app.cached import Sight, sight
from workbench.app.desk import Desk
from workbench.app.memo_ops import MemoAnswer, take_memo, told, words
from workbench.app.reader.component import mount_memo, mount_things, sent
from workbench.app.things import choosable
from workbench.model.ids import Words
from workbench.model.memo import PROMPTS, Memo, MemoLink, MemoText
from workbench.project.project import Project

#: A memo links to this many quotations by their words at most; the reader links to any.
_MOST_QUOTATIONS = 3_000
_BEGINNING = 80


def heard(desk: Desk, project: Project) -> MemoAnswer:
    """Save what the browser sent with this run, if anything, and say what became of it."""
    return take_memo(desk, project, sent(_key(project)))


def new_memo(about: MemoLink | None, kind: str) -> MemoText:
    """Return a memo to be begun, with the thing it is about."""
    links = Words(about.with_version if about else "")
    return MemoText(links=links, kind=Words(kind))


def draw_editor(
    project: Project,
    memo: Memo | MemoText,
    answer: MemoAnswer,
    clock: Callable[[], int] = time.time_ns,
) -> None:
    """Draw a memo to be written.

    Args:
        project: In the hands of the person who writes.
        memo: The one that is open, or the beginning of a new one.
        answer: What became of what was sent with this run.
        clock: Nanoseconds since 1970 UTC.
    """
    named = memo.links if isinstance(memo, Memo) else ()
    opened = _open(memo) if isinstance(memo, Memo) else _begun(memo)
    data = {
        "role": "memo",
        "project": project.id,
        "coder": project.coder_name,
        "open": opened,
        "questions": list(PROMPTS),
        "answer": told(answer, clock() // 1_000_000, opened["version"]),
    }
    with st.container(gap=None):
        mount_things(_things(project, named), key=f"memo-things-{project.id}")
        mount_memo(data, key=_key(project))


def _key(project: Project) -> str:
    return f"memo-{project.id}"


def _open(memo: Memo) -> dict[str, Any]:
    return {
        "slot": memo.id,
        "memo": memo.id,
        "version": memo.version,
        "visibility": memo.visibility,
        "label": memo.text.kind,
        **words(memo.text),
    }


def _begun(text: MemoText) -> dict[str, Any]:
    """A draft of a new memo is kept by what it is about."""
    slot = f"new {text.links} {text.kind}".strip()
    rest = {"memo": None, "version": 0, "visibility": "team", "label": text.kind}
    return {"slot": slot, **rest, **words(text)}


def _things(project: Project, named: tuple[MemoLink, ...]) -> dict[str, Any]:
    seen = sight(project)
    things = choosable(project, named) | _quoted(seen, project)
    return {
        "role": "things",
        "project": project.id,
        "things": [list(one) for one in things.items()],
    }


@st.cache_data(max_entries=16, show_spinner=False)
def _quoted(seen: Sight, _project: Project) -> dict[str, str]:  # noqa: ARG001 - the key
    """Return quotations by their words, each by the link to its coding."""
    return {
        f"coding:{quotation.coding.id}": f"“{_beginning(quotation.words)}” {quotation.code[-1]}"
        for quotation in _project.codings.quotations()[:_MOST_QUOTATIONS]
    }


def _beginning(words: str) -> str:
    line = " ".join(words[: 2 * _BEGINNING].split())
    return line if len(line) <= _BEGINNING else f"{line[: _BEGINNING - 1]}…"
