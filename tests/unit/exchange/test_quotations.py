"""Quotations as csv: every field in its column, harmless and exact."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from workbench.exchange.cells import unguarded
from workbench.exchange.quotations import COLUMNS, write_codings_csv
from workbench.model.coding import Coding, Quotation
from workbench.model.ids import CodeId, CoderId, CodingId, SourceId


def quotation(words: str = "I drove her") -> Quotation:
    coding = Coding(
        CodingId("c1"), SourceId("s1"), 5, 16, CodeId("k1"), CoderId("p1"), 1_700_000_000_000_001
    )
    return Quotation(coding, words, "P07 first", ("Boundaries", "limits"), "Ana", "P07", 2, 3)


def cells_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_field_has_its_column():
    header, row = cells_of(b"".join(write_codings_csv([quotation()])))
    assert header == list(COLUMNS)
    assert row == [
        "c1",
        "P07 first",
        "5",
        "16",
        "I drove her",
        "",
        "Boundaries / limits",
        "Ana",
        "P07",
        "2",
        "3",
        "2023-11-14T22:13:20.000001+00:00",
        "no",
        "person",
        "1",
    ]


@pytest.mark.parametrize("words", ["=1", "--and then", "'=1", 'say "x", y\nz', "😀"])
def test_words_are_guarded_and_come_back(words):
    _, row = cells_of(b"".join(write_codings_csv([quotation(words)])))
    assert row[4][0] not in "=+-@"
    assert unguarded(row[4]) == words


def test_many_quotations_come_in_pieces():
    pieces = list(write_codings_csv(quotation() for _ in range(2500)))
    assert len(pieces) > 4
    assert len(cells_of(b"".join(pieces))) == 2501


def test_no_quotation_is_a_header_alone():
    assert b"".join(write_codings_csv([])).count(b"\r\n") == 1


def test_what_has_no_turn_and_no_page_leaves_their_cells_empty():
    header, row = cells_of(
        b"".join(write_codings_csv([replace(quotation(), turn=None, page=None)]))
    )
    found = dict(zip(header, row, strict=True))
    assert (found["turn"], found["page"]) == ("", "")


def test_a_printed_form_stands_beside_the_words_while_it_fits_them():
    printed = replace(quotation(), printed="[…] drove [Maya]")
    stale = replace(printed, words="I drove home again at once that day")
    _, fits, does_not = cells_of(b"".join(write_codings_csv([printed, stale])))
    assert (fits[4], fits[5]) == ("I drove her", "[…] drove [Maya]")
    assert does_not[5] == ""
