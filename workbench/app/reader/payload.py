"""What the reader is sent: a transcript as bytes that are shared, a surface with what changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.app.reader.memo_rows import memo_rows
from workbench.app.reader.ops import Answer
from workbench.app.reader.second import second_row
from workbench.model.codebook import APPLICABLE, COLOURS, Code
from workbench.model.coding import Coding
from workbench.model.facet import Facet
from workbench.model.ids import CodingId, FacetValueId, SourceId
from workbench.model.source import Passage, Speaker, ThirdParty
from workbench.project.codings import Changes
from workbench.project.project import Project


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A transcript with its codings as they were at an entry.

    Attributes:
        seq: The entry up to which its codings are told.
        payload: What the browser gets.
    """

    seq: int
    payload: bytes


def transcript(project: Project, source: SourceId, version: int, file: str) -> Snapshot:
    """Return a source as the reader shows it.

    Args:
        project: Holds the source.
        source: Which.
        version: The entry that last changed it.
        file: Number of the project's file; a restored project is another file.
    """
    seq = project.head.seq
    head = {"role": "transcript", "source": source, "version": version, "seq": seq, "file": file}
    facet = project.sources
    rows, tail = passage_rows(facet.text(source), facet.passages(source), facet.speakers(source))
    held = project.facets.held(source=source)
    codings = [_coding_row(coding, held) for coding in project.codings.in_source(source)]
    edition = project.corrections.holding(source)
    body = {"passages": rows, "tail": tail, "edition": edition, "codings": codings}
    return Snapshot(seq, _line(head) + b"\n" + _line(body))


def passage_rows(
    text: str, passages: Sequence[Passage], speakers: Sequence[Speaker]
) -> tuple[list[list[Any]], str]:
    """Cut a text into passages, each with what stands before it, and the rest.

    All gaps and passages one after the other, and the rest, are the text again.
    """
    names = {speaker.index: speaker.person or speaker.label for speaker in speakers}
    rows: list[list[Any]] = []
    at = 0
    for passage in sorted(passages, key=lambda one: one.start) or [_all_of(text)]:
        who = (None if passage.voice is None else names.get(passage.voice)) or None
        gap, words = text[at : passage.start], text[passage.start : passage.end]
        rows.append([gap, words, passage.kind, who, passage.begins_ms])
        at = passage.end
    return rows, text[at:]


def surface(
    project: Project,
    source: SourceId,
    snapshot: int,
    answer: Answer,
    held: Collection[SourceId] = (),
    **view: object,
) -> dict[str, Any]:
    """Return what the surface is drawn from.

    Args:
        project: In the hands of the person who reads.
        source: The source being read.
        snapshot: The entry up to which the transcript's own codings are told.
        answer: What became of the message that came with this run.
        held: Sources whose content note the person did not read.
        view: `height` in pixels, `focus` on a coding or on start and end of a segment; None leaves
            them to the browser.
    """
    since = snapshot if answer.since is None else answer.since
    changes = project.codings.changes(source, since)
    told = answer.since is None or changes.codes_changed
    return {
        "role": "surface",
        "project": project.id,
        "source": source,
        "coder": _coder(project),
        "coders": [[coder.id, coder.name] for coder in project.coders()],
        "colours": list(COLOURS),
        "codes": [_code_row(code) for code in project.codebook.all()] if told else None,
        "flags": [_flag_row(flag) for flag in project.flags.third_party(source)],
        "facets": [_facet_row(facet) for facet in project.facets.all()],
        "themes": theme_rows(project, source) if answer.since is None else None,
        "memos": memo_rows(project, source) if answer.since is None or answer.memos else None,
        "marks": project.reading.marks(source) if answer.since is None or answer.marks else None,
        "second": second_row(project, source, answer.asked, held),
        "patch": _patch(project, since, changes, answer),
        "said": _said(answer),
        **view,
    }


def theme_rows(project: Project, source: SourceId) -> list[list[Any]]:
    """Return the themes that codings of a source may belong to: name, codes, single codings."""
    themes = [one for one in project.themes.all() if one.state != "let go"]
    here: set[CodingId] = set()
    if any(theme.codings for theme in themes):
        here = {coding.id for coding in project.codings.in_source(source)}
    rows = [[theme.name, theme.codes, [c for c in theme.codings if c in here]] for theme in themes]
    return [row for row in rows if row[1] or row[2]]


def _patch(project: Project, since: int, changes: Changes, answer: Answer) -> Mapping[str, Any]:
    altered = [coding.id for coding in changes.upsert]
    held = project.facets.held(codings=altered) if altered else {}
    return {
        "since": since,
        "seq": changes.seq,
        "upsert": [_coding_row(coding, held) for coding in changes.upsert],
        "removed": list[CodingId](changes.removed),
        "answers": answer.number,
        "acks": list(answer.acks),
        "refused": [list(one) for one in answer.refused],
    }


def _said(answer: Answer) -> Mapping[str, Any] | None:
    said = answer.said
    if said is None:
        return None
    return {"op": said.op, "sentence": said.sentence, "action": said.action, "asks": said.asks}


def _coder(project: Project) -> Mapping[str, str] | None:
    if project.coder_name is None:
        return None
    known = project.coder
    return {"id": known.id if known else "", "name": project.coder_name}


def _code_row(code: Code) -> list[Any]:
    paint = code.swatch
    row = [code.id, code.name, code.parent, paint.colour, paint.pattern, code.coding_count]
    return [*row, code.state not in APPLICABLE]


def _coding_row(coding: Coding, held: Mapping[CodingId, tuple[FacetValueId, ...]]) -> list[Any]:
    row = [coding.id, coding.start, coding.end, coding.code, coding.coder]
    return [*row, held[coding.id]] if coding.id in held else row


def _facet_row(facet: Facet) -> list[Any]:
    form = facet.form
    return [facet.id, form.name, form.several, [[v.id, v.name, v.key] for v in form.values]]


def _flag_row(flag: ThirdParty) -> list[Any]:
    return [flag.id, flag.start, flag.end, flag.note]


def _all_of(text: str) -> Passage:
    return Passage("unassigned", 0, len(text))


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
