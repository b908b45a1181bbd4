"""Essex's improvement plan as printed in 2012: the example that ships, and the document itself.

The expectation was made by hand from the printed appendix. The document is no part of the
project: `CORECASE_SOURCES` names the folder in which it is, and without it that part is skipped.
The example holds the same shape, months and counts in our own words.
"""

import os
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from corecase.core.improvement import ImprovementPlan, due_on
from corecase.core.improvement_checks import gaps
from corecase.documents import improvement_plan
from corecase.exchange import frameworks
from corecase.exchange.printed_improvement_plans import Read, read

SOURCES = os.environ.get("CORECASE_SOURCES", "")
EXAMPLE = files("corecase") / "data" / "reference" / "essex-2012" / "improvement-plan.txt"

# Each area: whose it is, and the timescales of its actions.
AREAS = [
    ("inspectorate", ["May 2012", "September 2012", "May 2012"]),
    ("inspectorate", ["September 2012", "June 2012", "June 2012"]),
    ("inspectorate", ["July 2012"]),
    ("own", ["July 2012 and December 2012"]),
    ("own", ["April 2012"]),
    ("own", ["September 2012", "Sept 12"]),
    ("own", ["September 12"]),
]
N_SPLIT_ROWS = 5


@pytest.fixture(scope="module")
def essex() -> Read:
    if not SOURCES:
        pytest.skip("CORECASE_SOURCES is not set")
    (path,) = Path(SOURCES).glob("001*.txt")
    return read(path, service="Essex")


@pytest.fixture(scope="module")
def example() -> Read:
    return read(EXAMPLE.read_bytes(), name="improvement-plan.txt", service="Essex")


def check(plan: ImprovementPlan) -> None:
    """That an improvement plan has the shape, the months and the counts of the printed one."""
    found = [(a.origin, [x.timescale.written for x in a.actions]) for a in plan.areas]
    assert found == AREAS
    assert all(action.timescale.when for action in plan.actions)
    assert {link for area in plan.areas for link in area.links} == {"SCF Business Plan"}
    assert all(area.success and area.costs for area in plan.areas)
    assert [r.id for r in plan.recommendations] == ["1", "2", "3", "4", "5"]
    assert {r.owners[0].casefold() for r in plan.recommendations} == {"yos manager"}


def test_the_document_is_read_as_it_was_printed(essex: Read) -> None:
    check(essex.plan)


def test_the_example_has_the_same_shape_in_our_own_words(example: Read) -> None:
    check(example.plan)
    assert example.notes == ()
    answered = [area.recommendations for area in example.plan.areas]
    assert answered == [("1", "2"), ("3", "4"), ("5",), (), (), (), ()]


def test_the_example_prints_under_the_headings_of_the_county(example: Read) -> None:
    table = improvement_plan.table(example.plan)
    assert [heading.replace("/ ", "/") for heading in table.header] == [
        *("Area for improvement/development", "Link to other plans", "Actions", "Timescales"),
        *("Success criteria/impact", "Costs and resources"),
    ]
    assert len(table.rows) == sum(len(timescales) for _, timescales in AREAS)


def test_the_day_by_which_it_was_due_lies_after_the_cabinet(example: Read) -> None:
    weeks = frameworks.load("cci-2009").improvement_plan_weeks
    assert due_on(date(2012, 5, 23), weeks) == date(2012, 6, 20)
    assert {gap.kind for gap in gaps(example.plan)} == {"owner"}


def test_every_row_that_a_page_split_is_told(essex: Read) -> None:
    joined = [note for note in essex.notes if "rest of the row before" in note]
    assert len(joined) == N_SPLIT_ROWS
    wordings = [action.wording for action in essex.plan.actions]
    assert [words.split()[0] for words in wordings[:3]] == ["Review", "Reflective", "Review"]
    assert wordings[2].endswith("requirements.")
    assert len(essex.notes) == N_SPLIT_ROWS + 4
