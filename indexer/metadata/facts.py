"""Issuers, document number, dates and validity of one document, each with its origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from indexer.metadata.lines import NUMBER, canonical_number, number_of_line, squeeze
from indexer.metadata.organs import leading_organs, organ_at
from indexer.metadata.zones import Zones, congress_of
from kb.dates import find_dates, parse_date
from kb.models import CleanText
from kb.vocab import lists
from kb.vocab.issuers import resolve, split

__all__ = ["Facts", "facts_of", "notice_organs"]

_ISSUES = re.compile(
    r"^(?:等\S{0,8})?\s*(?:关于|印发|批转|转发|发布|办公室关于|令|公告|公布|决定|就)"
)
_REPORTS = re.compile(r"\s*(?:政府)?工作报告\s*(?:[(（].*)?")
"""What stands in a title behind the organ that reports: 2015年石家庄市人民政府工作报告."""
_OF_YEAR = re.compile(r"(?:19|20)\d\d\s*年度?\s*")
_SPOKEN = re.compile(
    r"(?:会议|大会|全会)\s*(?:\(.{0,12}\))?上|[^，。]{0,30}(?:会议|大会)[)）]?$|作(?:的)?报告"
)
_WRAPPED_NOTE = re.compile(
    r"[—–―\-]{1,2}\s*[^—–―\-,，。]{8,16}日\s*[在于][^。]{2,40}(?:届|次|市|省|县)$"
)
_ADOPTED = re.compile(r"(?:通过|批准)(?=[)）\s,，;；]|根据|决议|决定|$)")
_BEHALF = re.compile(
    r"(?<!人民)代表(?!大会)\s*(?P<organ>[一-龥]{0,16}?(?:人民政府|国务院|政府|常务委员会|常委会))"
)
_EFFECT = re.compile(r"自(?P<when>[^，。；、《》]{4,24}?)(?:起|开始)(?:施行|实施|执行|生效|试行)")
_FROM_ISSUE = re.compile(r"(?:印发|发布|公布|发文|下发)之日")
_DECREE = re.compile(
    r"(?P<date>\d{4}\s*年\s*\d+\s*月\s*\d+\s*日)\s*(?P<organ>[一-龥]{2,24}?)令\s*第?\s*(?P<no>\d+)\s*号\s*(?:公布|发布)"
)
_ORDER_LINE = re.compile(r"^(?P<organ>[一-龥]{3,30}?)(?P<form>令|公告)$")
_ORDER_NO = re.compile(
    r"^[(（]?\s*(?P<year>(?:19|20)\d\d\s*年|〔[^〕]{1,8}〕)?\s*第?\s*"
    r"(?P<no>[\d一二三四五六七八九十百零〇]{1,6})\s*号\s*[)）]?$"
)
_QUOTED = re.compile(r"《([^《》]{4,60})》")
_PUTS_OUT = re.compile(
    r"(?:近日|日前|已|正式|联合|研究|会同有关部门){0,3}(?:印发|发布|出台|公布|下发|制定|发表)(?:实施)?了?《(?P<name>[^《》]{4,60})》"
)
_REPEALED = re.compile(
    r"[(（【\[](?:本?文?件?已?(?:废止|失效|作废))[)）】\]]|(?:本|此)(?:文件|办法|规定)已(?:经)?(?:废止|失效)"
)
_AMENDED = re.compile(
    r"根据\s*\d{4}年.{4,80}?(?:修正|修订|修改)|\d{4}年\d+月\d+日.{0,40}(?:修正|修订)"
)
_SUPERSEDED = re.compile(
    r"(?:本|此)(?:文件|办法|规定|通知|规划)?(?:已)?(?:被|由)(?P<by>《[^》]{4,80}》)[^。]{0,12}(?:替代|代替|取代)"
)
_WIRE = re.compile(
    r"(?:新华社|中新社)[一-龥]{0,6}?(?P<date>(?:19|20)\d\d\s*年\s*\d+\s*月\s*\d+\s*日)\s*电"
)


@dataclass(slots=True)
class Facts:
    """What the document says about itself; None and empty: it does not say."""

    issuers: tuple[str, ...] = ()
    number: str | None = None
    written: str | None = None
    published: str | None = None
    effective: str | None = None
    validity: str = "unknown"
    superseded_by: str | None = None
    origins: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, origin: str) -> None:
        """Set an empty field; the first origin wins."""
        current = getattr(self, name)
        if value and (not current or current == "unknown"):
            setattr(self, name, value)
            self.origins[name] = origin


def _hint(text: CleanText, name: str) -> tuple[str, str] | None:
    return next(((h.value, h.origin) for h in text.hints if h.field == name and h.value), None)


def title_organs(title: str) -> tuple[list[str], bool]:
    """The organs that a title opens with as its issuers; whether more are hinted at (等部门)."""
    organs, end = leading_organs(title)
    rest = title[end:].strip()
    if not organs or not (_ISSUES.match(rest) or re.search(r"(?:通知|公告|通告|意见|批复)$", rest)):
        return [], False
    return organs, rest.startswith("等")


def _reporting_organs(title: str) -> list[str]:
    """The organ that a work report names in its title; the year may stand before it or behind."""
    year = _OF_YEAR.match(title)
    named = title[year.end() :] if year else title
    organs, end = leading_organs(named)
    year = _OF_YEAR.match(named, end)
    return organs if _REPORTS.fullmatch(named, year.end() if year else end) else []


def notice_organs(zones: Zones) -> tuple[list[str], bool]:
    """The organs of the title, or of the notice's title where a plan has given its own."""
    organs, more = title_organs(zones.title.text)
    for line in zones.head[: max(zones.title.last, 0)]:
        if not organs and re.search(r"关于|印发", line.text):
            organs, more = title_organs(line.text)
    return organs, more


