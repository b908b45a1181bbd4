"""Files that come from elsewhere or are made: unchanged, complete, not stale."""

import tarfile

import pytest

from tools.assets import DOWNLOADS, committed, without_the_crown
from tools.build_assets import ASSETS, ROOT, listed, sha256, style_sheet

LISTED = listed()
STATIC = ROOT / "src" / "corecase" / "web" / "static" / "corecase"
FOLDERS = (ASSETS / "fonts", STATIC / "fonts", ROOT / "tests" / "vendor")
GOVUK = DOWNLOADS / "govuk-frontend-6.3.0.tgz"


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


def test_pages_carry_neither_the_crest_nor_its_typeface() -> None:
    css = (STATIC / "govuk-frontend.min.css").read_text(encoding="utf-8")
    assert '--govuk-frontend-version:"6.3.0"' in css
    assert '"Source Sans 3"' in css
    assert "GDS Transport" not in css
    assert "crest" not in css
    assert "url(" not in css
    assert css.count("{") == css.count("}")


def test_only_what_is_not_ours_to_use_is_taken_out() -> None:
    css = (
        "@font-face{font-family:GDS Transport;src:url(a)}.a{font-family:GDS Transport,arial}"
        "@supports (b){.c{mask:url(/govuk-crest.svg)}.d{e:f}}/*# sourceMappingURL=g.map */"
    )
    assert without_the_crown(css) == '.a{font-family:"Source Sans 3",arial}@supports (b){.d{e:f}}'


@pytest.mark.skipif(not GOVUK.exists(), reason="make assets fetches the package")
@pytest.mark.parametrize("name", ["govuk-frontend.min.css", "govuk-frontend.min.js"])
def test_the_committed_files_are_what_the_tool_makes(name: str) -> None:
    with tarfile.open(GOVUK) as archive:
        (member,) = (m for m in archive if m.name.endswith(f"/{name}"))
        content = archive.extractfile(member)
        assert content
        assert (STATIC / name).read_bytes() == committed(name, content.read())
