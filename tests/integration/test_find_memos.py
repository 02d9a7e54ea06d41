"""Finding words in memos, as far as one may know of them."""

from __future__ import annotations

import pytest

from workbench.errors import InvalidActionError
from workbench.model.finding import MemoHit
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.project.project import Project


def write(project: Project, title: str, body: str, **how: str) -> str:
    return project.memos.write(MemoText(Words(title), Words(body)), **how)


def shown(hit: MemoHit) -> tuple[str, bool, int, int]:
    return hit.words, hit.in_title, hit.start, hit.end


def test_words_are_found_in_titles_and_bodies_where_they_stand(project: Project) -> None:
    first = write(project, "On Boundaries", "She keeps a boundary.\nThe E\u0301te\u0301 boundary.")
    write(project, "", "nothing")
    found = project.find.memos("boundar*")
    assert (found.total, found.memo_count) == (3, 1)
    assert [h.memo for h in found.hits] == [first] * 3
    assert [shown(h) for h in found.hits] == [
        ("Boundaries", True, 3, 13),
        ("boundary", False, 12, 20),
        ("boundary", False, 32, 40),
    ]
    assert found.hits[1].before == "She keeps a "
    assert project.find.memos("boundar*", first=1, most=1).hits == found.hits[1:2]


def test_phrases_and_scripts_are_found_as_in_sources(project: Project) -> None:
    write(project, "", "\u05e9\u05dc\u05d5\u05dd, she said. 我们在这里。")
    assert project.find.memos('"she said"').total == 1
    assert project.find.memos("\u05e9\u05dc\u05d5\u05dd").total == 1
    assert project.find.memos("在这").total == 1
    assert project.find.memos('"said she"').total == 0


def test_things_are_sought_within_a_title_or_a_body(project: Project) -> None:
    write(project, "limits", "borders")
    assert project.find.memos("limits borders").total == 0
    write(project, "", "borders and limits")
    assert project.find.memos("limits borders").total == 1


def test_what_changed_is_found_as_it_is_now(project: Project) -> None:
    made = write(project, "", "before")
    assert project.find.memos("before").total == 1
    project.memos.edit(made, MemoText(body=Words("after")), base=project.head.seq)
    assert project.find.memos("before").total == 0
    assert project.find.memos("after").total == 1
    project.memos.remove(made)
    assert project.find.memos("after").total == 0


def test_private_words_are_found_by_their_author_alone(project: Project) -> None:
    write(project, "", "quokka", visibility="private")
    ben = project.as_coder("Ben")
    assert project.find.memos("quokka").total == 1
    assert ben.find.memos("quokka") == ben.find.memos("wallaby")
    assert project.find.hits("quokka").total == 0


def test_memos_do_not_get_into_the_index_of_words(project: Project) -> None:
    write(project, "", "quokka", visibility="private")
    project.find.memos("quokka")
    project.find.hits("quokka")
    assert project.find.behind() == 0


@pytest.mark.parametrize(("typed", "first", "most"), [("  ", 0, 1), ("x", -1, 1), ("x", 0, 0)])
def test_what_makes_no_sense_is_refused(
    project: Project, typed: str, first: int, most: int
) -> None:
    with pytest.raises(InvalidActionError):
        project.find.memos(typed, first=first, most=most)
