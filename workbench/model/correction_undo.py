"""What undoing a correction of a text means; `undo` says how the answers are used."""

from __future__ import annotations

from workbench.model.correction_events import CorrectionEvent, SourceCorrected, TextReturned


def inverse(event: CorrectionEvent) -> CorrectionEvent:
    """Return the event that lets the version before hold again."""
    return TextReturned(event.source, event.after, event.before)


def changes(event: CorrectionEvent) -> frozenset[str]:
    """Return the text, on which rests all that stands in it, and the speakers that changed."""
    own = f"source:{event.source}"
    if isinstance(event, TextReturned):
        return frozenset({f"{own}/text"})
    voices = {f"{own}/speaker/{one.n}" for one in (*event.gone, *event.new)}
    moved = {f"coding:{one.id}/segment" for one in event.moves if one.kind == "coding"}
    return frozenset({f"{own}/text", *moved, *voices})


def rests_on(event: CorrectionEvent) -> frozenset[str]:
    """Return the source, and the people whom lost speakers were mapped to."""
    voices = (*event.gone, *event.new) if isinstance(event, SourceCorrected) else ()
    cases = {f"case:{one.case}" for one in voices if one.case is not None}
    return frozenset({f"source:{event.source}", *cases})
