"""PDF files: words line by line, pages kept, what belongs to the page told and left to a choice."""

from __future__ import annotations

import pytest

from tests.portable_files import Line, column, portable_file
from workbench.errors import InvalidFileError
from workbench.exchange.reading import FileBytes, ReadOptions, read_file
from workbench.model.source import SourceDraft, page_of

DIALOGUE = (
    "INT: How was it?",
    "P01: It was long,",
    "and it was late.",
    "INT: What was next?",
    "P01: That was it.",
)
SAID = [[said.replace("was", f"was {n}") for said in DIALOGUE] for n in ("one", "two", "ten", "no")]
ALL = [words for page in SAID for words in page]


def read(data: bytes, *, keep_hidden: bool = False, drop_repeated: bool = False) -> SourceDraft:
    options = ReadOptions(keep_hidden=keep_hidden, drop_repeated=drop_repeated)
    return read_file(FileBytes("a.pdf", data), options)


def left_out(draft: SourceDraft) -> dict[str, int]:
    return {part.reason: part.characters for part in draft.left_out}


def turns_of(draft: SourceDraft) -> list[tuple[str, str]]:
    return [
        (draft.speakers[p.speaker], draft.text[p.start : p.end])
        for p in draft.passages
        if p.speaker is not None
    ]


def numbered(page: int, lines: list[str], title: str = "Interview: P07") -> list[Line]:
    """Return a page with a title above and its number below."""
    return [(72, 810, title), *column(lines), (290, 30, f"Page {page} of 4")]


def test_lines_stay_as_they_are_printed():
    draft = read(portable_file([column(["Ana: a (b) \\", "goes on", "Ana: “c” – €"])]))
    assert draft.text == "Ana: a (b) \\\ngoes on\nAna: “c” – €"
    assert (draft.format, draft.encoding) == ("pdf", "pdf")
    assert draft.characters_read == len(draft.text)


def test_the_beginning_of_every_page_is_kept():
    draft = read(portable_file([column(["one", "two"]), [], column(["three"])]))
    assert draft.text == "one\ntwo\nthree"
    assert draft.pages == (0, 7, 8)
    assert "1 of 3 pages have no text" in draft.notes[0]


def test_a_wider_gap_parts_paragraphs():
    lines = [(72, 760, "a"), (72, 746, "b"), (72, 732, "c"), (72, 704, "d"), (72, 690, "e")]
    draft = read(portable_file([lines]))
    assert draft.text == "a\nb\nc\n\nd\ne"
    assert [draft.text[p.start : p.end] for p in draft.passages] == ["a\nb\nc", "d\ne"]


def test_a_turn_runs_over_the_page():
    pages = [numbered(n, ["INT: How?", "P01: It began", "and went"]) for n in (1, 2, 3)]
    pages.append(numbered(4, ["on to the end."]))
    for drop in (False, True):
        turns = turns_of(read(portable_file(pages), drop_repeated=drop))
        assert [who for who, _ in turns] == ["INT", "P01"] * 3
        assert turns[-1][1].endswith("on to the end.")
        assert turns[-1][1].startswith("It began\nand went\n")


def test_repeated_heads_and_feet_are_told_and_kept():
    draft = read(portable_file([numbered(n, SAID[n - 1]) for n in (1, 2, 3, 4)]))
    assert draft.text.count("Interview: P07") == 4
    assert draft.speakers == ("INT", "P01")
    assert left_out(draft) == {}
    assert draft.repeated == 4 * (len("Interview: P07") + len("Page 1 of 4") + 2)
    assert draft.notes[0].startswith("8 repeated page head(s) or feet stand on 4 page(s)")
    assert "--drop-repeated" in draft.notes[0]
    assert [p.kind for p in draft.passages].count("foot") == 4


def test_repeated_heads_and_feet_are_left_out_when_asked_for():
    data = portable_file([numbered(n, SAID[n - 1]) for n in (1, 2, 3, 4)])
    draft = read(data, drop_repeated=True)
    assert draft.text == "\n".join(ALL)
    assert left_out(draft) == {"repeated page head or foot": read(data).repeated}
    assert draft.notes == (
        "8 repeated page head(s) or feet on 4 page(s) were left out, as chosen.",
    )
    assert [draft.text[start:][:11] for start in draft.pages] == ["INT: How wa"] * 4


def test_two_pages_that_begin_alike_have_no_page_head():
    draft = read(portable_file([column(DIALOGUE), column(DIALOGUE)]), drop_repeated=True)
    assert draft.text == "\n".join(DIALOGUE * 2)
    assert draft.repeated == 0


