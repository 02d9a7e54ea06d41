from tests.app.conftest import said
from tests.studies import coded


def button(page, start):
    return next(b for b in page.button if b.label.startswith(start))


def add_pile(page, name):
    """What is typed into the field for another pile."""
    field = next(s for s in page.selectbox if s.label == "Add a pile")
    field.options.append(name)  # a new name cannot be typed under AppTest otherwise
    field.set_value(name).run()


def test_before_anything_is_coded_the_page_says_what_it_is_for(room, project):
    assert "Nothing is coded yet" in said(room("split", project))


def test_a_code_without_quotations_has_nothing_to_sort(room, project):
    code = project.codebook.create("limits")
    assert "nothing to sort" in said(room("split", project, code=code))


def test_quotations_are_sorted_one_after_the_other_and_split_in_one_act(room, project):
    study = coded(project)
    page = room("split", project, code=study.borders)
    assert "1 of 4" in said(page)
    assert button(page, "Split").disabled
    add_pile(page, "work")
    add_pile(page, "home")
    seq = project.head.seq
    for pile in ("work (0)", "home (0)", "work (1)", "Stays (0)"):
        button(page, pile).click().run()
    assert not page.exception
    assert project.head.seq == seq
    assert "2 to a new “work”, 1 to a new “home”, 1 stays" in said(page).replace("\\", "")
    button(page, "Split").click().run()
    assert [(c.name, c.coding_count) for c in project.codebook.all()] == [
        ("borders", 1),
        ("home", 1),
        ("limits", 3),
        ("work", 2),
    ]
    assert "Split “borders” into 2 codes, 3 codings sorted" in said(page)
    assert "1 of 1" in said(page)


def test_what_was_sorted_last_is_taken_back_and_a_pile_goes_with_its_quotations(room, project):
    study = coded(project)
    page = room("split", project, code=study.borders)
    add_pile(page, "work")
    button(page, "work").click().run()
    button(page, "work").click().run()
    assert "3 of 4** · 2 sorted" in said(page)
    button(page, "Take back").click().run()
    assert "2 of 4** · 1 sorted" in said(page)
    button(page, "Take the pile away").click().run()
    assert "0 sorted" in said(page)
    assert [b.label for b in page.button if b.label.startswith("work")] == []


def test_what_was_sorted_is_there_after_a_reload_for_the_same_person(room, project):
    study = coded(project)
    page = room("split", project, code=study.borders)
    add_pile(page, "work")
    button(page, "work").click().run()
    again = room("split", project, code=study.borders)
    assert "1 sorted" in said(again)
    assert button(again, "work (1)")
    button(again, "Take back").click().run()
    assert "0 sorted" in said(again)


def test_what_was_split_is_taken_back_from_the_tray(room, project):
    study = coded(project)
    page = room("split", project, code=study.borders)
    add_pile(page, "work")
    button(page, "work").click().run()
    button(page, "Split").click().run()
    assert "0 sorted" in said(page)
    button(page, "Take back").click().run()
    assert [code.name for code in project.codebook.all()] == ["borders", "limits"]


def test_twins_are_counted_before_and_stay(room, project):
    study = coded(project)
    page = room("split", project, code=study.borders)
    add_pile(page, "limits")
    for n in range(4):
        button(page, f"limits ({n})").click().run()
    assert "4 to “limits”, 1 stays (1 coded so already by the same coder)" in said(page).replace(
        "\\", ""
    )
    button(page, "Split").click().run()
    assert project.codings.count() == 7


def test_a_code_renamed_by_another_person_is_said_and_the_tray_is_kept(room, project):
    study = coded(project)
    page = room("split", project, code=study.borders)
    add_pile(page, "work")
    button(page, "work").click().run()
    project.as_coder("Ben").codebook.rename(study.borders, "edges")
    button(page, "Split").click().run()
    assert "Somebody changed “edges” meanwhile" in said(page).replace("\\", "")
    button(page, "Split").click().run()
    assert project.codebook.find("work").coding_count == 1


def test_the_code_is_retired_with_the_split_when_asked(room, project):
    study = coded(project)
    page = room("split", project, code=study.borders)
    add_pile(page, "work")
    button(page, "work").click().run()
    page.toggle(key="split-retire").set_value(True).run()
    page.toggle(key="split-below").set_value(True).run()
    button(page, "Split").click().run()
    assert project.codebook.find("borders").state == "retired"
    assert project.codebook.find("work").path_text == "borders / work"
