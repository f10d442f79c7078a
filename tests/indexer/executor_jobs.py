"""Jobs that behave well or badly; importable, because worker processes look them up by name."""

from __future__ import annotations

import os
import time

PREPARED: list[str] = []


def prepare(word: str) -> None:
    PREPARED.append(word)


def behave(job: str) -> str:
    if job == "hang":
        time.sleep(60)
    if job == "crash":
        os._exit(11)
    if job == "raise":
        raise ValueError("no good")
    if job == "hoard":
        return str(len(bytearray(600_000_000)))
    if job == "slow":
        time.sleep(0.5)
    return f"{job} {PREPARED[0]}"
