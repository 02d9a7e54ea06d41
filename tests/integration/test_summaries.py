"""Theme summaries: every quotation word for word, and no word that may not leave."""

from __future__ import annotations

import html
import io
import re
import resource
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.integration.alone import place
from tests.studies import coded
from tests.told import FORBIDDEN, PARAPHRASE, SAID, THIRD, Told, told
from workbench.errors import InvalidActionError, InvalidFileError, NotFoundError, StorageError
from workbench.exchange.pages_word import STYLES
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.printed import fits
from workbench.model.source import Segment
from workbench.model.theme import ThemeText
from workbench.project.diaries import export_memos
from workbench.project.exports import export_as
from workbench.project.leaving import HELD
from workbench.project.project import Project, create_project
from workbench.project.summaries import staff_quotations, summary_of
from workbench.project.summary_choices import (
    SUMMARY_FORMATS,
    SUMMARY_KINDS,
    Staff,
    SummaryChoice,
)
from workbench.project.summary_files import (
    check_template,
    export_summary,
    file_name,
    summary_page,
)
from workbench.project.transfer import export_codebook

__all__ = ["place"]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("told")
    with create_project(folder / "study.qwb", name="=Study", coder="Ana") as made:
        yield told(made)


@pytest.fixture
def own(project: Project) -> Told:
    return told(project)


def choice_of(study: Told, kind: str, **chosen: object) -> SummaryChoice:
    who = study.cases["P03"] if kind == "participant" else None
    return SummaryChoice(kind, participant=who, **chosen)  # type: ignore[arg-type]


def written(study: Told, out: Path, choice: SummaryChoice, **how: object) -> bytes:
    export_summary(study.project, out, choice, **how)  # type: ignore[arg-type]
    return out.read_bytes()


def text_in(data: bytes) -> str:
    """Everything a file holds, its packed parts too."""
    if not data.startswith(b"PK"):
        return html.unescape(data.decode())
    with ZipFile(io.BytesIO(data)) as package:
        parts = (package.read(name) for name in package.namelist() if not name.endswith(".png"))
        return html.unescape(b"\n".join(parts).decode("utf-8", "replace"))


def quotations_in(data: bytes) -> list[str]:
    """The words of the numbered quotations of a docx or html."""
    if data.startswith(b"PK"):
        shown = Document(io.BytesIO(data)).paragraphs
        return [
            p.text for p, place in pairwise(shown)
            if p.style is not None and p.style.name == "Quote" and re.match(r"\[\d+\]", place.text)
        ]  # fmt: skip
    found = re.findall(r'<blockquote id="q\d+"><p>(.*?)</p>', data.decode(), re.DOTALL)
    return [html.unescape(words) for words in found]


def quoted_in_memos(data: bytes) -> list[str]:
    """The words that memos of a docx or html quote."""
    if data.startswith(b"PK"):
        shown = Document(io.BytesIO(data)).paragraphs
        return [
            p.text for p, place in pairwise(shown)
            if p.style is not None and p.style.name == "Quote" and not place.text.startswith("[")
        ]  # fmt: skip
    found = re.findall(r"<blockquote><p>(.*?)</p>", data.decode(), re.DOTALL)
    return [html.unescape(words) for words in found]


@pytest.mark.parametrize("ending", ["docx", "html"])
@pytest.mark.parametrize("by", ["id", "role"])
def test_every_quotation_stands_in_its_source_but_for_the_marks_of_its_printed_form(
    study: Told, tmp_path: Path, ending: str, by: str
) -> None:
    found = 0
    for kind in SUMMARY_KINDS:
        out = tmp_path / f"{kind}.{ending}"
        data = written(study, out, choice_of(study, kind, attribution=by, length="full"))
        quotations = quotations_in(data)
        summary = summary_of(study.project, choice_of(study, kind, length="full"))
        voices = [voice for theme in summary.themes for voice in theme.voices]
        assert len(quotations) == len(voices)
        for words, voice in zip(quotations, voices, strict=True):
            (coded,) = study.project.quotations.among([voice.coding])
            text = study.project.sources.text(coded.coding.source)
            assert fits(words, text[coded.coding.start : coded.coding.end])
        found += len(quotations)
        texts = [study.project.sources.text(source) for source in study.sources.values()]
        for words in (words for words in quoted_in_memos(data) if words != HELD):
            assert any(words in text for text in texts)
            found += 1
    assert found == 14 + 13 + 3 + 1


