"""A library that may only be read: it answers, and says clearly why it takes nothing in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.robustness.bad_files import GOOD
from webapp.cli import run

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions of Windows are other ones")


@pytest.fixture(scope="module")
def library() -> Iterator[Path]:
    """A small library without any write permission, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="policykb-只读-"))
    source = folder / "古树.txt"
    source.write_text(GOOD, "utf-8")
    assert run(["add", str(source), "--library", str(folder / "库"), "--no-progress"]) == 0
    held = [folder / "库", *(folder / "库").rglob("*")]
    for path in held:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder / "库"
    for path in held:
        path.chmod(0o755)
    shutil.rmtree(folder)


COMMAND = "from webapp.cli import main; main()"


def asked(
    library: Path, *arguments: str, program: str = COMMAND
) -> subprocess.CompletedProcess[str]:
    """A command run by somebody whom permissions bind: root without its right to pass them over."""
    command = [sys.executable, "-B", "-c", program, *arguments]
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv") or pytest.skip("root may write anywhere, no setpriv here")
        command = [setpriv, "--bounding-set", "-dac_override,-dac_read_search", *command]
    return subprocess.run(
        [*command, "--library", str(library)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search", "古树普查", "--format", "jsonl"], "关于加强古树保护的通知"),
        (["list", "--format", "jsonl"], "关于加强古树保护的通知"),
        (["measures", "--format", "jsonl"], "1200"),
    ],
)
def test_it_is_searched_and_read(library: Path, arguments: list[str], words: str) -> None:
    made = asked(library, *arguments)
    assert made.returncode == 0, made.stderr
    assert words in json.dumps([json.loads(line) for line in made.stdout.splitlines()],
                               ensure_ascii=False)  # fmt: skip


def test_it_is_found_sound(library: Path) -> None:
    made = asked(library, "verify", "--originals", "--no-progress")
    assert made.returncode == 0, made.stdout + made.stderr


@pytest.mark.parametrize("arguments", [["add", str(ROOT / "README.md")], ["rebuild", "--all"]])
def test_writing_is_refused_with_the_reason(library: Path, arguments: list[str]) -> None:
    made = asked(library, *arguments)
    assert made.returncode == 2
    assert "是只读的" in made.stderr


PAGES = """
import sys
from pathlib import Path
from kb.settings import Settings
from webapp import create_app
client = create_app(Settings(library=Path(sys.argv[-1]))).test_client()
found = [client.get(address) for address in ("/", "/search?q=古树", "/basket/")]
print([page.status_code for page in found], "只读" in found[-1].text)
"""


def test_its_pages_are_served_and_the_basket_says_why_not(library: Path) -> None:
    assert asked(library, program=PAGES).stdout.strip() == "[200, 200, 400] True"


def test_nothing_was_left_beside_it(library: Path) -> None:
    asked(library, "search", "古树")
    names = {path.name for path in library.iterdir()}
    locks = {"library.lock", "originals.lock"}
    assert names - locks == {"library.json", "policykb.sqlite", "index", "originals", "vocab"}
