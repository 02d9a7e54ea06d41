"""Word documents: everything that was said, nothing that was deleted, every character counted."""

from __future__ import annotations

import pytest

from tests.word_files import NAMESPACES, document, package, paragraph, run, word_file
from workbench.errors import InvalidFileError
from workbench.exchange.reading import FileBytes, ReadOptions, read_file
from workbench.model.source import SourceDraft

W_P = "<w:p><w:r>{}</w:r></w:p>"


def read(body: str, *, keep_hidden: bool = False, **parts: str) -> SourceDraft:
    """Return the draft of a document; parts are named without folder and ending."""
    files = {f"word/{name}.xml": content for name, content in parts.items()}
    options = ReadOptions(keep_hidden=keep_hidden)
    return read_file(FileBytes("a.docx", word_file(body, files)), options)


def left_out(draft: SourceDraft) -> dict[str, int]:
    return {part.reason: part.characters for part in draft.left_out}


@pytest.mark.parametrize(
    "wrapping",
    [
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:fldSimple>{}</w:fldSimple>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
    ],
)
def test_words_are_read_out_of_every_wrapping(wrapping):
    assert read(f"<w:p>{run('a ')}{wrapping.format(run('b'))}{run(' c')}</w:p>").text == "a b c"


def test_tabs_breaks_and_hyphens_become_characters():
    inner = (
        "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>"
        '<w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t><w:sym w:char="F04A"/>'
    )
    assert read(W_P.format(inner)).text == "a\tb\nc\nd\u2011e\u00adf\uf04a"


def test_tab_stops_in_paragraph_settings_are_no_text():
    body = f'<w:p><w:pPr><w:tabs><w:tab w:pos="20"/></w:tabs></w:pPr>{run("a")}</w:p>'
    assert read(body).text == "a"


def test_an_empty_paragraph_is_an_empty_line():
    assert read(paragraph("a") + "<w:p/>" + paragraph("b")).text == "a\n\nb"


def test_a_table_is_read_row_by_row_and_a_row_is_a_turn():
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = [("INT", "How?"), ("P01", "So."), ("INT", "Mm."), ("P01", "Yes.")]
    body = "".join(row.format(paragraph(a), paragraph(b)) for a, b in rows)
    draft = read(f"<w:tbl>{body}</w:tbl>{paragraph('After.')}")
    assert draft.text == "INT\tHow?\nP01\tSo.\nINT\tMm.\nP01\tYes.\nAfter."
    words = [(p.kind, draft.text[p.start : p.end]) for p in draft.passages]
    assert words == [*(("turn", b) for _, b in rows), ("unassigned", "After.")]


def test_a_table_may_hold_times_and_paragraphs():
    cells = [
        ("Ana", "0:05", paragraph("One.") + paragraph("Two.")),
        ("Ana", "0:09", paragraph("x")),
    ]
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc><w:tc>{c}</w:tc></w:tr>"
        for a, b, c in cells
    )
    draft = read(f"<w:tbl>{rows}</w:tbl>")
    first = draft.passages[0]
    assert draft.text[first.start : first.end] == "One.\nTwo."
    assert (first.begins_ms, draft.speakers) == (5000, ("Ana",))


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    inner = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    draft = read(f"<w:p>{run('a')}<w:r>{inner}</w:r>{run('b')}</w:p>{paragraph('c')}")
    assert draft.text == "ab\nboxed\nc"
    assert left_out(draft) == {"second copies": 6}


def test_a_fallback_without_another_copy_is_read():
    inner = f"<mc:Choice/><mc:Fallback>{run('a')}</mc:Fallback>"
    body = f"<w:p><mc:AlternateContent>{inner}</mc:AlternateContent></w:p>"
    assert read(body).text == "a"


def test_footnotes_and_endnotes_follow_the_body():
    kinds = f'<w:footnote w:type="separator">{paragraph("")}</w:footnote>'
    notes = (
        f"<w:footnotes {NAMESPACES}>{kinds}<w:footnote>{paragraph('n1')}</w:footnote></w:footnotes>"
    )
    ends = f"<w:endnotes {NAMESPACES}><w:endnote>{paragraph('n2')}</w:endnote></w:endnotes>"
    draft = read(paragraph("Ana: a") + paragraph("Ana: b"), footnotes=notes, endnotes=ends)
    assert draft.text == "Ana: a\nAna: b\nn1\nn2"
    assert [p.kind for p in draft.passages] == ["turn", "turn", "foot", "foot"]


def test_tracked_deletions_are_left_out_and_told():
    gone = '<w:del><w:r><w:delText xml:space="preserve">NAME </w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{run('moved')}</w:moveFrom>"
    draft = read(f"<w:p>{run('a ')}{gone}{moved}{run('b')}</w:p>")
    assert draft.text == "a b"
    assert left_out(draft) == {"deleted text": 10}
    assert "still carries deleted or hidden text" in draft.notes[0]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    draft = read(f"<w:p>{mark}{run('a ')}</w:p>{paragraph('b')}<w:p>{mark}{run('c')}</w:p>")
    assert draft.text == "a b\nc"
    assert left_out(draft) == {"deleted text": 1}


def test_hidden_text_is_left_out_unless_asked_for():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>c</w:t></w:r>'
    body = f"<w:p>{run('a')}{hidden}{shown}</w:p>"
    draft = read(body)
    assert draft.text == "ac"
    assert left_out(draft) == {"hidden text": 6}
    assert "--keep-hidden" in draft.notes[0]
    assert read(body, keep_hidden=True).text == "asecretc"


