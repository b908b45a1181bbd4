"""How rows fit a terminal: as columns where every word stays whole, else as blocks of lines."""

from collections.abc import Collection, Iterator, Sequence
from textwrap import wrap
from typing import Final

_INDENT: Final = "  "


def widths(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: int,
    wraps: Collection[int],
) -> tuple[int, ...]:
    """The width of each column within `room`; empty where they do not fit.

    Columns in `wraps` may take several lines, so their least width is that of the longest word;
    of the others, that of the longest cell. The widest gives way first.
    """
    columns = [[row[place] for row in rows] for place in range(len(header))]
    found = [max(map(len, (name, *column))) for name, column in zip(header, columns, strict=True)]
    least = [
        max(_longest_word(name), *(_longest_word(c) if place in wraps else len(c) for c in column))
        if column
        else _longest_word(name)
        for place, (name, column) in enumerate(zip(header, columns, strict=True))
    ]
    while sum(found) > room:
        giving = [place for place in range(len(found)) if found[place] > least[place]]
        if not giving:
            return ()
        found[max(giving, key=found.__getitem__)] -= 1
    return tuple(found)


def blocks(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    """The lines of a table whose rows stand one under another, each cell behind its heading.

    Lines end between words; a word longer than the width keeps its line to itself. A cell
    without words is left out, in the first column too.
    """
    yield from _wrapped(title, width, "")
    for first, *others in rows:
        yield ""
        if first.strip():
            yield from _wrapped(first, width, "")
        for name, cell in zip(header[1:], others, strict=True):
            if cell.strip():
                yield from _wrapped(f"{name}: {cell}", width, _INDENT)
    yield ""


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=2 * indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