def _assembly(zones: Zones) -> list[str]:
    """The congress that adopted a law or a plan, from the note beneath its title."""
    for line in zones.head[:12]:
        congress = congress_of(line.text) if _ADOPTED.search(line.text) else None
        if congress:
            return [f"{congress.place}人民代表大会{'常务委员会' if congress.standing else ''}"]
    return []


def _speaker_organ(zones: Zones, within: str | None) -> list[str]:
    """For whom a report is given: 我代表市人民政府 …, or the congress it is given to."""
    if "工作报告" not in zones.title.text:
        return []
    for line in zones.head[:14]:
        found = _BEHALF.search(line.text)
        organ = re.sub(r"第?[一二三四五六七八九十]+届", "", found["organ"]) if found else ""
        if re.fullmatch(r"[一-龥]{0,14}?(?:人民政府|国务院)", organ):
            return [resolve(organ, within=within)]
    for line in zones.head[:8]:
        congress = congress_of(line.text)
        if congress and congress.place != "全国":
            return [resolve(f"{congress.place}人民政府", within=within)]
    return []


def _announced(text: CleanText, zones: Zones) -> list[str]:
    """Who put out the document that a report or page is about: 甲局印发《…》."""
    named = {name for name in _QUOTED.findall(zones.title.text)} | {zones.title.text}
    for block in text.blocks[:8]:
        body = "".join(text.text[block.start : block.end][:300].split())
        for found in _PUTS_OUT.finditer(body):
            if not any(found["name"] in name or name in found["name"] for name in named):
                continue
            before = body[: found.start()]
            for start in range(max(0, len(before) - 60), len(before)):
                organs, end = leading_organs(before[start:])
                if organs and start + end == len(before):
                    return organs
    return []


def _announced_number(text: CleanText, zones: Zones) -> str | None:
    """The number printed right behind the name of the document that a title announces."""
    if not re.search(r"印发|出台|发布|公布|下发", zones.title.text):
        return None
    for name in _QUOTED.findall(zones.title.text):
        for block in text.blocks[:6]:
            body = text.text[block.start : min(block.end, block.start + 400)]
            at = body.find(name)
            found = NUMBER.search(body, at) if at >= 0 else None
            if found and re.fullmatch(
                r"[〉》]{0,2}的?(?:通知)?[〉》]?\s*[（(]", body[at + len(name) : found.start()]
            ):
                return canonical_number(found)
    return None


def _party_congress(zones: Zones) -> list[str]:
    """The central committee for which a report to a party congress is given."""
    found = re.search(
        r"代表(?:中国共产党|党的)?(第?[一二三四五六七八九十]+届中央委员会)", zones.title.text
    )
    return [f"中国共产党第{found.group(1).removeprefix('第')}"] if found else []


def _imprint_organ(zones: Zones) -> list[str]:
    """The organ whose office printed the document (版记 of a red-headed document)."""
    organs = zones.imprint.organs if zones.imprint else ()
    return [re.sub(r"办公[厅室]$", "", organ) or organ for organ in organs]


