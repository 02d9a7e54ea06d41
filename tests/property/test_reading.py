"""What holds for every text: kept to the character, accounted for, readable as a whole."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.word_files import paragraph, word_file
from workbench.exchange.captions import read_captions
from workbench.exchange.codebooks import read_codebook, write_codebook
from workbench.exchange.names import safe_file_name
from workbench.exchange.reading import FileBytes, check_account, read_file
from workbench.exchange.turns import find_turns
from workbench.model.codebook import CodeCard, CodeRow
from workbench.model.ids import Words
from workbench.model.source import SourceDraft

#: A busy machine is no fault of the text.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.text(CHARACTERS, max_size=30)
#: Lines as transcripts have them, so that labels, times and directions meet in every order.
PIECES = st.sampled_from(
    [
        "INT: ",
        "P01:",
        "P01:\t",
        "Ana  0:22",
        "**Bo** [0:32]",
        "[00:31:02] INT: ",
        "00:00:05 ",
        "[id1] ",
        "(reads)",
        "# Part",
        "Note: ",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "Transcribed by https://otter.ai",
        "#00:01:02-3#",
        "\ufeff",
        "SPEAKERS\n",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, WORDS, st.just("\n")), max_size=30).map("".join)
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="<>&"), max_size=20
)


def check_passages(draft: SourceDraft) -> None:
    """Passages and labels lie in order and apart, and hold every character that is not blank."""
    text = draft.text
    covered = [False] * len(text)
    reached = 0
    for passage in draft.passages:
        if passage.label_start is not None:
            assert passage.label_end is not None
            assert reached <= passage.label_start < passage.label_end <= passage.start
            covered[passage.label_start : passage.label_end] = [True] * (
                passage.label_end - passage.label_start
            )
            reached = passage.label_end
        assert reached <= passage.start < passage.end <= len(text)
        words = text[passage.start : passage.end]
        assert words == words.strip()
        covered[passage.start : passage.end] = [True] * len(words)
        reached = passage.end
        assert (passage.speaker is not None) <= (passage.kind == "turn")
    assert all(done or text[n].isspace() for n, done in enumerate(covered))


def has_words(text: str) -> bool:
    return bool(text.removeprefix("\ufeff").strip())


@unhurried
@given(TEXTS.filter(has_words))
def test_any_text_survives_verbatim_with_an_exact_account(text):
    draft = read_file(FileBytes("a.txt", text.encode()))
    assert draft.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert draft.characters_read == len(text)
    check_account(draft)
    check_passages(draft)


@unhurried
@given(TEXTS.filter(has_words))
def test_turns_are_found_alike_a_second_time(text):
    draft = read_file(FileBytes("a.txt", text.encode("utf-16")))
    again = find_turns(draft.text)
    assert (again.passages, again.speakers) == (draft.passages, draft.speakers)


CUE_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="<&{>"),
    min_size=1,
    max_size=30,
).filter(lambda words: bool(words.strip()) and ":" not in words)
TIMES = st.integers(0, 10_000_000)


def clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"


@unhurried
@given(st.lists(st.tuples(TIMES, TIMES, CUE_WORDS), min_size=1, max_size=8))
def test_cues_come_back_with_their_words_and_times(cues):
    cues = sorted((min(a, b), max(a, b), words) for a, b, words in cues)
    vtt = "WEBVTT\n" + "".join(
        f"\n{clock(a, '.')} --> {clock(b, '.')}\n{words}\n" for a, b, words in cues
    )
    srt = "".join(
        f"{n}\n{clock(a, ',')} --> {clock(b, ',')}\n{words}\n\n"
        for n, (a, b, words) in enumerate(cues, start=1)
    )
    for text, kind in ((vtt, "vtt"), (srt, "srt")):
        found = read_captions(text, kind)
        assert found.text == "\n".join(words for _, _, words in cues)
        passages = found.turns.passages
        assert [(p.begins_ms, p.ends_ms) for p in passages] == [(a, b) for a, b, _ in cues]
        assert len(text) == len(found.text) + sum(part.characters for part in found.left_out)


CAPTION_PIECES = st.sampled_from(
    [
        "00:00:01.000 --> 00:00:02.000\n",
        "00:05,1 --> 00:01,0\n",
        "3 --> x\n",
        "<v Ana>",
        "</v>",
        "<v >",
        "<c>",
        "<00:00:01.000>",
        "&amp;",
        "&#10;",
        "Ana: ",
        "NOTE\n",
        "STYLE\n",
        "12\n",
        "\n",
        "\n\n",
        " \n",
    ]
)


@unhurried
@given(st.lists(st.one_of(CAPTION_PIECES, WORDS), max_size=25).map("".join), st.booleans())
def test_any_caption_file_is_accounted_for(body, is_vtt):
    text = ("WEBVTT\n\n" if is_vtt else "1\n00:00:01,000 --> 00:00:02,000\n") + body
    text += "\n\n00:00:09.000 --> 00:00:10.000\nlast\n"
    draft = read_file(FileBytes("a.txt", text.encode()))
    assert draft.format == ("vtt" if is_vtt else "srt")
    check_account(draft)
    check_passages(draft)


@unhurried
@given(st.lists(st.lists(XML_TEXT, max_size=3), min_size=1, max_size=6))
def test_paragraphs_of_a_word_file_come_back(paragraphs):
    body = "".join(paragraph(*runs) for runs in paragraphs)
    text = "\n".join("".join(runs) for runs in paragraphs)
    if not text.strip():
        body, text = body + paragraph("end"), text + "\nend"
    draft = read_file(FileBytes("a.docx", word_file(body)))
    assert draft.text == text
    check_passages(draft)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@unhurried
@given(st.lists(st.tuples(CELLS.filter(str.strip), CELLS, CELLS), min_size=1, max_size=6))
def test_a_codebook_comes_back_exactly(codes):
    rows = [
        CodeRow(name, "", CodeCard(key=Words(f"K{n}"), definition=Words(a), seed=Words(b)))
        for n, (name, a, b) in enumerate(codes)
    ]
    assert read_codebook(write_codebook(rows)) == rows


@unhurried
@given(st.lists(st.text(max_size=60), max_size=12))
def test_file_names_never_meet_and_never_leave_their_folder(names):
    taken: list[str] = []
    for name in names:
        taken.append(safe_file_name(name, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    assert not any(set('/\\:*?"<>|\r\n\0').intersection(name) for name in taken)
    assert not any(name.startswith(".") or name.endswith((" ", ".")) for name in taken)
