"""What the reader sends: acts with client-made ids, checked strictly and done once.

The browser sends its acts again until they are answered, so each is done under its own id and a
second arrival is an answer only. Whatever is malformed is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workbench.app.reader.fields import Fields, MalformedOpError
from workbench.app.reader.second import Asked, asked_in, offer_in
from workbench.errors import AlreadyDoneError, NotFoundError, WorkbenchError
from workbench.model.codebook import EXEMPLAR_KINDS
from workbench.model.ids import (
    ActionId,
    CodeId,
    CodingId,
    FacetId,
    FacetValueId,
    FlagId,
    MemoId,
    SourceId,
    Words,
)
from workbench.model.memo import VISIBILITIES, MemoText
from workbench.project.project import Project
from workbench.project.shelf import NewCode


@dataclass(frozen=True, slots=True)
class Said:
    """What the last act did, in the history's words, and whether to ask why."""

    op: str
    sentence: str
    action: ActionId
    asks: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a message.

    Attributes:
        number: The message it answers; None when there was none.
        since: The entry up to which the browser knows the project; None when it did not say.
        acks: Ids of the acts that are recorded.
        refused: Ids of the acts that are not, each with a sentence.
        memos: Whether an act may have changed memos.
        marks: Whether an act may have changed what is marked as read.
        asked: What is asked of the second reader.
    """

    number: int | None = None
    since: int | None = None
    acks: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    said: Said | None = None
    memos: bool = False
    marks: bool = False
    asked: Asked | None = None


def take_ops(project: Project, source: SourceId, message: object) -> Answer:
    """Do what a message asks for and say what became of each act.

    Args:
        project: In the hands of the person who sent it.
        source: The source that this person reads.
        message: As the browser sent it; None when it sent nothing.
    """
    if message is None:
        return Answer()
    try:
        number, since, ops, asked = _opened(project, source, message)
    except MalformedOpError:
        return Answer()
    acks: list[str] = []
    refused: list[tuple[str, str]] = []
    before = project.head.seq
    for sent in ops:
        op = _op_of(sent)
        try:
            _do(project, source, sent, since)
        except AlreadyDoneError:
            acks.append(op)
        except WorkbenchError as error:
            refused.append((op, str(error)))
        else:
            acks.append(op)
    said = _told(project, acks[-1]) if acks and project.head.seq > before else None
    kinds = {_kind_of(sent) for sent in ops}
    memos, marks = not kinds.isdisjoint(_CHANGE_MEMOS), not kinds.isdisjoint(_CHANGE_MARKS)
    return Answer(number, since, tuple(acks), tuple(refused), said, memos, marks, asked)


def _opened(
    project: Project, source: SourceId, message: object
) -> tuple[int, int, list[object], Asked | None]:
    fields = Fields(message)
    number, since, ops = fields.number("message"), fields.number("since"), fields.anything("ops")
    if fields.id("source") != source or not isinstance(ops, list):
        raise MalformedOpError
    if fields.anything("coder") != project.coder_name:  # they stay there until that person is back
        raise MalformedOpError
    return number, since, ops, asked_in(fields.anything("asked"))


def _op_of(sent: object) -> str:
    """The id under which a refusal is told, even of what cannot be read otherwise."""
    op = sent.get("op") if isinstance(sent, dict) else None
    return op if isinstance(op, str) else ""


def _kind_of(sent: object) -> str:
    kind = sent.get("kind") if isinstance(sent, dict) else None
    return kind if isinstance(kind, str) else ""


def _do(project: Project, source: SourceId, sent: object, seen: int) -> None:
    fields = Fields(sent)
    op, kind = fields.fresh("op"), fields.text("kind")
    verb = _VERBS.get(kind)
    if verb is None:
        raise MalformedOpError
    act = verb(source, fields)
    fields.finish()
    act(project.once(op, seen=seen))


def _told(project: Project, op: str) -> Said | None:
    coder = project.coder
    lines = project.history.lines(coder=coder.id, limit=1) if coder else []
    if not lines:
        return None
    asks = lines[0].asked and lines[0].reason is None
    return Said(op, lines[0].sentence, lines[0].action, asks)


# --- one function a kind of act: reads its fields, returns what is to be done ------------------

Act = Callable[[Project], object]


def _apply(source: SourceId, sent: Fields) -> Act:
    segment, words = sent.segment("start", "end"), sent.text("words")
    coding, code, in_vivo = sent.fresh("coding"), sent.id("code"), sent.flag("in_vivo")
    made, suggested = sent.anything("new_code"), sent.anything("offer")
    if suggested is not None:
        offer, chosen = offer_in(suggested), CodeId(code)
        return lambda project: project.suggestions.accept(
            source, segment, chosen, offer, words=words, coding=CodingId(coding)
        )
    what = CodeId(code) if made is None else _new_code(made, code)
    return lambda project: project.codings.apply(
        source, segment, what, words=words, coding=CodingId(coding), in_vivo=in_vivo
    )


def _new_code(sent: object, code: str) -> NewCode:
    fields = Fields(sent)
    made = NewCode(
        fields.text("name"), _parent(fields), fields.swatch(), CodeId(fields.fresh("id"))
    )
    fields.finish()
    if made.id != code:
        raise MalformedOpError
    return made


def _recode(_: SourceId, sent: Fields) -> Act:
    coding, code, base = CodingId(sent.id("coding")), CodeId(sent.id("code")), sent.id("base")
    return lambda project: project.codings.recode(coding, code, base=CodeId(base))


def _resize(_: SourceId, sent: Fields) -> Act:
    coding, segment = CodingId(sent.id("coding")), sent.segment("start", "end")
    words, base = sent.text("words"), sent.pair("base")
    return lambda project: project.codings.resize(coding, segment, words=words, base=base)


def _remove(_: SourceId, sent: Fields) -> Act:
    coding = CodingId(sent.id("coding"))
    return lambda project: project.codings.remove(coding)


def _create_code(_: SourceId, sent: Fields) -> Act:
    code, name, parent = CodeId(sent.fresh("code")), sent.text("name"), _parent(sent)
    swatch = sent.swatch()
    return lambda project: project.codebook.create(name, parent=parent, swatch=swatch, code=code)


def _rename_code(_: SourceId, sent: Fields) -> Act:
    code, name, base = CodeId(sent.id("code")), sent.text("name"), sent.text("base")
    return lambda project: project.codebook.rename(code, name, base=base)


def _move_code(_: SourceId, sent: Fields) -> Act:
    code, parent = CodeId(sent.id("code")), _parent(sent)
    return lambda project: project.codebook.move(code, parent)


def _recolour_code(_: SourceId, sent: Fields) -> Act:
    code, swatch = CodeId(sent.id("code")), sent.swatch()
    return lambda project: project.codebook.recolour(code, swatch)


def _merge_codes(_: SourceId, sent: Fields) -> Act:
    keep, into_it = CodeId(sent.id("keep")), [CodeId(code) for code in sent.ids("into_it")]
    return lambda project: project.codebook.merge(keep, into_it)


def _delete_code(_: SourceId, sent: Fields) -> Act:
    code = CodeId(sent.id("code"))
    return lambda project: project.codebook.delete(code)


def _flag(source: SourceId, sent: Fields) -> Act:
    segment, words, flag = sent.segment("start", "end"), sent.text("words"), sent.fresh("flag")
    return lambda project: project.flags.flag(source, segment, words=words, flag=FlagId(flag))


def _unflag(_: SourceId, sent: Fields) -> Act:
    flag = FlagId(sent.id("flag"))
    return lambda project: project.flags.unflag(flag)


def _facet(_: SourceId, sent: Fields) -> Act:
    coding, facet = CodingId(sent.id("coding")), FacetId(sent.id("facet"))
    values, base = ([FacetValueId(v) for v in sent.any_ids(name)] for name in ("values", "base"))
    return lambda project: project.facets.set(coding, facet, values, base=base)


def _exemplar(source: SourceId, sent: Fields) -> Act:
    code, segment, words = CodeId(sent.id("code")), sent.segment("start", "end"), sent.text("words")
    kind = sent.one_of("shown", EXEMPLAR_KINDS)
    return lambda project: project.codebook.choose_exemplar(code, kind, source, segment, words)


def _refuse(source: SourceId, sent: Fields) -> Act:
    segment, offer = sent.segment("start", "end"), offer_in(sent.anything("offer"))
    return lambda project: project.suggestions.refuse(source, segment, offer)


def _mark_read(source: SourceId, sent: Fields) -> Act:
    segment = sent.segment("start", "end")
    return lambda project: project.reading.mark(source, segment)


def _unmark_read(source: SourceId, sent: Fields) -> Act:
    segment = sent.segment("start", "end")
    return lambda project: project.reading.unmark(source, segment)


def new_memo(sent: Fields) -> tuple[MemoId, Act]:
    """Read a new memo; one that was begun by a page since reloaded is gone on with."""
    memo, label = MemoId(sent.fresh("memo")), sent.text("label")
    readers = sent.one_of("visibility", VISIBILITIES)
    text = replace(memo_text(sent), kind=Words(label))

    def write(project: Project) -> None:
        try:
            known = project.memos.one(memo)
        except NotFoundError:
            project.memos.write(text, visibility=readers, memo=memo)
        else:
            project.memos.edit(memo, text, base=known.version)

    return memo, write


def memo_text(sent: Fields) -> MemoText:
    """Read a memo's title, text and links."""
    title, body, links = (Words(sent.text(name)) for name in ("title", "body", "links"))
    return MemoText(title, body, links)


