"""What each query finds in the library of `engine_library`, written out by hand."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CASES", "Case"]


@dataclass(frozen=True)
class Case:
    """A query and all that it finds. `degenerate`: nothing or everything is right."""

    why: str
    query: str
    expected: frozenset[str]
    degenerate: bool = False
    expand: bool = False


def case(why: str, query: str, expected: str, *, degenerate: bool = False) -> Case:
    return Case(why, query, frozenset(expected.split()), degenerate)


def expanded(why: str, query: str, expected: str) -> Case:
    return Case(why, query, frozenset(expected.split()), expand=True)


WITHOUT_DE = "forest carbon county english traditional wide catalogue water water_web"
WITHOUT_FOREST = "carbon catalogue energy english letter traditional water water_web wide"
PLACED = "forest energy carbon county english traditional wide water water_web"

WORDS = [
    case("a word inside an unbroken run", "森林", "forest county speech"),
    case("a long word over a stray blank in the text", "森林覆盖率", "forest county"),
    case("one character", "煤", "energy carbon catalogue speech"),
    case("one rare character", "函", "letter"),
    case("a run that is no word", "源占", "energy"),
    case("a run over a word border", "达峰与煤", "carbon"),
    case("two words, both must occur", "碳达峰 煤炭", "energy carbon speech"),
    case("three words, all must occur", "碳达峰 煤炭 国务院", "energy"),
    case("a word of the title alone", "指引", "traditional"),
    case("a word of the issuer alone", "统计局", "english"),
    case("a word of the topic alone", "金融", "carbon"),
    case("a word of the source alone", "湖南日报", "carbon"),
    case("a planning period", "十三五", "carbon"),
    case("a figure with its unit", "41%", "forest"),
    case("a decimal", "54.14%", "county"),
    case("digits inside a longer number", "14", "county"),
    case("a year as it stands in a sentence", "2025年", "forest"),
    case("a date", "2019年1月1日", "letter"),
    case("a time of day is literal", "12:30", "county"),
    case("a table cell", "煤电", "catalogue"),
    case("two cells of a row", "12 煤电", "catalogue"),
    case("nothing over the border of passages", "“森林业”", "", degenerate=True),
    case("nothing over a sentence that continues", "建设碳中和", "carbon"),
    case("an absent word", "海绵城市", "", degenerate=True),
    case("present and absent together", "森林 海绵城市", "", degenerate=True),
    case("a word in both editions", "水资源", "water water_web"),
    case("a word in one edition only", "网页编辑", "water_web"),
    case("a stop word is a word like others", "的", "energy letter speech"),
    case("a repeated word", "森林 森林 森林", "forest county speech"),
    case("a document found by its file name", "catalogue", "catalogue"),
]

FOLDING = [
    case("half-width letters find full-width", "ABC", "wide"),
    case("full-width letters find full-width", "ＡＢＣ", "wide"),
    case("full-width digits find half-width", "４１％", "forest"),
    case("half-width digits find full-width", "123.5", "wide"),
    case("lower case finds upper case", "gdp", "english"),
    case("mixed case", "Gdp", "english"),
    case("upper case finds mixed case", "CARBON", "carbon wide"),
    case("simplified finds traditional", "绿色建筑", "traditional"),
    case("traditional finds simplified", "綠色低碳", "county"),
    case("traditional finds traditional", "減少碳排放", "traditional"),
    case("simplified in a shared word", "碳排放", "carbon traditional"),
    case("brackets of another style", "“目录[甲类]”", "catalogue"),
    case("round for lenticular brackets", "“(甲类)”", "catalogue"),
    case("blanks in the query do not part a quoted run", "“森林 蓄积量”", "forest"),
    case("latin words with a blank", "“carbon peak”", "wide"),
    case("quotes inside the text are one style", "'\"绿水青山\"'", "speech"),
    case("mixed latin and Chinese", "R&D经费", "english"),
    case("letters with digits", "PM2.5", "english"),
    case("an ideographic blank parts words", "森林　草原", "forest"),
    case("a zero-width blank is nothing", "森\u200b林蓄积", "forest"),
]

PHRASES = [
    case("straight quotes", '"能源发展"', "energy"),
    case("curly quotes", "“能源发展”", "energy"),
    case("corner brackets", "「能源发展」", "energy"),
    case("white corner brackets", "『能源发展』", "energy"),
    case("book title marks", "《能源发展》", "energy"),
    case("full-width quotes", "＂能源发展＂", "energy"),
    case("curly quotes the wrong way round", "”能源发展“", "energy"),
    case("a phrase must be contiguous", "“推进建设”", "", degenerate=True),
    case("its words alone need not be", "推进 建设", "carbon"),
    case("a phrase with punctuation", "“推进碳达峰，有序”", "energy"),
    case("a phrase with other punctuation", "“推进碳达峰。有序”", "", degenerate=True),
    case("a phrase of one character", "“函”", "letter"),
    case("a phrase of two characters", "“草原”", "forest"),
    case("a phrase of three characters", "“植被盖”", "forest"),
    case("a phrase as long as a sentence", "“合理开发水资源，保护水环境。”", "water water_web"),
    case("a phrase with a word", "“碳达峰” 国务院", "energy"),
    case("two phrases", "“碳达峰” “碳中和”", "carbon"),
    case("a phrase over two passages", "“41%以上。森林”", "", degenerate=True),
    case("a straight quote inside straight quotes", '"山"就是"', "speech"),
    case("a phrase that the text has half in quotes", "“绿水青山就是金山”", "speech"),
    case("an operator in quotes is text", "“或”", "", degenerate=True),
    case("an unpaired quote is literal", "“森林蓄积", "forest"),
    case("an empty pair of quotes is left out", "“” 草原", "forest"),
    case("quotes inside a run", "推进“碳达峰”有序", "energy"),
    case("a phrase with a figure", "“达到86%”", "forest"),
    case("a phrase in the title", "“林业发展规划”", "forest"),
]  # fmt: skip

OPERATORS = [
    case("OR", "草原 OR 光伏", "forest catalogue"),
    case("OR in Chinese", "草原 或 光伏", "forest catalogue"),
    case("OR of three", "草原 OR 光伏 OR 函", "forest catalogue letter"),
    case("AND written out", "碳达峰 AND 煤炭", "energy carbon speech"),
    case("AND binds tighter than OR", "草原 OR 碳达峰 国务院", "forest energy"),
    case("brackets change that", "(草原 OR 碳达峰) 规划", "forest"),
    case("full-width brackets", "（草原 OR 光伏）", "forest catalogue"),
    case("nested brackets", "((草原 OR (光伏 储能)) 目录) OR 函", "catalogue letter"),
    case("minus excludes", "碳达峰 -国务院", "carbon speech"),
    case("full-width minus excludes", "碳达峰 －国务院", "carbon speech"),
    case("NOT excludes", "碳达峰 NOT 国务院", "carbon speech"),
    case("非 excludes", "碳达峰 非 国务院", "carbon speech"),
    case("a phrase is excluded", "碳达峰 -“碳中和”", "energy speech"),
    case("an excluded word goes as a whole", "森林 -森林覆盖率", "speech"),
    case("two exclusions", "碳达峰 -国务院 -湖南", "speech"),
    case("an excluded group", "碳达峰 -(国务院 OR 湖南)", "speech"),
    case("an exclusion first", "-国务院 碳达峰", "carbon speech"),
    case("NOT alone finds the rest", "NOT 的", WITHOUT_DE),
    case("a lone minus word finds the rest", "-森林", WITHOUT_FOREST),
    case("OR with an exclusion inside", "(碳达峰 -国务院) OR 光伏", "carbon speech catalogue"),
    case("a dangling OR is a word", "光伏 OR", "", degenerate=True),
    case("或 inside a run is text", "光伏或风电", "", degenerate=True),
    case("非 inside a run is text", "非化石能源", "energy"),
    case("lower-case or is a word", "草原 or 光伏", "", degenerate=True),
    case("a prefix", "低碳*", "county"),
    case("a prefix of a longer word", "碳排*", "carbon traditional"),
    case("a latin prefix", "carb*", "carbon wide"),
    case("a prefix with a word", "森林蓄* 草原", "forest"),
    case("a lone bracket is left out", "草原 (", "forest"),
    case("a bracket in a run", "草原)", "forest"),
    case("a bracket alone is literal", "(", "forest energy carbon letter catalogue"),
    case("a star alone is literal", "*", "", degenerate=True),
    case("punctuation between words", "草原、森林", "forest"),
    case("an emoji", "😀", "", degenerate=True),
    case("a control character is a blank", "草原\x00森林", "forest"),
    case("nothing but blanks in quotes", "“ ” 函", "letter"),
]  # fmt: skip

NEAR = [
    case("in one sentence", "碳达峰 NEAR 煤炭", "energy carbon"),
    case("in one sentence, in Chinese", "碳达峰 ~句 煤炭", "energy carbon"),
    case("the other way round", "煤炭 NEAR 碳达峰", "energy carbon"),
    case("in one passage but not one sentence", "碳排放权 NEAR 碳中和", "", degenerate=True),
    case("over a semicolon it is one sentence", "蓄积量 NEAR 草原", "forest"),
    case("three words", "碳达峰 NEAR 煤炭 NEAR 替代", "carbon"),
    case("a phrase", "“有序控制” NEAR 碳达峰", "energy"),
    case("with another word", "碳达峰 NEAR 煤炭 湖南", "carbon"),
    case("with an exclusion", "碳达峰 NEAR 煤炭 -湖南", "energy"),
    case("with an absent word", "碳达峰 NEAR 海绵城市", "", degenerate=True),
    case("not over passages", "碳达峰 NEAR 非化石能源", "", degenerate=True),
    case("not between title and text", "林业发展规划 NEAR 草原", "", degenerate=True),
]

FIELDS = [
    case("title", "标题:规划", "forest"),
    case("title in English", "title:规划", "forest"),
    case("title with a full-width colon", "标题：规划", "forest"),
    case("title leaves the text out", "标题:碳达峰", "", degenerate=True),
    case("title of two words", "标题:能源通知", "energy"),
    case("title with a phrase", "标题:“能源发展的通知”", "energy"),
    case("title with a group", "标题:(规划 OR 函)", "forest letter"),
    case("title of one character", "标题:函", "letter"),
    case("issuer", "机关:湖南省人民政府", "carbon"),
    case("an issuer of any province, in short", "机关:省政府", "forest carbon"),
    case("issuer in part", "机关:人民政府", "forest carbon county"),
    case("issuer leaves the text out", "机关:森林", "", degenerate=True),
    case("author", "作者:陈大文", "traditional"),
    case("author by the paper it stood in", "作者:四川日报", "forest"),
    case("an author is no issuer", "机关:陈大文", "", degenerate=True),
    case("number", "文号:国发〔2021〕23号", "energy"),
    case("number in square brackets", "文号:国发[2021]23号", "energy"),
    case("number without brackets", "文号:国发2021 23", "energy"),
    case("number without a field", "国发〔2021〕23号", "energy"),
    case("number without a field, round brackets", "国发（2021）23号", "energy"),
    case("number without a field and brackets", "国发2021 23", "energy"),
    case("number with 第", "国发〔2021〕第23号", "energy"),
    case("number in part", "〔2021〕", "forest energy"),
    case("number of a year and a sequence", "〔2018〕23号", "carbon"),
    case("number with a word", "国发〔2021〕23号 煤炭", "energy"),
    case("number that is not there", "国发〔2020〕23号", "", degenerate=True),
    case("region with all below it", "地区:四川", "forest county"),
    case("region, full name", "地区:四川省", "forest county"),
    case("region, city without documents of its own", "地区:巴中市", "county"),
    case("region, county", "地区:平昌县", "county"),
    case("region, country", "region:全国", PLACED),
    case("year", "年份:2021", "forest energy"),
    case("year with 年", "年份:2021年", "forest energy"),
    case("years", "年份:2016..2018", "traditional carbon water water_web"),
    case("years with a dash", "年份:2016-2018", "traditional carbon water water_web"),
    case("years with 至", "年份:2016至2018", "traditional carbon water water_web"),
    case("years, open above", "年份:2022..", "county english"),
    case("years, open below", "年份:..2017", "traditional water water_web"),
    case("years, the wrong way round", "年份:2018..2016", "traditional carbon water water_web"),
    case("year in English", "year:2023", "english"),
    case("two years", "年份:2016,2023", "traditional english"),
    case("an undated document has no year", "年份:1900..2100 -的", WITHOUT_DE),
    case("kind", "类型:规划", "forest carbon"),
    case("kind in English", "kind:law", "water water_web"),
    case("level", "层级:省", "forest carbon water water_web"),
    case("period", "规划期:十四五", "forest"),
    case("topic", "主题:能源", "energy carbon"),
    case("source", "来源:中国政府网", "energy english"),
    case("validity", "时效:废止", "letter"),
    case("body leaves the title out", "正文:森林", "forest county speech"),
    case("body, a word of titles too", "正文:林业", "speech"),
    case("two fields", "类型:规划 地区:湖南", "carbon"),
    case("a field and a word", "地区:四川 森林覆盖率", "forest county"),
    case("an excluded field", "碳达峰 -类型:规划", "energy speech"),
    case("fields joined by OR", "类型:法规 OR 类型:标准", "water water_web traditional"),
    case("an unknown field is literal", "作者:小李", "", degenerate=True),
    case("an unknown field that stands in a text", "网页编辑:小李", "water_web"),
    case("an unknown value is literal", "类型:目录", "catalogue"),
    case("a field without a value is literal", "标题:", "", degenerate=True),
]  # fmt: skip

SYNONYMS = [
    expanded("an abbreviation finds what it stands for", "双碳", "carbon"),
    expanded("a name finds the abbreviation", "地区生产总值", "english"),
    expanded("an abbreviation finds itself", "GDP", "english"),
    expanded("a synonym with another word", "双碳 湖南", "carbon"),
    case("synonyms switched off", "双碳", "", degenerate=True),
    expanded("a quoted word has no synonyms; the exact one", "“碳中和”", "carbon"),
    expanded("with OR", "双碳 OR 光伏", "carbon catalogue"),
    expanded("in one sentence without synonyms", "GDP NEAR 增长", "english"),
]

CASES = [*WORDS, *FOLDING, *PHRASES, *OPERATORS, *NEAR, *FIELDS, *SYNONYMS]
