"""Pictures: same data, same bytes; words as text; what is lacking is said."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from kb import charts
from kb.charts import Dumbbell, HeatCell, Point, drawing

ROWS = [Dumbbell("广元市", 57.5, 58.0), Dumbbell("全国", None, 25.0, "~")]
POINTS = [
    Point("湖南省", 2020, 59.0, "actual"),
    Point("湖南省", 2025, 60.0, "target"),
    Point("广东省", 2030, 59.1, "target", stated=False),
]
CELLS = [HeatCell("森林覆盖率", "湖南省", 1.0, "60"), HeatCell("森林覆盖率", "广东省", None, "—")]
YEARS = [(2020, "目标", 3), (2025, "目标", 9), (2020, "现状值", 4)]


def dumbbell(form: str) -> bytes:
    return charts.dumbbell(ROWS, title="基期与目标 $1$", unit="%", look=charts.Look(form))


def trajectory(form: str) -> bytes:
    return charts.trajectory(POINTS, title="走势", unit="%", look=charts.Look(form))


def heat_map(form: str) -> bytes:
    return charts.heat_map(CELLS, title="热图", look=charts.Look(form))


def year_histogram(form: str) -> bytes:
    return charts.year_histogram(YEARS, title="年份", look=charts.Look(form))


ALL = [dumbbell, trajectory, heat_map, year_histogram]


@pytest.mark.parametrize("draw", ALL)
def test_svg_is_well_formed_and_always_the_same(draw: Callable[[str], bytes]) -> None:
    first = draw("svg")
    assert first == draw("svg")
    assert ET.fromstring(first).tag.endswith("svg")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (dumbbell, ["广元市", "58", "基期值", "基期与目标 $1$"]),
        (trajectory, ["湖南省", "2025", "推算"]),
        (heat_map, ["森林覆盖率", "广东省", "—"]),
        (year_histogram, ["2020", "现状值"]),
    ],
)
def test_words_stay_text_in_the_svg(draw: Callable[[str], bytes], words: list[str]) -> None:
    text = "".join(ET.fromstring(draw("svg")).itertext())
    assert [word for word in words if word not in text] == []


def test_the_approximate_target_is_drawn_as_such() -> None:
    assert "约25" in "".join(ET.fromstring(dumbbell("svg")).itertext())


def test_counts_of_a_histogram_are_whole_numbers() -> None:
    drawn = charts.year_histogram([(2020, "目标", 3)], title="年份")
    assert not re.search(r"\d\.\d", "".join(ET.fromstring(drawn).itertext()))


@pytest.mark.parametrize("draw", [charts.dumbbell, charts.trajectory])
def test_a_narrow_picture_fits_a_phone(draw: Callable[..., bytes]) -> None:
    data = ROWS if draw is charts.dumbbell else POINTS
    drawn = draw(data, title="各地基期值与目标" * 4, unit="%", look=charts.Look(narrow=True))
    width = ET.fromstring(drawn).attrib["width"].removesuffix("pt")
    assert float(width) * 96 / 72 < 320


def test_svg_names_fonts_of_every_system() -> None:
    assert b"Microsoft YaHei" in dumbbell("svg")


@pytest.mark.parametrize("draw", ALL)
def test_png_needs_a_chinese_font(
    draw: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "chinese_font", lambda: None)
    with pytest.raises(charts.PictureError, match="没有中文字体"):
        draw("png")


def test_svg_needs_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "chinese_font", lambda: None)
    assert "广元市" in dumbbell("svg").decode()


@pytest.mark.skipif(not charts.png_available(), reason="no Chinese font is installed here")
def test_png_is_drawn_where_there_is_a_font() -> None:
    first = dumbbell("png")
    assert first.startswith(b"\x89PNG")
    assert first == dumbbell("png")


def test_no_data_is_said() -> None:
    with pytest.raises(charts.PictureError, match="没有可以画图的"):
        charts.dumbbell([], title="", unit="%")


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(charts.PictureError, match="gif"):
        dumbbell("gif")
