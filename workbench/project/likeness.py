"""What a file that was read as a transcript might be instead."""

from __future__ import annotations

from workbench.model.source import SourceDraft

_TABLES = frozenset({"csv", "tsv", "xlsx"})
_FEWEST_COLUMNS = 3


def tells_of_people(draft: SourceDraft) -> bool:
    """Tell whether a table looks as if each row told of one person: no name comes twice.

    Such a table has more columns than names and words, and no times.
    """
    turns = [passage for passage in draft.passages if passage.kind == "turn"]
    head = next((passage for passage in draft.passages if passage.kind == "head"), None)
    if draft.format not in _TABLES or head is None or len(turns) < 2:
        return False
    columns = draft.text[head.start : head.end].count("\t") + 1
    speakers = {turn.speaker for turn in turns if turn.speaker is not None}
    timed = any(turn.begins_ms is not None for turn in turns)
    return columns >= _FEWEST_COLUMNS and len(speakers) == len(turns) and not timed
