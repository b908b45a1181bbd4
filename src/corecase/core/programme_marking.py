"""Second marking over a programme: a share of each inspection, every assessor, every concern."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from corecase.core.errors import InputError
from corecase.core.second_marking import SHARE, choose, n_to_mark
from corecase.core.vocabularies import Vocabulary

LEAST_OF_INSPECTION: Final = 2
LEAST_OF_ASSESSOR: Final = 10
"""Cases of every assessor that another judges too, in a year."""


class MarkingReason(Vocabulary):
    """Why a case is judged twice."""

    DRAWN = "DRAWN"
    SERIOUS_ALERT = "SERIOUS_ALERT"
    ASSESSOR_QUOTA = "ASSESSOR_QUOTA"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedCase:
    """A case that may be judged twice: its first assessor, and whether it raised a concern
    that is serious.
    """

    case_id: str
    assessor: str
    has_serious_alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTwice:
    """A case chosen, and the first reason that chose it."""

    case_id: str
    reason: MarkingReason


def choose_for_programme(
    cases: Iterable[AssessedCase],
    seed: str,
    *,
    done_this_year: Mapping[str, int],
    inspections_left: int = 1,
    share: Fraction = SHARE,
) -> tuple[MarkedTwice, ...]:
    """The cases of one inspection to judge twice, in the order of their permanent numbers.

    A share of the cases (rounded up, two at least) by their numbers; every case with a serious
    alert; and for every assessor as many more, by number, as keep them on the way to ten in
    the year: what is missing after `done_this_year`, shared over the `inspections_left` of
    theirs, this one included. An assessor with too few cases gives all of them. Raises
    InputError for a case given twice, and where no inspection is left.
    """
    if inspections_left < 1:
        raise InputError("Count this inspection among those that are left: give 1 or more.")
    rows = tuple(cases)
    given = {case.case_id: case for case in rows}
    order = choose([case.case_id for case in rows], len(rows), seed)
    n_drawn = n_to_mark(len(order), share, LEAST_OF_INSPECTION)
    reasons = dict.fromkeys(order[:n_drawn], MarkingReason.DRAWN)
    for case_id in order:
        if given[case_id].has_serious_alert:
            reasons.setdefault(case_id, MarkingReason.SERIOUS_ALERT)
    for assessor in sorted({case.assessor for case in rows}):
        theirs = [case_id for case_id in order if given[case_id].assessor == assessor]
        due = ceil(Fraction(LEAST_OF_ASSESSOR - done_this_year.get(assessor, 0), inspections_left))
        missing = due - sum(case_id in reasons for case_id in theirs)
        rest = [case_id for case_id in theirs if case_id not in reasons]
        reasons |= dict.fromkeys(rest[: max(missing, 0)], MarkingReason.ASSESSOR_QUOTA)
    return tuple(
        MarkedTwice(case_id=case_id, reason=reasons[case_id])
        for case_id in order
        if case_id in reasons
    )
