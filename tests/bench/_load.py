"""Users of a web server: they ask, read for a while, and ask again. Loopback only."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Load", "users"]

TIMEOUT_S = 10.0


@dataclass
class Load:
    """What the users saw: milliseconds of each answer, and what was no answer."""

    seconds: float = 0.0
    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def shown(self) -> dict[str, float]:
        """Percentiles in ms and requests a second."""
        taken = sorted(self.taken) or [0.0]
        shares = {f"p{p}": taken[min(len(taken) - 1, len(taken) * p // 100)] for p in (50, 95, 99)}
        rate = {"requests": len(self.taken), "per s": len(self.taken) / self.seconds}
        return {name: round(value, 1) for name, value in {**shares, **rate}.items()}


def users(port: int, paths: Sequence[str], *, count: int, think_s: float, seconds: float) -> Load:
    """So many users at once for so long; each opens a connection for each request."""
    load = Load()
    start = time.perf_counter()
    asyncio.run(_all(load, port, paths, count, think_s, start + seconds))
    load.seconds = time.perf_counter() - start
    return load


async def _all(
    load: Load, port: int, paths: Sequence[str], count: int, think_s: float, end: float
) -> None:
    each = (_user(load, port, paths, number, think_s, end) for number in range(count))
    await asyncio.gather(*each)


async def _user(
    load: Load, port: int, paths: Sequence[str], number: int, think_s: float, end: float
) -> None:
    rnd = random.Random(number)
    await asyncio.sleep(rnd.random() * think_s)
    while time.perf_counter() < end:
        path = rnd.choice(paths)
        start = time.perf_counter()
        try:
            status = await asyncio.wait_for(_get(port, path), TIMEOUT_S)
        except (OSError, TimeoutError) as exc:
            load.errors.append(f"{path}: {exc!r}")
        else:
            load.taken.append((time.perf_counter() - start) * 1000)
            if status != b"200":
                load.errors.append(f"{path}: {status.decode()}")
        await asyncio.sleep(think_s)


async def _get(port: int, path: str) -> bytes:
    """The status of an answer that is read to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        writer.write(request.encode("ascii"))
        await writer.drain()
        return (await reader.read(-1))[9:12]
    finally:
        writer.close()
