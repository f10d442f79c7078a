"""One document from passages to measures and ledger."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from indexer.measures.document.facts import Facts, read_facts
from indexer.measures.document.regions import opens_with_place
from indexer.measures.frames import Frames
from indexer.measures.lexing.compact import fold
from indexer.measures.milestones import has_cue, milestones
from indexer.measures.records import settle, to_measure
from indexer.measures.sentences.drafts import Draft, Setting
from indexer.measures.sentences.sentence import Sentence, read_sentences, spans
from indexer.measures.tables.notes import Notes
from indexer.measures.tables.printed_rows import printed_rows
from indexer.measures.tables.rows import read_table
from indexer.measures.timeline.expected import is_expected
from indexer.measures.timeline.sections import Sections, goes_on
from indexer.measures.timeline.status import is_aimed, may_report, reported_from, status_of
from indexer.measures.timeline.totals import mark_averages, mark_totals
from kb.models import CleanText, Document, Measure, Passage
from kb.store.records import LedgerEntry

__all__ = ["Extraction", "extract"]

_GATE = re.compile(
    r"[\d０-９〇零二三四五六七八九十百千万亿半两翻分一](?:(?<![分一])|(?<=分)之|(?<=一)[个家所座项名次倍])"
)
"""It begins with all characters that a number may begin with: found sooner."""


_OPENING = 40
"""Characters in which a passage names the place it is about."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document yields: its records, and for every number its record or reason."""

    measures: tuple[Measure, ...]
    ledger: tuple[LedgerEntry, ...]


@dataclass(slots=True)
class _Run:
    document: Document
    text: CleanText
    facts: Facts
    frames: Frames
    sections: Sections
    folded: str
    before: Passage | None = None
    """The passage read last."""
    notes: Notes = field(default_factory=Notes)
    measures: list[Measure] = field(default_factory=list)
    ledger: list[LedgerEntry] = field(default_factory=list)
    seen: dict[tuple[object, ...], str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)


def extract(document: Document, text: CleanText, passages: Sequence[Passage]) -> Extraction:
    """All measures of one document and the ledger of its numbers, in the order of the text."""
    facts = read_facts(document, text)
    run = _Run(document, text, facts, Frames(facts), Sections(facts, passages), fold(text.text))
    _read_tables(run, passages)
    if text.tables:
        _unused_cells(run, passages)
    prose = [passage for passage in passages if passage.kind != "table_row"]
    prose = _read_printed(run, prose)
    for first in range(0, len(prose), _AT_ONCE):
        _read_passages(run, prose[first : first + _AT_ONCE])
    run.measures.sort(key=_place)
    if run.replaced:
        run.ledger = [_renamed(entry, run.replaced) for entry in run.ledger]
    for end in (attrgetter("end"), attrgetter("start")):  # by whole numbers, nearly in order
        run.ledger.sort(key=end)
    return Extraction(tuple(run.measures), tuple(run.ledger))


def _place(measure: Measure) -> tuple[int, int]:
    return measure.start, measure.value_start or measure.start


def _renamed(entry: LedgerEntry, replaced: dict[str, str]) -> LedgerEntry:
    new = replaced.get(entry.measure_id or "")
    return LedgerEntry(entry.start, entry.end, entry.reason, new) if new else entry


def _read_tables(run: _Run, passages: Sequence[Passage]) -> None:
    by_row = {(p.table, p.row): p for p in passages if p.kind == "table_row"}
    above = _above_tables(passages) if run.text.tables else {}
    headings = {p.table: p.headings for p in passages if p.kind == "table_row"}
    for number, table in enumerate(run.text.tables):
        titles = headings.get(number, ())
        for found in read_table(table, run.facts, above.get(number, ""), titles):
            passage = by_row.get((number, found.row_number))
            if passage is None:
                continue
            draft = found.draft
            settle(draft, run.facts)
            draft.start, draft.end = passage.start, passage.end
            made = to_measure(draft, run.document, passage, passage.text, found.value_span)
            run.ledger.append(LedgerEntry(*found.value_span, "", _keep(run, made)))


def _read_printed(run: _Run, passages: Sequence[Passage]) -> list[Passage]:
    """Record the rows that are printed as lines; the passages that are left."""
    if run.facts.mode != "account":
        return list(passages)
    listed = printed_rows(passages)
    for passage in passages:
        for row in listed.get(passage.number, ()):
            settle(row.draft, run.facts)
            row.draft.start, row.draft.end = passage.start, passage.end
            span = passage.start + row.start, passage.start + row.end
            made = to_measure(row.draft, run.document, passage, passage.text, span)
            run.ledger.append(LedgerEntry(*span, "", _keep(run, made)))
    return [passage for passage in passages if passage.number not in listed]


