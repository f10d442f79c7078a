"""All measures of one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.models import Document, Measure
from kb.store import MeasureFilter
from webapp.services import Services

__all__ = ["DocumentMeasures", "build_document_measures"]


@dataclass(frozen=True, slots=True)
class DocumentMeasures:
    """The document and its measures in reading order."""

    document: Document
    measures: tuple[Measure, ...]
    tally: dict[str, int]

    def facts(self) -> dict[str, Any]:
        """The JSON form."""
        about = {"document_id": self.document.id, "title": self.document.title}
        return {**about, "total": len(self.measures), "measures": self.measures}


def build_document_measures(document_id: str, services: Services) -> DocumentMeasures:
    """`NotFoundError` if the document is not held."""
    document = services.store.document(document_id)
    wanted = MeasureFilter(document_ids=[document_id], include_editions=True)
    measures = tuple(services.store.measures(wanted))
    tally: dict[str, int] = {}
    for measure in measures:
        tally[measure.status] = tally.get(measure.status, 0) + 1
    return DocumentMeasures(document, measures, tally)
