"""How far random acts and random values go: a little in each run, much further in a deep one.

A deep run is `pytest tests/property --hypothesis-profile=deep`.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test


def times(examples: int) -> int:
    """Return of how many examples a run is made, where one of a hundred at most has so many."""
    return max(1, examples * settings().max_examples // 100)


def explore(study: type[RuleBasedStateMachine], *, studies: int, acts: int) -> None:
    """Let studies go through random acts, at most so many each."""
    run_state_machine_as_test(
        study,
        settings=settings(
            max_examples=times(studies),
            stateful_step_count=acts,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
