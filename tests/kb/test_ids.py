"""Ids that survive re-reading."""

from __future__ import annotations

import hashlib

import pytest

from kb.ids import document_id, fingerprint, measure_id, source_id

SHA = hashlib.sha256("某文件".encode()).hexdigest()
SLOTS = {"metric": "森林覆盖率", "value": "63", "year": 2025, "scope": None}


def test_a_source_id_follows_from_the_content() -> None:
    assert source_id(SHA) == source_id(SHA)
    assert len(source_id(SHA)) == 10


def test_a_taken_source_id_is_lengthened() -> None:
    short = source_id(SHA)
    longer = source_id(SHA, taken={short})
    assert longer.startswith(short)
    assert longer != short


def test_content_whose_every_id_is_taken_is_numbered() -> None:
    class Everything:
        def __contains__(self, name: object) -> bool:
            return not str(name).endswith("7")

    assert source_id("00" * 32, taken=Everything()).endswith("7")


@pytest.mark.parametrize(("part", "made"), [("", "s1"), ("a03", "s1.a03")])
def test_a_document_is_a_part_of_its_source(part: str, made: str) -> None:
    assert document_id("s1", part) == made


def test_the_fingerprint_sees_through_width_blanks_and_traditional_characters() -> None:
    assert fingerprint("森林覆蓋率 ６３％") == fingerprint("森林覆盖率63%")


@pytest.mark.parametrize(
    "changed", [{"value": "64"}, {"year": 2030}, {"scope": "山区"}, {"metric": "湿地率"}], ids=str
)
def test_another_fact_is_another_measure(changed: dict[str, object]) -> None:
    same = measure_id("d", "到2025年达到63%。", SLOTS)
    assert measure_id("d", "到2025年达到63%。", {**SLOTS, **changed}) != same


def test_a_measure_keeps_its_id_when_only_layout_changes() -> None:
    one = measure_id("d", "到2025年，森林覆盖率达到63%。", SLOTS)
    assert (
        measure_id("d", "到２０２５年， 森林覆盖率达到63％。", dict(reversed(SLOTS.items()))) == one
    )


def test_the_second_of_two_equal_statements_has_an_id_of_its_own() -> None:
    assert measure_id("d", "同句", SLOTS, occurrence=1) != measure_id("d", "同句", SLOTS)
