"""The sample study holds what its answer key says, and its codings quote it exactly."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise

import pytest

from tests.fiction import (
    ASKING,
    CODED,
    FILLER,
    KEY,
    SPOKEN,
    TEXTS,
    every_row,
    planted,
    plants,
    raw,
    records,
    rows,
    span,
    spoken_turns,
    text,
)


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_says_first_that_it_is_fiction(name):
    first, second = [line for line in raw(name).splitlines() if line and line != "NOTE"][:2]
    assert re.match(r"(# |WEBVTT - )FICTIONAL\. Written for this project", first)
    assert "No real" in first
    assert "CC0" in second
    assert "content_note:" in raw(name)
    assert "\r" not in raw(name)


@pytest.mark.parametrize("name", TEXTS)
def test_words_and_characters_are_as_the_key_counts_them(name):
    assert len(text(name).split()) == TEXTS[name]["expected"]["words"]
    assert len(text(name)) == TEXTS[name]["expected"]["characters"]


@pytest.mark.parametrize("name", SPOKEN)
def test_every_line_is_a_head_line_a_label_or_words(name):
    lines = [line for line in text(name).splitlines() if line]
    head = [line for line in lines if line.startswith("# ")]
    assert len(head) == TEXTS[name]["expected"]["head_lines"]
    turns = spoken_turns(name)
    said = sum(turn.words.count("\n") + 1 for turn in turns)
    labels = len(turns) if name.endswith(".md") else 0
    assert len(lines) == len(head) + labels + said


@pytest.mark.parametrize("name", SPOKEN)
def test_turns_and_words_of_each_speaker_are_as_the_key_counts_them(name):
    expected, turns = TEXTS[name]["expected"], spoken_turns(name)
    assert Counter(turn.speaker for turn in turns) == expected["turns"]
    for speaker, count in expected["spoken_words"].items():
        said = [turn.words for turn in turns if turn.speaker == speaker]
        assert sum(len(words.split()) for words in said) == count, speaker
    lengths = sorted((len(turn.words.split()) for turn in turns), reverse=True)
    assert lengths[:4] == expected["longest_turns"]


@pytest.mark.parametrize("name", SPOKEN)
def test_speakers_take_turns_and_time_never_runs_back(name):
    for earlier, later in pairwise(spoken_turns(name)):
        assert earlier.speaker != later.speaker
        assert earlier.second <= later.second


@pytest.mark.parametrize("name", SPOKEN)
def test_fillers_come_at_a_human_rate(name):
    said = [turn.words for turn in spoken_turns(name) if turn.speaker not in ASKING]
    count = sum(len(FILLER.findall(words)) for words in said)
    assert count == TEXTS[name]["expected"]["fillers"]
    assert 3 <= 100 * count / sum(len(words.split()) for words in said) <= 5


@pytest.mark.parametrize(("name", "words", "count"), planted())
def test_what_the_key_says_was_planted_stands_where_it_says(name, words, count):
    assert text(name).count(words) == count


def test_the_key_names_every_kind_of_thing_planted():
    used = {plant["kind"] for of in TEXTS.values() for plant in of["planted"]}
    assert used == set(KEY["kinds"])
    topics = {
        plant["topic"]
        for of in TEXTS.values()
        for plant in of["planted"]
        if "topic" in plant and plant["kind"] != "disagreement"
    }
    assert topics == set(KEY["topics"])


@pytest.mark.parametrize("topic", ["boundary", "advocacy", "training", "team"])
def test_every_pattern_has_several_voices_and_one_against_it(topic):
    assert len(plants("pattern", topic)) >= 3
    assert plants("contrary", topic)


def test_what_runs_through_the_study_is_where_it_was_meant_to_be():
    assert "P04" in plants("contrary", "boundary")
    assert "FG1" in plants("contrary", "advocacy")
    assert "P05" in plants("contrary", "training")
    assert "FG2" in plants("contrary", "team")
    assert plants("dissonance") >= {"P05", "FG1"}
    assert plants("red herring") == {"P01", "P02", "P05", "FG1"}
    assert plants("unlike words") == {"P01", "P02", "P06", "FG2"}
    assert plants("contradiction") >= {"P03", "P05"}
    assert plants("third party") >= {"P02", "P03", "P05", "FG2"}
    assert {"FG1", "FG2"} <= plants("role by site")


@pytest.mark.parametrize(("name", "row"), every_row(), ids=lambda given: str(given)[:40])
def test_the_words_of_a_coding_stand_in_its_text_once(name, row):
    assert row.words == row.words.strip()
    assert text(name).count(row.words) == 1


@pytest.mark.parametrize("name", CODED)
def test_codings_and_codes_are_as_the_key_counts_them(name):
    expected = TEXTS[name]["expected"]
    assert Counter(row.coder for row in rows(name)) == expected["codings"]
    assert len({row.code for row in rows(name)}) == expected["codes"]
    assert sum(row.in_vivo == "1" for row in rows(name)) == expected["in_vivo"]
    assert all(coder.startswith("Simulated") for coder in expected["codings"])


@pytest.mark.parametrize("name", CODED)
def test_a_code_is_defined_where_its_file_first_uses_it_and_only_there(name):
    seen: set[str] = set()
    for row in rows(name):
        assert bool(row.definition) == (row.code not in seen), row.code
        seen.add(row.code)


def test_a_code_means_the_same_in_every_file():
    meanings: dict[str, set[str]] = {}
    for _, row in every_row():
        if row.definition:
            meanings.setdefault(row.code, set()).add(row.definition)
    assert {code for code, found in meanings.items() if len(found) > 1} == set()
    assert all(len(code.split(" / ")) == 2 for code in meanings)


def test_an_in_vivo_code_bears_the_very_words_it_was_made_from():
    for _, row in every_row():
        assert row.in_vivo in {"0", "1"}
        if row.in_vivo == "1":
            assert row.code.split(" / ")[1] == row.words


@pytest.mark.parametrize("name", CODED)
def test_no_coder_gives_a_passage_the_same_code_twice(name):
    for one, other in combinations(rows(name), 2):
        if (one.code, one.coder) == (other.code, other.coder):
            first, second = span(name, one), span(name, other)
            assert first[1] <= second[0] or second[1] <= first[0], one.code


def test_codings_overlap_nest_and_run_across_turns():
    for name in CODED:
        pairs = list(combinations(sorted(span(name, row) for row in rows(name)), 2))
        if name.startswith("FIC-P03"):
            assert any(a[0] < b[0] < a[1] < b[1] for a, b in pairs)
            assert any(a[0] < b[0] and b[1] < a[1] for a, b in pairs)
    assert any("\n" in row.words for _, row in every_row())


def disagreements() -> list[tuple[str, str, str]]:
    return [
        (name, plant["topic"], plant["words"][0])
        for name, of in TEXTS.items()
        for plant in of["planted"]
        if plant["kind"] == "disagreement"
    ]


@pytest.mark.parametrize(("name", "kind", "words"), disagreements())
def test_where_the_key_says_so_the_two_coders_differ(name, kind, words):
    at = text(name).index(words)
    there = {
        coder: {
            (row.code, span(name, row))
            for row in rows(name)
            if row.coder == coder
            and span(name, row)[0] <= at + len(words)
            and at <= span(name, row)[1]
        }
        for coder in {row.coder for row in rows(name)}
    }
    assert len(there) == 2
    one, other = there.values()
    assert one != other
    assert kind in KEY["disagreements"]


@pytest.mark.parametrize("name", [n for n in CODED if len(TEXTS[n]["expected"]["codings"]) == 2])
def test_the_two_coders_agree_as_far_as_the_key_says(name):
    expected = TEXTS[name]["expected"]["agreement"]
    counts = TEXTS[name]["expected"]["codings"]
    one, other = (
        {(row.code, span(name, row)) for row in rows(name) if row.coder == coder}
        for coder in sorted(counts)
    )
    same, edges = expected["same_code_same_words"], expected["same_code_other_edges"]
    assert len(one & other) == same
    near = [
        (code, at)
        for code, at in one - other
        if any(code == c and at[0] < b[1] and b[0] < at[1] for c, b in other - one)
    ]
    assert len(near) == edges
    assert same + edges + expected["only_a"] == counts["Simulated coder A"]
    assert min(expected.values()) > 0


def test_the_whole_study_is_as_the_key_counts_it():
    whole = KEY["study"]
    assert whole["sources"] == len(TEXTS) == len(records("FIC-study.csv"))
    assert whole["words"] == sum(len(text(name).split()) for name in TEXTS)
    assert whole["codings"] == Counter(row.coder for _, row in every_row())
    paths = {row.code for _, row in every_row()}
    assert whole["codes"] == len(paths)
    assert whole["parents"] == len({path.split(" / ")[0] for path in paths})


def test_the_tables_name_the_files_and_people_there_are():
    study = records("FIC-study.csv")
    assert [row["file"] for row in study] == list(TEXTS)
    assert {row["codings"] for row in study if row["codings"]} == {
        of["codings"] for of in TEXTS.values() if "codings" in of
    }
    people = [row["participant"] for row in records("FIC-scores.csv")]
    assert people == [row["participant"] for row in records("FIC-consent.csv")]
    assert len(set(people)) == KEY["study"]["participants"]


def test_each_content_note_of_the_table_is_that_of_its_text():
    for row in records("FIC-study.csv"):
        assert f"content_note: {row['content_note']}\n" in raw(row["file"])


def test_scores_lie_on_their_scales():
    for row in records("FIC-scores.csv"):
        assert 0 <= int(row["strain at work"]) <= 60
        assert 0 <= int(row["carried forward"]) <= 40


def test_who_withdrew_and_who_may_only_be_paraphrased_is_as_the_key_says():
    consent = records("FIC-consent.csv")
    withdrawn = {row["participant"]: row["withdrawn"] for row in consent if row["withdrawn"]}
    scores = {r["participant"]: r["withdrawn"] for r in records("FIC-scores.csv") if r["withdrawn"]}
    assert withdrawn == scores
    assert list(withdrawn) == KEY["study"]["withdrawn"]
    only = [row["participant"] for row in consent if row["paraphrase_only"] == "yes"]
    assert only == KEY["study"]["paraphrase_only"]


def test_the_names_flagged_are_among_those_planted_and_some_are_left_to_find():
    flagged = {(row["file"], row["words"]) for row in records("FIC-third-parties.csv")}
    hidden = {
        (name, words)
        for name, of in TEXTS.items()
        for plant in of["planted"]
        if plant["kind"] == "third party"
        for words in plant["words"]
    }
    for name, words in flagged:
        assert text(name).count(words) == 1
    assert {name for name, _ in flagged} <= {name for name, _ in hidden}
    assert len(hidden) > len(flagged)


def test_every_extract_of_the_literature_says_that_it_is_invented():
    found = re.findall(r"^## L\d\. (.+)$", raw("FIC-LIT_extracts.md"), re.MULTILINE)
    assert len(found) == 9
    assert all(title.endswith("[invented]") for title in found)
    assert raw("FIC-LIT_extracts.md").count(", n = ") == 9
    assert raw("FIC-LIT_extracts.md").count(", direction: ") == 9


PASSAGE = re.compile(r"\[\[(FIC-[^\]:]+): ([^\]]+)\]\]")
NOT_QUOTED = {"FIC-P06_survivor-practitioner_interview.md", "FIC-FG2_riverside_focus-group.txt"}


@pytest.mark.parametrize("row", records("FIC-memos.csv"), ids=lambda row: row["title"])
def test_a_memo_quotes_words_that_are_there_once_and_may_be_quoted(row: dict[str, str]) -> None:
    for file, words in PASSAGE.findall(row["body"]):
        assert text(file).count(words) == 1
        assert file not in NOT_QUOTED


def test_memos_are_by_the_simulated_coders_and_one_is_private():
    rows = records("FIC-memos.csv")
    assert {row["coder"] for row in rows} == set(KEY["study"]["codings"])
    assert [row["visibility"] for row in rows].count("private") == 1
    assert len({row["kind"] for row in rows}) >= 6
    assert {"positionality", "expectations"} <= {row["kind"] for row in rows}
