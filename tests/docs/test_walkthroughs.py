"""Tutorials and guides are done as they are written."""

from pathlib import Path

import pytest

from tests.docs.walkthrough import ROOT, walk

PAGES = sorted(
    path
    for folder in ("tutorials", "how-to", "explanation")
    for path in (ROOT / "docs" / folder).glob("*.md")
    if "```console" in path.read_text(encoding="utf-8")
)


def test_there_are_pages_to_walk() -> None:
    names = {path.name for path in PAGES}
    assert {"hartlepool.md", "own-framework.md", "own-data.md", "inspection-folder.md"} <= names
    assert "report-edition.md" in names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_done_as_it_is_written(page: Path, tmp_path: Path) -> None:
    assert walk(page, tmp_path) > 0


@pytest.mark.parametrize(
    "page",
    [
        "```console\n$ corecase words 20 38\nnearly all\n```\n",
        "```console\n$ corecase words 39 38\n```\n",
        "```console\n$ corecase words 20 38\n[exit code 3]\n```\n",
        '```diff title="notes.txt"\n-one\n+two\n```\n',
    ],
    ids=["other words", "fails unsaid", "does not fail", "does not hold"],
)
def test_a_page_that_says_what_is_not_so_is_caught(page: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("three\n", encoding="utf-8")
    written = tmp_path / "page.md"
    written.write_text(page, encoding="utf-8")
    with pytest.raises(AssertionError):
        walk(written, tmp_path)
