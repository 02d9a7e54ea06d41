"""Finding in random texts of many scripts, beside a plain scan that folds word by word."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.folding import fold, lay_out, words_of
from workbench.analysis.query import read_query

WORDS = (
    "the", "The", "THE", "theme", "other", "été", "e\u0301te\u0301", "ÉTÉ", "ete",
    "Straße", "strasse", "naïve", "не", "Не", "й", "и\u0306", "и", "سلام", "وسلام",
    "שלום", "शांति", "शां", "한국", "\u1112\u1161\u11ab국", "한", "界限", "界", "限", "รัก",
    "ฉันรัก", "😀", "👩‍👩‍👧", "👍🏽", "don't", "don’t", "don", "co\u00adop", "coop",
    "50€", "x\u0301y",
)  # fmt: skip
GAPS = (" ", "  ", "\n", "\u00a0", ", ", ". ", " — ", "…", "", "\u200b ", "'", "\t")

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=40).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


def plain_words(text: str) -> list[tuple[int, int, str]]:
    """Start, end and folded form of every word, told letter by letter."""
    found: list[list] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and continues(text[end]):
            end += 1
        if unicodedata.category(text[at]) in ("Cf", "Mn"):
            at = end
            continue
        folded = fold(text[at:end])
        joins = bool(folded.strip()) and not alone(folded)
        if joins and found and found[-1][3]:
            found[-1][1], found[-1][2] = end, found[-1][2] + folded
        elif folded.strip():
            found.append([at, end, folded, joins])
        elif found:
            found[-1][3] = False
        at = end
    return [(start, stop, word) for start, stop, word, _ in found]


def continues(character: str) -> bool:
    """Whether it belongs to the letter before it: a mark, or the rest of a Korean syllable."""
    marks = unicodedata.category(character) in ("Mn", "Mc", "Me")
    return marks or "\u1160" <= character <= "\u11ff"


def alone(character: str) -> bool:
    name = unicodedata.name(character[0], "")
    return name.startswith(("CJK", "THAI")) or unicodedata.category(character[0])[0] == "S"


def plain_scan(text: str, sought: list[str]) -> list[tuple[int, int]]:
    """Where these words stand next to each other, one after the other."""
    words, hits, at = plain_words(text), [], 0
    while at + len(sought) <= len(words):
        if [word for _, _, word in words[at : at + len(sought)]] == sought:
            hits.append((words[at][0], words[at + len(sought) - 1][1]))
            at += len(sought)
        else:
            at += 1
    return hits


def looked_for(text: str, typed: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    laid, query = lay_out(text, spans), read_query(typed)
    hits = [laid.place(*span) for span in query.hits(laid)]
    assert query.count(laid) == len(hits)
    return hits


@given(texts, st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_every_phrase_that_a_plain_scan_finds_is_found_at_its_exact_place(text, first, second):
    sought = [word for _, _, word in plain_words(f"{first} {second}")]
    assert looked_for(text, f'"{first} {second}"', [(0, len(text))]) == plain_scan(text, sought)


@given(texts, st.sampled_from([word for word in WORDS if word not in ("界限", "รัก", "ฉันรัก")]))
def test_every_word_that_a_plain_scan_finds_is_found_at_its_exact_place(text, word):
    sought = [found for _, _, found in plain_words(word)]
    assert looked_for(text, f'"{word}"', [(0, len(text))]) == plain_scan(text, sought)


@given(st.lists(texts, min_size=1, max_size=5), st.sampled_from(WORDS))
def test_passages_are_looked_through_one_by_one(passages, word):
    text, spans = "", []
    for passage in passages:
        text += "LABEL: "
        spans.append((len(text), len(text) + len(passage)))
        text += passage
    alone = [
        (start + begin, start + end)
        for start, stop in spans
        for begin, end in looked_for(text[start:stop], f'"{word}"', [(0, stop - start)])
    ]
    assert looked_for(text, f'"{word}"', spans) == alone


@given(texts, st.sampled_from(WORDS))
def test_the_words_of_a_text_hold_every_word_that_is_found_in_it(text, word):
    if looked_for(text, f'"{word}"', [(0, len(text))]):
        laid = lay_out(text, [(0, len(text))])
        assert {sought.word for sought in read_query(f'"{word}"').words()} <= words_of(laid.words)


@given(st.text(max_size=200), st.data())
def test_any_stretch_of_any_text_is_found_again(text, data):
    """Whatever somebody copies from a text, whole words of it, is found where it stood."""
    laid = lay_out(text, [(0, len(text))])
    words = plain_words(text)
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 3)))
    start, end = words[first][0], words[last][1]
    stretch = text[start:end]
    if '"' in stretch or "*" in stretch:
        return
    query = read_query(f'"{stretch}"')
    assert any(s <= start and end <= e for s, e in (laid.place(*h) for h in query.hits(laid)))
