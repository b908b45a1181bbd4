"""What a sample was drawn from: how many cases, in which strata, and which are missing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corecase.core.cases import Case
from corecase.core.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumSize:
    """One stratum: its value of each attribute ("" is not known), and how many cases it has."""

    values: tuple[str, ...]
    n_population: int

    def __post_init__(self) -> None:
        if self.n_population < 1:
            raise InputError("A stratum has at least one case that could be drawn.")

    @property
    def label(self) -> str:
        """As people read it: `"custody, female"`."""
        return ", ".join(value or "not known" for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSample:
    """How many cases could be drawn, and the strata by which they were.

    `by` names the attributes of the strata, `strata` how many cases each had; both are empty for
    a sample that was drawn from all cases alike. `missing` are cases of the sample that could
    not be assessed and that no reserve replaced. Construction checks that the parts fit.
    """

    n_population: int
    by: tuple[str, ...] = ()
    strata: tuple[StratumSize, ...] = ()
    missing: tuple[Case, ...] = ()

    def __post_init__(self) -> None:
        if self.n_population < 1:
            raise InputError("A sample is drawn from at least one case; correct their number.")
        if bool(self.by) != bool(self.strata):
            raise InputError("Strata need the attributes that make them, and each its size.")
        if any(len(one.values) != len(self.by) for one in self.strata):
            raise InputError("Every stratum needs a value for each attribute.")
        labels = [one.label for one in self.strata]
        for repeated in (label for label in labels if labels.count(label) > 1):
            raise InputError(f"The stratum {repeated!r} stands twice; keep one of them.")
        n_strata = sum(one.n_population for one in self.strata)
        if self.strata and n_strata != self.n_population:
            raise InputError(
                f"The strata have {n_strata} cases together and {self.n_population} could be "
                "drawn; correct one of them."
            )
        ids = [case.id for case in self.missing]
        for repeated in (case_id for case_id in ids if ids.count(case_id) > 1):
            raise InputError(f"The missing case {repeated!r} stands twice; keep one of them.")

    @property
    def sizes(self) -> Mapping[str, int]:
        """How many cases each stratum has, by its label; none without strata."""
        return {one.label: one.n_population for one in self.strata}

    def stratum_of(self, case: Case) -> str:
        """The label of a case's stratum. Raises InputError for a case of none."""
        values = tuple(case.attributes.get(name, "") for name in self.by)
        label = StratumSize(values=values, n_population=1).label
        if label not in self.sizes:
            raise InputError(
                f"Case {case.id} is of the stratum {label!r} ({', '.join(self.by)}), which is not "
                "among those that the sample was drawn from; add it with its size."
            )
        return label

    def check_cases(self, cases: Iterable[Case]) -> None:
        """Raises InputError unless these cases and the missing ones can have been drawn.

        No more of them than there were, in all and in each stratum, and none both there and
        missing.
        """
        drawn = (*cases, *self.missing)
        if len(drawn) > self.n_population:
            raise InputError(
                f"The sample has {len(drawn)} cases and {self.n_population} could be drawn; "
                "correct the number that could."
            )
        there = {case.id for case in drawn[: len(drawn) - len(self.missing)]}
        for case in self.missing:
            if case.id in there:
                raise InputError(f"Case {case.id} is judged and missing; it is one or the other.")
        of = Counter(self.stratum_of(case) for case in drawn if self.by)
        for one in self.strata:
            if of[one.label] > one.n_population:
                raise InputError(
                    f"{of[one.label]} cases of the stratum {one.label!r} were drawn and "
                    f"{one.n_population} could be; correct the size of the stratum."
                )
