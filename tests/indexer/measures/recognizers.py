"""Adapter between the cases of Recognizers-Text and this package's numerals, units and years.

These cases look at bare mentions in chatty sentences; policy text is read by stricter rules (a
lone 一 counts nothing there). Values, units and relative years come from the package under test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from indexer.measures.numerals import read_numeral
from indexer.measures.times import resolve_relative
from indexer.measures.units import unit_at
from kb.vocab import units

Found = dict[str, Any]

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WIDE |= {ord("，"): ",", ord("–"): "-", ord("萬"): "万", ord("億"): "亿"}
_C = "零〇一二两三四五六七八九十百千万亿兆"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_PIECE = rf"(?:{_ARABIC}|[{_C}])"
_WHOLE = rf"{_PIECE}(?:\s*(?:余|多|几)?\s*(?:[{_C}]|(?<=[{_C}])\s*\d+(?:\.\d+)?))*"
_N = rf"(?:{_WHOLE}(?:\s*几(?=\s*[万亿])\s*[万亿]+)?(?:\s*点\s*[零〇一二三四五六七八九]+)?)"
_SIGNED = rf"(?:[负-]\s*)?{_N}"
_OVER = rf"{_SIGNED}\s*分\s*之\s*{_SIGNED}"
_MENTION = re.compile(
    rf"(?P<mixed>{_SIGNED}\s*又\s*{_OVER})|(?P<over>{_OVER})|(?P<both>\d+\s+\d+/\d+)"
    rf"|(?P<slash>-?\d+/\d+)|(?P<plain>(?<![\w-])-\s*(?:{_ARABIC})|负\s*{_N}|{_N})"
)
_NO_NUMBER_BEFORE = re.compile(r"[一-龥]$")
_WORDS = re.compile(
    r"[一二两三四五六七八九十](?=川|美元|美刀|看|折|足|些|定|直|样|般|切|起|角大楼)|万+(?!\d)|拾|陆|伍"
)
_ADDRESS = re.compile(r"https?://\S+")


def read(text: str, suite: str, reference: str | None) -> list[Found]:
    """What the package finds in a text at the level a suite looks at."""
    folded = text.translate(_WIDE)
    readers = {
        "number": _numbers,
        "percent": _percents,
        "range": _ranges,
        "ordinal": _ordinals,
        "currency": _amounts,
        "dimension": _measured,
        "temperature": _amounts,
        "duration": _durations,
    }
    if suite in readers:
        return list(readers[suite](folded))
    return list(_times(folded, reference))


def _value(text: str) -> Decimal | None:
    squeezed = re.sub(r"[\s余多几]", "", text)
    if squeezed.startswith("."):
        squeezed = "0" + squeezed
    return read_numeral(squeezed.replace("-.", "-0."))


def _fraction(text: str) -> Decimal | None:
    below, above = (_value(part) for part in re.split(r"\s*分\s*之\s*", text))
    return above / below if above is not None and below else None


def _mention(match: re.Match[str]) -> Decimal | None:
    if match["mixed"]:
        whole, over = re.split(r"\s*又\s*", match["mixed"])
        left, right = _value(whole), _fraction(over)
        if left is None or right is None:
            return None
        return left - right if left < 0 else left + right
    if match["over"]:
        return _fraction(match["over"])
    if match["both"] or match["slash"]:
        *whole, over = (match["both"] or match["slash"]).split()
        above, below = over.split("/")
        return Decimal(whole[0] if whole else 0) + Decimal(above) / Decimal(below)
    return _value(match["plain"])


def _found(match: re.Match[str], group: str = "", /, **facts: Any) -> Found:
    start, end = match.span(group) if group else match.span()
    return {"start": start, "end": end, **facts}


def _numbers(text: str) -> Iterator[Found]:
    for match in _MENTION.finditer(text):
        value = _mention(match)
        word = _WORDS.match(text, match.start())
        if value is None or (word is not None and word.end() == match.end()):
            continue
        yield _found(match, **{"class": "number", "value": value})


_PERCENT = re.compile(
    rf"(?P<scale>[百千万]+)\s*分\s*之\s*(?P<of>{_ARABIC}|{_N})|(?P<sign>负|-)?\s*(?P<value>{_N})\s*(?:%|个百分点|成(?!立|为))|(?P<half>半)成"
)


def _percents(text: str) -> Iterator[Found]:
    hidden = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    for match in _PERCENT.finditer(hidden):
        if match["scale"]:
            of, scale = _value(match["of"]), _value(match["scale"])
            value = of * 100 / scale if of is not None and scale else None
        else:
            value = Decimal("0.5") if match["half"] else _value(match["value"])
            if value is not None and match[0].endswith("成"):
                value *= 10
            if value is not None and match["sign"]:
                value = -value
        kind = "percentage_point" if match[0].endswith("点") else "percent"
        unit = "pp" if kind == "percentage_point" else "%"
        yield _found(match, **{"class": kind, "value": value, "unit": unit, "unit_class": "ratio"})


_LOW = r"(?:大于\s*(?:或\s*)?等于|大于|不小于|至少是?有?|超过了?|最少|过)"
_HIGH = r"(?:小于\s*(?:或\s*)?等于|(?<!不)小于|不大于|最多|<\s*=|<|不超过|低于)"
_RANGES = (
    re.compile(rf"(?:位于|在)?\s*第?(?P<low>{_N})\s*[和与到至]\s*第?(?P<high>{_N})\s*之间"),
    re.compile(rf"{_LOW}\s*(?P<low>{_N})\s*(?:并且|且|,)?\s*{_HIGH}\s*(?P<high>{_N})"),
    re.compile(rf"{_HIGH}\s*(?P<high>{_N})\s*(?:并且|且|,)?\s*{_LOW}\s*(?P<low>{_N})"),
    re.compile(rf"(?P<low>{_N})\s*[-~到至]\s*(?P<high>{_N})"),
    re.compile(rf"比\s*(?P<low>{_N})\s*[大高多]"),
    re.compile(rf"比\s*(?P<high>{_N})\s*[小低少]"),
    re.compile(rf"(?P<low>{_N})\s*(?:或者?|及)?\s*(?:以上|之上)"),
    re.compile(rf"(?P<high>{_N})\s*(?:或者?|及)?\s*(?:以下|之下)"),
    re.compile(rf"(?P<low>{_PIECE}+\s*几?\s*[十百千万亿]*多\s*[万亿]*)"),
    re.compile(rf"(?P<low>{_C[0]}?[{_C}]+几万多亿)"),
    re.compile(rf"(?<![于或])\s*(?<!小于 或 )(?<!大于)(?<!小于)等于\s*(?P<same>{_N})"),
    re.compile(rf"{_HIGH}\s*(?P<high>{_N})"),
    re.compile(rf"{_LOW}\s*(?P<low>{_N})"),
)


def _ranges(text: str) -> Iterator[Found]:
    for pattern in _RANGES:
        match = pattern.search(text)
        if match is None:
            continue
        parts = match.groupdict()
        low = parts.get("low") or parts.get("same")
        high = parts.get("high") or parts.get("same")
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield {
            "start": start,
            "end": match.end(),
            "class": "range",
            "lower": _value(low) if low else None,
            "upper": _value(high) if high else None,
        }
        return


def _ordinals(text: str) -> Iterator[Found]:
    for match in re.finditer(rf"第(?P<number>{_N})", text):
        yield _found(match, **{"class": "ordinal", "value": _value(match["number"])})


_CURRENCY = {
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "台币": "TWD",
    "元人民币": "CNY",
}
_AMOUNT = re.compile(rf"(?P<number>{_N})(?P<rest>.{{0,8}})", re.DOTALL)
_EXTRA = {
    "台币": "currency",
    "公分": "length",
    "兆赫兹": "frequency",
    "千卡": "energy",
    "m": "length",
}


def _amounts(text: str) -> Iterator[Found]:
    position = 0
    while match := _AMOUNT.search(text, position):
        position = at = match.end("number")
        while text[at - 1] in "兆千" and _value(text[match.start() : at - 1]) is not None:
            at -= 1  # 兆 and 千 may begin a unit: 一百千瓦
        surface = next((word for word in _EXTRA if text.startswith(word, at)), "")
        hit = unit_at(text, at)
        name = surface or (hit.unit if hit is not None and hit.dimension == "amount" else "")
        known = units.lookup(name) if name else None
        if not name or (known is None and not surface):
            continue
        yield _amount(
            text, (match.start(), at), name, _EXTRA.get(name) or (known.dimension if known else "")
        )
        position = at + len(name)


def _measured(text: str) -> Iterator[Found]:
    return (found for found in _amounts(text) if found["class"] == "dimension")


def _amount(text: str, span: tuple[int, int], name: str, dimension: str) -> Found:
    value = _value(text[slice(*span)])
    end = span[1] + len(name)
    if text.startswith("半", end) and value is not None:
        value, end = value + Decimal("0.5"), end + 1
    currency = _CURRENCY.get(name)
    kind = (
        "currency"
        if currency or name == "台币"
        else "temperature"
        if name == "摄氏度"
        else "dimension"
    )
    unit = currency or ("TWD" if name == "台币" else "C" if name == "摄氏度" else name)
    return {
        "start": span[0], "end": end, "class": kind, "value": value, "unit": unit,
        "unit_class": kind if kind != "dimension" else dimension,
    }  # fmt: skip


def _durations(text: str) -> Iterator[Found]:
    for match in re.finditer(rf"(?P<number>{_N})年(?P<half>半)?", text):
        value = _value(match["number"])
        if value is not None:
            half = Decimal("0.5") if match["half"] else 0
            yield _found(match, **{"class": "duration_years", "value": value + half})


_TIME = re.compile(
    r"(?P<date>\d{4}/\d{1,2}/\d{1,2})|(?P<month>\d{4}年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|\d{4}年的第[一二三四]个月)"
    r"|(?P<relmonth>[今去明]年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)|(?P<years>\d{4}年?\s*(?:-|与|至|到)\s*\d{4}年间?)"
    r"|(?P<decade>(?:上世纪|(?:\d{1,2}|[一二十九]{1,3})世纪)(?:\d0|[一二三四五六七八九]十)年代)"
    r"|(?P<year>(?:截止到|自从)?(?<!\d)(?:\d{4}|\d{2})\s*年(?:以前|之前|前|以后|之后|后)?|(?<!\d)(?:19|20)\d\d(?=\s+看))"
    r"|(?P<relative>[今去明前后]年)|(?P<period>近[一二三四五六七八九十\d]+年|上个半年)"
)


def _times(text: str, reference: str | None) -> Iterator[Found]:
    now = int(reference[:4]) if reference else None
    for match in _TIME.finditer(text):
        kind = match.lastgroup or ""
        surface = match[0]
        years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", surface)]
        if kind == "date":
            yield _found(match, **{"class": "date"})
        elif kind == "period":
            yield _found(match, **{"class": "period"})
        elif kind in ("relative", "relmonth"):
            found, _ = resolve_relative(surface[:2], now)
            name = "year" if kind == "relative" else "month"
            yield _found(match, **{"class": name, "years": [*found, *found]})
        elif kind == "decade":
            yield _found(match, **{"class": "decade", "years": _decade(surface, now)})
        elif kind == "years":
            yield _found(match, **{"class": "year_range", "years": years})
        else:
            short = re.match(r"(\d\d)\s*年", surface)
            if short and not years:
                years = [2000 + int(short[1])]
            name = "month" if kind == "month" else "year"
            facts = {"class": name, "years": [years[0], years[0]], "mod": _mod(surface)}
            yield _found(match, **facts)


def _mod(surface: str) -> str | None:
    for words, mod in (
        (("以前", "之前", "前", "截止到"), "before"),
        (("以后", "之后", "后"), "after"),
        (("自从",), "since"),
    ):
        if any(word in surface for word in words):
            return mod
    return None


def _decade(surface: str, now: int | None) -> list[int]:
    century, _, tens = surface.partition("世纪")
    if century == "上":
        first = ((now or 2000) // 100 - 1) * 100
    else:
        first = (int(read_numeral(century) or 0) - 1) * 100
    start = first + int(read_numeral(tens.removesuffix("年代")) or 0)
    return [start, start + 9]
