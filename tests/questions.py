"""Everything a project can be asked, and everything another coder may keep from the answers."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.studies import Coded, coded
from workbench.model.ids import CodingId, Words
from workbench.model.memo import MemoLink, MemoText
from workbench.model.sifting import QuotationFilter
from workbench.model.source import Segment
from workbench.model.study import DecisionRecord, MeetingRecord
from workbench.model.theme import ThemeText
from workbench.project.project import Project

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
    "project.is_replaced": lambda k: k.project.is_replaced,
    "project.name": lambda k: k.project.name,
    "project.number": lambda k: k.project.number,
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
    "groupings.unread": lambda k: k.project.groupings.unread(),
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
    "rounds.read_through": lambda k: k.project.rounds.read_through(),
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
    "machine.model_in_use": lambda k: k.project.machine.model_in_use,
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
    "suggestions.get_ready",
    "suggestions.for_segment",
}
#: Told to an auditor only; tested where memos are.
AUDITORS = {"memos.counts_for_auditor"}
#: What is asked about one entry or memo; tested below with those that are kept.
BY_ONE = {"history.action_at", "history.undo", "history.give_reason"}
#: Acts: they answer with what they made.
ACTS = {
    "project.anew", "project.as_coder", "project.close", "project.once", "project.rebuild",
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
    "groupings.refuse", "guide.add", "guide.mark", "machine.choose_model",
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


def doors(project: Project) -> Iterator[str]:
    """Every public method and property of a project and of its facets, by name."""
    facets = {name: facet for name, facet in vars(project).items() if not name.startswith("_")}
    for name, thing in {"project": project, **facets}.items():
        if type(thing).__module__.startswith("workbench"):
            yield from (f"{name}.{m}" for m, _ in inspect.getmembers(type(thing)) if m[0] != "_")


def told_by(run, command: str, where: str) -> str:
    """What a command answers, but for the numbers of entries."""
    answer = run(*command.split()[1:], where, *LOOKS[command])
    assert answer.code == 0, answer.err
    told = json.loads(answer.out)
    if command == "workbench show":
        told |= {"entries": 0, "head": ""}
    return str(told)
