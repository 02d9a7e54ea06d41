"""What a facet may be: its names, its values and their keys; and the facets that are offered.

The values of the offered facets are read from the codebooks that come with the workbench, where
they stand among the codes; only "for or against" stands here.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.errors import InvalidActionError
from workbench.exchange.codebooks import read_codebook
from workbench.model.codebook import CodeRow
from workbench.model.facet import Facet, FacetForm, FacetValue
from workbench.model.ids import NO_WORDS, FacetValueId, Words
from workbench.model.typed import plain_text
from workbench.project.names import clean_name, folded
from workbench.project.shipped import shipped

#: Keys that mean something else while somebody reads and codes.
READER_KEYS = frozenset("123456789cirtpmxljksSbewvVaon/+=-?")


@dataclass(frozen=True, slots=True)
class _Offer:
    """A facet made of rows of a codebook; `keys` are in the order of the rows."""

    name: str
    file: str
    rows: tuple[str, ...]
    keys: str
    several: bool
    note: str


_LEVELS = "socioecological_levels.csv"
_OFFERS = (
    _Offer(
        "Socio-ecological level",
        _LEVELS,
        ("SE-IND", "SE-MIC", "SE-MES", "SE-EXO", "SE-MAC", "SE-CHR"),
        "IFLOMT",
        several=True,
        note="Where the speaker locates a cause, a cost or a remedy; more than one where they are "
        "linked.",
    ),
    _Offer(
        "Direction",
        _LEVELS,
        ("SE-RISK", "SE-PROT"),
        "UD",
        several=True,
        note="Whether the speaker says that it raises strain or protects; both where ambivalent.",
    ),
    _Offer("Remedy", _LEVELS, ("SE-REM",), "R", several=False, note="A change is asked for."),
    _Offer(
        "Organisational stance",
        "organisational_practices.csv",
        ("OP-HAVE", "OP-PAPER", "OP-WANT", "OP-HARM"),
        "HPWB",
        several=False,
        note="What becomes of a practice, as the speaker sees it.",
    ),
)


def new_value(name: str, key: str = "") -> FacetValue:
    """Return a value that no facet has yet."""
    return FacetValue(FacetValueId(str(uuid.uuid4())), Words(name), Words(key))


def checked(form: FacetForm, others: Sequence[Facet]) -> FacetForm:
    """Return a form as it is kept: names and keys without blanks around them.

    Args:
        form: As typed.
        others: The other facets of the study.

    Raises:
        InvalidActionError: A name is missing or taken, there is no value, or a key cannot be used.
    """
    name = Words(clean_name(form.name, "facet"))
    _refuse_twins([*(facet.form.name for facet in others), name], "facet")
    if not form.values:
        raise InvalidActionError("A facet needs a value. Add one, for instance “raises strain”.")
    values = tuple(_value(value) for value in form.values)
    _refuse_twins([value.name for value in values], "value")
    ids = [value.id for value in values]
    if len(set(ids)) < len(ids) or set(ids) & {v.id for o in others for v in o.form.values}:
        raise InvalidActionError("Two values have the same id. Add the value once more.")
    _refuse_keys(values, others)
    return FacetForm(name, values, form.several, Words(plain_text(form.note)))


def offered(facets: Sequence[Facet]) -> list[FacetForm]:
    """Return the facets that come with the workbench, with the keys that are free.

    Args:
        facets: The study's own; what has the name of one of them is not offered again.
    """
    taken = {value.key for facet in facets for value in facet.form.values}
    known = {folded(facet.form.name) for facet in facets}
    forms = [_form(offer) for offer in _OFFERS] + [_for_or_against()]
    return [_with_free_keys(form, taken) for form in forms if folded(form.name) not in known]


def _value(value: FacetValue) -> FacetValue:
    return replace(value, name=Words(clean_name(value.name, "value")), key=Words(value.key.strip()))


def _refuse_twins(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if folded(name) in seen:
            raise InvalidActionError(f"There is a {what} “{name}” already. Choose another name.")
        seen.add(folded(name))


def takes_off(before: FacetForm, after: FacetForm) -> bool:
    """Tell whether codings that carry values may carry fewer of them, or may stand in the way."""
    gone = {value.id for value in before.values} - {value.id for value in after.values}
    return bool(gone) or (before.several and not after.several)


def _refuse_keys(values: Sequence[FacetValue], others: Sequence[Facet]) -> None:
    taken = {v.key: o.form.name for o in others for v in o.form.values if v.key}
    for value in values:
        key = value.key
        if not key:
            continue
        if len(key) != 1 or not key.isprintable():
            raise InvalidActionError("A key is one character. Type one.")
        if key in READER_KEYS:
            raise InvalidActionError(
                f"The key “{key}” does something else while reading. Choose another one, for "
                "instance a capital letter."
            )
        if key in taken:
            raise InvalidActionError(
                f"The key “{key}” belongs to “{taken[key]}” already. Choose another one."
            )
        taken[key] = value.name


def _form(offer: _Offer) -> FacetForm:
    rows = {str(row.card.key): row for row in read_codebook(_bytes(offer.file))}
    found = zip(offer.rows, offer.keys, strict=True)
    values = tuple(new_value(_value_name(rows[row]), key) for row, key in found)
    return FacetForm(Words(offer.name), values, offer.several, Words(offer.note))


def _value_name(row: CodeRow) -> str:
    """Return what a row is called as a value: "Stance: on paper" is "on paper"."""
    for facet in ("Direction: ", "Stance: ", "Remedy "):
        if row.name.startswith(facet):
            return row.name.removeprefix(facet)
    return row.name


def _for_or_against() -> FacetForm:
    values = (new_value("for", "Y"), new_value("against", "N"))
    note = "Whether the speaker is for or against what the code names."
    return FacetForm(Words("For or against"), values, note=Words(note))


def _with_free_keys(form: FacetForm, taken: Collection[str]) -> FacetForm:
    values = tuple(replace(v, key=NO_WORDS) if v.key in taken else v for v in form.values)
    return replace(form, values=values)


def _bytes(file: str) -> bytes:
    return shipped("codebooks", file).read_bytes()
