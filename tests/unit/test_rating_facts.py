"""A file of ratings as facts: every fault is the doubt of what it touches, and nothing is lost."""

from corecase.core.printed_facts import PrintedFact
from corecase.core.rating_facts import facts_of
from corecase.core.rating_files import FIXED, column_of
from corecase.exchange.ratings import load

YJ = load("yj-2018")
TITLES = [title for one in YJ.standards for title in (one.title, *one.former_titles)]
HEADINGS = (*FIXED, *dict.fromkeys(map(column_of, TITLES)), "policy_and_provision")


def facts(**cells: str) -> dict[str, list[PrintedFact]]:
    """The facts of one row of an invented file, by measure."""
    given = {
        "la_name": "Anytown",
        "la_ref": "anytown",
        "score_%": "58.33",
        "overall_rating": "Good",
        "publication_date": "04/02/25",
        "report_url": "https://example.org/anytown",
        **cells,
    }
    row = {name: given.get(name, "") for name in HEADINGS}
    found: dict[str, list[PrintedFact]] = {}
    for one in facts_of(YJ, HEADINGS, [(2, row)], source="invented.csv"):
        found.setdefault(one.measure, []).append(one)
    return found


def test_a_row_without_a_fault_is_certain() -> None:
    found = facts(staff="Good")
    assert set(found) == {"total:overall", "rating:overall", "rating:staff"}
    assert {one.doubt for (one,) in found.values()} == {""}
    (staff,) = found["rating:staff"]
    assert found["total:overall"][0].printed == "21 of 36"
    assert staff.source == "https://example.org/anytown, as read in invented.csv"
    assert (staff.published, staff.place, staff.said) == ("2025-02-04", "row 2", "Good")


def test_a_fault_is_the_doubt_of_what_it_touches() -> None:
    (overall,) = facts(overall_rating="Inadequate")["rating:overall"]
    assert "the sum, 21, would be Good" in overall.doubt
    (score,) = facts(**{"score_%": "10.10"})["text:score"]
    assert (score.said, score.value) == ("10.10%", None)
    assert "is no whole number of points" in score.doubt
    both = facts(
        outofcourt_disposal_policy_and_provision="Good", joint_working="Good", assessment="Good"
    )
    assert all("the same standard" in one.doubt for one in both["rating:out_of_court_disposals"])
    assert "stands for 2.1 and 3.1" in both["rating:assessment"][0].doubt
    (strange,) = facts(policy_and_provision="Good")["text:rating"]
    assert strange.said == "policy_and_provision: Good"
    assert "belongs to no standard" in strange.doubt


def test_a_fault_of_the_row_is_the_doubt_of_all_of_it() -> None:
    unnamed = facts(la_name="", staff="Good", report_url="", publication_date="soon")
    (staff,) = unnamed["rating:staff"]
    assert staff.service == "row 2, without a name"
    assert (staff.source, staff.published) == ("invented.csv", "soon")
    assert staff.doubt == "This is no name of a service alone. This is no day."
    assert facts(overall_rating="", **{"score_%": ""}) == {}
