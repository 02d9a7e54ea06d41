"""What is there and what is thin, phase by phase: evidence with a question, never a score.

The signs are those that an analysis leaves behind on its way through its six phases (after Nowell,
Norris, White & Moules 2017, table 1, in our words).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.model.case import NO_CONSENT
from workbench.model.memo import Memo
from workbench.model.study import PHASES, Phase
from workbench.model.theme import ThemeCounts
from workbench.project.wording import counted
from workbench.store.evidence import Evidence
from workbench.store.reads import Reads

#: How much of it is there, in one word.
Amount = Literal["have", "partly", "none"]

#: Where more of it is made.
Place = Literal[
    "sources",
    "people",
    "read",
    "codebook",
    "quotations",
    "memos",
    "decisions",
    "study",
    "themes",
    "theme_map",
]

_FIRST_READING = ("familiarisation", "document summary")
_WHILE_CODING = ("analytic", "code", "in-vivo", "reflexive", "methodological")
_ON_PATTERNS = ("theme", "theoretical", "triangulation")


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence.

    Attributes:
        what: What it is.
        found: How much of it there is, in words.
        question: Asked where some of it is missing.
    """

    what: str
    found: str
    amount: Amount
    question: str
    place: Place


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """The signs that one phase left behind so far."""

    phase: Phase
    signs: tuple[Sign, ...]


def standing(reads: Reads) -> list[PhaseStanding]:
    """Return the signs of all phases, as far as this reader may know."""
    study = _Held(reads)
    return [PhaseStanding(phase, tuple(_SIGNS[phase](study))) for phase in PHASES]


class _Held:
    """What a study holds, read once."""

    def __init__(self, reads: Reads) -> None:
        self.sources = reads.sources()
        self.codes = [code for code in reads.codes() if code.state != "retired"]
        self.codings = reads.coding_count()
        self.memos = reads.memos.all()
        self.decisions = [decision.record for decision in reads.study.decisions()]
        self.meetings = [meeting.record for meeting in reads.study.meetings()]
        self.shown = {exemplar.code for exemplar in reads.carried.exemplars()}
        self.consents = reads.people.consents()
        cases = reads.people.cases()
        self.participants = [case.id for case in cases if case.kind == "participant"]
        self.evidence = Evidence(reads.db)
        self.themes = [theme for theme in reads.themes.all() if theme.state != "let go"]
        self.theme_counts = reads.themes.counts()
        self.searched = reads.theme_claims.searched()
        self.ties = reads.theme_claims.links()
        self.maps = reads.theme_maps.kept()

    def memos_of(self, kinds: Sequence[str]) -> list[Memo]:
        """Return the memos of some kinds."""
        return [memo for memo in self.memos if memo.kind in kinds]


def _familiarise(study: _Held) -> Iterable[Sign]:
    sources = len(study.sources)
    yield _some(
        "Texts, kept word for word", sources, "source", "Which text comes first?", "sources"
    )
    read = {
        link.thing
        for memo in study.memos_of(_FIRST_READING)
        for link in memo.links
        if link.kind == "source"
    }
    remembered = sum(source.id in read for source in study.sources)
    yield _part(
        "A memo of the first reading",
        (remembered, sources, "source"),
        "What struck you? What did you not expect?",
        "memos",
    )
    yield _researcher(study)


def _researcher(study: _Held) -> Sign:
    where, what = study.memos_of(["positionality"]), study.memos_of(["expectations"])
    amount: Amount = "have" if where and what else "partly" if where or what else "none"
    told = [
        f"{'a note' if where else 'no note'} on where you stand",
        f"{'one' if what else 'none'} on what you expect",
    ]
    return Sign(
        "You, the researcher", ", ".join(told), amount, "What do you expect to find?", "study"
    )


def _code(study: _Held) -> Iterable[Sign]:
    coded = sum(source.coding_count > 0 for source in study.sources)
    yield _part(
        "Coded", (coded, len(study.sources), "source"), "Which passages resisted coding?", "read"
    )
    defined = sum(bool(code.card.definition) for code in study.codes)
    yield _part(
        "A definition",
        (defined, len(study.codes), "code"),
        "What is this code, in one sentence, and what not?",
        "codebook",
    )
    sharpened = sum(code.card_version > 1 for code in study.codes)
    yield _some(
        "Cards that were sharpened",
        sharpened,
        "code",
        "Which code means more today than when you made it?",
        "codebook",
    )
    memos = len(study.memos_of(_WHILE_CODING))
    yield _some(
        "Memos while coding", memos, "memo", "Why this code and not its neighbour?", "memos"
    )
    met = len(study.meetings)
    yield _some(
        "Talked over with somebody", met, "meeting", "Who could read two pages of it?", "decisions"
    )


