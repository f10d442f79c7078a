"""Places: the table, names of the past, named areas, and finding them in text."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from kb.errors import VocabularyError
from kb.models import RegionRef
from kb.vocab import configure, regions
from kb.vocab.regions import children, covers, find, preset, region
from kb.vocab.regions_scan import mentions, scan
from tests.work import calls


def names(text: str, within: str | None = None) -> list[str]:
    return [place.name for _, _, place in scan(text, within=within)]


def test_vocabulary_is_valid() -> None:
    assert regions.validate() == []


def test_a_county_carries_its_path_from_the_country_down() -> None:
    county = region("511923")
    assert county is not None
    assert regions.ref(county) == RegionRef(
        code="511923", name="平昌县", path="000000/510000/511900/511923"
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("巴中市", "511900"),
        ("巴中", "511900"),
        ("四川省 广元市", "510800"),
        ("浙江省台州市路桥区", "331004"),
        ("凉山州", "513400"),
        ("湘西自治州", "433100"),
        ("内蒙古", "150000"),
        ("广西自治区", "450000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("全国", "000000"),
        ("中国", "000000"),
        ("荷兰", "country:NL"),
        ("加州", "country:US-CA"),
        ("全球", "world"),
        ("秦巴山区", "area:qinba"),
        ("成渝地区双城经济圈", "area:chengyu"),
    ],
)
def test_a_name_leads_to_its_place(name: str, code: str) -> None:
    found = find(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("襄樊市", "襄阳市"),
        ("淮阴市", "淮安市"),
        ("达县地区", "达州市"),
        ("巴中地区", "巴中市"),
        ("通县", "通州区"),
        ("伊克昭盟", "鄂尔多斯市"),
        ("莱芜市", "莱芜区"),
        ("大庸市", "张家界市"),
    ],
)
def test_a_name_of_the_past_leads_to_todays_place(old: str, today: str) -> None:
    found = find(old)
    assert found is not None
    assert found.name == today


@pytest.mark.parametrize(
    ("name", "within", "code"),
    [
        ("朝阳区", None, None),
        ("朝阳区", "110000", "110105"),
        ("朝阳区", "220100", "220104"),
        ("鼓楼区", "320100", "320106"),
        ("鼓楼区", "320102", "320106"),
        ("没有的县", None, None),
    ],
)
def test_a_repeated_name_is_told_apart_by_the_place_around(
    name: str, within: str | None, code: str | None
) -> None:
    found = find(name, within=within)
    assert (found.code if found else None) == code


def test_children_of_a_prefecture_are_its_counties() -> None:
    assert {place.name for place in children("511900")} == {
        "巴州区",
        "恩阳区",
        "通江县",
        "南江县",
        "平昌县",
    }


def test_counties_of_a_municipality_stand_right_below_it() -> None:
    assert "涪陵区" in {place.name for place in children("500000")}


@pytest.mark.parametrize(
    ("area", "inside", "outside"),
    [
        ("area:qinba", "511923", "510100"),
        ("area:qinba", "511900", "510800"),  # all counties of 巴中, not all of 广元
        ("area:chengyu", "510100", "511900"),
        ("area:changsanjiao", "330100", "360000"),
        ("510000", "511923", "500000"),
    ],
)
def test_an_area_covers_what_its_members_cover(area: str, inside: str, outside: str) -> None:
    assert (covers(area, inside), covers(area, outside)) == (True, False)


def test_qinba_has_the_counties_of_its_programme() -> None:
    area = preset("qinba")
    assert area is not None
    assert len(area.members) == 76


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议在四川省巴中市平昌县召开。", ["平昌县"]),
        ("通江县、南江县和平昌县新增林地。", ["通江县", "南江县", "平昌县"]),
        ("广元、巴中、达州三市共建园区。", ["广元市", "巴中市", "达州市"]),
        ("四川平昌的茶园面积扩大。", ["平昌县"]),
        ("在安徽省马鞍山市和县试点。", ["和县"]),
        ("推动秦巴山区和川东北一体发展。", ["秦巴山区", "川东北"]),
        ("荷兰、美国与欧盟签署协议。", ["荷兰", "美国", "欧盟"]),
        ("成都市政府与绵阳市签约。", ["绵阳市"]),
        ("吉林市位于吉林省中部。", ["吉林市", "吉林省"]),
        ("重庆市涪陵区和万州区共建。", ["涪陵区", "万州区"]),
    ],
)
def test_places_are_found_in_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "深化国际合作，开拓合作市场。",
        "推进城区和县城建设，各市、县和县级单位落实。",
        "在示范县和建成县之间开展交流。",
        "白银价格上涨，开封后请尽快使用。",
        "加快新兴县域经济发展。",
        "西南通道与保定量供应。",
        "全省、全市、我县都要落实。",
        "全州森林覆盖率达到60%，全州上下一心。",
        "日照时数增加，有利于长治久安。",
        "蒙古族、朝鲜族群众共庆节日。",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "四川省发改委印发通知。",
        "湖南银监局开展检查。",
        "四川平昌经济开发区管委会挂牌。",
        "浙江大学与上海电气集团合作研发。",
        "广东省人民政府办公厅转发意见。",
    ],
)
def test_places_within_the_names_of_organs_are_flagged(text: str) -> None:
    found = mentions(text)
    assert names(text) == []
    assert [mention.agency for mention in found] == [True] * len(found) != []


def test_a_bare_county_name_counts_within_the_documents_own_prefecture() -> None:
    assert names("平昌完成年度任务。") == []
    assert names("平昌完成年度任务。", within="511900") == ["平昌县"]


def test_spans_point_at_the_names() -> None:
    text = "今年巴中市、南江县增收。"
    assert [text[start:end] for start, end, _ in scan(text)] == ["巴中市", "南江县"]


@pytest.mark.parametrize(
    ("state", "above"), [("country:US-CA", "country:US"), ("country:NL", "world")]
)
def test_a_foreign_place_lies_in_its_country_or_in_the_world(state: str, above: str) -> None:
    place = region(state)
    assert place is not None
    assert place.parent == above


def test_an_unknown_key_of_traps_is_refused(own_words: Path) -> None:
    (own_words / "regions_traps.yaml").write_text("nevr: [甲乙]\n", encoding="utf-8")
    configure(own_words)
    with pytest.raises(VocabularyError, match="nevr"):
        scan("巴中市")


@pytest.mark.parametrize(
    "text", ["四川省、", "城区和县", "森林覆盖率达到六成。", "东乡、", "山阳、太和、", "广元通江"]
)
def test_twice_the_text_is_twice_the_work(text: str) -> None:
    scan(text)  # reads the gazetteer
    once, twice = (calls(partial(scan, text * n)) for n in (400, 800))
    assert twice < 2.1 * once
