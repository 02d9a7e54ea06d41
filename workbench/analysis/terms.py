"""Words that tell what is talked about: without the words of speaking, and without names.

Speech is full of words that carry talk along ("you know", "kind of", "I mean"); they would tie
together what only sounds alike. Names of speakers and participants never become evidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_BREAK = re.compile(r"[.!?;:,()\[\]\"\u201c\u201d\u2026\n\u2013\u2014]|\s-\s")
_SAID = (
    "a about actually again ah all almost already also although always am an and another any "
    "anything are around as at away back basically be because been before being both but by bye "
    "came can cannot come could did didn do does doesn doing don done down each eh either else er "
    "erm etc even ever every everything few first for from further gave get gets getting give go "
    "goes going gone gonna got guess had has have having he her here hers him his hm hmm how "
    "however i if in indeed inaudible instead into is isn it its itself just kind kinda know knew "
    "known laughs laughter last least less let like little ll look looking lot lots made make "
    "makes making many may maybe me mean means might mhm mine mm mmm more most much must my myself "
    "never next no nobody none nor not nothing now of off often oh ok okay on once one ones only "
    "onto or other others our out over own pause perhaps please probably put quite rather re "
    "really right said same saw say saying says see seem seemed seems seen shall she should since "
    "so some somebody someone something sometimes somewhat somewhere sort still stuff such sure "
    "take taken takes tell than thank thanks that the their them then there these they thing "
    "things think thinking this those though thought through to together told too took toward "
    "towards tried try trying two uh um under until up upon us use used using usually ve very want "
    "wanted wants was wasn way ways we well went were what whatever when where whether which while "
    "who whole whom whose why will with within without won would wouldn yeah yep yes yet you your "
    "yours yourself"
)
#: English words of speaking; other languages keep theirs, and their weight falls with their number.
SPEECH_WORDS = frozenset(_SAID.split())
#: What is left of a shortened word before the apostrophe or after it.
_ENDINGS = re.compile(r"['\u2019](?:s|re|ve|ll|d|m|t)$")
#: A shortened "not", of which a piece of a verb is left: in "hadn't", "needn't".
_NOT = re.compile(r"n['\u2019]t$", re.IGNORECASE)
_LONGEST_PHRASE = 4


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    return _ENDINGS.sub("", word.lower())


def words_in(text: str) -> list[str]:
    """Return every word of a text in lower case, in order."""
    return [_plain(word) for word in _WORD.findall(text)]


def terms_in(text: str) -> list[str]:
    """Return the words of a text that tell what it is about, in order."""
    return [word for word in words_in(text) if _tells(word)]


def phrases_in(text: str, names: Collection[str]) -> Iterator[str]:
    """Yield every run of up to four words that could be evidence, as often as it stands there.

    A phrase begins and ends with a word that tells something and is no shortened "not", crosses
    no punctuation, and holds no word of a name.

    Args:
        text: A segment's words.
        names: Words of names in lower case, as `name_words` gives them.
    """
    for stretch in _BREAK.split(text):
        said = _WORD.findall(stretch)
        words = [_plain(word) for word in said]
        ends = [_tells(_plain(word)) and not _NOT.search(word) for word in said]
        for start in range(len(words)):
            if not ends[start]:
                continue
            for end in range(start, min(start + _LONGEST_PHRASE, len(words))):
                if words[end] in names:
                    break
                if ends[end]:
                    yield " ".join(words[start : end + 1])


def name_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words that names of speakers and participants are made of, in lower case."""
    return frozenset(word for name in names for word in (*words_in(name), name.strip().lower()))


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in SPEECH_WORDS