def _fill_issuers(facts: Facts, text: CleanText, zones: Zones, within: str | None) -> None:
    stated = _hint(text, "issuer")
    organs, more = notice_organs(zones)
    signed = list(zones.signature.organs) if zones.signature else []
    full = [resolve(name, within=within) for name in organs]
    options: list[tuple[Sequence[str], str]] = []
    if stated:
        options.append((split(stated[0]), stated[1]))
    joined: tuple[tuple[Sequence[str], str], ...] = (
        (signed, "signature"),
        (zones.letterhead, "letterhead"),
    )
    for names, origin in joined:
        joint = [resolve(name, within=within) for name in names]
        if organs and full[0] in joint and (more or len(joint) > len(full)):
            options.append((names, origin))
    options += [
        (organs, "title" if title_organs(zones.title.text)[0] else "notice_line"),
        (_reporting_organs(zones.title.text), "title"),
        (signed, "signature"),
        (zones.letterhead, "letterhead"),
        (zones.cover, "cover"),
        (_speaker_organ(zones, within), "speech"),
        (_assembly(zones), "title_note"),
        (_party_congress(zones), "title"),
        (_announced(text, zones), "text"),
        (_imprint_organ(zones), "imprint"),
    ]
    for names, origin in options:
        resolved = tuple(dict.fromkeys(resolve(name, within=within) for name in names))
        facts.put("issuers", resolved, origin)


def _own_number(zones: Zones) -> tuple[str, str] | None:
    for line in zones.opening:
        number = number_of_line(line.text)
        if number:
            return number, "number_line"
        found = list(NUMBER.finditer(line.text))
        if found and line.text[found[-1].end() :].strip(") ）签发人:：") == "":
            before = line.text[: found[-1].start()].strip(" (（")
            if organ_at(before) and not re.search(r"[《》，,。]|根据|按照", before):
                return canonical_number(found[-1]), "letterhead"
    for line in zones.opening[:3]:
        joined = re.match(
            rf"(?:.{{2,24}}?文件)?\s*(?:{NUMBER.pattern})(?=\s*[一-龥]{{2,}}.*(?:关于|规划|方案|意见|办法))",
            line.text,
        )
        if joined:
            return canonical_number(joined), "letterhead"
    return None


def _note_date(zones: Zones) -> tuple[str, str] | None:
    """The date in the note at the title: (2023年1月3日在…会议上), (1982年12月10日…通过)."""
    lines = [zones.title.text, *(line.text for line in zones.head[:12])]
    for text in lines:
        alone = re.fullmatch(r"[(（]\s*([^()（）]{8,16}日)(?:\s+[一-龥·\s]{2,14})?\s*[)）]", text)
        ending = re.search(r"[(（](\d{4}年\d{1,2}月\d{1,2}日)[)）]$", text)
        spoken = ending or re.search(
            r"[—–―\-]\s*([^—–―\-,，。]{8,16}日)\s*[在于].{4,40}(?:会议|大会)上", text
        )
        alone = alone or spoken
        if alone and (value := parse_date(alone.group(1))):
            return value, "title_note"
        found = [date for date in find_dates(text[:60]) if len(date.value) == 10]
        note = text.startswith("(")
        if not found or found[0].start > 14 or (len(text) > 110 and not note):
            continue
        rest = text[found[0].end :]
        adopted = _ADOPTED.search(rest) and not text.endswith("。")
        if _SPOKEN.search(rest) or adopted or _WRAPPED_NOTE.match(text):
            return found[0].value, "title_note"
    return None


def _fill_dates(facts: Facts, text: CleanText, zones: Zones) -> None:
    for name, hint in (
        ("written", "written_on"),
        ("published", "published_on"),
        ("effective", "effective_on"),
    ):
        stated = _hint(text, hint)
        if stated and (value := parse_date(stated[0]) or parse_date(squeeze(stated[0]))):
            facts.put(name, value, stated[1])
    found: list[tuple[str | None, str]] = []
    if zones.signature:
        origin = "signature" if zones.signature.organs else "date_line"
        found.append((zones.signature.date, origin))
    note = _note_date(zones)
    found += [note] if note else []
    found.append((zones.cover_date, "cover"))
    if (dated := _hint(text, "dated_on")) is not None:
        found.append((parse_date(dated[0]), dated[1]))  # 发文日期: of issue, or of the web page
    for value, origin in sorted(found, key=lambda date: len(date[0] or "") < 10):
        facts.put("written", value, origin)  # a day before a month
    if zones.imprint and zones.imprint.date:
        facts.put("published", zones.imprint.date, "imprint")
    for line in [*zones.head[:6], *zones.tail[-4:]]:
        wire = _WIRE.search(line.text)
        if wire and (value := parse_date(wire["date"])):
            facts.put("published", value, "wire")


