"""The memos that the reader lists beside a transcript, each with its beginning only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workbench.app.telling import day
from workbench.model.correction import FIRST
from workbench.model.ids import SourceId
from workbench.model.memo import REFERENCE, Memo, MemoLink
from workbench.project.project import Project

#: Of a memo's text the reader shows so many characters; the page of memos has the rest.
BEGINNING = 240
_NAME = 80


def memo_rows(project: Project, source: SourceId) -> list[list[Any]]:
    """Return the memos about a source, its words or codings, newest first.

    Codings of other sources are told as well: the browser knows which are of this one.
    """
    coders = {coder.id: coder.name for coder in project.coders()}
    near = [m for m in reversed(project.memos.all()) if any(_near(k, source) for k in m.links)]
    now = project.memos.places_now(link for memo in near for link in memo.links)
    return [_row(memo, coders.get(memo.author, ""), now) for memo in near]


def name_of(memo: Memo) -> str:
    """Return a memo's title, else its beginning, in one line."""
    words = memo.text.title or REFERENCE.sub("…", memo.text.body[: 4 * BEGINNING])
    line = " ".join(words.split())
    if not line:
        return "memo without words"
    return line if len(line) <= _NAME else f"{line[: _NAME - 1]}…"


def _near(link: MemoLink, source: SourceId) -> bool:
    return link.thing == source or link.kind == "coding"


def _row(memo: Memo, author: str, now: Mapping[MemoLink, MemoLink | None]) -> list[Any]:
    there = (now.get(link, link) for link in memo.links)
    links = " ".join(str(replace(link, text=FIRST)) for link in there if link is not None)
    body = REFERENCE.sub("…", memo.text.body[: 2 * BEGINNING])
    beginning = body[:BEGINNING].strip() if memo.text.title else ""
    private = memo.visibility == "private"
    return [memo.id, name_of(memo), beginning, author, day(memo.edited_at), private, links]
