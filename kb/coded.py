"""Codes of the models as people write them, in commands, addresses and queries alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from kb.errors import UserError

__all__ = ["code_of", "coded", "known_code"]


def code_of(words: Mapping[str, str], given: str) -> str | None:
    """The code meant by its word or by itself; None where there is no such."""
    if given in words:
        return given
    return next((code for code, word in words.items() if word == given), None)


def known_code(what: str, words: Mapping[str, str], given: str) -> str:
    """The code meant; else `UserError` names all. `what`: what the codes tell, such as 性质."""
    code = code_of(words, given)
    if code is not None:
        return code
    near = get_close_matches(given, [*words, *words.values()], n=1)
    guess = f"是否想用“{near[0]}”？" if near else ""
    listed = "、".join(f"{word}（{code}）" if code else word for code, word in words.items())
    raise UserError(f"没有{what}“{given[:40]}”。{guess}可用的有：{listed}。")


def coded(what: str, words: Mapping[str, str]) -> Callable[..., tuple[str, ...]]:
    """The callback of a click option with many values: their codes."""

    def codes(_context: object, _option: object, given: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known_code(what, words, value.strip()) for value in given))

    return codes
