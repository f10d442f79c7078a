"""Takes the pictures of docs/images from a running server on the bundled samples.

policykb --library samples serve --port 8123
python -m scripts.pictures http://127.0.0.1:8123 [NAME ...]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDE, NARROW = 1280, 390
QUERY = "/search?q=森林覆盖率"
ONE = "/compare?metric=森林覆盖率"
YEAR = "/compare?metric=森林覆盖率&metric=单位GDP能耗&metric=非化石能源消费占比&year=2025"
REGION, METRIC = "/regions/510000", "forest_cover"
PICTURES: dict[str, tuple[str, int, int]] = {
    "home": ("/", WIDE, 900),
    "search": (QUERY, WIDE, 900),
    "search-phone": (QUERY, NARROW, 900),
    "reader": ("{document}?q=森林覆盖率", WIDE, 900),
    "measures": ("/measures?metric=forest_cover", WIDE, 900),
    "measures-phone": ("/measures?metric=forest_cover", NARROW, 900),
    "metrics": ("/metrics", WIDE, 900),
    "metric": (f"/metrics/{METRIC}", WIDE, 1250),
    "compare": (ONE, WIDE, 1250),
    "compare-year": (YEAR, WIDE, 1250),
    "compare-phone": (ONE, NARROW, 1100),
    "region": (REGION, WIDE, 1000),
    "region-phone": (REGION, NARROW, 900),
    "place": (f"{REGION}/metrics/{METRIC}", WIDE, 1100),
    "place-phone": (f"{REGION}/metrics/{METRIC}", NARROW, 900),
    "cite": ("/cite/{id}?at={place}", WIDE, 900),
    "conflicts": ("/conflicts", WIDE, 900),
    "coverage": ("/coverage", WIDE, 900),
}
"""Name of a picture: the page, its width and height in pixels."""


def main(server: str, names: list[str]) -> None:
    """Take the named pictures, or all."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        document = page.request.get(f"{server}{QUERY}&format=json").json()["results"][0]
        for name in names or PICTURES:
            address, width, height = PICTURES[name]
            address = address.replace("{document}", f"/documents/{document['document_id']}")
            address = address.replace("{place}", "{start}-{end}".format(**document["passages"][0]))
            _take(page, server + address.replace("{id}", document["document_id"]), width, height)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


def _take(page: Page, address: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    reply = page.goto(address)
    if reply is None or not reply.ok:
        sys.exit(f"{address}: {reply.status if reply else 'no answer'}")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2:])
