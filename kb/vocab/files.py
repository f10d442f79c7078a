"""Where vocabulary files are read: the built-in ones and the overlay of a library."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kb.errors import VocabularyError

__all__ = [
    "configure",
    "configured_folder",
    "forget_on_configure",
    "read_csv",
    "read_yaml",
    "version",
]

DATA = Path(__file__).parent / "data"
_overlay: list[Path] = []
_forget: list[Callable[[], object]] = []


def configure(folder: str | Path | None) -> None:
    """Lay a library's own vocabulary files over the built-in ones; None removes the overlay.

    Everything derived from vocabularies is forgotten and read again at its next use.
    """
    _overlay[:] = [] if folder is None else [Path(folder)]
    version.cache_clear()
    for forget in _forget:
        forget()


def configured_folder() -> Path | None:
    """The folder given to `configure`, None without one."""
    return _overlay[0] if _overlay else None


def forget_on_configure(forget: Callable[[], object]) -> None:
    """Have `forget` (a `cache_clear`) called whenever the overlay changes."""
    _forget.append(forget)


def _paths(name: str) -> list[Path]:
    found = [DATA / name, *(folder / name for folder in _overlay)]
    return [path for path in found if path.is_file()]


def read_yaml(name: str) -> list[Any]:
    """The parsed file `name`: the built-in one first, then the library's own where it exists.

    An own file that is empty counts for nothing; one of another form than the built-in is refused.
    """
    built_in, *own = map(_parse_yaml, _paths(name))
    filled = [found for found in own if found is not None]
    if filled:
        from kb.vocab.forms import check_form

        for found in filled:
            check_form(name, found)
    return [built_in, *filled]


def _parse_yaml(path: Path) -> Any:
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        raise VocabularyError(path.name, f"不是正确的 YAML 文件（{exc}）") from exc


def read_csv(name: str, *, columns: Collection[str] = ()) -> list[dict[str, str]]:
    """The rows of the CSV file `name` (UTF-8, header line), built-in ones first.

    `columns`: what each file must have.
    """
    rows: list[dict[str, str]] = []
    for path in _paths(name):
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                reader = csv.DictReader(lines)
                if missing := set(columns).difference(reader.fieldnames or ()):
                    raise VocabularyError(
                        path.name, f"第一行应有 {','.join(columns)}，缺少 {','.join(missing)}"
                    )
                rows.extend(dict(row) for row in reader)
        except (csv.Error, UnicodeDecodeError) as exc:
            raise VocabularyError(path.name, f"不是正确的 CSV 文件（{exc}）") from exc
    return rows


@lru_cache(maxsize=1)  # asked for with every document that is read
def version() -> str:
    """A short fingerprint of all vocabulary files in use; it changes when any of them does."""
    digest = hashlib.sha256()
    for folder in [DATA, *_overlay]:
        for path in sorted(folder.glob("*.*")) if folder.is_dir() else []:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
