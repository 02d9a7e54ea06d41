"""Words as Markdown shows them: character for character, never as markup, a link or an image."""

from __future__ import annotations

import re

#: What CommonMark and its usual extensions read as more than itself, wherever it stands.
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~@$^]|&(?=[#\w])|:(?=\S)")
#: What they read so where a line begins: lists, rules, indented blocks.
_BEGINNING = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)
_BLANKS = re.compile(r"^[ \t]+", re.MULTILINE)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def one_line(words: str) -> str:
    """Return words for a heading or within a line."""
    return literal(" ".join(words.split()))


def literal(words: str) -> str:
    """Return words so that Markdown shows them as they are; lines stay lines.

    Signs are escaped with a backslash; a web address is parted so, and no program makes a link
    of it. Blanks at the beginning of a line are dropped, since they would make it code.
    """
    lines = _BLANKS.sub("", _LINE_ENDS.sub("\n", words))
    escaped = _SIGNS.sub(lambda sign: "\\" + sign.group(), lines)
    begun = _BEGINNING.sub(_guard, escaped)
    return begun.replace("www.", "www\\.").replace("\n", "  \n")


def quoted(words: str) -> str:
    """Return words as a block quotation."""
    return "\n".join(f"> {line}" if line.strip() else ">" for line in literal(words).split("\n"))


def _guard(found: re.Match[str]) -> str:
    mark = found.group(1)
    return f"\\{mark}" if mark in "-+=" else f"{mark}\\"
