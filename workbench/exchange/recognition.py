"""Reads what speech recognition writes as JSON: stretches of words with times and a speaker.

Whisper and whisperX write ``segments``; other programs ``results``: a list of alternatives, or an
object with segments or utterances. Each stretch becomes a cue. Read strictly (RFC 8259): no NaN,
no half character pairs, no field twice in one object, no endless depth.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from workbench.errors import InvalidFileError
from workbench.exchange.cues import Captions, Cue, CueLine

_LISTS = ("segments", "results")
_LISTS_IN_RESULTS = ("segments", "utterances", "audio_segments")
_WORDS = ("text", "transcript")
_SPEAKER = ("speaker", "speaker_label", "speakerTag", "speaker_name")
_BEGINS = ("start", "start_time", "startTime", "begin", "from")
_ENDS = ("end", "end_time", "endTime", "to")
_SECONDS = re.compile(r"(\d{1,7}(?:\.\d{1,12})?)s?")
_LONGEST_MS = 1_000 * 3_600 * 1_000


def looks_recognised(text: str) -> bool:
    """Tell whether a text begins as these files do, whatever its name."""
    return re.match(r'\s*\{\s*"', text) is not None and any(f'"{name}"' in text for name in _LISTS)


def read_recognised(name: str, text: str) -> Captions:
    """Return the stretches of words as cues, in the order of the file.

    ``left_out`` counts blanks before words; everything else around the words is for the caller.

    Raises:
        InvalidFileError: It is no proper JSON, or holds no stretches with words.
    """
    found = _loaded(name, text)
    stretches = _stretches(found, _LISTS) or _stretches({"all": found}, ("all",))
    if stretches is None:
        raise InvalidFileError(
            "no segments",
            f"{name} is JSON without a list of spoken segments (segments or results, "
            "each with its text). Export the transcript as vtt, srt or txt instead.",
        )
    captions = Captions(places="segment", goes_on=False)
    line = 0
    for number, stretch in enumerate(stretches, start=1):
        cue = _cue(stretch, captions, number, line)
        line += len(cue.lines)
        if cue.lines:
            captions.cues.append(cue)
    return captions


def _loaded(name: str, text: str) -> object:
    import orjson

    try:
        orjson.loads(text)
        return json.loads(text, object_pairs_hook=_without_doubles)
    except orjson.JSONDecodeError as error:
        raise InvalidFileError(
            "json",
            f"{name} is no proper JSON at line {error.lineno}, column {error.colno}: "
            f"{error.msg}. Export it again, or as vtt, srt or txt.",
        ) from None
    except (_DoubleFieldError, RecursionError) as error:
        double = isinstance(error, _DoubleFieldError)
        fact = "names two fields of one object alike" if double else "nests deeper than any does"
        raise InvalidFileError(
            "json", f"{name} {fact}. Export it again, or as vtt, srt or txt."
        ) from None


class _DoubleFieldError(Exception):
    """An object has two fields of one name."""


def _without_doubles(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _DoubleFieldError
    return fields


def _stretches(found: object, names: Sequence[str]) -> list[Mapping[str, Any]] | None:
    """Return the first list of objects with words among the fields of these names."""
    fields = found if isinstance(found, dict) else {}
    for name in names:
        inside = fields.get(name)
        if isinstance(inside, dict):
            inside = _stretches(inside, _LISTS_IN_RESULTS)
        if _is_spoken(inside):
            return inside
    return None


def _is_spoken(found: object) -> TypeGuard[list[Mapping[str, Any]]]:
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        return False
    return any(_words(item) is not None for item in found)


def _words(stretch: Mapping[str, Any]) -> str | None:
    """Return the words of a stretch, or of the first of its alternatives."""
    alternatives = stretch.get("alternatives")
    if isinstance(alternatives, list) and alternatives and isinstance(alternatives[0], dict):
        stretch = alternatives[0]
    return next((stretch[k] for k in _WORDS if isinstance(stretch.get(k), str)), None)


def _cue(stretch: Mapping[str, Any], captions: Captions, number: int, line: int) -> Cue:
    """Return one stretch as a cue; its lines are numbered from the given one on."""
    words = (_words(stretch) or "").replace("\r\n", "\n").replace("\r", "\n")
    begins, ends = _time(stretch, _BEGINS), _time(stretch, _ENDS)
    if (begins is None or ends is None or ends < begins) and not _is_timeless(stretch):
        captions.bad_lines.append(number)
        begins = ends = None
    said = words.lstrip(" ")
    captions.left_out["blanks before words"] += len(words) - len(said)
    if not said.strip():
        captions.left_out["blanks before words"] += len(said)
        return Cue(begins, ends)
    label = _label(stretch)
    first, *others = said.split("\n")
    opening = CueLine(f"{label}: {first}" if label else first, line, label)
    rest = (CueLine(other, line + n) for n, other in enumerate(others, start=1))
    return Cue(begins, ends, [opening, *rest])


def _label(stretch: Mapping[str, Any]) -> str | None:
    """Return who speaks, as written on one line; a bare number is spelled out."""
    speaker = next((stretch[name] for name in _SPEAKER if name in stretch), None)
    if isinstance(speaker, int) and not isinstance(speaker, bool):
        return f"Speaker {speaker}"
    return " ".join(speaker.split()) or None if isinstance(speaker, str) else None


def _is_timeless(stretch: Mapping[str, Any]) -> bool:
    return not any(name in stretch for name in _BEGINS + _ENDS)


def _time(stretch: Mapping[str, Any], names: Sequence[str]) -> int | None:
    """Return a time in milliseconds, from seconds as a number or as text like ``1.4s``."""
    value = next((stretch[name] for name in names if name in stretch), None)
    if isinstance(value, str):
        found = _SECONDS.fullmatch(value.strip())
        value = float(found[1]) if found else None
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return None
    return round(value * 1000) if 0 <= value * 1000 <= _LONGEST_MS else None
