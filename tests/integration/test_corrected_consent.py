"""Whose words a corrected text holds: consent and flags stay with what was said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.alone import place
from tests.studies import TEXT, Coded, at, coded, draft
from tests.told import interview
from workbench.errors import InvalidActionError
from workbench.model.case import Consent
from workbench.model.ids import SourceId, Words
from workbench.model.memo import MemoText
from workbench.model.source import Segment, SourceDraft, SpeakerChoice
from workbench.project.diaries import export_memos
from workbench.project.leaving import Leaving, held_told
from workbench.project.project import Project
from workbench.project.shelf import NewCode
from workbench.project.splitting import Pile
from workbench.project.transfer import export_codebook

__all__ = ["place"]


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


def renamed(labels: tuple[str, ...], *voices: int) -> SourceDraft:
    """Return the transcript with other labels, as long as the old ones, and who has which turn."""
    made, text = draft(), TEXT
    for passage, voice in zip(made.passages, voices, strict=True):
        assert passage.label_start is not None
        at = passage.label_start
        text = text[:at] + labels[voice] + text[at + len(labels[voice]) :]
    turns = [p._replace(speaker=v) for p, v in zip(made.passages, voices, strict=True)]
    return replace(made, text=text, passages=tuple(turns), speakers=labels)


def test_a_new_label_keeps_the_consent_of_the_one_whose_words_it_has(study: Coded) -> None:
    project, source = study.project, study.source
    project.sources.map_speaker(source, 1, SpeakerChoice("participant", "Ada"))
    case = project.sources.speakers(source)[1].case
    assert case is not None
    project.cases.record_consent(case, Consent(verbatim="no"))
    before, held, seq = project.snapshot(), held_told(project), project.head.seq
    assert held
    for labels, voices, named in (
        (("INT", "P07"), (0, 1, 0, 0), "“INT”, which is mapped to nobody.* or map “INT” first"),
        (("INT", "Mia"), (0, 1, 1, 1), "“Mia” stand for their words alone"),
    ):
        moved = renamed(labels, *voices)
        moved = replace(moved, text=moved.text.replace("Mm.", "Mh."))
        for act in (project.corrections.foresee, project.corrections.correct):
            with pytest.raises(InvalidActionError, match=named):
                act(source, moved)
    assert project.head.seq == seq
    seen = project.corrections.foresee(source, renamed(("INT", "Mia"), 0, 1, 0, 1))
    told = seen.new_speakers, seen.gone_speakers, seen.heirs
    assert told == ((), ("P07",), (("Mia", "P07"),))
    project.corrections.correct(source, renamed(("INT", "Mia"), 0, 1, 0, 1))
    after = project.snapshot()
    assert held_told(project) == held
    project.history.undo()
    assert project.snapshot() == before
    project.history.redo()
    project.rebuild()
    assert project.snapshot() == after
    assert project.history.verify().ok


def test_words_stay_a_persons_for_consent_whatever_a_correction_made_of_them(
    study: Coded, tmp_path: Path
) -> None:
    project, source = study.project, study.source
    for number, name in enumerate(("Ada", "Ben")):
        project.sources.map_speaker(source, number, SpeakerChoice("participant", name))
    ben = project.sources.speakers(source)[1].case
    assert ben is not None
    project.flags.flag(source, at(TEXT, "Can you tell"))
    said = "“e\u0301te\u0301 there”; I sat in the back of that courtroom; Can you tell"
    project.memos.write(MemoText(body=Words(said)))
    mixed = renamed(("ALL",), 0, 0, 0, 0)
    gone = mixed.text.replace("Can you tell me", "[cut]").replace(
        " I e\u0301te\u0301 there 😀,", ""
    )
    cut = draft(gone.replace("ALL", "INT"))
    cut = replace(cut, text=gone, speakers=("ALL",))
    lost = {one.coding for one in project.corrections.foresee(source, cut).lost}
    project.corrections.correct(source, cut, take_away=lost)
    free = at(gone, "Mm."), at(gone, "about that?")
    theirs = at(gone, "drive clients"), at(gone, "she said")
    project.cases.record_consent(ben, Consent(verbatim="no"))

    def held(*segments: Segment) -> set[str | None]:
        leaving = Leaving(project)
        return {leaving.why_held(source, segment) for segment in segments}

    assert (held(*free), held(*theirs)) == ({None}, {"consent"})
    (everyone,) = project.sources.speakers(source)
    project.sources.map_speaker(source, everyone.index, SpeakerChoice("participant", "Everyone"))
    assert (held(*free), held(*theirs)) == ({None}, {"consent"})
    project.corrections.correct(source, replace(cut, text=gone.replace("Mm.", "Mh.")))
    assert (held(*free), held(*theirs)) == ({None}, {"consent"})
    export_memos(project, tmp_path / "diary.md")
    told = (tmp_path / "diary.md").read_text("utf-8")
    assert not any(words in told for words in ("there", "courtroom", "tell"))
    with pytest.raises(InvalidActionError, match="may not be quoted"):
        project.cases.remove(ben)
    assert "the words of" in held_told(project)


@pytest.mark.parametrize(("labels", "voice"), [(("ALL",), 0), (("INT", "P07"), 0)])
def test_words_under_a_label_of_nobodys_are_not_all_of_whom_it_is_given_to(
    study: Coded, labels: tuple[str, ...], voice: int
) -> None:
    project, source = study.project, study.source
    project.sources.map_speaker(source, 1, SpeakerChoice("participant", "Ben"))
    (ben,) = project.cases.all()
    project.corrections.correct(source, renamed(labels, voice, voice, voice, len(labels) - 1))
    (label,) = (one for one in project.sources.speakers(source) if one.label == labels[voice])
    project.sources.map_speaker(source, label.index, SpeakerChoice("participant", "Everyone"))
    project.cases.record_consent(ben.id, Consent(verbatim="no"))
    leaving, text = Leaving(project), project.sources.text(source)
    assert leaving.why_held(source, at(text, "she said")) == "consent"
    assert leaving.why_held(source, at(text, "Can you tell")) is None


def test_words_whose_labels_went_stay_a_persons_for_consent(study: Coded) -> None:
    project, source = study.project, study.source
    for number, name in enumerate(("Ada", "Ben")):
        project.sources.map_speaker(source, number, SpeakerChoice("participant", name))
    ben = project.sources.speakers(source)[1].case
    assert ben is not None
    bare = draft(TEXT.replace("Mm.", "Mh."))
    turns = tuple(one._replace(speaker=None) for one in bare.passages)
    project.corrections.correct(source, replace(bare, passages=turns, speakers=()))
    project.sources.map_unlabelled(source, SpeakerChoice("participant", "Everyone"))
    project.cases.record_consent(ben, Consent(verbatim="no"))
    leaving = Leaving(project)
    assert leaving.why_held(source, at(TEXT, "drive clients")) == "consent"
    assert leaving.why_held(source, at(TEXT, "Can you tell")) is None


def test_words_of_a_source_that_was_taken_out_stay_held_in_what_was_written(
    study: Coded, tmp_path: Path
) -> None:
    project, source = study.project, study.source
    project.sources.map_speaker(source, 1, SpeakerChoice("participant", "Ada"))
    case = project.sources.speakers(source)[1].case
    assert case is not None
    named = project.codings.apply(source, at(TEXT, "drove her"), NewCode("drove her"), in_vivo=True)
    project.memos.write(MemoText(body=Words("And I sat in the back of that courtroom, she said")))
    project.cases.record_consent(case, Consent(withdrawn="2026-01-31"))

    def told() -> str:
        export_memos(project, tmp_path / "diary.md", replace=True)
        export_codebook(project, tmp_path / "codes.md", replace=True)
        return "".join((tmp_path / f"{one}.md").read_text("utf-8") for one in ("diary", "codes"))

    own = project.codings.in_source(source)
    code = next(one.code for one in own if one.id == named)
    later = project.codebook.create("later")
    project.codings.recode(named, later)
    assert "drove her" not in told()
    assert "later" in told()
    project.history.undo()
    project.lifecycle.split(code, [Pile(later, (named,))])
    assert "drove her" not in told()
    assert "later" in told()
    project.codings.remove(named)
    assert not any(words in told() for words in ("drove her", "courtroom"))
    project.sources.remove(source)
    assert not any(words in told() for words in ("drove her", "courtroom"))
    with pytest.raises(InvalidActionError, match="may not be quoted"):
        project.cases.remove(case)


def test_words_a_memo_links_to_are_held_back_where_they_stand_after_a_correction(
    study: Coded, tmp_path: Path
) -> None:
    project, source = study.project, study.source
    held = at(TEXT, "drive clients")
    link = f"[[segment:{source}:{held.start}-{held.end}]]"
    project.memos.write(MemoText(body=Words(f"See {link}")))
    project.flags.flag(source, held)
    longer = TEXT.replace("INT: Can you", f"INT: {'Good morning. ' * 20}Can you")
    project.corrections.correct(source, draft(longer))
    export_memos(project, tmp_path / "diary.md")
    told = (tmp_path / "diary.md").read_text("utf-8")
    assert "words that may not leave" in told
    assert "drive clients" not in told


#: What a participant says before their second sentence is put further on, behind other turns.
MOVED = [
    ("INT", "Well, then it was over. Go on."),
    ("Ada", "Well, I drove her to the court. My brother lied."),
    ("INT", "Mm, and what did they say?"),
    ("Ada", "Well, I do not know!"),
    ("INT", "Thank you."),
]


def heard(project: Project) -> SourceId:
    return project.sources.add(
        interview("moved.txt", MOVED), speakers={"Ada": SpeakerChoice("participant", "Ada")}
    )


def test_a_sentence_that_was_put_under_another_label_is_held_and_nobody_elses(
    project: Project,
) -> None:
    source = heard(project)
    (ada,) = project.cases.all()
    project.cases.record_consent(ada.id, Consent(verbatim="no"))
    cut = (MOVED[1][0], "Well, I drove her to the court.")
    late = ("Voice", "Well, and the court closed. My brother lied. Hm?")
    made = interview("moved.txt", [MOVED[0], cut, MOVED[2], MOVED[4], late])
    project.corrections.correct(source, made)
    leaving = Leaving(project)
    held = {
        words: leaving.why_held(source, at(made.text, words))
        for words in ("I drove her", "brother", "Go on", "Well, then", "Well, and", "court closed")
    }
    assert held.pop("I drove her") == held.pop("brother") == "consent"
    assert set(held.values()) == {None}
    turns = [("Ada", "Yesterday."), MOVED[0], MOVED[2]]
    short = project.sources.add(
        interview("short.txt", turns), speakers={"Ada": SpeakerChoice("participant", "Ada")}
    )
    one = interview("short.txt", [*turns[1:], ("Voice", "Hm? Yesterday, it closed.")])
    project.corrections.correct(short, one)
    leaving = Leaving(project)
    assert leaving.why_held(short, at(one.text, "Yesterday")) == "consent"
    assert leaving.why_held(short, at(one.text, "it closed")) is None


def test_flagged_words_that_were_put_elsewhere_are_held_and_none_of_no_flag(
    project: Project, tmp_path: Path
) -> None:
    source = heard(project)
    first = interview("moved.txt", MOVED).text
    project.flags.flag(source, at(first, MOVED[1][1]))
    flag = project.flags.flag(source, at(first, "My brother lied"))
    turns = [
        ("INT", "Aunt Bea was there too."),
        MOVED[0],
        ("Ada", "Well, I drove her to the court."),
        MOVED[2],
        ("Ada", "Well."),
    ]
    turns += [("INT", "And then? My brother lied.")]
    made, before = interview("moved.txt", turns), project.snapshot()
    project.corrections.correct(source, made)
    (moved,) = (one for one in project.flags.third_party(source) if one.id == flag)
    assert Segment(moved.start, moved.end) == at(made.text, "My brother lied")
    project.history.undo()
    assert project.snapshot() == before
    project.history.redo()
    project.flags.flag(source, at(made.text, "Aunt Bea was there too"))
    project.memos.write(MemoText(body=Words("Well, then it was over. Aunt Bea.")))
    leaving = Leaving(project)
    assert leaving.why_held(source, at(made.text, "brother lied")) == "third party"
    assert leaving.why_held(source, at(made.text, "And then?")) is None
    export_memos(project, tmp_path / "diary.md")
    told = (tmp_path / "diary.md").read_text("utf-8")
    assert "Well, then it was over." in told
    assert "Aunt Bea" not in told


def test_two_flags_on_equal_words_are_put_elsewhere_each_to_its_own(project: Project) -> None:
    told = ("Ada", "My brother lied. I know what it was. My brother lied.")
    source = project.sources.add(interview("twice.txt", [told, MOVED[2], MOVED[4]]))
    first = project.sources.text(source)
    for start in (first.index("My"), first.rindex("My")):
        project.flags.flag(source, Segment(start, start + len("My brother lied")))
    late = ("INT", "My brother lied, you say? And then: My brother lied? Hm.")
    made = interview("twice.txt", [("Ada", "I know what it was."), MOVED[2], MOVED[4], late])
    project.corrections.correct(source, made)
    flags = project.flags.third_party(source)
    assert [one.start for one in flags] == [made.text.index("My"), made.text.rindex("My")]


def test_words_of_a_correction_that_was_undone_are_held_in_what_was_written(
    project: Project, tmp_path: Path
) -> None:
    source = heard(project)
    (ada,) = project.cases.all()
    project.corrections.correct(
        source, interview("moved.txt", [*MOVED, ("Ada", "They locked him up that very night.")])
    )
    corrected = project.head.seq
    project.memos.write(MemoText(body=Words("They locked him up that very night, she says.")))
    project.cases.record_consent(ada.id, Consent(verbatim="no"))
    project.history.undo(corrected)
    assert [one.text_version for one in project.sources.all()] == [1]
    export_memos(project, tmp_path / "diary.md")
    told = (tmp_path / "diary.md").read_text("utf-8")
    assert "she says" in told
    assert "locked him" not in told
