"""Each adapter maps what its library raises to `EngineError`, the cause chained."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

import pytest
import whoosh.fields
import whoosh.index
import whoosh.reading
import whoosh.writing

from indexer.search import tantivy_engine, whoosh_engine
from kb.errors import EngineError, QueryError


def made(error: type[Exception]) -> Exception:
    """An instance, whatever the class asks for on construction."""
    instance = error.__new__(error)
    instance.args = ("the library says so",)
    return instance


class Mapped(Protocol):
    def __call__(self, doing: str) -> AbstractContextManager[None]: ...


def own_errors(*modules: object) -> set[type[Exception]]:
    """The exceptions that modules define."""
    values = [value for module in modules for value in vars(module).values()]
    return {v for v in values if isinstance(v, type) and issubclass(v, Exception)}


WHOOSH = own_errors(whoosh.fields, whoosh.index, whoosh.reading, whoosh.writing)
CASES: list[tuple[Mapped, type[Exception]]] = [
    *((whoosh_engine.mapped_errors, error) for error in sorted(WHOOSH, key=lambda e: e.__name__)),
    *((whoosh_engine.mapped_errors, error) for error in (OSError, ValueError)),
    *(
        (tantivy_engine.mapped_errors, error)
        for error in (ValueError, OSError, RuntimeError, OverflowError, TypeError)
    ),
]


@pytest.mark.parametrize(("mapped", "error"), CASES, ids=lambda value: value.__name__)
def test_a_foreign_error_becomes_ours(mapped: Mapped, error: type[Exception]) -> None:
    with pytest.raises(EngineError, match="检索") as caught, mapped("检索"):
        raise made(error)
    assert isinstance(caught.value.__cause__, error)


@pytest.mark.parametrize("mapped", [tantivy_engine.mapped_errors, whoosh_engine.mapped_errors])
def test_our_own_errors_pass(mapped: Mapped) -> None:
    with pytest.raises(QueryError), mapped("检索"):
        raise QueryError("检索式过长")
