"""What the commands say: sentences and tables for people, one JSON document for programs.

Answers go to stdout, messages to stderr. Words come from files and people: nothing in them is
taken for markup, and characters that would steer a terminal are shown, not sent.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

#: Into a file or another program, rows are not broken.
_WIDE = 1_000
_START = datetime(1970, 1, 1, tzinfo=UTC)
#: Marks that turn the order of what follows.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def print_json(document: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def say(sentence: str) -> None:
    """Print a line for the person."""
    sys.stdout.write(shown(sentence) + "\n")


def warn(sentence: str) -> None:
    """Print a line beside the answer, on stderr."""
    sys.stderr.write(shown(sentence) + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """Print a table; columns of numbers stand to the right.

    Args:
        columns: Their heads.
        rows: Cells from left to right.
        empty: What to say where there are no rows.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [list(row) for row in rows]
    if not cells:
        say(empty)
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for column, first in zip(columns, cells[0], strict=True):
        justify: Literal["left", "right"] = "right" if isinstance(first, int) else "left"
        table.add_column(column, justify=justify, overflow="fold")
    for row in cells:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDE).print(table)


def shown(text: str) -> str:
    """Return a text on one line, with what would steer a terminal made visible."""
    return "".join(_visible(character) for character in text)


def moment(at: int) -> str:
    """Return microseconds since 1970 UTC as ISO 8601."""
    return (_START + timedelta(microseconds=at)).isoformat()


def minute(at: int) -> str:
    """Return microseconds since 1970 UTC as a person reads them."""
    return f"{_START + timedelta(microseconds=at):%Y-%m-%d %H:%M} UTC"


def microseconds(iso: str) -> int | None:
    """Return the moment that an ISO 8601 date or time names; a date alone means its last one.

    Returns:
        Microseconds since 1970 UTC, which also stands in for a zone that is not given; None
        where it is neither a date nor a time.
    """
    try:
        named = datetime.fromisoformat(iso)
    except ValueError:
        return None
    whole = named if named.tzinfo else named.replace(tzinfo=UTC)
    if len(iso) <= len("2026-01-31"):
        whole += timedelta(days=1, microseconds=-1)
    return (whole - _START) // timedelta(microseconds=1)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else shown("" if value is None else str(value))


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING:
        return f"<U+{ord(character):04X}>"
    return character
