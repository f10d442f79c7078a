"""Where text comes from: finding files, reading them, cleaning and splitting what they say."""

from corpus.files import FoundFile, walk
from corpus.reading import ReadLimits, read

__all__ = ["FoundFile", "ReadLimits", "read", "walk"]
