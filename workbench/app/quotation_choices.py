"""What quotations can be sifted by in this study, and what the address asks of that.

A word that somebody wrote never stands in the address: a strand is named by a source that has it,
a value of an attribute by a person who has it, a label by a source and the speaker's number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workbench.app.address import id_in_address, ids_in_address, number_in_address
from workbench.app.cached import (
    all_attributes,
    all_codes,
    all_details,
    all_people,
    sight,
    speakers_of_all,
)
from workbench.model.case import AttributeForm
from workbench.model.coding import Judgement
from workbench.model.ids import AttributeId, CaseId, CodeId, CoderId, FacetValueId, MemoId, SourceId
from workbench.model.sifting import Beside, Closeness, QuotationFilter, ValueSought
from workbench.model.source import SOURCE_KINDS, SpeakerRole
from workbench.model.typed import day_told
from workbench.project.project import Project

#: What belongs to a choice of the address and goes with it.
PARTS = {"attribute": ("like", "band", "least", "most"), "beside": ("near", "within", "only")}
#: What can be asked of the judgement, as the address and the page name it.
SAID = {
    "doubtful": "may not belong",
    "belongs": "belongs",
    "nothing": "nothing yet",
    "waiting": "wait for another look",
}
#: How near another code can be, as the page names it.
NEAR: dict[Closeness, str] = {
    "overlapping": "together with it",
    "turns": "within turns",
    "characters": "within characters",
}
_JUDGEMENTS: dict[str, Judgement] = {"doubtful": "doubtful", "belongs": "belongs", "nothing": ""}
_ROLES: dict[str, SpeakerRole] = {
    "participant": "participant",
    "interviewer": "interviewer",
    "unmapped": "unmapped",
}
_ROLE_TITLES = {
    "participant": "any participant",
    "interviewer": "any interviewer",
    "unmapped": "anybody who is not mapped",
}
_NO_STRAND = "none"


@dataclass(frozen=True, slots=True)
class Chip:
    """A further filter that is set: its name in the address, and what it says."""

    name: str
    says: str


# --- what there is to choose from ----------------------------------------------------------------


def speakers(project: Project) -> dict[str, str]:
    """Return roles, people, and labels that nobody is mapped to."""
    people = {str(one.case.id): one.case.name for one in all_people(sight(project), project)}
    labels: dict[str, str] = {}
    for source, known in speakers_of_all(sight(project), project).items():
        for one in known:
            title = f"the label {one.label}"
            if one.label and one.case is None and title not in labels.values():
                labels[f"{source}-{one.index}"] = title
    return {**_ROLE_TITLES, **people, **labels}


def coders(project: Project) -> dict[str, str]:
    """Return everybody who joined."""
    return {str(coder.id): coder.name for coder in project.coders()}


def strands(project: Project) -> dict[str, str]:
    """Return the strands of sources, each by the first source that has it."""
    found: dict[str, str] = {}
    for source, details in all_details(sight(project), project).items():
        if details.strand and details.strand not in found.values():
            found[source] = str(details.strand)
    return {**found, _NO_STRAND: "none written down"} if found else {}


def kinds() -> dict[str, str]:
    """Return the kinds of sources."""
    return {kind: kind.replace("-", " ") for kind in SOURCE_KINDS}


def memos(project: Project) -> dict[str, str]:
    """Return the memos that this person may read and that are about codings or words."""
    return {
        str(memo.id): str(memo.text.title) or "a memo without a title"
        for memo in project.memos.all()
        if any(link.kind in ("coding", "segment") for link in memo.links)
    }


def facet_values(project: Project) -> dict[str, str]:
    """Return the values of all facets, each behind its facet's name."""
    return {
        str(value.id): f"{facet.form.name}: {value.name}"
        for facet in project.facets.all()
        for value in facet.form.values
    }


def forms(project: Project) -> dict[str, AttributeForm]:
    """Return the attributes of people."""
    return {str(one.id): one.form for one in all_attributes(sight(project), project)}


def values_of(project: Project, attribute: str) -> dict[str, str]:
    """Return the values that people have of an attribute, each by the first who has it."""
    found: dict[str, str] = {}
    for one in all_people(sight(project), project):
        value = one.values.get(AttributeId(attribute), "")
        if value and value not in found.values():
            found[str(one.case.id)] = value
    return found


# --- what the address asks -----------------------------------------------------------------------


