"""The thematic map as a drawing."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from workbench.exchange.map_drawing import HEIGHT, WIDTH, Drawing, draw_map, png, svg
from workbench.model.ids import RelationId, Words
from workbench.model.theme import MapItem, MapPicture, MapThing, Relation

SPACE = "{http://www.w3.org/2000/svg}"


def drawing(*items: MapItem, relations: tuple[Relation, ...] = ()) -> Drawing:
    return draw_map(MapPicture(Words("Map"), 0, items, relations))


def theme(thing: str, x: int, y: int, name: str = "Limits") -> MapItem:
    return MapItem("theme", thing, Words(name), x, y)


def relation(kind: str, a: str = "a", b: str = "b") -> Relation:
    return Relation(RelationId(kind), "theme", a, kind, "theme", b)  # type: ignore[arg-type]  # a kind


def test_boxes_stay_on_the_canvas_wherever_they_are_put():
    for x in (0, 10_000):
        (box,) = drawing(theme("a", x, x, "The limits of what one person can carry alone")).boxes
        assert box.width / 2 <= box.middle.x <= WIDTH - box.width / 2
        assert box.height / 2 <= box.middle.y <= HEIGHT - box.height / 2


def test_a_line_runs_from_edge_to_edge_and_says_what_it_means():
    drawn = drawing(theme("a", 2_000, 5_000), theme("b", 8_000, 5_000),
                    relations=(relation("leads to"),))  # fmt: skip
    (line,) = drawn.lines
    left, right = drawn.boxes
    assert line.begin.x == left.middle.x + left.width / 2
    assert line.end.x == right.middle.x - right.width / 2
    assert line.label is not None
    assert not any(box.meets(line.label, 60, 16) for box in drawn.boxes)
    root = ElementTree.fromstring(svg(drawn))
    assert "leads to" in [words.text for words in root.iter(f"{SPACE}text")]
    assert len(list(root.iter(f"{SPACE}polygon"))) == 1


def test_kinds_of_relations_differ_in_their_lines_without_colour():
    apart = set()
    for kind in ("part of", "leads to", "in tension with", "contrasts"):
        drawn = drawing(theme("a", 0, 0), theme("b", 9_000, 9_000), relations=(relation(kind),))
        root = ElementTree.fromstring(svg(drawn))
        dashes = next(root.iter(f"{SPACE}line")).get("stroke-dasharray")
        apart.add((dashes, len(list(root.iter(f"{SPACE}polygon")))))
    assert len(apart) == 4


def test_who_left_the_study_leaves_no_line_behind():
    assert drawing(theme("a", 0, 0), relations=(relation("contrasts"),)).lines == ()
    ties = [(MapThing("code", "c"), MapThing("theme", "a"))]
    picture = MapPicture(Words("Map"), 0, (theme("a", 0, 0),))
    assert draw_map(picture, ties).lines == ()


@given(st.text(min_size=1, max_size=80).filter(lambda name: name.strip()))
@settings(max_examples=40)
def test_any_name_gives_a_picture_that_can_be_read(name):
    drawn = drawing(theme("a", 5_000, 5_000, name))
    ElementTree.fromstring(svg(drawn))
    assert 1 <= len(drawn.boxes[0].lines) <= 3


def test_the_png_is_twice_as_large_as_the_svg_says_and_neither_has_empty_paper():
    drawn = drawing(theme("a", 5_000, 5_000))
    image = Image.open(io.BytesIO(png(drawn)))
    size = ElementTree.fromstring(svg(drawn)).attrib
    assert image.size == (2 * int(size["width"]), 2 * int(size["height"]))
    assert image.size[0] < 2 * drawn.boxes[0].width + 4 * 12
    assert len(image.getcolors(maxcolors=1_000_000) or ()) > 1
