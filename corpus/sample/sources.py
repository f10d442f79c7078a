"""The readable sources of the sample corpus: facts in front, a light markup behind.

A source is a Markdown file. Its front matter says what the document is (title, issuers, date,
region …), which public files its figures come from, and each figure with the words it stands in
there. Its body knows: `#` and `##` headings, paragraphs, `- ` list items, `| a | b |` table rows
(`^` continues the cell above), `!caption` before a table, and `>> ` signature lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["SOURCES", "Figure", "Origin", "Part", "Sample", "samples"]

SOURCES = Path(__file__).parent / "sources"
NOTE = "本件为演示用摘编：文字由本项目改写，数字取自下列公开文件，使用时请以原件为准。"


@dataclass(frozen=True, slots=True)
class Origin:
    """A public file that figures come from.

    `file`: its path under the shared folder; “…” stands for a part of a long name left out.
    """

    title: str
    issuer: str
    date: str
    file: str

    def line(self) -> str:
        """How a sample names it."""
        return f"数据出处：《{self.title}》（{self.issuer}，{self.date}）。"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed in the sample; `words` stand beside it in its origin."""

    value: str
    unit: str
    origin: Origin
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a body. `kind`: heading1, heading2, paragraph, item, sign, caption or table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample document."""

    file: str
    format: str
    title: str
    issuers: tuple[str, ...]
    written_on: str | None
    region: str
    kind: str
    level: str | None
    periods: tuple[str, ...]
    document_number: str | None
    notice: str | None
    encoding: str | None
    archive: str | None
    fictional: bool
    origins: tuple[Origin, ...]
    figures: tuple[Figure, ...]
    body: tuple[Part, ...]

    @property
    def path(self) -> str:
        """Where it lies in the corpus, a zip's member as `a.zip!b.txt`."""
        return f"{self.archive}!{self.file}" if self.archive else self.file

    def head(self) -> list[str]:
        """Lines under the title: number, issuers and date, where the body does not sign."""
        lines = [] if "摘编" in self.title or self.fictional else ["（摘编）"]
        lines += [self.document_number] if self.document_number else []
        if any(part.kind == "sign" for part in self.body):
            return lines
        date = [f"（{chinese_date(self.written_on)}）"] if self.written_on else []
        return [*lines, *self.issuers, *date]

    def tail(self) -> list[str]:
        """What it is, and where its figures come from; nothing for a fictional one."""
        return [NOTE, *(origin.line() for origin in self.origins)] if self.origins else []

    def manifest(self) -> dict[str, Any]:
        """What tests of metadata expect."""
        names = ("title", "written_on", "region", "kind", "level", "document_number", "fictional")
        facts = {name: getattr(self, name) for name in names}
        lists = {"issuers": list(self.issuers), "periods": list(self.periods)}
        return {"file": self.path, "format": self.format, **facts, **lists}


def chinese_date(date: str) -> str:
    """2022-04-02 as 2022年4月2日."""
    parts = [str(int(part)) for part in date.split("-")]
    return "".join(part + name for part, name in zip(parts, "年月日", strict=False))


def samples() -> list[Sample]:
    """All samples, in the order of their names."""
    return [_read(path) for path in sorted(SOURCES.glob("*.md"))]


def _read(path: Path) -> Sample:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(front)
    origins = tuple(Origin(**origin) for origin in facts["sources"])
    figures = tuple(
        Figure(value, unit, origins[number - 1], words)
        for value, unit, number, words in facts["figures"]
    )
    return Sample(
        file=facts["file"],
        format=facts["format"],
        title=facts["title"],
        issuers=tuple(facts["issuers"]),
        written_on=facts["written_on"],
        region=facts["region"],
        kind=facts["kind"],
        level=facts["level"],
        periods=tuple(facts["periods"]),
        document_number=facts.get("document_number"),
        notice=facts.get("notice"),
        encoding=facts.get("encoding"),
        archive=facts.get("archive"),
        fictional=bool(facts.get("fictional")),
        origins=origins,
        figures=figures,
        body=tuple(_parts(body)),
    )


MARKS = (("## ", "heading2"), ("# ", "heading1"), (">> ", "sign"), ("- ", "item"))


def _parts(body: str) -> Iterator[Part]:
    rows: list[tuple[str, ...]] = []
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            yield Part("table", rows=tuple(rows))
            rows = []
        if line.startswith("!caption "):
            yield Part("caption", line.removeprefix("!caption "))
        elif line.strip():
            mark, kind = next((m for m in MARKS if line.startswith(m[0])), ("", "paragraph"))
            yield Part(kind, line.removeprefix(mark).strip())
