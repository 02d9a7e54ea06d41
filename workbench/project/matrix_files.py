"""Tables as files: the framework matrix, counts, and coded segments, csv or xlsx by their name.

Words of participants who may not be quoted, and of flagged passages, never stand in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from workbench.errors import InvalidActionError
from workbench.exchange.cells import csv_bytes
from workbench.exchange.quotations import COLUMNS, quotation_cells
from workbench.exchange.sheets import Sheet, write_sheets
from workbench.exchange.summaries import REFERENCE
from workbench.model.codebook import Code
from workbench.model.coding import Quotation
from workbench.model.events import ExportMade
from workbench.model.ids import CaseId, CodeId, Words
from workbench.model.matrix import CountTable, Head
from workbench.model.sifting import Closeness, QuotationFilter
from workbench.model.source import Speaker
from workbench.model.theme import MapThing, ThingKind
from workbench.project.leaving import HELD, Leaving
from workbench.project.matrices import all_said
from workbench.project.project import Project
from workbench.project.transfer import hand_over, refuse_taken
from workbench.project.wording import counted

TABLE_FORMATS = ("csv", "xlsx")
_COUNTED = "Only what participants say is counted. Not said may mean not asked."
_WIDE = {"words": 80, "printed": 60, "code": 40, "source": 24, "at": 24, "id": 38}


def export_matrix(project: Project, out: Path, kind: ThingKind, *, replace: bool = False) -> int:
    """Write the framework matrix, a row a participant; return how many rows.

    An xlsx has the quotations behind the cells on its second sheet. In a reflexive study cells
    hold no counts.

    Raises:
        InvalidActionError: The name does not end in one of TABLE_FORMATS, or there is no row.
        StorageError: The file is there already, or cannot be written.
    """
    ending = _ending(project, out, replace=replace)
    framework = _Framework(project, kind)
    if not framework.table.rows or not framework.table.columns:
        raise InvalidActionError(
            f"A framework matrix needs participants who speak, and {kind}s. One is missing."
        )
    if ending == "csv":
        chunks = csv_bytes(framework.head, framework.rows())
    else:
        chunks = iter([write_sheets(framework.sheets())])
    rows = len(framework.table.rows)
    _leave(project, out, f"a framework matrix of {kind}s ({ending})", rows, chunks)
    return rows


def export_counts(
    project: Project, out: Path, near: Closeness | None, *, replace: bool = False
) -> int:
    """Write how often codes are said by whom, or together; return how many codes.

    Args:
        project: Opened by the person who hands it over.
        out: The file.
        near: How near codes must be to be counted together; None counts them by participant.
        replace: Whether a file that is there already may be replaced.

    Raises:
        InvalidActionError: The name does not end in one of TABLE_FORMATS, or there is no code.
        StorageError: The file is there already, or cannot be written.
    """
    ending = _ending(project, out, replace=replace)
    table = project.matrix.codes_by_person() if near is None else project.matrix.together(near)
    if not table.rows:
        raise InvalidActionError("There is no code to count yet. Make one first.")
    rows = list(_counts(_Told(project), table, codes=near is not None))
    head, told = ["code", *map(str, rows[0][1:])], [_COUNTED, *_NEAR[near]]
    if ending == "csv":
        chunks = csv_bytes(head, ([str(cell) for cell in row] for row in rows[1:]))
    else:
        widest = min(max(len(str(row[0])) for row in rows) + 2, 60)
        columns = [(head[0], widest), *((name, min(len(name) + 4, 14)) for name in head[1:])]
        sheet = Sheet("Counts", columns, rows[1:], pinned=1)
        chunks = iter([write_sheets([sheet, _about(told)])])
    what = "codes by participant" if near is None else "codes together"
    _leave(project, out, f"a table of {what} ({ending})", len(table.rows), chunks)
    return len(table.rows)


def export_segments(project: Project, out: Path, *, replace: bool = False) -> int:
    """Write every coded segment with its place, a row each; return how many.

    Raises:
        InvalidActionError: The name does not end in one of TABLE_FORMATS.
        StorageError: The file is there already, or cannot be written.
    """
    ending = _ending(project, out, replace=replace)
    leaving = Leaving(project)
    with project._opened.reading() as reads:
        count = reads.coding_count()
        cells = (quotation_cells(leaving.row(one)) for one in reads.quoted.each())
        if ending == "csv":
            chunks = csv_bytes(COLUMNS, cells)
        else:
            columns = [(name, _WIDE.get(name, 12)) for name in COLUMNS]
            sheet = Sheet("Coded segments", columns, cells, pinned=1, wraps=False)
            chunks = iter([write_sheets([sheet])])
        _leave(project, out, f"coded segments ({ending})", count, chunks)
    return count


def first_rows(project: Project, name: str, most: int) -> tuple[list[str], list[list[str]]]:
    """Return the head of a table and its first rows, as its file will have them.

    Args:
        project: Opened by the person who looks.
        name: One of TABLES.
        most: How many rows at most.
    """
    rows: Iterable[Sequence[str | int]]
    if name in _KINDS:
        framework = _Framework(project, _KINDS[name])
        head, rows = framework.head, framework.rows()
    elif name == "segments":
        leaving, found = Leaving(project), project.quotations.find(QuotationFilter(), most=most)
        cells = (quotation_cells(leaving.row(one)) for one in found.quotations)
        head, rows = list(COLUMNS), cells
    else:
        near = _NEARNESS[name]
        matrix = project.matrix
        table = matrix.codes_by_person() if near is None else matrix.together(near)
        names, *rows = _counts(_Told(project), table, codes=near is not None)
        head = ["code", *map(str, names[1:])]
    return head, [[str(cell) for cell in row] for row in islice(rows, most)]


_KINDS: dict[str, ThingKind] = {"matrix": "theme", "matrix-codes": "code"}
_NEARNESS: dict[str, Closeness | None] = {
    "counts": None,
    "cooccurrence": "overlapping",
    "cooccurrence-turns": "turns",
}
_Write = Callable[[Project, Path, bool], int]
#: The tables by the name of the format: what is in it, what is counted, and what writes it.
TABLES: dict[str, tuple[str, str, _Write]] = {
    "matrix": (
        "the framework matrix: a row a participant, a column a theme, with what you wrote in it; "
        "to read across a person or down a theme",
        "row",
        lambda project, out, replace: export_matrix(project, out, "theme", replace=replace),
    ),
    "matrix-codes": (
        "the framework matrix with a column a code",
        "row",
        lambda project, out, replace: export_matrix(project, out, "code", replace=replace),
    ),
    "counts": (
        "how often each participant says something of each code; to see who says what",
        "code",
        lambda project, out, replace: export_counts(project, out, None, replace=replace),
    ),
    "cooccurrence": (
        "how many codings of each code share words with those of each other code; to see what is "
        "said in one breath",
        "code",
        lambda project, out, replace: export_counts(project, out, "overlapping", replace=replace),
    ),
    "cooccurrence-turns": (
        "how many codings of each code stand in the same turn as those of each other code",
        "code",
        lambda project, out, replace: export_counts(project, out, "turns", replace=replace),
    ),
    "segments": (
        "every coded segment with its place, without words that may not leave; for other programs",
        "coding",
        lambda project, out, replace: export_segments(project, out, replace=replace),
    ),
}
_NEAR: dict[Closeness | None, tuple[str, ...]] = {
    None: ("A cell counts the codings of a code in which a participant speaks.",),
    "overlapping": (
        "A cell counts the codings of the row's code that share words with one of the column's "
        "code; read the other way round the number may differ. On the diagonal stand all codings "
        "of the code.",
    ),
    "turns": (
        "A cell counts the codings of the row's code that stand in the same turn as one of the "
        "column's code; read the other way round the number may differ. On the diagonal stand all "
        "codings of the code.",
    ),
}


class _Told:
    """Names and words as they may leave."""

    def __init__(self, project: Project) -> None:
        self.leaving = Leaving(project)
        self._project = project
        self._paths: dict[CodeId, str] = {}
        self.held = 0

    @cached_property
    def codes(self) -> dict[str, Code]:
        """The codes by id."""
        return {code.id: code for code in self._project.codebook.all()}

    @cached_property
    def _names(self) -> dict[CaseId, str]:
        return {case.id: case.name for case in self._project.cases.all()}

    def name(self, kind: str, head: Head) -> str:
        """Return the name of a person, a theme or a code."""
        if kind == "case":
            return head.name
        if kind == "code":
            return self.leaving.code_path(self.codes[head.id].path, CodeId(head.id))
        return self.leaving.masked(head.name)

    def source(self, quotation: Quotation) -> str:
        """Return what a quotation's source is called."""
        return self.leaving.source_name(quotation.coding.source, quotation.source_name)

    def path(self, quotation: Quotation) -> str:
        """Return the path of a quotation's code."""
        code = quotation.coding.code
        if code not in self._paths:
            self._paths[code] = self.leaving.code_path(quotation.code, code)
        return self._paths[code]

    def words(self, quotation: Quotation) -> str:
        """Return the printed words of a quotation, or that they are held back."""
        if self.leaving.why_held(quotation.coding.source, quotation.coding.segment):
            self.held += 1
            return HELD
        return self.leaving.words(quotation, self._called)

    def _called(self, speaker: Speaker | None) -> str:
        if speaker is None:
            return "somebody"
        return speaker.label if speaker.case is None else self._names[speaker.case]


