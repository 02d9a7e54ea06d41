"""Which quotations of a theme a summary shows: balanced across people, held back where they must.

The words are chosen in the order in which they bear on the theme: those that were ticked or its
sentences rest on, then the key ones, then the rest; and each person is heard once before anybody
is heard twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count

from workbench.exchange.summaries import Voice
from workbench.model.case import Attribute
from workbench.model.coding import Coding, Quotation
from workbench.model.ids import CaseId, CodingId
from workbench.model.source import Speaker
from workbench.model.theme import Placement
from workbench.project.leaving import Leaving
from workbench.project.names import same_name
from workbench.project.project import Project
from workbench.project.small_cells import LEAST
from workbench.project.summary_choices import VOICES, SummaryChoice
from workbench.project.themes import ThemeQuotation
from workbench.project.wording import counted

#: The attribute by whose values people are named where they are named by role.
ROLE = "role"
ANY_ROLE = "participant"


@dataclass(slots=True)
class Left:
    """How many quotations of a theme are not shown, by the reason in words."""

    counts: Counter[str] = field(default_factory=Counter)

    def told(self) -> tuple[str, ...]:
        """Return a sentence for each reason."""
        return tuple(
            f"{counted(number, 'quotation')} left out because {why}."
            for why, number in self.counts.items()
            if number
        )


class Voices:
    """Chooses quotations and names who speaks in them.

    Args:
        project: Whose.
        choice: What is chosen of the summary.
        leaving: Which words may leave.

    Attributes:
        people: Who is quoted.
    """

    def __init__(self, project: Project, choice: SummaryChoice, leaving: Leaving) -> None:
        self._choice, self._leaving = choice, leaving
        self._values = project.attributes.values()
        self._kinds = {source.id: source.kind for source in project.sources.all()}
        role = next((a for a in project.attributes.all() if same_name(a.form.name, ROLE)), None)
        self._roles, self.coarse = self._roles_of(project, role)
        person = choice.participant
        own = [] if person is None else project.cases.sources_of(person)
        self._is_their_only_source = len(own) == 1
        self._numbers = count(1)
        self.people: set[CaseId] = set()
        self._printed: set[CodingId] = set()

    @property
    def printed(self) -> int:
        """How many of the quotations stand in a printed form, each counted once."""
        return len(self._printed)

    def name(self, speaker: Speaker | None) -> str:
        """Return how a person is named: by id or role; never by a label as it was written."""
        if speaker is None:
            return ""
        if speaker.role == "interviewer":
            return "interviewer"
        if speaker.case is None or speaker.person is None:
            return "a speaker"
        if self._choice.names_by == "id":
            return speaker.person
        return self._roles.get(speaker.case, ANY_ROLE)

    def of_staff(self, quotation: Quotation) -> bool:
        """Tell whether one of the recipient's own people speaks in a quotation."""
        staff = self._choice.staff
        if staff is None:
            return False
        speakers = self._speakers(quotation)
        return any(
            one.case is not None
            and self._values.get(one.case, {}).get(staff.attribute) == staff.value
            for one in speakers
        )

    def chosen(
        self, items: Iterable[ThemeQuotation], tied: Collection[CodingId]
    ) -> tuple[list[Voice], Left]:
        """Return the quotations of a theme that are shown, and what is left out of it.

        Args:
            items: Those of the theme.
            tied: Those that its sentences rest on.
        """
        left, first = Left(), {*tied, *self._choice.ticked}

        def rank(item: ThemeQuotation) -> int:
            return 0 if item.quotation.coding.id in first else 2 - (item.bearing == "key")

        free = [item for item in items if self._is_free(item.quotation, left)]
        doubted = _doubted(free) - first
        if self._choice.kind == "report":
            left.counts["words of theirs are placed against it, or as unclear"] += len(doubted)
        free = [item for item in free if item.quotation.coding.id not in doubted]
        voices: list[Voice] = []
        most, against, unclear = VOICES[self._choice.runs]
        kinds: list[tuple[tuple[Placement, ...], int | None]] = [
            (("key", ""), most),
            (("contrary",), against),
            (("unclear",), unclear if self._choice.kind != "partner" else 0),
        ]
        for bearings, number in kinds:
            alike = [item for item in free if item.bearing in bearings]
            some = sorted(apart(alike, rank), key=rank)
            shown = balanced(some, self._who)[:number]
            voices += map(self._voice, shown)
            if self._choice.kind == "report":
                left.counts["the words stand within others"] += len(alike) - len(some)
                left.counts["the summary is kept short"] += len(some) - len(shown)
        return voices, left

    def _is_free(self, quotation: Quotation, left: Left) -> bool:
        """Tell whether a quotation may be shown; why not is counted."""
        why = self._why_not(quotation)
        if why:
            left.counts[why] += 1
        return not why

    def _why_not(self, quotation: Quotation) -> str:
        coding = quotation.coding
        speakers = self._speakers(quotation)
        if self._choice.participant is not None and not _is_own(speakers, self._choice.participant):
            return "somebody else speaks"
        held = self._leaving.why_held(coding.source, coding.segment)
        if held == "consent":
            return "the speaker did not allow it"
        if held is not None:
            return "somebody who took no part is told of"
        if speakers and all(one.role == "interviewer" for one in speakers):
            return "an interviewer alone speaks"
        if self.of_staff(quotation) and coding.id not in self._choice.ticked:
            return "the recipient's own staff speaks"
        return ""

    def _speakers(self, quotation: Quotation) -> list[Speaker]:
        return self._leaving.speakers(quotation.coding.source, quotation.coding.segment)

    def _who(self, item: ThemeQuotation) -> str:
        for one in self._speakers(item.quotation):
            if one.role == "participant" and one.case is not None:
                return one.case
        return item.quotation.coding.source

    def _voice(self, item: ThemeQuotation) -> Voice:
        quotation, coding = item.quotation, item.quotation.coding
        speakers = self._speakers(quotation)
        heard = (one.case for one in speakers if one.role != "interviewer")
        self.people.update(case for case in heard if case is not None)
        first = next((one for one in speakers if one.role != "interviewer"), None)
        words = self._leaving.words(quotation, self.name)
        if words == quotation.as_printed != quotation.words:
            self._printed.add(coding.id)
        return Voice(
            next(self._numbers),
            coding.id,
            words,
            self.name(first) or self._kinds[coding.source].replace("-", " "),
            self._place(quotation, speakers),
            item.bearing,
            self._leaving.code_path(quotation.code, coding.code),
        )

    def _place(self, quotation: Quotation, speakers: Sequence[Speaker]) -> str:
        """Return where words stand; a source's name tells who speaks, so roles go without it."""
        turn = "" if quotation.turn is None else f"turn {quotation.turn:,}"
        page = "" if quotation.page is None else f"page {quotation.page:,}"
        if self._choice.names_by == "role" and speakers:
            return "" if self._choice.kind == "partner" else turn or page
        name = self._leaving.source_name(quotation.coding.source, quotation.source_name)
        source = "" if self._is_their_only_source else name
        return ", ".join(filter(None, (source, turn or page)))

    def _roles_of(self, project: Project, role: Attribute | None) -> tuple[dict[CaseId, str], bool]:
        """Return the roles that enough people hold, and whether some are too rare to be told."""
        if role is None:
            return {}, False
        people = [
            case.id
            for case in project.cases.all()
            if case.kind == "participant" and not self._leaving.has_withdrawn(case.id)
        ]
        held = {case: self._values.get(case, {}).get(role.id, "") for case in people}
        counts = Counter(value for value in held.values() if value)
        told = {case: value for case, value in held.items() if counts[value] >= LEAST}
        return told, any(number < LEAST for number in counts.values())


