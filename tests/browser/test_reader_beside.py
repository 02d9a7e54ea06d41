"""What stands beside the words in the reader: codes, facets, flags, examples, ways elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.browser.reading import Study, saved, short_study, standing, transcript
from tests.studies import TEXT
from workbench.model.codebook import Swatch
from workbench.model.facet import FacetForm
from workbench.model.ids import Words
from workbench.model.source import Segment
from workbench.project.facets import new_value

pytestmark = pytest.mark.browser


@pytest.fixture
def study(server: Server) -> Iterator[Study]:
    yield from short_study(server)


def test_a_merge_tells_what_it_touches_asks_why_and_can_be_undone(study, page):
    for start in range(5, 11):
        study.project.codings.apply(study.source, Segment(start, 20), study.code("limits"))
    study.open(page)
    page.get_by_role("treeitem", name="limits").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Merge into another code").click()
    page.keyboard.type("tru")
    page.keyboard.press("Enter")
    expect(
        page.get_by_text("Merge limits into trust: 6 codings will have the other code.")
    ).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("treeitem", name="limits")).to_have_count(0)
    page.get_by_role("textbox", name="Why?").fill("the same thing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Gave a reason")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("treeitem", name="limits, 6 codings")).to_be_visible()
    assert study.project.codings.count(study.code("limits")) == 6
    assert "the same thing" in [line.reason for line in study.project.history.lines()]


def test_a_code_is_renamed_moved_and_painted_from_the_tree(study, page):
    study.open(page)
    page.get_by_role("treeitem", name="limits").focus()
    page.keyboard.press("F2")
    page.keyboard.type("borders")
    page.keyboard.press("Enter")
    page.get_by_role("treeitem", name="borders").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Move under another code").click()
    page.keyboard.type("trust")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Moved .*borders.* to .*trust"))).to_be_visible()
    page.get_by_role("treeitem", name="borders").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Change colour").click()
    page.get_by_role("button", name="wine, hatched").click()
    expect(page.get_by_text("another colour")).to_be_visible()
    code = study.project.codebook.find("trust / borders")
    assert (code.swatch.colour, code.swatch.pattern) == ("#882255", "hatched")


def test_a_deleted_code_is_asked_about_first(study, page):
    study.project.codings.apply(study.source, Segment(5, 12), study.code("trust"))
    study.open(page)
    page.get_by_role("treeitem", name="trust").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_text("Delete trust: its 1 coding goes too.")).to_be_visible()
    page.keyboard.press("Escape")
    assert "trust" in study.paths()
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    saved(page, 0)
    assert study.paths() == ["limits"]


def test_what_another_person_did_meanwhile_is_told_beside_the_thing(study, page):
    coding = study.project.codings.apply(study.source, Segment(5, 12), study.code("trust"))
    study.open(page)
    study.project.as_coder("Ben").codings.recode(coding, study.code("limits"))
    for key in ("j", "e", "Enter", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("limits")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("another code meanwhile")
    expect(page.get_by_role("button", name="Coding limits, Ana")).to_be_visible()


def test_words_are_flagged_as_third_party_and_let_go_by_key(study, page):
    study.open(page)
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("p")
    mark = page.get_by_role("button", name=re.compile("^Third party: “Can you tell me"))
    expect(mark).to_be_visible()
    expect(page.get_by_text("Flagged a third party in turn 1")).to_be_visible()
    (flag,) = study.project.flags.third_party(study.source)
    assert TEXT[flag.start : flag.end] == "Can you tell me about that?"
    page.keyboard.press("Escape")
    page.reload()
    mark.click()
    page.keyboard.press("p")
    expect(mark).to_have_count(0)
    expect(page.get_by_text("Took off a third-party flag in turn 1")).to_be_visible()
    assert study.project.flags.third_party(study.source) == []


def test_the_selection_is_put_on_a_codes_card_by_key(study, page):
    study.open(page)
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("x")
    page.keyboard.type("lim")
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Close, but no").press("Enter")
    expect(page.get_by_text("as “close but no” for “limits”")).to_be_visible()
    (shown,) = study.project.codebook.exemplars(study.code("limits"))
    assert shown.words == "Can you tell me about that?"


def test_find_opens_by_key_from_wherever_one_is_in_the_reader(study, page):
    study.open(page)
    places = {
        "the transcript": lambda: transcript(page).focus(),
        "the codebook": lambda: page.get_by_role("treeitem").first.focus(),
        "its search": lambda: page.keyboard.press("/"),
        "the palette": lambda: (page.keyboard.press("j"), page.keyboard.press("s"),
                                page.keyboard.press("c")),
        "the list of keys": lambda: page.get_by_role("button", name="List of keys").click(),
        "after an undo": lambda: (page.keyboard.press("1"), page.keyboard.press("Control+z")),
    }  # fmt: skip
    for place, go in places.items():
        transcript(page).focus()
        go()
        page.keyboard.press("Control+k")
        dialog = page.get_by_role("dialog", name="Find in the study")
        expect(dialog, f"from {place}").to_be_visible()
        expect(dialog.get_by_label("Words to find")).to_be_focused()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_a_selection_leads_to_more_like_it_and_a_coding_to_what_rests_on_it(study, page):
    place = Segment(TEXT.index("We don't"), TEXT.index("We don't") + 8)
    study.project.codings.apply(study.source, place, study.code("trust"))
    study.open(page)
    for key in ("j", "j", "s", "l"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="More like this")).to_be_visible()
    expect(page.get_by_text("“I e\u0301te\u0301 there 😀, with 👩‍👩‍👧 and 𝒜.”")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Coding trust, Ana").click()
    page.get_by_role("button", name="What rests on it").click()
    expect(page.get_by_role("heading", name="Trace")).to_be_visible()
    expect(page.get_by_text("We don't", exact=True)).to_be_visible()


def test_facets_are_set_by_one_key_and_taken_off_again(study, page):
    values = (new_value("raises strain", "U"), new_value("protects", "D"))
    facets = study.project.facets
    facet = facets.define(FacetForm(Words("Direction"), values, several=True))
    study.open(page)

    def carried() -> list[tuple[str, ...]]:
        return [quotation.facets for quotation in study.quotations()]

    for key in ("j", "j", "s", "c"):
        page.keyboard.press(key)
    page.keyboard.type("trust")
    page.keyboard.press("Enter")
    saved(page, 1)
    page.keyboard.press("Shift+U")
    stripe = page.get_by_role("button", name=re.compile(r"^Coding trust, Ana; Direction"))
    expect(stripe).to_have_accessible_name("Coding trust, Ana; Direction: raises strain")
    expect(page.get_by_text("Set “Direction” to “raises strain”")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.press("Shift+D")
    expect(stripe).to_have_accessible_name("Coding trust, Ana; Direction: raises strain, protects")
    expect(stripe).to_be_focused()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Coding trust")
    button = card.get_by_role("button", name="raises strain")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+U")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    expect(stripe).to_be_focused()
    expect(standing(page)).to_contain_text("saved")
    assert carried() == [(values[1].id,)]
    page.keyboard.press("Control+z")
    expect(stripe).to_have_accessible_name("Coding trust, Ana; Direction: raises strain, protects")
    page.keyboard.press("?")
    expect(page.get_by_text("Direction: protects", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    facets.remove(facet)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("button", name="Coding trust, Ana", exact=True)).to_be_visible()


def test_a_facet_key_without_a_coding_says_what_to_do(study, page):
    study.project.facets.define(FacetForm(Words("Stance"), (new_value("wanted", "W"),)))
    study.open(page)
    page.keyboard.press("Shift+W")
    expect(page.get_by_text("No coding is chosen. Press e")).to_be_visible()


def test_stripes_and_marks_show_the_colour_of_their_code(study, page):
    blue = Swatch("#0072B2", "plain")
    study.project.codebook.recolour(study.code("trust"), blue)
    study.project.codings.apply(study.source, Segment(5, 14), study.code("trust"))
    study.open(page)
    for mark in (
        page.get_by_role("button", name="Coding trust, Ana"),
        page.get_by_role("treeitem", name="trust").locator(".chip"),
    ):
        expect(mark).to_have_css("background-color", "rgb(0, 114, 178)")
