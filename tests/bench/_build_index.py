"""Builds a search index of so many copies of the bulk texts; prints how many documents it holds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from indexer.search import open_engine
from tests.bench._search_texts import bulk_bundles
from tests.bench.common import Context

if __name__ == "__main__":
    shared, bulk, folder, copies = sys.argv[1:]
    context = Context(Path(shared), Path(folder), Path(bulk), 1)
    engine = open_engine("tantivy", Path(folder))
    click.echo(engine.rebuild(bulk_bundles(context, copies=int(copies))))
