"""Improvement plans from workbooks: everything that is wrong is listed, and nothing is read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from corecase.core.errors import InputError, ManyProblems
from corecase.core.improvement import ImprovementPlan
from corecase.core.improvement_sheets import COLUMNS, sheets
from corecase.documents import formats, improvement_workbook
from corecase.exchange import improvement_plans
from tests.improvement_scene import PLAN, TEMPLATE

Rows = list[list[object]]


def grids(plan: ImprovementPlan = PLAN) -> dict[str, Rows]:
    """The sheets of an improvement plan, headings first, to be spoilt."""
    return {s.name: [list(s.columns), *map(list, s.rows)] for s in sheets(plan)}


def workbook(grids: dict[str, Rows]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in grids.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()


def spoilt(change: Callable[[dict[str, Rows]], object]) -> list[str]:
    """What is said of the invented plan once its sheets are spoilt."""
    made = grids()
    change(made)
    with pytest.raises(ManyProblems, match="nothing was loaded") as caught:
        improvement_plans.read(workbook(made), name="plan.xlsx")
    return [str(problem) for problem in caught.value.problems]


def test_the_sheets_hold_the_whole_improvement_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(formats.render(improvement_workbook.build(PLAN), ("xlsx",))["xlsx"])
    assert improvement_plans.read(path) == PLAN


def test_days_typed_into_a_spreadsheet_and_spelling_that_people_use() -> None:
    made = grids()
    made["Particulars"][4][1] = date(2026, 3, 2)
    made["Particulars"].reverse()
    made["Particulars"].insert(0, made["Particulars"].pop())
    made["Actions"][1][2] = "INSPECTORATE"
    made["Actions"][1][8] = date(2026, 6, 30)
    made["Steps"][1][0] = "Approved by the management board"
    # The second row of an area may leave to the first what the area is.
    for column in (0, 1, 3, 9):
        made["Actions"][2][column] = ""
    made["Progress and evidence"][1][5] = "No"
    read = improvement_plans.read(workbook({name.upper(): rows for name, rows in made.items()}))
    assert read.action("1.1").timescale.written == "30 June 2026"
    assert read.steps == PLAN.steps
    assert read.published_on == PLAN.published_on
    assert [a.id for a in read.areas[0].actions] == ["1.1", "1.2"]


def test_a_workbook_with_two_sheets_is_enough() -> None:
    made = {name: rows for name, rows in grids().items() if name in ("Particulars", "Actions")}
    made["Actions"] = [made["Actions"][0], *made["Actions"][4:]]
    read = improvement_plans.read(workbook(made))
    assert [area.wording for area in read.areas] == ["Visits in the evening"]
    assert (read.recommendations, read.steps) == ((), ())


def test_wrong_columns_are_all_listed() -> None:
    def change(made: dict[str, Rows]) -> None:
        del made["Particulars"]
        made["Actions"][0][1] = "What to do"
        made["Steps"][0].append("Body")
        made["Recommendations"][0][0] = "No"

    assert spoilt(change) == [
        "sheet 'Particulars': is missing; add it with its columns",
        "sheet 'Recommendations', row 1: 'Number' is missing; add the column",
        "sheet 'Recommendations', row 1: 'No' is no column of this sheet; it has "
        + ", ".join(COLUMNS["Recommendations"]),
        "sheet 'Actions', row 1: 'Area for improvement' is missing; add the column",
        "sheet 'Actions', row 1: 'What to do' is no column of this sheet; it has "
        + ", ".join(COLUMNS["Actions"]),
        "sheet 'Steps', row 1, column E (Body): 'Body' also heads column C; keep one of them",
    ]


def test_wrong_values_are_all_listed_where_they_stand() -> None:
    def change(made: dict[str, Rows]) -> None:
        made["Particulars"][4][1] = "soon"
        made["Particulars"] += [["Service", "Again"], ["Colour", "Blue"]]
        made["Recommendations"][1][1] = ""
        actions = made["Actions"]
        actions[1][14] = "31 June 2026"
        actions[2][1] = "Another area"
        actions[3][6] = ""
        actions[4][2] = "Elsewhere"
        entries = made["Progress and evidence"]
        entries[1][5] = "perhaps"
        entries[2][0] = "9.9"
        entries += [
            ["1.1", "Rumour"],
            ["1.1", "Answer", "", "", "Yes"],
            ["1.2", "View", "", "", ""],
        ]
        entries += [["1.1", "Evidence", "", "", "It is", "yes"]]
        made["Steps"] += [["Lost"], ["RETURNED", "2026-04-01", "Inspectorate", ""]]

    assert spoilt(change) == [
        "sheet 'Particulars', row 8, column A (Particular): 'Service' stands twice; keep one",
        "sheet 'Particulars', row 9, column A (Particular): 'Colour' is no particular; there are "
        "Service, Title, Inspection, Published on, Due on, Begun on",
        "sheet 'Particulars', row 5, column B (Value): 'soon' is no day; write it as "
        "20 June 2012 or 2012-06-20",
        "sheet 'Recommendations', row 2, column A (Number): '1' needs its number and its words",
        "sheet 'Actions', row 2, column O (Completed on): '31 June 2026' is no day; write it as "
        "20 June 2012 or 2012-06-20",
        "sheet 'Actions', row 3, column B (Area for improvement): 'Another area' differs from the "
        "first row of its area; correct one of them",
        "sheet 'Actions', row 4, column G (Action): Say in words what the action is.",
        "sheet 'Actions', row 5, column C (Origin): 'Elsewhere' is no origin; write Inspectorate "
        "or Own service",
        "sheet 'Progress and evidence', row 2, column F (Done): 'perhaps' is neither yes nor empty",
        "sheet 'Progress and evidence', row 9, column B (Kind): 'Rumour' is no kind of entry; "
        "write one of Progress, Evidence, View, Question, Answer",
        "sheet 'Progress and evidence', row 10, column B (Kind): 'Answer' answers no question; put "
        "it in the row after its question",
        "sheet 'Progress and evidence', row 11, column E (Words): Write it in words; an empty line "
        "tells nobody anything.",
        "sheet 'Progress and evidence', row 12, column F (Done): 'yes' is said of progress alone; "
        "leave it empty here",
        "sheet 'Steps', row 4, column A (Step): 'Lost' is no step; write one of BOARD_APPROVED, "
        "CABINET_NOTED, CABINET_APPROVED, SUBMITTED, ACCEPTED, RETURNED, FORWARDED, MONITORED",
        "sheet 'Steps', row 4, column B (Day): needs the day on which it was done",
        "sheet 'Steps', row 5, column D (Reasons): Say why the improvement plan is returned, so "
        "that the service can change it.",
    ]


def test_an_entry_names_an_action_that_is_there() -> None:
    def change(made: dict[str, Rows]) -> None:
        made["Progress and evidence"][2][0] = "9.9"

    assert spoilt(change) == [
        "sheet 'Progress and evidence', row 3, column A (Action number): '9.9' is no action of "
        "this improvement plan"
    ]


def test_what_only_shows_in_the_whole_is_told_too() -> None:
    twice = replace(PLAN.areas[0], actions=(TEMPLATE,))
    made = grids(replace(PLAN, areas=(twice,)))
    made["Actions"].append([*made["Actions"][1][:5], "1.1", "The same number", *[""] * 8])
    with pytest.raises(ManyProblems, match="1 problem") as caught:
        improvement_plans.read(workbook(made))
    assert "The action 1.1 stands twice" in str(caught.value.problems[0])


def test_formulas_go_out_as_text_and_are_refused_coming_in() -> None:
    risky = replace(PLAN, title='=HYPERLINK("http://x.invalid")')
    made = formats.render(improvement_workbook.build(risky), ("xlsx",))["xlsx"]
    assert improvement_plans.read(made).title == risky.title

    def change(made: dict[str, Rows]) -> None:
        made["Actions"][1][6] = "=1+1"

    assert any("holds a formula; paste its value" in said for said in spoilt(change))


def test_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="damaged"):
        improvement_plans.read(b"PK\x03\x04 nothing")
    with pytest.raises(InputError, match="no file"):
        improvement_plans.read(tmp_path / "missing.xlsx")


def test_a_text_that_no_cell_holds_is_refused() -> None:
    long = replace(PLAN, title="x" * 32_768)
    with pytest.raises(InputError, match="Value of Title has 32,768 letters"):
        improvement_workbook.build(long)


def test_rows_may_be_short() -> None:
    made: dict[str, Sequence[object]] = dict(grids())
    made["Steps"] = [made["Steps"][0]]
    assert improvement_plans.read(workbook(made)).steps == ()  # type: ignore[arg-type]
