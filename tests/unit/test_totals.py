"""What each case adds to each score: the same counts as scoring, and refusals of odd designs."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.judgements import Judgements
from corecase.core.scoring import item_figures, score
from corecase.statistics.totals import WHOLE_CASELOAD, CaseTotals, totals_of
from tests import case_totals
from tests.builders import framework, judged, judgement
from tests.spec.test_scoring_oracle import FRAMEWORK, JUDGEMENTS, SCORES

TINY = framework()
JUDGED = judged({"T-A": "SSI", "T-B": "SI.", "T-C": "NNN", "T-D": "SSS", "T-L": "SII"})
CASES = JUDGED.case_ids


def figures(totals: CaseTotals) -> dict[str, Figure]:
    """The totals added up over cases."""
    return {
        score_id: Figure(count=int(y), out_of=int(x))
        for score_id, y, x in zip(
            totals.score_ids,
            totals.sufficient.sum(axis=0),
            totals.applicable.sum(axis=0),
            strict=True,
        )
    }


def test_the_totals_of_the_cases_add_up_to_the_scores() -> None:
    found = figures(totals_of(FRAMEWORK, Judgements.of(JUDGEMENTS)))
    assert list(found) == [one.id for one in SCORES.all]
    assert found == {one.id: one.figure for one in SCORES.all}


def test_items_follow_the_scores_the_unscored_included() -> None:
    found = figures(totals_of(TINY, JUDGED, items=True))
    expected = {one.id: one.figure for one in score(TINY, JUDGED).all}
    assert found == expected | item_figures(TINY, JUDGED)


def test_an_answer_to_an_item_of_another_framework_is_left_out() -> None:
    strange = Judgements.of([*JUDGED, judgement("X-9", "T-OTHER", "S")])
    assert figures(totals_of(TINY, strange)) == figures(totals_of(TINY, JUDGED))


def test_without_strata_there_is_one() -> None:
    known = totals_of(TINY, JUDGED, population=9)
    assert known.stratum_ids == (WHOLE_CASELOAD,)
    assert known.n_population is not None
    assert known.n_population.tolist() == [9]
    assert not known.is_whole_caseload
    assert totals_of(TINY, JUDGED).n_population is None
    assert not totals_of(TINY, JUDGED).is_whole_caseload
    assert totals_of(TINY, JUDGED, population=3).is_whole_caseload


def test_strata_are_those_of_the_cases_and_of_the_caseload() -> None:
    strata = dict(zip(CASES, "bab", strict=True))
    found = totals_of(TINY, JUDGED, population={"a": 4, "b": 5, "c": 2}, strata=strata)
    assert found.stratum_ids == ("a", "b", "c")
    assert found.strata.tolist() == [1, 0, 1]
    assert found.n_sampled.tolist() == [1, 2, 0]
    assert found.n_population is not None
    assert found.n_population.tolist() == [4, 5, 2]
    assert totals_of(TINY, JUDGED, strata=strata).n_population is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"population": {"a": 9}}, "in which stratum each case"),
        ({"population": 9, "strata": dict.fromkeys(CASES, "a")}, "for every stratum"),
        ({"population": {"a": 9}, "strata": {CASES[0]: "a"}}, f"Case {CASES[1]} has no stratum"),
        ({"population": {"a": 9}, "strata": dict.fromkeys(CASES, "b")}, "nothing of the stratum"),
        ({"population": 2}, "3 cases were assessed and the caseload has 2"),
        (
            {"population": {"a": 2, "b": 9}, "strata": dict.fromkeys(CASES, "a")},
            "3 cases of the stratum 'a' were assessed",
        ),
    ],
)
def test_a_design_that_cannot_be_is_refused_in_a_sentence(
    given: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        totals_of(TINY, JUDGED, **given)  # type: ignore[arg-type]  # one wrong call a row


def test_no_case_is_refused() -> None:
    with pytest.raises(InputError, match="at least one assessed case"):
        totals_of(TINY, Judgements.of([]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sufficient": [[1], [1], [1]]}, "a row for every case"),
        ({"applicable": [[0], [2]]}, "at most as many sufficient"),
        ({"sufficient": [[-1], [0]]}, "at most as many sufficient"),
        ({"strata": [0]}, "one of the strata"),
        ({"strata": [0, 1]}, "one of the strata"),
        ({"n_population": [4, 4]}, "for every stratum"),
        ({"weights": [1.0]}, "a weight above 0"),
        ({"weights": [1.0, 0.0]}, "a weight above 0"),
        ({"weights": [1.0, float("inf")]}, "a weight above 0"),
    ],
)
def test_parts_that_do_not_fit_are_refused(change: dict[str, object], said: str) -> None:
    parts: dict[str, object] = {
        "case_ids": ("C0", "C1"),
        "score_ids": ("score",),
        "sufficient": [[1], [1]],
        "applicable": [[2], [2]],
        "strata": [0, 0],
        "stratum_ids": ("all",),
        "n_population": [4],
    }
    with pytest.raises(InputError, match=said):
        CaseTotals(**{**parts, **change})  # type: ignore[arg-type]  # lists become arrays


def test_totals_cannot_be_written_to() -> None:
    found = case_totals.totals([1, 2], [2, 2])
    with pytest.raises(ValueError, match="read-only"):
        found.sufficient[0, 0] = 2
    assert isinstance(found.sufficient, np.ndarray)
