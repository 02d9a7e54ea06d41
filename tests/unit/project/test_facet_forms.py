"""What a facet may be, and the facets that come with the workbench."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import InvalidActionError
from workbench.model.facet import Facet, FacetForm
from workbench.model.ids import FacetId, Words
from workbench.project.facet_forms import READER_KEYS, checked, new_value, offered

_KEYS = Path(__file__).parents[3] / "workbench/app/reader/frontend/src/keys.ts"
FORM = FacetForm(Words("Direction"), (new_value("raises", "U"), new_value("protects", "D")))


def defined(form: FacetForm) -> Facet:
    return Facet(FacetId("one"), form, 1)


def test_names_and_keys_are_kept_without_blanks_around_them() -> None:
    (value,) = checked(replace(FORM, values=(new_value(" so  what ", " U "),)), []).values
    assert (value.name, value.key) == ("so what", "U")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (replace(FORM, name=Words(" ")), "A facet needs a name"),
        (replace(FORM, values=()), "needs a value"),
        (replace(FORM, values=(new_value(""),)), "A value needs a name"),
        (replace(FORM, values=(new_value("up"), new_value("Up"))), "a value “Up” already"),
        (replace(FORM, values=(new_value("up", "UU"),)), "one character"),
        (replace(FORM, values=(new_value("up", "\t\x07"),)), "one character"),
        (replace(FORM, values=(new_value("up", "c"),)), "while reading"),
        (replace(FORM, values=(new_value("up", "7"),)), "while reading"),
        (replace(FORM, values=(new_value("up", "U"), new_value("on", "U"))), "belongs to “up”"),
        (replace(FORM, values=(FORM.values[0], replace(FORM.values[0], name="x"))), "same id"),
    ],
)
def test_what_cannot_be_a_facet_is_refused_with_a_way_out(form: FacetForm, said: str) -> None:
    with pytest.raises(InvalidActionError, match=re.escape(said)):
        checked(form, [])


def test_names_and_keys_of_other_facets_are_taken() -> None:
    with pytest.raises(InvalidActionError, match="a facet “direction” already"):
        checked(replace(FORM, name=Words("direction")), [defined(FORM)])
    other = FacetForm(Words("Effect"), (new_value("harms", "U"),))
    with pytest.raises(InvalidActionError, match="key “U” belongs to “Direction”"):
        checked(other, [defined(FORM)])


def test_every_key_of_the_reader_is_kept_from_facets() -> None:
    table = _KEYS.read_text("utf-8").partition("const PLAIN")[2].partition("]);")[0]
    plain = set(re.findall(r'^  \["(.)", \{', table, re.MULTILINE))
    assert {"c", "j", "?", "S"} <= plain
    assert plain | set("123456789") <= READER_KEYS


def test_offered_facets_hold_the_values_of_the_codebooks() -> None:
    forms = {str(form.name): [str(v.name) for v in form.values] for form in offered([])}
    assert len(forms["Socio-ecological level"]) == 6
    assert forms["Direction"] == ["raises strain", "protects"]
    assert forms["Organisational stance"] == ["have and value", "on paper", "wanted", "backfires"]
    assert forms["For or against"] == ["for", "against"]


def test_offered_facets_have_a_key_for_each_value_and_fit_together() -> None:
    taken: list[Facet] = []
    for form in offered([]):
        assert all(value.key for value in form.values)
        assert checked(form, taken) == form
        taken.append(Facet(FacetId(form.name), form, 1))


def test_a_facet_the_study_has_is_not_offered_again() -> None:
    assert "Direction" not in [form.name for form in offered([defined(FORM)])]
