"""What themes hold of codes that are merged goes to the code, and to the codings, that stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.model.coding import Coding
from workbench.model.ids import CodeId, ThemeId
from workbench.model.theme_events import QuotationPlaced, ThemePutOut, ThemeTookIn
from workbench.project.handing_down import heir_of
from workbench.store.unit import Unit


def follow_merge(
    unit: Unit, keep: CodeId, merged: Sequence[CodeId], collapsed: Iterable[Coding]
) -> None:
    """Record that themes hold the code that stays, and the twins of codings that collapsed.

    Args:
        unit: The act, after its merge.
        keep: The code that stays.
        merged: Those that went into it.
        collapsed: Codings as they were before.
    """
    held: dict[ThemeId, list[CodeId]] = {}
    for theme, code in unit.reads.themes.held_codes([keep, *merged]):
        held.setdefault(theme, []).append(code)
    for theme, codes in held.items():
        gone = tuple(code for code in merged if code in codes)
        if gone:
            unit.record(ThemePutOut(theme, gone, ()))
            if keep not in codes:
                unit.record(ThemeTookIn(theme, (keep,), ()))
    _follow_collapse(unit, keep, list(collapsed))


def _follow_collapse(unit: Unit, keep: CodeId, collapsed: Sequence[Coding]) -> None:
    themes, ids = unit.reads.themes, [coding.id for coding in collapsed]
    single, placed = set(themes.held_codings(ids)), themes.bearings_of(ids)
    if not (single or placed):
        return
    heirs = {coding.id: heir_of(unit, coding, keep) for coding in collapsed}
    own = set(themes.held_codings(heirs.values()))
    for theme, coding in sorted(single):
        if (theme, heirs[coding]) not in own:
            own.add((theme, heirs[coding]))
            unit.record(ThemeTookIn(theme, (), (heirs[coding],)))
    said = {(theme, coding) for theme, coding, _ in themes.bearings_of(heirs.values())}
    for theme, coding, bearing in placed:
        if (theme, heirs[coding]) not in said:
            said.add((theme, heirs[coding]))
            unit.record(QuotationPlaced(theme, heirs[coding], "", bearing))
