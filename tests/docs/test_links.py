"""Documents lead to each other: every link inside the project leads to a file that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_every_decision_is_listed_once_under_its_own_title() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"\| \[(\d{4})\]\((.+?)\) \| (.+?) \|", index)
    found = []
    for path in sorted(folder.glob("[0-9]*.md")):
        number, title = path.read_text(encoding="utf-8").splitlines()[0][2:].split(": ", 1)
        found.append((number, path.name, title))
    assert listed == found
