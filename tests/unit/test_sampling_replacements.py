"""Replacements take the next reserve and nothing else; what is missing is said."""

import pytest

from corecase.core.draws import Draw, Stratum
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.replacements import (
    MissingCase,
    MissingReason,
    Replacement,
    ReplacementReason,
    Sample,
    bounds,
)

DRAW = Draw(
    frame_sha256="0",
    seed="invented",
    software="test",
    n=5,
    strata=("sentence",),
    minimum=0,
    groups=(
        Stratum(values=("COMMUNITY",), n_drawn=4, cases=("A1", "A2", "A3", "A4", "A5", "A6")),
        Stratum(values=("CUSTODY",), n_drawn=1, cases=("B1",)),
    ),
)
SAMPLE = Sample(draw=DRAW)
MOVED = ReplacementReason.TRANSFERRED


def test_the_next_reserve_of_the_stratum_takes_the_place() -> None:
    once = SAMPLE.replace("A2", MOVED)
    assert once.cases == ("A1", "A5", "A3", "A4", "B1")
    twice = once.replace("A5", ReplacementReason.SUB_JUDICE)
    assert twice.cases == ("A1", "A6", "A3", "A4", "B1")
    assert twice.replaced == Figure(count=1, out_of=5)
    assert twice.replacements[1] == Replacement(
        case_id="A5", reason=ReplacementReason.SUB_JUDICE, replaced_by="A6"
    )


def test_a_stratum_without_reserves_leaves_the_case_missing() -> None:
    told = r"No reserve is left in the stratum of case B1 \(CUSTODY\); record the case as missing"
    with pytest.raises(InputError, match=told):
        SAMPLE.replace("B1", MOVED)
    missing = SAMPLE.mark_missing("B1", MissingReason.NO_RESERVE_LEFT)
    assert missing.assessable == ("A1", "A2", "A3", "A4")
    assert missing.cases == SAMPLE.cases


def test_only_a_case_of_the_sample_leaves_it() -> None:
    for case_id in ("A5", "Z9"):
        with pytest.raises(InputError, match=f"Case {case_id} is not in the sample"):
            SAMPLE.replace(case_id, MOVED)
    with pytest.raises(InputError, match="A2 is not in the sample"):
        SAMPLE.replace("A2", MOVED).replace("A2", MOVED)
    with pytest.raises(InputError, match="A5 is not in the sample"):
        SAMPLE.mark_missing("A5", MissingReason.FILE_MISSING)


def test_nobody_chooses_the_reserve() -> None:
    with pytest.raises(InputError, match="A6 is not the next reserve of the stratum of case A1"):
        Sample(draw=DRAW, replacements=(Replacement(case_id="A1", reason=MOVED, replaced_by="A6"),))


def test_a_case_outside_the_list_has_no_stratum() -> None:
    with pytest.raises(InputError, match="Case Z9 is not in the case list"):
        DRAW.stratum_of("Z9")


def test_a_case_is_missing_once() -> None:
    with pytest.raises(InputError, match="marked as missing once"):
        Sample(
            draw=DRAW,
            missing=(
                MissingCase(case_id="A1", reason=MissingReason.FILE_MISSING),
                MissingCase(case_id="A1", reason=MissingReason.CASE_MANAGER_AWAY),
            ),
        )


def test_a_missing_case_that_is_replaced_is_no_longer_missing() -> None:
    missing = SAMPLE.mark_missing("A1", MissingReason.FILE_MISSING)
    found = missing.mark_missing("A3", MissingReason.CASE_MANAGER_AWAY).replace(
        "A1", ReplacementReason.FILE_MISSING
    )
    assert [case.case_id for case in found.missing] == ["A3"]


def test_a_leave_is_no_reason_to_replace() -> None:
    assert {reason.value for reason in ReplacementReason} == {
        "TRANSFERRED",
        "SUB_JUDICE",
        "CLOSED_BEFORE_ELIGIBILITY",
        "FILE_MISSING",
    }
    assert MissingReason.CASE_MANAGER_AWAY.words == "the case manager is away"
    assert all(reason.words for reason in (*ReplacementReason, *MissingReason))


def big(n: int) -> Sample:
    cases = tuple(f"C{place:03}" for place in range(2 * n))
    group = Stratum(values=(), n_drawn=n, cases=cases)
    made = Draw(
        frame_sha256="0", seed="x", software="test", n=n, strata=(), minimum=0, groups=(group,)
    )
    return Sample(draw=made)


def test_one_in_ten_is_quiet_and_more_is_said() -> None:
    sample = big(10).replace("C000", MOVED)
    assert sample.notices == ()
    assert sample.replace("C001", MOVED).notices == (
        "2 of 10 cases were replaced, which is more than one in ten: show the scores with and "
        "without the replacements.",
    )


def test_missing_cases_are_said() -> None:
    (notice,) = SAMPLE.mark_missing("A1", MissingReason.FILE_MISSING).notices
    assert notice.startswith("1 of 5 cases could not be assessed: show the scores as if")


def test_missing_cases_bound_a_figure() -> None:
    figure = Figure(count=20, out_of=30)
    assert bounds(figure, 8) == (Figure(count=20, out_of=38), Figure(count=28, out_of=38))
    assert bounds(figure, 0) == (figure, figure)
