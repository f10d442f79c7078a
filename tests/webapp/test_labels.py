"""Every code of the models has its word on the pages."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from indexer.search import FACETS, MEASURE_FACETS
from kb.models.document import FamilyRole, Kind, Level, Validity
from kb.models.measure import Basis, Change, Shape, SlotOrigin, Status
from kb.models.text import NoteCode
from webapp.labels import FACET_NAMES, LABELS

CODES = {
    "kind": Kind,
    "level": Level,
    "validity": Validity,
    "role": FamilyRole,
    "status": Status,
    "change": Change,
    "basis": Basis,
    "shape": Shape,
    "slot": SlotOrigin,
    "note": NoteCode,
}


@pytest.mark.parametrize(("group", "codes"), CODES.items(), ids=CODES)
def test_every_code_has_a_word_and_every_word_a_code(group: str, codes: Any) -> None:
    assert set(LABELS[group]) - {""} == set(get_args(codes))


def test_every_facet_has_a_name_and_every_name_a_facet() -> None:
    assert set(FACET_NAMES) == {*FACETS, *MEASURE_FACETS}


@pytest.mark.parametrize("group", LABELS)
def test_the_words_are_text(group: str) -> None:
    assert [word for word in LABELS[group].values() if not isinstance(word, str) or not word] == []
