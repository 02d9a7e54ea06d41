"""What the project holds, read from the tables as values of the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, literal_column, select

from workbench.errors import ContentErasedError, InvalidActionError, NotFoundError, TrailError
from workbench.model.blind import Blindfold
from workbench.model.case import Coder
from workbench.model.codebook import APPLICABLE, Code
from workbench.model.coding import Coding, Quotation
from workbench.model.ids import CodeId, CoderId, CodingId, MemoId, ProjectId, SourceId
from workbench.model.source import (
    UNLABELLED,
    Passage,
    Source,
    SourceKind,
    Speaker,
)
from workbench.store import tables as t
from workbench.store.acts import Acts
from workbench.store.blind import SIGHTED, put_on
from workbench.store.carried import Carried
from workbench.store.codes import in_tree_order
from workbench.store.content import Texts
from workbench.store.entries import Recorded
from workbench.store.facets import Facets
from workbench.store.matrices import Matrices
from workbench.store.memos import Memos
from workbench.store.passages import place_of, unpack
from workbench.store.people import People
from workbench.store.proposals import Proposals
from workbench.store.quotations import Quotations
from workbench.store.readings import Readings
from workbench.store.rows import coding_in, source_in
from workbench.store.sieve import Sieve
from workbench.store.statements import Statement
from workbench.store.study import Study
from workbench.store.texts import TextVersions
from workbench.store.theme_claims import ThemeClaims
from workbench.store.theme_maps import ThemeMaps
from workbench.store.themes import Themes
from workbench.store.told import Told
from workbench.trail.entry import read_part


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """The study itself: id, name, stance, and when it was begun (µs)."""

    id: ProjectId
    name: str
    stance: str
    created_at: int


#: How many values one question may carry; SQLite takes 32,766.
_VARIABLES = 10_000
_CODING = select(
    *(c for c in t.codings.c if c.name not in ("passage", "turn", "speaker", "version"))
)
_SOURCE = [column for column in t.sources.c if column.name != "passages"]
_ONE_CODING = _CODING.where(t.codings.c.id == bindparam("coding"))
_TWIN = select(t.codings.c.id).where(
    t.codings.c.source == bindparam("source"),
    t.codings.c.start == bindparam("start"),
    t.codings.c.end == bindparam("end"),
    t.codings.c.code == bindparam("code"),
    t.codings.c.coder == bindparam("coder"),
)
_APPLICABLE = select(t.codes.c.card_version).where(
    t.codes.c.id == bindparam("code"), t.codes.c.gone == "", t.codes.c.state.in_(APPLICABLE)
)
_TAKEN = Statement(
    select(t.sources.c.id).where(
        t.sources.c.name == bindparam("name"), t.sources.c.removed == literal_column("0")
    )
)
_SOURCE_TEXT = select(t.sources.c.text_seq, t.sources.c.text_part, t.sources.c.removed).where(
    t.sources.c.id == bindparam("source")
)


class Reads:
    """Questions to the tables, all answered at one moment of the project.

    Args:
        db: The connection.
        texts: Sources' texts that were read before.
        reader: Who asks: what others keep private is not told.
        kept: Memos that are not told whatever they were, as of a past in which others read them.
        fold: What keeps others' codings from the reader while a blind round is open.
    """

    def __init__(
        self,
        db: Connection,
        texts: Texts,
        reader: CoderId | None = None,
        kept: frozenset[MemoId] = frozenset(),
        fold: Blindfold | None = None,
    ) -> None:
        if fold is not None:
            put_on(fold, db)
        self.db = db
        self.reader = reader
        self.acts = Acts(db)
        self.people = People(db)
        self.proposals = Proposals(db)
        self.readings = Readings(db)
        self.texts = TextVersions(db)
        self.facets = Facets(db)
        self.themes = Themes(db)
        self.theme_claims = ThemeClaims(db)
        self.theme_maps = ThemeMaps(db)
        self.matrices = Matrices(db)
        self.carried = Carried(db)
        self.memos = Memos(db, reader, kept)
        self.told = Told(db, self.memos, reader, fold)
        self.study = Study(db, self.memos)
        self._texts = texts
        self.quoted = Quotations(db, self.text)

    # --- the study and its coders --------------------------------------------------------

    def head(self) -> tuple[int, str]:
        """Return the newest entry's number and digest."""
        row = self.db.execute(select(t.head.c.seq, t.head.c.digest)).one()
        return row.seq, row.digest

    def entries(self, since: int = 0, until: int | None = None) -> Iterator[Recorded]:
        """Yield the trail's entries read back, oldest first, as far as this reader is told."""
        return self.told.entries(since, until)

    def project(self) -> ProjectRow:
        """Return the study's own row."""
        row = self.db.execute(select(t.project)).one()
        return ProjectRow(ProjectId(row.id), row.name, row.stance, row.created_at)

    def coders(self) -> list[Coder]:
        """Return everybody who joined, in order."""
        rows = self.db.execute(select(t.coders).order_by(t.coders.c.seq))
        return [Coder(CoderId(row.id), row.name) for row in rows]

    # --- sources ---------------------------------------------------------------------------

    def sources(self) -> list[Source]:
        """Return the sources under study in order of import."""
        codings = _count(t.codings, t.codings.c.source)
        query = (
            select(*_SOURCE, codings.c.n.label("coding_count"))
            .outerjoin(codings, codings.c.of == t.sources.c.id)
            .where(t.sources.c.removed == 0)
            .order_by(t.sources.c.import_seq)
        )
        return [source_in(row) for row in self.db.execute(query)]

    def source_name(self, source: SourceId) -> str:
        """Return the name of a source under study.

        Raises:
            NotFoundError: There is none with this id.
        """
        query = select(t.sources.c.name).where(t.sources.c.id == source, t.sources.c.removed == 0)
        name: str | None = self.db.execute(query).scalar()
        if name is None:
            raise NotFoundError(f"There is no source {source} in this project.")
        return name

    def source_kind(self, source: SourceId) -> SourceKind:
        """Return the kind of a source under study.

        Raises:
            NotFoundError: There is none with this id.
        """
        self.source_name(source)
        query = select(t.sources.c.kind).where(t.sources.c.id == source)
        kind: SourceKind = self.db.execute(query).scalar_one()
        return kind

    def source_names(self) -> dict[str, str]:
        """Return the name of every source there ever was, by id."""
        rows = self.db.execute(select(t.sources.c.id, t.sources.c.name))
        return {row.id: row.name for row in rows}

    def source_name_is_taken(self, name: str) -> bool:
        """Tell whether a source under study has exactly this name."""
        return _TAKEN.first(self.db, {"name": name}) is not None

    def text(self, source: SourceId) -> str:
        """Return a source's text, verbatim.

        Raises:
            NotFoundError: There is no such source under study.
            ContentErasedError: Its words were erased.
        """
        row = self.db.execute(_SOURCE_TEXT, {"source": source}).one_or_none()
        if row is None or row.removed:
            raise NotFoundError(f"There is no source {source} in this project.")
        return self.text_at(source, row.text_seq, row.text_part)

    def text_at(self, source: SourceId, seq: int, number: int) -> str:
        """Return a text of a source that stands in a part of an entry.

        Raises:
            ContentErasedError: Its words were erased.
        """
        key = (source, seq)
        text = self._texts.get(key)
        if text is None:
            text = read_part(self._part(seq, number)).get("text")
            if text is None:
                raise TrailError("The words of this source cannot be read.", seq)
            self._texts.put(key, text)
        return text

    def _part(self, seq: int, number: int) -> bytes:
        query = select(t.parts.c.body).where(t.parts.c.seq == seq, t.parts.c.n == number)
        body: bytes | None = self.db.execute(query).scalar()
        if body is None:
            raise ContentErasedError("The words of this source were erased.")
        return body

    def encoding(self, source: SourceId) -> str:
        """Return how the file of a source under study was decoded."""
        self.source_name(source)
        query = select(t.sources.c.encoding).where(t.sources.c.id == source)
        return str(self.db.execute(query).scalar_one())

    def passages(self, source: SourceId) -> list[Passage]:
        """Return a source's passages in order; none for a source that is not there."""
        query = select(t.sources.c.passages).where(t.sources.c.id == source)
        packed: str | None = self.db.execute(query).scalar()
        return [] if packed is None else unpack(packed)

    def turn_at(self, source: SourceId, position: int) -> int | None:
        """Return the number of the turn a position lies in, from 1; None outside turns."""
        query = select(t.sources.c.passages).where(t.sources.c.id == source)
        packed: str | None = self.db.execute(query).scalar()
        return None if packed is None else place_of(packed, position).turn

    def voice_at(self, source: SourceId, position: int) -> int | None:
        """Return the index of who speaks at a position; None where nobody is known to."""
        query = select(t.sources.c.passages).where(t.sources.c.id == source)
        packed: str | None = self.db.execute(query).scalar()
        return None if packed is None else place_of(packed, position).speaker

    def speakers(self, source: SourceId) -> list[Speaker]:
        """Return a source's speakers in order of first appearance.

        Last comes whoever speaks the words without a label, where somebody was said to.
        """
        turns = Counter(p.voice for p in self.passages(source))
        query = (
            select(t.speakers, t.cases.c.name.label("name"))
            .outerjoin(t.cases, t.cases.c.id == t.speakers.c.person)
            .where(t.speakers.c.source == source)
            .order_by(t.speakers.c.n == UNLABELLED, t.speakers.c.n)
        )
        return [
            Speaker(row.n, row.label, row.role, row.person, row.name, turns[row.n])
            for row in self.db.execute(query)
        ]

    # --- codebook --------------------------------------------------------------------------

    def codes(self) -> list[Code]:
        """Return the codes of the codebook in tree order: parents first, siblings by name."""
        counts = _count(t.codings, t.codings.c.code)
        query = (
            select(t.codes, counts.c.n.label("coding_count"))
            .outerjoin(counts, counts.c.of == t.codes.c.id)
            .where(t.codes.c.gone == "")
        )
        return in_tree_order(self.db.execute(query).all())

    def code_count(self) -> int:
        """Return how many codes are in the codebook, wherever they stand."""
        query = select(func.count()).select_from(t.codes).where(t.codes.c.gone == "")
        return int(self.db.execute(query).scalar_one())

    def applicable(self, code: CodeId) -> int:
        """Return the version of a code's card, of one that can be applied.

        Raises:
            InvalidActionError: It is retired or no longer in the codebook.
        """
        version: int | None = self.db.execute(_APPLICABLE, {"code": code}).scalar()
        if version is None:
            raise InvalidActionError(
                "This code is retired or no longer in the codebook. Choose another."
            )
        return version

    def code_names(self) -> dict[str, str]:
        """Return the name of every code there ever was, by id."""
        rows = self.db.execute(select(t.codes.c.id, t.codes.c.name))
        return {row.id: row.name for row in rows}

    def next_position(self) -> int:
        """Return the place of the next code in order of creation."""
        return int(self.db.execute(select(func.count()).select_from(t.codes)).scalar_one())

    # --- codings ---------------------------------------------------------------------------

    def coding(self, coding: CodingId) -> Coding:
        """Return one coding.

        Raises:
            NotFoundError: It does not exist, or no longer.
        """
        row = self.db.execute(_ONE_CODING, {"coding": coding}).one_or_none()
        if row is None:
            raise NotFoundError("This coding is no longer there. Reload the page to see why.")
        return coding_in(row)

    def twin(self, coding: Coding) -> CodingId | None:
        """Return the coding by the same coder of the same segment with the same code, if any."""
        place = {
            name: getattr(coding, name) for name in ("source", "start", "end", "code", "coder")
        }
        found: str | None = self.db.execute(_TWIN, place).scalar()
        return None if found is None else CodingId(found)

    def codings(
        self, *, source: SourceId | None = None, codes: Iterable[CodeId] | None = None
    ) -> list[Coding]:
        """Return codings in order of their place in the text."""
        query = _CODING.order_by(t.codings.c.source, t.codings.c.start, t.codings.c.end)
        query = _restricted(query, source, codes)
        return [coding_in(row) for row in self.db.execute(query)]

    def coding_ids(self, source: SourceId, until: int) -> list[CodingId]:
        """Return a source's codings made up to a moment (µs), shown to this reader or not."""
        made = (t.codings.c.source == source) & (t.codings.c.at <= until)
        query = select(t.codings.c.id).where(made).execution_options(**SIGHTED)
        found = self.db.execute(query).scalars()
        return [CodingId(coding) for coding in found]

    def codings_among(self, ids: Sequence[CodingId]) -> list[Coding]:
        """Return those of the codings that exist."""
        found: list[Coding] = []
        for first in range(0, len(ids), _VARIABLES):
            query = _CODING.where(t.codings.c.id.in_(ids[first : first + _VARIABLES]))
            found += [coding_in(row) for row in self.db.execute(query)]
        return found

    def coding_count(self, code: CodeId | None = None) -> int:
        """Return how many codings there are, of one code or of all."""
        query = select(func.count()).select_from(t.codings)
        if code is not None:
            query = query.where(t.codings.c.code == code)
        return int(self.db.execute(query).scalar_one())

    def coding_people(self) -> set[CoderId]:
        """Return who made the codings that stand."""
        return {*self.db.execute(select(t.codings.c.coder).distinct()).scalars()}

    def quotations(
        self, *, source: SourceId | None = None, codes: Iterable[CodeId] | None = None
    ) -> list[Quotation]:
        """Return codings with their words and places, in order of import and place."""
        among = None if codes is None else list(codes)
        return self.quoted.all(Sieve(codes=among, source=source))


def _count(table: Any, column: Any) -> Any:
    query = select(column.label("of"), func.count().label("n"))
    return query.select_from(table).group_by(column).subquery()


def _restricted(
    query: Select[Any], source: SourceId | None, codes: Iterable[CodeId] | None
) -> Select[Any]:
    if source is not None:
        query = query.where(t.codings.c.source == source)
    if codes is not None:
        query = query.where(t.codings.c.code.in_(list(codes)))
    return query
