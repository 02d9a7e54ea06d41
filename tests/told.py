"""A study with themes to hand over: six who may be quoted, and words that must never leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model.case import AttributeForm, Consent
from workbench.model.codebook import CodeCard
from workbench.model.ids import AttributeId, CaseId, CodeId, CodingId, SourceId, ThemeId, Words
from workbench.model.memo import MemoText
from workbench.model.source import LineCount, Passage, Segment, SourceDraft, SpeakerChoice
from workbench.model.theme import MapPlace, MapThing, NowWhatForm, ThemeText
from workbench.project.project import Project
from workbench.project.shelf import NewCode

#: What each participant says: one line a turn.
SAID = {
    "P01": ("Um, I never sit between her and the door, you know.", "So I drove her to court."),
    "P02": ("We don't drive clients; but sometimes, well, we do.", "Nobody asks why."),
    "P03": ("The line is where my own family begins.", "I told her no, and she came back."),
    "P04": ("=1+1 is what they say about our budget.", "We kept the door open after six."),
    "P05": ("To me a limit is a kindness.", "I would not go to court with anybody."),
    "P06": ("My supervisor calls it too much.", "I call it staying."),
    "P07": ("Zinnober lanterns guide quiet harbours past every sleeping village tonight.",),
    "P08": ("Copper finches rehearse their winter songs above the frozen northern quarry.",),
    "P09": ("I keep to the rules.", "The judge named Ottoline Farquhar signed it on Monday."),
}
PARAPHRASE, WITHDRAWN, THIRD = "P07", "P08", "Ottoline Farquhar"
#: Words that stand in no file that leaves.
FORBIDDEN = ("Zinnober", "sleeping village", "Copper finches", "frozen northern", "Farquhar")


def interview(name: str, turns: Sequence[tuple[str, str]]) -> SourceDraft:
    """Return a transcript of labelled turns."""
    text, passages, labels = "", [], list(dict.fromkeys(label for label, _ in turns))
    for label, words in turns:
        begins, at = len(text), len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        passages.append(
            Passage("turn", at, len(text) - 1, labels.index(label), begins, at - 1)
        )  # fmt: skip
    return SourceDraft(
        file_name=name,
        file_size=len(text.encode()),
        file_sha256="00" * 32,
        format="txt",
        encoding="utf-8",
        text=text,
        passages=tuple(passages),
        speakers=tuple(labels),
        characters_read=len(text),
        left_out=(),
        lines=LineCount(len(turns), 0, 0, 0, 1),
    )


@dataclass(frozen=True)
class Told:
    """The study, and the ids of what is in it."""

    project: Project
    sources: dict[str, SourceId]
    cases: dict[str, CaseId]
    site: AttributeId
    codes: dict[str, CodeId]
    codings: dict[str, CodingId]
    theme: ThemeId
    below: ThemeId
    held: ThemeId


def told(project: Project) -> Told:
    """Bring the transcripts, code every turn of a participant, and make three themes."""
    sources: dict[str, SourceId] = {}
    for person, lines in SAID.items():
        turns = [turn for line in lines for turn in (("INT", "Tell me."), (person, line))]
        people = {
            "INT": SpeakerChoice("interviewer", "Ida"),
            person: SpeakerChoice("participant", person),
        }
        draft = interview(f"{person} interview.txt", turns)
        sources[person] = project.sources.add(draft, speakers=people)
    cases = {case.name: case.id for case in project.cases.all()}
    site = _people(project, cases)
    codes = {
        "limits": project.codebook.create("limits", card=CodeCard(definition=Words("=a limit"))),
        "court": project.codebook.create("court"),
    }
    codings = _codings(project, sources, codes)
    theme, below, held = _themes(project, codes, codings)
    _memos(project, codings, theme)
    return Told(project, sources, cases, site, codes, codings, theme, below, held)


def _people(project: Project, cases: dict[str, CaseId]) -> AttributeId:
    site = project.attributes.define(AttributeForm(Words("site"), "text"))
    role = project.attributes.define(AttributeForm(Words("role"), "text"))
    for number, person in enumerate(SAID):
        project.attributes.set(cases[person], site, "Harbour" if number % 2 else "Hill")
        project.attributes.set(cases[person], role, "sheriff" if person == "P06" else "therapist")
        consent = Consent(
            verbatim="not recorded" if person == "P05" else "yes",
            paraphrase_only=person == PARAPHRASE,
            withdrawn="2026-02-01" if person == WITHDRAWN else "",
        )
        project.cases.record_consent(cases[person], consent)
    return site


def _codings(
    project: Project, sources: dict[str, SourceId], codes: dict[str, CodeId]
) -> dict[str, CodingId]:
    codings: dict[str, CodingId] = {}
    for person, source in sources.items():
        text = project.sources.text(source)
        for number, line in enumerate(SAID[person]):
            start = text.index(line)
            code = codes["court"] if "court" in line else codes["limits"]
            segment = Segment(start, start + len(line))
            codings[f"{person}.{number}"] = project.codings.apply(source, segment, code)
    whole = project.sources.text(sources["P03"])
    span = Segment(whole.index("The line"), whole.index(", and she"))
    codings["across"] = project.codings.apply(sources["P03"], span, codes["court"])
    lanterns = Segment(*_span(project, sources[PARAPHRASE], "Zinnober lanterns guide"))
    name = NewCode("Zinnober lanterns guide")
    project.codings.apply(sources[PARAPHRASE], lanterns, name, in_vivo=True)
    project.codings.print_as(codings["P01.0"], "I never sit between her and the door.")
    flagged = Segment(*_span(project, sources["P09"], THIRD))
    project.flags.flag(sources["P09"], flagged, note="a judge")
    return codings


def _span(project: Project, source: SourceId, words: str) -> tuple[int, int]:
    start = project.sources.text(source).index(words)
    return start, start + len(words)


def _themes(
    project: Project, codes: dict[str, CodeId], codings: dict[str, CodingId]
) -> tuple[ThemeId, ThemeId, ThemeId]:
    text = ThemeText(
        Words("Limits that hold"),
        Words("Limits are made in the doing"),
        Words("Practitioners keep limits by naming them. They bend them for the courtroom."),
        Words("Those who work in both houses"),
        Words("It is not about rules on paper"),
        Words("Everybody told of a door, a car or a courtroom."),
        Words("Rules that nobody may bend are bent in secret."),
    )
    theme = project.themes.make(text, codes=[codes["limits"]])
    below = project.themes.make(
        ThemeText(Words("=HYPERLINK(1)"), claim=Words("The courtroom is part of the work.")),
        parent=theme,
        codes=[codes["court"]],
    )
    copied = " ".join(SAID[PARAPHRASE][0].split()[:8])
    held = project.themes.make(
        ThemeText(Words("../../etc/passwd"), claim=Words(f"One told of nights: {copied}.")),
        codings=[codings["P07.0"]],
    )
    project.themes.place(theme, codings["P05.0"], "key")
    project.themes.place(theme, codings["P02.1"], "unclear")
    project.themes.place(below, codings["P05.1"], "contrary")
    project.themes.look_for_contrary(theme, "read P02 and P04 again", "none", date="2026-03-04")
    sentence = "Practitioners keep limits by naming them."
    project.claims.link(theme, "claim", sentence, codings["P03.0"])
    project.claims.link(theme, "claim", sentence, codings["P07.0"])
    so_what = "Rules that nobody may bend are bent in secret."
    note = "Ng & Hall 2019"
    project.claims.link(theme, "so_what", so_what, basis="literature", note=note)
    steps = NowWhatForm("organisations", Words("Write down when a rule may bend"), Words("Kim"))
    project.claims.now_what(theme)
    project.claims.add_line(theme, steps)
    places = [MapPlace("theme", theme, 3_000, 3_000), MapPlace("theme", below, 7_000, 6_000)]
    project.theme_map.arrange([*places, MapPlace("code", codes["court"], 4_000, 8_000)])
    ends = MapThing("theme", theme), MapThing("theme", below)
    project.theme_map.relate(ends[0], "in tension with", ends[1])
    for one in (theme, below, held):
        project.themes.set_state(one, "defined", reason="held against all")
    return theme, below, held


def _memos(project: Project, codings: dict[str, CodingId], theme: ThemeId) -> None:
    body = (
        f"See [[coding:{codings['P07.0']}]] and [[coding:{codings['P01.0']}]]\n\n"
        f"[[coding:{codings['P03.0']}]]\n\n[[coding:{codings['P09.1']}]]\n"
        f"She said {SAID[WITHDRAWN][0]} *Twice*.\n- one\n- two"
    )
    text = MemoText(Words("On limits"), Words(body), Words(f"theme:{theme}"))
    project.memos.write(text, visibility="auditor")
    project.memos.write(MemoText(Words("ours"), Words("teamteam only")))
    project.memos.write(MemoText(Words("mine"), Words("quokkaquokka")), visibility="private")
