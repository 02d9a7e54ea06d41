from tests.app.conftest import said
from tests.studies import draft
from workbench.app.grid import cells, widths
from workbench.app.scales import cuts_told, cuts_typed, described
from workbench.model.case import AttributeForm, Consent, Cut
from workbench.model.ids import Words
from workbench.model.source import SpeakerChoice

SCORE = AttributeForm(
    Words("strain"), "score", (), Words("SWI"), Words("demo"), "more", (Cut(Words("high"), "20"),)
)


def spoken(project):
    """A study in which Maria speaks and Ida asks."""
    speakers = {
        "P07": SpeakerChoice("participant", "Maria"),
        "INT": SpeakerChoice("interviewer", "Ida"),
    }
    project.sources.add(draft(), speakers=speakers)
    return {case.name: case.id for case in project.cases.all()}


def field(page, kind: str, label: str):
    return next(f for f in getattr(page, kind) if f.label == label)


def press(page, label: str):
    next(b for b in page.button if b.label.partition(" *")[0] == label).click().run()
    assert not page.exception
    return page


def bring(page, text: str, name: str = "people.csv"):
    page.file_uploader[0].set_value((name, text.encode(), "text/csv")).run()
    assert not page.exception
    return page


def test_a_study_without_people_says_where_they_come_from(room, project):
    page = room("people", project)
    assert "Nobody is named yet" in said(page)
    assert page.button(key="bring").label == "Bring transcripts"


def test_people_are_a_table_with_their_sources_and_consent(room, project):
    spoken(project)
    site = project.attributes.define(AttributeForm(Words("site"), "text"))
    page = room("people", project)
    shown = page.data_editor[0].value
    assert list(shown.columns) == ["person", site, "consent", "sources"]
    assert list(shown["person"]) == ["Maria", "Ida"]
    assert shown["sources"][0] == "P07 first"
    assert list(shown["consent"]) == ["not recorded", "interviewer"]
    assert "1 participant · consent not recorded for 1. A cell" in said(page)
    project.cases.add("Noor")
    assert "recorded for 2 · 1 in no source. A cell" in said(room("people", project))


def test_columns_of_people_are_as_wide_as_their_words_while_there_is_room():
    heads = {"person": "Person", "a": "site", "consent": "Consent", "sources": "Speaks in"}
    table = {"person": ["P1"], "a": [None], "consent": ["x" * 20], "sources": ["y" * 30]}
    wide = widths(heads, table)
    assert wide.keys() == heads.keys()
    assert wide["person"] < wide["consent"] < wide["sources"]
    longer = widths(heads, table | {"consent": ["x" * 21]})
    assert {key for key in heads if longer[key] > wide[key]} == {"consent"}


def test_columns_of_people_are_cut_the_widest_first_until_they_fit_and_sources_go_before():
    names = {f"a{n}": "strain at work" for n in range(6)} | {"b": "id"}
    heads = {"person": "Person"} | names | {"consent": "Consent", "sources": "Speaks in"}
    table = {key: ["x" * 4] for key in heads} | {"a3": ["words " * 20], "sources": ["one, two"]}
    wide = widths(heads, table)
    assert wide.keys() == heads.keys() - {"sources"}
    assert sum(wide.values()) <= 940
    assert len({wide[f"a{n}"] for n in range(6)}) == 1, "one with much in it is cut as the others"
    assert wide["b"] == widths({"b": "id"}, table)["b"]
    many = {f"a{n}": "strain at work" for n in range(40)} | heads
    least = widths(many, table | {key: [""] for key in many})
    assert least["a0"] == 60


def test_consent_is_kept_as_one_act_and_can_be_taken_back(room, project):
    people = spoken(project)
    page = room("people", project)
    field(page, "radio", "Being quoted word for word").set_value("yes")
    field(page, "checkbox", "Only in other words, never quoted").check()
    press(page, "Keep this consent")
    assert project.cases.consent(people["Maria"]) == Consent(verbatim="yes", paraphrase_only=True)
    assert page.data_editor[0].value["consent"][0] == "paraphrase only"
    press(page, "Undo")
    assert project.cases.consent(people["Maria"]) == Consent()


def test_consent_that_somebody_else_changed_is_refused_in_one_sentence(room, project):
    people = spoken(project)
    page = room("people", project)
    project.as_coder("Ben").cases.record_consent(people["Maria"], Consent(recording="yes"))
    field(page, "radio", "Being quoted word for word").set_value("yes")
    press(page, "Keep this consent")
    assert "since you looked" in page.warning[0].value
    assert project.cases.consent(people["Maria"]) == Consent(recording="yes")


def test_each_field_of_a_person_is_an_act_of_its_own(room, project):
    people = spoken(project)
    years = project.attributes.define(AttributeForm(Words("years"), "number"))
    page = room("people", project)
    field(page, "text_input", "years").input("12,5").run()
    assert project.attributes.values()[people["Maria"]][years] == "12.5"
    field(page, "text_input", "years").input("many").run()
    assert "This is no number" in page.warning[0].value
    assert project.attributes.values()[people["Maria"]][years] == "12.5"
    field(page, "text_input", "Name").input("Marie").run()
    assert {case.name for case in project.cases.all()} == {"Marie", "Ida"}


def test_a_score_is_told_with_its_scale_and_the_researchers_own_cut_points(room, project):
    people = spoken(project)
    strain = project.attributes.define(SCORE)
    project.attributes.set(people["Maria"], strain, "24")
    told = said(room("people", project)).replace("\\", "")
    assert "score: SWI, demo, higher is more (high from 20) · counts as high" in told


