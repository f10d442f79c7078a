"""What people do, on the real server in a real browser. At most fifteen journeys in all."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

PHONE = 360
PAPER = 1032  # A4 across within its margins, in CSS pixels
PAGES = (
    "/",
    "/search?q=森林",
    "/measures",
    "/measures?metric=forest_cover",
    "/compare?metric=forest_cover",
    "/compare?metric=forest_cover&metric=energy_intensity&year=2025",
    "/compare?metric=forest_cover&ours=510000&status=target&status=actual",
    "/regions/510000/metrics/forest_cover",
    "/regions",
    "/regions/510000",
    "/metrics/forest_cover",
    "/conflicts",
    "/coverage",
    "/basket/",
    "/help",
    "/api",
    "/about",
)


def a_document(page: Page) -> str:
    """The address of a document with hits."""
    found = page.request.get("/search?q=森林覆盖率&format=json").json()["results"]
    return f"/documents/{found[0]['document_id']}?q=森林覆盖率"


def width(page: Page, path: str) -> int:
    page.goto(path)
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide


def faults(page: Page, path: str, checker: str) -> list[str]:
    """What axe calls serious or critical."""
    page.goto(path)
    page.evaluate(checker)
    violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [v["id"] for v in violations if v["impact"] in ("serious", "critical")]


def in_view(place: Locator) -> bool:
    """Whether the middle of the element is inside the window."""
    inside: bool = place.evaluate(
        "e => { const b = e.getBoundingClientRect(), y = (b.top + b.bottom) / 2;"
        " return y > 0 && y < innerHeight; }"
    )
    return inside


def search(page: Page, words: str) -> None:
    page.goto("/")
    page.locator(".searchbox input[name=q]").fill(words)
    page.get_by_role("button", name="检索").click()
    page.wait_for_url("**/search?*")


def choose_first(page: Page, facet: str) -> str:
    """Choose the first value of a facet; its label."""
    option = page.locator(f"section[aria-labelledby=facet-{facet}] a.option").first
    label: str = option.evaluate("e => e.firstChild.textContent.trim()")
    option.click()
    page.wait_for_url(f"**{facet}=*")
    return label


def test_search_narrow_and_open_the_hit(visitor: Visitor) -> None:
    page = visitor.page()
    search(page, "森林覆盖率")
    chosen = [choose_first(page, facet) for facet in ("region", "kind")]
    pills = page.locator(".chosen-row .pill").all_inner_texts()
    assert [label in pill for label, pill in zip(chosen, pills, strict=True)] == [True, True]
    page.locator(".hit .passage-link").first.click()
    marked = page.locator(".at mark").first
    assert (marked.inner_text(), in_view(marked)) == ("森林覆盖率", True)


def test_step_through_the_hits_without_script(visitor: Visitor) -> None:
    page = visitor.page(script=False)
    search(page, "森林")
    page.locator(".hit h2 a").first.click()
    assert page.url.endswith("#hit-1")
    following = page.locator("mark:target + .hit-nav a", has_text="下一处")
    following.click()
    assert (page.url.endswith("#hit-2"), in_view(page.locator("#hit-2"))) == (True, True)


def test_filters_work_without_script(visitor: Visitor) -> None:
    page = visitor.page(script=False)
    page.goto("/search?q=森林")
    choose_first(page, "kind")
    assert page.locator(".pill").count() == 1
    page.locator(".pill").click()
    assert page.locator(".pill").count() == 0


def test_original_pdf_opens_at_the_page(visitor: Visitor) -> None:
    page = visitor.page()
    found = page.request.get("/search?size=200&format=json").json()["results"]
    held = next(result for result in found if result["source"].endswith(".pdf"))
    page.goto(f"/documents/{held['document_id']}")
    link = page.locator(".page-mark a").last
    number = page.locator("[id^=page-]").last.get_attribute("id")  # of a row within a table, too
    address = link.get_attribute("href") or ""
    assert address.endswith(f"#{str(number).replace('page-', 'page=')}")
    answer = page.request.get(address.partition("#")[0])
    assert (answer.headers["content-type"], answer.body()[:5]) == ("application/pdf", b"%PDF-")


def test_from_a_measure_to_its_sentence(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto("/measures")
    label = choose_first(page, "metric")
    row = page.locator("table.measures tbody tr").first
    value = row.locator(".stated").inner_text().split()[-1].rstrip("%")
    row.locator(".stated").click()
    sentence = page.locator("#at").first
    assert in_view(sentence), label
    said = "".join(page.locator(".at").all_inner_texts())
    assert value.split("～")[0] in said


def test_suggestions_while_typing(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto("/search")
    page.locator(".searchbox input[name=q]").press_sequentially("森林覆盖", delay=30)
    option = page.locator("#suggestions option[value='森林覆盖率']")
    option.wait_for(state="attached")
    assert option.get_attribute("label") == "指标"


def test_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto("/help")
    page.keyboard.press("/")
    page.keyboard.type("森林覆盖率")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.goto("/search?q=森林覆盖率")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".hit h2 a").first.press("Enter")
    page.wait_for_url("**/documents/**")
    page.keyboard.press("n")
    assert "#hit-" in page.url


def test_on_a_narrow_phone_nothing_sticks_out(visitor: Visitor) -> None:
    page = visitor.page(width=PHONE)
    widths = {path: width(page, path) for path in (*PAGES, a_document(page))}
    assert {path: wide for path, wide in widths.items() if wide > PHONE} == {}


@pytest.mark.parametrize("width", [1280, PHONE])
def test_nothing_serious_against_accessibility(visitor: Visitor, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    checker = (files(axe) / "axe.min.js").read_text(encoding="utf-8")
    page = visitor.page(width=width, policy=False)
    found = {path: faults(page, path, checker) for path in (*PAGES, a_document(page))}
    assert {path: many for path, many in found.items() if many} == {}


def test_filters_are_a_drawer_on_a_phone(visitor: Visitor) -> None:
    page = visitor.page(width=PHONE)
    page.goto("/search?q=森林")
    facet = page.locator("#facet-kind")
    assert not facet.is_visible()
    page.locator(".drawer > summary").click()
    assert facet.is_visible()


def test_printed_pages_hold_the_text_alone(visitor: Visitor) -> None:
    page = visitor.page()
    search(page, "森林覆盖率")
    page.locator(".hit h2 a").first.click()
    page.emulate_media(media="print")
    shown = [page.locator(part).first.is_visible() for part in (".masthead", ".actions", ".text")]
    assert shown == [False, False, True]


def test_cite_a_selection(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto(a_document(page))
    words = page.evaluate(
        """() => {
          const block = [...document.querySelectorAll(".text p[id^=c]")]
            .find(p => p.innerText.length > 30);
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          const node = walker.nextNode();
          const range = document.createRange();
          range.setStart(node, 0);
          range.setEnd(node, Math.min(12, node.length));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return range.toString();
        }"""
    )
    page.get_by_text("引用所选").click()
    assert words.strip() in page.locator("#rich p").inner_text()


def test_compare_by_keyboard(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto("/compare?metric=forest_cover")
    why = page.locator("table.matrix .cell-why").first
    why.locator("summary").focus()
    page.keyboard.press("Enter")
    assert why.locator("blockquote").is_visible()
    page.locator("table.matrix .stated").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**#at")
    assert in_view(page.locator("#at").first)


def test_the_heads_of_a_comparison_stay(visitor: Visitor) -> None:
    page = visitor.page()
    page.goto("/compare?metric=forest_cover")
    head = page.locator("table.matrix thead th").last
    page.locator("table.matrix tbody tr").last.scroll_into_view_if_needed()
    assert in_view(head)


def cut_off(page: Page) -> list[str]:
    """The values of a comparison that lie beyond the edge."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.cells td .stated')].filter(e => {"
        " const b = e.getBoundingClientRect(); return b.right > innerWidth || !b.width;"
        "}).map(e => e.innerText)"
    )
    return found


@pytest.mark.parametrize(("width", "media"), [(PAPER, "print"), (PHONE, "screen")])
def test_a_comparison_is_whole_on_paper_and_on_a_phone(
    visitor: Visitor, width: int, media: Literal["print", "screen"]
) -> None:
    page = visitor.page(width=width)
    page.emulate_media(media=media)
    page.goto("/compare?metric=forest_cover&status=target&status=actual")
    assert page.locator(".cells td .stated").count() > 0
    assert cut_off(page) == []
