from __future__ import annotations

import pytest

from corpus.encoding import UndecodableError, decode, looks_binary

SIMPLIFIED = "本市计划在五年内新建公园三十座，全部向居民免费开放。\n" * 3
TRADITIONAL = "本縣將於三年內完成學校電力設備之更新，並對經費實施監督。\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        ("plain words only\n", "ascii", "utf-8"),
    ],
)
def test_text_comes_back_from_each_encoding(text: str, encoding: str, named: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.doubt) == (text, named, "")


def test_lines_in_another_encoding_are_read_and_reported() -> None:
    lines = ["公园全部免费开放。", "学校设备三年更新。", "经费由市级财政安排。", "居民可以监督。"]
    data = b"\n".join(line.encode("gb18030" if i == 1 else "utf-8") for i, line in enumerate(lines))
    decoded = decode(data)
    assert decoded.text.split("\n") == lines
    assert "4 行中有 1 行" in decoded.doubt


def test_a_character_cut_off_at_the_end_is_reported() -> None:
    decoded = decode("公园免费开放".encode()[:-1])
    assert (decoded.text, "截断" in decoded.doubt) == ("公园免费开", True)


def test_a_nul_in_text_is_dropped_and_reported() -> None:
    decoded = decode("公园\x00免费开放。".encode())
    assert (decoded.text, "控制字符" in decoded.doubt) == ("公园免费开放。", True)


def test_random_bytes_are_no_text() -> None:
    with pytest.raises(UndecodableError, match="二进制"):
        decode(bytes(range(256)) * 40)


def test_binary_is_told_from_text_by_its_first_bytes() -> None:
    assert looks_binary(bytes(range(32)) * 20)
    assert not looks_binary(SIMPLIFIED.encode("utf-16"))
