"""RTF documents: everything that was said, nothing that was deleted, all of it counted."""

from __future__ import annotations

import pytest
from striprtf.striprtf import rtf_to_text

from workbench.errors import InvalidFileError
from workbench.exchange.reading import FileBytes, ReadOptions, read_file
from workbench.model.source import SourceDraft

FONTS = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204{\*\panose 02}Arial Cyr;}"
FONTS += r"{\f2\fcharset128 MS Mincho;}{\f3\fnil\cpg1250 Other;}}"
HEAD = r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS
HEAD += r"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\creatim\yr2024}}"
HEAD += r"{\*\generator Msftedit 5.41;}"


def read(body: str, *, keep_hidden: bool = False) -> SourceDraft:
    return read_file(
        FileBytes("a.rtf", (HEAD + body + "}").encode("latin-1")),
        ReadOptions(keep_hidden=keep_hidden),
    )


def left_out(draft: SourceDraft) -> dict[str, int]:
    return {part.reason: part.characters for part in draft.left_out}


def test_paragraphs_are_lines_and_the_last_one_ends_the_text():
    draft = read("\\pard INT: How?\\par\r\nP01: \\b So\\b0 .\\line Yes.\\par\r\n")
    assert (draft.format, draft.encoding) == ("rtf", "cp1252")
    assert draft.text == "INT: How?\nP01: So.\nYes."
    assert draft.left_out == ()


def test_marks_and_symbols_become_characters():
    body = r"a\tab b\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet\~\_\-\{\}\\"
    assert read(body).text == "a\tb—–‘’“”•\u00a0\u2011\u00ad{}\\"


def test_line_ends_of_the_code_are_nothing_and_a_backslash_before_one_is_a_paragraph():
    assert read("a\r\nb\\\nc").text == "ab\nc"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (r"caf\'e9 \'93x\'94", "café “x”"),
        (r"\u8217?s \u228\'e4", "’s ä"),
        (r"\uc0\u8217 s", "’s"),
        (r"\uc2\u8364 ab\uc1 c", "€c"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f1 \'cf\'f0}\'e9", "Прé"),
        (r"{\f2 \'83\'65\'83X\'83\'8b}", "テスル"),
        (r"{\f3 \'9a}", "š"),
        (r"\loch\f0\hich\f0\dbch\f2\'e9", "é"),
        ("caf\xe9", "café"),
    ],
)
def test_characters_are_read_by_the_code_page_that_is_declared(code, words):
    assert read(code).text == words


@pytest.mark.parametrize(
    ("declared", "byte", "character"),
    [
        (r"\ansi\ansicpg1251", "cf", "П"),
        (r"\mac", "8e", "é"),
        (r"\ansi\ansicpg10000", "8e", "é"),
        (r"\pca", "82", "é"),
        (r"\ansi\ansicpg65001", "c3\\'a9", "é"),
        (r"\ansi", "e9", "é"),
    ],
)
def test_the_document_declares_its_code_page(declared, byte, character):
    data = rf"{{\rtf1{declared} \'{byte}}}".encode()
    assert read_file(FileBytes("a.rtf", data)).text == character


def test_a_code_page_that_nobody_knows_is_refused_only_where_it_matters():
    with pytest.raises(InvalidFileError, match="declares code page 4711") as refused:
        read_file(FileBytes("a.rtf", rb"{\rtf1\ansi\ansicpg4711 \'e9}"))
    assert refused.value.reason == "encoding"
    assert read_file(FileBytes("a.rtf", rb"{\rtf1\ansi\ansicpg4711 a}")).text == "a"


def test_bytes_without_a_meaning_are_told():
    draft = read(r"a\'81b")
    assert draft.text == "a\ufffdb"
    assert draft.notes[0].startswith("1 place(s) hold bytes")


def test_half_a_pair_is_replaced():
    assert read(r"a\u-10179?b\u-10179?\u-10179?").text == "a\ufffdb\ufffd\ufffd"


