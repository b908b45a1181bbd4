"""The invented sample of 38 cases with 24 items in three strata, as the oracles hold it."""

from collections.abc import Mapping

import numpy as np

from corecase.statistics.totals import WHOLE_CASELOAD, CaseTotals
from tests import hartlepool

ROWS = hartlepool.rows("ratio_sample38_long.csv")
SCORES = ("SG", "RoH", "LoR", "ALL")
STRATUM_OF = {row["case_id"]: row["stratum"] for row in ROWS}
SIZES = {row["stratum"]: int(row["N_h"]) for row in ROWS}
CASES = tuple(STRATUM_OF)


def totals(
    population: int | Mapping[str, int] | None = 150, cases: tuple[str, ...] = CASES
) -> CaseTotals:
    """Totals of its four scores: a simple sample, or stratified where sizes are given."""
    sufficient = np.zeros((len(cases), len(SCORES)), dtype=np.int64)
    applicable = np.zeros_like(sufficient)
    for row in ROWS:
        if row["case_id"] in cases and row["judgement"] != "NA":
            for score in (row["domain"], "ALL"):
                at = cases.index(row["case_id"]), SCORES.index(score)
                applicable[at] += 1
                sufficient[at] += row["judgement"] == "S"
    ids = (WHOLE_CASELOAD,)
    strata = np.zeros(len(cases), dtype=np.int64)
    sizes = None if population is None else [population]
    if isinstance(population, Mapping):
        ids = tuple(population)
        strata = np.array([ids.index(STRATUM_OF[case]) for case in cases])
        sizes = list(population.values())
    return CaseTotals(
        case_ids=cases,
        score_ids=SCORES,
        sufficient=sufficient,
        applicable=applicable,
        strata=strata,
        stratum_ids=ids,
        n_population=None if sizes is None else np.array(sizes),
    )
