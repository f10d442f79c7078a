"""Chinese words for the codes of the models: the same on pages, in files and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "BASES",
    "CHANGES",
    "COUNTS",
    "KINDS",
    "LEVELS",
    "OPERATORS",
    "SLOTS",
    "STAGES",
    "STATUSES",
    "VALIDITIES",
    "held_words",
]

KINDS: Mapping[str, str] = {
    "plan": "规划",
    "policy": "政策文件",
    "law": "法律法规",
    "report": "工作报告",
    "statistics": "统计公报",
    "research": "研究文献",
    "news": "新闻动态",
    "speech": "讲话",
    "standard": "标准",
    "other": "其他",
}
LEVELS: Mapping[str, str] = {
    "national": "国家级",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇级",
    "": "不详",
}
VALIDITIES: Mapping[str, str] = {
    "in_force": "现行有效",
    "amended": "已修订",
    "repealed": "已废止",
    "superseded": "已被替代",
    "unknown": "文中未说明",
}
STATUSES: Mapping[str, str] = {"target": "目标", "actual": "现状值", "forecast": "预测"}
OPERATORS: Mapping[str, str] = {
    "=": "=",
    ">=": "≥",
    "<=": "≤",
    ">": "＞",
    "<": "＜",
    "~": "约",
}
CHANGES: Mapping[str, str] = {
    "level": "水平",
    "increase": "增加",
    "decrease": "减少",
    "milestone": "里程碑",
}
BASES: Mapping[str, str] = {
    "point": "时点",
    "annual_average": "年均",
    "cumulative": "累计",
    "per_year": "每年",
}
SLOTS: Mapping[str, str] = {
    "stated": "原句写明",
    "inherited_clause": "承前一分句",
    "inherited_sentence": "承前一句",
    "inherited_heading": "承标题",
    "document": "据文件本身",
    "column": "据表头",
    "convention": "按惯例推定",
    "expected": "原文写“预计”，不是最终数",
}
STAGES: Mapping[str, str] = {
    "walk": "找文件",
    "load": "读取",
    "clean": "清理",
    "split": "拆分",
    "describe": "著录",
    "extract": "提取指标",
    "store": "保存",
    "metadata": "手工修改",
}
COUNTS: Mapping[str, str] = {
    "sources": "来源文件",
    "documents": "文件",
    "editions": "同一文本的其他版本",
    "passages": "段落",
    "measures": "指标记录",
    "problems": "没能加入的文件",
    "overrides": "手工修改",
}


def held_words(counts: Mapping[str, int]) -> str:
    """How many documents a store holds, of its `counts`; editions of one text are told apart."""
    editions = counts["editions"]
    more = f"（另有同一文本的其他版本 {editions} 份）" if editions else ""
    return f"{counts['documents']} 份文件{more}"
