"""Weights of a sample in which some strata have more than their share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from corecase.core.draws import Draw
from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure, round_half_up

_NAMED: Final = 3
"""So many strata without a case are named; of more, the number is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumWeight:
    """What a stratum stands for: `n_assessed` cases in the end, for `n_population`."""

    stratum: tuple[str, ...]
    label: str
    n_assessed: int
    n_population: int

    def __post_init__(self) -> None:
        if not 0 <= self.n_assessed <= self.n_population:
            raise InputError(f"Stratum {self.label} cannot have more cases assessed than it has.")

    @property
    def weight(self) -> Fraction | None:
        """The cases of the caseload for which one assessed case stands; None where there is none.

        w_h = N_h / n_h, the inverse of the probability of inclusion (Cochran 1977, ch. 5).
        """
        return Fraction(self.n_population, self.n_assessed) if self.n_assessed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of every stratum of a sample."""

    strata: tuple[StratumWeight, ...]

    @property
    def n_assessed(self) -> int:
        """The cases assessed."""
        return sum(one.n_assessed for one in self.strata)

    @property
    def n_population(self) -> int:
        """The cases of the caseload."""
        return sum(one.n_population for one in self.strata)

    @property
    def are_equal(self) -> bool:
        """Whether every stratum has its share of the cases assessed, but for rounding."""
        n, total = self.n_assessed, self.n_population
        return all(
            abs(one.n_assessed * total - n * one.n_population) < max(total, 1)
            for one in self.strata
        )

    @property
    def effective_cases(self) -> Fraction:
        """The cases that a sample of equal weights would need to say as much; 0 without a case.

        (sum w)^2 / sum w^2 (Kish 1965, Survey Sampling), a rule for planning: it takes a score
        to spread alike in all strata.
        """
        found = [(one.n_assessed, one.weight) for one in self.strata if one.weight is not None]
        total = sum((n * weight for n, weight in found), Fraction(0))
        squares = sum((n * weight * weight for n, weight in found), Fraction(0))
        return total * total / squares if squares else Fraction(0)

    @property
    def silent(self) -> tuple[StratumWeight, ...]:
        """The strata of which no case was assessed: no weight makes the sample speak for them."""
        return tuple(one for one in self.strata if one.n_population and not one.n_assessed)

    def share(self, figures: Mapping[tuple[str, ...], Figure]) -> Fraction | None:
        """A score as it would be of the whole caseload: sum(w y) / sum(w x).

        `figures` are sufficient of applicable judgements in each stratum; one that is absent has
        none. None where nothing was applicable. Raises InputError for judgements in a stratum
        without an assessed case.
        """
        count = base = Fraction(0)
        for one in self.strata:
            figure = figures.get(one.stratum, NOTHING)
            if figure.is_applicable and one.weight is None:
                raise InputError(f"Stratum {one.label} has judgements and no case assessed.")
            count += (one.weight or 0) * figure.count
            base += (one.weight or 0) * figure.out_of
        return count / base if base else None

    def notices(self, done: Literal["assessed", "drawn"] = "assessed") -> tuple[str, ...]:
        """What has to be published beside the scores, in sentences; none for equal weights.

        `done` says what was done with the cases so far.
        """
        said = [self._silence(done)] if self.silent else []
        if not self.are_equal:
            over = [one.label for one in self.strata if self._is_over(one)]
            said.append(
                f"More cases than their share were {done} of {' and of '.join(over)}. Counts are "
                "printed as they were judged; scores are weighted back to the caseload, so the two "
                f"differ. The {self.n_assessed} cases say as much of the caseload as about "
                f"{round_half_up(self.effective_cases)} of equal weight would."
            )
        return tuple(said)

    def _silence(self, done: str) -> str:
        silent = self.silent
        n = sum(one.n_population for one in silent)
        labels = [one.label for one in silent[:_NAMED]]
        if len(silent) > _NAMED:
            labels.append(f"{len(silent) - _NAMED} more")
        which = f"stratum {labels[0]}" if len(silent) == 1 else f"{len(silent)} strata"
        among = f" ({'; '.join(labels)})" if len(silent) > 1 else ""
        whose = "its" if len(silent) == 1 else "their"
        return (
            f"No case of {which} was {done}: the scores do not speak for {whose} {n} "
            f"{'case' if n == 1 else 'cases'}{among}."
        )

    def _is_over(self, one: StratumWeight) -> bool:
        return one.n_assessed * self.n_population > self.n_assessed * one.n_population


def weights_of(drawn: Draw, assessed: Iterable[str] | None = None) -> Weights:
    """The weights of a draw, by the cases assessed in the end; those drawn where none are given.

    A replacement leaves the number of its stratum as it was, a missing case lowers it. Raises
    InputError for a case outside the frame.
    """
    found = set(drawn.sample if assessed is None else assessed)
    strangers = found - {case for group in drawn.groups for case in group.cases}
    if strangers:
        raise InputError(f"Case {min(strangers)} is not in the list the sample was drawn from.")
    return Weights(
        strata=tuple(
            StratumWeight(
                stratum=group.values,
                label=group.label,
                n_assessed=len(found.intersection(group.cases)),
                n_population=len(group.cases),
            )
            for group in drawn.groups
        )
    )


def weighting_sentence(counted: Figure, weighted: Fraction) -> str:
    """`"60 of 100 as counted (60%); 58% weighted to the caseload"`; for a base of 0 it says so."""
    if not counted.is_applicable:
        return "not applicable"
    percent = round_half_up(100 * weighted)
    return f"{counted} as counted ({counted.printed}); {percent}% weighted to the caseload"
