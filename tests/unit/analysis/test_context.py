from workbench.analysis.context import REACH, context


def around(text, words, passage=None):
    start = text.index(words)
    return context(text, start, start + len(words), passage or (0, len(text)))


def test_a_short_passage_is_shown_whole():
    found = around("So I drove her home.", "drove")
    assert (found.before, found.after) == ("So I ", " her home.")
    assert not found.cut_before
    assert not found.cut_after


def test_a_long_passage_is_cut_at_words_either_side():
    found = around("before " * 30 + "here " + "after " * 30, "here")
    assert set(found.before.split()) == {"before"}
    assert set(found.after.split()) == {"after"}
    assert REACH - 10 < len(found.before) <= REACH
    assert REACH - 10 < len(found.after) <= REACH
    assert found.cut_before
    assert found.cut_after


def test_what_is_cut_off_at_a_word_already_stays_as_it_is():
    text = "no " + "x" * (REACH - 1) + " here"
    assert around(text, "here").before == "x" * (REACH - 1) + " "


def test_words_of_another_passage_are_never_shown():
    text = "INT: Why?\nP07: Because I could.\nINT: Mm."
    found = around(text, "Because", (15, 31))
    assert (found.before, found.after) == ("", " I could.")


def test_a_text_without_blanks_is_cut_between_characters():
    found = around("界" * 100 + "限" + "e\u0301" * 100, "限")
    assert found.before == "界" * REACH
    assert found.after == "e\u0301" * (REACH // 2)
