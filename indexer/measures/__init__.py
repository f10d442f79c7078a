"""Measures: every quantified statement of a document, and a reason for every other number.

The packages below build on one another in this order, each importing only those before it:

- `lexing`: times, numbers and units of a text; the word lists of `data/`
- `document`: what the document says about itself, and the places it speaks of
- `names`: names of metrics as plain text, cut out, completed and taken apart
- `sentences`: sentences, their clauses, and the numbers that measure nothing
- `timeline`: which time and which status hold where
- `subjects`: what a group of numbers measures
- `scope`: whose number it is
- `tables`: rows of indicator tables to drafts

`frames`, `milestones` and `tables.rows` make drafts, `records` makes measures of them, and
`extraction` runs a document through all of it.
"""

from indexer.measures.extraction import Extraction, extract

__all__ = ["Extraction", "extract"]
