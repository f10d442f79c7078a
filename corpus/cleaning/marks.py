"""How lines begin and end: sentence ends, heading and list markers, brackets left open."""

from __future__ import annotations

import re

__all__ = [
    "CAPTION",
    "ITEM_MARK",
    "MARK",
    "SECTION",
    "begins_with_label",
    "ends_open",
    "ends_sentence",
    "ends_soft",
    "has_open_bracket",
    "is_head_line",
    "is_label",
    "is_mark",
    "stands_alone",
    "starts_block",
    "starts_imprint",
    "width",
]

_DIGITS = "一二三四五六七八九十百零〇"
SECTION_MARK = (
    rf"第[{_DIGITS}\d]+[编篇章节条部分卷]|(?![百零〇])[{_DIGITS}]+、|[（(][{_DIGITS}]+[)）]"
)
ITEM_MARK = r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|\d{1,2}[)）]|[①-⑳]|[-•●■◆▪·]\s"
CAPTION_MARK = r"(?:附?表|附?图|专栏|附件|附录)\s*(?:[\d一二三四五六七八九十]+|[:：])"
MARK = re.compile(rf"(?:{SECTION_MARK}|{ITEM_MARK}|{CAPTION_MARK}|[【〖])")
"""A heading, list item or caption begins here."""
SECTION = re.compile(SECTION_MARK)
"""A numbered heading begins here, or a paragraph with its number."""
CAPTION = re.compile(
    r"(?:附?表|专栏|附图|图)\s*[\d一二三四五六七八九十]+(?:[-－—.．]\d+)*(?![\d年月])"
)

_ENDS = "。！？!?；;：:…"
_CLOSERS = "”’」』）)】》〉\"'〕]"
# What closes it, and how far back it may have been opened: lists of offices are long.
_OPENERS = {
    "《": ("》", 80),
    "“": ("”", 80),
    "「": ("」", 80),
    "（": ("）", 300),
    "〔": ("〕", 300),
    "(": (")", 80),
}
_OPEN_TAIL = re.compile(
    r"[，、,（(《“‘〔]$|.[·\-—第和与及或的]$|(?:达到|[高升低降加少展]到|控制在|[低多少高]于|不超过|包括)$"
)


_IMPRINT = ("抄送：", "抄送:", "抄报：", "主送：", "分送：")
_HEAD_LINE = re.compile(
    r"(?:发布|发表|发文|成文|公开|印发)?(?:日期|时间)\s*[:：]\s*[12].{6,60}|来源\s*[:：].{1,40}"
)
_LABEL = re.compile(r"(?:来源|信息来源|(?:发布|发表|更新)?(?:时间|日期)|作者)[:：]")
_HEAD_STARTS = frozenset("发成公印日时来")
_ALONE_ENDS = frozenset("】〗号)）日月录次开布发")
_ALONE = re.compile(
    r"[【〖][\u4e00-\u9fff]{2,12}[】〗]"
    r"|[（(]此件.{2,12}[)）]|[（(]?(?:信息)?公开(?:方式|选项|属性|类别)\s*[:：].{2,8}[)）]?"
    r"|[（(]?[\u4e00-\u9fff]{1,12}\s*[〔\[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*(?:第\s*)?\d{1,5}\s*号[)）]?"
    r"|[12]\d{3}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|目\s*[录次]"
    r"|[\u4e00-\u9fff、 ]{3,40}\s[12]\d{3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发"
    r"|[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"
)


def stands_alone(text: str) -> bool:
    """Whether a whole line is a section's name, a date, a document number or an article's head."""
    if not text or len(text) > 80:
        return False
    if text[-1] in _ALONE_ENDS and _ALONE.fullmatch(text):
        return True
    return is_head_line(text)


def is_label(text: str) -> bool:
    """Whether a line is only the label of an article's date or source, its value to follow."""
    return len(text) <= 8 and text[-1:] in ":：" and _LABEL.fullmatch(text) is not None


def begins_with_label(text: str) -> bool:
    """Whether a line begins with the label of an article's date or source."""
    return _LABEL.match(text.lstrip()) is not None


def is_head_line(text: str) -> bool:
    """Whether a whole line states the date or source of the article whose title is above it."""
    if text[:1] not in _HEAD_STARTS or len(text) > 80:
        return False
    return _HEAD_LINE.fullmatch(text) is not None


def width(text: str) -> float:
    """Display width in full-width characters."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


def ends_sentence(text: str) -> bool:
    """Whether it ends as a sentence or clause does."""
    if not text:
        return True
    if text[-1] in _ENDS:
        return True
    if text[-1] in ".．":  # some texts end Chinese sentences with a Latin full stop
        return "\u4e00" <= text[-2:-1] <= "\u9fff"
    if text[-1] not in _CLOSERS:
        return False
    return text.rstrip(_CLOSERS)[-1:] in _ENDS


def ends_soft(text: str) -> bool:
    """Whether it ends in a closing bracket or quote, which may or may not end a paragraph."""
    return text[-1:] in _CLOSERS


def ends_open(text: str) -> bool:
    """Whether it cannot be the end of anything."""
    return _OPEN_TAIL.search(text) is not None


def has_open_bracket(text: str) -> bool:
    """Whether a bracket or quotation that was opened not far back is not yet closed."""
    for opener, (closer, reach) in _OPENERS.items():
        if text.rfind(opener, -reach) >= 0:
            tail = text[-reach:]
            if tail.count(opener) > tail.count(closer):
                return True
    return False


def is_mark(text: str) -> bool:
    """Whether a line is only the number of a heading, such as （五） or 第三章."""
    return len(text) <= 8 and SECTION.fullmatch(text) is not None


def starts_block(text: str) -> bool:
    """Whether it begins with the marker of a heading, a list item or a caption."""
    return MARK.match(text) is not None


def starts_imprint(text: str) -> bool:
    """Whether it begins the list of those who get a copy, which ends a document."""
    return text.startswith(_IMPRINT)
