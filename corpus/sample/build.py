"""Build the sample corpus from its sources: `python -m corpus.sample.build [--shared DIR]`.

With the folder of real documents, `figures.jsonl` is made anew as well: each figure with the
fingerprint of the sentence it was taken from, so that nothing of that text lies here.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from corpus.sample import FOLDER
from corpus.sample.origins import OriginTexts
from corpus.sample.sources import Sample, samples
from corpus.sample.write_office import (
    settled_zip,
    write_docx,
    write_ofd,
    write_pdf_sample,
    write_xlsx,
)
from corpus.sample.write_text import write_csv, write_html, write_markdown, write_plain

__all__ = ["build", "figure_lines", "rendered"]

HERE = Path(__file__).parent
WRITERS: dict[str, Callable[[Sample], bytes]] = {
    "txt": write_plain,
    "md": write_markdown,
    "html": write_html,
    "csv": write_csv,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "ofd": write_ofd,
    "pdf": write_pdf_sample,
}


def rendered() -> dict[str, bytes]:
    """The files of the corpus by name; members of one zip are packed together."""
    files: dict[str, bytes] = {}
    archives: dict[str, dict[str, bytes]] = {}
    for sample in samples():
        data = WRITERS[sample.format](sample)
        if sample.archive:
            archives.setdefault(sample.archive, {})[sample.file] = data
        else:
            files[sample.file] = data
    return files | {name: settled_zip(members) for name, members in archives.items()}


def figure_lines(texts: OriginTexts) -> list[dict[str, Any]]:
    """Each figure with its file and the fingerprint of its sentence there."""
    texts.load({origin.file for sample in samples() for origin in sample.origins})
    return [
        {
            "sample": sample.path,
            "figure": figure.value,
            "unit": figure.unit,
            "source": figure.origin.file,
            "words": figure.words,
            "fingerprint": texts.fingerprint(figure.origin.file, figure.words),
        }
        for sample in samples()
        for figure in sample.figures
    ]


def build(folder: Path) -> None:
    """Write all sample files into an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in rendered().items():
        (folder / name).write_bytes(data)


def _write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Build the files, the manifest and, where the origins are at hand, the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder of the real documents")
    arguments = parser.parse_args()
    build(FOLDER)
    _write_lines(HERE / "manifest.jsonl", (sample.manifest() for sample in samples()))
    if arguments.shared:
        _write_lines(HERE / "figures.jsonl", figure_lines(OriginTexts(arguments.shared)))


if __name__ == "__main__":
    main()
