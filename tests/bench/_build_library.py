"""Builds a library from a folder and prints what the run did, as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from indexer.pipeline import Run, add
from indexer.pipeline_index import open_index
from kb.library import Library
from kb.settings import load_settings


def main(folder: Path, files: Path) -> None:
    settings = load_settings(library=folder, workers=2)
    with Library.init(folder, settings) as library:
        engine = open_index(library)
        report = asdict(add(Run(library, engine), [files]))
        engine.close()
    report["failed"] = [f"{problem['source']}: {problem['reason']}" for problem in report["failed"]]
    click.echo(json.dumps(report, ensure_ascii=False, default=sorted))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
