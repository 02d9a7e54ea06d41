import pytest

from workbench.analysis.folding import lay_out
from workbench.analysis.query import LONGEST, read_query
from workbench.errors import InvalidActionError


def found(text, typed, spans=None):
    laid = lay_out(text, spans or [(0, len(text))])
    query = read_query(typed)
    hits = [text[slice(*laid.place(*span))] for span in query.hits(laid)]
    assert query.count(laid) == len(hits)
    return hits


def test_a_word_is_found_whole_and_whatever_its_case():
    assert found("Care, careful CARE scare care.", "care") == ["Care", "CARE", "care"]


def test_a_star_lets_a_word_go_on_to_its_end():
    assert found("Boundaries bound our boundary; unbound", "bound*") == [
        "Boundaries", "bound", "boundary",
    ]  # fmt: skip


def test_a_phrase_is_found_whatever_blanks_and_punctuation_lie_between():
    text = "and the — And,\nthe and so the band the"
    assert found(text, '"and the"') == ["and the", "And,\nthe"]


def test_apostrophes_are_alike_however_they_are_written():
    assert found("don't don’t don´t dont", "don't") == ["don't", "don’t", "don´t"]


def test_words_may_repeat_themselves():
    assert found("no no no, no", "no") == ["no"] * 4
    assert found("no no no, no", '"no no"') == ["no no", "no, no"]


def test_several_things_are_found_in_any_order_within_one_passage():
    text = "We drive nobody. Clients drive.\nClients."
    assert found(text, "nobody clients", [(0, 31), (32, 40)]) == ["nobody. Clients"]
    assert found("a b c", "c a") == ["a b c"]


def test_of_stretches_that_overlap_the_shortest_is_found():
    assert found("We drive nobody. Clients drive.", "drive clients") == ["Clients drive"]
    text = "the data for their environmental data, and environmental or data"
    assert found(text, "environmental data") == ["environmental data", "environmental or data"]


def test_a_phrase_does_not_run_from_one_passage_into_the_next():
    text = "walk in\nwithout"
    assert found(text, '"in without"') == ["in\nwithout"]
    assert found(text, '"in without"', [(0, 7), (8, 15)]) == []


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        ("我们谈界限和界限。", "界限", ["界限", "界限"]),
        ("ฉันรักเธอ", "รัก", ["รัก"]),
        ("عالم سلام وسلام", "سلام", ["سلام"]),
        ("עם שלום", "שלום", ["שלום"]),
        ("👩‍👩‍👧 and 👩", "👩‍👩‍👧", ["👩‍👩‍👧"]),
        ("ok😀ok", "ok", ["ok", "ok"]),
        ("한국어 한국", "한국*", ["한국어", "한국"]),
        ("50 € now", '"50 €"', ["50 €"]),
        ("a -> b", '">"', [">"]),
    ],
)
def test_every_script_is_found(text, typed, hits):
    assert found(text, typed) == hits


def test_quotation_marks_of_other_keyboards_make_phrases_too():
    for typed in ('"so be it"', "“so be it”", "„so be it“", "«so be it»", '"so be it'):
        assert found("be it so be it", typed) == ["so be it"]


def test_what_would_steer_a_pattern_is_only_what_it_is():
    assert found("a.c abc $x x", "$x") == ["$x"]
    assert found("abc a.c", "a.c") == ["a.c"]


@pytest.mark.parametrize("typed", ["", "  ", '""', "...", "*", "?!"])
def test_nothing_to_look_for_is_refused(typed):
    with pytest.raises(InvalidActionError, match="no word to look for"):
        read_query(typed)


def test_a_pasted_page_is_refused_with_its_length():
    with pytest.raises(InvalidActionError, match=r"1,001 characters"):
        read_query("x" * (LONGEST + 1))
