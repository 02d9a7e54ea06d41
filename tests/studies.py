"""Small real studies for tests: a transcript with every kind of character, and a coded project."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from workbench.model.ids import CodeId, SourceId
from workbench.model.source import LineCount, Passage, Segment, SourceDraft
from workbench.project.project import Project

_KEY = Path(__file__).parents[1] / "sample_transcripts" / "key.json"

#: How many codings the sample study has, all coders together.
SAMPLE_CODINGS = sum(json.loads(_KEY.read_text(encoding="utf-8"))["study"]["codings"].values())

#: Astral, combining, joined and right-to-left characters, and both kinds of blanks.
TEXT = (
    "INT: Can you tell me about that?\n"
    "P07: I e\u0301te\u0301 there 😀, with 👩‍👩‍👧 and 𝒜. "
    "\u05e9\u05dc\u05d5\u05dd, she said. Café\u00a0time.\n"
    "INT: Mm.\n"
    "P07: We don't drive clients. So I drove her, and I sat in the back of that courtroom."
)


def at(text: str, words: str) -> Segment:
    """Return where some words stand first in a text."""
    start = text.index(words)
    return Segment(start, start + len(words))


def draft(text: str = TEXT, name: str = "P07 first.txt") -> SourceDraft:
    """Return what a reader would make of a transcript with `INT:` and `P07:` labels."""
    passages, start, labels = [], 0, ("INT", "P07")
    for line in text.split("\n"):
        label = line.partition(":")[0]
        at = start + len(label) + 2
        passages.append(Passage("turn", at, start + len(line), labels.index(label), start, at - 1))
        start += len(line) + 1
    return SourceDraft(
        file_name=name,
        file_size=len(text.encode()),
        file_sha256="00" * 32,
        format="txt",
        encoding="utf-8",
        text=text,
        passages=tuple(passages),
        speakers=labels,
        characters_read=len(text),
        left_out=(),
        lines=LineCount(len(passages), 0, 0, 0, 0),
    )


@dataclass(frozen=True)
class Coded:
    """A project with one source and two codes, seven codings of which two share a segment."""

    project: Project
    source: SourceId
    limits: CodeId
    borders: CodeId


def coded(project: Project) -> Coded:
    """Import the transcript and code it."""
    source = project.sources.add(draft())
    limits = project.codebook.create("limits")
    borders = project.codebook.create("borders", parent=None)
    for start, end in ((5, 14), (37, 60), (120, 140)):
        project.codings.apply(source, Segment(start, end), limits)
    for start, end in ((5, 14), (40, 66), (100, 130), (130, 150)):
        project.codings.apply(source, Segment(start, end), borders)
    return Coded(project, source, limits, borders)
