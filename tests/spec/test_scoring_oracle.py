"""What a score means, on an independent table of 38 synthetic cases by 108 items."""

from fractions import Fraction

import pytest

from corecase.core.figures import Figure
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.scoring import item_figures, score
from tests import hartlepool

ANSWERS = {"S": Answer.SUFFICIENT, "I": Answer.INSUFFICIENT, "NA": Answer.NOT_APPLICABLE}
OTHER = {Answer.SUFFICIENT: Answer.INSUFFICIENT, Answer.INSUFFICIENT: Answer.SUFFICIENT}
MARGINS = hartlepool.rows("hartlepool_margins_solution.csv")
FRAMEWORK = hartlepool.framework(MARGINS)
JUDGEMENTS = tuple(
    Judgement(case_id=row["case_id"], item_id=f"CCI-{item}", answer=ANSWERS[written])
    for row in hartlepool.rows("hartlepool_synthetic_matrix.csv")
    for item, written in row.items()
    if item != "case_id"
)
SCORES = score(FRAMEWORK, Judgements.of(JUDGEMENTS))

CRITERIA = {
    "CCI-1.1": (165, 276, 60, "SUBSTANTIAL"),
    "CCI-1.2": (388, 817, 47, "SUBSTANTIAL"),
    "CCI-1.3": (118, 291, 41, "DRASTIC"),
    "CCI-2.1": (125, 261, 48, "SUBSTANTIAL"),
    "CCI-2.2": (218, 333, 65, "MODERATE"),
    "CCI-2.3": (124, 279, 44, "DRASTIC"),
    "CCI-3.1": (88, 256, 34, "DRASTIC"),
    "CCI-3.2": (60, 101, 59, "SUBSTANTIAL"),
}
POOLED = {
    "CCI-1": ("48.48", 48, None),
    "CCI-2": ("53.49", 53, None),
    "CCI-3": ("41.46", 41, None),
    "risk_of_harm": ("51.55", 52, "SUBSTANTIAL"),
    "likelihood_of_reoffending": ("52.50", 53, "SUBSTANTIAL"),
    "safeguarding": ("40.50", 41, "DRASTIC"),
}


def test_the_table_holds_38_cases_and_108_items() -> None:
    assert len({j.case_id for j in JUDGEMENTS}) == 38
    assert len(FRAMEWORK.items) == 108
    assert len(JUDGEMENTS) == 38 * 108


@pytest.mark.parametrize(("score_id", "expected"), CRITERIA.items(), ids=CRITERIA)
def test_a_criterion_pools_the_judgements_of_its_items(
    score_id: str, expected: tuple[int, int, int, str]
) -> None:
    count, out_of, percent, band = expected
    found = SCORES.of(score_id)
    assert found.figure == Figure(count=count, out_of=out_of)
    assert found.figure.percent == percent
    assert found.band is not None
    assert found.band.id == band


@pytest.mark.parametrize(("score_id", "expected"), POOLED.items(), ids=POOLED)
def test_sections_and_headlines_pool_judgements_too(
    score_id: str, expected: tuple[str, int, str | None]
) -> None:
    exact, percent, band = expected
    found = SCORES.of(score_id)
    assert f"{float(100 * found.figure.share):.2f}" == exact
    assert found.figure.percent == percent
    assert (found.band.id if found.band else None) == band


def test_only_criterion_1_1_prints_a_number_of_another_band() -> None:
    assert [s.id for s in SCORES.all if s.band and s.bands_disagree] == ["CCI-1.1"]


def test_a_section_is_not_the_mean_of_its_criteria() -> None:
    for section in ("CCI-1", "CCI-3"):
        printed = [CRITERIA[c.id][2] for c in FRAMEWORK.criteria_of(section)]
        mean = Fraction(sum(printed), len(printed))
        assert abs(mean - POOLED[section][1]) > 1


@pytest.mark.parametrize("row", MARGINS, ids=lambda row: row["item_id"])
def test_an_item_counts_its_applicable_and_sufficient_cases(row: dict[str, str]) -> None:
    expected = Figure(count=int(row["sufficient"]), out_of=int(row["applicable"]))
    assert SCORES.items[f"CCI-{row['item_id']}"] == expected


@pytest.mark.parametrize("row", MARGINS, ids=lambda row: row["item_id"])
def test_one_reversed_judgement_moves_its_own_figures_and_no_other(row: dict[str, str]) -> None:
    item_id, criterion = f"CCI-{row['item_id']}", row["criterion"]
    at = next(i for i, j in enumerate(JUDGEMENTS) if j.item_id == item_id and j.answer in OTHER)
    old = JUDGEMENTS[at]
    reversed_one = Judgement(case_id=old.case_id, item_id=old.item_id, answer=OTHER[old.answer])
    by = 1 if old.answer is Answer.INSUFFICIENT else -1
    moved = Judgements.of((*JUDGEMENTS[:at], reversed_one, *JUDGEMENTS[at + 1 :]))
    after = score(FRAMEWORK, moved)
    expected = {f"CCI-{criterion}", f"CCI-{criterion[0]}", hartlepool.HEADLINES[row["domain"]]}
    for before, now in zip(SCORES.all, after.all, strict=True):
        change = by if before.id in expected else 0
        assert now.figure.count - before.figure.count == change, before.id
        assert now.figure.out_of == before.figure.out_of
    changed = {k for k, figure in after.items.items() if figure != SCORES.items[k]}
    assert changed == {item_id}


def test_an_item_that_is_not_applicable_anywhere_has_a_base_of_0() -> None:
    item = FRAMEWORK.items[0]
    nowhere = Judgements.of(
        Judgement(case_id=case, item_id=item.id, answer=Answer.NOT_APPLICABLE)
        for case in ("S-01", "S-02")
    )
    assert item_figures(FRAMEWORK, nowhere)[item.id].printed == "not applicable"


@pytest.mark.parametrize(
    "row",
    hartlepool.rows("band_edges.csv"),
    ids=lambda row: f"{row['sufficient']}-of-{row['applicable']}",
)
def test_a_band_is_taken_from_the_exact_score(row: dict[str, str]) -> None:
    figure = Figure(count=int(row["sufficient"]), out_of=int(row["applicable"]))
    exact = FRAMEWORK.band_for(figure)
    assert figure.percent is not None
    printed = FRAMEWORK.band_at(Fraction(figure.percent))
    assert exact is not None
    assert figure.percent == int(row["rounded_half_up"])
    assert exact.id.lower() == row["band_on_exact"]
    assert printed.id.lower() == row["band_on_rounded"]
    assert (exact != printed) == (row["conflict"] == "True")
