"""Texts of memos: put together, read safely, sifted, and told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.app.memo_merge import put_together
from workbench.app.memo_reading import SHEET, changed, markdown, sheets
from workbench.app.memo_sifting import UNTOUCHED, Sift, by_day, sifted
from workbench.model.ids import CoderId, MemoId, SourceId, Words
from workbench.model.memo import LinkedThing, Memo, MemoLink, MemoText
from workbench.model.source import Segment

LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=6).map("\n".join)


def text(body: str, title: str = "", links: str = "") -> MemoText:
    return MemoText(Words(title), Words(body), Words(links))


def memo(name: str, body: str = "", at: int = 0, links: str = "") -> Memo:
    return Memo(
        MemoId(name), CoderId("ana"), "team", text(body, links=links), "analytic", "seed", at, at, 1
    )


def test_changes_in_different_lines_both_stand():
    both = put_together(text("a\nb\nc"), text("A\nb\nc"), text("a\nb\nC"))
    assert both.body == "A\nb\nC"


def test_where_both_changed_a_line_theirs_follows_mine():
    assert put_together(text("a\nb"), text("x\nb"), text("y\nb")).body == "x\ny\nb"


def test_titles_and_links_of_both_stand():
    mine, theirs = text("", "Mine", "code:1"), text("", "", "code:2")
    both = put_together(text(""), mine, theirs)
    assert (both.title, both.links) == ("Mine", "code:1 code:2")


@given(LINES, LINES)
def test_where_one_changed_nothing_the_other_stands(base, other):
    assert put_together(text(base), text(base), text(other)).body == other
    assert put_together(text(base), text(other), text(base)).body == other


@given(LINES, LINES, LINES)
def test_every_new_line_with_words_is_kept(base, mine, theirs):
    both = put_together(text(base), text(mine), text(theirs)).body.splitlines()
    new = (set(mine.splitlines()) | set(theirs.splitlines())) - set(base.splitlines()) - {""}
    assert new <= set(both)


def nowhere(_link: MemoLink, _thing: LinkedThing) -> None:
    return None


def test_a_picture_is_no_picture():
    for picture in ("![x](http://a.example/x.png)", "![x][ref]\n\n[ref]: http://a.example/x.png"):
        assert "![" not in markdown(picture, {}, nowhere)


def test_characters_that_turn_the_direction_are_seen():
    assert markdown("a\u202eb", {}, nowhere) == "a(U+202E)b"


def test_a_reference_reads_as_what_it_leads_to_now():
    link = MemoLink("segment", "s", 3, 9)
    thing = LinkedThing(
        link, "First", "her *words*", Segment(3, 9), SourceId("s"), "First", 4, "P07"
    )
    told = markdown("See [[segment:s:3-9]].", {link: thing}, lambda *_: "read?at=3-9")
    assert told == "See “her \\*words\\*” ([P07 in First\\, turn 4](read?at=3-9))."


def test_a_reference_that_leads_nowhere_says_so():
    assert markdown("[[code:1]]", {}, nowhere) == "*something since taken out*"


def test_a_very_long_memo_is_drawn_in_sheets_that_are_the_memo():
    body = "word " * 200_000
    assert "".join(sheets(body)) == body
    assert all(len(sheet) <= SHEET for sheet in sheets(body))


def test_what_went_and_what_came_is_told_without_colour():
    assert changed("one two", "one three") == "one [- ~~two~~] [+ **three**]"


def test_a_memo_counts_as_untouched_after_thirty_days():
    old, new = memo("old", at=0), memo("new", at=1)
    assert sifted([old, new], Sift(untouched=True), UNTOUCHED) == [old]


def test_a_memo_about_words_of_a_source_is_about_the_source():
    one, other = memo("1", links="segment:s:3-9"), memo("2", links="code:s")
    assert sifted([one, other], Sift(about="source:s"), 0) == [one]


def test_memos_of_one_day_stand_together():
    day = 24 * 3600 * 1_000_000
    days = by_day([memo("1", at=10 * day), memo("2", at=10 * day + 1), memo("3", at=12 * day)])
    assert [[one.id for one in found.memos] for found in days] == [["1", "2"], ["3"]]
