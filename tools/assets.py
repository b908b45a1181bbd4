"""Renews the committed files that come from npm packages: typefaces, the look of the pages.

Each package is fetched at its pinned version and compared with its hash. Wherever the tree holds
a file of a listed name, it is written again from the package. Run it with `make assets`; the
project itself never needs npm.
"""

import hashlib
import re
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOWNLOADS = ROOT / ".cache" / "assets"

PACKAGES = {
    "source-sans@3.52.0": "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88",
    "axe-core@4.14.1": "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
    "govuk-frontend@6.3.0": "3d91fd1353e32e306a8ae493b44ba9c0277348b5dbc08442a3e63d822e516048",
}
ENDINGS = (".ttf", ".otf", ".woff2", ".min.js", ".min.css")

_TYPEFACE = re.compile(r"@font-face\{[^{}]*GDS Transport[^{}]*\}")
_CREST = re.compile(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")


def fetch(package: str, sha256: str) -> Path:
    """The package's archive, fetched once. Exits with a sentence when its hash is another."""
    archive = DOWNLOADS / f"{package.replace('@', '-')}.tgz"
    if not archive.exists():
        DOWNLOADS.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", package], cwd=DOWNLOADS, check=True)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
        archive.unlink()
        sys.exit(f"{package} is not the file that was committed from; look at it before going on.")
    return archive


def without_the_crown(css: str) -> str:
    """GOV.UK Frontend's style sheet for a site that is not GOV.UK: our typeface, no crest."""
    css = _TYPEFACE.sub("", css).replace("GDS Transport", '"Source Sans 3"')
    return _SOURCE_MAP.sub("", _CREST.sub("", css))


def committed(name: str, data: bytes) -> bytes:
    """What is committed of a package's file: itself, save for GOV.UK Frontend's style sheet."""
    if name == "govuk-frontend.min.css":
        return without_the_crown(data.decode()).encode()
    return data


def places() -> dict[str, list[Path]]:
    """Committed files that may come from a package, by name."""
    found: dict[str, list[Path]] = {}
    for folder in (ROOT / "src", ROOT / "tests"):
        for path in folder.rglob("*"):
            if path.name.endswith(ENDINGS):
                found.setdefault(path.name, []).append(path)
    return found


def main() -> None:
    """Writes every listed file again and says which; exits when one has no package."""
    unclaimed = places()
    for package, sha256 in PACKAGES.items():
        with tarfile.open(fetch(package, sha256)) as archive:
            for member in archive:
                wanted = unclaimed.pop(Path(member.name).name, [])
                if wanted and (content := archive.extractfile(member)):
                    data = committed(Path(member.name).name, content.read())
                    for place in wanted:
                        place.write_bytes(data)
                        print(f"{place.relative_to(ROOT)} from {package}")
    if unclaimed:
        sys.exit(f"No package listed in tools/assets.py has {', '.join(sorted(unclaimed))}.")


if __name__ == "__main__":
    main()