def test_text_hidden_by_its_style_is_hidden():
    styles = (
        f'<w:styles {NAMESPACES}><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="H2"><w:basedOn w:val="H"/></w:style></w:styles>'
    )
    by_run = '<w:r><w:rPr><w:rStyle w:val="H2"/></w:rPr><w:t>x</w:t></w:r>'
    by_paragraph = f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{run("yz")}</w:p>'
    draft = read(f"<w:p>{run('a')}{by_run}</w:p>{by_paragraph}{paragraph('b')}", styles=styles)
    assert draft.text == "a\n\nb"
    assert left_out(draft) == {"hidden text": 3}


def test_page_headers_and_comments_are_counted_as_left_out():
    header = f"<w:hdr {NAMESPACES}>{paragraph('page')}</w:hdr>"
    comments = f"<w:comments {NAMESPACES}><w:comment>{paragraph('hm')}</w:comment></w:comments>"
    draft = read(paragraph("a"), header1=header, footer2=header, comments=comments)
    assert draft.text == "a"
    assert left_out(draft) == {"comments": 3, "page headers and footers": 10}


def test_field_codes_are_left_out_and_their_results_stay():
    inner = "<w:instrText>PAGE </w:instrText><w:t>7</w:t>"
    draft = read(W_P.format(inner))
    assert draft.text == "7"
    assert left_out(draft) == {"field codes": 5}


def test_readings_above_words_and_formulas_are_left_out_and_counted():
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('BASE')}</w:rubyBase>"
    formula = "<m:oMathPara><m:oMath><m:r><m:t>x=12</m:t></m:r></m:oMath></m:oMathPara>"
    draft = read(f"<w:p>{run('a ')}<w:r>{ruby}</w:ruby></w:r>{formula}{run(' b')}</w:p>")
    assert draft.text == "a BASE b"
    assert left_out(draft) == {"ruby readings": 4, "formulas": 4}


def test_line_ends_within_words_are_blanks():
    assert read(W_P.format("<w:t>a\nb&#13;c</w:t>")).text == "a b c"


def test_pictures_macros_and_links_are_told():
    rels = '<r><Relationship TargetMode="External"/></r>'
    files = {
        "word/vbaProject.bin": "x",
        "word/media/image1.png": "x",
        "word/_rels/document.xml.rels": rels,
    }
    draft = read_file(FileBytes("a.docx", word_file(paragraph("a"), files)))
    assert [note.split()[0] for note in draft.notes] == ["A", "1", "1"]


def test_strict_documents_are_read_alike():
    strict = document(paragraph("a")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_file(FileBytes("a.docx", package({"word/document.xml": strict}))).text == "a"


def test_the_document_part_may_carry_a_number():
    data = package({"word/document2.xml": document(paragraph("a"))})
    assert read_file(FileBytes("a.docx", data)).text == "a"


def test_depth_that_the_parser_allows_is_walked():
    body = "<w:sdt><w:sdtContent>" * 120 + paragraph("deep") + "</w:sdtContent></w:sdt>" * 120
    assert read(body).text == "deep"


def test_a_package_of_another_program_is_named():
    with pytest.raises(InvalidFileError, match="is a presentation; this version reads"):
        read_file(FileBytes("a.pptx", package({"ppt/presentation.xml": "<x/>"})))


@pytest.mark.parametrize(
    "copies",
    [
        "<!-- two --><mc:Choice><w:t>once</w:t></mc:Choice>",
        "<mc:Choice><w:drawing/></mc:Choice><mc:Choice><w:t>once</w:t></mc:Choice>",
    ],
)
def test_the_first_copy_that_holds_text_is_read(copies):
    fallback = "<mc:Fallback><w:t>again</w:t></mc:Fallback>"
    body = f"<mc:AlternateContent>{copies}{fallback}</mc:AlternateContent>"
    draft = read(W_P.format("") + f"<w:p><w:r>{body}</w:r></w:p>")
    assert draft.text.strip() == "once"
    assert left_out(draft) == {"second copies": 5}


@pytest.mark.parametrize("part", ["footnotes", "footnotes2"])
def test_notes_that_say_they_are_normal_are_read_from_any_numbered_part(part):
    note = f'<w:footnote w:type="normal" w:id="1">{paragraph("noted")}</w:footnote>'
    notes = {part: f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>"}
    assert read(paragraph("said"), **notes).text == "said\nnoted"


def test_text_hidden_by_a_style_of_a_numbered_part_is_left_out():
    style = '<w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    hidden = '<w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>hidden</w:t></w:r>'
    draft = read(
        f"<w:p>{run('shown')}{hidden}</w:p>", styles2=f"<w:styles {NAMESPACES}>{style}</w:styles>"
    )
    assert draft.text == "shown"
    assert left_out(draft) == {"hidden text": 6}


def test_a_paragraph_whose_mark_was_deleted_stays_before_the_table_below_it():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('in it')}</w:tc></w:tr></w:tbl>"
    draft = read(f"<w:p>{mark}{run('ahead')}</w:p>{table}{paragraph('after')}")
    assert draft.text == "ahead\nin it\nafter"
    assert left_out(draft) == {}


def test_rows_are_found_where_they_begin_in_a_table_among_paragraphs():
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("P1", "one"))
    table = f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 2}</w:tbl>"
    draft = read(paragraph("a") + table + paragraph("b") + table)
    assert [draft.text[p.start : p.end] for p in draft.passages if p.kind == "turn"] == ["one"] * 4
