"""What the documents say is what the code does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from scripts.reference import FOLDER, PAGES, render
from webapp.cli import COMMANDS

ROOT = Path(__file__).parents[2]
PROSE = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES)
def test_reference_pages_are_up_to_date(page: str) -> None:
    written = (FOLDER / page).read_text(encoding="utf-8")
    assert written == render(page), "run: make docs"


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_commands_named_in_prose_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"^ {4}.*|`[^`]+`", text, re.MULTILINE)
    named = re.findall(r"policykb (?:--library \S+ )?([a-z]+)(?![\w.-])", "\n".join(code))
    assert {command for command in named if command not in COMMANDS} == set()


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_make_targets_named_in_prose_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = path.read_text(encoding="utf-8")
    lines = re.findall(r"(?:^    |`)make ([a-z -]+?)(?:`|\s{2,}|$)", text, re.MULTILINE)
    assert {target for line in lines for target in line.split()} <= targets


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_links_in_prose_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (path.parent / link).exists()] == []


def test_the_changelog_knows_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
