"""The real server on the bundled samples, and a browser that may talk to it alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTS_WITHIN_S = 180
COMMAND = "from webapp.cli import main; main()"


def chromium() -> str:
    """The installed browser; the test is skipped with the reason where there is none."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no chromium on this machine")
    return found


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server listens; its output is shown if it does not start."""
    chromium()
    folder = tmp_path_factory.mktemp("server")
    said = folder / "said.txt"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("POLICYKB_")}
    environment = {**kept, "POLICYKB_LIBRARY": str(folder / "library")}
    with said.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--no-progress"],
            stdout=out,
            stderr=out,
            env=environment,
        )
    try:
        yield started(server, said)
    finally:
        server.terminate()
        server.wait(timeout=20)


def started(server: subprocess.Popen[bytes], said: Path) -> str:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline and server.poll() is None:
        found = re.search(r"http://[\d.]+:\d+", said.read_text(encoding="utf-8"))
        if found:
            return found.group()
        time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{said.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


class Visitor:
    """Opens contexts on the server and keeps a list of what pages asked of other hosts."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def page(self, *, width: int = 1280, script: bool = True, policy: bool = True) -> Page:
        """A fresh page; requests to other hosts are stopped and noted."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            base_url=self.address,
            bypass_csp=not policy,
        )
        self._contexts.append(context)
        context.route("**/*", self._guard)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)

    def _guard(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Visitor]:
    """Fails the test at its end if a page asked another host or its console complained."""
    opened = Visitor(browser, address)
    yield opened
    opened.close()
    assert (opened.foreign, opened.complaints) == ([], [])
