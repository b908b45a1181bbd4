"""How far a sample reflects its caseload: the luck of one draw, level by level."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb, sqrt

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frames import Frame


def two_sided_p(k: int, n: int, k_population: int, n_population: int) -> float:
    """The exact chance of a count as unlikely as `k`, or more so, in a random draw.

    Hypergeometric: `n` of `n_population` cases drawn, `k_population` of which have the level.
    Integers throughout, so that counts of equal chance on the two sides are equal. 1.0 where
    no other count is possible.
    """
    low, high = max(0, n + k_population - n_population), min(n, k_population)
    if not low <= k <= high:
        raise InputError(f"{k} of {n} cannot be drawn from {k_population} of {n_population}.")
    ways = {
        count: comb(k_population, count) * comb(n_population - k_population, n - count)
        for count in range(low, high + 1)
    }
    as_unlikely = sum(way for way in ways.values() if way <= ways[k])
    return float(Fraction(as_unlikely, comb(n_population, n)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """One level of an attribute in the sample and in the caseload; `level` "" is not known."""

    attribute: str
    level: str
    sampled: Figure
    caseload: Figure

    def __post_init__(self) -> None:
        if not self.sampled.out_of or not self.caseload.out_of:
            raise InputError("A sample can be compared with its caseload once it has a case.")

    @property
    def expected_cases(self) -> Fraction:
        """The cases with this level that an exact image of the caseload would have."""
        return self.sampled.out_of * self.caseload.share

    @property
    def deviation_cases(self) -> Fraction:
        """The cases above (or, below 0, under) the expected number."""
        return self.sampled.count - self.expected_cases

    @property
    def is_within_one_case(self) -> bool:
        """Whether the sample lies at most one case from the expected number."""
        return abs(self.deviation_cases) <= 1

    @property
    def difference(self) -> Fraction:
        """The share in the sample less the share in the caseload."""
        return self.sampled.share - self.caseload.share

    @property
    def z(self) -> float | None:
        """The difference in standard errors of a random draw without replacement.

        None where the draw left nothing to chance: the whole caseload, or a level that all
        cases have or none.
        """
        n, total, share = self.sampled.out_of, self.caseload.out_of, self.caseload.share
        if n == total or share in (0, 1):
            return None
        return float(self.difference) / sqrt(
            share * (1 - share) / n * Fraction(total - n, total - 1)
        )

    @property
    def p(self) -> float:
        """The exact two-sided chance of a count as unlikely; no test of the draw."""
        return two_sided_p(
            self.sampled.count, self.sampled.out_of, self.caseload.count, self.caseload.out_of
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Representativeness:
    """Every level of the attributes compared."""

    margins: tuple[Margin, ...]

    def __post_init__(self) -> None:
        if not self.margins:
            raise InputError("Choose at least one attribute to compare sample and caseload by.")

    @property
    def largest(self) -> Margin:
        """The margin furthest from its expected number, the first of equals."""
        return max(self.margins, key=lambda margin: abs(margin.deviation_cases))

    @property
    def within_one_case(self) -> Figure:
        """The margins within one case of the expected number, out of all margins."""
        near = sum(margin.is_within_one_case for margin in self.margins)
        return Figure(count=near, out_of=len(self.margins))

    @property
    def attributes_within_one_case(self) -> Figure:
        """The attributes of which every level is within one case, out of all attributes."""
        every = {margin.attribute for margin in self.margins}
        far = {margin.attribute for margin in self.margins if not margin.is_within_one_case}
        return Figure(count=len(every - far), out_of=len(every))

    @property
    def headline(self) -> str:
        """`"within one case of the expected number on 5 of 6 attributes"`."""
        figure = self.attributes_within_one_case
        noun = "attribute" if figure.out_of == 1 else "attributes"
        return f"within one case of the expected number on {figure} {noun}"


def representativeness(
    frame: Frame, sample: Collection[str], attributes: Iterable[str]
) -> Representativeness:
    """The sample beside the caseload, for every level of the attributes in the frame.

    Raises InputError for a case outside the frame, an empty sample or no attribute.
    """
    chosen = set(sample)
    if chosen - set(frame.ids):
        raise InputError("The sample has a case that is not in the case list; check the list.")
    margins: list[Margin] = []
    for attribute in attributes:
        levels = {case_id: level for case_id, (level,) in frame.values([attribute]).items()}
        in_all = Counter(levels.values())
        in_sample = Counter(levels[case_id] for case_id in chosen)
        margins += [
            Margin(
                attribute=attribute,
                level=level,
                sampled=Figure(count=in_sample[level], out_of=len(chosen)),
                caseload=Figure(count=in_all[level], out_of=frame.n_cases),
            )
            for level in sorted(in_all)
        ]
    return Representativeness(margins=tuple(margins))
