"""Memos: written, edited by two, shown and kept, and what they link to."""

from __future__ import annotations

import pytest

from tests.studies import Coded, coded
from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.ids import NO_WORDS, MemoId, Words
from workbench.model.memo import MemoLink, MemoText, links_of, read_link
from workbench.project.memos import LARGEST, MemoConflictError
from workbench.project.project import Project


def memo(body: str, title: str = "", links: str = "", kind: str = "") -> MemoText:
    return MemoText(*map(Words, (title, body, links, kind)))


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


def test_a_memo_is_read_as_it_was_written(project: Project) -> None:
    text = memo("She *waits*, and\nthat is work. <b>\u202e", "Waiting")
    made = project.memos.write(text)
    found = project.memos.one(made)
    assert (found.text, found.visibility, found.status) == (text, "team", "seed")
    assert found.author == project.coder.id
    assert project.memos.all() == [found]


def test_what_a_memo_is_about_lies_in_its_line_and_in_its_body(study: Coded) -> None:
    facet = study.project.memos
    coding = study.project.codings.in_source(study.source)[0].id
    made = facet.write(
        memo(f"See [[coding:{coding}]], not [[this]].", links=f"code:{study.limits}")
    )
    kinds = [link.kind for link in facet.one(made).links]
    assert kinds == ["code", "coding"]
    assert [m.id for m in facet.about([coding])] == [made]
    assert [m.id for m in facet.about([study.limits])] == [made]
    assert facet.about([study.borders]) == []


def test_the_kind_is_derived_until_a_person_chooses_one(study: Coded) -> None:
    facet = study.project.memos
    made = facet.write(memo("Why this?", links=f"code:{study.limits}"))
    assert facet.one(made).kind == "code"
    facet.edit(made, memo("Why this?", links=f"code:{study.limits}", kind="reflexive"), base=10**6)
    assert facet.one(made).kind == "reflexive"


def test_a_quotation_in_a_memo_is_the_words_as_they_are_now(study: Coded) -> None:
    project = study.project
    coding = next(c for c in project.codings.in_source(study.source) if c.code == study.limits)
    link = MemoLink("coding", coding.id)
    found = project.memos.words_of_all([link]).get(link)
    assert found is not None
    text = project.sources.text(study.source)
    assert found.words == text[coding.start : coding.end]
    assert (found.name, found.turn, found.speaker) == ("limits", 1, "INT")
    segment = read_link(f"segment:{study.source}:38-44")
    assert segment is not None
    found = project.memos.words_of_all([segment]).get(segment)
    assert found is not None
    assert (found.words, found.turn, found.speaker) == (text[38:44], 2, "P07")
    project.sources.remove(study.source)
    assert project.memos.words_of_all([segment]).get(segment) is None
    assert project.memos.words_of_all([segment, MemoLink("code", study.limits)]).keys() == {
        MemoLink("code", study.limits)
    }


@pytest.mark.parametrize(
    "link",
    [
        "code:nowhere",
        "coding:nowhere",
        "source:nowhere",
        "case:nowhere",
        "memo:nowhere",
        "theme:nowhere",
        "decision:nowhere",
        "meeting:nowhere",
        "segment:nowhere:1-2",
    ],
)
def test_a_link_to_nothing_is_refused_and_changes_nothing(project: Project, link: str) -> None:
    head = project.head
    for text in (memo("x", links=link), memo(f"x [[{link}]]")):
        with pytest.raises(InvalidActionError, match="not in the study"):
            project.memos.write(text)
    assert project.head == head


def test_a_segment_beyond_the_source_is_no_link(study: Coded) -> None:
    for place in ("0-100000", "7-7", "9-8"):
        with pytest.raises(InvalidActionError, match="not in the study"):
            study.project.memos.write(memo(f"[[segment:{study.source}:{place}]]"))


def test_a_link_may_lose_its_thing_and_the_memo_is_edited_all_the_same(study: Coded) -> None:
    facet = study.project.memos
    made = facet.write(memo("On limits", links=f"code:{study.limits}"))
    study.project.codebook.delete(study.limits)
    facet.edit(made, memo("On what was limits", links=f"code:{study.limits}"), base=10**6)
    assert facet.one(made).text.body == "On what was limits"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (memo(""), "needs a word"),
        (memo(" \n", kind="reflexive"), "needs a word"),
        (memo("\n", links="code:1"), "needs a word"),
        (memo("a\0b"), "NUL"),
        (memo("x", "t" * 201), "at most 200"),
        (memo("x" * (LARGEST + 1)), "at most 1,048,576 bytes"),
        (memo("x", links="nothing"), "is none"),
        (memo("x", kind="poem"), "no kind"),
        (memo(" ".join(f"[[code:{n}]]" for n in range(1_001))), "1,000 things"),
    ],
)
def test_what_is_no_memo_is_refused_in_one_sentence(
    project: Project, text: MemoText, sentence: str
) -> None:
    head = project.head
    with pytest.raises(InvalidActionError, match=sentence):
        project.memos.write(text)
    assert project.head == head


