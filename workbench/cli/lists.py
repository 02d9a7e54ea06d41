"""Commands that list what a study holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.cli.answers import moment, print_json, print_table
from workbench.cli.people import AsJson, Where, look_into
from workbench.model.case import NO_CONSENT

if TYPE_CHECKING:
    from workbench.model.case import Case, Consent
    from workbench.model.codebook import Code
    from workbench.model.coding import Quotation
    from workbench.model.ids import AttributeId, CaseId
    from workbench.model.source import Source, Speaker

_SHORT = 70


def sources(where: Where, *, as_json: AsJson = False) -> None:
    """List the sources with their speakers."""
    with look_into(where) as project:
        found = [(source, project.sources.speakers(source.id)) for source in project.sources.all()]
    if as_json:
        print_json([_source(source, speakers) for source, speakers in found])
        return
    rows = [(s.name, s.kind, s.words, s.turn_count, _speakers(who)) for s, who in found]
    columns = ("source", "kind", "words", "turns", "speakers")
    print_table(columns, rows, "There is no source yet. Bring some with: workbench import")


def cases(where: Where, *, as_json: AsJson = False) -> None:
    """List the people who speak in the sources, with what is known of them."""
    with look_into(where) as project:
        found = project.cases.all()
        names = {attribute.id: attribute.form.name for attribute in project.attributes.all()}
        values, consents = project.attributes.values(), project.cases.consents()
    if as_json:
        print_json([_case(c, _named(names, values.get(c.id, {})), consents) for c in found])
        return
    columns = ("person", "kind", "may be quoted", *names.values())
    rows = [
        (
            case.name,
            case.kind,
            consents.get(case.id, NO_CONSENT).may_quote,
            *(values.get(case.id, {}).get(attribute, "") for attribute in names),
        )
        for case in found
    ]
    print_table(columns, rows, "Nobody is named yet. Name people with --map.")


def codes(where: Where, *, as_json: AsJson = False) -> None:
    """List the codes, in the order of their tree."""
    with look_into(where) as project:
        found, memos = project.codebook.all(), project.memos.counts()
    if as_json:
        print_json([_code(code, memos.get(code.id, 0)) for code in found])
        return
    rows = [(c.path_text, c.coding_count, memos.get(c.id, 0), c.card.definition) for c in found]
    print_table(("code", "codings", "memos", "definition"), rows, "There is no code yet.")


def codings(where: Where, *, as_json: AsJson = False) -> None:
    """List the codings with their words, by source and place."""
    with look_into(where) as project:
        found = project.codings.quotations()
    if as_json:
        print_json([_coding(quotation) for quotation in found])
        return
    rows = [
        (" / ".join(q.code), _short(q.words), q.source_name, q.coding.start, q.coding.end, q.coder)
        for q in found
    ]
    columns = ("code", "words", "source", "start", "end", "coder")
    print_table(columns, rows, "There is no coding yet.")


def _source(source: Source, speakers: list[Speaker]) -> dict[str, object]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "characters": source.characters,
        "words": source.words,
        "turns": source.turn_count,
        "speakers": {speaker.label: speaker.turn_count for speaker in speakers},
    }


def _named(names: Mapping[AttributeId, str], values: Mapping[AttributeId, str]) -> dict[str, str]:
    """Return values by the names of their attributes, in the attributes' order."""
    return {name: values[attribute] for attribute, name in names.items() if attribute in values}


def _case(
    case: Case, attributes: Mapping[str, str], consents: Mapping[CaseId, Consent]
) -> dict[str, object]:
    consent = consents.get(case.id, NO_CONSENT)
    return {
        "id": case.id,
        "kind": case.kind,
        "name": case.name,
        "attributes": attributes,
        "consent": asdict(consent) | {"may_quote": consent.may_quote},
    }


def _speakers(speakers: list[Speaker]) -> str:
    return ", ".join(
        f"{s.label or 'no label'} {s.turn_count:,} ({s.person or s.role})" for s in speakers
    )


def _code(code: Code, memos: int) -> dict[str, object]:
    return {
        "id": code.id,
        "name": code.name,
        "path": code.path_text,
        "parent": code.parent,
        "definition": code.card.definition,
        "codings": code.coding_count,
        "memos": memos,
        "state": code.state,
    }


def _coding(quotation: Quotation) -> dict[str, object]:
    coding = quotation.coding
    return {
        "id": coding.id,
        "source": coding.source,
        "start": coding.start,
        "end": coding.end,
        "words": quotation.words,
        "code": " / ".join(quotation.code),
        "coder": quotation.coder,
        "speaker": quotation.speaker,
        "origin": coding.origin,
        "at": moment(coding.at),
    }


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
