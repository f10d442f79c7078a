"""Which code and vocabulary made a document, so that only what is behind is done again.

A stage's version is a digest of its files: it cannot be forgotten when a rule is changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kb import vocab

__all__ = ["behind", "current_versions"]

_STAGES = {
    "cleaner": ("corpus.cleaning", "corpus.splitting"),
    "describer": ("indexer.metadata",),
    "structure": ("indexer.structure",),
    "extractor": ("indexer.measures",),
}
_KINDS = {".py", ".yaml", ".csv", ".txt"}


def current_versions(loader: str) -> dict[str, str]:
    """The versions of this installation for a file read by `loader`."""
    stages = {stage: _digest(packages) for stage, packages in _STAGES.items()}
    return {"loader": _loader(loader), **stages, "vocabulary": str(vocab.version())}


def behind(made_by: Mapping[str, str], loader: str) -> set[str]:
    """The stages whose version has changed since; `loader` is named alone, as "html"."""
    return {
        stage
        for stage, version in current_versions(loader).items()
        if made_by.get(stage) != version
    }


@cache
def _loader(name: str) -> str:
    from corpus.loaders.registry import loaders

    for loader in loaders():
        if loader.name == name:
            return f"{name} {loader.version}"
    return f"{name} ?"


@cache
def _digest(packages: tuple[str, ...]) -> str:
    made = hashlib.blake2b(digest_size=6)
    for package in packages:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec is not None else []:
            root = Path(folder)
            for path in sorted(p for p in root.rglob("*") if p.suffix in _KINDS):
                made.update(path.relative_to(root).as_posix().encode())
                made.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return made.hexdigest()
