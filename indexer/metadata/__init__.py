"""Metadata: title, issuers, number, dates, validity, kind, level, places, periods, topics."""

from indexer.metadata.describe import DESCRIBE_VERSION, describe

__all__ = ["DESCRIBE_VERSION", "describe"]
