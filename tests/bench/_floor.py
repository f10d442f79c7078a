"""The least that any such library must do: segment the texts once, add them to a bare index."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click
import tantivy

from indexer.segment import words
from kb.library import Library
from kb.store import DocumentFilter


def texts(library: Library) -> Iterator[str]:
    for bundle in library.store.bundles(DocumentFilter()):
        yield bundle.text.text


def main(folder: Path) -> None:
    words("热身")
    segmenting = adding = 0.0
    characters = documents = 0
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", stored=False)
    with Library.open(folder) as library, tempfile.TemporaryDirectory() as target:
        index = tantivy.Index(builder.build(), path=target)
        writer = index.writer(heap_size=128_000_000, num_threads=1)
        for text in texts(library):
            start = time.perf_counter()
            segmented = " ".join(words(text))
            segmenting += time.perf_counter() - start
            start = time.perf_counter()
            writer.add_document(tantivy.Document(text=segmented))
            adding += time.perf_counter() - start
            characters += len(text)
            documents += 1
        start = time.perf_counter()
        writer.commit()
        writer.wait_merging_threads()
        adding += time.perf_counter() - start
    click.echo(json.dumps({
        "segmenting": segmenting, "adding": adding, "characters": characters,
        "documents": documents,
    }))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
