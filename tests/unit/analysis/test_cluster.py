"""Groupings: the same whoever works them out, whole whatever comes, steady where people agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from workbench.analysis.cluster import GroupSettings, Workers, group
from workbench.analysis.consensus import by_size, thirds
from workbench.analysis.plane import place_segments
from workbench.analysis.vectors import unit_rows, without_common
from workbench.errors import ComputationStoppedError, InvalidActionError


def study(size, topics=4, seed=0):
    """Segments about a few things, each with words of its own."""
    rng = np.random.default_rng(seed)
    about = rng.integers(0, topics, size)
    middles = rng.normal(size=(topics, 24))
    vectors = unit_rows(middles[about] + 0.5 * rng.normal(size=(size, 24)))
    texts = [f"subject{topic} detail{n % 7} matter{topic}" for n, topic in enumerate(about)]
    return vectors, texts, [f"P{n % 5}" for n in range(size)], about


def test_groups_of_segments_that_differ_clearly_are_found_again():
    vectors, texts, documents, about = study(120)
    found = group(vectors, texts, documents)
    assert adjusted_rand_score(about, found.cut(4)) > 0.95


def apart(vectors, about):
    """How much nearer segments about the same are than others."""
    alike, same = vectors @ vectors.T, about[:, None] == about
    return alike[same].mean() - alike[~same].mean()


def test_what_only_length_tells_is_taken_from_short_and_long_segments_alone():
    rng = np.random.default_rng(5)
    about, lengths = np.arange(300) % 3, rng.integers(1, 300, 300)
    told = rng.normal(size=(300, 100)) + 4 * np.eye(3, 100)[about]
    by_length = np.log(lengths) - np.log(lengths).mean()
    long = unit_rows(told + 3 * by_length[:, None] * rng.normal(size=100))
    assert apart(without_common(long, lengths), about) > 2 * apart(long, about)
    even = unit_rows(told)
    assert without_common(even, lengths) is even


def test_the_same_seed_gives_the_same_groups_with_one_worker_and_with_two():
    vectors, texts, documents, _ = study(60)
    alone = group(vectors, texts, documents, GroupSettings(seed=3, runs=6))
    spread = group(
        vectors, texts, documents, GroupSettings(seed=3, runs=6), Workers("loky", count=2)
    )
    assert np.array_equal(alone.runs, spread.runs)
    assert np.array_equal(alone.merges, spread.merges)


def test_it_does_not_matter_in_which_order_segments_come():
    vectors, texts, documents, _ = study(50)
    places = np.random.default_rng(1).permutation(50)
    plain = group(vectors, texts, documents, GroupSettings(runs=8))
    mixed = group(
        vectors[places],
        [texts[p] for p in places],
        [documents[p] for p in places],
        GroupSettings(runs=8),
    )
    assert adjusted_rand_score(plain.cut(6)[places], mixed.cut(6)) == 1


@settings(max_examples=25, deadline=None)
@given(
    size=st.integers(0, 40),
    copies=st.integers(1, 5),
    blank=st.booleans(),
    seed=st.integers(0, 1_000),
)
def test_every_segment_has_a_group_a_stability_and_a_place_whatever_comes(
    size, copies, blank, seed
):
    vectors, texts, documents, _ = study(size, seed=seed)
    if blank and size:
        vectors[0] = 0
        texts[0] = ""
    vectors, texts, documents = np.repeat(vectors, copies, 0), texts * copies, documents * copies
    found = group(vectors, texts, documents, GroupSettings(seed=seed, runs=4))
    for count in (0, 1, 3, size * copies, size * copies + 5):
        groups = found.cut(count)
        stability = found.stability(groups)
        assert len(groups) == len(stability) == size * copies
        assert set(groups) == set(range(min(max(count, 1), found.most)))
        assert np.all((stability >= 0) & (stability <= 1 + 1e-9))
    places = place_segments(found)
    assert places.shape == (size * copies, 2)
    assert np.all(np.abs(places) <= 1 + 1e-9)


def test_identical_segments_are_one_group():
    vectors = unit_rows(np.ones((12, 8)))
    found = group(vectors, ["the same"] * 12, ["P1"] * 12)
    assert np.all(found.heights == 0) or found.stability(found.cut(1)).min() > 0.2


def test_above_the_limit_small_groups_stand_for_their_segments():
    vectors, texts, documents, about = study(2_600)
    found = group(vectors, texts, documents, GroupSettings(count=4, runs=3))
    assert found.runs.shape[1] <= 1_500
    groups = found.cut(4)
    assert len(groups) == 2_600
    assert adjusted_rand_score(about, groups) > 0.9


def test_stability_is_how_much_of_its_group_each_run_kept_with_it_and_how_little_else():
    vectors, texts, documents, _ = study(40)
    found = group(vectors, texts, documents, GroupSettings(runs=10))
    groups = found.cut(5)
    for place in range(40):
        mine = {p for p in range(40) if groups[p] == groups[place]} - {place}
        kept = []
        for run in found.runs[:, found.leaves]:
            met = {p for p in range(40) if run[p] == run[place]} - {place}
            share = len(met & mine) / max(len(mine), 1)
            kept.append((share**0.5 + share * len(met & mine) / max(len(met), 1)) / 2)
        assert found.stability(groups)[place] == pytest.approx(np.mean(kept))


def test_a_cut_is_the_one_that_scipy_makes():
    from scipy.cluster.hierarchy import cut_tree

    vectors, texts, documents, _ = study(30)
    found = group(vectors, texts, documents)
    sizes = [1] * 30
    for first, second in found.merges:
        sizes.append(sizes[first] + sizes[second])
    steps = np.column_stack([found.merges, found.heights, sizes[30:]])
    for count in (1, 2, 7, 30):
        theirs = cut_tree(steps, count).ravel()[found.leaves]
        assert adjusted_rand_score(theirs, found.cut(count)) == 1


def test_groups_are_numbered_by_size_and_equals_by_their_first_segment():
    assert by_size(np.array([7, 5, 5, 9, 9, 2])).tolist() == [2, 0, 0, 1, 1, 3]


def test_thirds_give_equals_the_same_word():
    assert thirds(np.array([0.1, 0.5, 0.9])) == ("low", "medium", "high")
    assert len(set(thirds(np.full(7, 0.4)))) == 1
    assert thirds(np.zeros(0)) == ()


def test_a_grouping_can_be_stopped():
    vectors, texts, documents, _ = study(30)
    seen = []

    def watch(done, of):
        seen.append((done, of))
        return done < 3

    with pytest.raises(ComputationStoppedError, match="stopped"):
        group(vectors, texts, documents, GroupSettings(runs=8), watch=watch)
    assert seen == [(0, 8), (1, 8), (2, 8), (3, 8)]


def test_a_cluster_without_a_scheduler_is_told_in_a_sentence():
    vectors, texts, documents, _ = study(10)
    with pytest.raises(InvalidActionError, match="no scheduler is named"):
        group(vectors, texts, documents, workers=Workers("dask", 2))


def test_segments_of_one_group_lie_nearer_to_each_other_on_the_map():
    vectors, texts, documents, about = study(120)
    found = group(vectors, texts, documents)
    places = place_segments(found)
    away = np.linalg.norm(places[:, None] - places[None], axis=2)
    same = about[:, None] == about[None]
    assert away[same].mean() < 0.6 * away[~same].mean()
    assert np.array_equal(places, place_segments(found))
