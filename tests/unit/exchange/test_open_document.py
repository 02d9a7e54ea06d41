"""OpenDocument texts: everything that was said, nothing that was deleted, all of it counted."""

from __future__ import annotations

import socket

import pytest

from tests.open_files import NAMESPACES, TYPE, content, open_file
from tests.word_files import package
from workbench.errors import InvalidFileError
from workbench.exchange.reading import FileBytes, ReadOptions, read_file
from workbench.model.source import SourceDraft

MATHS = "http://www.w3.org/1998/Math/MathML"
HIDDEN = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'


def read(body: str, *, styles: str = "", keep_hidden: bool = False) -> SourceDraft:
    options = ReadOptions(keep_hidden=keep_hidden)
    return read_file(FileBytes("a.odt", open_file(body, styles)), options)


def p(inner: str = "") -> str:
    return f"<text:p>{inner}</text:p>"


def left_out(draft: SourceDraft) -> dict[str, int]:
    return {part.reason: part.characters for part in draft.left_out}


def test_paragraphs_and_headings_are_lines():
    draft = read(f"<text:h>Part</text:h>{p('a')}{p()}{p('b')}")
    assert (draft.format, draft.encoding, draft.text) == ("odt", "xml", "Part\na\n\nb")


def test_tabs_breaks_and_blanks_become_characters():
    body = p('a<text:tab/>b<text:line-break/>c <text:s text:c="2"/>d<text:s/>e')
    assert read(body).text == "a\tb\nc   d e"


def test_white_space_of_the_markup_is_one_blank_and_none_at_the_beginning():
    draft = read(p("\n  a \n b<text:span> c</text:span> "))
    assert draft.text == "a b c "
    assert left_out(draft) == {"white space of the markup": 5}


def test_blanks_that_meet_across_spans_are_one():
    assert read(p("a <text:span> b</text:span>")).text == "a b"


def test_a_comment_in_the_markup_parts_no_words():
    assert read(p("a<!-- x -->b")).text == "ab"


@pytest.mark.parametrize(
    "wrapping",
    [
        "<text:list><text:list-item>{}</text:list-item></text:list>",
        "<text:list><text:list-header>{}</text:list-header></text:list>",
        "<text:section>{}</text:section>",
        "<text:numbered-paragraph>{}</text:numbered-paragraph>",
        "<text:table-of-content><text:index-body>{}</text:index-body></text:table-of-content>",
    ],
)
def test_paragraphs_are_read_out_of_every_wrapping(wrapping):
    assert read(p("a") + wrapping.format(p("b")) + p("c")).text == "a\nb\nc"


def test_links_fields_and_marks_keep_their_words():
    inner = "<text:a>link</text:a> <text:date>May</text:date><text:soft-page-break/> end"
    assert read(p(inner)).text == "link May end"


def test_a_table_is_read_row_by_row_and_a_row_is_a_turn():
    cell = "<table:table-cell>{}</table:table-cell>"
    rows = "".join(
        f"<table:table-row>{cell.format(p(who))}{cell.format(p(words))}</table:table-row>"
        for who, words in [("INT", "How?"), ("P01", "So."), ("INT", "Mm."), ("P01", "Yes.")]
    )
    draft = read(f"<table:table>{rows}</table:table>{p('After.')}")
    assert draft.text == "INT\tHow?\nP01\tSo.\nINT\tMm.\nP01\tYes.\nAfter."
    assert [p.kind for p in draft.passages] == ["turn"] * 4 + ["unassigned"]


def test_a_covered_cell_is_an_empty_one():
    cells = f"<table:table-cell>{p('a')}</table:table-cell><table:covered-table-cell/>"
    draft = read(f"<table:table><table:table-row>{cells}</table:table-row></table:table>{p('b')}")
    assert draft.text == "a\t\nb"


def test_a_cell_that_is_told_once_and_means_several_stands_as_often():
    inner = '<table:table-cell table:number-columns-repeated="2"/>'
    inner += f'<table:table-cell table:number-columns-repeated="3">{p("yes")}</table:table-cell>'
    inner += '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = f"<table:table-row>{inner}</table:table-row>"
    rows += '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/>'
    draft = read(f"<table:table>{rows}</table:table-row></table:table>{p('end')}")
    assert draft.text == "\t\tyes\tyes\tyes\t\n\nend"
    assert (draft.characters_read, draft.left_out) == (len(draft.text), ())


