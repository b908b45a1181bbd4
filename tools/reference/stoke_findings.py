"""docs/reference/stoke-findings.md: each count of a published letter beside the way we say it."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from corecase.core.figures import Figure
from corecase.core.findings import figure_book
from corecase.core.said import untrue
from corecase.core.sentences import Number
from corecase.documents.inspection_report import Report
from corecase.documents.model import Block, Listing, Paragraph, Spans, plain
from corecase.documents.report_forms import build
from corecase.pipelines.read import read_folder
from corecase.pipelines.reconstruct import differing_bases, reconstruct_folder
from corecase.pipelines.render import report_of
from tools.reference.markdown import document, listing, table

REFERENCE = files("corecase") / "data" / "reference" / "stoke-2013"
FRAMEWORK, SEED = "sqs-2013", 2013

SAME_WORDS = "drafted: same words"
SAME_FIGURE = "drafted: same figure"
LOOSE = "drafted: the letter's word names no count"
OTHER = "differs"
RECORD = "evidence record"
LIBRARY = "library, chosen by a person"
QUOTATION = "quotation, taken and checked by people"
PERSON = "written by a person"

_CARRIED = {
    "evidence": RECORD,
    "library": LIBRARY,
    "quotation": QUOTATION,
    "text": PERSON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """One count, phrase or statement of the letter, and what our letter has in its place."""

    place: str
    about: str
    printed: str
    figure: str
    said: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The letter's statements beside ours, and the bases in it that conflict."""

    rows: tuple[Counterpart, ...]
    conflicts: tuple[str, ...]


def beside() -> Beside:
    """Every statement in the order of the letter, beside our own from the reconstructed cases."""
    with as_file(REFERENCE) as reference, TemporaryDirectory() as made:
        folder = Path(made) / "stoke"
        reconstruct_folder(FRAMEWORK, reference, folder, seed=SEED)
        report = report_of(read_folder(folder))
        conflicts = tuple(map(str, differing_bases(FRAMEWORK, reference)))
        with (reference / "findings.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    sentences = tuple(_sentences(report))
    book = figure_book(report.framework, report.judgements)
    book |= {view.id: view.figure for view in report.inspection.views}
    return Beside(
        rows=tuple(_counterpart(row, report, sentences, book) for row in rows),
        conflicts=conflicts,
    )


def page() -> str:
    """The page."""
    found = beside()
    counts = Counter(row.standing for row in found.rows)
    counted = sum(counts[one] for one in (SAME_WORDS, SAME_FIGURE, OTHER))
    same = counts[SAME_WORDS] + counts[SAME_FIGURE]
    return document(
        "The counts of Stoke-on-Trent 2013, beside ours",
        f"The published letter of a Short Quality Screening makes {len(found.rows)} statements "
        f"that can be told apart. {counted} of them print a count or a phrase of proportion. "
        f"Corecase drafts its own letter from 20 invented cases (seed {SEED}). The same figure "
        f"stands behind {same} of the {counted}, in the same words in {counts[SAME_WORDS]}.",
        "The words are ours, and so are the sentences. A figure is the same when the letter's "
        'count or phrase is true of it: 17 of 20 answers to "most", though our own drafting counts '
        'what is missing and says "all but three". Whoever edits the letter may choose "most" '
        "there, because it is so; words that are not so are refused. The cases were fitted to "
        "these figures, so this shows that the wording follows them. What the letter leaves open "
        "is invented: how many cases were in custody, the bases behind phrases without one, the "
        "number of case managers and what each of them said. See "
        "[what a reconstruction is](../explanation/what-a-reconstruction-is.md).",
        "What the letter says in two ways stands as it is printed and is pointed out:",
        listing(found.conflicts),
        table(
            ("Paragraph", "About", "Printed", "Our figure", "As Corecase says it", "Standing"),
            (
                (row.place, row.about, row.printed, row.figure, row.said, row.standing)
                for row in found.rows
            ),
        ),
    )


def _counterpart(
    row: Mapping[str, str],
    report: Report,
    sentences: tuple[Spans, ...],
    book: Mapping[str, Figure],
) -> Counterpart:
    carried, _, key = row["carried_by"].partition(" ")
    figure, said, standing = "", "", _CARRIED.get(carried, "")
    if carried in ("figures", "views", "loosely"):
        number, said = _number_of(key, sentences)
        figure = str(book[key])
        loose = carried == "loosely"
        standing = LOOSE if loose and number else _standing(row["printed"], book[key], number)
    elif carried == "evidence":
        said = next(f.text for f in report.findings if f.evidence == key)
    elif carried == "library":
        said = next(one.text for one in report.recommendations if one.id == key)
    return Counterpart(
        place=row["place"],
        about=row["about"],
        printed=row["printed"],
        figure=figure,
        said=said,
        standing=standing,
    )


def _standing(printed: str, figure: Figure, number: Number | None) -> str:
    if number is None or untrue(printed, figure):
        return OTHER
    return SAME_WORDS if printed in number.text.lower() else SAME_FIGURE


def _number_of(key: str, sentences: tuple[Spans, ...]) -> tuple[Number | None, str]:
    """The number that says a figure, or what is missing from it, with its sentence."""
    item = key.partition(":")[0]
    for wanted in (key, item, f"{item}:missed"):
        for spans in sentences:
            for span in spans:
                if isinstance(span, Number) and span.key == wanted:
                    return span, plain(spans)
    return None, ""


def _sentences(report: Report) -> Iterator[Spans]:
    blocks: tuple[Block, ...] = build(report).blocks
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.spans
        elif isinstance(block, Listing):
            yield from block.entries
