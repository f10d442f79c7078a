"""The words pages use for the codes of the models."""

from __future__ import annotations

from collections.abc import Mapping

from kb.words import KINDS, LEVELS, STATUSES, VALIDITIES

__all__ = ["FACET_NAMES", "FIELD_NAMES", "LABELS", "label"]

LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "level": LEVELS,
    "validity": VALIDITIES,
    "role": {
        "main": "正文",
        "notice": "印发通知",
        "plan": "所印发的文件",
        "article": "汇编中的文章",
        "edition": "同一文本的另一版本",
    },
    "status": STATUSES,
    "change": {"level": "水平", "increase": "增加", "decrease": "减少", "milestone": "里程碑"},
    "basis": {
        "point": "时点",
        "annual_average": "年均",
        "cumulative": "累计",
        "per_year": "每年",
    },
    "shape": {
        "level": "水平值",
        "share": "比重",
        "relative_change": "相对变化",
        "absolute_change": "绝对变化",
        "annual_rate": "年均增速",
        "cumulative": "累计量",
        "milestone": "里程碑",
    },
    "slot": {
        "stated": "原句写明",
        "inherited_clause": "承前一分句",
        "inherited_sentence": "承前一句",
        "inherited_heading": "承标题",
        "document": "据文件本身",
        "column": "据表头",
        "convention": "按惯例推定",
    },
    "origin": {
        "title": "标题",
        "title_line": "标题行",
        "title_note": "题注",
        "printed_title": "版面标题",
        "title_zone": "标题",
        "html_table": "网页信息表",
        "html_meta": "网页元数据",
        "html_title": "网页标题",
        "docx_properties": "文档属性",
        "front_matter": "文首信息",
        "article_head": "文章题头",
        "section_heading": "栏目标题",
        "issue_line": "刊期行",
        "from_issue_date": "刊期",
        "compilation": "所在汇编",
        "file_name": "文件名",
        "opening": "正文开头（原文没有标题）",
        "csv_column": "表格列",
        "letterhead": "版头",
        "cover": "封面",
        "imprint": "印发说明",
        "number_line": "文号行",
        "date_line": "日期行",
        "notice_line": "通知语",
        "family_notice": "印发通知",
        "abstract": "摘要",
        "speech": "讲话题注",
        "signature": "文末署名",
        "tail": "文末落款",
        "head": "文首",
        "text": "正文",
        "issuer": "发文机关",
        "region": "地区",
        "vocabulary": "主题词表",
        "user": "人工填写",
    },
    "note": {
        "page_without_text": "无文字层的页",
        "ocr_text": "识别文字",
        "image": "图片",
        "page_failed": "未能解析的页",
        "table_doubtful": "表格存疑",
        "encoding_doubtful": "编码存疑",
        "attachment_missing": "附件缺失",
        "truncated": "只读了一部分",
    },
}

FACET_NAMES: Mapping[str, str] = {
    "region": "地区",
    "level": "层级",
    "kind": "类型",
    "issuer": "发文机关",
    "year": "年份",
    "period": "规划期",
    "topic": "主题",
    "source": "来源",
    "metric": "指标",
    "status": "性质",
    "binding": "约束力",
    "change": "变化方式",
    "sector": "领域",
}

FIELD_NAMES: Mapping[str, str] = {
    "title": "标题",
    "kind": "类型",
    "level": "层级",
    "issuers": "发文机关",
    "document_number": "发文字号",
    "written_on": "成文日期",
    "published_on": "发布日期",
    "effective_on": "施行日期",
    "validity": "时效",
    "superseded_by": "替代文件",
    "source_name": "来源",
    "url": "原文网址",
    "regions": "地区",
    "periods": "规划期",
    "topics": "主题",
    "section": "栏目",
    "compilation": "所在汇编",
}


def label(group: str, code: str | None) -> str:
    """The word for `code` in `group`; the code itself where there is none, "" for None."""
    if code is None:
        return ""
    return LABELS.get(group, {}).get(code, code)
