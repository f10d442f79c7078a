"""A library adds places to the gazetteer by a command; documents can then be given them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.metadata.places import level_of, organ_place
from kb import vocab
from kb.errors import UserError
from kb.vocab import regions
from kb.vocab.regions_own import add_region
from kb.vocab.regions_scan import scan
from webapp.cli import run


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    vocab.configure(None)


Adds = Callable[..., regions.Region]


@pytest.fixture
def adds(tmp_path: Path) -> Adds:
    def adding(name: str, above: str, code: str | None = None) -> regions.Region:
        parent = regions.find(above)
        assert parent is not None
        return add_region(tmp_path, name, parent=parent, code=code)

    return adding


def test_a_county_stands_below_its_city(adds: Adds) -> None:
    adds("清溪县", "广元市")
    found = regions.find("清溪县")
    assert found is not None
    assert (found.level, found.parent, found.short) == ("county", "510800", "清溪")
    assert found.path == f"000000/510000/510800/{found.code}"


def test_a_made_up_code_is_one_that_nobody_has(adds: Adds) -> None:
    codes = [adds(name, "广元市").code for name in ("清溪县", "白沙县")]
    assert codes == ["510899", "510898"]


def test_a_city_can_have_counties_of_its_own(adds: Adds) -> None:
    city = adds("北原市", "四川省")
    county = adds("清溪县", "北原市")
    assert (city.level, county.parent) == ("city", city.code)


def test_a_township_stands_below_its_county(adds: Adds) -> None:
    found = adds("清溪镇", "平昌县")
    assert (found.code, found.level, found.short) == ("511923999", "township", "")
    assert found.path.endswith("/511923/511923999")


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [
        ("平昌县清溪镇造林3万亩。", None, "511923999"),
        ("清溪镇造林3万亩。", "511923", "511923999"),
        ("清溪镇造林3万亩。", "511923999", "511923999"),
        ("清溪镇造林3万亩。", "511900", None),
        ("甲县清溪镇造林3万亩。", None, None),
    ],
    ids=["after its county", "in its county", "in itself", "elsewhere in the city", "unknown"],
)
def test_a_township_is_read_in_its_own_county_alone(
    adds: Adds, text: str, home: str | None, code: str | None
) -> None:
    adds("清溪镇", "平昌县")
    found = [place.code for _, _, place in scan(text, within=home)]
    assert (found[-1] if found else None) == code


def test_a_zone_is_not_known_by_a_short_name(adds: Adds) -> None:
    assert adds("清溪开发区", "广元市").short == ""


@pytest.mark.parametrize(
    ("name", "above", "code", "message"),
    [
        ("平昌县", "巴中市", None, "已在词表中（代码 511923）"),
        ("清溪镇", "平昌县", "511923", "九位数字"),
        ("清溪县", "广元市", "51", "六位数字"),
        ("清溪县", "广元市", "511923", "没有别的地区使用"),
    ],
    ids=["known", "township code", "short code", "taken code"],
)
def test_what_cannot_be_added_is_said(
    adds: Adds, tmp_path: Path, name: str, above: str, code: str | None, message: str
) -> None:
    with pytest.raises(UserError, match=message):
        adds(name, above, code)
    assert list(tmp_path.iterdir()) == []


def test_an_office_of_a_township_is_of_its_level(adds: Adds) -> None:
    adds("清溪镇", "平昌县")
    found = [organ_place(f"{name}人民政府") for name in ("平昌县清溪镇", "清溪镇")]
    assert [level_of(place) for place in found] == ["township", None]


def test_nothing_stands_below_a_township(adds: Adds) -> None:
    adds("清溪镇", "平昌县")
    with pytest.raises(UserError, match="到乡镇为止"):
        adds("青山村", "清溪镇")


def test_a_document_can_be_given_an_added_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--library", str(tmp_path / "库")]
    (tmp_path / "规划.txt").write_text("林业规划\n\n到2025年，造林3万亩。\n", encoding="utf-8")
    assert run(["add", str(tmp_path / "规划.txt"), *place]) == 0
    assert run(["vocab", "add-region", "清溪县", "--in", "广元市", *place]) == 0
    table = tmp_path / "表.csv"
    assert run(["metadata", "export", str(table), *place]) == 0
    head, row = table.read_text(encoding="utf-8-sig").splitlines()
    cells = dict(zip(head.split(","), row.split(","), strict=True)) | {"地区": "清溪县"}
    table.write_text("\n".join(map(",".join, [cells, cells.values()])), encoding="utf-8")
    assert run(["metadata", "import", str(table), *place]) == 0
    capsys.readouterr()
    assert run(["list", "--region", "清溪县", "--format", "jsonl", *place]) == 0
    assert "510899" in capsys.readouterr().out
