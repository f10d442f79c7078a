"""Imports point one way, sizes stay small, and nothing but a bench is timed."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ["kb", "corpus", "indexer", "webapp"]  # each may import itself and those to its left
INNER_LAYERS = [
    "lexing",
    "document",
    "names",
    "sentences",
    "timeline",
    "subjects",
    "scope",
    "tables",
]
MODULES = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MODULE_LINES, FUNCTION_LINES, TEST_LINES = 400, 50, 500
STOPWATCHES = {"process_time", "thread_time", "perf_counter", "default_timer"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported_packages(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path: Path, known: set[str]) -> set[str]:
    """Modules of the project that a module names; `from package import name` may name either."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inside & known) or {node.module}
    return found & known - {dotted(path)}


def test_there_are_modules_to_check() -> None:
    assert {name(path).split("/")[0] for path in MODULES} == set(LAYERS)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_point_left(path: Path) -> None:
    names = imported_packages(ast.parse(path.read_text(encoding="utf-8")))
    layer = path.relative_to(ROOT).parts[0]
    assert names & set(LAYERS) <= set(LAYERS[: LAYERS.index(layer) + 1])


@pytest.mark.parametrize("package", INNER_LAYERS)
def test_packages_of_measures_import_those_before_them(package: str) -> None:
    later = INNER_LAYERS[INNER_LAYERS.index(package) + 1 :]
    known = {dotted(path) for path in MODULES}
    folder = ROOT / "indexer" / "measures" / package
    used = {name for path in folder.glob("*.py") for name in imported_modules(path, known)}
    inner = {name.split(".")[2] for name in used if name.startswith("indexer.measures.")}
    assert inner - {package} <= set(INNER_LAYERS) - set(later)


def test_no_imports_run_in_a_circle() -> None:
    known = {dotted(path) for path in MODULES}
    graph = {dotted(path): imported_modules(path, known) for path in MODULES}
    order = list(TopologicalSorter(graph).static_order())  # CycleError names the circle
    assert set(order) == known


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_stay_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= MODULE_LINES


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_test_files_stay_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= TEST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_stay_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > FUNCTION_LINES]
    assert long == []


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_work_is_counted_not_timed(path: Path) -> None:
    """Another machine is slower; how long work takes is told by tests/bench, as a ratio."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert path.is_relative_to(ROOT / "tests" / "bench") or not used & STOPWATCHES
