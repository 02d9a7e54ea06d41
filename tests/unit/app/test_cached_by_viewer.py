"""What pages keep is kept for one viewer: what people may know of memos differs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import workbench.app

APP = Path(workbench.app.__file__).parent
#: Shared by everybody: a transcript with its codings, and a file that somebody just handed over.
SHARED = {"pane.py:_shared", "table_intake.py:_read"}


def cached_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the app whose answers Streamlit keeps as data."""
    for path in sorted(APP.rglob("*.py")):
        for thing in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(thing, ast.FunctionDef) and any(
                "cache_data" in ast.unparse(decorator) for decorator in thing.decorator_list
            ):
                yield f"{path.name}:{thing.name}", thing


def knows_a_project(function: ast.FunctionDef) -> bool:
    return any("Project" in ast.unparse(a.annotation) for a in function.args.args if a.annotation)


def test_what_is_read_of_a_project_is_kept_by_who_looks_and_when() -> None:
    functions = [(name, f) for name, f in cached_functions() if knows_a_project(f)]
    keys = {name: ast.unparse(f.args.args[0]) for name, f in functions}
    assert {name for name, key in keys.items() if key != "seen: Sight"} == SHARED


def test_nothing_that_is_kept_is_kept_without_end() -> None:
    endless = [
        name
        for name, f in cached_functions()
        if not any("max_entries" in ast.unparse(decorator) for decorator in f.decorator_list)
    ]
    assert endless == []
