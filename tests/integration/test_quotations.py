"""Quotations found, printed and acted on at once, in a file and on a server."""

import pytest

from tests.sifted import study
from tests.studies import coded
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.ids import AttributeId, FacetValueId, Words
from workbench.model.memo import MemoText
from workbench.model.sifting import Beside, QuotationFilter, ValueSought
from workbench.model.source import Segment


def ids(quotations):
    return [quotation.coding.id for quotation in quotations]


def told(project):
    return project.history.lines(limit=1)[0].sentence


def test_each_filter_finds_some_and_not_all(place):
    with study(place) as made:
        every = len(made.quotations)
        asked = [
            QuotationFilter(code=made.codes[0]),
            QuotationFilter(facets=frozenset({FacetValueId("for")})),
            QuotationFilter(coder=made.coders[0]),
            QuotationFilter(values=(ValueSought(made.age, band="old"),)),
            QuotationFilter(values=(ValueSought(made.age, least="20", most="40"),)),
            QuotationFilter(case=next(iter(made.ages))),
            QuotationFilter(strand="interviews"),
            QuotationFilter(source=next(iter(made.sources))),
            QuotationFilter(kind="focus-group"),
            QuotationFilter(speaker="INT"),
            QuotationFilter(role="participant"),
            QuotationFilter(since=made.days[0]),
            QuotationFilter(until=made.days[3]),
            QuotationFilter(words="court"),
            QuotationFilter(judgement="doubtful"),
            QuotationFilter(waiting=True),
            QuotationFilter(beside=Beside(made.codes[3])),
            QuotationFilter(beside=Beside(made.codes[3], closeness="turns")),
            QuotationFilter(beside=Beside(made.codes[3], closeness="characters", within=9)),
        ]
        counts = [made.project.quotations.count(one) for one in asked]
        assert all(0 < count < every for count in counts), counts
        linked = made.project.quotations.find(QuotationFilter(memo=made.memo), most=None)
        assert set(ids(linked.quotations)) == made.linked


def test_a_leaf_holds_its_own_quotations_and_the_counts_of_all(place):
    with study(place) as made:
        found = made.project.quotations.find(QuotationFilter(), first=10, most=5)
        assert found.quotations == tuple(made.quotations[10:15])
        assert (found.total, found.code_count, found.source_count) == (len(made.quotations), 4, 4)


def test_what_is_not_there_any_more_finds_nothing(project):
    coded(project)
    lost = [
        QuotationFilter(facets=frozenset({FacetValueId("gone")})),
        QuotationFilter(values=(ValueSought(AttributeId("gone"), value="x"),)),
    ]
    assert [project.quotations.count(one) for one in lost] == [0, 0]
    assert project.quotations.count(QuotationFilter(words="nowhere")) == 0


