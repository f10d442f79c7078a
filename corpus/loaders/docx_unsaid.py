"""What a Word document holds but does not say: hidden and struck words, deleted rows and cells,
prompts of empty fields, the table of contents. Taken out before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.loaders.docx_runs import W, is_on

__all__ = ["drop_unsaid", "unsaid_styles"]

Element = Any  # lxml has no type information here
_FLAGS = ("vanish", "strike", "dstrike")
_ROW_FLAGS = ("hidden", "del")
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"\d\s*$")
DEEPEST = 20


def drop_unsaid(root: Element, styles: frozenset[str]) -> None:
    """Take it all out. `styles`: those whose words are hidden or struck."""
    for run in list(root.iter(f"{W}r")):
        if _is_unsaid(run, styles):
            _drop(run)
    for row in list(root.iter(f"{W}tr")):
        if any(is_on(row.find(f"{W}trPr/{W}{flag}")) for flag in _ROW_FLAGS):
            _drop(row)
    for deleted in list(root.iter(f"{W}cellDel")):
        for paragraph in list(deleted.getparent().getparent().iter(f"{W}p")):
            _drop(paragraph)
    for prompt in list(root.iter(f"{W}showingPlcHdr")):
        if is_on(prompt):
            _drop(prompt.getparent().getparent())
    for run in list(_contents(root)):
        _drop(run)


def unsaid_styles(root: Element | None) -> frozenset[str]:
    """Ids of the styles of `styles.xml` that hide or strike words, by themselves or by a base."""
    nodes = {} if root is None else {n.get(f"{W}styleId"): n for n in root.iter(f"{W}style")}
    return frozenset(key for key in nodes if any(_inherited(key, flag, nodes) for flag in _FLAGS))


def _inherited(key: str, flag: str, nodes: dict[str, Element]) -> bool:
    for _ in range(DEEPEST):
        node = nodes.get(key)
        if node is None:
            return False
        found = node.find(f"{W}rPr/{W}{flag}")
        if found is not None:
            return is_on(found)
        link = node.find(f"{W}basedOn")
        key = link.get(f"{W}val", "") if link is not None else ""
    return False


def _is_unsaid(run: Element, styles: frozenset[str]) -> bool:
    own = [flag for name in _FLAGS if (flag := run.find(f"{W}rPr/{W}{name}")) is not None]
    if own:
        return any(map(is_on, own))
    return bool(styles) and not styles.isdisjoint(_styles_of(run))


def _styles_of(run: Element) -> Iterator[str]:
    """Ids of the styles of a run and of its paragraph."""
    paragraph = next(run.iterancestors(f"{W}p"), None)
    links = [run.find(f"{W}rPr/{W}rStyle")]
    links += [paragraph.find(f"{W}pPr/{W}pStyle")] if paragraph is not None else []
    return (link.get(f"{W}val", "") for link in links if link is not None)


def _contents(root: Element) -> Iterator[Element]:
    """Runs of a table of contents that Word made: lines of a TOC field that end in a page."""
    fields: list[bool] = []  # of the fields that are open: whether it is the contents
    held: list[Element] = []
    for run in root.iter(f"{W}r"):
        if any(fields):
            held.append(run)
        for node in run:
            if node.tag == f"{W}instrText" and fields:
                fields[-1] = fields[-1] or _CONTENTS.match(node.text or "") is not None
            elif node.tag == f"{W}fldChar":
                kind = node.get(f"{W}fldCharType")
                if kind == "begin":
                    fields.append(False)
                elif kind == "end" and fields and fields.pop() and not any(fields):
                    yield from _lines_with_pages(held)
                    held = []


def _lines_with_pages(runs: Iterable[Element]) -> Iterator[Element]:
    for run in runs:
        paragraph = next(run.iterancestors(f"{W}p"), None)
        words = (t.text or "" for t in paragraph.iter(f"{W}t")) if paragraph is not None else ()
        if _PAGE_AT_END.search("".join(words)):
            yield run


def _drop(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