def _undo(_: SourceId, __: Fields) -> Act:
    return lambda project: project.history.undo()


def _redo(_: SourceId, __: Fields) -> Act:
    return lambda project: project.history.redo()


def _reason(_: SourceId, sent: Fields) -> Act:
    action, words = ActionId(sent.id("of")), sent.text("words")
    return lambda project: project.history.give_reason(action, words)


_VERBS: Mapping[str, Callable[[SourceId, Fields], Act]] = {
    "apply": _apply,
    "recode": _recode,
    "resize": _resize,
    "remove": _remove,
    "create_code": _create_code,
    "rename_code": _rename_code,
    "move_code": _move_code,
    "recolour_code": _recolour_code,
    "merge_codes": _merge_codes,
    "delete_code": _delete_code,
    "flag": _flag,
    "unflag": _unflag,
    "facet": _facet,
    "exemplar": _exemplar,
    "refuse": _refuse,
    "mark_read": _mark_read,
    "unmark_read": _unmark_read,
    "write_memo": lambda _, sent: new_memo(sent)[1],
    "undo": _undo,
    "redo": _redo,
    "reason": _reason,
}


_CHANGE_MEMOS = ("write_memo", "undo", "redo")
_CHANGE_MARKS = ("mark_read", "unmark_read", "undo", "redo")


def _parent(sent: Fields) -> CodeId | None:
    parent = sent.id_or_none("parent")
    return None if parent is None else CodeId(parent)