@dataclass(frozen=True)
class _Framework:
    """The framework matrix of a study: summaries by person, and what stands behind them."""

    project: Project
    kind: ThingKind

    @cached_property
    def table(self) -> CountTable:
        """Counts with a row a person."""
        if self.kind == "theme":
            return self.project.matrix.themes_by_person()
        return self.project.matrix.codes_by_person().turned

    @cached_property
    def told(self) -> _Told:
        """Names and words as they may leave."""
        return _Told(self.project)

    @cached_property
    def head(self) -> list[str]:
        """The heads of the columns."""
        return ["participant", *(self.told.name(self.kind, one) for one in self.table.columns)]

    def rows(self) -> Iterator[list[str]]:
        """Yield a row a person: what was written down, and how many quotations there are."""
        written = {(cell.case, cell.thing): cell.words for cell in self.project.matrix.cells()}
        counts_shown = self.project.stance != "reflexive"
        for person, counts in zip(self.table.rows, self.table.counts, strict=True):
            cells = [person.name]
            for column, count in zip(self.table.columns, counts, strict=True):
                words = written.get((CaseId(person.id), MapThing(self.kind, column.id)), "")
                lines = [self.told.leaving.masked(words)] if words else []
                if count and counts_shown:
                    lines.append(f"({counted(count, 'quotation')})")
                cells.append("\n".join(lines))
            yield cells

    def sheets(self) -> Iterator[Sheet]:
        """Yield the matrix, the quotations, and how to read them."""
        columns = [(name, 30 if number else 20) for number, name in enumerate(self.head)]
        yield Sheet("Matrix", columns, self.rows(), pinned=1)
        yield Sheet(
            "Quotations",
            (
                ("participant", 20), (self.kind, 30), ("bearing", 11), ("quotation", 80),
                ("source", 26), ("turn", 7), ("code", 34), ("reference", 12),
            ),
            self._quotations(),
            pinned=2,
        )  # fmt: skip
        lines = [_COUNTED] if self.project.stance != "reflexive" else []
        if self.told.held:
            lines.append(
                f"Of {self.told.held:,} quotations the words are left out: who said them did not "
                "allow that they are quoted, or they tell of somebody who took no part."
            )
        yield _about([*lines, "A quotation may stand there for several themes."])

    def _quotations(self) -> Iterator[Sequence[str | int]]:
        with self.project._opened.reading() as reads:
            found = all_said(reads, self.kind)
            among = reads.quoted.among(list(dict.fromkeys(said.coding for said in found)))
        quotations = {one.coding.id: one for one in among}
        words = {one: self.told.words(quotation) for one, quotation in quotations.items()}
        people = {head.id: (n, head.name) for n, head in enumerate(self.table.rows)}
        things = dict(
            zip((c.id for c in self.table.columns), enumerate(self.head[1:]), strict=True)
        )
        for said in sorted(found, key=lambda s: (people[s.case][0], things[s.thing.id][0])):
            one = quotations[said.coding]
            yield (
                people[said.case][1], things[said.thing.id][1], said.bearing, words[said.coding],
                self.told.source(one), one.turn or "", self.told.path(one), said.coding[:REFERENCE],
            )  # fmt: skip


def _counts(told: _Told, table: CountTable, *, codes: bool) -> Iterator[Sequence[str | int]]:
    kind = "code" if codes else "case"
    yield ["", *(told.name(kind, head) for head in table.columns)]
    for head, counts in zip(table.rows, table.counts, strict=True):
        yield [told.name("code", head), *counts]


def _about(lines: Iterable[str]) -> Sheet:
    return Sheet("How to read it", (("How to read it", 100),), [(line,) for line in lines])


def _ending(project: Project, out: Path, *, replace: bool) -> str:
    refuse_taken(project, out, replace=replace)
    ending = out.suffix.casefold().removeprefix(".")
    if ending not in TABLE_FORMATS:
        raise InvalidActionError("A table is written as csv or xlsx. End the file's name in one.")
    return ending


def _leave(project: Project, out: Path, what: str, rows: int, chunks: Iterable[bytes]) -> None:
    hand_over(project, out, ExportMade(what, rows, Words(out.name)), chunks)
