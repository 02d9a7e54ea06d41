"""Printed forms: whatever cuts, brackets and drops fillers is one; whatever adds words is none."""

from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.model.printed import CUT, REPLACED, fits, without_fillers

WORDS = st.sampled_from(
    ["court", "she", "no", "bus", "drove.", "I,", "Then", "never", "was,", "so?"]
)
FILLERS = st.sampled_from(["um", "Uh,", "erm...", "um."])
SAID = st.lists(WORDS | FILLERS, min_size=3, max_size=25)
FRESH = "zebra"


@st.composite
def printings(draw):
    """Words, and a printed form of them: each piece kept, dropped as a filler, cut or replaced."""
    said = draw(SAID)
    at, printed, kept = 0, [], 0
    while at < len(said):
        deed = draw(st.sampled_from(["keep", "keep", "drop", "cut", "add", "replace"]))
        is_filler = said[at].rstrip(".,").lower() in ("um", "uh", "erm")
        if deed == "cut":
            at += draw(st.integers(1, 8))
            printed.append(CUT)
        elif deed == "replace":
            at += draw(st.integers(1, REPLACED))
            printed.append(f"[{FRESH}]")
        elif deed == "drop" and is_filler:
            at += 1
        else:
            printed += [f"[{FRESH} {FRESH}]"] * (deed == "add") + [said[at]]
            kept += 1
            at += 1
    assume(kept)
    return " ".join(said), printed


@given(printings())
def test_any_form_made_by_cutting_bracketing_and_dropping_fillers_is_accepted(printing):
    said, printed = printing
    assert fits(" ".join(printed), said)


@given(printings(), st.data())
def test_a_word_that_was_not_said_is_refused_wherever_it_is_put_in(printing, data):
    said, printed = printing
    at = data.draw(st.integers(0, len(printed)))
    assert not fits(" ".join([*printed[:at], FRESH, *printed[at:]]), said)


@given(printings(), st.data())
def test_a_changed_word_is_refused(printing, data):
    said, printed = printing
    bare = [n for n, piece in enumerate(printed) if not piece.startswith("[")]
    at = data.draw(st.sampled_from(bare))
    printed[at] = f"{FRESH}{printed[at]}"
    assert not fits(" ".join(printed), said)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=12, unique=True), st.data())
def test_words_in_another_order_are_refused(numbers, data):
    said = [f"word{n}" for n in numbers]
    turned = data.draw(st.permutations(said))
    assume(turned != said)
    assert not fits(" ".join(turned), " ".join(said))
    assert not fits(f"{CUT} {' '.join(turned)} {CUT}", " ".join(said))


@given(st.lists(st.integers(0, 9), min_size=2, max_size=12, unique=True), st.data())
def test_words_left_out_without_a_mark_are_refused(numbers, data):
    said = [f"word{n}" for n in numbers]
    gone = data.draw(st.integers(0, len(said) - 1))
    assert not fits(" ".join(said[:gone] + said[gone + 1 :]), " ".join(said))


@given(SAID)
def test_a_form_without_fillers_fits_and_holds_none(said):
    words = " ".join(said)
    assume(any(piece.rstrip(".,").lower() not in ("um", "uh", "erm") for piece in said))
    printed = without_fillers(words)
    assert fits(printed, words)
    assert without_fillers(printed) == printed