def test_a_row_that_is_told_once_and_means_several_is_as_many_rows():
    row = '<table:table-row table:number-rows-repeated="2">'
    row += f"<table:table-cell>{p('INT')}</table:table-cell>"
    row += f"<table:table-cell>{p('Go on?')}</table:table-cell></table:table-row>"
    draft = read(f"<table:table>{row}{row}</table:table>")
    assert draft.text == "\n".join(["INT\tGo on?"] * 4)
    assert [draft.text[turn.start : turn.end] for turn in draft.passages] == ["Go on?"] * 4


def test_what_is_repeated_beyond_all_measure_is_counted_as_left_out():
    cell = f'<table:table-cell table:number-columns-repeated="1000000">{p("x" * 999)}'
    row = '<table:table-row table:number-rows-repeated="3">'
    draft = read(f"<table:table>{row}{cell}</table:table-cell></table:table-row></table:table>")
    assert draft.text.count("x" * 999) == 101
    line = len(draft.text)
    assert left_out(draft) == {"repeated cells": (1_000_000 - 101) * 999 + 2 * line}
    assert draft.characters_read == line + left_out(draft)["repeated cells"]


def test_readings_above_words_and_formulas_are_left_out_and_counted():
    ruby = "<text:ruby><text:ruby-base>BASE</text:ruby-base><text:ruby-text>kana</text:ruby-text>"
    formula = f"<math xmlns='{MATHS}'><mi>x</mi><mo>=</mo><mn>12</mn></math>"
    inline = f"<draw:frame><draw:object>{formula}</draw:object></draw:frame>"
    body = p(f"a {ruby}</text:ruby> b {inline}c")
    draft = read_file(FileBytes("a.odt", open_file(body, "", {"Object 1/content.xml": formula})))
    assert draft.text == "a BASE b c"
    assert left_out(draft) == {"ruby readings": 4, "formulas": 8}
    assert draft.notes == ()


def test_a_text_box_follows_its_paragraph():
    box = f"<draw:frame>\n<draw:text-box>\n{p('x')} {p('y')}\n</draw:text-box></draw:frame>"
    draft = read(p(f"a{box}b") + p("c"))
    assert draft.text == "ab\nx\ny\nc"
    assert left_out(draft) == {"white space of the markup": 4}


def test_notes_follow_the_body_without_their_numbers():
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('noted')}</text:note-body></text:note>"
    )
    draft = read(p(f"Ana: a{note} b") + p("Ana: c"))
    assert draft.text == "Ana: a b\nAna: c\nnoted"
    assert [p.kind for p in draft.passages] == ["turn", "turn", "foot"]
    assert left_out(draft) == {"note numbers": 1}


def test_tracked_deletions_are_left_out_and_told():
    gone = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('REALNAME')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    draft = read(gone + p("a <text:change/>b"))
    assert draft.text == "a b"
    assert left_out(draft) == {"deleted text": 9}
    assert "still carries deleted or hidden text" in draft.notes[0]
    assert "REALNAME" not in repr(draft)


def test_hidden_words_are_left_out_unless_they_are_asked_for():
    body = p('a<text:span text:style-name="H">HID<text:tab/></text:span>b')
    body += '<text:p text:style-name="H">DEN</text:p>' + p("c")
    draft = read(body, styles=HIDDEN)
    assert draft.text == "ab\n\nc"
    assert left_out(draft) == {"hidden text": 7}
    assert read(body, styles=HIDDEN, keep_hidden=True).text == "aHID\tb\nDEN\nc"


def test_a_style_hides_what_those_hide_that_build_on_it():
    child = '<style:style style:name="C" style:parent-style-name="H"/>'
    common = f"<office:document-styles {NAMESPACES}>{HIDDEN}</office:document-styles>"
    body = p('a<text:span text:style-name="C">HIDDEN</text:span>')
    file = FileBytes("a.odt", open_file(body, child, {"styles.xml": common}))
    assert read_file(file).text == "a"


@pytest.mark.parametrize(
    "hiding",
    [
        '<text:section text:display="none"><text:p>x</text:p></text:section>',
        '<text:section text:display="condition" text:is-hidden="true"><text:p>x</text:p>'
        "</text:section>",
    ],
)
def test_hidden_sections_are_left_out(hiding):
    draft = read(p("a") + hiding + p("b"))
    assert draft.text == "a\nb"
    assert left_out(draft) == {"hidden text": 2}


