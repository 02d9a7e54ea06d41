"""Random corrections of a coded text: what kept its words stands on them, and undo restores all."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exploring import times
from tests.studies import draft
from workbench.errors import InvalidActionError
from workbench.model.source import Segment
from workbench.project.project import create_project

#: What is done at a word: mostly nothing.
EDITS = st.sampled_from([*["keep"] * 7, "cut", "replace", "put before", "respell"])
SIGNS = st.sampled_from(["wö", "😀", "e\u0301", "she"])
BLANKS = st.sampled_from([" ", " ", " ", "\nP07: ", "  ", "\u00a0"])


@st.composite
def corrections(draw: st.DrawFn) -> tuple[list[str], list[str], list[str], list[tuple[int, int]]]:
    """Draw words with the blanks behind them, what becomes of each, and what is coded."""
    number = draw(st.integers(3, 24))
    words = [f"{draw(SIGNS)}{n}" for n in range(number)]
    blanks = draw(st.lists(BLANKS, min_size=number, max_size=number))
    edits = draw(st.lists(EDITS, min_size=number, max_size=number))
    spans = st.tuples(st.integers(0, number - 1), st.integers(0, number - 1)).map(sorted)
    return words, blanks, edits, draw(st.lists(spans.map(tuple), min_size=1, max_size=6))


def written(words: list[str], blanks: list[str]) -> tuple[str, list[Segment]]:
    """Return a text of words, and where each of them stands in it."""
    text, places = "P07: ", []
    for word, blank in zip(words, blanks, strict=True):
        places.append(Segment(len(text), len(text) + len(word)))
        text += word + blank
    return text.removesuffix("\nP07: "), places


def edited(word: str, blank: str, edit: str, fresh: count[int]) -> list[tuple[str, str]]:
    """Return what stands where a word stood; new words are like no other."""
    match edit:
        case "cut":
            return []
        case "replace":
            return [(f"new{next(fresh)}", blank)]
        case "put before":
            return [(f"new{next(fresh)}", " "), (word, blank)]
        case "respell":
            return [(f"{word}x", blank)]
    return [(word, blank)]


@settings(max_examples=times(12))
@given(corrections())
def test_what_kept_its_words_stands_on_them_and_undo_restores_all(
    drawn: tuple[list[str], list[str], list[str], list[tuple[int, int]]],
) -> None:
    words, blanks, edits, spans = drawn
    before, places = written(words, blanks)
    fresh = count()
    rows = [edited(w, b, e, fresh) for w, b, e in zip(words, blanks, edits, strict=True)]
    flat = [pair for row in rows for pair in row]
    after, _ = written([w for w, _ in flat], [b for _, b in flat])
    with (
        tempfile.TemporaryDirectory() as folder,
        create_project(Path(folder) / "study.qwb", name="S", coder="Ana") as project,
    ):
        source = project.sources.add(draft(before))
        code = project.codebook.create("code")
        coded = {
            project.codings.apply(source, Segment(places[a].start, places[b].end), code): (a, b)
            for a, b in dict.fromkeys(spans)
        }
        project.reading.mark_all(source)
        was = project.snapshot()
        try:
            seen = project.corrections.foresee(source, draft(after))
        except InvalidActionError:
            assert before == after or not flat
            return
        gone = {one.coding for one in seen.lost}
        project.corrections.correct(source, draft(after), take_away=gone)
        stands = {c.id: after[c.start : c.end] for c in project.codings.in_source(source)}
        assert stands.keys() | gone == coded.keys()
        assert not stands.keys() & gone
        reworded = {one.coding: one.after for one in seen.reworded}
        for coding, (a, b) in coded.items():
            whole = edits[a] in ("keep", "put before") and set(edits[a + 1 : b + 1]) <= {"keep"}
            if whole:
                assert stands[coding] == before[places[a].start : places[b].end]
                assert coding not in reworded
            if any(edit != "cut" for edit in edits[a : b + 1] if edit in ("keep", "put before")):
                assert coding in stands or any(one.stands_twice for one in seen.lost)
            if coding in reworded:
                assert stands[coding] == reworded[coding]
        project.history.undo()
        assert project.snapshot() == was
        assert project.history.verify().ok
