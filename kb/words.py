"""Chinese words for the codes of the models: the same on pages, in files and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COUNTS", "KINDS", "LEVELS", "STAGES", "STATUSES", "VALIDITIES"]

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