def test_footnotes_follow_the_body():
    draft = read(r"Ana: a{\super\chftn}{\footnote\pard {\super\chftn} noted}\par Ana: b\par")
    assert draft.text == "Ana: a\nAna: b\n noted"
    assert [p.kind for p in draft.passages] == ["turn", "turn", "foot"]


def test_a_text_box_follows_its_paragraph_and_is_read_once():
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt boxed\par in}}{\shprslt{boxed}}}"
    draft = read(rf"a{box}b\par c")
    assert draft.text == "ab\nboxed\nin\nc"
    assert left_out(draft) == {"second copies": 5}


def test_tracked_deletions_are_left_out_and_told():
    draft = read(r"a {\deleted\revauthdel1 REALNAME }b\par{\revised c}")
    assert draft.text == "a b\nc"
    assert left_out(draft) == {"deleted text": 9}
    assert "still carries deleted or hidden text" in draft.notes[0]
    assert "REALNAME" not in repr(draft)


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    assert read(r"a {\deleted\par}b").text == "a b"


def test_hidden_words_are_left_out_unless_they_are_asked_for():
    body = r"a\v HID\v0 b{\v DEN\plain c}\par{\v x\par}d"
    draft = read(body)
    assert draft.text == "abc\n\nd"
    assert left_out(draft) == {"hidden text": 7}
    assert read(body, keep_hidden=True).text == "aHIDbDENc\nx\nd"


def test_page_heads_comments_and_field_codes_are_counted_as_left_out():
    body = r"{\header head\par}{\footerf 1}a{\*\annotation hm}"
    body += r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}"
    draft = read(body)
    assert draft.text == "alink"
    assert left_out(draft) == {
        "page headers and footers": 6,
        "comments": 2,
        "field codes": 11,
    }


def test_numbers_of_lists_stay():
    body = r"{\listtext 1.a\tab}What?\par{\pntext 2.\tab}Why?"
    assert read(body).text == "1.a\tWhat?\n2.\tWhy?"


def test_a_table_is_read_row_by_row_and_a_row_is_a_turn():
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row" + "\n"
    said = [("INT", "How?"), ("P01", "So."), ("INT", "Mm."), ("P01", "Yes.")]
    rows = "".join(row.format(who, words) for who, words in said)
    draft = read(rf"Before.\par {rows}\pard After.\par")
    assert draft.text == "Before.\nINT\tHow?\nP01\tSo.\nINT\tMm.\nP01\tYes.\nAfter."
    words = [(p.kind, draft.text[p.start : p.end]) for p in draft.passages]
    assert words[1:] == [*(("turn", words) for _, words in said), ("unassigned", "After.")]


def test_formulas_are_counted_as_left_out():
    draft = read(r"a {\mmath{\*\moMath{\mf{\mnum{\mr x}}{\mden{\mr yz}}}}}b")
    assert draft.text == "a b"
    assert left_out(draft) == {"formulas": 3}


def test_the_title_and_other_properties_of_the_document_are_counted_as_left_out():
    body = r"{\info{\title Talk with {\upr{B}{\*\ud{\u8217?}}}}{\author Ana}}{\*\userprops"
    body += r"{\propname Site}\proptype30{\staticval North}}a"
    draft = read(body)
    assert draft.text == "a"
    assert left_out(draft) == {"document properties": 24}


def test_words_in_parts_that_nobody_knows_are_counted_and_the_parts_are_named():
    body = r"a{\*\newthing\b held {\*\inner back}{\footnote it}\par}{\*\hyphen2}b"
    body += r"{\*\other{\*\shpinst{\shptxt box}}}\par c"
    draft = read(body)
    assert left_out(draft)["unknown parts"] == len("held back") + len("it") + 1 + len("box")
    assert draft.text.split("\n")[:2] == ["ab", ""]
    (told,) = draft.notes
    assert r"not known here were left out: \newthing, \other." in told
    assert "held" not in told


