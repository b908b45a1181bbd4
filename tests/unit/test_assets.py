"""Files that come from elsewhere or are made: unchanged, complete, not stale."""

import pytest

from tools.build_assets import ASSETS, ROOT, listed, sha256, style_sheet

LISTED = listed()
FOLDERS = (ASSETS / "fonts", ROOT / "tests" / "vendor")


@pytest.mark.parametrize("path", LISTED)
def test_a_listed_file_is_what_the_manifest_says(path: str) -> None:
    assert sha256(ROOT / path) == LISTED[path]["sha256"]
    assert LISTED[path]["origin"]
    assert LISTED[path]["licence"]


def test_every_vendored_file_is_listed() -> None:
    present = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert present
    assert present <= set(LISTED)


def test_the_style_sheet_is_made_from_its_source() -> None:
    built = (ASSETS / "report.css").read_text(encoding="utf-8")
    assert built == style_sheet(), "run tools/build_assets.py"


def test_the_style_sheet_loads_nothing_and_closes_no_element() -> None:
    built = style_sheet()
    assert built.count("url(") == built.count("url(data:font/woff2;base64,") == 3
    assert "@import" not in built
    assert "</" not in built
    assert built.count("{") == built.count("}")
