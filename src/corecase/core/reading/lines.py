"""Lines of a published text, cleaned of markup and of what printing and copying did to them."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.vocabulary import mended

LONGEST_LINE: Final = 20_000
"""Characters of one line that are read; a longer one is no paragraph of a report."""
LONGEST_PASSAGE: Final = 8_000
"""Characters after which lines are no longer joined: four pages of one paragraph."""

_BREAKS: Final = re.compile(r"</?(?:p|br|div|li|td|th|tr|h\d)\b[^<>]*>", re.IGNORECASE)
_TAGS: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_RULE: Final = re.compile(r"[|:\s-]+")
_LINKS: Final = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,300}\)")
_MARKS: Final = re.compile(r"^\s*#{1,6}\s+|\*\*+|(?<![\w*])\*(?=\S)|(?<=[\S])\*(?!\w)")
_SIGNS: Final = str.maketrans(
    {
        # Signs that no text holds, as files carry them: a register could not keep them.
        **dict.fromkeys((*range(9), *range(14, 28), 127)),
        **dict.fromkeys("\u2018\u2019\u201b\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u0002\ufffe", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f", " "),
        # A raised figure behind a word or another figure is the mark of a note.
        **dict.fromkeys("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", ""),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", ""),
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\u0425": "X",
    }
)
_PERCENT: Final = re.compile(r"(?<=\d) +%|(?<=\d) ?per ?cent\b(?!age)|(?<=\d) ?percent\b")
_IN_WORDS: Final = re.compile(rf"\b(?P<n>(?!\d){NUMBER}) ?per ?cent\b(?!age)", re.IGNORECASE)
_LISTED: Final = re.compile(
    r"\s*(?:[-+*\u2022\u25c7\u25cf\u25aa\u00b7\u25e6o]\s+){0,3}"
    r"(?:(?P<mark>\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2})+[a-z]?\.?|\d{1,2}[.)]|\(?[ivx]{1,4}[.)]"
    r"|\(?[a-h]\)|R\d{1,2}[.:)]?)\s+)?"
)
_BULLET: Final = re.compile(r"\s*(?:[-+*\u2022\u25c7\u25cf\u25aa\u25e6]|o)\s+\S")
_ENDS: Final = (".", ":", ";", "!", "?", '"', ")", "'")
_OPEN: Final = re.compile(
    r"\b(?:of|in|the|and|to|for|by|with|at|January|February|March|April|May|June|July|August"
    r"|September|October"
    r"|November|December)$"
)
_TAIL: Final = 12  # characters that the longest of these words needs
_HEADS: Final = re.compile(
    r"(?:(?:key|main) )?(?:strengths?|areas? (?:for|requiring|of) (?:further )?(?:improvement"
    r"|development)(?: ?\([1-3]\.[1-9]\))?|recommendations?|next steps|commentary)\s*:?",
    re.IGNORECASE,
)
"""What is a heading wherever it stands alone on a line, and never goes on with the one before."""
_LONGEST_OWNER: Final = 120
_OWNED: Final = re.compile(r"\([A-Z][^()]{9,}\)[.;]?$")
"""Who is responsible, in brackets: with that an entry of a list ends."""
_RUN_IN: Final = re.compile(r"Commentary[.:] ")
_WRAPPED: Final = 55
_TITLED: Final = re.compile(
    r"^.{0,100}\b(?i:inspection|screening)\b.{0,60} (?i:work|services?|team) in"
    r"(?: [A-Z][\w'-]+)+(?<! North)(?<! South)(?<! East)(?<! West)$"
)
_WHOLE_SCORE: Final = re.compile(r"overall score\b.*\d ?%", re.IGNORECASE)
_OVERALL: Final = re.compile(r"overall score\b[^.]*\d ?%$", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"[A-Z]{3,} [A-Z]{3,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as the file prints it: its number, its page (0 where there are none), its words.

    Cells of a table are parted by tabs. Numbers begin at 1 and count blank lines too.
    """

    number: int
    text: str
    page: int = 0

    @property
    def place(self) -> str:
        """Where a person finds it: "page 4", or "line 120" of a text without pages."""
        return f"page {self.page}" if self.page else f"line {self.number}"


