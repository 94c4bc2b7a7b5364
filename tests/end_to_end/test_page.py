"""The editor's page in a real browser, in front of the real models."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from live import serving
from playwright.sync_api import Page, expect, sync_playwright

from service.http.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.facade import Mujaz

_BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_WATCH = """() => {
  window.stages = [];
  const stage = document.getElementById("stage");
  new MutationObserver(() => window.stages.push(stage.textContent))
    .observe(stage, { childList: true, characterData: true, subtree: true });
}"""

_BEGUN = 'event: progress\r\ndata: {"done": 0, "of": 2}\r\n\r\n'
_LATE = 'event: problem\r\ndata: {"title": "The deadline passed", "detail": "late"}\r\n\r\n'

pytestmark = pytest.mark.skipif(_BROWSER is None, reason="no Chromium: `make browser` installs it")


class _Unclosed:
    """Leaves the session's models open when the server in front of them stops."""

    def __init__(self, mujaz: Mujaz) -> None:
        self._mujaz = mujaz

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the program has
        return (lambda: None) if name == "close" else getattr(self._mujaz, name)


@pytest.fixture(scope="module")
def address(mujaz: Mujaz) -> Iterator[str]:
    app = create_app(mujaz.settings, _Unclosed(mujaz))  # pyright: ignore[reportArgumentType] - a transparent wrapper
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_BROWSER, args=_ARGUMENTS)
        page = browser.new_page(base_url=address)
        outside: list[str] = []
        faults: list[str] = []
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:", "blob:"))
                else outside.append(request.url)
            ),
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda message: (
                faults.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        yield page
        browser.close()
    assert outside == []
    assert faults == []


def test_an_editor_pastes_an_article_and_checks_a_sentence(page: Page, seed: str) -> None:
    page.goto("/")
    page.evaluate(_WATCH)
    page.fill("#text", seed)
    page.click("#make")
    brief = page.locator("main.brief")
    expect(brief).to_be_visible(timeout=120_000)
    rows = brief.locator("[data-seg]")
    assert rows.count() > 12
    stages = page.evaluate("window.stages")
    assert stages[0] == "Reading the article"
    assert stages[-1] == "Looking for statements and the summary"
    done = [int(stage.split()[1]) for stage in stages if stage.endswith(" of 12 sentences")]
    assert done == sorted(done)
    assert done[0] == 0
    assert len(done) > 2
    expect(page.locator("#progress")).to_be_hidden()
    arabic = brief.locator('[lang="ar"]', has_text="جين ساكي").last
    assert arabic.evaluate("node => getComputedStyle(node).direction") == "rtl"
    arabic.hover()
    lit = brief.locator(".lit")
    expect(lit.first).to_be_visible()
    texts = " ".join(lit.all_inner_texts())
    assert "جين ساكي" in texts
    assert "White House" in texts


@pytest.mark.parametrize(
    ("stream", "shown"),
    [(_BEGUN + _LATE, "The deadline passed"), (_BEGUN, "The server broke off")],
    ids=["problem", "end"],
)
def test_a_stream_that_fails_is_shown_in_words(page: Page, stream: str, shown: str) -> None:
    page.route(
        "**/v1/briefs*", lambda route: route.fulfill(body=stream, content_type="text/event-stream")
    )
    page.goto("/")
    page.fill("#text", "قال الوزير إن العمل مستمر في القاهرة.")
    page.click("#make")
    expect(page.locator("#problem")).to_contain_text(shown)
    expect(page.locator("#make")).to_be_enabled()
    assert page.locator("main.brief").count() == 0


def test_a_refusal_is_shown_in_words(page: Page) -> None:
    page.goto("/")
    page.fill("#text", "رئیس جمهور ایران روز دوشنبه گفت که گفتگوها ادامه خواهد یافت.")
    page.click("#make")
    expect(page.locator("#problem")).to_contain_text("The text is not Arabic", timeout=60_000)


def test_a_hostile_article_stays_text(page: Page) -> None:
    page.goto("/")
    page.fill("#text", 'قال الوزير إن <img src=x onerror="window.hit=1"> العمل مستمر في القاهرة.')
    page.click("#make")
    expect(page.locator("main.brief")).to_be_visible(timeout=60_000)
    assert page.evaluate("window.hit") is None
    assert page.locator("main.brief img").count() == 0


def test_the_docs_page_draws_every_operation(page: Page) -> None:
    page.goto("/docs")
    expect(page.locator(".opblock").first).to_be_visible(timeout=30_000)
    assert page.locator(".opblock").count() >= 5
