"""Dates as documents write them."""

from __future__ import annotations

import pytest

from kb.dates import find_dates, parse_date, year_of


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021年10月9日", "2021-10-09"),
        ("2022 年 4 月 2 日", "2022-04-02"),
        ("二〇二一年十月九日", "2021-10-09"),
        ("二○二一年十二月三十一日", "2021-12-31"),
        ("一九九六年七月廿七日", "1996-07-27"),
        ("二0二一年三月四日", "2021-03-04"),
        ("２０２１年７月７日", "2021-07-07"),
        ("2021-10-09 10:30", "2021-10-09"),
        ("2021.10.9", "2021-10-09"),
        ("2021/1/5", "2021-01-05"),
        ("20211009", "2021-10-09"),
        ("2022年3月", "2022-03"),
        ("二〇二二年三月", "2022-03"),
        ("2022-04", "2022-04"),
        ("2022年", "2022"),
        ("2022", "2022"),
        ("2021年2月30日", None),
        ("2021年13月", None),
        ("3.1415", None),
        ("十月九日", None),
        ("", None),
    ],
)
def test_a_date_keeps_the_precision_it_is_written_with(written: str, iso: str | None) -> None:
    assert parse_date(written) == iso


def test_dates_are_found_with_their_places_and_numbers_are_not() -> None:
    text = "自2021年5月1日至2023年12月，占比2015.5%，文号〔2017〕65号"
    found = find_dates(text)
    assert [date.value for date in found] == ["2021-05-01", "2023-12"]
    assert text[found[0].start : found[0].end] == "2021年5月1日"


@pytest.mark.parametrize(("iso", "year"), [("2022-04-02", 2022), ("1981", 1981), (None, None)])
def test_year_of_a_date(iso: str | None, year: int | None) -> None:
    assert year_of(iso) == year
