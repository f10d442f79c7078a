"""Names of one concept meet, names of rivals do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import NotFoundError, VocabularyError
from kb.vocab import configure, metrics

SAME = [
    ("单位GDP能耗", "energy_intensity"),
    ("单位国内生产总值能源消耗", "energy_intensity"),
    ("万元地区生产总值能耗", "energy_intensity"),
    ("每万元GDP综合能耗", "energy_intensity"),
    ("单位地区生产总值能源消耗降低（%）", "energy_intensity"),
    ("单位ＧＤＰ能耗累计下降", "energy_intensity"),
    ("能源消费总量（万吨标准煤）", "energy_consumption"),
    ("非化石能源占一次能源消费比重", "energy_nonfossil_share"),
    ("非化石能源消费占比", "energy_nonfossil_share"),
    ("单位GDP二氧化碳排放", "co2_intensity"),
    ("单位地区生产总值CO2排放强度", "co2_intensity"),
    ("碳排放强度", "co2_intensity"),
    ("二氧化碳排放量", "co2_emissions"),
    ("细颗粒物（PM2.5）浓度", "pm25"),
    ("PM2.5年均浓度", "pm25"),
    ("细颗粒物年平均浓度（PM2.5）", "pm25"),
    ("城市大气细颗粒物（PM2.5）年均浓度", "pm25"),
    ("市城区可吸入颗粒物浓度", "pm10"),
    ("城区人均公园绿地面积", "park_area"),
    ("设区市细颗粒物平均浓度", "pm25"),
    ("空气质量优良天数比例", "air_good_ratio"),
    ("环境空气质量优良率", "air_good_ratio"),
    ("空气质量优良天数", "air_good_days"),
    ("地表水达到或优于III类水体比例", "water_good"),
    ("国考断面水质优良比例", "water_good"),
    ("化学需氧量（COD）排放总量", "cod"),
    ("氨氮排放量减少", "nh3n"),
    ("全市森林覆盖率", "forest_cover"),
    ("常住人口城镇化率", "urbanisation"),
    ("全社会研发经费投入占地区生产总值比例", "rd_intensity"),
    ("R&D经费投入强度", "rd_intensity"),
    ("地方一般公共预算收入", "budget_revenue"),
    ("规上工业增加值", "va_industry_large"),
    ("每千人口拥有执业（助理）医师数", "doctors"),
    ("“十四五”末森林蓄积量"[6:], "forest_stock"),
    ("新认定高新技术企业", "hightech_firms_new"),
    ("农村富余劳动力转移就业", "rural_labour_transfer"),
    ("改造城镇棚户区", "shanty_renewed"),
    ("接待海内外游客总人次", "tourists"),
    ("提请市人大常委会审议地方性法规草案数", "bills_submitted"),
    ("固定及移动电话用户总数", "phone_users"),
]  # fmt: skip
RIVALS = [
    ("能源消费总量", "单位GDP能耗"),
    ("能源消费总量", "非化石能源消费比重"),
    ("单位GDP能耗", "单位工业增加值能耗"),
    ("单位GDP能耗", "单位GDP二氧化碳排放"),
    ("二氧化碳排放总量", "单位GDP二氧化碳排放"),
    ("二氧化碳排放总量", "人均二氧化碳排放"),
    ("二氧化碳排放总量", "温室气体排放总量"),
    ("化学需氧量排放总量", "氨氮排放总量"),
    ("化学需氧量排放总量", "化学需氧量重点工程减排量"),
    ("二氧化硫排放总量", "二氧化硫浓度"),
    ("新增高新技术企业数", "高新技术企业数"),
    ("净增高新技术企业数", "新增高新技术企业数"),
    ("新增农村劳动力转移就业", "农村劳动力转移就业"),
    ("棚户区改造数", "棚户区改造建成数"),
    ("PM2.5浓度", "PM10浓度"),
    ("二氧化氮浓度", "二氧化硫浓度"),
    ("空气质量优良天数", "空气质量优良天数比率"),
    ("地表水达到或好于Ⅲ类水体比例", "地表水劣Ⅴ类水体比例"),
    ("国考断面水质优良比例", "省考断面水质优良比例"),
    ("城市污水处理率", "农村生活污水治理率"),
    ("农村生活污水治理率", "农村生活污水处理率"),
    ("县城污水处理率", "城镇污水处理率"),
    ("森林覆盖率", "森林蓄积量"),
    ("森林覆盖率", "林木覆盖率"),
    ("森林蓄积量", "活立木蓄积量"),
    ("湿地保护率", "自然湿地保护率"),
    ("常住人口城镇化率", "户籍人口城镇化率"),
    ("常住人口", "户籍人口"),
    ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
    ("城镇登记失业率", "城镇调查失业率"),
    ("地区生产总值", "人均地区生产总值"),
    ("工业增加值", "规模以上工业增加值"),
    ("第三产业增加值", "第三产业增加值占GDP比重"),
    ("战略性新兴产业增加值占GDP比重", "战略性新兴产业增加值占规模以上工业增加值比重"),
    ("固定资产投资", "全社会固定资产投资"),
    ("每万人口发明专利拥有量", "每万人口高价值发明专利拥有量"),
    ("风电装机容量", "海上风电装机容量"),
    ("可再生能源装机容量", "可再生能源装机占比"),
    ("用水总量", "万元GDP用水量"),
    ("万元GDP用水量", "万元工业增加值用水量"),
    ("高标准农田面积", "新建高标准农田面积"),
    ("生活垃圾无害化处理率", "生活垃圾资源化利用率"),
    ("研发经费投入", "研发经费投入强度"),
    ("粮食产量", "粮食综合生产能力"),
    ("城镇老旧小区改造数", "老旧小区改造户数"),
    ("国家级农业龙头企业数", "省级农业龙头企业数"),
    ("新建农村公路里程", "改造农村公路里程"),
]
UNKNOWN = [
    "增加值",
    "总收入",
    "优良率",
    "化肥、农药利用率",
    "城镇居民人均可支配收入和农民人均纯收入",
    "二氧化硫和化学需氧量排放量",
    "能耗",
    "行业碳排放占总体碳排放份额",
    "清洁能源对传统能源的替代",
    "城乡居民收入",
    "新建医院数",
    "水土流失面积",
    "",
]


def matched(name: str) -> str:
    found = metrics.match(name)
    assert found is not None
    return found.id


@pytest.mark.parametrize(("name", "expected"), SAME)
def test_names_of_one_concept_meet(name: str, expected: str) -> None:
    assert matched(name) == expected


@pytest.mark.parametrize(("one", "other"), RIVALS)
def test_rivals_keep_different_ids(one: str, other: str) -> None:
    assert matched(one) != matched(other)


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unclear_name_has_no_id(name: str) -> None:
    assert metrics.match(name) is None


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("化学需氧量", "万吨", "cod"),
        ("化学需氧量", None, None),
        ("化学需氧量", "毫克/升", None),
        ("PM2.5", "微克/立方米", "pm25"),
        ("高新技术企业", "家", "hightech_firms"),
        ("高新技术企业", "亿元", None),
        ("能源消费总量", "亿吨标准煤", "energy_consumption"),
        ("能源消费总量", "%", "energy_consumption"),
        ("能源消费总量", "公里", None),
        ("地区生产总值", "个百分点", None),
        ("常住人口城镇化率", "个百分点", "urbanisation"),
        ("森林覆盖率", "万亩", None),
        ("风电", "万千瓦", "capacity_wind"),
        ("风电", "亿元", None),
        ("数据中心PUE", "", "pue"),
    ],
)
def test_a_unit_decides_or_refuses(name: str, unit: str | None, expected: str | None) -> None:
    found = metrics.match(name, unit=unit)
    assert (found.id if found else None) == expected


def test_vocabulary_is_sound() -> None:
    assert metrics.validate() == []


def test_vocabulary_covers_every_sector() -> None:
    assert len(metrics.all_metrics()) >= 250
    assert {m.sector for m in metrics.all_metrics()} == set(metrics.sectors())


@pytest.mark.parametrize("found", metrics.all_metrics(), ids=lambda m: m.id)
def test_a_metric_is_found_by_its_own_name_and_unit(found: metrics.Metric) -> None:
    assert metrics.match(found.name, unit=found.unit) == found


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(NotFoundError, match="no_such"):
        metrics.metric("no_such")


def overlay(folder: Path, text: str) -> None:
    (folder / "metrics.yaml").write_text(text, encoding="utf-8")
    configure(folder)


def test_a_library_may_add_a_name(own_words: Path) -> None:
    overlay(
        own_words,
        'metrics:\n  - {id: forest_cover, name: 林地覆盖率, unit: "%", better: higher,'
        " sector: 生态, additive: false, synonyms: [绿化森林率]}\n",
    )
    names = ("绿化森林率", "林地覆盖率", "森林覆盖率")
    assert {matched(name) for name in names} == {"forest_cover"}
    configure(None)
    assert metrics.match("绿化森林率") is None


BASE = 'metrics:\n  - {{id: mine, name: 我的指标, unit: "{unit}", better: {better}, sector: {sector}, additive: false{more}}}\n'  # noqa: E501


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"unit": "美丽"}, "单位“美丽”"),
        ({"better": "up"}, "better"),
        ({"sector": "其他"}, "部门“其他”"),
        ({"more": ", synonyms: [森林覆盖率]"}, "同时是"),
        ({"more": ", colour: red"}, "未知的键"),
        ({"more": ", parent: nobody"}, "上级“nobody”"),
    ],
    ids=["unit", "better", "sector", "clash", "key", "parent"],
)
def test_a_malformed_entry_is_refused(
    own_words: Path, changes: dict[str, str], problem: str
) -> None:
    values = {"unit": "%", "better": "higher", "sector": "生态", "more": "", **changes}
    overlay(own_words, BASE.format(**values))
    with pytest.raises(VocabularyError, match=problem):
        metrics.match("森林覆盖率")


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("棚户区改造数", "万套", "shanty_renewed"),
        ("棚户区改造户数", "户", "shanty_renewed"),
        ("棚户区改造数", "片", None),
        ("改造老旧小区数", "个", "housing_old_renewed"),
        ("改造老旧小区户数", "万户", "housing_old_households"),
    ],
)
def test_homes_and_quarters_are_counted_apart(name: str, unit: str, expected: str | None) -> None:
    found = metrics.match(name, unit=unit)
    assert (found.id if found else None) == expected


def test_deposits_of_one_currency_are_none_of_all_currencies() -> None:
    of_all, of_one = metrics.match("本外币存款余额"), metrics.match("人民币各项存款余额")
    assert of_all is not None
    assert of_one is not None
    assert (of_all.id, of_one.parent) == ("deposits", "deposits")
