"""What the desk of memos sends: a memo begun or changed, done once, and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from workbench.app.desk import Desk
from workbench.app.memo_merge import put_together
from workbench.app.reader.fields import Fields, MalformedOpError
from workbench.app.reader.ops import memo_text, new_memo
from workbench.errors import AlreadyDoneError
from workbench.model.ids import MemoId
from workbench.model.memo import MemoText
from workbench.project.memos import MemoConflictError
from workbench.project.project import Project

#: Beside this thing a memo that was not saved is explained.
PLACE = "memo"


@dataclass(frozen=True, slots=True)
class MemoAnswer:
    """What became of a message.

    Attributes:
        number: The message it answers; None when there was none.
        acks: Ids of the acts that are recorded.
        refused: Ids of the acts that are not, each with a sentence.
        memo: The memo that was saved.
        clash: Somebody else changed it meanwhile.
    """

    number: int | None = None
    acks: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    memo: MemoId | None = None
    clash: MemoConflictError | None = None


def take_memo(desk: Desk, project: Project, message: object) -> MemoAnswer:
    """Save what a message holds and say what became of it.

    Args:
        desk: Of the person who wrote.
        project: In this person's hands.
        message: As the browser sent it; None when it sent nothing.
    """
    if message is None:
        return MemoAnswer()
    try:
        number, ops = _opened(project, message)
        answer = MemoAnswer(number)
        for sent in ops:
            answer = _take(desk, project, sent, answer)
    except MalformedOpError:
        return MemoAnswer()
    return answer


def told(answer: MemoAnswer, at: int, version: int) -> dict[str, Any]:
    """Return an answer as the browser takes it; `at` in milliseconds since 1970 UTC."""
    return {
        "answers": answer.number,
        "acks": list(answer.acks),
        "refused": [list(one) for one in answer.refused],
        "clash": _clash(answer.clash) if answer.clash else None,
        "at": at,
        "version": version,
    }


def words(text: MemoText) -> dict[str, Any]:
    """Return a memo's words as the browser takes them."""
    return {"title": text.title, "body": text.body, "links": text.links.split()}


def _opened(project: Project, message: object) -> tuple[int, list[object]]:
    fields = Fields(message)
    number, ops = fields.number("message"), fields.anything("ops")
    coder = fields.anything("coder")
    fields.finish()
    if not isinstance(ops, list) or coder != project.coder_name:
        raise MalformedOpError
    return number, ops


def _take(desk: Desk, project: Project, sent: object, answer: MemoAnswer) -> MemoAnswer:
    fields = Fields(sent)
    op, verb = fields.fresh("op"), _VERBS.get(fields.text("kind"))
    if verb is None:
        raise MalformedOpError
    memo, act = verb(fields)
    fields.finish()
    clashes: list[MemoConflictError] = []

    def save() -> None:
        try:
            with suppress(AlreadyDoneError):
                act(project.once(op))
        except MemoConflictError as error:
            clashes.append(error)
            raise

    if desk.done(save, place=PLACE):
        return replace(answer, acks=(*answer.acks, op), memo=memo)
    refused = (*answer.refused, (op, desk.refused(PLACE) or ""))
    return replace(answer, refused=refused, clash=clashes[0] if clashes else None)


_Act = Callable[[Project], object]


def _edit(sent: Fields) -> tuple[MemoId, _Act]:
    memo, text, base = MemoId(sent.id("memo")), memo_text(sent), sent.number("base")

    def edit(project: Project) -> None:
        kept = replace(text, kind=project.memos.one(memo).text.kind)
        try:
            project.memos.edit(memo, kept, base=base)
        except MemoConflictError as error:
            if replace(error.base, kind=error.theirs.kind) != error.theirs:
                raise
            project.memos.edit(memo, kept, base=error.version)  # only its kind was changed

    return memo, edit


_VERBS: Mapping[str, Callable[[Fields], tuple[MemoId, _Act]]] = {
    "write_memo": new_memo,
    "edit_memo": _edit,
}


def _clash(error: MemoConflictError) -> dict[str, Any]:
    both = put_together(error.base, error.mine, error.theirs)
    sides = {"base": error.base, "theirs": error.theirs, "both": both}
    return {"version": error.version, **{name: words(text) for name, text in sides.items()}}
