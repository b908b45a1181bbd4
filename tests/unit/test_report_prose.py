"""What people add to a report: prose tied to figures, quotations, indicators, examples."""

from dataclasses import replace
from typing import Any

import pytest

from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import Finding, figure_book
from corecase.core.inspections import GoodPractice, Indicator, Inspection, Quotation
from corecase.core.marked_texts import parse_marked
from corecase.documents.inspection_report import Report, build
from corecase.documents.model import Document, Listing, Paragraph, Table, plain
from tests.builders import framework, judged
from tests.unit.test_inspection_report import INSPECTION, content

SAID = Quotation(id="Q1", words="They helped me.", criterion="T-1.1")
JUDGED = judged({"T-A": "SSSI"})


def report(**said: Any) -> Report:
    made = content(framework(), JUDGED)
    inspection = replace(INSPECTION, **said)
    return replace(made, inspection=inspection, figures=figure_book(made.framework, JUDGED))


def texts(document: Document) -> list[str]:
    return [plain(block.spans) for block in document.blocks if isinstance(block, Paragraph)]


def labels(document: Document) -> list[str]:
    return [blank.label for blank in document.blanks()]


def indicators(document: Document) -> Table:
    return next(table for table in document.tables() if table.id == "indicators")


def test_prose_ties_its_numbers_and_quotes() -> None:
    words = "Plans stood in [[T-A|three of the four]]: [[quote:Q1|They helped me.]]"
    for part in ({"narrative": (words,)}, {"commentary": {"T-1": words}}, {"area": (words,)}):
        document = build(report(**part, quotations=(replace(SAID, checked=True),)))
        assert "Plans stood in three of the four: “They helped me.”" in texts(document)
        said = [number for number in document.numbers() if number.text == "three of the four"]
        assert [number.figure for number in said] == [Figure(count=3, out_of=4)]
        assert "quotation not checked" not in labels(document)


def test_prose_that_is_no_longer_so_is_marked() -> None:
    document = build(report(organisation=("Plans stood in [[T-A|all four]].",)))
    assert "Plans stood in all four [look again: T-A is 3 of 4 now]." in texts(document)


def test_an_unchecked_quotation_is_marked() -> None:
    document = build(report(narrative=("[[quote:Q1|helped me]]!",), quotations=(SAID,)))
    assert "“helped me” [quotation not checked]!" in texts(document)
    made = report(quotations=(SAID,))
    pieces = parse_marked("One said [[quote:Q1|helped me]].", {}, (SAID,))
    finding = Finding(id="f", criterion="T-1.1", kind="area", pieces=pieces, status="edited")
    entries = [
        plain(entry)
        for block in build(replace(made, findings=(finding,))).blocks
        if isinstance(block, Listing)
        for entry in block.entries
    ]
    assert "One said “helped me” [quotation not checked]." in entries


@pytest.mark.parametrize(
    ("read", "said"), [(True, "Sam came."), (False, "Sam came. [not yet read by a second person]")]
)
def test_an_example_that_nobody_else_has_read_is_marked(read: bool, said: str) -> None:
    example = GoodPractice(
        section="T-1", reference="", text="Sam came.", pseudonym="Sam", read=read
    )
    assert said in texts(build(report(good_practice=(example,))))


def test_a_recommendation_without_an_owner_has_a_blank() -> None:
    alone = Recommendation(id="own", text="visits are kept", owners=())
    document = build(replace(report(), recommendations=(alone,)))
    assert "who has primary responsibility" in labels(document)


def test_empty_lines_part_paragraphs() -> None:
    example = GoodPractice(section="T-1", reference="", text="Sam came.\n\nSam left.", read=True)
    said = {"T-1": "One thing.\r\n \r\nAnother\nthing.\n"}
    found = texts(build(report(commentary=said, good_practice=(example,))))
    assert {"One thing.", "Another\nthing.", "Sam came.", "Sam left."} <= set(found)


BARE = Indicator(name="Work", value=78, unit="percent", period="2009")
FULL = Indicator(
    name="Homes",
    value=77.8,
    unit="percent",
    period="2009",
    numerator=14,
    denominator=18,
    previous_value=80,
    previous_period="2008",
    comparator=72,
    comparator_name="England",
    change="decreased",
    definition="2008 edition",
)


def test_bare_indicators_have_the_columns_they_need() -> None:
    found = indicators(build(report(indicators=(BARE,))))
    assert found.header == (
        "Indicator",
        "Period",
        "Value",
        "Since the previous period",
    )
    assert [plain(cell) for cell in found.rows[0]] == [
        *("Work", "2009", "78%", "[previous period]")
    ]


def test_what_is_known_of_an_indicator_is_printed() -> None:
    found = indicators(build(report(indicators=(FULL, replace(FULL, previous_period=""), BARE))))
    assert found.header[3:5] == ("Counted", "Previous period")
    first, second, bare = ([plain(cell) for cell in row] for row in found.rows)
    assert first == [
        *("Homes (definition: 2008 edition)", "2009", "77.8%", "14 of 18", "80% (2008)"),
        *("72% (England)", "decreased"),
    ]
    assert second[4] == "80%"
    assert bare[3:6] == ["–", "–", "–"]


def test_an_unlikely_value_is_marked_until_it_is_confirmed() -> None:
    unlikely = replace(BARE, value=178)
    marked = "178% [questioned and not confirmed]"
    for confirmed, said in ((False, marked), (True, "178%")):
        found = indicators(build(report(indicators=(replace(unlikely, confirmed=confirmed),))))
        assert plain(found.rows[0][2]) == said


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"quotations": (SAID, SAID)}, "quotation 'Q1' stands twice"),
        ({"recommendations": ("a", "b", "a")}, "recommendation 'a' stands twice"),
        (
            {"recommendations": ("a", Recommendation(id="a", text="b", owners=()))},
            "recommendation 'a' stands twice",
        ),
        (
            {"recommendations": (Recommendation(id="a", text=" ", owners=()),)},
            "recommendation 'a' has no text",
        ),
    ],
)
def test_what_an_inspection_says_is_told_apart(parts: dict[str, Any], refusal: str) -> None:
    with pytest.raises(InputError, match=refusal):
        Inspection(service="Anytown", **parts)
