"""The command that leads from a reference of a report back to the words and their file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import minute, moment, print_json, say
from workbench.cli.people import AsJson, Where, look_into

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.project.tracing import PassageTrace, TracedCoding


def trace(
    where: Where,
    reference: Annotated[
        str, typer.Argument(metavar="REFERENCE", help="As a report gives it, or a coding's id.")
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Show what a quotation of a report is: its words, turn and file, and what rests on it."""
    with look_into(where) as project:
        coding = project.tracing.referred(reference)
        found = project.tracing.coding(coding)
    (one,) = (one for one in found.codings if one.quotation.coding.id == coding)
    if as_json:
        print_json(_document(found, one))
        return
    for name, value in _lines(found, one):
        say(f"{name:<8} {value}")


def _lines(found: PassageTrace, one: TracedCoding) -> Iterator[tuple[str, str]]:
    quotation = one.quotation
    turn = "" if found.turn is None else f", turn {found.turn:,}"
    yield "words", quotation.words
    yield "place", f"{found.source_name}{turn}, {found.segment.start}-{found.segment.end}"
    if found.file is not None:
        yield "file", f"{found.file.name}, sha256 {found.file.sha256}"
    coded = f"coded by {quotation.coder}, {minute(quotation.coding.at)}"
    yield "code", f"{' / '.join(quotation.code)}, {coded}"
    if one.card is not None and one.card.definition:
        yield "", f"as it was defined then: {one.card.definition}"
    for path in one.themes:
        yield "theme", " / ".join(theme.name for theme in path)
    for link in one.links:
        yield "sentence", link.tie.sentence


def _document(found: PassageTrace, one: TracedCoding) -> dict[str, object]:
    coding, file = one.quotation.coding, found.file
    return {
        "coding": coding.id,
        "source": found.source,
        "source_name": found.source_name,
        "start": coding.start,
        "end": coding.end,
        "turn": found.turn,
        "words": one.quotation.words,
        "file": None if file is None else {"name": file.name, "sha256": file.sha256},
        "code": " / ".join(one.quotation.code),
        "definition": "" if one.card is None else one.card.definition,
        "coder": one.quotation.coder,
        "at": moment(coding.at),
        "themes": [" / ".join(theme.name for theme in path) for path in one.themes],
        "sentences": [link.tie.sentence for link in one.links],
    }
