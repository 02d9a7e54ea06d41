"""Documents made of random words come back with those words, and with an exact account."""

from __future__ import annotations

from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.open_files import open_file
from workbench.exchange.reading import FileBytes, read_file

#: A busy machine is no fault of the text.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

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
