"""BibTeX in the dialect of biblatex (biblatex-gb7714 prints `number` after the title)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kb.citations.exports.common import bibliography_key, host, pages, people, safe
from kb.citations.exports.types import type_names
from kb.citations.item import Item, Name

__all__ = ["bibtex", "escape"]

FIELDS = (("title", "title"), ("volume", "volume"), ("edition", "edition"),
          ("location", "publisher-place"), ("publisher", "publisher"),
          ("abstract", "abstract"))  # fmt: skip
VERBATIM = (("url", "URL"), ("doi", "DOI"))  # biblatex reads these without escapes
CONTAINERS = {"article": "journaltitle", "incollection": "booktitle", "inproceedings": "booktitle"}
ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(items: Iterable[Item]) -> Iterator[str]:
    """Entries with ASCII keys, each used once."""
    used = Counter[str]()
    for item in items:
        key = bibliography_key(item)
        used[key] += 1
        fields = [f"  {key} = {{{text}}}" for key, text in _fields(item) if text]
        again = f"-{used[key]}" if used[key] > 1 else ""
        head = f"@{type_names(item).bibtex}{{{key}{again},\n"
        yield head + ",\n".join(fields) + "\n}\n\n"


def escape(text: str) -> str:
    """Text with the characters that LaTeX would act upon made plain."""
    return safe(text).translate(ESCAPES)


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    kind = type_names(item).bibtex
    for role, names in zip(("author", "editor", "translator"), people(item), strict=True):
        yield role, " and ".join(map(_person, names))
    for key, csl in FIELDS:
        yield key, escape(item.get(csl))
    issue = item.get("issue") if kind == "article" else ""
    yield "number", escape(issue or item.get("number"))
    yield "eid", escape(item.get("number")) if issue else ""
    yield CONTAINERS.get(kind, "maintitle"), host(item).translate(ESCAPES)
    yield "pages", pages(item).translate(ESCAPES).replace("-", "--")
    yield "issn", escape(item.get("ISSN"))
    yield "isbn", escape(item.get("ISBN"))
    yield "date", item.issued.iso
    yield "entrysubtype", "news" if item.type == "article-newspaper" else ""
    if kind == "online":  # importers drop `number` of an online entry, so it is said twice
        yield "note", escape(item.get("number"))
        # biblatex-gb7714 prints [EB] for @online; without an address it is told otherwise
        yield "mark", "" if item.get("URL") or item.get("DOI") else "Z"
    yield "type", "研究报告" if kind == "report" and item.is_chinese else ""
    for key, csl in VERBATIM:
        yield key, safe(item.get(csl)).translate(IN_ADDRESS)
    yield "urldate", item.accessed.iso
    yield "langid", "chinese" if item.is_chinese else "english"


def _person(name: Name) -> str:
    """A body in braces of its own; a person as `family, Jr., given`."""
    if name.literal or not name.family:
        return f"{{{escape(name.plain)}}}"
    given = f"{name.given} {name.particle}".strip()
    return ", ".join(escape(part) for part in (name.family, name.suffix, given) if part)
