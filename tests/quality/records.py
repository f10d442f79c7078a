"""What extraction makes of a sentence, and what a change of a rule does to many files.

    python -m tests.quality.records text 到2025年，森林覆盖率达到65%。 --title 某市规划 --kind plan
    python -m tests.quality.records write BEFORE.txt FOLDER --most 200
    python -m tests.quality.records compare BEFORE.txt AFTER.txt
    python -m tests.quality.records golden tests/golden/measures/FILE.jsonl

`text` prints the records of a sentence and why each other number is none; `write` the records of
files, the same files each time; `compare` those that are gone (-) and those that are new (+);
`golden` writes what is found into the cases of a file: read the difference before you keep it.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import click

from corpus import read, walk
from kb.errors import ReadError
from kb.models import Measure
from tests.indexer.measures.making import PLAN, line_of, lines_of
from tests.indexer.measures.making import read as read_text
from tests.reading import measures

__all__ = ["changes", "main"]

SHOWN = 60  # characters of the sentence or row
SEED = 11  # any: the same files are drawn each time


@click.group()
def main() -> None:
    """What extraction makes of a sentence or of files."""


@main.command()
@click.argument("text")
@click.option("--title", default=PLAN["title"], help="Title of the document it stands in.")
@click.option("--kind", default=PLAN["kind"], help="Its kind: plan, report, statistics, news …")
@click.option("--written-on", default=PLAN["written_on"], help="Its date.")
@click.option("--region", nargs=2, default=PLAN["region"], help="Code and name of its region.")
def text(text: str, title: str, kind: str, written_on: str, region: tuple[str, str]) -> None:
    """Print the records of a text and why its other numbers are none."""
    facts = {"title": title, "kind": kind, "written_on": written_on, "region": region}
    found = read_text(text, facts)
    for measure in found.measures:
        click.echo(line_of(measure, region[1]))
    for entry in found.ledger:
        if entry.measure_id is None:
            click.echo(f"  {text[entry.start : entry.end]}: {entry.reason}")


@main.command()
@click.argument("out", type=click.File("w", encoding="utf-8"))
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--most", default=200, show_default=True, help="As many files, drawn at random.")
def write(out: TextIO, folder: Path, most: int) -> None:
    """Write the records of files below a folder."""
    files = sorted(walk([folder]), key=lambda file: file.name)
    for file in random.Random(SEED).sample(files, min(most, len(files))):
        try:
            reading = read(file)
        except ReadError as error:
            click.echo(error, err=True)
            continue
        for _, measure in measures(reading):
            out.write(f"{_told(file.name, measure)}\n")


def _told(name: str, measure: Measure) -> str:
    quote = " ".join(measure.evidence.split())[:SHOWN]
    return f"{name} {measure.start}: {line_of(measure, '')} ({measure.rule}) {quote}"


@main.command()
@click.argument("before", type=click.File(encoding="utf-8"))
@click.argument("after", type=click.File(encoding="utf-8"))
def compare(before: Iterable[str], after: Iterable[str]) -> None:
    """Print what has gone and what is new."""
    for line in changes(before, after):
        click.echo(line, nl=False)


def changes(before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """Lines of one list only, in order: `-` of the first, `+` of the second."""
    old, new = Counter(before), Counter(after)
    marked = [(line, "-") for line in (old - new).elements()]
    marked += [(line, "+") for line in (new - old).elements()]
    return (f"{mark} {line}" for line, mark in sorted(marked))


@main.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def golden(file: Path) -> None:
    """Write the records found into the golden cases of a file."""
    facts, *cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    filled = [facts, *({**case, "records": lines_of(facts, case)} for case in cases)]
    lines = (json.dumps(line, ensure_ascii=False) for line in filled)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
