"""What each case adds to each score: the table from which every estimate is worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgements
from corecase.core.scoring import pools

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WHOLE_CASELOAD: Final = "caseload"
"""The one stratum of a sample that was drawn without strata."""

_VALUE: Final = {Answer.SUFFICIENT: 1, Answer.INSUFFICIENT: 0, Answer.NOT_APPLICABLE: -1}
_UNANSWERED: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseTotals:
    """Sufficient and applicable judgements of every sampled case, score by score.

    `sufficient` and `applicable` are whole numbers, a row a case and a column a score. `strata`
    says in which of `stratum_ids` each case was drawn, by its place there. `n_population` counts
    the cases of the caseload in each stratum; None where the caseload is unknown, and then
    nothing is corrected for having taken a good part of it. `weights` replaces the weights that
    follow from the strata (N/n in each), one a case. Construction checks that the parts fit and
    makes the arrays read-only.
    """

    case_ids: tuple[str, ...]
    score_ids: tuple[str, ...]
    sufficient: Counts
    applicable: Counts
    strata: Counts
    stratum_ids: tuple[str, ...]
    n_population: Counts | None
    weights: Floats | None = None

    def __post_init__(self) -> None:
        for name in ("sufficient", "applicable", "strata", "n_population"):
            _freeze(self, name, np.int64)
        _freeze(self, "weights", np.float64)
        shape = (len(self.case_ids), len(self.score_ids))
        if self.sufficient.shape != shape or self.applicable.shape != shape:
            raise InputError("The totals need a row for every case and a column for every score.")
        if np.any(self.sufficient < 0) or np.any(self.sufficient > self.applicable):
            raise InputError("A case has at most as many sufficient judgements as applicable ones.")
        self._check_strata()
        if self.weights is not None and (
            self.weights.shape != (self.n_cases,)
            or not np.all((self.weights > 0) & np.isfinite(self.weights))
        ):
            raise InputError("Give every case a weight above 0 that has an end, or none a weight.")

    def _check_strata(self) -> None:
        n_strata = len(self.stratum_ids)
        if not self.n_cases:
            raise InputError("There is no case; an estimate needs at least one assessed case.")
        if self.strata.shape != (self.n_cases,) or not np.all(
            (self.strata >= 0) & (self.strata < n_strata)
        ):
            raise InputError("Every case needs one of the strata.")
        if self.n_population is None:
            return
        if self.n_population.shape != (n_strata,):
            raise InputError("Give the number of cases in the caseload for every stratum.")
        for stratum, drawn, size in zip(
            self.stratum_ids, self.n_sampled, self.n_population, strict=True
        ):
            if drawn > size:
                of = "" if n_strata == 1 else f" of the stratum {stratum!r}"
                raise InputError(
                    f"{drawn} cases{of} were assessed and the caseload has {size}; correct the "
                    "size of the caseload."
                )

    @property
    def n_cases(self) -> int:
        """How many cases were assessed, those with nothing applicable included."""
        return len(self.case_ids)

    @property
    def n_sampled(self) -> Counts:
        """How many cases were assessed in each stratum."""
        return np.bincount(self.strata, minlength=len(self.stratum_ids)).astype(np.int64)

    @property
    def is_whole_caseload(self) -> bool:
        """Whether every case of the caseload was assessed."""
        return self.n_population is not None and int(self.n_population.sum()) == self.n_cases


def totals_of(
    framework: Framework,
    judgements: Judgements,
    *,
    population: int | Mapping[str, int] | None = None,
    strata: Mapping[str, str] | None = None,
    items: bool = False,
) -> CaseTotals:
    """The totals of every score, in the order of `core.scoring.Scores.all`.

    `population` is the size of the caseload, or of each stratum where `strata` names the stratum
    of each case. With `items` the items of the framework follow the scores. Cases without any
    judgement count as assessed with nothing applicable. Raises InputError for a case without a
    stratum, for a stratum whose size is not given, and for one smaller than its sample.
    """
    case_ids = judgements.case_ids
    score_ids = (
        *(criterion.id for criterion in framework.criteria),
        *(section.id for section in framework.sections),
        *(headline.id for headline in framework.headlines),
        *(item.id for item in framework.items if items),
    )
    table, groups = _table(framework, judgements), _groups(framework, score_ids)
    stratum_ids, places = _strata(case_ids, strata, population)
    return CaseTotals(
        case_ids=case_ids,
        score_ids=score_ids,
        sufficient=(table == 1) @ groups,
        applicable=(table >= 0) @ groups,
        strata=places,
        stratum_ids=stratum_ids,
        n_population=_sizes(stratum_ids, population),
    )


def _table(framework: Framework, judgements: Judgements) -> NDArray[np.int8]:
    """Cases by items: 1 sufficient, 0 insufficient, -1 not applicable or unanswered."""
    columns = {item.id: place for place, item in enumerate(framework.items)}
    table = np.full((len(judgements.case_ids), len(columns)), _UNANSWERED, dtype=np.int8)
    for row, answers in enumerate(judgements.by_case.values()):
        for item_id, judgement in answers.items():
            if item_id in columns:
                table[row, columns[item_id]] = _VALUE[judgement.answer]
    return table


def _groups(framework: Framework, score_ids: tuple[str, ...]) -> Counts:
    """Items by scores: 1 where the item is pooled in the score, or is it."""
    groups = np.zeros((len(framework.items), len(score_ids)), dtype=np.int64)
    for column, score_id in enumerate(score_ids):
        stands = pools(framework, score_id)
        for row, item in enumerate(framework.items):
            groups[row, column] = stands(item) or item.id == score_id
    return groups


def _strata(
    case_ids: tuple[str, ...],
    strata: Mapping[str, str] | None,
    population: int | Mapping[str, int] | None,
) -> tuple[tuple[str, ...], Counts]:
    if strata is None:
        if isinstance(population, Mapping):
            raise InputError("Say in which stratum each case was drawn, or give one caseload size.")
        return (WHOLE_CASELOAD,), np.zeros(len(case_ids), dtype=np.int64)
    if isinstance(population, int):
        raise InputError("Give the number of cases in the caseload for every stratum.")
    lost = [case_id for case_id in case_ids if case_id not in strata]
    if lost:
        raise InputError(f"Case {lost[0]} has no stratum; say in which it was drawn.")
    used = {strata[case_id] for case_id in case_ids}
    stratum_ids = tuple(sorted(used | set(population or ())))
    places = {stratum: place for place, stratum in enumerate(stratum_ids)}
    return stratum_ids, np.array([places[strata[case_id]] for case_id in case_ids], dtype=np.int64)


def _sizes(
    stratum_ids: tuple[str, ...], population: int | Mapping[str, int] | None
) -> Counts | None:
    if population is None:
        return None
    if isinstance(population, int):
        return np.array([population], dtype=np.int64)
    unknown = [stratum for stratum in stratum_ids if stratum not in population]
    if unknown:
        raise InputError(
            f"The caseload says nothing of the stratum {unknown[0]!r}; give its number of cases."
        )
    return np.array([population[stratum] for stratum in stratum_ids], dtype=np.int64)


def _freeze(totals: CaseTotals, name: str, kind: Any) -> None:
    """Replaces an array by a copy of the right kind that nobody can write to."""
    value = getattr(totals, name)
    if value is not None:
        array = np.array(value, dtype=kind)
        array.flags.writeable = False
        object.__setattr__(totals, name, array)
