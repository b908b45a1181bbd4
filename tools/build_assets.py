"""Builds what is made from other files: the page's style sheet, and the hashes of all assets.

Run it after a change of report.source.css or of a vendored file. It writes report.css with the
typefaces inside it, and renews the hashes in assets.toml, where a new file gets its entry by hand.
"""

import base64
import hashlib
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "src" / "corecase" / "documents" / "assets"
MANIFEST = ROOT / "assets.toml"

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FONT = re.compile(r'url\("([^"]+)"\)')


def style_sheet() -> str:
    """The text of report.css: without comments and needless space, typefaces as data."""
    css = COMMENT.sub("", (ASSETS / "report.source.css").read_text(encoding="utf-8"))
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", css).replace(";}", "}")
    return FONT.sub(lambda font: f"url({_as_data(ASSETS / font[1])})", css.strip()) + "\n"


def _as_data(font: Path) -> str:
    return "data:font/woff2;base64," + base64.b64encode(font.read_bytes()).decode("ascii")


def sha256(path: Path) -> str:
    """The file's hash as the manifest writes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listed() -> dict[str, dict[str, str]]:
    """The manifest's entries by path, seen from the project's root."""
    manifest = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    return {entry["path"]: entry for entry in manifest["file"]}


def main() -> None:
    """Writes report.css, and each file's hash into the manifest."""
    (ASSETS / "report.css").write_text(style_sheet(), encoding="utf-8", newline="\n")
    text = MANIFEST.read_text(encoding="utf-8")
    for path in listed():
        entry = re.compile(rf'(path = "{re.escape(path)}"\nsha256 = ")[0-9a-f]*"')
        text = entry.sub(rf'\g<1>{sha256(ROOT / path)}"', text)
    MANIFEST.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