def test_somebody_who_speaks_stays_and_somebody_who_does_not_can_go(room, project):
    spoken(project)
    page = room("people", project)
    taking = [b for b in page.button if b.label.startswith("Take out of the study")]
    assert taking[0].disabled
    project.cases.add("Noor")
    noor = next(case.id for case in project.cases.all() if case.name == "Noor")
    page = press(room("people", project, case=noor), "Take out of the study")
    assert "Noor" not in {case.name for case in project.cases.all()}


def test_the_first_person_that_is_chosen_is_the_one_that_is_shown(room, project):
    cases = spoken(project)
    page = room("people", project)
    first, other = field(page, "selectbox", "One person").options
    for name in (other, first, other):
        field(page, "selectbox", "One person").select_index((first, other).index(name)).run()
        assert field(page, "selectbox", "One person").value == cases[name]
        assert field(page, "text_input", "Name").value == name
    assert page.query_params["case"] in (cases[other], [cases[other]])


def test_a_person_is_added_by_name(room, project):
    page = room("people", project)
    field(page, "text_input", "Name of the person").input("Noor")
    press(page, "Add")
    assert [(case.kind, case.name) for case in project.cases.all()] == [("participant", "Noor")]


def test_an_attribute_is_defined_and_refused_beside_its_fields(room, project):
    page = room("people", project)
    field(page, "text_input", "Name of the attribute").input("strain")
    field(page, "selectbox", "Its values are").select("score").run()
    press(page, "Define it")
    assert "needs its scale" in page.warning[0].value
    field(page, "text_input", "Scale").input("SWI")
    field(page, "text_input", "Edition").input("demo")
    field(page, "selectbox", "Direction").select("more")
    field(page, "text_area", "Your own cut points, one a line (may stay empty)").input("high: 20")
    press(page, "Define it")
    assert [a.form for a in project.attributes.all()] == [SCORE]


def test_an_attribute_is_changed_and_its_values_are_written_anew(room, project):
    people = spoken(project)
    years = project.attributes.define(AttributeForm(Words("years"), "text"))
    project.attributes.set(people["Maria"], years, "12,5")
    page = room("people", project)
    version = project.attributes.all()[0].version
    page.session_state[f"change-{years}-{version}"] = True
    page.run()
    page.selectbox(key=f"kind-{years}-{version}").select("number").run()
    press(page, "Keep it")
    assert project.attributes.values()[people["Maria"]][years] == "12.5"


def test_what_most_studies_compare_by_is_one_press_away(room, project):
    press(room("people", project), "Add site")
    assert [a.form.name for a in project.attributes.all()] == ["site"]


def test_an_attribute_is_taken_out_and_brought_back(room, project):
    people = spoken(project)
    site = project.attributes.define(AttributeForm(Words("site"), "text"))
    project.attributes.set(people["Maria"], site, "North")
    page = press(room("people", project), "Take out")
    assert project.attributes.all() == []
    press(page, "Undo")
    assert project.attributes.values()[people["Maria"]][site] == "North"


def test_a_table_is_previewed_and_written_only_by_its_button(room, project):
    people = spoken(project)
    page = bring(room("people", project), "participant,years,site\nMaria,12,North\nZoe,3,South\n")
    assert "2 new, 1 row left out" in said(page)
    assert project.attributes.all() == []
    press(page, "Bring 2 values")
    names = {a.id: a.form.name for a in project.attributes.all()}
    values = project.attributes.values()[people["Maria"]]
    assert {names[key]: value for key, value in values.items()} == {"years": "12", "site": "North"}
    assert "What would change" not in said(page)


def test_strangers_of_a_table_are_added_when_asked_for(room, project):
    page = bring(room("people", project), "participant,years\nZoe,3\n")
    page.checkbox[0].check().run()
    press(page, "Bring 1 value")
    assert [case.name for case in project.cases.all()] == ["Zoe"]


def test_a_refused_cell_of_a_table_has_its_sentence_and_the_others_come(room, project):
    spoken(project)
    project.cases.add("Noor")
    project.attributes.define(AttributeForm(Words("years"), "number"))
    page = bring(room("people", project), "name,years\nMaria,many\nNoor,4\n")
    assert "1 new, 1 refused" in said(page)
    assert "Row 2, “years”: This is no number" in said(page).replace("\\", "")
    press(page, "Bring 1 value")
    assert [list(v.values()) for v in project.attributes.values().values()] == [["4"]]


def test_a_table_that_is_none_is_one_sentence(room, project):
    page = bring(room("people", project), "")
    assert len(page.warning) == 1


def test_cut_points_are_typed_as_they_are_told():
    assert cuts_typed("high: 20\n\nvery: high: 30") == (
        Cut(Words("high"), "20"),
        Cut(Words("very: high"), "30"),
    )
    assert cuts_told(SCORE.cuts) == "high: 20"
    assert "higher is more" in described(SCORE)
    assert cells([], []) == {"person": [], "consent": [], "sources": []}


def test_what_an_attribute_is_called_is_never_markdown(room, project):
    spoken(project)
    name = Words("![x](https://picture.example/p.png)")
    project.attributes.define(AttributeForm(name, "text"))
    project.attributes.define(AttributeForm(Words("s"), "score", (), name, name, "more"))
    page = room("people", project)
    shown = [f.label for f in page.text_input] + [c.value for c in page.caption]
    assert sum("picture" in words for words in shown) == 3
    assert not any("](" in words for words in shown)


def test_a_day_of_long_ago_is_shown(room, project):
    maria = spoken(project)["Maria"]
    born = project.attributes.define(AttributeForm(Words("born"), "date"))
    project.attributes.set(maria, born, "1850-01-31")
    project.cases.record_consent(maria, Consent(withdrawn="1949-01-31"))
    page = room("people", project)
    assert field(page, "date_input", "born").value.isoformat() == "1850-01-31"
    assert field(page, "date_input", "Withdrew on").value.isoformat() == "1949-01-31"
