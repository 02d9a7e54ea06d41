from tests.app.conftest import said
from tests.studies import coded, draft
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.source import SourceDetails


def links(page, *, write=False):
    """What the links to hits say, and where they lead; or those to memos about them."""
    told = [(link.proto.label, link.proto.query_string) for link in page.get("page_link")]
    return [one for one in told if one[0].startswith("Write a memo") == write]


def find(page, typed):
    next(f for f in page.text_input if f.label == "Words to find").input(typed).run()
    assert not page.exception
    return page


def test_a_study_without_sources_is_told_where_to_begin(room, project):
    assert "no source yet" in said(room("find", project))


def test_before_anything_is_typed_the_page_says_how_to_find(room, project):
    coded(project)
    assert "quotation marks" in said(room("find", project))


def test_hits_are_counted_and_shown_in_context_with_their_place_and_a_link(room, project):
    study = coded(project)
    page = find(room("find", project), "drive*")
    assert "1 hit in 1 of 1 source" in said(page)
    assert "quotation marks" not in said(page)
    assert "P07 first · P07\\, turn 4" in said(page)
    ((label, address),) = links(page)
    assert "**drive** clients\\. So I drove her" in label
    assert f"source={study.source}" in address
    assert "at=123-128" in address
    ((_, about),) = links(page, write=True)
    assert f"about=segment%3A{study.source}%3A123-128" in about


def test_where_nothing_is_found_the_page_says_how_to_find(room, project):
    coded(project)
    page = find(room("find", project), "zebra")
    assert "0 hits in 0 of 1 source" in said(page)
    assert "quotation marks" in said(page)


def test_hits_in_memos_stand_below_with_a_way_to_the_memo(room, project):
    coded(project)
    text = MemoText(Words("On **driving**"), Words("She will drive <b>them</b>."))
    made = project.memos.write(text)
    project.as_coder("Ben").memos.write(
        MemoText(body=Words("drive: mine alone")), visibility="private"
    )
    page = find(room("find", project), "drive")
    assert "1 hit in 1 memo" in said(page)
    (_, (label, address)) = links(page)
    assert "She will **drive** \\<b\\>them" in label
    assert f"memo={made}" in address
    assert "Memo “On \\*\\*driving" in said(page)
    assert "mine alone" not in said(page)


def test_nothing_found_and_nothing_to_look_for_are_said(room, project):
    coded(project)
    page = find(room("find", project), "nowhere")
    assert "0 hits in 0 of 1 source" in said(page)
    assert "no word to look for" in said(find(page, "?!"))


def test_many_hits_are_shown_leaf_by_leaf(room, project):
    project.sources.add(draft("P07: " + "word " * 120 + "\nINT: Mm."))
    page = find(room("find", project), "word")
    assert "1 to 50 of 120" in said(page)
    assert len(links(page)) == 50
    for _ in range(2):
        next(b for b in page.button if b.label == "Next ones").click().run()
    assert "101 to 120 of 120" in said(page)
    assert len(links(page)) == 20


def test_words_of_participants_are_shown_as_they_are(room, project):
    project.sources.add(
        draft("P07: <b>bold</b> **word** :material/home: [a](b)\nINT: Mm.", "**n**")
    )
    ((label, _),) = links(find(room("find", project), "word"))
    assert "\\<b\\>" in label
    assert "\\*\\***word**\\*\\*" in label
    assert "\\[a\\]\\(b\\)" in label


def test_the_dialog_finds_names_and_words_and_leads_on_to_all_hits(room, project):
    study = coded(project)
    project.sources.add(draft("P07: " + "limits " * 20 + "\nINT: Mm.", "Limits at work.txt"))
    page = room("quotations", project)
    page.button(key="seek").click().run()
    page.session_state["desk"].seeks = True  # a run of a page test is never the dialog's alone
    page.text_input(key="seek-words").input("limits").run()
    assert not page.exception
    labels = [button.label for button in page.button]
    assert labels[-11:-9] == ["Limits at work", "limits"]
    assert "**limits**" in labels[-9]
    assert "20 hits in 1 of 2 sources" in said(page)
    assert labels[-1] == "Show all 20 hits"
    (code,) = [b for b in page.button if b.label == "limits"]
    page.session_state["desk"].seeks = True
    code.click().run()
    assert page.query_params["code"] == study.limits


def test_an_address_with_a_place_hands_it_to_the_reader(room, project):
    study = coded(project)
    page = room("read", project, source=study.source, at="123-128")
    assert page.query_params["at"] == "123-128"
    page = room("read", project, source=study.source, at="no place")
    assert "at" not in page.query_params


def test_two_people_of_one_name_are_both_named(room, project):
    people = [project.cases.add("Anna", kind) for kind in ("participant", "interviewer")]
    project.sources.add(draft())
    page = room("find", project)
    page.text_input(key=f"find-words-{project.id}").input("limits").run()
    page.button(key="seek").click().run()
    page.session_state["desk"].seeks = True
    page.text_input(key="seek-words").input("anna").run()
    assert not page.exception
    kinds = ("participant", "interviewer")
    keys = [f"named-{kind}-{case}" for kind, case in zip(kinds, people, strict=True)]
    assert [page.button(key=key).label for key in keys] == ["Anna", "Anna"]


def test_the_dialog_shows_its_hits_over_the_page_of_the_same_hits(room, project):
    project.sources.add(draft())
    page = room("find", project)
    page.text_input(key=f"find-words-{project.id}").input("drive").run()
    page.button(key="seek").click().run()
    page.session_state["desk"].seeks = True
    page.text_input(key="seek-words").input("drive").run()
    assert not page.exception


def test_hits_in_a_source_with_a_content_note_are_counted_and_wait_for_the_person(room, project):
    study = coded(project)
    project.sources.describe(study.source, SourceDetails(content_note=Words("a death")))
    page = find(room("find", project), "drive*")
    assert "1 hit in 1 of 1 source" in said(page)
    assert "Content note of P07 first: a death" in said(page)
    assert links(page) == []
    assert "clients" not in said(page)
    next(b for b in page.button if b.label.startswith("Show its words")).click().run()
    assert len(links(page)) == 1
