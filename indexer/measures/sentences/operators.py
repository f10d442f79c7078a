"""Comparison operators that do not stand beside their number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.measures.lexing.masking import TIME
from indexer.measures.lexing.tokens import Quantity
from indexer.measures.sentences.clauses import Clause
from indexer.measures.sentences.drafts import Draft
from indexer.measures.sentences.sentence import Sentence

__all__ = ["operator_of", "share_operator"]

_AT_LEAST = re.compile(rf"(?:^|[，；{TIME}])至少[一-龥]{{2,16}}$")
_OWN_VERB = re.compile(
    r"[，；。]|(?:稳定|保持|维持|控制|压减|提高|提升|增加|下降|降低)(?:在|到|至)$"
)
"""The later item says by a verb of its own what holds for it alone."""


def operator_of(value: Quantity, clause: Clause) -> str:
    """至少新建公园3个: the bound may stand before the verb."""
    return ">=" if value.op == "=" and _AT_LEAST.search(clause.raw_left) else value.op


def share_operator(drafts: Sequence[Draft], sentence: Sentence) -> None:
    """An operator behind the last item of a list joined by 、 binds every item."""
    for later, earlier in zip(reversed(drafts), reversed(drafts[:-1]), strict=False):
        last, first = later.quantity, earlier.quantity
        if last is None or first is None or first is last:
            continue
        if first.op_stated or not last.op_right or first.dimension != last.dimension:
            continue
        if last.op_right == "余":
            continue
        between = sentence.text[first.end : last.number_start]
        if between.startswith("、") and not _OWN_VERB.search(between):
            first.op, first.op_stated, first.op_right = last.op, True, last.op_right
            earlier.op = first.op
