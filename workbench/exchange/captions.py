"""Caption files as sources: cue payloads joined by LF, a turn for each cue or each label.

A label (a voice, or ``Name:`` that counts in the whole file) opens a turn, and cues without one
go on with it. In a file without any label each cue is a turn without a speaker, so that its time
is kept. Labelled cues in a row stay turns of their own even when one speaker has them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.exchange.cues import CaptionFormat, Captions, Cue, read_cues
from workbench.exchange.openings import Opening, opening_of
from workbench.exchange.passages import Building, Turns
from workbench.exchange.speakers import heads_that_count
from workbench.exchange.turns import backward_times
from workbench.model.source import LeftOut


@dataclass(frozen=True, slots=True)
class CaptionText:
    """A caption file's words and turns, and what was left out of it."""

    text: str
    turns: Turns
    left_out: tuple[LeftOut, ...]


def read_captions(text: str, kind: CaptionFormat) -> CaptionText:
    """Return the words of a caption file; the text is empty when no cue has any."""
    return joined(read_cues(text, kind))


def joined(captions: Captions) -> CaptionText:
    """Return the words of cues joined by LF, with a turn for each cue or each label."""
    lines = [line.text for cue in captions.cues for line in cue.lines]
    turns = _turns(captions, lines)
    left_out = tuple(LeftOut(reason, n) for reason, n in captions.left_out.items() if n)
    return CaptionText("\n".join(lines), turns, left_out)


def _turns(captions: Captions, lines: list[str]) -> Turns:
    labels = _labels(captions, lines)
    building = Building(lines)
    for n, begins_cue, cue in _places(captions):
        label = labels.get(n)
        if label is not None:
            building.open_turn(n, label, (cue.begins_ms, cue.ends_ms))
        elif begins_cue and not (labels and captions.goes_on and building.speaking):
            building.begin_unlabelled(n, (cue.begins_ms, cue.ends_ms))
        else:
            building.speak_on(n, cue.ends_ms)
    return building.turns(_notes(captions))


def _labels(captions: Captions, lines: list[str]) -> dict[int, Opening]:
    """Return the labels that count, by line: voices always, others by the rules of speakers."""
    written = [line for cue in captions.cues for line in cue.lines]
    voices = {
        n: Opening("colon", line.voice, 0, len(line.voice) + 1, len(line.voice) + 1)
        for n, line in enumerate(written)
        if line.voice
    }
    found = {n: opening_of(line) for n, line in enumerate(lines) if n not in voices}
    openings = {n: o for n, o in found.items() if o is not None and o.style == "colon"}
    if voices:
        known = {voice.key for voice in voices.values()}
        return {**voices, **{n: o for n, o in openings.items() if o.key in known}}
    brackets = {n: o for n, o in found.items() if o is not None and _names_in_brackets(o, lines[n])}
    chosen = brackets if len(brackets) * 2 >= len(captions.cues) else openings
    return dict(heads_that_count(lines, chosen).by_line)


def _names_in_brackets(opening: Opening, line: str) -> bool:
    """Tell whether words follow brackets (``[SPEAKER_00] words``); sounds stand alone."""
    return opening.style == "bracket" and bool(line[opening.after :].strip())


def _places(captions: Captions) -> Iterator[tuple[int, bool, Cue]]:
    """Yield each line's number, whether it begins a cue, and its cue."""
    n = 0
    for cue in captions.cues:
        for place in range(len(cue.lines)):
            yield n, place == 0, cue
            n += 1


def _notes(captions: Captions) -> tuple[str, ...]:
    notes = []
    bad = captions.bad_lines
    if bad:
        shown = ", ".join(map(str, bad[:10])) + (", …" if len(bad) > 10 else "")
        notes.append(
            f"{len(bad)} place(s) have no time that makes sense; their words are kept as they "
            f"stand, in order: {captions.places} {shown} of the file."
        )
    back = backward_times([(n, cue.begins_ms) for n, cue in enumerate(captions.cues)])
    if back:
        notes.append(
            f"Times go back by more than a second {len(back)} time(s), first at cue "
            f"{back[0] + 1}; the order of the file is kept."
        )
    return tuple(notes)
