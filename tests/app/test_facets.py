"""Facets on their page: taken up, defined, changed, taken out, and what is refused."""

from __future__ import annotations

import pytest

from tests.app.conftest import said
from tests.studies import coded
from workbench.model.facet import FacetForm
from workbench.model.ids import Words
from workbench.project.facets import new_value

STANCE = FacetForm(Words("Stance"), (new_value("on paper", "P"), new_value("wanted", "W")))


def field(page, label):
    found = [w for w in page.text_input if w.label.partition(" *")[0] == label]
    assert found, [w.label for w in page.text_input]
    return found[0]


def button(page, label):
    found = [b for b in page.button if b.label == label]
    assert len(found) == 1, [b.label for b in page.button]
    return found[0]


def opened(page, key):
    page.session_state[f"open-{key}"] = True
    page.run()
    assert not page.exception
    return page


@pytest.fixture
def stance(project):
    return project.facets.define(STANCE)


def test_an_empty_page_says_what_facets_are_and_offers_some(room, project):
    told = said(room("facets", project))
    assert "small values beside its code" in told
    assert "Direction: raises strain (U), protects (D)" in told


def test_an_offered_facet_is_taken_up_and_no_longer_offered(room, project):
    page = room("facets", project)
    button(page, "Take up *Direction*").click().run()
    assert [facet.form.name for facet in project.facets.all()] == ["Direction"]
    assert "Take up *Direction*" not in [b.label for b in page.button]


def test_each_value_is_shown_with_its_key_and_how_many_codings_carry_it(room, project, stance):
    study = coded(project)
    found = project.codings.in_source(study.source)
    project.facets.set_all([coding.id for coding in found[:2]], stance, [STANCE.values[1].id])
    told = said(room("facets", project)).splitlines()
    assert {"key P", "on paper", "key W", "wanted · 2 codings"} <= set(told)


def test_a_facet_is_defined_with_its_values_and_keys(room, project):
    page = opened(room("facets", project), "facet-new-0-0")
    field(page, "Name of the facet").input("Direction")
    field(page, "Value 1").input("raises strain")
    field(page, "Key").input("U")
    field(page, "Value 2").input("protects")
    button(page, "Define it").click().run()
    (facet,) = project.facets.all()
    assert [(v.name, v.key) for v in facet.form.values] == [
        ("raises strain", "U"),
        ("protects", ""),
    ]


def test_a_value_that_is_renamed_on_the_page_keeps_its_id(room, project, stance):
    (facet,) = project.facets.all()
    page = opened(room("facets", project), f"facet-{stance}-{facet.version}")
    field(page, "Value 1").input("only on paper")
    field(page, "Value 2").input("")
    button(page, "Keep it").click().run()
    (changed,) = project.facets.all()
    assert [(v.id, v.name) for v in changed.form.values] == [(STANCE.values[0].id, "only on paper")]


def test_a_key_of_the_reader_is_refused_beside_the_form(room, project, stance):
    (facet,) = project.facets.all()
    page = opened(room("facets", project), f"facet-{stance}-{facet.version}")
    field(page, "Key").input("c")
    button(page, "Keep it").click().run()
    assert "does something else while reading" in said(page)
    assert project.facets.all() == [facet]


def test_a_change_somebody_made_meanwhile_is_not_written_over(room, project, stance):
    (facet,) = project.facets.all()
    page = opened(room("facets", project), f"facet-{stance}-{facet.version}")
    project.as_coder("Ben").facets.remove(stance)
    field(page, "Name of the facet").input("Mine")
    button(page, "Keep it").click().run()
    assert not page.exception
    assert project.facets.all() == []


def test_a_facet_is_taken_out_and_the_toast_takes_that_back(room, project, stance):
    page = room("facets", project)
    button(page, "Take out *Stance*").click().run()
    assert project.facets.all() == []
    assert "Took out the facet “Stance”" in said(page)
    button(page, "Undo").click().run()
    assert [facet.id for facet in project.facets.all()] == [stance]