def cleaned(text: str) -> str:
    """A line without tags, marks of emphasis and doubled spaces; tabs stay."""
    if text.lstrip().startswith("|"):
        text = "" if _RULE.fullmatch(text.strip()) else text.strip().strip("|").replace("|", "\t")
    plain = _LINKS.sub(r"\1", html.unescape(text[:LONGEST_LINE]))
    plain = _TAGS.sub("", _BREAKS.sub(" ", plain))
    plain = _MARKS.sub("", plain.translate(_SIGNS))
    plain = _PERCENT.sub("%", plain)
    if "cent" in plain:
        plain = _IN_WORDS.sub(lambda match: f"{number(match['n'])}%", plain)
    return "\t".join(" ".join(cell.split()) for cell in plain.split("\t"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, an entry of a list, a heading or a row of a table, joined of its lines.

    `mark` is the number that an entry carries: "(2)", "1.1", "iv."; `cells` those of a row.
    `starts` are the offsets in `text` at which its lines begin.
    """

    text: str
    starts: tuple[tuple[int, Line], ...]
    mark: str = ""
    is_listed: bool = False
    cells: tuple[str, ...] = ()

    @property
    def line(self) -> Line:
        """The line on which it begins."""
        return self.starts[0][1]

    def line_at(self, offset: int) -> Line:
        """The line that holds this place of the text."""
        return next((line for start, line in reversed(self.starts) if start <= offset), self.line)


@dataclass(slots=True)
class _Open:
    """A passage that may go on."""

    text: str = ""
    starts: list[tuple[int, Line]] = field(default_factory=list)
    mark: str = ""
    is_listed: bool = False
    last: str = ""

    def add(self, line: Line, words: str) -> None:
        """Joins another line; a hyphen at its end joins the halves of a word."""
        halves = self.text.endswith("-") and words[:1].islower()
        joined = self.text + ("" if halves or not self.text else " ")
        self.starts.append((len(joined), line))
        self.text, self.last = joined + words, words

    def made(self) -> Passage:
        return Passage(
            text=self.text, starts=tuple(self.starts), mark=self.mark, is_listed=self.is_listed
        )


def passages(lines: Iterable[Line]) -> tuple[Passage, ...]:
    """The passages of a text in order: wrapped lines joined, also over the end of a page."""
    return tuple(_mended(one) for one in _joined(lines))


def _mended(passage: Passage) -> Passage:
    """Words of the field that were cut in two, or hold a replacement character, made whole."""
    text = mended(passage.text)
    if text == passage.text:
        return passage
    # Mending takes spaces out: what begins later begins a few characters earlier.
    starts = tuple(
        (max(start - (len(passage.text) - len(text)), 0), line) if start else (0, line)
        for start, line in passage.starts
    )
    return Passage(
        text=text,
        starts=starts,
        mark=passage.mark,
        is_listed=passage.is_listed,
        cells=tuple(mended(cell) for cell in passage.cells),
    )


def _joined(lines: Iterable[Line]) -> Iterator[Passage]:
    now, blank = _Open(), False
    for line in lines:
        words = cleaned(line.text)
        if not words.strip():
            blank = True
            continue
        if _is_row(words):
            if now.text:
                yield now.made()
            now = _Open()
            yield _row(line, words)
        elif now.text and _goes_on(now, words, blank):
            now.add(line, words.strip())
        else:
            if now.text:
                yield now.made()
            now = _begun(line, words)
        blank = False
    if now.text:
        yield now.made()


def _is_row(words: str) -> bool:
    """Two cells with words, or one beside empty ones, as the title of a row stands."""
    cells = words.split("\t")
    return sum(1 for cell in cells if cell) > 1 or not cells[0] or len(cells) > 2


def _row(line: Line, words: str) -> Passage:
    cells = tuple(words.split("\t"))
    return Passage(text=" ".join(filter(None, cells)), starts=((0, line),), cells=cells)


def _begun(line: Line, words: str) -> _Open:
    plain = words.strip()
    listed = _LISTED.match(plain + " ")
    mark = (listed["mark"] or "") if listed else ""
    is_listed = bool(mark) or bool(_BULLET.match(plain))
    begun = _Open(mark=mark.strip("()."), is_listed=is_listed)
    begun.add(line, plain[listed.end() :].strip() if listed and is_listed else plain)
    return begun if begun.text else _whole(line, plain)


def _whole(line: Line, plain: str) -> _Open:
    """A line that is nothing but a mark keeps it as its words."""
    begun = _Open()
    begun.add(line, plain)
    return begun


def _is_short_head(plain: str) -> bool:
    """Whether a line behind a full stop is a heading: the last line of a paragraph ends in one."""
    return (
        plain[:1].isupper() and len(plain) < _WRAPPED and not plain.endswith((".", ",", ";", "-"))
    )


def _goes_on(now: _Open, words: str, blank: bool) -> bool:
    plain = words.strip()
    begins = _BULLET.match(plain) or ((m := _LISTED.match(plain + " ")) and m["mark"])
    heads = plain[:1].isupper() and (
        _HEADS.fullmatch(plain)
        or _OVERALL.match(plain)
        or _RUN_IN.match(plain)
        or (plain.endswith(":") and len(plain) < _WRAPPED and now.text.endswith((".", ")")))
    )
    if begins or heads or len(now.text) > LONGEST_PASSAGE or (blank and plain.endswith(":")):
        return False
    if plain[:1].isupper() and _TITLED.search(now.text) and not _OPEN.search(now.text[-_TAIL:]):
        return False  # a title that ends in the name of a service is whole
    if _WHOLE_SCORE.fullmatch(now.text):
        return False
    if now.text.endswith(".") and (_is_short_head(plain) or _CAPITALS.match(plain)):
        return False
    if not blank and _OPEN.search(now.text[-_TAIL:]) and not now.text.isupper():
        return True
    if now.text.endswith(_ENDS[1:2]) and len(now.text) < _WRAPPED:
        return False
    if now.is_listed and plain[:1].isupper() and _OWNED.search(now.text[-_LONGEST_OWNER:]):
        return False
    small = plain[:1].islower() or plain[:1] in "%(&," or bool(_OPEN.search(now.text[-_TAIL:]))
    if blank and _OPEN.search(now.text[-_TAIL:]):
        return plain[:1].isdigit() or plain[:1].islower()
    if blank:
        return small and not now.text.endswith(_ENDS) and len(now.last) > 24
    return small or len(now.last) >= _WRAPPED
