"""The thematic map as a drawing: boxes, lines and labels, and from these an SVG or a PNG.

Kinds of relations are told apart by their lines' pattern and by their names, never by colour alone.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw, ImageFont

from workbench.model.theme import MapItem, MapPicture, MapThing, RelationKind

#: Size of a drawing in points; a map's own units go from 0 to 10,000 both ways.
WIDTH, HEIGHT = 1_000, 700
_UNITS = 10_000
_MARGIN = 8
#: Letters a line of a box holds, and how wide a box gets, by what it shows.
_LETTERS = {"theme": 24, "code": 22}
_WIDE = {"theme": 190, "code": 146}
_SIZE = {"theme": 14, "code": 11}
_MOST_LINES = 3
_LEADING = 1.3
_LETTER = 0.56
#: Dashes of the lines, in points; a tie without a name is thin.
DASHES: dict[RelationKind, tuple[int, ...]] = {
    "part of": (),
    "leads to": (),
    "in tension with": (9, 5),
    "contrasts": (2, 4),
}
_INK, _QUIET, _PAPER, _THEME = "#1f2328", "#8a9099", "#ffffff", "#e8eef7"
_FONTS = ("DejaVuSans.ttf", "Arial.ttf", "NotoSans-Regular.ttf", "Helvetica.ttc", "segoeui.ttf")


class Point(NamedTuple):
    """A point of a drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A theme or a code, round its middle; `lines` are its name, wrapped."""

    thing: MapThing
    middle: Point
    width: float
    height: float
    lines: tuple[str, ...]

    def meets(self, middle: Point, width: float, height: float) -> bool:
        """Tell whether a rectangle round a middle touches the box."""
        return (
            abs(self.middle.x - middle.x) * 2 < self.width + width
            and abs(self.middle.y - middle.y) * 2 < self.height + height
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line from the edge of one box to that of another; without a kind it is a tie."""

    ends: tuple[MapThing, MapThing]
    begin: Point
    end: Point
    kind: RelationKind | None = None
    label: Point | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map drawn: lines first, boxes over them."""

    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw_map(picture: MapPicture, ties: Iterable[tuple[MapThing, MapThing]] = ()) -> Drawing:
    """Return a map drawn.

    Args:
        picture: The map.
        ties: From what belongs to what it belongs to: codes to themes, themes to those above.
    """
    boxes = {
        MapThing(item.kind, item.thing): _box(MapThing(item.kind, item.thing), item)
        for item in picture.items
    }
    lines = [
        _line(boxes[a], boxes[b], None, boxes.values())
        for a, b in ties
        if a in boxes and b in boxes
    ]
    lines += [
        _line(boxes[a], boxes[b], relation.kind, boxes.values())
        for relation in picture.relations
        for a, b in [relation.ends]
        if a in boxes and b in boxes
    ]
    return Drawing(picture.title, tuple(boxes.values()), tuple(lines))


def box_size(kind: str, name: str) -> tuple[float, float, tuple[str, ...]]:
    """Return width and height of a box, and its name's lines."""
    lines = tuple(_wrapped(name, _LETTERS[kind]))
    widest = max(map(len, lines)) * _SIZE[kind] * _LETTER
    width = min(float(_WIDE[kind]), widest) + 20
    return width, len(lines) * _SIZE[kind] * _LEADING + 12, lines


def svg(drawing: Drawing) -> str:
    """Return a drawing as an SVG that stands alone: no script, no font, nothing from outside."""
    left, top, right, bottom = _frame(drawing)
    size = f'width="{right - left}" height="{bottom - top}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {right - left} '
        f'{bottom - top}" {size} role="img" aria-label={quoteattr(drawing.title)} '
        'font-family="sans-serif" text-anchor="middle">',
        f"<title>{escape(drawing.title)}</title>",
        f'<rect x="{left}" y="{top}" {size} fill="{_PAPER}"/>',
        *(_svg_line(line) for line in drawing.lines),
        *(_svg_box(box) for box in drawing.boxes),
        *(_svg_label(line) for line in drawing.lines),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def png(drawing: Drawing, scale: int = 2) -> bytes:
    """Return a drawing as a PNG.

    Args:
        drawing: What is drawn.
        scale: Pixels a point.
    """
    image = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), _PAPER)
    pen = ImageDraw.Draw(image)
    for line in drawing.lines:
        _png_line(pen, line, scale)
    for box in drawing.boxes:
        _png_box(pen, box, scale)
    for line in drawing.lines:
        if line.label is not None and line.kind is not None:
            _png_label(pen, line.label, line.kind, scale)
    written = io.BytesIO()
    left, top, right, bottom = _frame(drawing)
    image.crop((left * scale, top * scale, right * scale, bottom * scale)).save(written, "PNG")
    return written.getvalue()


