"""Figures as a bench prints them: a row, what it is, and whether it reaches its gate."""

from __future__ import annotations


def told(row: str, what: str, value: float, least: float | None = None) -> None:
    """Print one figure and whether it reaches its gate."""
    _told(row, what, value, "" if least is None else f"≥ {least:.3g} {_holds(value >= least)}")


def cost(row: str, what: str, value: float, most: float) -> None:
    """Print one figure that should be small, and whether it is."""
    _told(row, what, value, f"≤ {most:g} {_holds(value <= most)}")


def _told(row: str, what: str, value: float, verdict: str) -> None:
    print(f"{row:<4} {what:<66} {value:8.3f}  {verdict}", flush=True)


def _holds(reached: bool) -> str:  # noqa: FBT001 - it is what is told
    return "holds" if reached else "MISSED"
