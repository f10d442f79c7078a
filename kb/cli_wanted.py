"""Names of metrics and regions as people write them, turned into the keys the store filters by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kb.errors import UserError

if TYPE_CHECKING:
    from kb.store import Store

__all__ = ["nothing_found", "region_codes", "split_metrics"]

OFFERED = 12  # names listed where a name is not clear


def split_metrics(store: Store, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(ids of the vocabulary, surface names outside it); `UserError` lists what a name may mean."""
    from kb.store import MeasureFilter
    from kb.vocab import metrics

    ids: dict[str, None] = {}
    surfaces: dict[str, None] = {}
    known = {found.id: found for found in metrics.all_metrics()}
    for name in map(str.strip, names):
        found = known.get(name) or metrics.match(name)
        if found is not None:
            ids[found.id] = None
        elif any(store.measures(MeasureFilter(metrics=[name], include_editions=True))):
            surfaces[name] = None
        else:
            raise UserError(_unknown_metric(name, {each.name: each.id for each in known.values()}))
    return tuple(ids), tuple(surfaces)


def _unknown_metric(name: str, ids: Mapping[str, str]) -> str:
    near = [each for each in ids if name and name in each][:OFFERED]
    near = near or get_close_matches(name, ids, n=5)
    if not near:
        return f"没有指标“{name[:40]}”。全部指标见 policykb vocab list metrics。"
    listed = "、".join(f"{each}（{ids[each]}）" for each in near)
    return f"没有单独叫“{name[:40]}”的指标，是不是：{listed}？"


def region_codes(names: Iterable[str]) -> tuple[str, ...]:
    """Codes of regions given by code or name; `UserError` lists what a name may mean."""
    from kb.compare.places import the_place

    return tuple(dict.fromkeys(the_place(name.strip()).code for name in names))


def nothing_found(store: Store, wanted: Mapping[str, Any]) -> str:
    """Why a list of measures is empty: the conditions without which there would be some."""
    from kb.store import MeasureFilter

    words = {"metric_ids": "--metric", "metrics": "--metric", "region_codes": "--region",
             "years": "--year", "statuses": "--status", "document_ids": "--document"}  # fmt: skip
    given = {name: values for name, values in wanted.items() if values}
    if not given:
        return "库中还没有指标记录。"
    freed = []
    for name in given:
        rest = MeasureFilter(**{key: values for key, values in given.items() if key != name})
        count = sum(1 for _ in store.measures(rest)) if len(given) > 1 else 0
        if count:
            freed.append(f"去掉 {words[name]} 有 {count} 条")
    why = "；".join(freed) or "库中没有符合其中任一条件组合的记录"
    return f"没有符合全部条件的指标记录。{why}。"
