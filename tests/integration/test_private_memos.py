"""What one coder keeps private, no other is told by anything the program can be asked.

Every method of a project and of its facets is either asked here or named as an act; so is every
command. One that is added later and is neither fails a test, until somebody has thought of it.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.integration.commands.conftest import run
from tests.studies import Coded, coded
from tests.test_house import commands_below
from workbench.errors import InvalidActionError, NotFoundError, WorkbenchError
from workbench.model.ids import CodingId, Words
from workbench.model.memo import MemoLink, MemoText
from workbench.model.sifting import QuotationFilter
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.study import DecisionRecord, MeetingRecord
from workbench.model.theme import MapPlace, ThemeText
from workbench.project.diaries import export_memos
from workbench.project.exports import EXPORTS, Wanted, export_as
from workbench.project.keeping import copy_for_colleague
from workbench.project.memos import MemoConflictError
from workbench.project.project import Project, create_project
from workbench.project.summary_choices import SummaryChoice
from workbench.project.transfer import export_codebook, export_codings

__all__ = ["run"]
MARK = "quokkaquokka"


@dataclass(frozen=True)
class Known:
    """What Ben may know: a coded study with a memo, a decision and a meeting for everybody."""

    project: Project
    study: Coded
    memo: Any
    decision: Any
    meeting: Any
    seq: int
    theme: Any = None


@dataclass(frozen=True)
class Kept:
    """What Ana keeps: ids of memos and of the acts on them, which Ben must never meet."""

    memos: tuple[str, ...]
    actions: tuple[str, ...]
    seqs: range


@pytest.fixture
def known(project: Project) -> Known:
    study = coded(project)
    ben = project.as_coder("Ben")
    memo = ben.memos.write(MemoText(Words("ours"), Words(f"On [[code:{study.limits}]] we agree")))
    decision = ben.decisions.record(DecisionRecord("2026-01-31", Words("Which?")))
    meeting = ben.meetings.record(MeetingRecord("2026-01-31", agenda=Words("Codes")))
    theme = ben.themes.make(ThemeText(Words("Lines")), codes=[study.limits])
    return Known(ben, study, memo, decision, meeting, project.head.seq, theme)


def keep(known: Known) -> Kept:
    """Let Ana do with private memos whatever can be done, about everything that Ben reads of."""
    ana = known.project.as_coder("Ana")
    coding = ana.codings.in_source(known.study.source)[0].id
    things = (
        f"code:{known.study.limits} source:{known.study.source} coding:{coding} memo:{known.memo} "
        f"decision:{known.decision} meeting:{known.meeting}"
    )
    first = ana.head.seq + 1
    text = MemoText(Words(f"{MARK} title"), Words(f"{MARK} body"), Words(things))
    mine = ana.memos.write(text, visibility="private")
    ana.memos.edit(mine, replace(text, body=Words(f"{MARK} more")), base=ana.head.seq)
    ana.memos.grow(mine, "growing")
    ana.history.undo()
    ana.history.redo()
    gone = ana.memos.write(MemoText(body=Words(f"{MARK} gone")), visibility="private")
    ana.memos.remove(gone)
    stand = MemoText(body=Words(f"see [[memo:{mine}]]"), kind=Words("positionality"))
    other = ana.memos.write(stand, visibility="private")
    seqs = range(first, ana.head.seq + 1)
    actions = tuple(ana.history.action_at(seq) for seq in seqs)
    assert len({line.action for line in ana.history.lines()} & {*actions}) == len({*actions})
    return Kept((mine, gone, other), actions, seqs)


def _coding(k: Known) -> CodingId:
    return k.project.codings.in_source(k.study.source)[0].id


def _segment(k: Known) -> MemoLink:
    return MemoLink("segment", k.study.source, 38, 44)


#: Every question that can be put to a project, and how.
QUESTIONS: dict[str, Callable[[Known], object]] = {
    "project.coder": lambda k: k.project.coder,
    "project.coder_name": lambda k: k.project.coder_name,
    "project.coders": lambda k: k.project.coders(),
    "project.is_on_server": lambda k: k.project.is_on_server,
    "project.name": lambda k: k.project.name,
    "project.snapshot": lambda k: k.project.snapshot(),
    "project.stance": lambda k: k.project.stance,
    "project.summary": lambda k: replace(k.project.summary(), entries=0, head=""),
    "project.summary_at": lambda k: replace(
        k.project.summary_at(k.project.head.seq), entries=0, head=""
    ),
    "project.where": lambda k: k.project.where,
    "attributes.all": lambda k: k.project.attributes.all(),
    "attributes.values": lambda k: k.project.attributes.values(),
    "cases.all": lambda k: k.project.cases.all(),
    "cases.consents": lambda k: k.project.cases.consents(),
    "codebook.all": lambda k: k.project.codebook.all(),
    "codebook.all_exemplars": lambda k: k.project.codebook.all_exemplars(),
    "codebook.at": lambda k: k.project.codebook.at(k.project.head.seq),
    "codebook.cards": lambda k: k.project.codebook.cards(k.study.limits),
    "codebook.difference": lambda k: k.project.codebook.difference(1, k.project.head.seq),
    "codebook.exemplars": lambda k: k.project.codebook.exemplars(k.study.limits),
    "codebook.find": lambda k: k.project.codebook.find("limits"),
    "codebook.rows": lambda k: k.project.codebook.rows(),
    "codings.changes": lambda k: k.project.codings.changes(k.study.source, 0),
    "codings.count": lambda k: k.project.codings.count(),
    "codings.in_source": lambda k: k.project.codings.in_source(k.study.source),
    "codings.quotations": lambda k: k.project.codings.quotations(),
    "corrections.holding": lambda k: k.project.corrections.holding(k.study.source),
    "corrections.text_of": lambda k: k.project.corrections.text_of(k.study.source, 1),
    "corrections.versions": lambda k: k.project.corrections.versions(k.study.source),
    "corrections.with_words": lambda k: k.project.corrections.with_words(k.study.source, 2, "Hm."),
    "corrections.foresee": lambda k: k.project.corrections.foresee(
        k.study.source, k.project.corrections.with_words(k.study.source, 2, "Hm.")
    ),
    "decisions.all": lambda k: k.project.decisions.all(),
    "decisions.one": lambda k: k.project.decisions.one(k.decision),
    "facets.all": lambda k: k.project.facets.all(),
    "facets.counts": lambda k: k.project.facets.counts(),
    "facets.held": lambda k: k.project.facets.held(),
    "facets.shipped": lambda k: [form.name for form in k.project.facets.shipped()],
    "facets.carried": lambda k: k.project.facets.carried(
        [c.id for c in k.project.codings.in_source(k.study.source)]
    ),
    "find.behind": lambda k: k.project.find.behind(),
    "find.catch_up": lambda k: list(k.project.find.catch_up()),
    "find.hits": lambda k: k.project.find.hits(f"{MARK[:4]}*"),
    "find.memos": lambda k: (k.project.find.memos(f"{MARK[:4]}*"), k.project.find.memos("agree")),
    "find.standing": lambda k: k.project.find.standing(f"{MARK[:4]}*"),
    "flags.third_party": lambda k: k.project.flags.third_party(k.study.source),
    "groupings.origin_of": lambda k: k.project.groupings.origin_of(k.study.limits),
    "groupings.runs": lambda k: k.project.groupings.runs(),
    "groupings.why_not": lambda k: k.project.groupings.why_not(),
    "guide.marks": lambda k: k.project.guide.marks(k.study.source),
    "guide.questions": lambda k: k.project.guide.questions(),
    "hints.why_not": lambda k: k.project.hints.why_not(),
    "history.entries": lambda k: list(k.project.history.entries()),
    "history.lines": lambda k: k.project.history.lines(),
    "lifecycle.comparison": lambda k: k.project.lifecycle.comparison(k.study.limits),
    "lifecycle.foresee": lambda k: k.project.lifecycle.foresee(k.study.limits, []),
    "lifecycle.recheck_queue": lambda k: k.project.lifecycle.recheck_queue(),
    "meetings.all": lambda k: k.project.meetings.all(),
    "meetings.one": lambda k: k.project.meetings.one(k.meeting),
    "memos.about": lambda k: k.project.memos.about([k.study.limits, k.study.source, k.memo]),
    "memos.about_codings_of": lambda k: k.project.memos.about_codings_of(
        k.project.codings.in_source(k.study.source)[0].code
    ),
    "memos.all": lambda k: k.project.memos.all(),
    "memos.backlinks": lambda k: k.project.memos.backlinks(k.memo),
    "memos.counts": lambda k: k.project.memos.counts(),
    "memos.one": lambda k: k.project.memos.one(k.memo),
    "memos.places_now": lambda k: k.project.memos.places_now([_segment(k)]),
    "memos.versions": lambda k: k.project.memos.versions(k.memo),
    "memos.words_of_all": lambda k: k.project.memos.words_of_all([_segment(k)]),
    "quotations.among": lambda k: k.project.quotations.among(
        [c.id for c in k.project.codings.in_source(k.study.source)]
    ),
    "quotations.count": lambda k: k.project.quotations.count(),
    "quotations.find": lambda k: k.project.quotations.find(QuotationFilter()),
    "reading.marks": lambda k: k.project.reading.marks(k.study.source),
    "reading.progress": lambda k: k.project.reading.progress(),
    "rounds.all": lambda k: k.project.rounds.all(),
    "rounds.now": lambda k: k.project.rounds.now(),
    "sources.all": lambda k: k.project.sources.all(),
    "sources.all_details": lambda k: k.project.sources.all_details(),
    "sources.details": lambda k: k.project.sources.details(k.study.source),
    "sources.find": lambda k: k.project.sources.find("P07 first"),
    "sources.passages": lambda k: k.project.sources.passages(k.study.source),
    "sources.speakers": lambda k: k.project.sources.speakers(k.study.source),
    "sources.text": lambda k: k.project.sources.text(k.study.source),
    "sources.unlabelled": lambda k: k.project.sources.unlabelled(k.study.source),
    "study.details": lambda k: k.project.study.details(),
    "study.overview": lambda k: k.project.study.overview(),
    "study.phase": lambda k: k.project.study.phase(),
    "study.stance": lambda k: k.project.study.stance(),
    "study.title": lambda k: k.project.study.title(),
    "themes.all": lambda k: k.project.themes.all(),
    "themes.bearings": lambda k: k.project.themes.bearings(k.theme),
    "themes.columns": lambda k: k.project.themes.columns(k.theme, {}, 6),
    "themes.counts": lambda k: k.project.themes.counts(),
    "themes.notes_before": lambda k: k.project.themes.notes_before(),
    "themes.one": lambda k: k.project.themes.one(k.theme),
    "themes.prevalence": lambda k: k.project.themes.prevalence(k.theme),
    "themes.quotations": lambda k: k.project.themes.quotations(k.theme),
    "themes.searched": lambda k: k.project.themes.searched(),
    "themes.searches": lambda k: k.project.themes.searches(k.theme),
    "themes.themes_of": lambda k: k.project.themes.themes_of(_coding(k)),
    "themes.trace_theme": lambda k: k.project.themes.trace_theme(k.theme),
    "themes.versions": lambda k: k.project.themes.versions(k.theme),
    "claims.links": lambda k: k.project.claims.links(),
    "claims.now_what": lambda k: k.project.claims.now_what(k.theme),
    "claims.stale": lambda k: k.project.claims.stale(),
    "machine.part": lambda k: k.project.machine.part(),
    "matrix.cells": lambda k: k.project.matrix.cells(),
    "matrix.codes_by_person": lambda k: k.project.matrix.codes_by_person(),
    "matrix.themes_by_person": lambda k: k.project.matrix.themes_by_person(),
    "matrix.together": lambda k: k.project.matrix.together(),
    "tracing.coding": lambda k: k.project.tracing.coding(_coding(k)),
    "tracing.file": lambda k: k.project.tracing.file(2),
    "tracing.referred": lambda k: k.project.tracing.referred(_coding(k)[:8]),
    "tracing.passage": lambda k: k.project.tracing.passage(k.study.source, Segment(0, 20)),
    "theme_map.kept": lambda k: k.project.theme_map.kept(),
    "theme_map.now": lambda k: k.project.theme_map.now(),
}
#: What tells numbers and digests of entries, which everybody may see, or asks of what is no memo.
OF_ENTRIES = {
    "project.head",
    "history.last_entry_by",
    "history.verify",
}
#: Asked of things that the study here has none of, and that memos have no part in.
APART = {
    "matrix.said",
    "matrix.versions",
    "attributes.plan",
    "attributes.read",
    "cases.consent",
    "cases.may_quote",
    "cases.sources_of",
    "groupings.compare",
    "groupings.show",
    "sources.read",
    "sources.unpack",
}
#: Asked of what participants say and of codes alone, and tested where the model runs.
OF_MEANING = {
    "hints.codes_alike",
    "hints.read_differently",
    "hints.unlike_others",
    "similar.near_theme",
    "similar.prepare",
    "similar.to_code",
    "similar.to_coding",
    "similar.to_segment",
    "similar.to_words",
    "similar.unlike_coded",
    "similar.unread_near",
    "suggestions.ask",
    "suggestions.for_segment",
}
#: Told to an auditor only; tested where memos are.
AUDITORS = {"memos.counts_for_auditor"}
#: What is asked about one entry or memo; tested below with those that are kept.
BY_ONE = {"history.action_at", "history.undo", "history.give_reason"}
#: Acts: they answer with what they made.
ACTS = {
    "project.as_coder", "project.close", "project.once", "project.rebuild",
    "attributes.bring", "attributes.change", "attributes.define", "attributes.remove",
    "attributes.set", "cases.add", "cases.record_consent", "cases.remove", "cases.rename",
    "codebook.ask_recheck", "codebook.choose_exemplar", "codebook.create", "codebook.delete",
    "codebook.drop_exemplar", "codebook.load", "codebook.merge", "codebook.move",
    "codebook.recolour", "codebook.redefine", "codebook.rename", "codebook.set_state",
    "codings.apply", "codings.apply_all", "codings.apply_second", "codings.judge_all",
    "codings.print_as", "codings.recode", "codings.recode_all", "codings.remove",
    "codings.remove_all", "codings.resize", "corrections.correct", "decisions.change",
    "decisions.record", "decisions.remove", "facets.change", "facets.define", "facets.remove",
    "facets.set",
    "facets.set_all", "facets.toggle", "flags.flag", "flags.unflag", "groupings.adopt_as_code",
    "groupings.adopt_as_theme", "groupings.allow", "groupings.drop", "groupings.propose",
    "groupings.refuse", "guide.add", "guide.mark",
    "guide.remove", "guide.reword", "hints.set_aside", "history.redo", "lifecycle.arrange",
    "lifecycle.judge",
    "lifecycle.split", "meetings.change", "meetings.record",
    "meetings.remove", "memos.edit", "memos.grow", "memos.remove", "memos.show", "memos.write",
    "similar.give", "sources.add", "sources.change_kind", "sources.describe", "sources.map_speaker",
    "sources.map_unlabelled", "sources.note_refusal", "sources.remove", "sources.rename",
    "reading.mark", "reading.mark_all", "reading.mark_up_to", "reading.unmark",
    "rounds.close", "rounds.open",
    "study.describe", "study.move_to", "study.rename", "study.set_stance",
    "suggestions.accept", "suggestions.refuse",
    "themes.drop_search", "themes.edit", "themes.look_for_contrary", "themes.make", "themes.nest",
    "themes.note_asked", "themes.order", "themes.place", "themes.put_out",
    "themes.set_state", "themes.take_in", "claims.add_line", "claims.change_line", "claims.link",
    "claims.remove_line", "claims.review", "claims.unlink", "matrix.write", "theme_map.arrange",
    "theme_map.drop", "theme_map.keep", "theme_map.relate", "theme_map.unrelate",
}  # fmt: skip


def doors(project: Project) -> Iterator[str]:
    """Every public method and property of a project and of its facets, by name."""
    facets = {name: facet for name, facet in vars(project).items() if not name.startswith("_")}
    for name, thing in {"project": project, **facets}.items():
        if type(thing).__module__.startswith("workbench"):
            yield from (f"{name}.{m}" for m, _ in inspect.getmembers(type(thing)) if m[0] != "_")


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


#: Commands that tell of a study, with what they need after its place.
LOOKS: dict[str, tuple[str, ...]] = {
    "workbench show": ("--json",),
    "workbench sources": ("--json",),
    "workbench source versions": ("P07 first", "--json"),
    "workbench cases": ("--json",),
    "workbench codes": ("--json",),
    "workbench codings": ("--json",),
    "workbench find": (f"{MARK[:4]}*", "--json"),
    "workbench memos list": ("--coder", "Ben", "--json"),
    "workbench trail list": ("--json",),
    "workbench decisions": ("--json",),
    "workbench meetings": ("--json",),
    "workbench themes list": ("--json",),
}
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
    "workbench trace", "workbench source correct",
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
        before = {command: _told(run, command, project.where) for command in LOOKS}
        kept = keep(known)
        after = {command: _told(run, command, project.where) for command in LOOKS}
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


def _told(run, command: str, where: str) -> str:
    answer = run(*command.split()[1:], where, *LOOKS[command])
    assert answer.code == 0, answer.err
    told = json.loads(answer.out)
    if command == "workbench show":
        told |= {"entries": 0, "head": ""}
    return str(told)
