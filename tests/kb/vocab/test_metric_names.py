"""Rules that bring names of metrics to one form, as a library may add them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import VocabularyError
from kb.vocab import configure
from kb.vocab.metric_names import name_key


@pytest.fixture
def own_rules(own_words: Path) -> Path:
    return own_words / "metric_names.yaml"


def test_a_library_adds_rules(own_rules: Path) -> None:
    own_rules.write_text(
        "leading: [争取]\nunified: [{pattern: 盆景园地, becomes: 盆景园}]\n", encoding="utf-8"
    )
    configure(own_rules.parent)
    assert name_key("争取全市盆景园地占比") == "盆景园比重"


@pytest.mark.parametrize("rule", ["{pattern: '(盆景', becomes: 园}", "{becomes: 园}"])
def test_a_rule_that_cannot_be_read_is_refused(own_rules: Path, rule: str) -> None:
    own_rules.write_text(f"unified: [{rule}]\n", encoding="utf-8")
    configure(own_rules.parent)
    with pytest.raises(VocabularyError, match="metric_names"):
        name_key("甲乙丙")
