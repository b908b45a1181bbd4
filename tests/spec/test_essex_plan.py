"""Essex's improvement plan as printed in 2012, read from the document itself.

The expectation was made by hand from the printed appendix. The document is no part of the
project: `CORECASE_SOURCES` names the folder in which it is, and without it this is skipped.
"""

import os
from pathlib import Path

import pytest

from corecase.exchange.printed_improvement_plans import Read, read

SOURCES = os.environ.get("CORECASE_SOURCES", "")
pytestmark = pytest.mark.skipif(not SOURCES, reason="CORECASE_SOURCES is not set")

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
    (path,) = Path(SOURCES).glob("001*.txt")
    return read(path, service="Essex")


def test_its_areas_actions_and_timescales(essex: Read) -> None:
    found = [(a.origin, [x.timescale.written for x in a.actions]) for a in essex.plan.areas]
    assert found == AREAS
    assert all(action.timescale.when for action in essex.plan.actions)
    assert {link for area in essex.plan.areas for link in area.links} == {"SCF Business Plan"}
    assert all(area.success and area.costs for area in essex.plan.areas)


def test_its_recommendations_with_their_owner(essex: Read) -> None:
    assert [r.id for r in essex.plan.recommendations] == ["1", "2", "3", "4", "5"]
    assert {r.owners[0].casefold() for r in essex.plan.recommendations} == {"yos manager"}


def test_every_row_that_a_page_split_is_told(essex: Read) -> None:
    joined = [note for note in essex.notes if "rest of the row before" in note]
    assert len(joined) == N_SPLIT_ROWS
    wordings = [action.wording for action in essex.plan.actions]
    assert [words.split()[0] for words in wordings[:3]] == ["Review", "Reflective", "Review"]
    assert wordings[2].endswith("requirements.")
    assert len(essex.notes) == N_SPLIT_ROWS + 4
