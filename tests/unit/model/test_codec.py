"""Events to bodies and parts, and back."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import ContentErasedError, TrailError
from workbench.model.case import AttributeForm, CaseValue
from workbench.model.codebook import CodeCard, Swatch
from workbench.model.codec import Json, decode, encode
from workbench.model.events import CodeCreated, Event, SourceImported
from workbench.model.ids import AttributeId, CaseId, CodeId, Words
from workbench.model.people_events import AttributeRemoved
from workbench.model.source import Origin, SpeakerRecord

st.register_type_strategy(Words, st.text().map(Words))
WORDS = ("Ωmega-name", "Ωmega-text", "Ωmega-label", "Ωmega-file")


@given(st.one_of([st.from_type(cls) for cls in get_args(Event)]))
def test_every_event_comes_back_from_its_body_and_parts(event: Event) -> None:
    body, parts = encode(event)
    assert decode(type(event).__name__, 1, body, list(parts)) == event


def imported() -> SourceImported:
    from tests.studies import draft

    read = draft()
    return SourceImported(
        source=read.file_name,  # type: ignore[arg-type]  # any string serves
        name=Words(WORDS[0]),
        kind="interview",
        format="txt",
        encoding="utf-8",
        origin=Origin(Words(WORDS[3]), 5, Words("ab")),
        text=Words(WORDS[1]),
        characters=10,
        words=1,
        characters_read=10,
        left_out=(),
        lines=read.lines,
        passages=read.passages,
        speakers=(SpeakerRecord(Words(WORDS[2]), "participant", None),),
    )


def leaves(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


def test_no_word_stands_in_a_body() -> None:
    body, parts = encode(imported())
    assert not set(WORDS) & set(leaves(body))
    assert set(WORDS) <= {words for part in parts for words in part.values()}


def test_the_text_and_each_speaker_have_a_part_of_their_own() -> None:
    _, parts = encode(imported())
    assert parts[1] == {"text": WORDS[1]}
    assert parts[2] == {"speakers.0.label": WORDS[2]}


def test_each_value_of_a_removed_attribute_has_a_part_of_its_own() -> None:
    form = AttributeForm(Words("site"), "choice", (Words("North"),))
    values = tuple(CaseValue(CaseId(case), Words("North")) for case in ("a", "b"))
    _, parts = encode(AttributeRemoved(AttributeId("s"), form, 0, values))
    assert parts[-2:] == [{"values.0.value": "North"}, {"values.1.value": "North"}]


def test_no_body_holds_a_float() -> None:
    body, _ = encode(imported())
    assert not any(isinstance(leaf, float) for leaf in leaves(body))


def test_erased_words_are_said_to_be_erased() -> None:
    event = CodeCreated(CodeId("k"), Words("limits"), None, Swatch("#000000"), 0, CodeCard())
    body, _ = encode(event)
    with pytest.raises(ContentErasedError):
        decode("CodeCreated", 1, body, [None])


@pytest.mark.parametrize(
    ("name", "version", "body"),
    [("CodeCreated", 1, {}), ("CodeCreated", 2, {}), ("Nonsense", 1, {}),
     ("CodeCreated", 1, {"code": "k", "name": 7, "swatch": {"colour": "x"}, "position": 0})],
)  # fmt: skip
def test_a_body_that_does_not_fit_its_event_is_a_trail_error(
    name: str, version: int, body: dict[str, Json]
) -> None:
    with pytest.raises(TrailError):
        decode(name, version, body, [{"name": "limits"}])
