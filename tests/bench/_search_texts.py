"""Documents for the search benches: the bulk texts as they are, with places from their index."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from kb.store import DocumentBundle
from kb.vocab import regions
from tests.bench.common import Context
from tests.indexer.search.library import bundle

__all__ = ["bulk_bundles", "queries"]

KINDS = ("plan", "policy", "law", "report", "news")
LEVELS = ("national", "province", "city", "county")
TOPICS = ("能源", "环境", "工业", "农业", "交通", "教育", "水利")
WORDS = (
    "碳达峰", "森林覆盖率", "能源", "规划", "污染防治", "绿色金融", "氢能", "职业教育",
    "乡村振兴", "高质量发展", "碳排放权交易", "抽水蓄能", "新能源汽车", "数据安全",
    "垃圾分类", "生态补偿", "知识产权", "生态红线", "农村", "双碳",
)  # fmt: skip
PLACES = (
    "四川", "北京市", "浙江省", "湖南", "上海市", "云南", "广元市", "内蒙古", "重庆", "深圳市",
)  # fmt: skip
TAILS = ("", " 实施方案", " 重点 任务", " 目标 责任 考核", " 企业 节能 技术 改造 项目")


def queries() -> list[str]:
    """200 queries of one word to six, some with quotes, fields and operators."""
    plain = [f"{word}{tail}" for word in WORDS for tail in TAILS]
    placed = [f"{place} {word}" for place in PLACES for word in WORDS[:7]]
    quoted = [f"“{word}”" for word in WORDS[:10]]
    special = [
        "标题:规划 能源", "地区:四川 碳排放", "年份:2016..2020 节能", "海上风电 OR 光伏发电",
        "能源 -煤炭", "类型:规划 森林", "二氧化碳 NEAR 下降", "低碳*", "国发〔2021〕23号",
        "机关:国务院",
        "可再生能源电力消纳保障机制", "单位国内生产总值能源消耗降低", "“高质量发展” 制造业",
        "(氢能 OR 储能) 示范", "城镇 生活 污水 处理 设施 建设", "到2025年 非化石能源 消费 比重",
        "固定资产投资 增长", "标题:条例 处罚", "空气质量 优良天数 比率", "劳动者 合法 权益",
    ]  # fmt: skip
    return (plain + placed + quoted + special)[:200]


def bulk_bundles(context: Context, *, copies: int = 1) -> Iterator[DocumentBundle]:
    """The texts, then copies of them in which every tenth passage has a word changed."""
    places = _places(context)
    files = sorted(p for p in context.bulk().rglob("*") if p.suffix in (".txt", ".md", ".html"))
    for copy in range(copies):
        rnd = random.Random(copy)
        for number, path in enumerate(files):
            lines = _lines(path, copy)
            if lines:
                yield _bundle(f"c{copy}d{number}", path, lines, places, rnd)


def _lines(path: Path, copy: int) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    lines, current = [], ""
    for line in (line.strip() for line in text.splitlines()):
        current += line
        if len(current) > 120 or current.endswith("。"):
            lines.append(current)
            current = ""
    lines += [current] if current else []
    if copy:
        lines[::10] = [f"{line}第{copy}次抄录" for line in lines[::10]]
    return lines


def _bundle(
    name: str, path: Path, lines: list[str], places: dict[str, str], rnd: random.Random
) -> DocumentBundle:
    return bundle(
        name, path.stem, lines, kind=rnd.choice(KINDS), level=rnd.choice(LEVELS),
        places=[places.get(path.name, "000000")], issuers=(f"机关{rnd.randint(1, 200)}",),
        written_on=f"{rnd.randint(1995, 2025)}-{rnd.randint(1, 12):02d}",
        periods=(rnd.choice(("十二五", "十三五", "十四五")),),
        topics=tuple(rnd.sample(TOPICS, 2)), source_name=f"来源{rnd.randint(1, 50)}",
    )  # fmt: skip


def _places(context: Context) -> dict[str, str]:
    found = {}
    for line in (context.shared / "bulk" / "index.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        name = entry.get("city") or entry.get("province")
        place = regions.find(name) if name else None
        if place:
            found[Path(entry["file"]).name] = place.path
    return found
