"""The files of the sample study, read with nothing but their formats, and its answer key."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parents[1] / "sample_transcripts"
KEY: dict[str, Any] = json.loads((FOLDER / "key.json").read_text(encoding="utf-8"))
TEXTS: dict[str, dict[str, Any]] = {text["transcript"]: text for text in KEY["texts"]}
SPOKEN = [name for name in TEXTS if "turns" in TEXTS[name]["expected"]]
CODED = [name for name in TEXTS if "codings" in TEXTS[name]]

STAMPED = re.compile(r"\[(\d\d):(\d\d):(\d\d)\] (\w+): ")
BOLD = re.compile(r"\*\*(\w+)\*\* \[(\d+):(\d\d)\]")
TIMING = re.compile(r"(\d\d):(\d\d):(\d\d)\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}")
LABEL = re.compile(r"(MOD|[A-E]): ")
FILLER = re.compile(r"\b(?:um|uh|you know|I mean|sort of|kind of|like(?=,))\b", re.IGNORECASE)
ASKING = {"INT", "MOD"}


class SpokenTurn(NamedTuple):
    """What somebody says before somebody else does."""

    second: int
    speaker: str
    words: str


class Row(NamedTuple):
    """One line of a codings file."""

    code: str
    definition: str
    words: str
    in_vivo: str
    coder: str


@cache
def raw(name: str) -> str:
    return (FOLDER / name).read_bytes().decode("utf-8")


@cache
def text(name: str) -> str:
    """Return a file's text; of captions the words of the cues, read here on purpose anew."""
    if not name.endswith(".vtt"):
        return raw(name)
    return "\n".join(words for _, words in cues(name))


def cues(name: str) -> list[tuple[int, str]]:
    found = []
    for block in raw(name).split("\n\n"):
        lines = block.strip("\n").split("\n")
        timing = TIMING.match(lines[1]) if len(lines) > 2 else None
        if timing:
            found += [(seconds(*timing.groups()), words) for words in lines[2:]]
    return found


def seconds(hours: str, minutes: str, rest: str) -> int:
    return (int(hours) * 60 + int(minutes)) * 60 + int(rest)


@cache
def spoken_turns(name: str) -> list[SpokenTurn]:
    """Read the turns with nothing but the line format, apart from the program's own readers."""
    if name.endswith(".vtt"):
        return captioned_turns(name)
    turns = []
    lines = raw(name).splitlines()
    for n, line in enumerate(lines):
        if found := STAMPED.match(line):
            turns.append(SpokenTurn(seconds(*found.groups()[:3]), found[4], line[found.end() :]))
        elif found := BOLD.fullmatch(line):
            turns.append(SpokenTurn(seconds("0", found[2], found[3]), found[1], lines[n + 1]))
    return turns


def captioned_turns(name: str) -> list[SpokenTurn]:
    turns: list[SpokenTurn] = []
    for second, words in cues(name):
        if found := LABEL.match(words):
            turns.append(SpokenTurn(second, found[1], words[found.end() :]))
        else:
            last = turns.pop()
            turns.append(last._replace(words=f"{last.words}\n{words}"))
    return turns


@cache
def rows(name: str) -> list[Row]:
    header, *lines = table(TEXTS[name]["codings"])
    assert tuple(header) == Row._fields
    return [Row(*line) for line in lines]


def table(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw(name), newline="")))


def records(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw(name), newline="")))


def every_row() -> list[tuple[str, Row]]:
    return [(name, row) for name in CODED for row in rows(name)]


def span(name: str, row: Row) -> tuple[int, int]:
    start = text(name).index(row.words)
    return start, start + len(row.words)


def planted() -> list[tuple[str, str, int]]:
    return [
        (name, words, plant.get("count", 1))
        for name, of in TEXTS.items()
        for plant in of["planted"]
        for words in plant["words"]
    ]


def plants(kind: str, topic: str | None = None) -> set[str]:
    """Return the texts in which something of a kind was planted."""
    return {
        name.split("_")[0].removeprefix("FIC-")
        for name, of in TEXTS.items()
        for plant in of["planted"]
        if plant["kind"] == kind and topic in (None, plant.get("topic"))
    }
