"""The quality gate: pinned floors with a digest of what they were measured on.

    python -m tests.quality.gate NAME            measure and hold against the floors
    python -m tests.quality.gate NAME --update   pin what is measured; a lower floor is refused
                                                 without --allow-regression

`baseline.json` holds for each name the floors and the digest. All figures are better when higher.
A changed digest (other inputs or labels) makes the floors void until they are pinned anew.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Floors", "check", "digest", "read_floors", "update"]

BASELINE = Path(__file__).with_name("baseline.json")
SLACK = 0.0005  # rounding


@dataclass(frozen=True)
class Floors:
    """What was reached, and on what."""

    digest: str
    figures: Mapping[str, float]


def digest(paths: Iterable[Path]) -> str:
    """One hash of the contents of files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        total.update(path.name.encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def read_floors(name: str, *, file: Path = BASELINE) -> Floors | None:
    """The pinned floors, None if there are none yet."""
    if not file.exists():
        return None
    entry = json.loads(file.read_text(encoding="utf-8")).get(name)
    return Floors(entry["digest"], entry["figures"]) if entry else None


def check(floors: Floors | None, measured: Floors) -> list[str]:
    """What is wrong, in words; an empty list if nothing is."""
    if floors is None:
        return ["no floors are pinned: run the gate with --update"]
    if floors.digest != measured.digest:
        return [f"inputs changed ({floors.digest} to {measured.digest}): pin the floors anew"]
    gone = [f"{name} is no longer measured" for name in floors.figures.keys() - measured.figures]
    return gone + [
        f"{name} fell from {floor} to {measured.figures[name]}"
        for name, floor in floors.figures.items()
        if name in measured.figures and measured.figures[name] < floor - SLACK
    ]


def update(
    name: str, measured: Floors, *, allow_regression: bool = False, file: Path = BASELINE
) -> list[str]:
    """Pin what was measured; what stands against it (then nothing is written)."""
    floors = read_floors(name, file=file)
    if floors is not None and not allow_regression:
        lower = [
            f"{figure} would fall from {floor} to {measured.figures.get(figure, 0.0)}"
            for figure, floor in floors.figures.items()
            if measured.figures.get(figure, 0.0) < floor - SLACK
        ]
        if lower:
            return lower
    held = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    figures = dict(measured.figures)
    if floors is not None and not allow_regression:  # what fell by a rounding stays where it was
        figures = {
            name: max(value, floors.figures.get(name, value)) for name, value in figures.items()
        }
    held[name] = {"digest": measured.digest, "figures": dict(sorted(figures.items()))}
    file.write_text(json.dumps(held, indent=2, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return []


def main(arguments: list[str] | None = None) -> int:
    """Measure one of the gated things: module `tests.quality.measured_<name>` has `measure()`.

    What follows `_` in a name (heldout_a) is the set to measure on.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("name")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    chosen = parser.parse_args(arguments)
    area, _, part = chosen.name.partition("_")
    module = importlib.import_module(f"tests.quality.measured_{area}")
    measured: Floors = module.measure(part) if part else module.measure()
    sys.stdout.write(json.dumps(dict(measured.figures), indent=2) + "\n")
    if chosen.update:
        problems = update(chosen.name, measured, allow_regression=chosen.allow_regression)
    else:
        problems = check(read_floors(chosen.name), measured)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