def _above_tables(passages: Sequence[Passage]) -> dict[int, str]:
    """The text right above each table, which may be its caption."""
    return {
        row.table: before.text
        for before, row in itertools.pairwise(passages)
        if row.kind == "table_row" and row.table is not None and before.kind != "table_row"
    }


_TABLE_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def _unused_cells(run: _Run, passages: Sequence[Passage]) -> None:
    """Numbers of table rows that no record was made of."""
    used = sorted((entry.start, entry.end) for entry in run.ledger)
    for passage in passages:
        if passage.kind != "table_row":
            continue
        for match in _TABLE_NUMBER.finditer(run.text.text, passage.start, passage.end):
            before = bisect_right(used, (match.end(), 0)) - 1
            if before < 0 or used[before][1] <= match.start():
                run.ledger.append(LedgerEntry(match.start(), match.end(), "table_cell"))


def _may_hold(text: str, start: int, end: int) -> bool:
    """Whether a sentence is worth reading: it has a number or a word of a milestone."""
    if _GATE.search(text, start, end) or has_cue(text, start, end):
        return True
    squeezed = "".join(text[start:end].split())
    if len(squeezed) == end - start:
        return False
    return _GATE.search(squeezed) is not None or has_cue(squeezed, 0, len(squeezed))


_AT_ONCE = 500
"""Passages whose sentences are lexed one after another, then understood, then recorded: a processor
that does one thing many times has at hand what it needs, and is done a sixth sooner."""


@dataclass(slots=True)
class _Told:
    """A sentence and what was made of it, on the way to its records."""

    sentence: Sentence
    passage: Passage
    section: str
    facts: Facts
    setting: Setting
    drafts: list[Draft]
    reasons: dict[int, str]


def _read_passages(run: _Run, passages: Sequence[Passage]) -> None:
    told: list[_Told] = []
    for passage, sentences in zip(passages, _sentences(run, passages), strict=True):
        _understand(run, passage, sentences, told)
    for each in told:
        if each.section != "glossary" and each.passage.kind != "heading":
            taken = [(d.quantity.number_start, d.quantity.end) for d in each.drafts if d.quantity]
            states = milestones(each.sentence, each.setting, each.facts, taken)
            each.drafts += _ahead([*states], each.facts, {}) if each.facts.asks else states
    for each in told:
        _write_ledger(run, each, _records(run, each))


def _sentences(run: _Run, passages: Sequence[Passage]) -> list[list[Sentence | None]]:
    """The sentences of each passage; None for one that is not worth reading."""
    clean = run.text.text
    found = [
        [
            (start, end) if _may_hold(clean, start, end) or _moves(run, start, end) else None
            for start, end in spans(clean, passage.start, passage.end)
        ]
        for passage in passages
    ]
    worth = [span for of_passage in found for span in of_passage if span]
    read = iter(read_sentences(run.folded, worth, run.facts))
    return [[next(read) if span else None for span in of_passage] for of_passage in found]


def _ahead(drafts: Sequence[Draft], facts: Facts, reasons: dict[int, str]) -> list[Draft]:
    """A call for applications aims only at later years; all else is asked of who applies."""
    now = facts.year or 0
    later = [draft for draft in drafts if draft.time and (draft.time.year or 0) > now]
    kept = {draft.quantity.number_start for draft in later if draft.quantity is not None}
    for draft in drafts:
        if draft.quantity is not None and draft.quantity.number_start not in kept:
            reasons[draft.quantity.number_start] = "criterion"
    return later


def _moves(run: _Run, start: int, end: int) -> bool:
    """Whether a sentence without numbers says of which place the next ones speak, in an account."""
    if run.facts.mode != "account":
        return False
    return opens_with_place("".join(run.folded[start : min(end, start + _SUBJECT)].split()))


_SUBJECT = 24
"""Characters, blanks among them, that hold the place a sentence opens with."""


def _understand(
    run: _Run, passage: Passage, sentences: Sequence[Sentence | None], told: list[_Told]
) -> None:
    """What the sentences of a passage state, each with what those before it said."""
    frames, memory = run.frames, run.frames.memory
    carried = memory.time if goes_on(run.before, passage, memory.time, run.facts) else None
    run.before = passage
    memory.new_passage()
    section = run.sections.enter(passage)
    if run.notes.enter(passage):
        section = "glossary"
    facts = frames.facts = run.sections.facts_of(section)
    memory.time = carried or run.sections.heading_time(section)
    frames.open_passage(run.text.text[passage.start : passage.start + _OPENING], passage)
    for sentence in sentences:
        if sentence is not None:
            drafts, reasons = frames.read(sentence)
            if section == "glossary":
                numbers = (quantity.number_start for quantity in sentence.quantities)
                drafts, reasons = [], dict.fromkeys(numbers, "glossary")
            if facts.asks:
                drafts = _ahead(drafts, facts, reasons)
            setting = Setting(memory.time, memory.region)
            told.append(_Told(sentence, passage, section, facts, setting, drafts, reasons))
        memory.new_sentence()


