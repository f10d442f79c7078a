"""From a reading to documents: what each says about itself, with the origin of every value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.metadata.authors import authors_beneath
from indexer.metadata.facts import Facts, facts_of, notice_organs, title_organs
from indexer.metadata.organs import leading_organs
from indexer.metadata.phrases import key_phrases
from indexer.metadata.places import Placing, level_of, organ_place, place_document
from indexer.metadata.titles import file_stem
from indexer.metadata.zones import Zones, zones_of
from kb.ids import document_id
from kb.models import CleanText, Document, Kind, Level, Reading
from kb.models.document import FamilyRole
from kb.store.records import SourceRecord
from kb.vocab.issuers import resolve
from kb.vocab.kinds import kind_of_title
from kb.vocab.periods import find_periods, period
from kb.vocab.regions import ref
from kb.vocab.topics import topics_of

__all__ = ["DESCRIBE_VERSION", "describe"]

DESCRIBE_VERSION = "5"
_SAMPLE = 8000
_SIGNED: frozenset[Kind] = frozenset({"research"})
"""What people write under their own names; the names under a speech or a decree are others."""
_GENERIC = re.compile(
    r"^(?:(?P<year>(?:19|20)\d\d)年)?(?:国务院|[省市县区州]|自治[区州县])?(?:人民)?政府工作报告(?P<rest>(?:（[^）]*）)?)$"
)
_RANGE = re.compile(r"((?:19|20)\d\d)年?\s*[-—–－~～至]+\s*((?:19|20)\d\d)年")
_ABSTRACT = re.compile(r"^[【\[]?(?:内容)?(?:摘\s*要|关键词)[】\]]?\s*[:：]?")
_PASSED_ON = re.compile(r"转发|批转")
_WRAPPED = re.compile(
    r"(?:印发|转发|批转|发布|公布)(?:实施|执行)?[《〈]?(?P<inner>.{4,90}?)[》〉]?的(?:通知|公告|函|决定)"
)


@dataclass(slots=True)
class _Draft:
    """What was found about one document."""

    text: CleanText
    zones: Zones
    facts: Facts
    placing: Placing
    title: str
    title_origin: str


def _hint(text: CleanText, name: str) -> str | None:
    return next((h.value for h in text.hints if h.field == name and h.value), None)


def _printed_organs(text: CleanText, zones: Zones) -> list[str]:
    """The organs as printed, strongest evidence first; to find the document's place."""
    stated = _hint(text, "issuer")
    found = [stated] if stated else []
    found += notice_organs(zones)[0]
    found += zones.signature.organs if zones.signature else ()
    found += [*zones.letterhead, *zones.cover]
    found += zones.imprint.organs if zones.imprint else ()
    return found


def _draft(text: CleanText, name: str) -> _Draft:
    zones = zones_of(text, name)
    organs = _printed_organs(text, zones)
    placing = place_document(text, zones, organs, _hint(text, "source_name") or "", name)
    within = placing.places[0].code if placing.places else None
    facts = facts_of(text, zones, within=within)
    title, origin = _full_title(zones, facts, placing, name)
    return _Draft(text, zones, facts, placing, title, origin)


def _report_year(facts: Facts, name: str) -> str:
    """The year a work report is for: its own, from November on the next; else the file name's."""
    date = facts.written or facts.published or ""
    if date:
        return str(int(date[:4]) + (1 if date[5:7] >= "11" else 0))
    named = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", file_stem(name))
    return named.group() if named else ""


def _full_title(zones: Zones, facts: Facts, placing: Placing, file_name: str) -> tuple[str, str]:
    """A bare 政府工作报告 with the place and year that tell it from the others."""
    title = zones.title
    found = _GENERIC.match(title.text)
    if found is None or not placing.places:
        return title.text, title.origin
    year = found["year"] or _report_year(facts, file_name)
    place = placing.places[0]
    name = "" if place.level == "country" else place.name
    text = f"{year + '年' if year else ''}{name}政府工作报告{found['rest']}"
    return text, f"{title.origin}+region" if text != title.text else title.origin


def _inherit(drafts: Sequence[_Draft]) -> None:
    """A plan shares number, issuers and dates of the notice that prints it, and its places."""
    notice = next((draft for draft in drafts if draft.text.part.startswith("n")), None)
    for draft in drafts:
        if notice is None or draft is notice:
            continue
        if draft.zones.cover_date and len(draft.zones.cover_date) == 10:
            notice.facts.put("written", draft.zones.cover_date, "family_plan")
        finer = (notice.facts.written or "").startswith(draft.facts.written or "-")
        if finer and notice.facts.written != draft.facts.written:
            draft.facts.written = None  # the cover names the month, the notice the day
        if draft.facts.origins.get("issuers") == "imprint" and notice.facts.issuers:
            draft.facts.issuers = ()  # the office that printed both; the notice says who issued
        draft.facts.put("issuers", _transmitted(notice), "notice_line")
        for name in ("issuers", "number", "written", "published"):
            draft.facts.put(name, getattr(notice.facts, name), "family_notice")
        if notice.placing.places and draft.placing.origin not in {"title", "issuer"}:
            draft.placing = replace(notice.placing, origin="family_notice")


def _transmitted(notice: _Draft) -> tuple[str, ...]:
    """Who wrote what a notice passes on: 国务院办公厅转发国家教委关于…请示的通知."""
    found = _PASSED_ON.search(notice.title)
    organs = leading_organs(notice.title[found.end() :])[0] if found else []
    return tuple(map(resolve, organs))


