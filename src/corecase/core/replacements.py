"""A sample in the field: cases replaced by reserves, cases missing, and what that does."""

from dataclasses import dataclass, replace
from enum import StrEnum

from corecase.core.draws import Draw
from corecase.core.errors import InputError
from corecase.core.figures import Figure


class ReplacementReason(StrEnum):
    """Why a case may be replaced. A case manager on leave is no reason: the case is missing."""

    TRANSFERRED = "TRANSFERRED"
    SUB_JUDICE = "SUB_JUDICE"
    CLOSED_BEFORE_ELIGIBILITY = "CLOSED_BEFORE_ELIGIBILITY"
    FILE_MISSING = "FILE_MISSING"

    @property
    def words(self) -> str:
        """As people read it: `"transferred to another service"`."""
        return _REASONS[self]


class MissingReason(StrEnum):
    """Why a case of the sample cannot be assessed and is not replaced."""

    FILE_MISSING = "FILE_MISSING"
    CASE_MANAGER_AWAY = "CASE_MANAGER_AWAY"
    NO_RESERVE_LEFT = "NO_RESERVE_LEFT"

    @property
    def words(self) -> str:
        """As people read it: `"the file cannot be found"`."""
        return _MISSING[self]


_REASONS = {
    ReplacementReason.TRANSFERRED: "transferred to another service",
    ReplacementReason.SUB_JUDICE: "before a court, so that it cannot be discussed",
    ReplacementReason.CLOSED_BEFORE_ELIGIBILITY: "closed before the window of the inspection",
    ReplacementReason.FILE_MISSING: "the file cannot be found",
}
_MISSING = {
    MissingReason.FILE_MISSING: "the file cannot be found",
    MissingReason.CASE_MANAGER_AWAY: "the case manager is away",
    MissingReason.NO_RESERVE_LEFT: "no reserve is left in its stratum",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A case that left the sample, why, and the reserve that stands in."""

    case_id: str
    reason: ReplacementReason
    replaced_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCase:
    """A case that stays in the sample and cannot be assessed."""

    case_id: str
    reason: MissingReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A draw with its replacements in the order in which they were made, and missing cases.

    Construction checks each step: only a case of the sample can leave it, and only the next
    reserve of its stratum can stand in.
    """

    draw: Draw
    replacements: tuple[Replacement, ...] = ()
    missing: tuple[MissingCase, ...] = ()

    def __post_init__(self) -> None:
        for place, made in enumerate(self.replacements):
            before = self.replacements[:place]
            _check_in_sample(made.case_id, _cases(self.draw, before))
            if made.replaced_by != _next_reserve(self.draw, made.case_id, before):
                raise InputError(
                    f"Case {made.replaced_by} is not the next reserve of the stratum of case "
                    f"{made.case_id}; take the reserve that is offered."
                )
        ids = [case.case_id for case in self.missing]
        for case_id in ids:
            _check_in_sample(case_id, self.cases)
        if len(set(ids)) < len(ids):
            raise InputError("A case is marked as missing once; keep one of the marks.")

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of the sample now; a reserve stands in the place of the case it replaced."""
        return _cases(self.draw, self.replacements)

    @property
    def assessable(self) -> tuple[str, ...]:
        """The cases of the sample that are not missing."""
        absent = {case.case_id for case in self.missing}
        return tuple(case_id for case_id in self.cases if case_id not in absent)

    def next_reserve(self, case_id: str) -> str:
        """The reserve that would stand in for a case; raises InputError where none is left."""
        _check_in_sample(case_id, self.cases)
        found = _next_reserve(self.draw, case_id, self.replacements)
        if not found:
            raise InputError(
                f"No reserve is left in the stratum of case {case_id} "
                f"({self.draw.stratum_of(case_id).label}); record the case as missing."
            )
        return found

    def replace(self, case_id: str, reason: ReplacementReason) -> "Sample":
        """The sample after the next reserve of the stratum stands in for a case."""
        made = Replacement(case_id=case_id, reason=reason, replaced_by=self.next_reserve(case_id))
        return replace(
            self,
            replacements=(*self.replacements, made),
            missing=tuple(case for case in self.missing if case.case_id != case_id),
        )

    def mark_missing(self, case_id: str, reason: MissingReason) -> "Sample":
        """The sample with a case marked as missing."""
        return replace(self, missing=(*self.missing, MissingCase(case_id=case_id, reason=reason)))

    @property
    def replaced(self) -> Figure:
        """How many places of the sample a reserve has taken, out of all."""
        n = len(set(self.draw.sample) - set(self.cases))
        return Figure(count=n, out_of=self.draw.n)

    @property
    def notices(self) -> tuple[str, ...]:
        """What has to be said beside the scores, in sentences; empty when nothing has."""
        said = []
        if 10 * self.replaced.count > self.replaced.out_of:
            said.append(
                f"{self.replaced} cases were replaced, which is more than one in ten: show the "
                "scores with and without the replacements."
            )
        if self.missing:
            said.append(
                f"{len(self.missing)} of {self.draw.n} cases could not be assessed: show the "
                "scores as if they were all insufficient, and as if they were all sufficient."
            )
        return tuple(said)


def bounds(figure: Figure, n_missing: int) -> tuple[Figure, Figure]:
    """A figure of one judgement a case, with the missing cases all insufficient, all sufficient.

    Both equal the figure where nothing is missing.
    """
    out_of = figure.out_of + n_missing
    return (
        Figure(count=figure.count, out_of=out_of),
        Figure(count=figure.count + n_missing, out_of=out_of),
    )


def _cases(drawn: Draw, made: tuple[Replacement, ...]) -> tuple[str, ...]:
    places = list(drawn.sample)
    for one in made:
        places[places.index(one.case_id)] = one.replaced_by
    return tuple(places)


def _next_reserve(drawn: Draw, case_id: str, made: tuple[Replacement, ...]) -> str:
    used = {one.replaced_by for one in made}
    reserves = drawn.stratum_of(case_id).reserves
    return next((reserve for reserve in reserves if reserve not in used), "")


def _check_in_sample(case_id: str, cases: tuple[str, ...]) -> None:
    if case_id not in cases:
        raise InputError(f"Case {case_id} is not in the sample; choose one of its cases.")
