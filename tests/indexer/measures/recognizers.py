"""Adapter between the cases of Recognizers-Text and this package's numerals, units and years.

These cases look at bare mentions in chatty sentences; policy text is read by stricter rules (a
lone 一 counts nothing there). Values, units and relative years come from the package under test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from indexer.measures.lexing.numerals import read_numeral
from indexer.measures.lexing.times import resolve_relative
from indexer.measures.lexing.units import unit_at
from kb.vocab import units

Found = dict[str, Any]

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WIDE |= {
    ord("，"): ",",
    ord("–"): "-",
    ord("萬"): "万",
    ord("億"): "亿",
    ord("−"): "-",
    ord("貳"): "贰",
    ord("參"): "叁",
    ord("陸"): "陆",
}
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅"
_C = f"零〇一二两三四五六七八九十百千万亿兆{_FORMAL}"
_DIGIT = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_PIECE = rf"(?:{_ARABIC}|[{_C}])"
_WHOLE = rf"{_PIECE}(?:\s*(?:余|多|几)?\s*(?:[{_C}]|(?<=[{_C}])\s*\d+(?:\.\d+)?))*"
_N = rf"(?:{_WHOLE}(?:\s*几(?=\s*[万亿])\s*[万亿]+)?(?:\s*点\s*[{_DIGIT}]+)?)"
_SIGNED = rf"(?:[负-]\s*)?{_N}"
_OVER = rf"{_SIGNED}\s*分\s*之\s*{_SIGNED}"
_POWER = rf"(?:{_ARABIC})\s*(?:[eE]\s*[-+]?\d+(?:\.\d+)?|\^\s*[-+]?\d+)"
_MENTION = re.compile(
    rf"(?P<power>-?{_POWER})|(?P<mixed>{_SIGNED}\s*又\s*{_OVER})|(?P<over>{_OVER})|(?P<both>\d+\s+\d+/\d+)"
    rf"|(?P<slash>-?\d+/\d+)|(?P<plain>(?<![\w-])-\s*(?:{_ARABIC})|负\s*{_N}|{_N})"
    r"(?P<pack>\s*(?:打(?![算开造击电工车折扮扰印发])|[双对](?![于比照应接外口待])))?"
)
_PACKS = {"打": 12, "双": 2, "对": 2}
_NO_NUMBER_BEFORE = re.compile(r"[一-龥]$")
_WORDS = re.compile(
    r"[一二两三四五六七八九十](?=川|美元|美刀|看|折|足|些|定|直|样|般|切|起|角大楼)|万+(?!\d)|[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟](?![\d一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟点])"
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
        "temperature": _temperatures,
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
    if match["power"]:
        return _power(match["power"])
    value = _plain(match)
    pack = (match["pack"] or "").strip()
    return value * _PACKS[pack] if pack and value is not None else value


def _power(text: str) -> Decimal:
    """1e5, 2^10."""
    base, sign, exponent = re.split(r"\s*([eE^])\s*", text, maxsplit=1)
    if sign == "^":
        return Decimal(base) ** int(exponent)
    return Decimal(str(float(base) * 10.0 ** float(exponent)))


def _plain(match: re.Match[str]) -> Decimal | None:
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
    rf"(?P<under>负|-)?\s*(?P<scale>[百千万]+)\s*分\s*之\s*(?P<of>(?:[负-]\s*)?(?:{_ARABIC}|{_N}))"
    rf"|(?P<sign>负|(?<![\d%])-)?\s*(?P<value>{_N})\s*(?:%|个百分点|成(?![立为员果])|折(?![扣合算磨叠射线返旧腾断]))|(?P<half>半)[成折]|(?P<even>对)折"
)
"""Parts of a hundred in words, signs, tenths (成) and prices cut to tenths (八折, 八五折)."""


def _percents(text: str) -> Iterator[Found]:
    hidden = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    for match in _PERCENT.finditer(hidden):
        value = _percent(match)
        kind = "percentage_point" if match[0].endswith("点") else "percent"
        unit = "pp" if kind == "percentage_point" else "%"
        yield _found(match, **{"class": kind, "value": value, "unit": unit, "unit_class": "ratio"})


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["half"] or match["even"]:
        return Decimal(5 if match[0].startswith("半") and match[0].endswith("成") else 50)
    if match["scale"]:
        of, scale = _value(match["of"]), _value(match["scale"])
        value = of * 100 / scale if of is not None and scale else None
    else:
        value = _value(match["value"])
        if value is not None and match[0].endswith("成"):
            value *= 10
        elif value is not None and match[0].endswith("折"):
            value = _cut_price(match["value"], value)
    negative = match["sign"] or match["under"]
    return -value if negative and value is not None else value


def _cut_price(text: str, value: Decimal) -> Decimal:
    """八折 is 80%, 八五折 85%, 8.5折 85%."""
    digits = re.fullmatch(r"\s*(\d|[一二三四五六七八九])\s*(\d|[一二三四五六七八九])\s*", text)
    if digits is None:
        return value * 10
    tens, ones = (read_numeral(digit) or Decimal(0) for digit in digits.groups())
    return tens * 10 + ones


_LOW = (
    r"(?:大于\s*(?:或\s*者?\s*)?等于|>\s*=|≥|大于|多于|高于|超过了?|超出|不\s*(?:少|小|低)于|至少是?有?|"
    r"最少|最低|起码|(?<!超)过|>)"
)
_HIGH = (
    r"(?:小于\s*(?:或\s*者?\s*)?等于|<\s*=|≤|(?<!不)小于|(?<!不)少于|(?<!不)低于|不\s*(?:大|多|高)于|"
    r"不超过|最多|最高|至多|不到|不足|不满|<)"
)
_END = r"\s*(?:或者?|及)?\s*"
_BETWEEN = (
    re.compile(rf"(?:位于|介于|在)?\s*第?(?P<low>{_N})\s*[和与到至]\s*第?(?P<high>{_N})\s*之间"),
    re.compile(rf"从?(?P<low>{_N})\s*[-~到至]\s*(?P<high>{_N})"),
)
_BOUNDS = (
    re.compile(rf"{_HIGH}\s*(?P<high>{_N})"),
    re.compile(rf"{_LOW}\s*(?P<low>{_N})"),
    re.compile(rf"比\s*(?P<low>{_N})\s*[大高多]"),
    re.compile(rf"比\s*(?P<high>{_N})\s*[小低少]"),
    re.compile(rf"(?P<low>{_N})[次个岁名]?{_END}(?:以上|之上)"),
    re.compile(rf"(?P<high>{_N})[次个岁名]?{_END}(?:以下|之下|以内|之内)"),
    re.compile(rf"(?P<low>{_PIECE}+\s*几?\s*[十百千万亿]*多\s*[万亿]*)"),
    re.compile(rf"(?P<low>{_C[0]}?[{_C}]+几万多亿)"),
    re.compile(rf"(?<!大于或)(?<!小于或)(?<!大于)(?<!小于)(?<!或)等于\s*(?P<same>{_N})"),
)
_AND = re.compile(r"[个岁名,]?\s*(?:并且|而且|并|且|但|又)?\s*")


def _ranges(text: str) -> Iterator[Found]:
    """Numbers between two, and bounds; a lower and an upper bound side by side are one range."""
    kept: list[Found] = []
    for patterns in (_BETWEEN, _BOUNDS):
        for found in (_range(match) for one in patterns for match in one.finditer(text)):
            if all(
                found["end"] <= other["start"] or found["start"] >= other["end"] for other in kept
            ):
                kept.append(found)
    yield from _joined(sorted(kept, key=lambda found: found["start"]), text)


def _range(match: re.Match[str]) -> Found:
    parts = match.groupdict()
    low, high = (parts.get(side) or parts.get("same") for side in ("low", "high"))
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    lower, upper = (_value(part) if part else None for part in (low, high))
    return {"start": start, "end": match.end(), "class": "range", "lower": lower, "upper": upper}


def _joined(bounds: list[Found], text: str) -> list[Found]:
    joined: list[Found] = []
    for found in bounds:
        last = joined[-1] if joined else None
        if last is not None and _AND.fullmatch(text[last["end"] : found["start"]]):
            lower = last["lower"] if last["upper"] is None else found["lower"]
            upper = last["upper"] if last["upper"] is not None else found["upper"]
            open_ = (last["lower"] is None) != (last["upper"] is None)
            if open_ and lower is not None and upper is not None and lower < upper:
                joined[-1] = {**last, "end": found["end"], "lower": lower, "upper": upper}
                continue
        joined.append(found)
    return joined


def _ordinals(text: str) -> Iterator[Found]:
    for match in re.finditer(rf"第(?P<number>{_N})", text):
        yield _found(match, **{"class": "ordinal", "value": _value(match["number"])})


_UNITS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_CURRENCY: dict[str, str] = _UNITS["currency"]
_SIGNS: dict[str, str] = _UNITS["signs"]
_DEGREES: dict[str, str] = _UNITS["degrees"]
_EXTRA: dict[str, str] = {
    **dict.fromkeys(_CURRENCY, "currency"),
    **dict.fromkeys(_DEGREES, "temperature"),
    **{unit: name for name, listed in _UNITS["dimensions"].items() for unit in listed},
}
_AMOUNT = re.compile(rf"(?P<sign>负|(?<![\d%])-)?\s*(?P<number>{_N})(?P<gap>\s*)")
_SIGNED_SUM = re.compile(rf"(?P<symbol>[$¥￥€£])\s*(?P<number>{_N})")
_LONGEST_FIRST = sorted(_EXTRA, key=len, reverse=True)


def _amounts(text: str) -> Iterator[Found]:
    for sum_ in _SIGNED_SUM.finditer(text):
        facts = {"class": "currency", "unit": _SIGNS[sum_["symbol"]], "unit_class": "currency"}
        yield _found(sum_, **{**facts, "value": _value(sum_["number"])})
    position = 0
    while match := _AMOUNT.search(text, position):
        position = at = match.end("number")
        while text[at - 1] in "兆千" and _value(text[match.start("number") : at - 1]) is not None:
            at -= 1  # 兆 and 千 may begin a unit: 一百千瓦
        found = _with_unit(text, match, at) or _with_unit(text, match, match.end("number"))
        if found is not None:
            position = int(found["end"])
            yield found


def _with_unit(text: str, match: re.Match[str], at: int) -> Found | None:
    """The amount whose number ends at `at`, if a unit stands behind it."""
    behind = match.end() if at == match.end("number") else at
    surface = next((word for word in _LONGEST_FIRST if text.startswith(word, behind)), "")
    hit = unit_at(text, behind)
    measured = hit is not None and hit.dimension == "amount" and not hit.multiplier
    name = max(surface, hit.unit if hit is not None and measured else "", key=len)
    known = units.lookup(name) if name else None
    if not name or (known is None and name not in _EXTRA) or _goes_on(text, behind, name):
        return None
    dimension = _EXTRA.get(name) or (known.dimension if known else "")
    return _amount(text, match, (at, behind), name, dimension)


def _goes_on(text: str, at: int, name: str) -> bool:
    """Letters behind a unit of letters: 5 grams is no 5 g."""
    behind = text[at + len(name) : at + len(name) + 1]
    return name[-1].isascii() and name[-1].isalpha() and behind.isascii() and behind.isalnum()


def _temperatures(text: str) -> Iterator[Found]:
    for found in _amounts(text):
        degrees = {"class": "temperature", "unit_class": "temperature"}
        yield {**found, **degrees} if found["unit"] == "度" else found


def _measured(text: str) -> Iterator[Found]:
    return (found for found in _amounts(text) if found["class"] == "dimension")


def _amount(
    text: str, match: re.Match[str], at: tuple[int, int], name: str, dimension: str
) -> Found:
    number, behind = at
    value = _value(text[match.start("number") : number])
    end = behind + len(name)
    if text.startswith("半", end) and value is not None:
        value, end = value + Decimal("0.5"), end + 1
    if match["sign"] and value is not None:
        value = -value
    kind = dimension if dimension in ("currency", "temperature") else "dimension"
    return {
        "start": match.start(), "end": end, "class": kind, "value": value,
        "unit": _CURRENCY.get(name) or _DEGREES.get(name) or name, "unit_class": dimension,
    }  # fmt: skip


def _durations(text: str) -> Iterator[Found]:
    for match in re.finditer(rf"(?P<number>{_N})年(?P<half>半)?|半年", text):
        value = _value(match["number"]) if match["number"] else Decimal(0)
        if value is not None:
            half = Decimal("0.5") if match["half"] or not match["number"] else 0
            yield _found(match, **{"class": "duration_years", "value": value + half})


_TIME = re.compile(
    r"(?P<date>\d{4}/\d{1,2}/\d{1,2})|(?P<month>\d{4}年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|\d{4}年的第[一二三四]个月)"
    r"|(?P<relmonth>[今去明]年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)|(?P<years>\d{4}年?\s*(?:-|与|至|到)\s*\d{4}年间?)"
    r"|(?P<decade>(?:上世纪|(?:\d{1,2}|[一二十九]{1,3})世纪)(?:\d0|[一二三四五六七八九]十)年代)"
    r"|(?P<year>(?:截止到?|截至|自从?|到)?(?<!\d)(?:\d{4}|\d{2})\s*年(?:以前|之前|前|以后|之后|后|以来|起)?"
    r"|(?:截止到?|截至|自从?)?[一二][九〇零○][〇零○一二三四五六七八九]{2}\s*年(?:以前|之前|前|以后|之后|后|以来|起)?"
    r"|(?<!\d)(?:19|20)\d\d(?=\s+看))"
    r"|(?P<relative>大?[前后]年|[今去明本]年|[上下]一年|这一年)"
    r"|(?P<period>(?:最?近|过去|未来|今后)(?:的)?[一二两三四五六七八九十\d]+年|[上下]个?半年)"
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
            found, _ = resolve_relative(_relative(surface), now)
            shift = {"大前": -1, "大后": 1}.get(surface[:2], 0)
            found = tuple(year + shift for year in found)
            name = "year" if kind == "relative" else "month"
            yield _found(match, **{"class": name, "years": [*found, *found]})
        elif kind == "decade":
            yield _found(match, **{"class": "decade", "years": _decade(surface, now)})
        elif kind == "years":
            yield _found(match, **{"class": "year_range", "years": years})
        else:
            short = re.match(r"(\d\d)\s*年", surface)
            if short and not years:
                years = [int(short[1]) + (2000 if int(short[1]) < _TURN else 1900)]
            if not years:
                digits = re.search(r"[一二九〇零○三四五六七八]{4}", surface)
                years = [int(read_numeral(digits[0]) or 0)] if digits else []
            if not years:
                continue
            name = "month" if kind == "month" else "year"
            facts = {"class": name, "years": [years[0], years[0]], "mod": _mod(surface)}
            yield _found(match, **facts)


_TURN = 50
"""Two figures name a year of this century up to here."""


def _relative(surface: str) -> str:
    """上一年 and 这一年 as 上年 and 今年."""
    return (
        surface.removeprefix("大")
        .replace("这一年", "今年")
        .replace("一年", "年")
        .replace("下年", "明年")[:2]
    )


def _mod(surface: str) -> str | None:
    for words, mod in (
        (("以前", "之前", "前", "截止", "截至"), "before"),
        (("以后", "之后", "后"), "after"),
        (("自", "以来", "起"), "since"),
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
