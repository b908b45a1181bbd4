"""What a score could have been: the cases that could not be assessed, all insufficient or all not.

A file that cannot be found is not a neutral event in an inspection of quality.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.core.scoring import pools, score


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBounds:
    """A score with the missing cases all insufficient (`low`) and all sufficient (`high`).

    In these every item that can apply to a missing case does: no answers of theirs lead further.
    `typical` are the shares where each missing case has as many judgements as the assessed ones
    have on average, None where nothing applies to any assessed case.
    """

    score_id: str
    figure: Figure
    low: Figure
    high: Figure
    n_missing: int
    typical: tuple[Fraction, Fraction] | None

    @property
    def sentence(self) -> str:
        """`"Between 52% and 66% with the 2 missing cases all insufficient and all sufficient."`

        Another sentence where nothing is missing, and where nothing applies.
        """
        if not self.n_missing:
            return "No case is missing."
        if not self.low.is_applicable:
            return "Nothing behind this score applies."
        cases = "missing case" if self.n_missing == 1 else f"{self.n_missing} missing cases"
        return (
            f"Between {self.low.printed} and {self.high.printed} with the {cases} all "
            "insufficient and all sufficient."
        )


def score_bounds(
    framework: Framework, judgements: Judgements, missing: Iterable[Case]
) -> tuple[ScoreBounds, ...]:
    """The bounds of every score, in the order of the scores.

    An item whose rule leaves a missing case out, by what is known of it, adds nothing. Both
    bounds are the score itself where nothing is missing. Raises InputError where a missing case
    was judged, and where no case was assessed.
    """
    cases = tuple(missing)
    judged = [case.id for case in cases if judgements.by_case.get(case.id)]
    n_assessed = len(set(judgements.case_ids) - {case.id for case in cases})
    if judged:
        raise InputError(f"Case {judged[0]} is missing and has judgements; it is one or the other.")
    if not n_assessed:
        raise InputError("No case was assessed; there is no score to bound.")
    scores = score(framework, judgements)
    found = []
    for one in scores.all:
        stands = pools(framework, one.id)
        most = sum(
            item.applies.applies(case.attributes) is not False
            for item in framework.items
            if stands(item)
            for case in cases
        )
        out_of = one.figure.out_of + most
        found.append(
            ScoreBounds(
                score_id=one.id,
                figure=one.figure,
                low=Figure(count=one.figure.count, out_of=out_of),
                high=Figure(count=one.figure.count + most, out_of=out_of),
                n_missing=len(cases),
                typical=_typical(one.figure, n_assessed, len(cases)),
            )
        )
    return tuple(found)


def _typical(figure: Figure, n_assessed: int, n_missing: int) -> tuple[Fraction, Fraction] | None:
    if not figure.is_applicable:
        return None
    total = n_assessed + n_missing
    low = figure.share * n_assessed / total
    return low, low + Fraction(n_missing, total)
