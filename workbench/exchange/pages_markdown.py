"""Pages in Markdown: every word shown as it is, quotations as block quotations."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.exchange.diaries import memo_blocks
from workbench.exchange.markdown import literal, one_line, quoted
from workbench.exchange.pages import Block, Grid, Heading, Line, Noted, Pages, Picture, Quoted


def write_pages_markdown(pages: Pages) -> bytes:
    """Return pages as a Markdown file; a picture is told in words, since it cannot be held."""
    return ("\n\n".join(_joined(pages)) + "\n").encode()


def _joined(pages: Pages) -> Iterator[str]:
    """Yield the blocks; lines of one list stand together."""
    items: list[str] = []
    for block in pages.blocks:
        if isinstance(block, Line) and block.listed:
            items.append(f"- {_line(block)}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield from _written(block)
    if items:
        yield "\n".join(items)


def _written(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {one_line(block.words)}"
        case Line():
            yield f"**{_line(block)}**" if block.leading else _line(block)
        case Quoted():
            yield f"{quoted(block.words)}\n>\n> {one_line(_place(block))}"
        case Grid():
            yield "\n".join(_rows(block))
        case Picture():
            yield f"({one_line(block.told)})"
        case Noted():
            head, *rest = memo_blocks(block.memo)
            yield f"#{head}"
            yield from rest


def _line(line: Line) -> str:
    words = one_line(line.words) if line.listed or line.leading else literal(line.words)
    label = f"**{one_line(line.label)}:** " if line.label and not line.leading else ""
    return label + words + _references(line)


def _references(line: Line) -> str:
    return "".join(f" \\[{number}\\]" for number in line.refers)


def _place(block: Quoted) -> str:
    return f"[{block.number}] {block.place}"


def _rows(grid: Grid) -> Iterator[str]:
    for number, row in enumerate((grid.head, *grid.rows)):
        yield f"| {' | '.join(one_line(cell) for cell in row)} |"
        if number == 0:
            yield f"|{' --- |' * len(row)}"
