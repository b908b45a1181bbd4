"""The lines of an HTML page: a block each, with the cells of a table parted by tabs."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from corecase.core.errors import InputError

_DEEPEST: Final = 400
_UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "svg", "nav"})
_BLOCKS: Final = frozenset(
    """p div section article header footer main h1 h2 h3 h4 h5 h6 ul ol dl dt dd table caption tr blockquote
    address form fieldset figure figcaption hr pre title""".split()
)
_VOID: Final = frozenset("br img hr input meta link area base col embed source track wbr".split())


def html_lines(text: str, name: str) -> Iterator[str]:
    """What a page shows, in order, a blank line between blocks.

    Scripts, styles and navigation are left out. Raises InputError for tags within tags
    beyond anything that a page needs.
    """
    reader = _Reader(name)
    reader.feed(text)
    reader.close()
    reader.end_line()
    return iter(reader.made)


class _Reader(HTMLParser):
    """Gathers lines; unseen elements are counted, so that they may hold each other."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.made: list[str] = []
        self.line: list[str] = []
        self.open: list[str] = []
        self.n_unseen = 0
        self.n_cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
            if len(self.open) > _DEEPEST:
                raise InputError(f"{self.name} has tags within tags beyond any page; save it again.")
        if tag in _UNSEEN:
            self.n_unseen += 1
        elif tag in ("td", "th"):
            if self.n_cells:
                self.line.append("\t")
            self.n_cells += 1
        elif tag == "br" and not self.n_cells:
            self.end_line(blank=False)
        elif tag == "li":
            self.end_line(blank=False)
            self.line.append("- ")
        elif tag in _BLOCKS and not self.n_cells:
            self.end_line()
        else:
            self.line.append(" " if tag in ("br", "p", "div") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        while self.open:
            ended = self.open.pop()
            if ended in _UNSEEN:
                self.n_unseen -= 1
            if ended == tag:
                break
        if tag == "tr":
            self.end_line(blank=False)
            self.n_cells = 0
        elif tag == "li":
            self.end_line(blank=False)
        elif tag in _BLOCKS and not self.n_cells:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.n_unseen:
            self.line.append(" ".join(f"|{data}|".split()).strip("|") if data.strip() else " ")

    def end_line(self, *, blank: bool = True) -> None:
        """Ends the line, with an empty one after a block."""
        text = "".join(self.line)
        self.line = []
        if text.strip():
            self.made.append("\t".join(" ".join(cell.split()) for cell in text.split("\t")))
            if blank:
                self.made.append("")
