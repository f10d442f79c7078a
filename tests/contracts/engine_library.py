"""The small library that every engine is asked about."""

from __future__ import annotations

from kb.store import DocumentBundle
from tests.indexer.search.library import bundle

__all__ = ["ALL_IDS", "LIBRARY"]

CHINA = "000000"

LIBRARY: list[DocumentBundle] = [
    bundle(
        "forest", "四川省林业发展规划",
        ["第一章 总体要求", "到2025年，全省森林覆盖率达到41%以上。",
         "森林蓄积量稳步增长；草原植被盖度达到86%。"],
        headings=[0], kind="plan", level="province", issuers=("四川省人民政府",),
        periods=("十四五",),
        document_number="川府发〔2021〕8号", written_on="2021-03-15", topics=("林业",),
        places=[f"{CHINA}/510000"], source_name="四川日报", validity="in_force",
    ),
    bundle(
        "energy", "国务院关于能源发展的通知",
        ["推进碳达峰，有序控制煤炭消费。", "非化石能源占比提高到20%左右。"],
        kind="policy", level="national", issuers=("国务院",), document_number="国发〔2021〕23号",
        written_on="2021-10-24", places=[CHINA], topics=("能源",), source_name="中国政府网",
    ),
    bundle(
        "carbon", "湖南省碳市场建设方案",
        ["推进碳排放权交易市场建设。碳中和任重道远。", "先立后破，碳达峰与煤炭替代同步推进。"],
        kind="plan", level="province", issuers=("湖南省人民政府",), written_on="2018-05",
        document_number="湘政发〔2018〕23号", places=[f"{CHINA}/430000"], periods=("十三五",),
        topics=("能源", "金融"), source_name="湖南日报",
    ),
    bundle(
        "county", "平昌县绿色低碳发展意见",
        ["森林 覆盖率稳定在54.14%。", "12:30召开现场会，部署造林任务。"],
        kind="policy", level="county", issuers=("平昌县人民政府",), written_on="2022-06-01",
        places=[f"{CHINA}/510000/511900/511923"], topics=("林业",),
    ),
    bundle(
        "english", "GDP与R&D统计公报",
        ["全年GDP增长5.5%，R&D经费投入强度达到2.5%。", "PM2.5年均浓度为35微克/立方米。"],
        kind="statistics", level="national", issuers=("国家统计局",), written_on="2023-02-28",
        places=[CHINA], source_name="中国政府网",
    ),
    bundle(
        "traditional", "香港綠色建築指引", ["推動綠色建築發展，減少碳排放。"],
        kind="standard", written_on="2016", places=[f"{CHINA}/810000"],
        authors=("陳大文", "李小明"),
    ),
    bundle(
        "wide", "ＡＢＣ园区２０２０年总结",
        ["园区产值１２３．５亿元，增长８％。", "Carbon Peak 工作启动。"],
        kind="report", level="county", written_on="2020-12-31", places=[f"{CHINA}/310000"],
    ),
    bundle(
        "letter", "关于印发实施细则的函", ["细则自2019年1月1日起施行，旧办法同时废止。"],
        kind="policy", document_number="发改办〔2019〕105号", written_on="2019-01-01",
        validity="repealed", issuers=("国家发展和改革委员会办公厅",),
    ),
    bundle(
        "catalogue", "产业目录（2020年本）",
        ["目录【甲类】包括：风电、光伏、储能。", "乙类 | 12 | 煤电 | 限制"],
        kind="other", written_on="2020-05", topics=("工业",),
    ),
    bundle(
        "water", "云南省水资源条例", ["合理开发水资源，保护水环境。"],
        kind="law", level="province", written_on="2017-07-01", places=[f"{CHINA}/530000"],
    ),
    bundle(
        "water_web", "云南省水资源条例", ["合理开发水资源，保护水环境。", "网页编辑：小李。"],
        kind="law", level="province", written_on="2017-07-01", places=[f"{CHINA}/530000"],
        family_id="water", family_role="edition", source_name="云南网",
    ),
    bundle(
        "speech", "在生态环境大会上的讲话",
        ["“绿水青山”就是金山银山。森林是水库。", "煤炭要清洁利用。碳达峰要先行。", "森", "林业"],
        kind="speech",
    ),
]  # fmt: skip

ALL_IDS = {made.document.id for made in LIBRARY}
