"""All loaders, and which one reads a file: by content first, then by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module

from corpus.loaders.protocol import Loader

__all__ = ["HEAD", "choose", "is_well_named", "loaders"]

HEAD = 8192
_LOADERS = (
    ("corpus.loaders.text", "TextLoader"),
    ("corpus.loaders.markdown", "MarkdownLoader"),
    ("corpus.loaders.html", "HtmlLoader"),
    ("corpus.loaders.pdf", "PdfLoader"),
    ("corpus.loaders.docx", "DocxLoader"),
    ("corpus.loaders.ofd", "OfdLoader"),
    ("corpus.loaders.xlsx", "XlsxLoader"),
    ("corpus.loaders.csv", "CsvLoader"),
    ("corpus.loaders.doc", "DocLoader"),
    ("corpus.loaders.mail", "MailLoader"),
    ("corpus.loaders.epub", "EpubLoader"),
    ("corpus.loaders.refused", "RefusedLoader"),
)


@cache
def loaders() -> Sequence[Loader]:
    """Every loader, made once."""
    return tuple(getattr(import_module(module), name)() for module, name in _LOADERS)


def choose(head: bytes, name: str) -> Loader | None:
    """The loader that is surest; None where no loader knows these bytes."""
    scored = [(loader.score(head, name), loader) for loader in loaders()]
    best, loader = max(scored, key=lambda pair: pair[0])
    return loader if best > 0 else None


def is_well_named(head: bytes, name: str) -> bool:
    """Whether a file's name ends as files with such a content do."""
    loader = choose(head, name)
    return loader is not None and name.lower().rpartition(".")[2] in loader.formats
