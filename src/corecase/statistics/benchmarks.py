"""What a coefficient of agreement means for the work, and how sure that is."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from scipy.special import stdtr

from corecase.statistics.double_marking import Estimate

SURE: Final = 0.95
"""A band counts as reached where this much of the chance lies in it and above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A range of AC1, from `at_least` up to the next, and what it asks for."""

    at_least: float
    words: str


BENCHMARKS: Final = (
    Benchmark(at_least=0.8, words="good"),
    Benchmark(at_least=0.6, words="acceptable with moderation"),
    Benchmark(at_least=-1.0, words="stop and retrain"),
)
"""From the best down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a coefficient stands: its benchmark, and the chance of each from the best down.

    `reached` is the best benchmark that is as good as certain: all the chance but 5% lies in
    it or above.
    """

    benchmark: Benchmark
    chances: tuple[float, ...]
    reached: Benchmark

    @property
    def chance(self) -> float:
        """The chance of the benchmark in which the coefficient lies."""
        return self.chances[BENCHMARKS.index(self.benchmark)]


def benchmark_of(value: float) -> Benchmark:
    """The benchmark of a coefficient from -1 to 1, without regard to chance."""
    return next(one for one in BENCHMARKS if value >= one.at_least)


def standing(estimate: Estimate) -> Standing | None:
    """The benchmark of a coefficient and how sure it is; None without a standard error.

    The chance that the true coefficient lies in each range, by Student's t around the
    estimate cut at -1 and 1 (Gwet 2014, ch. 6, who takes the normal distribution).
    """
    value, error = estimate.value, estimate.standard_error
    if value is None or error is None:
        return None
    df = estimate.n_cases - 1

    def below(edge: float) -> float:
        return float(stdtr(df, (edge - value) / error))

    uppers = [1.0, *(one.at_least for one in BENCHMARKS[:-1])]
    within = below(1.0) - below(-1.0)
    chances = tuple(
        (below(upper) - below(one.at_least)) / within
        for one, upper in zip(BENCHMARKS, uppers, strict=True)
    )
    sums = zip(BENCHMARKS, accumulate(chances), strict=True)
    reached = next((one for one, sum_ in sums if sum_ >= SURE), BENCHMARKS[-1])
    return Standing(benchmark=benchmark_of(value), chances=chances, reached=reached)
