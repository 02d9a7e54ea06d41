"""The rules of the house that a linter cannot hold: size, names, words, papers that are true."""

from __future__ import annotations

import ast
import dataclasses
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import grimp
import typer
from typer.core import TyperGroup

from workbench.model.upcast import EVENT_TYPES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "workbench"
FRONTEND = PACKAGE / "app" / "reader" / "frontend" / "src"
DOCS = ROOT / "docs"
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
SOURCES = [
    *sorted(PACKAGE.rglob("*.py")),
    *sorted(FRONTEND.rglob("*.ts")),
    *sorted(FRONTEND.rglob("*.css")),
]

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "constants", "base", "misc"}
HOLLOW = re.compile(r"(Manager|Handler|Service|Factory|Helper)$")
#: What other tools call a coding or a code; the glossary says why not here.
FOREIGN_WORDS = {
    "tag",
    "tags",
    "highlight",
    "highlights",
    "annotation",
    "annotations",
    "node",
    "nodes",
}
#: Where a standard's own word is meant: RFC 6962 has tree nodes, XML has tags and nodes.
OWN_WORDS = {"trail": {"node", "nodes"}, "exchange": {"tag", "tags", "node", "nodes"}}
#: Files about the trees of groupings, which have nodes too; the field's own "node" is a code.
OF_TREES = re.compile(r"consensus|grouping|proposal|cli/themes")
#: What OpenDocument and RTF call a comment in their markup.
MARKUP = {"workbench/exchange": {"annotation"}}
FOREIGN_PROSE = re.compile(r"\b(highlight(s|ed|ing)?|annotat\w+|tagg(ed|ing))\b", re.IGNORECASE)
FILE_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
PICKLES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|tmp|root|home|Users)/\w")
#: Started by name, so that no import leads to them.
STARTED = {
    "workbench.cli.main",
    "workbench.app.main",
    "workbench.app.serve",
    "workbench.analysis.worker",
    "workbench.exchange.worker",
}

PACKAGES = {".".join(p.parent.relative_to(ROOT).parts) for p in PACKAGE.rglob("__init__.py")}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the workbench, parsed by the first test that asks for one."""
    return {named(p): ast.parse(text_of(p)) for p in SOURCES if p.suffix == ".py"}


def functions_of(tree: ast.Module) -> Iterator[Function]:
    return (n for n in ast.walk(tree) if isinstance(n, Function))


def size(function: Function) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    first = function.body[0]
    documented = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) else 0
    return function.end_lineno - function.lineno + 1 - documented


def names_given(tree: ast.Module) -> set[str]:
    """Every name the module gives to something of its own."""
    names: set[str] = set()
    for thing in ast.walk(tree):
        match thing:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                names.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
    return names


def words_in(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def strings_in(tree: ast.Module) -> Iterator[str]:
    constants = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return (value for value in constants if isinstance(value, str))


def imports_of(tree: ast.Module) -> set[str]:
    """The top names of every module imported anywhere in it."""
    names: set[str] = set()
    for thing in ast.walk(tree):
        match thing:
            case ast.Import(names=aliases):
                names.update(alias.name for alias in aliases)
            case ast.ImportFrom(module=str(name)):
                names.add(name)
    return {name.partition(".")[0] for name in names}


def test_a_file_has_at_most_400_lines():
    long = {named(p): n for p in SOURCES if (n := len(text_of(p).splitlines())) > 400}
    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = [(p, f.name) for p, tree in trees().items() for f in functions_of(tree) if size(f) > 60]
    assert long == []


def test_half_of_all_functions_have_eight_lines_at_most():
    assert median(size(f) for tree in trees().values() for f in functions_of(tree)) <= 8


def test_a_module_opens_with_what_it_is_for():
    assert [p for p, tree in trees().items() if not ast.get_docstring(tree)] == []


def test_a_module_is_named_after_a_thing_of_the_field():
    assert [named(p) for p in SOURCES if p.stem.strip("_") in EMPTY_NAMES] == []


def test_a_class_is_named_after_what_it_is():
    hollow = [(p, n) for p, tree in trees().items() for n in names_given(tree) if HOLLOW.search(n)]
    assert hollow == []


def own_words(path: str) -> set[str]:
    trees = {"node", "nodes"} if OF_TREES.search(path) else set()
    return OWN_WORDS.get(path.split("/")[1], set()) | trees


def test_names_use_the_words_of_the_glossary():
    foreign = [
        (p, name)
        for p, tree in trees().items()
        for name in names_given(tree)
        if words_in(name) & (FOREIGN_WORDS - own_words(p))
    ]
    assert foreign == []


def test_sentences_use_the_words_of_the_glossary():
    foreign = [
        (p, text)
        for p, tree in trees().items()
        for text in strings_in(tree)
        if FOREIGN_PROSE.search(text) and text not in MARKUP.get(p.rpartition("/")[0], set())
    ]
    assert foreign == []


def test_nothing_is_ever_unpickled():
    assert [p for p, tree in trees().items() if imports_of(tree) & PICKLES] == []


def test_no_file_knows_the_machine_it_was_written_on():
    files = [*SOURCES, *PAPERS]
    assert [named(p) for p in files if MACHINE_PATH.search(text_of(p))] == []


def test_every_module_is_used():
    graph = grimp.build_graph("workbench", cache_dir=None)
    modules = graph.modules - PACKAGES - STARTED
    assert [m for m in sorted(modules) if not graph.find_modules_that_directly_import(m)] == []


def test_the_readme_can_be_read_in_one_go():
    assert len(text_of(ROOT / "README.md").splitlines()) <= 150


def test_a_decision_has_at_most_40_lines_and_names_its_price():
    parts = {"## Context", "## Choice", "## Price"}
    decisions = {named(p): text_of(p).splitlines() for p in (DOCS / "decisions").glob("*.md")}
    assert decisions
    assert [name for name, lines in decisions.items() if len(lines) > 40 or parts - {*lines}] == []


def test_every_link_to_a_file_leads_somewhere():
    links = [(p, link) for p in PAPERS for link in FILE_LINK.findall(text_of(p))]
    assert [(named(p), link) for p, link in links if not (p.parent / link).exists()] == []


def commands_below(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its whole name."""
    if isinstance(command, TyperGroup):
        for part, inner in command.commands.items():
            yield from commands_below(inner, f"{name} {part}")
    else:
        yield name, command


def test_every_command_and_each_of_its_options_is_documented():
    from workbench.cli.main import app

    page = text_of(DOCS / "reference" / "cli.md")
    named = dict(commands_below(typer.main.get_command(app), "workbench"))
    assert "workbench trail verify" in named
    options = {o for c in named.values() for p in c.params for o in p.opts if o.startswith("--")}
    assert [name for name in named if f"`{name}" not in page] == []
    assert [option for option in sorted(options) if option not in page] == []


def test_every_event_and_each_of_its_fields_is_documented():
    page = text_of(DOCS / "reference" / "events.md").splitlines()
    rows = {line.split("`")[1]: line for line in page if line.startswith("| `")}
    assert rows.keys() == EVENT_TYPES.keys()
    for name, event in EVENT_TYPES.items():
        fields = re.findall(r"`(\w+)`", rows[name].split("|")[3])
        assert fields == [field.name for field in dataclasses.fields(event)]


def test_the_changelog_tells_of_this_version():
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    assert f"## {version}" in text_of(ROOT / "CHANGELOG.md")
