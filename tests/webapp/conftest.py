"""The web application on a small library, and its test client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.settings import Settings
from tests.webapp.library import SampleServices, documents
from webapp import create_app


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleServices]:
    opened = SampleServices(tmp_path_factory.mktemp("library"), documents())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def app(services: SampleServices) -> Flask:
    return create_app(Settings(), services)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
