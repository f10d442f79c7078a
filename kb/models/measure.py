"""A measure (指标记录): one quantified or dated statement, with the sentence it stands in.

Fields and rules follow the project's annotation guideline; see docs/measures.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Basis", "Binding", "Change", "Measure", "Op", "Shape", "SlotOrigin", "Status"]

Op = Literal["=", ">=", "<=", ">", "<", "~"]
Change = Literal["level", "increase", "decrease", "milestone"]
Basis = Literal["point", "annual_average", "cumulative", "per_year"]
Status = Literal["target", "actual", "forecast"]
Binding = Literal["约束性", "预期性"]
Shape = Literal[
    "level", "share", "relative_change", "absolute_change", "annual_rate", "cumulative", "milestone"
]
SlotOrigin = Literal[
    "stated",
    "inherited_clause",
    "inherited_sentence",
    "inherited_heading",
    "document",
    "column",
    "convention",
    "expected",
]


class Measure(BaseModel):
    """One quantified statement, e.g. “到2025年，单位GDP能耗比2020年下降13.5%”."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(description="文件标识 + 折叠后证据句的指纹 + 各槽位。")
    document_id: str = Field(description="所在文件。")
    doc: str = Field(description="同 Document.doc。")
    passage: int = Field(ge=0, description="所在段落序号（Passage.number）。")
    metric: str = Field(min_length=1, description="指标名称，如统计表列头；省略成分已补全。")
    metric_id: str | None = Field(description="指标词表中的键；空：词表中没有。")
    value: Decimal | None = Field(description="按 unit 所写的数值；空：无数字的里程碑。")
    value_max: Decimal | None = Field(description="区间上限；空：不是区间。")
    op: Op = Field(description="比较符。")
    unit: str | None = Field(description="单位，如原文去空白；里程碑为空，纯比值为“”。")
    change: Change = Field(description="水平、增加、减少或里程碑。")
    base_year: int | None = Field(description="与之比较的年份；空：未载。")
    base_value: Decimal | None = Field(description="基期值；空：未载。")
    year: int | None = Field(description="所指年份；空：未载。")
    period_start: int | None = Field(description="时段首年；空：不是时段。")
    basis: Basis = Field(description="时点、年均、累计或每年。")
    status: Status = Field(description="目标、现状值或预测。")
    region: str | None = Field(description="所指地区全称；空：不指地区。")
    region_code: str | None = Field(description="地区代码；空：无法确定。")
    scope: str | None = Field(description="地区内的范围（行业、群体）；空：未限定。")
    binding: Binding | None = Field(description="约束性或预期性；空：未载。")
    reported_from: str | None = Field(description="转述的来源文件或主体；空：本文件自己的陈述。")
    sector: str | None = Field(description="指标词表中的部门；空：词表中没有。")
    shape: Shape = Field(description="形态。")
    canonical_value: Decimal | None = Field(description="换算到 canonical_unit 的数值。")
    canonical_max: Decimal | None = Field(description="区间上限的换算值。")
    canonical_unit: str | None = Field(description="量纲的标准单位；空：单位未知。")
    start: int = Field(ge=0, description="证据在正文中的起点（字符）。")
    end: int = Field(ge=0, description="证据终点，不含。")
    evidence: str = Field(min_length=1, description="证据：所在句子或表行，与存储文本一字不差。")
    value_start: int | None = Field(description="数字在正文中的起点；里程碑为空。")
    value_end: int | None = Field(description="数字终点，不含。")
    slots: dict[str, SlotOrigin] = Field(description="每个已填槽位的来源。")
    rule: str = Field(description="产生它的规则名。")
    confidence: float = Field(ge=0, le=1, description="规则层级对应的置信度，见 docs/measures.md。")
