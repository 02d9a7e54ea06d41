"""Suggestions come after the coder's own pass, with their reason, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest

from tests.models import small_model
from tests.studies import draft
from workbench.app.reader.second import Asked, second_row
from workbench.errors import ComputationStoppedError, InvalidActionError, InvalidFileError
from workbench.model.ids import CodeId, SourceId
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.encoding import model_of
from workbench.project.learning import Learning
from workbench.project.lessons import Lessons, teaching
from workbench.project.project import Project, open_project
from workbench.project.reckoning import Reckoning
from workbench.project.settings import model_folder
from workbench.project.suggestions import Suggestions, Working

WHO = {"P07": SpeakerChoice("participant", "Maria"), "INT": SpeakerChoice("interviewer", "Ida")}
MONEY = (
    "The rent went up again and I could not pay it.",
    "I owe money to my landlord for two months of rent.",
    "My wages do not cover the bills any more.",
    "We could not afford the electricity bill this winter.",
)
SLEEP = (
    "I lie awake at night and cannot sleep.",
    "I wake up at four every morning, tired.",
    "I have not slept through a night since spring.",
    "At night I toss and turn until the alarm rings.",
)
ASKED = ("I had no money left to pay the rent.", "Nobody slept that night.", "The dog is brown.")
TEXT = "\n".join(f"P07: {words}" for words in (*MONEY, *SLEEP, *ASKED))
SOURCE = TEXT + "\nINT: And then?"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file: what is asked of the database is tested where it is answered."""
    return tmp_path / "study.qwb"


