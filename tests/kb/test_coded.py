"""Codes are given by themselves or by their Chinese words, in commands and addresses alike."""

from __future__ import annotations

import pytest

from kb.coded import code_of, known_code
from kb.compare.request import parse_request
from kb.errors import UserError
from kb.words import KINDS, STATUSES
from tests.one_file import library_of
from webapp.cli import run


@pytest.mark.parametrize("given", ["target", "目标"])
def test_a_word_means_its_code(given: str) -> None:
    assert code_of(STATUSES, given) == "target"


def test_an_unknown_word_is_refused_with_all_there_are() -> None:
    with pytest.raises(
        UserError, match="没有性质“过去”。可用的有：目标（target）、现状值"
    ) as refused:
        known_code("性质", STATUSES, "过去")
    assert "forecast" in str(refused.value)


def test_a_slip_is_guessed() -> None:
    with pytest.raises(UserError, match="是否想用“政策文件”"):
        known_code("类型", KINDS, "政策文")


def test_an_address_of_a_comparison_takes_words_too() -> None:
    asked = parse_request({"status": ["现状值"], "kind": ["规划"]})
    assert (asked.statuses, asked.kinds) == (("actual",), ("plan",))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    text = "白沙县林业规划\n\n2020年森林覆盖率为60%。到2025年，森林覆盖率达到61.5%。\n"
    return ["--library", str(library_of(tmp_path_factory.mktemp("性质"), text))]


COMMANDS = {
    "measures": ["measures", "--status"],
    "export": ["export", "measures", "--status"],
    "compare": ["compare", "--metric", "森林覆盖率", "--status"],
    "compare by kind": ["compare", "--metric", "森林覆盖率", "--kind"],
    "list": ["list", "--kind"],
    "conflicts": ["conflicts", "--class"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_command_takes_an_unknown_word(
    command: list[str], library: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "过去", *library]) == 2
    assert "可用的有：" in capsys.readouterr().err


def test_measures_of_a_status_by_its_word(
    library: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    shown = []
    for given in ("目标", "target"):
        assert run(["measures", "--status", given, "--format", "jsonl", *library]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert '"61.5"' in shown[0]
