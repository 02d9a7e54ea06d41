"""How widely a theme is said: in how many interviews and groups, by whom, and who never says it.

Only what participants say counts, and only what does not speak against the theme. Below twenty
such numbers are told as "7 of 12" and never as percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from workbench.model.ids import AttributeId, CaseId, SourceId, ThemeId
from workbench.model.prevalence import CaseShare, GroupShare, Prevalence
from workbench.model.source import SourceKind
from workbench.project.names import same_name
from workbench.store.reads import Reads
from workbench.store.themes import Voice

#: The attribute by whose values participants are grouped, unless another one is chosen.
GROUP = "group"


def prevalence_of(reads: Reads, theme: ThemeId, by: AttributeId | None) -> Prevalence:
    """Return how widely a theme and those below it are said.

    Args:
        reads: The study.
        theme: Which theme.
        by: The attribute whose values make groups; None for the one called *group*.
    """
    voices = reads.themes.voices(theme)
    said = [row for row in voices if row.bearing in ("", "key")]
    kinds = reads.themes.source_kinds()
    speaking = reads.themes.participants()
    who = {row.person for row in said}
    names = {case.id: case.name for case in reads.people.cases() if case.id in speaking}
    return Prevalence(
        interviews=_of_kind("interview", said, kinds),
        focus_groups=_of_kind("focus-group", said, kinds),
        speakers=(len(who), len(names)),
        contrary=len({row.person for row in voices if row.bearing == "contrary"}),
        codings=len(said),
        groups=tuple(_groups(reads, names, who, by)),
        cases=tuple(_shares(reads, said, names, speaking)),
        silent=tuple((case, name) for case, name in names.items() if case not in who),
        hidden=reads.project().stance == "reflexive",
    )


def _of_kind(
    kind: SourceKind, said: Iterable[Voice], kinds: Mapping[SourceId, SourceKind]
) -> tuple[int, int]:
    sources = {row.source for row in said if kinds.get(row.source) == kind}
    return len(sources), sum(one == kind for one in kinds.values())


def _groups(
    reads: Reads, names: Mapping[CaseId, str], who: set[CaseId], by: AttributeId | None
) -> list[GroupShare]:
    attributes = reads.people.attributes()
    chosen = by or next((a.id for a in attributes if same_name(a.form.name, GROUP)), None)
    if chosen is None:
        return []
    values = reads.people.values()
    group = {case: values.get(case, {}).get(chosen, "") for case in names}
    of, said = Counter(group.values()), Counter(group[case] for case in names if case in who)
    return [GroupShare(name, said[name], of[name]) for name in sorted(of) if name]


def _shares(
    reads: Reads,
    said: Sequence[Voice],
    names: Mapping[CaseId, str],
    speaking: Mapping[CaseId, Sequence[tuple[SourceId, int]]],
) -> list[CaseShare]:
    by_case: dict[CaseId, list[Voice]] = {}
    for row in said:
        by_case.setdefault(row.person, []).append(row)
    spoken = _spoken(reads, {case: speaking[case] for case in by_case if case in speaking})
    shares = [
        CaseShare(case, names[case], len(rows), _covered(rows), spoken[case])
        for case, rows in by_case.items()
        if case in names
    ]
    return sorted(shares, key=lambda share: (-share.codings, share.name))


def _covered(rows: Iterable[Voice]) -> int:
    """Return how many characters passages cover, each counted once."""
    covered, last, reached = 0, None, 0
    for source, start, end, *_ in sorted(rows):
        if source != last:
            last, reached = source, 0
        if end > reached:
            covered += end - max(start, reached)
            reached = end
    return covered


def _spoken(
    reads: Reads, speaking: Mapping[CaseId, Sequence[tuple[SourceId, int]]]
) -> dict[CaseId, int]:
    """Return how many characters people speak in all sources."""
    voices = {place: case for case, places in speaking.items() for place in places}
    found = dict.fromkeys(speaking, 0)
    for source in {source for source, _ in voices}:
        for passage in reads.passages(source):
            case = None if passage.voice is None else voices.get((source, passage.voice))
            if case is not None:
                found[case] += passage.end - passage.start
    return found
