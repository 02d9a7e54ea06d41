"""What the pages of themes call things, and what they notice in what is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from workbench.model.theme import Basis, Bearing, ClaimLink, SentenceOf, Stale

#: What a column of quotations is called, and how its quotations bear on the theme.
BEARING_WORDS: dict[Bearing, tuple[str, str]] = {
    "key": ("Key", "carries the theme"),
    "contrary": ("Contrary", "speaks against it"),
    "unclear": ("Unclear", "could be either"),
}
#: What a sentence rests on; that participants said it, their words beside it say.
BASIS_WORDS: dict[Basis, str] = {
    "participants": "participants said it",
    "literature": "literature",
    "inferred": "our inference",
}
STALE_WORDS: dict[Stale, str] = {
    "removed": "the quotation was taken away",
    "recoded": "the quotation has another code",
    "resized": "the quotation begins or ends elsewhere",
    "redefined": "the card of its code was changed",
    "merged": "its code was merged into another one",
    "deleted": "its code was deleted",
    "retired": "its code was retired",
    "corrected": "the transcript was corrected",
    "reworded": "the sentence was reworded",
}
TEXT_WORDS: dict[str, str] = {
    "name": "Name",
    "concept": "Central concept",
    "claim": "Claim: what it says",
    "scope": "Whom and what it covers",
    "is_not": "What it is not",
    "what": "What",
    "so_what": "So what",
}
#: A mark ends a sentence where no small letter follows, as it does after "e.g."; so do line ends.
_SENTENCE = re.compile(
    r"[^\n]+?(?:[.!?…]+[\"'”\u2019»)\]]*(?=\s+[^\sa-zà-ÿ]|\s*$)|(?=\n|$))", re.MULTILINE
)
#: Wordings in which themes come about by themselves.
_NOBODY = re.compile(
    r"\b(?:emerg(?:e|es|ed|ing)|(?:was|were) (?:found|discovered|identified))\b", re.IGNORECASE
)


class Written(NamedTuple):
    """A sentence as it stands in a theme, and what it was tied to."""

    sentence: str
    links: tuple[ClaimLink, ...]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, each as it stands there."""
    return list(dict.fromkeys(s for m in _SENTENCE.finditer(text) if (s := m.group().strip())))


def written(
    text: str, of: SentenceOf, links: Iterable[ClaimLink]
) -> tuple[list[Written], list[ClaimLink]]:
    """Return the sentences of a text with their ties, and the ties whose sentence is gone."""
    there = [link for link in links if link.tie.of == of]
    found = []
    for sentence in sentences_of(text):
        own = [one for one in there if sentence in one.tie.sentence or one.tie.sentence in sentence]
        own = [one for one in own if "reworded" not in one.stale]
        there = [one for one in there if one not in own]
        found.append(Written(sentence, tuple(own)))
    return found, there


def unowned(words: str) -> str | None:
    """Return the first wording in which a theme comes about by itself, or None."""
    found = _NOBODY.search(words)
    return found and found.group()
