"""Pages read by a metadata consumer nobody here wrote (extruct)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import extruct
import pytest
from flask.testing import FlaskClient

from kb.settings import Settings
from tests.contracts.store_samples import bundle
from tests.webapp.library import SampleServices
from webapp import create_app

HOSTILE = '关于“两山”&《<规划>》的"报告"\'🌲'
EXPECTED = {  # kind -> (Zotero item type, schema.org class)
    "plan": ("statute", "Legislation"),
    "policy": ("statute", "Legislation"),
    "law": ("statute", "Legislation"),
    "report": ("report", "Report"),
    "statistics": ("report", "Report"),
    "research": ("report", "Report"),
    "news": ("webpage", "WebPage"),
    "standard": ("standard", "CreativeWork"),
    "speech": ("document", "CreativeWork"),
    "other": ("document", "CreativeWork"),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    documents = [
        bundle(
            f"k{number}",
            title=f"{HOSTILE}{kind}",
            kind=kind,
            issuers=("四川省人民政府", "四川省林业和草原局"),
            document_number="川府发〔2021〕8号",
            written_on="2021-03-04",
            regions=(),
            periods=(),
            authors=(),
        )
        for number, kind in enumerate(EXPECTED)
    ]
    services = SampleServices(tmp_path_factory.mktemp("kinds"), documents)
    yield create_app(Settings(), services).test_client()
    services.close()


@pytest.fixture(params=list(enumerate(EXPECTED)), ids=list(EXPECTED))
def said(request: pytest.FixtureRequest, reader: FlaskClient) -> tuple[str, dict[str, Any]]:
    """What extruct reads from the page of one kind of document."""
    number, kind = request.param
    page = reader.get(f"/documents/k{number}").get_data(as_text=True)
    return kind, extruct.extract(page, syntaxes=["json-ld", "dublincore"])


def values(found: dict[str, Any], name: str) -> list[str]:
    elements = found["dublincore"][0]["elements"]
    return [element["content"] for element in elements if element["name"] == name]


def test_dublin_core_gives_type_title_issuers_and_date(said: tuple[str, dict[str, Any]]) -> None:
    kind, found = said
    assert values(found, "DC.type") == [EXPECTED[kind][0]]
    assert values(found, "DC.title") == [f"{HOSTILE}{kind}"]
    assert values(found, "DC.creator") == ["四川省人民政府", "四川省林业和草原局"]
    assert values(found, "DC.date") == ["2021-03-04"]


def test_schema_org_gives_class_title_issuers_and_date(said: tuple[str, dict[str, Any]]) -> None:
    kind, found = said
    (work,) = found["json-ld"]
    assert (work["@type"], work["name"]) == (EXPECTED[kind][1], f"{HOSTILE}{kind}")
    assert [body["name"] for body in work["author"]] == ["四川省人民政府", "四川省林业和草原局"]
    assert work["datePublished"] == "2021-03-04"


def test_the_number_is_kept(said: tuple[str, dict[str, Any]]) -> None:
    _, found = said
    (work,) = found["json-ld"]
    number = work.get("legislationIdentifier") or work.get("reportNumber") or work.get("identifier")
    assert number == "川府发〔2021〕8号"
