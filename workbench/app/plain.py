"""Names from people, shown as they are: never as Markdown, HTML, an icon or a link."""

from __future__ import annotations

import re
import string

_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
#: Where Streamlit still replaces text after parsing: shortcodes, addresses, arrows, dashes.
_JOINT = re.compile(r"(?<=:)(?=\S)|(?<=@)|(?<=www)(?=\.)|(?<=[-<>=~])(?=[-<>=~])", re.IGNORECASE)
_WORD_JOINER = "\u2060"
#: So much of a text is shown where it is not written.
_MOST = 4_000


def plain(words: str) -> str:
    """Return words that Markdown shows character for character, in one line.

    An invisible joiner parts what Streamlit would still turn into an icon, a link or an arrow.
    """
    joined = _JOINT.sub(_WORD_JOINER, " ".join(words.split()))
    return _PUNCTUATION.sub(lambda mark: "\\" + mark.group(), joined)


def ends(words: str) -> str:
    """Return words; of very long ones the two ends, since a browser stops at a million."""
    if len(words) <= _MOST:
        return words
    half = _MOST // 2
    return f"{words[:half]} … ({len(words):,} characters) … {words[-half:]}"
