"""Which openings of a transcript count as speakers: a decision over the whole file.

A label counts when it is seen twice, stands in the file's own list of speakers, or looks so much
like the labels that count that a person would not doubt it: the same wide gap after it, the same
name but for the number, the same time before it. What occurs once and might be a label is listed
for the person instead of being believed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from workbench.exchange.openings import LABEL_LENGTH, Opening, Style, key_of, plausible_label

_ROLE = re.compile(
    r"(?:(?:int|interviewer|interviewee|moderator|mod|facilitator|researcher|participant|"
    r"respondent|speaker|practitioner)[ _-]?\d{0,3}|[pr]\d{1,3})"
)
_DIGITS = re.compile(r"\d+")
_STYLE_AND_LABEL = attrgetter("style", "label")
_LIST_LINES = 40


@dataclass(frozen=True, slots=True)
class Heads:
    """The openings that count, by line, and the lines that look like labels but do not count."""

    by_line: Mapping[int, Opening]
    once: tuple[int, ...] = ()


def heads_that_count(lines: Sequence[str], openings: Mapping[int, Opening]) -> Heads:
    """Return which openings open a turn.

    Args:
        lines: The lines of the text.
        openings: What each line may open with, by line.
    """
    labels = Counter(map(_STYLE_AND_LABEL, openings.values()))
    keys = _keys_by_style(labels)
    style = _leading_style(lines, keys)
    if style is None:
        return Heads(_times_alone(lines, openings))
    counted = _counted_keys(style, keys[style], openings, _listed_speakers(lines))
    names = {label for _, label in labels if label and key_of(label) in counted}
    by_line = {n: o for n, o in openings.items() if o.label in names}
    if style in {"timed", "bold"}:
        by_line = dict(sorted((by_line | _names_alone(lines, by_line, counted)).items()))
    others = sorted(openings.keys() - by_line.keys()) if style == "colon" else ()
    return Heads(by_line, tuple(n for n in others if openings[n].style == style))


def role_labels(openings: Mapping[int, Opening]) -> dict[int, Opening]:
    """Return the openings that name a role (``MODERATOR:``), however often they occur."""
    return {n: o for n, o in openings.items() if o.style == "colon" and _ROLE.fullmatch(o.key)}


def _keys_by_style(labels: Counter[tuple[Style, str]]) -> dict[Style, Counter[str]]:
    """Return how often each manner of naming names whom; few labels, many openings."""
    keys: defaultdict[Style, Counter[str]] = defaultdict(Counter)
    for (style, label), count in labels.items():
        if label:
            keys[style][key_of(label)] += count
    return keys


def _leading_style(lines: Sequence[str], keys: Mapping[Style, Counter[str]]) -> Style | None:
    """Return the manner in which this file names its speakers, if it names any."""
    support = {style: _support(style, count) for style, count in keys.items()}
    if "bracket" in support and support["bracket"] * 2 < _opening_places(lines):
        del support["bracket"]
    best = max(support, key=lambda style: support[style], default=None)
    return best if best is not None and support[best] > 1 else None


def _support(style: Style, keys: Counter[str]) -> int:
    """Return how many openings of one manner look like speakers."""
    if style == "timed":
        return keys.total()
    repeated = sum(count for count in keys.values() if count > 1)
    if repeated == 0 and style == "colon":
        return sum(count for key, count in keys.items() if _ROLE.fullmatch(key))
    return repeated


def _opening_places(lines: Sequence[str]) -> int:
    """Return how many lines begin a paragraph: the first, and each after a blank one."""
    return sum(
        bool(line.strip()) and (n == 0 or not lines[n - 1].strip()) for n, line in enumerate(lines)
    )


def _counted_keys(
    style: Style, keys: Counter[str], openings: Mapping[int, Opening], listed: frozenset[str]
) -> frozenset[str]:
    """Return the labels that count in the file's manner of naming speakers."""
    if style == "timed":
        return frozenset(keys) | listed
    counted = {key for key, count in keys.items() if count > 1 or key in listed}
    if not counted:
        return frozenset(key for key in keys if _ROLE.fullmatch(key))
    families = {family for key in counted if (family := _family(key))}
    counted |= {key for key in keys if _family(key) in families}
    if len(counted) < len(keys):
        mine = [o for o in openings.values() if o.style == style and o.label]
        counted |= {o.key for o in _set_like(mine, counted)}
        if style == "colon":
            counted |= _roles_after_first(mine, counted)
    return frozenset(counted)


def _family(key: str) -> str:
    """Return what numbered labels, and those of a single letter, have in common."""
    if len(key) == 1:
        return "a letter"
    return _DIGITS.sub("#", key) if _DIGITS.search(key) else ""


def _set_like(mine: Sequence[Opening], counted: set[str]) -> list[Opening]:
    """Return the labels set off as most that count are: by a wide gap, a time, or a table cell."""
    sure = [o for o in mine if o.key in counted]
    wide = sum(o.wide for o in sure)
    if wide * 2 < len(sure):
        return []
    return [o for o in mine if o.wide and _capitalised(o.label)]


def _capitalised(label: str) -> bool:
    return all(not word[:1].islower() for word in label.split()) or label[-1:].isdigit()


def _roles_after_first(mine: Sequence[Opening], counted: set[str]) -> set[str]:
    """Return the role names (``Moderator:``) that occur once, below the first label that counts."""
    first = next(n for n, o in enumerate(mine) if o.key in counted)
    return {o.key for o in mine[first:] if _ROLE.fullmatch(o.key)}


def _names_alone(
    lines: Sequence[str], by_line: Mapping[int, Opening], counted: frozenset[str]
) -> dict[int, Opening]:
    """Return the lines that hold a known name alone: heads whose time was left away."""
    found: dict[int, Opening] = {}
    for n, line in enumerate(lines):
        if n in by_line or not 0 < len(line) <= LABEL_LENGTH + 4 or key_of(line) not in counted:
            continue
        before = n == 0 or not lines[n - 1].strip()
        below = n + 1 < len(lines) and bool(lines[n + 1].strip())
        if before and below:
            label = line.strip()
            start = line.index(label)
            end = start + len(label)
            found[n] = Opening("name", label, start, end, len(line))
    return found


def _times_alone(lines: Sequence[str], openings: Mapping[int, Opening]) -> dict[int, Opening]:
    """Return the lines opened by a time, when that is how at least half of the lines begin."""
    timed = {n: o for n, o in openings.items() if o.begins_ms is not None and _is_bare(o)}
    filled = sum(1 for line in lines if line and not line.isspace())
    return timed if len(timed) > 1 and len(timed) * 2 >= filled else {}


def _is_bare(opening: Opening) -> bool:
    return opening.style == "time" or (opening.style == "row" and not opening.label)


def _listed_speakers(lines: Sequence[str]) -> frozenset[str]:
    """Return the names in the file's own list: below ``SPEAKERS``, or after ``Speakers:``."""
    for n, line in enumerate(lines[:_LIST_LINES]):
        head, _, rest = line.strip().partition(":")
        if head.casefold() != "speakers":
            continue
        names = rest if rest.strip() else next(filter(str.strip, lines[n + 1 :]), "")
        keys = (key_of(name) for name in names[:2000].split(",") if plausible_label(name))
        return frozenset(keys)
    return frozenset()
