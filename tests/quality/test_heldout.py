"""Annotations of held-out documents: every quote is in the texts, and no score has fallen."""

from __future__ import annotations

import pytest

from tests.quality.gate import check, read_floors
from tests.quality.heldout import SETS, Heldout, fingerprint, load, recover
from tests.quality.measured_heldout import measure

pytestmark = [pytest.mark.shared, pytest.mark.usefixtures("shared")]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Heldout]:
    folder = tmp_path_factory.mktemp("heldout")
    return [document for chosen in SETS for document in load(folder, chosen)]


def test_every_annotated_quote_stands_in_its_document(documents: list[Heldout]) -> None:
    lost = [
        (row["doc"], row["metric"])
        for document in documents
        for row in recover(document)
        if row["quote"] is None
    ]
    assert lost == []


def test_there_are_enough_annotations_to_judge_by(documents: list[Heldout]) -> None:
    rows = [row for document in documents for row in document.labels if row["value"] is not None]
    statuses = [row["status"] for row in rows]
    assert (statuses.count("target") >= 250, statuses.count("actual") >= 80) == (True, True)


def test_a_fingerprint_does_not_depend_on_white_space() -> None:
    assert fingerprint("到 2025 年\n达到") == fingerprint("到2025年达到")


def test_a_changed_quote_is_not_recovered(documents: list[Heldout]) -> None:
    first = documents[0]
    length, sha256 = fingerprint("这句话不在文中")
    altered = {**first.labels[0], "quote_length": length, "quote_sha256": sha256}
    absent = Heldout(first.name, first.ranges, first.reading, (altered,))
    assert recover(absent)[0]["quote"] is None


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("heldout", "first"),
        ("heldout_a", "a"),
        ("heldout_c", "c"),
        ("heldout_d", "d"),
        ("heldout_e", "e"),
        ("heldout_f", "f"),
        ("heldout_g", "g"),
    ],
)
def test_no_score_fell_below_what_was_pinned(name: str, chosen: str) -> None:
    assert check(read_floors(name), measure(chosen)) == []
