"""Theme summaries gathered from a project: what a committee, a partner or a participant may read.

Words that may not leave (`leaving`) are held back here, and the summary says how many and why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import chain

from workbench.errors import InvalidActionError, NotFoundError
from workbench.exchange.summaries import Step, Summary, Support, ThemeLeaf
from workbench.model.case import Case
from workbench.model.coding import Quotation
from workbench.model.ids import CaseId, CodingId, ThemeId, Words
from workbench.model.theme import ContrarySearch, Theme, ThemeText
from workbench.model.typed import day_told
from workbench.project.leaving import Leaving
from workbench.project.project import Project
from workbench.project.small_cells import LEAST
from workbench.project.study import day_of
from workbench.project.summary_appendix import appendix_of
from workbench.project.summary_choices import Recipient, SummaryChoice
from workbench.project.summary_voices import ANY_ROLE, Voices
from workbench.project.themes import ThemeQuotation
from workbench.project.wording import counted

_TITLES = {
    "report": "Report on themes",
    "partner": "What we learned",
    "participant": "What you said and what we make of it",
}
#: Of whom there may be several, where nobody says who gets a summary.
_READERS: dict[Recipient, str] = {"partner": "our partners", "participant": "those who took part"}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A theme with its quotations, but those of themes below it that stand by themselves."""

    theme: Theme
    name: str
    items: tuple[ThemeQuotation, ...]