def test_a_reference_of_a_report_leads_back_to_its_words(study: Told, tmp_path: Path) -> None:
    summary = summary_of(study.project, SummaryChoice())
    (voice,) = [v for t in summary.themes for v in t.voices if v.coding == study.codings["P03.0"]]
    report = text_in(written(study, tmp_path / "report.html", SummaryChoice()))
    assert f"(reference {voice.reference})" in report
    assert "read P02 and P04 again. Nothing of the kind was found." in report
    coding = study.project.tracing.referred(f" {voice.reference.upper()} ")
    assert study.project.tracing.referred(f"(reference {voice.reference})") == coding
    assert study.project.tracing.coding(coding).words == "The line is where my own family begins."
    for nothing, said in (("", "letters and digits"), ("zzzzzzzz", "Nothing here")):
        with pytest.raises((InvalidActionError, NotFoundError), match=said):
            study.project.tracing.referred(nothing)


def test_a_search_in_vain_does_not_deny_the_contrary_words_that_stand_below_it(
    own: Told, tmp_path: Path
) -> None:
    own.project.themes.place(own.theme, own.codings["P04.0"], "contrary")
    report = text_in(written(own, tmp_path / "report.html", SummaryChoice(themes=(own.theme,))))
    assert "2026" in report.split("Looked for on ")[1].split("read P02")[0]
    told = "This brought nothing more; the contrary words below were placed apart from it."
    assert f"read P02 and P04 again. {told}" in report
    assert "Nothing of the kind was found" not in report


def test_beside_the_study_each_sentence_and_quotation_leads_to_its_trace(study: Told) -> None:
    page = html.unescape(summary_page(summary_of(study.project, SummaryChoice()), "trace?"))
    assert f'href="trace?coding={study.codings["P03.0"]}"' in page
    assert f'href="trace?theme={study.theme}&link=' in page
    assert 'href="about:srcdoc#q' in page
    assert 'href="#' not in page


def test_the_method_tells_of_the_machines_part_and_of_printed_forms_as_they_were(
    study: Told,
) -> None:
    appendix = summary_of(study.project, SummaryChoice()).appendix
    assert appendix is not None
    assert study.project.machine.part().paragraph in appendix.method
    assert "1 quotation stands in a printed form" in " ".join(appendix.method)
    assert appendix.map is not None
    assert appendix.map.told.startswith("Map of 2 themes and 1 code: Limits that hold; =HYPERLINK")
    assert "“Limits that hold” is in tension with “=HYPERLINK(1)”." in appendix.map.told


def test_how_widely_is_not_told_where_nobody_is_known_as_a_participant(project: Project) -> None:
    study = coded(project)
    project.themes.make(ThemeText(Words("Limits")), codes=[study.limits])
    report, partner = (summary_of(project, SummaryChoice(k)) for k in ("report", "partner"))
    assert report.themes[0].spread == (
        "Nobody who speaks is known as a participant, so this cannot be told.",
    )
    assert partner.themes[0].spread == ()


@pytest.mark.parametrize("ending", SUMMARY_FORMATS)
def test_no_words_of_those_who_did_not_allow_it_and_none_of_third_parties_leave(
    study: Told, tmp_path: Path, ending: str
) -> None:
    for kind in SUMMARY_KINDS:
        for by in ("id", "role"):
            choice = choice_of(study, kind, attribution=by, length="full", recipient="committee")
            inside = text_in(written(study, tmp_path / f"{kind}{by}.{ending}", choice))
            assert not [words for words in FORBIDDEN if words in inside]
            assert "quokkaquokka" not in inside
            if by == "role":
                assert not [name for name in SAID if f"{name} " in inside or f"{name}," in inside]


def test_no_title_and_no_source_is_called_by_words_that_may_not_leave(
    study: Told, tmp_path: Path
) -> None:
    project, files = study.project, [tmp_path / "memos.md", tmp_path / "codebook.md"]
    project.study.rename(f"After {SAID[PARAPHRASE][0]}")
    project.sources.rename(study.sources["P09"], f"P09 on {THIRD}")
    export_memos(project, files[0])
    export_codebook(project, files[1])
    for name, ending in (("csv", "csv"), ("map", "svg"), ("matrix", "xlsx"), ("report", "html")):
        files.append(tmp_path / f"{name}.{ending}")
        export_as(project, name, files[-1])
    project.history.undo()
    project.history.undo()
    for file in files:
        inside = text_in(file.read_bytes())
        assert HELD.strip("[]") in inside
        assert not [words for words in FORBIDDEN if words in inside], file


