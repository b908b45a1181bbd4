"""The improvement plan and the board pack as documents, read by other programs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pikepdf
import pytest
from docx.enum.section import WD_ORIENT

from corecase.core.errors import InputError
from corecase.core.improvement import Action, Area, ImprovementPlan
from corecase.core.written_timescales import read_timescale
from corecase.documents import formats, improvement_pack, improvement_plan
from corecase.documents.improvement_pack import BoardPack
from corecase.documents.model import (
    Break,
    Document,
    Heading,
    Listing,
    Table,
    Text,
    lines,
    plain,
    words,
)
from tests.improvement_scene import PLAN, TODAY, full_pack

PAPER = improvement_plan.build(PLAN, today=TODAY, notice="Invented for a test")


def rows(document: Document, table: str) -> list[list[str]]:
    return [[plain(c) for c in r] for t in document.tables() if t.id == table for r in t.rows]


def headings(document: Document) -> list[str]:
    return [heading.text for heading in document.headings()]


def said(document: Document) -> str:
    """Everything that the paragraphs and lists of a document say."""
    found = [plain(b.spans) for b in document.blocks if hasattr(b, "spans")]
    found += [plain(e) for b in document.blocks for e in getattr(b, "entries", ())]
    return "\n".join(found)


def test_the_columns_that_services_print_and_those_that_are_kept() -> None:
    printed = improvement_plan.build(PLAN)
    table = next(t for t in printed.tables() if t.id == "areas-and-actions")
    assert table.header == improvement_plan.PRINTED
    assert headings(printed) == ["Recommendations", "Areas and actions", "Steps"]
    kept = next(t for t in PAPER.tables() if t.id == "areas-and-actions")
    assert kept.header == (*improvement_plan.PRINTED, *improvement_plan.KEPT)
    assert "What is still missing" in headings(PAPER)


def test_what_actions_lack_is_pointed_out_by_kind_at_the_end() -> None:
    bare = Action(id="7.1", wording="Ring back", timescale=read_timescale("when we can"))
    whole = replace(
        bare, id="7.2", owner="Head", measure="Nine in ten", timescale=read_timescale("June 2026")
    )
    area = Area(id="7", wording="Answering", actions=(bare, whole))
    paper = improvement_plan.build(
        ImprovementPlan(service="S", title="T", areas=(area, Area(id="8", wording="Silence"))),
        today=TODAY,
    )
    found = headings(paper)
    assert found[found.index("What is still missing") :] == [
        "What is still missing",
        "Areas without an action",
        "Actions without an owner",
        "Actions without a date",
        "Actions without a measure of success",
    ]
    listed = [
        [plain(entry) for entry in block.entries]
        for block in paper.blocks
        if isinstance(block, Listing)
    ]
    assert listed == [
        ["Area 8 has no action."],
        ["7.1 Ring back"],
        ["7.1 Ring back (its timescale says “when we can”)"],
        ["7.1 Ring back"],
    ]


def test_an_area_stands_once_over_its_actions() -> None:
    first, second, third, empty = rows(PAPER, "areas-and-actions")
    assert first == [
        "1 Plans that say who does what (Inspectorate)\nAnswers recommendation 1.",
        "Service business plan; Children's plan",
        "1.1 Write a shorter template for plans",
        "June 2026",
        "Children can say what is planned\n1.1 Nine plans in ten use it",
        "None",
        "Practice manager",
        "Overdue\nnext due 30 June 2026",
        "20 April 2026, Head: First draft read by two teams",
    ]
    assert second[2:4] == ["1.2 Read ten plans together", "at least 2 a year"]
    assert third[-1].endswith("\nEvidence: 30 April 2026, Quality manager: Attendance sheet")
    assert empty[2:] == [
        *("[actions]", "[timescale]", "[success criteria]", "[costs and resources]"),
        *("", "", ""),
    ]
    table = next(t for t in PAPER.tables() if t.id == "areas-and-actions")
    assert table.reach == (2, 0, 1, 1)


def test_what_nobody_knows_is_a_labelled_blank() -> None:
    bare = ImprovementPlan(service="", title="")
    paper = improvement_plan.build(bare, today=TODAY)
    assert [b.label for b in paper.blanks()] == [
        "code of the inspection",
        "day of publication",
        "day on which it is due",
        "no step of a board, a cabinet or the inspectorate is recorded",
    ]
    assert headings(paper) == ["Areas and actions", "Steps"]


def test_recommendations_keep_their_own_numbers() -> None:
    own = replace(PLAN.recommendations[1], id="7")
    area = replace(PLAN.areas[1], recommendations=("7", "1"))
    paper = improvement_plan.build(
        replace(PLAN, recommendations=(PLAN.recommendations[0], own), areas=(area,))
    )
    assert "7 Managers check what was planned (invented)." in said(paper)
    assert "Answers recommendations 7, 1." in rows(paper, "areas-and-actions")[0][0]
    assert "own service" not in said(paper).lower()


def test_html_joins_cells_and_turns_the_page() -> None:
    page = formats.render(PAPER, ("html",))["html"].decode()
    assert page.count('rowspan="2"') == 4
    assert '<th scope="row" rowspan="2">1 Plans that say who does what (Inspectorate)<br>' in page
    assert "@page{size:A4 landscape}" in page


def elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    below = parent.get("/K")
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def test_the_pdf_is_tagged_and_its_cells_reach_over_rows() -> None:
    with pikepdf.open(BytesIO(formats.render(PAPER, ("pdf",))["pdf"])) as pdf:
        box = pdf.pages[1].mediabox
        assert float(box[2]) > float(box[3])
        body = next(e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == "/TBody")
        found = [
            [str(cell.S) for cell in elements(row) if str(cell.S) in ("/TH", "/TD")]
            for row in elements(body)
            if str(row.S) == "/TR"
        ]
        # The second row has no header of its own: that of the first reaches down to it.
        assert [(r[0], len(r)) for r in found] == [("/TH", 9), ("/TD", 5), ("/TH", 9), ("/TH", 9)]
        cell = next(e for e in elements(body) if str(e.S) == "/TH")
        spans = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
        assert 2 in [int(a["/RowSpan"]) for a in spans if "/RowSpan" in a]


def test_word_joins_cells_and_turns_the_page() -> None:
    word = docx.Document(BytesIO(formats.render(PAPER, ("docx",))["docx"]))
    assert word.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert word.sections[0].page_width > word.sections[0].page_height
    table = word.tables[0]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(1, 0).text == rows(PAPER, "areas-and-actions")[0][0]
    assert table.cell(2, 2).text == "1.2 Read ten plans together"
    # Under the joined cell nothing is left to be read twice.
    assert [p.text for p in table._tbl.tr_lst[2].tc_lst[0].p_lst] == [""]


def test_a_table_counts_its_groups() -> None:
    given = {"id": "t", "caption": "c", "header": ("h",), "rows": ((words("x"),),)}
    for groups in ((2,), (1, 0)):
        with pytest.raises(InputError, match="each of its rows in one group"):
            Table(**given, groups=groups)  # type: ignore[arg-type]


def test_lines_leave_out_what_says_nothing() -> None:
    assert lines((words("a"), words(""), words("b"))) == (Text("a"), Break(), Text("b"))
    assert lines((words(""),)) == ()


def test_a_pack_says_what_a_board_asks() -> None:
    paper = improvement_pack.build(full_pack())
    assert rows(paper, "status")[2] == ["Overdue", "1 of 3", "33%"]
    assert "This rule is unverified." in said(paper)
    assert rows(paper, "changes") == [
        ["Area 1 has another measure of success.", "More", "Children can say what is planned"]
    ]
    assert rows(paper, "overdue") == [
        ["1.1 Write a shorter template for plans", "Practice manager", "30 June 2026", "1 day"]
    ]
    assert [row[2:] for row in rows(paper, "stale")] == [
        ["never", "121 days"],
        ["20 April 2026", "72 days"],
    ]
    assert rows(paper, "reaudits") == [
        [
            "Plans say who does what\n1 July 2026",
            "12 of 30 (40%)",
            "70%: reached in these cases, but not yet beyond chance",
            "22 of 30 (73%)",
            "33 points higher (95% interval: 8 to 53 points higher)",
            "improved",
        ],
        [
            "CCI.1.2.b\n1 July 2026",
            "5 of 10 (50%)",
            "none",
            "7 of 10 (70%)",
            "20 points higher (95% interval: 20 points lower to 53 points higher)",
            "not yet distinguishable",
        ],
    ]
    assert rows(paper, "alerts") == [["1 July 2026", "answered the same day"]]
    assert len(rows(paper, "areas-and-actions")) == 4
    assert [h.text for h in paper.blocks if isinstance(h, Heading)][-1] == "The improvement plan"


def test_a_pack_without_anything_says_so() -> None:
    paper = improvement_pack.build(
        BoardPack(plan=replace(PLAN, areas=PLAN.areas[1:2]), today=TODAY)
    )
    for sentence in ("This is the first pack", "No action.", "No item was read again."):
        assert sentence in said(paper)
    assert "Alerts" not in headings(paper)
    whole = replace(PLAN, areas=PLAN.areas[1:2], recommendations=PLAN.recommendations[1:])
    quiet = improvement_pack.build(BoardPack(plan=whole, before=whole, today=TODAY, alerts=()))
    for sentence in ("Nothing changed.", "Nothing: every action", "No alert was raised."):
        assert sentence in said(quiet)


def test_what_is_due_soon_stands_with_the_days_left() -> None:
    paper = improvement_pack.build(BoardPack(plan=PLAN, today=date(2026, 6, 20)))
    assert rows(paper, "soon") == [
        ["1.1 Write a shorter template for plans", "Practice manager", "30 June 2026", "10 days"]
    ]
