"""Suggestions and hints: learnt from people, silent when unsure, with a quotation as the reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from workbench.analysis import suggest
from workbench.analysis.hints import (
    Asked,
    codes_alike,
    farthest_first,
    near_claim,
    read_differently,
    unlike_the_others,
)
from workbench.analysis.similar import fuse, nearest
from workbench.analysis.suggest import (
    ACCEPTED_WEIGHT,
    LEAST_MARGIN,
    Examples,
    after,
    chosen,
    learn,
    offered,
    probabilities,
    thinned,
    transitions,
)
from workbench.analysis.sureness import EARLY_MARGIN, LEAST_CODINGS, NEVER, margin_of
from workbench.analysis.vectors import unit_rows
from workbench.analysis.verbs import Verbs, examples_message
from workbench.analysis.wire import Message


def examples(each=6, codes=5, seed=0, spread=0.3):
    rng = np.random.default_rng(seed)
    middles = unit_rows(rng.normal(size=(codes, 32)))
    given_codes = np.repeat(np.arange(codes), each)
    vectors = unit_rows(middles[given_codes] + spread * rng.normal(size=(codes * each, 32)) / 4)
    return Examples(
        vectors,
        tuple(f"about thing{c} number{n}" for n, c in enumerate(given_codes)),
        given_codes,
        np.ones(codes * each),
        middles,
        tuple(f"Thing{c}. Definition" for c in range(codes)),
    )


def test_a_passage_like_the_codings_of_a_code_gets_that_code_first_with_its_reason():
    known = examples()
    learnt = learn(known)
    for code in range(5):
        wanted = known.names[code]
        chances = probabilities(learnt, wanted[None], [f"thing{code}"])[0]
        first = offered(chances, wanted, known)[0]
        assert first.code == code
        assert known.codes[first.because] == code
        assert first.alike == pytest.approx(
            float((known.vectors[known.codes == code] @ wanted).max())
        )


def test_a_passage_like_nothing_gets_no_suggestion():
    known = examples()
    stranger = unit_rows(np.random.default_rng(9).normal(size=(1, 32)))
    stranger -= stranger @ known.vectors.T @ np.linalg.pinv(known.vectors.T)
    chances = probabilities(learn(known), unit_rows(stranger), ["elsewhere"])[0]
    assert offered(chances, unit_rows(stranger)[0], known) == ()


def test_a_code_without_a_human_coding_is_never_offered():
    known = examples()
    accepted = replace(known, weights=np.where(known.codes == 2, ACCEPTED_WEIGHT, 1.0))
    chances = probabilities(learn(accepted), known.names[2:3], ["thing2"])[0]
    assert chances.argmax() == 2
    assert all(one.code != 2 for one in offered(chances, known.names[2], accepted))


def test_at_most_three_are_offered_the_most_probable_first():
    known = examples(codes=8)
    chances = np.array([0.3, 0.25, 0.2, 0.15, 0.05, 0.03, 0.01, 0.01])
    found = offered(chances, known.vectors.mean(axis=0) * 9, known, least_margin=0.0)
    assert [one.code for one in found] == [0, 1, 2]
    assert [round(one.margin, 2) for one in found] == [0.15, 0.1, 0.05]


def test_accepted_codings_count_less_than_human_ones():
    known = examples(codes=2)
    contrary = replace(
        known,
        vectors=np.vstack([known.vectors, known.names[:1]]).astype(np.float32),
        texts=(*known.texts, "between"),
        codes=np.append(known.codes, 1),
        weights=np.append(known.weights, 1.0),
    )
    accepted = replace(contrary, weights=np.append(known.weights, ACCEPTED_WEIGHT))
    human, machine = (
        probabilities(learn(e), known.names[:1], ["between"])[0, 1] for e in (contrary, accepted)
    )
    assert machine < human


@settings(max_examples=25, deadline=None)
@given(each=st.integers(0, 4), codes=st.integers(1, 6), seed=st.integers(0, 99))
def test_probabilities_are_finite_and_sum_to_one_even_without_any_coding(each, codes, seed):
    known = examples(each, codes, seed)
    asked = np.vstack([known.names, np.zeros((1, 32))]).astype(np.float32)
    chances = probabilities(learn(known), asked, ["", *["Thing0"] * codes])
    assert np.isfinite(chances).all()
    assert chances.sum(axis=1) == pytest.approx(1)
    for row, vector in zip(chances, asked, strict=True):
        assert len(offered(row, vector, known)) <= min(3, codes)


def test_without_a_code_there_is_nothing_to_learn():
    with pytest.raises(ValueError, match="without a code"):
        learn(examples(codes=0, each=0))


def test_what_is_learnt_is_what_scikit_learn_learns(monkeypatch):
    monkeypatch.setattr(suggest, "_ROUNDS", 3_000)
    known = examples(each=5, codes=3, spread=1.5)
    blank = replace(known, texts=("",) * 15, named=("",) * 3)
    rows = np.vstack([known.vectors, known.names])
    codes = np.append(known.codes, [0, 1, 2])
    theirs = LogisticRegression(C=1 / 0.03, fit_intercept=False, tol=1e-10, max_iter=10_000)
    theirs.fit(rows, codes)
    ours = probabilities(learn(blank), known.vectors, [""] * 15)
    assert ours == pytest.approx(theirs.predict_proba(known.vectors), abs=1e-3)


def test_what_often_follows_a_code_is_more_probable_after_it():
    follow = transitions([([0], [1])] * 20 + [([1], [0, 2])] * 10, 3)
    assert follow.sum(axis=1) == pytest.approx(1)
    assert after(follow, [0]).argmax() == 1
    assert after(follow, []) == pytest.approx(1 / 3)
    known = examples(codes=3)
    asked = unit_rows(known.names[:1] + known.names[1:2])
    learnt = learn(known)
    plain = probabilities(learnt, asked, [""])[0]
    then = probabilities(learnt, asked, [""], after(follow, [0])[None])[0]
    assert then[1] > plain[1]


def more_and_less_clear():
    rng, places = np.random.default_rng(0), np.arange(120)
    clear = chosen(examples(each=24), rng.permutation(120))
    chance = replace(clear, codes=rng.integers(0, 5, 120))
    is_muddled = rng.random(120) < 0.7
    muddled = replace(
        clear,
        vectors=np.where(is_muddled[:, None], chance.names[[0]], clear.vectors),
        texts=tuple(f"muddle {n}" if is_muddled[n] else clear.texts[n] for n in places),
        codes=np.where(is_muddled, chance.codes, clear.codes),
    )
    return clear, muddled, chance


@pytest.mark.parametrize("documents", [np.arange(120) % 6, np.arange(120) % 2])
def test_a_code_must_be_as_sure_as_the_codings_themselves_ask_for(documents):
    clear, muddled, chance = more_and_less_clear()
    sure, unsure, never = (margin_of(known, documents) for known in (clear, muddled, chance))
    assert (sure, never) == (LEAST_MARGIN, NEVER)
    assert LEAST_MARGIN < unsure < 1
    few = margin_of(chosen(muddled, np.arange(LEAST_CODINGS - 1)), documents[: LEAST_CODINGS - 1])
    assert few == EARLY_MARGIN


def test_how_sure_a_code_must_be_does_not_depend_on_what_was_asked_before():
    _, early, _ = more_and_less_clear()
    again = chosen(early, np.arange(60))  # the words of half of them, coded otherwise
    later = replace(
        early,
        vectors=np.vstack([early.vectors, again.vectors]),
        texts=early.texts
        + tuple(f"{words} of rare thing0" for words in again.texts[:30])
        + again.texts[30:],
        codes=np.append(early.codes, (again.codes + 1) % 5),
        weights=np.ones(180),
    )

    def margin(asked, known):
        arrays = {
            "own": np.array([], dtype=np.int64),
            "asked": known.vectors[:1],
            "tried": np.arange(120),
            "documents": np.arange(len(known.texts)) % 6,
        }
        told = examples_message("read", known)
        message = Message(told.told | {"asked": ["muddle"]}, told.arrays | arrays)
        return asked.answer(message, lambda *_: True).told["margin"]

    warm = Verbs(None)
    assert LEAST_MARGIN < margin(warm, early) < 1
    assert margin(warm, later) == margin(Verbs(None), later)


def test_many_examples_are_thinned_and_rare_codes_keep_theirs():
    known = examples(each=300, codes=4)
    rare = chosen(known, np.flatnonzero((known.codes > 0) | (np.arange(1_200) < 3)))
    kept = chosen(rare, thinned(rare.codes))
    assert np.bincount(kept.codes).tolist() == [3, 265, 265, 265]


def test_a_coding_that_others_would_code_otherwise_is_read_differently():
    known = examples(each=8, codes=4)
    codes = known.codes.copy()
    codes[0] = 3
    found = read_differently(replace(known, codes=codes), np.arange(32) % 4)
    assert found[0].place == 0
    assert found[0].code == 0
    assert found[0].chance > found[0].given
    assert read_differently(known, np.zeros(32, dtype=int)) == ()


def test_a_code_split_by_chance_is_the_likest_pair():
    known = examples(each=10, codes=6)
    codes = known.codes.copy()
    codes[:5] = 6
    likest = codes_alike(known.vectors, codes)[0]
    assert (likest.first, likest.second) == (0, 6)
    assert codes_alike(known.vectors[:2], np.array([0, 1])) == ()


def test_the_coding_unlike_the_others_comes_first():
    known = examples(each=9, codes=2)
    mixed = np.vstack([known.vectors[:9], known.vectors[9:10]])
    assert unlike_the_others(mixed, 3)[0].place == 9
    assert unlike_the_others(mixed[:2], 3) == ()


def test_what_is_unlike_comes_from_every_corner_and_never_twice():
    known = examples(each=10, codes=5)
    coded = np.zeros(50, dtype=bool)
    order = farthest_first(known.vectors, coded, 5)
    assert sorted(known.codes[order]) == [0, 1, 2, 3, 4]
    everything = farthest_first(known.vectors, coded, 99)
    assert sorted(everything) == list(range(50))
    coded[:40] = True
    assert known.codes[farthest_first(known.vectors, coded, 1)[0]] == 4


def test_near_a_claim_its_words_its_opposite_and_what_stands_beside_it_bring_passages_on():
    known = examples(each=5, codes=3)
    unread = np.arange(15) % 2 == 1
    claim = Asked(known.names[1])
    found = near_claim([claim], known.vectors, unread)
    assert all(unread[one.place] for one in found)
    assert known.codes[found[0].place] == 1
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    last = np.arange(15) == found[-1].place
    worded = Asked(known.names[1], [last, last | (np.arange(15) < 6)])
    for brought in (
        near_claim([worded], known.vectors, unread),
        near_claim([claim, Asked(known.vectors[found[-1].place])], known.vectors, unread),
        near_claim([claim], known.vectors, unread, last),
    ):
        places = [one.place for one in brought]
        assert sorted(places) == sorted(one.place for one in found)
        assert places.index(found[-1].place) < places.index(found[-2].place)


@settings(max_examples=40, deadline=None)
@given(size=st.integers(0, 60), count=st.integers(0, 70), seed=st.integers(0, 99))
def test_the_nearest_are_those_that_sorting_everything_finds(size, count, seed):
    rng = np.random.default_rng(seed)
    vectors = unit_rows(rng.integers(-1, 2, size=(size, 4)))  # many equals
    wanted = unit_rows(rng.normal(size=(1, 4)))[0]
    scores = vectors @ wanted
    expected = np.argsort(-scores, kind="stable")[:count]
    assert [one.place for one in nearest(wanted, vectors, count)] == expected.tolist()


def test_ranks_are_fused_as_cormack_does():
    found = fuse([[3, 1, 2], [1, 4]], 3)
    assert [one.place for one in found] == [1, 3, 4]
    assert found[0].score == pytest.approx(1 / 62 + 1 / 61)
