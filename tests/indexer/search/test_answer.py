"""From what is typed to an answer: corrections, loosening, and hostile queries."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.search import Answer, SearchEngine, SearchRequest, answer, did_you_mean, open_engine
from kb.models import RegionRef
from tests.indexer.search.library import bundle, engines_over
from tests.indexer.search.test_query import HOSTILE, most_work, work_of

DOCUMENTS = [
    bundle("forest", "广元市林业规划", ["到2025年，森林覆盖率达到58%。", "抽水蓄能电站开工。"]),
    bundle("energy", "北京市能源规划", ["可再生能源消费比重提高。", "推进碳达峰行动。"]),
    bundle("water", "无锡市政府工作报告", ["黑臭水体整治取得成效。", "居民收入稳步增长。"]),
    bundle("energy2", "湖南省能源规划", ["可再生能源有序发展。", "能源安全有保障。"]),
    bundle("energy3", "云南省能源规划", ["可再生能源稳步发展，标准先行。"]),
    bundle("steel", "2021年统计公报", ["产品 | 单位 | 产量", "粗钢 | 万吨 | 103524.3"]),
    bundle("scan", "建立项目库的通知", ["鲁发改财金 (2022J 66"]),
]


engine = engines_over(DOCUMENTS)


def ids(found: Answer) -> list[str]:
    return [hit.document_id for hit in found.page.hits]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("森林复盖率", "森林覆盖率"),
        ("抽水畜能", "抽水蓄能"),
        ("黑臭水体整冶", "黑臭水体整治"),
        ("行动资源", None),
        ("可再能生源", "可再生能源"),
        ("可再生能能源", "可再生能源"),
        ("碳达锋 行动", "碳达峰 行动"),
        ("森林覆盖率", None),
        ("“森林复盖率”", None),
        ("标题:森林复盖率", None),
        ("量子纠缠", None),
        ("黑臭水体整志", "黑臭水体整治"),
        ("黑臭水体整志取得成校", "黑臭水体整治取得成效"),
        ("碳达标准", None),
        ("云南供水", None),
        ("senlin fugailv", "森林 覆盖率"),
        ("tan da feng", "碳达峰"),
        ("heichoushuiti", "黑臭水体"),
        ("Beijing nengyuan", "北京 能源"),
        ("carbon peak", None),
    ],
)
def test_one_slip_is_put_right(engine: SearchEngine, typed: str, meant: str | None) -> None:
    assert did_you_mean(engine, typed) == meant


def test_a_slip_is_answered_with_what_was_meant(engine: SearchEngine) -> None:
    found = answer(engine, "森林复盖率")
    assert (ids(found), found.replaced_by) == (["forest"], "森林覆盖率")


def test_a_replacement_is_said(engine: SearchEngine) -> None:
    assert "已按“森林覆盖率”检索" in " ".join(answer(engine, "森林复盖率").notices)


def test_a_literal_search_replaces_nothing(engine: SearchEngine) -> None:
    found = answer(engine, "森林复盖率", literal=True)
    assert (found.page.total, found.replaced_by) == (0, None)


def test_words_that_never_meet_are_loosened(engine: SearchEngine) -> None:
    found = answer(engine, "森林覆盖率 广元市 黑臭水体")
    assert (ids(found), found.loosened) == (["forest"], True)


def test_loosening_is_said(engine: SearchEngine) -> None:
    assert "3 个检索词中的 2 个" in " ".join(answer(engine, "森林覆盖率 广元市 黑臭水体").notices)


def test_the_words_given_up_are_named(engine: SearchEngine) -> None:
    told = " ".join(answer(engine, "森林覆盖率 广元市 黑臭水体").notices)
    assert "都不含“黑臭水体”" in told


def test_a_value_that_no_document_has_is_said_with_those_there_are(engine: SearchEngine) -> None:
    told = " ".join(answer(engine, "层级:乡").notices)
    assert "库中没有层级为“乡镇级”的文件；层级有：" in told


def test_a_lone_exclusion_finds_all_the_others(engine: SearchEngine) -> None:
    total = engine.search(SearchRequest(None)).total
    held = answer(engine, "森林覆盖率").page.total
    assert answer(engine, "-森林覆盖率").page.total == total - held


def test_of_loosened_hits_those_of_the_place_come_first(tmp_path: Path) -> None:
    county = RegionRef(code="511923", name="平昌县", path="000000/510000/511900/511923")
    words = ["湿地", "光伏", "草原", "桥梁", "粮食", "水库"]
    lines = [f"巴中的{'和'.join(words[1:])}都有安排。", *(["护林队伍齐整，道路通畅。"] * 300)]
    own = bundle("own", "林业情况", lines, regions=(county,))
    opened = open_engine("tantivy", tmp_path)
    opened.rebuild([bundle("other", "".join(words), [" ".join(words)] * 9), own])
    found = answer(opened, " ".join(["巴中", *words]))
    opened.close()
    assert (found.loosened, ids(found)) == (True, ["own", "other"])


@pytest.mark.parametrize("kind", ["tantivy", "whoosh", "memory"])
@pytest.mark.parametrize("query", ["森林覆盖率 年份:2021..2025", "年份:2021"])
def test_undated_documents_that_a_year_leaves_out_are_counted(
    tmp_path: Path, kind: str, query: str
) -> None:
    engine = open_engine(kind, tmp_path)
    lines = ["森林覆盖率达到58%。"]
    dated = bundle("dated", "甲县规划", lines, written_on="2021-03")
    engine.rebuild([dated, bundle("undated", "乙县规划", lines, written_on=None)])
    found = answer(engine, query)
    assert (ids(found), len(found.notices)) == (["dated"], 1)
    assert "另有 1 份文件符合其余条件，但题录中没有日期" in found.notices[0]
    assert not answer(engine, "森林覆盖率").notices


def test_loosened_hits_still_show_passages(engine: SearchEngine) -> None:
    assert answer(engine, "森林覆盖率 广元市 黑臭水体").page.hits[0].passages


def test_a_passage_with_a_part_of_the_word_only_is_marked_there(tmp_path: Path) -> None:
    lines = ["到2025年，森林覆盖率达到58%。", "卫生服务设施覆盖率达到100%。"]
    engine = open_engine("memory", tmp_path)
    engine.rebuild([bundle("plan", "广元市规划", lines)])
    shown = answer(engine, "森林覆盖率").page.hits[0].passages
    marked = [[p.text[b - p.start : e - p.start] for b, e in p.marks] for p in shown]
    assert marked == [["森林覆盖率"], ["覆盖率"]]


@pytest.mark.parametrize(
    "query",
    [
        "森林覆盖率 AND “黑臭水体”",
        "“森林覆盖率 黑臭水体”",
        "森林覆盖率 标题:北京",
        "量子纠缠态通信",
    ],
)
def test_what_is_asked_for_exactly_is_not_loosened(engine: SearchEngine, query: str) -> None:
    assert answer(engine, query).page.total == 0


def test_what_is_found_is_not_loosened(engine: SearchEngine) -> None:
    found = answer(engine, "森林覆盖率 抽水蓄能")
    assert (ids(found), found.loosened, found.notices) == (["forest"], False, ())


def test_filters_that_leave_nothing_do_not_loosen(engine: SearchEngine) -> None:
    request = SearchRequest(None, filters={"kind": ("law",)})
    found = answer(engine, "森林覆盖率", request=request)
    assert (found.page.total, found.loosened) == (0, False)


def test_a_question_is_answered(engine: SearchEngine) -> None:
    assert ids(answer(engine, "广元市森林覆盖率要达到多少"))[0] == "forest"


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_is_answered_or_refused_with_little_work(
    engine: SearchEngine, query: str
) -> None:
    """In calls; milliseconds, and what an engine does beneath Python, in `tests.bench hostile`."""
    answer(engine, "先把词典读进来 1.8亿吨")
    assert work_of(lambda: answer(engine, query)) < most_work(query)


SENTENCE = "统筹推进“煤改气”“煤改电”，有序发展可再生能源。"
COPIES = [
    bundle("title", "可再生能源有序发展", ["统筹推进各项工作，“煤改气”“煤改电”有序发展。"] * 4),
    bundle("holder", "某地工作报告", ["一般性的话。" * 30, SENTENCE, "另外的话。" * 30]),
    bundle("other", "煤改气", ["“煤改气”“煤改电”统筹推进，可再生能源有序发展。"] * 3),
    bundle("apart", "湿地保护率", ["湿地保护率达到新高。", "工程完成62%。"]),
    bundle("together", "某地规划", ["一般性的话。" * 30, "到2025年，湿地保护率达到62%。"]),
]


copies = engines_over(COPIES)


def test_a_copied_sentence_brings_its_document_first(copies: SearchEngine) -> None:
    found = answer(copies, SENTENCE)
    assert ids(found)[0] == "holder"
    assert SENTENCE in found.page.hits[0].passages[0].text


def test_a_copied_sentence_changes_no_set_of_documents(copies: SearchEngine) -> None:
    found = answer(copies, SENTENCE)
    assert (sorted(ids(found)), found.page.total) == (["holder", "other", "title"], 3)


def test_pages_behind_a_copied_sentence_repeat_and_lose_nothing(copies: SearchEngine) -> None:
    pages = [
        answer(copies, SENTENCE, request=SearchRequest(None, offset=at, size=1)) for at in range(3)
    ]
    assert sorted(ids(page)[0] for page in pages) == ["holder", "other", "title"]


def test_a_word_that_a_table_parts_is_looked_for_in_halves(engine: SearchEngine) -> None:
    found = answer(engine, "粗钢产量 2021年")
    assert (ids(found), found.loosened) == (["steel"], True)
    assert "粗钢" in found.page.hits[0].passages[0].text


def test_a_word_taken_apart_is_said(engine: SearchEngine) -> None:
    assert "没有文件连着写“粗钢产量”" in " ".join(answer(engine, "粗钢产量").notices)


def test_words_that_no_document_joins_with_the_others_are_looked_for_in_halves(
    tmp_path: Path,
) -> None:
    early = bundle("early", "六五计划", ["水泥，1985年生产9800万吨。", "钢产量有所提高。"])
    late = bundle("late", "某市报告", ["粗钢、水泥产量分别下降。"])
    engine = open_engine("memory", tmp_path)
    engine.rebuild([early, late])
    assert ids(answer(engine, "1985年水泥产量")) == ["early"]


@pytest.mark.parametrize("name", ["tantivy", "whoosh", "memory"])
@pytest.mark.parametrize("asked", ["森林面积 2025年", "2025 森林面积", "十四五 森林面积"])
def test_a_plan_for_the_year_comes_before_what_mentions_it(
    tmp_path: Path, name: str, asked: str
) -> None:
    said = "“十四五”末即2025年，森林面积达到12万亩，森林面积持续增加。"
    plan = bundle("plan", "某市规划", [said, "其他的话。" * 30], periods=("十四五",))
    engine = open_engine(name, tmp_path)
    engine.rebuild([bundle("report", "某市报告", [said]), plan])
    assert ids(answer(engine, asked)) == ["plan", "report"]
    engine.close()


PARTS = ["加强新型储能建设。", "储能有序发展，新的举措得力，行之有效。"]


@pytest.mark.parametrize(
    ("typed", "searched"),
    [("新行储能", "新型储能"), ("新型储能", None), ("新 行 储能", None), ("储能新举措", None)],
)
def test_a_slip_is_put_right_where_its_parts_are_common(
    tmp_path: Path, typed: str, searched: str | None
) -> None:
    engine = open_engine("memory", tmp_path)
    engine.rebuild([bundle(str(number), "某市规划", PARTS) for number in range(4)])
    assert answer(engine, typed).replaced_by == searched


def test_a_number_is_found_whose_bracket_a_scan_misread(engine: SearchEngine) -> None:
    assert ids(answer(engine, "鲁发改财金〔2022〕66号")) == ["scan"]


@pytest.mark.parametrize("figure", ["62%", "百分之六十二"])
def test_a_figure_in_one_sentence_with_what_it_measures_comes_first(
    copies: SearchEngine, figure: str
) -> None:
    assert ids(answer(copies, f"湿地保护率 {figure}")) == ["together", "apart"]


def test_of_words_without_a_figure_the_title_still_comes_first(copies: SearchEngine) -> None:
    assert ids(answer(copies, "湿地保护率 达到"))[0] == "apart"


SECTION = "持续优化营商环境。"
SECTIONS = [
    bundle("about", "某市工作报告", [SECTION + "推进审批制度改革。", "其他的话。" * 20]),
    bundle("touches", "某县工作报告", ["推进改革，改善营商环境，扩大开放。", "其他的话。" * 15]),
]


def test_the_short_first_sentence_of_a_paragraph_is_a_heading(
    tmp_path: Path,
) -> None:
    engine = open_engine("tantivy", tmp_path)
    engine.rebuild(SECTIONS)
    found = ids(answer(engine, "营商环境"))
    engine.close()
    assert found == ["about", "touches"]


PLACES = [
    bundle("own", "能源规划", ["煤炭消费量及比重为1.8%。"], places=["000000/110000"]),
    bundle("mention", "某地规划", ["学习北京经验，煤炭消费比重下降。"], places=["000000/620000"]),
]


places = engines_over(PLACES)


def test_documents_of_the_place_asked_for_come_before_a_mention_of_it(
    places: SearchEngine,
) -> None:
    assert ids(answer(places, "北京 煤炭消费比重")) == ["own", "mention"]


def test_documents_of_the_place_that_hold_only_parts_are_told_of(places: SearchEngine) -> None:
    assert "没有“北京”的文件" in " ".join(answer(places, "北京 煤炭消费比重").notices)


@pytest.mark.parametrize("query", ["北京 煤炭消费", "甘肃 煤炭消费比重", "北京 “煤炭消费比重”"])
def test_where_the_place_has_all_or_nothing_of_it_nothing_is_added(
    places: SearchEngine, query: str
) -> None:
    assert "没有“" not in " ".join(answer(places, query).notices)


def test_pinyin_of_what_is_not_there_is_told(engine: SearchEngine) -> None:
    assert "“wangluo”像是拼音，请输入汉字。" in answer(engine, "wangluo").notices


def test_who_names_no_place_asks_about_the_country(tmp_path: Path) -> None:
    engine = open_engine("tantivy", tmp_path)
    told = ["二氧化碳排放达到峰值。"]
    engine.rebuild(
        [
            bundle("province", "碳达峰方案", [*told, "碳达峰。" * 5], level="province"),
            bundle("country", "碳达峰行动方案", told, level="national"),
        ]
    )
    assert ids(answer(engine, "碳达峰是哪一年")) == ["country", "province"]
    engine.close()


def test_what_is_forbidden_in_one_sentence_comes_first(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path)
    apart = bundle("apart", "某市规划", ["新建锅炉。" * 9, "禁止捕猎。"])
    engine.rebuild([apart, bundle("together", "某县规划", ["其他的话。" * 9, "严禁新建小锅炉。"])])
    assert ids(answer(engine, "禁止新建锅炉")) == ["together", "apart"]
