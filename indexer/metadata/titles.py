"""The title of a document: from its first lines, from what its container states, from its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from indexer.metadata.lines import (
    NUMBER,
    Line,
    date_of_line,
    is_body,
    is_furniture,
    is_heading_line,
    is_salutation,
    number_of_line,
    squeeze,
)
from indexer.metadata.organs import leading_organs, organs_of_line
from indexer.metadata.untitled import from_opening, is_a_name
from kb.models import Hint
from kb.vocab import forget_on_configure, lists

__all__ = ["Title", "file_stem", "find_title", "is_complete"]

_NOTICE_END = re.compile(
    r"(?<=的)(?:通知|意见|函|批复|通报|报告|公告|决定|请示)(?=各|有关|[^。]{2,90}:$)"
)
_NOTICE_TAIL = re.compile(r"^.{0,45}的(?:通知|公告|意见|函|决定|批复)$")
_ABOUT = re.compile(r"^(?:等?\S{0,6}部门)?\s*(?:关于|印发|批转|转发|发布)")
_DECREE = re.compile(r"^(?!.*关于).{2,24}(?:令|公告)(?:（.*）)?$")
_SENTENCE = re.compile(r"^(?:《[^》]{4,80}》(?:已|业|经)|现将《|经.{2,20}同意)")
_HANDS_ON = re.compile(
    r"^《(?P<before>[^》]{6,80})》.{0,140}现(?:予|将其)?(?:印发|公布|发布)|现将《(?P<after>[^》]{6,80})》(?:予以)?(?:印发|公布|发布)"
)
_FOOTMARK = re.compile(r"\s*(?:\[\d{1,3}\]|[①-⑳*＊])+$")
_SPEAKER = re.compile(
    r"(?<=[日号])\s*(?![^)）]*(?:通过|批准|修|布|施行|会|起|第|届|印发|实行))[一-龥·\s]{2,12}(?=[)）])"
)
_TRUSTED = (
    "printed_title",
    "article_head",
    "html_table",
    "csv_column",
    "sheet_title",
    "front_matter",
    "html_meta",
    "html_title",
)
_LOOSE = ("docx_properties", "pdf_info", "mail_header", "epub_properties")
_STEM_NUMBER = re.compile(r"^\s*(?:\d{1,4}\s*、|\d{1,4}\s*[._\-—]+(?=\s*\D)|[（(]\d{1,4}[)）])\s*")
_COPY = re.compile(r"(?:\s*[-_—]\s*副本|\(\d+\)|（\d+）|_\d{8,})+$")
LONGEST = 160
_SHORTEST = 8
_MOST_ISSUERS = 12


@dataclass(frozen=True, slots=True)
class Title:
    """`text` as shown, where it came from, and the head lines it took (first, past the last)."""

    text: str
    origin: str
    first: int = -1
    last: int = -1


def file_stem(name: str) -> str:
    """A source's own name: no folder, no archive, no last extension."""
    base = name.rsplit("!", 1)[-1].rsplit("/", 1)[-1]
    stem, dot, suffix = base.rpartition(".")
    return stem if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", suffix) else base


def _tidy(text: str) -> str:
    numbered = NUMBER.match(text)
    if numbered is not None and len(text) - numbered.end() > _SHORTEST:
        text = text[numbered.end() :]
    text = re.sub(r"^附\s*件\s*\d{0,2}\s*[:：]\s*(?=.{6})", "", text.strip())
    text = _FOOTMARK.sub("", _SPEAKER.sub("", text))
    head, about, rest = text.partition("关于")
    organs = leading_organs(head)[0] if about else []
    body = f"{re.sub(r'[ 　]+', ' ', head).strip()}{about}{squeeze(rest)}"
    text = body if len(organs) > 1 else squeeze(text)
    whole = re.fullmatch(r"《([^《》]+)》", text)
    text = whole.group(1) if whole else text
    marks = str.maketrans("():", "（）：")
    return text.translate(marks) if re.search(r"[一-龥]", text) else text


def _open_quote(text: str) -> bool:
    return text.count("《") > text.count("》")


def _wants_notice(taken: str) -> bool:
    """A title that says 关于 or 印发 and has not come to 的通知 yet."""
    named = re.search(r"的(?:通知|公告|意见|函|决定|批复)", squeeze(taken))
    return bool(re.search(r"关于|印发|转发|批转", taken)) and named is None


