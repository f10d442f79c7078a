"""Each adapter maps what its library raises to `EngineError`, the cause chained."""

from __future__ import annotations

import pytest
import whoosh.fields
import whoosh.index
import whoosh.reading
import whoosh.writing

from indexer.search.folder_engine import FolderEngine
from indexer.search.tantivy_engine import TantivyEngine
from indexer.search.whoosh_engine import WhooshEngine
from kb.errors import EngineError, QueryError


def made(error: type[Exception]) -> Exception:
    """An instance, whatever the class asks for on construction."""
    instance = error.__new__(error)
    instance.args = ("the library says so",)
    return instance


def own_errors(*modules: object) -> set[type[Exception]]:
    """The exceptions that modules define."""
    values = [value for module in modules for value in vars(module).values()]
    return {v for v in values if isinstance(v, type) and issubclass(v, Exception)}


TANTIVY = (ValueError, OSError, RuntimeError, OverflowError, TypeError)
WHOOSH = own_errors(whoosh.fields, whoosh.index, whoosh.reading, whoosh.writing)
CASES: list[tuple[type[FolderEngine], type[Exception]]] = [
    *((WhooshEngine, error) for error in sorted(WHOOSH, key=lambda e: e.__name__)),
    *((WhooshEngine, error) for error in (OSError, ValueError)),
    *((TantivyEngine, error) for error in TANTIVY),
]


@pytest.mark.parametrize(("engine", "error"), CASES, ids=lambda value: value.__name__)
def test_a_foreign_error_becomes_ours(engine: type[FolderEngine], error: type[Exception]) -> None:
    with pytest.raises(EngineError, match="检索") as caught, engine.mapped("检索"):
        raise made(error)
    assert isinstance(caught.value.__cause__, error)


@pytest.mark.parametrize("engine", [TantivyEngine, WhooshEngine])
def test_our_own_errors_pass(engine: type[FolderEngine]) -> None:
    with pytest.raises(QueryError), engine.mapped("检索"):
        raise QueryError("检索式过长")