def apart(
    items: Sequence[ThemeQuotation], rank: Callable[[ThemeQuotation], int]
) -> list[ThemeQuotation]:
    """Return items without those whose words all stand in another one that ranks as high.

    What ranks first is always there.

    Args:
        items: Quotations that bear on a theme alike.
        rank: 0, 1 or 2; what is lower comes first.
    """
    in_order = sorted(items, key=lambda i: (*_place(i), rank(i)))
    reached: dict[str, list[int]] = {}
    kept: set[CodingId] = set()
    for item in in_order:
        coding, own = item.quotation.coding, rank(item)
        ends = reached.setdefault(coding.source, [-1, -1, -1])
        if own == 0 or max(ends[: own + 1]) < coding.end:
            kept.add(coding.id)
            ends[own] = max(ends[own], coding.end)
    return [item for item in items if item.quotation.coding.id in kept]


def _doubted(items: Sequence[ThemeQuotation]) -> set[CodingId]:
    """Return the codings placed nowhere that share words with one against the theme, or unclear."""
    placed: dict[str, list[tuple[int, int]]] = {}
    for coding in sorted(
        (item.quotation.coding for item in items if item.bearing in ("contrary", "unclear")),
        key=lambda one: one.start,
    ):
        placed.setdefault(coding.source, []).append((coding.start, coding.end))
    reach = {
        source: list(accumulate((e for _, e in spans), max)) for source, spans in placed.items()
    }

    def shares(one: Coding) -> bool:
        before = bisect_left(placed.get(one.source, ()), (one.end, 0))
        return before > 0 and reach[one.source][before - 1] > one.start

    free = (item.quotation.coding for item in items if not item.bearing)
    return {one.id for one in free if shares(one)}


def _place(item: ThemeQuotation) -> tuple[str, int, int]:
    coding = item.quotation.coding
    return coding.source, coding.start, -coding.end


def balanced(
    items: Sequence[ThemeQuotation], who: Callable[[ThemeQuotation], str]
) -> list[ThemeQuotation]:
    """Return items so that each person is heard once before anybody is heard twice."""
    return list(_in_turns(items, who))


def _in_turns(
    items: Sequence[ThemeQuotation], who: Callable[[ThemeQuotation], str]
) -> Iterator[ThemeQuotation]:
    heard: Counter[str] = Counter()
    rounds: dict[int, list[ThemeQuotation]] = {}
    for item in items:
        person = who(item)
        rounds.setdefault(heard[person], []).append(item)
        heard[person] += 1
    for number in sorted(rounds):
        yield from rounds[number]


def _is_own(speakers: Sequence[Speaker], participant: CaseId) -> bool:
    """Tell whether a participant speaks, and beside them at most an interviewer."""
    others = (one for one in speakers if one.role != "interviewer")
    return {one.case for one in others} == {participant}