class Study:
    """Ana coded two ideas four times each; three more turns are marked as read."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.source: SourceId = project.sources.add(draft(SOURCE), speakers=WHO)
        self.money: CodeId = project.codebook.create("money worries")
        self.sleep: CodeId = project.codebook.create("bad nights")
        for code, several in ((self.money, MONEY), (self.sleep, SLEEP)):
            for words in several:
                project.codings.apply(self.source, self.at(words), code)
        project.reading.mark_all(self.source)

    def at(self, words: str) -> Segment:
        start = SOURCE.index(words)
        return Segment(start, start + len(words))

    def suggest(self, words: str) -> Suggestions:
        return self.project.suggestions.for_segment(self.source, self.at(words))


@pytest.fixture
def study(project: Project, lend: Callable[[Project], Project]) -> Study:
    return Study(lend(project))


@pytest.fixture
def unlent(project: Project) -> Study:
    """A study whose model is never asked."""
    return Study(project)


def test_a_code_is_suggested_with_the_nearest_own_quotation_and_said_once_a_session(study):
    found = study.suggest(ASKED[0])
    (first, *_) = found.codes
    assert (first.code, first.path, found.why_not) == (study.money, "money worries", None)
    assert first.because.words in MONEY
    assert 250 <= first.margin <= 1000
    assert len(found.codes) == 1, "of two codes both would tell nothing"
    assert found.offer is not None
    assert found.offer.codes[0] == (first.code, first.margin, first.because.coding.id)
    assert found.offer.learnt_at < study.project.head.seq
    assert found.offer.margin == 250, "of few codings none tell how sure a code must be"
    (second, *_) = study.suggest(ASKED[1]).codes
    assert (second.code, second.because.words in SLEEP) == (study.sleep, True)
    with study.project._opened.reading() as reads:
        assert len(reads.proposals.shown()) == 1
    assert study.suggest("And then?").why_not == (
        "Codes are suggested for what participants say, and no participant says this."
    )


def test_the_model_is_loaded_beforehand_only_for_who_was_shown_suggestions(study):
    assert not study.project.suggestions.get_ready()
    study.suggest(ASKED[0])
    assert not study.project.as_coder("Ben").suggestions.get_ready()
    later = study.project.as_coder("Ana").suggestions
    assert (later.get_ready(), later.get_ready()) == (True, False)
    study.project.rounds.open()
    assert not study.project.as_coder("Ana").suggestions.get_ready()


def test_one_is_accepted_as_a_coding_that_says_so_and_all_are_refused(study):
    place, found = study.at(ASKED[0]), study.suggest(ASKED[0])
    before = study.project.codings.count()
    made = study.project.suggestions.accept(
        study.source, place, study.money, found.offer, words=ASKED[0]
    )
    (coding,) = [c for c in study.project.codings.in_source(study.source) if c.id == made]
    assert (coding.segment, coding.code, coding.origin) == (place, study.money, "proposal")
    with study.project._opened.reading() as reads:
        *_, entry = reads.entries(study.project.head.seq - 1)
    assert entry.event.margin == found.offer.margin
    said = study.project.history.lines(limit=1)[0].sentence
    assert said.startswith("accepted the suggested code “money worries” for turn 9")
    assert "answered" in str(study.suggest(ASKED[0]).why_not)
    study.project.history.undo()
    assert study.project.codings.count() == before
    again = study.suggest(ASKED[0])
    assert again.codes == found.codes
    study.project.suggestions.refuse(study.source, place, again.offer)
    with study.project._opened.reading() as reads:
        (record,) = [one.record for one in reads.proposals.suggested()]
    assert (record.answer, record.code, record.offered) == ("refused", None, again.offer.codes)
    with pytest.raises(InvalidActionError, match="answered"):
        study.project.suggestions.accept(study.source, place, study.money, again.offer)
    study.project.rebuild()
    assert study.project.history.verify().ok


def test_a_page_is_told_to_ask_again_while_it_is_worked_out(study):
    place = study.at(ASKED[0])
    said = study.project.suggestions.ask(study.source, place, 1)
    assert isinstance(said, Working)
    other = study.project.suggestions.ask(study.source, study.at(ASKED[1]), 2)
    assert isinstance(other, Working)
    while isinstance(said := study.project.suggestions.ask(study.source, place, 1), Working):
        sleep(0.05)
    assert [one.code for one in said.codes][:1] == [study.money]
    assert isinstance(study.project.suggestions.ask(study.source, place, 3), Working)


def test_the_first_answer_waits_for_a_part_of_the_lessons_and_the_rest_are_read_after(study):
    opened = study.project._opened
    with opened.reading() as reads:
        coder = study.project.coders()[0].id
        taught = teaching(reads, Lessons().of(reads, coder), study.source, study.at(ASKED[0]))
    learning = Learning(opened, first=4)
    known = [one.words for one in learning.known(taught).lessons]
    assert known == [*MONEY[2:], *SLEEP[2:]]
    rest = learning.read_the_rest()
    assert rest is not None
    rest.result()
    assert learning.known(taught) == taught


def test_a_code_that_was_not_suggested_is_not_accepted_as_if_it_were(study):
    found = study.suggest(ASKED[0])
    other = study.project.codebook.create("other")
    with pytest.raises(InvalidActionError, match="not suggested"):
        study.project.suggestions.accept(study.source, study.at(ASKED[0]), other, found.offer)


def test_the_tool_learns_from_this_coder_alone_and_less_from_what_was_accepted(unlent):
    project, source = unlent.project, unlent.source
    ben = project.as_coder("Ben")
    ben.codings.apply(source, unlent.at(ASKED[2]), unlent.money)
    lessons = Lessons()
    with project._opened.reading() as reads:
        coder = project.coders()[0].id
        taught = teaching(reads, lessons.of(reads, coder), source, unlent.at(ASKED[0]))
    assert sorted(one.words for one in taught.lessons) == sorted((*MONEY, *SLEEP))
    assert ben.suggestions.for_segment(source, unlent.at(ASKED[1])).why_not is not None


def test_what_is_learnt_follows_every_act_and_leaves_out_the_passage_itself(unlent):
    project, source = unlent.project, unlent.source
    coder, lessons = project.coders()[0].id, Lessons()

    def words(at: Segment) -> list[str]:
        with project._opened.reading() as reads:
            taught = teaching(reads, lessons.of(reads, coder), source, at)
        return [one.words for n, one in enumerate(taught.lessons) if n not in taught.own]

    here = unlent.at(ASKED[0])
    assert words(here) == [*MONEY, *SLEEP]
    made = project.codings.apply(source, unlent.at(ASKED[1]), unlent.sleep)
    assert words(here) == [*MONEY, *SLEEP, ASKED[1]]
    assert words(unlent.at(ASKED[1])) == [*MONEY, *SLEEP]
    project.codings.remove(made)
    assert words(here) == [*MONEY, *SLEEP]
    project.codebook.set_state(unlent.money, "retired")
    assert words(here) == [*SLEEP]
    project.history.undo()
    project.sources.map_speaker(source, 1, SpeakerChoice("interviewer", "Ida"))
    assert words(here) == []


def test_the_code_before_is_known_only_to_who_codes_from_the_top_down(unlent):
    project, source = unlent.project, unlent.source
    coder = project.coders()[0].id

    def before(at: Segment) -> list[str]:
        with project._opened.reading() as reads:
            taught = teaching(reads, Lessons().of(reads, coder), source, at)
        return [taught.codes[place].name for place in taught.before]

    assert before(unlent.at(ASKED[0])) == ["bad nights"]
    project.codings.apply(source, unlent.at(ASKED[2]), unlent.money)
    assert before(unlent.at(ASKED[0])) == []


def test_a_model_that_is_missing_is_one_sentence_and_the_study_as_it_was(unlent, tmp_path):
    unlent.project._opened.reckoning = Reckoning(tmp_path / "no model")
    before = unlent.project.head
    assert "no model" in why_not(unlent.project, unlent.source, unlent.at(ASKED[0]))
    assert unlent.project.head == before


def test_a_running_study_reads_anew_with_another_model_and_a_damaged_one_is_not_taken(
    study, lend, tmp_path
):
    assert study.suggest(ASKED[0]).codes, "the study holds vectors of 384 numbers"
    folder, words = small_model(tmp_path / "small"), study.at(ASKED[1])
    with open_project(study.project.where, coder="Ana") as project:
        opened = lend(project)._opened
        assert project.similar.prepare() == 11, "and so do its passages"
        opened.reckoning = Reckoning()
        card = project.machine.choose_model(folder)
        assert (card.name, card.dimension) == ("small", 32)
        project.suggestions.for_segment(study.source, words)
        head, encoder = project.head, opened.reckoning.encoder()
        assert model_of(opened) == card
        assert project.similar.to_words("rent")[0].words in (MONEY[0], MONEY[1], ASKED[0])
        held = opened.at_hand.held
        shutil.rmtree(folder)
        small_model(folder, seed=1)
        assert project.machine.choose_model(folder).sha256 != card.sha256, "another in its folder"
        assert project.similar.to_words("rent")
        assert opened.at_hand.held is not held
        with pytest.raises(ComputationStoppedError, match="The model was changed"):
            held.encoder.refuse_retired()
        encoder = opened.reckoning.encoder()
        weights = folder / "model.safetensors"
        weights.write_bytes(weights.read_bytes()[:100_000])
        with pytest.raises(InvalidFileError, match="damaged"):
            project.machine.choose_model(folder)
        assert (opened.reckoning.encoder(), model_folder()) == (encoder, folder)
        assert project.machine.choose_model(None).dimension == 384
        assert (encoder.process_id, opened.reckoning.encoder().folder) == (None, None)
        with pytest.raises(ComputationStoppedError, match="The model was changed"):
            encoder.encode(["whoever asked the one before"])
        assert project.head == head


def why_not(project: Project, source: SourceId, words: Segment) -> str:
    """Ask as a page does until there is an answer; return why nothing is suggested."""
    while isinstance(said := project.suggestions.ask(source, words, 1), Working):
        sleep(0.05)
    assert (said.codes, said.offer) == ((), None)
    return str(said.why_not)


def test_a_reason_is_quoted_once_the_content_note_of_its_source_was_read(study):
    project, said = study.project, f"P07: {ASKED[0]}\nINT: And then?"
    other = project.sources.add(draft(said, name="other.txt"), speakers=WHO)
    project.reading.mark_all(other)
    asked = Asked(Segment(5, 5 + len(ASKED[0])), 1)
    while "working" in (row := second_row(project, other, asked, {study.source}) or {}):
        sleep(0.05)
    assert row["codes"] == [[study.money, "", "P07 first"]]
    ((_, because, _),) = (second_row(project, other, asked, ()) or {})["codes"]
    assert because in MONEY


def test_nothing_is_suggested_before_anything_is_coded(project):
    source = project.sources.add(draft(SOURCE), speakers=WHO)
    project.reading.mark_all(source)
    start = SOURCE.index(ASKED[0])
    said = project.suggestions.for_segment(source, Segment(start, start + 9))
    assert "once you coded" in str(said.why_not)
