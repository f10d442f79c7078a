"""The structure of a document: headings, outline, passages."""

from indexer.structure.passages import Heading, make_passages, outline

__all__ = ["Heading", "make_passages", "outline"]
