"""Where the blanks of a document stand."""

from corecase.documents.blank_places import placed_blanks
from corecase.documents.model import (
    Blank,
    Cover,
    Definitions,
    Document,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Table,
)

ONE, TWO = Blank("one"), Blank("two")


def test_each_blank_is_said_once_for_each_place() -> None:
    document = Document(
        title="Invented",
        subject="Invented",
        author="",
        cover=Cover(programme=(), title="T", place="P", year="2026", lines=((ONE,),)),
        blocks=(
            Paragraph((ONE, TWO)),
            Heading(level=1, text="Money", anchor="money", numbered="5."),
            PageBreak(),
            Listing(entries=((TWO,),)),
            Definitions(caption="Sheet", entries=(("Wards", (ONE,)),)),
            Table(id="t", caption="Sums", header=("a", "b"), rows=(((ONE,), (ONE,)),)),
        ),
    )
    assert placed_blanks(document) == (
        "one (on the first page)",
        "one (at the beginning)",
        "two (at the beginning)",
        "two (under 5. Money)",
        "one (in Sheet, under 5. Money)",
        "one (in Sums, under 5. Money)",
    )
