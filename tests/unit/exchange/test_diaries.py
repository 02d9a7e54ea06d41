"""The diary of memos: quotations stay word for word, and nothing in a memo calls anything."""

from __future__ import annotations

import io

import pytest
from docx import Document

from workbench.exchange.diaries import Diary, DiaryMemo, Piece, own_markdown, write_diary
from workbench.exchange.diary_word import write_diary_word

PIECES = (
    Piece("She *waits*, as in "),
    Piece("“it is *my* line_a_b” (P07, turn 2)", is_named=True),
    Piece(", and goes.\n\n- one\n"),
    Piece("I *wait*.\n# So", "P07, turn 3"),
    Piece("after"),
)
DIARY = Diary(
    "The <b>study", "2026-01-31", [DiaryMemo("2026-01-30", "", ("code memo",), ("limits",), PIECES)]
)


def test_a_diary_in_markdown_shows_a_memo_as_it_was_thought() -> None:
    assert write_diary(DIARY).decode() == (
        "# Memos: The \\<b\\>study\n\n1 memo, 31 Jan 2026\n\n## 2026-01-30\n\ncode memo\n\n"
        "About: limits\n\n"
        "She *waits*, as in “it is \\*my\\* line\\_a\\_b” (P07, turn 2), and goes.\n\n- one\n\n"
        "> I \\*wait\\*.  \n> \\# So\n>\n> (P07, turn 3)\n\nafter\n"
    )


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<img src=x>", "\\<img src=x>"),
        ("![x](http://x.test/a.png)", "\\![x]\\(http://x.test/a.png)"),
        ("[x](http://x.test) [x][y]", "[x]\\(http://x.test) [x]\\[y]"),
        ("[x]: http://x.test", "[x]\\: http://x.test"),
        ("# one\n  ## two\n---\n===", "\\# one\n  \\## two\n\\---\n\\==="),
        ("*a* **b** - c", "*a* **b** - c"),
    ],
)
def test_of_a_memos_markdown_emphasis_stays_and_nothing_calls(body: str, shown: str) -> None:
    assert own_markdown(body) == shown


def test_a_diary_in_word_holds_the_same_words() -> None:
    pages = Document(io.BytesIO(write_diary_word(DIARY)))
    told = [(p.style.name, p.text) for p in pages.paragraphs]
    assert told[5:] == [
        ("Normal", "She waits, as in “it is *my* line_a_b” (P07, turn 2), and goes."),
        ("List Bullet", "one"),
        ("Quote", "I *wait*.\n# So"),
        ("Normal", "P07, turn 3"),
        ("Normal", "after"),
    ]
    assert [run.text for p in pages.paragraphs for run in p.runs if run.italic] == ["waits"]


def test_what_no_document_of_word_can_hold_is_marked() -> None:
    memo = DiaryMemo("2026-01-30", "a\x01b", (), (), (Piece("c\x02d\ud800"),))
    pages = Document(io.BytesIO(write_diary_word(Diary("x", "2026-01-31", [memo]))))
    assert pages.paragraphs[-1].text == "c\ufffdd\ufffd"


def test_signs_of_xml_tabs_and_lines_of_a_name_come_through_word() -> None:
    pieces = (Piece("a <b> & c\td "), Piece("one\ntwo", is_named=True), Piece("**x** "))
    memo = DiaryMemo("2026-01-30", "<&>", (), (), pieces)
    pages = Document(io.BytesIO(write_diary_word(Diary("x", "2026-01-31", [memo] * 2))))
    assert [p.text for p in pages.paragraphs[-3:]] == [
        "2026-01-30: <&>", "", "a <b> & c\td one\ntwox "
    ]  # fmt: skip
