import pytest

from workbench.errors import InvalidActionError
from workbench.model.printed import check_printed, fits, tidied, without_fillers

SAID = (
    "Um, I – I drove her to court, and, you know, I sat in the back of that courtroom. "
    "She was like my sister. Well, is that all?"
)


@pytest.mark.parametrize(
    "printed",
    [
        SAID,
        "I – I drove her to court, and I sat in the back of that courtroom. […]",
        "[…] sat in the back of that courtroom […]",
        "[…] She was like my sister. […]",
        "[…] she was like my sister […]",
        "[…] Is that all?",
        "[…] I drove [the client] to [the agency], and […]",
        "[…] drove her. […]",
        "[...] drove her [to the hearing] [ … ]",
    ],
)
def test_cuts_brackets_and_dropped_fillers_make_a_printed_form(printed):
    check_printed(printed, SAID)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("", "None of the quotation's words are left"),
        ("[…] [she]", "None of the quotation's words are left"),
        ("Um, I – I drove her", "ends before the quotation does"),
        ("[…] She was my sister. […]", "Word 3 of the printed form"),
        ("[…] drove her, to court, […]", "Word 3 of the printed form"),
        ("[…] is that all.", "Word 3 of the printed form"),
        ("[…] never drove […]", "Word 1 of the printed form"),
        ("[…] sat in the back [because […]", "Word 5 of the printed form"),
        ("[…] I drove [x] of that courtroom […]", "Word 3 of the printed form"),
        ("[…] COURT […]", "Word 1 of the printed form"),
    ],
)
def test_a_refusal_names_the_place_and_never_the_words(printed, told):
    with pytest.raises(InvalidActionError, match=told) as refused:
        check_printed(printed, SAID)
    assert "sister" not in str(refused.value)


def test_asides_are_fillers_only_where_they_are_set_off():
    assert fits("I like her, I like her", "I like her, you know, I like her")
    assert not fits("I her", "I like her")
    assert not fits("Do her?", "Do you know her?")


def test_fillers_are_dropped_with_their_commas_and_their_capitals():
    assert without_fillers("Um, the court, uh, moved, um. Erm, she left") == (
        "The court moved. She left"
    )
    assert without_fillers("I [the mentor], um, drove") == "I [the mentor], drove"


def test_cuts_are_written_alike():
    assert tidied("  one [...] two [ … ] ") == "one […] two […]"


def test_a_long_form_is_checked_in_the_time_of_a_short_one():
    words = " ".join(f"the word {n} um" for n in range(5_000))
    assert fits(without_fillers(words), words)
    assert fits(" […] ".join(f"{n}" for n in range(5_000)).join(("[…] ", " […]")), words)