def test_comments_page_heads_and_descriptions_are_counted_as_left_out():
    comment = f"<office:annotation>{p('hm')}</office:annotation>"
    picture = "<draw:frame><svg:desc>seen</svg:desc></draw:frame>"
    margins = f"<style:header>{p('head')}</style:header><style:footer>{p('1')}</style:footer>"
    styles = f"<office:document-styles {NAMESPACES}>{margins}</office:document-styles>"
    file = FileBytes("a.odt", open_file(p(f"a{comment}{picture}"), "", {"styles.xml": styles}))
    draft = read_file(file)
    assert draft.text == "a"
    assert left_out(draft) == {
        "comments": 3,
        "picture descriptions": 4,
        "page headers and footers": 7,
    }


def test_pictures_macros_and_embedded_documents_are_told():
    parts = {"Pictures/a.png": "x", "Basic/script.xml": "x", "Object 1/content.xml": "x"}
    draft = read_file(FileBytes("a.odt", open_file(p("a"), "", parts)))
    assert [note.split()[0] for note in draft.notes] == ["A", "1", "1"]


def test_stage_directions_and_task_numbers_are_kinds_of_their_own():
    lines = [
        "1 Read the text.",
        "\tAlright, let me read.",
        "\t(The participant reads)",
        "\tMODERATOR: Could you start?",
        "\tSure.",
        "    1.a Was it enough?",
        "\tYes, 1.5 pages.",
        "    1.b What would you add?",
        "c.i nothing of the outline",
        "2 Log in.",
        "3 hours later it was done.",
        "    2.a Is it clear?",
        "a.i How so?",
        "\tIt is.",
    ]
    body = "".join(
        p(line.replace("\t", "<text:tab/>").replace("    ", '<text:s text:c="4"/>'))
        for line in lines
    )
    draft = read(body)
    kinds = [passage.kind for passage in draft.passages]
    assert draft.text == "\n".join(lines)
    assert kinds == [
        "head",
        "unassigned",
        "direction",
        "turn",
        "unassigned",
        "head",
        "unassigned",
        "head",
        "unassigned",
        "head",
        "unassigned",
        "head",
        "head",
        "unassigned",
    ]


def test_headings_of_the_document_end_a_turn():
    body = p("INT: a") + p("P: b") + "<text:h>Part two</text:h>" + p("INT: c") + p("P: d")
    kinds = [passage.kind for passage in read(body).passages]
    assert kinds == ["turn", "turn", "head", "turn", "turn"]


@pytest.mark.parametrize(
    "parts",
    [
        {"META-INF/manifest.xml": "<m:encryption-data/>", "content.xml": "\x01\x02"},
        {"encrypted-package": "\x01\x02"},
    ],
)
def test_a_password_is_told(parts):
    data = package({"mimetype": TYPE} | parts)
    with pytest.raises(InvalidFileError, match="protected by a password") as refused:
        read_file(FileBytes("a.odt", data))
    assert refused.value.reason == "password"


def test_a_package_without_a_text_is_refused():
    with pytest.raises(InvalidFileError, match="without a text in it"):
        read_file(FileBytes("a.odt", package({"mimetype": TYPE})))


def test_damaged_markup_is_refused_with_its_line():
    data = package({"mimetype": TYPE, "content.xml": "<a>\n<b></a>"})
    with pytest.raises(InvalidFileError, match=r"content\.xml is not well-formed at line 2"):
        read_file(FileBytes("a.odt", data))


def test_an_external_entity_asks_nobody_and_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/e.dtd"
        harmful = f'<!DOCTYPE d [<!ENTITY % p SYSTEM "{address}"> %p;]>' + content(p("a"))
        with pytest.raises(InvalidFileError, match="declares a document type"):
            read_file(FileBytes("a.odt", package({"mimetype": TYPE, "content.xml": harmful})))
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_text_that_inflates_without_end_is_refused():
    data = open_file(p("a" * 60_000_000))
    with pytest.raises(InvalidFileError, match="inflates to more than 50 MB"):
        read_file(FileBytes("a.odt", data))


def test_an_open_table_is_named():
    data = package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    with pytest.raises(InvalidFileError, match="is an OpenDocument"):
        read_file(FileBytes("a.ods", data))


def test_a_table_whose_speakers_stand_behind_the_words_takes_no_word_for_a_speaker():
    rows = [("Text", "Speaker"), ("Mm.", "INT"), ("So.", "P01"), ("Mm.", "INT")]
    cell = "<table:table-cell>{}</table:table-cell>"
    body = "".join(
        f"<table:table-row>{''.join(cell.format(p(word)) for word in row)}</table:table-row>"
        for row in rows
    )
    draft = read(f"<table:table>{body}</table:table>")
    assert draft.text == "Text\tSpeaker\nMm.\tINT\nSo.\tP01\nMm.\tINT"
    assert draft.speakers == ()
