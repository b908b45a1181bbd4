"""A hundred invented tables from one report: every one prints every figure."""

from pathlib import Path

import pytest

import corecase
from corecase.core.assessments import contradictions, unanswered
from corecase.core.publications import compare
from corecase.core.scoring import item_figures, score
from corecase.exchange import frameworks
from corecase.exchange.published import read_facts, read_levels, read_printed, read_profile
from corecase.statistics.reconstruction import reconstruct

REFERENCE = Path(corecase.__file__).parent / "data" / "reference" / "hartlepool-2010"
FACTS = read_facts(REFERENCE / "facts.csv")
PRINTED = read_printed(REFERENCE / "printed.csv")
CASES = read_profile(REFERENCE / "profile.csv", "HPL")
LEVELS = read_levels(REFERENCE / "levels.csv")


@pytest.mark.parametrize("seed", range(100))
def test_a_table_from_any_seed_prints_the_report(seed: int) -> None:
    framework = frameworks.load("cci-2009")
    sigma = (seed % 4) / 2
    table = reconstruct(framework, FACTS, PRINTED, CASES, seed=seed, sigma=sigma, levels=LEVELS)
    rows = compare(score(table.framework, table.judgements), PRINTED)
    figures = item_figures(table.framework, table.judgements)
    assert [row.printed.score_id for row in rows if not row.agrees] == []
    assert [fact.item_id for fact in FACTS if not fact.allows(figures[fact.item_id])] == []
    assert unanswered(table.framework, table.judgements, table.cases) == ()
    assert contradictions(table.framework, table.judgements, table.cases) == ()
