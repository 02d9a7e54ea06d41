"""The sample study as the workbench makes it: every text, coding, score, consent and flag."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import InvalidActionError
from workbench.model.case import Case
from workbench.model.ids import ThemeId
from workbench.model.theme import AUDIENCES, RELATION_KINDS
from workbench.project.decisions import links_of_decision
from workbench.project.leaving import Leaving
from workbench.project.project import Project, open_project
from workbench.project.sample import NAME, open_sample

FOLDER = Path(__file__).parents[2] / "sample_transcripts"
KEY: dict[str, Any] = json.loads((FOLDER / "key.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        return open_sample("Ana")


@pytest.fixture
def sample(made: Path) -> Iterator[Project]:
    with open_project(made, coder="Ana") as project:
        yield project


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def participants(project: Project) -> dict[str, Case]:
    return {case.name: case for case in project.cases.all() if case.kind == "participant"}


def test_the_study_is_whole_and_verifies(sample: Project) -> None:
    whole = sample.summary()
    expected = KEY["study"]
    assert whole.name == NAME
    assert whole.sources == expected["sources"]
    assert whole.codings == sum(expected["codings"].values())
    assert whole.codes == expected["codes"] + expected["parents"]
    assert whole.coders == ["Ana", *expected["codings"]]
    assert sample.history.verify().ok


def test_both_coders_read_everything_and_decided_to_look_at_groupings(sample: Project) -> None:
    assert "first pass" in str(sample.groupings.why_not())
    for coder in KEY["study"]["codings"]:
        reader = sample.as_coder(coder)
        assert all(done.passed == done.turns for done in reader.reading.progress().values())
        assert reader.groupings.why_not() is None
    assert sample.decisions.all()[-1].record.chosen == "look, as another way of reading"
    assert sample.machine.part().is_none


def test_every_text_is_read_as_the_key_counts_it(sample: Project) -> None:
    for text in KEY["texts"]:
        source = sample.sources.find(Path(text["transcript"]).stem)
        expected = text["expected"]
        assert source.kind == text["kind"]
        assert (source.words, source.characters) == (expected["words"], expected["characters"])
        labels = {s.index: s.label for s in sample.sources.speakers(source.id)}
        passages = sample.sources.passages(source.id)
        turns = Counter(labels[p.speaker] for p in passages if p.speaker is not None)
        assert turns == expected.get("turns", {})
        kinds = {p.kind for p in passages}
        assert kinds <= ({"turn", "head"} if turns else {"unassigned"})


def test_every_coding_quotes_the_words_of_its_file(sample: Project) -> None:
    for text in KEY["texts"]:
        if "codings" not in text:
            continue
        source = sample.sources.find(Path(text["transcript"]).stem)
        found = Counter(
            (" / ".join(q.code), q.words, str(int(q.coding.in_vivo)), q.coder)
            for q in sample.codings.quotations(source=source.id)
        )
        rows = table(text["codings"])
        assert found == Counter((r["code"], r["words"], r["in_vivo"], r["coder"]) for r in rows)


def test_every_code_has_its_definition(sample: Project) -> None:
    cards = {" / ".join(code.path): code.card.definition for code in sample.codebook.all()}
    for text in KEY["texts"]:
        for row in table(text["codings"]) if "codings" in text else []:
            if row["definition"]:
                assert cards[row["code"]] == row["definition"]


def test_what_is_known_of_the_people_is_that_of_the_table(sample: Project) -> None:
    people, values = participants(sample), sample.attributes.values()
    names = {attribute.id: attribute.form.name for attribute in sample.attributes.all()}
    assert "withdrawn" not in names.values()
    for row in table("FIC-scores.csv"):
        known = values[people[row["participant"]].id]
        for attribute, value in known.items():
            assert row[names[attribute]] == value
        assert len(known) == len(names) == 8


def test_scores_say_their_scale_edition_and_direction(sample: Project) -> None:
    forms = [a.form for a in sample.attributes.all() if a.form.kind == "score"]
    told = {form.name: f"{form.scale}, {form.edition}" for form in forms}
    assert {form.direction for form in forms} == {"more"}
    for name, scale in KEY["study"]["scales"].items():
        assert scale.startswith(f"{told[name]}: ")


def test_consent_limits_who_may_be_quoted(sample: Project) -> None:
    people = participants(sample)
    allowed = {name: sample.cases.may_quote(case.id) for name, case in people.items()}
    assert [n for n, how in allowed.items() if how == "no"] == KEY["study"]["withdrawn"]
    only = [n for n, how in allowed.items() if how == "paraphrase only"]
    assert only == KEY["study"]["paraphrase_only"]
    assert list(allowed.values()).count("verbatim") == KEY["study"]["participants"] - 2


def test_every_source_is_described(sample: Project) -> None:
    details = sample.sources.all_details()
    for row in table("FIC-study.csv"):
        known = details[sample.sources.find(Path(row["file"]).stem).id]
        assert (known.strand, known.site) == (row["strand"], row["site"])
        assert known.content_note == row["content_note"]


def test_each_question_of_the_guide_says_where_it_was_asked(sample: Project) -> None:
    guide = {question.id: question.words for question in sample.guide.questions()}
    assert list(guide.values()) == [row["question"] for row in table("FIC-guide.csv")]
    for row in table("FIC-guide.csv"):
        marks = {
            source.name.removeprefix("FIC-").partition("_")[0]: mark
            for source in sample.sources.all()
            for question, mark in sample.guide.marks(source.id).items()
            if guide[question] == row["question"] and mark != "not recorded"
        }
        asked, not_asked = row["asked"].split(), row["not_asked"].split()
        assert marks == dict.fromkeys(asked, "asked") | dict.fromkeys(not_asked, "not asked")


def test_names_of_third_parties_are_flagged(sample: Project) -> None:
    flagged = set()
    for source in sample.sources.all():
        text = sample.sources.text(source.id)
        flagged |= {text[f.start : f.end] for f in sample.flags.third_party(source.id)}
    assert flagged == {row["words"] for row in table("FIC-third-parties.csv")}


def test_one_person_asks_in_every_interview_and_both_groups(sample: Project) -> None:
    (asking,) = [case for case in sample.cases.all() if case.kind == "interviewer"]
    assert len(sample.cases.sources_of(asking.id)) == 8


def test_the_study_says_what_it_asks_and_why_it_is_reflexive(sample: Project) -> None:
    design = {row["field"]: row["words"] for row in table("FIC-design.csv")}
    assert sample.study.details().question == design["question"]
    assert (sample.stance, sample.study.phase()) == (design["stance"], design["phase"])
    stance = sample.decisions.all()[0].record
    assert (stance.chosen, stance.date) == (design["stance"], design["stance_date"])
    assert stance.why == design["stance_why"]


def test_everybody_reads_the_memos_but_the_private_one(sample: Project) -> None:
    rows = table("FIC-memos.csv")
    open_ones = [row["title"] for row in rows if row["visibility"] != "private"]
    assert [memo.text.title for memo in sample.memos.all()] == open_ones
    author = sample.as_coder("Simulated coder B")
    assert len(author.memos.all()) == len(rows) == len(open_ones) + 1


def test_what_memos_and_decisions_are_about_is_there(sample: Project) -> None:
    links = {link for memo in sample.memos.all() for link in memo.links}
    links |= {link for one in sample.decisions.all() for link in links_of_decision(one.record)}
    assert {link.kind for link in links} == {"source", "segment", "code", "case"}
    assert sample.memos.words_of_all(links).keys() == links


def test_decisions_and_the_meeting_are_those_of_the_tables(sample: Project) -> None:
    told = [row["question"] for row in table("FIC-decisions.csv")]
    assert [one.record.question for one in sample.decisions.all()][1:] == told
    met = [row["agenda"] for row in table("FIC-meetings.csv")]
    assert [one.record.agenda for one in sample.meetings.all()] == met


def test_whoever_opens_it_has_nothing_to_undo(sample: Project) -> None:
    head = sample.head
    with pytest.raises(InvalidActionError):
        sample.history.undo()
    assert sample.head == head


def test_each_theme_is_claimed_as_the_table_says_and_was_a_topic_first(sample: Project) -> None:
    themes = sample.themes.all()
    names = {theme.id: theme.name for theme in themes}
    rows = table("FIC-themes.csv")
    for theme, row in zip(themes, rows, strict=True):
        assert (theme.name, theme.state, theme.text.claim) == (
            row["theme"],
            row["state"],
            row["claim"],
        )
        assert names.get(theme.parent or ThemeId(""), "") == row["parent"]
        began, *_, now = sample.themes.versions(theme.id)
        assert (began.text.name, began.state) == (row["begun_as"] or row["theme"], "candidate")
        assert now.coder == row["coder"]
    assert [theme.name for theme in themes if not theme.text.claim] == ["Holding"]


def test_every_theme_that_claims_something_has_a_voice_against_it(sample: Project) -> None:
    counts, searched = sample.themes.counts(), sample.themes.searched()
    for theme in sample.themes.all():
        if theme.text.claim:
            assert counts[theme.id].contrary
            assert theme.parent or theme.id in searched


def test_what_sentences_of_themes_rest_on_is_fresh_and_may_be_quoted(sample: Project) -> None:
    people, links = participants(sample), sample.claims.links()
    spoken = {one.coding.id: one for one in sample.codings.quotations()}
    assert len(links) == len(table("FIC-theme-ties.csv"))
    assert not sample.claims.stale()
    for link in links:
        if link.tie.rested is None:
            assert link.tie.note
            continue
        said = spoken[link.tie.rested.coding]
        assert sample.cases.may_quote(people[said.speaker or ""].id) == "verbatim"
        flags = sample.flags.third_party(said.coding.source)
        assert not any(f.start < said.coding.end and said.coding.start < f.end for f in flags)


def test_each_participant_is_summed_up_and_quoted_only_where_they_allow_it(
    sample: Project,
) -> None:
    people, leaving = participants(sample), Leaving(sample)
    names = {theme.id: theme.name for theme in sample.themes.all()}
    cells = {(cell.case, names[ThemeId(cell.thing.id)]): cell for cell in sample.matrix.cells()}
    rows = table("FIC-theme-cells.csv")
    assert {row["participant"] for row in rows} == people.keys() - set(KEY["study"]["withdrawn"])
    assert len(cells) == len(rows)
    spoken: dict[str, str] = {}
    for source in sample.sources.all():
        text, speakers = sample.sources.text(source.id), sample.sources.speakers(source.id)
        who: dict[int | None, str | None] = {one.index: one.person for one in speakers}
        for passage in sample.sources.passages(source.id):
            name = who.get(passage.voice) or ""
            spoken[name] = f"{spoken.get(name, '')} {text[passage.start : passage.end]}"
    for row in rows:
        cell = cells[people[row["participant"]].id, row["theme"]]
        assert leaving.masked(row["words"]) == row["words"] == cell.words
        for words in re.findall("“([^”]+)”", row["words"]):
            assert row["participant"] not in KEY["study"]["paraphrase_only"]
            assert words.replace("’", "'") in spoken[row["participant"]]


def test_what_follows_has_an_owner_and_the_map_is_kept(sample: Project) -> None:
    lines = [line for theme in sample.themes.all() for line in sample.claims.now_what(theme.id)]
    assert {line.form.audience for line in lines} == set(AUDIENCES)
    assert all(line.form.owner for line in lines)
    (kept,) = sample.theme_map.kept()
    assert {relation.kind for relation in kept.picture.relations} == set(RELATION_KINDS)
    assert len(kept.picture.items) == len(table("FIC-theme-map.csv"))
