"""The same sentences give the same records in wrapped text, Markdown, HTML and DOCX."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.indexer.measures.making import line_of
from tests.reading import measures, read_path

TITLE = "湖州市“十四五”节能降碳规划"
PARAGRAPHS = [
    "到2025年，全市单位地区生产总值能耗比2020年下降14.5%，非化石能源消费比重达到22%以上，"
    "可再生能源装机容量突破180万千瓦，新增公共充电桩1.2万个，建成绿色工厂60家、绿色园区8个。",
    "到2025年，化学需氧量、氨氮重点工程减排量分别达到3200吨和210吨以上，城市生活污水集中收集率提高到85%，"
    "县级以上集中式饮用水水源水质达标率保持100%，全市PM2.5年均浓度控制在28微克/立方米以内。",
]


def wrapped(path: Path) -> Path:
    lines = [TITLE.center(30, "\u3000"), ""]
    for paragraph in PARAGRAPHS:
        lines += [*textwrap.wrap("\u3000\u3000" + paragraph, 34), ""]
    return _written(path / "plan.txt", "\n".join(lines))


def markdown(path: Path) -> Path:
    return _written(path / "plan.md", f"# {TITLE}\n\n" + "\n\n".join(PARAGRAPHS) + "\n")


def html(path: Path) -> Path:
    body = "".join(f"<p>\u3000\u3000{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    return _written(path / "plan.html", page)


def word(path: Path) -> Path:
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.save(str(path / "plan.docx"))
    return path / "plan.docx"


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def records(path: Path) -> list[str]:
    found = (line_of(measure, "湖州市") for _, measure in measures(read_path(path)))
    return ["".join(line.split()) for line in found]


EXPECTED = [
    "单位地区生产总值能耗|=14.5%|decrease|2025|base2020",
    "非化石能源消费比重|>=22%|level|2025",
    "可再生能源装机容量|>180万千瓦|level|2025",
    "新增公共充电桩数|=1.2万个|increase|2025",
    "建成绿色工厂数|=60家|level|2025",
    "建成绿色园区数|=8个|level|2025",
    "化学需氧量重点工程减排量|>=3200吨|level|2025",
    "氨氮重点工程减排量|>=210吨|level|2025",
    "城市生活污水集中收集率|=85%|level|2025",
    "县级以上集中式饮用水水源水质达标率|=100%|level|2025",
    "PM2.5年均浓度|<=28微克/立方米|level|2025",
]


@pytest.mark.parametrize("write", [wrapped, markdown, html, word])
def test_the_format_changes_no_record(write: Callable[[Path], Path], tmp_path: Path) -> None:
    assert records(write(tmp_path)) == EXPECTED


def test_a_bound_stated_in_a_sentence_is_kept_beside_the_number_of_a_row(tmp_path: Path) -> None:
    head = "| 指标 | 2020年 | 2025年 | 属性 |\n|---|---|---|---|"
    table = f"{head}\n| 垃圾分类覆盖率（%） | 60 | 82 | 预期性 |"
    text = f"# {TITLE}\n\n{table}\n\n到2025年，垃圾分类覆盖率达到82%以上。\n"
    found = records(_written(tmp_path / "plan.md", text))
    assert [line for line in found if "2025" in line] == ["垃圾分类覆盖率|>=82%|level|2025|预期性"]
