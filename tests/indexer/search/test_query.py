"""What the parser makes of a query and what it says about it; matching is in the engines' tests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from indexer.search import And, Facet, Near, Not, Or, Text, YearRange, parse_query, texts
from kb.errors import QueryError
from tests.work import calls


def notices(query: str) -> str:
    return " ".join(parse_query(query).notices)


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("草原", Text("草原")),
        ("“精确短语”", Text("精确短语", exact=True)),
        ("低碳*", Text("低碳", exact=True, prefix=True)),
        ("年份:2016..2020", YearRange(2016, 2020)),
        ("类型:规划", Facet("kind", "plan")),
        ("地区:四川", Facet("region", "510000")),
        ("甲 NEAR 乙", Near((Text("甲"), Text("乙")))),
        ("草原 OR 湿地", Or((Text("草原"), Text("湿地")))),
        ("草原 -湿地", And((Text("草原"), Not(Text("湿地", exact=True))))),
        ("((((草原))))", Text("草原")),
        ("标题:草原", Text("草原", scope="title")),
        ("粗钢 -2.8", And((Text("粗钢"), Text("2.8")))),
        ("粗钢 -2020", And((Text("粗钢"), Not(Text("2020", exact=True))))),
    ],
)
def test_query_becomes_node(query: str, node: object) -> None:
    assert parse_query(query, expand=False).node == node


@pytest.mark.parametrize("query", ["", "   ", "　", "“”"])
def test_nothing_typed_asks_for_everything(query: str) -> None:
    assert parse_query(query).node is None


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("编者:张三", "没有名为“编者”的字段"),
        ("12:30", "按字面"),
        ("草原 (", "括号"),
        ("草原)", "括号"),
        ("草原 OR", "缺少检索词"),
        ("NEAR 草原", "缺少检索词"),
        ("类型:天书", "没有名为“天书”的类型"),
        ("年份:去年", "不是年份"),
        ("标题:", "没有内容"),
        ("低*碳", "“*”只能写在词尾"),
        ("-草原", "只有排除项：列出的是其余全部文件"),
        ("地区:乌有", "不认识地区“乌有”"),
        ("“” 草原", "空引号"),
        ("草原 、 湿地", "标点“、”"),
        ("草原有多少", "疑问词“有多少”"),
        ("粗钢 -5%", "“-5%”按数字检索"),
        ("a\x00b", "控制字符"),
        ("(草原 OR 湿地) NEAR 森林", "NEAR"),
    ],
)
def test_what_is_not_understood_is_said(query: str, said: str) -> None:
    assert said in notices(query)


def test_an_unknown_field_is_answered_with_the_known_ones() -> None:
    assert all(name in notices("编者:张三") for name in ("标题", "机关", "文号", "地区", "年份"))


@pytest.mark.parametrize("query", ["草原 湿地", "“草原”", "地区:四川 草原", "草原 OR 湿地"])
def test_nothing_is_said_where_all_is_clear(query: str) -> None:
    assert parse_query(query).notices == ()


@pytest.mark.parametrize(
    ("query", "typed", "also"),
    [
        ("双碳", "双碳", "碳达峰＋碳中和"),
        ("GDP", "GDP", "地区生产总值"),
        ("十四五", "十四五", "2021-2025年"),
        ("PM2.5", "PM2.5", "细颗粒物"),
    ],
)
def test_synonyms_are_shown(query: str, typed: str, also: str) -> None:
    shown = dict(parse_query(query).also_searched)
    assert also in shown[typed]


@pytest.mark.parametrize("query", ["双碳", "GDP 增长", "十四五 规划"])
def test_synonyms_can_be_switched_off(query: str) -> None:
    assert parse_query(query, expand=False).also_searched == ()


def test_a_quoted_word_has_no_synonyms() -> None:
    assert parse_query("“双碳”").also_searched == ()


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("草" * 10_000, "最多 2000 个"),
        (" OR ".join(f"词{n}" for n in range(400)), "最多"),
        ("(" * 60 + "草原" + ")" * 60, "嵌套"),
    ],
    ids=["too long", "too many words", "too deep"],
)
def test_a_query_out_of_bounds_is_refused_with_a_reason(query: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        parse_query(query)


HOSTILE = {
    "brackets": "(" * 1999,
    "closing brackets": ")" * 1999,
    "pairs": "()" * 999,
    "quotes": '"' * 1999,
    "curly quotes": "“" * 1999,
    "mixed quotes": '“”"「' * 400,
    "stars": "*" * 1999,
    "minuses": "-" * 1999,
    "spaced minuses": "- " * 900,
    "colons": ":" * 1999,
    "fields": "标题:" * 600,
    "NOTs": "NOT " * 400,
    "ORs": "OR " * 600,
    "NEARs": "甲 NEAR " * 200,
    "NULs": "\x00" * 1999,
    "emoji": "😀" * 900,
    "lone surrogate": "草原\ud800",
    "right-to-left marks": "\u202e草原\u202c",
    "injection": "'; DROP TABLE documents; --",
    "markup": "<script>alert(1)</script>",
    "regular expression": "(a+)+$ [^x]* \\d{9999}",
    "year out of range": "年份:0000..9999",
    "digits": "9" * 1999,
    "number trap": "国发〔2021〕" * 150,
    "one letter": "a " * 250,
}


def most_work(query: str) -> int:
    """The calls that are few for a query as long as this; what grows with the square is more."""
    return 6_000 + 80 * len(query)


def work_of(ask: Callable[[], object]) -> int:
    """The calls it takes to answer, or to refuse clearly, which is as good."""

    def attempt() -> None:
        with suppress(QueryError):
            ask()

    return calls(attempt)


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_is_parsed_or_refused_with_little_work(query: str) -> None:
    parse_query("先把词典读进来 1.8亿吨")
    assert work_of(lambda: parse_query(query)) < most_work(query)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("我想知道广元的森林覆盖率是多少", ["广元", "森林覆盖率"]),
        ("请帮我查一下广元的森林覆盖率", ["广元", "森林覆盖率"]),
        ("能不能告诉我哪一年实现碳达峰", ["实现", "碳达峰"]),
        ("广元的森林覆盖率要提高百分之几", ["广元", "森林覆盖率", "提高"]),
        ("虚拟电厂指的是什么", ["虚拟电厂"]),
        ("查询", ["查询"]),
    ],
)
def test_of_a_question_only_what_it_is_about_is_searched(question: str, asked: list[str]) -> None:
    node = parse_query(question, expand=False).node
    assert node is not None
    assert [text.text for text in texts(node)] == asked


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("非 湿地", "排除后面的词"),
        ("森林 不含 湿地", "排除后面的词"),
        ("森林 or 湿地", "请大写：OR"),
        ("森林|湿地", "“|”不是运算符"),
        ("!湿地", "“!”不是运算符"),
        ("《》", "列出的是全部文件"),
        ("年份:2030..2020", "前后颠倒，已按 2020..2030"),
    ],
)
def test_what_may_be_taken_otherwise_is_told(query: str, told: str) -> None:
    assert told in " ".join(parse_query(query).notices)


@pytest.mark.parametrize(
    "query", ["森林 OR 湿地", "森林 或 湿地", "森林 -湿地", "air and climate", "《森林》"]
)
def test_what_is_plain_is_not_told(query: str) -> None:
    assert parse_query(query).notices == ()


@pytest.mark.parametrize("query", ["国发〔２０２１〕２３号", "森林~句湿地", "森林 或者 湿地"])
def test_other_ways_to_write_numbers_and_operators(query: str) -> None:
    same = {"国发〔２０２１〕２３号": "国发[2021]23号", "森林~句湿地": "森林 NEAR 湿地"}
    assert parse_query(query).node == parse_query(same.get(query, "森林 OR 湿地")).node


@pytest.mark.parametrize("query", ["碳达峰 哪年", "哪年 碳达峰", "碳达峰 是 哪一年"])
def test_question_words_of_their_own_are_left_out(query: str) -> None:
    asked = {text.text for text in texts(parse_query(query).node or Text(""))}
    assert ("碳达峰" in asked, asked & {"哪年", "哪一年"}) == (True, set())


def test_a_question_word_alone_is_looked_for() -> None:
    assert parse_query("多少").node == Text("多少")


@pytest.mark.parametrize(("typed", "also"), [("国家教委", "教育部"), ("教育部", "国家教委")])
def test_an_office_is_also_found_by_its_name_of_other_years(typed: str, also: str) -> None:
    assert Text(also, implied=True) in texts(parse_query(typed).node or Text(""))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("除了北京，哪些地方提到虚拟电厂？", ["110000"]),
        ("除四川、重庆以外，哪里有虚拟电厂", ["510000", "500000"]),
        ("除了上海 虚拟电厂", ["310000"]),
        ("除上海外 虚拟电厂", ["310000"]),
        ("除北京外其他虚拟电厂", []),
        ("除尘设备有哪些，虚拟电厂", []),
    ],
)
def test_a_question_may_leave_out_places(typed: str, codes: list[str]) -> None:
    node = parse_query(typed).node
    assert isinstance(node, And)
    assert [n.node for n in node.nodes if isinstance(n, Not)] == [Facet("region", c) for c in codes]


def test_what_a_text_is_not_to_mention_is_left_out() -> None:
    node = parse_query("没有提到煤炭的规划").node
    assert node == And((Text("规划"), Not(Text("煤炭", exact=True))))