def test_words_that_repeat_elsewhere_on_the_page_are_no_page_head():
    pages = [column(["P01: Yes.", *DIALOGUE], top=760 - 20 * n) for n in range(4)]
    assert read(portable_file(pages), drop_repeated=True).repeated == 0


def test_a_sentence_that_begins_every_page_alike_is_no_page_head():
    pages = [column(["INT: How was it?", *said]) for said in SAID]
    assert read(portable_file(pages), drop_repeated=True).repeated == 0


def test_two_pages_with_numbers_that_count_have_feet():
    pages = [[*column(DIALOGUE), (290, 30, f"- {n} -")] for n in (1, 2)]
    draft = read(portable_file(pages), drop_repeated=True)
    assert draft.text == "\n".join(DIALOGUE * 2)


def test_numbers_of_lines_in_the_margin_are_told_and_left_out_when_asked_for():
    pages = [
        [
            spot
            for n, words in enumerate(SAID[page])
            for spot in [(40, 760 - 14 * n, str(5 * page + n + 1)), (72, 760 - 14 * n, words)]
        ]
        for page in range(3)
    ]
    data = portable_file(pages)
    kept, dropped = read(data), read(data, drop_repeated=True)
    assert kept.notes[0].startswith("15 line number(s) in the margin stand on 3 page(s)")
    assert [who for who, _ in turns_of(kept)] == ["INT", "P01", "INT", "P01"] * 3
    assert dropped.text == "\n".join(ALL[:15])
    assert list(left_out(dropped)) == ["line numbers in the margin"]
    assert turns_of(dropped)[1] == ("P01", "It was one long,\nand it was one late.")


def test_a_number_that_begins_a_line_of_words_stays_in_it():
    data = portable_file([[(72, 760, "12"), (110, 760, "people came")]])
    assert read(data, drop_repeated=True).text == "12 people came"


def test_text_beside_the_page_is_hidden():
    data = portable_file([[*column(["a", "b"]), (72, -40, "SECRET")]])
    draft = read(data)
    assert draft.text == "a\nb"
    assert left_out(draft) == {"hidden text": 7}
    assert "SECRET" not in repr(draft)
    assert read(data, keep_hidden=True).text == "a\nb\nSECRET"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_are_read_alike(turned):
    lines = [*column(["1 Title", "a", "b", "c"], top=560), (72, 470, "d"), (300, 30, "7")]
    draft = read(portable_file([lines], turned=turned))
    assert draft.text == "1 Title\na\nb\nc\n\nd\n\n7"
    assert left_out(draft) == {}


def test_a_hyphen_at_the_end_of_a_line_keeps_its_line():
    draft = read(portable_file([column(["an exam-", "ple of it"])]))
    assert draft.text == "an exam-\nple of it"


def test_line_numbers_that_stand_in_the_way_part_no_lines():
    lines = [(72, 760, "1"), (102, 760, "Ana: hello"), (72, 746, "2"), (102, 746, "more")]
    assert read(portable_file([lines])).text == "1 Ana: hello\n2 more"


def test_pages_of_pictures_are_refused_with_the_way_out():
    with pytest.raises(InvalidFileError, match=r"no text layer \(scanned\?\).*\(OCR\)") as refused:
        read(portable_file([[], []]))
    assert refused.value.reason == "no text layer"


def test_a_password_is_told():
    key = "00" * 32
    settings = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>/ID[<00><00>]"
    with pytest.raises(InvalidFileError, match="protected by a password") as refused:
        read(portable_file([column(["a"])], trailer=settings))
    assert refused.value.reason == "password"


def test_scripts_and_comments_are_ignored_and_told():
    script = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    comment = "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(hm)>>]"
    draft = read(portable_file([column(["a"])], settings=script, page=comment))
    assert draft.text == "a"
    assert left_out(draft) == {"comments": 2}
    assert draft.notes == ("A script in the file was ignored.",)


def test_stray_bytes_before_the_beginning_are_forgiven():
    assert read(b"\n\n" + portable_file([column(["a"])])).text == "a"


def test_the_page_of_a_position_can_be_told(tmp_path):
    from workbench.project.project import create_project

    draft = read(portable_file([column(["one"]), column(["two"])]))
    with create_project(tmp_path / "a.qwb", name="Study", coder="Ana") as project:
        source = project.sources.add(draft)
        (found,) = (s for s in project.sources.all() if s.id == source)
    assert found.pages == (0, 4)
    assert [page_of(found.pages, n) for n in (0, 3, 4, 6)] == [1, 1, 2, 2]
