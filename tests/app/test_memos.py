"""The page of memos: its timeline, the memo that is open, and what is sent to be written."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from tests.app.conftest import said
from tests.studies import Coded, coded
from workbench.model.ids import MemoId, Words
from workbench.model.memo import MemoText


@pytest.fixture
def study(project) -> Coded:
    return coded(project)


def written(study: Coded, title: str, body: str = "", **rest: Any) -> MemoId:
    links = Words(rest.pop("links", ""))
    return study.project.memos.write(MemoText(Words(title), Words(body), links), **rest)


def editor(page: AppTest) -> dict[str, Any]:
    """What the browser is given to write with."""
    return json.loads(page.get("bidi_component")[-1].proto.json)


def things(page: AppTest) -> dict[str, str]:
    return dict(json.loads(page.get("bidi_component")[-2].proto.json)["things"])


def send(page: AppTest, **op: Any) -> AppTest:
    """Hand over what the browser sends; Streamlit's tests have no way for it."""
    message = {"coder": "Ana", "message": 1, "ops": [{"op": str(uuid.uuid4()), **op}]}
    states = page._tree.get_widget_states()
    state = WidgetState(id=_make_trigger_id(page.get("bidi_component")[-1].proto.id, "events"))
    state.json_trigger_value = json.dumps([{"event": "ops", "value": message}])
    states.widgets.append(state)
    return page._run(states)


def new(title: str, body: str, links: str = "", visibility: str = "team") -> dict[str, Any]:
    words = {"title": title, "body": body, "links": links, "label": ""}
    return {"kind": "write_memo", "memo": str(uuid.uuid4()), "visibility": visibility, **words}


def test_a_study_without_memos_says_what_they_are_for(room, study):
    page = room("memos", study.project)
    assert "tied to the words, codes" in said(page)
    assert editor(page)["open"]["memo"] is None


def test_a_memo_that_is_sent_is_saved_and_opened(room, study):
    page = send(room("memos", study.project), **new("Limits", "Who sets them?"))
    (memo,) = study.project.memos.all()
    assert (memo.text.title, memo.text.body) == ("Limits", "Who sets them?")
    assert editor(page)["open"]["memo"] == memo.id
    assert editor(page)["answer"]["acks"]
    assert memo.id in page.query_params["memo"]


def test_a_memo_begins_with_what_the_address_names(room, study):
    page = room("memos", study.project, about=f"code:{study.limits}", kind="contrary-case")
    assert editor(page)["open"]["links"] == [f"code:{study.limits}"]
    assert editor(page)["open"]["label"] == "contrary case"


def test_an_address_that_names_nothing_begins_an_empty_memo(room, study):
    page = room("memos", study.project, about="nonsense", kind="nonsense")
    assert editor(page)["open"]["links"] == []
    assert editor(page)["open"]["label"] == ""


def test_everything_of_the_study_can_be_linked_to(room, study):
    memo = written(study, "Limits")
    secret = written(study, "Mine alone", visibility="private")
    (quotation, *_) = study.project.codings.quotations()
    found = things(room("memos", study.project))
    assert found[f"code:{study.limits}"] == "code: limits"
    assert found[f"source:{study.source}"].startswith("source: ")
    assert found[f"memo:{memo}"] == "memo: Limits"
    assert f"memo:{secret}" not in found
    assert quotation.words[:10] in found[f"coding:{quotation.coding.id}"]


def test_the_newest_memo_stands_first_and_the_oldest_in_a_diary(room, study):
    written(study, "First")
    written(study, "Second")
    page = room("memos", study.project)
    assert titles(page) == ["Second", "First"]
    page.button_group(key="memo-order").set_value("Oldest first, as a diary").run()
    assert titles(page) == ["First", "Second"]


def titles(page: AppTest) -> list[str]:
    memos = {str(memo.id) for memo in page.session_state["desk"].project.memos.all()}
    return [b.label for b in page.button if (b.key or "").removeprefix("memo-") in memos]


def test_memos_are_sifted_by_words_and_by_what_they_are_about(room, study):
    written(study, "First", "a shelter", links=f"code:{study.limits}")
    written(study, "Second", "a court")
    page = room("memos", study.project)
    page.text_input(key="memo-words").set_value("COURT").run()
    assert titles(page) == ["Second"]
    page.text_input(key="memo-words").set_value("").run()
    page.selectbox(key="memo-What it is about-").set_value(f"code:{study.limits}").run()
    assert titles(page) == ["First"]
    assert "1 of 2 memos" in said(page)


