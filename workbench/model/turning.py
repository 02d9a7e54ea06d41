"""The same event with old and new exchanged: the inverse of whatever names both."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

Turned = TypeVar("Turned")


def turned(event: Turned) -> Turned:
    """Return the event with the values of all its `before…` and `after…` fields exchanged."""
    kept: Any = event
    names = [f.name.removeprefix("before") for f in fields(kept) if f.name.startswith("before")]
    swapped: dict[str, Any] = {}
    for name in names:
        swapped[f"before{name}"] = getattr(kept, f"after{name}")
        swapped[f"after{name}"] = getattr(kept, f"before{name}")
    result: Turned = replace(kept, **swapped)
    return result
