"""Words within a block: plain or set apart, a figure, a blank, a link, the end of a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corecase.core.sentences import Number


@dataclass(frozen=True, slots=True)
class Text:
    """Words, plain or set apart. `lang` is given where it differs from the document's."""

    text: str
    style: Literal["plain", "emphasis", "strong"] = "plain"
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """Something unknown, left blank and labelled with what belongs there."""

    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address, or to a heading's anchor when it starts with `#`."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line within a cell or a paragraph."""


Span = Text | Number | Blank | Link | Break
Spans = tuple[Span, ...]


def plain(spans: Spans) -> str:
    """The words alone; a blank reads `[label]`, and a line ends where one ends."""
    return "".join(_plain(span) for span in spans)


def _plain(span: Span) -> str:
    if isinstance(span, Break):
        return "\n"
    return f"[{span.label}]" if isinstance(span, Blank) else span.text


def words(text: str) -> Spans:
    """Plain words as spans."""
    return (Text(text),)


def lines(texts: Iterable[Spans]) -> Spans:
    """Several lines as spans; those that say nothing are left out."""
    said = [text for text in texts if plain(text)]
    return tuple(span for n, text in enumerate(said) for span in ((Break(), *text) if n else text))
