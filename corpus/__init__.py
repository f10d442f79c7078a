"""Where text comes from: finding files, reading them, cleaning and splitting what they say."""

from corpus.cleaning.clean import CLEANER_VERSION
from corpus.files import FoundFile, readable, walk
from corpus.reading import ReadLimits, read

__all__ = ["CLEANER_VERSION", "FoundFile", "ReadLimits", "read", "readable", "walk"]