def _stops(line: Line, taken: str) -> bool:
    """Whether the title that `taken` is so far ends before this line."""
    text = line.text
    if taken and _open_quote(taken) and len(text) < 60:
        return False
    if taken and (squeeze(text) == squeeze(taken) or line.kind == "caption"):
        return True
    if _wants_notice(taken) and _NOTICE_TAIL.search(squeeze(text)):
        return False
    if is_furniture(text) or is_body(text) or is_salutation(text) or is_heading_line(text):
        return True
    if date_of_line(text) or number_of_line(text) or text.startswith("——"):
        return True
    bracket = re.fullmatch(r"[(（][^()（）]{2,40}[)）]", squeeze(text))
    if taken and bracket:
        part_of_title = re.search(r"\d{4}|试行|暂行|修订|草案|节选|摘", bracket.group())
        return not part_of_title or bool(re.search(r"通过|会议", bracket.group()))
    if taken and is_complete(taken):
        return True
    return bool(organs_of_line(text) and taken) and not (_ends_open(taken) or _only_organs(taken))


def _leads_jointly(lines: Sequence[Line], at: int) -> bool:
    """Several issuers, each in a line, of which the last is followed by 关于 in its own."""
    named: list[str] = []
    for line in lines[at : at + _MOST_ISSUERS]:
        organs, end = leading_organs(line.text)
        if not organs or set(organs) & set(named):
            return False  # a letterhead, repeated in the title
        named += organs
        if not organs_of_line(line.text):
            return len(named) > 1 and _ABOUT.match(line.text[end:]) is not None
    return False


def _ends_open(taken: str) -> bool:
    return taken.endswith(("关于", "印发", "转发", "批转", "和", "、"))


def _begins(lines: Sequence[Line], at: int) -> bool:
    """Whether a title may begin with this line."""
    line = lines[at]
    text = line.text
    if _cut(text) != text:
        return True
    if _stops(line, "") or len(text) < 4 or text.endswith("文件") or _SENTENCE.match(text):
        return False
    if organs_of_line(text):
        follows = lines[at + 1].text if at + 1 < len(lines) else ""
        return bool(_ABOUT.match(follows)) or _leads_jointly(lines, at)
    return bool(re.search(r"[一-龥]{3}", text))


def _cut(text: str) -> str:
    """A title that the salutation has run into, without it."""
    bare = squeeze(text)
    half = len(bare) // 2
    if half > 8 and bare[:half] == bare[half:]:
        return bare[:half]
    found = _NOTICE_END.search(bare)
    return bare[: found.end()] if found else text


def _joined(lines: Sequence[Line], at: int) -> Title | None:
    """The title that begins with line `at`, over as many lines as it is wrapped."""
    taken = _cut(lines[at].text)
    last = at + 1
    if taken == lines[at].text:
        issuers = 0
        while last < min(len(lines), at + issuers + 6) and not _stops(lines[last], taken):
            if _with_table_between(lines[last - 1], lines[last]):
                break
            if "关于" in lines[last].text and not _only_organs(taken):
                return None
            issuers += bool(organs_of_line(taken))
            joint = organs_of_line(taken) and leading_organs(lines[last].text)[0]
            taken += (" " if joint else "") + _cut(lines[last].text)
            last += 1
    return Title(_tidy(taken), "title_line", at, last) if len(taken) <= LONGEST else None


def _with_table_between(before: Line, after: Line) -> bool:
    """A caption and what stands behind its table, whose rows are not among the lines."""
    return before.kind == "caption" and after.number > before.number + 1


def _only_organs(text: str) -> bool:
    organs, end = leading_organs(text)
    passed_on = re.search(r"转发|批转|印发", text[end : end + 4])
    return bool(organs) and (end >= len(text.strip()) - 6 or bool(passed_on))


def _from_lines(lines: Sequence[Line]) -> Title | None:
    """The first lines that read as a title; one that is complete beats one that is not."""
    weak: Title | None = None
    for at in range(min(len(lines), 40)):
        if weak and is_heading_line(lines[at].text):
            break
        if _begins(lines, at):
            title = _joined(lines, at)
            if title and is_complete(title.text):
                return title
            if weak is None or _is_caption_of_sheet(lines, weak, at):
                weak = title
        elif is_body(lines[at].text) and not is_furniture(lines[at].text):
            break
    return weak or _from_headings(lines) or _after_note(lines)


def _is_caption_of_sheet(lines: Sequence[Line], heading: Title, at: int) -> bool:
    """A line over the table of a sheet, right below the sheet's name: it tells more than that."""
    if heading.last != at or lines[heading.first].kind != "heading":
        return False
    return lines[at].kind == "caption" and not lines[at].text.startswith(("图", "表", "附"))


