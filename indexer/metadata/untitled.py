"""Names that are no titles, and what stands in for the title of a text that prints none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.metadata.lines import Line, is_body, is_furniture

__all__ = ["from_opening", "is_a_name"]

# What programs, scanners and download pages call a file: it says nothing about the text in it.
_GENERIC = re.compile(
    r"新建|新增|无标题|未命名|未标题|空白|文本文档|文字文稿|文稿|文档|文件|文章|正文|全文|原文|"
    r"公文|资料|材料|内容|附件|附录|终稿|定稿|初稿|草稿|修改稿|最终版?|打印版?|扫描件?|扫描全能王|"
    r"下载|详情页?|首页|网页|页面|政府信息公开|信息公开|微信|图片|截图|截屏|副本|复制|备份|工作表|版本|"
    r"microsoft|office|wps|word|excel|docx?|xlsx?|pdf|txt|html?|csv|sheet|document|untitled|"
    r"content|article|index|default|detail|show|view|info|file|page|post|news|download|download"
    r"|scan|image|img|copy|final|draft|new|temp|tmp|test",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{3,}(?![A-Za-z0-9])")
_ABSTRACT = re.compile(
    r"^\s*[【\[(（]?\s*(?:内容)?(?:摘\s*要|提\s*要|前\s*言|导\s*语|编者按)\s*[】\])）]?\s*[:：]?\s*"
)
_CLAUSE_END = re.compile(r"[。；;！？!?]|(?<=.{14})[，,：:]")
LONGEST, SHORTEST = 36, 6


def is_a_name(text: str) -> bool:
    """Whether a file or a container is named so that a reader learns what it is about.

    A number, a hash or 新建文档 (2) is no name; 广元规划 is, and so are two words of Latin letters.
    """
    bare = _GENERIC.sub(" ", text)
    return len(re.findall(r"[㐀-鿿]", bare)) >= 3 or len(_WORD.findall(bare)) >= 2


def from_opening(lines: Sequence[Line]) -> str | None:
    """The opening words of the text, in the square brackets of a supplied title; None: no text.

    Cataloguing rules put a title that the document does not print in square brackets.
    """
    wordy = (line.text for line in lines if not is_furniture(line.text))
    opening = next((text for text in wordy if is_body(text)), None)
    if opening is None:
        opening = next((line.text for line in lines if len(line.text) >= SHORTEST), None)
    if opening is None:
        return None
    words = _ABSTRACT.sub("", opening).strip()
    end = _CLAUSE_END.search(words)
    words = words[: end.start() if end and end.start() >= SHORTEST else LONGEST][:LONGEST]
    return f"［{words.strip()}……］" if words.strip() else None
