"""Measures: every quantified statement of a document, and a reason for every other number."""

from indexer.measures.extraction import Extraction, extract

__all__ = ["Extraction", "extract"]