def test_a_memo_of_a_megabyte_is_kept_whole(project: Project) -> None:
    text = memo("\u05e9" * (LARGEST // 2))
    assert project.memos.one(project.memos.write(text)).text == text


def test_a_client_made_id_is_used_once(project: Project) -> None:
    project.memos.write(memo("x"), memo=MemoId("mine"))
    with pytest.raises(InvalidActionError, match="begun already"):
        project.memos.write(memo("y"), memo=MemoId("mine"))


def test_two_who_edit_at_once_both_keep_their_words(project: Project) -> None:
    ben = project.as_coder("Ben")
    made = project.memos.write(memo("begun"))
    base = project.memos.one(made).version
    ben.memos.edit(made, memo("Ben's"), base=base)
    head = project.head
    with pytest.raises(MemoConflictError) as met:
        project.memos.edit(made, memo("Ana's"), base=base)
    found = met.value
    assert [t.body for t in (found.base, found.mine, found.theirs)] == ["begun", "Ana's", "Ben's"]
    assert "Ana's" not in str(found)
    assert project.head == head
    project.memos.edit(made, memo("both"), base=found.version)
    assert project.memos.one(made).text.body == "both"


def test_who_may_read_it_and_how_far_it_came_make_no_text_stale(project: Project) -> None:
    made = project.memos.write(memo("begun"))
    base = project.memos.one(made).version
    project.memos.show(made, "auditor")
    project.as_coder("Ben").memos.grow(made, "growing")
    project.memos.edit(made, memo("more"), base=base)
    assert project.memos.one(made).text.body == "more"


def test_a_private_memo_is_not_there_for_others(project: Project) -> None:
    ben = project.as_coder("Ben")
    made = project.memos.write(memo("mine"), visibility="private")
    seq = project.head.seq
    acts = (
        lambda: ben.memos.one(made),
        lambda: ben.memos.versions(made),
        lambda: ben.memos.edit(made, memo("x"), base=seq),
        lambda: ben.memos.show(made, "team"),
        lambda: ben.memos.grow(made, "settled"),
        lambda: ben.memos.remove(made),
        lambda: ben.history.undo(seq),
    )
    for act in acts:
        with pytest.raises(NotFoundError):
            act()
    assert ben.memos.all() == []
    assert project.memos.one(made).text.body == "mine"


def test_only_its_author_decides_who_reads_a_memo(project: Project) -> None:
    ben = project.as_coder("Ben")
    made = project.memos.write(memo("ours"))
    with pytest.raises(InvalidActionError, match="only its author"):
        ben.memos.show(made, "private")
    project.memos.show(made, "private")
    project.memos.show(made, "team")
    with pytest.raises(InvalidActionError, match="only its author"):
        ben.history.undo(project.head.seq)
    assert ben.memos.one(made).visibility == "team"


def test_a_private_time_stays_the_authors_when_the_memo_is_shown(project: Project) -> None:
    ben = project.as_coder("Ben")
    made = project.memos.write(memo("raw"), visibility="private")
    project.memos.edit(made, memo("still raw"), base=project.head.seq)
    project.memos.show(made, "team")
    ben.memos.edit(made, memo("fit to read!"), base=project.head.seq)
    mine = [version.text.body for version in project.memos.versions(made)]
    assert mine == ["raw", "still raw", "still raw", "fit to read!"]
    theirs = ben.memos.versions(made)
    assert [version.text.body for version in theirs] == ["still raw", "fit to read!"]
    assert [version.coder for version in theirs] == [project.coder.id, ben.coder.id]


def test_memos_tell_which_others_link_to_them(project: Project) -> None:
    one = project.memos.write(memo("one"))
    two = project.memos.write(memo(f"as in [[memo:{one}]]"))
    project.memos.write(memo(f"mine: [[memo:{one}]]"), visibility="private")
    assert two in [m.id for m in project.memos.backlinks(one)]
    assert [m.id for m in project.as_coder("Ben").memos.backlinks(one)] == [two]


def test_a_memo_that_others_read_names_no_private_one(project: Project) -> None:
    mine = project.memos.write(memo("mine"), visibility="private")
    with pytest.raises(InvalidActionError, match="private"):
        project.memos.write(memo(f"see [[memo:{mine}]]"))
    both = project.memos.write(memo(f"see [[memo:{mine}]]"), visibility="private")
    with pytest.raises(InvalidActionError, match="private"):
        project.memos.show(both, "team")
    project.memos.show(mine, "team")
    project.memos.show(both, "team")
    assert project.as_coder("Ben").memos.one(both).links[0].thing == mine


def test_an_auditor_is_told_how_many_are_private_and_since_when(project: Project) -> None:
    made = [project.memos.write(memo(f"{n}"), visibility="private") for n in range(3)]
    project.memos.remove(made[0])
    begun = [project.memos.one(m).created_at for m in made[1:]]
    auditor = Project(_nobody(project))
    assert auditor.memos.counts_for_auditor() == (2, begun)
    assert auditor.memos.all() == []
    with pytest.raises(InvalidActionError, match="auditor only"):
        project.as_coder("Ben").memos.counts_for_auditor()


def test_a_memo_taken_out_comes_back_as_it_was(project: Project) -> None:
    made = project.memos.write(memo("kept", "Title"), visibility="private")
    project.memos.grow(made, "growing")
    before = project.snapshot()
    project.memos.remove(made)
    assert project.memos.all() == []
    project.history.undo()
    assert project.snapshot() == before
    assert project.history.verify().ok


def test_no_links_are_no_words() -> None:
    assert links_of(MemoText(body=Words("plain"))) == ()
    assert memo("", links="").links == NO_WORDS


def _nobody(project: Project) -> object:
    from dataclasses import replace

    return replace(project._opened, coder_name=None, coder_id=None)
