"""Every page can be found, every link to a heading leads to one, the change log is open."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
ANCHORED = re.compile(r"\]\(([^)#:\s]*)#([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    kinds = ("tutorials", "how-to", "reference", "explanation", "methods")
    pages = [page for kind in kinds for page in (DOCS / kind).glob("*.md")]
    assert len(pages) >= 20
    lost = [page.name for page in pages if f"({page.relative_to(DOCS).as_posix()})" not in index]
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_to_headings_lead_to_them(page: Path) -> None:
    links = ANCHORED.findall(page.read_text(encoding="utf-8"))
    dead = [
        f"{target}#{anchor}"
        for target, anchor in links
        if anchor not in anchors(page.parent / target if target else page)
    ]
    assert not dead


def test_the_change_log_is_open() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "Unreleased"
