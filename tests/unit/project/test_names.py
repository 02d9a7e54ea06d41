"""Names at the door: what nobody sees is taken out, what cannot be a name is refused."""

from __future__ import annotations

import pytest

from workbench.errors import InvalidActionError
from workbench.project.names import LONGEST, clean_name, name_from_file


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  a \t b\n", "a b"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("\ufeffx", "x"),
        ("Ma\u200bria", "Maria"),
        ("a\u2066b\u2069", "ab"),
        ("so\u00adcial", "social"),
        ("a\r\nSet-Cookie: z=1", "a Set-Cookie: z=1"),
        ("می\u200cشود", "می\u200cشود"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("../../x", "../../x"),
        ("=cmd()", "=cmd()"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_a_name_is_kept_but_for_what_nobody_sees(typed, name):
    assert clean_name(typed, "code") == name


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "\ufeff", "\u200d", "\u202e\u2066"])
def test_a_name_that_nobody_sees_is_refused(typed):
    with pytest.raises(InvalidActionError, match="A code needs a name"):
        clean_name(typed, "code")


@pytest.mark.parametrize("typed", ["na\0me", "a\x1bb", "a\ud800b", "a\x7fb"])
def test_control_characters_are_refused(typed):
    with pytest.raises(InvalidActionError, match="cannot hold control characters"):
        clean_name(typed, "code")


def test_a_name_of_more_than_200_characters_is_refused():
    assert clean_name("é" * LONGEST, "code") == "é" * LONGEST
    with pytest.raises(InvalidActionError, match="at most 200 characters; this one has 201"):
        clean_name("é" * (LONGEST + 1), "code")


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("P07 first.docx", "P07 first"),
        ("12.05.2023 Ana.txt", "12.05.2023 Ana"),
        ("../../x", "x"),
        ("..\\..\\x.txt", "x"),
        ("C:\\x.txt", "x"),
        ("na\0me.txt", "na me"),
        ("a\u202etxt.exe", "atxt"),
        ("a\r\nb.txt", "a b"),
        ("\u200b.txt", "source"),
        ("", "source"),
        ("..", "source"),
        (".txt", ".txt"),
        ("a\x1b\ud800b.txt", "a b"),
    ],
)
def test_a_source_is_named_after_its_file_and_never_refused_for_it(file_name, name):
    assert name_from_file(file_name) == name
    assert clean_name(name, "source") == name


def test_a_long_file_name_leaves_room_for_a_number():
    assert len(name_from_file("é" * 300 + ".docx")) == LONGEST - 10
