"""What one coder keeps private, no other is told by anything the program can be asked.

Every method of a project and of its facets is either asked here or named as an act; so is every
command. One that is added later and is neither fails a test, until somebody has thought of it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer

from tests.integration.alone import place
from tests.integration.commands.conftest import run
from tests.questions import (
    ACTS,
    APART,
    AUDITORS,
    BY_ONE,
    LOOKS,
    MARK,
    OF_ENTRIES,
    OF_MEANING,
    QUESTIONS,
    Known,
    doors,
    keep,
    known,
    told_by,
)
from tests.studies import Coded, coded
from tests.test_house import commands_below
from workbench.errors import InvalidActionError, NotFoundError, WorkbenchError
from workbench.model.ids import Words
from workbench.model.memo import MemoLink, MemoText
from workbench.model.sifting import QuotationFilter
from workbench.model.source import SpeakerChoice
from workbench.model.study import DecisionRecord, MeetingRecord
from workbench.model.theme import MapPlace, ThemeText
from workbench.project.diaries import export_memos
from workbench.project.exports import EXPORTS, Wanted, export_as
from workbench.project.keeping import copy_for_colleague
from workbench.project.memos import MemoConflictError
from workbench.project.project import Project, create_project
from workbench.project.summary_choices import SummaryChoice
from workbench.project.transfer import export_codebook, export_codings

__all__ = ["known", "place", "run"]


def test_every_door_of_a_project_was_thought_of(project: Project) -> None:
    told = QUESTIONS.keys() | OF_ENTRIES | APART | OF_MEANING | AUDITORS | BY_ONE | ACTS
    assert sorted({*doors(project)} ^ told) == []


def test_every_answer_is_the_same_whether_another_keeps_memos_or_not(known: Known) -> None:
    list(known.project.find.catch_up())
    before = {name: repr(ask(known)) for name, ask in QUESTIONS.items()}
    kept = keep(known)
    after = {name: repr(ask(known)) for name, ask in QUESTIONS.items()}
    assert [name for name in before if before[name] != after[name]] == []
    for name, answer in after.items():
        assert MARK not in answer, name
        assert not any(thing in answer for thing in (*kept.memos, *kept.actions)), name


def test_a_memo_that_was_closed_is_not_told_of_even_in_the_past(known: Known) -> None:
    ana = known.project.as_coder("Ana")
    made = ana.memos.write(MemoText(Words(MARK), Words(MARK)))
    written, action = ana.head.seq, ana.history.action_at(ana.head.seq)
    ana.history.give_reason(action, f"{MARK} why")
    assert known.project.summary_at(written).memos == 2
    assert MARK in repr(known.project.snapshot())
    ana.memos.show(made, "private")
    answers = repr({name: ask(known) for name, ask in QUESTIONS.items()})
    assert not any(thing in answers for thing in (MARK, made, action))
    assert known.project.summary_at(written).memos == 1
    assert ana.summary_at(written).memos == 2
    assert MARK in repr(ana.snapshot().reasons)


def test_a_memo_that_others_linked_to_is_in_nothing_they_read_once_it_is_closed(
    known: Known, tmp_path: Path
) -> None:
    ben, ana = known.project, known.project.as_coder("Ana")
    made = ana.memos.write(MemoText(body=Words("hers")))
    link = f"memo:{made}"
    text = replace(ben.memos.one(known.memo).text, links=Words(link))
    ben.memos.edit(
        known.memo, replace(text, body=Words(f"{text.body}, [[{link}]]")), base=known.seq
    )
    record = replace(ben.decisions.one(known.decision).record, affected=Words(link))
    ben.decisions.change(known.decision, record)
    assert repr({name: ask(known) for name, ask in QUESTIONS.items()}).count(made) > 10
    seen = ben.memos.one(known.memo)
    ana.memos.show(made, "private")
    answers = {name: repr(ask(known)) for name, ask in QUESTIONS.items()}
    assert [name for name, answer in answers.items() if made in answer] == []
    assert ben.memos.backlinks(made) == []
    export_memos(ben, tmp_path / "diary.md")
    assert made not in (tmp_path / "diary.md").read_text("utf-8")
    ana.memos.edit(known.memo, MemoText(body=Words("mine")), base=ana.head.seq)
    with pytest.raises(MemoConflictError) as met:
        ben.memos.edit(known.memo, replace(seen.text, body=Words("other")), base=seen.version)
    assert made not in repr(vars(met.value))


def test_who_saves_what_they_read_loses_no_link_to_a_memo_that_was_closed(known: Known) -> None:
    ben, ana = known.project, known.project.as_coder("Ana")
    made = ana.memos.write(MemoText(body=Words("hers")))
    body = Words(f"As [[memo:{made}]] says")
    ours = ben.memos.write(MemoText(body=body, links=Words(f"memo:{made}")))
    decided = DecisionRecord("2026-02-01", Words("So?"), affected=Words(f"memo:{made}"))
    decision = ben.decisions.record(decided)
    ana.memos.show(made, "private")
    text = ben.memos.one(ours).text
    assert text.body != body
    ben.memos.edit(ours, replace(text, body=Words(f"{text.body} still")), base=ben.head.seq)
    as_begun = MemoText(body=Words(f"{body} more"), links=Words(f"memo:{made}"))
    ben.memos.edit(ours, as_begun, base=ben.head.seq)  # from a page drawn before it was closed
    ben.memos.show(ours, "auditor")
    read = ben.decisions.one(decision).record
    ben.decisions.change(decision, replace(read, why=Words("because")))
    assert ana.memos.one(ours).text.body == f"{body} more"
    assert ana.memos.one(ours).text.links == f"memo:{made}"
    assert ana.decisions.one(decision).record == replace(decided, why=Words("because"))
    ben.memos.remove(ours)
    ben.history.undo()
    ana.memos.show(made, "team")
    assert ben.memos.one(ours).text.body == f"{body} more"
    assert ben.history.verify().ok


def test_an_entry_that_is_kept_is_as_one_that_is_not_there(known: Known) -> None:
    kept = keep(known)
    ben, nowhere = known.project, 10**6
    for seq in kept.seqs:
        for ask in (ben.history.action_at, ben.history.undo):
            told = []
            for asked in (seq, nowhere):
                with pytest.raises(NotFoundError) as met:
                    ask(asked)
                told.append(str(met.value).replace(str(asked), "N"))
            first = str(min(s for s in kept.seqs))
            assert told[0] == told[1] or first in told[0]
            assert MARK not in told[0]
    for action in kept.actions:
        with pytest.raises(NotFoundError):
            ben.history.give_reason(action, "why")


def test_a_private_act_takes_no_reason_that_others_would_read(known: Known) -> None:
    kept = keep(known)
    with pytest.raises(InvalidActionError, match="Write it into the memo"):
        known.project.as_coder("Ana").history.give_reason(kept.actions[0], "why")


def test_acts_about_kept_memos_are_refused_as_if_they_were_not_there(known: Known) -> None:
    kept = keep(known)
    ben = known.project
    for memo in kept.memos:
        link = MemoLink("memo", memo)
        assert ben.memos.words_of_all([link]).get(link) is None
        assert ben.memos.backlinks(memo) == []
        with pytest.raises(NotFoundError):
            ben.quotations.find(QuotationFilter(memo=memo))
        with pytest.raises(WorkbenchError, match="not in the study"):
            ben.memos.write(MemoText(body=Words(f"see [[{link}]]")))


def test_files_that_another_writes_hold_nothing_of_it(known: Known, tmp_path: Path) -> None:
    ben = known.project

    def write(folder: str) -> dict[str, bytes]:
        there = tmp_path / folder
        there.mkdir()
        export_codings(ben, there / "codings.csv")
        for name in ("book.csv", "book.md"):
            export_codebook(ben, there / name)
        export_memos(ben, there / "diary.md", private=True)
        return {file.name: file.read_bytes() for file in there.iterdir()}

    before = write("before")
    keep(known)
    after = write("after")
    assert before == after
    copy = copy_for_colleague(ben, tmp_path / "copy.qwb")
    assert MARK.encode() not in copy.read_bytes()


def test_a_decision_names_no_memo_that_is_kept(known: Known) -> None:
    ana = known.project.as_coder("Ana")
    memo = ana.memos.write(MemoText(body=Words("to be decided")))
    made = ana.decisions.record(DecisionRecord("2026-02-01", Words("So?"), memo=memo))
    met = ana.meetings.record(MeetingRecord("2026-02-01", agenda=Words("So?"), memo=memo))
    assert known.project.decisions.one(made).record.memo == memo
    ana.memos.show(memo, "private")
    assert known.project.decisions.one(made).record.memo is None
    assert known.project.meetings.one(met).record.memo is None
    assert ana.decisions.one(made).record.memo == memo


#: Commands that act, write files that are tested above, check the trail, or look at what
#: participants say alone.
DEEDS = {
    "workbench demo", "workbench app", "workbench new", "workbench import", "workbench code",
    "workbench export", "workbench undo", "workbench redo", "workbench backup",
    "workbench restore", "workbench copy", "workbench codebook import",
    "workbench codebook export", "workbench attributes import", "workbench memos export",
    "workbench round open", "workbench round close",
    "workbench themes adopt", "workbench themes allow", "workbench themes propose",
    "workbench trail verify", "workbench similar", "workbench suggest",
    "workbench trace", "workbench source correct", "workbench model", "workbench workers",
}  # fmt: skip


#: Told to an auditor, who is told how many there are and when they were begun.
COUNTS = {"workbench memos counts"}


def test_every_command_was_thought_of() -> None:
    from workbench.cli.main import app

    commands = {name for name, _ in commands_below(typer.main.get_command(app), "workbench")}
    assert sorted(commands ^ (LOOKS.keys() | DEEDS | COUNTS)) == []


def test_no_command_tells_of_what_is_kept(run, tmp_path: Path) -> None:
    with create_project(tmp_path / "told.qwb", name="Study", coder="Ana") as project:
        study = coded(project)
        ben = project.as_coder("Ben")
        memo = ben.memos.write(MemoText(body=Words("ours")))
        decision = ben.decisions.record(DecisionRecord("2026-01-31", Words("Which?")))
        meeting = ben.meetings.record(MeetingRecord("2026-01-31", agenda=Words("Codes")))
        known = Known(ben, study, memo, decision, meeting, project.head.seq)
        before = {command: told_by(run, command, project.where) for command in LOOKS}
        kept = keep(known)
        after = {command: told_by(run, command, project.where) for command in LOOKS}
        past = run("show", project.where, "--at", str(project.head.seq), "--json")
        handed_over = _handed_over(ben, study, tmp_path)
    assert before == after
    assert json.loads(past.out)["memos"] == 1
    everything = str(after) + handed_over
    assert not any(thing in everything for thing in (MARK, *kept.memos, *kept.actions))


def _handed_over(ben: Project, study: Coded, folder: Path) -> str:
    """Every format that there is, in one string."""
    theme = ben.themes.make(ThemeText(Words("Lines")), codes=[study.limits])
    ben.theme_map.arrange([MapPlace("theme", theme, 10, 20)])
    ben.sources.map_speaker(study.source, 1, SpeakerChoice("participant", "P07"))
    (person,) = ben.cases.all()
    wanted = Wanted(summary=SummaryChoice(participant=person.id))
    told = []
    for name, form in EXPORTS.items():
        out = folder / f"{name}.{next(e for e in ('csv', 'md', 'svg') if e in form.endings)}"
        export_as(ben, name, out, wanted)
        told.append(out.read_text("utf-8"))
    return "".join(told)
