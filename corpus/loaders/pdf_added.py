"""What a PDF holds beside the printed words of its pages: typed remarks, filled fields, files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

__all__ = ["attached_names", "has_added_words"]

_WORDS_OF = {pdfium.FPDF_ANNOT_FREETEXT: b"Contents", pdfium.FPDF_ANNOT_WIDGET: b"V"}
"""Kinds of annotations that print words on the page, and where these stand."""
_EMPTY = 2
"""Bytes of a string of PDFium that is empty."""


def has_added_words(page: Any) -> bool:
    """Whether words were typed onto the page, or into a field of a form on it."""
    return any(_has_words(page, number) for number in range(pdfium.FPDFPage_GetAnnotCount(page)))


def _has_words(page: Any, number: int) -> bool:
    note = pdfium.FPDFPage_GetAnnot(page, number)
    key = _WORDS_OF.get(pdfium.FPDFAnnot_GetSubtype(note))
    words = key is not None and pdfium.FPDFAnnot_GetStringValue(note, key, None, 0) > _EMPTY
    pdfium.FPDFPage_CloseAnnot(note)
    return words


def attached_names(document: Any) -> Iterator[str]:
    """Names of the files that are attached to the document."""
    for number in range(document.count_attachments()):
        try:
            yield document.get_attachment(number).get_name()
        except pypdfium2.PdfiumError:
            yield "（无名称）"