@pytest.mark.parametrize(
    "asked",
    [
        QuotationFilter(since="yesterday"),
        QuotationFilter(words="…"),
        QuotationFilter(beside=Beside("code", closeness="miles")),
        QuotationFilter(beside=Beside("code", within=-1)),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(project, asked):
    coded(project)
    with pytest.raises(InvalidActionError):
        project.quotations.find(asked)


def test_a_memo_that_another_person_keeps_private_is_not_there_to_sift_by(project):
    coded(project)
    memo = project.as_coder("Ben").memos.write(MemoText(Words("mine")), visibility="private")
    with pytest.raises(NotFoundError):
        project.quotations.find(QuotationFilter(memo=memo))


# --- several at once -------------------------------------------------------------------------


def test_several_are_given_another_code_in_one_act_and_come_back_with_one_undo(project):
    made = coded(project)
    before = project.snapshot()
    some = ids(project.codings.quotations(code=made.limits))[1:]
    assert project.codings.recode_all(some, made.borders) == 2
    assert told(project) == "changed 2 codings from “limits” to “borders”"
    assert project.codings.count(made.limits) == 1
    project.history.undo()
    assert project.snapshot() == before


def test_what_was_said_of_a_coding_does_not_follow_it_to_another_code(project):
    made = coded(project)
    some = ids(project.codings.quotations(code=made.limits))[1:]
    assert project.codings.judge_all(some, "doubtful") == 2
    assert told(project) == "said that 2 codings may not belong"
    assert project.codings.judge_all(some, "doubtful") == 0
    before = project.snapshot()
    project.codings.recode_all(some, made.borders)
    assert not project.snapshot().judgements
    project.history.undo()
    assert project.snapshot() == before


def test_codings_that_would_stand_twice_are_counted_and_placed_and_nothing_changes(project):
    made = coded(project)
    before = project.head
    some = ids(project.codings.quotations(code=made.limits))
    with pytest.raises(InvalidActionError, match=r"1 of the 3 codings is .*“P07 first”, turn 1"):
        project.codings.recode_all(some, made.borders)
    with pytest.raises(InvalidActionError, match="1 of the 3 codings is coded so already"):
        project.codings.apply_second(some, made.borders)
    assert project.head == before


def test_two_that_would_become_the_same_are_refused_too(project):
    made = coded(project)
    third = project.codebook.create("third")
    twins = [q.coding.id for q in project.codings.quotations() if q.coding.start == 5]
    with pytest.raises(InvalidActionError, match="1 of the 2 codings"):
        project.codings.recode_all(twins, third)
    (new,) = project.codings.apply_second(twins, third)
    assert project.codings.count(third) == 1
    assert new not in twins
    assert project.codings.count(made.limits) == 3


def test_several_are_removed_in_one_act_and_keep_what_they_carried(project):
    made = coded(project)
    some = ids(project.codings.quotations())
    project.codings.print_as(some[0], "Can […]")
    before = project.snapshot()
    assert project.codings.remove_all(some) == 7
    assert told(project) == "removed 7 codings of 2 codes"
    assert project.history.lines(limit=1)[0].asked
    assert project.codings.count(made.borders) == 0
    project.history.undo()
    assert project.snapshot() == before


def test_one_that_is_gone_keeps_all_the_others_as_they_are(project):
    made = coded(project)
    some = ids(project.codings.quotations(code=made.limits))
    project.as_coder("Ben").codings.remove(some[0])
    before = project.head
    with pytest.raises(ConflictError, match="1 of the 3 codings is no longer there"):
        project.codings.remove_all(some)
    with pytest.raises(ConflictError):
        project.codings.recode_all(some, made.borders)
    assert project.head == before


def test_nothing_ticked_and_a_retired_code_are_refused(project):
    made = coded(project)
    some = ids(project.codings.quotations(code=made.limits))[1:]
    project.codebook.set_state(made.borders, "retired")
    with pytest.raises(InvalidActionError, match="Nothing is ticked"):
        project.codings.remove_all([])
    with pytest.raises(InvalidActionError, match="retired"):
        project.codings.recode_all(some, made.borders)
    with pytest.raises(InvalidActionError, match="have that code already"):
        project.codings.recode_all(some, made.limits)


# --- printed forms ---------------------------------------------------------------------------


@pytest.fixture
def drove(project):
    """A quotation of several words."""
    made = coded(project)
    text = project.sources.text(made.source)
    start = text.index("So I drove")
    segment = Segment(start, text.index(", and I sat"))
    return project.codings.apply(made.source, segment, made.limits)


def test_a_printed_form_stands_over_the_words_and_leaves_with_undo(project, drove):
    project.codings.print_as(drove, " [...] I drove her ")
    (quotation,) = project.quotations.among([drove])
    assert quotation.as_printed == "[…] I drove her"
    assert quotation.words == "So I drove her"
    assert "wrote the printed form" in told(project)
    project.history.undo()
    assert project.quotations.among([drove])[0].as_printed == "So I drove her"


def test_a_printed_form_that_says_more_is_refused(project, drove):
    before = project.head
    with pytest.raises(InvalidActionError, match="Word 3"):
        project.codings.print_as(drove, "So I never drove her")
    assert project.head == before


def test_the_words_themselves_are_no_printed_form(project, drove):
    project.codings.print_as(drove, "So I drove [Maya]")
    project.codings.print_as(drove, "So I drove her", base="So I drove [Maya]")
    assert project.quotations.among([drove])[0].printed == ""
    with pytest.raises(ConflictError):
        project.codings.print_as(drove, "[…] I drove her", base="So I drove [Maya]")


def test_a_printed_form_of_other_words_is_stale_and_not_used(project, drove):
    project.codings.print_as(drove, "[…] I drove her")
    old = project.quotations.among([drove])[0].coding
    project.codings.resize(drove, Segment(old.start, old.end - 4))
    (quotation,) = project.quotations.among([drove])
    assert quotation.is_stale
    assert quotation.as_printed == "So I drove"
    assert quotation.printed == "[…] I drove her"
