"""How one line of a transcript may open a turn: a label, a time, or both.

Pure pattern work on single lines; which of these openings count is decided for the whole file in
`workbench.exchange.speakers`. Every pattern sees at most the first 120 characters of a line and
has no nested repetition, so the cost is linear whatever the file holds.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Style = Literal["colon", "timed", "bracket", "bold", "time", "row", "name"]

LABEL_LENGTH = 40
LABEL_WORDS = 4
_WINDOW = 120
_LAST_COLON = LABEL_LENGTH + 24

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIME = (
    rf"(?:\[[ ]?{_CLOCK}[ ]?\]|\([ ]?{_CLOCK}[ ]?\)|\#{_CLOCK}(?:-\d{{1,3}})?\#"
    rf"|{_CLOCK}(?![\w:]))"
)
_MARK = r"(?:\*\*|__)"

_LEADING_TIME = re.compile(
    rf"[ \t]*(?P<begins>{_TIME})(?:[ \t]*(?:-->|[-\u2013\u2014])[ \t]*(?P<ends>{_TIME}))?"
    rf"(?:[ \t]+[-\u2013\u2014|](?=[ \t]))?"
)
_BEFORE_LABEL = re.compile(rf"[ \t]*(?P<all>(?:[-*>•][ \t]+)?{_MARK}?)[ \t]*")
_TIME_BEFORE_COLON = re.compile(rf"(?P<label>[^:\t|]{{1,60}}?)[ \t]*(?P<time>{_TIME})[ \t]*(?=:)")
_TIMED = re.compile(
    rf"[ \t]*+(?P<all>(?P<mark>{_MARK})?[ \t]*+"
    rf"(?P<label>[^ \t:|](?:[^:\t|]{{0,58}}?[^ \t:|])?)[ \t]*+{_MARK}?"
    rf"(?<![0-9A-Za-z])[ \t]*+(?P<time>{_TIME}):?{_MARK}?)[ \t]*+"
)
_BRACKET = re.compile(r"[ \t]*(?P<all>\[(?P<label>[^\[\]:]{1,40})\])(?P<gap>[ \t]*)(?P<next>.?)")
_BOLD = re.compile(rf"[ \t]*(?P<all>{_MARK}(?P<label>[^*_:]{{1,40}}){_MARK})[ \t]*$")
_CLOCK_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,-](\d{1,3}))?")
_HASH_TIME_AT_END = re.compile(rf"\#({_CLOCK}(?:-\d{{1,3}})?)\#\s*$")

_TIME_BEGINS = frozenset("0123456789[(#")
_MARK_BEGINS = frozenset("[*_")
_TIME_ENDS = frozenset("0123456789])#:*_")
_UNSEEN = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_NOT_IN_LABELS = frozenset('?!;"“”„«»<>=|{}@…\\')
_NEVER_LABELS = re.compile(
    r"notes?|n\.?b\.?|p\.?s\.?|dates?|times?|duration|length|location|place|setting|https?|ftp|"
    r"mailto|www|files?|title|subject|summary|keywords|examples?|important|warning|todo|sources?|"
    r"url|links?|e-?mail|tel|phone|pages?|figure|tables?|version|author|and|but|so|or|yes|no|well|"
    r"okay|ok|like|also|then|because|about|with|for|remember|basically|for example|for instance|"
    r"that is|to be honest|i mean|you know|i said"
)
_PARTICLES = re.compile(r"van|von|der?|den|di|da|do|dos|du|la|le|el|al|bin|ibn|y|e|of|and|zu")
_NEVER_IN_LABELS = re.compile(r"e\.g\.?|i\.e\.?|etc\.?")
_NEVER_BEFORE_TIMES = re.compile(
    r"at|from|to|until|till|by|around|about|is|was|before|after|and|the|it's|its"
)
_STAGE_WORDS = re.compile(
    r"\b(?:pauses?|laugh(?:s|ter|ing)?|inaudible|crosstalk|silence|music|applause|noise|beep|"
    r"overlapping|unclear|sic|sighs?|coughs?|cr(?:y|ies|ying)|sobs|indistinct|unintelligible|"
    r"redacted|chuckles|whispers|clears|smiles|nods)\b",
    re.IGNORECASE,
)


class Opening(NamedTuple):
    """What a line may open with; all positions count from the line's start.

    Attributes:
        label: The speaker as written, without marks; empty for a time alone.
        start: Where the label (with its time) begins.
        end: Where it ends.
        after: Where the words begin.
        wide: The label is set off by a tab or three spaces and more.
    """

    style: Style
    label: str
    start: int
    end: int
    after: int
    begins_ms: int | None = None
    ends_ms: int | None = None
    wide: bool = False

    @property
    def key(self) -> str:
        """The label for comparison: case and spacing do not tell speakers apart."""
        return key_of(self.label)


@lru_cache(maxsize=1024)
def key_of(label: str) -> str:
    """Return a label in the form in which labels are compared.

    Neither case and spacing nor composed accents and marks of direction tell speakers apart.
    """
    plain = unicodedata.normalize("NFC", label.translate(_UNSEEN))
    return " ".join(plain.split()).casefold()


def milliseconds(clock: str) -> int | None:
    """Return a time as written (``1:02:03.5``, ``[0:32]``, ``#00:01:02-3#``) in milliseconds."""
    found = _CLOCK_PARTS.search(clock)
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + (int(fraction.ljust(3, "0")) if fraction else 0)


def closing_time(line: str) -> int | None:
    """Return the time a line ends with in the manner ``#00:01:02-3#``, in milliseconds."""
    if not line.rstrip().endswith("#"):
        return None
    found = _HASH_TIME_AT_END.search(line[-40:])
    return None if found is None else milliseconds(found[1])


@lru_cache(maxsize=1024)
def plausible_label(label: str) -> bool:
    """Tell whether a label may name a speaker: short, and no word that never does."""
    label = label.strip()
    bare = re.sub(r"\([^()]*\)", "", label)
    words = bare.split()
    return (
        len(label) <= LABEL_LENGTH
        and 0 < len(words) <= LABEL_WORDS
        and any(map(str.isalpha, bare))
        and not _NOT_IN_LABELS.intersection(label)
        and not set("()/[]").intersection(bare)
        and not _NEVER_LABELS.fullmatch(bare.strip().casefold())
        and _reads_like_a_name(words)
    )


def opening_of(line: str) -> Opening | None:
    """Return what the line may open with, or None."""
    colon = line.find(":", 0, _LAST_COLON)
    if colon > 0 and _is_plain(line, colon):
        return _before_colon(line[:colon])
    window = line[:_WINDOW]
    if ":" not in window:
        return _marked_opening(window) if window.lstrip()[:1] in _MARK_BEGINS else None
    first = window.lstrip()[:1]
    lead = _LEADING_TIME.match(window) if first in _TIME_BEGINS else None
    begins = milliseconds(lead["begins"]) if lead else None
    if lead is None or begins is None:
        timed = _timed(line, window) if len(line) <= _WINDOW or first in _MARK_BEGINS else None
        marked = _marked_opening(window) if first in _MARK_BEGINS else None
        return timed or _colon(window, 0) or marked
    ends = milliseconds(lead["ends"]) if lead["ends"] else None
    labelled = _colon(window, lead.end())
    after = lead.end()
    start = lead.start("begins")
    if labelled is not None:
        return labelled._replace(start=start, begins_ms=begins, ends_ms=ends, wide=True)
    return Opening("time", "", start, after, after, begins, ends)


def row_opening(line: str) -> Opening | None:
    """Return how a table row opens: its cells are joined by tabs, the words stand in the last."""
    cells = line.split("\t", 3)
    if len(cells) < 2:
        return None
    ahead = cells[: min(2, len(cells) - 1)]
    labels = [cell.strip().rstrip(":") for cell in ahead if not _is_time(cell) and cell.strip()]
    times = [milliseconds(cell) for cell in ahead if _is_time(cell)]
    taken = ahead[: len(labels) + len(times)]
    if len(labels) == 2:
        labels, taken = labels[:1], taken[:1]
    if (labels and not plausible_label(labels[0])) or not (labels or times):
        return None
    end = len("\t".join(taken))
    label = labels[0] if labels else ""
    return Opening("row", label, 0, end, end + 1, times[0] if times else None, wide=True)


def _is_time(cell: str) -> bool:
    found = _LEADING_TIME.match(cell[:_WINDOW])
    return found is not None and not cell[found.end() :].strip()


def _reads_like_a_name(words: list[str]) -> bool:
    """Tell names from the beginnings of sentences by their case and stops."""
    first = words[0]
    if any(_NEVER_IN_LABELS.fullmatch(word.casefold()) for word in words):
        return False
    if any(word.endswith(".") and len(word) > 4 for word in words):
        return False
    if any("," in word for word in words) and any(word[:1].islower() for word in words):
        return False
    if len(words) > 2 and any(map(_is_common_word, words)):
        return False
    return not first[:1].islower() or len(words) == 1 or words[-1][-1:].isdigit()


def _is_common_word(word: str) -> bool:
    return word[:1].islower() and not _PARTICLES.fullmatch(word)


def _is_plain(line: str, colon: int) -> bool:
    """Tell whether a line is as most are: a letter first, one blank after the colon, no time."""
    return (
        line[0].isalpha()
        and line.startswith(" ", colon + 1)
        and not line.startswith((" ", "\t"), colon + 2)
        and (len(line) > _WINDOW or not (line[-1] in _TIME_ENDS or line[-1].isspace()))
    )


@lru_cache(maxsize=1024)
def _before_colon(ahead: str) -> Opening | None:
    """Return the opening of a plain line, of which all that counts stands before the colon."""
    found = _label_in(ahead)
    end = len(ahead) + 1
    return None if found is None else Opening("colon", *found, end, end + 1)


def _colon(window: str, begin: int) -> Opening | None:
    colon = window.find(":", begin, begin + _LAST_COLON)
    if colon < 0:
        return None
    time = None
    ahead = window[begin:colon]
    if ahead[-1:].isdigit() and window[colon + 1 : colon + 2].isdigit():
        timed = _TIME_BEFORE_COLON.match(window, begin)
        if timed is None:
            return None
        ahead, time, colon = timed["label"], milliseconds(timed["time"]), timed.end()
    found = _label_in(ahead)
    if found is None:
        return None
    label, start = found
    end = colon + (3 if window.startswith(("**", "__"), colon + 1) else 1)
    rest = window[end:]
    gap = rest[: len(rest) - len(rest.lstrip(" \t"))]
    if not _may_follow(gap, rest[len(gap) : len(gap) + 1], label):
        return None
    wide = "\t" in gap or len(gap) > 2
    return Opening("colon", label, begin + start, end, end + len(gap), time, wide=wide)


@lru_cache(maxsize=1024)
def _label_in(ahead: str) -> tuple[str, int] | None:
    """Return the label in what stands before a colon, and where it begins."""
    before = _BEFORE_LABEL.match(ahead)
    assert before is not None
    label = _unmarked(ahead[before.end() :])
    return (label, before.start("all")) if plausible_label(label) else None


def _unmarked(label: str) -> str:
    """Return the label without bold marks at its end and brackets around it."""
    label = label.strip()
    if label[:1] not in "[*_" and label[-1:] not in "*_":
        return label
    label = label.removesuffix("**").removesuffix("__").rstrip()
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1].strip()
    return label


