"""Typed values: what is kept, what is refused, and which kind a column suggests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import InvalidActionError
from workbench.model.case import AttributeForm, AttributeKind, Consent, Cut
from workbench.model.ids import Words
from workbench.model.typed import (
    cut_label,
    day_told,
    decimal_text,
    iso_date,
    likely_kind,
    typed_value,
)


def form(kind: AttributeKind, *choices: str) -> AttributeForm:
    return AttributeForm(Words("a"), kind, tuple(map(Words, choices)))


STRAIN = AttributeForm(
    Words("strain"),
    "score",
    scale=Words("Strain at Work"),
    edition=Words("2"),
    direction="more",
    cuts=(Cut(Words("low"), "0"), Cut(Words("middle"), "22.5"), Cut(Words("high"), "42")),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12.5", "12.5"), ("12,5", "12.5"), (" 12,50 ", "12.5"), ("007", "7"), ("+3", "3"),
     ("-0", "0"), ("\u22124", "-4"), ("0,250", "0.25"), ("٣", "3"), ("1000", "1000"),
     ("100.0", "100")],
)  # fmt: skip
def test_a_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert typed_value(typed, form("number")) == kept


@pytest.mark.parametrize("typed", ["twelve", "1e5", "nan", "inf", "1.2.3", "12 %", "1_000", "=1",
                                   "1,250", "12,345,678", "9" * 41, "--1", "."])  # fmt: skip
def test_what_is_no_number_or_may_mean_two_is_refused(typed: str) -> None:
    with pytest.raises(InvalidActionError, match="Write"):
        typed_value(typed, form("number"))


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_kept_number_is_the_number_and_is_kept_the_same_again(number: Decimal) -> None:
    kept = decimal_text(f"{number:f}")
    assert Decimal(kept) == number
    assert decimal_text(kept) == kept


@pytest.mark.parametrize("typed", ["31.01.2026", "1/2/2026", "2026-02-30", "20260131", "2026",
                                   "2026-W05-1", "26-01-31", "٢٠٢٦-٠١-٣١"])  # fmt: skip
def test_a_date_in_another_form_is_refused_with_the_form_to_use(typed: str) -> None:
    with pytest.raises(InvalidActionError, match="2026-01-31"):
        typed_value(typed, form("date"))


def test_a_date_is_kept_as_an_iso_date() -> None:
    assert iso_date(" 2026-01-31 ") == "2026-01-31"


@pytest.mark.parametrize("day", ["2026-01-31", date(2026, 1, 31)])
def test_a_day_is_told_as_people_read_it(day: date | str) -> None:
    assert day_told(day) == "31 Jan 2026"
    assert day_told("soon") == "soon"


@pytest.mark.parametrize("typed", ["north", "NORTH", " North "])
def test_a_choice_is_kept_as_it_was_defined(typed: str) -> None:
    assert typed_value(typed, form("choice", "North", "South")) == "North"


def test_a_value_that_is_none_of_the_choices_is_refused_with_the_choices() -> None:
    with pytest.raises(InvalidActionError, match="“North” or “South”"):
        typed_value("East", form("choice", "North", "South"))


@pytest.mark.parametrize("kind", ["text", "number", "date", "choice", "score"])
def test_nothing_is_a_value_of_every_kind(kind: AttributeKind) -> None:
    assert typed_value("  ", form(kind, "x")) == ""


@pytest.mark.parametrize("typed", ["a\0b", "\x1b[31m", "x" * 5001, "\ud800"])
def test_a_text_without_end_or_with_control_characters_is_refused(typed: str) -> None:
    with pytest.raises(InvalidActionError):
        typed_value(typed, form("text"))


@pytest.mark.parametrize(
    ("score", "label"),
    [("0", "low"), ("22.4", "low"), ("22.5", "middle"), ("42", "high"), ("99", "high"),
     ("-1", None), ("", None)],
)  # fmt: skip
def test_a_score_has_the_label_of_the_last_cut_point_it_reaches(
    score: str, label: str | None
) -> None:
    assert cut_label(score, STRAIN) == label


def test_a_score_without_cut_points_has_no_label() -> None:
    assert cut_label("40", form("score")) is None


@pytest.mark.parametrize(
    ("values", "kind"),
    [(["1", "2,5", ""], "number"), (["2026-01-02", "2025-03-04"], "date"),
     (["North", "South", "north", "South"], "choice"), (["North", "South"], "text"),
     (["007", "012"], "text"), (["1", "two"], "text"), ([], "text"), (["", " "], "text"),
     (["1,250", "2,500"], "text"), (["yes", "yes", "yes"], "choice")],
)  # fmt: skip
def test_a_column_suggests_a_kind(values: list[str], kind: str) -> None:
    assert likely_kind(values) == kind


@pytest.mark.parametrize(
    ("consent", "quote"),
    [(Consent(), "not recorded"), (Consent(verbatim="yes"), "verbatim"),
     (Consent(verbatim="no"), "no"),
     (Consent(verbatim="yes", paraphrase_only=True), "paraphrase only"),
     (Consent(verbatim="yes", withdrawn="2026-01-31"), "no")],
)  # fmt: skip
def test_the_strictest_answer_says_how_words_may_be_quoted(consent: Consent, quote: str) -> None:
    assert consent.may_quote == quote