def summary_of(
    project: Project, choice: SummaryChoice, clock: Callable[[], int] = time.time_ns
) -> Summary:
    """Return a summary of themes.

    Args:
        project: Opened by the person who hands it over.
        choice: What it is to hold.
        clock: Nanoseconds since 1970 UTC; its day stands on the title page.

    Raises:
        NotFoundError: A theme or the participant is not there.
        InvalidActionError: There is nothing to tell: no theme, or one without any quotation.
    """
    return _Gathering(project, choice).summary(day_of(clock() // 1_000))


def staff_quotations(project: Project, choice: SummaryChoice) -> list[Quotation]:
    """Return the quotations of the recipient's own people that could be ticked one by one."""
    gathering = _Gathering(project, choice)
    found = {
        item.quotation.coding.id: item.quotation
        for chosen in gathering.themes()
        for item in chosen.items
        if gathering.may_be_ticked(item.quotation)
    }
    return list(found.values())


class _Gathering:
    def __init__(self, project: Project, choice: SummaryChoice) -> None:
        self._project, self._choice = project, choice
        self._leaving = Leaving(project, by_role=choice.names_by == "role")
        self._voices = Voices(project, choice, self._leaving)
        self._masked = self._leaving.masked

    def may_be_ticked(self, quotation: Quotation) -> bool:
        coding = quotation.coding
        free = self._leaving.why_held(coding.source, coding.segment) is None
        return free and self._voices.of_staff(quotation)

    def summary(self, date: str) -> Summary:
        choice, head = self._choice, self._project.head
        person = self._participant()
        leaves = [leaf for chosen in self.themes() if (leaf := self._leaf(chosen)) is not None]
        if choice.kind == "report":
            leaves = self._supported(leaves)
        if not leaves:
            of = f"words of “{person.name}”" if person else "words"
            raise InvalidActionError(
                f"No theme holds {of} that can be shown here. Give one some quotations first."
            )
        people = self._voices.people
        report = choice.kind == "report"
        return Summary(
            choice.kind,
            _TITLES[choice.kind],
            tuple(self._facts(date, person)),
            tuple(leaves),
            tuple(self._told(people)),
            appendix_of(self._project, choice, self._leaving, self._voices, head)
            if report
            else None,
        )

    def _participant(self) -> Case | None:
        if self._choice.kind != "participant":
            return None
        found = next(
            (c for c in self._project.cases.all() if c.id == self._choice.participant), None
        )
        if found is None:
            raise NotFoundError("A participant page is for one participant. Say for whom.")
        if self._leaving.has_withdrawn(found.id):
            raise InvalidActionError(
                f"“{found.name}” withdrew, so nothing of theirs is used. Choose somebody else."
            )
        return found

    # --- which themes ----------------------------------------------------------------------------

    def themes(self) -> Iterator[_Chosen]:
        """Yield the chosen themes in their order, each with what belongs to it."""
        known = {theme.id: theme for theme in self._project.themes.all()}
        wanted = self._choice.themes or _in_tree(known.values())
        missing = [theme for theme in wanted if theme not in known]
        if missing:
            raise NotFoundError("A chosen theme is not there, or no longer. Choose again.")
        for one in (known[theme] for theme in wanted):
            if one.state == "let go":
                raise InvalidActionError(
                    f"The theme “{one.name}” was let go. Leave it out, or take it up again."
                )
        known = {theme: one for theme, one in known.items() if one.state != "let go"}
        items = {theme: self._project.themes.quotations(theme) for theme in wanted}
        for theme in wanted:
            if not items[theme]:
                if not self._choice.themes:
                    continue
                raise InvalidActionError(
                    f"No quotation belongs to the theme “{known[theme].name}”. Give it some, or "
                    "leave it out."
                )
            below = {
                item.quotation.coding.id
                for other in wanted
                if other != theme and theme in _above(known, other)
                for item in items[other]
            }
            own = (item for item in items[theme] if item.quotation.coding.id not in below)
            path = [*(known[one].name for one in reversed(_above(known, theme))), known[theme].name]
            name = " / ".join(map(self._masked, path))
            yield _Chosen(known[theme], name, tuple(own))

    # --- one theme -------------------------------------------------------------------------------

    def _leaf(self, chosen: _Chosen) -> ThemeLeaf | None:
        theme, choice = chosen.theme, self._choice
        links = self._project.claims.links(theme.id)
        tied = {link.tie.rested.coding for link in links if link.tie.rested}
        voices, left = self._voices.chosen(chosen.items, tied)
        if choice.kind == "participant":
            del left.counts["somebody else speaks"]
            if not (voices or left.counts):
                return None
        return ThemeLeaf(
            theme.id,
            chosen.name,
            theme.state,
            self._text(theme.text),
            tuple(self._steps(theme.id)) if choice.kind != "participant" else (),
            tuple(voices),
            searches=tuple(self._searches(theme.id)) if choice.kind == "report" else (),
            spread=tuple(self._spread(theme.id)) if choice.kind != "participant" else (),
            told=left.told(),
        )

    def _supported(self, leaves: list[ThemeLeaf]) -> list[ThemeLeaf]:
        """Return leaves with what their sentences rest on, also where another one shows it."""
        shown = {voice.coding: voice.number for leaf in reversed(leaves) for voice in leaf.voices}
        return [replace(leaf, supports=tuple(self._supports(leaf, shown))) for leaf in leaves]

    def _text(self, text: ThemeText) -> ThemeText:
        return ThemeText(*(Words(self._masked(getattr(text, f.name))) for f in fields(ThemeText)))

    def _steps(self, theme: ThemeId) -> Iterator[Step]:
        for line in self._project.claims.now_what(theme):
            form = line.form
            words, owner = self._masked(form.words), self._masked(form.owner)
            yield Step(form.audience, words, owner, form.basis)

    def _searches(self, theme: ThemeId) -> Iterator[ContrarySearch]:
        for search in self._project.themes.searches(theme):
            words = Words(self._masked(search.words))
            yield ContrarySearch(search.id, words, search.found, search.date)

    def _supports(self, leaf: ThemeLeaf, shown: Mapping[CodingId, int]) -> Iterator[Support]:
        numbers = {**shown, **{voice.coding: voice.number for voice in leaf.voices}}
        for link in self._project.claims.links(leaf.id):
            tie = link.tie
            yield Support(
                link.id,
                tie.of,
                self._masked(tie.sentence),
                tie.basis,
                numbers.get(tie.rested.coding) if tie.rested else None,
                self._masked(tie.note),
                link.stale,
            )

    # --- how widely it is said -------------------------------------------------------------------

    def _spread(self, theme: ThemeId) -> Iterator[str]:
        """Yield how widely a theme is said: in numbers of people, and never of fewer than three."""
        wanted = self._choice.spread
        if wanted is False or (wanted is None and self._project.stance == "reflexive"):
            return
        found = self._project.themes.prevalence(theme)
        if not found.speakers[1]:
            if self._choice.kind == "report":
                yield "Nobody who speaks is known as a participant, so this cannot be told."
            return
        kinds = ((found.interviews, "interview"), (found.focus_groups, "focus group"))
        where = [f"{said} of {counted(of, kind)}" for (said, of), kind in kinds if of]
        said, of = found.speakers
        yield (
            f"Said in {' and '.join(where) or 'no interview'}, by {said} of "
            f"{counted(of, 'participant')}; {found.contrary} "
            f"{'speaks' if found.contrary == 1 else 'speak'} against it. Not said may mean not "
            "asked."
        )
        if self._choice.kind != "report":
            return
        if found.groups and all(group.of >= LEAST for group in found.groups):
            told = (f"{self._masked(one.group)} {one.said} of {one.of}" for one in found.groups)
            yield f"By group: {', '.join(told)}."
        if self._choice.names_by == "id":
            silent = [n for case, n in found.silent if not self._leaving.has_withdrawn(case)]
            if silent:
                yield f"Never said by {', '.join(silent)}."

    # --- what stands on top ----------------------------------------------------------------------

    def _facts(self, date: str, person: Case | None) -> Iterator[tuple[str, str]]:
        project, choice = self._project, self._choice
        details = project.study.details()
        yield "Study", self._masked(project.name)
        if details.question:
            yield "Question", self._masked(details.question)
        if person is not None:
            yield "For", person.name
        else:
            yield (
                "For",
                self._masked(choice.named) or _READERS.get(choice.goes_to, f"the {choice.goes_to}"),
            )
        yield "Date", day_told(date)
        if choice.kind == "report":
            yield "Researchers", ", ".join(_analysts(project))
            yield "Stance", project.stance
            for name, words in (("Ethics", details.ethics), ("Funding", details.funding)):
                if words:
                    yield name, self._masked(words)

    def _told(self, people: set[CaseId]) -> Iterator[str]:
        """Yield what a reader must know of what was held back or coarsened."""
        unrecorded = sum(self._leaving.is_unrecorded(case) for case in people)
        if unrecorded and self._choice.kind != "participant":
            of = "1 person" if len(people) == 1 else f"{len(people)} people"
            have = "has" if unrecorded == 1 else "have"
            yield f"Of {of} quoted, {unrecorded} {have} no consent on record."
        if self._voices.coarse and self._choice.names_by == "role":
            yield (
                f"Roles that fewer than {LEAST} people hold are given as “{ANY_ROLE}”, so that "
                "nobody can be told by theirs."
            )


def _analysts(project: Project) -> list[str]:
    """Return who coded, wrote memos that others read, or made themes; looking in is no part of it.

    Who made or reworded a theme did so in an act that stands; private memos tell of nobody.
    """
    with project._opened.reading() as reads:
        acts = chain.from_iterable(map(reads.acts.naming, ("ThemeMade", "ThemeEdited")))
        made = {act.actor for act in acts if act.sense == "act" and not act.undone}
        people = made | reads.coding_people()
    people |= {memo.author for memo in project.memos.all() if memo.visibility != "private"}
    return [coder.name for coder in project.coders() if coder.id in people]


def _in_tree(themes: Iterable[Theme]) -> list[ThemeId]:
    """Return the themes that stand, each before those below it."""
    standing = {theme.id: theme for theme in themes if theme.state != "let go"}
    below: dict[ThemeId | None, list[ThemeId]] = {}
    for theme in standing.values():
        parent = theme.parent if theme.parent in standing else None
        below.setdefault(parent, []).append(theme.id)
    found: list[ThemeId] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(below.get(found[-1], []))
    return found


def _above(themes: dict[ThemeId, Theme], theme: ThemeId) -> list[ThemeId]:
    """Return the themes above one, nearest first."""
    found: list[ThemeId] = []
    parent = themes[theme].parent
    while parent in themes and parent not in found:
        found.append(parent)
        parent = themes[parent].parent
    return found
