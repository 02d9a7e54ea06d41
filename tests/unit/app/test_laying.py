"""The sorting board's values: what the browser says is taken only where it fits."""

from __future__ import annotations

from workbench.app.laying import Board, told
from workbench.model.codebook import Code, CodeState, swatch
from workbench.model.ids import CodeId


def code(name: str, parent: str | None = None, state: CodeState = "active") -> Code:
    above = None if parent is None else CodeId(parent)
    return Code(CodeId(name), name, above, (name,), swatch(0), 0, 2, 1, state=state)


CODES = [code("a"), code("b"), code("c", "b")]


def test_what_was_laid_elsewhere_is_planned_and_what_lies_where_it_stood_is_not() -> None:
    board = Board()
    board.hear({"turn": 0, "parents": {"a": "b", "c": "b", "gone": "a"}, "made": {}})
    assert board.plan(CODES).parents == {"a": "b"}
    assert board.plan(CODES).summary == "1 code laid elsewhere"


def test_a_new_pile_becomes_a_code_with_an_id_of_its_own() -> None:
    board = Board()
    board.hear({"turn": 0, "parents": {"a": "new-1", "c": None}, "made": {"new-1": "edges"}})
    plan = board.plan(CODES)
    (made,) = plan.new
    assert plan.new[made] == "edges"
    assert plan.parents == {"a": made, "c": None}
    assert plan.summary == "2 codes laid elsewhere, 1 new pile"


def test_messages_of_another_turn_or_shape_change_nothing() -> None:
    board = Board()
    board.begin_again()
    for message in (
        None,
        "laid",
        {"turn": 0, "parents": {"a": "b"}, "made": {}},
        {"turn": 1, "parents": ["a"], "made": {}},
        {"turn": 1, "parents": {"a": 3}, "made": {"evil": "x", "new-1": 4}},
    ):
        board.hear(message)
        assert (board.parents, board.made) == ({}, {})


def test_a_retired_code_is_shown_only_above_one_that_is_not() -> None:
    codes = [code("a", state="retired"), code("b", state="retired"), code("c", "b")]
    assert [card["id"] for card in told(Board(), codes)["cards"]] == ["b", "c"]
