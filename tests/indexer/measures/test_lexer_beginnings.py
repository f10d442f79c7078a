"""The characters at which the lexer looks for a match are all those a match may begin with."""

import re
from typing import Any

import pytest

from indexer.measures.lexing import lexer

parser: Any = pytest.importorskip("re._parser", reason="the library's own parser of patterns")
constants: Any = pytest.importorskip("re._constants")


def beginnings(items: Any) -> tuple[set[str], bool]:
    """The characters a match may begin with (of a range its ends), and whether it may be empty."""
    found: set[str] = set()
    for op, argument in items:
        if op in (constants.ASSERT, constants.ASSERT_NOT, constants.AT):
            continue
        own, may_be_empty = of_one(op, argument)
        found |= own
        if not may_be_empty:
            return found, False
    return found, True


def of_one(op: Any, argument: Any) -> tuple[set[str], bool]:
    if op is constants.LITERAL:
        return {chr(argument)}, False
    if op is constants.IN:
        return {char for member in argument for char in of_class(*member)}, False
    if op is constants.SUBPATTERN:
        return beginnings(argument[3])
    if op is constants.BRANCH:
        branches = [beginnings(branch) for branch in argument[1]]
        return set().union(*(own for own, _ in branches)), any(empty for _, empty in branches)
    assert op in (constants.MAX_REPEAT, constants.MIN_REPEAT), f"{op} may begin with anything"
    own, may_be_empty = beginnings(argument[2])
    return own, may_be_empty or argument[0] == 0


def of_class(op: Any, argument: Any) -> set[str]:
    if op is constants.LITERAL:
        return {chr(argument)}
    if op is constants.RANGE:
        return {chr(argument[0]), chr(argument[1])}
    assert argument is constants.CATEGORY_DIGIT, f"{argument} is not among the beginnings"
    return {"0", "9", "３"}


def test_no_match_begins_with_another_character() -> None:
    own, may_be_empty = beginnings(parser.parse(lexer._MASTER.pattern))
    listed = re.compile(f"[{lexer.FIRST}]")
    assert not may_be_empty
    assert len(own) > 50
    assert [char for char in sorted(own) if not listed.match(char)] == []
