"""What happened, in words: every event has a sentence of its own."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.events import Event
from workbench.project.sentences import sentence
from workbench.project.wording import Names


@given(st.one_of([st.from_type(kind) for kind in get_args(Event)]))
def test_every_event_has_a_sentence(event: Event) -> None:
    told = sentence([event], Names({}, {}, {}, {}, {}, {}, lambda _source, _start: None))
    assert told
    assert "None" not in told
