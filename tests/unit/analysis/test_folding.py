import pytest

from workbench.analysis.folding import BARRIER, fold, lay_out, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("We DON'T drive", "we don t drive"),
        ("Été, naïve café", "ete  naive cafe"),
        ("e\u0301te\u0301", "ete"),
        ("Straße", "strasse"),
        ("Łódź Øre İstanbul", "lodz ore istanbul"),
        ("Σίσυφος", "σίσυφοσ"),
        ("Йод", "йод"),
        ("co\u00adoperate a\u200bb\ufeff", "cooperate ab"),
        ("می\u200cخواهم", "میخواهم"),
        ("50\u00a0€ → 😀!", "50 € → 😀 "),
        ("a\u00b4b `c`", "a b  c "),
        ("\u212aelvin", "kelvin"),
    ],
)
def test_case_latin_accents_and_invisible_characters_do_not_count(text, folded):
    assert fold(text) == folded


def test_composed_and_decomposed_letters_of_any_script_are_the_same():
    pairs = (
        ("é", "e\u0301"),
        ("й", "и\u0306"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("が", "か\u3099"),
    )
    for composed, decomposed in pairs:
        assert fold(composed) == fold(decomposed)


def test_other_scripts_keep_their_marks():
    assert fold("й") != fold("и")
    assert fold("ά") != fold("α")


def test_passages_are_kept_apart_and_what_lies_between_them_is_left_out():
    text = "INT: Why?\nP07: Because."
    laid = lay_out(text, [(5, 9), (15, 23)])
    assert laid.words == f"{BARRIER}why {BARRIER}because "
    assert [laid.passage_at(at) for at in (1, 4, 6)] == [0, 0, 1]
    assert [laid.end_of(0), laid.end_of(1)] == [5, 14]


def test_places_are_those_of_the_text_where_nothing_changed_its_length():
    text = "INT: Why? P07: Been there."
    laid = lay_out(text, [(15, 26)])
    at = laid.words.index("there")
    assert text[slice(*laid.place(at, at + 5))] == "there"


def test_places_are_those_of_the_text_where_folding_changed_its_length():
    text = "Eins: Die Stra\u00dfe, e\u0301te\u0301 \u2013 wei\u00df."
    laid = lay_out(text, [(6, len(text))])
    for folded, verbatim in (("strasse", "Straße"), ("ete", "e\u0301te\u0301"), ("weiss", "weiß")):
        at = laid.words.index(folded)
        assert text[slice(*laid.place(at, at + len(folded)))] == verbatim


def test_characters_of_scripts_without_blanks_are_words_of_their_own():
    assert words_of(fold("我们 talk")) == {"我", "们", "talk"}
    assert words_of(fold("ok😀ok2")) == {"ok", "😀", "ok2"}