def _search(study: _Held) -> Iterable[Sign]:
    parents = {code.parent for code in study.codes}
    gathered = sum(code.parent is not None or code.id in parents for code in study.codes)
    yield _part(
        "Gathered under others",
        (gathered, len(study.codes), "code"),
        "What does each grouping claim?",
        "codebook",
    )
    turned = study.evidence.regrouped()
    yield _some(
        "Codes moved, merged or split", turned, "act", "Which two say the same thing?", "codebook"
    )
    held = {code for theme in study.themes for code in theme.codes}
    yield _part(
        "In a theme",
        (sum(code.id in held for code in study.codes), len(study.codes), "code"),
        "Which codes belong to no theme, and why?",
        "themes",
    )
    yield _some(
        "Maps that were kept",
        len(study.maps),
        "map",
        "How do the themes hang together today?",
        "theme_map",
    )
    memos = len(study.memos_of(_ON_PATTERNS))
    yield _some(
        "Memos on patterns",
        memos,
        "memo",
        "Which pattern is starting, and what would break it?",
        "memos",
    )


def _review(study: _Held) -> Iterable[Sign]:
    yield _part(
        "Looked at again, beside others of their code",
        (study.evidence.judged(), study.codings, "coding"),
        "Do these three quotations belong together?",
        "codebook",
    )
    waiting = study.evidence.waiting()
    if waiting:
        found = f"{counted(waiting, 'coding')} from before a card was changed"
        question = "Do they still belong?"
        yield Sign("Waiting to be looked at again", found, "partly", question, "codebook")
    contrary = len(study.memos_of(["contrary case"]))
    yield _some("Contrary cases", contrary, "memo", "Who says otherwise, and why?", "memos")
    weighed = sum(
        theme.id in study.searched or study.theme_counts.get(theme.id, ThemeCounts()).contrary > 0
        for theme in study.themes
    )
    yield _part(
        "Words against it found, or looked for",
        (weighed, len(study.themes), "theme"),
        "Who says otherwise, and did you look?",
        "themes",
    )
    stale = len({tie.theme for tie in study.ties if tie.stale})
    if stale:
        found = f"{counted(stale, 'theme')} with a sentence that rests on what has changed"
        yield Sign("To look at again", found, "partly", "Does it still hold?", "themes")
    yield _part(
        "Read by a second person",
        (study.evidence.coded_by_several(), len(study.sources), "source"),
        "Who would read one of these otherwise?",
        "read",
    )


def _define(study: _Held) -> Iterable[Sign]:
    shown = sum(code.id in study.shown for code in study.codes)
    yield _part(
        "A passage that shows what is meant",
        (shown, len(study.codes), "code"),
        "Which passage would you show to somebody who asks?",
        "codebook",
    )
    yield from _claims(study)
    yield _some(
        "Decisions on record",
        len(study.decisions),
        "decision",
        "What did you decide, and against what?",
        "decisions",
    )
    parted = sum(bool(record.dissent) for record in study.decisions)
    parted += sum(bool(record.disagreements) for record in study.meetings)
    yield _some(
        "Dissent on record", parted, "record", "Who saw it otherwise, and what of it?", "decisions"
    )


def _claims(study: _Held) -> Iterable[Sign]:
    claiming = [theme.id for theme in study.themes if theme.text.claim]
    yield _part(
        "A claim",
        (len(claiming), len(study.themes), "theme"),
        "What about it? What does this theme say?",
        "themes",
    )
    tied = {tie.theme for tie in study.ties if tie.tie.of == "claim" and tie.tie.rested}
    yield _part(
        "A quotation that it rests on",
        (len(tied.intersection(claiming)), len(claiming), "claim"),
        "Whose words say so?",
        "themes",
    )


def _report(study: _Held) -> Iterable[Sign]:
    people = len(study.participants)
    yield _part(
        "Heard in a coding",
        (study.evidence.heard(), people, "participant"),
        "Who is never quoted?",
        "quotations",
    )
    known = sum(study.consents.get(case, NO_CONSENT) != NO_CONSENT for case in study.participants)
    yield _part(
        "Consent recorded", (known, people, "participant"), "What did they allow?", "people"
    )
    yield _some(
        "Quotations made ready to print",
        study.evidence.printed(),
        "quotation",
        "Which words could be left out without loss?",
        "quotations",
    )
    used = sum(memo.status == "used in report" for memo in study.memos)
    yield _some(
        "Memos used in the report",
        used,
        "memo",
        "What would the report say in one sentence?",
        "memos",
    )


_SIGNS = {
    "familiarise": _familiarise,
    "code": _code,
    "search": _search,
    "review": _review,
    "define": _define,
    "report": _report,
}


def _some(what: str, number: int, noun: str, question: str, place: Place) -> Sign:
    """Return a sign of which there is some or nothing."""
    found = counted(number, noun) if number else "none yet"
    return Sign(what, found, "have" if number else "none", question, place)


def _part(what: str, part: tuple[int, int, str], question: str, place: Place) -> Sign:
    """Return a sign that a whole has in part: how many, of how many, of what."""
    number, whole, noun = part
    amount: Amount = "none" if not number else "have" if number >= whole else "partly"
    found = f"{number:,} of {counted(whole, noun)}" if whole else f"no {noun} yet"
    return Sign(what, found, amount, question, place)
