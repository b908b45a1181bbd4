"""A document taken apart into paragraphs: each has its place, its headings and its words."""

from corecase.core.figures import Figure
from corecase.documents.model import (
    Bar,
    BarChart,
    Blank,
    Block,
    Contents,
    Cover,
    Definitions,
    Document,
    Heading,
    Listing,
    Number,
    PageBreak,
    Paragraph,
    ScoreBox,
    Table,
    Text,
    words,
)
from corecase.documents.paragraphs import paragraphs
from tests import sample_document

COVER = Cover(
    programme=(Text("Invented programme"),),
    title="Inspection report",
    place="Exampleton",
    year="",
    lines=((Blank("ISBN"),),),
)
SCORE = Number(text="50%", key="score:1", figure=Figure(count=1, out_of=2))


def table(name: str) -> Table:
    return Table(
        id=name,
        caption=f"Table {name}",
        header=("Role", "Name"),
        rows=((words("Lead"), (Blank("name"),)),),
    )


def of(*blocks: Block) -> list[tuple[str, str, str]]:
    document = Document(title="t", subject="s", author="a", cover=COVER, blocks=blocks)
    return [(p.place, p.heading, p.text) for p in paragraphs(document)]


def test_the_cover_comes_first() -> None:
    text = "Invented programme\nInspection report\nExampleton\n[ISBN]"
    assert of() == [("cover/1", "Cover", text)]


def test_every_kind_of_block_becomes_paragraphs_under_its_headings() -> None:
    chart = BarChart(
        id="c",
        title="Scores",
        alt="One bar.",
        groups=(("All", (Bar(label="A", percent=50, printed="50%"),)),),
        table=table("behind"),
    )
    found = of(
        Paragraph(words("Before any heading.")),
        Heading(level=1, text="Assessment", anchor="one", numbered="1."),
        Contents(),
        PageBreak(),
        ScoreBox(id="b", title="Criterion", text="Text.", score=SCORE, comment="MODERATE"),
        ScoreBox(id="n", title="Criterion", text="", score=Blank("none"), flag="On the edge."),
        Heading(level=2, text="Strengths", anchor="two"),
        Listing(entries=(words("First."), (SCORE, Text(" of them."))), numbered=True),
        Heading(level=2, text="Tables", anchor="three"),
        table("plain"),
        chart,
        Heading(level=1, text="Glossary", anchor="four"),
        Definitions(caption="Terms", entries=(("YOS", words("service")),)),
    )
    behind = "Table behind\nRole | Name\nLead | [name]"
    assert found[1:] == [
        ("opening/1", "", "Before any heading."),
        ("one/1", "1. Assessment", "Criterion\nText.\n50% MODERATE"),
        ("one/2", "1. Assessment", "Criterion\n[none]\nOn the edge."),
        ("two/1", "1. Assessment: Strengths", "First."),
        ("two/2", "1. Assessment: Strengths", "50% of them."),
        ("three/1", "1. Assessment: Tables", "Table plain\nRole | Name\nLead | [name]"),
        ("three/2", "1. Assessment: Tables", f"Scores\nOne bar.\n{behind}"),
        ("four/1", "Glossary", "YOS: service"),
    ]


def test_each_place_stands_once_in_a_long_report() -> None:
    found = paragraphs(sample_document.sample())
    assert len(found) > 100
    assert len({p.place for p in found}) == len(found)
    assert all(p.text for p in found)
