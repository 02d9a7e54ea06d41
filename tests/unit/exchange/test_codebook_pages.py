"""The codebook as pages: Markdown, Word and a workbook, each holding every word as it is."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.codebook_pages import CodebookPages, CodePage, Example, write_markdown
from workbench.exchange.codebook_word import write_word
from workbench.exchange.codebook_workbook import COLUMNS, write_workbook
from workbench.exchange.markdown import literal, quoted
from workbench.exchange.sheets import LONGEST
from workbench.model.codebook import Code, CodeCard, swatch
from workbench.model.ids import CodeId, Words

HOSTILE = (
    '<script>alert(1)</script> ![x](http://evil.example/a.png) \u202eabc\u202c =HYPERLINK("u")'
)

ESCAPED = r"\\([!-/:-@\[-`{-~])"


def page(name="limits", path=("limits",), card=None, examples=(), state="active"):
    code = Code(CodeId(name), name, None, path, swatch(0), 0, 2, 1, card or CodeCard(), state)
    return CodePage(code, examples)


def book(*pages):
    return CodebookPages("Study", "2026-01-31", pages)


CARD = CodeCard(
    Words("L"),
    kind=Words("focused"),
    definition=Words("Where work ends.\nTwo lines."),
    include_if=Words("Hours"),
    exclude_if=Words("Money"),
)
FULL = book(
    page("limits", card=CARD, examples=(Example("typical", "I go home.", "P07, turn 4"),)),
    page("hours", ("limits", "hours"), state="retired"),
)


def test_markdown_has_a_heading_a_code_as_deep_as_it_stands():
    told = write_markdown(FULL).decode()
    assert re.findall("^#+ .*", told, re.MULTILINE) == [
        "# Codebook: Study",
        "## limits",
        "### hours",
    ]
    for words in ("2 codes, 4 codings, 31 Jan 2026", "Where work ends.  \nTwo lines.",
                  "**Use when:** Hours", "**Do not use when:** Money", "> I go home.",
                  "2 codings · retired"):  # fmt: skip
        assert words in told


@given(st.text())
def test_markdown_of_any_words_holds_no_sign_that_markdown_reads(words):
    shown = literal(words)
    bare = re.sub(ESCAPED, "!", shown)
    assert not re.search(r"[`*_\[\]<>#|~@$]|:\S|&[#\w]", bare)
    assert not re.search(r"^[ \t]*([-+=]|\d+[.)])", bare, re.MULTILINE)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=40))
def test_taking_the_backslashes_off_gives_the_words_again(words):
    text = words.strip()
    assert re.sub(ESCAPED, r"\1", literal(text)).replace("  \n", "\n") == text


def test_no_address_becomes_a_link_or_an_image_in_markdown():
    shown = literal("![a](http://x.example) <img src=x> www.x.example a@b.example")
    assert "](" not in shown.replace("\\]", "")
    assert "http:" not in shown
    assert "www." not in shown
    assert "<img" not in shown.replace("\\<", "")


def test_a_quotation_of_several_lines_stays_one_block():
    assert quoted("one\n\n- two") == "> one  \n>\n> \\- two"


def test_word_has_headings_by_depth_and_every_part_of_a_card():
    found = Document(io.BytesIO(write_word(FULL)))
    told = [(p.style.name, p.text) for p in found.paragraphs]
    assert ("Heading 1", "limits") in told
    assert ("Heading 2", "hours") in told
    assert ("Quote", "I go home.") in told
    text = "\n".join(words for _, words in told)
    for words in ("Where work ends.\nTwo lines.", "Use when: Hours", "typical quotation, P07"):
        assert words in text
    assert found.core_properties.author == ""


def test_a_workbook_has_a_row_a_code_with_counts_as_numbers():
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(FULL))).active
    rows = [dict(zip([name for name, _ in COLUMNS], row, strict=True))
            for row in sheet.iter_rows(min_row=2, values_only=True)]  # fmt: skip
    assert [(r["label"], r["path"], r["state"], r["codings"]) for r in rows] == [
        ("limits", "limits", "active", 2),
        ("hours", "limits / hours", "retired", 2),
    ]
    assert rows[0]["quotations"] == "typical: I go home. (P07, turn 4)"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "=cmd|' /C calc'!A0", "#N/A"])
def test_no_cell_of_a_workbook_is_a_formula_or_an_error(words):
    data = write_workbook(book(page(words, card=CodeCard(definition=Words(words)))))
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", words, True)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml


@pytest.mark.parametrize("write", [write_markdown, write_word, write_workbook])
def test_words_that_would_steer_a_reader_are_written_as_words(write):
    card = CodeCard(
        definition=Words(HOSTILE), kind=Words(HOSTILE), content_flag=Words("\0\v\uffff")
    )
    data = write(book(page(HOSTILE, (HOSTILE,), card, (Example("typical", HOSTILE, HOSTILE),))))
    if data.startswith(b"PK"):
        files = zipfile.ZipFile(io.BytesIO(data))
        assert not any(b"evil.example" in files.read(n) for n in files.namelist() if "rels" in n)
        data = b"".join(files.read(n) for n in files.namelist() if n.endswith(".xml"))
    assert b"<script" not in data.replace(b"\\<script", b"")


def test_a_text_longer_than_a_cell_says_where_all_of_it_is():
    long = Words("x" * 1_000_000)
    data = write_workbook(book(page(card=CodeCard(definition=long))))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    cell = sheet.cell(2, [name for name, _ in COLUMNS].index("definition") + 1)
    assert len(cell.value) == LONGEST
    assert cell.value.endswith("(1,000,000 characters in all; other formats hold them)")
    assert "x" * 1_000_000 in write_markdown(book(page(card=CodeCard(definition=long)))).decode()


def test_an_empty_codebook_is_written_too():
    assert b"0 codes, 0 codings" in write_markdown(book())
    assert Document(io.BytesIO(write_word(book()))).paragraphs
    assert openpyxl.load_workbook(io.BytesIO(write_workbook(book()))).active.max_row == 1
