"""Reference files for other programs; one writer per format, all in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb.citations.exports.bibtex import bibtex
from kb.citations.exports.csl_json import csl_json
from kb.citations.exports.endnote_xml import endnote_xml
from kb.citations.exports.enw import enw
from kb.citations.exports.noteexpress import noteexpress
from kb.citations.exports.ris import ris
from kb.citations.item import Item

__all__ = ["EXPORTS", "Export"]


@dataclass(frozen=True, slots=True)
class Export:
    """A format: its writer (a stream of text pieces), media type, file extension and label."""

    write: Callable[[Iterable[Item]], Iterator[str]]
    media_type: str
    extension: str
    label: str


EXPORTS: dict[str, Export] = {
    "ris": Export(ris, "application/x-research-info-systems", "ris", "RIS（Zotero、EndNote）"),
    "bibtex": Export(bibtex, "application/x-bibtex", "bib", "BibTeX / biblatex"),
    "enw": Export(enw, "application/x-endnote-refer", "enw", "EndNote（ENW）"),
    "endnote-xml": Export(endnote_xml, "application/xml", "xml", "EndNote XML"),
    "noteexpress": Export(noteexpress, "text/plain", "net", "NoteExpress"),
    "csl-json": Export(csl_json, "application/vnd.citationstyles.csl+json", "json", "CSL-JSON"),
}
