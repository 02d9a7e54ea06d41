"""The fields by which quotations are sifted; their state stands in the address, by ids alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.app.address import (
    id_in_address,
    ids_in_address,
    number_in_address,
    put_ids_in_address,
    put_in_address,
)
from workbench.app.cached import all_codes, all_sources, sight
from workbench.app.layout import named
from workbench.app.plain import plain
from workbench.app.quotation_choices import (
    NEAR,
    PARTS,
    SAID,
    asked_filter,
    chips,
    closeness_asked,
    coders,
    day_asked,
    facet_values,
    forms,
    kinds,
    memos,
    speakers,
    strands,
    values_of,
    within_asked,
)
from workbench.model.ids import CodeId, SourceId
from workbench.model.sifting import QuotationFilter
from workbench.project.project import Project


def ask_filter(project: Project) -> QuotationFilter:
    """Draw the fields and return what they ask."""
    seen = sight(project)
    codes = {str(code.id): code.path_text for code in all_codes(seen, project)}
    sources = {str(source.id): source.name for source in all_sources(seen, project)}
    of_code, of_source, of_words = st.columns([3, 3, 2])
    code = _choose(of_code, "Code", "code", codes, "all codes")
    source = _choose(of_source, "Source", "source", sources, "all sources")
    words = of_words.text_input("Words", key="words-sought", placeholder="that stand in it")
    below = st.checkbox(
        "with the codes below it",
        value=id_in_address("alone") is None,
        key="below",
        disabled=code is None,
    )
    put_in_address(alone=None if below else "1")
    more = st.expander("More filters", key="more-filters", type="compact", on_change="rerun")
    if more.open:
        with more:
            _ask_more(project, codes)
    first = QuotationFilter(
        code=CodeId(code) if code else None,
        children=below,
        source=SourceId(source) if source else None,
        words=(words or "").strip(),
    )
    return asked_filter(project, first)


def draw_chips(project: Project) -> None:
    """Show which of the further filters are set; each goes with a click."""
    found = chips(project)
    if not found:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for chip in found:
            st.button(
                named(plain(chip.says), "take this filter off"),
                icon=":material/close:",
                key=f"chip-{chip.name}",
                on_click=_take_off,
                args=(chip.name,),
            )


def _take_off(name: str) -> None:
    put_in_address(**dict.fromkeys((name, *PARTS.get(name, ()))))


# --- the fields ----------------------------------------------------------------------------------


def _ask_more(project: Project, codes: Mapping[str, str]) -> None:
    one, two, three = st.columns(3)
    _choose(one, "Who speaks", "who", speakers(project), "anybody")
    _choose(two, "Coded by", "coder", coders(project), "anybody")
    _choose(three, "When comparing, it was said", "said", SAID, "anything or nothing")
    one, two, three = st.columns(3)
    _choose(one, "Strand of the source", "strand", strands(project), "any")
    _choose(two, "Kind of source", "kind", kinds(), "any")
    _choose(three, "Linked to the memo", "memo", memos(project), "any or none")
    one, two, three = st.columns(3)
    _ask_day(one, "Coded from", "since")
    _ask_day(two, "Coded until", "until")
    _ask_facets(three, project)
    _ask_attribute(project)
    _ask_beside(codes)


def _choose(
    slot: DeltaGenerator, label: str, name: str, titles: Mapping[str, str], nothing: str
) -> str | None:
    asked = id_in_address(name)
    options: list[str | None] = [None, *titles]
    chosen = slot.selectbox(
        label,
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=lambda key: titles[key] if key else nothing,
        key=f"{name}-{asked}",
    )
    put_in_address(**{name: chosen})
    return chosen


def _ask_day(slot: DeltaGenerator, label: str, name: str) -> None:
    asked = day_asked(name)
    chosen = slot.date_input(label, asked, key=f"{name}-{asked}", format="YYYY-MM-DD")
    put_in_address(**{name: chosen.isoformat() if isinstance(chosen, date) else None})


def _ask_facets(slot: DeltaGenerator, project: Project) -> None:
    titles = facet_values(project)
    if not titles:
        return
    asked = [value for value in ids_in_address("facet") if value in titles]
    chosen = slot.multiselect(
        "Facet",
        list(titles),
        asked,
        format_func=lambda value: titles[value],
        key=f"facet-{'-'.join(asked)}",
        placeholder="any values",
    )
    put_ids_in_address("facet", chosen)


def _ask_attribute(project: Project) -> None:
    known = forms(project)
    if not known:
        return
    which, value, least, most = st.columns([3, 3, 1.5, 1.5])
    names = {key: str(form.name) for key, form in known.items()}
    chosen = _choose(which, "The speaker's", "attribute", names, "any attribute")
    if chosen is None:
        put_in_address(**dict.fromkeys(PARTS["attribute"]))
        return
    form = known[chosen]
    if form.kind in ("text", "choice"):
        _choose(value, "is", "like", values_of(project, chosen), "anything")
        return
    if form.cuts:
        bands = {str(n): str(cut.label) for n, cut in enumerate(form.cuts)}
        _choose(value, "counts as", "band", bands, "anything")
    for slot, label, name in ((least, "from", "least"), (most, "up to", "most")):
        typed = slot.text_input(label, number_in_address(name) or "", key=f"{name}-{chosen}")
        put_in_address(**{name: (typed or "").strip() or None})


def _ask_beside(codes: Mapping[str, str]) -> None:
    which, how, count = st.columns([3, 2, 1])
    code = _choose(which, "Beside the code", "beside", codes, "any or none")
    near = {str(key): title for key, title in NEAR.items()}
    if code is None:
        put_in_address(near=None, within=None)
        return
    asked = closeness_asked()
    chosen = how.selectbox(
        "How near",
        list(near),
        index=list(near).index(asked),
        format_func=lambda key: near[key],
        key=f"near-{code}",
    )
    put_in_address(near=chosen)
    if chosen != "overlapping":
        within = count.number_input(
            "So many", min_value=0, step=1, value=within_asked(), key=f"within-{code}-{chosen}"
        )
        put_in_address(within=str(within))
