"""Nothing that click says reaches a user in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from webapp.cli import COMMANDS, policykb, run
from webapp.cli_words import complaint

ENGLISH = re.compile(
    r"\b(?:Usage|Options|Commands|Show this|Error|default:|required|OPTIONS|ARGS)\b"
)


def every_command() -> Iterator[list[str]]:
    context = click.Context(policykb)
    for name in COMMANDS:
        yield [name]
        command = policykb.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ([name, inner] for inner in command.commands)


@pytest.mark.parametrize("names", [[], *every_command()], ids=" ".join)
def test_help_is_in_chinese(names: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*names, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：policykb")
    assert not ENGLISH.search(said), said


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["metadata"]) == 2
    assert capsys.readouterr().err.startswith("用法：policykb metadata")


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--format"],
        ["list", "--format", "xml"],
        ["search"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--limit", "0"],
        ["list", "a", "b"],
        ["list", "--wide=1"],
        ["--nothing"],
        ["nothing"],
        ["vocab", "nothing"],
        ["metadata", "import", "/nowhere.csv"],
        ["cite", "--from-csl", "/nowhere.json"],
        ["cite", "x", "--format", "nothing"],
        ["compare", "--year", "x", "--metric", "x"],
    ],
    ids=" ".join,
)
def test_errors_are_in_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("错误：")
    rest = re.sub(r"policykb [-\w ]+", "", said.replace(" ".join(arguments), ""))
    assert not re.search(r"[a-z]{2,} [a-z]{2,}", rest), said


def test_our_own_words_are_left_as_they_are() -> None:
    assert complaint(click.UsageError("请换一个文件名。"), ()) == "错误：请换一个文件名。"
