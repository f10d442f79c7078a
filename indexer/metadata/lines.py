"""The lines at the head and the tail of a document, and what kind of line each is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.metadata.organs import organs_of_line
from kb.chars import CharTable
from kb.dates import find_dates
from kb.models import CleanText

__all__ = [
    "Line",
    "date_of_line",
    "head_lines",
    "is_body",
    "is_furniture",
    "is_heading_line",
    "is_salutation",
    "number_of_line",
    "short_lines",
    "squeeze",
    "tail_lines",
]

HEAD, TAIL = 70, 40  # blocks looked at
_WIDE = CharTable(
    str.maketrans("０１２３４５６７８９（）［］：﹝﹞＂«»\u3164", '0123456789()[]:〔〕"《》 ')
)
_BLANKS = re.compile(r"\s+")
_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9.,;:)])\s+(?=[A-Za-z(])")
NUMBER = re.compile(
    r"(?P<word>[一-龥]{1,14}(?:[A-Za-z]{0,3}))\s*"
    r"[〔\[【(﹝〈\{〕]\s*(?P<year>(?:19|20)\s*\d\s*\d)\s*年?\s*[〕\]】)﹞〉\}〔]\s*"
    r"(?:第\s*)?(?P<no>\d[\d\s]{0,6})\s*号"
)
# As read from scans too: (2022J 66, without 号.
_LOOSE_NUMBER = re.compile(
    r"(?P<word>[一-龥]{2,12})\s*[〔\[【(（﹝〈]\s*(?:19|2\s*0)\s*\d\s*\d\s*[〕\]】)）﹞〉Jj]\s*"
    r"(?:第\s*)?(?:\d[\d\s]{0,4}(?:\s*号)?|(?=[一-龥]))"
)
# A title that the first sentence has run into.
_RUN_ON = re.compile(
    r"[^。；]{6,70}?(?:意见|方案|规划|办法|措施|决定|计划|细则|规定)"
    r"(?=为(?:了|深入|认真|全面|加快|推动|进一步|贯彻)|(?:根据|按照)《)"
)
# A title with the date or the meeting that adopted it in brackets behind it.
_NOTED = re.compile(
    r"^([^。]{6,100}?)\s*(\([^()]{0,4}\d{4}\s*年\s*\d+\s*月\s*\d+\s*日[^()]{0,60}\))$"
)
_TITLE_END = re.compile(
    r"(?:规划|纲要|方案|计划|办法|意见|报告|公报|措施)(?:\(.{2,20}?\))?\s*(?=[一-龥])"
)
_NAMED_END = re.compile(r"的(?:通知|意见|公告|决定|报告|函|批复|通报)$")
_SPLIT_DATE = re.compile(r"\d{4}\s*年\s*(?:\d{1,2}\s*(?:月\s*(?:\d{1,2})?)?)?$")
_DATE_REST = re.compile(r"^(?:\d{1,2}\s*[月日]|[月日])")
# A note such as “——2024年1月5日在某市” / “第五届人民代表大会第三次会议上”, wrapped.
_SPLIT_NOTE = re.compile(
    r"^[—–―\-(]{0,3}\s*\S{4}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日\s*[在于](?!.*会议)[^，。]{2,30}$"
)
_NOTE_REST = re.compile(r"^[^，。]{2,34}会议[^，。]{0,4}$")
_ORDER = re.compile(
    r"(?P<word>[一-龥]{0,24}(?:令|公告))\s*[(（]?\s*(?P<year>(?:19|20)\d\d\s*年)?\s*第\s*"
    r"(?P<no>[\d一二三四五六七八九十百零〇]{1,6})\s*号\s*[)）]?"
)
_FURNITURE = re.compile(
    r"^(?:[(（]?此?件?(?:主动|依申请|社会|不予)?公开(?:发布)?[)）]?|目\s*录?|录|附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]?|[IVXivx]+|"
    r"[—\-－\s\d·.]+|>|首页|当前位置.*|政府信息公开|信息公开|来源[:：].*|时间[:：]?.*|(?:发布|公开|更新|发文|印发|公布)(?:日期|时间)[:：].*|字号[:：].*|字体[:：].*|打印.*|分享.*|浏览.*|索\s*引\s*号.*|"
    r"主题分类.*|发文机关[:：]?.*|成文日期[:：]?.*|发布日期[:：]?.*|有效性[:：]?.*|[(（]?(?:计量)?单位[:：].*|[(（]?本文有删减[)）]?|[(（]征求意见稿[)）]|新华社.{0,12}电|"
    r"ICS.{0,40}|CCS.{0,20}|[A-Z]{2,4}/?T?\s?[\dX\-—]+|.{0,16}(?:行业|国家|地方|团体)标准|(?:特急|急件|加急|秘密|机密|绝密).{0,6})$"
)
_SALUTATION = re.compile(r"^.{2,}[:：]$|^各位代表")
_HEADING = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百\d]+\s*[编篇章节条]|[一二三四五六七八九十]{1,3}\s*[、.．]|"
    r"[(（][一二三四五六七八九十]{1,3}[)）]|前\s*言$|序\s*言$|引\s*言$|目\s*录$|总\s*则$)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the head or tail. `text`: folded and without idle blanks."""

    text: str
    number: int
    start: int
    kind: str
    page: int | None


