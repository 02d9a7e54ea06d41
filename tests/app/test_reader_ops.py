"""What the reader sends is done once, refused with a sentence, and never a traceback."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.studies import Coded, coded
from workbench.app.reader.fields import MalformedOpError
from workbench.app.reader.ops import Answer, take_ops
from workbench.app.reader.payload import surface
from workbench.model.facet import FacetForm
from workbench.model.ids import Words
from workbench.project.facets import new_value
from workbench.project.project import open_project


@pytest.fixture
def study(project) -> Coded:
    return coded(project)


def fresh() -> str:
    return str(uuid.uuid4())


def op(kind: str, **fields: Any) -> dict[str, Any]:
    return {"op": fresh(), "kind": kind, **fields}


def send(study: Coded, *ops: object, **fields: Any) -> Answer:
    head = {"source": study.source, "coder": study.project.coder_name, "message": 1, "since": 0}
    message = {**head, "ops": list(ops), **fields}
    return take_ops(study.project, study.source, message)


def words(study: Coded, start: int, end: int) -> str:
    return study.project.sources.text(study.source)[start:end]


def applying(study: Coded, start: int, end: int, code: str, **fields: Any) -> dict[str, Any]:
    place = {"start": start, "end": end, "words": words(study, start, end)}
    return op("apply", **{"coding": fresh(), "code": code, "in_vivo": False, **place, **fields})


def codings(study: Coded) -> set[tuple[int, int, str]]:
    found = study.project.codings.in_source(study.source)
    return {(coding.start, coding.end, coding.code) for coding in found}


def a_coding(study: Coded, start: int, code: str) -> Any:
    found = study.project.codings.in_source(study.source)
    return next(coding for coding in found if (coding.start, coding.code) == (start, code))


def names(study: Coded) -> dict[str, str]:
    return {code.id: code.path_text for code in study.project.codebook.all()}


def test_a_coding_is_applied_over_an_emoji_by_code_points(study):
    start = study.project.sources.text(study.source).index("😀")
    sent = applying(study, start, start + 8, study.limits)
    answer = send(study, sent)
    assert answer.acks == (sent["op"],)
    assert (start, start + 8, study.limits) in codings(study)


def test_a_new_code_and_its_first_coding_are_one_act(study):
    code, before = fresh(), len(study.project.history.lines())
    made = {
        "id": code,
        "name": "drove her",
        "parent": study.limits,
        "colour": "#0072B2",
        "pattern": "hatched",
    }
    send(study, applying(study, 150, 160, code, in_vivo=True, new_code=made))
    assert names(study)[code] == "limits / drove her"
    assert a_coding(study, 150, code).in_vivo
    assert len(study.project.history.lines()) == before + 1


def test_a_coding_gets_another_code(study):
    one = a_coding(study, 37, study.limits)
    send(study, op("recode", coding=one.id, code=study.borders, base=study.limits))
    assert (37, 60, study.borders) in codings(study)


def test_a_coding_gets_other_edges(study):
    one = a_coding(study, 37, study.limits)
    place = {"start": 37, "end": 50, "words": words(study, 37, 50), "base": [37, 60]}
    send(study, op("resize", coding=one.id, **place))
    assert (37, 50, study.limits) in codings(study)


def test_a_coding_is_removed(study):
    send(study, op("remove", coding=a_coding(study, 37, study.limits).id))
    assert (37, 60, study.limits) not in codings(study)


def test_a_code_is_made_renamed_moved_and_recoloured(study):
    code = fresh()
    paint = {"colour": "#D55E00", "pattern": "plain"}
    answer = send(
        study,
        op("create_code", code=code, name="trust", parent=None, **paint),
        op("rename_code", code=code, name="trust in court", base="trust"),
        op("move_code", code=code, parent=study.limits),
        op("recolour_code", code=code, colour="#0072B2", pattern="hatched"),
    )
    assert (len(answer.acks), answer.refused) == (4, ())
    found = study.project.codebook.find("limits / trust in court")
    assert (found.id, found.swatch.pattern) == (code, "hatched")


def test_codes_are_merged_and_the_reason_is_asked(study):
    for place in range(60, 64):
        send(study, applying(study, place, place + 5, study.borders))
    answer = send(study, op("merge_codes", keep=study.limits, into_it=[study.borders]))
    assert study.borders not in names(study)
    assert answer.said is not None
    assert answer.said.asks


def test_a_reason_is_kept_with_its_act_and_not_asked_again(study):
    answer = send(study, op("delete_code", code=study.borders))
    assert answer.said is not None
    after = send(study, op("reason", of=answer.said.action, words="they say the same"))
    lines = {line.action: line.reason for line in study.project.history.lines()}
    assert lines[answer.said.action] == "they say the same"
    assert after.said is not None
    assert not after.said.asks


def test_a_deleted_code_takes_its_codings_with_it_and_undo_brings_them_back(study):
    before = codings(study)
    send(study, op("delete_code", code=study.borders))
    assert all(code != study.borders for _, _, code in codings(study))
    send(study, op("undo"))
    assert codings(study) == before


def test_redo_does_again_what_undo_took_back(study):
    send(study, op("remove", coding=a_coding(study, 37, study.limits).id))
    after = codings(study)
    send(study, op("undo"))
    send(study, op("redo"))
    assert codings(study) == after


def every_kind(study: Coded) -> list[dict[str, Any]]:
    one, other = a_coding(study, 37, study.limits), a_coding(study, 100, study.borders)
    code = fresh()
    paint = {"colour": "#D55E00", "pattern": "plain"}
    place = {"start": 100, "end": 120, "words": words(study, 100, 120), "base": [100, 130]}
    return [
        applying(study, 0, 4, study.limits),
        op("recode", coding=one.id, code=study.borders, base=study.limits),
        op("resize", coding=other.id, **place),
        op("remove", coding=one.id),
        op("create_code", code=code, name="trust", parent=None, **paint),
        op("rename_code", code=code, name="faith", base="trust"),
        op("move_code", code=code, parent=study.limits),
        op("recolour_code", code=code, colour="#0072B2", pattern="hatched"),
        op("merge_codes", keep=study.limits, into_it=[study.borders]),
        op("delete_code", code=code),
        op("undo"),
        op("redo"),
    ]


def test_every_kind_of_act_that_arrives_twice_is_done_once(study):
    for sent in every_kind(study):
        first = send(study, sent)
        assert first.acks == (sent["op"],), sent["kind"]
        head = study.project.head
        again = send(study, sent)
        assert again.acks == (sent["op"],), sent["kind"]
        assert again.said is None
        assert study.project.head == head, sent["kind"]


def test_words_that_stand_elsewhere_are_refused_and_nothing_changes(study):
    head = study.project.head
    sent = applying(study, 0, 4, study.limits, words="P07:")
    answer = send(study, sent)
    assert answer.acks == ()
    assert answer.refused[0][0] == sent["op"]
    assert "select again" in answer.refused[0][1]
    assert study.project.head == head


def test_one_refused_act_does_not_stop_the_others(study):
    good = applying(study, 0, 4, study.limits)
    answer = send(study, op("remove", coding=fresh()), good)
    assert answer.acks == (good["op"],)
    assert len(answer.refused) == 1


def test_a_stale_act_is_refused_with_what_came_between(study):
    one = a_coding(study, 37, study.limits)
    send(study, op("recode", coding=one.id, code=study.borders, base=study.limits))
    answer = send(study, op("recode", coding=one.id, code=study.limits, base=study.limits))
    assert "meanwhile" in answer.refused[0][1]


def test_somebody_who_only_reads_is_told_to_say_who_they_are(study):
    with open_project(study.project.where) as reading:
        sent = applying(study, 0, 4, study.limits)
        message = {"source": study.source, "message": 1, "since": 0, "ops": [sent]}
        answer = take_ops(reading, study.source, message)
    assert "Say who you are" in answer.refused[0][1]


MALFORMED = [
    {},
    {"kind": "teleport"},
    {"kind": "undo", "more": 1},
    {"kind": "remove"},
    {"kind": "remove", "coding": 7},
    {"kind": "remove", "coding": "x" * 65},
    {"kind": "apply", "coding": "not-a-uuid"},
    {"kind": "move_code", "code": "a b", "parent": None},
    {"kind": "rename_code", "code": "c", "name": None, "base": "x"},
    {"kind": "rename_code", "code": "c", "name": "\ud800", "base": "x"},
    {"kind": "recolour_code", "code": "c", "colour": "#000000", "pattern": "striped"},
    {"kind": "merge_codes", "keep": "c", "into_it": []},
    {"kind": "facet", "coding": "c", "facet": "f", "values": "v", "base": []},
    {"kind": "resize", "coding": "c", "start": 1, "end": 2, "words": "a", "base": [1]},
    {"kind": "resize", "coding": "c", "start": True, "end": 2, "words": "a", "base": [1, 2]},
    {"kind": "resize", "coding": "c", "start": -1, "end": 2, "words": "a", "base": [1, 2]},
    {"kind": "resize", "coding": "c", "start": 1.5, "end": 2, "words": "a", "base": [1, 2]},
]


@pytest.mark.parametrize("fields", MALFORMED)
def test_a_malformed_act_is_refused_with_a_sentence(study, fields):
    head = study.project.head
    sent = {"op": fresh(), **fields}
    answer = send(study, sent)
    assert answer.refused == ((sent["op"], answer.refused[0][1]),)
    assert answer.refused[0][1].endswith("Reload the page.")
    assert study.project.head == head


@pytest.mark.parametrize("sent", [None, 7, "undo", [], {"op": 5}, {"op": "short", "kind": "undo"}])
def test_what_is_no_act_at_all_is_refused(study, sent):
    assert send(study, sent).acks == ()


@pytest.mark.parametrize(
    "message", ["ops", [], {}, {"source": "s"}, {"message": 1, "since": 0, "ops": []}]
)
def test_what_is_no_message_is_left_aside(study, message):
    assert take_ops(study.project, study.source, message) == Answer()


def test_a_message_about_another_source_is_left_aside(study):
    assert send(study, op("undo"), source="another") == Answer()


def test_an_act_of_somebody_who_is_no_longer_here_is_not_recorded_under_another_name(study):
    head, sent = study.project.head, applying(study, 0, 4, study.limits)
    assert send(study, sent, coder="Ben") == Answer()
    assert study.project.head == head
    assert send(study, sent).acks == (sent["op"],)


def test_a_hostile_colour_is_refused(study):
    paint = {"colour": "red;background:url(x)", "pattern": "plain"}
    answer = send(study, op("create_code", code=fresh(), name="trust", parent=None, **paint))
    assert len(answer.refused) == 1


def test_the_answer_names_its_message_and_what_the_browser_knew(study):
    answer = send(study, message=12, since=3)
    assert (answer.number, answer.since, answer.said) == (12, 3, None)


def test_what_is_said_is_what_the_history_says(study):
    answer = send(study, op("remove", coding=a_coding(study, 37, study.limits).id))
    assert answer.said is not None
    assert answer.said.sentence == study.project.history.lines(limit=1)[0].sentence


def flags(study: Coded) -> list[tuple[str, int, int]]:
    found = study.project.flags.third_party(study.source)
    return [(flag.id, flag.start, flag.end) for flag in found]


def test_words_are_flagged_as_third_party_once_and_let_go(study):
    flag = fresh()
    sent = op("flag", flag=flag, start=5, end=14, words=words(study, 5, 14))
    assert send(study, sent).acks == send(study, sent).acks == (sent["op"],)
    assert flags(study) == [(flag, 5, 14)]
    again = op("flag", flag=fresh(), start=5, end=14, words=words(study, 5, 14))
    assert send(study, again).acks == (again["op"],)
    assert flags(study) == [(flag, 5, 14)]
    send(study, op("unflag", flag=flag))
    assert flags(study) == []
    send(study, op("undo"))
    assert flags(study) == [(flag, 5, 14)]


def test_a_flag_on_other_words_or_one_that_is_gone_is_refused(study):
    wrong = op("flag", flag=fresh(), start=5, end=14, words="other words")
    gone = op("unflag", flag=fresh())
    answer = send(study, wrong, gone)
    assert [refused for refused, _ in answer.refused] == [wrong["op"], gone["op"]]
    assert flags(study) == []


def test_a_facet_is_set_on_a_coding_and_told_with_it(study):
    values = (new_value("on paper", "P"), new_value("wanted", "W"))
    facet = study.project.facets.define(FacetForm(Words("Stance"), values))
    one = a_coding(study, 37, study.limits)
    wanted = values[1].id
    answer = send(study, op("facet", coding=one.id, facet=facet, values=[wanted], base=[]))
    told = surface(study.project, study.source, 0, answer)
    rows = {row[0]: row for row in told["patch"]["upsert"]}
    assert rows[one.id][5] == (wanted,)
    assert told["facets"] == [
        [facet, "Stance", False, [[value.id, value.name, value.key] for value in values]]
    ]
    (refused,) = send(
        study, op("facet", coding=one.id, facet=facet, values=[values[0].id], base=[])
    ).refused
    assert "meanwhile" in refused[1]


def test_a_passage_is_put_on_a_codes_card_once_and_only_as_what_there_is(study):
    place = {"start": 5, "end": 14, "words": words(study, 5, 14)}
    sent = op("exemplar", code=study.limits, shown="close but no", **place)
    assert send(study, sent, sent).refused == ()
    (shown,) = study.project.codebook.exemplars(study.limits)
    assert (shown.exemplar.kind, shown.words) == ("close but no", words(study, 5, 14))
    other = op("exemplar", code=study.limits, shown="vivid", **place)
    twice = op("exemplar", code=study.limits, shown="typical", **place)
    refused = dict(send(study, other, twice).refused)
    assert "form" in refused[other["op"]]
    assert "already" in refused[twice["op"]]


def test_what_is_read_is_marked_once_and_told_with_the_answer(study):
    whole = len(study.project.sources.text(study.source))
    sent = op("mark_read", start=0, end=6)
    answer = send(study, sent)
    again = send(study, sent)
    assert (answer.acks, again.acks, again.marks) == ((sent["op"],), (sent["op"],), True)
    first, second, *rest = study.project.sources.passages(study.source)
    assert study.project.reading.marks(study.source) == [(first.start, first.end)]
    send(study, op("mark_read", start=0, end=whole), op("unmark_read", start=0, end=6))
    told = surface(study.project, study.source, 0, send(study, op("undo")))["marks"]
    assert told == [(p.start, p.end) for p in (first, second, *rest)]
    assert surface(study.project, study.source, 0, send(study))["marks"] is None


def test_the_second_reader_answers_what_was_asked_under_its_number(study):
    asked = {"start": 5, "end": 14, "number": 7}
    while "working" in (told := surface_of(study, asked)):
        assert told == {"number": 7, "working": [0, 0]}
    assert (told["number"], told["codes"]) == (7, [])
    assert "no participant says this" in told["why"]
    assert surface(study.project, study.source, 0, send(study))["second"] is None


def surface_of(study: Coded, asked: dict[str, int]) -> dict[str, Any]:
    found = surface(study.project, study.source, 0, send(study, asked=asked))["second"]
    assert found is not None
    return found


def test_an_answer_to_what_was_never_suggested_is_refused(study):
    offer = {"sha256": "ab", "learnt_at": 3, "margin": 50, "codes": [[study.limits, 90, "coding"]]}
    sent = applying(study, 5, 9, study.borders, offer=offer)
    refused = op("refuse", start=5, end=9, offer=offer)
    odd = [
        op("refuse", start=5, end=9, offer={**offer, "codes": wrong})
        for wrong in (None, [[study.limits, 90]], [[study.limits, "90", "coding"]], [7])
    ]
    answer = send(study, sent, refused, *odd)
    sentences = dict(answer.refused)
    assert "not suggested" in sentences[sent["op"]]
    assert "participants" in sentences[refused["op"]]
    assert {sentences[one["op"]] for one in odd} == {str(MalformedOpError())}
