"""Sizes, strata, permanent random numbers and diagnostics, as worked out apart from this code."""

import json

import pytest

from corecase.core.allocation import allocate, allocate_optimally
from corecase.core.draws import as_share, permanent_number
from corecase.core.figures import Figure
from corecase.core.representativeness import Margin
from corecase.core.sampling import sample_size
from tests import hartlepool

ALLOCATIONS = hartlepool.rows("allocation_largest_remainder.csv")
NUMBERS = hartlepool.rows("prn_hash_draw.csv")


def test_sizes_are_those_of_the_formula() -> None:
    rows = hartlepool.rows("sample_size_fpc.csv")
    assert len(rows) == 102
    for row in rows:
        confidence, margin = float(row["level"]), float(row["margin"])
        found = sample_size(int(row["N"]), confidence=confidence, margin=margin)
        assert found == int(row["n_ceiling"]), row


@pytest.mark.parametrize("row", ALLOCATIONS, ids=lambda row: row["id"])
@pytest.mark.parametrize(
    ("column", "minimum"), [("hamilton", 0), ("hamilton_min1", 1), ("hamilton_min2", 2)]
)
def test_strata_share_the_sample_by_largest_remainders(
    row: dict[str, str], column: str, minimum: int
) -> None:
    sizes = {f"S{place}": size for place, size in enumerate(json.loads(row["N_h"]))}
    given = allocate(int(row["n"]), sizes, minimum=minimum)
    assert list(given.values()) == json.loads(row[column])


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row["case_id"])
def test_a_permanent_random_number_is_the_keyed_hash(row: dict[str, str]) -> None:
    number = permanent_number(row["seed"], row["case_id"])
    assert number == row["hmac_sha256"]
    assert f"{as_share(number):.15f}" == row["u52"]


def test_the_order_of_the_draw_is_the_order_of_the_numbers() -> None:
    ranked = sorted(NUMBERS, key=lambda row: permanent_number(row["seed"], row["case_id"]))
    assert [int(row["rank"]) for row in ranked] == list(range(1, 13))


@pytest.mark.parametrize("row", hartlepool.rows("representativeness_margin.csv"))
def test_a_margin_has_its_difference_its_z_and_its_exact_chance(row: dict[str, str]) -> None:
    margin = Margin(
        attribute="invented",
        level="any",
        sampled=Figure(count=int(row["sample_k"]), out_of=int(row["sample_n"])),
        caseload=Figure(count=int(row["pop_K"]), out_of=int(row["pop_N"])),
    )
    assert float(margin.difference) == pytest.approx(float(row["diff"]), abs=1e-6)
    assert margin.z == pytest.approx(float(row["z_fpc"]), abs=1e-6)
    assert margin.p == pytest.approx(float(row["p_two_sided_hypergeom"]), abs=1e-6)


@pytest.mark.parametrize("row", hartlepool.rows("allocation_neyman.csv"), ids=lambda row: row["id"])
def test_the_best_shares_are_those_of_brute_force(row: dict[str, str]) -> None:
    sizes = {f"S{place}": size for place, size in enumerate(json.loads(row["N_h"]))}
    spreads = dict(zip(sizes, json.loads(row["S_h"]), strict=True))
    n = int(row["n"])
    given = allocate_optimally(n, sizes, spreads)
    assert list(given.values()) == json.loads(row["neyman_integer_min1"])
    claims = {label: sizes[label] * spreads[label] for label in sizes}
    real = [n * claim / sum(claims.values()) for claim in claims.values()]
    assert real == pytest.approx(json.loads(row["neyman_real"]), abs=0.005)
