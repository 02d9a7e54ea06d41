"""The codebook as pages to read: what a page of each code holds, and all of them in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.exchange.markdown import literal, one_line, quoted
from workbench.model.codebook import Code
from workbench.model.typed import day_told

#: The parts of a card as they are headed, in their order.
CARD_PARTS: tuple[tuple[str, str], ...] = (
    ("include_if", "Use when"),
    ("exclude_if", "Do not use when"),
    ("example_typical", "Typical example"),
    ("example_atypical", "Atypical example"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that shows what a code means: its kind, its words, and where they stand."""

    kind: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code with its examples."""

    code: Code
    examples: tuple[Example, ...] = ()

    @property
    def depth(self) -> int:
        """How many codes stand above it."""
        return len(self.code.path) - 1

    @property
    def facts(self) -> str:
        """What is known of it in a line: codings, state, kind, content flag, origin."""
        card, count = self.code.card, self.code.coding_count
        told = [f"{count:,} coding{'s' * (count != 1)}"]
        told += [self.code.state] if self.code.state != "active" else []
        told += [card.kind] if card.kind else []
        told += [f"content flag: {card.content_flag}"] if card.content_flag else []
        told += [f"key: {card.key}"] if card.key else []
        return " · ".join(" ".join(part.split()) for part in told)

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield the parts of its card that are written, each with its heading."""
        for name, heading in CARD_PARTS:
            words = getattr(self.code.card, name)
            if words.strip():
                yield heading, words


@dataclass(frozen=True, slots=True)
class CodebookPages:
    """A codebook to read.

    Attributes:
        title: The study's name.
        date: The day it is written, ISO.
    """

    title: str
    date: str
    pages: Sequence[CodePage]

    @property
    def summary(self) -> str:
        """How much it holds, and when it was written."""
        count = len(self.pages)
        codings = sum(page.code.coding_count for page in self.pages)
        return (
            f"{count:,} code{'s' * (count != 1)}, {codings:,} coding{'s' * (codings != 1)}, "
            f"{day_told(self.date)}"
        )


def write_markdown(book: CodebookPages) -> bytes:
    """Return a codebook in Markdown: a heading a code, as deep as it stands."""
    blocks = [f"# Codebook: {one_line(book.title)}", one_line(book.summary)]
    for page in book.pages:
        blocks += _blocks(page)
    return ("\n\n".join(blocks) + "\n").encode()


def _blocks(page: CodePage) -> Iterable[str]:
    yield f"{'#' * min(page.depth + 2, 6)} {one_line(page.code.name)}"
    yield one_line(page.facts)
    if page.code.card.definition.strip():
        yield literal(page.code.card.definition.strip())
    for heading, words in page.parts():
        yield f"**{heading}:** {literal(words.strip())}"
    for example in page.examples:
        yield f"**{example.kind.capitalize()} quotation** ({one_line(example.place)}):"
        yield quoted(example.words.strip())