def asked_filter(project: Project, first: QuotationFilter) -> QuotationFilter:
    """Return a filter with all that the address asks beside code, source and words."""
    who, said = id_in_address("who") or "", id_in_address("said") or ""
    coder, memo, kind = (id_in_address(name) for name in ("coder", "memo", "kind"))
    label = _label(project, who)
    since, until = day_asked("since"), day_asked("until")
    return replace(
        first,
        role=_ROLES.get(who),
        speaker=label,
        case=CaseId(who) if who and who not in _ROLES and label is None else None,
        facets=frozenset(FacetValueId(value) for value in ids_in_address("facet")),
        coder=CoderId(coder) if coder else None,
        values=_values_sought(project),
        strand=_strand(project),
        kind=next((one for one in SOURCE_KINDS if one == kind), None),
        memo=MemoId(memo) if memo else None,
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        judgement=_JUDGEMENTS.get(said),
        waiting=said == "waiting",
        beside=_beside(),
    )


def chips(project: Project) -> list[Chip]:
    """Return the further filters that the address asks, in words."""
    return [Chip(name, says) for name, says in _told(project)]


def closeness_asked() -> Closeness:
    """Return how near another code must be; together unless the address says otherwise."""
    asked = id_in_address("near")
    return next((near for near in NEAR if near == asked), "overlapping")


def within_asked() -> int:
    """Return how many turns or characters the address allows between."""
    asked = number_in_address("within") or "0"
    return int(asked) if asked.isdecimal() else 0


def day_asked(name: str) -> date | None:
    """Return the day that the address asks for."""
    try:
        return date.fromisoformat(number_in_address(name) or "")
    except ValueError:
        return None


def _told(project: Project) -> Iterator[tuple[str, str]]:
    listed: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        ("who", "speaks: ", speakers(project)),
        ("coder", "coded by ", coders(project)),
        ("said", "when comparing: ", SAID),
        ("strand", "strand: ", strands(project)),
        ("kind", "", kinds()),
        ("memo", "memo: ", memos(project)),
    )
    for name, before, titles in listed:
        asked = id_in_address(name)
        if asked is not None:
            yield name, f"{before}{titles.get(asked, 'something that is gone')}"
    for name, before in (("since", "coded from "), ("until", "coded until ")):
        day = day_asked(name)
        if day is not None:
            yield name, f"{before}{day_told(day)}"
    yield from _told_more(project)


def _told_more(project: Project) -> Iterator[tuple[str, str]]:
    values = ids_in_address("facet")
    if values:
        titles = facet_values(project)
        yield "facet", ", ".join(titles.get(v, "a value that is gone") for v in values)
    for sought in _values_sought(project):
        form = forms(project)[sought.attribute]
        asked = [sought.value, sought.band]
        asked += [f"from {sought.least}" if sought.least else None]
        asked += [f"up to {sought.most}" if sought.most else None]
        yield "attribute", f"{form.name}: {' '.join(one for one in asked if one)}"
    beside = _beside()
    if beside is not None:
        paths = {c.id: c.path_text for c in all_codes(sight(project), project)}
        yield "beside", f"{_nearness(beside)} {paths.get(beside.code, 'a code that is gone')}"


def _nearness(beside: Beside) -> str:
    if beside.closeness == "overlapping":
        return "together with"
    if beside.closeness == "turns" and beside.within == 0:
        return "in the same turn as"
    noun = beside.closeness if beside.within != 1 else beside.closeness.removesuffix("s")
    return f"within {beside.within:,} {noun} of"


def _label(project: Project, who: str) -> str | None:
    source, _, index = who.rpartition("-")
    known = speakers_of_all(sight(project), project).get(SourceId(source), [])
    return next((one.label for one in known if str(one.index) == index), None)


def _strand(project: Project) -> str | None:
    asked = id_in_address("strand")
    if asked is None:
        return None
    return "" if asked == _NO_STRAND else strands(project).get(asked)


def _values_sought(project: Project) -> tuple[ValueSought, ...]:
    attribute = id_in_address("attribute")
    form = forms(project).get(attribute or "")
    if attribute is None or form is None:
        return ()
    like, band = id_in_address("like"), id_in_address("band") or ""
    value = values_of(project, attribute).get(like) if like else None
    cut = form.cuts[int(band)] if band.isdecimal() and int(band) < len(form.cuts) else None
    ordered = form.kind in ("number", "score", "date")
    sought = ValueSought(
        AttributeId(attribute),
        value=value,
        least=number_in_address("least") if ordered else None,
        most=number_in_address("most") if ordered else None,
        band=str(cut.label) if cut else None,
    )
    return () if sought == ValueSought(AttributeId(attribute)) else (sought,)


def _beside() -> Beside | None:
    code = id_in_address("beside")
    if code is None:
        return None
    below = id_in_address("only") != code
    return Beside(CodeId(code), below, closeness_asked(), within_asked())
