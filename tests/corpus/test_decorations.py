"""Only images that may hold a table or words of the text are noted as not read."""

from __future__ import annotations

import pytest

from corpus.loaders.decorations import is_decoration
from corpus.loaders.inline import Images, plain_inline


@pytest.mark.parametrize(
    "address",
    ["/site/images/de_bannerS_sjh.jpg", "img/shareIcon2.png", "../public/xx_01.jpg", "qrcode.png"],
)
def test_furniture_of_a_page_is_no_image_of_its_text(address: str) -> None:
    assert is_decoration(address)


@pytest.mark.parametrize(
    "address", ["./W020230206388870132763.gif", "images/20110317_ORIGIN.jpg", "bfac2e7d83a54b.jpg"]
)
def test_an_image_of_the_text_is_kept(address: str) -> None:
    assert not is_decoration(address, width="600", height="400px")


def test_small_or_hidden_images_are_not_noted() -> None:
    images = Images()
    line = '前<img src="a1.jpg" width="43" height="18"><img src=b2.jpg style="display:none;">后'
    assert plain_inline(line + '<img src="c3.jpg" width="500">![](d4.png)', images) == "前后"
    assert [name for _, name in images.found] == ["d4.png", "c3.jpg"]
