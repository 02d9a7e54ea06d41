"""The text of one source: its versions, and how it is corrected, looked at before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from workbench.app import layout
from workbench.app.accounts import on_screen
from workbench.app.cached import sight, source_text
from workbench.app.correction import Correction
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.errors import WorkbenchError
from workbench.model.source import Source, SourceDraft
from workbench.model.versions import CorrectionReport, SourceVersion, Touched
from workbench.project.project import Project
from workbench.project.sources import FileBytes, ReadOptions, RefusedFile, preview_encodings
from workbench.project.wording import counted

LEAF = 20
#: So many words are shown on each side of what differs.
_AROUND = 8
_MEGABYTES = 100
_PLAINLY = ReadOptions()
_BY_FILE, _BY_HAND = "with a corrected file", "one turn, here"


def draw_text(desk: Desk, project: Project, source: Source) -> None:
    """Draw the versions of a source's text, and the way to another one."""
    st.subheader("Text", anchor=False)
    versions = project.corrections.versions(source.id)
    if len(versions) > 1:
        _versions(project, source, versions)
    label = "Correct the transcript"
    is_begun = desk.correction.source == source.id
    with st.expander(label, icon=":material/spellcheck:", expanded=is_begun):
        st.caption(
            "The text before a correction is kept. Codings, claims, memos, flags and marks stay "
            "with their words; you see which words change before anything is written."
        )
        _begin(desk, project, source)
        draft = desk.correction.draft(source.id)
        if draft is not None:
            _look(desk, project, source, draft)
        layout.refusal(desk, _place(source))


def _place(source: Source) -> str:
    return f"correct-{source.id}"


# --- versions -------------------------------------------------------------------------------


def _versions(project: Project, source: Source, versions: Sequence[SourceVersion]) -> None:
    for one in reversed(versions):
        st.markdown(plain(_told(one)))
        if one.reason:
            st.caption(plain(one.reason))
    numbers = [one.n for one in reversed(versions) if not one.holds]
    chosen = st.selectbox(
        "Read an earlier version",
        numbers,
        index=None,
        format_func=lambda n: f"Version {n}",
        placeholder="Which one",
        key=f"version-{source.id}-{source.version}",
    )
    if chosen is not None:
        with st.container(height=320, border=True):
            st.text(project.corrections.text_of(source.id, chosen))


def _told(one: SourceVersion) -> str:
    brought = f"from {one.file_name}" if one.file_name else "by hand"
    did = "imported" if one.parent is None else f"corrected from version {one.parent}"
    holds = ", the one that holds" if one.holds else ""
    others = f" · {_codings(one.reworded)} got other words" if one.reworded else ""
    told = f"Version {one.n}{holds} · {did} {brought} · {one.coder}, {moment(one.at)}"
    return f"{told} · {one.words:,} words, {one.turns:,} turns{others}"


# --- what is corrected ----------------------------------------------------------------------


def _begin(desk: Desk, project: Project, source: Source) -> None:
    number = f"{source.id}-{desk.correction.number}"
    ways = [_BY_FILE, _BY_HAND]
    way = st.radio("How", ways, horizontal=True, key=f"way-{number}", label_visibility="collapsed")
    if way == _BY_HAND:
        _by_hand(desk, project, source, number)
    else:
        _by_file(desk, project, source, number)


def _by_file(desk: Desk, project: Project, source: Source, number: str) -> None:
    upload = st.file_uploader(
        "The corrected transcript, in any format that can be imported",
        max_upload_size=_MEGABYTES,
        key=f"corrected-{number}",
    )
    now = desk.correction
    if upload is None:
        if now.file is not None and now.source == source.id:
            desk.correction = Correction(now.number)
        return
    if now.upload != upload.file_id:
        _read(desk, project, source, FileBytes(upload.name, upload.getvalue()), upload.file_id)
    refused = desk.correction.result
    if isinstance(refused, RefusedFile) and desk.correction.file is not None:
        st.warning(plain(on_screen(refused.message)), icon=":material/info:")
    if isinstance(refused, RefusedFile) or desk.correction.options.encoding is not None:
        _encoding(desk, project, source)


def _read(
    desk: Desk,
    project: Project,
    source: Source,
    file: FileBytes,
    upload: str,
    options: ReadOptions = _PLAINLY,
) -> None:
    (result,) = project.sources.read([file], options)
    number = desk.correction.number
    desk.correction = Correction(number, source.id, file, upload, result, options)


def _encoding(desk: Desk, project: Project, source: Source) -> None:
    """Ask how the bytes are to be read, where they are not UTF-8."""
    now = desk.correction
    assert now.file is not None
    file, upload = now.file, now.upload
    is_asked = isinstance(now.result, RefusedFile) and now.result.reason == "encoding"
    if not (is_asked or now.options.encoding):
        return
    ways = {way.encoding: way.sample for way in preview_encodings(file.data) if way.sample}
    key = f"encoding-{upload}"
    st.radio(
        "Choose the reading that shows the words rightly.",
        list(ways),
        index=None,
        captions=[plain(sample) for sample in ways.values()],
        key=key,
        on_change=lambda: _read(desk, project, source, file, upload, ReadOptions(desk.chosen(key))),
    )


