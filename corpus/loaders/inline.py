"""Inline Markdown and stray HTML: taken out, its words kept."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.loaders.decorations import is_decoration
from corpus.loaders.protocol import MARK_CLOSE, MARK_OPEN, RawItem
from kb.models import ReadingNote

__all__ = ["POWER", "RAISED", "Images", "fraction", "plain_inline", "superscript"]

RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
"""Raised digits keep their form behind a digit: 10⁴ must not become 104."""
POWER = re.compile(r"[-−]?\d+")

_SUM = re.compile(r".[-+−－＋×÷]")
_SPECIAL = re.compile(r"[*_\[\]<`!&\\~]")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(src|width|height|style)\s*=\s*[\"']?((?<=[\"'])[^\"']*|[^\s\"'>]+)", re.IGNORECASE
)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_AUTO_LINK = re.compile(r"<((?:https?|mailto):[^>\s]+)>")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
_SUP = re.compile(r"<sup[^>]*>(.*?)</sup>", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\s*[\[(（〔]?\s*(?:\d{1,3}|[①-⑳㉑-㉟]|\*+)\s*[\])）〕]?\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRUCK = re.compile(r"<(del|s|strike)\b[^>]*>.*?</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.*?-->")
_STRONG = re.compile(
    r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![A-Za-z0-9])__(?=\S)(.+?)(?<=\S)__(?![A-Za-z0-9])"
)
_EMPHASIS = re.compile(
    r"(?<![A-Za-z0-9*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![A-Za-z0-9*])"
    r"|(?<![A-Za-z0-9_\\])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![A-Za-z0-9_])"
)
_CODE = re.compile(r"`([^`\n]+)`")
_STRIKE = re.compile(r"(?<![\d~])~~(?=\S)[^~]+(?<=\S)~~(?!~)")  # 10~~20 is a range
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")


@dataclass(slots=True)
class Images:
    """Images seen in a text: they may hold a table or words that are not read."""

    items: Sequence[RawItem] = ()
    """Where the text around them goes, which tells their place."""
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Remember an image that stands here."""
        self.found.append((len(self.items), name))

    def notes(self) -> list[tuple[int, ReadingNote]]:
        """One note for each image, and before which item it stands."""
        what = "正文中的图片未读取，可能含有表格或文字："
        return [
            (place, ReadingNote("image", what + (name or "（无名称）")))
            for place, name in self.found
        ]


def plain_inline(text: str, images: Images) -> str:
    """A line without markup; images are noted, footnote marks kept in their brackets."""
    if not _SPECIAL.search(text):
        return text
    if "](" in text:
        text = _take_links(text, images)
    if "[^" in text:
        text = _FOOTNOTE.sub(rf"{MARK_OPEN}\1{MARK_CLOSE}", text)
    if "<" in text:
        text = _take_tags(text, images)
    if "*" in text or "_" in text:
        text = _STRONG.sub(_inner, text)
        text = _EMPHASIS.sub(_inner, text).replace("**", "")
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "~~" in text:
        text = _STRIKE.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return html.unescape(text) if "&" in text else text


def _inner(found: re.Match[str]) -> str:
    return found[1] or found[2] or ""


def _take_links(text: str, images: Images) -> str:
    def image(found: re.Match[str]) -> str:
        source = found[2].split(" ")[0]
        if not is_decoration(source):
            images.add(source.rsplit("/", 1)[-1] or found[1])
        return ""

    return _LINK.sub(r"\1", _IMAGE.sub(image, text))


def _take_tags(text: str, images: Images) -> str:
    def image(found: re.Match[str]) -> str:
        said = {name.lower(): value for name, value in _ATTRIBUTE.findall(found[0])}
        source = said.get("src", "")
        sides = {"width": said.get("width"), "height": said.get("height")}
        if not is_decoration(source, **sides, style=said.get("style", "")):
            images.add(source.rsplit("/", 1)[-1])
        return ""

    text = _STRUCK.sub("", _HTML_IMAGE.sub(image, text))
    text = _SUP.sub(
        lambda m: superscript(text[m.start() - 1 : m.start()], _TAG.sub("", m[1])), text
    )
    text = _AUTO_LINK.sub(r"\1", text)
    return _TAG.sub("", _BREAK.sub("\n", text))


def superscript(before: str, content: str) -> str:
    """Superscript text in line: a footnote mark in its brackets, or a power such as m³ as it is.

    `before`: the character it hangs on. After a Latin letter or a digit a bare number is a power.
    """
    if before.isdigit() and POWER.fullmatch(content.strip()):
        return content.strip().translate(RAISED)
    if not _NOTE_MARK.fullmatch(content):
        return content
    if content.strip().isdecimal() and before.isascii() and before.isalnum():
        return content
    return f"{MARK_OPEN}{content}{MARK_CLOSE}"


def fraction(before: str, over: str, under: str) -> str:
    """A fraction in one line: sums in brackets, and all of it behind a figure, for 2⅕ is not 21/5.

    `before`: the character before it.
    """
    sides = (f"（{side}）" if _SUM.search(side) else side for side in (over, under))
    text = "/".join(sides)
    return f"（{text}）" if before.isdigit() else text
