"""Files of a folder that a browser hands over by their paths: named apart, hidden ones left out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from workbench.exchange.bundles import hidden_notes, is_hidden, names_apart


def names_in_folder(paths: Iterable[str]) -> dict[str, str]:
    """Return the name under which each file is brought, by its path; hidden files have none.

    Args:
        paths: Each begins with the folder that was chosen, with ``/`` between its parts.
    """
    parts = {path: _within(PurePosixPath(path).parts) for path in paths}
    seen = [path for path in parts if parts[path] and not is_hidden(parts[path])]
    return dict(zip(seen, names_apart([parts[path] for path in seen]), strict=True))


def folder_notes(paths: Iterable[str]) -> tuple[str, ...]:
    """Return what to tell of the hidden files among those that a browser handed over."""
    return hidden_notes(sum(is_hidden(_within(PurePosixPath(path).parts)) for path in paths))


def _within(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return a path below the folder that was chosen, whose name says nothing of the file."""
    return parts[1:] or parts
