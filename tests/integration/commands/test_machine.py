"""What this machine reads and works out with: told, chosen, and refused without losing the old."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.integration.commands.conftest import failed
from workbench.analysis.models import PACKAGED, PACKAGED_SHA256
from workbench.project.settings import (
    model_folder,
    remember_coder,
    remembered_coder,
    set_model_folder,
    set_workers,
    workers,
)


def test_the_packaged_model_reads_unless_another_was_chosen(run, tmp_path):
    card = {"id": PACKAGED, "dimension": 384, "sha256": PACKAGED_SHA256, "folder": None}
    assert run("model", "--json").json == card
    set_model_folder(tmp_path / "gone")
    assert "no model folder" in failed(run("model"))
    told = run("model", "--packaged").out
    assert f"now read with {PACKAGED} (384 numbers a passage, weights {PACKAGED_SHA256[:8]}" in told
    assert "Groupings keep the model they were made with" in told
    assert model_folder() is None


def test_what_is_no_model_is_one_sentence_and_the_one_before_stays(run, tmp_path):
    before, modules = tmp_path / "before", [{"type": "sentence_transformers.models.Transformer"}]
    set_model_folder(before)
    for name in ("empty", "weightless", "unreadable"):
        Path(name).mkdir()
    Path("file").write_bytes(b"PK")
    Path("round").symlink_to("round")
    for name in ("weightless", "unreadable"):
        Path(name, "modules.json").write_text(json.dumps(modules))
    Path("unreadable", "model.safetensors").symlink_to("gone")
    for name, why in {
        "missing": "no model folder",
        "file": "no model folder",
        "round": "no model folder",
        "empty": "no sentence-transformers model",
        "weightless": "no weights",
        "unreadable": "damaged or missing",
    }.items():
        assert why in failed(run("model", name))
    assert "not both" in failed(run("model", "empty", "--packaged"))
    assert model_folder() == before


def test_groupings_are_worked_out_here_or_by_a_cluster_with_an_address(run):
    assert "on this machine" in run("workers").out
    assert "tcp://host:8786" in run("workers", "dask", "tcp://host:8786").out
    for wrong in (("dask",), ("dask", "host"), ("loky", "tcp://host:1"), ("ray",)):
        assert "with the address of its scheduler" in failed(run("workers", *wrong))
    answer = {"backend": "dask", "scheduler": "tcp://host:8786"}
    assert run("workers", "--json").json == answer
    assert run("workers", "loky", "--json").json == {"backend": "loky", "scheduler": None}


@pytest.mark.parametrize("held", [["dask"], ["loky", None]])
def test_workers_that_were_half_written_by_hand_are_this_machine(workbench_home, held):
    set_workers("loky")
    (workbench_home / "settings.json").write_text(json.dumps({"workers": held}))
    assert workers() == ("loky", None)


def test_two_windows_that_change_settings_at_once_change_both(tmp_path):
    with ThreadPoolExecutor(2) as windows:
        for n in range(40):
            one = windows.submit(set_model_folder, tmp_path / str(n))
            windows.submit(remember_coder, f"Ana {n}").result()
            one.result()
            assert (model_folder(), remembered_coder()) == (tmp_path / str(n), f"Ana {n}")