# --- where things stand ----------------------------------------------------------------------


def _box(thing: MapThing, at: MapItem) -> Box:
    width, height, lines = box_size(thing.kind, at.name)
    x = _within(at.x / _UNITS * WIDTH, width, WIDTH)
    y = _within(at.y / _UNITS * HEIGHT, height, HEIGHT)
    return Box(thing, Point(x, y), width, height, lines)


def _frame(drawing: Drawing) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is drawn, with a margin: no empty paper."""
    spots = [p for line in drawing.lines for p in (line.begin, line.end)]
    labels = [(line.label, line.kind) for line in drawing.lines if line.kind]
    halves = [(box.middle, box.width / 2, box.height / 2) for box in drawing.boxes]
    halves += [(at, len(kind) * 11 * _LETTER / 2, 8.0) for at, kind in labels if at]
    halves += [(spot, 0.0, 0.0) for spot in spots]
    if not halves:
        return 0, 0, WIDTH, HEIGHT
    return (
        max(int(min(at.x - half for at, half, _ in halves)) - _MARGIN, 0),
        max(int(min(at.y - half for at, _, half in halves)) - _MARGIN, 0),
        min(int(max(at.x + half for at, half, _ in halves)) + _MARGIN, WIDTH),
        min(int(max(at.y + half for at, _, half in halves)) + _MARGIN, HEIGHT),
    )


def _within(place: float, size: float, room: float) -> float:
    half = size / 2 + _MARGIN
    return min(max(place, half), room - half)


def _wrapped(name: str, letters: int) -> Iterator[str]:
    """Yield a name's lines, three at most; what is longer ends with a sign that says so."""
    line, count = "", 0
    pieces = [w[i : i + letters] for w in name.split() for i in range(0, len(w), letters)]
    for place, piece in enumerate(pieces):
        if not line or len(line) + 1 + len(piece) <= letters:
            line = f"{line} {piece}".strip()
            continue
        count += 1
        if count == _MOST_LINES:
            break
        yield line
        line = piece
        if place == len(pieces) - 1:
            break
    yield line if count < _MOST_LINES else f"{line[: letters - 1]}…"


def _line(a: Box, b: Box, kind: RelationKind | None, boxes: Iterable[Box]) -> Line:
    begin, end = _edge(a, b.middle), _edge(b, a.middle)
    label = None if kind is None else _label(begin, end, kind, list(boxes))
    return Line((a.thing, b.thing), begin, end, kind, label)


def _edge(box: Box, towards: Point) -> Point:
    """Return where the line from a box's middle leaves the box."""
    dx, dy = towards.x - box.middle.x, towards.y - box.middle.y
    if not dx and not dy:
        return box.middle
    share = min(
        box.width / 2 / abs(dx) if dx else math.inf, box.height / 2 / abs(dy) if dy else math.inf
    )
    return Point(box.middle.x + dx * share, box.middle.y + dy * share)


def _label(begin: Point, end: Point, kind: str, boxes: Sequence[Box]) -> Point:
    """Return where a line's name stands: on the line where no box is, else beside its middle."""
    width, height = len(kind) * 11 * _LETTER + 6, 16.0
    along = [
        Point(begin.x + (end.x - begin.x) * share, begin.y + (end.y - begin.y) * share)
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
    ]
    middle = along[0]
    beside = [Point(middle.x, middle.y + step) for step in (18, -18, 36, -36, 54, -54, 72, -72)]
    free = (p for p in [*along, *beside] if not any(b.meets(p, width, height) for b in boxes))
    return next(free, middle)


# --- drawn -----------------------------------------------------------------------------------


def _svg_line(line: Line) -> str:
    dashes = " ".join(map(str, DASHES[line.kind])) if line.kind else ""
    ink, wide = (_INK, 1.5) if line.kind else (_QUIET, 1)
    drawn = (
        f'<line x1="{line.begin.x:.1f}" y1="{line.begin.y:.1f}" x2="{line.end.x:.1f}" '
        f'y2="{line.end.y:.1f}" stroke="{ink}" stroke-width="{wide}"'
    )
    drawn += f' stroke-dasharray="{dashes}"/>' if dashes else "/>"
    if line.kind == "leads to":
        corners = " ".join(f"{p.x:.1f},{p.y:.1f}" for p in _arrow(line))
        drawn += f'<polygon points="{corners}" fill="{ink}"/>'
    return drawn