def test_what_was_held_back_is_said_with_its_reason(study: Told) -> None:
    summary = summary_of(study.project, SummaryChoice())
    limits, _, held = summary.themes
    assert "2 quotations left out because the speaker did not allow it." in limits.told[0]
    assert "somebody who took no part is told of" in limits.told[1]
    assert held.voices == ()
    assert held.text.claim.startswith("One told of nights: [words that may not leave]")
    assert "Of 7 people quoted, 1 has no consent on record." in summary.told


def test_sentences_lead_to_the_quotations_they_rest_on(study: Told, tmp_path: Path) -> None:
    page = written(study, tmp_path / "report.html", SummaryChoice()).decode()
    (number,) = re.findall(r'rests on participants.*?<a href="#q(\d+)">', page)
    assert f'<blockquote id="q{number}"><p>The line is where my own family begins.</p>' in page
    assert "the literature (Ng &amp; Hall 2019)" in page


def test_a_page_asks_nothing_of_anybody(study: Told, tmp_path: Path) -> None:
    page = written(study, tmp_path / "report.html", SummaryChoice()).decode()
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "<svg" in page


def test_partners_see_no_memos_codes_or_digests(study: Told, tmp_path: Path) -> None:
    for ending in ("html", "docx", "xlsx", "md"):
        out = tmp_path / f"partner.{ending}"
        inside = text_in(written(study, out, SummaryChoice("partner")))
        assert "On limits" not in inside
        assert "theme memo" not in inside
        assert study.project.head.digest not in inside
        assert "court / " not in inside
        assert "What follows" not in inside


def test_memos_of_the_team_go_to_the_team_alone(study: Told) -> None:
    for recipient, count in (("committee", 1), ("journal", 1), ("team", 2), ("partner", 0)):
        appendix = summary_of(study.project, SummaryChoice(recipient=recipient)).appendix
        assert appendix is not None
        assert len(appendix.memos.memos) == count


def test_words_of_the_recipients_own_staff_stay_unless_ticked_one_by_one(study: Told) -> None:
    choice = SummaryChoice("partner", length="full", staff=Staff(study.site, "Harbour"))
    harbour = {"P02", "P04", "P06", "P08"}
    own = {study.codings[f"{person}.{n}"] for person in harbour - {"P08"} for n in (0, 1)}
    assert {q.coding.id for q in staff_quotations(study.project, choice)} == own
    shown = {v.coding for t in summary_of(study.project, choice).themes for v in t.voices}
    assert not shown & own
    ticked = frozenset({study.codings["P04.0"]})
    again = SummaryChoice("partner", length="full", staff=choice.staff, ticked=ticked)
    shown = {v.coding for t in summary_of(study.project, again).themes for v in t.voices}
    assert shown & own == ticked


def test_a_ticked_quotation_that_may_not_be_quoted_stays_all_the_same(study: Told) -> None:
    ticked = frozenset({study.codings["P08.0"]})
    staff = Staff(study.site, "Harbour")
    summary = summary_of(study.project, SummaryChoice("partner", staff=staff, ticked=ticked))
    assert not [v for t in summary.themes for v in t.voices if v.coding in ticked]


def test_nobody_is_heard_twice_before_all_are_heard_once(study: Told) -> None:
    summary = summary_of(study.project, SummaryChoice(themes=(study.theme,), length="medium"))
    people = [voice.who for voice in summary.themes[0].bearing("key", "")]
    assert sorted(people[:7]) == ["P01", "P02", "P03", "P04", "P05", "P06", "P09"]
    assert people[:2] == ["P03", "P05"]
    assert summary.themes[0].told[-1].endswith("the summary is kept short.")


def test_words_that_are_placed_against_a_theme_are_not_shown_for_it_too(own: Told) -> None:
    project = own.project
    (one,) = project.quotations.among([own.codings["P02.0"]])
    again = project.codings.apply(one.coding.source, one.coding.segment, own.codes["court"])
    project.themes.place(own.theme, again, "contrary")
    leaf = summary_of(project, SummaryChoice(themes=(own.theme,))).themes[0]
    assert [v.bearing for v in leaf.voices if v.words == one.as_printed] == ["contrary"]


