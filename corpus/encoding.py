"""Bytes to text: which encoding, and how sure that is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

__all__ = ["Decoded", "UndecodableError", "decode", "looks_binary"]

SAMPLE = 200_000
MIN_PLAUSIBLE = 0.12

# Frequent characters, simplified and traditional: wrong decodings give rare characters instead.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
    "当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心"
    "反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根"
    "论运农指几九区强放决西被干做必战先回则任取据处南给色光门即保治北造百规热领七海口东导器压志世金"
    "增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至"
    "达走积示议声报完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界林律且究观越"
    "推促控碳低排环境态护府省市县企创服规划坚持落实项率降升城乡障监督"
    "國為這個來們時會發動過說產種對學經進著電現實機從業還義樣關線內數問變條結設統論農級區戰據處給領"
    "導壓爭濟階術極聯認權證單風場車務萬達積議報類離華確張馬節話況傳許記推劃環護縣創規堅項障監市"
    "，。、；：？！“”‘’（）《》【】〔〕—…·　"
)
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UndecodableError(ValueError):
    """These bytes are no text in any encoding known here; its text is a Chinese reason."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and what was doubtful ("" where nothing was)."""

    text: str
    encoding: str
    doubt: str = ""


def decode(data: bytes) -> Decoded:
    """The text of `data`; `UndecodableError` where it is not text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_with_replacement(data[len(bom) :], encoding))
    if (wide := _bomless_utf16(data)) is not None:
        return _checked(wide)
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as exc:
        if exc.reason == "unexpected end of data" and exc.start >= len(data) - 4:
            text = data[: exc.start].decode("utf-8")
            return _checked(Decoded(text, "utf-8", "文件末尾的字符不完整，可能被截断"))
    return _checked(_not_utf8(data))


_BINARY = bytes(c for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1b")


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file hold too many control characters for text."""
    if head.startswith(tuple(bom for bom, _ in _BOMS)) or _bomless_utf16(head) is not None:
        return False
    controls = len(head) - len(head.translate(None, _BINARY))
    return controls > max(2, len(head) // 100)


def _not_utf8(data: bytes) -> Decoded:
    candidates = [_attempt(data, encoding) for encoding in ("gb18030", "big5hkscs")]
    plausible = [(score, -i, d) for i, (score, d) in enumerate(candidates) if score > 0]
    best = max(plausible)[2] if plausible else None
    mixed = _line_by_line(data)
    if mixed is not None and (best is None or _plausibility(mixed.text) > max(plausible)[0] + 0.02):
        return mixed
    if best is not None:
        return best
    raise UndecodableError("不是可识别的文本（编码无法判定），可能是二进制文件或已损坏")


def _attempt(data: bytes, encoding: str) -> tuple[float, Decoded]:
    try:
        decoded = Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        decoded = _with_replacement(data, encoding)
    score = _plausibility(decoded.text)
    bad = decoded.text.count("\ufffd") / max(1, len(decoded.text))
    return (score - 5 * bad if score >= MIN_PLAUSIBLE and bad < 0.05 else 0.0), decoded


def _plausibility(text: str) -> float:
    """Share of common characters among those that are not ASCII; 1.0 for pure ASCII."""
    step = max(1, len(text) // SAMPLE)
    letters = "".join(_NON_ASCII.findall(text if step == 1 else text[: SAMPLE * 2]))[:SAMPLE]
    if not letters:
        return 1.0
    return sum(1 for c in letters if c in COMMON) / len(letters)


def _line_by_line(data: bytes) -> Decoded | None:
    """UTF-8 with lines in another encoding, as joined from several sources."""
    lines, foreign = [], 0
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            foreign += 1
            lines.append(line.decode("gb18030", errors="replace"))
    if foreign * 2 > len(lines):
        return None
    return Decoded(
        "\n".join(lines),
        "utf-8+gb18030",
        f"文件混用编码：{len(lines)} 行中有 {foreign} 行不是 UTF-8，已按 GB18030 读取",
    )


def _with_replacement(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    doubt = f"有 {bad} 处字节不符合 {encoding.upper()} 编码" if bad else ""
    return Decoded(text, encoding, doubt)


def _bomless_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: it has zero bytes, and reads as Chinese one way round."""
    head = data[:20_000]
    head = head[: len(head) // 2 * 2]
    if len(head) < 8 or b"\x00" not in head:
        return None
    best, encoding = max((_utf16_score(head, name), name) for name in ("utf-16-be", "utf-16-le"))
    return _with_replacement(data, encoding) if best > 0 else None


def _utf16_score(head: bytes, encoding: str) -> float:
    sample = head.decode(encoding, errors="replace")
    if "\ufffd" in sample[:-1] or _CONTROLS.search(sample):
        return 0.0
    ascii_share = len(sample.encode("ascii", "ignore")) / len(sample)
    plausible = _plausibility(sample)
    return plausible + ascii_share if plausible >= 0.3 else 0.0


def _checked(decoded: Decoded) -> Decoded:
    """Refuse binary junk; drop NUL and other control characters with a note."""
    text = decoded.text
    found = len(_CONTROLS.findall(text))
    if not found:
        return decoded
    if found > 20 and found > len(text) / 50:
        raise UndecodableError("文件含大量控制字符，是二进制文件而不是文本")
    doubt = "；".join(filter(None, [decoded.doubt, f"去掉了 {found} 个控制字符"]))
    return Decoded(_CONTROLS.sub("", text), decoded.encoding, doubt)
