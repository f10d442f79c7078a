"""Settings: read once, refused when unknown."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from kb.errors import UserError
from kb.settings import Settings, load_settings


def test_variables_are_read_by_type() -> None:
    settings = load_settings(
        {"POLICYKB_PORT": "9000", "POLICYKB_KEEP_ORIGINALS": "0", "POLICYKB_LIBRARY": "甲 库"}
    )
    assert (settings.port, settings.keep_originals, settings.library) == (
        9000,
        False,
        Path("甲 库"),
    )


def test_what_is_given_wins_over_the_environment() -> None:
    assert load_settings({"POLICYKB_PORT": "9000"}, port=8080, host=None).port == 8080


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"POLICYKB_PROT": "1"}, "POLICYKB_PORT"),
        ({"POLICYKB_PORT": "many"}, "整数"),
        ({"POLICYKB_PORT": "70000"}, "65535"),
        ({"POLICYKB_KEEP_ORIGINALS": "maybe"}, "0 或 1"),
        ({"POLICYKB_FILE_TIMEOUT_S": "0"}, "至少为 1"),
        ({"POLICYKB_WORKERS": "-2"}, "负数"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_the_cure(environment: dict[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        load_settings(environment)


def test_other_variables_are_none_of_our_business() -> None:
    assert load_settings({"PATH": "/bin", "POLICYKB_TEST_POSTGRES": "x"}) == Settings()


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda f: f.name)
def test_every_setting_explains_itself(setting: object) -> None:
    assert setting.metadata["help"]  # type: ignore[attr-defined]  # a dataclass field
