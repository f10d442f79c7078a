"""Every page of the sample library that can be reached: each number leads to its sentence."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer.pipeline import Run, add
from kb.library import Library
from kb.settings import Settings
from webapp import create_app
from webapp.services import LibraryServices

pytestmark = pytest.mark.slow
FILES = Path(__file__).parents[2] / "corpus" / "sample" / "files"
STARTS = (
    "/compare",
    "/regions",
    "/metrics",
    "/conflicts",
    "/coverage",
    "/measures",
    "/compare?metric=forest_cover&metric=energy_intensity&status=target&status=actual",
    "/compare?metric=forest_cover&ours=510800&region=四川省各市州&region=510000&year=2025",
)
WALKED = re.compile(r"^/(compare|regions|metrics|conflicts|coverage|measures)\b(?!.*/picture)")
EMPTY = ".index-words a, .choices .empty-rows a, details.empty-rows .choices a"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NUMERALS = ("零", "一", "二两", "三", "四", "五", "六", "七", "八", "九", "十")
MOST = 450  # pages; the walk ends by itself before that
AT = re.compile(r"^/documents/([^?]+)\?at=(\d+)-(\d+)#at$")


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryServices]:
    folder = tmp_path_factory.mktemp("sample") / "library"
    with Library.init(folder) as library:
        add(Run(library, in_workers=False), [FILES])
    opened = LibraryServices(Settings(library=folder))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(services: LibraryServices) -> FlaskClient:
    return create_app(services.settings, services).test_client()


@pytest.fixture(scope="module")
def pages(client: FlaskClient) -> dict[str, BeautifulSoup]:
    """The pages by their address, each once, whatever filters lists may be narrowed by."""
    found: dict[str, BeautifulSoup] = {}
    waiting = deque(STARTS)
    while waiting and len(found) < MOST:
        path = waiting.popleft()
        if path in found:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[-300:])
        found[path] = BeautifulSoup(answer.text, "lxml")
        waiting.extend(following(found[path]))
    assert len(found) < MOST
    return found


def following(page: BeautifulSoup) -> Iterator[str]:
    """The addresses a page leads to, without files, narrowed lists, places and metrics not held."""
    empty = {str(link.get("href")) for link in page.select(EMPTY)}
    for link in page.select("main a[href^='/']"):
        if link["href"] in empty or "/export" in link["href"]:
            continue
        address = str(link["href"]).partition("#")[0]
        parts = urlsplit(address)
        narrowed = parts.path == "/measures" or "ours=" in parts.query
        if WALKED.match(parts.path) and not (narrowed and parts.query):
            yield unquote(address) if parts.query == "" else address


@pytest.fixture(scope="module")
def sentence(services: LibraryServices) -> object:
    @cache
    def at(href: str) -> str:
        found = AT.match(href)
        if found is None:
            return ""
        return services.store.text(found[1]).text[int(found[2]) : int(found[3])]

    return at


def figures(page: BeautifulSoup) -> list[Tag]:
    return page.select("main a.stated, main .stated, main .derived")


def test_the_walk_sees_every_kind_of_page(pages: dict[str, BeautifulSoup]) -> None:
    kinds = {re.sub(r"[^/]*[0-9:_=].*|\?.*", "…", path) for path in pages}
    assert len(pages) > 100
    assert len(kinds) >= 8


def test_every_number_leads_to_a_sentence(
    pages: dict[str, BeautifulSoup], sentence: object
) -> None:
    assert callable(sentence)
    lost = [
        (path, tag.get_text(strip=True))
        for path, page in pages.items()
        for tag in figures(page)
        if not sentence(place_of(tag))
    ]
    assert lost == []


def place_of(tag: Tag) -> str:
    """The address a number leads to: its own, or that of the value it was converted from."""
    if tag.name == "a":
        return str(tag.get("href"))
    before = tag.find_previous("a", class_="stated")
    return str(before.get("href")) if before else ""


def test_every_stated_number_stands_in_its_sentence(
    pages: dict[str, BeautifulSoup], sentence: object
) -> None:
    assert callable(sentence)
    wrong = []
    for path, page in pages.items():
        for tag in page.select("main a.stated"):
            said = re.sub(r"[,，\s]", "", sentence(str(tag.get("href"))))
            words = tag.get_text().split("（")[0]
            numbers = [] if "年水平" in words else NUMBER.findall(words)
            wrong += [(path, words, said) for number in numbers if not says(said, number)]
    assert wrong == []


def says(sentence: str, number: str) -> bool:
    """Whether a sentence holds a number, in figures or, as small ones are written, in words."""
    small = number.isdigit() and int(number) < len(NUMERALS)
    return number in sentence or (small and any(n in sentence for n in NUMERALS[int(number)]))


def test_every_number_of_a_picture_stands_on_its_page(
    client: FlaskClient, pages: dict[str, BeautifulSoup]
) -> None:
    missing = []
    for path, page in pages.items():
        stated = set(NUMBER.findall(page.get_text(" ")))
        for image in page.select("figure.picture img"):
            if "picture=years" in str(image["src"]):
                continue  # it counts values instead of showing them
            drawn = BeautifulSoup(client.get(str(image["src"])).text, "xml")
            labels = [tag.get_text(strip=True) for tag in drawn.find_all("text")]
            marks = {word for text in ticks(drawn) for word in NUMBER.findall(text)}
            numbers = {word for text in labels for word in NUMBER.findall(text)} - marks
            missing += [(path, number) for number in numbers - stated]
    assert missing == []


def ticks(drawn: BeautifulSoup) -> list[str]:
    """The figures along the axes."""
    groups = drawn.find_all("g", id=re.compile(r"^(x|y)tick_"))
    return [text.get_text() for group in groups for text in group.find_all("text")]


def test_every_line_of_a_file_leads_to_its_sentence(
    client: FlaskClient, pages: dict[str, BeautifulSoup], sentence: object
) -> None:
    assert callable(sentence)
    wrong = []
    for path in [p for p in pages if p.startswith("/compare?")]:
        link = pages[path].select_one("a[href*='form=csv']")
        assert link is not None, path
        text = client.get(str(link["href"])).data.decode("utf-8-sig")
        for line in csv.DictReader(io.StringIO(text)):
            place = "/documents/" + line["链接"].partition("/documents/")[2]
            if line["有无"] == "有" and sentence(place) != line["出处"].lstrip("'"):
                wrong.append((path, line["指标"], line["地区"], line["年份"]))
    assert wrong == []
