"""Theme summaries as a workbook: a sheet a kind of thing, nothing in it ever a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.exchange.pages import Grid
from workbench.exchange.sheets import Row, Sheet, write_sheets
from workbench.exchange.summaries import Summary
from workbench.exchange.summary_pages import BASIS_WORDS

_THEME_COLUMNS = (
    ("theme", 30),
    ("state", 11),
    ("central concept", 30),
    ("claim", 50),
    ("covers", 30),
    ("is not", 30),
    ("what", 40),
    ("so what", 40),
    ("how widely", 40),
    ("held back", 40),
)
_VOICE_COLUMNS = (
    ("number", 9),
    ("theme", 28),
    ("bearing", 11),
    ("quotation", 80),
    ("who", 18),
    ("place", 30),
    ("code", 30),
    ("reference", 12),
)
_REST_COLUMNS = (("theme", 28), ("in", 10), ("sentence", 60), ("rests on", 18), ("quotation", 11),
                 ("note", 40), ("since then", 24))  # fmt: skip
_STEP_COLUMNS = (("theme", 28), ("for", 16), ("what", 70), ("owner", 24), ("rests on", 18))


def write_summary_workbook(summary: Summary) -> bytes:
    """Return a summary as an xlsx file; of the memos only the other formats tell."""
    facts = [*summary.facts, *(("", line) for line in summary.told)]
    rest = (sheet for sheet in _sheets(summary) if sheet.rows)
    return write_sheets([Sheet("Summary", (("", 24), (summary.title, 90)), facts), *rest])


def _sheets(summary: Summary) -> Iterator[Sheet]:
    with_codes = summary.kind == "report"
    if with_codes:
        rows = list(_themes(summary))
        filled = [n for n in range(len(_THEME_COLUMNS)) if any(row[n] for row in rows)]
        told = [[row[n] for n in filled] for row in rows]
        yield Sheet("Themes", [_THEME_COLUMNS[n] for n in filled], told, pinned=1)
    else:
        yield Sheet("Themes", _plain_columns(), list(_plain_themes(summary)), pinned=1)
    voices = _VOICE_COLUMNS if with_codes else _VOICE_COLUMNS[:-2]
    yield Sheet("Quotations", voices, [row[: len(voices)] for row in _voices(summary)])
    yield Sheet("Rests on", _REST_COLUMNS, list(_rests(summary)))
    yield Sheet("Now what", _STEP_COLUMNS, list(_steps(summary)))
    if summary.appendix is not None:
        for title, grid in (
            ("Participants", summary.appendix.people),
            ("Codebook", summary.appendix.codebook),
        ):
            yield Sheet(title, _columns(grid), grid.rows)
        seq, digest = summary.appendix.head
        rows = [*(("", line) for line in summary.appendix.method), (f"entry {seq:,}", digest)]
        yield Sheet("Method", (("", 16), ("how it was done; the head of the history", 100)), rows)


def _plain_columns() -> Sequence[tuple[str, int]]:
    return [column for column in _THEME_COLUMNS if column[0] in ("theme", "claim", "held back")]


def _plain_themes(summary: Summary) -> Iterator[Row]:
    for theme in summary.themes:
        yield theme.name, theme.text.claim, "\n".join(theme.told)


def _themes(summary: Summary) -> Iterator[Row]:
    for theme in summary.themes:
        text = theme.text
        yield (
            theme.name, theme.state, text.concept, text.claim, text.scope, text.is_not, text.what,
            text.so_what, "\n".join(theme.spread), "\n".join(theme.told),
        )  # fmt: skip


def _voices(summary: Summary) -> Iterator[Row]:
    for theme in summary.themes:
        for voice in theme.voices:
            yield (
                voice.number, theme.name, voice.bearing, voice.words, voice.who, voice.place,
                voice.code, voice.reference,
            )  # fmt: skip


def _rests(summary: Summary) -> Iterator[Row]:
    for theme in summary.themes:
        for one in theme.supports:
            number = "" if one.voice is None else one.voice
            told = BASIS_WORDS[one.basis], number, one.note, ", ".join(one.stale)
            yield theme.name, one.of.replace("_", " "), one.sentence, *told


def _steps(summary: Summary) -> Iterator[Row]:
    for theme in summary.themes:
        for step in theme.steps:
            yield theme.name, step.audience, step.words, step.owner, BASIS_WORDS[step.basis]


def _columns(grid: Grid) -> list[tuple[str, int]]:
    return [(name, 40 if number else 30) for number, name in enumerate(grid.head)]