def test_a_printed_form_that_two_themes_show_is_counted_once(own: Told) -> None:
    project = own.project
    project.themes.make(ThemeText(Words("Again")), codes=[own.codes["limits"]])
    summary = summary_of(project, SummaryChoice())
    shown = [voice.coding for theme in summary.themes for voice in theme.voices]
    assert shown.count(own.codings["P01.0"]) == 2
    assert summary.appendix is not None
    assert "1 quotation stands in a printed form" in " ".join(summary.appendix.method)


def test_rare_roles_and_rare_combinations_are_not_told(study: Told) -> None:
    summary = summary_of(study.project, SummaryChoice(attribution="role"))
    voices = [voice.who for theme in summary.themes for voice in theme.voices]
    assert set(voices) == {"therapist", "participant"}
    assert "fewer than 3 people" in summary.told[-1]
    assert summary.appendix is not None
    rows = summary.appendix.people.rows
    assert rows == (("Harbour", "not shown", "3"), ("Hill", "therapist", "5"))


def test_a_summary_of_nothing_is_refused_in_a_sentence(own: Told) -> None:
    project = own.project
    empty = project.themes.make(ThemeText(Words("Nothing")))
    with pytest.raises(InvalidActionError, match="No quotation belongs to the theme “Nothing”"):
        summary_of(project, SummaryChoice(themes=(empty,)))
    assert len(summary_of(project, SummaryChoice()).themes) == 3
    project.as_coder("Bea").themes.set_state(own.theme, "let go", reason="it does not hold")
    with pytest.raises(InvalidActionError, match="“Limits that hold” was let go"):
        summary_of(project, SummaryChoice(themes=(own.theme,)))
    report = summary_of(project, SummaryChoice())
    assert report.appendix is not None
    assert "by 1 person." in report.appendix.method[0]
    names = [leaf.name for leaf in report.themes]
    assert names == ["=HYPERLINK(1)", "../../etc/passwd"]
    with pytest.raises(NotFoundError, match="for one participant"):
        summary_of(project, SummaryChoice("participant"))
    with pytest.raises(InvalidActionError, match="withdrew"):
        summary_of(project, SummaryChoice("participant", participant=own.cases["P08"]))


def test_a_report_names_those_who_coded_wrote_or_made_themes_and_nobody_who_looked_in(
    own: Told,
) -> None:
    project = own.project
    source, code = own.sources["P01"], own.codes["limits"]
    said = project.sources.passages(source)[1]
    project.as_coder("Bea").codings.apply(source, Segment(said.start, said.end), code)
    project.as_coder("Cem").memos.write(MemoText(body=Words("On the door.")))
    project.as_coder("Dana").themes.make(ThemeText(Words("Doors")))
    project.as_coder("Eli").reading.mark_all(source)
    project.as_coder("Finn").memos.write(MemoText(body=Words("Mine.")), visibility="private")
    gone = project.as_coder("Gro")
    gone.themes.make(ThemeText(Words("Windows")))
    gone.codings.apply(source, Segment(said.start, said.end), code)
    gone.history.undo()
    gone.history.undo()
    assert [coder.name for coder in project.coders()][-3:] == ["Eli", "Finn", "Gro"]
    for reader in (project, project.as_coder("Finn")):
        facts = dict(summary_of(reader, SummaryChoice()).facts)
        assert facts["Researchers"] == "Ana, Bea, Cem, Dana"


def test_a_hand_over_is_told_by_the_history_and_cannot_be_taken_back(
    own: Told, tmp_path: Path
) -> None:
    export_summary(own.project, tmp_path / "=cmd|calc!.docx", SummaryChoice())
    (line,) = own.project.history.lines(limit=1)
    assert line.sentence == "handed over 3 themes as report (docx)"
    assert not line.undoable
    assert own.project.history.verify().ok


def test_names_that_are_formulas_are_words_in_a_workbook(study: Told, tmp_path: Path) -> None:
    data = written(study, tmp_path / "report.xlsx", SummaryChoice())
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(cell.value == "Limits that hold / =HYPERLINK(1)" for cell in cells)
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert all(any(cell.value for cell in column[1:]) for column in book["Themes"].iter_cols())


