"""Quotations found by the database are those that a slow, obvious reading of everything finds."""

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exploring import times
from tests.sifted import study
from workbench.model.sifting import Beside, QuotationFilter, ValueSought


@cache
def turns_of(made, coding):
    """The turns that a coding touches, each character asked for itself."""
    passages = made.passages[coding.source]
    turns = [p.kind == "turn" for p in passages]
    found = set()
    for at in range(coding.start, coding.end):
        reached = [n for n, p in enumerate(passages) if at < p.end]
        passage = reached[0] if reached else len(passages) - 1
        found.add(sum(turns[: passage + 1]) if any(turns) else passage)
    return found


def apart(made, one, other, closeness):
    if closeness == "turns":
        mine, theirs = turns_of(made, one), turns_of(made, other)
        return min(abs(a - b) for a in mine for b in theirs)
    return max(one.start, other.start) - min(one.end, other.end)


def is_beside(made, one, asked):
    codes = made.branch(asked.code) if asked.children else {asked.code}
    for other in made.codings:
        if other.source != one.source or other.code not in codes or other.code == one.code:
            continue
        gap = apart(made, one, other, asked.closeness)
        if gap < 0 if asked.closeness == "overlapping" else gap <= asked.within:
            return True
    return False


def holds_words(made, quotation, typed):
    """Each word typed stands in the quotation and is whole in the source."""
    text = made.texts[quotation.coding.source].lower()
    return all(
        any(
            quotation.coding.start <= found.start() and found.end() <= quotation.coding.end
            for found in re.finditer(rf"\b{word}\b", text)
        )
        for word in typed.lower().split()
    )


def speaks(made, quotation, asked):
    speaker = made.speaker_of(quotation)
    if asked.case is not None and (speaker is None or speaker.case != asked.case):
        return False
    if asked.speaker is not None and (speaker is None or speaker.label != asked.speaker):
        return False
    if asked.role is not None and (speaker is None or speaker.role != asked.role):
        return False
    for sought in asked.values:
        age = made.ages.get(speaker.case) if speaker else None
        if age is None or not float(sought.least or 0) <= age <= float(sought.most or 999):
            return False
        if sought.band is not None and sought.band != ("old" if age >= 50 else "young"):
            return False
    return True


def passes(made, q, asked):
    codes = made.branch(asked.code) if asked.children and asked.code else {asked.code}
    facets = [set(group) & asked.facets for group in made.facet_values]
    source = made.sources[q.coding.source]
    checks = (
        asked.code is None or q.coding.code in codes,
        all(not of or of & set(q.facets) for of in facets),
        asked.coder in (None, q.coding.coder),
        asked.source in (None, q.coding.source),
        asked.kind in (None, source.kind),
        asked.strand in (None, made.strands[q.coding.source]),
        asked.judgement in (None, q.judgement),
        not asked.waiting or q.waits,
        not asked.since or made.day(q) >= asked.since,
        not asked.until or made.day(q) <= asked.until,
        not asked.words or holds_words(made, q, asked.words),
        asked.memo is None or q.coding.id in made.linked,
        asked.beside is None or is_beside(made, q.coding, asked.beside),
        speaks(made, q, asked),
    )
    return all(checks)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with study(tmp_path_factory.mktemp("sifted") / "study.qwb") as made:
        yield made


def choices(made):
    """What each field of a filter may ask."""
    code = st.sampled_from(made.codes)
    values = st.sampled_from(
        [
            (),
            (ValueSought(made.age, least="30"),),
            (ValueSought(made.age, most="52"),),
            (ValueSought(made.age, band="old"),),
            (ValueSought(made.age, least="30", most="60", band="young"),),
        ]
    )
    beside = st.builds(
        Beside,
        code,
        st.booleans(),
        st.sampled_from(["overlapping", "turns", "characters"]),
        st.integers(0, 3),
    )
    return {
        "code": code,
        "children": st.booleans(),
        "facets": st.frozensets(st.sampled_from(sum(made.facet_values, ())), max_size=3),
        "coder": st.sampled_from(made.coders),
        "case": st.sampled_from(list(made.ages)),
        "values": values,
        "strand": st.sampled_from(["", "interviews"]),
        "source": st.sampled_from(list(made.sources)),
        "kind": st.sampled_from(["interview", "focus-group"]),
        "speaker": st.sampled_from(["INT", "P07"]),
        "role": st.sampled_from(["participant", "interviewer", "unmapped"]),
        "memo": st.just(made.memo),
        "since": st.sampled_from(made.days),
        "until": st.sampled_from(made.days),
        "words": st.sampled_from(["court", "she drove", "nowhere", "THE hearing"]),
        "judgement": st.sampled_from(["", "belongs", "doubtful"]),
        "waiting": st.booleans(),
        "beside": beside,
    }


@settings(max_examples=times(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_found_is_what_a_slow_reading_finds(made, data):
    fields = choices(made)
    names = data.draw(st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True))
    asked = replace(QuotationFilter(), **{name: data.draw(fields[name], name) for name in names})
    first = data.draw(st.integers(0, 5))
    expected = [q for q in made.quotations if passes(made, q, asked)]
    found = made.project.quotations.find(asked, most=None)
    assert [q.coding.id for q in found.quotations] == [q.coding.id for q in expected]
    assert found.quotations == tuple(expected)
    assert (found.total, found.code_count, found.source_count) == (
        len(expected),
        len({q.coding.code for q in expected}),
        len({q.coding.source for q in expected}),
    )
    leaf = made.project.quotations.find(asked, first=first, most=4)
    assert leaf.quotations == tuple(expected[first : first + 4])
    assert leaf.total == found.total
