"""Improvement plans from Word and text in printed shape; all content is invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from corecase.core.errors import InputError
from corecase.core.improvement import Entry, ImprovementPlan, Progress
from corecase.documents import formats, improvement_plan
from corecase.exchange.limits import Limits
from corecase.exchange.printed_improvement_plans import Read, read
from tests.improvement_scene import PLAN, TODAY
from tests.made_files import write_zip

HEADINGS = (
    *("Area for Improvement/ Development", "Link to other plans", "Actions", "Timescales"),
    *("Success criteria/impact", "Costs and Resources"),
)
Rows = Sequence[Sequence[str]]


def word(*tables: Rows, before: Sequence[str] = ()) -> bytes:
    """A Word file of paragraphs and tables; a cell's lines are its paragraphs."""
    made = docx.Document()
    for line in before:
        made.add_paragraph(line)
    for rows in tables:
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                first, *more = text.split("\n")
                cell.text = first
                for line in more:
                    cell.add_paragraph(line)
        made.add_paragraph("")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def shape(found: Read) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (area.wording, [(a.wording, a.timescale.written) for a in area.actions])
        for area in found.plan.areas
    ]


SPLIT: Rows = (
    HEADINGS,
    (
        *("Visits on time, with notes of each of them", "Business plan"),
        *(
            "Review the form for visits.",
            "May 2012 September",
            "Notes are read by managers",
            "None",
        ),
    ),
    ("(HMIP)", "", "Train staff in the use", "2012 May 2012", "and used in supervision.", ""),
    ("", "", "of the form. Read ten files each month and write down", "", "", ""),
    ("Letters that", "Business", "what they show.", "June", "Children read them", "Low"),
    HEADINGS,
    ("children can read (HMI Probation).", "plan", "Write shorter letters.", "2012", "", ""),
    ("", "", "Ask children what they read.", "July 2012 and December 2012", "Ten answers", "£50"),
    ("", "", "", "", "and ten more", ""),
    ("", "", "Tell the board.", "", "", ""),
    ("Court team (AYOS)", "", "Move the team", "ongoing", "", ""),
)


def test_rows_split_over_pages_are_joined_and_it_is_said() -> None:
    found = read(word(SPLIT))
    assert shape(found) == [
        (
            "Visits on time, with notes of each of them",
            [
                ("Review the form for visits.", "May 2012"),
                ("Train staff in the use of the form.", "September 2012"),
                ("Read ten files each month and write down what they show.", "May 2012"),
            ],
        ),
        (
            "Letters that children can read",
            [
                ("Write shorter letters.", "June 2012"),
                ("Ask children what they read.", "July 2012 and December 2012"),
                ("Tell the board.", ""),
            ],
        ),
        ("Court team", [("Move the team", "ongoing")]),
    ]
    assert found.notes == (
        "Row 3 was read as the rest of the row before it.",
        "Row 4 was read as the rest of the row before it.",
        "The action in row 5 begins with the rest of the one before it.",
        "Row 6 repeats the headings and was left out.",
        "Row 7 was read as the rest of the row before it.",
        "Row 9 was read as the rest of the row before it.",
        "Row 2 has 3 timescales and was read as 3 actions.",
    )
    visits, letters, court = found.plan.areas
    assert visits.success == "Notes are read by managers and used in supervision."
    assert letters.links == ("Business plan",)
    assert [(a.measure, a.costs) for a in letters.actions] == [
        ("", ""),
        ("Ten answers and ten more", "£50"),
        ("", ""),
    ]
    assert [area.origin for area in found.plan.areas] == ["inspectorate", "inspectorate", "own"]
    assert court.id == "3"


def test_a_table_that_goes_on_in_another_is_one() -> None:
    apart = word(SPLIT[:5], SPLIT[5:], before=("A paper.",))
    assert shape(read(apart)) == shape(read(word(SPLIT)))
    # A table of other columns ends it.
    other = (("Lowest", "Highest"), ("36%", "86%"))
    assert shape(read(word(other, SPLIT, other, SPLIT))) == shape(read(word(SPLIT)))


