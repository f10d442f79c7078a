"""The models other packages share."""

from kb.models.document import Document, Kind, Level, PartialDate, RegionRef, Validity
from kb.models.measure import Basis, Binding, Change, Measure, Op, Shape, SlotOrigin, Status
from kb.models.passage import Passage
from kb.models.text import (
    Block,
    BlockKind,
    CleanText,
    Hint,
    NoteCode,
    Reading,
    ReadingNote,
    Segment,
    SourceFile,
    Table,
    TableRow,
)

__all__ = [
    "Basis",
    "Binding",
    "Block",
    "BlockKind",
    "Change",
    "CleanText",
    "Document",
    "Hint",
    "Kind",
    "Level",
    "Measure",
    "NoteCode",
    "Op",
    "PartialDate",
    "Passage",
    "Reading",
    "ReadingNote",
    "RegionRef",
    "Segment",
    "Shape",
    "SlotOrigin",
    "SourceFile",
    "Status",
    "Table",
    "TableRow",
    "Validity",
]
