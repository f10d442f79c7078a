"""The head of a name that its verb, its unit or the name before implies."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of, words
from indexer.measures.names.naming import is_share

__all__ = [
    "compared",
    "contributor",
    "flow",
    "growing",
    "produced",
    "share_of_whole",
    "value_added",
    "with_share",
]


def flow(subject: str, unit: str) -> str:
    """成交 (1588万吨) → 成交量, 成交 (8亿元) → 成交额."""
    match = _FLOW.fullmatch(subject)
    return match["verb"] + ("额" if unit.endswith("元") else "量") if match else subject


_FLOW = re.compile(rf"(?:共计|合计|总计|共|累计|完成|实现)*(?P<verb>{one_of('names', 'flows')})")


def produced(subject: str) -> str:
    """硫酸产量 of 生产硫酸 (810万吨)."""
    made = _PRODUCED.fullmatch(subject)
    return made["what"] + "产量" if made is not None else subject


_PRODUCED = re.compile(
    r"(?:全[年省市县区国州]|累计|共)*生产(?!线|力|能力|矿|总值|经营|基地|企业|加工|项目|性|安全|成本)"
    rf"(?P<what>(?:(?!{one_of('names', 'core_heads')}|实现|建设)[一-龥A-Z]){{1,8}})"
)


def share_of_whole(metric: str) -> str:
    """碳排放占总体碳排放份额, without whose share it is; "" for a metric that is no share."""
    match = _SHARE.match(metric)
    return f"{match['what'] or ''}占{match['whole']}" if match else ""


_SHARE = re.compile(
    r"(?P<who>.*?)(?P<what>(?:碳|二氧化碳)?排放量?|产值|增加值|产量|消费量?|面积|人口|收入|投资|用量)?占(?P<whole>.{2,}(?:比重|份额|比例|占比))$"
)


def with_share(subject: str, dimension: str) -> str:
    """“电煤仅占到煤炭消费量的” → 电煤占煤炭消费量比重."""
    if dimension not in ("percent", "fraction"):
        return subject
    if (reaching := _REACHES.fullmatch(subject)) and not is_share(subject):
        return f"{reaching['part']}占{reaching['whole']}比重"
    if _FULFILLED.search(subject):
        return subject.removesuffix("的") + "比例"
    if "占" not in subject:
        return subject
    name = re.sub(r"(?:仅|约|已)?占到?(?=.)", "占", subject, count=1).strip("的")
    if is_share(name) or (name.startswith("占") and len(name) < 3):
        return name
    return name + "比重"


_FULFILLED = re.compile(r"完成[^，]{0,8}(?:概算|计划|目标|任务|预算)的?$")
"""项目投资完成工程概算的65%."""
_REACHES = re.compile(
    r"(?P<part>[^占，]{3,}(?:[数量值额入力]|负荷|面积|人口|人员))(?:均|基本)?达到了?"
    r"(?P<whole>(?!国家|规定|标准|或)[^，占]+?(?:[数量值额入力]|负荷|面积|人口))的?"
)
"""出力达到额定负荷的35%: one amount measured by another."""


def contributor(name: str) -> str:
    """服务业 of 服务业增加值, which contributes to growth; "" for what does not."""
    made = _MADE_BY.fullmatch(name)
    return made["who"] if made is not None else ""


_MADE_BY = re.compile(
    r"(?P<who>[^，占]+?(?:业|经济|投资|消费|工业|园区|企业|集群))(?:增加值|总产值|产值|总额|完成额|营业收入)?(?:占.*)?"
)


def growing(subject: str) -> str:
    """经济 (增长5%) is named 经济增长: the economy itself is no amount."""
    return subject + "增长" if subject.endswith("经济") else subject


def value_added(subject: str, before: str) -> str:
    """第三产业 (增长9%) is 第三产业增加值, unless another amount was spoken of before."""
    if subject not in words("names", "industries"):
        return subject
    other = _SECTORED.search(before)
    return subject + (other[0] if other else "增加值")


_SECTORED = re.compile(r"(?:投资|用电量|税收|贷款余额|贷款|从业人员|就业人员|能耗|注册资本)$")
"""Amounts that are told by sector too: 固定资产投资增长8%，其中第一产业增长3%."""


def compared(subject: str, verb: str, unit: str) -> str:
    """甲是乙的3倍 measures 甲与乙之比; 甲比乙高出 measures the difference."""
    if unit == "倍" and (
        ratio := re.fullmatch(
            r"(?P<one>.{2,}?)(?:却|则|竟|仅|约)?(?:是|为|相当于)(?P<other>.{2,}?)(?:的)?", subject
        )
    ):
        return f"{ratio['one']}与{ratio['other']}之比"
    if verb in ("高出", "高于", "多出") and "比" in subject:
        return subject + "高出幅度"
    return subject
