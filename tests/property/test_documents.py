"""Documents made of random words come back with those words, and with an exact account."""

from __future__ import annotations

from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.open_files import open_file
from tests.portable_files import column, portable_file
from workbench.exchange.reading import FileBytes, ReadOptions, read_file

#: A busy machine is no fault of the text.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: A PDF takes longer to make and to read than what is only text.
printed = settings(unhurried, max_examples=30)

#: What XML can hold; line ends and blanks stand for themselves in the markup, so they come apart.
XML_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=15)
MARKS = {"\t": "<text:tab/>", "\n": "<text:line-break/>", " ": "<text:s/>"}
PIECES = st.one_of(XML_WORDS, st.sampled_from(["\t", "\n", " ", "INT: ", "(reads)", "1.a Why"]))
PARAGRAPHS = st.lists(st.lists(PIECES, max_size=6).map("".join), min_size=1, max_size=6)


def in_open_markup(words: str) -> str:
    return "".join(MARKS.get(character) or escape(character) for character in words)


@unhurried
@given(PARAGRAPHS, st.text("abc", min_size=1, max_size=5))
def test_paragraphs_of_an_open_document_come_back(paragraphs, end):
    paragraphs = [*paragraphs, end]
    body = "".join(f"<text:p>{in_open_markup(words)}</text:p>" for words in paragraphs)
    draft = read_file(FileBytes("a.odt", open_file(body)))
    assert draft.text == "\n".join(paragraphs)
    assert draft.characters_read == len(draft.text)


@st.composite
def nested(draw: st.DrawFn, depth: int = 3) -> str:
    """Markup of an OpenDocument with everything in everything, words anywhere."""
    shape = draw(st.sampled_from(SHAPES if depth else ["{}"]))
    inner = "".join(draw(st.lists(nested(depth - 1), max_size=3))) if depth else ""
    return draw(st.sampled_from([" ", "", "w o"])) + shape.format(inner) + draw(SPACE)


SPACE = st.sampled_from(["", " ", "\n", "x"])
SHAPES = [
    "<text:p>{}</text:p>",
    '<text:p text:style-name="H">{}</text:p>',
    "<text:span>{}</text:span>",
    '<text:span text:style-name="H">{}</text:span>',
    "<text:s/><text:tab/>{}",
    "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body>"
    "</text:note>",
    "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>",
    "<table:table><table:table-row><table:table-cell>{}</table:table-cell><table:table-cell/>"
    "</table:table-row></table:table>",
    "<table:table-cell>{}</table:table-cell>",
    '<table:table><table:table-row table:number-rows-repeated="3"><table:table-cell '
    'table:number-columns-repeated="2">{}</table:table-cell></table:table-row></table:table>',
    "<text:ruby><text:ruby-base>{0}</text:ruby-base><text:ruby-text>{0}</text:ruby-text></text:ruby>",
    "<office:annotation>{}</office:annotation>",
    "<text:tracked-changes>{}</text:tracked-changes>",
]
HIDDEN = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'


@unhurried
@given(nested())
def test_every_open_document_is_accounted_for_however_it_nests(body):
    data = open_file(f"<text:p>begin</text:p>{body}", HIDDEN)
    draft = read_file(FileBytes("a.odt", data))
    assert draft.characters_read == len(draft.text) + sum(p.characters for p in draft.left_out)


def in_rich_code(words: str) -> str:
    """Return words as RTF writes them: code points by number, marks by name."""
    pieces = []
    for character in words:
        if character in "\\{}":
            pieces.append("\\" + character)
        elif character in RICH_MARKS:
            pieces.append(RICH_MARKS[character])
        elif character.isascii():
            pieces.append(character)
        else:
            units = character.encode("utf-16-le")
            numbers = (int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2))
            pieces += [f"\\u{number - 0x10000 * (number >= 0x8000)}?" for number in numbers]
    return "".join(pieces)


RICH_MARKS = {"\t": "\\tab ", "\n": "\\line "}
STYLES = st.sampled_from(["{}", "{{\\b {}}}", "\\i {}\\i0 ", "{{\\*\\unknown x}}{}", "{}\r\n"])


@unhurried
@given(st.lists(st.tuples(PARAGRAPHS, STYLES), min_size=1, max_size=4))
def test_paragraphs_of_an_rtf_document_come_back(parts):
    code, text, unknown = "", "", 0
    for paragraphs, style in parts:
        for words in paragraphs:
            code += style.format(in_rich_code(words)) + "\\par "
            text += words + "\n"
            unknown += "unknown" in style
    data = ("{\\rtf1\\ansi " + code + "end}").encode("ascii")
    draft = read_file(FileBytes("a.rtf", data))
    assert draft.text == text + "end"
    assert sum(part.characters for part in draft.left_out) == unknown
    assert draft.characters_read == len(draft.text) + unknown


RICH_PIECES = st.sampled_from(
    [
        "{",
        "}",
        "\\par ",
        "\\cell ",
        "\\row ",
        "\\trowd ",
        "\\intbl ",
        "\\pard ",
        "\\v ",
        "\\v0 ",
        "\\deleted ",
        "\\plain ",
        "\\*",
        "{\\footnote ",
        "{\\shp{\\*\\shpinst{\\shptxt ",
        "{\\header ",
        "{\\upr{",
        "{\\*\\ud ",
        "\\u-10179?",
        "\\u-8704?",
        "\\'83",
        "\\f2 ",
        "\\nestrow ",
        "words",
        "INT: ",
        "\xe9",
    ]
)
JAPANESE = "{\\fonttbl{\\f2\\fcharset128 Mincho;}}"


@unhurried
@given(st.lists(RICH_PIECES, max_size=40).map("".join))
def test_every_rtf_document_is_accounted_for_however_it_is_built(code):
    data = ("{\\rtf1\\ansi" + JAPANESE + "begin " + code).encode("latin-1")
    draft = read_file(FileBytes("a.rtf", data))
    assert draft.characters_read == len(draft.text) + sum(p.characters for p in draft.left_out)


LINES = st.lists(st.from_regex(r"[a-zé]{1,9}( [A-Z–]{1,9}){0,3}", fullmatch=True), max_size=8)


@printed
@given(st.lists(LINES, min_size=1, max_size=5), st.booleans())
def test_the_lines_of_a_pdf_come_back_page_by_page(pages, drop):
    laid = [column(["begin"]), *map(column, pages)]
    draft = read_file(FileBytes("a.pdf", portable_file(laid)), ReadOptions(drop_repeated=drop))
    assert draft.text == "\n".join(["begin", *(words for lines in pages for words in lines)])
    assert draft.characters_read == len(draft.text)
    starts = [draft.text.count("\n", 0, start) for start in draft.pages]
    assert starts[:2] == [0, bool(pages[0])]
    assert len(draft.pages) == len(laid)
    assert list(draft.pages) == sorted(draft.pages)


@printed
@given(st.lists(LINES, min_size=2, max_size=5))
def test_numbers_of_pages_are_left_out_and_nothing_else(pages):
    said = [[f"begin {letter}", *lines] for letter, lines in zip("abcde", pages, strict=False)]
    laid = [[*column(lines), (290, 30, str(n))] for n, lines in enumerate(said, start=1)]
    options = ReadOptions(drop_repeated=True)
    draft = read_file(FileBytes("a.pdf", portable_file(laid)), options)
    assert draft.text == "\n".join(words for lines in said for words in lines)
    assert sum(part.characters for part in draft.left_out) == draft.repeated
