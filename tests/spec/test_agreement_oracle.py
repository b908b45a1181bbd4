"""Coefficients of agreement, as printed by their authors and found by other programs."""

import json
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from corecase.core.second_marking import agreement as counted
from corecase.statistics.agreement import (
    Coefficient,
    brennan_prediger,
    cohen,
    conger,
    fleiss,
    gwet,
    percent_agreement,
)
from corecase.statistics.alpha import krippendorff
from corecase.statistics.double_marking import three_questions, units_of
from corecase.statistics.ratings import Ratings
from tests import hartlepool
from tests.readings import oracle_framework, oracle_readings

TABLES = hartlepool.rows("agreement_contingency_tables.csv")
EXPECTED = {
    (row["dataset"], row["coefficient"]): row for row in hartlepool.rows("agreement_expected.csv")
}
ON_CASES = {
    row["quantity"]: float(row["value"])
    for row in hartlepool.rows("severity_agreement_expected.csv")
}


def rated(name: str, unit: str, categories: Sequence[int]) -> Ratings:
    return Ratings.of(
        [
            [int(float(value)) if value else None for key, value in row.items() if key != unit]
            for row in hartlepool.rows(name)
        ],
        categories,
    )


DATA_A = rated("agreement_krippendorff_A.csv", "unit", (0, 1))
DATA_C = rated("agreement_krippendorff_C_gwet_raw4raters.csv", "Units", (1, 2, 3, 4, 5))
FLEISS_1971 = rated("agreement_fleiss1971.csv", "subject", (1, 2, 3, 4, 5))
ENCYCLOPAEDIA: NDArray[np.int64] = np.array(
    [
        [int(value) for key, value in row.items() if key != "subject"]
        for row in hartlepool.rows("agreement_fleiss_wikipedia_counts.csv")
    ]
)
VALUES = {
    ("krippendorff_C", "percent_agreement"): percent_agreement(DATA_C.counts),
    ("krippendorff_C", "Krippendorff's Alpha"): krippendorff(DATA_C.counts),
    ("krippendorff_C", "alpha_ordinal"): krippendorff(DATA_C.counts, metric="ordinal"),
    ("krippendorff_C", "alpha_interval"): krippendorff(DATA_C.counts, metric="interval"),
    ("krippendorff_C", "alpha_ratio"): krippendorff(DATA_C.counts, metric="ratio"),
    ("krippendorff_A", "alpha_nominal"): krippendorff(DATA_A.counts),
    ("fleiss1971", "alpha_nominal"): krippendorff(FLEISS_1971.counts),
}
COEFFICIENTS = {
    ("krippendorff_C", "AC1"): gwet(DATA_C.counts),
    ("krippendorff_C", "Fleiss' kappa"): fleiss(DATA_C.counts),
    ("krippendorff_C", "Conger's kappa"): conger(DATA_C),
    ("krippendorff_C", "Brennan-Prediger"): brennan_prediger(DATA_C.counts),
    ("fleiss1971", "fleiss_kappa"): fleiss(FLEISS_1971.counts),
    ("fleiss1971", "AC1"): gwet(FLEISS_1971.counts),
    ("fleiss_wikipedia", "fleiss_kappa"): fleiss(ENCYCLOPAEDIA),
}


def test_every_expected_coefficient_is_one_of_ours() -> None:
    assert set(EXPECTED) == set(VALUES) | set(COEFFICIENTS)


@pytest.mark.parametrize("name", VALUES, ids=" ".join)
def test_a_value_is_the_expected_one(name: tuple[str, str]) -> None:
    # Alpha has no error here for units taken alone: its interval leaves out whole cases.
    assert VALUES[name] == pytest.approx(float(EXPECTED[name]["value"]), abs=1e-5)


@pytest.mark.parametrize("name", COEFFICIENTS, ids=" ".join)
def test_a_coefficient_has_the_expected_value_and_error(name: tuple[str, str]) -> None:
    found, expected = COEFFICIENTS[name], EXPECTED[name]
    assert found.value == pytest.approx(float(expected["value"]), abs=1e-5)
    if expected["se"]:
        assert found.standard_error == pytest.approx(float(expected["se"]), abs=1e-5)


@pytest.mark.parametrize("row", TABLES, ids=lambda row: row["table_id"])
def test_a_table_of_two_raters(row: dict[str, str]) -> None:
    table = np.array(json.loads(row["table_json"]))
    kappa, ac1 = cohen(table), from_table(table)
    assert kappa.observed == pytest.approx(float(row["percent_agreement"]), abs=1e-8)
    assert kappa.value == pytest.approx(float(row["cohen_kappa"]), abs=1e-8)
    assert kappa.standard_error == pytest.approx(float(row["ase_kappa"]), abs=1e-8)
    assert ac1.value == pytest.approx(float(row["gwet_ac1"]), abs=1e-8)


def from_table(table: NDArray[np.int64]) -> Coefficient:
    """AC1 of the units that a table of two raters counts."""
    places = range(len(table))
    pairs = [(a, b) for a in places for b in places for _ in range(table[a, b])]
    return gwet(Ratings.of(pairs, places).counts)


def test_cases_judged_twice_on_the_three_questions() -> None:
    readings = oracle_readings()
    units = units_of(oracle_framework(), readings.values())
    found = three_questions(units)
    apart = {
        "pairs_total": found.overall.alike.out_of,
        "pairs_both_applicable": found.sufficiency.alike.out_of,
        "percent_agreement": found.sufficiency.agreement.value,
        "applicability_agreement": found.applicability.agreement.value,
        "AC1_both_applicable": found.sufficiency.ac1.value,
        "alpha_binary_NA_missing": found.sufficiency.alpha.value,
        "alpha_3category": found.overall.alpha.value,
        "jackknife_case_se_percent_agreement": found.sufficiency.agreement.standard_error,
        "jackknife_case_se_AC1": found.sufficiency.ac1.standard_error,
        "jackknife_case_se_alpha_binary": found.sufficiency.alpha.standard_error,
    }
    assert apart == pytest.approx(ON_CASES, abs=1e-12)
    assert len(units.case_ids) == 20


def test_two_assessors_agree_as_the_counts_of_second_marking_say() -> None:
    framework, readings = oracle_framework(), oracle_readings()
    pair = readings["A1"], readings["A2"]
    found = three_questions(units_of(framework, pair))
    (row,) = (a for a in counted(framework, *pair) if a.same.out_of)
    assert found.overall.alike == row.same
    assert found.applicability.alike == row.applicability
    assert found.sufficiency.alike == row.sufficiency
    assert found.sufficiency.agreement.value == pytest.approx(float(row.sufficiency.share))
