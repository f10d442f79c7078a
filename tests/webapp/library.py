"""A small library for tests of the pages: five documents, one of them hostile."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from kb.library import Library
from kb.models import RegionRef
from kb.settings import Settings
from kb.store import DocumentBundle, Problem, SourceBundle, Store
from tests.contracts.store_samples import HUNAN, bundle, clean_text, measure, source
from webapp.services import LibraryServices

SICHUAN = RegionRef(code="510000", name="四川省", path="000000/510000")
HOSTILE = "<script>alert(1)</script>\"'&甲"
PDF = b"%PDF-1.4 a small file"
PAGE = b"<html><script>alert(2)</script></html>"


def held(source_id: str, part: str = "", *, file: str, **facts: Any) -> DocumentBundle:
    """A document read from `file`."""
    made = bundle(source_id, part, **facts)
    percent = {"canonical_value": Decimal(63), "canonical_unit": "%"}
    first = made.measures[0].model_copy(update={"metric_id": "forest_cover", **percent})
    loader = Path(file).suffix.lstrip(".")
    named = made.document.model_copy(update={"source": file, "loader": loader})
    return replace(made, document=named, measures=(first, *made.measures[1:]))


def documents() -> list[DocumentBundle]:
    """Two city plans, a notice with its plan's edition, a provincial plan, a hostile file."""
    notes = ({"code": "page_without_text", "message": "扫描页，没有文字层", "page": 4},)
    return [
        held(
            "s1",
            file="文件s1.pdf",
            title="巴中市“十四五”林业规划",
            document_number="巴府发〔2021〕7号",
            written_on="2021-05-06",
            topics=("林业",),
            notes=notes,
        ),
        bundle(
            "s2",
            title="湖南省能源规划",
            encoding="gb18030",
            level="province",
            regions=(HUNAN,),
            issuers=("湖南省发展和改革委员会",),
            written_on="2016-03",
            periods=("十三五",),
            lines=("一、能源", "单位地区生产总值能耗下降16%，能源消费总量受控。", "能源 | 目标"),
        ),
        bundle("s3", "a01", title="甲县造林快讯", kind="news", regions=(SICHUAN,), **article("s3")),
        bundle("s3", "a02", title="乙县能源快讯", kind="news", regions=(SICHUAN,), **article("s3")),
        hostile(),
    ]


def article(family: str) -> dict[str, Any]:
    """What makes a document an article of a newsletter."""
    return {
        "family_id": family,
        "family_role": "article",
        "compilation": "林业动态",
        "periods": (),
        "written_on": None,
        "published_on": "2022-07-01",
        "issuers": (),
    }


def hostile() -> DocumentBundle:
    """A document that tries to break out of the page in every field."""
    lines = (HOSTILE, f"森林覆盖率{HOSTILE}达到63%。", f"{HOSTILE} | 1", f"{HOSTILE} | 2万亩")
    made = held(
        "s4",
        file=f"{HOSTILE}.html",
        title=f"敌意{HOSTILE}",
        issuers=(HOSTILE,),
        document_number=HOSTILE,
        source_name=HOSTILE,
        topics=(HOSTILE,),
        section=HOSTILE,
        compilation=HOSTILE,
        origins={"title": HOSTILE},
        notes=({"code": "image", "message": HOSTILE, "page": 1},),
        lines=lines,
    )
    text = clean_text(lines=lines)
    spoiled = measure("s4", text, metric=HOSTILE, metric_id=HOSTILE, scope=HOSTILE, unit=HOSTILE)
    return DocumentBundle(made.document, text, made.passages, (spoiled, made.measures[1]))


def fill(store: Store, bundles: list[DocumentBundle]) -> None:
    """Write the documents, a source for each file, and one problem."""
    by_source: dict[str, list[DocumentBundle]] = {}
    for made in bundles:
        by_source.setdefault(made.document.source_id, []).append(made)
    for source_id, many in by_source.items():
        record = source(source_id, name=many[0].document.source)
        store.put_source(SourceBundle(record, tuple(many)))
    store.put_problem(Problem("坏文件.pdf", "load", "文件已加密", "2026-01-02T03:04:05Z"))


class SampleServices(LibraryServices):
    """A library of these documents, with the reference engine and two small originals."""

    def __init__(self, folder: Path, bundles: list[DocumentBundle]) -> None:
        settings = Settings(library=folder / "library", engine="memory")
        with Library.init(settings.library, settings) as library:
            fill(library.store, bundles)
        super().__init__(settings)
        self.engine.rebuild(self.store.bundles())
        self._folder = folder
        self.files = {"s1": folder / "s1.pdf", "s4": folder / "s4.html"}
        self.files["s2"] = folder / "s2.txt"
        self.files["s2"].write_bytes("湖南省".encode("gb18030"))
        self.files["s1"].write_bytes(PDF)
        self.files["s4"].write_bytes(PAGE)

    @property
    def folder(self) -> Path:
        return self._folder

    def original(self, source_id: str) -> Path | None:
        return self.files.get(source_id)