def test_text_with_tabs_is_read_as_its_tables() -> None:
    lines = [
        "A service's improvement plan",
        "Recommendations",
        "- (1) write letters (Head, Board).",
    ]
    lines += ["(2) Visit children (Head).", "Some more words."]
    lines += [
        "Lowest\tHighest",
        "\t".join(("Area for", *HEADINGS[1:])),
        "Improvement\t\t\t\t\t",
        "",
    ]
    lines += ["\t".join(row) for row in SPLIT[1:]]
    found = read(("\n".join(lines)).encode())
    assert shape(found) == shape(read(word(SPLIT)))
    assert found.plan.title == "A service's improvement plan"
    assert [(r.id, r.text, r.owners) for r in found.plan.recommendations] == [
        ("1", "write letters", ("Head", "Board")),
        ("2", "Visit children", ("Head",)),
    ]
    assert found.notes[-1].startswith("The file does not say which recommendations")


def test_columns_under_other_names() -> None:
    headings = ("Ref and recommendation", "Action required", "Planned completion date")
    more = ("Lead officer and agency", "Progress and impact monitoring", "RAG", "Colour")
    rows = (
        (*headings, *more),
        ("1. Plans (own)", "Write", "30 June 2026", "Head", "Begun", "Amber", "Blue"),
        ("1. Plans (own)", "Read", "July 2026", "Board", "4 May 2026: Read", "Green", ""),
        ("2. Visits", "Ring", "monthly", "", "", "", ""),
    )
    found = read(word(rows), service="Anyborough")
    assert [(a.id, a.wording, a.origin) for a in found.plan.areas] == [
        ("1", "Plans", "own"),
        ("2", "Visits", "inspectorate"),
    ]
    write, again, ring = found.plan.actions
    assert (write.id, write.owner, write.progress) == ("1.1", "Head", (Progress(words="Begun"),))
    assert again.progress == (Progress(words="Read", on=date(2026, 5, 4)),)
    assert ring.timescale.when
    assert found.notes == (
        "Area 2 does not say where it comes from; taken as the inspectorate's.",
        "The column 'Colour' is not known and was left out.",
        "The column of statuses was left out: a status follows from a rule.",
    )


def test_one_cell_with_several_actions() -> None:
    rows = (
        HEADINGS,
        ("Plans (HMIP)", "", "Write them\nRead them", "May 2012\nJune 2012", "", ""),
        ("Visits (HMIP)", "", "Ring and knock", "May 2012\nJune 2012", "", ""),
        ("Nothing yet (HMIP)", "", "", "", "", ""),
    )
    found = read(word(rows))
    assert [(a.wording, a.timescale.written) for a in found.plan.actions] == [
        ("Write them", "May 2012"),
        ("Read them", "June 2012"),
        ("Ring and knock", "May 2012 June 2012"),
    ]
    assert found.notes == (
        "Row 2 has 2 timescales and was read as 2 actions.",
        "Row 3 has 2 timescales, and it cannot be told which belongs to what; part its actions.",
    )


def printed_again(plan: ImprovementPlan) -> Read:
    made = formats.render(improvement_plan.build(plan, today=TODAY), ("docx",))["docx"]
    return read(made, service=plan.service)


def test_what_we_print_in_word_is_read_back() -> None:
    found = printed_again(PLAN)
    # What print does not carry: days of the whole, items, statuses, views, steps, "done".
    bare = replace(
        PLAN,
        inspection="",
        published_on=None,
        due_on=None,
        recommendations=tuple(replace(r, items=()) for r in PLAN.recommendations),
        steps=(),
        areas=tuple(
            replace(
                area,
                actions=tuple(
                    replace(
                        action,
                        items=(),
                        views=(),
                        questions=(),
                        progress=tuple(replace(p, is_done=False) for p in action.progress),
                    )
                    for action in area.actions
                ),
            )
            for area in PLAN.areas
        ),
    )
    first, second = found.plan.recommendations
    assert first.text == "Plans say who does what (invented)"
    assert second.owners == ("invented",)
    texts = replace(found.plan, recommendations=bare.recommendations)
    assert texts == bare
    assert found.notes == ("The column of statuses was left out: a status follows from a rule.",)


