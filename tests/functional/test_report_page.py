"""The page in a real Chromium: accessible, complete, nothing wider than the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from corecase.documents import html, improvement_pack
from corecase.documents.model import Chart, Document, Heading
from tests.improvement_scene import full_pack
from tests.sample_document import hostile, sample, texts

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
DOCUMENTS = {
    "sample": sample(),
    "hostile": hostile(),
    "wide": improvement_pack.build(full_pack()),
}
WIDTHS = (320, 1280)


@pytest.fixture
def errors() -> list[str]:
    """What the page complained about: blocked by its policy, failed to load, thrown."""
    return []


@pytest.fixture
def page(browser: Browser, errors: list[str]) -> Iterator[Page]:
    # The policy is under test, so axe comes in through the debugger, which it does not bind.
    opened = browser.new_page()
    opened.on("console", lambda message: errors.append(message.text))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("requestfailed", lambda request: errors.append(request.url[:80]))
    yield opened
    opened.close()


def show(page: Page, tmp_path: Path, document: Document, width: int = 1280) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(html.render(document))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_axe_finds_nothing(
    page: Page, errors: list[str], tmp_path: Path, name: str, width: int
) -> None:
    show(page, tmp_path, DOCUMENTS[name], width)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run({resultTypes: ['violations', 'incomplete']})")
    found = [
        f"{violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in result["violations"]
    ]
    assert len(result["passes"]) > 15
    assert not found
    assert not errors


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_wider_than_the_screen(
    page: Page, tmp_path: Path, name: str, width: int
) -> None:
    show(page, tmp_path, DOCUMENTS[name], width)
    widest = page.evaluate("document.scrollingElement.scrollWidth")
    assert widest == page.evaluate("document.documentElement.clientWidth") <= width


def test_typefaces_and_pictures_load_under_the_policy(
    page: Page, errors: list[str], tmp_path: Path
) -> None:
    show(page, tmp_path, sample())
    faces = page.evaluate("[...document.fonts].map(f => [f.style, f.weight, f.status])")
    assert sorted(faces) == [
        ["italic", "400", "loaded"],
        ["normal", "400", "loaded"],
        ["normal", "700", "loaded"],
    ]
    widths = page.evaluate("[...document.images].map(i => i.complete && i.naturalWidth)")
    assert len(widths) == sum(isinstance(block, Chart) for block in sample().blocks)
    assert min(widths) > 400
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 39, 51)"
    assert not errors


def test_the_policy_blocks_script_and_outside_requests(
    page: Page, errors: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    bad = b'<script>document.title = "owned"</script><img src="http://example.invalid/x.png">'
    path.write_bytes(html.render(sample()).replace(b"</main>", bad + b"</main>"))
    page.goto(path.as_uri())
    assert page.title() == sample().title
    assert sum("Content Security Policy" in error for error in errors) >= 2


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_is_shown_as_it_was_written(page: Page, tmp_path: Path, name: str) -> None:
    show(page, tmp_path, DOCUMENTS[name])
    shown = "".join(page.evaluate("document.body.textContent").split())
    lost = [text for text in texts(DOCUMENTS[name]) if "".join(text.split()) not in shown]
    assert not lost
    assert page.evaluate("document.querySelectorAll('script, b').length") == 0


def test_the_keyboard_reaches_the_report_at_once(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, sample())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_every_contents_entry_leads_to_its_heading(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, sample())
    led = page.evaluate(
        "[...document.querySelectorAll('nav a')].map(a => document.getElementById("
        "a.getAttribute('href').slice(1)).textContent)"
    )
    listed = [h.label for h in sample().headings() if h.in_contents]
    assert led == listed


def test_headings_tables_and_numbers_carry_their_meaning(page: Page, tmp_path: Path) -> None:
    document = sample()
    show(page, tmp_path, document)
    levels = page.evaluate("[...document.querySelectorAll('main :is(h2,h3,h4)')].map(h=>h.tagName)")
    assert levels == [f"H{b.level + 1}" for b in document.blocks if isinstance(b, Heading)]
    tables = list(document.tables())
    count = "document.querySelectorAll('{}').length"
    assert page.evaluate(count.format("thead th[scope=col]")) == sum(len(t.header) for t in tables)
    assert page.evaluate(count.format("tbody th[scope=row]")) == sum(len(t.rows) for t in tables)
    numbers = page.evaluate(
        "[...document.querySelectorAll('data')].map(d => [d.dataset.figure, d.value])"
    )
    bound = [[n.key, f"{n.figure.count}/{n.figure.out_of}"] for n in document.numbers()]
    assert sorted(numbers) == sorted(bound)
    blanks = page.evaluate("[...document.querySelectorAll('.blank')].map(b => b.textContent)")
    assert sorted(blanks) == sorted(f"[{blank.label}]" for blank in document.blanks())