def _svg_label(line: Line) -> str:
    if line.kind is None or line.label is None:
        return ""
    at, wide = line.label, len(line.kind) * 11 * _LETTER + 6
    return (
        f'<rect x="{at.x - wide / 2:.1f}" y="{at.y - 8:.1f}" width="{wide:.1f}" height="16" '
        f'fill="{_PAPER}"/><text x="{at.x:.1f}" y="{at.y + 4:.1f}" font-size="11" '
        f'font-style="italic" fill="{_INK}">{escape(line.kind)}</text>'
    )


def _svg_box(box: Box) -> str:
    theme = box.thing.kind == "theme"
    size = _SIZE[box.thing.kind]
    left, top = box.middle.x - box.width / 2, box.middle.y - box.height / 2
    drawn = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{10 if theme else 2}" fill="{_THEME if theme else _PAPER}" stroke="{_INK}" '
        f'stroke-width="{1.5 if theme else 0.75}"/>'
    )
    weight = ' font-weight="600"' if theme else ""
    for number, words in enumerate(box.lines):
        y = top + 6 + (number + 0.8) * size * _LEADING
        drawn += (
            f'<text x="{box.middle.x:.1f}" y="{y:.1f}" font-size="{size}"{weight} '
            f'fill="{_INK}">{escape(_printable(words))}</text>'
        )
    return drawn


def _printable(words: str) -> str:
    """Return words without the signs that XML cannot hold."""
    return "".join(sign if sign.isprintable() else " " for sign in words)


def _arrow(line: Line) -> tuple[Point, Point, Point]:
    turn = math.atan2(line.end.y - line.begin.y, line.end.x - line.begin.x)
    back = [Point(line.end.x - 10 * math.cos(turn + t), line.end.y - 10 * math.sin(turn + t))
            for t in (-0.4, 0.4)]  # fmt: skip
    return line.end, back[0], back[1]


def _png_line(pen: ImageDraw.ImageDraw, line: Line, scale: int) -> None:
    ink = _INK if line.kind else _QUIET
    for begin, end in _strokes(line):
        ends = [(begin.x * scale, begin.y * scale), (end.x * scale, end.y * scale)]
        pen.line(ends, fill=ink, width=scale if line.kind is None else scale + scale // 2)
    if line.kind == "leads to":
        pen.polygon([(p.x * scale, p.y * scale) for p in _arrow(line)], fill=ink)


def _strokes(line: Line) -> Iterator[tuple[Point, Point]]:
    length = math.dist(line.begin, line.end)
    dashes = DASHES[line.kind] if line.kind else ()
    if not dashes or not length:
        yield line.begin, line.end
        return
    step, at = sum(dashes), 0.0
    while at < length:
        yield _on(line, at / length), _on(line, min(at + dashes[0], length) / length)
        at += step


def _on(line: Line, share: float) -> Point:
    (x, y), (to_x, to_y) = line.begin, line.end
    return Point(x + (to_x - x) * share, y + (to_y - y) * share)


def _png_box(pen: ImageDraw.ImageDraw, box: Box, scale: int) -> None:
    theme = box.thing.kind == "theme"
    left, top = box.middle.x - box.width / 2, box.middle.y - box.height / 2
    pen.rounded_rectangle(
        [p * scale for p in (left, top, left + box.width, top + box.height)],
        radius=(10 if theme else 2) * scale,
        fill=_THEME if theme else _PAPER,
        outline=_INK,
        width=scale if theme else max(1, scale // 2),
    )
    size = _SIZE[box.thing.kind]
    for number, words in enumerate(box.lines):
        at = Point(box.middle.x, top + 6 + (number + 0.5) * size * _LEADING)
        _png_words(pen, at, words, size, scale)


def _png_label(pen: ImageDraw.ImageDraw, at: Point, kind: str, scale: int) -> None:
    wide = len(kind) * 11 * _LETTER + 6
    corners = (at.x - wide / 2, at.y - 8, at.x + wide / 2, at.y + 8)
    pen.rectangle([corner * scale for corner in corners], fill=_PAPER)
    _png_words(pen, at, kind, 11, scale)


def _png_words(pen: ImageDraw.ImageDraw, at: Point, words: str, size: int, scale: int) -> None:
    place = (at.x * scale, at.y * scale)
    pen.text(place, _printable(words), fill=_INK, font=_font(size * scale), anchor="mm")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return a font of this machine that knows many scripts, else the one that Pillow brings."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
