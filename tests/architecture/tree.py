"""The tree as the architecture tests see it: source modules, their syntax, committed files."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "corecase"
# What Django writes is not ours to shorten.
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if not path.name.endswith("_initial.py"))


def parse(path: Path) -> ast.Module:
    """The syntax tree of a source file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """A path as a reader of the project writes it; also the name of a test case."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """The dotted name under which a source file is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def committed() -> list[Path]:
    """Every file that is or could be committed: what git knows and what it does not ignore.

    Without git or outside a checkout, every file that no tool made.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
        found = [ROOT / name for name in listed.decode().split("\0") if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not _is_made(path.relative_to(ROOT))]
    return sorted(path for path in found if path.is_file())


def _is_made(path: Path) -> bool:
    ours = {".ci", ".gitignore"}
    made = {"__pycache__", "build", "demo-report", "demo-home", "corecase-home", "actual"}
    return any(part in made or (part[0] == "." and part not in ours) for part in path.parts)


def text_of(path: Path) -> str | None:
    """The text of a file; None where it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
