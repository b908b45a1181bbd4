"""Second marking over a programme: a share, every concern, every assessor."""

from collections import Counter
from fractions import Fraction

import pytest

from corecase.core.errors import InputError
from corecase.core.programme_marking import AssessedCase, MarkingReason, choose_for_programme
from corecase.core.second_marking import choose

ENOUGH = {"Ada": 10, "Ben": 12}
CASES = [AssessedCase(case_id=f"X-{n}", assessor="Ada" if n % 2 else "Ben") for n in range(1, 39)]
ORDER = choose([case.case_id for case in CASES], 38, "seed")


def test_a_tenth_in_the_order_of_the_numbers() -> None:
    found = choose_for_programme(CASES, "seed", done_this_year=ENOUGH)
    assert tuple(one.case_id for one in found) == ORDER[:4]
    assert {one.reason for one in found} == {MarkingReason.DRAWN}


def test_two_at_least_and_never_more_than_there_are() -> None:
    assert len(choose_for_programme(CASES[:5], "seed", done_this_year=ENOUGH)) == 2
    assert len(choose_for_programme(CASES[:1], "seed", done_this_year=ENOUGH)) == 1
    assert choose_for_programme([], "seed", done_this_year={}) == ()
    none = choose_for_programme(CASES, "seed", done_this_year=ENOUGH, share=Fraction(0))
    assert len(none) == 2


def test_every_serious_alert_is_judged_twice() -> None:
    last = ORDER[-1]
    cases = [
        AssessedCase(case_id=c.case_id, assessor=c.assessor, has_serious_alert=c.case_id == last)
        for c in CASES
    ]
    found = choose_for_programme(cases, "seed", done_this_year=ENOUGH)
    assert [one.case_id for one in found] == [*ORDER[:4], last]
    assert found[-1].reason is MarkingReason.SERIOUS_ALERT


def test_every_assessor_is_kept_on_the_way_to_ten_a_year() -> None:
    found = choose_for_programme(
        CASES, "seed", done_this_year={"Ada": 1, "Ben": 9}, inspections_left=2
    )
    of = {case.case_id: case.assessor for case in CASES}
    # Nine are missing of Ada over two inspections: five now; of Ben one.
    assert Counter(of[one.case_id] for one in found)["Ada"] == 5
    drawn = sum(one.reason is MarkingReason.DRAWN for one in found)
    assert drawn == 4
    assert [one.case_id for one in found] == sorted((one.case_id for one in found), key=ORDER.index)


def test_an_assessor_with_few_cases_gives_all_of_them() -> None:
    found = choose_for_programme(CASES[:6], "seed", done_this_year={})
    assert len(found) == 6


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="each case once"):
        choose_for_programme([CASES[0], CASES[0]], "seed", done_this_year={})
    with pytest.raises(InputError, match="left"):
        choose_for_programme(CASES, "seed", done_this_year={}, inspections_left=0)
