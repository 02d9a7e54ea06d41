"""Inverses of events, and what stands in the way of an undo."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.model.test_codec import imported
from workbench.model import events as e
from workbench.model import people_events as p
from workbench.model import theme_events as h
from workbench.model.aspects import CHANGES
from workbench.model.coding import Coding
from workbench.model.correction_events import SourceCorrected, TextReturned
from workbench.model.ids import CodeId, CoderId, CodingId, SourceId, Words
from workbench.model.proposal_events import SuggestionsShown
from workbench.model.undo import inverse, stands_in_the_way

FACTS = (
    e.ProjectCreated,
    e.CoderJoined,
    e.ImportRefused,
    e.BackupMade,
    e.ExportMade,
    SuggestionsShown,
    h.ClaimAsked,
    h.ThemesHandedOver,
)
BEGINNINGS = (
    e.SourceImported,
    e.CodeCreated,
    p.AttributeDefined,
    p.QuestionAdded,
    SourceCorrected,
)
K, OTHER = CodeId("k"), CodeId("other")


def coding(code: CodeId = K, ident: str = "c") -> Coding:
    return Coding(CodingId(ident), SourceId("s"), 0, 4, code, CoderId("me"), 5)


@given(
    st.one_of([st.from_type(cls) for cls in get_args(e.Event) if cls not in (*FACTS, *BEGINNINGS)])
)
def test_undoing_an_undo_gives_the_event_again(event: e.Event) -> None:
    back = inverse(event)
    assert back is not None
    assert inverse(back) == event


@given(st.one_of([st.from_type(cls) for cls in FACTS]))
def test_facts_have_no_inverse(event: e.Event) -> None:
    assert inverse(event) is None


def test_of_every_event_that_can_be_undone_it_is_known_what_it_changes() -> None:
    assert {cls.__name__ for cls in get_args(e.Event) if cls not in {*FACTS, *CHANGES}} == set()


def test_a_correction_is_undone_and_done_again_without_its_words() -> None:
    back = TextReturned(SourceId("s"), 2, 1)
    assert inverse(back) == TextReturned(SourceId("s"), 1, 2)
    assert inverse(TextReturned(SourceId("s"), 1, 2)) == back


def test_undoing_an_import_removes_the_source() -> None:
    event = imported()
    assert inverse(event) == e.SourceRemoved(event.source, event.name, ())


def test_a_coding_stands_in_the_way_of_undoing_its_code() -> None:
    from workbench.model.codebook import CodeCard, Swatch

    made = e.CodeCreated(K, Words("limits"), None, Swatch("#000000"), 0, CodeCard())
    assert stands_in_the_way(e.CodingApplied(coding()), made)
    assert not stands_in_the_way(e.CodingApplied(coding(OTHER)), made)


def test_a_renaming_does_not_stand_in_the_way_of_a_coding() -> None:
    renamed = e.CodeRenamed(K, Words("limits"), Words("borders"))
    assert not stands_in_the_way(renamed, e.CodingApplied(coding()))
    assert not stands_in_the_way(e.CodingApplied(coding()), renamed)


def test_a_second_renaming_stands_in_the_way_of_undoing_the_first() -> None:
    first = e.CodeRenamed(K, Words("limits"), Words("borders"))
    second = e.CodeRenamed(K, Words("borders"), Words("edges"))
    assert stands_in_the_way(second, first)


def test_deleting_a_code_stands_in_the_way_of_bringing_its_coding_back() -> None:
    deleted = e.CodeDeleted(K, Words("limits"), None, (), ())
    assert stands_in_the_way(deleted, e.CodingRemoved(coding()))


def test_recoding_a_merged_coding_stands_in_the_way_of_parting() -> None:
    merged = e.CodesMerged(
        OTHER, Words("b"), (e.MergedCode(K, Words("a"), None, ()),), (coding(),), ()
    )
    recoded = e.CodingRecoded(CodingId("c"), SourceId("s"), OTHER, CodeId("third"))
    assert stands_in_the_way(recoded, merged)
