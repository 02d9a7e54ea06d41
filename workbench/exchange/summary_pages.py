"""Theme summaries as pages: what stands where in a report, a partner and a participant page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.exchange.pages import Block, Heading, Line, NewPage, Noted, Pages, Quoted
from workbench.exchange.summaries import Appendix, Step, Summary, Support, ThemeLeaf, Voice
from workbench.model.theme import AUDIENCES, Audience, Basis, SearchFound, SentenceOf
from workbench.model.typed import day_told

_FIELDS = (
    ("concept", "Central concept"),
    ("scope", "Whom and what it covers"),
    ("is_not", "What it is not"),
    ("what", "What"),
    ("so_what", "So what"),
)
#: What a sentence stands in, in order.
_STANDS_IN: dict[SentenceOf, str] = {"claim": "Claim", "what": "What", "so_what": "So what"}
BASIS_WORDS: dict[Basis, str] = {
    "participants": "participants",
    "literature": "the literature",
    "inferred": "our inference",
}
#: What a participant is asked.
_ASKED = (
    "These are your words and what we make of them. Please tell us what is right, what is not, "
    "what is missing, and what you would rather not see quoted."
)
_STATES = {"candidate": "still a candidate"}
_FOR: dict[Audience, str] = {
    "practitioners": "For practitioners",
    "organisations": "For organisations",
    "communities": "For communities",
    "mentors": "For mentors",
}


def pages_of(summary: Summary) -> Pages:
    """Return a summary as pages."""
    return Pages(summary.title, tuple(_blocks(summary)))


def _blocks(summary: Summary) -> Iterator[Block]:
    yield Heading(summary.title, 0)
    for name, value in summary.facts:
        yield Line(value, label=name)
    for told in summary.told:
        yield Line(told, quiet=True)
    if summary.kind == "report":
        yield Heading("Themes", 2)
        yield from (Line(t.text.claim, label=t.name, listed=True) for t in summary.themes)
    if summary.kind == "participant":
        yield Line(_ASKED)
    written = {"report": _report, "partner": _partner, "participant": _participant}[summary.kind]
    for theme in summary.themes:
        if summary.kind == "report":
            yield NewPage()
        yield Heading(theme.name, 1)
        yield from written(theme)
    if summary.appendix is not None:
        yield from _appendix(summary.appendix)


# --- a theme in a report -------------------------------------------------------------------------


def _report(theme: ThemeLeaf) -> Iterator[Block]:
    yield from _claimed(theme)
    yield Line(f"This theme is {_STATES.get(theme.state, theme.state)}.", quiet=True)
    for name, label in _FIELDS:
        words = getattr(theme.text, name)
        if words:
            yield Line(words, label=label)
    yield from _steps(theme, "Now what", _step)
    if theme.spread:
        yield Line(" ".join(theme.spread), label="How widely it is said")
    yield from _supports(theme)
    yield from _told(theme)
    yield from _quoted("What participants say", theme.bearing("key", ""), _referred)
    yield from _contrary(theme)
    yield from _quoted("Unclear", theme.bearing("unclear"), _referred)


def _contrary(theme: ThemeLeaf) -> Iterator[Block]:
    voices = theme.bearing("contrary")
    if not (voices or theme.searches):
        return
    yield Heading("What speaks against it", 2)
    for search in theme.searches:
        came = _came(search.found, stands=bool(voices))
        words = search.words if search.words.endswith((".", "!", "?", "…")) else f"{search.words}."
        yield Line(
            f"{words} {came}",
            label=f"Looked for on {day_told(search.date)}",
        )
    yield from map(_referred, voices)


def _came(found: SearchFound, *, stands: bool) -> str:
    if found == "some":
        return "Something of the kind was found."
    if stands:
        return "This brought nothing more; the contrary words below were placed apart from it."
    return "Nothing of the kind was found."


def _supports(theme: ThemeLeaf) -> Iterator[Block]:
    by_sentence: dict[tuple[SentenceOf, str], list[Support]] = {}
    for support in theme.supports:
        by_sentence.setdefault((support.of, support.sentence), []).append(support)
    if by_sentence:
        yield Heading("What its sentences rest on", 2)
    parts = list(_STANDS_IN)
    for (of, sentence), some in sorted(by_sentence.items(), key=lambda one: parts.index(one[0][0])):
        numbers = tuple(sorted({s.voice for s in some if s.voice is not None}))
        rests = "; ".join(dict.fromkeys(map(_rest, some)))
        yield Line(
            f"“{sentence}” rests on {rests}.",
            label=_STANDS_IN[of],
            refers=numbers,
            listed=True,
            leads=f"theme={theme.id}&link={some[0].link}",
        )


def _rest(support: Support) -> str:
    hidden = support.basis == "participants" and support.voice is None
    told = "words that are not shown" if hidden else BASIS_WORDS[support.basis]
    if support.note:
        told += f" ({support.note})"
    if support.stale:
        told += f"; to be looked at again, since then {', '.join(support.stale)}"
    return told


def _steps(theme: ThemeLeaf, title: str, told: Callable[[Step], str]) -> Iterator[Block]:
    if theme.steps:
        yield Heading(title, 2)
    for step in sorted(theme.steps, key=lambda step: AUDIENCES.index(step.audience)):
        yield Line(told(step), label=_FOR[step.audience], listed=True)


def _step(step: Step) -> str:
    owner = f"seen to by {step.owner}" if step.owner else ""
    basis = f"rests on {BASIS_WORDS[step.basis]}"
    return f"{step.words} ({'; '.join(filter(None, (owner, basis)))})"


def _step_in_short(step: Step) -> str:
    return f"{step.words} ({step.owner})" if step.owner else step.words


def _quotation(voice: Voice) -> Block:
    return Quoted(voice.number, voice.words, voice.line, f"coding={voice.coding}")


def _referred(voice: Voice) -> Block:
    place = f"{voice.line} (reference {voice.reference})"
    return Quoted(voice.number, voice.words, place, f"coding={voice.coding}")


def _quoted(
    title: str, voices: list[Voice], drawn: Callable[[Voice], Block] = _quotation
) -> Iterator[Block]:
    if voices:
        yield Heading(title, 2)
        yield from map(drawn, voices)


# --- a theme on a page for partners or participants ----------------------------------------------


def _partner(theme: ThemeLeaf) -> Iterator[Block]:
    yield from _claimed(theme)
    if theme.text.what:
        yield Heading("What we heard", 2)
        yield Line(theme.text.what)
    for line in theme.spread:
        yield Line(line)
    yield from map(_quotation, theme.bearing("key", ""))
    if theme.text.so_what:
        yield Heading("Why it matters", 2)
        yield Line(theme.text.so_what)
    yield from _quoted("Others see it differently", theme.bearing("contrary"))
    yield from _steps(theme, "What could follow", _step_in_short)
    if theme.text.is_not:
        yield Line(theme.text.is_not, label="What this does not say")
    yield from _told(theme)


def _participant(theme: ThemeLeaf) -> Iterator[Block]:
    yield from _claimed(theme)
    yield from _quoted("Where your words support this", theme.bearing("key", ""))
    yield from _quoted("Where you say something else", theme.bearing("contrary"))
    yield from _quoted("Where we are not sure what you mean", theme.bearing("unclear"))
    yield from _told(theme)


def _claimed(theme: ThemeLeaf) -> Iterator[Block]:
    if theme.text.claim:
        yield Line(theme.text.claim, leading=True, leads=f"theme={theme.id}")


def _told(theme: ThemeLeaf) -> Iterator[Block]:
    if theme.told:
        yield Line(" ".join(theme.told), quiet=True)


# --- behind the themes of a report ---------------------------------------------------------------


def _appendix(appendix: Appendix) -> Iterator[Block]:
    if appendix.map is not None:
        yield from (NewPage(), Heading("Thematic map", 1), appendix.map)
    if appendix.people.rows:
        if appendix.map is None:
            yield NewPage()
        yield from (Heading("Participants", 1), appendix.people)
    yield from (NewPage(), Heading("Codebook", 1), appendix.codebook)
    if appendix.memos.memos:
        yield from (NewPage(), Heading("Memo trail", 1))
        yield from map(Noted, appendix.memos.memos)
    yield from (NewPage(), Heading("Method", 1))
    yield from map(Line, appendix.method)
    seq, digest = appendix.head
    yield Heading("The history behind this report", 2)
    yield Line(
        f"It was written when the history of the study held {seq:,} entries. The newest one has "
        "the digest below; whoever keeps it can check later that nothing before it was changed: "
        f"“workbench show STUDY --at {seq}” must give the same one. "
        "That shows an unchanged history, not a good analysis."
    )
    yield Line(digest)