def test_a_file_is_named_by_its_kind_and_a_digest_and_by_nothing_people_typed(study: Told) -> None:
    name = file_name(summary_of(study.project, SummaryChoice()), "docx")
    assert re.fullmatch(r"report-[0-9a-f]{8}\.docx", name)
    assert name == file_name(summary_of(study.project, SummaryChoice()), "docx")


# --- templates and places ------------------------------------------------------------------------


def test_a_template_lends_its_styles_and_margins_but_no_words(study: Told, tmp_path: Path) -> None:
    template = Document()
    template.add_paragraph("secret words of the template")
    template.sections[0].header.paragraphs[0].text = "University of Nowhere"
    template.save(str(tmp_path / "house.docx"))
    out = tmp_path / "report.docx"
    data = written(study, out, SummaryChoice(), template=tmp_path / "house.docx")
    assert "University of Nowhere" in text_in(data)
    assert "secret words" not in text_in(data)


def bare(out: Path) -> Path:
    """A template as Word keeps it where of our styles none was used but one heading."""
    template = Document()
    for name in STYLES:
        if name != "Heading 1":
            template.styles.element.remove(template.styles[name].element)
    template.styles["Heading 1"].font.name = "University Sans"
    template.styles["Heading 1"].element.name_val = "Heading 1"  # as LibreOffice writes it
    template.save(str(out))
    return out


def test_a_template_that_lacks_styles_gets_those_of_ours(study: Told, tmp_path: Path) -> None:
    template = bare(tmp_path / "bare.docx")
    assert check_template(template.read_bytes()) == [n for n in STYLES if n != "Heading 1"]
    data = written(study, tmp_path / "report.docx", SummaryChoice(), template=template)
    report = Document(io.BytesIO(data))
    (heading,) = [style for style in report.styles if style.name == "Heading 1"]
    assert heading.font.name == "University Sans"
    assert report.styles["Title"].paragraph_format.left_indent is None
    assert {p.style.name for p in report.paragraphs if p.style} >= {"Title", "Heading 2", "Quote"}
    assert len(quotations_in(data)) == 14


def test_a_template_that_is_none_is_a_sentence_and_no_file(study: Told, tmp_path: Path) -> None:
    bare(tmp_path / "bare.docx")
    (tmp_path / "text.docx").write_text("no docx")
    before = study.project.head
    with pytest.raises(InvalidFileError, match="template"):
        written(study, tmp_path / "out.docx", SummaryChoice(), template=tmp_path / "text.docx")
    with pytest.raises(InvalidActionError, match="A template is for docx"):
        written(study, tmp_path / "out.md", SummaryChoice(), template=tmp_path / "bare.docx")
    assert not list(tmp_path.glob("*out*"))
    assert study.project.head == before


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_a_disk_that_takes_no_more_leaves_no_file_and_no_entry(
    study: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    before = study.project.head
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # what is imported has no room either
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(StorageError, match="cannot be written: File too large"):
            written(study, tmp_path / f"report.{ending}", SummaryChoice())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not [file for file in tmp_path.iterdir() if "report" in file.name]
    assert study.project.head == before


def test_words_that_changed_since_the_claim_are_marked_and_an_old_printed_form_is_not_used(
    own: Told,
) -> None:
    from workbench.model.source import Segment

    project = own.project
    (one,) = project.quotations.among([own.codings["P03.0"]])
    shorter = Segment(one.coding.start, one.coding.end - len(" family begins."))
    project.codings.resize(one.coding.id, shorter)
    (printed,) = project.quotations.among([own.codings["P01.0"]])
    end = printed.coding.end - len(" and the door, you know.")
    project.codings.resize(printed.coding.id, Segment(printed.coding.start, end))
    bent = "They bend them for the courtroom."
    project.claims.link(own.theme, "claim", bent, own.codings["P01.1"])
    leaf, below, _ = summary_of(project, SummaryChoice()).themes
    (number,) = [voice.number for voice in below.voices if voice.coding == own.codings["P01.1"]]
    assert number in [support.voice for support in leaf.supports if support.sentence == bent]
    assert ("resized",) in [support.stale for support in leaf.supports]
    words = {voice.coding: voice.words for voice in leaf.voices}
    assert words[own.codings["P01.0"]] == "Um, I never sit between her"
