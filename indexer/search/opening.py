"""Opens the engine that a name or URL asks for; heavy imports happen here, not at the door."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from indexer.search.protocol import SearchEngine
from indexer.search.query import parse_query
from indexer.search.read_only import is_read_only, through_links
from indexer.search.spelling import corrected
from kb.errors import MissingExtraError, UserError

__all__ = ["ENGINES", "open_engine", "read_dictionaries"]

ENGINES = ("tantivy", "whoosh", "memory")


def read_dictionaries() -> None:
    """Read what the first queries would wait for: words, synonyms, metrics, units, spellings."""
    parse_query("双碳 森林覆盖率 1.8亿吨")
    corrected("森林覆改率", lambda _: 0)


def open_engine(name: str, folder: Path) -> SearchEngine:
    """The engine called `name` ("tantivy", "tantivy:", "whoosh", "memory"; "": the fastest that
    is installed) on an index folder."""
    wanted = name.partition(":")[0].strip().lower()
    if not wanted:
        wanted = "tantivy" if find_spec("tantivy") else "whoosh"
    if wanted == "tantivy":
        if not find_spec("tantivy"):
            raise MissingExtraError("tantivy", extra="fast", purpose="快速检索")
        from indexer.search.tantivy_engine import TantivyEngine

        links = through_links(folder / wanted) if is_read_only(folder / wanted) else None
        return TantivyEngine(Path(links.name) if links else folder / wanted, links=links)
    if wanted == "whoosh":
        from indexer.search.whoosh_engine import WhooshEngine

        return WhooshEngine(folder / wanted)
    if wanted == "memory":
        from indexer.search.memory_engine import MemoryEngine

        return MemoryEngine()
    raise UserError(f"没有名为“{name}”的检索引擎，可用的有：{'、'.join(ENGINES)}。")
