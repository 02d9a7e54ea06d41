"""The sample interview holds what its answer key says, and its codings quote it exactly."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FOLDER = Path(__file__).parents[2] / "sample_transcripts"
KEY: dict[str, Any] = json.loads((FOLDER / "key.json").read_text(encoding="utf-8"))
TEXT = (FOLDER / KEY["transcript"]).read_bytes().decode("utf-8")
HEAD = re.compile(r"\[(\d\d):(\d\d):(\d\d)\] (INT|P03): ")
FILLER = re.compile(r"\b(?:um|uh|you know|I mean|sort of|kind of|like(?=,))\b", re.IGNORECASE)


class SpokenTurn(NamedTuple):
    """One line of the interview."""

    second: int
    speaker: str
    words: str


class Row(NamedTuple):
    """One line of the codings file."""

    code: str
    definition: str
    words: str
    in_vivo: str
    coder: str


def spoken_turns() -> list[SpokenTurn]:
    """Read the turns with nothing but the line format, apart from the program's own readers."""
    turns = []
    for line in TEXT.splitlines():
        if found := HEAD.match(line):
            hours, minutes, seconds = (int(part) for part in found.groups()[:3])
            second = (hours * 60 + minutes) * 60 + seconds
            turns.append(SpokenTurn(second, found[4], line[found.end() :]))
    return turns


def rows() -> list[Row]:
    content = (FOLDER / KEY["codings"]).read_bytes().decode("utf-8")
    header, *lines = csv.reader(io.StringIO(content, newline=""))
    assert tuple(header) == Row._fields
    return [Row(*line) for line in lines]


def spans() -> list[tuple[int, int]]:
    return [(TEXT.index(row.words), TEXT.index(row.words) + len(row.words)) for row in rows()]


def phrases_of_the_key() -> list[str]:
    speech = KEY["speech"]
    single = [speech[name] for name in ("corrected_word", "interruption", "overlap")]
    planted = [words for plant in KEY["planted"] for words in plant["words"]]
    return [*single, speech["not_understood"], *speech["avoided"]["words"], *planted]


def test_the_interview_says_first_that_it_is_fiction():
    first = TEXT.splitlines()[0]
    assert first.startswith("# FICTIONAL")
    assert "No real person, agency, place or case" in first
    assert "CC0" in TEXT.splitlines()[1]
    assert "# content_note:" in TEXT


def test_every_line_is_a_head_line_or_a_turn():
    lines = TEXT.splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert len(head) == KEY["expected"]["head_lines"]
    assert len(head) + len(spoken_turns()) == len(lines) == KEY["expected"]["lines"]


def test_words_and_characters_are_as_the_key_counts_them():
    assert len(TEXT.split()) == KEY["expected"]["words"]
    assert len(TEXT) == KEY["expected"]["characters"]
    assert "\r" not in TEXT


@pytest.mark.parametrize("speaker", ["INT", "P03"])
def test_turns_and_words_of_each_speaker_are_as_the_key_counts_them(speaker):
    said = [turn.words for turn in spoken_turns() if turn.speaker == speaker]
    assert len(said) == KEY["expected"]["turns"][speaker]
    assert sum(len(words.split()) for words in said) == KEY["expected"]["spoken_words"][speaker]


def test_the_longest_turns_are_as_the_key_counts_them():
    lengths = sorted((len(turn.words.split()) for turn in spoken_turns()), reverse=True)
    assert lengths[: len(KEY["expected"]["longest_turns"])] == KEY["expected"]["longest_turns"]


def test_speakers_take_turns_and_time_never_runs_back():
    turns = spoken_turns()
    for earlier, later in pairwise(turns):
        assert earlier.speaker != later.speaker
        assert earlier.second <= later.second


def test_fillers_come_at_a_human_rate():
    expected = KEY["expected"]["fillers"]
    said = [turn.words for turn in spoken_turns() if turn.speaker == expected["speaker"]]
    count = sum(len(FILLER.findall(words)) for words in said)
    assert count == expected["count"]
    assert 3 <= 100 * count / sum(len(words.split()) for words in said) <= 5


@pytest.mark.parametrize("words", phrases_of_the_key())
def test_what_the_key_says_was_planted_stands_in_the_interview_once(words):
    assert TEXT.count(words) == 1


def test_the_idiom_returns_as_often_as_the_key_says():
    idiom = KEY["speech"]["idiom"]
    assert TEXT.count(idiom["words"]) == idiom["count"]


def test_the_key_names_every_kind_of_thing_planted():
    kinds = [plant["kind"] for plant in KEY["planted"]]
    assert kinds.count("pattern") == 3
    assert kinds.count("contrary") == 2
    assert kinds.count("contradiction") == 1
    assert kinds.count("third party") == 2


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.words[:30])
def test_the_words_of_a_coding_stand_in_the_interview_once(row):
    assert row.words == row.words.strip()
    assert TEXT.count(row.words) == 1


def test_codings_and_codes_are_as_the_key_counts_them():
    paths = {row.code for row in rows()}
    expected = KEY["expected"]
    assert len(rows()) == expected["codings"]
    assert len(paths) == expected["codes"]
    assert len({path.split(" / ")[0] for path in paths}) == expected["parents"]
    assert all(len(path.split(" / ")) == 2 for path in paths)


def test_every_coding_says_that_its_coder_is_simulated():
    assert {row.coder for row in rows()} == {KEY["expected"]["coder"]}
    assert KEY["expected"]["coder"].startswith("Simulated")


def test_a_code_is_defined_where_it_is_first_used_and_only_there():
    seen: set[str] = set()
    for row in rows():
        assert bool(row.definition) == (row.code not in seen), row.code
        seen.add(row.code)


def test_an_in_vivo_code_bears_the_very_words_it_was_made_from():
    assert {row.in_vivo for row in rows()} == {"0", "1"}
    taken = [row for row in rows() if row.in_vivo == "1"]
    assert len(taken) == KEY["expected"]["in_vivo"]
    for row in taken:
        assert row.code.split(" / ")[1] == row.words
        assert row.definition


def test_no_passage_is_given_the_same_code_twice():
    for (one, first), (other, second) in combinations(zip(rows(), spans(), strict=True), 2):
        if one.code == other.code:
            assert first[1] <= second[0] or second[1] <= first[0], one.code


def test_codings_overlap_nest_and_run_across_turns():
    pairs = list(combinations(sorted(spans()), 2))
    assert any(a[0] < b[0] < a[1] < b[1] for a, b in pairs)
    assert any(a[0] < b[0] and b[1] < a[1] for a, b in pairs)
    assert any("\n" in row.words for row in rows())
