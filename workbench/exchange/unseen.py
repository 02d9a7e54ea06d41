"""What a person is told of text that a document carries and does not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def unseen_remarks(left_out: Mapping[str, int], program: str) -> Iterator[str]:
    """Yield what to tell of hidden and deleted text.

    Args:
        left_out: Characters by reason.
        program: Where changes are accepted.
    """
    if left_out.get("hidden text"):
        yield (
            "Text that the file hides was left out. To keep it, read the file with "
            "--keep-hidden, or tick the box on the import page."
        )
    if left_out.get("deleted text") or left_out.get("hidden text"):
        yield (
            "The original file still carries deleted or hidden text. Look after that file, or "
            f"accept its changes in {program} and remove what is hidden."
        )
