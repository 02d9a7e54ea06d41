"""Lists of what a study holds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.integration.commands.conftest import failed, transcript
from tests.studies import TEXT


def test_sources_have_their_counts_and_speakers(run, filled):
    (source,) = run("sources", filled, "--json").json
    assert source.pop("id")
    assert source == {
        "name": "P07",
        "kind": "interview",
        "characters": len(TEXT),
        "words": len(TEXT.split()),
        "turns": 4,
        "speakers": {"INT": 2, "P07": 2},
    }


def test_codes_stand_in_the_order_of_their_tree(run, coded):
    codes = run("codes", coded, "--json").json
    ids = {code["name"]: code.pop("id") for code in codes}
    assert codes == [
        {
            "name": n,
            "path": path,
            "parent": parent,
            "definition": "",
            "codings": count,
            "memos": 0,
            "state": "active",
        }
        for n, path, parent, count in (
            ("limits", "limits", None, 1),
            ("work", "work", None, 0),
            ("waiting", "work / waiting", ids["work"], 1),
        )
    ]


def test_a_reference_is_led_back_to_words_turn_and_file(run, coded):
    first, _ = run("codings", coded, "--json").json
    found = run("trace", coded, first["id"][:8], "--json").json
    assert (found["coding"], found["words"], found["turn"]) == (first["id"], first["words"], 1)
    assert found["file"]["name"] == "P07.txt"
    assert f"sha256 {found['file']['sha256']}" in run("trace", coded, first["id"]).out
    assert "Nothing here has this reference" in failed(run("trace", coded, "zzzzzz"))


def test_codings_have_their_words_and_place(run, coded):
    first, second = run("codings", coded, "--json").json
    (source,) = run("sources", coded, "--json").json
    assert first.pop("id") != second.pop("id")
    at = [datetime.fromisoformat(coding.pop("at")) for coding in (first, second)]
    assert [moment.utcoffset() for moment in at] == [timedelta(0)] * 2
    assert first == {
        "source": source["id"],
        "start": 5,
        "end": 13,
        "words": TEXT[5:13],
        "code": "limits",
        "coder": "Ana",
        "speaker": "INT",
        "origin": "person",
    }
    assert (second["words"], second["code"], second["speaker"]) == (
        TEXT[38:44],
        "work / waiting",
        "Petra",
    )


def test_empty_lists_are_empty_in_json_and_say_so_to_people(run, study):
    for noun in ("sources", "cases", "codes", "codings"):
        assert run(noun, study, "--json").json == []
        assert run(noun, study).out.endswith("\n")


@pytest.mark.parametrize("noun", ["sources", "cases", "codes", "codings"])
def test_lists_for_people_name_things(run, coded, noun):
    answer = run(noun, coded)
    expected = {"sources": "P07", "cases": "Petra", "codes": "work / waiting", "codings": "limits"}
    assert answer.code == 0
    assert expected[noun] in answer.out


def test_a_text_cannot_steer_the_terminal(run, study):
    transcript("P.txt", "Look \x1b[31mred\x1b[0m and [bold]bold[/bold] \u202etsaL words")
    assert run("import", study, "P.txt").code == 0
    assert run("code", study, "P", 0, 46, "x", "--create").code == 0
    answer = run("codings", study)
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    assert "<U+001B>" in answer.out
    assert "[bold]bold[/bold]" in answer.out
    assert run("codings", study, "--json").json[0]["words"].startswith("Look \x1b[31mred")
