"""The lines of an HTML page: a block each, with the cells of a table parted by tabs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from corecase.core.errors import InputError

_DEEPEST: Final = 400
_UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "svg", "nav"})
_AFTER_MENU: Final = frozenset({"main", "h1", "article", "section", "table", "p"})
"""What no menu holds: where one begins, a menu that was never closed has ended."""
_WIDEST: Final = 60
# Read more easily as words than as a list of strings.
_BLOCKS: Final = frozenset(
    """p div section article header footer main h1 h2 h3 h4 h5 h6 ul ol dl dt dd table caption
    tr blockquote address form fieldset figure figcaption hr pre title""".split()  # noqa: SIM905  # words
)
_VOID: Final = frozenset(
    """br img hr input meta link area base col embed source track wbr""".split()  # noqa: SIM905  # words
)


def html_lines(text: str, name: str) -> Iterator[str]:
    """What a page shows, in order, a blank line between blocks.

    Scripts, styles and navigation are left out. Raises InputError for tags within tags
    beyond anything that a page needs.
    """
    reader = _Reader(name)
    small = text.lower()
    reader.is_menu_open = small.count("<nav") > small.count("</nav")
    reader.feed(text)
    reader.close()
    reader.end_line()
    return iter(reader.made)


@dataclass(slots=True)
class _Spans:
    """Cells that reach over several columns or rows, so that each row has all of its cells.

    Words are said again in every row and column that they head; a figure stands once.
    """

    begun: list[tuple[int, int, int]] = field(default_factory=list)
    hanging: dict[int, tuple[int, str]] = field(default_factory=dict)

    def begin(self, at: int, attributes: dict[str, str | None]) -> None:
        """A cell that begins at this piece of the line."""
        wide, high = (_number(attributes.get(name)) for name in ("colspan", "rowspan"))
        self.begun.append((at, wide, high))

    def row(self, pieces: list[str]) -> list[str]:
        """The row with every cell that reaches into it."""
        cells: list[str] = []
        if not self.begun:
            return pieces
        ends = [at for at, _, _ in self.begun[1:]] + [len(pieces) + 1]
        for (at, wide, high), end in zip(self.begun, ends, strict=True):
            self._hang(cells)
            words = "".join(pieces[at : end - 1])
            again = "" if "%" in words else words
            for one in (words, *[again] * (wide - 1)):
                if high > 1:
                    self.hanging[len(cells)] = (high - 1, again)
                cells.append(one)
        self._hang(cells)
        self.begun = []
        return ["\t".join(cells)]

    def _hang(self, cells: list[str]) -> None:
        """What hangs down from the rows above, as far as it follows."""
        while found := self.hanging.pop(len(cells), None):
            left, words = found
            if left > 1:
                self.hanging[len(cells)] = (left - 1, words)
            cells.append(words)


def _number(said: str | None) -> int:
    """How many rows or columns a cell reaches over: one where that is no number."""
    return min(max(int(said), 1), _WIDEST) if said and said.isdecimal() else 1


class _Reader(HTMLParser):
    """Gathers lines; unseen elements are counted, so that they may hold each other."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.made: list[str] = []
        self.line: list[str] = []
        self.open: list[str] = []
        self.n_unseen = 0
        self.is_menu_open = False
        self.n_cells = 0
        self.spans = _Spans()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.is_menu_open and tag in _AFTER_MENU and "nav" in self.open:
            self.handle_endtag("nav")
        if tag not in _VOID:
            self.open.append(tag)
            if len(self.open) > _DEEPEST:
                raise InputError(
                    f"{self.name} has tags within tags beyond any page; save it again."
                )
        if tag in _UNSEEN:
            self.n_unseen += 1
        elif tag in ("td", "th"):
            if self.n_cells:
                self.line.append("\t")
            self.n_cells += 1
            self.spans.begin(len(self.line), dict(attrs))
        elif tag == "tr" and self.n_cells:
            self.end_row()  # the row before was not closed, as HTML allows
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
            self.end_row()
        elif tag == "table":
            self.end_row()
            self.spans = _Spans()
            self.end_line()
        elif tag == "li":
            self.end_line(blank=False)
        elif tag in _BLOCKS and not self.n_cells:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.n_unseen:
            self.line.append(" ".join(f"|{data}|".split()).strip("|") if data.strip() else " ")

    def end_row(self) -> None:
        """Ends a row of a table, with the cells that reach into it from above."""
        self.line = self.spans.row(self.line)
        self.end_line(blank=False)
        self.n_cells = 0

    def end_line(self, *, blank: bool = True) -> None:
        """Ends the line, with an empty one after a block."""
        text = "".join(self.line)
        self.line = []
        if text.strip():
            self.made.append("\t".join(" ".join(cell.split()) for cell in text.split("\t")))
        if blank and self.made and self.made[-1]:
            self.made.append("")
