"""The form of each vocabulary file: what a library's own file may hold."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kb.errors import VocabularyError

__all__ = ["FORMS", "check_form"]

Words = list[str]


class Form(BaseModel):
    """A table with fixed names, of which an own file may give any."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Loose(BaseModel):
    """An entry whose other names are checked where it is read."""

    model_config = ConfigDict(extra="allow", strict=True)


class KindRule(Form):
    """How titles tell a kind."""

    kind: str
    pattern: str


class Area(Form):
    """A named area; a member is a place, or places within a province."""

    id: str
    names: Annotated[Words, Field(min_length=1)]
    members: list[str | dict[str, Words]]
    part: bool = False


class Unified(Form):
    """Names that mean one."""

    pattern: str
    becomes: str
    hints: str = ""


class MetricNames(Form):
    """metric_names.yaml."""

    formulas: Words = []
    own_region: Words = []
    leading: Words = []
    unified: list[Unified] = []


class Issuers(Form):
    """issuers.yaml."""

    vertical: Words = []
    national: dict[str, str] = {}
    local: dict[str, str] = {}


class Organs(Form):
    """organs.yaml."""

    words: Words = []
    heads: Words = []
    units: Words = []
    names: Words = []
    openers: Words = []
    posts: dict[str, Words] = {}


class Traps(Form):
    """regions_traps.yaml."""

    full: Words = []
    short: Words = []
    never: Words = []
    compound: Words = []
    civic: Words = []
    landscape: Words = []
    before: dict[str, str] = {}
    after: dict[str, str] = {}


class Scopes(Form):
    """scopes.yaml."""

    whole: Words = []
    in_name: Words = []
    usual: Words = []
    telling: Words = []
    bodies: Words = []
    per_head: Words = []
    same: dict[str, Words] = {}


class Goals(Form):
    """goals.yaml."""

    kinds: Words = []
    titles: Words = []
    but_not: Words = []
    covers: Words = []


class Bases(Form):
    """bases.yaml."""

    prices: dict[str, Words] = {}
    reckoned: dict[str, Words] = {}
    population: dict[str, Words] = {}
    money: dict[str, Words] = {}
    striven: Words = []
    constant_prices: Words = []


class Rule(Loose):
    """A sentence that says of an absence that there is no figure."""

    words: list[Words] = []
    gap: int = 0
    stop: str = ""
    end: Words = []
    unless: Words = []


class NotWhole(Form):
    """What stands beside a word that is then no metric's whole name."""

    before: Words = []
    after: Words = []


class Absences(Form):
    """absences.yaml."""

    sentences: dict[str, list[Rule]] = {}
    short_names: dict[str, Words] = {}
    not_whole: NotWhole = NotWhole()


class MetricEntry(Loose):
    """A metric."""

    additive: bool = False
    synonyms: Words = []
    bare: Words = []
    also: Words = []


class Metrics(Form):
    """metrics.yaml."""

    sectors: Words = []
    metrics: list[MetricEntry] = []


class Dimension(Form):
    """What units measure, and the unit values are converted to."""

    name: str
    canonical: str


class Rate(Form):
    """Other names of a compound unit."""

    symbol: str
    of: str
    aliases: Words = []


class UnitEntry(Loose):
    """A unit."""

    symbol: str
    aliases: Words = []
    denominator: Words = []
    prefix: bool = True


class Units(Form):
    """units.yaml."""

    dimensions: dict[str, Dimension] = {}
    canonical_rates: Words = []
    common_rates: Words = []
    multipliers: dict[str, int] = {}
    units: list[UnitEntry] = []
    rates: list[Rate] = []


class Titles(Form):
    """titles.yaml."""

    documents: Words = []
    writings: Words = []
    no_names: Words = []
    dull: Words = []


class Surnames(Form):
    """surnames.yaml: those of one character, run together, and those of two."""

    single: str = ""
    double: Words = []


FORMS: dict[str, Any] = {
    "absences.yaml": Absences,
    "bases.yaml": Bases,
    "definitions.yaml": dict[str, str],
    "goals.yaml": Goals,
    "issuers.yaml": Issuers,
    "kinds.yaml": list[KindRule],
    "metric_names.yaml": MetricNames,
    "metrics.yaml": Metrics,
    "organs.yaml": Organs,
    "periods.yaml": dict[str, Annotated[list[int], Field(min_length=2, max_length=2)]],
    "presets.yaml": dict[str, str],
    "regions_areas.yaml": list[Area],
    "regions_renamed.yaml": dict[str, str],
    "regions_traps.yaml": Traps,
    "scopes.yaml": Scopes,
    "sheet_labels.yaml": dict[str, Words],
    "surnames.yaml": Surnames,
    "titles.yaml": Titles,
    "topics.yaml": dict[str, Words],
    "units.yaml": Units,
    "validity.yaml": dict[str, Words],
}
_WORDS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    "string_type": "应是文字（数字和 yes、no 等要加引号）",
    "list_type": "应是列表，如 [甲, 乙]",
    "dict_type": "应是“名称: 内容”的表",
    "model_type": "应是“名称: 内容”的表",
    "int_type": "应是整数",
    "bool_type": "应是 true 或 false",
    "too_short": "项数不够",
    "too_long": "项数太多",
}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(FORMS[name])


def check_form(name: str, content: object) -> None:
    """`VocabularyError` says which entry of an own file has not the form of the built-in one."""
    try:
        _adapter(name).validate_python(content, strict=True)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        place = "、".join(f"第 {p + 1} 条" if isinstance(p, int) else str(p) for p in first["loc"])
        what = _WORDS.get(first["type"], "写法不对")
        raise VocabularyError(name, f"{place or '整个文件'}：{what}，写法见内置的文件") from exc
