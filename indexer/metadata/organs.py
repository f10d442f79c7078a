"""Organs in a text: where a name begins and ends, and lines that hold nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.vocab.files import forget_on_configure, read_yaml
from kb.vocab.issuers import national_names, place_prefix
from kb.vocab.organs import organ_name_end
from kb.vocab.regions import Region

__all__ = ["leading_organs", "organ_at", "organ_of_unknown_place", "organs_of_line", "post_at"]

_SEPARATOR = re.compile(r"\s*[、,，；;/]\s*|\s+|[和与](?=[一-龥]{3})")
_TAIL = re.compile(r"\s*(?:文件|办公厅|办公室|（章）|\(章\)|（印章）|（盖章）)?\s*$")
_ASSEMBLY = re.compile(
    r"(?:第[一二三四五六七八九十百]+届)?(?:人民代表大会|人大)(?:常务委员会|常委会)?"
)

_GROUP = re.compile(r"[^，。；：、\s]{2,24}?(?:领导小组|指挥部|联席会议|委员会)(?:办公室)?")
_OFFICE = re.compile(r"办公[厅室]")
_BRANCH = re.compile(r"[一-龥]{2,6}(?:分行|中心支行|支行|监管局|监管分局|专员办)")
_UNDER_COUNCIL = re.compile(
    r"(?!办公厅|关于|批转|转发)[一-龥]{2,16}?(?:办公室|委员会|领导小组|研究中心|指挥部)(?=$|关于|印发|文件|[\s、，,])"
)
"""What follows 国务院 in the names of its own bodies: 新闻办公室, 关税税则委员会."""
_UNKNOWN_PLACE = re.compile(r"[一-龥]{1,8}?[省市州盟县区旗镇乡](?=人民政府|行政公署|[一-龥]{3})")
_SPACED = re.compile(r"(?:[一-龥]\s+){2,}[一-龥]")
"""教 育 部: a name spaced out to the width of the others."""
# Without a place before it only such a name is sure to be an organ.
_SURE = re.compile(r"(?:部|委员会|总局|署|院)(?:办公厅|办公室)?$")


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, list[str]], tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    openers: list[str] = []
    for document in read_yaml("organs.yaml"):
        for name in document.get("names", []):
            heads.setdefault(name[:2], []).append(name)
        openers.extend(document.get("openers", []))
    for short in national_names():
        heads.setdefault(short[:2], []).append(short)
    for names in heads.values():
        names.sort(key=len, reverse=True)
    return heads, tuple(sorted(set(openers), key=len, reverse=True))


forget_on_configure(_names.cache_clear)


@lru_cache(maxsize=1)
def _posts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    posts = [pair for entry in read_yaml("organs.yaml") for pair in entry.get("posts", {}).items()]
    return tuple(
        (name, re.compile(rf"[一-龥]{{0,8}}?(?:{'|'.join(ends)})")) for name, ends in posts
    )


forget_on_configure(_posts.cache_clear)


def post_at(text: str, start: int = 0) -> tuple[int, Region] | None:
    """Where the name of a national body's local post ends, and its place.

    国家税务总局苏州市税务局 is one organ, and a city's.
    """
    for name, ends in _posts():
        if not text.startswith(name, start):
            continue
        at = start + len(name)
        place, size = place_prefix(text[at : at + 24])
        found = ends.match(text, at + size) if place is not None else None
        return (found.end(), place) if found and place is not None else None
    return None


# A name of unknown words counts where nothing but an organ can stand: 国务院关税税则委员会关于.
_LOOSE = re.compile(
    r"[一-龥]{2,18}?(?:委员会|总局|办公室|管委会|领导小组|指挥部|联合会|协会|中心|公司|局|厅|委|部|署|办)"
    r"(?=$|关于|印发|文件|[\s、，,]|等\S{0,6}关于)"
)


def organ_at(text: str, start: int = 0) -> int | None:
    """Where the organ's name that begins at `start` ends; None if none begins there."""
    if (post := post_at(text, start)) is not None:
        return post[0]
    heads, openers = _names()
    best = 0
    for name in heads.get(text[start : start + 2], []):
        if text.startswith(name, start):
            branch = _BRANCH.match(text, start + len(name)) if "银行" in name else None
            under = _UNDER_COUNCIL if name.endswith("国务院") else _OFFICE
            office = _OFFICE.match(text, start + len(name)) or under.match(text, start + len(name))
            best = branch.end() if branch else office.end() if office else start + len(name)
            break
    party = text.startswith("中共", start)
    at = start + 2 if party else start
    place, size = place_prefix(text[at : at + 24])
    if place is not None:
        end = max(best, _local_end(text, at + size, party=party))
        return end or _loose_end(text, at + size)
    for word in ("", *openers):
        if text.startswith(word, at):
            end = organ_name_end(text, at + len(word)) or 0
            if end - at >= 3 and (word or _SURE.search(text[at:end])):
                best = max(best, end)
    opener = next((word for word in openers if text.startswith(word, at)), "")
    return best or (_loose_end(text, at + len(opener)) if opener and at == start else None)


def _loose_end(text: str, start: int) -> int | None:
    found = _LOOSE.match(text, start)
    return found.end() if found else None


def _local_end(text: str, start: int, *, party: bool) -> int:
    """Where the organ after a place ends, 0 if there is none."""
    if party and text.startswith("委", start) and not text.startswith("委员", start):
        return organ_name_end(text, start + 1) or start + 1
    assembly = _ASSEMBLY.match(text, start)
    end = max(organ_name_end(text, start) or 0, assembly.end() if assembly else 0)
    if not end and (group := _GROUP.match(text, start)):
        end = group.end()
    return end


def leading_organs(text: str) -> tuple[list[str], int]:
    """The organs that a text begins with (甲局 乙局关于 …) and where the last one ends."""
    found: list[str] = []
    at = reached = 0
    while at < len(text):
        end = organ_at(text, at)
        if end is None:
            break
        found.append("".join(text[at:end].split()))
        reached = end
        mark = _SEPARATOR.match(text, end)
        if mark is None:
            follows = organ_at(text, end)
            if follows is None:
                break
            at = end
            continue
        at = mark.end()
    return found, reached


def organs_of_line(line: str) -> list[str]:
    """The organs of a line that holds nothing else (letterhead, signature); else none."""
    line = line.strip()
    line = "".join(line.split()) if _SPACED.fullmatch(line) else line
    if not 2 < len(line) <= 120 or line[-1] in "。：:；;":
        return []
    found, end = leading_organs(line)
    return found if found and _TAIL.match(line, end) else []


def organ_of_unknown_place(line: str) -> list[str]:
    """The organ that a line names behind a place no gazetteer knows: 清溪县人民政府办公室."""
    place = _UNKNOWN_PLACE.match(line)
    whole = place is not None and organ_name_end(line, place.end()) == len(line)
    return [line] if whole and place_prefix(line)[0] is None else []
