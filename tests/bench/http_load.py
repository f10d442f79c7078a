"""The web server under load: 50 users on the bulk library, then as many requests as it bears.

`--seconds 300` shows whether its memory stays flat."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil

from kb.library import Library
from tests.bench._load import users
from tests.bench._search_texts import PLACES, queries
from tests.bench.common import ROOT, Context, run_pinned

USERS, THINK_S = 50, 1.0
CROWD, CROWD_SECONDS = 16, 15.0  # users without a pause: saturation
STARTED = re.compile(r"http://127\.0\.0\.1:(\d+)")
SERVE = "import sys; from webapp.cli import main; main(sys.argv[1:])"


@dataclass
class Memory:
    """Megabytes of all processes of the server, seen once a second: what they hold themselves,
    and with the index files they map; what they share is counted once."""

    own: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def watch(self, pid: int, done: threading.Event) -> None:
        """Look until told to stop."""
        server = psutil.Process(pid)
        while not done.wait(1.0):
            seen = [_megabytes(p.pid) for p in (server, *server.children(recursive=True))]
            self.own.append(sum(own for own, _ in seen))
            self.whole.append(sum(whole for _, whole in seen))

    def shown(self) -> dict[str, int]:
        """Both when warm, at the end and at most."""
        warm = len(self.own) // 4
        kinds = {"own": self.own, "with files": self.whole}
        return {
            f"{name} {moment}": round(value)
            for name, seen in kinds.items()
            for moment, value in (("warm", seen[warm]), ("end", seen[-1]), ("peak", max(seen)))
        }


def _megabytes(pid: int) -> tuple[float, float]:
    """Anonymous and whole memory of a process, shared pages in proportion (Linux)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = dict(re.findall(r"^(Pss_Anon|Pss):\s+(\d+) kB", text, re.MULTILINE))
    return int(found["Pss_Anon"]) / 1000, int(found["Pss"]) / 1000


def run(context: Context) -> dict[str, Any]:
    """Percentiles, requests a second, errors and memory; goals are given beside them."""
    library = context.folder / "library"
    if not library.exists():
        run_pinned("tests.bench._build_library", str(library), str(context.bulk()), cores=2)
    paths = _paths(library)
    memory, done = Memory(), threading.Event()
    with serving(library) as (port, pid):
        users(port, paths, count=4, think_s=0.0, seconds=3.0)  # files and caches become warm
        watcher = threading.Thread(target=memory.watch, args=(pid, done))
        watcher.start()
        try:
            calm = users(port, paths, count=USERS, think_s=THINK_S, seconds=context.seconds)
            crowd = users(port, paths, count=CROWD, think_s=0.0, seconds=CROWD_SECONDS)
        finally:
            done.set()
            watcher.join()
    return {
        f"{USERS} users, ms": calm.shown(),
        "saturated, ms": crowd.shown(),
        "errors": [*calm.errors, *crowd.errors][:10],
        "error count": len(calm.errors) + len(crowd.errors),
        "memory MB": memory.shown(),
        "goal": "50 users p95 <= 80 ms, no errors, memory flat and <= 400 MB",
    }


def _paths(library: Path) -> list[str]:
    """What researchers open: searches, some of them narrowed, measures, documents.

    Two thousand different searches, so that few are asked twice."""
    placed = [f"{place} {query}" for place in PLACES for query in queries()]
    asked = [quote(query) for query in [*queries(), *placed]]
    paths = [f"/search?q={query}" for query in asked]
    paths += [f"/search?q={query}&region=510000" for query in asked[::5]]
    paths += [f"/measures?q={quote(query)}" for query in queries()[:100:3]]  # plain words
    with Library.open(library) as opened:
        ids = sorted(document.id for document in opened.store.documents())
    return paths + [f"/documents/{name}" for name in ids[:: len(ids) // 200 or 1]]


@contextmanager
def serving(library: Path) -> Iterator[tuple[int, int]]:
    """(port, process id) of `policykb serve` on a library; it is ended on leaving."""
    arguments = ["--library", str(library), "serve", "--host", "127.0.0.1", "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, *arguments], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        for line in process.stderr:
            found = STARTED.search(line)
            if found:
                break
        else:
            raise RuntimeError("the server did not start")
        reader = threading.Thread(target=process.stderr.read, daemon=True)
        reader.start()  # what it says must not fill the pipe
        yield int(found[1]), process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)