def test_what_a_skippable_group_is_known_to_hold_is_read():
    assert read(r"a{\*\shpinst{\shptxt box}}{\*\footnote note}\par b").text == "a\nbox\nb\nnote"


def test_settings_of_a_document_are_no_words():
    body = r"{\*\listtable{\list{\listname x;}}}{\*\themedata 504b}{\*\expandedcolortbl;;}"
    draft = read(body + r"{\*\pgdsctbl{\pgdsc0 Default;}}a{{\NeXTGraphic p.png \width1}}")
    assert (draft.text, draft.left_out) == ("a", ())
    assert draft.notes == ("1 picture(s) were not read.",)


def test_fields_to_fill_in_and_descriptions_of_pictures_are_counted_as_left_out():
    body = r"a{\*\formfield{\fftype0{\*\ffname T1}{\*\ffdeftext Why}}}"
    body += r"{\*\shppict{\pict{\*\picprop{\sp{\sn wzName}{\sv P 1}}"
    body += r"{\sp{\sn wzDescription}{\sv A door}}}ff}}"
    assert left_out(read(body)) == {"field codes": 5, "picture descriptions": 6}


def test_a_table_in_a_page_head_leaves_the_rows_of_the_text_alone():
    draft = read(r"\trowd\intbl a\cell{\header\trowd\intbl x\cell\row}b\cell\row\pard c")
    assert draft.text == "a\tb\nc"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (r'EQ \\* jc2 \\* "Font:MS Mincho" \\* hps10 \\o\\ad(\\s\\up 9(KANA),BASE)', "BASE"),
        (r"EQ {\\o (\\s\\up 11(}{KANA}{),BASE)}", "BASE"),
    ],
)
def test_a_reading_above_words_is_left_out_and_the_words_stay(code, words):
    draft = read(rf"a{{\field{{\*\fldinst {{ {code} }}}}{{\fldrslt }}}}b")
    assert draft.text == f"a{words}b"
    assert left_out(draft)["ruby readings"] == 4
    assert (
        draft.characters_read
        == len(code.replace("\\\\", "\\").translate({123: None, 125: None})) + 4
    )


def test_the_unicode_of_two_versions_is_read():
    draft = read(r"{\upr{ansi}{\*\ud{\u8217?s}}}")
    assert draft.text == "’s"
    assert left_out(draft) == {"second copies": 4}


def test_pictures_and_bytes_in_them_are_no_text():
    draft = read(r"a{\pict\bin4 }}}}}{\*\shppict{\pict ff}}b")
    assert draft.text == "ab"
    assert draft.notes == ("2 picture(s) were not read.",)


def test_a_file_that_is_cut_short_is_told():
    draft = read_file(FileBytes("a.rtf", rb"{\rtf1 {\b words"))
    assert draft.text == "words"
    assert "cut short" in draft.notes[0]


def test_text_behind_the_end_is_counted():
    draft = read_file(FileBytes("a.rtf", b"{\\rtf1 words}\n\0more"))
    assert draft.text == "words"
    assert left_out(draft) == {"text behind the end": 4}


def test_groups_that_nest_without_end_are_refused():
    data = b"{\\rtf1 a" + b"{" * 50_000
    with pytest.raises(InvalidFileError, match="nests its text deeper") as refused:
        read_file(FileBytes("a.rtf", data))
    assert refused.value.reason == "damaged"


@pytest.mark.parametrize(
    "body",
    [
        r"\pard INT: How was it?\par P01: Long, \b and\b0  late \'96 \u8217?s.\par",
        r"{\listtext 1.\tab}One\line two\tab three\emdash four\par\par five",
        r"\'93quoted\'94 {\f1\'cf\'f0\'e8}{\i x}{\*\bkmkstart a}y{\*\bkmkend a}\~z",
    ],
)
def test_plain_documents_read_as_another_reader_reads_them(body):
    assert read(body).text == rtf_to_text(HEAD + body + "}").rstrip("\n")
