"""Extraction on documents that no rule was tuned to.

Each set of them (`SETS`) has a folder. Its `documents.yaml` names the documents inside the bulk
archives and the part of each that was annotated for a status (`from` a block that opens with
these words, up to `to`). `<name>.jsonl` beside it holds the annotations: fields of the gold
records, but in place of the quote its length and SHA-256, both without white space, so that no
text is copied here. The quote is found again by trying all windows of that length.

    python -m tests.quality.heldout [SET] [NAME ...]             the scores
    python -m tests.quality.heldout [SET] [NAME ...] --misses    also every error

Without a set it is the first one; NAME picks documents.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.models.text import Reading
from tests.reading import measures, read_path

__all__ = ["SETS", "Heldout", "fingerprint", "label_files", "load", "recover", "score"]

HERE = Path(__file__).parent
LABELS = HERE.parent / "golden" / "heldout"
SETS = {"first": LABELS, **{name: LABELS / name for name in "acdefg"}}
SHARED = HERE.parents[2] / "shared"
SCORER = SHARED / "tools" / "score_records.py"
RUNS = {
    "targets": ("target", "quantity"),
    "milestones": ("target", "milestone"),
    "actuals": ("actual", "quantity"),
}
Row = dict[str, Any]


@dataclass(frozen=True)
class Heldout:
    """One document read from its archive, with its annotations as they are stored."""

    name: str
    ranges: Mapping[str, Mapping[str, str]]
    reading: Reading
    labels: tuple[Row, ...]


def fingerprint(quote: str) -> tuple[int, str]:
    """Length and SHA-256 of a quote without its white space."""
    bare = "".join(quote.split())
    return len(bare), hashlib.sha256(bare.encode()).hexdigest()


def label_files(chosen: str = "first") -> list[Path]:
    """What the scores of a set depend on: its list of documents and their annotations."""
    return sorted(SETS[chosen].glob("*.*"))


def load(folder: Path, chosen: str = "first", names: Collection[str] = ()) -> list[Heldout]:
    """All documents of a set or the named ones, unpacked into `folder`."""
    labels = SETS[chosen]
    listed = yaml.safe_load((labels / "documents.yaml").read_text(encoding="utf-8"))
    listed = {name: entry for name, entry in listed.items() if not names or name in names}
    members: dict[str, set[str]] = defaultdict(set)
    for entry in listed.values():
        members[entry["archive"]].add(entry["file"])
    for archive, names in members.items():
        _unpack(SHARED / "bulk" / archive, names, folder)
    return [_read(labels / name, entry, folder / entry["file"]) for name, entry in listed.items()]


def _unpack(archive: Path, names: set[str], folder: Path) -> None:
    with tarfile.open(archive) as packed:
        for member in packed:
            if member.name in names:
                packed.extract(member, folder, filter="data")


def _read(labels: Path, entry: Mapping[str, Any], path: Path) -> Heldout:
    lines = labels.with_name(f"{labels.name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = tuple(json.loads(line) for line in lines)
    return Heldout(labels.name, entry["ranges"], read_path(path), rows)


def recover(document: Heldout) -> list[Row]:
    """The annotations with their quotes; a quote that is not in the text any more is None.

    Rows of tables were quoted with or without the marks between their cells.
    """
    text = "".join("".join(part.text.split()) for part in document.reading.documents)
    wanted = {(row["quote_length"], row["quote_sha256"]) for row in document.labels}
    quotes = dict(_windows(text.replace("|", ""), wanted)) | dict(_windows(text, wanted))
    return [
        {
            **row,
            "doc": document.name,
            "quote": quotes.get((row["quote_length"], row["quote_sha256"])),
        }
        for row in document.labels
    ]


def _windows(text: str, wanted: set[tuple[int, str]]) -> Iterator[tuple[tuple[int, str], str]]:
    for length in {length for length, _ in wanted}:
        for start in range(len(text) - length + 1):
            window = text[start : start + length]
            key = (length, hashlib.sha256(window.encode()).hexdigest())
            if key in wanted:
                yield key, window


def _place(document: Heldout, opening: str, after: tuple[int, int]) -> tuple[int, int]:
    """Where the first block behind `after` begins that opens with these words."""
    for part, text in enumerate(document.reading.documents):
        for block in text.blocks:
            if (part, block.start) > after and text.block_text(block).startswith(opening):
                return part, block.start
    raise ValueError(f"{document.name}: no block opens with {opening}")


def _within(document: Heldout, status: str) -> tuple[tuple[int, int], tuple[int, int]]:
    bounds = document.ranges[status]
    first, last = (0, -1), (len(document.reading.documents), 0)
    if "from" in bounds:
        first = _place(document, bounds["from"], first)
    if "to" in bounds:
        last = _place(document, bounds["to"], first)
    return first, last


def _exported(document: Heldout) -> list[Row]:
    rows = []
    limits = {status: _within(document, status) for status in document.ranges}
    for part, found in measures(document.reading):
        first, last = limits.get(found.status, ((0, 0), (0, 0)))
        row = found.model_dump(mode="json")
        for key in ("value", "value_max", "base_value"):
            row[key] = None if row[key] is None else float(row[key])
        if first <= (part, found.start) < last or _kept_elsewhere(row, document):
            rows.append({**row, "doc": document.name})
    return rows


def _kept_elsewhere(found: Row, document: Heldout) -> bool:
    """A number printed twice is recorded once: its row may stand outside the range annotated.

    Such a record is let in only where it says the same as an annotation.
    """
    said = ("metric", "value", "value_max", "unit", "op", "change", "year", "status", "region")
    return found["value"] is not None and any(
        all(found[key] == row[key] for key in said) for row in document.labels
    )


def _write(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def score(documents: Iterable[Heldout], folder: Path, *, misses: int = 0) -> dict[str, Any]:
    """The scorer's reports by run; with `misses` its printed pages in place of the figures."""
    held = list(documents)
    gold = _write(folder / "gold.jsonl", (row for one in held for row in recover(one)))
    found = _write(folder / "found.jsonl", (row for one in held for row in _exported(one)))
    reports: dict[str, Any] = {}
    for name, (status, kind) in RUNS.items():
        command = [sys.executable, str(SCORER), "--gold", str(gold), "--pred", str(found)]
        command += ["--status", status, "--kind", kind]
        command += ["--misses", str(misses)] if misses else ["--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        reports[name] = done.stdout if misses else json.loads(done.stdout)
    return reports


def main() -> None:
    """Print the scores, or with --misses every error."""
    words = [word for word in sys.argv[1:] if word != "--misses"]
    chosen = words.pop(0) if words and words[0] in SETS else "first"
    with tempfile.TemporaryDirectory() as folder:
        documents = load(Path(folder), chosen, words)
        if "--misses" in sys.argv:
            reports = score(documents, Path(folder), misses=10_000)
            sys.stdout.write("\n".join(f"== {name}\n{text}" for name, text in reports.items()))
        else:
            reports = score(documents, Path(folder))
            sys.stdout.write(json.dumps(reports, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
