"""What finding quotations costs in a study of 100,000 codings, 300 codes and 2,000 memos.

Run ``python -m bench.quotations [FOLDER]``. CPU seconds of the first look after opening, and of a
second one. The study is made in a minute or more, and kept in FOLDER where one is named.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.studies import large_study
from workbench.model.ids import FacetValueId
from workbench.model.sifting import Beside, QuotationFilter, ValueSought
from workbench.project.project import Project, open_project


def filters(project: Project) -> Iterator[tuple[str, float, QuotationFilter]]:
    """Yield what is sought: in words, how long it may take, and the filter."""
    codes = project.codebook.all()
    top = next(code for code in codes if code.parent is None)
    leaf = next(code for code in codes if code.parent is not None)
    source = project.sources.all()[7]
    site = next(one for one in project.attributes.all() if one.form.name == "site")
    age = next(one for one in project.attributes.all() if one.form.name == "age")
    case = next(one for one in project.cases.all() if one.kind == "participant")
    memo = project.memos.all()[7]
    yield "all of them", 0.3, QuotationFilter()
    yield "a code with its children", 0.3, QuotationFilter(code=top.id)
    yield "a facet's value", 0.3, QuotationFilter(facets=frozenset({FacetValueId("level-own")}))
    yield "a coder", 0.3, QuotationFilter(coder=project.coders()[1].id)
    yield "a case", 0.3, QuotationFilter(case=case.id)
    yield "a site", 0.3, QuotationFilter(values=(ValueSought(site.id, value="north"),))
    yield "ages", 0.3, QuotationFilter(values=(ValueSought(age.id, least="30", most="40"),))
    yield "a strand", 0.3, QuotationFilter(strand="interviews")
    yield "a source", 0.3, QuotationFilter(source=source.id)
    yield "a kind of source", 0.3, QuotationFilter(kind="interview")
    yield "a label", 0.3, QuotationFilter(speaker="INT")
    yield "a role", 0.3, QuotationFilter(role="participant")
    yield "a memo", 0.3, QuotationFilter(memo=memo.id)
    yield "days", 0.3, QuotationFilter(since="2020-01-01", until="2099-12-31")
    yield "a rare word", 0.3, QuotationFilter(words="nowhere")
    yield "a word of one text", 0.3, QuotationFilter(words="guardian")
    yield "a common word", 0.3, QuotationFilter(words="court")
    yield "a common word in a code", 0.3, QuotationFilter(code=top.id, words="court")
    yield "doubtful ones", 0.3, QuotationFilter(judgement="doubtful")
    yield "not judged", 0.3, QuotationFilter(judgement="")
    yield "waiting to be checked", 0.3, QuotationFilter(waiting=True)
    for closeness, within in (("overlapping", 0), ("turns", 0), ("turns", 3), ("characters", 200)):
        near = Beside(leaf.id, closeness=closeness, within=within)  # type: ignore[arg-type]  # one of them
        wide = Beside(top.id, closeness=closeness, within=within)  # type: ignore[arg-type]  # one of them
        yield f"any, {closeness} {within} of a code", 0.5, QuotationFilter(beside=near)
        yield f"any, {closeness} {within} of a branch", 0.5, QuotationFilter(beside=wide)
        yield (
            f"a branch, {closeness} {within} of a code",
            0.5,
            QuotationFilter(code=top.id, beside=near),
        )


def main(folder: Path) -> None:
    """Measure and print; what misses its figure is marked."""
    where = folder / "large.qwb"
    if not where.exists():
        large_study(where)
    with open_project(where, coder="Ana") as project:
        for _ in project.find.catch_up():
            pass
        for name, limit, sought in filters(project):
            times = [_seconds(project, sought) for _ in range(2)]
            total = project.quotations.count(sought)
            mark = "" if times[-1] <= limit else "  MISSED"
            print(f"{name:42} {times[0]:6.3f} {times[1]:6.3f}  {total:7,}{mark}", flush=True)


def _seconds(project: Project, sought: QuotationFilter) -> float:
    began = time.process_time()
    project.quotations.find(sought)
    return time.process_time() - began


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
