"""Small PDF files for tests: pages of lines, each at a place in points."""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[float, float, str]

WIDTH, HEIGHT = 595, 842
#: How writing lies in the file so that it stands upright on a page that is turned.
_UPRIGHT = {
    0: "1 0 0 1 {x} {y}",
    90: "0 1 -1 0 {across_y} {x}",
    180: "-1 0 0 -1 {across_x} {up_y}",
    270: "0 -1 1 0 {y} {up_x}",
}
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def column(
    lines: Sequence[str], *, top: float = 760, left: float = 72, step: float = 14
) -> list[Line]:
    """Return lines below each other."""
    return [(left, top - n * step, words) for n, words in enumerate(lines)]


def portable_file(
    pages: Sequence[Sequence[Line]],
    *,
    settings: str = "",
    trailer: str = "",
    page: str = "",
    turned: int = 0,
) -> bytes:
    """Return a PDF whose pages hold these lines, in this order.

    Args:
        pages: Lines by page.
        settings: Further entries of the catalog.
        trailer: Further entries of the trailer.
        page: Further entries of every page.
        turned: By how many degrees every page is turned.
    """
    numbers = [4 + 2 * n for n in range(len(pages))]
    kids = " ".join(f"{n} 0 R" for n in numbers)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{settings}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        _FONT,
    ]
    for number, lines in zip(numbers, pages, strict=True):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {number + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>/Rotate {turned}{page}>>".encode()
        )
        objects.append(_stream(b"\n".join(_shown(line, turned) for line in lines)))
    return _file(objects, trailer)


def _shown(line: Line, turned: int) -> bytes:
    left, bottom, words = line
    plain = words.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        plain = plain.replace(special, b"\\" + special)
    place = {"x": left, "y": bottom, "across_x": WIDTH - left, "across_y": WIDTH - bottom}
    place |= {"up_x": HEIGHT - left, "up_y": HEIGHT - bottom}
    return b"BT /F 10 Tf %s Tm (%s) Tj ET" % (_UPRIGHT[turned].format(**place).encode(), plain)


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begins = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    made += f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{begins}\n%%EOF".encode()
    return bytes(made)
