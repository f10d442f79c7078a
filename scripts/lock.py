"""Resolve the locked versions again: `make lock` (needs uv, `pip install uv`)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

BUILD_TOOLS = "setuptools>=77\nwheel\n"  # so that installing needs no download of its own
LOCKS = {"requirements.lock": ["fast"], "requirements-dev.lock": ["fast", "dev"]}
OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--upgrade",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
]


def main() -> None:
    """Write both lock files from pyproject.toml."""
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build.in"
        build.write_text(BUILD_TOOLS, encoding="utf-8")
        for lock, extras in LOCKS.items():
            wanted = [part for extra in extras for part in ("--extra", extra)]
            command = ["uv", "pip", "compile", "pyproject.toml", str(build), *wanted, *OPTIONS]
            subprocess.run([*command, "--output-file", lock], check=True)


if __name__ == "__main__":
    main()
