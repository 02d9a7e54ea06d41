"""A folder as a study brings it: files of every kind that is read, as many as asked for."""

from __future__ import annotations

import io
import json
import zipfile
from html import escape

import openpyxl

from bench.studies import interview
from workbench.exchange.reading import FileBytes

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def mixed_folder(count: int, words: int) -> list[FileBytes]:
    """Return files of eight kinds in turn, each an interview of so many words."""
    kinds = (_txt, _docx, _vtt, _srt, _json, _csv, _xlsx, _md)
    return [kinds[n % len(kinds)](f"interview {n}", _turns(words, n)) for n in range(count)]


def _turns(words: int, seed: int) -> list[tuple[str, str]]:
    lines = interview(words, seed).decode().split("\n")
    return [(label, said) for label, _, said in (line.partition(": ") for line in lines)]


def _txt(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    return FileBytes(f"{name}.txt", "\n\n".join(f"{who}: {said}" for who, said in turns).encode())


def _md(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    heads = (f"**{who}** [{_clock(n)[:8]}]\n\n{said}" for n, (who, said) in enumerate(turns))
    return FileBytes(f"{name}.md", "\n\n".join(heads).encode())


def _docx(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(f'{a}: {b}')}</w:t></w:r></w:p>" for a, b in turns)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
        made.writestr("word/document.xml", document)
    return FileBytes(f"{name}.docx", stream.getvalue())


def _vtt(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    cues = (
        f"{_clock(n)} --> {_clock(n + 1)}\n<v {who}>{said}</v>\n"
        for n, (who, said) in enumerate(turns)
    )
    return FileBytes(f"{name}.vtt", ("WEBVTT\n\n" + "\n".join(cues)).encode())


def _srt(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    cues = (
        f"{n + 1}\n{_clock(n)} --> {_clock(n + 1)}\n{who}: {said}\n"
        for n, (who, said) in enumerate(turns)
    )
    return FileBytes(f"{name}.srt", "\n".join(cues).replace(".000", ",000").encode())


def _json(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    segments = [
        {"start": n * 5.0, "end": n * 5.0 + 5, "text": f" {said}", "speaker": who}
        for n, (who, said) in enumerate(turns)
    ]
    return FileBytes(f"{name}.json", json.dumps({"segments": segments}).encode())


def _csv(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    rows = (f'{who},{_clock(n)[:8]},"{said}"' for n, (who, said) in enumerate(turns))
    return FileBytes(f"{name}.csv", "\n".join(["Speaker,Time,Text", *rows]).encode())


def _xlsx(name: str, turns: list[tuple[str, str]]) -> FileBytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Speaker", "Time", "Text"])
    for n, (who, said) in enumerate(turns):
        sheet.append([who, _clock(n)[:8], said])
    stream = io.BytesIO()
    book.save(stream)
    return FileBytes(f"{name}.xlsx", stream.getvalue())


def _clock(n: int) -> str:
    return f"{n * 5 // 3600:02}:{n * 5 // 60 % 60:02}:{n * 5 % 60:02}.000"
