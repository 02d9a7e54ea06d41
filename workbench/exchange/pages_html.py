"""Pages as one html file: nothing from outside, light or dark as the reader's screen, printable."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from workbench.exchange.diaries import DiaryMemo
from workbench.exchange.pages import (
    Block,
    Grid,
    Heading,
    Line,
    NewPage,
    Noted,
    Pages,
    Picture,
    Quoted,
)

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0;
  --paper: #ffffff; --soft: #f5f7f9; --mark: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --quiet: #9aa4af; --line: #3a424b;
  --paper: #14181d; --soft: #1c2229; --mark: #7ab7f5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Georgia, "Noto Serif", "Liberation Serif", serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
h1, h2, h3, h4, th, .label { font-family: system-ui, "Liberation Sans", sans-serif;
  line-height: 1.25; }
h1 { font-size: 2rem; margin: 0 0 1rem; }
h2 { font-size: 1.5rem; margin: 3rem 0 .75rem; padding-top: 1rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .5rem 0; white-space: pre-line; overflow-wrap: anywhere; }
.lead { font-size: 1.25rem; line-height: 1.45; margin: .25rem 0 1rem; }
.quiet, figcaption { color: var(--quiet); font-size: .9rem; }
.label { font-weight: 600; font-size: .95rem; }
blockquote { margin: 1rem 0; padding: .25rem 0 .25rem 1.1rem; border-left: 3px solid var(--line);
  break-inside: avoid; }
blockquote:target { background: var(--soft); border-left-color: var(--mark); }
blockquote footer { color: var(--quiet); font-size: .9rem; }
.way { font: .85rem system-ui, "Liberation Sans", sans-serif; white-space: nowrap; }
a { color: var(--mark); text-decoration-thickness: 1px; text-underline-offset: 2px; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0;
  border-bottom: 1px solid var(--line); white-space: pre-line; overflow-wrap: anywhere; }
th { overflow-wrap: break-word; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; border-radius: .35rem; }
@media print { :root { --ink: #000; --quiet: #444; --line: #bbb; --paper: #fff; --soft: #fff;
  --mark: #000; } html { font-size: 10pt; } main { max-width: none; padding: 0; }
  a { text-decoration: none; }
  .page { break-before: page; } .page + h2 { border-top: 0; margin-top: 0; }
  h2, h3, h4 { break-after: avoid; } thead { display: table-header-group; }
  tr { break-inside: avoid; } @page { margin: 2cm; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
#: A page that another page holds has no address but this one; its places are found by it alone.
_FRAMED = "about:srcdoc"


def write_pages_html(pages: Pages, trace: str = "") -> bytes:
    """Return pages as one html file.

    Args:
        pages: What is written.
        trace: The address to which what a block leads to is added, where the page is looked at
            beside the study; a file has none.
    """
    return "\n".join(_document(pages, trace)).encode()


def _document(pages: Pages, trace: str) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_one(pages.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    in_list = False
    for block in pages.blocks:
        listed = isinstance(block, Line) and block.listed
        if listed != in_list:
            yield "<ul>" if listed else "</ul>"
            in_list = listed
        yield from _written(block, trace)
    if in_list:
        yield "</ul>"
    yield "</main>\n</body>\n</html>\n"


def _written(block: Block, trace: str) -> Iterator[str]:
    match block:
        case Heading():
            tag = f"h{block.level + 1}"
            yield f"<{tag}>{_one(block.words)}</{tag}>"
        case Line():
            yield _line(block, trace)
        case Quoted():
            place = f"[{block.number}] {_one(block.place)}"
            yield (
                f'<blockquote id="q{block.number}"><p>{_safe(block.words.strip())}</p>'
                f"<footer>{place}{_way(trace, block.leads)}</footer></blockquote>"
            )
        case Grid():
            yield from _grid(block)
        case Picture():
            yield f"<figure>{block.svg}<figcaption>{_one(block.told)}</figcaption></figure>"
        case Noted():
            yield from _memo(block.memo)
        case NewPage():
            yield '<div class="page"></div>'


def _way(trace: str, leads: str) -> str:
    """Return a link to where a block comes from, in a window of its own."""
    if not (trace and leads):
        return ""
    return f' <a class="way" href="{escape(trace + leads)}" target="_blank">Trace</a>'


def _line(line: Line, trace: str) -> str:
    label = f'<span class="label">{_one(line.label)}:</span> ' if line.label else ""
    here = _FRAMED if trace else ""
    refers = "".join(f' <a href="{here}#q{number}">[{number}]</a>' for number in line.refers)
    told = f"{label}{_safe(line.words.strip())}{refers}{_way(trace, line.leads)}"
    if line.listed:
        return f"<li>{told}</li>"
    kind = "lead" if line.leading else "quiet" if line.quiet else ""
    return f'<p class="{kind}">{told}</p>' if kind else f"<p>{told}</p>"


def _grid(grid: Grid) -> Iterator[str]:
    yield '<div class="wide"><table><thead><tr>'
    yield "".join(f'<th scope="col">{_one(cell)}</th>' for cell in grid.head)
    yield "</tr></thead><tbody>"
    for row in grid.rows:
        yield f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table></div>"


def _memo(memo: DiaryMemo) -> Iterator[str]:
    yield f"<h3>{_one(memo.heading)}</h3>"
    yield f'<p class="quiet">{_one(" · ".join(memo.facts))}</p>'
    if memo.about:
        yield f'<p class="quiet">About: {_one("; ".join(memo.about))}</p>'
    text = ""
    for piece in memo.pieces:
        if piece.place is None:
            text += piece.words
            continue
        if text.strip():
            yield f"<p>{_safe(text.strip())}</p>"
        text = ""
        yield (
            f"<blockquote><p>{_safe(piece.words.strip())}</p>"
            f"<footer>{_one(piece.place)}</footer></blockquote>"
        )
    if text.strip():
        yield f"<p>{_safe(text.strip())}</p>"


def _safe(words: str) -> str:
    """Return words as text of a page; what no page may hold is replaced."""
    return escape("".join(c if c in "\t\n" or c >= " " else "\ufffd" for c in words))


def _one(words: str) -> str:
    return _safe(" ".join(words.split()))
