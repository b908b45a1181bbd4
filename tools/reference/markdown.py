"""The few forms of Markdown that the generated pages use."""

from collections.abc import Iterable, Sequence

GENERATED = "<!-- Made by tools/build_docs.py; run `make docs` to make it again. -->"


def document(title: str, *parts: str) -> str:
    """A generated page: its title, the note that it is generated, its parts."""
    return "\n\n".join((f"# {title}", GENERATED, *parts)) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar or a line break inside a cell cannot end it."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def listing(entries: Iterable[str]) -> str:
    """A list with a bullet for each entry."""
    return "\n".join(f"- {entry}" for entry in entries)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
