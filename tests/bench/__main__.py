"""`python -m tests.bench [NAME…]`: run the benches named, or all; results also as JSON.

A bench is a module of this folder with `run(context: Context) -> dict`; its dictionary is printed
and kept in bench-results/<name>.json. What it names under "over the limit" is a failure (exit 1).
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import click

from tests.bench.common import Context, machine

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
NOT_BENCHES = {"__init__", "__main__", "common"}


def names() -> list[str]:
    return [
        path.stem
        for path in sorted(HERE.glob("*.py"))
        if path.stem not in NOT_BENCHES and not path.stem.startswith("_")
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"one of {', '.join(names())}; none: all")
    parser.add_argument("--bulk", type=Path, help="folder of texts instead of ../shared/bulk")
    parser.add_argument("--part", type=int, default=1, help="use one file of so many (default 1)")
    parser.add_argument("--scales", default="1,4", help="copies to search, e.g. 1,16 (default 1,4)")
    parser.add_argument("--seconds", type=float, default=60.0, help="of load (default 60)")
    arguments = parser.parse_args()
    scales = tuple(map(int, arguments.scales.split(",")))
    unknown = set(arguments.names) - set(names())
    if unknown:
        parser.error(f"no bench {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    results = ROOT / "bench-results"
    results.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        context = Context(
            ROOT.parent / "shared",
            Path(folder),
            arguments.bulk,
            arguments.part,
            scales,
            arguments.seconds,
        )
        over = []
        for name in arguments.names or names():
            start = time.time()
            found = import_module(f"tests.bench.{name}").run(context)
            found = {**found, "machine": machine(), "python": platform.python_version()}
            (results / f"{name}.json").write_text(
                json.dumps(found, ensure_ascii=False, indent=2), encoding="utf-8"
            )
            over += found.get("over the limit", [])
            click.echo(f"== {name} ({time.time() - start:.0f} s)")
            for key, value in found.items():
                click.echo(f"  {key:28} {value}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
