"""docs/reference/council-papers.md: what three published council papers print, beside ours."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corecase.documents.model import (
    Definitions,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    plain,
)
from corecase.pipelines.council_report import make, report_of
from tools.reference.markdown import document, table

ROOT: Final = Path(__file__).parents[2]
PRINTED: Final = ROOT / "tests" / "oracles" / "council_papers.csv"
EXAMPLES: Final = ROOT / "src" / "corecase" / "data" / "reference" / "council-papers"
PAPERS: Final[Mapping[str, str]] = {
    "stockton": "Stockton-on-Tees, cabinet, February 2010",
    "essex": "Essex, cabinet, June 2012",
    "sefton": "Sefton, cabinet member and overview and scrutiny, January 2011",
}
NOWHERE: Final = "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text stands in a document: what it is there, and the heading above it."""

    text: str
    is_a: str
    under: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A heading, table or number of a paper, and where it stands in ours."""

    kind: str
    printed: str
    stands: str


def ours(paper: str) -> Document:
    """The report that Corecase makes from the entered facts of a paper."""
    return make(report_of(EXAMPLES / f"{paper}.yaml", paper)).document


def printed(paper: str) -> tuple[tuple[str, str, str], ...]:
    """What a paper prints: its kind, the words or number, and why we leave it out, if we do."""
    with PRINTED.open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["kind"], row["printed"], row["left_out"])
            for row in csv.DictReader(file)
            if row["paper"] == paper
        )


def counterparts(paper: str) -> tuple[Counterpart, ...]:
    """Everything that the paper prints, each with the first place where ours has it."""
    made = ours(paper)
    places = tuple(_places(made))
    return tuple(
        Counterpart(
            kind=kind,
            printed=words,
            stands=_FOUND[kind](words, places, made) or (f"left out: {why}" if why else NOWHERE),
        )
        for kind, words, why in printed(paper)
    )


def folded(text: str) -> str:
    """Letters and digits in small letters, so that dashes, quotes and capitals do not matter."""
    return " ".join(re.findall(r"[\w%£]+", re.sub(r"<[^>]+>", "", text).casefold()))


def page() -> str:
    """The page: three papers, and for each its headings, its tables and its numbers."""
    parts = [
        "Each heading, table and number of three published council papers, and where it stands in "
        "the report that Corecase makes from the facts that a council enters. Tests hold the list "
        "to the papers, and the places to the reports. The words of the papers are not copied: "
        "[Write a council report](../how-to/council-report.md) says what is entered and what is "
        "left out."
    ]
    for paper, title in PAPERS.items():
        found = counterparts(paper)
        parts.append(f"## {title}")
        for kind, heading in (("heading", "Heading"), ("table", "Table"), ("number", "Number")):
            rows = [(one.printed, one.stands) for one in found if one.kind == kind]
            if rows:
                parts.append(table((f"{heading} of the paper", "In ours"), rows))
    return document("Council papers beside ours", *parts)


def _places(made: Document) -> Iterator[Place]:
    """Every text of a document in order; headings and labels come before what stands in a line."""
    texts = list(_texts(made))
    yield from (one for one in texts if one.is_a in _MARKED)
    yield from (one for one in texts if one.is_a not in _MARKED)


_MARKED: Final = ("title", "heading", "label", "column", "row")


def _texts(made: Document) -> Iterator[Place]:
    cover = made.cover
    under = cover.title
    for line in (*(text.text for text in cover.programme), cover.title, cover.place, cover.year):
        yield Place(text=line, is_a="title", under=cover.title)
    for block in made.blocks:
        if isinstance(block, Heading):
            under = block.label
            yield Place(text=under, is_a="heading", under=under)
        elif isinstance(block, Paragraph):
            yield Place(text=plain(block.spans), is_a="paragraph", under=under)
        elif isinstance(block, Definitions):
            for term, said in block.entries:
                yield Place(text=term, is_a="label", under=under)
                yield Place(text=plain(said), is_a="entry", under=under)
        elif isinstance(block, Listing):
            for number, entry in enumerate(block.entries, start=block.start):
                mark = f"({number}) " if block.numbered else ""
                yield Place(text=f"{mark}{plain(entry)}", is_a="list", under=under)
        elif isinstance(block, Table):
            yield from _of_table(block, under)


def _of_table(block: Table, under: str) -> Iterator[Place]:
    yield Place(text=block.caption, is_a="caption", under=under)
    yield from (Place(text=text, is_a="column", under=under) for text in block.header)
    for first, *others in block.rows:
        yield Place(text=plain(first), is_a="row", under=under)
        yield from (Place(text=plain(cell), is_a="cell", under=under) for cell in others)


def _words_of(place: Place) -> str:
    if place.is_a in ("title", "heading"):
        return f"{place.is_a}: {place.text}"
    called = {"column": "column of a table", "row": "row of a table", "cell": "cell of a table"}
    said = called.get(place.is_a, place.is_a)
    return f"{said}, under {place.under}"


def _heading(words: str, places: tuple[Place, ...], _: Document) -> str:
    wanted = f" {folded(words)} "
    found = (place for place in places if wanted in f" {folded(place.text)} ")
    return next(map(_words_of, found), "")


def _number(words: str, places: tuple[Place, ...], _: Document) -> str:
    found = (place for place in places if words in re.findall(r"\d+", place.text))
    return next(map(_words_of, found), "")


def _table(words: str, _: tuple[Place, ...], made: Document) -> str:
    """The table that has every word of the printed columns in its own, in their order or not."""
    wanted = set(folded(words).split())
    for one in made.tables():
        if wanted <= set(folded(" ".join(one.header)).split()):
            return f"{' / '.join(one.header)}: {len(one.rows)} rows"
    return ""


_FOUND: Final = {"heading": _heading, "number": _number, "table": _table}