def test_a_private_memo_is_not_there_for_another_person(room, study):
    bea = study.project.as_coder("Bea")
    bea.memos.write(MemoText(Words("Bea alone"), Words("a raw thought")), visibility="private")
    bea.memos.write(MemoText(Words("For all")))
    page = room("memos", study.project)
    assert titles(page) == ["For all"]
    assert "Bea alone" not in said(page)


def test_the_lock_says_what_it_does_not_do(room, study):
    memo = written(study, "Mine", visibility="private")
    page = room("memos", study.project, memo=memo)
    assert "readable by whoever holds this file" in said(page)


def test_only_its_author_chooses_who_may_read_a_memo(room, study):
    memo = study.project.as_coder("Bea").memos.write(MemoText(Words("For all")))
    page = room("memos", study.project, memo=memo)
    (lock,) = [box for box in page.selectbox if box.label == "Who may read it" and box.disabled]
    assert lock.value == "team"


def test_kind_status_and_lock_are_changed_on_the_spot(room, study):
    memo = written(study, "Mine")
    page = room("memos", study.project, memo=memo)
    for label, value in (
        ("Kind", "reflexive"),
        ("How far it has come", "settled"),
        ("Who may read it", "auditor"),
    ):
        box = [one for one in page.selectbox if one.label == label][-1]
        page = box.set_value(value).run()
    now = study.project.memos.one(memo)
    assert (now.kind, now.status, now.visibility) == ("reflexive", "settled", "auditor")


def test_a_memo_that_somebody_else_changed_is_shown_in_three_versions(room, study):
    memo = written(study, "", "one\ntwo\nthree")
    page = room("memos", study.project, memo=memo)
    base = editor(page)["open"]["version"]
    theirs = MemoText(body=Words("one\ntwo\nTHREE"))
    study.project.as_coder("Bea").memos.edit(memo, theirs, base=base)
    mine = {"title": "", "body": "ONE\ntwo\nthree", "links": "", "base": base}
    page = send(page, kind="edit_memo", memo=memo, **mine)
    clash = editor(page)["answer"]["clash"]
    assert clash["base"]["body"] == "one\ntwo\nthree"
    assert clash["theirs"]["body"] == "one\ntwo\nTHREE"
    assert clash["both"]["body"] == "ONE\ntwo\nTHREE"
    page = send(page, kind="edit_memo", memo=memo, **{**mine, "base": clash["version"]})
    assert study.project.memos.one(memo).text.body == "ONE\ntwo\nthree"


def test_a_change_of_kind_meanwhile_is_no_clash(room, study):
    memo = written(study, "", "one")
    page = room("memos", study.project, memo=memo)
    base = editor(page)["open"]["version"]
    kind = MemoText(body=Words("one"), kind=Words("reflexive"))
    study.project.memos.edit(memo, kind, base=base)
    send(page, kind="edit_memo", memo=memo, title="", body="two", links="", base=base)
    now = study.project.memos.one(memo)
    assert (now.text.body, now.kind) == ("two", "reflexive")


def test_what_the_browser_never_sends_changes_nothing(room, study):
    page = room("memos", study.project)
    for op in ({"kind": "delete_code"}, {"kind": "write_memo"}, new("a", "b") | {"more": 1}):
        send(page, **op)
    assert study.project.memos.all() == []


def test_a_memo_reads_with_the_words_of_its_quotations(room, study):
    (quotation, *_) = study.project.codings.quotations()
    memo = written(study, "", f"She says [[coding:{quotation.coding.id}]] there.")
    page = room("memos", study.project, memo=memo)
    assert f"coding={quotation.coding.id}" in said(page)
    assert "P07" in said(page)


def test_versions_are_told_word_for_word(room, study):
    memo = written(study, "", "Limits are hers.")
    base = study.project.memos.one(memo).version
    study.project.memos.edit(memo, MemoText(body=Words("Limits are theirs.")), base=base)
    page = room("memos", study.project, memo=memo)
    page.session_state[f"memo-past-{memo}"] = True
    page.run()
    assert "[- ~~hers~~]" in said(page)
    assert "[+ **theirs**]" in said(page)


def test_memos_that_name_this_one_are_listed(room, study):
    memo = written(study, "Limits")
    other = written(study, "Second", f"see [[memo:{memo}]]")
    page = room("memos", study.project, memo=memo)
    page.button(key=f"back-{other}").click().run()
    assert other in page.query_params["memo"]


def test_a_memo_taken_out_comes_back_with_undo(room, study):
    memo = written(study, "Limits")
    page = room("memos", study.project, memo=memo)
    page.button(key=f"memo-out-{memo}").click().run()
    assert study.project.memos.all() == []
    page.button(key="toast-undo").click().run()
    assert titles(page) == ["Limits"]
