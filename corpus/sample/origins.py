"""The real documents that figures of the samples come from: their sentences and fingerprints."""

from __future__ import annotations

import hashlib
import re
import tarfile
from pathlib import Path

__all__ = ["OriginTexts", "fingerprint"]

END = re.compile(r"[。；！？]")


def fingerprint(sentence: str) -> str:
    """SHA-256 of a sentence without its white space."""
    return hashlib.sha256("".join(sentence.split()).encode("utf-8")).hexdigest()


class OriginTexts:
    """Texts under the shared folder; those of `bulk` lie in archives there."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self._texts: dict[str, str] = {}

    def load(self, names: set[str]) -> None:
        """Read these files; each archive is gone through once."""
        packed: dict[str, set[str]] = {}
        for name in names - self._texts.keys():
            path = self.shared / name
            if path.is_file():
                self._texts[name] = _bare(path.read_bytes())
            else:
                packed.setdefault(name.split("/")[1], set()).add(name)
        for folder, members in packed.items():
            self._unpack(folder, members)

    def _unpack(self, folder: str, names: set[str]) -> None:
        wanted = [(name, *name.removeprefix("bulk/").partition("…")[::2]) for name in names]
        archives = sorted((self.shared / "bulk").glob("*.tar.xz"))
        own = [path for path in archives if path.name == f"{folder}.tar.xz"]
        for path in own or archives:
            with tarfile.open(path) as archive:
                for entry in archive:
                    for name, start, end in wanted:
                        if not _is_named(entry.name.removeprefix("./"), start, end):
                            continue
                        stream = archive.extractfile(entry)
                        if stream is not None:
                            self._texts[name] = _bare(stream.read())

    def text(self, name: str) -> str:
        """The text of a file without white space; `KeyError` where it is not there."""
        if name not in self._texts:
            self.load({name})
        return self._texts[name]

    def sentences(self, name: str) -> list[str]:
        """Its sentences, without white space and without their end marks."""
        return END.split(self.text(name))

    def fingerprint(self, name: str, words: str) -> str:
        """Fingerprint of the first sentence with these words; `ValueError` where none has."""
        for sentence in self.sentences(name):
            if words in sentence:
                return fingerprint(sentence)
        raise ValueError(f"{name}: no sentence with {words!r}")


def _is_named(name: str, start: str, end: str) -> bool:
    """Whether a name is `start` alone, or begins and ends so where a part is left out."""
    return name.startswith(start) and name.endswith(end) if end else name == start


def _bare(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return "".join(text.split())
