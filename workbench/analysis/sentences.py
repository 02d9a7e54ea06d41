"""Sentences of a text, and windows of sentences that an encoder can read whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

#: So many sentences a window holds, unless they are too long.
MOST = 4
#: Full stops, question and exclamation marks of scripts that may write no blank after them.
_CLOSINGS = "\u3002\uff01\uff1f\uff61\u061f\u06d4\u0964\u0965"

#: What opens a mark or a quotation behind a sentence: it belongs to the words that follow.
_OPENING = re.compile(r"\s[\[({\"'\u00ab\u2018\u201c]+$")


def sentences_in(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence (code points), without the blanks around them.

    By punctuation, in any language (spaCy's sentencizer); a lone word with a full stop, as an
    abbreviation before a name, begins the sentence that follows, and so does an opening bracket.
    """
    found: list[tuple[int, int]] = []
    carried: int | None = None
    for sentence in _sentencizer()(text).sents:
        start = sentence.start_char if carried is None else carried
        lone = len(sentence.text.split()) == 1 and sentence.text.strip().endswith(".")
        if lone and sentence.end_char < len(text.rstrip()):
            carried = start
            continue
        opened = _OPENING.search(text, start, sentence.end_char)
        end = opened.start() if opened else sentence.end_char
        carried = end if opened else None
        found += _trimmed(text, start, end)
    return found if carried is None else [*found, *_trimmed(text, carried, len(text))]


def windows_of(
    text: str, sentences: Sequence[tuple[int, int]], fits: Callable[[str], bool]
) -> list[str]:
    """Return pieces of a text that fit: two to four sentences, or parts of one that is too long.

    Args:
        text: A segment's words.
        sentences: Start and end of each of its sentences.
        fits: Tells whether an encoder reads some words whole.
    """
    windows: list[str] = []
    first = 0
    while first < len(sentences):
        last = min(first + MOST, len(sentences))
        if len(sentences) - last == 1:
            last -= 1  # so that no sentence is left alone
        while last > first + 1 and not fits(text[sentences[first][0] : sentences[last - 1][1]]):
            last -= 1
        window = text[sentences[first][0] : sentences[last - 1][1]]
        windows += [window] if fits(window) else _halves(window, fits)
        first = last
    return windows


def _halves(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Return a text cut in the middle, at a blank where there is one, until every piece fits."""
    if len(text) < 2 or fits(text):
        return [text] if text.strip() else []
    middle = len(text) // 2
    blank = text.rfind(" ", 1, middle)
    cut = blank if blank > len(text) // 4 else middle
    return _halves(text[:cut], fits) + _halves(text[cut:], fits)


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the span without blanks, cut where scripts without blanks end a sentence."""
    spans: list[tuple[int, int]] = []
    for at in range(start, end):
        if text[at] in _CLOSINGS or at == end - 1:
            piece = text[start : at + 1]
            begins = start + len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.append((begins, begins + len(piece.strip())))
            start = at + 1
    return spans


@cache
def _sentencizer() -> Any:
    import spacy

    language = spacy.blank("xx")
    language.add_pipe("sentencizer")
    language.max_length = 10_000_000
    return language
