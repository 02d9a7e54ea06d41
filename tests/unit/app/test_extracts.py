from dataclasses import replace

from tests.studies import TEXT, coded, draft
from workbench.app.cached import SourceText
from workbench.app.extracts import around, place, quotations_counted
from workbench.model.sifting import QuotationFilter
from workbench.model.source import Segment


def of(project, study) -> SourceText:
    facet = project.sources
    return SourceText(
        facet.text(study.source), facet.passages(study.source), facet.speakers(study.source)
    )


def test_what_stands_around_are_two_passages_before_and_after(project):
    study = coded(project)
    first, *_, last = project.codings.quotations()
    near = around(of(project, study), first)
    assert [(a.speaker, a.holds) for a in near] == [("INT", True), ("P07", False), ("INT", False)]
    assert near[0].words == "Can you tell me about that?"
    near = around(of(project, study), last)
    assert near[-1].holds
    assert near[-1].words in TEXT


def test_quotations_are_counted_with_their_codes_and_sources(project):
    study = coded(project)
    found = project.quotations.find(QuotationFilter())
    assert quotations_counted(found, 7, 12) == "7 quotations of 2 codes in 1 of 12 sources"
    found = project.quotations.find(QuotationFilter(code=study.limits), most=1)
    assert quotations_counted(found, 7, 1) == "3 of 7 quotations, of 1 code in 1 of 1 source"
    found = project.quotations.find(QuotationFilter(words="nowhere"))
    assert quotations_counted(found, 7, 3) == "0 of 7 quotations"


def test_a_place_names_speaker_source_and_turn(project):
    coded(project)
    assert place(project.codings.quotations()[0]) == "INT in P07 first, turn 1"


def test_a_place_names_the_page_where_the_source_has_pages(project):
    read = draft()
    source = project.sources.add(replace(read, pages=(0, 40, 100)))
    code = project.codebook.create("limits")
    for start in (5, 99, 100):
        project.codings.apply(source, Segment(start, start + 4), code)
    assert [place(quotation) for quotation in project.codings.quotations()] == [
        "INT in P07 first, turn 1, p. 1",
        "INT in P07 first, turn 3, p. 2",
        "INT in P07 first, turn 3, p. 3",
    ]