def _by_hand(desk: Desk, project: Project, source: Source, number: str) -> None:
    text = source_text(sight(project), project, source.id)
    turns = [n for n, p in enumerate(text.passages) if p.kind == "turn"]
    numbers = turns or list(range(len(text.passages)))
    if not numbers:
        st.caption("This text has no turns. Correct it with a file.")
        return
    asked = st.number_input(
        f"Turn, 1 to {len(numbers):,}" if turns else f"Passage, 1 to {len(numbers):,}",
        min_value=1,
        max_value=len(numbers),
        step=1,
        key=f"turn-{number}",
    )
    passage = numbers[int(asked) - 1]
    place = text.passages[passage]
    key = f"words-{number}-{passage}-{source.version}"
    st.text_area("Its words", value=text.text[place.start : place.end].strip(), key=key, height=160)
    st.button(
        "Look at the correction",
        key=f"look-{number}",
        on_click=lambda: desk.act(
            _with_words, desk, project, source, passage, key, place=_place(source)
        ),
    )


def _with_words(desk: Desk, project: Project, source: Source, passage: int, key: str) -> None:
    draft = project.corrections.with_words(source.id, passage, desk.typed(key))
    project.corrections.foresee(source.id, draft)
    desk.correction = replace(desk.correction, source=source.id, file=None, upload="", result=draft)


# --- what would happen ----------------------------------------------------------------------


def _look(desk: Desk, project: Project, source: Source, draft: SourceDraft) -> None:
    try:
        seen = project.corrections.foresee(source.id, draft)
    except WorkbenchError as error:
        st.info(plain(str(error)), icon=":material/info:")
        _put_aside(desk)
        return
    st.divider()
    st.markdown(f"**What would change** · nothing is written yet · {_size(source, seen)}")
    st.markdown(_summary(seen))
    for labels, said in ((seen.new_speakers, "New, not mapped"), (seen.gone_speakers, "Gone")):
        if labels:
            st.caption(plain(f"{said}: {', '.join(labels)}"))
    for label, old in seen.heirs:
        st.caption(plain(_succeeds(label, old)))
    _touched(desk, "Other words", seen.reworded)
    _touched(desk, "No place in the corrected text", seen.lost)
    _buttons(desk, project, source, draft, seen)


def _succeeds(label: str, old: str) -> str:
    return f"{label} takes the place of {old or 'the words without a label'}, mapped alike"


def _size(source: Source, seen: CorrectionReport) -> str:
    return f"{source.words:,} → {seen.words:,} words, {source.turn_count:,} → {seen.turns:,} turns"


def _summary(seen: CorrectionReport) -> str:
    told = [f":material/check: {_codings(seen.same)} on the same words"]
    for count, words in (
        (len(seen.reworded), "with other words"),
        (len(seen.lost), "without a place"),
    ):
        if count:
            told.append(f":material/edit: {_codings(count)} {words}")
    for count, noun in (
        (seen.claims, "tie of a claim to look at again"),
        (seen.exemplars, "example of a code that goes"),
        (seen.third_parties, "third-party flag that goes"),
    ):
        if count:
            told.append(f":material/info: {count:,} {noun}")
    return " · ".join(told)


def _codings(count: int) -> str:
    return counted(count, "coding")


def _touched(desk: Desk, head: str, codings: Sequence[Touched]) -> None:
    if not codings:
        return
    st.markdown(f"**{head}**")
    for one in codings[layout.leaves(desk, f"touched-{head}", len(codings), LEAF)]:
        turn = f" · turn {one.turn:,}" if one.turn else ""
        twice = " · the same coder coded these words so there" if one.stands_twice else ""
        with st.container(border=True, gap="xsmall"):
            st.caption(plain(f"{one.code} · {one.coder}{turn}{twice}"))
            columns = st.columns(2)
            before, after = parts_apart(one.before, one.after)
            columns[0].text(f"Before: {before}")
            columns[1].text(f"After: {after}" if after else "After: no words are left")


def parts_apart(before: str, after: str) -> tuple[str, str]:
    """Return two texts from where they part to where they meet again, a few words around it."""
    old, new = before.split(), after.split()
    same = [one == other for one, other in zip(old, new, strict=False)]
    head = max(0, [*same, False].index(False) - _AROUND)
    ends = [one == other for one, other in zip(old[head:][::-1], new[head:][::-1], strict=False)]
    tail = max(0, [*ends, False].index(False) - _AROUND)
    return _between(old, head, tail), _between(new, head, tail)


def _between(words: Sequence[str], head: int, tail: int) -> str:
    middle = " ".join(words[head : len(words) - tail])
    return f"{'… ' if head else ''}{middle}{' …' if tail else ''}"


def _buttons(
    desk: Desk, project: Project, source: Source, draft: SourceDraft, seen: CorrectionReport
) -> None:
    lost = tuple(one.coding for one in seen.lost)
    agreed = not lost
    if lost:
        agreed = st.checkbox(
            f"Take away {_codings(len(lost))} without a place; undo brings them back",
            key=f"agree-{source.id}-{hash(lost)}",
        )

    def correct() -> None:
        if desk.done(
            project.corrections.correct,
            source.id,
            draft,
            take_away=lost,
            base=seen.base,
            place=_place(source),
        ):
            desk.correction = Correction(desk.correction.number + 1)

    with st.container(horizontal=True):
        st.button(
            "Correct the text",
            key=f"do-correct-{source.id}",
            type="primary",
            disabled=not agreed,
            on_click=correct,
        )
        _put_aside(desk)


def _put_aside(desk: Desk) -> None:
    def aside() -> None:
        desk.correction = Correction(desk.correction.number + 1)

    st.button("Put the correction aside", key="correction-aside", on_click=aside)
