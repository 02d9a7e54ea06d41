"""Files that leave: whatever is coded, allowed, flagged and copied, none holds held words."""

from __future__ import annotations

import html
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.told import interview
from workbench.errors import InvalidActionError
from workbench.model.case import Consent
from workbench.model.ids import Words
from workbench.model.memo import MemoLink, MemoText, written_links
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.theme import MapPlace, MapThing, ThemeText
from workbench.project.codebook_files import CODEBOOK_FORMATS
from workbench.project.diaries import DIARY_FORMATS, export_memos
from workbench.project.exports import EXPORTS, Wanted
from workbench.project.project import Project, create_project
from workbench.project.shelf import NewCode
from workbench.project.summary_choices import SummaryChoice
from workbench.project.transfer import export_codebook

PEOPLE, TURNS, LONG = ("Ada", "Bo", "Cy"), 6, 9
CONSENTS = (
    Consent(verbatim="yes"),
    Consent(),
    Consent(verbatim="no"),
    Consent(verbatim="yes", paraphrase_only=True),
    Consent(verbatim="yes", withdrawn="2026-01-31"),
)
#: Words that nobody else says: turn 2, word 4 is ``zt2w4``.
SPOKEN = [[f"zt{turn}w{word}" for word in range(LONG)] for turn in range(TURNS)]
spans = st.tuples(
    st.integers(0, TURNS - 1), st.integers(0, LONG - 2), st.integers(0, 2), st.integers(2, LONG)
)


def read(out: Path) -> str:
    """All the text in a file that left; a picture has none."""
    if zipfile.is_zipfile(out):
        with zipfile.ZipFile(out) as file:
            parts = [file.read(name) for name in file.namelist() if name.endswith(".xml")]
        return re.sub(r"<[^>]*>", " ", " ".join(part.decode() for part in parts))
    return "" if out.suffix == ".png" else out.read_text("utf-8-sig")


def leave(project: Project, folder: Path, turn: int) -> str:
    """Hand everything over in every way there is; of each way, another ending by `turn`."""
    person = project.cases.all()[0].id
    wanted = Wanted(summary=SummaryChoice(participant=person, length="full"))
    ways: list[tuple[Sequence[str], Callable[[Path], object]]] = [
        (form.endings, lambda out, form=form: form.write(project, out, wanted))
        for form in EXPORTS.values()
    ]
    ways.append((CODEBOOK_FORMATS, partial(export_codebook, project)))
    ways.append((DIARY_FORMATS, partial(export_memos, project)))
    shown = ""
    for number, (endings, write) in enumerate(ways):
        out = folder / f"{number}.{endings[turn % len(endings)]}"
        with suppress(InvalidActionError):  # a page on which nothing would stand
            write(out)
            shown += read(out)
    return html.unescape(shown)


@settings(max_examples=7)
@given(
    consents=st.tuples(*(st.sampled_from(CONSENTS) for _ in PEOPLE)),
    coded=st.lists(spans, min_size=1, max_size=5),
    flagged=st.lists(st.tuples(st.integers(0, TURNS - 1), st.integers(0, LONG - 2)), max_size=2),
    in_vivo=st.booleans(),
    ending=st.integers(0, 3),
    mixed=st.sampled_from(["", "before", "before, and mapped"]),
)
def test_no_word_that_may_not_leave_is_in_any_file(
    consents, coded, flagged, in_vivo, ending, mixed
):
    turns = [(PEOPLE[n % len(PEOPLE)], " ".join(words)) for n, words in enumerate(SPOKEN)]
    draft = interview("talk.txt", turns)
    with (
        tempfile.TemporaryDirectory() as folder,
        create_project(Path(folder) / "s.qwb", name="S", coder="Ana") as project,
    ):
        choices = {name: SpeakerChoice("participant", name) for name in PEOPLE}
        source = project.sources.add(draft, speakers=choices)
        cases = {case.name: case.id for case in project.cases.all()}
        if mixed:
            draft = interview("talk.txt", [("All", words) for _, words in turns])
            project.corrections.correct(source, draft)
        if mixed == "before, and mapped":
            (every,) = project.sources.speakers(source)
            project.sources.map_speaker(source, every.index, SpeakerChoice("participant", "Every"))
        for name, consent in zip(PEOPLE, consents, strict=True):
            project.cases.record_consent(cases[name], consent)
        for turn, word in flagged:
            start = draft.text.index(SPOKEN[turn][word])
            end = draft.text.index(SPOKEN[turn][word + 1]) + len(SPOKEN[turn][word + 1])
            project.flags.flag(source, Segment(start, end))
        codings = []
        for number, (turn, word, more, length) in enumerate(coded):
            last = min(turn + more, TURNS - 1)
            until = SPOKEN[last][max(word + 1, min(length, LONG) - 1)]
            start, end = draft.text.index(SPOKEN[turn][word]), draft.text.index(until) + len(until)
            name = f"{SPOKEN[turn][word]} {SPOKEN[turn][word + 1]}" if in_vivo else f"code {number}"
            code = NewCode(f"{name} {number}" if in_vivo else name)
            codings.append(
                project.codings.apply(source, Segment(start, end), code, in_vivo=in_vivo)
            )
        held = {
            word
            for n, words in enumerate(SPOKEN)
            if consents[n % len(PEOPLE)].may_quote in ("no", "paraphrase only")
            for word in words
        } | {SPOKEN[turn][word + more] for turn, word in flagged for more in (0, 1)}
        copied = Words(". ".join(" ".join(words) for words in SPOKEN))
        text = ThemeText(Words("T"), claim=copied, what=copied)
        theme = project.themes.make(text, codings=codings)
        links = written_links(tuple(MemoLink("coding", coding) for coding in codings))
        project.memos.write(MemoText(Words("m"), copied, links), visibility="auditor")
        for coding in project.codings.in_source(source):
            project.codebook.choose_exemplar(coding.code, "typical", source, coding.segment)
        places = [MapPlace("theme", theme, 1, 1)]
        places += [MapPlace("code", code.id, 9, n) for n, code in enumerate(project.codebook.all())]
        project.theme_map.arrange(places)
        project.matrix.write(cases["Ada"], MapThing("theme", theme), copied)
        shown = leave(project, Path(folder), ending)
    said = set(re.findall(r"zt\dw\d", shown))
    assert not held & said
    assert {word for words in SPOKEN for word in words} - held <= said
