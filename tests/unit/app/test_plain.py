import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.app.plain import plain


@given(st.text(st.characters(exclude_characters="\u2060\0")))
def test_what_is_shown_are_the_same_characters_in_one_line(words):
    unescaped = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", plain(words).replace("\\\\", "\0"))
    assert unescaped.replace("\0", "\\").replace("\u2060", "") == " ".join(words.split())


@pytest.mark.parametrize("mark", string.punctuation)
def test_every_mark_of_markdown_is_escaped(mark):
    assert plain(f"a{mark}b").startswith(f"a\\{mark}")


@pytest.mark.parametrize(
    "words", [":material/home:", ":red[x]", ":smile:", "a@b.org", "www.x.org", "->", "--", ">="]
)
def test_what_streamlit_replaces_after_parsing_is_parted(words):
    assert "\u2060" in plain(words)


def test_an_ordinary_name_has_nothing_invisible_in_it():
    assert plain("P03, second interview: court (draft)") == (
        "P03\\, second interview\\: court \\(draft\\)"
    )
