from pathlib import Path

import pytest

from tests.app.conftest import said
from tests.studies import coded, draft
from workbench.app.progress import Progress, progress
from workbench.errors import StorageError
from workbench.model.case import Consent
from workbench.model.coding import Coding
from workbench.model.ids import CaseId, CodeId, CoderId, CodingId, SourceId
from workbench.model.source import UNLABELLED, Passage, Speaker, SpeakerChoice
from workbench.project.keeping import backup, backups, restore
from workbench.project.project import create_project, open_project


def test_an_empty_study_offers_the_one_thing_to_do(room, project):
    page = room("home", project)
    assert "This study has no sources yet" in said(page)
    assert [b.label for b in page.button if b.proto.type == "primary"] == ["Bring transcripts"]


def test_a_study_shows_its_sources_people_and_what_happened_last(room, project):
    coded(project)
    project.sources.add(draft("P07: Hello.\nINT: Again.", "Ann.txt"))
    page = room("home", project)
    assert "2 sources" in said(page)
    assert "2 codes · 7 codings" in said(page)
    assert "imported “Ann”" in said(page)
    assert "This file is not encrypted: keep it on an encrypted disk" in said(page).replace(
        "\\", ""
    )
    assert project.where in said(page)


def test_a_backup_is_made_beside_the_study_and_its_moment_shown(room, project):
    page = room("home", project)
    assert "none yet" in said(page)
    page.button(key="backup").click().run()
    assert not page.exception
    (made,) = backups(project.where)
    assert "none yet" not in said(page)
    assert "made the backup" in said(page)
    assert f"in the folder {Path(project.where).with_name('study.backups')}" in said(page)
    made.unlink()
    assert "; none lies beside this file" in said(page.run())


def test_a_backup_put_back_while_its_study_is_open_is_what_the_page_shows(room, project):
    kept = backup(project)
    page = room("home", project)
    page.button(key="backup").click().run()
    aside = restore(kept, project.where)
    page.button(key="backup").click().run()
    assert not page.exception
    assert "replaced while it was open" in page.warning[0].value
    with open_project(aside) as old:
        assert len(old.history.lines(kind="BackupMade")) == 2
    with pytest.raises(StorageError, match="replaced while it was open"):
        project.codebook.create("late")
    page.button(key="backup").click().run()
    assert not page.warning
    Path(project.where).unlink()
    page.run()
    assert not page.exception
    assert "There is no project at" in page.warning[0].value
    assert "Open" in [button.label for button in page.button]


def test_a_backup_that_cannot_be_written_is_a_sentence(room, project):
    Path(project.where).with_name("study.backups").write_text("in the way")
    page = room("home", project)
    page.button(key="backup").click().run()
    assert not page.exception
    assert len(page.warning) == 1


def test_a_study_in_a_synced_folder_is_warned_about(room, tmp_path):
    (tmp_path / "Dropbox").mkdir()
    with create_project(tmp_path / "Dropbox" / "s.qwb", name="Synced", coder="Ana") as synced:
        assert "lies in a synced folder" in said(room("home", synced))


def test_whoever_sits_down_next_acts_under_their_own_name(room, project):
    page = room("home", project)
    page.text_input(key="coder-name").input("Ben")
    page.button(key="FormSubmitter:coder-This is me").click().run()
    page.button(key="backup").click().run()
    assert [coder.name for coder in project.coders()] == ["Ana", "Ben"]
    assert project.history.lines(limit=1)[0].coder == "Ben"


def test_names_from_people_are_never_read_as_markup(room, tmp_path):
    name = "**bold** [a](javascript:alert(1)) :material/home: $x$ <b>"
    with create_project(tmp_path / "s.qwb", name=name, coder="Ana") as study:
        page = room("home", study)
    shown = page.title[0].value
    assert "\\*\\*bold\\*\\*" in shown
    assert "\\[a\\]\\(javascript\\:" in shown
    assert ":material/home:" not in shown.replace("\\", "")


def test_a_source_shows_how_many_of_its_turns_are_coded(room, project):
    coded(project)
    assert "4 of 4 turns coded · 7 codings" in said(room("home", project))


def test_a_source_shows_how_far_the_own_first_pass_is(room, project):
    who = {"P07": SpeakerChoice("participant", "Maria"), "INT": SpeakerChoice("interviewer", "Ida")}
    source = project.sources.add(draft(), speakers=who)
    assert "by participants" not in said(room("home", project))
    project.reading.mark_up_to(source, project.sources.passages(source)[1].start)
    assert "read 1 of 2 turns by participants · 0 of 4 turns coded" in said(room("home", project))
    assert "read 1 of 2" in [caption.value for caption in room("sources", project).caption]


def test_a_study_that_is_not_coded_yet_offers_to_read(room, project):
    project.sources.add(draft())
    page = room("home", project)
    assert "Nothing is coded yet" in said(page)


def test_people_whose_consent_is_not_recorded_are_counted(room, project):
    ida, noor = project.cases.add("Ida"), project.cases.add("Noor")
    project.cases.record_consent(ida, Consent(verbatim="yes"))
    assert "1 of 2 participants: consent not recorded" in links(room("home", project))
    project.cases.record_consent(noor, Consent(verbatim="no"))
    assert "Consent recorded for all" in links(room("home", project))


def test_the_history_is_checked_from_here_and_the_moment_is_said(room, project):
    page = room("home", project)
    assert "not checked in this sitting" in said(page)
    page.button(key="check").click().run()
    assert not page.exception
    assert "Last check:" in said(page)
    page.button(key="backup").click().run()
    assert "The study has moved on since" in said(page)


def links(page) -> list[str]:
    return [link.proto.label for link in page.get("page_link")]


def test_progress_counts_turns_that_any_coding_touches():
    passages = [Passage("head", 0, 4), Passage("turn", 5, 10), Passage("turn", 11, 20)]
    spans = [(0, 6), (1, 3), (10, 11)]
    codings = [
        Coding(CodingId(str(n)), SourceId("s"), start, end, CodeId("c"), CoderId("k"), 0)
        for n, (start, end) in enumerate(spans)
    ]
    assert progress(passages, codings, []) == Progress(1, 2)
    assert progress(passages, [], []) == Progress(0, 2)


def test_progress_counts_words_without_a_label_once_they_are_somebodys():
    passages = [Passage("head", 0, 5), Passage("unassigned", 6, 10), Passage("turn", 11, 20, 0)]
    nameless = Speaker(UNLABELLED, "", "participant", CaseId("1"), "Maria", 1)
    assert progress(passages, [], [nameless]) == Progress(0, 2, "passage")


def test_somebody_else_who_sits_down_finds_no_word_of_the_one_before(room, project):
    page = room("home", project)
    page.button(key="backup").click().run()
    page.button(key="check").click().run()
    assert "History checked" in said(page)
    page.text_input(key="coder-name").input("Ben")
    page.button(key="FormSubmitter:coder-This is me").click().run()
    assert not page.exception
    assert "were not checked in this sitting" in said(page)
    assert not [button for button in page.button if button.key == "toast-close"]
