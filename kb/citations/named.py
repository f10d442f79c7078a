"""Documents as people name them to be cited: by id, by the id of a source, by title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from kb.errors import NotFoundError, UserError
from kb.models import Document
from kb.store import DocumentFilter, Store

__all__ = ["named_documents"]

_OFFERED = 12
_MARKS = str.maketrans("", "", "《》〈〉“”\"' \u3000")


def named_documents(store: Store, names: Iterable[str]) -> list[Document]:
    """Each document once, in the order named; `UserError` says what a name may mean."""
    found: dict[str, Document] = {}
    for name in names:
        document = _named(store, name)
        found.setdefault(document.id, document)
    return list(found.values())


def _named(store: Store, name: str) -> Document:
    for wanted in (DocumentFilter(ids=[name]), DocumentFilter(source_ids=[name])):
        held = list(store.documents(wanted))
        if held:
            return _the_one(held, f"来源 {name} 中有")
    titled = {document.id: document for document in store.documents()}
    key = _key(name)
    same = [document for document in titled.values() if _key(document.title) == key]
    if same:
        return _the_one(same, f"题名是“{name}”的有")
    raise NotFoundError("文件", name, hint=_hint(name, list(titled.values())))


def _the_one(held: Sequence[Document], what: str) -> Document:
    if len(held) == 1:
        return held[0]
    raise UserError(f"{what} {len(held)} 份文件，请写明哪一份的标识：{_listed(held)}。")


def _hint(name: str, held: Sequence[Document]) -> str:
    key = _key(name)
    near = [document for document in held if key and key in _key(document.title)]
    if not near:
        close = set(get_close_matches(name, [document.title for document in held], n=3))
        near = [document for document in held if document.title in close]
    if near:
        return f"库中没有标识或题名为“{name}”的文件。是不是：{_listed(near)}？"
    return f"库中没有标识或题名为“{name}”的文件。标识见 policykb list 或 search。"


def _listed(held: Sequence[Document]) -> str:
    more = f"……等 {len(held)} 份" if len(held) > _OFFERED else ""
    return "、".join(f"{d.id}（{d.title}）" for d in held[:_OFFERED]) + more


def _key(title: str) -> str:
    return title.translate(_MARKS)
