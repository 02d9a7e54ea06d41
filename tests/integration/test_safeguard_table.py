"""The ten safeguards on what the machine proposes, each with the test that holds it up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
#: What must hold, by letter, and where it is tried.
SAFEGUARDS = {
    "a: the stance decides what is offered": (
        "integration/test_safeguards.py",
        "test_a_reflexive_study_is_offered_nothing_before_every_source_is_read_and_it_is_decided",
    ),
    "a: searching is offered from the start": (
        "integration/test_similar.py",
        "test_hints_wait_in_a_reflexive_study_and_searching_does_not",
    ),
    "b: suggestions come after an own first pass": (
        "integration/test_safeguards.py",
        "test_suggestions_come_only_after_an_own_first_pass_of_the_passage",
    ),
    "c: while a blind round is open nothing is proposed": (
        "integration/test_safeguards.py",
        "test_while_a_blind_round_is_open_nothing_is_proposed_to_anybody",
    ),
    "c: while a blind round is open nobody sees others' codings": (
        "integration/test_blind_rounds.py",
        "test_every_answer_is_the_same_whatever_another_codes_in_a_blind_round",
    ),
    "d: every answer is an event with its reasons": (
        "integration/test_proposals.py",
        "test_reading_and_proposals_are_kept_undone_and_rebuilt",
    ),
    "d: what was shown is one record a session": (
        "integration/test_suggestions.py",
        "test_a_code_is_suggested_with_the_nearest_own_quotation_and_said_once_a_session",
    ),
    "d: nearly all accepted is named": (
        "integration/test_machine_part.py",
        "test_more_than_nine_in_ten_accepted_of_ten_at_least_is_named",
    ),
    "d: acceptance by code is the coder's own": (
        "integration/test_machine_part.py",
        "test_acceptance_by_code_is_told_to_that_coder_alone_and_the_sum_to_all",
    ),
    "e: a tenth is kept free": (
        "integration/test_safeguards.py",
        "test_only_where_two_coders_are_compared_are_turns_kept_free",
    ),
    "e: influence is measured": (
        "integration/test_machine_part.py",
        "test_turns_kept_free_stand_beside_the_others_where_two_coders_are_compared",
    ),
    "f: nothing is applied in bulk": (
        "integration/test_groupings.py",
        "test_only_what_was_ticked_is_coded_and_leads_back_to_the_run",
    ),
    "g: accepted codings teach less": (
        "integration/test_suggestions.py",
        "test_the_tool_learns_from_this_coder_alone_and_less_from_what_was_accepted",
    ),
    "h: what is read differently comes up": (
        "integration/test_similar.py",
        "test_a_coding_that_is_read_differently_comes_with_its_reason",
    ),
    "i: groupings expire": (
        "integration/test_groupings.py",
        "test_one_whose_segments_changed_says_so_and_is_not_adopted_from",
    ),
    "j: non-generative is said": (
        "integration/test_machine_part.py",
        "test_the_paragraph_names_the_model_the_stance_and_what_was_answered",
    ),
}


@pytest.mark.parametrize("what", SAFEGUARDS)
def test_each_safeguard_is_tried_somewhere(what):
    file, name = SAFEGUARDS[what]
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
