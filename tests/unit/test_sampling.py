"""Sizes and strata at their edges, and what a person is told who asks for the impossible."""

import json

import pytest

from corecase.core.allocation import allocate
from corecase.core.errors import InputError
from corecase.core.sampling import (
    CCI_SIZES,
    SampleSizeTable,
    SizePolicy,
    sample_size,
    sizes_of,
)


def test_an_empty_caseload_needs_no_case_and_a_small_one_is_taken_whole() -> None:
    sizes = [sample_size(n, confidence=0.8, margin=0.05) for n in (0, 1, 2, 5)]
    assert sizes == [0, 1, 2, 5]


def test_a_wide_margin_still_takes_a_case() -> None:
    assert sample_size(10, confidence=0.01, margin=0.99) == 1


@pytest.mark.parametrize(
    ("n", "confidence", "margin", "share", "told"),
    [
        (-1, 0.8, 0.05, 0.5, "fewer than 0 cases"),
        (10, 1.0, 0.05, 0.5, "The confidence must lie"),
        (10, 0.8, 0.0, 0.5, "The margin must lie"),
        (10, 0.8, 0.05, 1.0, "The expected share must lie"),
    ],
)
def test_a_size_that_cannot_be_computed_is_refused(
    n: int, confidence: float, margin: float, share: float, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        sample_size(n, confidence=confidence, margin=margin, share=share)


def test_the_sizes_seen_are_offered_and_marked_as_unverified() -> None:
    offered = CCI_SIZES.proposals(150)
    assert [(one.n_cases, one.standing) for one in offered] == [
        (38, "unverified"),
        (62, "unverified"),
        (79, "unverified"),
        (85, "unverified"),
    ]
    assert offered[2].words == "80% confidence, 5 points either way"


def test_each_framework_has_the_sizes_seen_for_it_and_another_has_none() -> None:
    assert sizes_of("CCI") is CCI_SIZES
    screened = sizes_of("SQS").proposals(60)
    assert [(one.n_cases, one.standing) for one in screened] == [
        (14, "unverified"),
        (20, "unverified"),
    ]
    assert sizes_of("OWN").sizes == ()


def test_nobody_knows_the_thresholds_so_none_is_applied() -> None:
    assert CCI_SIZES.size_for(150) is None


def test_known_thresholds_give_a_size_never_above_the_caseload() -> None:
    table = SampleSizeTable(sizes=(10, 20), from_n_cases=(5, 40), standing="verified")
    assert [table.size_for(n) for n in (4, 5, 12, 39, 40)] == [None, 5, 10, 10, 20]


def test_a_caseload_below_every_size_is_offered_whole_and_an_empty_one_nothing() -> None:
    table = SampleSizeTable(sizes=(38,))
    (whole,) = table.proposals(12)
    assert (whole.n_cases, whole.words, whole.standing) == (12, "the whole caseload", "verified")
    assert table.proposals(0) == ()
    assert CCI_SIZES.proposals(0) == ()


@pytest.mark.parametrize("table", [CCI_SIZES, SampleSizeTable(sizes=(20,), from_n_cases=(0,))])
def test_a_table_comes_back_from_its_record(table: SampleSizeTable) -> None:
    assert SampleSizeTable.from_record(json.loads(json.dumps(table.to_record()))) == table


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sizes": (62, 38)}, "larger than the last"),
        ({"sizes": (0,)}, "larger than the last"),
        ({"sizes": (38, 62), "from_n_cases": (1,)}, "of every sample size"),
        ({"sizes": (38, 62), "from_n_cases": (9, 3)}, "must rise"),
        ({"standing": "certain"}, "verified or unverified"),
    ],
)
def test_a_table_of_sizes_is_refused_when_it_is_wrong(
    changes: dict[str, object], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        SampleSizeTable(**changes)  # type: ignore[arg-type] # wrong on purpose


def test_a_policy_prints_half_points_and_is_refused_without_a_standing() -> None:
    assert SizePolicy(confidence=0.9, margin=0.075).words.startswith("90% confidence, 7.5 points")
    with pytest.raises(InputError, match="verified or unverified"):
        SizePolicy(confidence=0.9, margin=0.1, standing="")


def test_equal_remainders_go_to_the_larger_stratum_and_then_to_the_first_label() -> None:
    assert allocate(20, {"C": 7, "A": 22, "B": 31}) == {"C": 2, "A": 7, "B": 11}
    assert allocate(38, {"C": 50, "B": 50, "A": 50}) == {"C": 12, "B": 13, "A": 13}


def test_a_sample_of_none_or_all_takes_none_or_all() -> None:
    sizes = {"A": 3, "B": 0, "C": 5}
    assert allocate(0, sizes) == {"A": 0, "B": 0, "C": 0}
    assert allocate(8, sizes, minimum=2) == sizes
    assert allocate(0, {}) == {}
    assert allocate(0, {"A": 0}) == {"A": 0}


def test_a_minimum_is_what_a_small_stratum_has_at_most() -> None:
    assert allocate(6, {"A": 100, "B": 1, "C": 9}, minimum=2) == {"A": 3, "B": 1, "C": 2}


def test_cases_for_a_minimum_come_from_the_stratum_furthest_above_its_quota() -> None:
    # Quotas 9, 9, 1 and 1: C and D take a case each from A and B, of which A is named first.
    assert allocate(4, {"B": 9, "A": 9, "C": 1, "D": 1}, minimum=1) == dict.fromkeys("BACD", 1)
    assert allocate(5, {"B": 9, "A": 9, "C": 1, "D": 1}, minimum=1)["B"] == 2


@pytest.mark.parametrize(
    ("n", "sizes", "minimum", "told"),
    [
        (1, {"A": -1}, 0, "stratum cannot have fewer"),
        (1, {"A": 1}, -1, "write 0 for no minimum"),
        (-1, {"A": 1}, 0, "sample cannot have fewer"),
        (2, {"A": 1}, 0, "2 cases cannot be drawn from 1; choose"),
        (3, {"A": 5, "B": 5}, 2, "its minimum of 2, which takes 4; draw more"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(
    n: int, sizes: dict[str, int], minimum: int, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        allocate(n, sizes, minimum=minimum)