def _records(run: _Run, told: _Told) -> dict[int, str]:
    """Store the drafts as records; ids by `number_start`."""
    sentence = told.sentence
    made: dict[int, str] = {}
    if not told.drafts:
        return made
    evidence_start, evidence_end = _trimmed(run.text.text, sentence.start, sentence.end)
    evidence = run.text.text[evidence_start:evidence_end]
    _judge(run, told)
    mark_totals(told.drafts, told.facts, sentence.text)
    mark_averages(told.drafts, told.facts, sentence.text)
    reports = may_report(sentence.text)
    for draft in told.drafts:
        settle(draft, told.facts)
        if reports:
            draft.reported_from = reported_from(sentence.text[: draft.at], run.document.title)
        draft.start, draft.end = evidence_start, evidence_end
        quantity = draft.quantity
        span = sentence.source.span(quantity.number_start, quantity.end) if quantity else None
        measure = to_measure(draft, run.document, told.passage, evidence, span)
        kept = _keep(run, measure)
        if quantity is not None:
            made[quantity.number_start] = kept
    return made


def _judge(run: _Run, told: _Told) -> None:
    """Target, actual or forecast: each draft of a sentence, with what those before it are."""
    text, before = told.sentence.text, None
    for draft in told.drafts:
        draft.status = status_of(draft, run.facts, told.section, text, before)
        draft.slots["status"] = "inherited_heading" if draft.status == told.section else "stated"
        _expect(draft, before, told.facts, text)
        before = draft


def _expect(draft: Draft, before: Draft | None, facts: Facts, text: str) -> None:
    """预计全年增长8%: an actual number not yet final says so; of a later year it is a forecast."""
    quantity = draft.quantity
    if draft.status == "forecast" or quantity is None:
        return
    said_before = before is not None and before.slots.get("value") == "expected"
    goes_on = draft.rule == "ellipsis" and said_before
    if not goes_on and not is_expected(text, quantity.number_start, quantity.end):
        return
    if draft.status == "actual":
        draft.slots["value"] = "expected"
    elif facts.mode == "report" and not is_aimed(text[: quantity.number_start]):
        draft.status = "forecast"


def _keep(run: _Run, measure: Measure) -> str:
    """Add a record, unless the document states the same elsewhere (rule 11); the kept one's id."""
    same = _identity(measure)
    if same not in run.seen:
        run.seen[same] = measure.id
        run.measures.append(measure)
    else:
        _prefer(run, same, measure)
    return run.seen[same]


def _prefer(run: _Run, same: tuple[object, ...], measure: Measure) -> None:
    """What states its base takes the place of what has it by convention; a bound that of a row.

    So does a state to be reached before a year (2030年前达峰) that of the same without the bound.
    """
    states_base = measure.slots.get("base_year") == "stated"
    bounds = measure.op != "=" and "op" in measure.slots
    if not states_base and not bounds:
        return
    at = next(i for i, kept in enumerate(run.measures) if kept.id == run.seen[same])
    kept = run.measures[at]
    by_convention = kept.slots.get("base_year") == "convention"
    if (states_base and by_convention and kept.base_year == measure.base_year) or (
        bounds and kept.op == "=" and (kept.rule == "table" or kept.value is None)
    ):
        binding = measure.binding or kept.binding
        run.measures[at] = measure.model_copy(update={"binding": binding})
        run.seen[same] = measure.id
        run.replaced[kept.id] = measure.id


def _identity(measure: Measure) -> tuple[object, ...]:
    """A statement repeated in one document is recorded once."""
    return (
        measure.metric, measure.value, measure.value_max, measure.unit, measure.change,
        measure.year, measure.region, measure.status, measure.scope,
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _write_ledger(run: _Run, told: _Told, made: dict[int, str]) -> None:
    sentence, reasons, ledger = told.sentence, told.reasons, run.ledger
    offsets = sentence.source.offsets
    for quantity in sentence.quantities:
        number = quantity.number_start
        measure_id = made.get(number)
        reason = "" if measure_id else reasons.get(number, "no_metric")
        start, end = offsets[number], offsets[quantity.end - 1] + 1
        ledger.append(LedgerEntry(start, end, reason, measure_id))
    for low, high, reason in sentence.traps:
        ledger.append(LedgerEntry(offsets[low], offsets[high - 1] + 1, reason))
    for ref in sentence.times:
        ledger.append(LedgerEntry(offsets[ref.start], offsets[ref.end - 1] + 1, "time"))
