"""Three published council papers, produced again from entered facts and set beside the originals.

Every heading, table and number of an original stands in ours, or in a list of what is left out,
each with its reason. The same list makes a page of the documentation.
"""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from corecase.documents.model import Definitions, Document, Listing, Table, plain
from tools.reference import council_papers
from tools.reference.council_papers import EXAMPLES, NOWHERE, counterparts, folded, ours, printed

ORIGINALS = {"stockton": "000_", "essex": "001_", "sefton": "003_"}
FIRST_NAMES = r"(?:Alex|Steve|Miriam|Ray|Tanya|Peter|Mark|Alan)"

PRINTED = "council_papers.csv"
"""Headings, tables and numbers of the papers, in tests/oracles."""


def headings(name: str) -> tuple[str, ...]:
    return tuple(words for kind, words, _ in printed(name) if kind == "heading")


TITLES = (
    "4. Key Recommendations of Inspection (Primary responsibility is indicated in brackets)",
    "HMI Probation Core Case Inspection of Youth Offending Work in Stockton on Tees, 01.2010",
    "HMI Probation INSPECTION OF Stockton-on-Tees Youth Offending Service",
    "Youth Offending Service Core Case Inspection outcome report",
    "the Youth Justice Board for England and Wales",
    "7 Improving the Quality of Council Services and Strengthening local Democracy",
    "Wales and the English regions that have been inspected to date",
    "Re-inspection of Youth Offending Work in Sefton",
)
"""Titles, names of bodies and the scope of a table, which are quoted as they are printed."""


@pytest.fixture(scope="module", params=sorted(ORIGINALS))
def name(request: pytest.FixtureRequest) -> str:
    """A council whose paper is public."""
    return str(request.param)


def original(name: str, sources: Path) -> str:
    (path,) = sources.glob(f"{ORIGINALS[name]}*")
    return path.read_text(encoding="utf-8")


def text_of(document: Document) -> str:
    """Everything that is read in a document, blanks with their labels."""
    cover = document.cover
    lines = [*(t.text for t in cover.programme), cover.title, cover.place, cover.year]
    lines += [heading.label for heading in document.headings()]
    lines += [plain(spans) for spans in document._all_spans()]
    for table in document.tables():
        lines += [table.caption, *table.header]
    for block in document.blocks:
        if isinstance(block, Definitions):
            lines += [term for term, _ in block.entries]
        if isinstance(block, Listing) and block.numbered:
            lines += [f"({number})" for number, _ in enumerate(block.entries, start=block.start)]
    return "\n".join(lines)


def numbers(text: str) -> set[str]:
    """The numbers of a text without its telephones."""
    plain_text = re.sub(r"<[^>]+>|[*_]|\b0\d{3,4}[\d ]{6,}", "", text)
    return set(re.findall(r"\d+", plain_text))


def test_every_heading_of_the_original_stands_in_ours(name: str, sources: Path) -> None:
    theirs, made = folded(original(name, sources)), folded(text_of(ours(name)))
    wanted = [folded(heading) for heading in headings(name)]
    assert [one for one in wanted if one not in theirs] == []
    assert [one for one in wanted if one not in made] == []


def test_the_list_of_headings_lacks_none_that_the_original_marks(name: str, sources: Path) -> None:
    marked = re.findall(r"^(?:#+ |\*\*)([A-Z].*?)(?:\*\*)?$", original(name, sources), re.MULTILINE)
    marked += re.findall(r"^([A-Z'()/ ]{6,}:?)$", original(name, sources), re.MULTILINE)
    listed = folded(" | ".join(headings(name)))
    # What is emphasised within a sentence, or names a person or the day, is no heading.
    sentence = re.compile(r"COUNCILLOR|[.;]|:\*\*|FEBRUARY|INSPECTION OF")
    found = [line for line in marked if folded(line) and not sentence.search(line)]
    assert [line for line in found if folded(line) not in listed] == []


def test_every_number_of_the_original_stands_in_ours_or_is_left_out_with_a_reason(
    name: str, sources: Path
) -> None:
    theirs = numbers(original(name, sources))
    assert theirs == {words for kind, words, _ in printed(name) if kind == "number"}
    left_out = {words for kind, words, why in printed(name) if kind == "number" and why}
    assert theirs - numbers(text_of(ours(name))) == left_out


def test_everything_printed_has_its_place_in_ours_or_a_reason(name: str) -> None:
    assert council_papers.PRINTED.name == PRINTED
    found = counterparts(name)
    assert len(found) > 40
    assert [one.printed for one in found if one.stands == NOWHERE] == []


def test_the_tables_hold_what_the_originals_print() -> None:
    essex = rows(ours("essex"), "comparators")
    assert essex == [
        ["Safeguarding work", "37%", "91%", "67%", "73%", "60%", "59%"],
        ["Risk of harm to others work", "36%", "86%", "62%", "68%", "49%", "53%"],
        ["Likelihood of reoffending work", "43%", "87%", "70%", "77%", "67%", "68%"],
    ]
    sefton = [row[1:] for row in rows(ours("sefton"), "comparators")]
    assert sefton == [
        ["38%", "91%", "67%", "75%"],
        ["36%", "85%", "62%", "70%"],
        ["50%", "87%", "69%", "81%"],
    ]
    marks = [row[1:].index("X") for row in rows(ours("sefton"), "objectives")]
    assert marks == [0, 0, 1, 0, 1, 0, 0, 0]


def rows(document: Document, kind: str) -> list[list[str]]:
    (table,) = (t for t in document.tables() if t.id.startswith(f"{kind}-"))
    assert isinstance(table, Table)
    return [[plain(cell) for cell in row] for row in table.rows]


def test_no_sentence_of_the_original_is_copied(name: str, sources: Path) -> None:
    theirs = original(name, sources)
    shared = runs(theirs) & runs(text_of(ours(name)))
    printed = [*headings(name), *TITLES]
    names = [folded(one) for one in printed]
    assert [run for run in shared if not any(run in one for one in names)] == []


def runs(text: str) -> set[str]:
    """Every eight words that follow each other in a paragraph."""
    found = set()
    for line in text.splitlines():
        words = folded(line).split()
        found |= {" ".join(words[at : at + 8]) for at in range(len(words) - 7)}
    return found


def test_nobody_of_the_originals_is_named(name: str) -> None:
    committed = (files("corecase") / "data" / "council-reports" / f"{name}.yaml").read_text()
    committed += (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    assert not re.search(FIRST_NAMES, committed)
