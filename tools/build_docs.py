"""Writes the generated pages of docs/reference and the README's picture again: `make docs`."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops

from tools.reference import (
    api,
    commands,
    council_papers,
    frameworks,
    hartlepool_findings,
    measurements,
    permissions,
    picture,
    schemas,
    settings,
    snapshots,
    stages,
    stoke_findings,
)

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
PICTURE = ROOT / "docs" / "images" / "report-page.png"

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "open-api.md": api.page,
    "framework-file.md": schemas.framework_page,
    "inspection-file.md": schemas.inspection_page,
    "council-facts-file.md": schemas.council_facts_page,
    "council-papers.md": council_papers.page,
    "heading-set-file.md": schemas.heading_set_page,
    "frameworks.md": frameworks.page,
    "hartlepool-findings.md": hartlepool_findings.page,
    "permissions.md": permissions.page,
    "settings.md": settings.page,
    "stages.md": stages.page,
    "stoke-findings.md": stoke_findings.page,
    "measurements.md": measurements.page,
    "snapshots.md": snapshots.page,
}


def picture_is_fresh() -> bool:
    """Whether the committed picture shows the page as it is today."""
    if not PICTURE.is_file():
        return False
    with Image.open(PICTURE) as committed:
        shown, today = committed.convert("L"), picture.picture().convert("L")
    if shown.size != today.size:
        return False
    # Less than a word of the page may differ: machines smooth the edges of letters in their ways.
    differing = sum(ImageChops.difference(shown, today).histogram()[64:])
    return differing < shown.width * shown.height / 10_000


def main() -> None:
    """Writes every page that has changed, and names it."""
    for name, page in PAGES.items():
        path, made = REFERENCE / name, page()
        if not path.is_file() or path.read_text(encoding="utf-8") != made:
            path.write_text(made, encoding="utf-8")
            print(f"Wrote {path.relative_to(ROOT)}")
    if not picture_is_fresh():
        picture.picture().save(PICTURE, optimize=True)
        print(f"Wrote {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