def _may_follow(gap: str, following: str, label: str) -> bool:
    """Tell whether words may follow a colon like this; without a gap only after codes."""
    if gap or not following or following.isspace():
        return True
    code = label.isupper() or label[-1:].isdigit()
    return code and following not in "/\\" and not following.isdigit()


def _timed(line: str, window: str) -> Opening | None:
    ends_like_a_time = len(line) <= _WINDOW and line.rstrip()[-1:] in _TIME_ENDS
    if not ends_like_a_time and not window.lstrip().startswith(("**", "__")):
        return None
    found = _TIMED.match(window)
    if found is None or not plausible_label(found["label"]):
        return None
    time = milliseconds(found["time"])
    alone = not line[found.end() :].strip()
    last = found["label"].split()[-1].casefold()
    if time is None or _NEVER_BEFORE_TIMES.fullmatch(last) or not (alone or found["mark"]):
        return None
    return Opening(
        "timed", found["label"].strip(), found.start("all"), found.end("all"), found.end(), time
    )


def _marked_opening(window: str) -> Opening | None:
    """Return an opening by brackets (``[id1] words``) or bold alone (``**Name**``)."""
    found = _BRACKET.match(window)
    style: Style = "bracket"
    if found is None:
        found = _BOLD.match(window)
        style = "bold"
    if found is None or not plausible_label(found["label"]):
        return None
    if style == "bracket" and _STAGE_WORDS.search(found["label"]):
        return None
    after = found.end("gap") if style == "bracket" else found.end()
    return Opening(style, found["label"].strip(), found.start("all"), found.end("all"), after)