def _after_note(lines: Sequence[Line]) -> Title | None:
    """A complete title with its date beneath, after a note that someone put before the text."""
    first = next((at for at, line in enumerate(lines[:3]) if is_body(line.text)), None)
    for at in range(first + 1, min(len(lines), first + 8)) if first is not None else ():
        title = _joined(lines, at) if _begins(lines, at) else None
        if title and is_complete(title.text) and title.last < len(lines):
            return title if date_of_line(lines[title.last].text) else None
    return None


def _from_headings(lines: Sequence[Line]) -> Title | None:
    """A heading that reads as a title, on a page that opens with an abstract."""
    for at, line in enumerate(lines[:12]):
        complete = line.kind == "heading" and is_complete(line.text)
        if complete and len(line.text) > 10 and not is_heading_line(line.text):
            return Title(_tidy(line.text), "heading", at, at + 1)
    return None


def _announced(lines: Sequence[Line]) -> Title | None:
    """The name of the document that a notice without a title line hands on: 《…》已经…，现印发."""
    for at, line in enumerate(lines[:8]):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        found = _HANDS_ON.search(line.text) or _HANDS_ON.search(line.text + following)
        if found:
            return Title(_tidy(found["before"] or found["after"]), "text")
    return None


def _named_by_file(lines: Sequence[Line], stem: str) -> Title | None:
    """The file's name, where the text prints it as a line or as lines in a row."""
    wanted = _bare(stem)
    if len(wanted) < 6:
        return None
    for at in range(min(len(lines), 40)):
        taken = ""
        for last in range(at, min(len(lines), at + 4)):
            taken += _bare(lines[last].text)
            if taken == wanted:
                text = "".join(line.text for line in lines[at : last + 1])
                return Title(_tidy(text), "title_line", at, last + 1)
            if not wanted.startswith(taken):
                break
    return None


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", squeeze(text))


@cache
def _complete() -> re.Pattern[str]:
    ends = lists.any_of("titles.yaml", "documents", "writings")
    return re.compile(
        rf"(?:{ends})[”’》〉\"]?(?:[\d一二三四五六七八九十]+(?:条|项))?"
        r"(?:\([^()]{2,40}\)|（[^（）]{2,40}）|\[\d+\])*$"
    )


forget_on_configure(_complete.cache_clear)


def is_complete(text: str) -> bool:
    """Whether a line ends as titles end: with the word for a kind of document."""
    return _complete().search(squeeze(text)) is not None


def clean_stem(name: str) -> str:
    """The file's name without list number, copy marks and underscores."""
    stem = _COPY.sub("", _STEM_NUMBER.sub("", file_stem(name)))
    return re.sub(r"[_\s]+", " ", stem).strip()


def find_title(
    lines: Sequence[Line], hints: Sequence[Hint], name: str, *, scanned: bool = False
) -> Title:
    """The title and its origin; where neither text nor container gives one, the file's name, and
    the opening words where that is no name.

    `scanned`: the text may hold wrong characters; a file name that agrees with it is better.
    """
    stated = {hint.origin: hint.value for hint in hints if hint.field == "title" and hint.value}
    for origin in _TRUSTED:
        told = stated.get(origin, "")
        if len(re.findall(r"[一-龥A-Za-z]", told)) >= 4 and is_a_name(told):
            return Title(_tidy(told), origin)
    stem = clean_stem(name)
    by_name = _named_by_file(lines, stem)
    if by_name:
        return by_name
    by_lines = _from_lines(lines)
    if by_lines and _DECREE.search(by_lines.text) and (named := _announced(lines)):
        return named
    if by_lines and scanned and len(stem) >= 8 and _bare(stem) in _bare(by_lines.text):
        return Title(stem, "file_name", by_lines.first, by_lines.last)
    if by_lines:
        return by_lines
    if announced := _announced(lines):
        return announced
    for origin in _LOOSE:
        told = stated.get(origin, "")
        if len(re.findall(r"[一-龥]", told)) >= 4 and is_a_name(told):
            return Title(_tidy(told), origin)
    return _supplied(lines, stem, name)


def _supplied(lines: Sequence[Line], stem: str, name: str) -> Title:
    """The file's name where it is one; the opening words of a text that no one has named."""
    opening = None if is_a_name(stem) else from_opening(lines)
    return Title(opening, "opening") if opening else Title(stem or name, "file_name")
