"""What the repository must not hold: foreign hosts, machine paths, copyleft dependencies, drift."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".sh", ".html", ".css", ".js", ".lock"}
SKIPPED = {".venv", ".git", "library", "build", "__pycache__"}
SAMPLES = ROOT / "corpus" / "sample" / "files"  # documents, some of them not in UTF-8
# Written in pieces, so that this file does not hold what it forbids.
HOSTS = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"]))
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root)/[\w.]")
COPYLEFT = re.compile(r"\b(A?GPL)(?![\w-]*compatible)|GNU (Affero )?General Public", re.IGNORECASE)


def texts() -> list[Path]:
    """The files of the checkout that people read or edit."""
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.suffix in TEXTS
        and path.is_file()
        and not SKIPPED & set(path.relative_to(ROOT).parts)
        and SAMPLES not in path.parents
        and not any(part.endswith(".egg-info") for part in path.parts)
    )


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def runtime_packages() -> set[str]:
    """The packages that a user installs, with all that they need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["fast"]]
    found: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        package = re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0].lower().replace("_", "-")
        if package in found or "extra ==" in requirement:
            continue
        try:
            wanted += distribution(package).requires or []
        except PackageNotFoundError:
            continue  # needed on another platform only
        found.add(package)
    return found


def licence(package: str) -> str:
    facts = distribution(package).metadata
    stated = facts.get_all("License-Expression") or facts.get_all("License") or []
    return " ".join([*(line[:200] for line in stated), *(facts.get_all("Classifier") or [])])


@pytest.mark.parametrize("path", texts(), ids=name)
def test_no_registry_host_or_machine_path_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [*HOSTS.findall(text), *MACHINE_PATHS.findall(text)] == []


@pytest.mark.parametrize("package", sorted(runtime_packages()))
def test_no_dependency_is_under_the_gpl(package: str) -> None:
    said = licence(package).replace("LGPL", "").replace("Lesser General Public", "")
    assert not COPYLEFT.search(said), said


def test_the_dependencies_are_found() -> None:
    assert {"flask", "jieba", "whoosh", "tantivy", "jinja2"} <= runtime_packages()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_names_versions_and_hashes_only(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE)
    assert len(pinned) >= 40
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pinned)


def test_locks_cover_what_the_project_asks_for() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["fast"]]
    names = [re.split(r"[\s<>=!~;\[]", entry, maxsplit=1)[0].lower() for entry in asked]
    assert [entry for entry in names if f"\n{entry}==" not in f"\n{lock}"] == []
