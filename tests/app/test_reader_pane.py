"""The reader's two mounts: what they send, and that it stays true through acts and runs."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from tests.app.conftest import SECONDS
from tests.studies import TEXT, Coded, coded, draft
from workbench.app.reader.payload import passage_rows
from workbench.model.ids import Words
from workbench.model.source import Passage, Segment
from workbench.model.theme import ThemeText
from workbench.project.project import create_project

FRONTEND = Path(__file__).parents[2] / "workbench" / "app" / "reader"


@pytest.fixture
def study(project) -> Coded:
    return coded(project)


def page(where: str, source: str) -> None:
    from workbench.app.reader.pane import reading_pane
    from workbench.model.ids import SourceId
    from workbench.project.project import open_project

    reading_pane(open_project(where, coder="Ana"), SourceId(source))


def opened(study: Coded) -> AppTest:
    arguments = study.project.where, study.source
    app = AppTest.from_function(page, args=arguments, default_timeout=SECONDS).run()
    assert not app.exception
    return app


@pytest.fixture
def shown(study) -> AppTest:
    return opened(study)


def mounts(app: AppTest) -> tuple[Any, Any]:
    """The messages of the transcript and of the surface."""
    transcript, surface = (element.proto for element in app.get("bidi_component"))
    return transcript, surface


def surface(app: AppTest) -> dict[str, Any]:
    return json.loads(mounts(app)[1].json)


def send(app: AppTest, message: dict[str, Any]) -> AppTest:
    """Hand the surface's message over as the browser does; Streamlit's tests have no way for it."""
    states = app._tree.get_widget_states()
    state = WidgetState(id=_make_trigger_id(mounts(app)[1].id, "events"))
    state.json_trigger_value = json.dumps([{"event": "ops", "value": message}])
    states.widgets.append(state)
    return app._run(states)


def test_a_blind_round_shows_each_reader_their_own_codings_alone(study):
    ben = study.project.as_coder("Ben")
    ben.codings.apply(study.source, Segment(160, 170), study.limits)
    before = opened(study)
    ben.rounds.open()
    app = opened(study)
    counts = [
        len(json.loads(mounts(one)[0].bytes.split(b"\n")[1])["codings"]) for one in (before, app)
    ]
    assert counts == [8, 7]


def applying(study: Coded, start: int, end: int) -> dict[str, Any]:
    words = study.project.sources.text(study.source)[start:end]
    place = {"coding": str(uuid.uuid4()), "start": start, "end": end, "words": words}
    named = {"op": str(uuid.uuid4()), "kind": "apply", "code": study.limits, "in_vivo": False}
    return {**named, **place}


def message(study: Coded, *ops: object, number: int = 1, since: int = 0) -> dict[str, Any]:
    head = {"source": study.source, "coder": study.project.coder_name}
    return {**head, "message": number, "since": since, "ops": list(ops)}


def test_the_transcript_is_the_whole_text_with_its_codings(study, shown):
    head, body = mounts(shown)[0].bytes.split(b"\n", 1)
    told = json.loads(body)
    text = "".join(gap + words for gap, words, *_ in told["passages"]) + told["tail"]
    assert text == study.project.sources.text(study.source)
    assert len(told["codings"]) == 7
    assert json.loads(head)["source"] == study.source


def test_the_transcript_has_the_same_bytes_after_every_act(study, shown):
    before = mounts(shown)[0].bytes
    send(shown, message(study, applying(study, 0, 4)))
    shown.run()
    assert mounts(shown)[0].bytes == before


def test_a_text_that_was_corrected_meanwhile_is_shown_and_coded_where_it_stands_now(study, shown):
    late = applying(study, 200, 210)
    corrected = draft(f"INT: One more question.\n{TEXT}")
    study.project.as_coder("Ben").corrections.correct(study.source, corrected)
    send(shown, message(study, late))
    told = json.loads(mounts(shown)[0].bytes.split(b"\n", 1)[1])
    text = "".join(gap + words for gap, words, *_ in told["passages"]) + told["tail"]
    assert (text, told["edition"]) == (corrected.text, 2)
    assert surface(shown)["patch"]["refused"]
    assert study.project.codings.count() == 7


def test_an_act_is_answered_with_the_patch_that_holds_it(study, shown):
    sent = applying(study, 0, 4)
    told = surface(send(shown, message(study, sent, since=surface(shown)["patch"]["seq"])))
    assert (told["patch"]["answers"], told["patch"]["acks"]) == (1, [sent["op"]])
    assert [row[0] for row in told["patch"]["upsert"]] == [sent["coding"]]
    assert told["said"]["op"] == sent["op"]


def test_the_codebook_is_told_again_only_when_it_changed(study, shown):
    seq = surface(shown)["patch"]["seq"]
    assert surface(send(shown, message(study, applying(study, 0, 4), since=seq)))["codes"] is None
    seq = surface(shown)["patch"]["seq"]
    paint = {"colour": "#0072B2", "pattern": "plain"}
    made = {"op": str(uuid.uuid4()), "kind": "create_code", "code": str(uuid.uuid4())}
    told = surface(send(shown, message(study, {**made, "name": "trust", "parent": None, **paint})))
    assert "trust" in [row[1] for row in told["codes"]]


def test_a_run_without_a_message_tells_all_since_the_transcript(study, shown):
    study.project.codings.remove(study.project.codings.in_source(study.source)[0].id)
    shown.run()
    told = surface(shown)
    assert len(told["patch"]["removed"]) == 1
    assert told["codes"] is not None
    assert told["patch"]["answers"] is None


def test_a_run_that_follows_does_nothing_twice(study, shown):
    send(shown, message(study, applying(study, 0, 4)))
    head = study.project.head
    shown.run()
    assert study.project.head == head


def test_another_project_with_the_same_name_has_its_own_transcript(shown, tmp_path):
    with create_project(tmp_path / "other.qwb", name="Study", coder="Ana") as other:
        source = other.sources.add(draft("INT: Something else\nP07: Yes", "P07 first.txt"))
        app = AppTest.from_function(page, args=(other.where, source), default_timeout=SECONDS).run()
    assert b"Something else" in mounts(app)[0].bytes
    assert b"Something else" not in mounts(shown)[0].bytes


def test_one_build_is_packaged():
    assert len(list((FRONTEND / "build").iterdir())) == 1


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_gaps_and_passages_are_always_the_whole_text(text, cuts):
    edges = sorted(min(cut, len(text)) for cut in cuts[: len(cuts) // 2 * 2])
    pairs = zip(edges[::2], edges[1::2], strict=True)
    rows, tail = passage_rows(text, [Passage("turn", a, b, 0) for a, b in pairs], [])
    assert "".join(gap + words for gap, words, *_ in rows) + tail == text


def test_a_retired_code_is_told_as_one_that_is_not_given_any_more(study, shown):
    made = study.project.codebook.create("put away")
    study.project.codebook.set_state(made, "retired")
    shown.run()
    told = {row[0]: row[-1] for row in surface(shown)["codes"]}
    assert told.pop(made) is True
    assert set(told.values()) == {False}


def test_the_reader_hears_which_themes_codings_of_the_source_belong_to(study):
    themes, (single, *_) = study.project.themes, study.project.codings.in_source(study.source)
    themes.make(ThemeText(Words("Costs")), codes=[study.limits], codings=[single.id])
    themes.set_state(themes.make(ThemeText(Words("Gone")), codes=[study.limits]), "let go")
    app = AppTest.from_function(
        page, args=(study.project.where, study.source), default_timeout=SECONDS
    ).run()
    assert surface(app)["themes"] == [["Costs", [study.limits], [single.id]]]
