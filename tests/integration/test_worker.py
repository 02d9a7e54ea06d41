"""The process that reckons: the real model, warm, stoppable, replaced when it dies, offline."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest

from workbench.analysis.cluster import GroupSettings, group
from workbench.analysis.describe import Known, describe
from workbench.analysis.hints import read_differently
from workbench.analysis.models import PACKAGED_SHA256
from workbench.analysis.suggest import (
    Examples,
    ground_of,
    learn,
    learn_without,
    probabilities,
)
from workbench.analysis.sureness import EARLY_MARGIN
from workbench.analysis.worker import Reckoner, ToRead
from workbench.errors import ComputationStoppedError, InvalidFileError, NotFoundError
from workbench.project.reckoning import Reckoning

pytestmark = pytest.mark.model

SAID = [
    "I can only see people who live in my catchment area.",
    "The funding ends after twelve sessions, whatever she needs.",
    "We are not allowed to take anyone from across the border.",
    "My supervisor listens, that keeps me going.",
    "After twelve sessions the money is gone.",
    "Supervision is where I can breathe.",
]


@pytest.fixture(scope="module")
def reckoner(reckoning: Reckoning) -> Reckoner:
    return reckoning.encoder()


@pytest.fixture(scope="module")
def vectors(reckoner):
    return reckoner.encode(SAID)


def test_the_packaged_model_is_the_one_it_should_be(reckoner):
    card = reckoner.model()
    assert (card.name, card.dimension) == ("all-MiniLM-L6-v2", 384)
    assert card.sha256 == PACKAGED_SHA256


def test_what_means_the_same_lies_nearest(vectors):
    alike = vectors @ vectors.T - np.eye(6)
    assert alike[1].argmax() == 4
    assert alike[3].argmax() == 5
    assert alike[0].argmax() == 2
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_vectors_come_in_the_order_of_the_texts_whatever_their_length(reckoner, vectors):
    backwards = reckoner.encode([*reversed(SAID), "one " * 200] * 7)
    assert np.allclose(backwards[:6], vectors[::-1], atol=1e-5)


def test_no_words_are_a_row_of_nothing_and_no_text_no_row(reckoner):
    assert not reckoner.encode(["", "  \n"]).any()
    assert reckoner.encode([]).shape == (0, 384)


def test_the_end_of_a_long_turn_counts_as_its_beginning_does(reckoner):
    filler = "The kettle was on and it rained all day in that town. " * 40
    told, other = reckoner.encode([filler + SAID[1] * 20, filler])
    wanted = reckoner.encode([SAID[1]])[0]
    assert told @ wanted > other @ wanted + 0.2


def test_a_text_in_any_script_and_without_blanks_is_read_whole(reckoner):
    rows = reckoner.encode(["我" * 3_000, "Ω😀" * 900, "قال إنه متعب. " * 200])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_encoding_tells_how_far_it_is_and_stops_when_told_to(reckoner):
    seen = []

    def watch(done, of):
        seen.append((done, of))
        return done < 64

    with pytest.raises(ComputationStoppedError, match="stopped"):
        reckoner.encode(["yes"] * 100, watch)
    assert seen == [(0, 100), (32, 100), (64, 100)]


def test_groups_are_the_same_as_without_the_process(reckoner, vectors):
    documents = ["P1", "P2", "P3", "P1", "P2", "P3"]
    steps = []
    found = reckoner.group(
        vectors, SAID, documents, GroupSettings(seed=5), watch=lambda *step: not steps.append(step)
    )
    here = group(vectors, SAID, documents, GroupSettings(seed=5))
    assert np.array_equal(found.consensus.merges, here.merges)
    assert np.array_equal(found.consensus.runs, here.runs)
    assert found.places.shape == (6, 2)
    assert len(steps) == 32
    groups = found.consensus.cut(3)
    known = Known(SAID, documents, ["q", None] * 3, [["a"], [], ["b"], [], ["a", "b"], []])
    assert reckoner.describe(vectors, groups, known) == describe(vectors, groups, known)


def test_a_grouping_is_stopped_between_two_runs_and_the_process_stays(reckoner, vectors):
    process = reckoner.process_id
    with pytest.raises(ComputationStoppedError, match="stopped"):
        reckoner.group(vectors, SAID, ["P1"] * 6, watch=lambda done, _: done < 2)
    assert reckoner.process_id == process
    assert reckoner.model().dimension == 384


def test_codes_are_read_and_differences_found_as_without_the_process(reckoner, vectors):
    codes = np.array([0, 1, 0, 2, 1, 2])
    names = reckoner.encode(["Borders", "Funding", "Support"])
    known = Examples(
        vectors, tuple(SAID), codes, np.ones(6), names, ("Borders", "Funding", "Support")
    )
    asked = reckoner.encode(["There is no money left."])
    none, text = np.array([], dtype=np.int64), "There is no money left."
    read = reckoner.read(known, ToRead(asked[0], text, None, none, none, np.zeros(6, int)))
    assert read.chances.argmax() == 1
    assert read.chances == pytest.approx(probabilities(learn(known), asked, [text])[0], abs=1e-6)
    assert read.margin == EARLY_MARGIN
    own = np.array([1, 4])  # as if the passage were coded so
    without = reckoner.read(known, ToRead(asked[0], text, None, own, none, np.zeros(6, int)))
    left = learn_without(ground_of(known), own)
    assert without.chances == pytest.approx(probabilities(left, asked, [text])[0], abs=1e-6)
    assert without.chances[1] < read.chances[1]
    documents = np.array([0, 0, 1, 1, 1, 0])
    assert len(reckoner.differ(known, documents)) == len(read_differently(known, documents))


def test_a_killed_process_is_one_sentence_and_the_next_question_gets_another(reckoning, vectors):
    reckoner = reckoning.grouper()
    reckoner.group(vectors, SAID, ["P1"] * 6)
    killed = psutil.Process(reckoner.process_id)

    def kill(done, _):
        if done == 2:
            killed.kill()
        return True

    with pytest.raises(ComputationStoppedError, match="Try again"):
        reckoner.group(vectors, SAID, ["P1"] * 6, watch=kill)
    reckoner.group(vectors, SAID, ["P1"] * 6)
    assert reckoner.process_id != killed.pid


def test_a_process_that_is_killed_while_it_is_asked_is_one_sentence(tmp_path):
    with Reckoner(tmp_path / "none") as reckoner:
        with pytest.raises(NotFoundError):
            reckoner.model()
        asked = psutil.Process(reckoner.process_id)
        asked.suspend()
        killer = threading.Timer(0.2, asked.kill)
        killer.start()
        with pytest.raises(ComputationStoppedError, match="Try again"):
            reckoner.model()
        killer.join()


def test_a_missing_model_folder_is_told_in_a_sentence_wherever_one_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Reckoner(Path("none")) as reckoner:
        with pytest.raises(NotFoundError, match=f"no model folder {re.escape(str(tmp_path))}"):
            reckoner.model()
        where = psutil.Process(reckoner.process_id).cwd()
    assert where != str(tmp_path), "it outlives a folder that goes while it runs"


def test_a_folder_that_is_no_model_or_wants_to_run_code_is_refused(tmp_path):
    bad = {"[]": "format", '[{"type": "evil.Module"}]': "code", "{": "format"}
    for modules, reason in bad.items():
        (tmp_path / "modules.json").write_text(modules)
        with Reckoner(tmp_path) as reckoner, pytest.raises(InvalidFileError) as refused:
            reckoner.model()
        assert refused.value.reason == reason


def test_packaged_weights_that_differ_are_refused():
    from workbench.analysis.models import check_packaged

    with pytest.raises(InvalidFileError, match="not the one it should be"):
        check_packaged("0" * 64)


def test_a_page_that_imports_this_loads_nothing_heavy():
    script = (
        "import sys, workbench.analysis.worker; "
        "print({'torch', 'spacy', 'scipy', 'sklearn', 'joblib', 'transformers'} & {*sys.modules})"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert answer.stdout.strip() == "set()"
