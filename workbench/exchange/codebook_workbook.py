"""The codebook as a workbook for spreadsheets: a row a code, nothing in it ever a formula."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.exchange.codebook_pages import CodebookPages, CodePage
from workbench.exchange.sheets import Sheet, write_sheets

#: The columns and how wide each is, in characters.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("label", 28),
    ("path", 36),
    ("state", 9),
    ("codings", 9),
    ("kind", 12),
    ("definition", 50),
    ("include_if", 40),
    ("exclude_if", 40),
    ("example_typical", 40),
    ("example_atypical", 40),
    ("quotations", 60),
    ("content_flag", 18),
    ("code_id", 12),
    ("seed", 8),
)


def write_workbook(book: CodebookPages) -> bytes:
    """Return a codebook as an xlsx file."""
    rows = [list(_values(page)) for page in book.pages]
    return write_sheets([Sheet("Codebook", COLUMNS, rows, pinned=1)])


def _values(page: CodePage) -> Iterator[str | int]:
    code, card = page.code, page.code.card
    shown = "\n".join(f"{e.kind}: {e.words} ({e.place})" for e in page.examples)
    known: dict[str, str | int] = {
        "label": code.name,
        "path": code.path_text,
        "state": code.state,
        "codings": code.coding_count,
        "quotations": shown,
        "code_id": card.key,
    }
    for name, _ in COLUMNS:
        yield known[name] if name in known else str(getattr(card, name))
