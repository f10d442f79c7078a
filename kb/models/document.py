"""A document: what is known about one policy text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Document", "Kind", "Level", "PartialDate", "RegionRef", "Validity"]

PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""ISO date whose length is its precision: "2022", "2022-04" or "2022-04-02"."""

Kind = Literal[
    "plan",
    "policy",
    "law",
    "report",
    "statistics",
    "research",
    "news",
    "speech",
    "standard",
    "other",
]
"""规划、政策文件、法律法规、政府工作报告等报告、统计公报、研究论文、新闻动态、讲话、标准、其他."""

Level = Literal["national", "province", "city", "county", "township"]
Validity = Literal["in_force", "amended", "repealed", "superseded", "unknown"]
FamilyRole = Literal["main", "notice", "plan", "article", "edition"]


class RegionRef(BaseModel):
    """A place. `code`: GB/T 2260 six digits, "000000" for 全国, or a named area such as
    "area:qinba"; `path`: codes from the country down to this one, joined by "/"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(description="GB/T 2260 代码，全国为 000000，特定区域如 area:qinba。")
    name: str = Field(description="全称，如“巴中市”。")
    path: str = Field(description="自上而下的代码路径，如 000000/510000/511900/511923。")


class Document(BaseModel):
    """One policy text and where each fact about it came from. Empty: the text does not say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(description="稳定标识：来源标识，加“.”与部分标识（若一个文件含多个文件）。")
    source_id: str = Field(description="来源文件首次加入时获得的标识。")
    part: str = Field(description="在来源文件中的部分标识；空表示整个文件。")
    doc: str = Field(description="来源文件名去扩展名；汇编中的文章再加“#”与去空白的标题。")
    source: str = Field(description="来源文件名（含相对路径）。")
    title: str = Field(min_length=1, description="标题，如原文。")
    kind: Kind = Field(description="类型，如 plan 规划、policy 政策文件。")
    level: Level | None = Field(description="发文层级；空：不详。")
    issuers: tuple[str, ...] = Field(description="发文机关全称，按原文顺序；空：文中未载。")
    authors: tuple[str, ...] = Field(
        default=(), description="个人作者，按原文顺序；机关见 issuers；空：文中未载。"
    )
    document_number: str | None = Field(description="发文字号，六角括号；空：文中未载。")
    written_on: PartialDate | None = Field(description="成文日期。")
    published_on: PartialDate | None = Field(description="发布日期。")
    effective_on: PartialDate | None = Field(description="施行日期。")
    validity: Validity = Field(description="时效状态；unknown：文中未说明。")
    superseded_by: str | None = Field(description="替代它的文件标题或文号。")
    source_name: str | None = Field(description="来源（媒体、网站、刊物）名称。")
    publication: dict[str, str] = Field(
        default_factory=dict,
        description="出版信息，供引文用：container、volume、issue、page、publisher、place、doi。",
    )
    url: str | None = Field(description="原文网址。")
    regions: tuple[RegionRef, ...] = Field(description="文件所适用或所述的地区，主地区在前。")
    periods: tuple[str, ...] = Field(description="规划期，如“十四五”。")
    topics: tuple[str, ...] = Field(description="主题词表中的主题。")
    key_phrases: tuple[str, ...] = Field(description="自动提取的关键短语。")
    section: str | None = Field(description="所在汇编的栏目。")
    compilation: str | None = Field(description="所在汇编的题名。")
    family_id: str = Field(description="文件族标识；独立文件为其自身标识。")
    family_role: FamilyRole = Field(
        description="在文件族中的角色；edition 表示同一文本的另一版本，不重复计数。"
    )
    origins: dict[str, str] = Field(
        description="字段名 → 取值来源（title_line、html_table、tail、user …）。"
    )
    notes: tuple[dict[str, str | int | None], ...] = Field(
        description="阅读情况：code、message、page；无文本层的页、图片表格等。"
    )
    versions: dict[str, str] = Field(
        description="生成它的 loader、cleaner、extractor、vocabulary 版本。"
    )
    added_at: str = Field(description="加入时间，ISO 8601，UTC。")
    length: int = Field(ge=0, description="正文长度（字符）。")
    sha256: str = Field(description="来源文件的 SHA-256。")
    loader: str = Field(description="读取器名称。")
    encoding: str | None = Field(description="检测到的编码；二进制格式为空。")