def _kind(draft: _Draft, reading: Reading) -> tuple[Kind, str]:
    title = draft.title
    inner = _WRAPPED.search(title)
    alone = reading.family != "notice"
    kind = kind_of_title(inner["inner"]) if inner and alone else None
    if inner and not alone:
        return "policy", "title"
    kind = kind or kind_of_title(title)
    paper = any(_ABSTRACT.match(line.text) for line in draft.zones.head[:12])
    if paper and draft.title_origin == "opening":
        return "research", "abstract"  # the text has no title; its first words tell no kind
    if reading.family == "compilation":
        official = bool(draft.facts.number or title_organs(title)[0])
        if not official and kind not in {"research", "standard", "statistics"}:
            return "news", "compilation"
        return kind or "news", "title"
    if kind:
        return kind, "title"
    return ("research", "abstract") if paper else ("other", "")


def _periods(draft: _Draft, kind: Kind) -> tuple[tuple[str, ...], str]:
    """Planning periods: the title's, or for plans and policies those the text repeats."""
    named = [name for _, _, name in find_periods(draft.title)]
    for first, last in _RANGE.findall(draft.title):
        named += [n for n in _whole_periods(int(first), int(last)) if n not in named]
    if named:
        return tuple(dict.fromkeys(named)), "title"
    if kind not in {"plan", "policy"}:
        return (), ""
    found = [name for _, _, name in find_periods(draft.text.text[:_SAMPLE])]
    often = [name for name in dict.fromkeys(found) if found.count(name) >= 3]
    return tuple(sorted(often, key=lambda n: period(n) or (0, 0))), "text" if often else ""


def _whole_periods(first: int, last: int) -> list[str]:
    from kb.vocab.periods import all_periods

    return [name for name, (start, end) in all_periods().items() if (start, end) == (first, last)]


def _level(draft: _Draft, kind: Kind) -> tuple[Level | None, str]:
    """The issuer's level; where no issuer is known, that of the place a plan or policy is for."""
    for organ in draft.facts.issuers:
        level = level_of(organ_place(organ))
        if level:
            return level, "issuer"
    if kind in {"plan", "policy", "law", "report", "statistics"} and draft.placing.places:
        return level_of(draft.placing.places[0]), "region"
    return None, ""


def _role(reading: Reading, text: CleanText) -> FamilyRole:
    if reading.family == "compilation":
        return "article"
    if reading.family == "notice":
        return "notice" if text.part.startswith("n") else "plan"
    return "main"


def _doc_key(reading: Reading, text: CleanText, title: str) -> str:
    stem = file_stem(reading.source.name)
    if reading.family != "compilation":
        return stem
    printed = _hint(text, "title") or title
    return f"{stem}#{''.join(printed.split())}"


def _document(draft: _Draft, reading: Reading, source: SourceRecord) -> Document:
    text, facts = draft.text, draft.facts
    own_id = document_id(source.id, text.part)
    kind, kind_origin = _kind(draft, reading)
    periods, period_origin = _periods(draft, kind)
    level, level_origin = _level(draft, kind)
    authors = authors_beneath(draft.zones.head[draft.zones.title.last :]) if kind in _SIGNED else ()
    sample = text.text[:_SAMPLE]
    origins = {_FIELDS.get(key, key): value for key, value in facts.origins.items()}
    found = {"title": draft.title_origin, "kind": kind_origin, "periods": period_origin}
    found |= {"authors": "author_line" if authors else ""}
    found |= {"level": level_origin, "regions": draft.placing.origin, "topics": "vocabulary"}
    for name in ("source_name", "url", "section", "compilation"):
        found[name] = next((h.origin for h in text.hints if h.field == name and h.value), "")
    return Document(
        id=own_id,
        source_id=source.id,
        part=text.part,
        doc=_doc_key(reading, text, draft.title),
        source=source.name,
        title=draft.title,
        kind=kind,
        level=level,
        issuers=facts.issuers,
        authors=authors,
        document_number=facts.number,
        written_on=facts.written,
        published_on=facts.published,
        effective_on=facts.effective,
        validity=facts.validity,  # type: ignore[arg-type]  # put() keeps to the five states
        superseded_by=facts.superseded_by,
        source_name=_hint(text, "source_name"),
        url=_hint(text, "url"),
        regions=tuple(ref(place) for place in draft.placing.places),
        periods=periods,
        topics=topics_of(draft.title, sample),
        key_phrases=key_phrases(draft.title, sample),
        section=_hint(text, "section"),
        compilation=_hint(text, "compilation"),
        family_id=source.id if reading.family else own_id,
        family_role=_role(reading, text),
        origins=origins | {key: value for key, value in found.items() if value},
        notes=tuple({"code": n.code, "message": n.message, "page": n.page} for n in text.notes),
        versions={**source.versions, "describe": DESCRIBE_VERSION},
        added_at=source.added_at,
        length=len(text.text),
        sha256=reading.source.sha256,
        loader=reading.source.loader,
        encoding=reading.source.encoding,
    )


_FIELDS = {
    "number": "document_number",
    "written": "written_on",
    "published": "published_on",
    "effective": "effective_on",
}


def describe(reading: Reading, source: SourceRecord) -> tuple[Document, ...]:
    """One document for each of the reading's, in its order."""
    drafts = [_draft(text, source.name) for text in reading.documents]
    if reading.family == "notice":
        _inherit(drafts)
    return tuple(_document(draft, reading, source) for draft in drafts)
