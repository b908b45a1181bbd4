"""A document as data: blocks and spans that know nothing of any format.

A builder makes a `Document` once; every renderer walks the same blocks. What cannot be
made accessible cannot be built: a chart without a description, a table without a caption
or with ragged rows, a heading that skips a level.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from corecase.core.errors import InputError
from corecase.core.sentences import Number as Number


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, level 1 for the parts of a report. `anchor` is unique in the document.

    `numbered` is printed before the words ("1.1"); `in_contents` lists it in the contents.
    """

    level: int
    text: str
    anchor: str
    numbered: str = ""
    in_contents: bool = True

    @property
    def label(self) -> str:
        """The number and the words, as printed."""
        return f"{self.numbered} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `role` sets it apart: a lead, a caution, small print."""

    spans: Spans
    role: Literal["body", "lead", "note", "small"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list: bullets, or numbers printed `(1)` from `start`. Each entry is one paragraph."""

    entries: tuple[Spans, ...]
    numbered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a header row; the first cell of each row is the row's header.

    `number_columns` are set to the right. `id` names the table in exports. A form's headings
    stand in the first row of its sheet, so that it can be filled in and read back. `groups` are
    the numbers of rows that belong together, in order; over the rows of one, a cell in the
    `joined` columns is one cell, said by the first row.
    """

    id: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    number_columns: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    show_caption: bool = True
    is_form: bool = False
    groups: tuple[int, ...] = ()
    joined: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.groups and (sum(self.groups) != len(self.rows) or min(self.groups) < 1):
            raise InputError(f"Table {self.id} needs each of its rows in one group.")
        if not self.caption:
            raise InputError(f"Table {self.id} needs a caption.")
        if any(len(row) != len(self.header) for row in self.rows):
            raise InputError(f"Table {self.id} needs {len(self.header)} cells in every row.")
        if self.widths and len(self.widths) != len(self.header):
            raise InputError(f"Table {self.id} needs one width for each column, or none.")

    @property
    def reach(self) -> tuple[int, ...]:
        """For each row, over how many rows its joined cells reach; 0 where one above does."""
        groups = self.groups or (1,) * len(self.rows)
        return tuple(n if row == 0 else 0 for n in groups for row in range(n))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBox:
    """The box of a criterion or headline: what it means, the score, the comment on it.

    `comment` is the band's words or empty where a score carries none; `flag` a sentence
    about the figure that a reader should know.
    """

    id: str
    title: str
    text: str
    score: Number | Blank
    comment: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: a label and a percentage from 0 to 100, with the words printed beside it."""

    label: str
    percent: float
    printed: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of figures. `alt` says in words what it shows; `table` holds the same figures.

    The names of its kinds end in "Chart": templates know them by that.
    """

    id: str
    title: str
    alt: str
    table: Table

    def __post_init__(self) -> None:
        if not self.alt or not self.title:
            raise InputError(f"Chart {self.id} needs a title and a description.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart(Chart):
    """Horizontal bars of percentages, with vertical lines at named values.

    `groups` are shown one under the other, each with its own heading.
    """

    groups: tuple[tuple[str, tuple[Bar, ...]], ...]
    lines: tuple[tuple[float, str], ...] = ()
    axis: str = "Percentage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """Terms with their meanings, in order."""

    caption: str
    entries: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the table of contents, made from the headings."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page where the format has pages."""


Block = (
    Heading | Paragraph | Listing | Table | ScoreBox | Chart | Definitions | Contents | PageBreak
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page: lines above the title (each with its language), title, place, number.

    Without `own_page` the text of a Word file begins under it, as in a letter.
    """

    programme: tuple[Text, ...]
    title: str
    place: str
    year: str
    lines: tuple[Spans, ...] = ()
    own_page: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. `notice` stands on the cover and on every page.

    `synthetic` says that it was made from invented data, for formats without pages.
    `landscape` turns the pages, for tables of many columns.

    Raises InputError when a heading skips a level, an anchor or a table id is used twice,
    or a link leads to no heading.
    """

    title: str
    subject: str
    author: str
    lang: str = "en-GB"
    notice: str = ""
    synthetic: bool = False
    landscape: bool = False
    cover: Cover
    blocks: tuple[Block, ...] = field(default=())

    def __post_init__(self) -> None:
        level = 0
        for heading in self.headings():
            if heading.level > level + 1:
                raise InputError(
                    f"Heading {heading.label!r} skips from level {level} to {heading.level}."
                )
            level = heading.level
        anchors = [heading.anchor for heading in self.headings()]
        _refuse_repeats("anchor", anchors)
        _refuse_repeats("table", [table.id for table in self.tables()])
        for target in self._link_targets():
            if target.startswith("#") and target[1:] not in anchors:
                raise InputError(f"A link leads to {target}, which no heading carries.")

    def headings(self) -> Iterator[Heading]:
        """The headings in order."""
        return (block for block in self.blocks if isinstance(block, Heading))

    def charts(self) -> Iterator[Chart]:
        """The charts in order."""
        return (block for block in self.blocks if isinstance(block, Chart))

    def tables(self) -> Iterator[Table]:
        """Every table in order, those behind charts too."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Chart):
                yield block.table

    def numbers(self) -> Iterator[Number]:
        """Every number bound to a figure."""
        for block in self.blocks:
            if isinstance(block, ScoreBox) and isinstance(block.score, Number):
                yield block.score
        for spans in self._all_spans():
            yield from (span for span in spans if isinstance(span, Number))

    def blanks(self) -> Iterator[Blank]:
        """Everything left blank, in order."""
        for block in self.blocks:
            if isinstance(block, ScoreBox) and isinstance(block.score, Blank):
                yield block.score
        for spans in self._all_spans():
            yield from (span for span in spans if isinstance(span, Blank))

    def _all_spans(self) -> Iterator[Spans]:
        yield from self.cover.lines
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.spans
            elif isinstance(block, Listing):
                yield from block.entries
            elif isinstance(block, Definitions):
                yield from (meaning for _, meaning in block.entries)
            elif isinstance(block, Table | Chart):
                table = block.table if isinstance(block, Chart) else block
                yield from (cell for row in table.rows for cell in row)

    def _link_targets(self) -> Iterator[str]:
        for spans in self._all_spans():
            yield from (span.target for span in spans if isinstance(span, Link))


def _refuse_repeats(kind: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"The {kind} {name!r} is used twice; each needs its own.")
