"""One pass over a compact sentence: times, quantities, and numbers that measure nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from indexer.measures.lexing import times
from indexer.measures.lexing.lexicon import one_of
from indexer.measures.lexing.numerals import MULTIPLIERS, read_numeral, split_multiplier
from indexer.measures.lexing.tokens import Quantity, TimeRef, Trap
from indexer.measures.lexing.units import PER_100K, UnitHit, unit_at

__all__ = ["FIRST", "Lexed", "lex"]

Lexed = tuple[list[Quantity], list[TimeRef], list[Trap]]

_CN = "零〇一二两三四五六七八九十百千万亿"
_LETTER = "[A-Za-zα-ω]"
_TRAPS = (
    ("url", r"(?:https?://|www\.)[\w./?=&%#-]{1,120}"),
    ("document_number", r"[\[（]\d{4}[\]）](?:第)?\d{1,5}号"),
    ("document_number", r"第?\d{1,6}(?:-\d{1,4})?号(?!线|机组|楼)"),
    ("name", r"(?:九|十二|9|12)年(?=(?:制|一贯制|义务教育))"),
    ("footnote", r"\[\d{1,3}(?:[-，、]\d{1,3})*\](?!号)"),
    ("ordinal", rf"(?:\d{{1,3}}|[{_CN}]{{1,4}})届(?!.{{0,6}}毕业生)"),
    ("slogan", r"最后一(?:百|千)?(?:公?里|米)|翻番(?=工程|计划|行动|目标)"),
    ("slogan", r"“[^”]{0,24}\d[^”]{0,12}\+[^”]{0,24}”"),
    ("slogan", r"“[一二两三四五六七八九十百千]{1,3}(?!年|月|五)[^”\d]{1,7}”"),
    ("ordinal", rf"第(?:\d{{1,4}}|[{_CN}]{{1,5}})"),
    ("date", r"(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)"),
    (
        "date",
        r"\d{1,2}月\d{1,2}日|\d{1,2}(?:[-~—、至]\d{1,2})?月(?!台|球|亮)(?:份|底|末|初(?!步)|中旬|上旬|下旬)?",
    ),
    ("date", r"\d{1,2}日(?!均|产|常)|\d{1,2}：\d\d(?:：\d\d)?"),
    ("slogan", rf"[“][^”]{{0,6}}\d[\d+XN×\-/]*[^”]{{0,4}}”(?=[^，。；]|$)|[“][{_CN}]{{1,6}}”"),
    ("slogan", r"\d{1,4}(?:\+[\dNXn]{1,4}){1,6}"),
    ("name", r"百家争鸣|百花齐放|[1一][%‰](?=人口(?:抽样|变动)?调查)"),
    ("specification", r"\d{1,4}[×xX*]\d{1,4}(?:\.\d+)?"),
    (
        "rank",
        rf"前(?:\d{{1,3}}|[{_CN}]{{1,3}})(?:名|位|强|批|列)?(?!年|景)|(?:\d{{2,4}}|[二三五]?[十百千])强(?![化大度力制烈调])",
    ),
    (
        "name",
        rf"(?!{one_of('names', 'acronyms')}\d)(?<!{_LETTER}&)(?<!{_LETTER})"
        rf"{_LETTER}{{1,12}}[-_]?\d+(?:[.\-/]\d+)*[A-Za-z]{{0,4}}",
    ),
    ("model", r"\d+(?:\.\d+)?[A-Za-z]{1,10}(?:\d+[A-Za-z]?)?(?:级|网络)?"),
)
_TRAP_NUMBERS = {f"trap{number}": number for number in range(len(_TRAPS))}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
FIRST = (
    r"-+\dA-Za-zα-ω\[“（〇零一二两三四五六七八九十百千万亿"
    '"上下今全减前半去同后年当接明最期未本第翻规计过近这'
)
"""Every character an alternative below may begin with; elsewhere none needs to be tried."""
_MASTER = re.compile(
    rf"(?=[{FIRST}])(?:"
    + "|".join(
        [
            rf"(?P<time>{times.PATTERN})",
            *(f"(?P<trap{index}>{body})" for index, (_, body) in enumerate(_TRAPS)),
            rf"(?P<percent>(?P<scale>[百千万]|(?:10|十)万)分之(?P<parts>{_NUMBER}|[{_CN}点]{{1,12}})(?!分之))",
            rf"(?P<fraction>(?P<below>[{_CN}]{{1,3}})分之(?P<above>[{_CN}]{{1,3}})(?!分之)|(?<![\d/.])\d{{1,3}}/\d{{1,3}}(?![\d/.年月万]))",
            rf"(?P<number>(?<![\d.])[-+]?{_NUMBER}(?:[{_CN[2:]}](?=\d)\d+(?:\.\d+)?)*)",
            r"(?P<half>一半|过半|半数|(?<![免两三五])减半)",
            r"(?P<fan>翻(?P<times>[一两二三四])?番(?P<fan_half>半)?)",
            rf"(?P<spelled>[{_CN}]{{1,12}}(?:点[{_CN[:12]}]{{1,6}})?)",
        ]
    )
    + ")"
)
_CUE_BEFORE = re.compile(rf"{one_of('cues', 'before_count')}$")
_AT_LEAST_BEFORE = re.compile(
    rf"(?:至少|不少于|不低于|不得少于|最少|不超过){one_of('cues', 'least_doing')}?$"
)
_LIST_NUMBER = re.compile(
    r"^(?:[（(]?\d{1,2}[)）]|\d{1,2}(?:[.、](?!\d)|、(?!\d{1,2}[、号]))|\d{1,2}(?:\.\d{1,2}){1,3}(?=[^\d%万亿])"
    r"|(?:专栏|附?[图表]|附件|附录)\d{1,2}(?:[-.]\d{1,2}){0,2}(?![\d年]))"
)
"""Also of captions, whose blank is gone: 专栏4个体经济."""
_PRODUCT_BEFORE = re.compile(r"[A-Za-z]$")


def lex(text: str) -> Lexed:
    """All quantities, times and traps of one compact sentence, in order."""
    quantities: list[Quantity] = []
    found_times: list[TimeRef] = []
    traps: list[Trap] = []
    position = 0
    if listed := _LIST_NUMBER.match(text):
        traps.append(Trap(0, listed.end(), "list_number"))
        position = listed.end()
    end_of_text = len(text)
    while position < end_of_text:
        match = _MASTER.search(text, position)
        if match is None:
            break
        name = match.lastgroup or ""
        if name == "time":
            found_times.append(times.read(match[0], match.start(), text))
            position = match.end()
        elif name in _TRAP_NUMBERS:
            position = _trapped(text, match, _TRAP_NUMBERS[name], quantities, traps)
        else:
            position = _take(text, match, quantities, traps)
    return quantities, found_times, traps


_LEADING_NUMBER = re.compile(_NUMBER)


def _trapped(
    text: str, match: re.Match[str], index: int, quantities: list[Quantity], traps: list[Trap]
) -> int:
    """Record a trap, unless digits and letters turn out to be a number with a Latin unit (5kWh)."""
    reason = _TRAPS[index][0]
    number = _LEADING_NUMBER.match(text, match.start()) if reason == "model" else None
    hit = unit_at(text, number.end()) if number is not None else None
    if (
        number is None
        or hit is None
        or (text[hit.end : hit.end + 1].isascii() and text[hit.end : hit.end + 1].isalnum())
    ):
        traps.append(Trap(match.start(), match.end(), "name" if reason == "model" else reason))
        return match.end()
    value = read_numeral(number[0])
    if value is None:
        return match.end()
    quantities.append(_with_unit(number.start(), number.end(), value, hit, text))
    return hit.end


def _take(text: str, match: re.Match[str], quantities: list[Quantity], traps: list[Trap]) -> int:
    """Read one numeric match; returns where scanning goes on."""
    read = _read(text, match)
    if isinstance(read, Quantity):
        quantities.append(read)
        return read.end
    if read is not None:
        traps.append(read)
    return match.end()


def _read(text: str, match: re.Match[str]) -> Quantity | Trap | None:
    name = match.lastgroup
    if name == "number":
        return _arabic(text, match)
    if name == "spelled":
        return _chinese(text, match)
    if name == "percent":
        return _percent(match)
    if name == "fraction":
        return _fraction(match)
    start, end = match.span()
    if name == "half":
        return Quantity(start, end, start, end, Decimal("0.5"), "", "fraction", spelled=True)
    count = read_numeral(match["times"] or "一")
    count = (count or Decimal(1)) + (_HALF if match["fan_half"] else 0)
    return Quantity(start, end, start, end, count, "番", "multiple", spelled=True)


def _percent(match: re.Match[str]) -> Quantity | Trap:
    value = read_numeral(match["parts"])
    start, end = match.span()
    if value is None:
        return Trap(start, end, "numeral")
    spelled = not match["parts"][0].isdigit()
    scale = _PER_CENT.get(match["scale"])
    unit = "%" if scale is not None else PER_100K
    return Quantity(start, end, start, end, value * (scale or 1), unit, "percent", spelled=spelled)


_TEN_PLACES = Decimal("0.0000000001")
_PER_CENT = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


def _fraction(match: re.Match[str]) -> Quantity | Trap:
    start, end = match.span()
    if match["below"]:
        above, below = read_numeral(match["above"]), read_numeral(match["below"])
    else:
        parts = match["fraction"].split("/")
        above, below = read_numeral(parts[0]), read_numeral(parts[1])
    if above is None or not below:
        return Trap(start, end, "numeral")
    value = Decimal(f"{(above / below).quantize(_TEN_PLACES).normalize():f}")
    return Quantity(start, end, start, end, value, "", "fraction", spelled=bool(match["below"]))


def _arabic(text: str, match: re.Match[str]) -> Quantity | Trap | None:
    value = read_numeral(match["number"].lstrip("+-"))
    if value is None:
        return Trap(match.start(), match.end(), "numeral")
    start = match.start() + (match["number"][0] in "+-")
    hit = unit_at(text, match.end())
    if hit is None:
        return Quantity(start, match.end(), start, match.end(), value, "", "bare")
    if text[start - 1 : start] == "每" and _ROUND.fullmatch(match["number"]):
        return Trap(start, hit.end, "name")
    return _with_unit(start, match.end(), value, hit, text)


_ROUND = re.compile(r"10*")
"""每10万人: what a rate is counted in."""


_HALF = Decimal("0.5")
"""翻两番半, 增长一倍半."""


def _with_unit(start: int, number_end: int, value: Decimal, hit: UnitHit, text: str) -> Quantity:
    graded = text[hit.end : hit.end + 1] == "级" and hit.dimension == "amount"
    half = hit.unit == "倍" and text.startswith("半", hit.end)
    end = hit.end + graded + half
    value += _HALF if half else 0
    quantity = Quantity(start, end, start, number_end, value, hit.unit, hit.dimension)
    quantity.graded = graded
    if hit.more:
        quantity.op, quantity.op_stated, quantity.op_right = ">", True, "余"
    elif graded:
        quantity.op, quantity.op_stated = "~", True
    return quantity


def _chinese(text: str, match: re.Match[str]) -> Quantity | Trap | None:
    start, end = match.span()
    surface = match["spelled"]
    if _RANGE_GOES_ON.match(text, end) and surface[-1] in "百千":
        low = read_numeral(surface)
        return Quantity(start, end, start, end, low, "", "bare", spelled=True) if low else None
    while len(surface) > 1 and surface[-1] in "百千万亿" and not surface.endswith("万亿"):
        if unit_at(text, end) is not None and read_numeral(surface) is not None:
            break
        surface, end = surface[:-1], end - 1
    before = text[max(0, start - 8) : start]
    if before.endswith(("、", "和", "至")) and _NTH.search(before):
        return Trap(start, end, "ordinal")
    if surface[0] in "十百千万亿" and _VAGUE.search(before):
        return Trap(start, end, "numeral")
    if all(char in "百千万亿" for char in surface):
        return _multiplier_only(text, start, end, surface, before)
    surface, end = _without_kilo(text, surface, end)
    digits, _ = split_multiplier(surface)
    large = "万" if _TEN_THOUSANDS.match(text, start + len(digits)) else ""
    value = _scaled(digits, large) if digits.strip("零〇") else None
    if (
        value is None
        or (len(digits) == _PAIR and _LOOSE.match(digits))
        or _is_list_mark(text, start, end)
    ):
        return Trap(start, end, "numeral")
    hit = unit_at(text, start + len(digits))
    if hit is None:
        return Trap(start, end, "numeral")
    if len(surface) == 1 and not _few(hit, before, text):
        return Trap(start, end, "rhetorical")
    if surface == "一" and not _AT_LEAST_BEFORE.search(before) and hit.dimension != "multiple":
        return Trap(start, end, "rhetorical")
    if hit.dimension == "percent" and hit.unit == "成" and len(surface) > 2:
        return Trap(start, end, "numeral")
    quantity = _with_unit(start, start + len(digits), value, hit, text)
    quantity.spelled = True
    return quantity


_PAIR = 2
_LOOSE = re.compile(r"[一二两三四五六七八九]{2}")
"""三五户: two digits side by side are a loose range."""
_RANGE_GOES_ON = re.compile(rf"(?:-|—|——|~|至|到)(?=[{_CN[2:]}])")
_VAGUE = re.compile(r"成千上$|数以$|(?<![人户次个家总度指件项系]).数$|^数$")
"""数百项, 数以万计, 成千上万: no numbers."""
_NTH = re.compile(rf"第[{_CN}]{{1,3}}[次届期批个]?[、和至]$")
_KILO = ("千瓦", "千米", "千克", "千伏", "千卡", "千焦")


def _without_kilo(text: str, surface: str, end: int) -> tuple[str, int]:
    """三百亿千瓦时: the 千 belongs to the unit."""
    if len(surface) > 1 and surface[-1] in "百千" and text.startswith(_KILO, end - 1):
        return surface[:-1], end - 1
    return surface, end


_TEN_THOUSANDS = re.compile(r"[多余几]?万(?!亿)")


def _scaled(digits: str, large: str) -> Decimal | None:
    """四亿六千五百多万吨 is 46500 万吨: what stands before the last 万 counts in 万."""
    if large and "亿" in digits:
        whole = read_numeral(digits + large)
        return None if whole is None else whole / MULTIPLIERS[large]
    return read_numeral(digits)


_FEW_UNITS = frozenset("家所座条名次辆台套栋间艘架头只株处人户亩吨倍成番省市县块片张份宗") | {
    "公里",
    "平方公里",
    "平方米",
}
_BUILDING_BEFORE = re.compile(
    r"(?:新增|新建|建设|建成|建立|创建|培育|打造|设立|布局|引进|开展|举办|召开|组织|完成|改造|实施|不少于|不低于|至少|超过|各|每年|达到|增长|提高|翻|等|、|约|近|有|共)$"
)


def _few(hit: UnitHit, before: str, text: str) -> bool:
    """Numerals of one character count things only with a plain classifier or behind a verb."""
    if hit.dimension in ("multiple", "percent", "point"):
        return True
    if hit.unit in ("个", "项") or hit.dimension == "duration":
        return _BUILDING_BEFORE.search(before) is not None and "五个一" not in text
    if hit.unit in ("省", "市", "县", "人", "次", "条", "成", "名", "家", "头"):
        return _BUILDING_BEFORE.search(before) is not None
    return hit.unit in _FEW_UNITS or hit.multiplier != ""


_CAMPAIGN = re.compile(r"[一-龥“”]{2,12}?(?:行动|工程|计划|活动|大赛)(?!人)")
"""百万人才进城行动: the number is part of the name."""
_NOUN_BEHIND = re.compile(r"(?!以上|以下|以内|左右|大关|级|的|目标|、|，)[一-龥A-Z]")
_NOT_COUNTED_ALONE = "省市县区州镇乡村届期"


def _multiplier_only(text: str, start: int, end: int, surface: str, before: str) -> Quantity | Trap:
    """千亿元, 万人, 百亿方 mean 1000 亿元, 1 万人, 100 亿方 where a verb or comparator precedes."""
    if not _CUE_BEFORE.search(before):
        hit = unit_at(text, end)
        graded = hit is not None and text[hit.end : hit.end + 1] == "级"
        if not graded and not text.startswith("级", end):
            return Trap(start, end, "name")
    whole = unit_at(text, start)
    if whole is None or not whole.multiplier or whole.unit[-1] in _NOT_COUNTED_ALONE:
        return Trap(start, end, "name")
    if whole.unit == whole.multiplier and _CAMPAIGN.match(text, whole.end):
        return Trap(start, end, "name")
    behind = text[whole.end : whole.end + 2]
    if whole.unit.endswith("元") and _NOUN_BEHIND.match(behind):
        return Trap(start, end, "name")
    if whole.unit.endswith("里") and not whole.unit.endswith("公里"):
        return Trap(start, end, "name")
    if whole.unit == whole.multiplier and whole.unit[-1] in "百千":
        return Trap(start, end, "name")
    large = "万亿" if whole.multiplier == "万亿" else whole.multiplier[-1]
    small = whole.multiplier[: len(whole.multiplier) - len(large)]
    value = MULTIPLIERS[small] if small in MULTIPLIERS else Decimal(1)
    if large in "百千" and not small:
        value, unit = MULTIPLIERS[large], whole.unit[1:]
    else:
        unit = whole.unit[len(small) :]
    quantity = _with_unit(start, start + max(len(small), 1), value, whole, text)
    if text.startswith("级", whole.end):
        value, unit = Decimal(1), whole.unit
        quantity = _with_unit(start, start + len(whole.multiplier), value, whole, text)
        quantity.graded, quantity.op, quantity.op_stated = True, "~", True
        quantity.end = whole.end + 1
    quantity.unit, quantity.spelled = unit, True
    return quantity


def _is_list_mark(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in ("、", "）", "是") and (start == 0 or text[start - 1] in "（。；")
