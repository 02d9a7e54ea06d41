"""What is told of groups that can no longer be adopted."""

from __future__ import annotations

from workbench.app.grouping_telling import outdated_told
from workbench.model.ids import CoderId, RunId
from workbench.model.proposal import Answer
from workbench.project.grouping_values import Group

RUN = RunId("run")


def group(changed: int, *, answered: bool = False) -> Group:
    answer = Answer(RUN, 1, (0,), CoderId("x"), 1) if answered else None
    return Group(RUN, 1, (0,), "high", (1, 0, 0), changed=changed, answer=answer)


def test_nothing_is_said_while_no_group_changed_or_only_answered_ones() -> None:
    assert outdated_told([group(0), group(2, answered=True)]) == ""


def test_groups_that_changed_are_named_by_their_numbers() -> None:
    one = outdated_told([group(0), group(1), group(2, answered=True)])
    assert one.startswith("Group 2 has segments that changed since and can no longer be adopted;")
    three = [group(1), group(0), group(1), group(3)]
    assert outdated_told(three).startswith("Groups 1, 3 and 4 have segments that changed since")


def test_where_no_group_is_left_to_adopt_that_is_said() -> None:
    assert outdated_told([group(1), group(0, answered=True)]).endswith("none can be adopted.")
