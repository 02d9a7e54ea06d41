"""What the simulated coders of the sample study wrote down: stance, memos, decisions, a meeting.

In the tables a thing is named in plain words, ``code:PATH``, ``source:FILE`` or ``case:NAME``, with
a semicolon between two; ``[[FILE: words]]`` in a memo stands for the passage with these words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from workbench.errors import NotFoundError
from workbench.model.ids import SourceId, Words
from workbench.model.memo import MemoLink, MemoStatus, MemoText, Visibility, written_links
from workbench.model.study import DecisionRecord, MeetingRecord, Phase, Stance, StudyDetails
from workbench.project.project import Project

_DESIGN = "FIC-design.csv"
_MEMOS = "FIC-memos.csv"
_DECISIONS = "FIC-decisions.csv"
_MEETINGS = "FIC-meetings.csv"
_PASSAGE = re.compile(r"\[\[(FIC-[^\]:]+): ([^\]]+)\]\]")
_ABOUT_THE_STANCE = frozenset({"stance", "stance_date", "stance_why", "phase"})
_NOT_RECORDS = frozenset({"coder", "about", "allows"})

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SampleTexts:
    """The sample's sources with their texts, by file name."""

    by_file: Mapping[str, tuple[SourceId, str]]

    def passage(self, file: str, words: str) -> MemoLink:
        """Return the link to the passage with these words."""
        source, text = self.by_file[file]
        start = text.index(words)
        return MemoLink("segment", source, start, start + len(words))


def write_down(project: Project, texts: SampleTexts, table: Callable[[str], Sequence[Row]]) -> None:
    """Write everything down, each in the name of the coder who is said to have written it."""
    things = _Things(project, texts)
    design = {row["field"]: row["words"] for row in table(_DESIGN)}
    _design(project, design)
    for row in table(_MEMOS):
        _memo(project.as_coder(row["coder"]), things, row)
    for row in table(_DECISIONS):
        record = DecisionRecord(affected=things.links(row["about"]), **_record(row))
        _decide(project.as_coder(row["coder"]), record, row["allows"])
    for row in table(_MEETINGS):
        project.as_coder(row["coder"]).meetings.record(MeetingRecord(**_record(row)))
    project.study.move_to(cast(Phase, design["phase"]))


class _Things:
    """Finds what the tables name in plain words."""

    def __init__(self, project: Project, texts: SampleTexts) -> None:
        self.texts = texts
        self._codes = {" / ".join(code.path): code.id for code in project.codebook.all()}
        self._cases = {case.name: case.id for case in project.cases.all()}

    def links(self, about: str) -> Words:
        """Return the links to what a cell names, as records keep them."""
        return written_links(tuple(self._each(about)))

    def _each(self, about: str) -> Iterator[MemoLink]:
        for named in filter(None, about.split("; ")):
            kind, _, name = named.partition(":")
            if kind == "code" and name in self._codes:
                yield MemoLink("code", self._codes[name])
            elif kind == "case" and name in self._cases:
                yield MemoLink("case", self._cases[name])
            elif kind == "source" and name in self.texts.by_file:
                yield MemoLink("source", self.texts.by_file[name][0])
            else:
                raise NotFoundError(f"The sample names something it does not have: {named}")


def _design(project: Project, design: Mapping[str, str]) -> None:
    known: dict[str, Any] = {
        name: Words(words) for name, words in design.items() if name not in _ABOUT_THE_STANCE
    }
    project.study.describe(StudyDetails(**known))
    project.study.set_stance(cast(Stance, design["stance"]), design["stance_why"])
    (decision,) = project.decisions.all()
    dated = replace(decision.record, date=design["stance_date"])
    project.decisions.change(decision.id, dated, base=decision.version)


def _memo(project: Project, things: _Things, row: Row) -> None:
    body = _PASSAGE.sub(lambda found: f"[[{things.texts.passage(*found.groups())}]]", row["body"])
    text = MemoText(
        Words(row["title"]), Words(body), things.links(row["about"]), Words(row["kind"])
    )
    memo = project.memos.write(text, visibility=cast(Visibility, row["visibility"]))
    project.memos.grow(memo, cast(MemoStatus, row["status"]))


def _decide(project: Project, record: DecisionRecord, allows: str) -> None:
    """Record a decision; that for groupings is recorded with what it allows, then dated."""
    if not allows:
        project.decisions.record(record)
        return
    made = project.groupings.allow(record.why)
    project.decisions.change(made, record, base=project.decisions.one(made).version)


def _record(row: Row) -> dict[str, Any]:
    return {name: Words(value) for name, value in row.items() if name not in _NOT_RECORDS}
