"""The bundled sample corpus: figures that can be traced, files that match their sources."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import corpus.sample
from corpus import read, walk
from corpus.files import FoundFile
from corpus.sample import FOLDER
from corpus.sample.build import figure_lines, rendered
from corpus.sample.origins import OriginTexts, fingerprint
from corpus.sample.sources import Sample, samples
from kb.models import Reading

HERE = Path(corpus.sample.__file__).parent
SAMPLES = samples()
TEXTS = {".md", ".jsonl", ".py"}
RUN = re.compile(r"[\u4e00-\u9fff]{26,}")


def bare(text: str) -> str:
    return "".join(text.split())


def lines(name: str) -> list[dict[str, Any]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def found() -> dict[str, FoundFile]:
    return {file.name.removeprefix(f"{FOLDER.name}/"): file for file in walk([FOLDER])}


@cache
def reading(path: str) -> Reading:
    return read(found()[path])


def text_of(sample: Sample) -> str:
    return "\n".join(document.text for document in reading(sample.path).documents)


def case(sample: Sample) -> str:
    return sample.file.split("-")[0]


def test_all_samples_are_there_in_all_formats() -> None:
    assert {sample.path for sample in SAMPLES} == found().keys()
    assert 24 <= len(SAMPLES) <= 32
    formats = {sample.format for sample in SAMPLES}
    assert formats == {"txt", "md", "html", "csv", "docx", "xlsx", "ofd", "pdf"}


@pytest.mark.parametrize("name", sorted(rendered()))
def test_committed_file_reads_as_its_source_gives_it(name: str, tmp_path: Path) -> None:
    fresh = tmp_path / name
    fresh.write_bytes(rendered()[name])
    made = [[d.text for d in read(file).documents] for file in walk([fresh])]
    kept = [[d.text for d in read(file).documents] for file in walk([FOLDER / name])]
    assert made == kept


def test_manifest_is_that_of_the_sources() -> None:
    assert lines("manifest.jsonl") == [sample.manifest() for sample in SAMPLES]


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.format != "csv"], ids=case)
def test_sample_prints_its_title_and_names_itself(sample: Sample) -> None:
    text = bare(text_of(sample))
    assert bare(sample.title) in text
    assert ("虚构示例" if sample.fictional else "演示用摘编") in text


@pytest.mark.parametrize("sample", [s for s in SAMPLES if not s.fictional], ids=case)
def test_sample_names_every_origin(sample: Sample) -> None:
    text = bare(text_of(sample))
    assert sample.origins
    assert [o.title for o in sample.origins if f"《{bare(o.title)}》" not in text] == []


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.figures], ids=case)
def test_figures_are_printed_with_their_units(sample: Sample) -> None:
    blocks = [line for line in text_of(sample).splitlines() if line]
    for figure in sample.figures:
        whole = re.compile(rf"(?<![\d.]){re.escape(figure.value)}(?![\d.])")
        here = [line for line in blocks if whole.search(line)]
        assert any(figure.unit in line for line in here), figure


@pytest.mark.parametrize("sample", [s for s in SAMPLES if not s.fictional], ids=case)
def test_figures_in_a_sample_are_listed(sample: Sample) -> None:
    parts = [part for part in sample.body if part.kind not in ("heading1", "heading2", "caption")]
    cells = [cell for part in parts for row in part.rows[1:] for cell in row]
    text = " ".join([*(part.text for part in parts), *cells])
    text = re.sub(r"（[一二三四五六七八九]）|表\d|\d{4}年前?|PM2\.5|m3|\d{1,2}[月日]", "", text)
    known = {figure.value for figure in sample.figures}
    assert {number for number in re.findall(r"\d+(?:\.\d+)?", text)} <= known


def test_figure_list_is_that_of_the_sources() -> None:
    listed = [(line["sample"], line["figure"], line["unit"]) for line in lines("figures.jsonl")]
    assert listed == [(s.path, f.value, f.unit) for s in SAMPLES for f in s.figures]
    assert len(listed) > 150


def test_fictional_pair_disagrees_on_purpose() -> None:
    pair = [sample for sample in SAMPLES if sample.fictional]
    said = [set(re.findall(r"森林覆盖率达到([\d.]+)%", text_of(sample))) for sample in pair]
    assert said == [{"65"}, {"63.5"}]
    assert all("虚构示例" in sample.title and "虚构示例" in sample.file for sample in pair)


def test_notice_and_its_plan_are_one_family() -> None:
    (sample,) = [sample for sample in SAMPLES if sample.notice]
    parts = reading(sample.path)
    assert (parts.family, len(parts.documents)) == ("notice", 2)


def test_indicator_table_goes_on_over_a_page() -> None:
    (sample,) = [sample for sample in SAMPLES if sample.file.startswith("08-")]
    (document,) = reading(sample.path).documents
    (table,) = document.tables
    assert [row.page for row in table.rows if row.page == 1] != []
    assert table.rows[-1].page == 2
    assert [row.cells[0] for row in table.rows][1:3] == ["空气质量", "空气质量"]


@pytest.fixture(scope="module")
def origins(shared: Path) -> OriginTexts:
    texts = OriginTexts(shared)
    texts.load({origin.file for sample in SAMPLES for origin in sample.origins})
    return texts


@pytest.mark.shared
def test_figures_stand_in_the_sentences_they_were_taken_from(origins: OriginTexts) -> None:
    assert lines("figures.jsonl") == figure_lines(origins)
    known = {
        name: {fingerprint(sentence): sentence for sentence in origins.sentences(name)}
        for name in {line["source"] for line in lines("figures.jsonl")}
    }
    for line in lines("figures.jsonl"):
        assert line["figure"] in known[line["source"]][line["fingerprint"]], line


def runs(text: str) -> list[str]:
    """All stretches of 26 Chinese characters in a text."""
    return [run[i : i + 26] for run in RUN.findall(bare(text)) for i in range(len(run) - 25)]


@pytest.mark.shared
def test_no_long_run_of_words_is_taken_over(origins: OriginTexts) -> None:
    texts = [origins.text(o.file) for sample in SAMPLES for o in sample.origins]
    kept = [path.read_text(encoding="utf-8") for path in HERE.rglob("*.*") if path.suffix in TEXTS]
    written = {run for text in [*kept, *map(text_of, SAMPLES)] for run in runs(text)}
    assert {run for run in written if any(run in text for text in texts)} == set()
