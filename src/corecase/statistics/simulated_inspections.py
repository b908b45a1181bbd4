"""A simulated programme as its inspections saw it, beside the truth that they could not see."""

from dataclasses import dataclass

from corecase.statistics.estimates import Target
from corecase.statistics.programme import ProgrammeEstimates, programme_estimates, simple_stack
from corecase.statistics.shrinkage import Shrunk, shrink
from corecase.statistics.simulation import Programme
from corecase.statistics.totals import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inspected:
    """A programme as its inspections saw it: the estimates, for one target, and that truth."""

    programme: Programme
    estimates: ProgrammeEstimates
    truth: Floats

    @property
    def n_headlines(self) -> int:
        """How many headlines each service has."""
        return int(self.truth.shape[1])

    def shrunk(self, headline: int) -> Shrunk:
        """One headline of all services, shrunk together."""
        return shrink(
            self.estimates.shares[:, headline], self.estimates.standard_errors[:, headline]
        )


def inspected(programme: Programme, target: Target) -> Inspected:
    """The programme's samples, estimated for the target, beside the truth of that target."""
    stacked = simple_stack(
        programme.sufficient,
        programme.applicable,
        programme.country.n_sampled,
        programme.country.n_population,
        target,
    )
    truth = programme.caseload_truth if target is Target.CASELOAD else programme.practice_truth
    return Inspected(programme=programme, estimates=programme_estimates(stacked), truth=truth)
