"""Of two copies of one file, the one whose name tells what it holds is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from corpus.loaders.registry import HEAD, is_well_named
from indexer.pipeline_work import Job
from kb.errors import ReadError

__all__ = ["well_named_first"]


def well_named_first(jobs: Sequence[Job]) -> list[Job]:
    """The jobs in their order, but of files that may be copies those with a fitting ending first.

    Only files of one size with different endings are looked into.
    """
    ordered, places = list(jobs), defaultdict(list)
    for place, job in enumerate(jobs):
        places[job.size].append(place)
    for group in places.values():
        if len({_ending(jobs[place]) for place in group}) > 1:
            best = sorted((jobs[place] for place in group), key=_is_misnamed)
            for place, job in zip(group, best, strict=True):
                ordered[place] = job
    return ordered


def _ending(job: Job) -> str:
    return job.found.name.lower().rpartition(".")[2]


def _is_misnamed(job: Job) -> bool:
    try:
        return not is_well_named(job.found.data()[:HEAD], job.found.name)
    except ReadError:  # said when its turn comes
        return True
