"""The page of the thematic map: things put on it, tied, kept, and what the browser says back."""

from __future__ import annotations

from tests.app.conftest import said
from tests.studies import coded
from workbench.app.map_telling import heard, told
from workbench.model.ids import Words
from workbench.model.theme import MapThing, ThemeText
from workbench.project.exports import export_as
from workbench.project.map_drawings import drawing_now, free_places


def button(page, label):
    return next(b for b in page.button if b.label.partition(" *")[0] == label)


def begun(project):
    """Make two themes of the coded study, one of them with a code."""
    study = coded(project)
    first = project.themes.make(ThemeText(Words("Limits are shared")), codes=[study.limits])
    return first, project.themes.make(ThemeText(Words("Limits are mine")))


def test_an_empty_page_says_what_it_is_for(room, project):
    assert "There is no theme yet" in said(room("theme_map", project))


def test_themes_are_put_on_the_map_with_their_codes_far_apart(room, project):
    begun(project)
    page = room("theme_map", project)
    button(page, "Put all themes and their codes there").click().run()
    assert not page.exception
    drawn = drawing_now(project)
    assert len(drawn.boxes) == 3
    assert not any(
        a.meets(b.middle, b.width, b.height) for a in drawn.boxes for b in drawn.boxes if a is not b
    )
    assert [line.kind for line in drawn.lines] == [None]
    project.history.undo()
    assert drawing_now(project).boxes == ()


def test_what_the_browser_says_is_a_place_and_nonsense_is_nothing(room, project):
    first, second = begun(project)
    button(room("theme_map", project), "Put all themes and their codes there").click().run()
    drawn = drawing_now(project)
    data = told(drawn, project.head.seq)
    box = next(one for one in data["boxes"] if one["id"] == f"theme:{first}")
    place = heard({"box": box["id"], "x": 300.0, "y": 350}, drawn)
    assert place == ("theme", first, 3_000, 5_000)
    for nonsense in (None, "x", {}, {"box": "theme:?", "x": 1, "y": 1}, {**box, "box": second}):
        assert heard(nonsense, drawn) is None
    assert heard({"box": box["id"], "x": -5e9, "y": 9e9}, drawn)[2:] == (0, 10_000)


def test_a_relation_and_a_kept_map_stand_on_the_page(room, project):
    first, second = begun(project)
    button(room("theme_map", project), "Put all themes and their codes there").click().run()
    a, b = MapThing("theme", first), MapThing("theme", second)
    project.theme_map.relate(a, "in tension with", b, note="since March")
    project.theme_map.keep("first sketch")
    project.theme_map.arrange([], [b])
    page = room("theme_map", project)
    assert "Limits are shared — in tension with — Limits are mine · since March" in said(page)
    assert "Since then gone from it: Limits are mine." in said(page)
    button(page, "Take out").click().run()
    assert project.theme_map.now().relations == ()


def test_the_map_leaves_as_a_picture_and_the_history_says_so(project, tmp_path):
    begun(project)
    things = [MapThing("theme", theme.id) for theme in project.themes.all()]
    project.theme_map.arrange(free_places(things, drawing_now(project), project.themes.all()))
    assert export_as(project, "map", tmp_path / "map.svg") == 2
    assert export_as(project, "map", tmp_path / "map.png") == 2
    assert "Limits are mine" in (tmp_path / "map.svg").read_text("utf-8")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert project.history.lines(limit=1)[0].sentence == "exported the thematic map as png"
