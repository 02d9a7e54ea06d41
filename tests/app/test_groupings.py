"""The page of groupings before there is one: what opens it, and what is asked for."""

from __future__ import annotations

from dataclasses import replace

from tests.app.conftest import said
from tests.integration.test_machine_part import RUN
from tests.studies import draft
from workbench.app.downloads import Making
from workbench.model.ids import CoderId, RunId
from workbench.model.proposal import Scope
from workbench.model.proposal_events import RunMade
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.sample import SIMULATED
from workbench.project.settings import remembered_coder


def test_a_study_without_sources_is_told_what_comes(room, project):
    assert "There is no source yet" in said(room("groupings", project))


def test_a_reflexive_study_is_led_to_what_is_unread_and_then_decides_in_a_line(room, project):
    speakers = {"P07": SpeakerChoice("participant", "Maria")}
    source = project.sources.add(draft(), speakers=speakers)
    project.study.set_stance("reflexive", "it is ours")
    page = room("groupings", project)
    assert "the source has passages" in said(page)
    assert not [button for button in page.button if button.key == "wish-go"]
    project.reading.mark_all(source)
    page.run()
    page.text_input(key="wish-why").input("to see what I overlooked")
    page.button[-1].click().run()
    (decision,) = [d for d in project.decisions.all() if "overlooked" in d.record.why]
    assert decision.record.chosen == "Yes, as another way of reading"
    assert page.button(key="wish-go").label == "Look for groups"
    page.selectbox(key="wish-scope").set_value("code").run()
    assert page.button(key="wish-go").disabled


def test_only_what_is_looked_at_must_be_read_and_two_groupings_are_told_apart(room, project):
    speakers = {"P07": SpeakerChoice("participant", "Maria")}
    source = project.sources.add(draft(), speakers=speakers)
    other = project.sources.add(draft(name="other.txt"), speakers=speakers)
    code = project.codebook.create("trust")
    project.codings.apply(source, Segment(40, 60), code)
    project.study.set_stance("reflexive", "it is ours")
    of_code = replace(RUN, scope=Scope("code", code))
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("one"), CoderId("x"), of_code))
        unit.record(RunMade(RunId("two"), CoderId("x"), of_code))
    page = room("groupings", project)
    first, second = page.selectbox[0].options
    assert (first[:4], second[:4]) == ("2 · ", "1 · ")
    project.reading.mark_all(source)
    page.run()
    assert page.text_input(key="wish-why")
    assert project.groupings.unread() == [other]


def test_looking_around_as_the_simulated_coder_ends_with_the_study(room, project):
    speakers = {"P07": SpeakerChoice("participant", "Maria")}
    source = project.sources.add(draft(), speakers=speakers)
    project.study.set_stance("reflexive", "it is ours")
    project.as_coder(SIMULATED).reading.mark_all(source)
    page = room("groupings", project)
    desk = page.session_state["desk"]
    page.button(key="be-simulated").click().run()
    assert page.button(key="be-again").label == "Be Ana again"
    assert (desk.project.coder_name, remembered_coder()) == (SIMULATED, "Ana")
    page.button(key="be-again").click().run()
    assert (desk.project.coder_name, desk.coder) == ("Ana", "Ana")
    page.button(key="be-simulated").click().run()
    later = project.sources.add(draft(name="later.txt"), speakers=speakers)
    page.run()
    assert "1 of 2 sources has" in said(page)
    assert "be-simulated" not in [button.key for button in page.button]
    project.sources.remove(later)
    desk.makings["codings"] = Making(refusal="They are another study's.")
    page.button(key="leave").click().run()
    assert (desk.coder, desk.own, desk.makings) == ("Ana", None, {})


def test_a_grouping_of_others_is_not_shown_before_an_own_first_pass(room, project):
    project.sources.add(draft(), speakers={"P07": SpeakerChoice("participant", "Maria")})
    project.study.set_stance("reflexive", "it is ours")
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("run"), CoderId("x"), RUN))
    page = room("groupings", project)
    assert "the source has passages" in said(page)
    assert "marks a turn as read" in said(page)
    assert not page.slider
