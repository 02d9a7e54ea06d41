"""Find by keyboard alone: from the reader to a hit in another source, with its words selected."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled, study
from tests.studies import coded, draft

pytestmark = pytest.mark.browser


def test_from_a_page_that_is_none_ctrl_k_finds_words_and_enter_opens_the_reader(server, page):
    with study(server) as project:
        coded(project)
        text = "INT: Mm.\n" + "P07: and so on.\nINT: Mm.\n" * 60 + "P07: an unmistakable word."
        source = project.sources.add(draft(text, "second.txt"))
        page.goto(f"{server.url}/nowhere?project={project.id}")
        expect(page.get_by_text("No page is called “nowhere”")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("link", name="Read and code").click()
        transcript = page.get_by_role("document", name="Transcript")
        expect(transcript).to_be_visible()
        settled(page)
        transcript.focus()
        page.keyboard.press("Control+k")
        dialog = page.get_by_role("dialog")
        field = dialog.get_by_label("Words to find")
        expect(field).to_be_focused()
        page.keyboard.type("unmistak*")
        hit = dialog.get_by_role("button", name="an unmistakable word")
        expect(hit).to_be_visible()
        expect(hit.locator("strong")).to_have_text("unmistakable")
        hit.press("Enter")
        start = text.index("unmistakable")
        expect(page).to_have_url(re.compile(f"at={start}-{start + 12}"))
        assert source in page.url
        expect(page.get_by_text("an unmistakable word.")).to_be_in_viewport()
        expect(page.get_by_role("dialog")).to_have_count(0)