def test_recommendations_that_are_not_listed_are_told() -> None:
    made = word(
        (HEADINGS, ("Plans (HMIP)\nAnswers recommendation 4.", "", "Write", "May 2012", "", "")),
        before=("Recommendations", "Nothing is numbered here"),
    )
    found = read(made)
    assert found.plan.areas[0].recommendations == ()
    assert found.notes == ("Area 1 names recommendation 4, which is not listed.",)


def test_numbers_that_stand_twice_are_counted_anew() -> None:
    rows = (
        HEADINGS,
        ("1 Plans (HMIP)", "", "1.1 Write", "May 2012", "1.1 Nine in ten", "2.2 No such action"),
        ("1 Visits (HMIP)", "", "1.1 Ring", "May 2012", "", "1.1 Low"),
    )
    plan = read(word(rows)).plan
    assert [(a.id, [x.id for x in a.actions]) for a in plan.areas] == [
        ("1", ["1.1"]),
        ("2", ["2.1"]),
    ]
    assert (plan.action("1.1").measure, plan.action("2.1").costs) == ("Nine in ten", "Low")
    assert plan.areas[0].costs == "2.2 No such action"


def test_evidence_stands_apart_from_progress() -> None:
    training = printed_again(PLAN).plan.action("2.1")
    assert training.evidence == (
        Entry(words="Attendance sheet", on=date(2026, 4, 30), by="Quality manager"),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word(before=("Nothing but words",)), "it has no table"),
        (word((("Item", "Score"), ("a", "b"))), "its tables are headed Item \\| Score"),
        (b"no table at all", "it has no table"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_what_is_no_improvement_plan(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(data)


def test_a_workbook_is_no_word_file(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "plan.docx", {"xl/workbook.xml": "<workbook/>"})
    with pytest.raises(InputError, match=r"plan\.docx is no Word file"):
        read(path)


def test_more_cells_than_a_plan_needs_are_refused() -> None:
    with pytest.raises(InputError, match="more cells"):
        read(word(SPLIT), limits=Limits(n_cells=10, n_bytes=10**7))


def test_word_markup_that_is_no_text(tmp_path: Path) -> None:
    """Deleted words are left out; a wide cell counts as several, a table in a cell as its text."""

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"

    def said(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    heads = "".join(cell(said(name)) for name in HEADINGS)
    inner = f"<w:tbl><w:tr>{cell(said('inside'))}</w:tr></w:tbl>"
    first = (
        cell("<w:p><w:r><w:t>Plans</w:t><w:tab/><w:t>(HMIP)</w:t><w:br/><w:t>x</w:t></w:r></w:p>")
        + cell("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>")
        + cell(said("Write") + inner)
        + cell('<w:p><w:r><w:t>May 2012</w:t><w:br w:type="page"/></w:r></w:p>')
        + cell(said("wide"), '<w:gridSpan w:val="2"/>')
    )
    second = (
        cell("<w:p/>", "<w:vMerge/>")
        + cell("<w:p/>")
        + cell(said("no capital"), '<w:gridSpan w:val="x"/>')
        + cell(said("June 2012"))
        + cell("<w:p/>") * 2
    )
    body = "".join(f"<w:tr>{row}</w:tr>" for row in (heads, first, second))
    xml = f'<w:document xmlns:w="w"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>'
    found = read(write_zip(tmp_path / "plan.docx", {"word/document.xml": xml}))
    (area,) = found.plan.areas
    assert (area.wording, area.links, area.success) == ("Plans (HMIP) x", (), "wide")
    assert [(a.wording, a.timescale.written) for a in area.actions] == [
        ("Write inside", "May 2012"),
        ("no capital", "June 2012"),
    ]