def squeeze(text: str) -> str:
    """The text with narrow digits and brackets, and blanks kept only between Latin words."""
    text = _WIDE.over(text).strip()
    kept = _LATIN_GAP.sub("\x00", text)
    return _BLANKS.sub("", kept).replace("\x00", " ")


def _spaced(text: str) -> str:
    """Narrow digits and brackets; runs of blanks become one."""
    return _BLANKS.sub(" ", _WIDE.over(text)).strip()


def _lines(text: CleanText, first: int, last: int) -> list[Line]:
    made = []
    for number in range(first, last):
        block = text.blocks[number]
        if block.kind in {"table_row", "footnote"}:
            continue
        body = _spaced(text.text[block.start : min(block.end, block.start + 260)])
        made.append(Line(body, number, block.start, block.kind, block.page))
    return made


def head_lines(text: CleanText) -> list[Line]:
    """The first blocks that are no table rows; what the layout has run together is cut apart."""
    made: list[Line] = []
    for line in _respelled(_lines(text, 0, min(HEAD, len(text.blocks)))):
        pieces = _pieces(line.text) if len(made) < 14 else [line.text]
        whole = len(pieces) == 1 and pieces[0] == line.text
        made += [line] if whole else [replace(line, text=piece) for piece in pieces]
    return made


def _respelled(lines: list[Line]) -> list[Line]:
    """Letters set one to a line (a spaced letterhead), cut dates and cut notes joined again."""
    made: list[Line] = []
    spelled = False
    for line in lines:
        single = len(line.text) == 1 and "㐀" <= line.text <= "鿿"
        before = made[-1].text if made else ""
        cut_date = _SPLIT_DATE.search(before) and _DATE_REST.match(line.text)
        cut_note = _SPLIT_NOTE.match(before) and _NOTE_REST.match(line.text)
        if cut_date or cut_note or (single and spelled):
            made[-1] = replace(made[-1], text=made[-1].text + line.text)
        else:
            made.append(line)
        spelled = single
    return made


def _pieces(text: str) -> list[str]:
    """A letterhead, number, title and signature that stand in one line, one by one."""
    found = _LOOSE_NUMBER.search(text[:80])
    if found and not re.search(r"[《，,。]|根据|按照|关于", text[: found.start()]):
        rest = text[found.end() :].strip(" )）")
        rest = re.sub(r"^签\s*发\s*人.*", "", rest)
        if rest.startswith(("关于", "印发")) or "关于" in rest[:50] or not rest:
            before = re.sub(r"发?文?字?号\s*[:：]$", "", text[: found.start("word")].strip(" (（"))
            number = text[found.start("word") : found.end()]
            return [piece for piece in (before, number, rest) if piece]
    run = _RUN_ON.match(text)
    if run:
        return [text[: run.end()], text[run.end() :]]
    noted = _NOTED.match(text)
    if noted:
        return [noted.group(1), noted.group(2)]
    for end in _TITLE_END.finditer(text) if len(text) < 80 else ():
        if organs_of_line(text[end.end() :]):
            return [text[: end.end()], text[end.end() :]]
    return [text]


def tail_lines(text: CleanText) -> list[Line]:
    """The last blocks that are no table rows, in reading order."""
    flow = len(text.blocks)
    while flow and text.blocks[flow - 1].kind == "footnote":
        flow -= 1
    return _respelled(_lines(text, max(0, flow - TAIL), flow))


def short_lines(text: CleanText) -> list[Line]:
    """Every short block but headings, list items and table rows: where a signature can stand."""
    made = []
    for number, block in enumerate(text.blocks):
        if block.end - block.start < 60 and block.kind == "paragraph":
            body = _spaced(text.text[block.start : block.end])
            made.append(Line(body, number, block.start, block.kind, block.page))
    return made


def is_furniture(line: str) -> bool:
    """Page furniture, marks of publication, 附件, 目录: never a title."""
    return bool(_FURNITURE.match(line)) or len(line) < 2


def is_salutation(line: str) -> bool:
    """Whom a notice is addressed to."""
    return bool(_SALUTATION.match(line))


def is_heading_line(line: str) -> bool:
    """A heading by its number."""
    return bool(_HEADING.match(line))


def is_body(line: str) -> bool:
    """A sentence of the text proper."""
    if "。" not in line and _NAMED_END.search(line):
        return False
    return len(line) > 75 or (line.endswith(("。", "；", "，", ",")) and len(line) > 12)


def date_of_line(line: str) -> str | None:
    """The date of a line that holds nothing else (brackets aside); at least a month."""
    if not 6 <= len(line) <= 40:
        return None
    bare = line.strip("()（） —-")
    found = find_dates(bare)
    if len(found) == 1 and len(found[0].value) > 4:
        rest = bare[: found[0].start] + bare[found[0].end :]
        return found[0].value if len(rest.strip()) <= 1 else None
    return None


def number_of_line(line: str) -> str | None:
    """The document number of a line that holds nothing else."""
    bare = re.sub(r"^\s*(?:发?文(?:字)?号\s*[:：])?", "", line).strip("()（） ")
    found = NUMBER.fullmatch(bare)
    if found:
        return canonical_number(found)
    order = _ORDER.fullmatch(bare)
    return "".join(bare.split()) if order and order["word"] else None


def canonical_number(found: re.Match[str]) -> str:
    """国发〔2021〕23号: the usual brackets, no blanks, no 第."""
    year = "".join(found["year"].split())
    return f"{found['word']}〔{year}〕{''.join(found['no'].split())}号"
