"""File names made of anything: safe on every system and never two alike."""

from __future__ import annotations

import pytest

from workbench.exchange.names import safe_file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("P07 first.docx", "P07 first.docx"),
        ("../../x", "_.._x"),
        ("C:\\x", "C__x"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("desktop.ini", "_desktop.ini"),
        ("", "unnamed"),
        ("..", "unnamed"),
        ("\u200b", "unnamed"),
        ("na\0me", "na me"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("-rf", "_-rf"),
        ("=cmd()", "_=cmd()"),
        ("trailing. ", "trailing"),
        ("a\r\nSet-Cookie: z=1", "a Set-Cookie_ z=1"),
        ("a⁄b", "a_b"),
        ("e\u0301", "é"),
        ("🙂", "🙂"),
    ],
)
def test_a_name_stays_readable_and_becomes_safe(name, safe):
    assert safe_file_name(name, []) == safe


@pytest.mark.parametrize(("first", "second"), [("é.txt", "E\u0301.TXT"), ("Straße", "STRASSE")])
def test_names_that_differ_only_by_case_or_accents_are_told_apart(first, second):
    taken = safe_file_name(first, [])
    other = safe_file_name(second, [taken])
    assert "(2)" in other
    assert safe_file_name(second, [taken, other]).count("(3)") == 1


def test_a_number_goes_before_the_ending():
    assert safe_file_name("a.docx", ["A.docx"]) == "a (2).docx"


def test_a_long_name_is_cut_between_characters_and_keeps_its_ending():
    safe = safe_file_name("é" * 300 + ".docx", [])
    assert safe.endswith("é.docx")
    assert len(safe.encode()) <= 120