_LABELS = (
    ("written", re.compile(r"^(?:成文|生成)(?:日期|时间)\s*:\s*(?P<date>\S.{5,18})")),
    (
        "published",
        re.compile(r"^(?:发布|公布|发文|发布的?)?(?:日期|时间)\s*:\s*(?P<date>\S.{5,18})"),
    ),
)


def _fill_labelled(facts: Facts, zones: Zones) -> None:
    """Dates that a page prints behind a label above or below the text."""
    for line in [*zones.head[:20], *zones.tail[-6:]]:
        for name, pattern in _LABELS:
            found = pattern.match(line.text)
            value = parse_date(found["date"]) if found else None
            if value and len(value) == 10:
                facts.put(name, value, "label")


def _fill_decree(facts: Facts, zones: Zones) -> None:
    """The order by which a regulation was issued: 某部令第24号."""
    lines = zones.head[:14]
    for at, line in enumerate(lines):
        found = _DECREE.search(line.text)
        if found:
            organ = found["organ"].removeprefix("中华人民共和国")
            facts.put("issuers", (resolve(organ),), "title_note")
            facts.put("number", f"{found['organ']}令第{found['no']}号", "title_note")
            if not re.search(r"修订|修正|修改", line.text):
                facts.put("published", parse_date(found["date"]), "title_note")
            continue
        order = _ORDER_LINE.match(line.text)
        number = _ORDER_NO.match(lines[at + 1].text) if order and at + 1 < len(lines) else None
        if order and number:
            organ = order["organ"].removeprefix("中华人民共和国")
            facts.put("issuers", (resolve(organ),), "letterhead")
            year = "".join((number["year"] or "").split())
            text = f"{order.group()}{year}第{number['no']}号"
            facts.put("number", text, "letterhead")


def _fill_effect(facts: Facts, text: CleanText, zones: Zones) -> None:
    ends = [line.text for line in [*zones.tail[-14:], *zones.head[:10]]]
    for line in ends:
        for found in _EFFECT.finditer(line):
            when = squeeze(found["when"])
            date = parse_date(when)
            if date and len(date) == 10:
                facts.put("effective", date, "text")
            elif _FROM_ISSUE.search(when):
                facts.put("effective", facts.written or facts.published, "from_issue_date")


def _fill_validity(facts: Facts, text: CleanText, zones: Zones) -> None:
    stated = _hint(text, "validity")
    if stated:
        facts.put(
            "validity",
            lists.meanings("validity.yaml").get(squeeze(stated[0]), "unknown"),
            stated[1],
        )
    near = [zones.title.text, *(line.text for line in [*zones.head[:8], *zones.tail[-4:]])]
    checks: tuple[tuple[re.Pattern[str], str], ...] = (
        (_SUPERSEDED, "superseded"),
        (_REPEALED, "repealed"),
        (_AMENDED, "amended"),
    )
    for pattern, state in checks:
        for line in near:
            found = pattern.search(line)
            if found:
                facts.put("validity", state, "text")
                if state == "superseded":
                    facts.put("superseded_by", found["by"].strip("《》"), "text")


def facts_of(text: CleanText, zones: Zones, *, within: str | None) -> Facts:
    """All that the document states; `within`: code of its region, for names such as 省发改委."""
    facts = Facts()
    steps: tuple[Callable[[], None], ...] = (
        lambda: _fill_issuers(facts, text, zones, within),
        lambda: _fill_decree(facts, zones),
        lambda: _fill_dates(facts, text, zones),
        lambda: _fill_labelled(facts, zones),
        lambda: _fill_effect(facts, text, zones),
        lambda: _fill_validity(facts, text, zones),
    )
    for step in steps:
        step()
    stated = _hint(text, "document_number")
    if stated and (number := number_of_line(squeeze(stated[0])) or squeeze(stated[0])):
        facts.put("number", number, stated[1])
    own = _own_number(zones)
    if own:
        facts.put("number", *own)
    facts.put("number", _announced_number(text, zones), "text")
    return facts
