"""What of a quotation leaves a study: its words, and who says them where that changes."""

from __future__ import annotations

from dataclasses import replace

from tests.integration.alone import place
from tests.told import interview
from workbench.model.source import PassageKind, Segment, SpeakerChoice
from workbench.project.leaving import Leaving
from workbench.project.project import Project

__all__ = ["place"]


def test_captions_of_one_speaker_read_on_and_another_speaker_is_named(project: Project) -> None:
    turns = [("Dean", "I gave my number,"), ("Dean", "and I know."), ("Mara", "Me too.")]
    choices = {name: SpeakerChoice("participant", name) for name in ("Dean", "Mara")}
    draft = interview("call.vtt", turns)
    source = project.sources.add(draft, speakers=choices)
    start = draft.text.index("my number")
    told = [
        Leaving(project).spoken(source, Segment(start, draft.text.index(last) + len(last)), named)
        for last in ("I know.", "Me too.")
        for named in (lambda one: one.label, lambda _: "a therapist")
    ]
    assert told[:2] == ["my number, and I know."] * 2
    unnamed = Leaving(project, by_role=True).masked("Dean drives. So does Mara: Dean said so.")
    assert unnamed == "[A participant] drives. So does [a participant]: [a participant] said so."
    assert (
        Leaving(project, by_role=True).masked("Has DEAN\u2019s_2 been?")
        == "Has [a participant]\u2019s_2 been?"
    )
    assert told[2:] == [f"{told[0]} [Mara:] Me too.", f"{told[0]} [a therapist:] Me too."]


def test_another_speaker_is_named_within_brackets_of_the_transcript_too(project: Project) -> None:
    draft = interview("call.txt", [("Dean", "So [unclear"), ("Mara", "me] too.")])
    source = project.sources.add(draft)
    segment = Segment(draft.text.index("So"), len(draft.text) - 1)
    told = Leaving(project).spoken(source, segment, lambda one: one.label)
    assert told == "So [unclear [Mara:] me] too."


def test_what_nobody_says_between_two_speakers_is_cut_or_stands_in_its_own_brackets(
    project: Project,
) -> None:
    turns = [("Dean", "So"), ("x", "(a bell)"), ("Dean", "yes"), ("x", "Part two"), ("y", "Hm.")]
    draft = interview("call.txt", [*turns, ("Mara", "No.")])
    kinds: list[tuple[PassageKind, int | None]] = [
        ("turn", 0), ("direction", None), ("turn", 0), ("head", None), ("turn", None), ("turn", 1)
    ]  # fmt: skip
    passages = tuple(
        one._replace(kind=kind, speaker=speaker)
        for one, (kind, speaker) in zip(draft.passages, kinds, strict=True)
    )
    source = project.sources.add(replace(draft, passages=passages, speakers=("Dean", "Mara")))
    segment = Segment(draft.text.index("So"), len(draft.text) - 1)
    told = Leaving(project).spoken(source, segment, lambda one: one.label if one else "")
    assert told == "So (a bell) yes […] [a speaker:] Hm. [Mara:] No."
    yes, head = draft.passages[2], draft.passages[3]
    for start, words in ((yes.start, "yes […]"), (head.start, "Part two")):
        told = Leaving(project).spoken(source, Segment(start, head.end), lambda _: "")
        assert told == words
