"""What benches share: the texts, pinned processes, peak memory."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
ARCHIVES = ("dual_carbon_pdf_text", "lawtext_gov_md", "mixed_formats")


@dataclass(frozen=True)
class Context:
    """Where benches find texts and may write. `part`: one file of so many is used; `scales`: how
    many copies of the texts the search is measured on, one after another."""

    shared: Path
    folder: Path
    given: Path | None
    part: int
    scales: tuple[int, ...] = (1, 4)
    seconds: float = 60.0

    def bulk(self) -> Path:
        """The folder of texts, unpacked at first use."""
        if self.given is not None and self.part == 1:
            return self.given
        unpacked = self.folder / "bulk"
        if not unpacked.exists():
            self._unpack(unpacked)
        return unpacked

    def _unpack(self, target: Path) -> None:
        source = self.given
        if source is None:
            source = self.folder / "unpacked" if self.part > 1 else target
            for name in ARCHIVES:
                with tarfile.open(self.shared / "bulk" / f"{name}.tar.xz") as archive:
                    archive.extractall(source, filter="data")
        if source != target:
            files = sorted(path for path in source.rglob("*") if path.is_file())
            for path in files[:: self.part]:
                link = target / path.relative_to(source)
                link.parent.mkdir(parents=True, exist_ok=True)
                os.link(path, link)


def machine() -> str:
    """Processor and cores, as far as the system tells."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return f"{model}, {os.cpu_count()} cores"


@dataclass(frozen=True)
class Measured:
    """A process that was run to its end."""

    output: str
    seconds: float
    cpu_seconds: float
    peak_mb: float


def run_pinned(module: str, *arguments: str, cores: int) -> Measured:
    """Run `python -m module` on the first `cores` cores; memory is that of all its processes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    seen = psutil.Process(process.pid)
    if hasattr(seen, "cpu_affinity"):
        seen.cpu_affinity(sorted(os.sched_getaffinity(0))[:cores])
    peak, cpu = 0, 0.0
    while process.poll() is None:
        peak = max(peak, _resident(seen))
        cpu = max(cpu, _processor(seen))
        time.sleep(0.25)
    output = process.stdout.read() if process.stdout is not None else ""
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    return Measured(output, time.perf_counter() - start, cpu, peak / 1e6)


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _resident(process: psutil.Process) -> int:
    total = 0
    for each in _family(process):
        try:
            total += each.memory_info().rss
        except psutil.Error:
            continue
    return total


def _processor(process: psutil.Process) -> float:
    """Seconds of a process and its children, those included that have ended."""
    total = 0.0
    for each in _family(process):
        try:
            times = each.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
        total += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return total
