"""What a score could have been with the cases that could not be assessed."""

from fractions import Fraction

import pytest

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.judgements import Judgements
from corecase.core.missing_cases import ScoreBounds, score_bounds
from corecase.core.replacements import bounds
from tests.builders import framework, judged, one_criterion

TINY = framework()
JUDGED = judged({"T-A": "SSI", "T-B": "SI.", "T-C": "NNN", "T-D": "SSS"})
GONE = Case(id="X-8", attributes={"sentence": "community"})
UNKNOWN = Case(id="X-9")


def found(*missing: Case) -> dict[str, ScoreBounds]:
    return {one.score_id: one for one in score_bounds(TINY, JUDGED, missing)}


def test_a_missing_case_is_insufficient_throughout_or_sufficient_throughout() -> None:
    score = found(UNKNOWN)["T-1.1"]
    assert score.figure == Figure(count=3, out_of=5)
    assert score.low == Figure(count=3, out_of=7)
    assert score.high == Figure(count=5, out_of=7)
    assert score.sentence == (
        "Between 43% and 71% with the missing case all insufficient and all sufficient."
    )


def test_an_item_that_a_rule_does_not_ask_of_a_missing_case_adds_nothing() -> None:
    # T-C is asked in custody: of a case of which nothing is known it may have been.
    assert found(UNKNOWN)["T-1.2"].high == Figure(count=1, out_of=1)
    assert found(GONE)["T-1.2"].high == Figure(count=0, out_of=0)
    assert found(GONE)["T-1.2"].sentence == "Nothing behind this score applies."
    assert found(GONE)["T-1.2"].typical is None


def test_a_typical_case_has_as_many_judgements_as_the_others() -> None:
    one = found(UNKNOWN)["T-1.1"].typical
    assert one == (Fraction(9, 20), Fraction(14, 20))
    two = found(GONE, UNKNOWN)["T-2.1"].typical
    assert two == (Fraction(3, 5), Fraction(1))


def test_for_one_item_of_every_case_the_bounds_are_those_of_a_figure() -> None:
    simple = one_criterion(1)
    judgements = judged({"T-Q0": "SSI"})
    one = score_bounds(simple, judgements, [GONE, UNKNOWN])[0]
    assert (one.low, one.high) == bounds(one.figure, 2)
    assert one.typical == (one.low.share, one.high.share)
    assert "the 2 missing cases" in one.sentence


def test_nothing_missing_moves_nothing() -> None:
    for one in found().values():
        assert one.low == one.figure == one.high
        assert one.sentence == "No case is missing."


def test_a_missing_case_was_not_judged() -> None:
    with pytest.raises(InputError, match="Case X-1 is missing and has judgements"):
        found(Case(id="X-1"))


def test_without_an_assessed_case_there_is_no_score() -> None:
    with pytest.raises(InputError, match="No case was assessed"):
        score_bounds(TINY, Judgements.of([], cases=["X-9"]), [UNKNOWN])
