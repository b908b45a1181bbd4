"""How near a score is to that of the whole caseload, in a sentence that anybody can read."""

from math import floor
from typing import Final

from corecase.core.figures import Figure, printed_share
from corecase.core.intervals import Interval
from corecase.statistics.estimates import Estimates, Target
from corecase.statistics.intervals import Method, ScoreInterval, score_intervals

LABEL: Final = "sampling variation only"
"""What stands beside every interval: it does not say how assessors would have differed."""

_WHAT: Final = {
    Target.CASELOAD: "the score for the whole caseload",
    Target.PRACTICE: "the score that the service's practice leads to",
}


def precision_sentences(estimates: Estimates, level: float = 0.95) -> dict[str, str]:
    """For each score a sentence on how near it is to that of all cases, by its identifier.

    `"With 38 cases, 95 times in 100 the score for the whole caseload is within about 7 points of
    60%."` Both ends are named where they are not equally far, and where weights make the estimate
    another percentage than the score prints. Print `LABEL` with it.
    """
    return {
        scored.score_id: _sentence(scored, estimates)
        for scored in score_intervals(estimates, level)
    }


def estimate_notices(estimates: Estimates) -> tuple[str, ...]:
    """What has to be said of all scores, in sentences; empty when nothing has."""
    said = [*estimates.notes]
    if estimates.is_weighted:
        said.append(
            "The strata were sampled unequally: the estimate weighs each case by its stratum and "
            "differs from the printed score, which counts judgements."
        )
    if estimates.target is Target.CASELOAD and estimates.n_population is None:
        said.append(
            "The size of the caseload is not known, so that intervals are wider than they need "
            "to be; give it with the number of its cases."
        )
    return tuple(said)


def _sentence(scored: ScoreInterval, estimates: Estimates) -> str:
    n_cases = estimates.n_cases
    cases = f"{n_cases} case{'s' * (n_cases != 1)}"
    if scored.method is Method.NOT_APPLICABLE:
        return f"Nothing behind this score applied in the {cases}."
    if scored.method is Method.COUNT_ONLY:
        applied = scored.applicable_cases
        return (
            f"It applied in {_of_all(applied, n_cases)}, which is too few for a percentage: "
            f"{_judged(scored.figure)} sufficient."
        )
    if scored.interval is None or scored.method is Method.COMPLETE:
        return f"All cases of the caseload were assessed ({n_cases}); nothing is left to chance."
    times = f"{100 * scored.interval.level:g} times in 100"
    return f"With {cases}, {times} {_WHAT[estimates.target]} is {_near(scored, scored.interval)}."


def _of_all(applied: int, n_cases: int) -> str:
    return "the only case" if n_cases == 1 else f"{applied} of the {n_cases} cases"


def _judged(figure: Figure) -> str:
    """`"1 of 2 judgements is"`, `"2 of 5 judgements are"`."""
    noun = "judgement" if figure.out_of == 1 else "judgements"
    return f"{figure} {noun} {'is' if figure.count == 1 else 'are'}"


def _near(scored: ScoreInterval, interval: Interval) -> str:
    share = scored.share or 0.0
    below, above = (_whole(100 * d) for d in (share - interval.low, interval.high - share))
    if below != above or printed_share(share) != scored.figure.printed:
        return f"between {printed_share(interval.low)} and {printed_share(interval.high)}"
    if not above:
        return f"within a point of {printed_share(share)}"
    return f"within about {above} point{'s' * (above != 1)} of {printed_share(share)}"


def _whole(value: float) -> int:
    return floor(value + 0.5)
