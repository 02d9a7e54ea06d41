"""The reader as hands use it: a real browser, the real app, a real project file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, free_port, furnish
from tests.studies import TEXT, draft
from workbench.model.codebook import Swatch
from workbench.model.coding import Quotation
from workbench.model.facet import FacetForm
from workbench.model.ids import CodeId, SourceId, Words
from workbench.model.source import Segment
from workbench.project.facets import new_value
from workbench.project.project import Project, create_project
from workbench.project.settings import remember_project

pytestmark = pytest.mark.browser

#: Looks through shadow roots for the reader's transcript.
FIND_ROWS = """
  const find = (root) => root.querySelector('.scroll') ??
    [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const rows = [...find(document).querySelectorAll('.row')];
"""


class Study:
    """A study with one transcript, open in the app."""

    def __init__(self, server: Server, project: Project, source: SourceId) -> None:
        self.server = server
        self.project = project
        self.source = source

    def open(self, page: Page, coding: str | None = None) -> Page:
        address = f"{self.server.url}/read?project={self.project.id}&source={self.source}"
        page.goto(address + (f"&coding={coding}" if coding else ""))
        expect(transcript(page)).to_be_visible()
        expect(standing(page)).to_contain_text("saved")
        return page

    def words(self) -> list[str]:
        return sorted(quotation.words for quotation in self.quotations())

    def quotations(self) -> list[Quotation]:
        return self.project.codings.quotations(source=self.source)

    def paths(self) -> list[str]:
        return [code.path_text for code in self.project.codebook.all()]

    def code(self, name: str) -> CodeId:
        return self.project.codebook.find(name).id


def begin(server: Server, text: str, codes: tuple[str, ...]) -> Study:
    where = server.home / "study.qwb"
    remember_project(where)
    project = create_project(where, name="Study", coder="Ana")
    source = project.sources.add(draft(text))
    for name in codes:
        project.codebook.create(name)
    return Study(server, project, source)


@pytest.fixture
def study(server: Server) -> Iterator[Study]:
    made = begin(server, TEXT, ("trust", "limits"))
    yield made
    made.project.close()


def transcript(page: Page) -> Locator:
    return page.get_by_role("document", name="Transcript")


def standing(page: Page) -> Locator:
    return page.get_by_role("status", name="Place and state")


def saved(page: Page, codings: int) -> None:
    noun = "coding" if codings == 1 else "codings"
    expect(standing(page)).to_contain_text(f"{codings} {noun} · saved")


def select(page: Page, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Select from one place (row, UTF-16 unit) to another, as a drag of the mouse ends."""
    page.evaluate(
        "([first, last]) => {"
        + FIND_ROWS
        + """
        const at = ([row, unit]) => [rows[row].querySelector('.words').firstChild, unit];
        getSelection().setBaseAndExtent(...at(first), ...at(last));
        rows[last[0]].dispatchEvent(new PointerEvent('pointerup', {bubbles: true, composed: true}));
        }""",
        [list(first), list(last)],
    )
    expect(page.get_by_role("toolbar", name="The selection")).to_be_visible()


def test_a_sentence_is_coded_with_a_new_code_by_keyboard_alone(study, page, outward):
    study.open(page)
    for key in ("j", "j", "s", "c"):
        page.keyboard.press(key)
    expect(page.get_by_role("combobox", name="Code for the selection")).to_be_focused()
    page.keyboard.type("being there")
    page.keyboard.press("Enter")
    saved(page, 1)
    assert study.paths() == ["being there", "limits", "trust"]
    assert study.words() == ["I e\u0301te\u0301 there 😀, with 👩‍👩‍👧 and 𝒜."]
    assert outward == []


def test_a_selection_that_starts_inside_an_emoji_is_coded_from_the_emoji(study, page):
    study.open(page)
    inside = TEXT.split("\n")[1].removeprefix("P07: ").index("😀") + 1
    select(page, (1, inside), (1, inside + 7))
    page.keyboard.press("1")
    saved(page, 1)
    assert study.words() == ["😀, with"]


def test_a_selection_across_turns_holds_the_labels_between_them(study, page):
    study.open(page)
    select(page, (2, 0), (3, 5))
    page.keyboard.press("2")
    saved(page, 1)
    assert study.words() == ["Mm.\nP07: We do"]


def test_a_code_is_given_with_the_mouse_alone(study, page):
    study.open(page)
    select(page, (3, 0), (3, 23))
    page.get_by_role("button", name="Code", exact=True).click()
    page.get_by_role("option", name="trust").click()
    saved(page, 1)
    page.get_by_role("button", name="Coding trust, Ana").click()
    card = page.get_by_role("dialog", name="Coding trust")
    expect(card).to_contain_text("We don't drive clients.")
    card.get_by_role("button", name="Remove").click()
    saved(page, 0)
    page.get_by_role("button", name="Undo").click()
    saved(page, 1)


def test_nothing_is_lost_when_keys_are_mashed(study, page):
    study.open(page)
    page.keyboard.press("j")
    for _ in range(4):
        for key in ("s", "1", "2"):
            page.keyboard.press(key)
    saved(page, 8)
    assert len(study.quotations()) == 8


def test_coding_the_same_words_twice_makes_one_coding(study, page):
    study.open(page)
    for key in ("j", "s", "1", "1", "r"):
        page.keyboard.press(key)
    expect(page.get_by_text("Already coded so")).to_be_visible()
    saved(page, 1)


def test_what_is_done_while_the_server_is_down_is_saved_when_it_is_back(study, page):
    study.open(page)
    page.keyboard.press("j")
    study.server.kill()
    for key in ("s", "1", "s", "2"):
        page.keyboard.press(key)
    expect(standing(page)).to_contain_text("offline, 2 kept")
    study.server.start()
    saved(page, 2)
    assert len(study.quotations()) == 2


def test_edges_are_adjusted_by_key(study, page):
    study.project.codings.apply(study.source, Segment(5, 12), study.code("trust"))
    study.open(page)
    for key in ("j", "e", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Change code")).to_be_focused()
    for key in ("Tab", "Enter", "Shift+ArrowRight", "Alt+ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Moved the edges")).to_be_visible()
    assert study.words() == ["you tell"]


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


def test_the_place_and_the_selection_are_kept_while_another_page_is_open(study, page):
    study.open(page)
    for key in ("j", "j", "s"):
        page.keyboard.press(key)
    page.get_by_role("link", name="Quotations").click()
    expect(transcript(page)).to_have_count(0)
    page.get_by_role("link", name="Read and code").click()
    expect(transcript(page)).to_be_visible()
    transcript(page).focus()
    page.keyboard.press("1")
    saved(page, 1)
    assert study.words()[0].startswith("I e")


def test_keys_typed_into_a_field_stay_in_it(study, page):
    study.open(page)
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("c")
    page.keyboard.type("rcijk 12?")
    expect(page.get_by_role("combobox", name="Code for the selection")).to_have_value("rcijk 12?")
    page.keyboard.press("Escape")
    saved(page, 0)
    assert study.quotations() == []


def test_a_link_leads_to_its_coding(study, page):
    start = TEXT.index("So I drove")
    segment = Segment(start, start + 14)
    coding = study.project.codings.apply(study.source, segment, study.code("trust"))
    study.open(page, coding=coding)
    expect(page.get_by_role("button", name="Coding trust, Ana")).to_be_in_viewport()
    expect(standing(page)).to_contain_text("turn 4 of 4")


def test_the_moments_of_an_act_can_be_timed_from_outside(study, page):
    study.open(page)
    for key in ("j", "s", "1"):
        page.keyboard.press(key)
    saved(page, 1)
    marks = page.evaluate(
        "performance.getEntriesByType('mark').filter(m => m.name.startsWith('workbench:'))"
        ".map(m => [m.name, m.detail && m.detail.op])"
    )
    names = [name for name, _ in marks]
    assert names == ["workbench:readable", "workbench:painted", "workbench:saved"]
    assert marks[1][1] == marks[2][1]


@pytest.fixture
def odd_study(workbench_home: Path) -> Iterator[Study]:
    long = "She said that it was fine. " * 80_000
    text = f"INT: pay \u202ehim\u202c now\nP07: {long}\nINT: Thank you."
    furnish(workbench_home)
    server = Server(workbench_home, free_port(), study=workbench_home / "study.qwb")
    made = begin(server, text, ("trust",))
    server.start()
    yield made
    server.stop()
    made.project.close()


def test_unseen_characters_are_shown_by_name_and_stay_as_they_are(odd_study, page):
    odd_study.open(page)
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.keyboard.press("1")
    saved(page, 1)
    assert odd_study.words() == ["pay \u202ehim\u202c now"]
    shown = page.locator(".unseen").evaluate_all(
        "all => all.map(e => getComputedStyle(e, '::before').content)"
    )
    assert shown == ['"RLO"', '"PDF"']


def test_a_text_of_two_megabytes_in_one_line_is_coded_to_its_end(odd_study, page):
    odd_study.open(page)
    for key in ("j", "j", "j", "s", "Shift+ArrowLeft", "1"):
        page.keyboard.press(key)
    saved(page, 1)
    assert odd_study.words() == ["Thank you"]
    last = page.evaluate("() => {" + FIND_ROWS + "return rows.length - 2}")
    select(page, (last, 27), (last, 53))
    page.keyboard.press("1")
    saved(page, 2)
    (coded,) = (words for words in odd_study.words() if words != "Thank you")
    assert coded in "She said that it was fine. " * 3


def test_a_second_tab_sees_what_the_first_did_when_one_returns_to_it(study, page, browser: Browser):
    study.open(page)
    other = study.open(browser.new_page())
    for key in ("j", "s", "1"):
        other.keyboard.press(key)
    saved(other, 1)
    other.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    saved(page, 1)


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


def test_the_pointer_selects_words_or_sentences_where_the_person_chose_so(study, page):
    study.open(page)
    page.get_by_role("button", name="Select with the pointer freely").click()
    select(page, (3, 4), (3, 12))  # "on't driv"
    page.get_by_role("button", name="Third party").click()
    expect(standing(page)).to_contain_text("saved")
    page.get_by_role("button", name="Select with the pointer whole words").click()
    page.reload()
    expect(transcript(page)).to_be_visible()
    expect(
        page.get_by_role("button", name="Select with the pointer whole sentences")
    ).to_be_visible()
    select(page, (3, 4), (3, 12))
    page.get_by_role("button", name="Code", exact=True).click()
    page.keyboard.type("trust")
    page.keyboard.press("Enter")
    saved(page, 1)
    assert study.words() == ["We don't drive clients."]
    (flag,) = study.project.flags.third_party(study.source)
    assert TEXT[flag.start : flag.end] == "don't drive"


def test_a_double_click_selects_a_word(study, page):
    study.open(page)
    page.get_by_text("Can you tell me").dblclick(position={"x": 12, "y": 14})
    expect(page.get_by_role("toolbar", name="The selection")).to_be_visible()
    page.keyboard.press("i")
    saved(page, 1)
    assert study.words() == ["Can"]


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
