"""The memos handed over as a dated diary, which auditors read from front to back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace as replace_in
from pathlib import Path

from workbench.errors import InvalidActionError
from workbench.exchange.diaries import Diary, DiaryMemo, Piece, write_diary
from workbench.model.events import ExportMade
from workbench.model.ids import Words
from workbench.model.memo import (
    REFERENCE,
    LinkedThing,
    Memo,
    MemoLink,
    links_in,
    read_link,
    read_links,
)
from workbench.model.typed import day_told
from workbench.project.analysis_sentences import VISIBILITY_WORDS
from workbench.project.leaving import HELD, Leaving
from workbench.project.project import Project
from workbench.project.study import day_of
from workbench.project.transfer import hand_over, making, refuse_taken

#: What a diary can be written as.
DIARY_FORMATS = ("md", "docx")
_GONE = "something since taken out"


def export_memos(
    project: Project,
    out: Path,
    *,
    private: bool = False,
    replace: bool = False,
    clock: Callable[[], int] = time.time_ns,
) -> int:
    """Write the memos as a diary, of the kind its name ends in; return how many it holds.

    Words that may not leave are left out.

    Args:
        project: Opened by the person who hands them over.
        out: The file.
        private: Whether this person's own private memos go too; those of others never do.
        replace: Whether a file that is there already may be replaced.
        clock: Nanoseconds since 1970 UTC.

    Raises:
        InvalidActionError: The name does not end in one of DIARY_FORMATS.
        StorageError: The file is there already, or cannot be written.
    """
    refuse_taken(project, out, replace=replace)
    ending = out.suffix.casefold().removeprefix(".")
    if ending not in DIARY_FORMATS:
        raise InvalidActionError("Memos are written as md or docx. End the file's name in one.")
    memos = [m for m in project.memos.all() if private or m.visibility != "private"]
    made = ExportMade(f"memos {ending}", len(memos), Words(out.name))
    leaving = Leaving(project)
    things = project.memos.words_of_all([link for memo in memos for link in memo.links])
    safe = {link: _leaving_thing(leaving, thing) for link, thing in things.items()}
    masked = [masked_memo(memo, leaving) for memo in memos]
    diary = diary_of(project, leaving, masked, day_of(clock() // 1_000), safe)
    with making(out):
        data = _written(diary, ending)
    hand_over(project, out, made, [data])
    return len(memos)


def diary_of(
    project: Project,
    leaving: Leaving,
    memos: list[Memo],
    date: str,
    things: dict[MemoLink, LinkedThing],
) -> Diary:
    """Return memos as a diary.

    Args:
        project: Whose.
        leaving: Which words may leave.
        memos: Which, in their order.
        date: The day it is written, ISO.
        things: What they link to, as it may leave.
    """
    coders = {coder.id: coder.name for coder in project.coders()}
    told = [_told(memo, coders.get(memo.author, "somebody"), things) for memo in memos]
    return Diary(leaving.masked(project.name), date, told)


def masked_memo(memo: Memo, leaving: Leaving) -> Memo:
    """Return a memo whose words hold none that may not leave."""
    text = memo.text
    title, body = Words(leaving.masked(text.title)), Words(leaving.masked(text.body))
    return replace_in(memo, text=replace_in(text, title=title, body=body))


def _leaving_thing(leaving: Leaving, thing: LinkedThing) -> LinkedThing:
    """Return what a memo links to, without words that may not leave."""
    thing = replace_in(thing, name=leaving.masked(thing.name))
    if thing.source is None or thing.segment is None:
        return thing
    called = thing.source_name and leaving.source_name(thing.source, thing.source_name)
    is_held = leaving.why_held(thing.source, thing.segment) is not None
    return replace_in(thing, words=HELD if is_held else thing.words, source_name=called)


def _written(diary: Diary, ending: str) -> bytes:
    if ending == "md":
        return write_diary(diary)
    from workbench.exchange.diary_word import write_diary_word

    return write_diary_word(diary)


def _told(memo: Memo, author: str, things: dict[MemoLink, LinkedThing]) -> DiaryMemo:
    begun, edited = (day_told(day_of(at)) for at in (memo.created_at, memo.edited_at))
    date = begun if begun == edited else f"{begun}, edited {edited}"
    readers = f"read by {VISIBILITY_WORDS[memo.visibility]}"
    above = [link for link in read_links(memo.text.links) if link not in links_in(memo.text.body)]
    quotations = [_quotation(t) for k in above if (t := things.get(k)) and t.words is not None]
    named = (things[k].name for k in memo.links if k in things and things[k].words is None)
    kind = f"{memo.kind} memo"
    return DiaryMemo(
        date,
        memo.text.title or kind,
        (*([kind] if memo.text.title else []), author, memo.status, readers),
        tuple(dict.fromkeys(named)),
        (*quotations, *_pieces(memo.text.body, things)),
    )


def _pieces(body: str, things: dict[MemoLink, LinkedThing]) -> Iterator[Piece]:
    """Cut a body at what it names; a quotation that has a line of its own is set apart."""
    for line in body.split("\n"):
        alone = REFERENCE.fullmatch(line.strip())
        thing = None if alone is None else _thing(alone[1], things)
        if thing is not None and thing.words is not None:
            yield _quotation(thing)
        else:
            yield from _in_line(line, things)
            yield Piece("\n")


def _in_line(line: str, things: dict[MemoLink, LinkedThing]) -> Iterator[Piece]:
    at = 0
    for found in REFERENCE.finditer(line):
        if read_link(found[1]) is not None:
            yield Piece(line[at : found.start()])
            yield Piece(_named(_thing(found[1], things)), is_named=True)
            at = found.end()
    yield Piece(line[at:])


def _thing(word: str, things: dict[MemoLink, LinkedThing]) -> LinkedThing | None:
    link = read_link(word)
    return None if link is None else things.get(link)


def _named(thing: LinkedThing | None) -> str:
    if thing is None:
        return f"({_GONE})"
    return thing.name if thing.words is None else f"“{thing.words}” ({_place(thing)})"


def _quotation(thing: LinkedThing) -> Piece:
    return Piece(thing.words or "", _place(thing))


def _place(thing: LinkedThing) -> str:
    turn = None if thing.turn is None else f"turn {thing.turn}"
    return ", ".join(filter(None, (thing.source_name, thing.speaker, turn)))
